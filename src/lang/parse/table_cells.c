/* What a cell is: a name, a clean text, a number. */
#include "lang/parse/chars.h"
#include "lang/parse/table.h"
#include "lang/parse/words.h"

enum { MOST_DIGITS = 200 };

const char *cm_row_name(cm_arena *arena, const char *text)
{
    size_t bytes = strlen(text);
    char *name = cm_alloc(arena, bytes + 3); /* N- in front, and a NUL */
    if (!name)
        return NULL;
    size_t n = 0;
    bool gap = false;
    for (size_t i = 0; i < bytes;) {
        int32_t point;
        size_t step = cm_utf8_next(text + i, bytes - i, &point);
        if (cm_is_name_char(point)) {
            if (gap && n)
                name[n++] = '-';
            gap = false;
            if (n == 0 && (cm_is_digit(point) || point == '_'))
                name[n++] = 'N';
            memcpy(name + n, text + i, step);
            n += step;
        } else {
            gap = true;
        }
        i += step;
    }
    if (cm_word_reserved(cm_word_of(name, n))) {
        memmove(name + 2, name, n);
        memcpy(name, "N-", 2);
    }
    return name;
}

bool cm_cell_is_clean(const char *text)
{
    size_t bytes = strlen(text);
    for (size_t i = 0; i < bytes;) {
        int32_t point;
        i += cm_utf8_next(text + i, bytes - i, &point);
        if (point < 0 || cm_is_forbidden(point))
            return false;
    }
    return true;
}

static bool is_cell_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

cm_cell_number cm_read_cell(cm_arena *arena, const char *text,
                            const cm_number **number)
{
    size_t n = strlen(text), digits = 0;
    while (n && is_cell_blank(*text))
        text++, n--;
    while (n && is_cell_blank(text[n - 1]))
        n--;
    for (size_t i = 0; i < n; i++) {
        digits += text[i] >= '0' && text[i] <= '9';
        if (!strchr("0123456789_./", text[i]))
            return CM_CELL_NO_NUMBER;
    }
    if (digits > MOST_DIGITS)
        return CM_CELL_TOO_LONG;
    mpq_t q;
    mpq_init(q);
    cm_cell_number found = CM_CELL_NO_NUMBER;
    if (cm_number_read(text, n, q)) {
        *number = cm_number_keep(arena, q);
        found = *number ? CM_CELL_NUMBER : CM_CELL_NOMEM;
    }
    mpq_clear(q);
    return found;
}
