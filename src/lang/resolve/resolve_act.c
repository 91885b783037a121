/* Acts and the steps of ladders: who decides, who has a ballot, by which rule
 * (LANGUAGE 4 to 6). */
#include "base/buf.h"
#include "lang/resolve/names.h"

/* Every act has a list of its voters, and a world one of their ballots. */
enum { MOST_VOTERS = 10000000 };

/* An act by a body as it is written; of a step only the rule. */
typedef struct body_act {
    cm_span name, by; /* C0207; C0220 */
    cm_words without;
    const cm_syntax_arm *arms;
    uint32_t n_arms;
    const cm_syntax_rule *quorum;
} body_act;

/* ---- voters ------------------------------------------------------------- */

static cm_voter *voters_of(cm_resolver *r, const cm_body *body,
                           const uint32_t *voter_of, uint32_t n)
{
    cm_voter *voters = cm_new_n(r->arena, cm_voter, n);
    if (!voters) {
        r->failed = true;
        return NULL;
    }
    for (uint32_t e = 0; e < body->n_entries; e++) {
        uint32_t v = voter_of ? voter_of[e] : e;
        if (v != CM_NONE)
            voters[v] = (cm_voter){body->entries[e].player, e, false};
    }
    return voters;
}

static void unfit_without(cm_resolver *r, uint32_t b, cm_word word)
{
    if (r->body_names[b].broken)
        return;
    cm_diag *diag = cm_diag_add(r->diags, "C0206", CM_ERROR, word.span,
                                "%s is no group, party or member of %s",
                                word.text, r->bodies[b].label.name);
    if (!diag)
        return;
    cm_near near;
    cm_near_begin(&near, r, word.text);
    cm_near_try_body(&near, b, false);
    cm_near_help(&near, diag);
}

/* Marks in out[] who does not take part; C0206, C0203. */
static void take_out(cm_resolver *r, uint32_t b, const cm_words *without,
                     bool *out)
{
    const cm_body *body = &r->bodies[b];
    cm_map seen = {0};
    for (uint32_t i = 0; i < without->n; i++) {
        cm_word word = without->at[i];
        uint32_t first = cm_map_get(&seen, word.text);
        if (first != CM_MAP_NONE)
            cm_already(r, word.text, word.span, without->at[first].span);
        else if (!cm_map_put(&r->scratch, &seen, word.text, i))
            r->failed = true;
        uint32_t e = cm_entry_named(r, b, word.text);
        uint32_t g = cm_group_named(r, b, word.text);
        if (e != CM_NONE)
            out[e] = true;
        for (uint32_t k = 0; g != CM_NONE && k < body->groups[g].n_entries; k++)
            out[body->groups[g].entries[k]] = true;
        if (e == CM_NONE && g == CM_NONE)
            unfit_without(r, b, word);
    }
}

/* The entries that take part, when some do not. */
static void leave_out(cm_resolver *r, uint32_t a, uint32_t b,
                      const body_act *syntax)
{
    const cm_body *body = &r->bodies[b];
    cm_act_names *names = &r->act_names[a];
    bool *out = cm_new_n(&r->scratch, bool, body->n_entries);
    uint32_t *voter_of = cm_new_n(&r->scratch, uint32_t, body->n_entries);
    if (!out || !voter_of) {
        r->failed = true;
        return;
    }
    take_out(r, b, &syntax->without, out);
    names->n_inside = 0;
    for (uint32_t e = 0; e < body->n_entries; e++)
        voter_of[e] = out[e] ? CM_NONE : names->n_inside++;
    names->voter_of = voter_of;
    r->list_work += body->n_entries;
    if (names->n_inside == 0 && body->n_entries && !r->body_names[b].broken)
        cm_diag_add(r->diags, "C0220", CM_ERROR, syntax->by,
                    "nobody of %s is left: `without` takes all of them out",
                    body->label.name);
}

static void seat_voters(cm_rule_maker *m, const body_act *syntax,
                        cm_chosen_map *own)
{
    cm_resolver *r = m->r;
    cm_body_names *of_body = &r->body_names[m->body];
    cm_act_names *names = &r->act_names[m->act];
    const cm_body *body = &r->bodies[m->body];
    names->by_body = true;
    names->n_inside = body->n_entries;
    if (syntax->without.n) {
        leave_out(r, m->act, m->body, syntax);
        m->voters.at = voters_of(r, body, names->voter_of, names->n_inside);
        m->voters.cap = names->n_inside;
        m->chosen = own;
    } else {
        if (!of_body->voters)
            of_body->voters = voters_of(r, body, NULL, body->n_entries);
        m->voters.at = (cm_voter *)of_body->voters;
        m->shared = true;
        m->chosen = &of_body->chosen;
    }
    m->voters.n = names->n_inside;
}

/* ---- rules of acts ------------------------------------------------------ */

static bool resolve_conds(cm_resolver *r, const body_act *syntax, cm_arm *arms)
{
    static const cm_scope only_facts = {.only_facts = true};
    bool fits = true;
    for (uint32_t i = 0; i < syntax->n_arms; i++)
        if (syntax->arms[i].cond) {
            arms[i].cond =
                cm_resolve_cond(r, syntax->arms[i].cond, &only_facts);
            fits &= arms[i].cond != NULL;
        }
    return fits;
}

static cm_arm *new_arms(cm_resolver *r, uint32_t n)
{
    cm_arm *arms = cm_new_n(r->arena, cm_arm, n);
    r->failed |= !arms;
    return arms;
}

/* All voters of all acts are bounded: C0701, once. */
static bool has_room(cm_resolver *r, uint32_t b, cm_span at)
{
    uint64_t before = r->list_work;
    r->list_work += r->bodies[b].n_entries;
    if (r->list_work <= MOST_VOTERS)
        return true;
    if (before <= MOST_VOTERS) {
        cm_diag *diag = cm_diag_add(
            r->diags, "C0701", CM_ERROR, at,
            "voters of all acts together: the limit is %d", MOST_VOTERS);
        cm_diag_help(r->diags, diag,
                     "this limit is fixed; no option raises it");
        r->list_work = (uint64_t)MOST_VOTERS + 1;
    }
    return false;
}

static void resolve_body_act(cm_resolver *r, uint32_t a, uint32_t b,
                             const body_act *syntax)
{
    cm_act *act = &r->acts[a];
    cm_chosen_map own = {0};
    cm_rule_maker m = {.r = r, .act = a, .body = b};
    cm_arm *arms = new_arms(r, syntax->n_arms);
    act->body = b;
    if (!arms || !has_room(r, b, syntax->name))
        return;
    seat_voters(&m, syntax, &own);
    if (r->failed)
        return;
    if (syntax->n_arms == 0) {
        cm_diag *diag = cm_diag_add(r->diags, "C0207", CM_ERROR, syntax->name,
                                    "%s decides by a rule, and none is given",
                                    r->bodies[b].label.name);
        cm_diag_help(r->diags, diag, "write needs more than half of ...");
    }
    for (uint32_t i = 0; i < syntax->n_arms && !r->failed; i++)
        arms[i].rule = cm_resolve_rule(&m, syntax->arms[i].rule, false);
    resolve_conds(r, syntax, arms);
    if (syntax->quorum && !r->failed)
        act->quorum = cm_resolve_rule(&m, syntax->quorum, true);
    act->arms = arms;
    act->n_arms = syntax->n_arms;
    act->voters = m.voters.at;
    act->n_voters = (uint32_t)m.voters.n;
}

/* ---- acts by one player ------------------------------------------------- */

static void player_act(cm_resolver *r, uint32_t a, uint32_t player)
{
    cm_voter *voter = cm_new(r->arena, cm_voter);
    if (!voter) {
        r->failed = true;
        return;
    }
    *voter = (cm_voter){player, CM_NONE, false};
    r->acts[a].player = player;
    r->acts[a].voters = voter;
    r->acts[a].n_voters = 1;
}

static void no_rule(cm_resolver *r, cm_span span, const char *who,
                    const char *word)
{
    if (span.line)
        cm_diag_help(r->diags,
                     cm_diag_add(r->diags, "C0215", CM_ERROR, span,
                                 "%s decides alone: its act takes no %s", who,
                                 word),
                     "leave it out: the act passes on the yes of %s", who);
}

/* ---- declarations ------------------------------------------------------- */

static body_act body_act_of(const cm_syntax_declaration *d)
{
    return (body_act){.name = d->name.span,
                      .by = d->act.by.span,
                      .without = d->act.without,
                      .arms = d->act.arms,
                      .n_arms = d->act.n_arms,
                      .quorum = d->act.quorum};
}

static void resolve_act(cm_resolver *r, uint32_t a,
                        const cm_syntax_declaration *d)
{
    cm_act *act = &r->acts[a];
    body_act syntax = body_act_of(d);
    cm_name name;
    act->body = act->player = act->ladder = act->court = CM_NONE;
    act->has_from = d->act.from.is_there;
    act->has_until = d->act.until.is_there;
    act->from = d->act.from.days;
    act->until = d->act.until.days;
    bool found = cm_find_name(r, d->act.by, &name);
    if (found && name.kind == CM_NAME_BODY) {
        resolve_body_act(r, a, name.index, &syntax);
        return;
    }
    if (found && name.kind == CM_NAME_PLAYER) {
        player_act(r, a, name.index);
        no_rule(r, d->act.without_span, d->act.by.text, "`without`");
        no_rule(r, d->act.needs_span, d->act.by.text, "rule");
        no_rule(r, d->act.quorum_span, d->act.by.text, "quorum");
        return;
    }
    if (found)
        cm_wrong_kind(r, d->act.by, "a body or a player");
    cm_arm *arms = new_arms(r, syntax.n_arms);
    if (arms)
        resolve_conds(r, &syntax, arms);
}

static void resolve_court(cm_resolver *r, uint32_t l, uint32_t c,
                          const cm_syntax_step *step)
{
    const cm_ladder *ladder = &r->ladders[l];
    const cm_court *court = &ladder->courts[c];
    if (ladder->by != CM_NONE)
        player_act(r, court->to, ladder->by);
    if (court->to_against != CM_NONE && ladder->against != CM_NONE)
        player_act(r, court->to_against, ladder->against);
    if (court->body != CM_NONE) {
        cm_syntax_arm arm = {.rule = step->rule};
        body_act syntax = {.name = step->court.span,
                           .by = step->court.span,
                           .arms = &arm,
                           .n_arms = step->rule ? 1 : 0};
        resolve_body_act(r, court->at, court->body, &syntax);
    } else if (court->player != CM_NONE) {
        player_act(r, court->at, court->player);
        no_rule(r, step->needs_span, step->court.text, "rule");
    }
}

comitia_status cm_resolve_acts(cm_resolver *r)
{
    uint32_t a = 0, l = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++) {
        const cm_syntax_declaration *d = &r->syntax->at[i];
        CM_TRY(cm_resolved(r));
        CM_TRY(cm_spend(r->ctx, 100));
        if (d->kind == CM_S_ACT)
            resolve_act(r, a++, d);
        if (d->kind != CM_S_LADDER)
            continue;
        for (uint32_t c = 0; c < d->ladder.n_steps; c++)
            resolve_court(r, l, c, &d->ladder.steps[c]);
        a += d->ladder.n_steps * (d->ladder.against.text ? 3 : 2);
        l++;
    }
    return cm_resolved(r);
}
