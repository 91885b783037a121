/* The entries of bodies: parties, members, vacancies, the names of groups and
 * measures (LANGUAGE 4). */
#include "lang/parse/parse.h"
#include "lang/resolve/body_maker.h"

#define MOST_SEATS UINT64_C(1000000000000000)
#define MOST_FREE_SEATS UINT64_C(100000)
/* So that sums over bodies stay far from 2^64. */
#define MOST_BODY_SEATS UINT64_C(1000000000000000000)

/* ---- measures ----------------------------------------------------------- */

static cm_word measure_word(const cm_syntax_column *column)
{
    return column->as.text ? column->as : column->column;
}

static void enter_measure(cm_body_maker *m, const cm_syntax_column *column)
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
        m->r->failed = true;
}

static void enter_measures(cm_body_maker *m, const cm_syntax_body *syntax)
{
    for (uint32_t e = 0; e < syntax->n_entries; e++)
        for (uint32_t c = 0; c < syntax->entries[e].n_columns; c++)
            enter_measure(m, &syntax->entries[e].columns[c]);
}

/* The measure of each column of one entry; C0203 for one that comes twice. */
uint32_t *cm_measures_of(cm_body_maker *m, const cm_syntax_entry *entry)
{
    cm_resolver *r = m->r;
    uint32_t *of = cm_new_n(&r->scratch, uint32_t, entry->n_columns);
    cm_span *first = cm_new_n(&r->scratch, cm_span, m->measures.n);
    if (!of || !first) {
        m->r->failed = true;
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

const cm_number **cm_new_numbers(cm_body_maker *m)
{
    const cm_number **numbers =
        cm_new_n(m->r->arena, const cm_number *, m->measures.n);
    if (!numbers)
        m->r->failed = true;
    return numbers;
}

/* ---- entries ------------------------------------------------------------ */

static cm_span named_at(const cm_body_maker *m, const char *name)
{
    uint32_t at = cm_map_get(&m->names->names, name);
    return at == CM_MAP_NONE ? CM_NO_SPAN
           : at & 1          ? m->groups.at[at / 2].label.span
                             : m->entries.at[at / 2].label.span;
}

static void check_numbers(cm_body_maker *m, const cm_label *label,
                          const cm_entry_parts *parts)
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
        cm_diag *diag =
            cm_diag_add(m->r->diags, "C0205", CM_ERROR, label->span,
                        "%s has no %s, which other entries of the body have",
                        label->name, measure);
        if (parts->is_measure)
            cm_diag_help(m->r->diags, diag,
                         "if it is a measure, put a comma before it: with %s, "
                         "%s",
                         measure, label->name);
    }
    if (fault || measure)
        m->names->broken = true;
}

/* A C0701 for a number that is above what fits. */
void cm_too_many(cm_body_maker *m, cm_span span, const char *what,
                 uint64_t most)
{
    cm_diag *diag =
        cm_diag_add(m->r->diags, "C0701", CM_ERROR, span,
                    "%s: the limit is %llu", what, (unsigned long long)most);
    cm_diag_help(m->r->diags, diag, "this limit is fixed; no option raises it");
    m->names->broken = true;
    m->r->incomplete = true;
}

/* True when there is room for one more. */
static bool has_room(cm_body_maker *m, const cm_label *label)
{
    if (m->entries.n < CM_MOST_ENTRIES)
        return true;
    if (!m->full)
        cm_too_many(m, label->span, "entries of a body", CM_MOST_ENTRIES);
    m->full = true;
    return false;
}

static bool add_seats(cm_body_maker *m, uint64_t seats, cm_span span)
{
    if (seats > MOST_BODY_SEATS - m->seats) {
        cm_too_many(m, span, "seats of a body, all together", MOST_BODY_SEATS);
        return false;
    }
    m->seats += seats;
    return true;
}

void cm_add_entry(cm_body_maker *m, const cm_label *label,
                  const cm_entry_parts *parts, cm_span seats_span)
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
        m->r->failed = true;
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
static uint64_t seats_of(cm_body_maker *m, const cm_syntax_entry *entry)
{
    uint64_t seats = 0;
    if (!entry->seats.value)
        return 0;
    if (!cm_figure_u64(&entry->seats, &seats) || seats > MOST_SEATS) {
        cm_too_many(m, entry->seats.span, "seats of a party", MOST_SEATS);
        return 0;
    }
    if (entry->free && seats > MOST_FREE_SEATS) {
        cm_too_many(m, entry->seats.span, "seats of a party that is free",
                    MOST_FREE_SEATS);
        return 0;
    }
    return seats;
}

static void add_party(cm_body_maker *m, const cm_syntax_entry *entry)
{
    cm_label label = label_of(entry);
    cm_entry_parts parts = {.kind = CM_PARTY,
                            .seats = seats_of(m, entry),
                            .free = entry->free,
                            .look = entry->look};
    cm_add_entry(m, &label, &parts, entry->seats.span);
}

static void add_member(cm_body_maker *m, const cm_syntax_entry *entry)
{
    cm_label label = label_of(entry);
    const cm_number **numbers = cm_new_numbers(m);
    uint32_t *of = cm_measures_of(m, entry);
    if (!numbers || !of)
        return;
    for (uint32_t c = 0; c < entry->n_columns; c++)
        numbers[of[c]] = entry->columns[c].value.value;
    cm_entry_parts parts = {.kind = CM_MEMBER,
                            .seats = 1,
                            .numbers = numbers,
                            .as = entry->as,
                            .look = entry->look};
    cm_add_entry(m, &label, &parts, label.span);
}

/* `with weight people Uri 1 26`: people is read as a member without numbers. */
static bool misses_comma(const cm_syntax_entry *entry)
{
    return entry->n_columns > 0 && entry->n_rows > 1 &&
           entry->rows[0].n_numbers == 0 &&
           entry->rows[1].n_numbers > entry->n_columns;
}

static void add_rows(cm_body_maker *m, const cm_syntax_entry *entry)
{
    uint32_t *of = cm_measures_of(m, entry);
    bool comma = misses_comma(entry);
    for (uint32_t i = 0; of && i < entry->n_rows && !m->r->failed; i++) {
        const cm_syntax_row *row = &entry->rows[i];
        cm_label label = {.name = row->name.text,
                          .span = row->name.span,
                          .cites = entry->cites};
        const cm_number **numbers = cm_new_numbers(m);
        if (!numbers)
            return;
        cm_entry_parts parts = {
            .kind = CM_MEMBER, .seats = 1, .numbers = numbers};
        for (uint32_t k = 0; k < row->n_numbers && k < entry->n_columns; k++)
            numbers[of[k]] = row->numbers[k].value;
        parts.is_measure = comma && i == 0;
        if (row->n_numbers > entry->n_columns && !comma)
            parts.fault = entry->n_columns ? "more numbers than there are "
                                             "measures after `with`"
                                           : "a number, but no measure: "
                                             "nothing stands after `with`";
        cm_add_entry(m, &label, &parts, label.span);
    }
}

static void add_vacant(cm_body_maker *m, const cm_syntax_entry *entry)
{
    uint64_t seats = seats_of(m, entry);
    if (add_seats(m, seats, entry->seats.span))
        m->body->vacant += seats;
}

static void add_group(cm_body_maker *m, const cm_syntax_entry *entry)
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
        m->r->failed = true;
}

/* ---- the whole body ----------------------------------------------------- */

static void add(cm_body_maker *m, const cm_syntax_entry *entry)
{
    switch (entry->kind) {
    case CM_SE_PARTY: add_party(m, entry); break;
    case CM_SE_MEMBER: add_member(m, entry); break;
    case CM_SE_MEMBERS: add_rows(m, entry); break;
    case CM_SE_MEMBERS_FROM: cm_add_table(m, entry); break;
    case CM_SE_GROUP: add_group(m, entry); break;
    case CM_SE_VACANT: add_vacant(m, entry); break;
    }
}

static void check_seats(cm_body_maker *m, const cm_figure *seats)
{
    uint64_t legal = 0;
    if (!seats->value)
        return;
    m->body->has_legal_seats = true;
    bool fits = cm_figure_u64(seats, &legal) && legal == m->seats;
    m->body->legal_seats = legal;
    if (fits || m->names->broken)
        return;
    cm_diag *diag =
        cm_diag_add(m->r->diags, "C0211", CM_ERROR, seats->span,
                    "the entries of %s have %llu seats, vacant ones included",
                    m->body->label.name, (unsigned long long)m->seats);
    if (legal > m->seats)
        cm_diag_help(m->r->diags, diag,
                     "seats that nobody holds are an entry: vacant %llu",
                     (unsigned long long)(legal - m->seats));
}

/* Either all members vote as something, or none (C0213). */
static void check_nested(cm_body_maker *m)
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
    cm_body_maker m = {
        .r = r, .body = &r->bodies[b], .names = &r->body_names[b]};
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
