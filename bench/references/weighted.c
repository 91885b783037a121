#include "weighted.h"

#include <stdlib.h>
#include <string.h>

ref_rule ref_dual(ref_rule rule)
{
    rule.quota = rule.total - rule.quota + 1;
    return rule;
}

/* ---- coalitions by size and weight
 * ---------------------------------------------------- */

/* Coalitions with s members that count and weight k, k < width; a table without
 * sizes has s = 0 only. */
typedef struct table {
    uint32_t n_sizes, width;
    uint64_t *ways;
} table;

static table new_table(uint32_t n_sizes, uint32_t width)
{
    table t = {n_sizes, width,
               ref_new((size_t)n_sizes * width, sizeof(uint64_t))};
    t.ways[0] = 1;
    return t;
}

static uint64_t *size(const table *t, uint32_t s)
{
    return t->ways + (size_t)s * t->width;
}

/* One more member may join; it adds to the size if it counts. */
static void join(table *t, uint32_t weight, bool counts)
{
    for (uint32_t s = t->n_sizes - counts; s-- > 0;) {
        const uint64_t *from = size(t, s);
        uint64_t *to = size(t, s + counts);
        for (uint32_t k = t->width; k-- > weight;)
            to[k] = ref_plus(to[k], from[k - weight]);
    }
}

/* Sums over all weights up to k. */
static void accumulate(const table *t, uint64_t *sums)
{
    memcpy(sums, t->ways, sizeof *sums * t->n_sizes * t->width);
    for (uint32_t s = 0; s < t->n_sizes; s++)
        for (uint32_t k = 1; k < t->width; k++) {
            size_t at = (size_t)s * t->width + k;
            sums[at] = ref_plus(sums[at], sums[at - 1]);
        }
}

/* Coalitions of weight `up_to` at most without a member of this weight: those
 * with it are again such coalitions, of a smaller weight. */
static uint64_t without(const table *t, const uint64_t *sums, int64_t s,
                        int64_t up_to, uint32_t weight, bool counts)
{
    uint64_t all = 0;
    for (bool minus = false; s >= 0 && up_to >= 0;
         s -= counts, up_to -= weight, minus = !minus) {
        uint64_t n = sums[(size_t)s * t->width + (size_t)up_to];
        all = minus ? ref_minus(all, n) : ref_plus(all, n);
    }
    return all;
}

/* Those of weight first to last. */
static uint64_t between(const table *t, const uint64_t *sums, uint32_t s,
                        int64_t first, int64_t last, uint32_t weight,
                        bool counts)
{
    return ref_minus(without(t, sums, s, last, weight, counts),
                     without(t, sums, s, first - 1, weight, counts));
}

static uint64_t *new_sums(const table *t)
{
    return ref_new((size_t)t->n_sizes * t->width, sizeof(uint64_t));
}

/* ---- swings and orders
 * ------------------------------------------------------------------- */

void ref_count_swings(ref_rule r, ref_counts *c)
{
    table t = new_table(1, r.quota);
    uint64_t *sums = new_sums(&t);
    for (uint32_t i = 0; i < r.n; i++)
        join(&t, r.weight[i], false);
    accumulate(&t, sums);
    c->winning = ref_minus(ref_power(2, r.n), sums[r.quota - 1]);
    for (uint32_t i = 0; i < r.n; i++) {
        uint32_t w = r.weight[i], same = 0;
        while (r.weight[same] != w)
            same++;
        c->swings[i] = same < i ? c->swings[same]
                                : between(&t, sums, 0, (int64_t)r.quota - w,
                                          r.quota - 1, w, false);
    }
    free(t.ways);
    free(sums);
}

void ref_count_shapley(ref_rule r, ref_counts *c)
{
    table t = new_table(r.n + 1, r.quota);
    for (uint32_t i = 0; i < r.n; i++)
        join(&t, r.weight[i], true);
    accumulate(&t, t.ways);
    for (uint32_t s = 0; s < r.n; s++) {
        uint64_t part = ref_order(r.n, s);
        for (uint32_t i = 0; i < r.n; i++)
            c->shapley[i] = ref_plus(
                c->shapley[i],
                ref_times(part,
                          between(&t, t.ways, s, (int64_t)r.quota - r.weight[i],
                                  r.quota - 1, r.weight[i], true)));
    }
    free(t.ways);
}

void ref_count_shapley_of_members(ref_rule r, uint32_t members, ref_counts *c)
{
    uint32_t most = r.n - members, room = r.total - r.quota; /* against */
    table t = new_table(most + 1, room + 1);
    for (uint32_t i = 0; i < r.n; i++)
        join(&t, r.weight[i], true);
    accumulate(&t, t.ways);
    for (uint32_t s = 0; s <= most; s++) {
        uint64_t part = ref_order(r.n, s);
        c->winning = ref_plus(c->winning, size(&t, s)[room]);
        for (uint32_t i = 0; i < r.n; i++) {
            int64_t first = s < most ? (int64_t)room - r.weight[i] + 1 : 0;
            uint64_t n = between(&t, t.ways, s, first, room, r.weight[i], true);
            c->swings[i] = ref_plus(c->swings[i], n);
            c->shapley[i] = ref_plus(c->shapley[i], ref_times(part, n));
        }
    }
    free(t.ways);
}

/* ---- minimal coalitions
 * -------------------------------------------------------------------- */

/* By descending weight. */
static uint32_t *in_order(ref_rule r)
{
    uint32_t *order = ref_new(r.n, sizeof *order);
    for (uint32_t i = 0; i < r.n; i++) {
        uint32_t at = i;
        for (; at > 0 && r.weight[order[at - 1]] < r.weight[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
    return order;
}

static void add_minimal(ref_counts *c, uint32_t i, uint32_t members, uint64_t n)
{
    c->holler[i] = ref_plus(c->holler[i], n);
    c->packel[i] = ref_plus(c->packel[i], ref_over(n, members));
}

/* Those whose least member is the j-th, by what they have before it. */
static uint64_t count_least(ref_rule r, const table *t, const uint64_t *sums,
                            const uint32_t *order, uint32_t j, ref_counts *c)
{
    uint64_t all = 0;
    bool counts = t->n_sizes > 1;
    uint32_t least = r.weight[order[j]];
    int64_t last = r.quota - 1;
    for (uint32_t s = 0; s < t->n_sizes && s <= j; s++) {
        const uint64_t *row = sums + (size_t)s * t->width;
        int64_t below = last - least;
        uint64_t n = ref_minus(row[last], below < 0 ? 0 : row[below]);
        all = ref_plus(all, n);
        if (!c)
            continue;
        add_minimal(c, order[j], s + 1, n);
        for (uint32_t b = 0; b < j; b++) {
            uint32_t w = r.weight[order[b]];
            if (s >= counts)
                add_minimal(c, order[b], s + 1,
                            between(t, sums, s - counts, last - least - w + 1,
                                    last - w, w, counts));
        }
    }
    return all;
}

static uint64_t count_minimal(ref_rule r, bool sizes, ref_counts *c)
{
    table t = new_table(sizes ? r.n + 1 : 1, r.quota);
    uint64_t *sums = new_sums(&t), all = 0;
    uint32_t *order = in_order(r);
    for (uint32_t j = 0; j < r.n; j++) {
        accumulate(&t, sums);
        all = ref_plus(all, count_least(r, &t, sums, order, j, c));
        join(&t, r.weight[order[j]], sizes);
    }
    free(t.ways);
    free(sums);
    free(order);
    return all;
}

void ref_count_minimal(ref_rule r, bool sizes, ref_counts *c)
{
    c->minimal_winning = count_minimal(r, sizes, c);
    c->minimal_blocking = count_minimal(ref_dual(r), false, NULL);
}

/* ---- Johnston
 * ----------------------------------------------------------------------------------
 */

/* Coalitions that win by `low` to `high` - 1 weight too many: pivotal are their
 * members of weight `high` or more. */
static void count_spare(ref_rule r, uint32_t low, uint32_t high, ref_counts *c)
{
    uint32_t n_large = 0;
    for (uint32_t i = 0; i < r.n; i++)
        n_large += r.weight[i] >= high;
    table t = new_table(n_large + 1, r.quota + high);
    for (uint32_t i = 0; i < r.n; i++)
        join(&t, r.weight[i], r.weight[i] >= high);
    accumulate(&t, t.ways);
    for (uint32_t pivotal = 1; pivotal <= n_large; pivotal++)
        for (uint32_t i = 0; i < r.n; i++) {
            int64_t w = r.weight[i], quota = r.quota;
            if (w < high)
                continue;
            uint64_t n = between(&t, t.ways, pivotal - 1, quota + low - w,
                                 quota + high - 1 - w, r.weight[i], true);
            c->johnston[i] = ref_plus(c->johnston[i], ref_over(n, pivotal));
        }
    free(t.ways);
}

void ref_count_johnston(ref_rule r, ref_counts *c)
{
    uint32_t *order = in_order(r), low = 0;
    for (uint32_t j = r.n; j-- > 0;) {
        uint32_t high = r.weight[order[j]];
        if (high > low)
            count_spare(r, low, high, c);
        low = high;
    }
    free(order);
}

/* ---- Owen
 * ------------------------------------------------------------------------------------------
 */

static uint32_t weigh(ref_rule r, uint32_t members)
{
    uint32_t all = 0;
    for (uint32_t i = 0; members >> i; i++)
        all += members >> i & 1 ? r.weight[i] : 0;
    return all;
}

static uint32_t count_members(uint32_t members)
{
    return members ? (members & 1) + count_members(members >> 1) : 0;
}

/* A weight of 0 for a member that is in no table: nothing is taken out. */
static uint64_t plain_between(const table *t, uint32_t s, int64_t first,
                              int64_t last)
{
    const uint64_t *sums = t->ways + (size_t)s * t->width;
    return ref_minus(last < 0 ? 0 : sums[last],
                     first < 1 ? 0 : sums[first - 1]);
}

void ref_count_owen(ref_rule r, uint32_t n_union, uint64_t *owen)
{
    uint32_t n_blocks = r.n - n_union + 1, all = (1u << n_union) - 1;
    uint32_t n_others = r.n - n_union;
    table t = new_table(n_others + 1, r.quota);
    for (uint32_t i = n_union; i < r.n; i++)
        join(&t, r.weight[i], true);
    accumulate(&t, t.ways);
    for (uint32_t i = 0; i < n_union; i++)
        for (uint32_t inside = 0; inside <= all; inside++)
            for (uint32_t h = 0; !(inside >> i & 1) && h <= n_others; h++) {
                int64_t last = (int64_t)r.quota - 1 - weigh(r, inside);
                uint64_t part =
                    ref_times(ref_order(n_blocks, h),
                              ref_order(n_union, count_members(inside)));
                owen[i] = ref_plus(
                    owen[i],
                    ref_times(part, plain_between(&t, h, last - r.weight[i] + 1,
                                                  last)));
            }
    for (uint32_t i = n_union; i < r.n; i++)
        for (uint32_t h = 0; h < n_others; h++)
            for (uint32_t block = 0; block < 2; block++) {
                uint32_t w = r.weight[i];
                int64_t last =
                    (int64_t)r.quota - 1 - (block ? weigh(r, all) : 0);
                uint64_t n =
                    between(&t, t.ways, h, last - w + 1, last, w, true);
                owen[i] = ref_plus(
                    owen[i], ref_times(ref_order(n_blocks, h + block), n));
            }
    free(t.ways);
}
