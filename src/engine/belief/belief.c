#include "engine/belief/belief.h"

enum { MOST_LIMBS = 1 << 19 }; /* 2^25 bits */

/* Odds under way: two integers of which only the ratio counts. */
typedef struct pair {
    mpz_t yes, no;
} pair;

static void pair_init(pair *p, unsigned long yes, unsigned long no)
{
    mpz_init_set_ui(p->yes, yes);
    mpz_init_set_ui(p->no, no);
}

static void pair_clear(pair *p)
{
    mpz_clear(p->yes);
    mpz_clear(p->no);
}

/* GMP aborts without memory, so sizes are bounded before they grow. */
static comitia_status spend_on(cm_ctx *ctx, const pair *p)
{
    size_t limbs = mpz_size(p->yes) + mpz_size(p->no);
    if (limbs > MOST_LIMBS)
        return cm_fail(ctx, COMITIA_E_BUDGET,
                       "the exact odds of a claim have too many digits");
    return cm_spend(ctx, 100 + 16 * (uint64_t)limbs);
}

static comitia_status reduce(cm_ctx *ctx, pair *p)
{
    mpz_t common;
    size_t limbs = mpz_size(p->yes) + mpz_size(p->no);
    CM_TRY(spend_on(ctx, p));
    CM_TRY(cm_spend(ctx, 4 * (uint64_t)limbs * (limbs < 64 ? limbs : 64)));
    mpz_init(common);
    mpz_gcd(common, p->yes, p->no);
    if (mpz_cmp_ui(common, 1) > 0) {
        mpz_divexact(p->yes, p->yes, common);
        mpz_divexact(p->no, p->no, common);
    }
    mpz_clear(common);
    return COMITIA_OK;
}

/* From the odds at an utterance to the odds at what it passes on: with
   a = P(yes | heard yes), b = P(no | heard no) they are
   a yes + (1 - a) no : (1 - b) yes + b no, here times both denominators. */
static comitia_status hear(cm_ctx *ctx, pair *p,
                           const cm_number *const *accuracy)
{
    mpq_srcptr a = accuracy[0]->q, b = accuracy[1]->q;
    mpz_t wrong, yes, no;
    CM_TRY(spend_on(ctx, p));
    mpz_init(wrong);
    mpz_init(yes);
    mpz_init(no);
    mpz_mul(yes, mpq_numref(a), p->yes);
    mpz_sub(wrong, mpq_denref(a), mpq_numref(a));
    mpz_addmul(yes, wrong, p->no);
    mpz_mul(yes, yes, mpq_denref(b));
    mpz_sub(wrong, mpq_denref(b), mpq_numref(b));
    mpz_mul(no, wrong, p->yes);
    mpz_addmul(no, mpq_numref(b), p->no);
    mpz_mul(no, no, mpq_denref(a));
    mpz_swap(p->yes, yes);
    mpz_swap(p->no, no);
    mpz_clear(wrong);
    mpz_clear(yes);
    mpz_clear(no);
    return reduce(ctx, p);
}

static comitia_status join(cm_ctx *ctx, pair *into, const pair *p)
{
    CM_TRY(spend_on(ctx, into));
    CM_TRY(cm_spend(ctx, (uint64_t)mpz_size(into->yes) * mpz_size(p->yes) +
                             (uint64_t)mpz_size(into->no) * mpz_size(p->no)));
    mpz_mul(into->yes, into->yes, p->yes);
    mpz_mul(into->no, into->no, p->no);
    return COMITIA_OK;
}

static const cm_number *keep(cm_arena *arena, mpz_srcptr z)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_z(q, z);
    const cm_number *kept = cm_number_keep(arena, q);
    mpq_clear(q);
    return kept;
}

static comitia_status keep_odds(cm_arena *arena, const pair *p, cm_odds *odds)
{
    odds->yes = keep(arena, p->yes);
    odds->no = keep(arena, p->no);
    return odds->yes && odds->no ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* An utterance heard both as yes and as no says nothing of its own. */
static void observe(pair *p, uint8_t observed)
{
    if (observed == CM_HEARD_YES)
        mpz_set_ui(p->no, 0);
    else if (observed == CM_HEARD_NO)
        mpz_set_ui(p->yes, 0);
}

/* Children stand behind their parents, so one sweep from the end will do. */
static comitia_status sweep(cm_ctx *ctx, cm_arena *arena, const cm_model *model,
                            cm_belief *belief, pair *at)
{
    for (size_t i = belief->tree.nodes.n; i-- > 1;) {
        const cm_utterance *u = &belief->tree.nodes.at[i];
        const cm_number *const *accuracy =
            cm_accuracy(&model->sources[u->source], u->believes);
        CM_TRY(cm_spend(ctx, 10));
        if (!accuracy)
            continue; /* the whole chain above it carries no weight */
        observe(&at[i], u->observed);
        CM_TRY(reduce(ctx, &at[i]));
        CM_TRY(hear(ctx, &at[i], accuracy));
        CM_TRY(join(ctx, &at[u->parent], &at[i]));
        if (u->origin != CM_NONE)
            CM_TRY(keep_odds(arena, &at[i], &belief->origins[u->origin]));
    }
    CM_TRY(reduce(ctx, &at[0]));
    return keep_odds(arena, &at[0], &belief->odds);
}

static comitia_status weigh_tree(cm_ctx *ctx, cm_arena *arena,
                                 const cm_model *model, cm_belief *belief)
{
    size_t n = belief->tree.nodes.n;
    pair *at = cm_new_n(arena, pair, n);
    if (!at)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < n; i++)
        pair_init(&at[i], 1, 1);
    comitia_status status = sweep(ctx, arena, model, belief, at);
    for (size_t i = 0; i < n; i++)
        pair_clear(&at[i]);
    return status;
}

static bool has_weight(const cm_model *model, const cm_report *report)
{
    for (uint32_t i = 0; i < report->n_speakers; i++)
        if (!cm_accuracy(&model->sources[report->speakers[i].source],
                         report->speakers[i].verb == CM_BELIEVES))
            return false;
    return true;
}

/* The odds of one report as if it stood alone. */
static comitia_status weigh_alone(cm_ctx *ctx, const cm_model *model,
                                  const cm_report *report, pair *p)
{
    bool yes = cm_report_conveys(report) == CM_HEARD_YES;
    mpz_set_ui(p->yes, yes ? 1 : 0);
    mpz_set_ui(p->no, yes ? 0 : 1);
    for (uint32_t i = 0; i < report->n_speakers; i++) {
        const cm_speaker *s = &report->speakers[i];
        CM_TRY(hear(ctx, p,
                    cm_accuracy(&model->sources[s->source],
                                s->verb == CM_BELIEVES)));
    }
    return COMITIA_OK;
}

static comitia_status weigh_naively(cm_ctx *ctx, cm_arena *arena,
                                    const cm_model *model,
                                    const cm_claim *claim, cm_belief *belief)
{
    pair all, one;
    comitia_status status = COMITIA_OK;
    pair_init(&all, 1, 1);
    pair_init(&one, 1, 1);
    for (uint32_t i = 0; i < claim->n_reports; i++) {
        const cm_report *report = &model->reports[claim->reports[i]];
        if (!has_weight(model, report)) {
            belief->n_unweighted++;
            continue;
        }
        if (cm_report_conveys(report) == CM_HEARD_NOTHING)
            continue;
        CM_GO(weigh_alone(ctx, model, report, &one));
        CM_GO(join(ctx, &all, &one));
    }
    CM_GO(reduce(ctx, &all));
    status = keep_odds(arena, &all, &belief->naive);
done:
    pair_clear(&all);
    pair_clear(&one);
    return status;
}

comitia_status cm_belief_of(cm_ctx *ctx, cm_arena *arena, const cm_model *model,
                            const cm_claim *claim, cm_belief *belief)
{
    cm_belief b = {0};
    const cm_number *one = cm_number_keep_ui(arena, 1);
    CM_TRY(cm_tree_of(ctx, arena, model, claim, &b.tree));
    b.origins = cm_new_n(arena, cm_odds, b.tree.origins.n);
    if (!one || !b.origins)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < b.tree.origins.n; i++)
        b.origins[i] = (cm_odds){one, one};
    CM_TRY(weigh_tree(ctx, arena, model, &b));
    CM_TRY(weigh_naively(ctx, arena, model, claim, &b));
    *belief = b;
    return COMITIA_OK;
}

/* ---- what is known without reports ------------------------------------------ */

static cm_settled settled(const cm_world *world, const cm_claim *claim)
{
    const cm_fact_now *fact;
    cm_settled one, other;
    switch (claim->what) {
    case CM_COND_OPTION:
        fact = &world->facts[claim->index];
        if (!fact->settled)
            return CM_UNSETTLED;
        return fact->option == claim->option ? CM_SETTLED_TRUE
                                             : CM_SETTLED_FALSE;
    case CM_COND_FACT:
        return world->facts[claim->index].settled;
    case CM_COND_EITHER:
        one = world->acts[claim->index].settled;
        other = world->acts[claim->other].settled;
        if (one == CM_SETTLED_TRUE || other == CM_SETTLED_TRUE)
            return CM_SETTLED_TRUE;
        return one && other ? CM_SETTLED_FALSE : CM_UNSETTLED;
    default:
        return world->acts[claim->index].settled;
    }
}

cm_claim_state cm_claim_now(const cm_world *world, const cm_claim *claim,
                            const cm_number **prior)
{
    cm_settled now = settled(world, claim);
    *prior = NULL;
    if (now)
        return now == CM_SETTLED_TRUE ? CM_CLAIM_TRUE : CM_CLAIM_FALSE;
    if (claim->what == CM_COND_FACT || claim->what == CM_COND_OPTION) {
        const cm_fact *fact = &world->model->facts[claim->index];
        if (fact->state == CM_FACT_CHANCE) {
            *prior = claim->what == CM_COND_FACT
                         ? fact->chance
                         : fact->options[claim->option].chance;
            return CM_CLAIM_CHANCE;
        }
    }
    return claim->n_reports ? CM_CLAIM_UNKNOWN : CM_CLAIM_NOT_REPORTED;
}

bool cm_posterior(cm_odds odds, mpq_srcptr prior, mpq_ptr out)
{
    mpq_t yes, no;
    mpq_init(yes);
    mpq_init(no);
    if (prior) {
        mpq_set_ui(no, 1, 1);
        mpq_sub(no, no, prior);
        mpq_mul(no, no, odds.no->q);
        mpq_mul(yes, prior, odds.yes->q);
    } else {
        mpq_set(yes, odds.yes->q);
        mpq_set(no, odds.no->q);
    }
    mpq_add(no, no, yes);
    bool known = mpq_sgn(no) != 0;
    if (known)
        mpq_div(out, yes, no);
    mpq_clear(yes);
    mpq_clear(no);
    return known;
}
