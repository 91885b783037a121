#include "engine/net/net_diagram.h"

enum {
    FIRST_CAP = 1 << 11,
    WEIGHT_CAP = 1 << 15, /* the order by weight, which starts slowly, stays */
    SURE_CAP = 1 << 17, /* how far an order came says enough from here on */
    LATE_CAP = 1 << 19,
    LAST_CAP = 1 << 25,
    MOST_WEIGHING = 1 << 28 /* steps of an order by weight */
};

/* ---- orders against each other ------------------------------------------------------ */

static const cm_order_kind kinds[] = {
    CM_ORDER_SHARED, CM_ORDER_WEIGHT,     CM_ORDER_FORCE_SMALL,
    CM_ORDER_FORCE,  CM_ORDER_FORCE_DEEP, CM_ORDER_FORCE_NARROW,
    CM_ORDER_SMALL,  CM_ORDER_DEEP,       CM_ORDER_SLOAN,
    CM_ORDER_NARROW};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

typedef struct contender {
    cm_order_kind kind;
    uint32_t *order;
    uint32_t front;  /* see cm_net_orders_front */
    uint32_t before; /* trial.done when it had half of the nodes */
    bool begun;
    cm_net_trial trial;
} contender;

typedef struct contest {
    cm_net_orders *o;
    cm_arena *scratch;
    contender *all[N_KINDS]; /* best first */
    uint32_t n;
    uint64_t inputs; /* of all gates */
} contest;

/* Most likely ones first: those with a small front. */
static bool is_before(const contender *a, const contender *b)
{
    return a->trial.done != b->trial.done ? a->trial.done > b->trial.done
                                          : a->front < b->front;
}

static void rank(contest *of)
{
    for (uint32_t i = 1; i < of->n; i++)
        for (uint32_t k = i; k > 0 && is_before(of->all[k], of->all[k - 1]);
             k--) {
            contender *c = of->all[k];
            of->all[k] = of->all[k - 1];
            of->all[k - 1] = c;
        }
}

static void leave(contest *of, uint32_t n_left)
{
    while (of->n > n_left)
        cm_net_trial_end(&of->all[--of->n]->trial);
}

static bool is_new(const contest *of, const uint32_t *order)
{
    for (uint32_t i = 0; i < of->n; i++)
        if (memcmp(of->all[i]->order, order,
                   of->o->n_leaves * sizeof *order) == 0)
            return false;
    return true;
}

static comitia_status enter(contest *of, cm_order_kind kind)
{
    contender *c = cm_new(of->scratch, contender);
    uint32_t *order = cm_new_n(of->scratch, uint32_t, of->o->n_leaves + 1);
    if (!c || !order)
        return COMITIA_E_NOMEM;
    if (kind == CM_ORDER_WEIGHT &&
        of->inputs * of->o->n_leaves > MOST_WEIGHING)
        return COMITIA_OK;
    CM_TRY(cm_net_orders_make(of->o, kind, order));
    if (!is_new(of, order))
        return COMITIA_OK;
    c->kind = kind;
    c->order = order;
    of->all[of->n++] = c;
    return cm_net_orders_front(of->o, order, &c->front);
}

/* The other orders, but those with a front much larger than the least. */
static comitia_status enter_others(contest *of)
{
    for (uint32_t i = 1; i < N_KINDS; i++)
        CM_TRY(enter(of, kinds[i]));
    uint32_t least = of->all[0]->front, n = 0;
    for (uint32_t i = 1; i < of->n; i++)
        least = of->all[i]->front < least ? of->all[i]->front : least;
    for (uint32_t i = 0; i < of->n; i++)
        if (of->all[i]->front <= least + least / 5 * 4)
            of->all[n++] = of->all[i];
        else
            cm_net_trial_end(&of->all[i]->trial);
    of->n = n;
    return COMITIA_OK;
}

/* The order with the least front is put among the first n: what comes far early
   may well grow most in the end. */
static contender *save_least_front(contest *of, uint32_t n)
{
    uint32_t least = 0;
    for (uint32_t i = 1; i < of->n; i++)
        if (of->all[i]->front < of->all[least]->front)
            least = i;
    contender *saved = of->all[least];
    for (; least >= n; least--)
        of->all[least] = of->all[least - 1];
    of->all[least] = saved;
    return saved;
}

/* With twice the nodes each time, fewer stay: those that came furthest, and of
   these in the end who has come further by a quarter of what the first one did
   than that one was before. */
static void narrow(contest *of, uint32_t cap)
{
    enum { MOST_LEFT = 4, LEAST_LEFT = 2 };
    uint32_t n = MOST_LEFT, left = 0;
    for (uint32_t c = FIRST_CAP; c < cap && n > LEAST_LEFT; c *= 2)
        n--;
    rank(of);
    const cm_net_trial *first = &of->all[0]->trial;
    uint32_t before = of->all[0]->before;
    uint32_t far = before + (first->done - before) / 4;
    const contender *saved = NULL; /* first beside the others, then in place of one */
    if (cap < LATE_CAP)
        saved = save_least_front(of, cap < WEIGHT_CAP ? n + 1 : n);
    for (uint32_t i = 0; i < of->n; i++) {
        contender *c = of->all[i];
        bool near = cap <= SURE_CAP || i == 0 || c->trial.done >= far;
        c->before = c->trial.done;
        if ((i < n && near) || c == saved ||
            (c->kind == CM_ORDER_WEIGHT && cap <= WEIGHT_CAP))
            of->all[left++] = c;
        else
            cm_net_trial_end(&c->trial);
    }
    of->n = left;
}

/* The best order has more than half of the inputs of gates behind it. */
static bool is_promising(const contest *of)
{
    return 2 * (uint64_t)of->all[0]->trial.done > of->inputs;
}

/* All orders with one number of nodes; *found if one was enough. */
static comitia_status try_orders(contest *of, uint32_t cap, cm_arena *arena,
                                 cm_module_diagram *to, bool *found)
{
    for (uint32_t i = 0; i < of->n && !*found; i++) {
        contender *c = of->all[i];
        bool full;
        if (!c->begun)
            CM_TRY(cm_net_trial_begin(&c->trial, of->o, of->scratch, c->order));
        c->begun = true;
        CM_TRY(cm_net_trial_go_on(&c->trial, cap + of->o->n_leaves, &full));
        *found = !full;
        if (*found)
            CM_TRY(cm_net_trial_keep(&c->trial, arena, to));
    }
    return COMITIA_OK;
}

/* One order alone, for the many modules where any will do; then all. */
static comitia_status compete(contest *of, uint32_t most, bool patient,
                              cm_arena *arena, cm_module_diagram *to,
                              bool *made)
{
    for (uint32_t i = 0; i < of->o->n_gates; i++)
        of->inputs += of->o->c->gates.at[of->o->gates[i]].n;
    CM_TRY(enter(of, kinds[0]));
    if (FIRST_CAP <= most)
        CM_TRY(try_orders(of, FIRST_CAP, arena, to, made));
    if (!*made && FIRST_CAP <= most)
        CM_TRY(enter_others(of));
    for (uint32_t cap = FIRST_CAP;
         !*made && cap <= most &&
         (patient || cap <= LATE_CAP || is_promising(of));
         cap *= 2) {
        CM_TRY(try_orders(of, cap, arena, to, made));
        narrow(of, cap);
    }
    return COMITIA_OK;
}

comitia_status cm_net_make_module(cm_net_orders *o, cm_arena *arena,
                                  uint32_t root, uint32_t most, bool patient,
                                  cm_module_diagram *to, bool *made)
{
    cm_arena scratch;
    contest of = {.o = o, .scratch = &scratch};
    *made = false;
    cm_arena_init(&scratch, o->c->ctx->allocator);
    comitia_status status = cm_net_orders_of(o, root);
    if (status == COMITIA_OK)
        status = compete(&of, most, patient, arena, to, made);
    leave(&of, 0);
    cm_arena_clear(&scratch);
    return status;
}

/* ---- all modules ----------------------------------------------------------------------- */

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
    cm_net_orders orders;
    *stuck = 0;
    CM_TRY(cm_net_diagrams_new(c, arena, d));
    CM_TRY(cm_net_orders_new(c, &d->modules, arena, &orders));
    c->ctx->doing = "trying orders for a diagram";
    for (uint32_t i = 0; i < d->modules.n_nodes; i++) {
        uint32_t node = d->modules.nodes[i];
        cm_module_diagram module;
        bool made;
        if (!d->modules.is[node])
            continue;
        CM_TRY(cm_net_make_module(&orders, arena, node, LAST_CAP, patient,
                                  &module, &made));
        if (!made) {
            *stuck = node;
            return cm_fail(c->ctx, COMITIA_E_BUDGET,
                           "a diagram of %u things that may or may not happen",
                           orders.n_leaves);
        }
        cm_net_add_module(d, &module);
    }
    return COMITIA_OK;
}
