#include "engine/weighted/row_heavies.h"

uint64_t cm_heavies_cost(uint32_t n)
{
    return (UINT64_C(16) << n) * (n + 1);
}

uint32_t cm_heavies_of(const cm_row *row)
{
    uint32_t n = 0;
    while (n < CM_MOST_HEAVIES && n < row->players &&
           cm_heavies_cost(n + 1) <= row->quota / 2)
        n++;
    return n;
}

comitia_status cm_heavies_new(const cm_row *row, cm_arena *arena, uint32_t n,
                              cm_heavies *heavies)
{
    heavies->n = n;
    heavies->weight = row->each + (row->players - n);
    heavies->sum = cm_new_n(arena, uint64_t, UINT64_C(1) << n);
    if (!heavies->sum)
        return COMITIA_E_NOMEM;
    for (uint32_t j = 0; j < n; j++)
        for (uint32_t set = 0; set < UINT32_C(1) << j; set++)
            heavies->sum[set | UINT32_C(1) << j] =
                heavies->sum[set] + heavies->weight[j];
    return COMITIA_OK;
}

static unsigned members(uint32_t set)
{
    unsigned n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

/* y^0 .. y^n */
static void set_powers(const cm_heavies *heavies, const cm_others *o,
                       uint32_t *power)
{
    power[0] = 1;
    for (uint32_t k = 0; k < heavies->n; k++)
        power[k + 1] = cm_mod_mul(o->y, power[k], o->mod);
}

/* At d = all - less, 0 where that is below 1. */
static uint32_t at(const cm_others *o, const uint32_t *table, uint64_t all,
                   uint64_t less)
{
    if (less >= all)
        return 0;
    uint64_t d = all - less;
    return table[(d < o->width ? d : o->width) - 1];
}

void cm_heavies_fill(const cm_heavies *heavies, const cm_others *o, uint32_t *r)
{
    uint32_t power[CM_MOST_HEAVIES + 1];
    set_powers(heavies, o, power);
    memset(r, 0, (size_t)o->width * sizeof *r);
    for (uint32_t set = 0; set >> heavies->n == 0; set++) {
        uint64_t sum = heavies->sum[set];
        if (sum >= o->quota)
            continue;
        uint64_t d = o->quota - sum;
        uint32_t *cell = r + ((d < o->width ? d : o->width) - 1);
        *cell = cm_mod_add(*cell, power[members(set)], o->mod);
    }
    for (uint64_t d = o->width - 1; d-- > 0;)
        r[d] = cm_mod_add(r[d], r[d + 1], o->mod);
}

/* What a set gives to each of its members. */
static void give(const cm_heavies *heavies, const cm_others *o, uint32_t set,
                 uint32_t value, uint32_t *in)
{
    for (uint32_t j = 0; j < heavies->n; j++)
        if (set >> j & 1)
            in[j] = cm_mod_add(in[j], value, o->mod);
}

/* Some others make it win; or nobody is needed, and its lightest is. */
void cm_heavies_minimal(const cm_heavies *heavies, const cm_others *o,
                        const uint32_t *b, uint32_t *in)
{
    uint32_t power[CM_MOST_HEAVIES + 1];
    set_powers(heavies, o, power);
    for (uint32_t set = 1; set >> heavies->n == 0; set++) {
        uint64_t sum = heavies->sum[set];
        uint32_t lightest = 0, value = 1;
        while (!(set >> lightest & 1))
            lightest++;
        if (sum < o->quota)
            value = cm_mod_add(at(o, b, o->quota, sum), 1, o->mod);
        else if (sum - heavies->weight[lightest] >= o->quota)
            continue;
        give(heavies, o, set, cm_mod_mul(value, power[members(set)], o->mod),
             in);
    }
}

void cm_heavies_critical(const cm_heavies *heavies, const cm_others *o,
                         const uint32_t *u, uint32_t *in)
{
    uint32_t power[CM_MOST_HEAVIES + 1];
    set_powers(heavies, o, power);
    for (uint32_t set = 1; set >> heavies->n == 0; set++) {
        uint32_t value = at(o, u, o->quota, heavies->sum[set]);
        if (value)
            give(heavies, o, set,
                 cm_mod_mul(value, power[members(set)], o->mod), in);
    }
}

/* A winning coalition that weighs quota + e, e from the weight of one of them
   to the next: those below carry no mark. */
void cm_heavies_losing(const cm_heavies *heavies, const cm_others *o,
                       const uint32_t *a, uint32_t *in)
{
    uint32_t power[CM_MOST_HEAVIES + 1];
    set_powers(heavies, o, power);
    for (uint32_t set = 1; set >> heavies->n == 0; set++) {
        uint32_t given = 0, below = 0;
        for (uint32_t j = 0; set >> j; j++) {
            uint32_t upto =
                at(o, a, o->quota + heavies->weight[j], heavies->sum[set]);
            uint32_t between = cm_mod_sub(upto, below, o->mod);
            given = cm_mod_add(
                given, cm_mod_mul(between, power[members(set >> j)], o->mod),
                o->mod);
            if (set >> j & 1)
                in[j] = cm_mod_add(in[j], given, o->mod);
            below = upto;
        }
    }
}
