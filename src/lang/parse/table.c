#include "lang/parse/table.h"

#include <csv.h>
#include <stdio.h>

#include "base/buf.h"
#include "lang/parse/chars.h"
#include "lang/parse/decode.h"

/* ---- rows --------------------------------------------------------------- */

typedef struct reader {
    cm_arena *arena;
    struct csv_parser csv;
    cm_vec(const char *) cells; /* of the row under way */
    cm_vec(cm_table_row) rows;
    cm_table *table;
    bool has_text;   /* some cell of the row is not blank */
    uint32_t line;   /* being read */
    size_t line_at;  /* its first byte */
    uint32_t begun;  /* line where the row under way begins; 0: between rows */
    size_t begun_at; /* its first byte */
    const char *reason;
    bool failed;
} reader;

/* "line 7: ..." */
static const char *reason_of(cm_arena *arena, uint32_t line, const char *what)
{
    cm_buf buf;
    cm_buf_init(&buf, arena);
    cm_buf_addf(&buf, "line %u: %s", line, what);
    return buf.failed ? NULL : cm_buf_text(&buf);
}

static void refuse(reader *t, const char *what, uint32_t line, size_t at)
{
    if (t->reason)
        return;
    t->reason = reason_of(t->arena, line, what);
    t->table->wrong_at = at;
    t->failed |= !t->reason;
}

static bool is_blank(const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i] != ' ' && at[i] != '\t' && at[i] != '\r')
            return false;
    return true;
}

static void on_cell(void *at, size_t bytes, void *user)
{
    reader *t = user;
    const char *cell = cm_strdup_n(t->arena, at ? at : "", bytes);
    if (!cell || !cm_push(t->arena, &t->cells, cell))
        t->failed = true;
    t->has_text |= at && !is_blank(at, bytes);
}

static void on_row(int end, void *user)
{
    (void)end;
    reader *t = user;
    if (t->failed || t->reason)
        return;
    cm_table_row row = {
        .n = (uint32_t)t->cells.n, .line = t->begun, .at = t->begun_at};
    row.cells = cm_new_n(t->arena, const char *, row.n);
    if (!row.cells) {
        t->failed = true;
        return;
    }
    if (row.n)
        memcpy(row.cells, t->cells.at, row.n * sizeof *row.cells);
    if (t->has_text && !cm_push(t->arena, &t->rows, row))
        t->failed = true;
    t->cells.n = 0;
    t->begun = 0;
    t->has_text = false;
}

/* A blank belongs to its cell, and a carriage return alone ends no line. */
static int is_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static int is_line_feed(unsigned char c)
{
    return c == '\n';
}

static void *no_memory(void *block, size_t bytes)
{
    (void)block;
    (void)bytes;
    return NULL;
}

/* libcsv would take memory from malloc; a buffer that holds the whole text
   never has to grow. */
static bool begin(reader *t, size_t n)
{
    csv_init(&t->csv, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_space_func(&t->csv, is_no_space);
    csv_set_term_func(&t->csv, is_line_feed);
    csv_set_realloc_func(&t->csv, no_memory);
    csv_set_free_func(&t->csv, NULL);
    t->csv.entry_buf = cm_alloc(t->arena, n + 2);
    t->csv.entry_size = n + 2;
    return t->csv.entry_buf;
}

static void feed(reader *t, const char *at, size_t n)
{
    size_t read = csv_parse(&t->csv, at, n, on_cell, on_row, t);
    if (read != n)
        refuse(t, "a quote stands where none may", t->line, t->line_at + read);
}

/* One line without its LF; a CR at its end belongs to the end. */
static void feed_line(reader *t, const char *text, size_t from, size_t n,
                      bool ended)
{
    const char *at = text + from;
    t->line++;
    t->line_at = from;
    if (!t->begun && is_blank(at, n))
        return;
    if (!t->begun) {
        t->begun = t->line;
        t->begun_at = from;
    }
    if (n && at[n - 1] == '\r')
        n--;
    feed(t, at, n);
    if (ended && !t->reason)
        feed(t, "\n", 1);
}

static void finish(reader *t)
{
    cm_table *table = t->table;
    if (!t->reason && csv_fini(&t->csv, on_cell, on_row, t) != 0)
        refuse(t, "a quote is not closed", t->begun, t->begun_at);
    if (!t->reason && !t->rows.n)
        t->reason = "it is empty";
    table->all = t->rows.at;
    table->n_all = (uint32_t)t->rows.n;
}

static bool check_characters(reader *t, const char *text, size_t n)
{
    uint32_t line = 1;
    for (size_t i = 0, step; i < n; i += step) {
        int32_t point;
        step = cm_utf8_next(text + i, n - i, &point);
        if (point < 0)
            refuse(t, "not UTF-8", line, i);
        else if (point == 0)
            refuse(t, "a NUL", line, i);
        if (point <= 0)
            return false;
        line += point == '\n';
    }
    return true;
}

comitia_status cm_table_split(cm_ctx *ctx, cm_arena *arena, const char *text,
                              size_t n, char delimiter, cm_table *table,
                              const char **reason)
{
    reader t = {.arena = arena, .table = table};
    *table = (cm_table){.text = text, .n_text = n};
    *reason = NULL;
    if (!begin(&t, n))
        return COMITIA_E_NOMEM;
    table->delimiter = delimiter;
    csv_set_delim(&t.csv, (unsigned char)table->delimiter);
    CM_TRY(cm_spend(ctx, n));
    if (check_characters(&t, text, n)) {
        for (size_t i = 0; i < n && !t.reason && !t.failed;) {
            const char *end = memchr(text + i, '\n', n - i);
            size_t stop = end ? (size_t)(end - text) : n;
            feed_line(&t, text, i, stop - i, end);
            i = stop + 1;
        }
        finish(&t);
    }
    *reason = t.reason;
    if (!t.reason && !t.failed)
        cm_table_set_head(table, 0);
    return t.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

bool cm_table_check(cm_arena *arena, cm_table *table, const char **reason)
{
    char what[80];
    *reason = NULL;
    for (uint32_t i = 0; i < table->n_rows; i++) {
        const cm_table_row *row = &table->rows[i];
        uint32_t n = row->n;
        while (n > table->n_columns &&
               is_blank(row->cells[n - 1], strlen(row->cells[n - 1])))
            n--;
        if (n == table->n_columns)
            continue;
        snprintf(what, sizeof what, "%u cell%s, but line %u names %u column%s",
                 n, n == 1 ? "" : "s", table->all[table->head].line,
                 table->n_columns, table->n_columns == 1 ? "" : "s");
        *reason = reason_of(arena, row->line, what);
        table->wrong_at = row->at;
        return *reason != NULL;
    }
    return true;
}

/* The first of the rows that has the column is the head. */
static bool find_head(cm_table *table, const char *column)
{
    enum { MOST_ABOVE = 20 };
    for (uint32_t i = 0; column && i < table->n_all && i < MOST_ABOVE; i++) {
        cm_table_set_head(table, i);
        if (cm_table_column(table, column) != CM_COLUMN_NONE &&
            !cm_table_is_title(table, i))
            return true;
    }
    cm_table_set_head(table, 0);
    return !column;
}

comitia_status cm_table_read(cm_ctx *ctx, cm_arena *arena, const char *bytes,
                             size_t n, const char *column, cm_table *table,
                             const char **reason)
{
    cm_decoded text;
    CM_TRY(cm_decode(ctx, arena, CM_ENCODING_MARKED, bytes, n, &text));
    char seen = cm_table_delimiter(text.bytes, text.n);
    CM_TRY(cm_table_split(ctx, arena, text.bytes, text.n, seen, table, reason));
    if (text.wrong) {
        *reason = text.wrong;
        table->wrong_at = text.wrong_at;
    }
    if (*reason)
        return COMITIA_OK;
    /* The column is known to be there: signs inside names may be as frequent
       as the commas between them. */
    if (!find_head(table, column) && seen != ',') {
        cm_table other;
        const char *wrong;
        CM_TRY(cm_table_split(ctx, arena, text.bytes, text.n, ',', &other,
                              &wrong));
        if (!wrong && find_head(&other, column))
            *table = other;
    }
    return cm_table_check(arena, table, reason) ? COMITIA_OK : COMITIA_E_NOMEM;
}
