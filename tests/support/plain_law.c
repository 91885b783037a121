#include "support/plain.h"

#include <stdlib.h>
#include <string.h>

/* ---- conditions under values of everything
 * ------------------------------------- */

bool plain_is_nested(const plain *p, uint32_t act)
{
    uint32_t body = p->model->acts[act].body;
    return body != CM_NONE && p->model->bodies[body].nested;
}

unsigned plain_arm(plain *p, const plain_values *v, uint32_t act)
{
    const cm_act *a = &p->model->acts[act];
    for (unsigned i = 0; i + 1 < a->n_arms; i++)
        if (plain_holds(p, v, a->arms[i].cond))
            return i;
    return a->n_arms ? a->n_arms - 1 : 0;
}

/* Every member is present and votes as what it votes as. */
static bool nested_passes(plain *p, const plain_values *v, uint32_t act)
{
    const cm_act *a = &p->model->acts[act];
    cm_tally ballots[PLAIN_VOTERS] = {{{0}}};
    for (uint32_t i = 0; i < a->n_voters; i++) {
        const cm_entry *entry =
            &p->model->bodies[a->body].entries[a->voters[i].entry];
        bool yes = plain_holds(p, v, entry->as);
        ballots[i].seats[yes ? CM_BALLOT_YES : CM_BALLOT_NO] = 1;
    }
    return plain_quorum_met(p, act, ballots) &&
           plain_rule_holds(p, act, a->arms[plain_arm(p, v, act)].rule, false,
                            ballots);
}

/* An act that can only pass or only fail is that; else as v says. */
bool plain_act_passes(plain *p, const plain_values *v, uint32_t act)
{
    unsigned arm, pass = 0;
    if (p->acts[act].settled)
        return p->acts[act].value;
    if (plain_is_nested(p, act))
        return nested_passes(p, v, act);
    arm = plain_arm(p, v, act);
    uint32_t n = plain_profiles(p, act);
    for (uint32_t i = 0; i < n; i++)
        pass += plain_passes(p, act, arm, i);
    return pass == 0 ? false : pass == n ? true : v->act[act];
}

/* d_i for the i-th court and on. */
static bool granted(plain *p, const plain_values *v, const cm_ladder *l,
                    uint32_t i)
{
    bool at = plain_act_passes(p, v, l->courts[i].at);
    if (i + 1 == l->n_courts)
        return at;
    const cm_court *next = &l->courts[i + 1];
    bool later = granted(p, v, l, i + 1);
    bool goes_on = plain_act_passes(p, v, next->to) && later;
    if (next->to_against == CM_NONE)
        return at || goes_on;
    return (at && (!plain_act_passes(p, v, next->to_against) || later)) ||
           goes_on;
}

static bool counts(const cm_cond *cond, uint64_t n)
{
    switch (cond->compare) {
    case CM_AT_LEAST: return n >= cond->k;
    case CM_MORE_THAN: return n > cond->k;
    case CM_AT_MOST: return n <= cond->k;
    case CM_FEWER_THAN: return n < cond->k;
    }
    abort();
}

bool plain_holds(plain *p, const plain_values *v, const cm_cond *cond)
{
    const cm_model *m = p->model;
    uint64_t hold = 0;
    for (uint32_t i = 0; i < cond->n_children; i++)
        hold += plain_holds(p, v, cond->children[i]);
    switch (cond->kind) {
    case CM_COND_ACT: return plain_act_passes(p, v, cond->index);
    case CM_COND_EITHER:
        return plain_act_passes(p, v, cond->index) ||
               plain_act_passes(p, v, cond->other);
    case CM_COND_FACT: return v->fact[cond->index] == 1;
    case CM_COND_OPTION: return v->fact[cond->index] == (int)cond->option;
    case CM_COND_OUTCOME:
        return plain_holds(p, v, m->outcomes[cond->index].when) &&
               !(m->outcomes[cond->index].unless &&
                 plain_holds(p, v, m->outcomes[cond->index].unless));
    case CM_COND_LADDER: {
        const cm_ladder *l = &m->ladders[cond->index];
        return plain_act_passes(p, v, l->courts[0].to) && granted(p, v, l, 0);
    }
    case CM_COND_NOT: return hold == 0;
    case CM_COND_AND: return hold == cond->n_children;
    case CM_COND_OR: return hold > 0;
    case CM_COND_COUNT: return counts(cond, hold);
    case CM_COND_POINT: break;
    }
    abort();
}

/* ---- what is open
 * ------------------------------------------------------------------ */

typedef struct finder {
    plain *p;
    plain_open *open;
    bool seen_act[PLAIN_ACTS], seen_fact[PLAIN_FACTS];
} finder;

static void find(finder *f, const cm_cond *cond);

static void find_act(finder *f, uint32_t act)
{
    const cm_act *a = &f->p->model->acts[act];
    if (f->seen_act[act])
        return;
    f->seen_act[act] = true;
    if (!f->p->acts[act].settled && !plain_is_nested(f->p, act))
        f->open->acts[f->open->n_acts++] = act;
    for (uint32_t i = 0; i < a->n_arms; i++)
        if (a->arms[i].cond)
            find(f, a->arms[i].cond);
    if (plain_is_nested(f->p, act) && !f->p->acts[act].settled)
        for (uint32_t v = 0; v < a->n_voters; v++)
            find(f,
                 f->p->model->bodies[a->body].entries[a->voters[v].entry].as);
}

static void find(finder *f, const cm_cond *cond)
{
    const cm_model *m = f->p->model;
    for (uint32_t i = 0; i < cond->n_children; i++)
        find(f, cond->children[i]);
    switch (cond->kind) {
    case CM_COND_EITHER:
        find_act(f, cond->index);
        find_act(f, cond->other);
        break;
    case CM_COND_ACT: find_act(f, cond->index); break;
    case CM_COND_FACT:
    case CM_COND_OPTION:
        if (!f->seen_fact[cond->index] && f->p->fact[cond->index] < 0)
            f->open->facts[f->open->n_facts++] = cond->index;
        f->seen_fact[cond->index] = true;
        break;
    case CM_COND_OUTCOME:
        find(f, m->outcomes[cond->index].when);
        if (m->outcomes[cond->index].unless)
            find(f, m->outcomes[cond->index].unless);
        break;
    case CM_COND_LADDER:
        for (uint32_t i = 0; i < m->ladders[cond->index].n_courts; i++) {
            const cm_court *court = &m->ladders[cond->index].courts[i];
            find_act(f, court->to);
            if (court->to_against != CM_NONE)
                find_act(f, court->to_against);
            find_act(f, court->at);
        }
        break;
    default: break;
    }
}

void plain_find_open(plain *p, const cm_cond *cond, plain_open *open)
{
    finder f = {.p = p, .open = open};
    memset(open, 0, sizeof *open);
    find(&f, cond);
}

unsigned plain_values_of(const plain *p, uint32_t fact)
{
    return p->model->facts[fact].is_choice ? p->model->facts[fact].n_options
                                           : 2;
}

uint32_t plain_valuations(const plain *p, const plain_open *open, uint32_t only)
{
    uint32_t n = 1;
    for (unsigned i = 0; i < open->n_facts; i++)
        if (only >> i & 1)
            n *= plain_values_of(p, open->facts[i]);
    return n;
}

void plain_valuation(const plain *p, const plain_open *open, uint32_t only,
                     uint32_t i, plain_values *v)
{
    memset(v, 0, sizeof *v);
    for (uint32_t f = 0; f < p->model->n_facts; f++)
        v->fact[f] = p->fact[f] < 0 ? 0 : p->fact[f];
    for (unsigned k = open->n_facts; k-- > 0;)
        if (only >> k & 1) {
            uint32_t fact = open->facts[k];
            unsigned size = plain_values_of(p, fact);
            unsigned value = i % size;
            v->fact[fact] =
                (int)(p->model->facts[fact].is_choice ? value : 1 - value);
            i /= size;
        }
}

bool plain_residual(plain *p, const cm_cond *cond, const plain_open *open,
                    plain_values *v, uint32_t results)
{
    for (unsigned i = 0; i < open->n_acts; i++)
        v->act[open->acts[i]] = results >> i & 1;
    return plain_holds(p, v, cond);
}

/* Two values of a fact, all else equal: the residual differs, or the rule of
   an act on which it depends. */
static bool tells_apart(plain *p, const cm_cond *cond, const plain_open *open,
                        plain_values *a, plain_values *b)
{
    uint32_t n = UINT32_C(1) << open->n_acts;
    for (uint32_t r = 0; r < n; r++)
        if (plain_residual(p, cond, open, a, r) !=
            plain_residual(p, cond, open, b, r))
            return true;
    for (unsigned i = 0; i < open->n_acts; i++) {
        if (plain_arm(p, a, open->acts[i]) == plain_arm(p, b, open->acts[i]))
            continue;
        for (uint32_t r = 0; r < n; r++)
            if (plain_residual(p, cond, open, a, r) !=
                plain_residual(p, cond, open, a, r ^ UINT32_C(1) << i))
                return true;
    }
    return false;
}

uint32_t plain_matter(plain *p, const cm_cond *cond, const plain_open *open)
{
    uint32_t matter = 0, all = (UINT32_C(1) << open->n_facts) - 1;
    uint32_t n = plain_valuations(p, open, all);
    for (unsigned k = 0; k < open->n_facts; k++)
        for (uint32_t i = 0; i < n; i++) {
            plain_values a, b;
            plain_valuation(p, open, all, i, &a);
            b = a;
            for (unsigned x = 0; x < plain_values_of(p, open->facts[k]); x++) {
                b.fact[open->facts[k]] = (int)x;
                if (tells_apart(p, cond, open, &a, &b))
                    matter |= UINT32_C(1) << k;
            }
        }
    return matter;
}
