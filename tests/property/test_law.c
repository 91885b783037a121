/* Status of random models against enumeration: certain, impossible or open,
 * with all that is needed for it and all that stops it. */
#include "support/tried.h"

#include <stdlib.h>
#include <string.h>

/* The residual as a table: valuations of the open facts, then act results. */
typedef struct residual {
    plain_open open;
    uint32_t n_valuations, n_results;
    uint8_t *at;
    uint32_t all;
} residual;

static void tabulate(tried *t, const cm_cond *cond, residual *r)
{
    plain_find_open(&t->plain, cond, &r->open);
    r->all = (UINT32_C(1) << r->open.n_facts) - 1;
    r->n_valuations = plain_valuations(&t->plain, &r->open, r->all);
    r->n_results = UINT32_C(1) << r->open.n_acts;
    r->at = malloc((size_t)r->n_valuations * r->n_results);
    if (!r->at)
        abort();
    for (uint32_t i = 0; i < r->n_valuations; i++) {
        plain_values v;
        plain_valuation(&t->plain, &r->open, r->all, i, &v);
        for (uint32_t k = 0; k < r->n_results; k++)
            r->at[i * r->n_results + k] =
                plain_residual(&t->plain, cond, &r->open, &v, k);
    }
}

/* A partial valuation: per fact its value or -1, per act likewise. */
typedef struct partial {
    int fact[PLAIN_FACTS], act[PLAIN_ACTS];
} partial;

static bool fits(tried *t, const residual *r, const partial *term, uint32_t i,
                 uint32_t k)
{
    plain_values v;
    plain_valuation(&t->plain, &r->open, r->all, i, &v);
    for (unsigned f = 0; f < r->open.n_facts; f++)
        if (term->fact[f] >= 0 && v.fact[r->open.facts[f]] != term->fact[f])
            return false;
    for (unsigned a = 0; a < r->open.n_acts; a++)
        if (term->act[a] >= 0 && (int)(k >> a & 1) != term->act[a])
            return false;
    return true;
}

static bool makes(tried *t, const residual *r, const partial *term, bool value)
{
    for (uint32_t i = 0; i < r->n_valuations; i++)
        for (uint32_t k = 0; k < r->n_results; k++)
            if (r->at[i * r->n_results + k] != value && fits(t, r, term, i, k))
                return false;
    return true;
}

static bool is_minimal(tried *t, const residual *r, partial term, bool value)
{
    for (unsigned f = 0; f < r->open.n_facts; f++) {
        int kept = term.fact[f];
        term.fact[f] = -1;
        if (kept >= 0 && makes(t, r, &term, value))
            return false;
        term.fact[f] = kept;
    }
    for (unsigned a = 0; a < r->open.n_acts; a++) {
        int kept = term.act[a];
        term.act[a] = -1;
        if (kept >= 0 && makes(t, r, &term, value))
            return false;
        term.act[a] = kept;
    }
    return true;
}

static void add_term(tried *t, const residual *r, const partial *term,
                     texts *all)
{
    texts one = {0};
    for (unsigned f = 0; f < r->open.n_facts; f++)
        if (term->fact[f] >= 0)
            texts_add_fact(&one, t, r->open.facts[f], term->fact[f]);
    for (unsigned a = 0; a < r->open.n_acts; a++)
        if (term->act[a] >= 0)
            texts_add_act(&one, t, r->open.acts[a], term->act[a] == 1);
    char *joined = texts_join(&one, " ");
    texts_add(all, "%s", joined);
    free(joined);
}

/* All partial valuations, one after the other. */
static bool next(tried *t, const residual *r, partial *term)
{
    for (unsigned f = 0; f < r->open.n_facts; f++) {
        if (++term->fact[f] < (int)plain_values_of(&t->plain, r->open.facts[f]))
            return true;
        term->fact[f] = -1;
    }
    for (unsigned a = 0; a < r->open.n_acts; a++) {
        if (++term->act[a] < 2)
            return true;
        term->act[a] = -1;
    }
    return false;
}

static char *minimal_terms(tried *t, const residual *r, bool value)
{
    partial term;
    texts all = {0};
    memset(&term, 0xff, sizeof term);
    do {
        if (makes(t, r, &term, value) && is_minimal(t, r, term, value))
            add_term(t, r, &term, &all);
    } while (next(t, r, &term));
    return texts_join(&all, " | ");
}

static char *status_of(const residual *r)
{
    size_t n = (size_t)r->n_valuations * r->n_results, hold = 0;
    for (size_t i = 0; i < n; i++)
        hold += r->at[i];
    texts one = {0};
    texts_add(&one, "%s", hold == n ? "certain" : hold ? "open" : "impossible");
    return texts_join(&one, "");
}

static void check_status(tried *t, const char *name)
{
    residual r;
    tabulate(t, tried_cond(t, name), &r);
    if (r.open.n_acts + r.open.n_facts <= 7) {
        tried_ask(t, COMITIA_STATUS, name);
        tried_expect(t, name, test_at(&t->asked, "subjects.0.status"),
                     status_of(&r));
        tried_expect(t, "needed", tried_terms(t, "subjects.0.needed"),
                     minimal_terms(t, &r, true));
        tried_expect(t, "stopped", tried_terms(t, "subjects.0.stopped"),
                     minimal_terms(t, &r, false));
    }
    free(r.at);
}

static void check_all(cm_random *random, bool mixed)
{
    static tried t;
    random_model_options options = {
        .history = true, .nested = true, .ladders = true, .mixed = mixed};
    if (tried_open(&t, random, &options))
        for (unsigned i = 0; i < t.text.n_subjects; i++)
            check_status(&t, t.text.subjects[i]);
    tried_close(&t);
}

static void status_is_as_enumerated(cm_random *random)
{
    check_all(random, false);
}

static void status_is_as_enumerated_with_mixed_rules(cm_random *random)
{
    check_all(random, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("status is as enumerated", status_is_as_enumerated, 150),
        TEST_PROPERTY("status is as enumerated with mixed rules",
                      status_is_as_enumerated_with_mixed_rules, 150),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
