/* Bytes that come in as messages: "Content-Length: N", an empty line, N bytes. */
#ifndef LSP_FRAMING_H
#define LSP_FRAMING_H

#include "base/ctx.h"

enum { LSP_MOST_HEADER = 8192 };
/** A text has at most 16 MiB; as JSON each of its bytes may take six. */
#define LSP_MOST_MESSAGE ((size_t)100 << 20)

typedef struct lsp_framing {
    comitia_allocator allocator;
    char *at;
    size_t n, room;
    size_t from; /**< what stands before was taken */
} lsp_framing;

typedef enum lsp_frame {
    LSP_FRAME_NONE, /**< more bytes are needed */
    LSP_FRAME_WHOLE,
    LSP_FRAME_BAD   /**< the header is none, or asks for too much */
} lsp_frame;

/** False when memory runs out. */
bool lsp_framing_add(lsp_framing *framing, const char *bytes, size_t n);
/** The next message; good until more is added. */
lsp_frame lsp_framing_next(lsp_framing *framing, const char **body, size_t *n);
void lsp_framing_clear(lsp_framing *framing);

#endif
