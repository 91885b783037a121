#include "engine/chance/ballot_chance.h"

#include "engine/diagram/entries.h"
#include "engine/game/game.h"
#include "engine/law/gate.h"
#include "engine/law/range.h"

/* A level: so many units of seats that count alike, of which some vote yes. */
typedef struct group {
    uint32_t voter;   /* the first */
    uint64_t seats;   /* of one unit */
    uint64_t units;
    bool free;        /* how many vote yes is up to them */
    mpz_t *ways;      /* [k]: weight of k units voting yes; made by add_unit */
    uint64_t n_ways;  /* units in `ways` so far */
    mpz_t whole;      /* sum of the weights */
} group;

typedef struct forecasting {
    cm_ctx *ctx;
    cm_arena scratch;
    const cm_world *world;
    const cm_act *act;
    uint32_t index, arm;
    const cm_share **share; /* per voter, NULL: free */
    cm_vec(group) groups;   /* the free ones first, once ordered */
    cm_map by_key;
    cm_diagram *d;
} forecasting;

comitia_status cm_forecast_shares(cm_arena *arena, const cm_world *world,
                                  const cm_forecast *forecast,
                                  const cm_share ***out)
{
    uint32_t n = world->model->acts[forecast->act].n_voters;
    const cm_share **share = cm_new_n(arena, const cm_share *, n);
    if (!share)
        return COMITIA_E_NOMEM;
    for (uint32_t s = 0; s < forecast->n_shares; s++)
        for (uint32_t i = 0; i < forecast->shares[s].voters.n; i++)
            share[forecast->shares[s].voters.at[i]] = &forecast->shares[s];
    *out = share;
    return COMITIA_OK;
}

/* ---- weights of a group ---------------------------------------------------------- */

/* ways(x) := ways(x) * ((b - a) + a x) for a unit with chance a/b */
static void add_unit(group *g, mpq_srcptr chance)
{
    mpz_srcptr a = mpq_numref(chance), b = mpq_denref(chance);
    mpz_t no;
    mpz_init(no);
    mpz_sub(no, b, a);
    for (uint64_t k = ++g->n_ways; k > 0; k--) {
        mpz_mul(g->ways[k], g->ways[k], no);
        mpz_addmul(g->ways[k], g->ways[k - 1], a);
    }
    mpz_mul(g->ways[0], g->ways[0], no);
    mpz_mul(g->whole, g->whole, b);
    mpz_clear(no);
}

/* n units that vote by themselves with chance a/b: (n over k) a^k (b-a)^(n-k).
   The power of b - a is divided off again, so b > a is needed; the other case
   is that all say yes. */
static void set_binomial(group *g, mpq_srcptr chance)
{
    mpz_srcptr a = mpq_numref(chance), b = mpq_denref(chance);
    mpz_t no, term;
    mpz_inits(no, term, NULL);
    mpz_sub(no, b, a);
    g->n_ways = g->units;
    mpz_pow_ui(g->whole, b, g->units);
    mpz_set_ui(g->ways[0], 0);
    if (mpz_sgn(no) == 0)
        mpz_set(g->ways[g->units], g->whole);
    else
        mpz_pow_ui(term, no, g->units);
    for (uint64_t k = 0; mpz_sgn(no) && k <= g->units; k++) {
        mpz_set(g->ways[k], term);
        mpz_mul(term, term, a);
        mpz_mul_ui(term, term, g->units - k);
        mpz_divexact(term, term, no);
        mpz_divexact_ui(term, term, k + 1);
    }
    mpz_clears(no, term, NULL);
}

static comitia_status new_ways(forecasting *t, group *g)
{
    if (g->units > 1000000)
        return cm_fail(t->ctx, COMITIA_E_BUDGET,
                       "more than 1,000,000 seats that vote by themselves");
    g->ways = cm_new_n(&t->scratch, mpz_t, (uint64_t)g->units + 1);
    if (!g->ways)
        return COMITIA_E_NOMEM;
    for (uint64_t k = 0; k <= g->units; k++)
        mpz_init(g->ways[k]);
    mpz_set_ui(g->ways[0], 1);
    return COMITIA_OK;
}

/* ---- groups ------------------------------------------------------------------------- */

static bool is_freed(const forecasting *t, uint32_t v)
{
    const cm_voter *voter = &t->act->voters[v];
    return t->act->body != CM_NONE && voter->entry != CM_NONE &&
           t->world->free[t->act->body][voter->entry];
}

/* Seats that vote by themselves. */
static bool is_each(const forecasting *t, uint32_t v)
{
    const cm_share *share = t->share[v];
    return share ? share->each : is_freed(t, v);
}

static comitia_status push_group(forecasting *t, group g, group **out)
{
    if (!cm_push(&t->scratch, &t->groups, g))
        return COMITIA_E_NOMEM;
    *out = &t->groups.at[t->groups.n - 1];
    mpz_init_set_ui((*out)->whole, 1);
    return COMITIA_OK;
}

/* Voters of one unit that count alike are one group. */
static comitia_status find_group(forecasting *t, uint32_t v, uint64_t seats,
                                 group **out)
{
    cm_buf key;
    cm_buf_init(&key, &t->scratch);
    cm_buf_char(&key, t->share[v] ? 'f' : '-');
    cm_voter_key(&key, t->world->model, t->index, v, seats);
    const char *text = cm_buf_text(&key);
    if (!text)
        return COMITIA_E_NOMEM;
    uint32_t at = cm_map_get(&t->by_key, text);
    if (at != CM_MAP_NONE) {
        *out = &t->groups.at[at];
        return COMITIA_OK;
    }
    if (!cm_map_put(&t->scratch, &t->by_key, text, (uint32_t)t->groups.n))
        return COMITIA_E_NOMEM;
    return push_group(t, (group){.voter = v, .seats = seats,
                                 .free = !t->share[v]}, out);
}

static bool is_many(const forecasting *t, uint32_t v, uint64_t open)
{
    return is_each(t, v) && open > 1;
}

static comitia_status count_units(forecasting *t, uint32_t *of_voter)
{
    for (uint32_t v = 0; v < t->act->n_voters; v++) {
        uint64_t open = t->world->acts[t->index].ballots[v].seats[CM_BALLOT_OPEN];
        group *g;
        of_voter[v] = CM_NONE;
        if (open == 0)
            continue;
        if (is_many(t, v, open))
            CM_TRY(push_group(t, (group){.voter = v, .seats = 1,
                                         .free = !t->share[v]}, &g));
        else
            CM_TRY(find_group(t, v, open, &g));
        g->units += is_many(t, v, open) ? open : 1;
        of_voter[v] = (uint32_t)(g - t->groups.at);
    }
    return COMITIA_OK;
}

/* Bits of all weights: units, times the bits of a power of the denominator. */
static comitia_status check_size(forecasting *t, uint32_t v, const group *g)
{
    uint64_t bits = mpz_sizeinbase(mpq_denref(t->share[v]->chance->q), 2);
    if (g->units > (UINT64_C(1) << 30) / bits / (g->units + 1))
        return cm_fail(t->ctx, COMITIA_E_BUDGET,
                       "the chances of %llu seats that vote by themselves",
                       (unsigned long long)g->units);
    return cm_spend(t->ctx, g->units * (20 + g->units * bits / 64));
}

static comitia_status set_weights(forecasting *t, const uint32_t *of_voter)
{
    for (size_t i = 0; i < t->groups.n; i++)
        if (!t->groups.at[i].free)
            CM_TRY(new_ways(t, &t->groups.at[i]));
    for (uint32_t v = 0; v < t->act->n_voters; v++) {
        if (of_voter[v] == CM_NONE || !t->share[v])
            continue;
        group *g = &t->groups.at[of_voter[v]];
        uint64_t open = t->world->acts[t->index].ballots[v].seats[CM_BALLOT_OPEN];
        CM_TRY(check_size(t, v, g));
        if (is_many(t, v, open))
            set_binomial(g, t->share[v]->chance->q);
        else
            add_unit(g, t->share[v]->chance->q);
    }
    return COMITIA_OK;
}

/* ---- the rule over the groups ------------------------------------------------------------ */

/* What free voters do: one ballot for all, or whatever suits. */
typedef enum free_ballots { FREE_NO, FREE_YES, FREE_ANY } free_ballots;

static comitia_status group_input(forecasting *t, const group *g,
                                  free_ballots how, uint32_t level,
                                  cm_input *input)
{
    bool fixed = g->free && how != FREE_ANY;
    uint64_t rows = fixed ? 1 : g->units + 1;
    uint64_t(*counts)[4] =
        cm_alloc_n(&t->scratch, (uint64_t)rows, sizeof *counts);
    if (!counts)
        return COMITIA_E_NOMEM;
    for (uint64_t k = 0; k < rows; k++) {
        uint64_t yes = !fixed ? k : how == FREE_YES ? g->units : 0;
        counts[k][CM_BALLOT_YES] = yes;
        counts[k][CM_BALLOT_NO] = g->units - yes;
    }
    *input = (cm_input){.voter = g->voter,
                        .unit_seats = g->seats,
                        .level = fixed ? CM_NONE : level,
                        .counts = (const uint64_t(*)[4])counts};
    return COMITIA_OK;
}

/* Levels of the groups: free ones on top. *n_free of them are free. */
static comitia_status make_levels(forecasting *t, free_ballots how,
                                  uint32_t *level, uint32_t *n_free)
{
    size_t n = t->groups.n;
    uint32_t *sizes = cm_new_n(&t->scratch, uint32_t, n + 1), next = 0;
    if (!sizes)
        return COMITIA_E_NOMEM;
    for (int random = 0; random < 2; random++) {
        if (random)
            *n_free = next;
        for (size_t i = 0; i < n; i++) {
            const group *g = &t->groups.at[i];
            if (g->free == (random == 1) || (g->free && how != FREE_ANY))
                continue;
            if (g->units > 1000000)
                return cm_fail(t->ctx, COMITIA_E_BUDGET,
                               "more than 1,000,000 free seats");
            sizes[next] = (uint32_t)g->units + 1;
            level[i] = next++;
        }
    }
    cm_diagram_free(t->d);
    t->d = NULL;
    return cm_diagram_new(t->ctx, sizes, next, &t->d);
}

static comitia_status compile(forecasting *t, free_ballots how, uint32_t *level,
                              uint32_t *n_free, cm_fn *out)
{
    uint32_t n_voters = t->act->n_voters;
    cm_input *inputs =
        cm_new_n(&t->scratch, cm_input, n_voters + t->groups.n);
    uint64_t(*constant)[4] =
        cm_alloc_n(&t->scratch, n_voters, sizeof *constant);
    cm_fn quorum;
    if (!inputs || !constant)
        return COMITIA_E_NOMEM;
    CM_TRY(make_levels(t, how, level, n_free));
    uint32_t n = cm_constant_inputs(t->world, t->index, CM_BALLOT_OPEN, inputs,
                                    constant);
    for (size_t i = 0; i < t->groups.n; i++)
        CM_TRY(group_input(t, &t->groups.at[i], how, level[i], &inputs[n++]));
    cm_ballots ballots = cm_ballots_of(t->world, t->index, inputs, n);
    CM_TRY(cm_gate_rule(t->d, t->ctx, &ballots, t->act->arms[t->arm].rule,
                        out));
    CM_TRY(cm_gate_quorum(t->d, t->ctx, &ballots, &quorum));
    return cm_fn_and(t->d, *out, quorum, out);
}

/* ---- chances --------------------------------------------------------------------------------- */

/* Chance of f, a function of the levels that are not free. */
static comitia_status chance_of(forecasting *t, const uint32_t *level,
                                uint32_t n_free, cm_fn f, mpq_ptr out)
{
    uint32_t n = cm_diagram_levels(t->d);
    const mpz_t **weights = cm_new_n(&t->scratch, const mpz_t *, (uint64_t)n + 1);
    if (!weights)
        return COMITIA_E_NOMEM;
    mpz_set_ui(mpq_denref(out), 1);
    for (size_t i = 0; i < t->groups.n; i++)
        if (!t->groups.at[i].free) {
            weights[level[i]] = (const mpz_t *)t->groups.at[i].ways;
            mpz_mul(mpq_denref(out), mpq_denref(out), t->groups.at[i].whole);
        }
    /* A free level that f does not depend on would multiply by its values. */
    for (uint32_t l = 0; l < n_free; l++)
        mpz_mul_ui(mpq_denref(out), mpq_denref(out), cm_diagram_size(t->d, l));
    const cm_weights w = {(const mpz_t *const *)weights};
    CM_TRY(cm_fn_count(t->d, f, &w, mpq_numref(out)));
    mpq_canonicalize(out);
    return COMITIA_OK;
}

/* Least and greatest chance with free voters as `how` says; both are those of
   one function unless they do as suits. */
static comitia_status range_of(forecasting *t, free_ballots how, mpq_ptr low,
                               mpq_ptr high)
{
    cm_fn f, *entries;
    uint32_t n_free = 0, n;
    comitia_status status;
    mpq_t p;
    uint32_t *level = cm_new_n(&t->scratch, uint32_t, t->groups.n + 1);
    if (!level)
        return COMITIA_E_NOMEM;
    CM_TRY(compile(t, how, level, &n_free, &f));
    CM_TRY(cm_fn_entries(t->ctx, &t->scratch, t->d, f, n_free, &entries, &n));
    mpq_init(p);
    for (uint32_t i = 0; i < n; i++) {
        CM_GO(chance_of(t, level, n_free, entries[i], p));
        if (i == 0 || mpq_cmp(p, low) < 0)
            mpq_set(low, p);
        if (i == 0 || mpq_cmp(p, high) > 0)
            mpq_set(high, p);
    }
    status = COMITIA_OK;
done:
    mpq_clear(p);
    return status;
}

static bool any_free(const forecasting *t)
{
    for (size_t i = 0; i < t->groups.n; i++)
        if (t->groups.at[i].free)
            return true;
    return false;
}

static comitia_status find(forecasting *t, mpq_ptr low, mpq_ptr high)
{
    mpq_t other;
    uint32_t *of_voter = cm_new_n(&t->scratch, uint32_t, t->act->n_voters);
    if (!of_voter)
        return COMITIA_E_NOMEM;
    CM_TRY(count_units(t, of_voter));
    CM_TRY(set_weights(t, of_voter));
    cm_polarity direction = cm_rule_direction(t->act->arms[t->arm].rule);
    if (!any_free(t))
        return range_of(t, FREE_NO, low, high);
    if (direction == CM_MIXED)
        return range_of(t, FREE_ANY, low, high);
    bool forward = direction == CM_FORWARD;
    mpq_init(other);
    comitia_status status =
        range_of(t, forward ? FREE_NO : FREE_YES, low, other);
    if (status == COMITIA_OK)
        status = range_of(t, forward ? FREE_YES : FREE_NO, other, high);
    mpq_clear(other);
    return status;
}

/* An act by one player passes on its yes. */
static void by_one_player(const forecasting *t, mpq_ptr low, mpq_ptr high)
{
    const uint64_t *seats = t->world->acts[t->index].ballots[0].seats;
    mpq_set_ui(low, seats[CM_BALLOT_YES] > 0, 1);
    mpq_set(high, low);
    if (seats[CM_BALLOT_OPEN] == 0)
        return;
    mpq_set_ui(low, 0, 1);
    mpq_set_ui(high, 1, 1);
    if (t->share[0]) {
        mpq_set(low, t->share[0]->chance->q);
        mpq_set(high, low);
    }
}

comitia_status cm_ballot_chance(cm_ctx *ctx, const cm_world *world,
                                const cm_forecast *forecast, uint32_t arm,
                                mpq_ptr low, mpq_ptr high)
{
    forecasting t = {.ctx = ctx,
                     .world = world,
                     .act = &world->model->acts[forecast->act],
                     .index = forecast->act,
                     .arm = arm};
    cm_arena_init(&t.scratch, ctx->allocator);
    comitia_status status =
        cm_forecast_shares(&t.scratch, world, forecast, &t.share);
    if (status == COMITIA_OK && t.act->n_arms == 0)
        by_one_player(&t, low, high);
    else if (status == COMITIA_OK)
        status = find(&t, low, high);
    for (size_t i = 0; i < t.groups.n; i++) {
        group *g = &t.groups.at[i];
        mpz_clear(g->whole);
        for (uint64_t k = 0; g->ways && k <= g->units; k++)
            mpz_clear(g->ways[k]);
    }
    cm_diagram_free(t.d);
    cm_arena_clear(&t.scratch);
    return status;
}
