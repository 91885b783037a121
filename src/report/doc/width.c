#include "report/doc/width.h"

#include <string.h>
#include <utf8proc.h>

#include "report/doc/doc.h"

size_t cm_point_at(const char *at, size_t bytes, int32_t *point)
{
    utf8proc_int32_t read;
    utf8proc_ssize_t n =
        utf8proc_iterate((const utf8proc_uint8_t *)at,
                         (utf8proc_ssize_t)(bytes > 4 ? 4 : bytes), &read);
    if (n < 1) {
        *point = 0xFFFD;
        return 1;
    }
    *point = read;
    return (size_t)n;
}

size_t cm_point_width(int32_t point)
{
    if (point < 0x20 || (point >= 0x7F && point < 0xA0))
        return 0;
    int width = utf8proc_charwidth(point);
    return width > 0 ? (size_t)width : 0;
}

/* A footnote prints as "[3]", a tie as a blank; the other marks take no
   room. */
static size_t shown_width(int32_t point)
{
    return point == CM_REF || point == CM_REF_END || point == CM_MARK_TIE
               ? 1
               : cm_point_width(point);
}

size_t cm_text_width(const char *text)
{
    size_t bytes = strlen(text), width = 0;
    while (bytes > 0) {
        int32_t point;
        size_t n = cm_point_at(text, bytes, &point);
        width += shown_width(point);
        text += n;
        bytes -= n;
    }
    return width;
}

/* The longest beginning of a word that fits, at least one character with all
   that combines with it. */
static cm_piece fitting(const char *at, size_t bytes, size_t width)
{
    cm_piece piece = {.at = at};
    utf8proc_int32_t state = 0;
    int32_t last = 0;
    size_t used = 0, columns = 0;
    while (used < bytes) {
        int32_t point;
        size_t n = cm_point_at(at + used, bytes - used, &point);
        if (used > 0 && utf8proc_grapheme_break_stateful(last, point, &state)) {
            piece.bytes = used;
            piece.width = columns;
        }
        columns += shown_width(point);
        if (columns > width && piece.bytes > 0)
            return piece;
        used += n;
        last = point;
    }
    piece.bytes = used;
    piece.width = columns;
    return piece;
}

/* Bytes up to the NUL, at most the 4 that a code point may have. */
static size_t within_reach(const char *at)
{
    size_t n = 0;
    while (n < 4 && at[n])
        n++;
    return n;
}

static cm_piece word_at(const char *at)
{
    cm_piece word = {.at = at};
    while (at[word.bytes] && at[word.bytes] != ' ') {
        int32_t point;
        size_t n =
            cm_point_at(at + word.bytes, within_reach(at + word.bytes), &point);
        word.bytes += n;
        word.width += shown_width(point);
    }
    return word;
}

bool cm_wrap(cm_arena *arena, const char *text, size_t width, cm_pieces *lines)
{
    cm_piece line = {0};
    for (const char *at = text; *at;) {
        if (*at == ' ') {
            at++;
            continue;
        }
        cm_piece word = word_at(at);
        if (line.at && line.width + 1 + word.width > width) {
            if (!cm_push(arena, lines, line))
                return false;
            line = (cm_piece){0};
        }
        while (!line.at && word.width > width) {
            cm_piece part = fitting(word.at, word.bytes, width);
            if (part.bytes >= word.bytes)
                break; /* one wide character in a narrow column */
            if (!cm_push(arena, lines, part))
                return false;
            word.at += part.bytes;
            word.bytes -= part.bytes;
            word.width -= part.width;
        }
        at = word.at + word.bytes;
        if (!line.at)
            line = word;
        else {
            line.width += (size_t)(word.at - line.at) - line.bytes + word.width;
            line.bytes = (size_t)(at - line.at);
        }
    }
    return !line.at || cm_push(arena, lines, line);
}
