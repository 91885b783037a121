#include "lang/parse/decode.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD };

/* ---- words --------------------------------------------------------------- */

static bool is_word(const char *text, const char *word)
{
    for (; *text && *word; text++, word++)
        if ((*text >= 'A' && *text <= 'Z' ? *text + 32 : *text) != *word)
            return false;
    return *text == *word;
}

bool cm_encoding_read(const char *word, cm_encoding *encoding)
{
    static const struct {
        const char *word;
        cm_encoding is;
    } words[] = {
        {"utf-8", CM_UTF_8},
        {"utf-16", CM_UTF_16},
        {"utf-16le", CM_UTF_16LE},
        {"utf-16be", CM_UTF_16BE},
        {"windows-1252", CM_WINDOWS_1252},
        {"cp1252", CM_WINDOWS_1252},
        {"latin1", CM_LATIN_1},
        {"latin-1", CM_LATIN_1},
        {"iso-8859-1", CM_LATIN_1},
    };
    *encoding = CM_ENCODING_MARKED;
    for (size_t i = 0; word && i < sizeof words / sizeof *words; i++)
        if (is_word(word, words[i].word)) {
            *encoding = words[i].is;
            return true;
        }
    return !word;
}

/* ---- characters ---------------------------------------------------------- */

static size_t put(char *to, uint32_t point)
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        to[0] = (char)(0xC0 | point >> 6);
        to[1] = (char)(0x80 | (point & 0x3F));
        return 2;
    }
    if (point < 0x10000) {
        to[0] = (char)(0xE0 | point >> 12);
        to[1] = (char)(0x80 | (point >> 6 & 0x3F));
        to[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | point >> 18);
    to[1] = (char)(0x80 | (point >> 12 & 0x3F));
    to[2] = (char)(0x80 | (point >> 6 & 0x3F));
    to[3] = (char)(0x80 | (point & 0x3F));
    return 4;
}

static void add(cm_decoded *to, char *room, uint32_t point, const char *wrong)
{
    if (wrong && !to->wrong) {
        to->wrong = wrong;
        to->wrong_at = to->n;
    }
    to->n += put(room + to->n, wrong ? REPLACEMENT : point);
}

/* The points of 0x80 to 0x9F (Microsoft's table); 0: none. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* A byte a character; both agree but for 0x80 to 0x9F, where ISO 8859-1 has
   controls that no table has. */
static void decode_bytes(bool is_windows, const unsigned char *at, size_t n,
                         char *room, cm_decoded *to)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t point = at[i];
        const char *wrong = NULL;
        if (point >= 0x80 && point < 0xA0) {
            point = is_windows ? windows[point - 0x80] : 0;
            if (!point)
                wrong = is_windows ? "a byte that Windows-1252 does not have"
                                   : "a control of Latin-1; the text may be "
                                     "Windows-1252";
        }
        add(to, room, point, wrong);
    }
}

static void decode_utf16(bool big, const unsigned char *at, size_t n,
                         char *room, cm_decoded *to)
{
    for (size_t i = 0; i + 1 < n; i += 2) {
        uint32_t unit = (uint32_t)at[i + !big] << 8 | at[i + big];
        if (unit < 0xD800 || unit > 0xDFFF) {
            add(to, room, unit, NULL);
            continue;
        }
        uint32_t low =
            i + 3 < n ? (uint32_t)at[i + 2 + !big] << 8 | at[i + 2 + big] : 0;
        bool pair = unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF;
        if (pair)
            i += 2;
        add(to, room,
            pair ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : 0,
            pair ? NULL : "half of a pair of UTF-16 units");
    }
    if (n % 2)
        add(to, room, 0, "half a unit of UTF-16");
}

/* ---- the text ------------------------------------------------------------ */

/* How many bytes of a mark stand in front; what it says, if nothing else is
   said already. */
static size_t skip_mark(const char *bytes, size_t n, cm_encoding *encoding)
{
    static const struct {
        const char *mark;
        size_t n;
        cm_encoding is;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, CM_UTF_8},
        {"\xFF\xFE", 2, CM_UTF_16LE},
        {"\xFE\xFF", 2, CM_UTF_16BE},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (n < marks[i].n || memcmp(bytes, marks[i].mark, marks[i].n) != 0)
            continue;
        bool open = *encoding == CM_ENCODING_MARKED ||
                    (*encoding == CM_UTF_16 && marks[i].is != CM_UTF_8);
        if (open)
            *encoding = marks[i].is;
        return *encoding == marks[i].is ? marks[i].n : 0;
    }
    return 0;
}

/* A text all of whose lines end in CR, as old spreadsheets write them. */
static bool ends_in_cr(const char *bytes, size_t n)
{
    const char *cr = n ? memchr(bytes, '\r', n) : NULL;
    return cr && cr + 1 < bytes + n && !memchr(bytes, '\n', n);
}

/* Files that are no text, by their first bytes. */
static const char *no_text(const char *bytes, size_t n)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *is;
    } kinds[] = {
        {"PK\3\4", 4, "a spreadsheet (.xlsx, .ods) or zip file, and no text; "
                      "save the sheet as CSV"},
        {"\xD0\xCF\x11\xE0", 4, "a spreadsheet (.xls), and no text; save the "
                                "sheet as CSV"},
        {"\x1F\x8B", 2, "a compressed file; unpack it with gunzip"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (n >= kinds[i].n && memcmp(bytes, kinds[i].bytes, kinds[i].n) == 0)
            return kinds[i].is;
    return NULL;
}

comitia_status cm_decode(cm_ctx *ctx, cm_arena *arena, cm_encoding encoding,
                         const char *bytes, size_t n, cm_decoded *to)
{
    *to = (cm_decoded){.bytes = "", .wrong = no_text(bytes, n)};
    if (to->wrong)
        return COMITIA_OK;
    size_t mark = skip_mark(bytes, n, &encoding);
    bool as_it_is = encoding == CM_ENCODING_MARKED || encoding == CM_UTF_8;
    n -= mark;
    *to = (cm_decoded){.bytes = n ? bytes + mark : "", .n = n};
    if (encoding == CM_UTF_16) {
        to->wrong = "no byte order mark; say utf-16le or utf-16be";
        return COMITIA_OK;
    }
    bool turned = as_it_is && ends_in_cr(to->bytes, n);
    if (as_it_is && !turned)
        return COMITIA_OK;
    CM_TRY(cm_spend(ctx, n));
    const unsigned char *at = (const unsigned char *)to->bytes;
    /* Two bytes of UTF-16, and one of the others, become three at most; a pair
       becomes four. */
    bool in_pairs = encoding == CM_UTF_16LE || encoding == CM_UTF_16BE;
    char *room = cm_alloc(arena, (as_it_is   ? n
                                  : in_pairs ? n + n / 2
                                             : 3 * n) +
                                     3);
    if (!room)
        return COMITIA_E_NOMEM;
    to->n = 0;
    if (as_it_is) {
        memcpy(room, at, n);
        to->n = n;
    } else if (in_pairs) {
        decode_utf16(encoding == CM_UTF_16BE, at, n, room, to);
    } else {
        decode_bytes(encoding == CM_WINDOWS_1252, at, n, room, to);
    }
    to->bytes = room;
    if (ends_in_cr(room, to->n))
        for (size_t i = 0; i < to->n; i++)
            if (room[i] == '\r')
                room[i] = '\n';
    return COMITIA_OK;
}
