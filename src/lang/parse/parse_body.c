/* Bodies: parties, members, tables of members, groups, vacancies. */
#include "lang/parse/chars.h"
#include "lang/parse/parse.h"
#include "lang/parse/parser.h"

/* name number { "," name number }, after `with` */
static bool measures_of_member(cm_parser *p, cm_syntax_entry *entry)
{
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_column column = {0};
        cm_mark_here(p, CM_MARK_ITEM);
        if (!cm_needs_name(p, &column.column) ||
            !cm_needs_number(p, &column.value) ||
            !cm_list_add(p, &column, sizeof column))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, entry->columns, entry->n_columns);
}

/* A column whose text is no name, or reserved, must be given one. */
static bool parse_as(cm_parser *p, cm_syntax_column *column)
{
    const char *text = column->column.text;
    size_t bytes = strlen(text);
    bool needs_as =
        column->is_title &&
        (!cm_is_name(text, bytes) || cm_word_reserved(cm_word_of(text, bytes)));
    if (!cm_takes(p, CM_W_AS))
        return !needs_as || cm_unexpected(p);
    return cm_needs_name(p, &column->as);
}

/* measure or column { "," ... }, after `with` */
static bool parse_columns(cm_parser *p, cm_syntax_entry *entry)
{
    bool is_table = entry->kind == CM_SE_MEMBERS_FROM;
    cm_list_mark list = cm_list_open(p);
    do {
        cm_syntax_column column = {0};
        cm_mark_here(p, CM_MARK_ITEM);
        if (is_table ? !cm_name_or_title(p, &column.column, &column.is_title) ||
                           !parse_as(p, &column)
                     : !cm_needs_name(p, &column.column))
            return false;
        column.rounded = cm_takes(p, CM_W_ROUNDED);
        if (!cm_list_add(p, &column, sizeof column))
            return false;
    } while (cm_takes_kind(p, CM_T_COMMA));
    return CM_LIST_CLOSE(p, list, entry->columns, entry->n_columns);
}

static bool too_many_entries(cm_parser *p)
{
    return cm_error(p, "C0701", cm_span_here(p), "make several bodies of it",
                    "a body has at most %d entries", CM_MOST_ENTRIES);
}

static bool parse_party(cm_parser *p, cm_syntax_entry *entry)
{
    if (!cm_needs_name(p, &entry->name) ||
        !cm_needs_integer(p, &entry->seats) ||
        !cm_maybe_title(p, &entry->title))
        return false;
    entry->free = cm_takes(p, CM_W_FREE);
    if (entry->free && cm_sees(p, CM_W_FREE))
        return cm_twice(p, "free");
    if (!cm_maybe_look(p, &entry->look))
        return false;
    /* Behind the colour `free` has no place, unless it is there already. */
    return !entry->free || !cm_sees(p, CM_W_FREE) || cm_twice(p, "free");
}

static bool parse_member(cm_parser *p, cm_syntax_entry *entry)
{
    if (!cm_needs_name(p, &entry->name) || !cm_maybe_title(p, &entry->title))
        return false;
    if (cm_takes(p, CM_W_WITH) && !measures_of_member(p, entry))
        return false;
    if (cm_takes(p, CM_W_VOTES)) {
        cm_ref *as = cm_new(p->arena, cm_ref);
        if (!as)
            return cm_gave_up(p, COMITIA_E_NOMEM);
        if (!cm_needs(p, CM_W_AS) || !cm_parse_ref(p, as))
            return false;
        entry->as = as;
    }
    return cm_maybe_look(p, &entry->look);
}

/* [ "named" ... ] [ "with" ... ] [ "colour" ... ], after the path */
static bool parse_table(cm_parser *p, cm_syntax_entry *entry)
{
    bool is_title;
    entry->kind = CM_SE_MEMBERS_FROM;
    if (!cm_needs_title(p, &entry->path))
        return false;
    if (cm_takes(p, CM_W_NAMED) &&
        !cm_name_or_title(p, &entry->named, &is_title))
        return false;
    if (cm_takes(p, CM_W_WITH) && !parse_columns(p, entry))
        return false;
    if (!cm_takes(p, CM_W_COLOUR))
        return true;
    if (!cm_name_or_title(p, &entry->colour_column, &is_title))
        return false;
    return !cm_sees(p, CM_W_COLOUR) || cm_twice(p, "colour");
}

/* { name { number } } */
static bool parse_rows(cm_parser *p, cm_syntax_entry *entry, uint32_t *n)
{
    cm_list_mark rows = cm_list_open(p);
    while (cm_sees_kind(p, CM_T_NAME)) {
        cm_syntax_row row = {0};
        if (++*n > CM_MOST_ENTRIES)
            return too_many_entries(p);
        cm_mark_here(p, CM_MARK_ITEM);
        if (!cm_needs_name(p, &row.name))
            return false;
        cm_list_mark numbers = cm_list_open(p);
        while (cm_sees_number(p)) {
            cm_figure figure;
            if (!cm_needs_number(p, &figure) ||
                !cm_list_add(p, &figure, sizeof figure))
                return false;
        }
        if (!CM_LIST_CLOSE(p, numbers, row.numbers, row.n_numbers) ||
            !cm_list_add(p, &row, sizeof row))
            return false;
    }
    return CM_LIST_CLOSE(p, rows, entry->rows, entry->n_rows);
}

static bool parse_members(cm_parser *p, cm_syntax_entry *entry, uint32_t *n)
{
    if (cm_takes(p, CM_W_FROM))
        return parse_table(p, entry);
    if (cm_takes(p, CM_W_WITH) && !parse_columns(p, entry))
        return false;
    return parse_rows(p, entry, n);
}

static bool parse_group(cm_parser *p, cm_syntax_entry *entry)
{
    return cm_needs_name(p, &entry->name) && cm_maybe_title(p, &entry->title) &&
           cm_parse_names(p, &entry->members) && cm_maybe_look(p, &entry->look);
}

/* The word that begins an entry, or CM_W_NONE. */
static cm_lex_word sees_entry(cm_parser *p)
{
    static const cm_lex_word words[] = {CM_W_PARTY, CM_W_MEMBER, CM_W_MEMBERS,
                                        CM_W_GROUP, CM_W_VACANT};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (cm_sees(p, words[i]))
            return words[i];
    return CM_W_NONE;
}

/* One entry; *n counts the parties and members met so far. */
static bool parse_entry(cm_parser *p, cm_lex_word word, cm_syntax_entry *entry,
                        uint32_t *n)
{
    if ((word == CM_W_PARTY || word == CM_W_MEMBER) && ++*n > CM_MOST_ENTRIES)
        return too_many_entries(p);
    entry->span = cm_span_here(p);
    cm_mark_here(p, CM_MARK_CLAUSE);
    cm_advance(p);
    switch (word) {
    case CM_W_PARTY: entry->kind = CM_SE_PARTY; return parse_party(p, entry);
    case CM_W_MEMBER: entry->kind = CM_SE_MEMBER; return parse_member(p, entry);
    case CM_W_MEMBERS:
        entry->kind = CM_SE_MEMBERS;
        return parse_members(p, entry, n);
    case CM_W_GROUP: entry->kind = CM_SE_GROUP; return parse_group(p, entry);
    default:
        entry->kind = CM_SE_VACANT;
        return cm_needs_integer(p, &entry->seats);
    }
}

static bool parse_entries(cm_parser *p, cm_syntax_body *body)
{
    cm_list_mark list = cm_list_open(p);
    uint32_t n = 0;
    for (cm_lex_word word; (word = sees_entry(p)) != CM_W_NONE;) {
        cm_syntax_entry entry = {0};
        if (!parse_entry(p, word, &entry, &n) ||
            !cm_parse_cites(p, &entry.cites) ||
            !cm_list_add(p, &entry, sizeof entry))
            return false;
    }
    return CM_LIST_CLOSE(p, list, body->entries, body->n_entries);
}

bool cm_parse_body(cm_parser *p, cm_syntax_declaration *d)
{
    cm_advance(p);
    if (!cm_needs_name(p, &d->name) || !cm_maybe_title(p, &d->title))
        return false;
    if (cm_takes(p, CM_W_SEATS) && !cm_needs_integer(p, &d->body.seats))
        return false;
    size_t from = p->marks ? p->marks->n : 0;
    if (!cm_parse_cites(p, &d->cites))
        return false;
    size_t to = p->marks ? p->marks->n : 0;
    if (!parse_entries(p, &d->body))
        return false;
    if (d->body.n_entries)
        cm_marks_begin_lines(p, from, to);
    return true;
}
