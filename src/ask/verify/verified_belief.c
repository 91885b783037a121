/* belief a second time: what the language says of each claim, from every value
 * of every utterance. */
#include "ask/verify/verified.h"
#include "engine/verify/verify_belief.h"

#include <stdio.h>

/* A row of the answer, with the reports on it. */
typedef struct row {
    cm_verifying *v;
    const comitia_value *value;
    const char *name, *option, *kind;
    bool is_fact;
} row;

static bool is_about(const row *r, const cm_report *report)
{
    const cm_model *model = r->v->world->model;
    bool fact =
        report->what == CM_COND_FACT || report->what == CM_COND_OPTION;
    if (fact != r->is_fact ||
        strcmp(cm_name_of(model, report->what, report->index), r->name) != 0)
        return false;
    return report->what != CM_COND_OPTION ||
           strcmp(model->facts[report->index].options[report->option].name,
                  r->option) == 0;
}

/* What is known without reports: -1 nothing, 0 false, 1 true. */
static int fact_known(const row *r, const cm_fact_now *now,
                      const cm_fact *fact)
{
    if (!now->settled)
        return -1;
    if (fact->is_choice)
        return strcmp(fact->options[now->option].name, r->option) == 0;
    return now->settled == CM_SETTLED_TRUE;
}

/* A step that either side may take is taken if one of them takes it. */
static int act_known(const row *r)
{
    const cm_world *world = r->v->world;
    bool all_failed = true;
    for (uint32_t a = 0; a < world->model->n_acts; a++) {
        if (strcmp(world->model->acts[a].label.name, r->name) != 0)
            continue;
        if (world->acts[a].settled == CM_SETTLED_TRUE)
            return 1;
        all_failed = all_failed && world->acts[a].settled;
    }
    return all_failed ? 0 : -1;
}

/* False: there is none. */
static bool find_prior(const row *r, mpq_ptr prior)
{
    const cm_model *model = r->v->world->model;
    const cm_number *chance = NULL;
    int known = r->is_fact ? -1 : act_known(r);
    for (uint32_t f = 0; r->is_fact && f < model->n_facts; f++) {
        const cm_fact *fact = &model->facts[f];
        if (strcmp(fact->label.name, r->name) != 0)
            continue;
        known = fact_known(r, &r->v->world->facts[f], fact);
        if (fact->state != CM_FACT_CHANCE)
            continue;
        chance = fact->chance;
        for (uint32_t o = 0; fact->is_choice && o < fact->n_options; o++)
            if (strcmp(fact->options[o].name, r->option) == 0)
                chance = fact->options[o].chance;
    }
    if (known >= 0)
        mpq_set_ui(prior, (unsigned long)known, 1);
    else if (chance)
        mpq_set(prior, chance->q);
    return known >= 0 || chance;
}

/* ---- comparing
 * ------------------------------------------------------------------------- */

static void compare(const row *r, const char *key, const comitia_value *object,
                    bool known, mpq_srcptr q)
{
    char what[200];
    const comitia_value *value = comitia_value_get(object, key);
    const char *is = comitia_value_string(value);
    snprintf(what, sizeof what, "%s of %s%s%s", key, r->name,
             *r->option ? " is " : "", r->option);
    if (known && is)
        cm_verify_number(r->v, what, value, q);
    else if (known || is)
        cm_verify_differs(r->v, what, is ? is : "null",
                          known ? cm_number_text(r->v->arena, q) : "null");
}

/* yes : no; 1 : 0 is infinite, 0 : 0 is null. */
static void compare_factor(const row *r, const comitia_value *object,
                           const cm_tried_odds *odds)
{
    const char *is = cm_verify_text(object, "factor");
    bool yes = mpq_sgn(odds->yes->q), no = mpq_sgn(odds->no->q);
    mpq_t q;
    mpq_init(q);
    if (no)
        mpq_div(q, odds->yes->q, odds->no->q);
    if (no || !yes)
        compare(r, "factor", object, no, q);
    else if (strcmp(is, "infinite") != 0)
        cm_verify_differs(r->v, "factor", is, "infinite");
    mpq_clear(q);
}

/* p yes : (1 - p) no, the part of yes in both. */
static void compare_posterior(const row *r, const char *key,
                              const cm_tried_odds *odds, mpq_srcptr prior)
{
    mpq_t yes, no, sum;
    mpq_init(yes);
    mpq_init(no);
    mpq_init(sum);
    mpq_mul(yes, prior, odds->yes->q);
    mpq_set_ui(no, 1, 1);
    mpq_sub(no, no, prior);
    mpq_mul(no, no, odds->no->q);
    mpq_add(sum, yes, no);
    bool known = mpq_sgn(sum);
    if (known)
        mpq_div(sum, yes, sum);
    compare(r, key, r->value, known, sum);
    mpq_clear(yes);
    mpq_clear(no);
    mpq_clear(sum);
}

static void compare_row(const row *r, const cm_tried_belief *tried)
{
    const comitia_value *origins = comitia_value_get(r->value, "origins");
    mpq_t prior;
    mpq_init(prior);
    bool whole = r->is_fact && !*r->option && strcmp(r->kind, "choice") == 0;
    bool has = !whole && find_prior(r, prior);
    compare(r, "prior", r->value, has, prior);
    if (!has)
        mpq_set_ui(prior, 1, 2);
    compare_factor(r, r->value, &tried->odds);
    if (!whole) {
        compare_posterior(r, "posterior", &tried->odds, prior);
        compare_posterior(r, "naive", &tried->naive, prior);
    }
    for (uint32_t i = 0; i < tried->n_origins; i++)
        compare_factor(r, comitia_value_at(origins, i), &tried->origins[i]);
    mpq_clear(prior);
}

/* ---- all claims
 * ------------------------------------------------------------------------ */

static comitia_status check_row(cm_verifying *v, const comitia_value *value,
                                const char **reason)
{
    const cm_model *model = v->world->model;
    const char *kind = cm_verify_text(value, "kind");
    row r = {.v = v,
             .value = value,
             .name = cm_verify_text(value, "name"),
             .option = cm_verify_text(value, "option"),
             .kind = kind,
             .is_fact =
                 strcmp(kind, "fact") == 0 || strcmp(kind, "choice") == 0};
    cm_arena scratch;
    cm_tried_belief tried;
    uint32_t n = 0;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, v->ctx->allocator);
    const cm_report **reports =
        cm_new_n(&scratch, const cm_report *, model->n_reports);
    if (!reports)
        goto done;
    for (uint32_t i = 0; i < model->n_reports; i++)
        if (is_about(&r, &model->reports[i]))
            reports[n++] = &model->reports[i];
    CM_GO(cm_spend(v->ctx, 10 * (uint64_t)model->n_reports + 1));
    CM_GO(cm_trial_belief(v->ctx, &scratch, model, reports, n, &tried));
    *reason = tried.reason;
    if (!tried.reason)
        compare_row(&r, &tried);
done:
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_verify_belief(cm_verifying *v, const comitia_value *answer)
{
    const comitia_value *claims = comitia_value_get(answer, "claims");
    size_t n = comitia_value_count(claims), tried = 0;
    for (size_t i = 0; i < n; i++) {
        const char *reason = NULL;
        CM_TRY(check_row(v, comitia_value_at(claims, i), &reason));
        tried += !reason;
        if (reason)
            v->verdict->reason = reason;
    }
    if (n == 0)
        v->verdict->reason = CM_NOTHING_TO_VERIFY;
    if (tried)
        cm_verify_method(v, "all values of every utterance (%zu of %zu claims)",
                         tried, n);
    return COMITIA_OK;
}
