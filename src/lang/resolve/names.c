#include "lang/resolve/names.h"

comitia_status cm_resolved(const cm_resolver *r)
{
    if (r->status != COMITIA_OK)
        return r->status;
    return r->failed || r->diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

const char *cm_name_kind_text(cm_name_kind kind)
{
    switch (kind) {
    case CM_NAME_NOTHING: break;
    case CM_NAME_PLAYER: return "a player";
    case CM_NAME_BODY: return "a body";
    case CM_NAME_ACT: return "an act";
    case CM_NAME_FACT: return "a fact";
    case CM_NAME_OUTCOME: return "an outcome";
    case CM_NAME_LADDER: return "a ladder";
    case CM_NAME_TALKS: return "talks";
    case CM_NAME_SOURCE: return "a source";
    case CM_NAME_MEMBER: return "a member that votes as something";
    }
    return "nothing";
}

/* A choice is a fact with options; a reader should see which it is. */
static const char *kind_text(const cm_resolver *r, cm_name name)
{
    if (name.kind == CM_NAME_FACT && r->facts[name.index].is_choice)
        return "a choice";
    return cm_name_kind_text(name.kind);
}

/* ---- diagnostics -------------------------------------------------------- */

cm_span cm_name_span(const cm_resolver *r, const char *name)
{
    uint32_t i = cm_map_get(&r->model->names, name);
    return i == CM_MAP_NONE ? CM_NO_SPAN : r->names_at.at[i];
}

/* What kind of name was looked for, and so which may be offered. */
typedef enum wanted_name { OF_LAW, OF_TALKS, OF_SOURCE } wanted_name;

/* Is it a group of some body, known there alone? */
static bool help_group(cm_resolver *r, cm_word word, cm_diag *diag)
{
    for (uint32_t b = 0; b < r->model->n_bodies; b++) {
        uint32_t group = cm_group_named(r, b, word.text);
        const cm_body *body = &r->bodies[b];
        r->near_work++;
        if (group == CM_NONE || group >= body->n_groups)
            continue;
        cm_diag_help(r->diags, diag,
                     "a group is known in rules of its body only; name its "
                     "entries one by one");
        cm_diag_note_at(r->diags, diag, body->groups[group].label.span,
                        "a group of %s", body->label.name);
        return true;
    }
    return false;
}

static cm_diag *unknown(cm_resolver *r, cm_word word, wanted_name wanted)
{
    if (!word.text || r->incomplete)
        return NULL;
    cm_diag *diag = cm_diag_add(r->diags, "C0202", CM_ERROR, word.span,
                                "nothing is called %s", word.text);
    if (!diag)
        return NULL;
    uint32_t point = cm_map_get(&r->points, word.text);
    if (point != CM_MAP_NONE) {
        cm_diag_help(r->diags, diag, "a point is known inside its talks only");
        cm_diag_note_at(r->diags, diag, r->points_at.at[point].span,
                        "the point is here");
        return diag;
    }
    cm_near near;
    cm_near_begin(&near, r, word.text);
    if (!cm_near_tired(&near) && help_group(r, word, diag))
        return diag;
    if (wanted == OF_TALKS)
        cm_near_try_words(&near, r->points_at.at, r->points_at.n);
    if (wanted == OF_SOURCE)
        cm_near_try_words(&near, r->sources_at.at, r->sources_at.n);
    else
        cm_near_try_all(&near);
    cm_near_help(&near, diag);
    return diag;
}

cm_diag *cm_unknown(cm_resolver *r, cm_word word)
{
    return unknown(r, word, OF_LAW);
}

cm_diag *cm_unknown_in_talks(cm_resolver *r, cm_word word)
{
    return unknown(r, word, OF_TALKS);
}

cm_diag *cm_wrong_kind(cm_resolver *r, cm_word word, const char *wanted)
{
    cm_name name = {word.text, CM_NAME_NOTHING, CM_NONE};
    cm_span at = CM_NO_SPAN;
    uint32_t i = cm_map_get(&r->model->names, word.text);
    uint32_t source = cm_map_get(&r->model->source_names, word.text);
    if (i != CM_MAP_NONE) {
        name = r->names.at[i];
        at = r->names_at.at[i];
    } else if (source != CM_MAP_NONE) {
        name.kind = CM_NAME_SOURCE;
        at = r->sources_at.at[source].span;
    }
    cm_diag *diag = name.kind == CM_NAME_NOTHING
                        ? cm_diag_add(r->diags, "C0209", CM_ERROR, word.span,
                                      "%s is not %s", word.text, wanted)
                        : cm_diag_add(r->diags, "C0209", CM_ERROR, word.span,
                                      "%s is %s, not %s", word.text,
                                      kind_text(r, name), wanted);
    if (at.line)
        cm_diag_note_at(r->diags, diag, at, "%s is declared here", word.text);
    return diag;
}

cm_diag *cm_already(cm_resolver *r, const char *name, cm_span span,
                    cm_span first)
{
    cm_diag *diag = cm_diag_add(r->diags, "C0203", CM_ERROR, span,
                                "%s is here a second time", name);
    if (first.line)
        cm_diag_note_at(r->diags, diag, first, "the first is here");
    return diag;
}

/* C0203 between things of one name space. */
static void taken(cm_resolver *r, const char *name, cm_span span,
                  const char *kind, const char *other, cm_span first)
{
    if (strcmp(kind, other) == 0) {
        cm_already(r, name, span, first);
        return;
    }
    cm_diag *diag =
        cm_diag_add(r->diags, "C0203", CM_ERROR, span,
                    "%s cannot be %s: it is %s already", name, kind, other);
    if (first.line)
        cm_diag_note_at(r->diags, diag, first, "the first is here");
}

bool cm_check_chance(cm_resolver *r, const cm_figure *figure)
{
    if (!figure->value)
        return true;
    if (!figure->is_share) {
        cm_diag *diag = cm_diag_add(r->diags, "C0401", CM_ERROR, figure->span,
                                    "a chance is a percent or a fraction");
        cm_diag_help(r->diags, diag, "write 70%% or 7/10");
        return false;
    }
    if (mpq_cmp_ui(figure->value->q, 1, 1) > 0) {
        cm_diag_add(r->diags, "C0401", CM_ERROR, figure->span,
                    "a chance is at most 1");
        return false;
    }
    return true;
}

bool cm_figure_u64(const cm_figure *figure, uint64_t *value)
{
    if (!figure->value || !figure->is_integer)
        return false;
    mpz_srcptr z = mpq_numref(figure->value->q);
    if (mpz_sizeinbase(z, 2) > 64)
        return false;
    *value = 0;
    mpz_export(value, NULL, -1, sizeof *value, 0, 0, z);
    return true;
}

/* ---- entering ----------------------------------------------------------- */

static bool is_player_or_body(cm_name_kind kind)
{
    return kind == CM_NAME_PLAYER || kind == CM_NAME_MEMBER ||
           kind == CM_NAME_BODY;
}

static bool add_name(cm_resolver *r, const char *name, cm_span span,
                     cm_name_kind kind, uint32_t index)
{
    uint32_t at = (uint32_t)r->names.n;
    if (cm_push(r->arena, &r->names, (cm_name){name, kind, index}) &&
        cm_push(&r->scratch, &r->names_at, span) &&
        cm_map_put(r->arena, &r->model->names, name, at))
        return true;
    r->failed = true;
    return false;
}

/* Points and sources that were entered before may keep a name from others. */
static bool is_free(cm_resolver *r, const char *name, cm_span span,
                    cm_name_kind kind)
{
    uint32_t point = cm_map_get(&r->points, name);
    if (point != CM_MAP_NONE) {
        taken(r, name, span, cm_name_kind_text(kind), "a point of talks",
              r->points_at.at[point].span);
        return false;
    }
    uint32_t source = cm_map_get(&r->model->source_names, name);
    if (source != CM_MAP_NONE && !is_player_or_body(kind)) {
        taken(r, name, span, cm_name_kind_text(kind), "a source",
              r->sources_at.at[source].span);
        return false;
    }
    return true;
}

bool cm_enter_name(cm_resolver *r, const char *name, cm_span span,
                   cm_name_kind kind, uint32_t index)
{
    uint32_t i = cm_map_get(&r->model->names, name);
    if (i != CM_MAP_NONE) {
        taken(r, name, span, cm_name_kind_text(kind),
              cm_name_kind_text(r->names.at[i].kind), r->names_at.at[i]);
        return false;
    }
    return is_free(r, name, span, kind) && add_name(r, name, span, kind, index);
}

static uint32_t new_player(cm_resolver *r, const cm_label *label)
{
    cm_model *model = r->model;
    size_t n = model->n_players;
    if (!cm_vec_grow(r->arena, (void **)&r->players, n, &r->players_cap,
                     sizeof *r->players)) {
        r->failed = true;
        return CM_NONE;
    }
    r->players[n] = (cm_player){.label = *label};
    model->players = r->players;
    return model->n_players++;
}

uint32_t cm_enter_player(cm_resolver *r, const cm_label *label,
                         cm_name_kind kind)
{
    uint32_t i = cm_map_get(&r->model->names, label->name);
    if (i != CM_MAP_NONE) {
        cm_name *name = &r->names.at[i];
        if (name->kind == CM_NAME_PLAYER || name->kind == CM_NAME_MEMBER) {
            cm_player *player = &r->players[name->index];
            if (kind == CM_NAME_PLAYER)
                name->kind = CM_NAME_PLAYER;
            if (!player->label.title)
                player->label.title = label->title;
            return name->index;
        }
        taken(r, label->name, label->span, cm_name_kind_text(kind),
              cm_name_kind_text(name->kind), r->names_at.at[i]);
        return new_player(r, label);
    }
    uint32_t player = new_player(r, label);
    if (player != CM_NONE && is_free(r, label->name, label->span, kind))
        add_name(r, label->name, label->span, kind, player);
    return player;
}

static void enter_actor(cm_resolver *r, const cm_syntax_declaration *d)
{
    cm_label label = {.name = d->name.text,
                      .title = d->title.text,
                      .span = d->name.span,
                      .cites = d->cites};
    uint32_t p = cm_enter_player(r, &label, CM_NAME_PLAYER);
    if (p == CM_NONE)
        return;
    cm_player *player = &r->players[p];
    if (player->is_actor) {
        cm_already(r, label.name, label.span, cm_name_span(r, label.name));
        return;
    }
    player->is_actor = true;
    const cm_words *words[] = {&d->actor.also, &d->actor.roles};
    const char ***lists[] = {&player->also, &player->roles};
    for (int k = 0; k < 2; k++) {
        *lists[k] = cm_new_n(r->arena, const char *, words[k]->n);
        if (!*lists[k]) {
            r->failed = true;
            return;
        }
        for (uint32_t i = 0; i < words[k]->n; i++)
            (*lists[k])[i] = words[k]->at[i].text;
    }
    player->n_also = words[0]->n;
    player->n_roles = words[1]->n;
    cm_colour_player(r, p, d->actor.look);
}

static void enter_source(cm_resolver *r, const cm_syntax_declaration *d)
{
    uint32_t index = (uint32_t)r->sources_at.n;
    if (!cm_push(&r->scratch, &r->sources_at, d->name)) {
        r->failed = true;
        return;
    }
    const char *name = d->name.text;
    uint32_t source = cm_map_get(&r->model->source_names, name);
    uint32_t point = cm_map_get(&r->points, name);
    uint32_t i = cm_map_get(&r->model->names, name);
    if (source != CM_MAP_NONE)
        taken(r, name, d->name.span, "a source", "a source",
              r->sources_at.at[source].span);
    else if (point != CM_MAP_NONE)
        taken(r, name, d->name.span, "a source", "a point of talks",
              r->points_at.at[point].span);
    else if (i != CM_MAP_NONE && !is_player_or_body(r->names.at[i].kind))
        taken(r, name, d->name.span, "a source",
              cm_name_kind_text(r->names.at[i].kind), r->names_at.at[i]);
    else if (!cm_map_put(r->arena, &r->model->source_names, name, index))
        r->failed = true;
}

/* Two talks may have points of the same name; nothing else may share it. */
static void enter_point(cm_resolver *r, cm_word word, uint32_t talks)
{
    uint32_t i = cm_map_get(&r->model->names, word.text);
    uint32_t source = cm_map_get(&r->model->source_names, word.text);
    uint32_t point = cm_map_get(&r->points, word.text);
    if (i != CM_MAP_NONE) {
        taken(r, word.text, word.span, "a point of talks",
              cm_name_kind_text(r->names.at[i].kind), r->names_at.at[i]);
    } else if (source != CM_MAP_NONE) {
        taken(r, word.text, word.span, "a point of talks", "a source",
              r->sources_at.at[source].span);
    } else if (point != CM_MAP_NONE) {
        if (r->points_of.at[point] == talks)
            cm_already(r, word.text, word.span, r->points_at.at[point].span);
        r->points_of.at[point] = talks;
        r->points_at.at[point] = word;
    } else if (!cm_push(&r->scratch, &r->points_at, word) ||
               !cm_push(&r->scratch, &r->points_of, talks) ||
               !cm_map_put(&r->scratch, &r->points, word.text,
                           (uint32_t)r->points_at.n - 1)) {
        r->failed = true;
    }
}

static void enter_talks(cm_resolver *r, const cm_syntax_declaration *d,
                        uint32_t index)
{
    cm_enter_name(r, d->name.text, d->name.span, CM_NAME_TALKS, index);
    for (uint32_t i = 0; i < d->talks.n_lines; i++)
        if (d->talks.lines[i].is_point)
            enter_point(r, d->talks.lines[i].name, index);
}

static cm_label label_of(const cm_syntax_declaration *d)
{
    return (cm_label){.name = d->name.text,
                      .title = d->title.text,
                      .span = d->name.span,
                      .cites = d->cites};
}

static uint32_t steps_of(const cm_syntax_declaration *d)
{
    return d->ladder.n_steps * (d->ladder.against.text ? 3 : 2);
}

/* How many of each kind there will be; then the next of each kind. */
typedef struct counts {
    uint32_t bodies, acts, facts, outcomes, ladders, sources, talks;
} counts;

static counts count_all(const cm_syntax *syntax)
{
    counts n = {0};
    for (uint32_t i = 0; i < syntax->n; i++) {
        const cm_syntax_declaration *d = &syntax->at[i];
        n.bodies += d->kind == CM_S_BODY;
        n.acts += d->kind == CM_S_ACT;
        n.facts += d->kind == CM_S_FACT;
        n.outcomes += d->kind == CM_S_OUTCOME;
        n.sources += d->kind == CM_S_SOURCE;
        n.talks += d->kind == CM_S_TALKS;
        if (d->kind == CM_S_LADDER) {
            n.ladders++;
            n.acts += steps_of(d);
        }
    }
    return n;
}

static bool make_room(cm_resolver *r, counts n)
{
    cm_model *model = r->model;
    model->bodies = r->bodies = cm_new_n(r->arena, cm_body, n.bodies);
    model->acts = r->acts = cm_new_n(r->arena, cm_act, n.acts);
    model->facts = r->facts = cm_new_n(r->arena, cm_fact, n.facts);
    model->outcomes = r->outcomes = cm_new_n(r->arena, cm_outcome, n.outcomes);
    model->ladders = r->ladders = cm_new_n(r->arena, cm_ladder, n.ladders);
    r->body_names = cm_new_n(&r->scratch, cm_body_names, n.bodies);
    r->act_names = cm_new_n(&r->scratch, cm_act_names, n.acts);
    r->ladder_names = cm_new_n(&r->scratch, cm_ladder_names, n.ladders);
    r->options = cm_new_n(&r->scratch, cm_map, n.facts);
    model->n_bodies = n.bodies;
    model->n_acts = n.acts;
    model->n_facts = n.facts;
    model->n_outcomes = n.outcomes;
    model->n_ladders = n.ladders;
    model->n_sources = n.sources;
    model->n_talks = n.talks;
    return r->bodies && r->acts && r->facts && r->outcomes && r->ladders &&
           r->body_names && r->act_names && r->ladder_names && r->options;
}

static void enter(cm_resolver *r, const cm_syntax_declaration *d, counts *next)
{
    const char *name = d->name.text;
    cm_span span = d->name.span;
    switch (d->kind) {
    case CM_S_BODY:
        r->bodies[next->bodies].label = label_of(d);
        cm_enter_name(r, name, span, CM_NAME_BODY, next->bodies);
        cm_enter_body(r, next->bodies++, d);
        break;
    case CM_S_ACTOR: enter_actor(r, d); break;
    case CM_S_ACT:
        r->acts[next->acts].label = label_of(d);
        cm_enter_name(r, name, span, CM_NAME_ACT, next->acts++);
        break;
    case CM_S_FACT:
        r->facts[next->facts].label = label_of(d);
        r->facts[next->facts].is_choice = d->fact.is_choice;
        cm_enter_name(r, name, span, CM_NAME_FACT, next->facts++);
        break;
    case CM_S_OUTCOME:
        r->outcomes[next->outcomes].label = label_of(d);
        cm_enter_name(r, name, span, CM_NAME_OUTCOME, next->outcomes++);
        break;
    case CM_S_LADDER:
        r->ladders[next->ladders].label = label_of(d);
        cm_enter_name(r, name, span, CM_NAME_LADDER, next->ladders++);
        next->acts += steps_of(d);
        break;
    case CM_S_SOURCE: enter_source(r, d); break;
    case CM_S_TALKS: enter_talks(r, d, next->talks++); break;
    case CM_S_USE:
    case CM_S_FORECAST:
    case CM_S_EVENT:
    case CM_S_REPORT:
    case CM_S_EXPECT: break;
    }
}

comitia_status cm_enter(cm_resolver *r)
{
    if (!make_room(r, count_all(r->syntax)))
        return COMITIA_E_NOMEM;
    counts next = {0};
    for (uint32_t i = 0; i < r->syntax->n && !r->failed; i++) {
        CM_TRY(cm_spend(r->ctx, 100));
        enter(r, &r->syntax->at[i], &next);
    }
    r->model->name_list = r->names.at;
    r->model->n_names = (uint32_t)r->names.n;
    return cm_resolved(r);
}

/* ---- finding ------------------------------------------------------------ */

bool cm_find_name(cm_resolver *r, cm_word word, cm_name *name)
{
    if (!word.text)
        return false;
    *name = cm_model_name(r->model, word.text);
    if (name->kind != CM_NAME_NOTHING)
        return true;
    if (cm_map_get(&r->model->source_names, word.text) != CM_MAP_NONE)
        cm_wrong_kind(r, word, "part of the law");
    else
        cm_unknown(r, word);
    return false;
}

uint32_t cm_find_kind(cm_resolver *r, cm_word word, cm_name_kind kind,
                      const char *wanted)
{
    if (!word.text)
        return CM_NONE;
    cm_name name = cm_model_name(r->model, word.text);
    if (name.kind == kind)
        return name.index;
    if (name.kind != CM_NAME_NOTHING ||
        cm_map_get(&r->model->source_names, word.text) != CM_MAP_NONE)
        cm_wrong_kind(r, word, wanted);
    else
        cm_unknown(r, word);
    return CM_NONE;
}

uint32_t cm_find_source(cm_resolver *r, cm_word word)
{
    if (!word.text)
        return CM_NONE;
    uint32_t source = cm_map_get(&r->model->source_names, word.text);
    if (source != CM_MAP_NONE)
        return source;
    cm_name name = cm_model_name(r->model, word.text);
    if (name.kind == CM_NAME_NOTHING) {
        unknown(r, word, OF_SOURCE);
        return CM_NONE;
    }
    cm_diag *diag = cm_wrong_kind(r, word, "a source");
    if (diag && (name.kind == CM_NAME_PLAYER || name.kind == CM_NAME_BODY))
        cm_diag_help(r->diags, diag, "declare it as one too: source %s",
                     word.text);
    return CM_NONE;
}

static uint32_t in_body(const cm_resolver *r, uint32_t body, const char *name,
                        uint32_t is_group)
{
    uint32_t at = body == CM_NONE
                      ? CM_MAP_NONE
                      : cm_map_get(&r->body_names[body].names, name);
    return at == CM_MAP_NONE || (at & 1) != is_group ? CM_NONE : at / 2;
}

uint32_t cm_entry_named(const cm_resolver *r, uint32_t body, const char *name)
{
    return in_body(r, body, name, 0);
}

uint32_t cm_group_named(const cm_resolver *r, uint32_t body, const char *name)
{
    return in_body(r, body, name, 1);
}

uint32_t cm_measure_named(const cm_resolver *r, uint32_t body, const char *name)
{
    return body == CM_NONE ? CM_NONE
                           : cm_map_get(&r->body_names[body].measures, name);
}

uint32_t cm_voter_named(cm_resolver *r, uint32_t act, const char *name)
{
    const cm_act *a = &r->acts[act];
    const cm_act_names *names = &r->act_names[act];
    if (!names->by_body)
        return a->n_voters == 1 &&
                       strcmp(r->players[a->voters[0].player].label.name,
                              name) == 0
                   ? 0
                   : CM_NONE;
    uint32_t outsider = cm_map_get(&names->outsiders, name);
    if (outsider != CM_MAP_NONE)
        return outsider;
    uint32_t entry = cm_entry_named(r, a->body, name);
    if (entry == CM_NONE)
        return CM_NONE;
    return names->voter_of ? names->voter_of[entry] : entry;
}
