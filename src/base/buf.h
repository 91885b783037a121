/* A text that grows in an arena. */
#ifndef CM_BUF_H
#define CM_BUF_H

#include <stdarg.h>

#include "base/arena.h"

/** Always NUL-terminated once something was added. After a failed allocation
    `failed` stays set, and adding does nothing: check it once at the end. */
typedef struct cm_buf {
    cm_arena *arena;
    char *at;
    size_t n, cap;
    bool failed;
} cm_buf;

void cm_buf_init(cm_buf *buf, cm_arena *arena);
void cm_buf_add(cm_buf *buf, const char *text);
void cm_buf_add_n(cm_buf *buf, const char *at, size_t bytes);
void cm_buf_char(cm_buf *buf, char c);
void cm_buf_fill(cm_buf *buf, char c, size_t n);
void cm_buf_addf(cm_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** The text; "" if nothing was added, NULL after a failure. */
const char *cm_buf_text(const cm_buf *buf);

#endif
