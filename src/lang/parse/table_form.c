/* The form of a table, as it is seen: what separates the cells, where the head
 * stands. */
#include "lang/parse/table.h"

/* ---- the delimiter ------------------------------------------------------- */

enum { N_SIGNS = 4, MOST_LINES = 100 };
static const char signs[N_SIGNS + 1] = ";\t|,";

/* How often each sign stands in lines, outside quotes. */
typedef struct counts {
    uint32_t of[MOST_LINES][N_SIGNS];
    uint32_t n; /* lines that are not blank */
} counts;

static void count_signs(const char *text, size_t n, counts *c)
{
    bool quoted = false, begun = false;
    for (size_t i = 0; i < n && c->n < MOST_LINES; i++) {
        const char *sign = quoted || !text[i] ? NULL : strchr(signs, text[i]);
        if (text[i] == '"')
            quoted = !quoted;
        if (sign)
            c->of[c->n][sign - signs]++;
        begun |= sign || !strchr(" \r\n", text[i]);
        if (text[i] == '\n' && !quoted) {
            c->n += begun;
            begun = false;
        }
    }
    c->n += begun && c->n < MOST_LINES;
}

/* Of the lines that have the sign: as many as have it equally often. */
static uint32_t alike(const counts *c, size_t sign, uint32_t *often)
{
    uint32_t most = 0;
    *often = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t same = 0, k = c->of[i][sign];
        for (uint32_t j = 0; k && j < c->n; j++)
            same += c->of[j][sign] == k;
        if (same > most || (same == most && k > *often)) {
            most = same;
            *often = k;
        }
    }
    return most;
}

/* A first line "sep=;" says it to spreadsheets. */
static char said_sign(const char *text, size_t n)
{
    bool said = n >= 5 && memcmp(text, "sep=", 4) == 0 &&
                (n == 5 || strchr("\r\n", text[5]));
    return said && text[4] && strchr(signs, text[4]) ? text[4] : '\0';
}

char cm_table_delimiter(const char *text, size_t n)
{
    counts c = {.n = 0};
    char found = said_sign(text, n);
    uint32_t best = 0, most = 0;
    if (found)
        return found;
    count_signs(text, n, &c);
    found = ',';
    for (size_t s = 0; s < N_SIGNS; s++) {
        uint32_t often, lines = alike(&c, s, &often);
        if (lines > best || (lines == best && often > most)) {
            best = lines;
            most = often;
            found = signs[s];
        }
    }
    return found;
}

/* ---- the head ------------------------------------------------------------ */

/* Cells from `from` on that are not blank. */
static uint32_t texts(const cm_table_row *row, uint32_t from)
{
    uint32_t n = 0;
    for (uint32_t i = from; i < row->n; i++)
        n += row->cells[i][strspn(row->cells[i], " \t\r")] != '\0';
    return n;
}

bool cm_table_is_title(const cm_table *table, uint32_t row)
{
    enum { LOOK_AT = 20, TABLE = 2 };
    uint32_t wider = 0;
    if (texts(&table->all[row], 1) > 0)
        return false;
    for (uint32_t i = row + 1; i < table->n_all && i <= row + LOOK_AT; i++)
        wider += texts(&table->all[i], 0) > 1;
    return wider >= TABLE;
}

void cm_table_set_head(cm_table *table, uint32_t row)
{
    table->head = row;
    table->columns = table->all[row].cells;
    table->n_columns = table->all[row].n;
    table->rows = table->all + row + 1;
    table->n_rows = table->n_all - row - 1;
}

/* ---- rows and columns ---------------------------------------------------- */

static bool has_text(const char *cell, const char *text)
{
    size_t n = strlen(text);
    cell += strspn(cell, " \t\r");
    return strncmp(cell, text, n) == 0 && !cell[n + strspn(cell + n, " \t\r")];
}

bool cm_table_keep(cm_arena *arena, cm_table *table, const char *said,
                   const char **reason)
{
    const char *sign = strchr(said, '=');
    char *name = cm_strdup_n(arena, said, sign ? (size_t)(sign - said) : 0);
    cm_table_row *rows = cm_new_n(arena, cm_table_row, table->n_rows);
    uint32_t n = 0;
    *reason = NULL;
    if (!name || !rows)
        return false;
    uint32_t column = cm_table_column(table, name);
    if (!sign)
        *reason = "write it as COLUMN=VALUE";
    else if (column >= table->n_columns)
        *reason = column == CM_COLUMN_NONE ? "there is no such column"
                                           : "several columns are called so";
    for (uint32_t i = 0; !*reason && i < table->n_rows; i++)
        if (has_text(table->rows[i].cells[column], sign + 1))
            rows[n++] = table->rows[i];
    if (!*reason && n == 0)
        *reason = "no row has this value";
    table->rows = rows;
    table->n_rows = n;
    return true;
}

uint32_t cm_table_column(const cm_table *table, const char *text)
{
    uint32_t found = CM_COLUMN_NONE;
    for (uint32_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i], text) == 0)
            found = found == CM_COLUMN_NONE ? i : CM_COLUMN_TWICE;
    return found;
}
