/* Forecasts: who votes yes with which chance (LANGUAGE 9). */
#include <stdlib.h>

#include "lang/resolve/names.h"

/* One act of a forecast, while its shares are read. */
typedef struct maker {
    cm_resolver *r;
    const cm_syntax_forecast *syntax;
    uint32_t act;
    /** Of each voter: 1 + the share that names it itself, that names a group
        of it; 0: none. */
    uint32_t *own, *by_group;
    uint32_t rest; /* 1 + the share that is `rest` */
    bool *found;   /* of each share: its name fits some act */
    cm_map groups; /* name -> share: each is looked at once */
} maker;

typedef cm_vec(cm_forecast) forecasts;

static void name_own(maker *m, uint32_t voter, uint32_t i)
{
    const cm_syntax_share *shares = m->syntax->shares;
    if (m->own[voter])
        cm_already(m->r, shares[i].name.text, shares[i].name.span,
                   shares[m->own[voter] - 1].name.span);
    else
        m->own[voter] = i + 1;
}

static uint32_t voter_of_entry(const maker *m, uint32_t entry)
{
    const cm_body *body = &m->r->bodies[m->r->acts[m->act].body];
    return cm_voter_named(m->r, m->act, body->entries[entry].label.name);
}

/* A voter in two of the groups has no chance of its own, unless it is named
   by itself: that is settled when all shares are read. */
static void name_group(maker *m, uint32_t g, uint32_t i)
{
    const cm_group *group = &m->r->bodies[m->r->acts[m->act].body].groups[g];
    for (uint32_t k = 0; k < group->n_entries; k++) {
        uint32_t voter = voter_of_entry(m, group->entries[k]);
        if (voter == CM_NONE || m->own[voter])
            continue;
        if (m->by_group[voter])
            cm_already(m->r, m->syntax->shares[i].name.text,
                       m->syntax->shares[i].name.span,
                       m->syntax->shares[m->by_group[voter] - 1].name.span);
        else
            m->by_group[voter] = i + 1;
    }
}

static void name_rest(maker *m, uint32_t i)
{
    const cm_syntax_share *shares = m->syntax->shares;
    if (m->rest)
        cm_already(m->r, "rest", shares[i].name.span,
                   shares[m->rest - 1].name.span);
    else
        m->rest = i + 1;
    m->found[i] = true;
}

/* Names of voters first: they go before groups, wherever they stand. */
static void read_shares(maker *m)
{
    uint32_t body = m->r->acts[m->act].body;
    for (uint32_t i = 0; i < m->syntax->n_shares; i++) {
        const cm_syntax_share *share = &m->syntax->shares[i];
        if (share->is_rest) {
            name_rest(m, i);
            continue;
        }
        uint32_t voter = cm_voter_named(m->r, m->act, share->name.text);
        if (voter == CM_NONE)
            continue;
        m->found[i] = true;
        name_own(m, voter, i);
    }
    for (uint32_t i = 0; i < m->syntax->n_shares; i++) {
        const cm_syntax_share *share = &m->syntax->shares[i];
        if (share->is_rest || m->found[i])
            continue;
        uint32_t g = cm_group_named(m->r, body, share->name.text);
        if (g == CM_NONE)
            continue;
        m->found[i] = true;
        uint32_t first = cm_map_get(&m->groups, share->name.text);
        if (first != CM_MAP_NONE)
            cm_already(m->r, share->name.text, share->name.span,
                       m->syntax->shares[first].name.span);
        else if (!cm_map_put(&m->r->scratch, &m->groups, share->name.text, i))
            m->r->failed = true;
        else
            name_group(m, g, i);
    }
}

/* The share that speaks of a voter, after all precedence; 0: none. */
static uint32_t share_of(const maker *m, uint32_t voter)
{
    return m->own[voter]        ? m->own[voter]
           : m->by_group[voter] ? m->by_group[voter]
                                : m->rest;
}

/* Shares with the voters they speak of, in one pass over the voters. */
static void make_shares(maker *m, cm_forecast *forecast)
{
    cm_resolver *r = m->r;
    uint32_t n = m->syntax->n_shares, n_voters = r->acts[m->act].n_voters;
    cm_share *shares = cm_new_n(r->arena, cm_share, n);
    uint32_t *first = cm_new_n(&r->scratch, uint32_t, n + 2);
    uint32_t *list = cm_new_n(r->arena, uint32_t, n_voters);
    if (!shares || !first || !list) {
        r->failed = true;
        return;
    }
    for (uint32_t v = 0; v < n_voters; v++)
        first[share_of(m, v) + 1]++;
    first[1] = 0; /* those of whom nobody speaks */
    for (uint32_t i = 1; i <= n; i++)
        first[i + 1] += first[i];
    for (uint32_t v = 0; v < n_voters; v++)
        if (share_of(m, v))
            list[first[share_of(m, v)]++] = v;
    for (uint32_t i = 0, at = 0; i < n; i++) {
        const cm_syntax_share *share = &m->syntax->shares[i];
        uint32_t end = first[i + 1];
        shares[i] = (cm_share){.name = share->is_rest ? NULL : share->name.text,
                               .voters = {list + at, end - at},
                               .chance = share->chance.value,
                               .each = share->each};
        at = end;
    }
    forecast->shares = shares;
    forecast->n_shares = n;
}

static void unfit_share(cm_resolver *r, cm_word word, uint32_t act)
{
    cm_name name;
    uint32_t body = r->acts[act].body;
    if (!cm_find_name(r, word, &name))
        return;
    if (body == CM_NONE ||
        (name.kind != CM_NAME_PLAYER && name.kind != CM_NAME_MEMBER)) {
        cm_wrong_kind(r, word, "somebody who votes in this act");
        return;
    }
    if (!r->body_names[body].broken)
        cm_diag_add(r->diags, "C0206", CM_ERROR, word.span,
                    "%s has no ballot in %s", word.text,
                    r->acts[act].label.name);
}

/* C0203 for a second forecast of the same act. */
static bool is_first(cm_resolver *r, cm_span *seen, uint32_t act,
                     const cm_syntax_forecast *syntax)
{
    cm_span span = syntax->act.name.span;
    if (seen[act].line) {
        cm_already(r, r->acts[act].label.name, span, seen[act]);
        return false;
    }
    seen[act] = span;
    return true;
}

static void forecast_act(cm_resolver *r, const cm_syntax_declaration *d,
                         uint32_t act, bool *found, forecasts *all)
{
    maker m = {.r = r, .syntax = &d->forecast, .act = act, .found = found};
    cm_forecast forecast = {.span = d->span,
                            .cites = d->cites,
                            .act = act,
                            .chance = d->forecast.chance.value};
    uint32_t n_voters = r->acts[act].n_voters;
    if (d->forecast.n_shares) {
        m.own = cm_new_n(&r->scratch, uint32_t, n_voters);
        m.by_group = cm_new_n(&r->scratch, uint32_t, n_voters);
        if (!m.own || !m.by_group) {
            r->failed = true;
            return;
        }
        read_shares(&m);
        make_shares(&m, &forecast);
    }
    if (!cm_push(r->arena, all, forecast))
        r->failed = true;
}

/* `L to C` with two movers is a forecast of either act. */
static void resolve_forecast(cm_resolver *r, const cm_syntax_declaration *d,
                             cm_span *seen, forecasts *all)
{
    const cm_syntax_forecast *syntax = &d->forecast;
    cm_target target;
    bool *found = cm_new_n(&r->scratch, bool, syntax->n_shares);
    if (!found) {
        r->failed = true;
        return;
    }
    cm_check_chance(r, &syntax->chance);
    for (uint32_t i = 0; i < syntax->n_shares; i++)
        cm_check_chance(r, &syntax->shares[i].chance);
    cm_name name = cm_model_name(r->model, syntax->act.name.text);
    if (name.kind == CM_NAME_FACT || name.kind == CM_NAME_TALKS) {
        cm_wrong_kind(r, syntax->act.name, "an act or a step of a ladder");
        return;
    }
    if (!cm_resolve_ref(r, &syntax->act, (cm_word){0}, NULL, &target))
        return;
    if ((target.what != CM_COND_ACT && target.what != CM_COND_EITHER) ||
        cm_is_computed(r, target)) {
        cm_wrong_kind(r, syntax->act.name, "an act that somebody decides");
        return;
    }
    if (!is_first(r, seen, target.index, syntax))
        return;
    forecast_act(r, d, target.index, found, all);
    if (target.what == CM_COND_EITHER) {
        seen[target.other] = syntax->act.name.span;
        forecast_act(r, d, target.other, found, all);
    }
    for (uint32_t i = 0; i < syntax->n_shares && !r->failed; i++)
        if (!found[i])
            unfit_share(r, syntax->shares[i].name, target.index);
}

comitia_status cm_resolve_forecasts(cm_resolver *r)
{
    cm_span *seen = cm_new_n(&r->scratch, cm_span, r->model->n_acts);
    forecasts all = {0};
    if (!seen)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < r->syntax->n && !r->failed; i++)
        if (r->syntax->at[i].kind == CM_S_FORECAST) {
            CM_TRY(cm_spend(r->ctx, 100));
            resolve_forecast(r, &r->syntax->at[i], seen, &all);
        }
    r->model->forecasts = all.at;
    r->model->n_forecasts = (uint32_t)all.n;
    return cm_resolved(r);
}
