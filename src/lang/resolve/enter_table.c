/* Members from a table (LANGUAGE 4, CSV). */
#include "base/buf.h"
#include "lang/parse/parse.h"
#include "lang/parse/table.h"
#include "lang/resolve/body_maker.h"

enum { MOST_TITLE = 4096, MOST_NAME = 255 };

/* One `members from`. */
typedef struct table_maker {
    cm_body_maker *m;
    const cm_syntax_entry *entry;
    cm_table table;
    const uint32_t *of;    /* measure of each column after `with` */
    uint32_t *columns;     /* where it stands in the table */
    uint32_t name, colour; /* columns; colour may be CM_NONE */
    cm_map seen;           /* name of a row -> its line */
    bool failed;           /* C0212 was given: one for a table */
} table_maker;

static void table_fault(table_maker *t, const char *reason)
{
    cm_body_maker *m = t->m;
    t->failed = true;
    m->names->broken = true;
    m->r->incomplete = true;
    cm_diag_add(m->r->diags, "C0212", CM_ERROR, t->entry->path.span,
                "%s cannot be read: %s", t->entry->path.text, reason);
}

static void row_fault(table_maker *t, uint32_t line, const char *what,
                      const char *text)
{
    cm_buf buf;
    cm_buf_init(&buf, &t->m->r->scratch);
    cm_buf_addf(&buf, "line %u: %s", line, what);
    if (text)
        cm_buf_addf(&buf, " (%.80s)", text);
    if (buf.failed)
        t->m->r->failed = true;
    else
        table_fault(t, cm_buf_text(&buf));
}

/* C0701: texts and tables together; once over, no further one is loaded. */
static bool too_large(table_maker *t)
{
    cm_resolver *r = t->m->r;
    r->bytes_read = (uint64_t)CM_MOST_BYTES + 1;
    cm_too_many(t->m, t->entry->path.span,
                "bytes of all texts and tables together", CM_MOST_BYTES);
    return false;
}

/* A column by which the head is known, under a title too. */
static const char *some_column(const cm_syntax_entry *entry)
{
    return entry->named.text       ? entry->named.text
           : entry->n_columns > 0 ? entry->columns[0].column.text
                                  : entry->colour_column.text;
}

static bool load_table(table_maker *t)
{
    cm_resolver *r = t->m->r;
    const char *bytes = NULL, *reason = NULL;
    size_t n = 0;
    if (r->bytes_read > CM_MOST_BYTES)
        return too_large(t);
    r->status = cm_load(r->ctx, r->model, r->loader, t->entry->path.span.file,
                        t->entry->path.text, &bytes, &n, &reason);
    if (r->status != COMITIA_OK)
        return false;
    if (reason == cm_reason_too_large)
        return too_large(t);
    if (!reason) {
        r->bytes_read += n;
        if (r->bytes_read > CM_MOST_BYTES)
            return too_large(t);
        r->status = cm_table_read(r->ctx, &r->scratch, bytes, n,
                                  some_column(t->entry), &t->table, &reason);
    }
    if (r->status == COMITIA_OK && reason)
        table_fault(t, reason);
    return r->status == COMITIA_OK && !reason;
}

static bool find_column(table_maker *t, cm_word word, uint32_t *column)
{
    *column = cm_table_column(&t->table, word.text);
    if (*column < t->table.n_columns)
        return true;
    cm_buf buf;
    cm_buf_init(&buf, &t->m->r->scratch);
    cm_buf_addf(&buf,
                *column == CM_COLUMN_TWICE ? "two columns are called %s"
                                           : "it has no column %s",
                word.text);
    if (buf.failed)
        t->m->r->failed = true;
    else
        table_fault(t, cm_buf_text(&buf));
    return false;
}

/* Decimal commas and thousands become what the language writes, once. */
static bool clear_numbers(table_maker *t, uint32_t c)
{
    uint32_t column = t->columns[c];
    for (uint32_t i = 0; i < c; i++)
        if (t->columns[i] == column)
            return true;
    uint32_t row = cm_table_numbers(&t->m->r->scratch, &t->table, column,
                                    &t->m->r->failed);
    if (row == CM_COLUMN_NONE)
        return !t->m->r->failed;
    row_fault(t, t->table.rows[row].line,
              "does the sign set thousands or decimals apart? " CM_UNCLEAR_HELP,
              t->table.rows[row].cells[column]);
    return false;
}

static bool find_columns(table_maker *t)
{
    const cm_syntax_entry *entry = t->entry;
    t->columns = cm_new_n(&t->m->r->scratch, uint32_t, entry->n_columns);
    t->of = cm_measures_of(t->m, entry);
    if (!t->columns || !t->of)
        return false;
    t->name = 0;
    t->colour = CM_NONE;
    if (entry->named.text && !find_column(t, entry->named, &t->name))
        return false;
    for (uint32_t c = 0; c < entry->n_columns; c++)
        if (!find_column(t, entry->columns[c].column, &t->columns[c]) ||
            !clear_numbers(t, c))
            return false;
    return !entry->colour_column.text ||
           find_column(t, entry->colour_column, &t->colour);
}

/* The name and title of a row, or false after a diagnostic. */
static bool name_row(table_maker *t, const cm_table_row *row, cm_label *label)
{
    cm_resolver *r = t->m->r;
    const char *title = row->cells[t->name];
    const char *name = cm_row_name(r->arena, title);
    label->title = cm_strdup(r->arena, title);
    label->name = name;
    label->span = t->entry->path.span;
    label->cites = t->entry->cites;
    if (!name || !label->title) {
        t->m->r->failed = true;
        return false;
    }
    if (!cm_cell_is_clean(title)) {
        row_fault(t, row->line, "a character the language does not use", NULL);
        return false;
    }
    if (strlen(title) > MOST_TITLE || strlen(name) > MOST_NAME) {
        t->failed = true;
        cm_too_many(t->m, t->entry->path.span,
                    strlen(name) > MOST_NAME ? "bytes of a name in the table"
                                             : "bytes of a title in the table",
                    strlen(name) > MOST_NAME ? MOST_NAME : MOST_TITLE);
        return false;
    }
    if (!*name) {
        row_fault(t, row->line, "a row without a name", NULL);
        return false;
    }
    if (cm_map_get(&t->seen, name) != CM_MAP_NONE) {
        row_fault(t, row->line, "a name that another row has already", name);
        return false;
    }
    if (!cm_map_put(&r->scratch, &t->seen, name, row->line))
        t->m->r->failed = true;
    return true;
}

static bool read_number(table_maker *t, const cm_table_row *row, uint32_t c,
                        const cm_number **number)
{
    const char *cell = row->cells[t->columns[c]];
    switch (cm_read_cell(t->m->r->arena, cell, number)) {
    case CM_CELL_NUMBER: return true;
    case CM_CELL_NO_NUMBER:
        row_fault(t, row->line,
                  "a number was expected: digits, digits.digits or "
                  "digits/digits",
                  cell);
        return false;
    case CM_CELL_TOO_LONG:
        t->failed = true;
        cm_too_many(t->m, t->entry->path.span,
                    "digits of a number in the table", 200);
        return false;
    case CM_CELL_NOMEM: break;
    }
    t->m->r->failed = true;
    return false;
}

/* "#rrggbb" in small letters; empty: none. False after a diagnostic. */
static bool read_colour(table_maker *t, const cm_table_row *row, cm_word *look)
{
    if (t->colour == CM_NONE)
        return true;
    const char *cell = row->cells[t->colour];
    if (!*cell)
        return true;
    char *text = cm_strdup(t->m->r->arena, cell);
    if (!text) {
        t->m->r->failed = true;
        return false;
    }
    bool fits = strlen(text) == 7 && text[0] == '#';
    for (int i = 1; fits && i < 7; i++) {
        if (text[i] >= 'A' && text[i] <= 'F')
            text[i] = (char)(text[i] - 'A' + 'a');
        fits = (text[i] >= '0' && text[i] <= '9') ||
               (text[i] >= 'a' && text[i] <= 'f');
    }
    *look = (cm_word){text, t->entry->path.span};
    if (!fits)
        row_fault(t, row->line, "a colour is # and six hexadecimal digits",
                  cell);
    return fits;
}

static void add_table_row(table_maker *t, const cm_table_row *row)
{
    cm_body_maker *m = t->m;
    cm_label label = {0};
    const cm_number **numbers = cm_new_numbers(m);
    cm_entry_parts parts = {.kind = CM_MEMBER, .seats = 1, .numbers = numbers};
    if (!numbers || !name_row(t, row, &label))
        return;
    for (uint32_t c = 0; c < t->entry->n_columns; c++)
        if (!read_number(t, row, c, &numbers[t->of[c]]))
            return;
    if (!read_colour(t, row, &parts.look))
        return;
    label.colour = parts.look.text;
    cm_add_entry(m, &label, &parts, label.span);
}

void cm_add_table(cm_body_maker *m, const cm_syntax_entry *entry)
{
    table_maker t = {.m = m, .entry = entry};
    if (!load_table(&t) || !find_columns(&t))
        return;
    for (uint32_t i = 0; i < t.table.n_rows && !t.failed && !m->r->failed; i++)
        add_table_row(&t, &t.table.rows[i]);
}
