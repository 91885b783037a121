/* Swings in unions, on a diagram whose upper levels are the other unions. */
#include "engine/power/flat.h"
#include "engine/unions/unions_task.h"

typedef struct sweep {
    cm_union_task *t;
    cm_flat flat;
    cm_flat_work work;
    uint32_t cut;     /* levels above it are other unions */
    uint32_t n_inner; /* nodes below the cut, the constants included */
    uint64_t outer_runs, inner_runs;
    uint32_t *before; /* per level: unions, or players, on the levels above */
    uint32_t *power;  /* (1 + mark)^k */
    uint32_t *mark_weight, *marks_work;
    /* per node: */
    uint32_t *reached[CM_UNION_WAYS]; /* from above the cut */
    uint32_t *above, *below, *gain;
    uint32_t *swings; /* per level */
    const uint32_t *part;
} sweep;

static uint32_t level_of(const sweep *s, uint32_t node)
{
    return node < 2 ? s->flat.n_levels : s->flat.nodes[node].level;
}

/* ---- layout -------------------------------------------------------------- */

static comitia_status new_tables(sweep *s)
{
    cm_arena *scratch = &s->t->scratch;
    const cm_flat *flat = &s->flat;
    size_t nodes = flat->n_nodes, levels = (size_t)flat->n_levels + 1;
    size_t players = (size_t)flat->players + 1, marks = 2 * (size_t)s->t->m + 1;
    const struct {
        uint32_t **at;
        size_t n;
    } tables[] = {
        {&s->before, levels},     {&s->power, players},
        {&s->mark_weight, marks}, {&s->marks_work, marks},
        {&s->reached[0], nodes},  {&s->reached[1], nodes},
        {&s->above, nodes},       {&s->below, nodes},
        {&s->gain, nodes},        {&s->swings, levels},
    };
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (!(*tables[i].at = cm_new_n(scratch, uint32_t, tables[i].n)))
            return COMITIA_E_NOMEM;
    return cm_flat_work_new(scratch, flat, &s->work);
}

static comitia_status lay_out(sweep *s, const cm_fn_game *game)
{
    cm_flat *flat = &s->flat;
    CM_TRY(cm_flat_new(s->t->ctx, &s->t->scratch, game, game->force, flat));
    CM_TRY(new_tables(s));
    for (uint32_t l = 0; l < flat->n_levels; l++)
        s->before[l + 1] = s->before[l] + flat->units[l];
    s->n_inner = flat->n_nodes < 2 ? flat->n_nodes : 2;
    while (s->n_inner < flat->n_nodes &&
           flat->nodes[s->n_inner].level >= s->cut)
        s->inner_runs += flat->nodes[s->n_inner++].n_runs;
    s->outer_runs = flat->n_runs - s->inner_runs;
    return COMITIA_OK;
}

/* ---- at a mark ----------------------------------------------------------- */

static void set_mark(sweep *s, uint32_t y)
{
    cm_flat_mark(&s->work, y);
    s->power[0] = 1;
    for (uint32_t k = 1; k <= s->flat.players; k++)
        s->power[k] = cm_mod_mul(s->power[k - 1], y + 1, s->work.mod);
}

/* Everything in (of values from the run's first up to the next run's). */
static uint32_t run_weight(const sweep *s, const cm_flat_node *node, uint32_t r)
{
    const cm_flat *flat = &s->flat;
    const uint32_t *sum = s->work.sum + flat->offset[node->level];
    uint32_t from = flat->runs[node->first + r].from;
    uint32_t end = r + 1 < node->n_runs ? flat->runs[node->first + r + 1].from
                                        : flat->units[node->level] + 1;
    return cm_mod_sub(sum[end], sum[from], s->work.mod);
}

/* Those on the levels between `from` and `to` may be in or not. */
static uint32_t free_between(const sweep *s, uint32_t from, uint32_t to)
{
    return s->power[s->before[to] - s->before[from]];
}

/* ---- above the cut ------------------------------------------------------- */

static void reach(sweep *s, uint32_t from_level, uint32_t node, uint32_t value,
                  uint32_t *reached)
{
    uint32_t level = level_of(s, node);
    uint32_t to = level < s->cut ? level : s->cut;
    uint32_t *at = node < s->n_inner ? &reached[node] : &s->above[node];
    value = cm_mod_mul(value, free_between(s, from_level, to), s->work.mod);
    *at = cm_mod_add(*at, value, s->work.mod);
}

/* Adds to `reached` what the unions add up to at the mark, times `start`. */
static void sweep_unions(sweep *s, uint32_t start, uint32_t *reached)
{
    const cm_flat *flat = &s->flat;
    for (uint32_t i = s->n_inner; i < flat->n_nodes; i++)
        s->above[i] = 0;
    reach(s, 0, flat->root, start, reached);
    for (uint32_t i = flat->n_nodes; i-- > s->n_inner;) {
        const cm_flat_node *node = &flat->nodes[i];
        for (uint32_t r = 0; r < node->n_runs && s->above[i]; r++)
            reach(s, node->level + 1, flat->runs[node->first + r].child,
                  cm_mod_mul(s->above[i], run_weight(s, node, r), s->work.mod),
                  reached);
    }
}

static comitia_status find_reached(sweep *s)
{
    cm_union_task *t = s->t;
    uint64_t cost = 20 * s->outer_runs + 12 * s->flat.n_values +
                    8 * (uint64_t)s->flat.players + 100;
    for (unsigned w = 0; w < CM_UNION_WAYS; w++)
        memset(s->reached[w], 0, s->n_inner * sizeof **s->reached);
    if (t->values[CM_BY_ORDER]) {
        CM_TRY(cm_spend(t->ctx, (uint64_t)t->m * t->m * 5));
        cm_union_marks(t->m, s->work.mod, s->mark_weight, s->marks_work);
        for (uint32_t y = 0; y < t->m; y++) {
            CM_TRY(cm_spend(t->ctx, cost));
            set_mark(s, y);
            sweep_unions(s, s->mark_weight[y], s->reached[CM_BY_ORDER]);
        }
    }
    if (t->values[CM_BY_COIN]) {
        CM_TRY(cm_spend(t->ctx, cost));
        set_mark(s, 1);
        sweep_unions(s, 1, s->reached[CM_BY_COIN]);
    }
    return COMITIA_OK;
}

/* ---- below the cut ------------------------------------------------------- */

static uint32_t run_below(const sweep *s, const cm_flat_node *node, uint32_t r)
{
    uint32_t child = s->flat.runs[node->first + r].child;
    return cm_mod_mul(s->below[child],
                      free_between(s, node->level + 1, level_of(s, child)),
                      s->work.mod);
}

/* What members below each node add up to; what one more of its class gains. */
static void sweep_up(sweep *s)
{
    cm_modulus mod = s->work.mod;
    s->below[0] = 0;
    s->below[1] = 1;
    for (uint32_t i = 2; i < s->n_inner; i++) {
        const cm_flat_node *node = &s->flat.nodes[i];
        const uint32_t *in = s->work.in + s->flat.offset[node->level];
        uint32_t last = 0, sum = 0, gain = 0;
        for (uint32_t r = 0; r < node->n_runs; r++) {
            uint32_t from = s->flat.runs[node->first + r].from;
            uint32_t value = run_below(s, node, r);
            sum = cm_mod_add(
                sum, cm_mod_mul(value, run_weight(s, node, r), mod), mod);
            if (r)
                gain = cm_mod_add(
                    gain,
                    cm_mod_mul(cm_mod_sub(value, last, mod),
                               cm_mod_sub(in[from + 1], in[from], mod), mod),
                    mod);
            last = value;
        }
        s->below[i] = sum;
        s->gain[i] = gain;
    }
}

static void sweep_down(sweep *s, const uint32_t *reached)
{
    cm_modulus mod = s->work.mod;
    for (uint32_t i = 2; i < s->n_inner; i++)
        s->above[i] = cm_mod_mul(reached[i],
                                 free_between(s, s->cut, level_of(s, i)), mod);
    memset(s->swings, 0, ((size_t)s->flat.n_levels + 1) * sizeof *s->swings);
    for (uint32_t i = s->n_inner; i-- > 2;) {
        const cm_flat_node *node = &s->flat.nodes[i];
        uint32_t *to = &s->swings[node->level];
        *to = cm_mod_add(*to, cm_mod_mul(s->above[i], s->gain[i], mod), mod);
        for (uint32_t r = 0; r < node->n_runs; r++) {
            uint32_t child = s->flat.runs[node->first + r].child;
            if (child < 2)
                continue;
            uint32_t value =
                cm_mod_mul(s->above[i], run_weight(s, node, r), mod);
            value = cm_mod_mul(
                value, free_between(s, node->level + 1, level_of(s, child)),
                mod);
            s->above[child] = cm_mod_add(s->above[child], value, mod);
        }
    }
}

static uint64_t inner_cost(const sweep *s)
{
    return 60 * s->inner_runs + 20 * (uint64_t)s->n_inner +
           12 * s->flat.n_values + 8 * (uint64_t)s->flat.players + 100;
}

static comitia_status find_swings(sweep *s, uint32_t prime)
{
    cm_union_task *t = s->t;
    for (uint32_t z = 0; z < t->n; z++) {
        CM_TRY(cm_spend(t->ctx, inner_cost(s)));
        set_mark(s, z);
        sweep_up(s);
        for (unsigned w = 0; w < CM_UNION_WAYS; w++) {
            if (!t->values[w])
                continue;
            sweep_down(s, s->reached[w]);
            for (uint32_t k = 0; k < cm_union_parts(t); k++) {
                uint32_t part = s->part ? s->part[k] : k;
                *cm_union_value(t, w, prime, part, z) = s->swings[s->cut + k];
            }
        }
    }
    return COMITIA_OK;
}

/* ---- all ----------------------------------------------------------------- */

static bool is_dear(const sweep *s, uint64_t budget)
{
    uint64_t n = s->t->n, m = s->t->m, fixed = 12 * s->flat.n_values + 100;
    uint64_t marks = m * (20 * s->outer_runs + fixed + 13 * m) +
                     n * (inner_cost(s) + n * cm_union_parts(s->t));
    return marks > budget / s->t->primes.n;
}

comitia_status cm_union_sweep(cm_union_task *t, const cm_fn_game *game,
                              uint32_t cut, const uint32_t *part,
                              uint64_t budget, bool *found)
{
    sweep s = {.t = t, .cut = cut, .part = part};
    CM_TRY(lay_out(&s, game));
    *found = !is_dear(&s, budget);
    for (uint32_t i = 0; i < t->primes.n && *found; i++) {
        cm_flat_modulo(&s.work, t->primes.at[i]);
        CM_TRY(find_reached(&s));
        CM_TRY(find_swings(&s, i));
    }
    return COMITIA_OK;
}
