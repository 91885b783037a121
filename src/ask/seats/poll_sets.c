#include "ask/seats/poll_sets.h"

#include <stdlib.h>

bool cm_poll_sets_init(cm_poll_sets *sets, cm_arena *arena, uint32_t n)
{
    uint64_t all = UINT64_C(1) << n;
    *sets = (cm_poll_sets){.n = n,
                           .at = cm_new_n(arena, cm_poll_set, all),
                           .sum = cm_new_n(arena, uint64_t, all),
                           .least = cm_new_n(arena, uint64_t, all)};
    if (!sets->at || !sets->sum || !sets->least)
        return false;
    for (uint32_t set = 0; set < all; set++)
        sets->at[set].parties = set;
    sets->least[0] = UINT64_MAX;
    return true;
}

comitia_status cm_poll_sets_count(cm_ctx *ctx, cm_poll_sets *sets,
                                  const uint64_t *seats, uint64_t majority)
{
    CM_TRY(cm_spend(ctx, UINT64_C(4) << sets->n));
    for (uint32_t i = 0; i < sets->n; i++)
        for (uint32_t set = UINT32_C(1) << i; set >> i == 1; set++) {
            uint32_t others = set ^ UINT32_C(1) << i;
            uint64_t sum = sets->sum[others] + seats[i];
            uint64_t least = sets->least[others];
            sets->sum[set] = sum;
            sets->least[set] = least = seats[i] < least ? seats[i] : least;
            sets->at[set].majority += sum >= majority;
            sets->at[set].minimal += sum >= majority && sum - least < majority;
        }
    return COMITIA_OK;
}

static int by_minimal(const void *left, const void *right)
{
    const cm_poll_set *a = left, *b = right;
    if (a->minimal != b->minimal)
        return a->minimal > b->minimal ? -1 : 1;
    return a->parties < b->parties ? -1 : a->parties > b->parties;
}

uint32_t cm_poll_sets_sort(cm_poll_sets *sets)
{
    uint32_t n = 0, all = UINT32_C(1) << sets->n;
    qsort(sets->at, all, sizeof *sets->at, by_minimal);
    while (n < all && sets->at[n].minimal)
        n++;
    return n;
}
