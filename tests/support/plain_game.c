#include "support/plain.h"

#include <stdlib.h>
#include <string.h>

/* ---- roles
 * ------------------------------------------------------------------------ */

static void find_roles(plain_game *g)
{
    uint32_t n = UINT32_C(1) << g->open->n_acts;
    for (uint32_t r = 0; r < n; r++)
        for (unsigned i = 0; i < g->open->n_acts; i++) {
            if (r >> i & 1)
                continue;
            bool without = plain_residual(g->p, g->cond, g->open, &g->v, r);
            bool with = plain_residual(g->p, g->cond, g->open, &g->v,
                                       r | UINT32_C(1) << i);
            g->helps[i] |= !without && with;
            g->hinders[i] |= without && !with;
        }
}

static bool counts(const plain_game *g, unsigned i)
{
    return g->helps[i] || g->hinders[i];
}

static plain_direction direction(plain_game *g, unsigned i)
{
    uint32_t act = g->open->acts[i];
    const cm_act *a = &g->p->model->acts[act];
    return a->n_arms
               ? plain_rule_direction(a->arms[plain_arm(g->p, &g->v, act)].rule)
               : PLAIN_PLUS;
}

static plain_refusal refused(plain_game *g)
{
    plain_refusal refusal = PLAIN_FINE;
    if (g->otherwise == COMITIA_WORST)
        return PLAIN_FINE;
    for (unsigned i = 0; i < g->open->n_acts; i++) {
        if (!counts(g, i))
            continue;
        if ((g->helps[i] && g->hinders[i]) || direction(g, i) == PLAIN_MIXED)
            return PLAIN_C0511;
        if (g->otherwise == COMITIA_ABSENT && g->hinders[i] &&
            g->p->model->acts[g->open->acts[i]].quorum)
            refusal = PLAIN_C0512;
    }
    return refusal;
}

/* ---- profiles
 * ---------------------------------------------------------------------- */

/* Members of S (units as bits) cast `own` in the i-th act, the others theirs.
 */
static bool passes_when(plain_game *g, unsigned i, uint32_t set, unsigned own,
                        unsigned others)
{
    uint32_t act = g->open->acts[i], profile = 0;
    const plain_act *now = &g->p->acts[act];
    for (unsigned k = 0; k < now->n_parts; k++)
        profile |= (set >> now->parts[k].unit & 1 ? own : others) << 2 * k;
    return plain_passes(g->p, act, plain_arm(g->p, &g->v, act), profile);
}

/* v_f(S) of `oppose` and `absent`. */
static bool forces_in_profile(plain_game *g, uint32_t set)
{
    uint32_t results = 0;
    for (unsigned i = 0; i < g->open->n_acts; i++) {
        if (!counts(g, i))
            continue;
        bool yes = g->helps[i] == (direction(g, i) == PLAIN_PLUS);
        unsigned own = yes ? CM_BALLOT_YES : CM_BALLOT_NO;
        unsigned others = g->otherwise == COMITIA_ABSENT ? CM_BALLOT_ABSENT
                          : yes                          ? CM_BALLOT_NO
                                                         : CM_BALLOT_YES;
        if (passes_when(g, i, set, own, others))
            results |= UINT32_C(1) << i;
    }
    return plain_residual(g->p, g->cond, g->open, &g->v, results);
}

/* ---- worst
 * ---------------------------------------------------------------------------
 */

/* What the ballots of S in one act can come to, whatever the others cast. */
enum { SURE_FAIL = 1, SURE_PASS = 2, EITHER = 4 };

static unsigned choices(plain_game *g, unsigned i, uint32_t set)
{
    uint32_t act = g->open->acts[i], own = 0;
    const plain_act *now = &g->p->acts[act];
    unsigned arm = plain_arm(g->p, &g->v, act), all = 0;
    uint32_t n = plain_profiles(g->p, act);
    for (unsigned k = 0; k < now->n_parts; k++)
        if (set >> now->parts[k].unit & 1)
            own |= UINT32_C(3) << 2 * k;
    uint32_t others = (n - 1) & ~own;
    for (uint32_t mine = own;; mine = (mine - 1) & own) {
        bool pass = true, fail = true;
        for (uint32_t theirs = others;; theirs = (theirs - 1) & others) {
            if (plain_passes(g->p, act, arm, mine | theirs))
                fail = false;
            else
                pass = false;
            if (theirs == 0 || (!pass && !fail))
                break;
        }
        all |= pass ? SURE_PASS : fail ? SURE_FAIL : EITHER;
        if (mine == 0)
            return all;
    }
}

/* Some choice for the acts i, i+1, ... makes O equal to `want` for all results
   that it leaves open. */
static bool assures(plain_game *g, const unsigned *of, unsigned i,
                    uint32_t results, uint32_t loose, bool want)
{
    if (i < g->open->n_acts) {
        uint32_t bit = UINT32_C(1) << i;
        if (!counts(g, i))
            return assures(g, of, i + 1, results, loose, want);
        return (of[i] & SURE_PASS &&
                assures(g, of, i + 1, results | bit, loose, want)) ||
               (of[i] & SURE_FAIL &&
                assures(g, of, i + 1, results, loose, want)) ||
               (of[i] & EITHER &&
                assures(g, of, i + 1, results, loose | bit, want));
    }
    for (uint32_t r = loose;; r = (r - 1) & loose) {
        if (plain_residual(g->p, g->cond, g->open, &g->v, results | r) != want)
            return false;
        if (r == 0)
            return true;
    }
}

static bool assures_at_worst(plain_game *g, uint32_t set, bool want)
{
    unsigned of[PLAIN_ACTS] = {0};
    for (unsigned i = 0; i < g->open->n_acts; i++)
        if (counts(g, i))
            of[i] = choices(g, i, set);
    return assures(g, of, 0, 0, 0, want);
}

/* ---- the game
 * ------------------------------------------------------------------------ */

static uint32_t units_of(const plain_game *g, uint32_t set)
{
    uint32_t units = 0;
    for (unsigned i = 0; i < g->force.n; i++)
        if (set >> i & 1)
            units |= UINT32_C(1) << g->players[i];
    return units;
}

void plain_play(plain *p, const cm_cond *cond, const plain_open *open,
                const plain_values *v, comitia_participation otherwise,
                plain_game *g)
{
    memset(g, 0, sizeof *g);
    g->p = p;
    g->cond = cond;
    g->open = open;
    g->v = *v;
    g->otherwise = otherwise;
    find_roles(g);
    for (unsigned i = 0; i < open->n_acts; i++)
        for (unsigned k = 0; counts(g, i) && k < p->acts[open->acts[i]].n_parts;
             k++)
            g->matters |= UINT32_C(1) << p->acts[open->acts[i]].parts[k].unit;
    for (unsigned u = 0; u < p->n_units; u++)
        if (g->matters >> u & 1)
            g->players[g->force.n++] = u;
    g->block.n = g->force.n;
    g->refusal = refused(g);
    if (g->refusal != PLAIN_FINE)
        return;
    uint32_t all = (UINT32_C(1) << g->force.n) - 1;
    for (uint32_t set = 0; set <= all; set++) {
        if (otherwise == COMITIA_WORST) {
            g->force.wins[set] = assures_at_worst(g, units_of(g, set), true);
            g->block.wins[set] = assures_at_worst(g, units_of(g, set), false);
        } else {
            g->force.wins[set] = forces_in_profile(g, units_of(g, set));
            g->block.wins[set] = !forces_in_profile(g, units_of(g, all & ~set));
        }
    }
}
