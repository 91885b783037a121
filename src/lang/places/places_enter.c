/* Names where they are declared. */
#include "lang/parse/path.h"
#include "lang/places/places.h"

/* ---- symbols ------------------------------------------------------------- */

uint32_t cm_add_symbol(cm_placer *p, comitia_symbol_kind kind, cm_word name,
                       const char *word)
{
    if (p->symbols.n == COMITIA_NOWHERE || !name.text)
        return COMITIA_NOWHERE;
    comitia_symbol symbol = {.kind = kind,
                             .name = name.text,
                             .word = word,
                             .in = COMITIA_NOWHERE,
                             .outline = COMITIA_NOWHERE};
    if (cm_push(p->scratch, &p->inner_of, COMITIA_NOWHERE) &&
        cm_push(p->scratch, &p->body_of, COMITIA_NOWHERE) &&
        cm_push(p->arena, &p->symbols, symbol))
        return (uint32_t)p->symbols.n - 1;
    p->failed = true;
    return COMITIA_NOWHERE;
}

static comitia_span span_of(cm_span at)
{
    return (comitia_span){.file = at.file,
                          .line = at.line,
                          .column = at.column,
                          .end_column = at.end_column};
}

void cm_add_place(cm_placer *p, cm_word word, uint32_t symbol, bool declares)
{
    if (!word.text || symbol == COMITIA_NOWHERE || word.span.line == 0)
        return;
    comitia_span span = span_of(word.span);
    comitia_symbol *of = &p->symbols.at[symbol];
    if (declares && of->declared.line == 0)
        of->declared = span;
    if (!cm_push(p->arena, &p->places,
                 (comitia_place){span, symbol, declares}))
        p->failed = true;
}

cm_inner *cm_inner_of(cm_placer *p, uint32_t symbol)
{
    uint32_t inner =
        symbol == COMITIA_NOWHERE ? symbol : p->inner_of.at[symbol];
    return inner == COMITIA_NOWHERE ? NULL : &p->inner.at[inner];
}

static void give_inner(cm_placer *p, uint32_t symbol)
{
    if (symbol == COMITIA_NOWHERE || cm_inner_of(p, symbol))
        return;
    if (cm_push(p->scratch, &p->inner, (cm_inner){0}))
        p->inner_of.at[symbol] = (uint32_t)p->inner.n - 1;
    else
        p->failed = true;
}

uint32_t cm_symbol_in(const cm_map *map, const char *name)
{
    return name ? cm_map_get(map, name) : COMITIA_NOWHERE;
}

void cm_enter_symbol(cm_placer *p, cm_map *map, const char *name,
                     uint32_t symbol)
{
    if (symbol == COMITIA_NOWHERE || !name ||
        cm_symbol_in(map, name) != COMITIA_NOWHERE)
        return;
    p->failed |= !cm_map_put(p->scratch, map, name, symbol);
}

/* ---- declarations -------------------------------------------------------- */

static const struct declared {
    const char *word;
    comitia_symbol_kind kind;
    bool in_common; /* has a name of the common name space */
} kinds[] = {
    [CM_S_USE] = {"use", COMITIA_SYMBOL_FILE, false},
    [CM_S_BODY] = {"body", COMITIA_SYMBOL_BODY, true},
    [CM_S_ACTOR] = {"actor", COMITIA_SYMBOL_PLAYER, true},
    [CM_S_ACT] = {"act", COMITIA_SYMBOL_ACT, true},
    [CM_S_FACT] = {"fact", COMITIA_SYMBOL_FACT, true},
    [CM_S_OUTCOME] = {"outcome", COMITIA_SYMBOL_OUTCOME, true},
    [CM_S_LADDER] = {"ladder", COMITIA_SYMBOL_LADDER, true},
    [CM_S_FORECAST] = {"forecast", COMITIA_SYMBOL_ACT, false},
    [CM_S_EVENT] = {"on", COMITIA_SYMBOL_FACT, false},
    [CM_S_SOURCE] = {"source", COMITIA_SYMBOL_SOURCE, false},
    [CM_S_REPORT] = {"report", COMITIA_SYMBOL_SOURCE, false},
    [CM_S_TALKS] = {"talks", COMITIA_SYMBOL_TALKS, true},
    [CM_S_EXPECT] = {"expect", COMITIA_SYMBOL_ACT, false},
};

/* Returns its index, or COMITIA_NOWHERE. */
static uint32_t add_outline(cm_placer *p, const char *word, cm_span at,
                            cm_word name, cm_word title, uint32_t in,
                            uint32_t symbol)
{
    comitia_outline outline = {.word = word,
                               .name = name.text,
                               .title = title.text,
                               .whole = span_of(at),
                               .named = span_of(name.span),
                               .in = in,
                               .symbol = symbol};
    if (!cm_push(p->arena, &p->outline, outline)) {
        p->failed = true;
        return COMITIA_NOWHERE;
    }
    uint32_t index = (uint32_t)p->outline.n - 1;
    if (symbol != COMITIA_NOWHERE) {
        comitia_symbol *of = &p->symbols.at[symbol];
        if (of->outline == COMITIA_NOWHERE)
            of->outline = index;
        if (!of->title)
            of->title = title.text;
    }
    return index;
}

/* A player is one symbol, however often it is declared; anything else that has
   a name already gets a symbol of its own, which nothing means. */
static uint32_t enter_common(cm_placer *p, comitia_symbol_kind kind,
                             cm_word name, const char *word)
{
    uint32_t known = cm_symbol_in(&p->common, name.text);
    if (known == COMITIA_NOWHERE || kind != COMITIA_SYMBOL_PLAYER ||
        p->symbols.at[known].kind != kind) {
        uint32_t symbol = cm_add_symbol(p, kind, name, word);
        cm_enter_symbol(p, &p->common, name.text, symbol);
        known = symbol;
    }
    cm_add_place(p, name, known, true);
    return known;
}

static uint32_t enter_inner(cm_placer *p, uint32_t owner, cm_map *map,
                            comitia_symbol_kind kind, cm_word name,
                            const char *word)
{
    uint32_t known = cm_symbol_in(map, name.text);
    bool is_new = known == COMITIA_NOWHERE || p->symbols.at[known].kind != kind;
    if (is_new) {
        known = cm_add_symbol(p, kind, name, word);
        if (known != COMITIA_NOWHERE)
            p->symbols.at[known].in = owner;
        cm_enter_symbol(p, map, name.text, known);
    }
    cm_add_place(p, name, known, is_new);
    return known;
}

/* ---- bodies -------------------------------------------------------------- */

static void enter_measures(cm_placer *p, uint32_t body,
                           const cm_syntax_entry *entry)
{
    for (uint32_t i = 0; i < entry->n_columns; i++) {
        const cm_syntax_column *column = &entry->columns[i];
        bool renamed = column->as.text != NULL;
        if (column->is_title && !renamed)
            continue;
        uint32_t measure =
            enter_inner(p, body, &cm_inner_of(p, body)->names,
                        COMITIA_SYMBOL_MEASURE,
                        renamed ? column->as : column->column, "measure");
        /* Its name is the title of a column. */
        if (entry->kind == CM_SE_MEMBERS_FROM && !renamed &&
            measure != COMITIA_NOWHERE)
            p->symbols.at[measure].from_table = true;
    }
}

static void enter_entry(cm_placer *p, uint32_t body, uint32_t outline,
                        const cm_syntax_entry *entry)
{
    static const char *const words[] = {
        [CM_SE_PARTY] = "party",          [CM_SE_MEMBER] = "member",
        [CM_SE_MEMBERS] = "members",      [CM_SE_GROUP] = "group",
        [CM_SE_MEMBERS_FROM] = "members", [CM_SE_VACANT] = "vacant"};
    uint32_t symbol = COMITIA_NOWHERE;
    cm_inner *inner = cm_inner_of(p, body);
    if (!inner)
        return;
    if (entry->kind == CM_SE_PARTY || entry->kind == CM_SE_MEMBER) {
        symbol = enter_common(p, COMITIA_SYMBOL_PLAYER, entry->name,
                              words[entry->kind]);
        cm_enter_symbol(p, &inner->names, entry->name.text, symbol);
    } else if (entry->kind == CM_SE_GROUP) {
        symbol = enter_inner(p, body, &inner->names, COMITIA_SYMBOL_GROUP,
                             entry->name, "group");
    }
    for (uint32_t i = 0; i < entry->n_rows; i++)
        cm_enter_symbol(p, &inner->names, entry->rows[i].name.text,
                        enter_common(p, COMITIA_SYMBOL_PLAYER,
                                     entry->rows[i].name, "members"));
    enter_measures(p, body, entry);
    add_outline(p, words[entry->kind], entry->span, entry->name, entry->title,
                outline, symbol);
}

/* Rows of a table are declared at its path, if the model could be read. */
static void enter_rows(cm_placer *p)
{
    for (uint32_t b = 0; b < p->model->n_bodies; b++) {
        const cm_body *body = &p->model->bodies[b];
        cm_inner *inner =
            cm_inner_of(p, cm_symbol_in(&p->common, body->label.name));
        for (uint32_t e = 0; inner && e < body->n_entries; e++) {
            const cm_label *label = &body->entries[e].label;
            if (cm_symbol_in(&inner->names, label->name) != COMITIA_NOWHERE)
                continue;
            const char *name = cm_strdup(p->arena, label->name);
            uint32_t row = cm_symbol_in(&p->common, name);
            if (row == COMITIA_NOWHERE)
                row = cm_add_symbol(p, COMITIA_SYMBOL_PLAYER,
                                    (cm_word){name, label->span}, "member");
            if (row == COMITIA_NOWHERE || !name) {
                p->failed = true;
                return;
            }
            comitia_symbol *symbol = &p->symbols.at[row];
            symbol->from_table = true;
            if (symbol->declared.line == 0)
                symbol->declared = span_of(label->span);
            if (!symbol->title && label->title)
                symbol->title = cm_strdup(p->arena, label->title);
            cm_enter_symbol(p, &p->common, name, row);
            cm_enter_symbol(p, &inner->names, name, row);
        }
    }
}

/* ---- the rest ------------------------------------------------------------ */

static void enter_file(cm_placer *p, const cm_syntax_declaration *d)
{
    cm_buf asked;
    cm_buf_init(&asked, p->scratch);
    cm_word path = d->use.path;
    const char *whole =
        cm_path_join(&asked, p->texts[path.span.file].asked, path.text);
    uint32_t symbol = cm_add_symbol(p, COMITIA_SYMBOL_FILE, path, "use");
    p->failed |= !whole;
    cm_add_place(p, path, symbol, false);
    add_outline(p, "use", d->span, (cm_word){0}, path, COMITIA_NOWHERE, symbol);
    for (uint32_t i = 0; whole && i < p->n_texts; i++)
        if (symbol != COMITIA_NOWHERE && !strcmp(p->texts[i].asked, whole))
            p->symbols.at[symbol].declared = (comitia_span){
                .file = i, .line = 1, .column = 1, .end_column = 1};
}

/* Goals are asked for by their labels; other labels are asked for by nothing,
   so each is a symbol of its own. */
static void enter_label(cm_placer *p, uint32_t talks,
                        const cm_syntax_line *line)
{
    if (!line->label.text)
        return;
    if (line->kind == CM_LINE_GOAL) {
        enter_inner(p, talks, &cm_inner_of(p, talks)->labels,
                    COMITIA_SYMBOL_LABEL, line->label, "goal");
        return;
    }
    uint32_t label =
        cm_add_symbol(p, COMITIA_SYMBOL_LABEL, line->label, "label");
    if (label != COMITIA_NOWHERE)
        p->symbols.at[label].in = talks;
    cm_add_place(p, line->label, label, true);
}

static void enter_points(cm_placer *p, uint32_t talks,
                         const cm_syntax_talks *syntax)
{
    for (uint32_t i = 0; i < syntax->n_lines; i++) {
        const cm_syntax_line *line = &syntax->lines[i];
        cm_inner *inner = cm_inner_of(p, talks);
        if (!inner)
            return;
        uint32_t point = COMITIA_NOWHERE;
        if (line->is_point)
            point = enter_inner(p, talks, &inner->names, COMITIA_SYMBOL_POINT,
                                line->name, "point");
        else
            enter_label(p, talks, line);
        if (point != COMITIA_NOWHERE && !p->symbols.at[point].title)
            p->symbols.at[point].title = line->title.text;
    }
}

static void enter_inside(cm_placer *p, const cm_syntax_declaration *d,
                         uint32_t symbol, uint32_t outline)
{
    give_inner(p, symbol);
    if (!cm_inner_of(p, symbol))
        return;
    if (d->kind == CM_S_BODY)
        for (uint32_t i = 0; i < d->body.n_entries; i++)
            enter_entry(p, symbol, outline, &d->body.entries[i]);
    if (d->kind == CM_S_TALKS)
        enter_points(p, symbol, &d->talks);
    for (uint32_t i = 0; d->kind == CM_S_FACT && i < d->fact.n_options; i++) {
        uint32_t option =
            enter_inner(p, symbol, &cm_inner_of(p, symbol)->names,
                        COMITIA_SYMBOL_OPTION, d->fact.options[i].name,
                        "option");
        if (option != COMITIA_NOWHERE)
            p->symbols.at[option].title = d->fact.options[i].title.text;
    }
}

/* A source that is called like a player or a body is that player or body: its
   name stands for both, and is changed with it. */
static void enter_source(cm_placer *p, const cm_syntax_declaration *d)
{
    uint32_t symbol = cm_symbol_in(&p->common, d->name.text);
    if (symbol != COMITIA_NOWHERE &&
        p->symbols.at[symbol].kind != COMITIA_SYMBOL_PLAYER &&
        p->symbols.at[symbol].kind != COMITIA_SYMBOL_BODY)
        symbol = COMITIA_NOWHERE;
    if (symbol == COMITIA_NOWHERE)
        symbol = cm_add_symbol(p, COMITIA_SYMBOL_SOURCE, d->name, "source");
    cm_add_place(p, d->name, symbol, true);
    cm_enter_symbol(p, &p->sources, d->name.text, symbol);
    add_outline(p, "source", d->span, d->name, d->title, COMITIA_NOWHERE,
                symbol);
}

static void enter(cm_placer *p, const cm_syntax_declaration *d)
{
    static const char *const times[] = {
        [CM_ON] = "on", [CM_BY] = "by", [CM_SINCE] = "since"};
    const struct declared *kind = &kinds[d->kind];
    uint32_t symbol = COMITIA_NOWHERE;
    if (d->kind == CM_S_USE) {
        enter_file(p, d);
        return;
    }
    if (d->kind == CM_S_SOURCE)
        return; /* players come first */
    if (kind->in_common)
        symbol = enter_common(p, kind->kind, d->name, kind->word);
    const char *word =
        d->kind == CM_S_EVENT ? times[d->event.time] : kind->word;
    uint32_t outline = add_outline(p, word, d->span, d->name, d->title,
                                   COMITIA_NOWHERE, symbol);
    if (d->kind == CM_S_BODY || d->kind == CM_S_FACT || d->kind == CM_S_TALKS)
        enter_inside(p, d, symbol, outline);
}

void cm_place_declarations(cm_placer *p, const cm_syntax *syntax)
{
    for (uint32_t i = 0; i < syntax->n && !p->failed; i++)
        enter(p, &syntax->at[i]);
    if (!p->failed)
        enter_rows(p);
    for (uint32_t i = 0; i < syntax->n && !p->failed; i++)
        if (syntax->at[i].kind == CM_S_SOURCE)
            enter_source(p, &syntax->at[i]);
}
