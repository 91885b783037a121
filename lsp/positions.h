/* Places in a text as editors count them: lines from 0, and in a line units of
 * UTF-16, or of UTF-8 if both sides can.
 *
 * An editor ends a line at LF, CR LF or CR, the language at LF alone; so the
 * two count lines differently, and bytes stand between them.
 */
#ifndef LSP_POSITIONS_H
#define LSP_POSITIONS_H

#include "base/arena.h"

typedef struct lsp_position {
    uint32_t line, character;
} lsp_position;

typedef struct lsp_lines {
    const char *at; /**< the text */
    size_t n;
    bool utf8;
    uint32_t mark; /**< units of a byte order mark that the editor has before
                        the text, and the text has not; 0 without */
    cm_vec(size_t) starts; /**< of the editor's lines, in bytes */
    cm_vec(size_t) feeds;  /**< of the language's lines */
    /* Where the last question ended: the next one mostly lies behind it. */
    size_t last_line, last_at;
    uint32_t last_units;
} lsp_lines;

/** False when memory runs out. The text must outlive it. */
bool lsp_lines_init(lsp_lines *lines, cm_arena *arena, const char *at, size_t n,
                    bool utf8);
/** Of a byte; one past the end is the end. */
lsp_position lsp_position_of(lsp_lines *lines, size_t at);
/** The byte of a position; what lies behind a line is its end, and what lies
    in a character its start. */
size_t lsp_byte_of(const lsp_lines *lines, lsp_position position);
/** The byte of a line and column as diagnostics have them, both from 1. */
size_t lsp_byte_at(const lsp_lines *lines, uint32_t line, uint32_t column);

#endif
