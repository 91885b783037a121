#include "plain.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *ref_new(size_t n, size_t item_bytes)
{
    void *list = calloc(n ? n : 1, item_bytes);
    if (!list) {
        fputs("references: out of memory\n", stderr);
        exit(1);
    }
    return list;
}

/* ---- modulo a prime
 * ----------------------------------------------------------------- */

uint64_t ref_times(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return ref_plus((uint64_t)(product & BENCH_PRIME),
                    (uint64_t)(product >> 61));
}

uint64_t ref_power(uint64_t base, uint64_t exponent)
{
    uint64_t power = 1;
    for (; exponent; exponent >>= 1, base = ref_times(base, base))
        if (exponent & 1)
            power = ref_times(power, base);
    return power;
}

uint64_t ref_over(uint64_t a, uint64_t b)
{
    return ref_times(a, ref_power(b, BENCH_PRIME - 2));
}

uint64_t ref_choose(uint32_t n, uint32_t k)
{
    uint64_t ways = 1, under = 1;
    if (k > n)
        return 0;
    for (uint32_t i = 0; i < k; i++) {
        ways = ref_times(ways, n - i);
        under = ref_times(under, i + 1);
    }
    return ref_over(ways, under);
}

uint64_t ref_order(uint32_t n, uint32_t s)
{
    return ref_over(1, ref_times(n, ref_choose(n - 1, s)));
}

/* ---- lines
 * ----------------------------------------------------------------------------
 */

static bool is_listed(const char *list, const char *key)
{
    size_t n = strlen(key);
    for (; list && *list; list += strcspn(list, " "), list += *list == ' ')
        if (strcspn(list, " ") == n && strncmp(list, key, n) == 0)
            return true;
    return false;
}

void ref_add(ref_row *row, const char *key, uint64_t residue)
{
    unsigned i = 0;
    if (row->only && !is_listed(row->only, key))
        return;
    while (row->keys[i] && strcmp(row->keys[i], key))
        i++;
    row->keys[i] = key;
    bench_digest_add(&row->digests[i], residue);
}

void ref_print(const ref_row *row)
{
    for (unsigned i = 0; i < REF_KEYS && row->keys[i]; i++)
        printf("%s\t%s\t%" PRIu32 ":%016" PRIx64 "\t%s\n", row->name,
               row->keys[i], row->digests[i].n_numbers, row->digests[i].sum,
               row->how);
    fflush(stdout);
}

void ref_print_one(const char *row, const char *key, uint32_t place,
                   double value, double error, const char *how)
{
    printf("%s\t%s[%" PRIu32 "]\t%.15f~%.15f\t%s\n", row, key, place, value,
           error, how);
    fflush(stdout);
}

/* ---- power
 * ------------------------------------------------------------------------------
 */

ref_counts ref_new_counts(uint32_t n, uint32_t n_players)
{
    ref_counts c = {.n = n, .n_players = n_players};
    uint64_t **lists[] = {&c.swings, &c.shapley, &c.holler, &c.packel,
                          &c.johnston};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        *lists[i] = ref_new(n_players, sizeof(uint64_t));
    return c;
}

void ref_free_counts(ref_counts *c)
{
    free(c->swings);
    free(c->shapley);
    free(c->holler);
    free(c->packel);
    free(c->johnston);
}

static uint64_t sum(const ref_counts *c, const uint64_t *list)
{
    uint64_t all = 0;
    for (uint32_t i = 0; i < c->n_players; i++)
        all = ref_plus(all, ref_times(list[i], c->alike ? c->alike[i] : 1));
    return all;
}

/* Each number over `under`, or where that is 0 over their sum. */
static void add_each(ref_row *row, const ref_counts *c, const char *key,
                     const uint64_t *list, uint64_t under)
{
    if (!list)
        return;
    under = under ? under : sum(c, list);
    for (uint32_t i = 0; i < c->n_players; i++)
        ref_add(row, key, ref_over(list[i], under));
}

void ref_add_power(ref_row *row, const ref_counts *c)
{
    uint64_t coalitions = ref_power(2, c->n);
    uint64_t losing = ref_minus(coalitions, c->winning);
    ref_add(row, "winning", c->winning);
    if (c->holler) {
        ref_add(row, "minimal_winning", c->minimal_winning);
        ref_add(row, "minimal_blocking", c->minimal_blocking);
    }
    ref_add(row, "coleman_collective", ref_over(c->winning, coalitions));
    add_each(row, c, "swings", c->swings, 1);
    add_each(row, c, "banzhaf", c->swings, 0);
    add_each(row, c, "banzhaf_absolute", c->swings, ref_power(2, c->n - 1));
    add_each(row, c, "shapley", c->shapley, 1);
    add_each(row, c, "deegan_packel", c->packel, c->minimal_winning);
    add_each(row, c, "holler", c->holler, 0);
    add_each(row, c, "johnston", c->johnston, 0);
    add_each(row, c, "coleman_prevent", c->swings, c->winning);
    add_each(row, c, "coleman_initiate", c->swings, losing);
}
