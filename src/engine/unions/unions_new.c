/* From players and the unions they stand in to kinds of unions. */
#include <stdlib.h>

#include "engine/unions/unions.h"

static int by_union(const void *left, const void *right)
{
    const cm_union_item *a = *(cm_union_item *const *)left;
    const cm_union_item *b = *(cm_union_item *const *)right;
    if (a->union_of != b->union_of)
        return a->union_of < b->union_of ? -1 : 1;
    if (a->class_of != b->class_of)
        return a->class_of < b->class_of ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* A union before alike ones are put together. */
typedef struct raw_union {
    cm_union of;
    uint32_t first, n; /* its items, in order */
} raw_union;

static int compare_parts(const cm_union *a, const cm_union *b)
{
    if (a->n_parts != b->n_parts)
        return a->n_parts < b->n_parts ? -1 : 1;
    for (uint32_t i = 0; i < a->n_parts; i++) {
        const cm_union_part *p = &a->parts[i], *q = &b->parts[i];
        if (p->class_of != q->class_of)
            return p->class_of < q->class_of ? -1 : 1;
        if (p->units != q->units)
            return p->units < q->units ? -1 : 1;
    }
    return 0;
}

static int by_parts(const void *left, const void *right)
{
    const raw_union *a = left, *b = right;
    int sign = compare_parts(&a->of, &b->of);
    return sign ? sign : a->first < b->first ? -1 : a->first > b->first;
}

/* The items from `first` on that stand in one union; whoever is alone is a kind
   of union of itself. */
static void take_union(cm_union_item *const *order, uint32_t n, uint32_t first,
                       cm_union_part *parts, raw_union *raw)
{
    const cm_union_item *item = order[first];
    bool alone = item->union_of == CM_ALONE;
    *raw = (raw_union){.of = {1, parts, 0}, .first = first};
    for (uint32_t i = first; i < n && order[i]->union_of == item->union_of &&
                             (!alone || i == first);
         i++, raw->n++) {
        if (raw->of.n_parts &&
            parts[raw->of.n_parts - 1].class_of == order[i]->class_of)
            parts[raw->of.n_parts - 1].units += order[i]->units;
        else
            parts[raw->of.n_parts++] = (cm_union_part){
                .class_of = order[i]->class_of, .units = order[i]->units};
    }
    if (alone) {
        raw->of.count = item->units;
        parts[0].units = 1;
    }
}

static void set_parts(cm_union_item *const *order, const raw_union *raw,
                      const cm_union *kind)
{
    uint32_t at = 0;
    for (uint32_t i = raw->first; i < raw->first + raw->n; i++) {
        while (kind->parts[at].class_of != order[i]->class_of)
            at++;
        order[i]->part = &kind->parts[at];
    }
}

comitia_status cm_unions_new(cm_ctx *ctx, cm_arena *arena, cm_union_item *items,
                             uint32_t n, cm_unions *unions)
{
    cm_union_item **order = cm_new_n(arena, cm_union_item *, n);
    cm_union_part *parts = cm_new_n(arena, cm_union_part, n);
    raw_union *raws = cm_new_n(arena, raw_union, n);
    uint32_t n_raws = 0;
    *unions = (cm_unions){.of = cm_new_n(arena, cm_union, n)};
    if (!order || !parts || !raws || !unions->of)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, 1000 * (uint64_t)n));
    for (uint32_t i = 0; i < n; i++)
        order[i] = &items[i];
    if (n)
        qsort(order, n, sizeof *order, by_union);
    for (uint32_t i = 0; i < n; i += raws[n_raws++].n)
        take_union(order, n, i, parts + i, &raws[n_raws]);
    if (n_raws)
        qsort(raws, n_raws, sizeof *raws, by_parts);
    for (uint32_t k = 0; k < n_raws; k++) {
        cm_union *last = unions->n ? &unions->of[unions->n - 1] : NULL;
        if (last && compare_parts(last, &raws[k].of) == 0)
            last->count += raws[k].of.count;
        else
            unions->of[unions->n++] = raws[k].of;
        set_parts(order, &raws[k], &unions->of[unions->n - 1]);
    }
    return COMITIA_OK;
}
