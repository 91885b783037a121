#include "engine/diagram/bdd_round.h"

/* One rounding down; rounding up is that of the opposite. */
typedef struct rounding {
    cm_bdd *bdd;
    const cm_rounding *rule;
    cm_arc top;
    double *chance;  /* per node */
    double *reach;   /* per arc: chance of coming by it */
    cm_arc *to;      /* per arc: what it becomes */
    uint32_t kept;
} rounding;

static double chance_of(const rounding *r, cm_arc f)
{
    return f & 1 ? 1 - r->chance[f >> 1] : r->chance[f >> 1];
}

/* Chances of all nodes. */
static void set_chances(rounding *r)
{
    const cm_bdd_node *nodes = cm_bdd_nodes(r->bdd);
    r->chance[0] = 1;
    for (uint32_t i = 1; i <= r->top >> 1; i++) {
        double p = r->rule->chance[nodes[i].level];
        r->chance[i] = p * chance_of(r, nodes[i].high) +
                       (1 - p) * chance_of(r, nodes[i].low);
    }
}

/* The part that is below the function at this node, if that is known: the one
   in which the level has the value that does less for it. */
static bool part_below(const rounding *r, const cm_bdd_node *node, cm_arc f,
                       cm_arc *part, double *lost)
{
    uint8_t move = r->rule->move[node->level];
    if (move == CM_LEVEL_EITHER)
        return false;
    /* Rounding up rounds the opposite down, and that moves the other way. */
    bool rises = (move == CM_LEVEL_RISES) != r->rule->up;
    double p = r->rule->chance[node->level];
    cm_arc low = node->low ^ (f & 1), high = node->high ^ (f & 1);
    double rise = chance_of(r, high) - chance_of(r, low);
    *part = rises ? low : high;
    *lost = rises ? p * rise : (p - 1) * rise;
    return true;
}

/* Decides from the top down what each arc becomes: false, a part, or itself. */
static void decide(rounding *r, double drop)
{
    const cm_bdd_node *nodes = cm_bdd_nodes(r->bdd);
    memset(r->reach, 0, ((size_t)(r->top | 1) + 1) * sizeof *r->reach);
    for (cm_arc f = 2; f <= (r->top | 1); f++)
        r->to[f] = CM_ARC_FALSE; /* where the chance is too small for a double */
    r->reach[r->top] = 1;
    r->kept = 0;
    for (cm_arc f = r->top | 1; f > 1; f--) {
        double reach = r->reach[f], lost;
        const cm_bdd_node *node = &nodes[f >> 1];
        cm_arc part;
        if (reach == 0)
            continue;
        if (reach * chance_of(r, f) < drop) {
            r->to[f] = CM_ARC_FALSE;
        } else if (part_below(r, node, f, &part, &lost) && reach * lost < drop) {
            r->to[f] = part;
            r->reach[part] += reach;
        } else {
            double p = r->rule->chance[node->level];
            r->to[f] = f;
            r->reach[node->high ^ (f & 1)] += p * reach;
            r->reach[node->low ^ (f & 1)] += (1 - p) * reach;
            r->kept++;
        }
    }
}

/* Makes it, from the leaves up. */
static comitia_status make(rounding *r)
{
    r->to[0] = CM_ARC_TRUE;
    r->to[1] = CM_ARC_FALSE;
    for (cm_arc f = 2; f <= (r->top | 1); f++) {
        if (r->reach[f] == 0)
            continue;
        if (r->to[f] != f) {
            r->to[f] = r->to[r->to[f]];
            continue;
        }
        cm_bdd_node node = cm_bdd_nodes(r->bdd)[f >> 1];
        CM_TRY(cm_bdd_node_of(r->bdd, node.level, r->to[node.low ^ (f & 1)],
                              r->to[node.high ^ (f & 1)], &r->to[f]));
    }
    return COMITIA_OK;
}

/* Nodes of the function. */
static uint32_t size_of(rounding *r)
{
    const cm_bdd_node *nodes = cm_bdd_nodes(r->bdd);
    uint32_t n = 0;
    memset(r->to, 0, ((size_t)(r->top >> 1) + 1) * sizeof *r->to);
    r->to[r->top >> 1] = 1;
    for (uint32_t i = r->top >> 1; i > 0; i--) {
        if (!r->to[i])
            continue;
        n++;
        r->to[nodes[i].low >> 1] = r->to[nodes[i].high >> 1] = 1;
    }
    return n;
}

static comitia_status round_down(cm_ctx *ctx, rounding *r, cm_rounding *rule)
{
    enum { COST = 3, STEP = 4, BACK = 64 };
    uint64_t cost = COST * (uint64_t)(r->top | 1);
    CM_TRY(cm_spend(ctx, cost));
    if (size_of(r) <= rule->most)
        return COMITIA_OK;
    set_chances(r);
    rule->drop = rule->drop > 1e-250 ? rule->drop / BACK : 1e-20;
    do {
        CM_TRY(cm_spend(ctx, cost));
        rule->drop *= STEP;
        decide(r, rule->drop);
    } while (r->kept > rule->most);
    CM_TRY(make(r));
    r->top = r->to[r->top];
    return COMITIA_OK;
}

comitia_status cm_bdd_round(cm_ctx *ctx, cm_bdd *bdd, cm_rounding *rule,
                            cm_arc *f)
{
    cm_arc mark = rule->up;
    rounding r = {.bdd = bdd, .rule = rule, .top = *f ^ mark};
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    uint64_t arcs = (uint64_t)(r.top | 1) + 1;
    if (arcs / 2 <= rule->most)
        return COMITIA_OK;
    cm_arena_init(&scratch, ctx->allocator);
    r.chance = cm_new_n(&scratch, double, arcs / 2);
    r.reach = cm_new_n(&scratch, double, arcs);
    r.to = cm_new_n(&scratch, cm_arc, arcs);
    if (r.chance && r.reach && r.to)
        status = round_down(ctx, &r, rule);
    if (status == COMITIA_OK)
        *f = r.top ^ mark;
    cm_arena_clear(&scratch);
    return status;
}
