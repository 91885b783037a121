#include "lang/parse/chars.h"

size_t cm_utf8_next(const char *at, size_t bytes, int32_t *point)
{
    const unsigned char *byte = (const unsigned char *)at;
    unsigned char first = byte[0];
    if (first < 0x80) {
        *point = first;
        return 1;
    }
    *point = -1;
    size_t n = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    /* C0 and C1 would be overlong, F5 and above beyond U+10FFFF. */
    if (first < 0xC2 || first > 0xF4 || n > bytes)
        return 1;
    int32_t value = first & (0xFF >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((byte[i] & 0xC0) != 0x80)
            return 1;
        value = value << 6 | (byte[i] & 0x3F);
    }
    static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < least[n] || value > 0x10FFFF ||
        (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *point = value;
    return n;
}

uint32_t cm_utf8_count(const char *at, size_t bytes)
{
    uint32_t points = 0;
    for (size_t i = 0; i < bytes; points++) {
        int32_t point;
        i += cm_utf8_next(at + i, bytes - i, &point);
    }
    return points;
}

typedef struct point_range {
    int32_t first, last;
} point_range;

static bool is_among(const point_range *ranges, size_t n, int32_t point)
{
    for (size_t i = 0; i < n; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

bool cm_is_letter(int32_t point)
{
    if (point < 0xC0)
        return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z');
    /* Signs, blanks, invisible marks and private areas (LANGUAGE 2). */
    static const point_range no_letters[] = {
        {0xD7, 0xD7},     {0xF7, 0xF7},       {0x115F, 0x1160},
        {0x1680, 0x1680}, {0x180E, 0x180E},   {0x2000, 0x2BFF},
        {0x3000, 0x303F}, {0x3164, 0x3164},   {0xE000, 0xF8FF},
        {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
        {0xFFF0, 0xFFFF}, {0xE0000, 0xE007F},
    };
    return !is_among(no_letters, sizeof no_letters / sizeof *no_letters, point);
}

bool cm_is_forbidden(int32_t point)
{
    if (point < 0x20)
        return point >= 0 && point != '\t' && point != '\n' && point != '\r';
    return point == 0x7F || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069);
}

bool cm_is_name(const char *at, size_t bytes)
{
    if (bytes == 0 || bytes > 255)
        return false;
    bool at_start = true, after_hyphen = false;
    for (size_t i = 0; i < bytes;) {
        int32_t point;
        i += cm_utf8_next(at + i, bytes - i, &point);
        if (at_start
                ? !cm_is_letter(point)
                : !cm_is_name_char(point) && (point != '-' || after_hyphen))
            return false;
        at_start = false;
        after_hyphen = point == '-';
    }
    return !after_hyphen;
}
