/* belief: how certain each reported claim is. */
#include "ask/ask.h"
#include "engine/belief/belief.h"
#include "model/date.h"

/* The factor of odds: "infinite", null for 0/0, else a ratio. */
static void put_factor(cm_ask *ask, comitia_value *object, const char *key,
                       cm_odds odds)
{
    mpq_t q;
    if (mpq_sgn(odds.no->q) == 0) {
        cm_put_text(&ask->b, object, key,
                    mpq_sgn(odds.yes->q) ? "infinite" : NULL);
        return;
    }
    mpq_init(q);
    mpq_div(q, odds.yes->q, odds.no->q);
    cm_put_ratio(&ask->b, object, key, q);
    mpq_clear(q);
}

static const char *heard_text(uint8_t heard)
{
    static const char *const texts[] = {"none", "yes", "no", "both"};
    return texts[heard & CM_HEARD_BOTH];
}

static void put_origin(cm_ask *ask, comitia_value *list, const cm_hearsay *h,
                       cm_odds odds)
{
    cm_builder *b = &ask->b;
    char day[11];
    const cm_source *source = &ask->model->sources[h->source];
    comitia_value *origin = cm_add_object(b, list);
    cm_put_text(b, origin, "origin", source->label.name);
    cm_put_text(b, origin, "title", source->label.title);
    cm_put_text(b, origin, "mode", h->believes ? "believes" : "says");
    if (h->has_on)
        cm_day_text(h->on.lo, day);
    cm_put_text(b, origin, "on", h->has_on ? day : NULL);
    comitia_value *via = cm_put_list(b, origin, "via");
    for (size_t i = 0; i < h->via.n; i++)
        cm_add_text(b, via, ask->model->sources[h->via.at[i]].label.name);
    cm_put_text(b, origin, "value", heard_text(h->heard));
    cm_put_number(b, origin, "depth", h->depth);
    cm_put_bool(b, origin, "unnamed", source->unnamed);
    cm_put_bool(b, origin, "first_party", source->is_of);
    put_factor(ask, origin, "factor", odds);
}

/* Whether the claim is a choice as a whole, of which nothing was reported and
   which therefore is no proposition that could be likely or not. */
static bool is_whole_choice(const cm_model *model, const cm_claim *claim)
{
    return claim->what == CM_COND_FACT && model->facts[claim->index].is_choice;
}

static void put_posteriors(cm_ask *ask, comitia_value *row,
                           const cm_belief *belief, mpq_srcptr prior,
                           const char *from)
{
    mpq_t p;
    mpq_init(p);
    bool known = from && cm_posterior(belief->odds, prior, p);
    if (known)
        cm_put_ratio(&ask->b, row, "posterior", p);
    else
        cm_put_null(&ask->b, row, "posterior");
    cm_put_text(&ask->b, row, "posterior_from", known ? from : NULL);
    if (from && cm_posterior(belief->naive, prior, p))
        cm_put_ratio(&ask->b, row, "naive", p);
    else
        cm_put_null(&ask->b, row, "naive");
    mpq_clear(p);
}

/* prior, factor, posterior, posterior_from, naive */
static void put_chances(cm_ask *ask, comitia_value *row, const cm_claim *claim,
                        const cm_belief *belief, cm_claim_state state,
                        const cm_number *chance)
{
    bool whole = is_whole_choice(ask->model, claim);
    bool certain = state == CM_CLAIM_TRUE || state == CM_CLAIM_FALSE;
    const char *from = whole     ? NULL
                       : certain ? "certain"
                       : chance  ? "prior"
                                 : "even";
    mpq_t prior;
    mpq_init(prior);
    if (chance)
        mpq_set(prior, chance->q);
    else
        mpq_set_ui(prior, state == CM_CLAIM_TRUE ? 1 : 0, 1);
    bool has_prior = !whole && (certain || chance);
    if (has_prior)
        cm_put_ratio(&ask->b, row, "prior", prior);
    else
        cm_put_null(&ask->b, row, "prior");
    put_factor(ask, row, "factor", belief->odds);
    put_posteriors(ask, row, belief, has_prior ? prior : NULL, from);
    mpq_clear(prior);
}

static void put_name(cm_ask *ask, comitia_value *row, const cm_claim *claim)
{
    const cm_model *model = ask->model;
    const char *option = NULL, *kind;
    const cm_label *label;
    if (claim->what == CM_COND_FACT || claim->what == CM_COND_OPTION) {
        const cm_fact *fact = &model->facts[claim->index];
        label = &fact->label;
        kind = fact->is_choice ? "choice" : "fact";
        if (claim->what == CM_COND_OPTION)
            option = fact->options[claim->option].name;
    } else {
        label = &model->acts[claim->index].label;
        kind = model->acts[claim->index].is_step ? "step" : "act";
    }
    cm_put_text(&ask->b, row, "name", label->name);
    cm_put_text(&ask->b, row, "option", option);
    cm_put_text(&ask->b, row, "kind", kind);
}

static comitia_status put_claim(cm_ask *ask, comitia_value *list,
                                const cm_claim *claim)
{
    static const char *const states[] = {
        [CM_CLAIM_TRUE] = "true",
        [CM_CLAIM_FALSE] = "false",
        [CM_CLAIM_UNKNOWN] = "unknown",
        [CM_CLAIM_NOT_REPORTED] = "not reported",
        [CM_CLAIM_CHANCE] = "chance",
    };
    cm_arena scratch;
    cm_belief belief;
    const cm_number *chance;
    cm_arena_init(&scratch, ask->ctx->allocator);
    comitia_status status =
        cm_belief_of(ask->ctx, &scratch, ask->model, claim, &belief);
    if (status != COMITIA_OK)
        goto done;
    cm_claim_state state = cm_claim_now(ask->world, claim, &chance);
    comitia_value *row = cm_add_object(&ask->b, list);
    put_name(ask, row, claim);
    cm_put_text(&ask->b, row, "state", states[state]);
    put_chances(ask, row, claim, &belief, state, chance);
    cm_put_number(&ask->b, row, "reports", claim->n_reports);
    cm_put_number(&ask->b, row, "unweighted", belief.n_unweighted);
    comitia_value *origins = cm_put_list(&ask->b, row, "origins");
    for (size_t i = 0; i < belief.tree.origins.n; i++)
        put_origin(ask, origins, &belief.tree.origins.at[i],
                   belief.origins[i]);
done:
    cm_arena_clear(&scratch);
    return status;
}

static bool is_fact_claim(const cm_claim *claim)
{
    return claim->what == CM_COND_FACT || claim->what == CM_COND_OPTION;
}

/* Without names: every fact, and the acts and steps that are reported. */
static bool wanted(const cm_ask *ask, const cm_claim *claim)
{
    if (ask->n_targets == 0)
        return is_fact_claim(claim) || claim->n_reports;
    for (uint32_t i = 0; i < ask->n_targets; i++) {
        const cm_target *t = &ask->targets[i];
        bool fits = is_fact_claim(claim)
                        ? t->what == CM_COND_FACT
                        : t->what == CM_COND_ACT || t->what == CM_COND_EITHER;
        if (fits && t->index == claim->index)
            return true;
    }
    return false;
}

comitia_status cm_ask_belief(cm_ask *ask, comitia_value *answer)
{
    cm_arena scratch;
    cm_claims claims;
    comitia_value *list = cm_put_list(&ask->b, answer, "claims");
    cm_arena_init(&scratch, ask->ctx->allocator);
    comitia_status status =
        cm_claims_of(ask->ctx, &scratch, ask->model, &claims);
    ask->ctx->doing = "weighing reports";
    for (uint32_t i = 0; status == COMITIA_OK && i < claims.n; i++)
        if (wanted(ask, &claims.at[i]))
            status = put_claim(ask, list, &claims.at[i]);
    cm_arena_clear(&scratch);
    return status == COMITIA_OK && ask->b.failed ? COMITIA_E_NOMEM : status;
}
