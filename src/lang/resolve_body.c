/* Bodies: entries, measures, groups, and the rows of tables (LANGUAGE 4). */
#include <stdlib.h>

#include "base/buf.h"
#include "lang/names.h"
#include "lang/parse.h"
#include "lang/table.h"

#define MOST_SEATS UINT64_C(1000000000000000)
#define MOST_FREE_SEATS UINT64_C(100000)
/* So that sums over bodies stay far from 2^64. */
#define MOST_BODY_SEATS UINT64_C(1000000000000000000)
/* Bits of the common denominator of a measure. */
enum { MOST_UNIT_BITS = 4096, MOST_TITLE = 4096, MOST_NAME = 255 };

/* A body while its entries are read. */
typedef struct maker {
    cm_resolver *r;
    uint32_t b;
    cm_body *body;
    cm_body_names *names;
    cm_vec(cm_entry) entries;
    cm_vec(cm_measure) measures;
    cm_vec(cm_group) groups;
    cm_vec(const cm_ref *) as; /* of each entry */
    uint64_t seats;            /* of entries and vacancies so far */
    bool any_as;
    bool full;
} maker;

/* What one entry comes with beyond its label. */
typedef struct entry_parts {
    cm_entry_kind kind;
    uint64_t seats;
    bool free;
    const cm_number **numbers; /* one for each measure; NULL in it: missing */
    const char *fault;         /* of its numbers (C0205), or NULL */
    const cm_ref *as;
    cm_word look;
} entry_parts;

static void no_memory(maker *m)
{
    m->r->failed = true;
}

/* ---- measures ----------------------------------------------------------- */

static cm_word measure_word(const cm_syntax_column *column)
{
    return column->as.text ? column->as : column->column;
}

static void enter_measure(maker *m, const cm_syntax_column *column)
{
    cm_word word = measure_word(column);
    uint32_t i = cm_map_get(&m->names->measures, word.text);
    if (i != CM_MAP_NONE) {
        m->measures.at[i].rounded |= column->rounded;
        return;
    }
    cm_measure measure = {word.text, column->rounded, word.span};
    if (!cm_push(m->r->arena, &m->measures, measure) ||
        !cm_map_put(&m->r->scratch, &m->names->measures, word.text,
                    (uint32_t)m->measures.n - 1))
        no_memory(m);
}

static void enter_measures(maker *m, const cm_syntax_body *syntax)
{
    for (uint32_t e = 0; e < syntax->n_entries; e++)
        for (uint32_t c = 0; c < syntax->entries[e].n_columns; c++)
            enter_measure(m, &syntax->entries[e].columns[c]);
}

/* The measure of each column of one entry; C0203 for one that comes twice. */
static uint32_t *measures_of(maker *m, const cm_syntax_entry *entry)
{
    cm_resolver *r = m->r;
    uint32_t *of = cm_new_n(&r->scratch, uint32_t, entry->n_columns);
    cm_span *first = cm_new_n(&r->scratch, cm_span, m->measures.n);
    if (!of || !first) {
        no_memory(m);
        return NULL;
    }
    for (uint32_t c = 0; c < entry->n_columns; c++) {
        cm_word word = measure_word(&entry->columns[c]);
        of[c] = cm_map_get(&m->names->measures, word.text);
        if (of[c] == CM_MAP_NONE)
            return NULL;
        if (first[of[c]].line) {
            cm_already(r, word.text, word.span, first[of[c]]);
            m->names->broken = true;
        }
        first[of[c]] = word.span;
    }
    return of;
}

static const cm_number **new_numbers(maker *m)
{
    const cm_number **numbers =
        cm_new_n(m->r->arena, const cm_number *, m->measures.n);
    if (!numbers)
        no_memory(m);
    return numbers;
}

/* ---- entries ------------------------------------------------------------ */

static cm_span named_at(const maker *m, const char *name)
{
    uint32_t at = cm_map_get(&m->names->names, name);
    return at == CM_MAP_NONE ? CM_NO_SPAN
           : at & 1          ? m->groups.at[at / 2].label.span
                             : m->entries.at[at / 2].label.span;
}

static void check_numbers(maker *m, const cm_label *label,
                          const entry_parts *parts)
{
    const char *fault = parts->fault;
    const char *measure = NULL;
    for (size_t i = 0; !fault && !measure && i < m->measures.n; i++)
        if (!parts->numbers || !parts->numbers[i])
            measure = m->measures.at[i].name;
    if (fault) {
        cm_diag_add(m->r->diags, "C0205", CM_ERROR, label->span, "%s has %s",
                    label->name, fault);
    } else if (measure && parts->kind == CM_PARTY) {
        cm_diag *diag = cm_diag_add(
            m->r->diags, "C0205", CM_ERROR, label->span,
            "%s has no %s: a body with measures has members, not parties",
            label->name, measure);
        cm_diag_help(m->r->diags, diag, "write member %s with %s ...",
                     label->name, measure);
    } else if (measure) {
        cm_diag_add(m->r->diags, "C0205", CM_ERROR, label->span,
                    "%s has no %s, which other entries of the body have",
                    label->name, measure);
    }
    if (fault || measure)
        m->names->broken = true;
}

/* A C0701 for a number that is above what fits. */
static void too_many(maker *m, cm_span span, const char *what, uint64_t most)
{
    cm_diag *diag =
        cm_diag_add(m->r->diags, "C0701", CM_ERROR, span,
                    "%s: the limit is %llu", what, (unsigned long long)most);
    cm_diag_help(m->r->diags, diag, "this limit is fixed; no option raises it");
    m->names->broken = true;
}

/* True when there is room for one more. */
static bool has_room(maker *m, const cm_label *label)
{
    if (m->entries.n < CM_MOST_ENTRIES)
        return true;
    if (!m->full)
        too_many(m, label->span, "entries of a body", CM_MOST_ENTRIES);
    m->full = true;
    return false;
}

static bool add_seats(maker *m, uint64_t seats, cm_span span)
{
    if (seats > MOST_BODY_SEATS - m->seats) {
        too_many(m, span, "seats of a body, all together", MOST_BODY_SEATS);
        return false;
    }
    m->seats += seats;
    return true;
}

static void add_entry(maker *m, const cm_label *label, const entry_parts *parts,
                      cm_span seats_span)
{
    cm_resolver *r = m->r;
    if (r->failed || !has_room(m, label))
        return;
    cm_span first = named_at(m, label->name);
    if (first.line) {
        cm_already(r, label->name, label->span, first);
        m->names->broken = true;
        return;
    }
    uint32_t player =
        cm_enter_player(r, label, parts->as ? CM_NAME_MEMBER : CM_NAME_PLAYER);
    if (player == CM_NONE || !add_seats(m, parts->seats, seats_span))
        return;
    cm_entry entry = {.label = *label,
                      .kind = parts->kind,
                      .player = player,
                      .seats = parts->seats,
                      .free = parts->free,
                      .numbers = parts->numbers};
    if (!cm_push(r->arena, &m->entries, entry) ||
        !cm_push(&r->scratch, &m->as, parts->as) ||
        !cm_map_put(&r->scratch, &m->names->names, label->name,
                    2 * ((uint32_t)m->entries.n - 1))) {
        no_memory(m);
        return;
    }
    m->any_as |= parts->as != NULL;
    check_numbers(m, label, parts);
    cm_colour_player(r, player, parts->look);
}

static cm_label label_of(const cm_syntax_entry *entry)
{
    return (cm_label){.name = entry->name.text,
                      .title = entry->title.text,
                      .colour = entry->look.text,
                      .span = entry->name.span,
                      .cites = entry->cites};
}

/* Seats of a party or `vacant`; 0 after a C0701. */
static uint64_t seats_of(maker *m, const cm_syntax_entry *entry)
{
    uint64_t seats = 0;
    if (!entry->seats.value)
        return 0;
    if (!cm_figure_u64(&entry->seats, &seats) || seats > MOST_SEATS) {
        too_many(m, entry->seats.span, "seats of a party", MOST_SEATS);
        return 0;
    }
    if (entry->free && seats > MOST_FREE_SEATS) {
        too_many(m, entry->seats.span, "seats of a party that is free",
                 MOST_FREE_SEATS);
        return 0;
    }
    return seats;
}

static void add_party(maker *m, const cm_syntax_entry *entry)
{
    cm_label label = label_of(entry);
    entry_parts parts = {.kind = CM_PARTY,
                         .seats = seats_of(m, entry),
                         .free = entry->free,
                         .look = entry->look};
    add_entry(m, &label, &parts, entry->seats.span);
}

static void add_member(maker *m, const cm_syntax_entry *entry)
{
    cm_label label = label_of(entry);
    const cm_number **numbers = new_numbers(m);
    uint32_t *of = measures_of(m, entry);
    if (!numbers || !of)
        return;
    for (uint32_t c = 0; c < entry->n_columns; c++)
        numbers[of[c]] = entry->columns[c].value.value;
    entry_parts parts = {.kind = CM_MEMBER,
                         .seats = 1,
                         .numbers = numbers,
                         .as = entry->as,
                         .look = entry->look};
    add_entry(m, &label, &parts, label.span);
}

static void add_rows(maker *m, const cm_syntax_entry *entry)
{
    uint32_t *of = measures_of(m, entry);
    for (uint32_t i = 0; of && i < entry->n_rows && !m->r->failed; i++) {
        const cm_syntax_row *row = &entry->rows[i];
        cm_label label = {.name = row->name.text,
                          .span = row->name.span,
                          .cites = entry->cites};
        const cm_number **numbers = new_numbers(m);
        if (!numbers)
            return;
        entry_parts parts = {.kind = CM_MEMBER, .seats = 1, .numbers = numbers};
        for (uint32_t k = 0; k < row->n_numbers && k < entry->n_columns; k++)
            numbers[of[k]] = row->numbers[k].value;
        if (row->n_numbers > entry->n_columns)
            parts.fault = entry->n_columns ? "more numbers than there are "
                                             "measures after `with`"
                                           : "a number, but no measure: "
                                             "nothing stands after `with`";
        add_entry(m, &label, &parts, label.span);
    }
}

static void add_vacant(maker *m, const cm_syntax_entry *entry)
{
    uint64_t seats = seats_of(m, entry);
    if (add_seats(m, seats, entry->seats.span))
        m->body->vacant += seats;
}

static void add_group(maker *m, const cm_syntax_entry *entry)
{
    cm_resolver *r = m->r;
    cm_label label = label_of(entry);
    cm_span first = named_at(m, label.name);
    uint32_t measure = cm_map_get(&m->names->measures, label.name);
    if (first.line) {
        cm_already(r, label.name, label.span, first);
        return;
    }
    if (measure != CM_MAP_NONE) {
        /* Whichever of the two stands second in the text. */
        cm_span at = m->measures.at[measure].span;
        bool measure_first =
            at.line < label.span.line ||
            (at.line == label.span.line && at.column < label.span.column);
        cm_already(r, label.name, measure_first ? label.span : at,
                   measure_first ? at : label.span);
        return;
    }
    if (!cm_push(r->arena, &m->groups, (cm_group){.label = label}) ||
        !cm_map_put(&r->scratch, &m->names->names, label.name,
                    2 * ((uint32_t)m->groups.n - 1) + 1))
        no_memory(m);
}

/* ---- tables ------------------------------------------------------------- */

/* One `members from`. */
typedef struct table_maker {
    maker *m;
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
    maker *m = t->m;
    t->failed = true;
    m->names->broken = true;
    m->r->table_missing = true;
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
        no_memory(t->m);
    else
        table_fault(t, cm_buf_text(&buf));
}

/* C0701: texts and tables together; once over, no further one is loaded. */
static bool too_large(table_maker *t)
{
    cm_resolver *r = t->m->r;
    r->bytes_read = (uint64_t)CM_MOST_BYTES + 1;
    r->table_missing = true;
    too_many(t->m, t->entry->path.span,
             "bytes of all texts and tables together", CM_MOST_BYTES);
    return false;
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
        r->status =
            cm_table_read(r->ctx, &r->scratch, bytes, n, &t->table, &reason);
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
        no_memory(t->m);
    else
        table_fault(t, cm_buf_text(&buf));
    return false;
}

static bool find_columns(table_maker *t)
{
    const cm_syntax_entry *entry = t->entry;
    t->columns = cm_new_n(&t->m->r->scratch, uint32_t, entry->n_columns);
    t->of = measures_of(t->m, entry);
    if (!t->columns || !t->of)
        return false;
    t->name = 0;
    t->colour = CM_NONE;
    if (entry->named.text && !find_column(t, entry->named, &t->name))
        return false;
    for (uint32_t c = 0; c < entry->n_columns; c++)
        if (!find_column(t, entry->columns[c].column, &t->columns[c]))
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
        no_memory(t->m);
        return false;
    }
    if (!cm_cell_is_clean(title)) {
        row_fault(t, row->line, "a character the language does not use", NULL);
        return false;
    }
    if (strlen(title) > MOST_TITLE || strlen(name) > MOST_NAME) {
        t->failed = true;
        too_many(t->m, t->entry->path.span,
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
        no_memory(t->m);
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
        too_many(t->m, t->entry->path.span, "digits of a number in the table",
                 200);
        return false;
    case CM_CELL_NOMEM: break;
    }
    no_memory(t->m);
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
        no_memory(t->m);
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
    maker *m = t->m;
    cm_label label = {0};
    const cm_number **numbers = new_numbers(m);
    entry_parts parts = {.kind = CM_MEMBER, .seats = 1, .numbers = numbers};
    if (!numbers || !name_row(t, row, &label))
        return;
    for (uint32_t c = 0; c < t->entry->n_columns; c++)
        if (!read_number(t, row, c, &numbers[t->of[c]]))
            return;
    if (!read_colour(t, row, &parts.look))
        return;
    label.colour = parts.look.text;
    add_entry(m, &label, &parts, label.span);
}

static void add_table(maker *m, const cm_syntax_entry *entry)
{
    table_maker t = {.m = m, .entry = entry};
    if (!load_table(&t) || !find_columns(&t))
        return;
    for (uint32_t i = 0; i < t.table.n_rows && !t.failed && !m->r->failed; i++)
        add_table_row(&t, &t.table.rows[i]);
}

/* ---- the whole body ----------------------------------------------------- */

static void add(maker *m, const cm_syntax_entry *entry)
{
    switch (entry->kind) {
    case CM_SE_PARTY: add_party(m, entry); break;
    case CM_SE_MEMBER: add_member(m, entry); break;
    case CM_SE_MEMBERS: add_rows(m, entry); break;
    case CM_SE_MEMBERS_FROM: add_table(m, entry); break;
    case CM_SE_GROUP: add_group(m, entry); break;
    case CM_SE_VACANT: add_vacant(m, entry); break;
    }
}

static void check_seats(maker *m, const cm_figure *seats)
{
    uint64_t legal = 0;
    if (!seats->value)
        return;
    m->body->has_legal_seats = true;
    bool fits = cm_figure_u64(seats, &legal) && legal == m->seats;
    m->body->legal_seats = legal;
    if (!fits && !m->names->broken)
        cm_diag_add(m->r->diags, "C0211", CM_ERROR, seats->span,
                    "the entries of %s have %llu seats, vacant ones included",
                    m->body->label.name, (unsigned long long)m->seats);
}

/* Either all members vote as something, or none (C0213). */
static void check_nested(maker *m)
{
    m->body->nested = m->any_as;
    if (!m->any_as)
        return;
    for (size_t i = 1; i < m->entries.n; i++)
        if (!m->as.at[i] != !m->as.at[0]) {
            const char *name = m->entries.at[i].label.name;
            cm_diag *diag = cm_diag_add(
                m->r->diags, "C0213", CM_ERROR, m->entries.at[i].label.span,
                m->as.at[i] ? "%s votes as something, the first entry of the "
                              "body for itself"
                            : "%s votes for itself, the first entry of the "
                              "body as something",
                name);
            cm_diag_note_at(m->r->diags, diag, m->entries.at[0].label.span,
                            "the first entry is here");
            return;
        }
}

static const uint32_t *everybody(cm_resolver *r, uint32_t n)
{
    uint32_t *list = cm_new_n(r->arena, uint32_t, n);
    for (uint32_t i = 0; list && i < n; i++)
        list[i] = i;
    return list;
}

void cm_enter_body(cm_resolver *r, uint32_t b,
                   const cm_syntax_declaration *declaration)
{
    maker m = {
        .r = r, .b = b, .body = &r->bodies[b], .names = &r->body_names[b]};
    const cm_syntax_body *syntax = &declaration->body;
    m.names->declaration = declaration;
    enter_measures(&m, syntax);
    for (uint32_t e = 0; e < syntax->n_entries; e++) {
        if (cm_resolved(r) != COMITIA_OK)
            return;
        add(&m, &syntax->entries[e]);
    }
    if (cm_resolved(r) != COMITIA_OK)
        return;
    cm_body *body = m.body;
    body->entries = m.entries.at;
    body->n_entries = (uint32_t)m.entries.n;
    body->measures = m.measures.at;
    body->n_measures = (uint32_t)m.measures.n;
    body->groups = m.groups.at;
    body->n_groups = (uint32_t)m.groups.n;
    m.names->as = m.any_as ? m.as.at : NULL;
    m.names->everybody = everybody(r, body->n_entries);
    r->failed |= !m.names->everybody;
    if (body->n_entries == 0 && !m.names->broken)
        cm_diag_add(r->diags, "C0220", CM_ERROR, body->label.span,
                    "%s has no entries: nobody could vote", body->label.name);
    check_seats(&m, &syntax->seats);
    check_nested(&m);
}

/* ---- groups, `votes as`, denominators ----------------------------------- */

static int by_index(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static void unfit_entry(cm_resolver *r, uint32_t b, cm_word word)
{
    if (r->body_names[b].broken)
        return;
    const char *body = r->bodies[b].label.name;
    bool is_group = cm_group_named(r, b, word.text) != CM_NONE;
    cm_diag *diag = cm_diag_add(
        r->diags, "C0206", CM_ERROR, word.span,
        is_group ? "%s is a group of %s; a group is made of parties and members"
                 : "%s is no party or member of %s",
        word.text, body);
    cm_near near;
    cm_near_begin(&near, r, word.text);
    if (!is_group && diag)
        cm_near_try_body(&near, b, false);
    cm_near_help(&near, diag);
}

/* seen[e]: the group that named entry e last, plus 1. */
static void resolve_group(cm_resolver *r, uint32_t b, cm_group *group,
                          uint32_t g, const cm_words *names, uint32_t *seen)
{
    uint32_t *entries = cm_new_n(r->arena, uint32_t, names->n);
    uint32_t n = 0;
    if (!entries) {
        r->failed = true;
        return;
    }
    for (uint32_t i = 0; i < names->n; i++) {
        uint32_t e = cm_entry_named(r, b, names->at[i].text);
        if (e == CM_NONE) {
            unfit_entry(r, b, names->at[i]);
        } else if (seen[e] == g + 1) {
            cm_already(r, names->at[i].text, names->at[i].span, CM_NO_SPAN);
        } else {
            seen[e] = g + 1;
            entries[n++] = e;
        }
    }
    qsort(entries, n, sizeof *entries, by_index);
    group->entries = entries;
    group->n_entries = n;
}

static void resolve_groups(cm_resolver *r, uint32_t b)
{
    const cm_syntax_body *syntax = &r->body_names[b].declaration->body;
    cm_body *body = &r->bodies[b];
    uint32_t *seen = cm_new_n(&r->scratch, uint32_t, body->n_entries);
    if (!seen) {
        r->failed = true;
        return;
    }
    cm_group *groups = (cm_group *)body->groups;
    for (uint32_t e = 0, g = 0; e < syntax->n_entries; e++) {
        const cm_syntax_entry *entry = &syntax->entries[e];
        /* A group whose name was taken has no place in the list. */
        if (entry->kind == CM_SE_GROUP && g < body->n_groups &&
            groups[g].label.name == entry->name.text) {
            resolve_group(r, b, &groups[g], g, &entry->members, seen);
            g++;
        }
    }
}

static void resolve_as(cm_resolver *r, uint32_t b)
{
    cm_body *body = &r->bodies[b];
    const cm_ref *const *as = r->body_names[b].as;
    cm_entry *entries = (cm_entry *)body->entries;
    for (uint32_t e = 0; as && e < body->n_entries; e++) {
        cm_target target;
        if (!as[e] || !cm_resolve_ref(r, as[e], (cm_word){0}, NULL, &target))
            continue;
        if (target.what == CM_COND_FACT)
            cm_wrong_kind(r, as[e]->name, "an act, an outcome or a ladder");
        else
            entries[e].as = cm_cond_from(r, target, as[e]->name.span);
    }
}

/* A common denominator of the numbers of a measure; bounded, because every
   sum of them is computed with it. */
static const cm_number *unit_of(cm_resolver *r, uint32_t b, uint32_t measure)
{
    const cm_body *body = &r->bodies[b];
    const cm_number *kept = NULL;
    mpq_t unit;
    mpq_init(unit);
    mpq_set_ui(unit, 1, 1);
    for (uint32_t e = 0; e < body->n_entries; e++) {
        const cm_number *number = body->entries[e].numbers[measure];
        if (!number)
            continue;
        mpz_lcm(mpq_numref(unit), mpq_numref(unit), mpq_denref(number->q));
        if (mpz_sizeinbase(mpq_numref(unit), 2) > MOST_UNIT_BITS) {
            cm_diag *diag = cm_diag_add(
                r->diags, "C0701", CM_ERROR, body->measures[measure].span,
                "bits of the common denominator of %s: the limit is %d",
                body->measures[measure].name, MOST_UNIT_BITS);
            cm_diag_help(r->diags, diag,
                         "this limit is fixed; write decimals instead of "
                         "fractions");
            r->body_names[b].broken = true;
            mpz_set_ui(mpq_numref(unit), 1);
            break;
        }
    }
    kept = cm_number_keep(&r->scratch, unit);
    mpq_clear(unit);
    r->failed |= !kept;
    return kept;
}

static void find_units(cm_resolver *r, uint32_t b)
{
    const cm_body *body = &r->bodies[b];
    const cm_number **units =
        cm_new_n(&r->scratch, const cm_number *, body->n_measures);
    r->failed |= !units;
    for (uint32_t i = 0; units && i < body->n_measures; i++)
        if (!r->body_names[b].broken)
            units[i] = unit_of(r, b, i);
    r->body_names[b].units = units;
}

comitia_status cm_resolve_bodies(cm_resolver *r)
{
    for (uint32_t b = 0; b < r->model->n_bodies; b++) {
        CM_TRY(cm_spend(r->ctx, r->bodies[b].n_entries));
        resolve_groups(r, b);
        resolve_as(r, b);
        find_units(r, b);
        CM_TRY(cm_resolved(r));
    }
    return COMITIA_OK;
}
