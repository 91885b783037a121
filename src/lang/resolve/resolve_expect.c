/* Lines by which a file tests itself (LANGUAGE, sections 3 and 15). */
#include "lang/resolve/names.h"

/* ---- what an expect is about -------------------------------------------- */

/* Kinds of subjects, as bits. */
enum { ACTS = 1, FACTS = 2, LAW = 4 /* outcomes and ladders */ };

static unsigned kind_bit(cm_cond_kind what)
{
    switch (what) {
    case CM_COND_ACT:
    case CM_COND_EITHER: return ACTS;
    case CM_COND_FACT: return FACTS;
    case CM_COND_OUTCOME:
    case CM_COND_LADDER: return LAW;
    default: return 0;
    }
}

/* The subject, one of `kinds`; else C0209. */
static bool resolve_subject(cm_resolver *r, const cm_ref *ref, unsigned kinds,
                            const char *wanted, cm_expect *expect)
{
    cm_target target;
    cm_word no_option = {0};
    if (!cm_resolve_ref(r, ref, no_option, NULL, &target))
        return false;
    if (!(kind_bit(target.what) & kinds)) {
        cm_wrong_kind(r, ref->name, wanted);
        return false;
    }
    expect->what = target.what;
    expect->index = target.index;
    expect->other = target.other;
    return true;
}

static bool resolve_decided(cm_resolver *r, const cm_ref *ref,
                            cm_expect *expect)
{
    return resolve_subject(r, ref, ACTS | LAW, "an act, an outcome or a ladder",
                           expect);
}

static uint32_t resolve_player(cm_resolver *r, cm_word word)
{
    return cm_find_kind(r, word, CM_NAME_PLAYER,
                        "a party, a member or an actor");
}

/* Who is named, in the order of the names, each player once. */
typedef struct named {
    cm_resolver *r;
    cm_map seen;
    cm_vec(uint32_t) players;
} named;

static void add_player(named *n, uint32_t player)
{
    cm_resolver *r = n->r;
    const char *name = r->model->players[player].label.name;
    if (cm_map_get(&n->seen, name) != CM_MAP_NONE)
        return;
    if (!cm_map_put(&r->scratch, &n->seen, name, player) ||
        !cm_push(r->arena, &n->players, player))
        r->failed = true;
}

/* The players among the entries of the groups of this name; false if no body
   has one. */
static bool add_group(named *n, const char *name)
{
    const cm_model *model = n->r->model;
    bool found = false;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        const cm_group *group = cm_body_group(body, name);
        found |= group != NULL;
        for (uint32_t e = 0; group && e < group->n_entries; e++)
            if (!body->entries[group->entries[e]].as)
                add_player(n, body->entries[group->entries[e]].player);
    }
    return found;
}

/* A player of the name comes before a group, as in `can`. */
static void resolve_who(cm_resolver *r, cm_words words, cm_expect *expect)
{
    named n = {.r = r};
    for (uint32_t i = 0; i < words.n; i++) {
        const char *name = words.at[i].text;
        if (name && cm_model_name(r->model, name).kind != CM_NAME_PLAYER &&
            add_group(&n, name))
            continue;
        uint32_t player = resolve_player(r, words.at[i]);
        if (player != CM_NONE)
            add_player(&n, player);
    }
    expect->who = n.players.at;
    expect->n_who = (uint32_t)n.players.n;
}

/* `needs` asks of an act by a body; a base is one of that body. */
static void resolve_needs(cm_resolver *r, const cm_syntax_expect *said,
                          cm_expect *expect)
{
    cm_base base;
    if (!resolve_subject(r, &said->subject, ACTS, "an act by a body", expect))
        return;
    const cm_act *act = &r->acts[expect->index];
    if (act->body == CM_NONE) {
        if (act->player != CM_NONE)
            cm_diag_add(r->diags, "C0209", CM_ERROR, said->subject.name.span,
                        "%s is an act by one player: no seats are counted",
                        said->subject.name.text);
        return;
    }
    expect->has_base = said->has_base;
    if (!said->has_base || !cm_resolve_base(r, act->body, said->base,
                                            said->base_word, said->in, &base))
        return;
    expect->base = base.kind;
    expect->measure = base.measure;
    expect->in = base.in;
}

/* ---- deals -------------------------------------------------------------- */

static bool is_goal(const cm_line *line)
{
    return line->kind == CM_LINE_GOAL && line->label;
}

/* C0202 at a label that no goal has. */
static void resolve_goal(cm_resolver *r, cm_word label, const cm_talks *talks)
{
    cm_near near;
    for (uint32_t i = 0; i < talks->n_lines; i++)
        if (is_goal(&talks->lines[i]) &&
            strcmp(talks->lines[i].label, label.text) == 0)
            return;
    cm_diag *diag =
        cm_diag_add(r->diags, "C0202", CM_ERROR, label.span,
                    "%s has no goal called %s", talks->label.name, label.text);
    cm_diag_note_at(r->diags, diag, talks->label.span, "%s is declared here",
                    talks->label.name);
    cm_near_begin(&near, r, label.text);
    for (uint32_t i = 0; i < talks->n_lines && !cm_near_tired(&near); i++)
        if (is_goal(&talks->lines[i]))
            cm_near_try(&near, talks->lines[i].label, talks->lines[i].span);
    cm_near_help(&near, diag);
}

static void resolve_deal(cm_resolver *r, const cm_syntax_expect *said,
                         cm_expect *expect)
{
    expect->talks = cm_find_kind(r, said->subject.name, CM_NAME_TALKS, "talks");
    expect->goal = said->goal.text;
    if (expect->talks != CM_NONE && expect->goal)
        resolve_goal(r, said->goal, &r->model->talks[expect->talks]);
}

/* ---- settings ----------------------------------------------------------- */

static void resolve_setting(cm_resolver *r, const cm_syntax_setting *said,
                            cm_suppose *suppose)
{
    cm_target target;
    if (!cm_resolve_ref(r, &said->ref, said->option, NULL, &target))
        return;
    if (cm_is_computed(r, target)) {
        cm_diag *diag =
            cm_diag_add(r->diags, "C0209", CM_ERROR, said->ref.name.span,
                        "%s follows from other things: it cannot be supposed",
                        said->ref.name.text);
        cm_diag_help(r->diags, diag,
                     "suppose the acts and facts that %s depends on",
                     said->ref.name.text);
        return;
    }
    *suppose = (cm_suppose){.what = target.what,
                            .index = target.index,
                            .other = target.other,
                            .option = target.option,
                            .value = !said->negated,
                            .player = CM_NONE,
                            .text = said->text};
}

static void resolve_settings(cm_resolver *r, const cm_syntax_expect *said,
                             cm_expect *expect)
{
    cm_suppose *ifs = cm_new_n(r->arena, cm_suppose, said->n_settings);
    if (!ifs) {
        r->failed = true;
        return;
    }
    for (uint32_t i = 0; i < said->n_settings; i++)
        resolve_setting(r, &said->settings[i], &ifs[i]);
    expect->ifs = ifs;
    expect->n_ifs = said->n_settings;
}

/* ---- all of them -------------------------------------------------------- */

static void resolve_claims(cm_resolver *r, const cm_syntax_expect *said,
                           cm_expect *expect)
{
    switch (said->kind) {
    case CM_EXPECT_CAN:
        resolve_who(r, said->who, expect);
        resolve_decided(r, &said->subject, expect);
        break;
    case CM_EXPECT_NEEDS: resolve_needs(r, said, expect); break;
    case CM_EXPECT_STATUS:
        resolve_subject(r, &said->subject, ACTS | FACTS | LAW,
                        "an act, a fact, an outcome or a ladder", expect);
        break;
    case CM_EXPECT_RESULT:
        resolve_subject(r, &said->subject, ACTS, "an act", expect);
        break;
    case CM_EXPECT_DEAL: resolve_deal(r, said, expect); break;
    case CM_EXPECT_COALITIONS:
        resolve_decided(r, &said->subject, expect);
        break;
    case CM_EXPECT_CHANCE:
        resolve_subject(r, &said->subject, ACTS | FACTS | LAW,
                        "an act, a fact, an outcome or a ladder", expect);
        break;
    case CM_EXPECT_INDEX:
        if (said->who.n)
            expect->player = resolve_player(r, said->who.at[0]);
        resolve_decided(r, &said->subject, expect);
        break;
    }
}

static void resolve_expect(cm_resolver *r, const cm_syntax_declaration *d,
                           cm_expect *expect)
{
    const cm_syntax_expect *said = &d->expect;
    *expect = (cm_expect){.kind = said->kind,
                          .span = said->first,
                          .line_span = d->span,
                          .cites = d->cites,
                          .text = said->text,
                          .has_on = said->on.is_there,
                          .on = said->on.days,
                          .index = CM_NONE,
                          .other = CM_NONE,
                          .negated = said->negated,
                          .block = said->block,
                          .number = said->number.value,
                          .measure = CM_NONE,
                          .minimal = said->minimal,
                          .power_index = said->power_index,
                          .player = CM_NONE,
                          .status = said->status,
                          .result = said->result,
                          .talks = CM_NONE};
    resolve_claims(r, said, expect);
    resolve_settings(r, said, expect);
}

/* Those of used files are looked through, too, but only the main file's are
   run. */
comitia_status cm_resolve_expects(cm_resolver *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        n += r->syntax->at[i].kind == CM_S_EXPECT ? 1 : 0;
    cm_expect *expects = cm_new_n(r->arena, cm_expect, n);
    if (!expects)
        return COMITIA_E_NOMEM;
    n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++) {
        const cm_syntax_declaration *d = &r->syntax->at[i];
        cm_expect expect;
        if (d->kind != CM_S_EXPECT)
            continue;
        resolve_expect(r, d, &expect);
        if (d->span.file == 0)
            expects[n++] = expect;
    }
    r->model->expects = expects;
    r->model->n_expects = n;
    return cm_resolved(r);
}
