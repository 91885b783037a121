#include "ask/sweep/sweep_table.h"

#include "ask/sweep/sweep_row.h"

typedef struct table {
    cm_ask *ask;
    cm_arena *scratch;
    const cm_grid *grid;
    cm_vec(const char *) columns;
    comitia_value **cells; /* of the row at hand, per column */
    comitia_value *note, *null;
} table;

/* A row under way: the next column of it, and behind the last the next row. */
typedef struct reader {
    const char *at, *end;
} reader;

static bool next_cell(reader *r, const char **column, const char **cell)
{
    *column = r->at;
    r->at += strlen(r->at) + 1;
    if (!**column)
        return false;
    *cell = r->at;
    r->at += strlen(r->at) + 1;
    return true;
}

uint64_t cm_grid_at(const cm_grid *grid, uint32_t axis, uint32_t i)
{
    uint64_t rest = i;
    for (uint32_t a = grid->n_axes; a-- > axis + 1;)
        rest /= grid->axes[a].n;
    return rest % grid->axes[axis].n;
}

static bool is_note(const char *column)
{
    return strcmp(column, "note") == 0;
}

/* The place of a column; most rows have the columns of the row before, so it is
   looked for where it should be first. columns.n: it is new. */
static size_t place_of(const table *t, const char *column, size_t expected)
{
    size_t n = t->columns.n;
    for (size_t k = 0; k < n; k++) {
        size_t i = (expected + k) % n;
        if (strcmp(t->columns.at[i], column) == 0)
            return i;
    }
    return n;
}

/* A new column stands behind the one that is before it in its row. */
static bool insert_column(table *t, const char *column, size_t at)
{
    if (!cm_push(t->scratch, &t->columns, column))
        return false;
    for (size_t i = t->columns.n - 1; i > at; i--)
        t->columns.at[i] = t->columns.at[i - 1];
    t->columns.at[at] = column;
    return true;
}

static comitia_status find_columns(table *t, const cm_blob *rows)
{
    for (uint32_t i = 0; i < t->grid->n; i++) {
        reader r = {rows[i].at, rows[i].at + rows[i].n};
        CM_TRY(cm_spend(t->ask->ctx, rows[i].n));
        while (r.at < r.end) {
            const char *column, *cell;
            size_t next = 0;
            while (next_cell(&r, &column, &cell)) {
                if (is_note(column))
                    continue;
                size_t at = place_of(t, column, next);
                if (at == t->columns.n && !insert_column(t, column, at = next))
                    return COMITIA_E_NOMEM;
                next = at + 1;
            }
        }
    }
    return COMITIA_OK;
}

static void put_coordinates(table *t, comitia_value *row,
                            comitia_value *const *coordinates, uint32_t i)
{
    uint64_t first = 0;
    for (uint32_t a = 0; a < t->grid->n_axes; a++) {
        cm_add(&t->ask->b, row,
               coordinates[first + cm_grid_at(t->grid, a, i)]);
        first += t->grid->axes[a].n;
    }
}

static void put_row(table *t, reader *r, comitia_value *row)
{
    cm_builder *b = &t->ask->b;
    const char *column, *cell;
    size_t next = 0;
    t->note = t->null;
    for (size_t k = 0; k < t->columns.n; k++)
        t->cells[k] = t->null;
    while (next_cell(r, &column, &cell)) {
        comitia_value *value = strcmp(cell, CM_NO_CELL) == 0
                                   ? t->null
                                   : cm_text(b, cell);
        if (is_note(column)) {
            t->note = value;
            continue;
        }
        next = place_of(t, column, next);
        t->cells[next++] = value;
    }
    for (size_t k = 0; k < t->columns.n; k++)
        cm_add(b, row, t->cells[k]);
    cm_add(b, row, t->note);
}

/* The texts of all values of all axes: rows share them. */
static comitia_value **texts_of(table *t)
{
    uint64_t n = 0;
    for (uint32_t a = 0; a < t->grid->n_axes; a++)
        n += t->grid->axes[a].n;
    comitia_value **texts = cm_new_n(t->scratch, comitia_value *, n);
    n = 0;
    for (uint32_t a = 0; texts && a < t->grid->n_axes; a++)
        for (uint64_t i = 0; i < t->grid->axes[a].n; i++) {
            const char *text =
                cm_axis_text(t->scratch, &t->grid->axes[a], i);
            t->ask->b.failed |= !text;
            texts[n++] = cm_text(&t->ask->b, text);
        }
    return texts;
}

static comitia_status put_table(table *t, comitia_value *answer,
                                const cm_blob *rows)
{
    cm_builder *b = &t->ask->b;
    CM_TRY(find_columns(t, rows));
    comitia_value **coordinates = texts_of(t);
    t->cells = cm_new_n(t->scratch, comitia_value *, t->columns.n);
    t->null = cm_null(b);
    if (!coordinates || !t->cells)
        return COMITIA_E_NOMEM;
    comitia_value *columns = cm_put_list(b, answer, "columns");
    for (uint32_t a = 0; a < t->grid->n_axes; a++)
        cm_add_text(b, columns, t->grid->axes[a].label);
    for (size_t k = 0; k < t->columns.n; k++)
        cm_add_text(b, columns, t->columns.at[k]);
    cm_add_text(b, columns, "note");
    comitia_value *list = cm_put_list(b, answer, "rows");
    for (uint32_t i = 0; i < t->grid->n && !b->failed; i++) {
        reader r = {rows[i].at, rows[i].at + rows[i].n};
        while (r.at < r.end) {
            comitia_value *row = cm_add_list(b, list);
            put_coordinates(t, row, coordinates, i);
            put_row(t, &r, row);
        }
    }
    return b->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status cm_put_sweep(cm_ask *ask, comitia_value *answer,
                            const cm_grid *grid, const cm_blob *rows)
{
    cm_arena scratch;
    cm_arena_init(&scratch, ask->ctx->allocator);
    table t = {.ask = ask, .scratch = &scratch, .grid = grid};
    comitia_status status = put_table(&t, answer, rows);
    cm_arena_clear(&scratch);
    return status;
}
