#include "lang/parse/table_words.h"

static char folded(char c)
{
    return c >= 'A' && c <= 'Z'   ? (char)(c - 'A' + 'a')
           : c == '_' || c == '-' ? ' '
                                  : c;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool cm_says(const char *text, const char *word)
{
    while (is_blank(*text))
        text++;
    for (; *word; text++, word++)
        if (folded(*text) != *word)
            return false;
    while (is_blank(*text))
        text++;
    return !*text;
}

bool cm_is_total(const char *text)
{
    static const char *const words[] = {
        "total",       "totals", "total:", "total seats", "seats total",
        "grand total", "sum",    "gesamt", "insgesamt",   "summe",
        "somme",       "totale", "somma",  "totaal",      "suma",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cm_says(text, words[i]))
            return true;
    return false;
}

static bool is_sum_of_those_above(cm_arena *arena, const cm_table *table,
                                  uint32_t row, uint32_t column)
{
    const cm_number *number;
    mpq_t sum;
    mpq_init(sum);
    for (uint32_t i = 0; i < row; i++)
        if (cm_read_cell(arena, table->rows[i].cells[column], &number) ==
            CM_CELL_NUMBER)
            mpq_add(sum, sum, number->q);
    bool equal = row &&
                 cm_read_cell(arena, table->rows[row].cells[column], &number) ==
                     CM_CELL_NUMBER &&
                 mpq_equal(sum, number->q);
    mpq_clear(sum);
    return equal;
}

uint32_t cm_table_total(cm_arena *arena, const cm_table *table, uint32_t names,
                        uint32_t numbers)
{
    for (uint32_t i = 0; i < table->n_rows; i++)
        if (cm_is_total(table->rows[i].cells[names]))
            return is_sum_of_those_above(arena, table, i, numbers)
                       ? i
                       : CM_COLUMN_NONE;
    return CM_COLUMN_NONE;
}
