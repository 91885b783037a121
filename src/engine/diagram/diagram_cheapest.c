/* The least total cost of a vector. */
#include "engine/diagram/diagram_node.h"

enum { ARC_STEPS = 10 };

typedef struct prices {
    cm_sweep sweep;
    const uint64_t *const *cost;
    uint64_t *skipped; /* per level: least costs of the levels before it */
    uint8_t *rising;   /* per level: more never costs less */
    uint64_t *least;   /* per node */
} prices;

static comitia_status price_levels(prices *p, cm_diagram *d)
{
    for (uint32_t l = 0; l < d->n_levels; l++) {
        const uint64_t *cost = p->cost[l];
        uint64_t least = cost ? cost[0] : 0;
        p->rising[l] = 1;
        for (uint32_t v = 1; cost && v < d->sizes[l]; v++) {
            least = cost[v] < least ? cost[v] : least;
            p->rising[l] &= cost[v] >= cost[v - 1];
        }
        p->skipped[l + 1] = p->skipped[l] + least;
        CM_TRY(cm_spend(d->ctx, cost ? d->sizes[l] : 1));
    }
    return COMITIA_OK;
}

static comitia_status run_price(const prices *p, uint32_t level, uint32_t first,
                                uint32_t last, uint64_t *out)
{
    const uint64_t *cost = p->cost[level];
    *out = cost ? cost[first] : 0;
    if (!cost || p->rising[level])
        return COMITIA_OK;
    for (uint32_t v = first + 1; v <= last; v++)
        *out = cost[v] < *out ? cost[v] : *out;
    return cm_spend(p->sweep.d->ctx, last - first);
}

/* Least cost from level `from` on when f is what is left there. */
static uint64_t price_below(const prices *p, uint32_t from, cm_fn f)
{
    const cm_diagram *d = p->sweep.d;
    uint64_t own = f <= CM_TRUE ? 0 : p->least[d->place[f]];
    return own + p->skipped[d->nodes[f].level] - p->skipped[from];
}

static comitia_status price_node(const prices *p, cm_fn f, uint64_t *out)
{
    const cm_diagram *d = p->sweep.d;
    const cm_node *node = &d->nodes[f];
    uint32_t first = 0;
    *out = UINT64_MAX;
    for (uint32_t r = 0; r < node->n_runs; r++) {
        cm_run run = cm_runs(d, node)[r];
        if (run.child != CM_FALSE) {
            uint64_t price;
            CM_TRY(run_price(p, node->level, first, run.last, &price));
            price += price_below(p, node->level + 1, run.child);
            *out = price < *out ? price : *out;
        }
        first = run.last + 1;
    }
    return cm_spend(d->ctx, (uint64_t)ARC_STEPS * node->n_runs);
}

comitia_status cm_fn_cheapest(cm_diagram *d, cm_fn f,
                              const uint64_t *const *cost, bool *found,
                              uint64_t *out)
{
    prices p = {.cost = cost};
    comitia_status status;
    CM_GO(cm_sweep_init(&p.sweep, d, f, d->n_levels));
    p.skipped = cm_new_n(&p.sweep.scratch, uint64_t, (uint64_t)d->n_levels + 1);
    p.rising = cm_new_n(&p.sweep.scratch, uint8_t, d->n_levels);
    p.least = cm_new_n(&p.sweep.scratch, uint64_t, p.sweep.n);
    status = COMITIA_E_NOMEM;
    if (!p.skipped || !p.rising || !p.least)
        goto done;
    CM_GO(price_levels(&p, d));
    for (uint32_t i = 0; i < p.sweep.n; i++)
        CM_GO(price_node(&p, p.sweep.order[i], &p.least[i]));
    if (f != CM_FALSE)
        *out = price_below(&p, 0, f);
    *found = f != CM_FALSE;
done:
    cm_sweep_clear(&p.sweep);
    return status;
}
