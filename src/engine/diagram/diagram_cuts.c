/* Where runs end, level by level. */
#include "engine/diagram/diagram_node.h"

/* Marks of level l begin at offset[l], one byte a value. */
typedef struct marks {
    uint8_t *at;
    uint64_t *offset;
    uint64_t n_runs;
} marks;

static comitia_status mark(cm_sweep *s, marks *m)
{
    const cm_diagram *d = s->d;
    uint64_t n = 0;
    m->offset = cm_new_n(&s->scratch, uint64_t, (uint64_t)d->n_levels + 1);
    if (!m->offset)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < d->n_levels; l++) {
        m->offset[l] = n;
        n += d->sizes[l];
    }
    m->offset[d->n_levels] = n;
    CM_TRY(cm_spend(d->ctx, n));
    m->at = n < SIZE_MAX ? cm_new_n(&s->scratch, uint8_t, (uint64_t)n) : NULL;
    if (!m->at)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < d->n_levels; l++)
        m->at[m->offset[l + 1] - 1] = 1;
    for (uint32_t i = 0; i < s->n; i++) {
        const cm_node *node = &d->nodes[s->order[i]];
        for (uint32_t r = 0; r < node->n_runs; r++)
            m->at[m->offset[node->level] + cm_runs(d, node)[r].last] = 1;
        m->n_runs += node->n_runs;
    }
    return COMITIA_OK;
}

static comitia_status list(cm_sweep *s, const marks *m, cm_cuts *cuts)
{
    const cm_diagram *d = s->d;
    uint64_t n = 0;
    for (uint64_t i = 0; i < m->offset[d->n_levels]; i++)
        n += m->at[i];
    cuts->first = cm_new_n(&s->scratch, uint32_t, (uint64_t)d->n_levels + 1);
    cuts->last =
        n < UINT32_MAX ? cm_new_n(&s->scratch, uint32_t, (uint64_t)n) : NULL;
    if (!cuts->first || !cuts->last)
        return COMITIA_E_NOMEM;
    uint32_t cut = 0;
    for (uint32_t l = 0; l < d->n_levels; l++) {
        cuts->first[l] = cut;
        for (uint32_t v = 0; v < d->sizes[l]; v++)
            if (m->at[m->offset[l] + v])
                cuts->last[cut++] = v;
    }
    cuts->first[d->n_levels] = cut;
    return COMITIA_OK;
}

static uint32_t cut_at(const cm_cuts *cuts, uint32_t level, uint32_t value)
{
    uint32_t lo = cuts->first[level], hi = cuts->first[level + 1] - 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (cuts->last[mid] < value)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

comitia_status cm_cuts_find(cm_sweep *s, cm_cuts *cuts)
{
    marks m = {0};
    const cm_diagram *d = s->d;
    CM_TRY(mark(s, &m));
    CM_TRY(list(s, &m, cuts));
    cuts->of_run = cm_new_n(&s->scratch, uint32_t, (uint64_t)m.n_runs);
    if (!cuts->of_run)
        return COMITIA_E_NOMEM;
    uint64_t at = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const cm_node *node = &d->nodes[s->order[i]];
        for (uint32_t r = 0; r < node->n_runs; r++)
            cuts->of_run[at++] =
                cut_at(cuts, node->level, cm_runs(d, node)[r].last);
    }
    return COMITIA_OK;
}
