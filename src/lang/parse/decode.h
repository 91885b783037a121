/* Bytes of a file as UTF-8: byte order marks, UTF-16, two encodings of a byte a
 * character. Nothing is guessed: without a mark and without a word a text is
 * UTF-8. */
#ifndef CM_DECODE_H
#define CM_DECODE_H

#include "base/ctx.h"

typedef enum cm_encoding {
    CM_ENCODING_MARKED, /**< what its byte order mark says, else UTF-8 */
    CM_UTF_8,
    CM_UTF_16, /**< by its byte order mark; without one it is refused */
    CM_UTF_16LE,
    CM_UTF_16BE,
    CM_WINDOWS_1252,
    CM_LATIN_1 /**< ISO 8859-1 */
} cm_encoding;

typedef struct cm_decoded {
    const char *bytes; /**< UTF-8 without mark, if the source was UTF-8 as it
                            stands: then it may hold bytes that are none */
    size_t n;
    const char *wrong; /**< what cannot be decoded, or why it is no text at
                            all; or NULL */
    size_t wrong_at;   /**< the byte of `bytes` where U+FFFD stands for it */
} cm_decoded;

/** "utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1252" (or "cp1252"),
    "latin1" (or "latin-1", "iso-8859-1"); NULL is CM_ENCODING_MARKED. Capitals
    do not count. False for another word. */
bool cm_encoding_read(const char *word, cm_encoding *encoding);

/**
 * Decodes a text, and makes LF of its ends of lines if all of them are CR.
 *
 * @param arena    where the text goes if it is not UTF-8 as it stands; at most
 *                 three bytes for each
 * @param decoded  points into `bytes` or the arena
 * @return COMITIA_OK also for what cannot be decoded; E_NOMEM, E_BUDGET,
 *         E_CANCELLED. Linear.
 */
COMITIA_NODISCARD comitia_status cm_decode(cm_ctx *ctx, cm_arena *arena,
                                           cm_encoding encoding,
                                           const char *bytes, size_t n,
                                           cm_decoded *decoded);

#endif
