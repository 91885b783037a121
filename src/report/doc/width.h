/* How wide a text is on a terminal, and where it may be broken. */
#ifndef CM_WIDTH_H
#define CM_WIDTH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/**
 * Reads one code point.
 *
 * @param bytes  what is left, more than 0
 * @param point  set to the code point; U+FFFD for a byte that is not UTF-8
 * @return bytes read, at least 1
 */
size_t cm_point_at(const char *at, size_t bytes, int32_t *point);

/** Columns of one code point: 0 for combining ones and for controls. */
size_t cm_point_width(int32_t point);

/** Columns of a running text; marks and footnotes count as they print. */
size_t cm_text_width(const char *text);

/** One line of a wrapped text: a piece of it, without the blank after it. */
typedef struct cm_piece {
    const char *at;
    size_t bytes, width;
} cm_piece;

typedef cm_vec(cm_piece) cm_pieces;

/**
 * Breaks a running text into lines at its blanks; a word that is wider than a
 * line (Khmer and Chinese have few blanks) is broken between characters as a
 * reader sees them.
 *
 * @param width  columns of a line, at least 1
 * @return false when memory runs out; an empty text gives no line
 */
bool cm_wrap(cm_arena *arena, const char *text, size_t width, cm_pieces *lines);

#endif
