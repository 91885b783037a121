#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>

void cm_buf_init(cm_buf *buf, cm_arena *arena)
{
    *buf = (cm_buf){.arena = arena};
}

static bool room_for(cm_buf *buf, size_t more)
{
    if (buf->failed)
        return false;
    if (more < buf->cap - buf->n)
        return true;
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap - buf->n <= more) {
        if (cap > SIZE_MAX / 2) {
            buf->failed = true;
            return false;
        }
        cap *= 2;
    }
    char *at = cm_alloc(buf->arena, cap);
    if (!at) {
        buf->failed = true;
        return false;
    }
    if (buf->n)
        memcpy(at, buf->at, buf->n);
    buf->at = at;
    buf->cap = cap;
    return true;
}

void cm_buf_add_n(cm_buf *buf, const char *at, size_t bytes)
{
    if (!room_for(buf, bytes))
        return;
    if (bytes)
        memcpy(buf->at + buf->n, at, bytes);
    buf->n += bytes;
    buf->at[buf->n] = '\0';
}

void cm_buf_add(cm_buf *buf, const char *text)
{
    cm_buf_add_n(buf, text, strlen(text));
}

void cm_buf_char(cm_buf *buf, char c)
{
    cm_buf_add_n(buf, &c, 1);
}

void cm_buf_fill(cm_buf *buf, char c, size_t n)
{
    if (!room_for(buf, n))
        return;
    memset(buf->at + buf->n, c, n);
    buf->n += n;
    buf->at[buf->n] = '\0';
}

void cm_buf_addf(cm_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        buf->failed = true;
    else if (room_for(buf, (size_t)n)) {
        vsnprintf(buf->at + buf->n, buf->cap - buf->n, format, again);
        buf->n += (size_t)n;
    }
    va_end(again);
}

const char *cm_buf_text(const cm_buf *buf)
{
    return buf->failed ? NULL : buf->at ? buf->at : "";
}
