#include "engine/net_diagram.h"

#include <stdlib.h>

enum {
    FIRST_CAP = 1 << 13,
    EARLY_CAP = 1 << 16, /* how far an order came says little before */
    LATE_CAP = 1 << 19, /* now only two orders are left */
    LAST_CAP = 1 << 25,
    FEW_LEAVES = 8, /* there any order will do */
    FIRST_FORGET = 1 << 16
};

typedef cm_net_making making;

/* ---- forgetting --------------------------------------------------------------- */

/* What is needed later: values with uses left, and what is at hand. */
static size_t gather(const making *m, cm_arc *all)
{
    size_t n = 0;
    for (uint32_t i = 0; i < m->o->n_leaves; i++)
        if (m->left[m->o->leaves[i]])
            all[n++] = m->value[m->o->leaves[i]];
    for (uint32_t i = 0; i < m->done; i++)
        if (m->left[m->o->gates[i]])
            all[n++] = m->value[m->o->gates[i]];
    memcpy(all + n, m->inputs.at, m->inputs.n * sizeof *all);
    n += m->inputs.n;
    memcpy(all + n, m->sums.at, m->sums.n * sizeof *all);
    return n + m->sums.n;
}

/* The same places get their new names. */
static void scatter(making *m, const cm_arc *all)
{
    size_t n = 0;
    for (uint32_t i = 0; i < m->o->n_leaves; i++)
        if (m->left[m->o->leaves[i]])
            m->value[m->o->leaves[i]] = all[n++];
    for (uint32_t i = 0; i < m->done; i++)
        if (m->left[m->o->gates[i]])
            m->value[m->o->gates[i]] = all[n++];
    memcpy(m->inputs.at, all + n, m->inputs.n * sizeof *all);
    n += m->inputs.n;
    memcpy(m->sums.at, all + n, m->sums.n * sizeof *all);
}

static comitia_status forget(making *m)
{
    cm_arena own;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&own, m->c->ctx->allocator);
    cm_arc *all =
        cm_new_n(&own, cm_arc, (uint64_t)m->o->n_leaves + m->o->n_gates +
                                    m->inputs.n + m->sums.n + 1);
    if (!all)
        goto done;
    CM_GO(cm_bdd_forget(m->bdd, all, gather(m, all)));
    scatter(m, all);
    uint32_t live = cm_bdd_n_nodes(m->bdd);
    m->settled_at = live;
    m->forget_at = live > FIRST_FORGET / 2 ? 2 * live : FIRST_FORGET;
done:
    cm_arena_clear(&own);
    return status;
}

static comitia_status make_room(making *m)
{
    return cm_bdd_n_nodes(m->bdd) < m->forget_at ? COMITIA_OK : forget(m);
}

/* ---- gates ---------------------------------------------------------------------- */

typedef struct leveled {
    cm_arc edge;
    uint32_t level;
} leveled;

/* Deepest first: what is near the leaves is put together before it grows. */
static int by_level(const void *left, const void *right)
{
    const leveled *a = left, *b = right;
    if (a->level != b->level)
        return a->level < b->level ? 1 : -1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static comitia_status read_inputs(making *m, uint32_t gate)
{
    uint32_t n = m->c->gates.at[gate].n;
    const cm_lit *inputs = cm_gate_inputs(m->c, gate);
    leveled *sorted = cm_new_n(m->scratch, leveled, n);
    if (!sorted)
        return COMITIA_E_NOMEM;
    m->inputs.n = m->sums.n = 0;
    for (uint32_t i = 0; i < n; i++) {
        cm_arc edge = m->value[cm_lit_node(inputs[i])] ^ (inputs[i] & 1);
        sorted[i] =
            (leveled){edge, cm_bdd_nodes(m->bdd)[edge >> 1].level};
    }
    qsort(sorted, n, sizeof *sorted, by_level);
    for (uint32_t i = 0; i < n; i++)
        if (!cm_push(m->scratch, &m->inputs, sorted[i].edge))
            return COMITIA_E_NOMEM;
    return COMITIA_OK;
}

/* Rounds what was made, if that is the rule and it has become large. */
static comitia_status settle(making *m, cm_arc mark, cm_arc *f)
{
    cm_rounding *rule = m->rounding;
    if (!rule || cm_bdd_n_nodes(m->bdd) < m->settled_at + rule->most / 2)
        return COMITIA_OK;
    *f ^= mark;
    comitia_status status = cm_bdd_round(m->c->ctx, m->bdd, rule, f);
    *f ^= mark;
    m->settled_at = cm_bdd_n_nodes(m->bdd);
    return status;
}

/* And of the inputs; an or is the opposite of the and of opposites. */
static comitia_status make_and(making *m, cm_arc mark, cm_arc *out)
{
    if (!cm_push(m->scratch, &m->sums, CM_ARC_TRUE))
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < m->inputs.n; i++) {
        CM_TRY(make_room(m));
        CM_TRY(cm_bdd_and(m->bdd, m->sums.at[0], m->inputs.at[i] ^ mark,
                          &m->sums.at[0]));
        CM_TRY(settle(m, mark, &m->sums.at[0]));
    }
    *out = m->sums.at[0] ^ mark;
    return COMITIA_OK;
}

static comitia_status make_or_pair(making *m, cm_arc f, cm_arc g, cm_arc *out)
{
    CM_TRY(cm_bdd_and(m->bdd, f ^ 1, g ^ 1, out));
    *out ^= 1;
    return COMITIA_OK;
}

/* sums[j]: at least j of the inputs so far. */
static comitia_status make_count(making *m, uint32_t k, cm_arc *out)
{
    for (uint32_t j = 0; j <= k; j++)
        if (!cm_push(m->scratch, &m->sums, j ? CM_ARC_FALSE : CM_ARC_TRUE))
            return COMITIA_E_NOMEM;
    for (size_t i = 0; i < m->inputs.n; i++)
        for (uint32_t j = k; j > 0; j--) {
            cm_arc with;
            if (j > i + 1)
                continue;
            CM_TRY(make_room(m));
            CM_TRY(cm_bdd_and(m->bdd, m->inputs.at[i], m->sums.at[j - 1],
                              &with));
            CM_TRY(make_or_pair(m, m->sums.at[j], with, &m->sums.at[j]));
            CM_TRY(settle(m, 0, &m->sums.at[j]));
        }
    *out = m->sums.at[k];
    return COMITIA_OK;
}

static comitia_status make_gate(making *m, uint32_t node)
{
    const cm_gate *gate = &m->c->gates.at[node];
    CM_TRY(read_inputs(m, node));
    if (gate->kind == CM_GATE_COUNT)
        CM_TRY(make_count(m, gate->k, &m->value[node]));
    else
        CM_TRY(make_and(m, gate->kind == CM_GATE_OR, &m->value[node]));
    m->done++;
    for (uint32_t i = 0; i < gate->n; i++)
        m->left[cm_lit_node(cm_gate_inputs(m->c, node)[i])]--;
    return COMITIA_OK;
}

/* ---- one order ------------------------------------------------------------------- */

comitia_status cm_net_try_order(making *m, const uint32_t *order, uint32_t cap,
                                bool *full)
{
    m->done = 0;
    m->inputs.n = m->sums.n = 0;
    m->settled_at = 0;
    m->forget_at = FIRST_FORGET;
    CM_TRY(cm_bdd_new(m->c->ctx, cap, &m->bdd));
    for (uint32_t l = 0; l < m->o->n_leaves; l++) {
        CM_TRY(cm_bdd_node_of(m->bdd, l, CM_ARC_FALSE, CM_ARC_TRUE,
                              &m->value[order[l]]));
        m->left[order[l]] = m->o->uses[order[l]];
    }
    for (uint32_t i = 0; i < m->o->n_gates; i++)
        m->left[m->o->gates[i]] = m->o->uses[m->o->gates[i]];
    comitia_status status = COMITIA_OK;
    for (uint32_t i = 0; i < m->o->n_gates && status == COMITIA_OK; i++)
        status = make_gate(m, m->o->gates[i]);
    *full = status == COMITIA_E_BUDGET && cm_bdd_is_full(m->bdd);
    return *full ? COMITIA_OK : status;
}

comitia_status cm_net_keep(making *m, cm_arena *arena, const uint32_t *order,
                           cm_module_diagram *to)
{
    cm_arc top = m->value[m->o->root];
    CM_TRY(cm_bdd_forget(m->bdd, &top, 1));
    uint32_t n = cm_bdd_n_nodes(m->bdd);
    cm_bdd_node *nodes = cm_new_n(arena, cm_bdd_node, n);
    if (!nodes)
        return COMITIA_E_NOMEM;
    memcpy(nodes, cm_bdd_nodes(m->bdd), n * sizeof *nodes);
    for (uint32_t i = 1; i < n; i++)
        nodes[i].level = order[nodes[i].level];
    *to = (cm_module_diagram){m->o->root, nodes, n, top};
    return COMITIA_OK;
}

/* ---- orders against each other ------------------------------------------------------ */

typedef struct contest {
    uint32_t *order[CM_ORDER_KINDS]; /* NULL: not made yet */
    cm_order_kind kinds[CM_ORDER_KINDS]; /* best first */
    uint32_t done[CM_ORDER_KINDS]; /* by kind: gates, when it was full */
    uint32_t n;
} contest;

static comitia_status order_of(making *m, contest *of, cm_order_kind kind)
{
    if (of->order[kind])
        return COMITIA_OK;
    of->order[kind] = cm_new_n(m->scratch, uint32_t, m->o->n_leaves + 1);
    if (!of->order[kind])
        return COMITIA_E_NOMEM;
    return cm_net_orders_make(m->o, kind, of->order[kind]);
}

/* Those that came far stay, in this order; the others leave, and who is far
   behind. */
static void narrow(contest *of, uint32_t cap)
{
    for (uint32_t i = 1; i < of->n; i++)
        for (uint32_t k = i;
             k > 0 && of->done[of->kinds[k]] > of->done[of->kinds[k - 1]];
             k--) {
            cm_order_kind kind = of->kinds[k];
            of->kinds[k] = of->kinds[k - 1];
            of->kinds[k - 1] = kind;
        }
    uint32_t most = cap < EARLY_CAP  ? of->n > 5 ? 5 : 4
                    : cap < LATE_CAP ? 3
                                     : 2;
    uint32_t left = 1;
    uint64_t best = of->done[of->kinds[0]];
    while (left < of->n && left < most &&
           (cap < EARLY_CAP ||
            4 * (uint64_t)of->done[of->kinds[left]] >= 3 * best))
        left++;
    of->n = left;
}

/* The best order has more than half of the gates behind it. */
static bool is_promising(const making *m, const contest *of)
{
    return 2 * (uint64_t)of->done[of->kinds[0]] > m->o->n_gates;
}

/* All orders with one number of nodes; *found if one was enough. */
static comitia_status try_orders(making *m, contest *of, uint32_t cap,
                                 cm_arena *arena, cm_module_diagram *to,
                                 bool *found)
{
    comitia_status status = COMITIA_OK;
    for (uint32_t i = 0; i < of->n && !*found && status == COMITIA_OK; i++) {
        cm_order_kind kind = of->kinds[i];
        bool full = false;
        status = order_of(m, of, kind);
        if (status == COMITIA_OK)
            status = cm_net_try_order(m, of->order[kind], cap, &full);
        of->done[kind] = m->done;
        *found = status == COMITIA_OK && !full;
        if (*found)
            status = cm_net_keep(m, arena, of->order[kind], to);
        cm_bdd_free(m->bdd);
        m->bdd = NULL;
    }
    return status;
}

comitia_status cm_net_make_module(making *m, cm_arena *arena, uint32_t root,
                                  uint32_t most, cm_module_diagram *to,
                                  bool *made)
{
    contest of = {.kinds = {CM_ORDER_SHARED, CM_ORDER_FORCE, CM_ORDER_DEPTH,
                            CM_ORDER_FORCE_SHARED, CM_ORDER_WEIGHT,
                            CM_ORDER_SMALL, CM_ORDER_LARGE, CM_ORDER_LEAVES},
                  .n = 8};
    cm_arena scratch;
    bool found = false;
    comitia_status status = cm_net_orders_of(m->o, root);
    cm_arena_init(&scratch, m->c->ctx->allocator);
    m->scratch = &scratch;
    m->inputs.at = m->sums.at = NULL;
    m->inputs.n = m->sums.n = m->inputs.cap = m->sums.cap = 0;
    if (m->o->n_leaves <= FEW_LEAVES)
        of.n = 1;
    for (uint32_t cap = FIRST_CAP;
         status == COMITIA_OK && !found && cap <= most &&
         (m->patient || cap <= LATE_CAP || is_promising(m, &of));
         cap *= 4) {
        status = try_orders(m, &of, cap + m->o->n_leaves, arena, to, &found);
        narrow(&of, cap);
    }
    cm_arena_clear(&scratch);
    *made = found;
    return status;
}

comitia_status cm_net_making_new(const cm_net *c, const cm_modules *modules,
                                 cm_arena *arena, making *m)
{
    *m = (making){.c = c,
                  .value = cm_new_n(arena, cm_arc, c->gates.n),
                  .left = cm_new_n(arena, uint32_t, c->gates.n),
                  .o = cm_new(arena, cm_net_orders)};
    if (!m->value || !m->left || !m->o)
        return COMITIA_E_NOMEM;
    return cm_net_orders_new(c, modules, arena, m->o);
}

void cm_net_add_module(cm_net_diagrams *d, const cm_module_diagram *module)
{
    d->at[d->n++] = *module;
    d->n_nodes += module->n_nodes;
    if (module->n_nodes > d->most_nodes)
        d->most_nodes = module->n_nodes;
}

comitia_status cm_net_diagrams_new(const cm_net *c, cm_arena *arena,
                                   cm_net_diagrams *d)
{
    *d = (cm_net_diagrams){.c = c};
    CM_TRY(cm_net_modules(c, arena, &d->modules));
    d->at = cm_new_n(arena, cm_module_diagram, c->gates.n);
    return d->at ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_net_diagrams_of(const cm_net *c, cm_arena *arena,
                                  bool patient, cm_net_diagrams *d,
                                  uint32_t *stuck)
{
    making m;
    *stuck = 0;
    CM_TRY(cm_net_diagrams_new(c, arena, d));
    CM_TRY(cm_net_making_new(c, &d->modules, arena, &m));
    m.patient = patient;
    c->ctx->doing = "trying orders for a diagram";
    for (uint32_t i = 0; i < d->modules.n_nodes; i++) {
        uint32_t node = d->modules.nodes[i];
        cm_module_diagram module;
        bool made;
        if (!d->modules.is[node])
            continue;
        CM_TRY(cm_net_make_module(&m, arena, node, LAST_CAP, &module, &made));
        if (!made) {
            *stuck = node;
            return cm_fail(c->ctx, COMITIA_E_BUDGET,
                           "a diagram of %u things that may or may not happen",
                           m.o->n_leaves);
        }
        cm_net_add_module(d, &module);
    }
    return COMITIA_OK;
}
