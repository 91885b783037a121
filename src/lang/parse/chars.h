/* Code points: which ones the language uses, and where. */
#ifndef CM_CHARS_H
#define CM_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Reads one code point (strict UTF-8: no overlong forms, no surrogates).
 *
 * @param bytes  what is left, more than 0
 * @param point  the code point; -1 for a byte that is not UTF-8
 * @return bytes read, at least 1
 */
size_t cm_utf8_next(const char *at, size_t bytes, int32_t *point);

/** Code points in a text; a bad byte counts as one. */
uint32_t cm_utf8_count(const char *at, size_t bytes);

/** A letter of names (LANGUAGE 2). */
bool cm_is_letter(int32_t point);

static inline bool cm_is_digit(int32_t point)
{
    return point >= '0' && point <= '9';
}

/** A letter, a digit or `_`. */
static inline bool cm_is_name_char(int32_t point)
{
    return cm_is_digit(point) || point == '_' || cm_is_letter(point);
}

/** A control or a mark that turns the direction of writing: C0101 anywhere,
    in titles and comments too. */
bool cm_is_forbidden(int32_t point);

/** A whole text is one name (reserved words are names here), at most 255
    bytes. */
bool cm_is_name(const char *at, size_t bytes);

#endif
