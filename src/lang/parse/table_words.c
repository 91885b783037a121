#include "lang/parse/table_words.h"

static char folded(char c)
{
    return c >= 'A' && c <= 'Z'   ? (char)(c - 'A' + 'a')
           : c == '_' || c == '-' ? ' '
                                  : c;
}

size_t cm_cell_blank(const char *at)
{
    static const char *const wide[] = {"\u00a0", "\u2009", "\u202f", "\u200b",
                                       "\ufeff"};
    if ((unsigned char)*at < 0x80)
        return *at == ' ' || *at == '\t' || *at == '\r' || *at == '\n';
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(at, wide[i], strlen(wide[i])) == 0)
            return strlen(wide[i]);
    return 0;
}

static const char *behind_blanks(const char *at)
{
    for (size_t n; (n = cm_cell_blank(at));)
        at += n;
    return at;
}

bool cm_says(const char *text, const char *word)
{
    text = behind_blanks(text);
    for (; *word; text++, word++)
        if (folded(*text) != *word)
            return false;
    return !*behind_blanks(text);
}

bool cm_is_total(const char *text)
{
    /* No words that parties are called by: Razem, Ensemble, Spolu. */
    static const char *const words[] = {
        "total", "totals", "total:", "total seats", "total votes",
        "seats total", "votes total", "grand total", "sum", "sum total",
        "sum of seats", "sum of votes", "in total", "gesamt", "insgesamt",
        "summe", "gesamtsumme", "somme", "total general",
        "total g\u00e9n\u00e9ral", "totale", "somma", "totaal", "suma",
        "og\u00f3\u0142em", "totalt", "i alt", "yhteens\u00e4", "celkem",
        "\u00f6sszesen", "ukupno", "toplam", "kokku", "i\u0161 viso",
        "\u03c3\u03cd\u03bd\u03bf\u03bb\u03bf",
        "\u03a3\u03cd\u03bd\u03bf\u03bb\u03bf",
        "\u0432\u0441\u0435\u0433\u043e",
        "\u0412\u0441\u0435\u0433\u043e",
        "\u0438\u0442\u043e\u0433\u043e",
        "\u0418\u0442\u043e\u0433\u043e", "\u5408\u8a08", "\u5408\u8ba1",
        "\u603b\u8ba1", "\u7e3d\u8a08", "\ud569\uacc4", "\u03a3",
        "\u2211", "summa", "summe gesamt", NULL,
    };
    for (const char *const *word = words; *word; word++)
        if (cm_says(text, *word))
            return true;
    return false;
}

/* ---- the row that sums up ------------------------------------------------ */

/* The number of a cell, without the % behind it; false if there is none. */
static bool read(cm_arena *arena, const char *text, const cm_number **number,
                 bool *percent)
{
    size_t n = strlen(text);
    *percent = n && text[n - 1] == '%';
    if (*percent)
        text = cm_strdup_n(arena, text, n - 1);
    return text && cm_read_cell(arena, text, number) == CM_CELL_NUMBER;
}

/* Sums of a column. */
typedef struct summing {
    cm_arena *arena;
    const cm_table *table;
    uint32_t names, numbers, parts;
    mpq_t above, all; /* in this part, in the table, rows called total left out */
    uint32_t n_above; /* that are not 0 */
} summing;

static bool begins_part(const summing *s, uint32_t row)
{
    return row == 0 ||
           (s->parts != CM_COLUMN_NONE &&
            strcmp(s->table->rows[row].cells[s->parts],
                   s->table->rows[row - 1].cells[s->parts]) != 0);
}

/* Whether a row called total is one, above or below the others. */
static bool is_sum(const summing *s, const cm_number *number, bool percent)
{
    return mpq_equal(number->q, s->above) ||
           (s->parts == CM_COLUMN_NONE && mpq_sgn(s->all) > 0 &&
            mpq_equal(number->q, s->all)) ||
           (percent && mpq_cmp_ui(number->q, 100, 1) == 0);
}

/* Whether the last row may be one that is called otherwise. */
static bool may_be_sum(const summing *s, uint32_t row, const cm_number *number)
{
    enum { FEWEST = 3 };
    return row + 1 == s->table->n_rows && s->n_above >= FEWEST &&
           mpq_equal(number->q, s->above);
}

static void add_all(summing *s)
{
    const cm_number *number;
    bool percent;
    for (uint32_t i = 0; i < s->table->n_rows; i++)
        if (!cm_is_total(s->table->rows[i].cells[s->names]) &&
            read(s->arena, s->table->rows[i].cells[s->numbers], &number,
                 &percent))
            mpq_add(s->all, s->all, number->q);
}

static cm_total look(summing *s, uint32_t *row)
{
    cm_total found = CM_NO_TOTAL;
    const cm_number *number;
    bool percent;
    for (uint32_t i = 0; i < s->table->n_rows; i++) {
        const cm_table_row *at = &s->table->rows[i];
        bool called = cm_is_total(at->cells[s->names]);
        if (begins_part(s, i)) {
            mpq_set_ui(s->above, 0, 1);
            s->n_above = 0;
        }
        if (!read(s->arena, at->cells[s->numbers], &number, &percent))
            continue;
        cm_total is = !called ? (may_be_sum(s, i, number) ? CM_TOTAL_MAYBE
                                                          : CM_NO_TOTAL)
                      : is_sum(s, number, percent) ? CM_TOTAL
                                                   : CM_TOTAL_OTHER;
        if (is == CM_TOTAL || (is && !found)) {
            found = is;
            *row = i;
        }
        if (found == CM_TOTAL)
            break;
        if (!called) {
            mpq_add(s->above, s->above, number->q);
            s->n_above += mpq_sgn(number->q) > 0;
        }
    }
    return found;
}

cm_total cm_table_total(cm_arena *arena, const cm_table *table, uint32_t names,
                        uint32_t numbers, uint32_t parts, uint32_t *row)
{
    summing s = {.arena = arena,
                 .table = table,
                 .names = names,
                 .numbers = numbers,
                 .parts = parts};
    mpq_inits(s.above, s.all, NULL);
    add_all(&s);
    cm_total found = look(&s, row);
    mpq_clears(s.above, s.all, NULL);
    return found;
}
