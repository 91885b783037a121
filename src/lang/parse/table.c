#include "lang/parse/table.h"

#include <csv.h>

#include "base/buf.h"
#include "lang/parse/chars.h"
#include "lang/parse/words.h"

enum { MOST_DIGITS = 200 };

/* ---- rows --------------------------------------------------------------- */

typedef struct reader {
    cm_arena *arena;
    struct csv_parser csv;
    cm_vec(const char *) cells; /* of the row under way */
    cm_vec(cm_table_row) rows;
    cm_table *table;
    bool has_columns;
    uint32_t line;  /* being read */
    uint32_t begun; /* line where the row under way begins; 0: between rows */
    size_t begun_at; /* the byte */
    const char *reason;
    bool failed;
} reader;

static void refuse(reader *t, const char *reason, uint32_t line)
{
    cm_buf buf;
    if (t->reason)
        return;
    cm_buf_init(&buf, t->arena);
    cm_buf_addf(&buf, "line %u: %s", line, reason);
    t->reason = cm_buf_text(&buf);
    t->table->wrong_line = line;
    t->failed |= !t->reason;
}

static void on_cell(void *at, size_t bytes, void *user)
{
    reader *t = user;
    const char *cell = cm_strdup_n(t->arena, at ? at : "", bytes);
    if (!cell || !cm_push(t->arena, &t->cells, cell))
        t->failed = true;
}

static void refuse_length(reader *t)
{
    cm_buf buf;
    cm_buf_init(&buf, t->arena);
    cm_buf_addf(&buf, "%zu cells, but the first line names %u columns",
                t->cells.n, t->table->n_columns);
    if (buf.failed)
        t->failed = true;
    else
        refuse(t, cm_buf_text(&buf), t->begun);
}

static void on_row(int end, void *user)
{
    (void)end;
    reader *t = user;
    uint32_t n = (uint32_t)t->cells.n;
    if (t->failed || t->reason)
        return;
    const char **cells = cm_new_n(t->arena, const char *, n);
    if (!cells) {
        t->failed = true;
        return;
    }
    if (n)
        memcpy(cells, t->cells.at, n * sizeof *cells);
    if (!t->has_columns) {
        t->table->columns = cells;
        t->table->n_columns = n;
        t->has_columns = true;
    } else if (n != t->table->n_columns) {
        refuse_length(t);
    } else if (!cm_push(t->arena, &t->rows, (cm_table_row){cells, t->begun, t->begun_at})) {
        t->failed = true;
    }
    t->cells.n = 0;
    t->begun = 0;
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

static bool is_blank(const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i] != ' ' && at[i] != '\t' && at[i] != '\r')
            return false;
    return true;
}

static void feed(reader *t, const char *at, size_t n)
{
    if (csv_parse(&t->csv, at, n, on_cell, on_row, t) != n)
        refuse(t, "a quote stands where none may", t->line);
}

/* One line without its LF; a CR at its end belongs to the end. */
static void feed_line(reader *t, const char *bytes, size_t from, size_t n,
                      bool ended)
{
    const char *at = bytes + from;
    t->line++;
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
    if (!t->reason && csv_fini(&t->csv, on_cell, on_row, t) != 0)
        refuse(t, "a quote is not closed", t->begun);
    if (!t->reason && !t->has_columns)
        t->reason = "it is empty", t->table->wrong_line = 1;
    t->table->rows = t->rows.at;
    t->table->n_rows = (uint32_t)t->rows.n;
}

static bool check_characters(reader *t, const char *bytes, size_t n)
{
    uint32_t line = 1;
    for (size_t i = 0; i < n;) {
        int32_t point;
        i += cm_utf8_next(bytes + i, n - i, &point);
        if (point < 0)
            refuse(t, "not UTF-8", line);
        else if (point == 0)
            refuse(t, "a NUL", line);
        if (point <= 0)
            return false;
        line += point == '\n';
    }
    return true;
}

comitia_status cm_table_read(cm_ctx *ctx, cm_arena *arena, const char *bytes,
                             size_t n, cm_table *table, const char **reason)
{
    return cm_table_read_split(ctx, arena, bytes, n, ',', table, reason);
}

comitia_status cm_table_read_split(cm_ctx *ctx, cm_arena *arena,
                                   const char *bytes, size_t n, char delimiter,
                                   cm_table *table, const char **reason)
{
    reader t = {.arena = arena, .table = table};
    *table = (cm_table){0};
    *reason = NULL;
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    if (!begin(&t, n))
        return COMITIA_E_NOMEM;
    csv_set_delim(&t.csv, (unsigned char)delimiter);
    CM_TRY(cm_spend(ctx, n));
    if (check_characters(&t, bytes, n)) {
        for (size_t i = 0; i < n && !t.reason && !t.failed;) {
            const char *end = memchr(bytes + i, '\n', n - i);
            size_t stop = end ? (size_t)(end - bytes) : n;
            feed_line(&t, bytes, i, stop - i, end);
            i = stop + 1;
        }
        finish(&t);
    }
    *reason = t.reason;
    return t.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

uint32_t cm_table_column(const cm_table *table, const char *text)
{
    uint32_t found = CM_COLUMN_NONE;
    for (uint32_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i], text) == 0)
            found = found == CM_COLUMN_NONE ? i : CM_COLUMN_TWICE;
    return found;
}

/* ---- cells -------------------------------------------------------------- */

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
