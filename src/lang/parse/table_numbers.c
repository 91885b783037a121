/* Numbers as spreadsheets write them: which sign sets decimals apart. */
#include "lang/parse/table_words.h"

/* A number taken apart: whole digits with a sign between groups of three, a
   sign of decimals, digits. */
typedef struct written {
    bool is_number;   /* signs of spreadsheets and digits, nothing else */
    size_t from, end; /* in the text, blanks and percent left out */
    bool percent;
    char decimal; /* '.' or ',' if it can be no other, or 0 */
    char either;  /* '.' or ',' that sets thousands or decimals apart, or 0 */
} written;

static size_t digits_at(const char *at)
{
    return strspn(at, "0123456789");
}

/* Bytes of a sign that sets thousands apart and nothing else. */
static size_t apart_at(const char *at)
{
    size_t n = cm_cell_blank(at);
    return n                                              ? n
           : *at == '\''                                  ? 1
           : strncmp(at, "\u2019", strlen("\u2019")) == 0 ? strlen("\u2019")
                                                          : 0;
}

/* How many groups of three digits follow `at`, behind the same sign of n bytes
   each; *at moves behind them. */
static size_t groups(const char **at, size_t n)
{
    const char *sign = *at;
    size_t found = 0;
    while (n && strncmp(*at, sign, n) == 0 && digits_at(*at + n) == 3) {
        *at += n + 3;
        found++;
    }
    return found;
}

static size_t without_blanks(const char *text, size_t from, size_t end)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t n = 1; n <= 3 && n <= end - from; n++)
            if (cm_cell_blank(text + end - n) == n) {
                end -= n;
                more = true;
            }
    }
    return end;
}

static written take_apart(const char *text)
{
    written w = {.end = strlen(text)};
    for (size_t n; (n = cm_cell_blank(text + w.from));)
        w.from += n;
    w.end = without_blanks(text, w.from, w.end);
    w.percent = w.end > w.from && text[w.end - 1] == '%';
    if (w.percent)
        w.end = without_blanks(text, w.from, w.end - 1);

    const char *begin = text + w.from, *at = begin, *end = text + w.end;
    size_t whole = digits_at(at), n_groups = 0;
    at += whole;
    size_t apart = apart_at(at);
    bool signed_group = *at == '.' || *at == ',';
    char sign = *at;
    if (whole && whole <= 3 && at < end)
        n_groups = groups(&at, signed_group ? 1 : apart);
    bool plain = at == end && whole > 0;
    bool decimals = whole && at < end && (*at == '.' || *at == ',') &&
                    digits_at(at + 1) > 0 && at + 1 + digits_at(at + 1) == end;
    if (n_groups == 1 && signed_group && plain && *begin != '0') {
        w.either = sign;
    } else if (n_groups == 1 && signed_group && plain) {
        w.decimal = sign; /* 0.125 */
    } else if (n_groups && signed_group && plain) {
        w.decimal = sign == '.' ? ',' : '.'; /* 1.234.567 */
    } else if (decimals && !(n_groups && signed_group && *at == sign)) {
        w.decimal = *at;
    } else if (!plain) {
        return (written){0};
    }
    w.is_number = plain || w.decimal;
    return w;
}

/* Digits and a point, as the language writes it. */
static const char *put_together(cm_arena *arena, const char *text,
                                const written *w, char decimal)
{
    char *number = cm_alloc(arena, w->end - w->from + 2);
    size_t n = 0;
    for (size_t i = w->from; number && i < w->end; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            number[n++] = text[i];
        else if (text[i] == decimal)
            number[n++] = '.';
    }
    if (number && w->percent)
        number[n] = '%';
    return number;
}

uint32_t cm_table_numbers(cm_arena *arena, cm_table *table, uint32_t column,
                          bool *failed)
{
    bool commas = table->delimiter == ',';
    char decimal = '\0';
    uint32_t unclear = CM_COLUMN_NONE;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        written w = take_apart(table->rows[i].cells[column]);
        if (w.decimal && decimal && w.decimal != decimal)
            return i;
        if (w.decimal)
            decimal = w.decimal;
        if (w.either && unclear == CM_COLUMN_NONE &&
            !(commas && w.either == '.'))
            unclear = i;
    }
    if (unclear != CM_COLUMN_NONE && !decimal)
        return unclear;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        const char *text = table->rows[i].cells[column];
        written w = take_apart(text);
        if (!w.is_number)
            continue;
        const char *number =
            put_together(arena, text, &w, decimal ? decimal : '.');
        *failed |= !number;
        if (number)
            table->rows[i].cells[column] = number;
    }
    return CM_COLUMN_NONE;
}
