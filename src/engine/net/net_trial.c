#include "engine/net/net_trial.h"

#include <stdlib.h>

enum { FIRST_FORGET = 1 << 16 };

typedef cm_net_trial trial;

static uint32_t n_things(const trial *t)
{
    return t->o->n_leaves + t->o->n_gates;
}

static const cm_gate *gate_at(const trial *t)
{
    return &t->o->c->gates.at[t->o->gates[t->gate]];
}

static const cm_lit *inputs_at(const trial *t)
{
    return cm_gate_inputs(t->o->c, t->o->gates[t->gate]);
}

static uint32_t place_of(const trial *t, cm_lit lit)
{
    return t->o->place[cm_lit_node(lit)];
}

/* ---- forgetting --------------------------------------------------------------- */

/* What is needed later: values with uses left, and what is at hand. */
static size_t gather(const trial *t, cm_arc *all)
{
    size_t n = 0;
    for (uint32_t i = 0; i < t->o->n_leaves + t->gate; i++)
        if (t->left[i])
            all[n++] = t->value[i];
    memcpy(all + n, t->inputs.at, t->inputs.n * sizeof *all);
    n += t->inputs.n;
    memcpy(all + n, t->sums.at, t->sums.n * sizeof *all);
    return n + t->sums.n;
}

/* The same places get their new names. */
static void scatter(trial *t, const cm_arc *all)
{
    size_t n = 0;
    for (uint32_t i = 0; i < t->o->n_leaves + t->gate; i++)
        if (t->left[i])
            t->value[i] = all[n++];
    memcpy(t->inputs.at, all + n, t->inputs.n * sizeof *all);
    n += t->inputs.n;
    memcpy(t->sums.at, all + n, t->sums.n * sizeof *all);
}

static comitia_status forget(trial *t)
{
    cm_arena own;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&own, t->o->c->ctx->allocator);
    cm_arc *all = cm_new_n(&own, cm_arc,
                           (uint64_t)n_things(t) + t->inputs.n + t->sums.n + 1);
    if (!all)
        goto done;
    CM_GO(cm_bdd_forget(t->bdd, all, gather(t, all)));
    scatter(t, all);
    uint32_t live = cm_bdd_n_nodes(t->bdd);
    t->settled_at = live;
    t->forget_at = live > FIRST_FORGET / 2 ? 2 * live : FIRST_FORGET;
done:
    cm_arena_clear(&own);
    return status;
}

static comitia_status make_room(trial *t)
{
    return cm_bdd_n_nodes(t->bdd) < t->forget_at ? COMITIA_OK : forget(t);
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

/* The inputs, and sums to start with: of a count, sums[j] is "at least j of the
   inputs so far". */
static comitia_status open_gate(trial *t)
{
    const cm_gate *gate = gate_at(t);
    const cm_lit *inputs = inputs_at(t);
    leveled *sorted = cm_new_n(t->scratch, leveled, gate->n);
    if (!sorted)
        return COMITIA_E_NOMEM;
    t->inputs.n = t->sums.n = 0;
    for (uint32_t i = 0; i < gate->n; i++) {
        cm_arc edge = t->value[place_of(t, inputs[i])] ^ (inputs[i] & 1);
        sorted[i] = (leveled){edge, cm_bdd_nodes(t->bdd)[edge >> 1].level};
    }
    qsort(sorted, gate->n, sizeof *sorted, by_level);
    for (uint32_t i = 0; i < gate->n; i++)
        if (!cm_push(t->scratch, &t->inputs, sorted[i].edge))
            return COMITIA_E_NOMEM;
    for (uint32_t j = 0; j <= gate->k; j++)
        if (!cm_push(t->scratch, &t->sums, j ? CM_ARC_FALSE : CM_ARC_TRUE))
            return COMITIA_E_NOMEM;
    t->open = true;
    t->input = 0;
    t->count = gate->k;
    return COMITIA_OK;
}

/* Rounds what was made, if that is the rule and it has become large. */
static comitia_status settle(trial *t, cm_arc mark, cm_arc *f)
{
    cm_rounding *rule = t->rounding;
    if (!rule || cm_bdd_n_nodes(t->bdd) < t->settled_at + rule->most / 2)
        return COMITIA_OK;
    *f ^= mark;
    comitia_status status = cm_bdd_round(t->o->c->ctx, t->bdd, rule, f);
    *f ^= mark;
    t->settled_at = cm_bdd_n_nodes(t->bdd);
    return status;
}

/* And of the inputs; an or is the opposite of the and of opposites. */
static comitia_status add_to_and(trial *t, cm_arc mark)
{
    CM_TRY(make_room(t));
    CM_TRY(cm_bdd_and(t->bdd, t->sums.at[0], t->inputs.at[t->input] ^ mark,
                      &t->sums.at[0]));
    return settle(t, mark, &t->sums.at[0]);
}

static comitia_status make_or_pair(trial *t, cm_arc f, cm_arc g, cm_arc *out)
{
    cm_arc neither;
    CM_TRY(cm_bdd_and(t->bdd, f ^ 1, g ^ 1, &neither));
    *out = neither ^ 1;
    return COMITIA_OK;
}

static comitia_status add_to_count(trial *t)
{
    for (; t->count > 0; t->count--) {
        cm_arc *sum = &t->sums.at[t->count], with;
        if (t->count > t->input + 1)
            continue;
        CM_TRY(make_room(t));
        CM_TRY(cm_bdd_and(t->bdd, t->inputs.at[t->input], sum[-1], &with));
        CM_TRY(make_or_pair(t, *sum, with, sum));
        CM_TRY(settle(t, 0, sum));
    }
    t->count = gate_at(t)->k;
    return COMITIA_OK;
}

static void close_gate(trial *t)
{
    const cm_gate *gate = gate_at(t);
    cm_arc mark = gate->kind == CM_GATE_OR;
    t->value[t->o->n_leaves + t->gate] = t->sums.at[gate->k] ^ mark;
    for (uint32_t i = 0; i < gate->n; i++)
        t->left[place_of(t, inputs_at(t)[i])]--;
    t->inputs.n = t->sums.n = 0;
    t->open = false;
    t->gate++;
}

static comitia_status go_on(trial *t)
{
    while (t->gate < t->o->n_gates) {
        const cm_gate *gate = gate_at(t);
        if (!t->open)
            CM_TRY(open_gate(t));
        while (t->input < gate->n) {
            CM_TRY(gate->kind == CM_GATE_COUNT
                       ? add_to_count(t)
                       : add_to_and(t, gate->kind == CM_GATE_OR));
            t->input++;
            t->done++;
        }
        close_gate(t);
    }
    return COMITIA_OK;
}

/* ---- all of it -------------------------------------------------------------------- */

comitia_status cm_net_trial_begin(cm_net_trial *t, const cm_net_orders *o,
                                  cm_arena *scratch, const uint32_t *order)
{
    *t = (cm_net_trial){
        .o = o, .scratch = scratch, .order = order, .forget_at = FIRST_FORGET};
    t->value = cm_new_n(scratch, cm_arc, n_things(t));
    t->left = cm_new_n(scratch, uint32_t, n_things(t));
    if (!t->value || !t->left)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_bdd_new(o->c->ctx, UINT32_MAX, &t->bdd));
    for (uint32_t l = 0; l < o->n_leaves; l++)
        CM_TRY(cm_bdd_node_of(t->bdd, l, CM_ARC_FALSE, CM_ARC_TRUE,
                              &t->value[o->place[order[l]]]));
    for (uint32_t i = 0; i < o->n_leaves; i++)
        t->left[i] = o->uses[o->leaves[i]];
    for (uint32_t i = 0; i < o->n_gates; i++)
        t->left[o->n_leaves + i] = o->uses[o->gates[i]];
    return COMITIA_OK;
}

comitia_status cm_net_trial_go_on(cm_net_trial *t, uint32_t most, bool *full)
{
    cm_bdd_allow(t->bdd, most);
    comitia_status status = go_on(t);
    *full = status == COMITIA_E_BUDGET && cm_bdd_is_full(t->bdd);
    return *full ? COMITIA_OK : status;
}

/* Nodes of a diagram in a line: level by level from the bottom up, and within a
   level as the nodes above point to it, so that a sweep moves through them
   almost in order. */
typedef struct lining {
    const cm_bdd_node *nodes;
    uint32_t *head, *tail; /* per level: its nodes as they are met, 0 for none */
    uint32_t *next, *as;   /* per node: the next one; its new number */
} lining;

static void meet(lining *r, uint32_t node)
{
    uint32_t level = r->nodes[node].level;
    if (node == 0 || r->as[node])
        return;
    r->as[node] = 1;
    if (r->head[level])
        r->next[r->tail[level]] = node;
    else
        r->head[level] = node;
    r->tail[level] = node;
}

static void line_up(lining *r, uint32_t top, uint32_t n_levels, uint32_t n)
{
    meet(r, top);
    for (uint32_t level = 0; level < n_levels; level++)
        for (uint32_t i = r->head[level]; i; i = r->next[i]) {
            r->as[i] = --n;
            meet(r, r->nodes[i].high >> 1);
            meet(r, r->nodes[i].low >> 1);
        }
}

static cm_arc renamed(const lining *r, cm_arc arc)
{
    return 2 * r->as[arc >> 1] | (arc & 1);
}

/* Nodes 1..n-1 are all that the top needs. */
static comitia_status write_nodes(trial *t, uint32_t n, cm_arc *top,
                                  cm_bdd_node *to)
{
    cm_arena own;
    uint32_t n_levels = t->o->n_leaves;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&own, t->o->c->ctx->allocator);
    lining r = {.nodes = cm_bdd_nodes(t->bdd),
                .head = cm_new_n(&own, uint32_t, n_levels + 1),
                .tail = cm_new_n(&own, uint32_t, n_levels + 1),
                .next = cm_new_n(&own, uint32_t, n),
                .as = cm_new_n(&own, uint32_t, n)};
    if (!r.head || !r.tail || !r.next || !r.as)
        goto done;
    CM_GO(cm_spend(t->o->c->ctx, 10 * (uint64_t)n));
    line_up(&r, *top >> 1, n_levels, n);
    to[0] = r.nodes[0];
    for (uint32_t i = 1; i < n; i++)
        to[r.as[i]] = (cm_bdd_node){t->order[r.nodes[i].level],
                                    renamed(&r, r.nodes[i].low),
                                    renamed(&r, r.nodes[i].high)};
    *top = renamed(&r, *top);
done:
    cm_arena_clear(&own);
    return status;
}

comitia_status cm_net_trial_keep(cm_net_trial *t, cm_arena *arena,
                                 cm_module_diagram *to)
{
    cm_arc top = t->value[t->o->place[t->o->root]];
    CM_TRY(cm_bdd_forget(t->bdd, &top, 1));
    uint32_t n = cm_bdd_n_nodes(t->bdd);
    cm_bdd_node *nodes = cm_new_n(arena, cm_bdd_node, n);
    if (!nodes)
        return COMITIA_E_NOMEM;
    CM_TRY(write_nodes(t, n, &top, nodes));
    *to = (cm_module_diagram){t->o->root, nodes, n, top};
    return COMITIA_OK;
}

void cm_net_trial_end(cm_net_trial *t)
{
    cm_bdd_free(t->bdd);
    t->bdd = NULL;
}
