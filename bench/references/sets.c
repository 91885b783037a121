#include "sets.h"

#include <stdlib.h>

enum { MOST = 28, CLASSES = 8 };

/* ---- one by one
 * ------------------------------------------------------------------------- */

static uint8_t *table_of(uint32_t n, ref_wins *wins, const void *rule)
{
    uint8_t *is = ref_new((size_t)1 << n, 1);
    for (uint32_t set = 0; set >> n == 0; set++)
        is[set] = wins(rule, set);
    return is;
}

static uint32_t count_bits(uint32_t set)
{
    return (uint32_t)__builtin_popcount(set);
}

/* How many coalitions with the member have so many members, or pivotal ones. */
typedef uint64_t tally[MOST][MOST + 1];

static uint32_t pivotal(const uint8_t *wins, uint32_t set)
{
    uint32_t members = 0;
    for (uint32_t left = set; left; left &= left - 1)
        members |= wins[set ^ (left & -left)] ? 0 : left & -left;
    return members;
}

/* Is the set one without which nobody wins, but any smaller one is not? */
static bool blocks_minimally(const uint8_t *wins, uint32_t set, uint32_t all)
{
    if (wins[all & ~set])
        return false;
    for (uint32_t left = set; left; left &= left - 1)
        if (!wins[(all & ~set) | (left & -left)])
            return false;
    return true;
}

static void add_to(tally of, uint32_t members, uint32_t as)
{
    for (; members; members &= members - 1)
        of[__builtin_ctz(members)][as]++;
}

ref_counts ref_count_sets(uint32_t n, ref_wins *is_winning, const void *rule)
{
    static tally swings, minimal, shared;
    uint8_t *wins = table_of(n, is_winning, rule);
    uint32_t all = (uint32_t)(((uint64_t)1 << n) - 1);
    ref_counts c = ref_new_counts(n, n);
    for (uint32_t i = 0; i < MOST; i++)
        for (uint32_t s = 0; s <= MOST; s++)
            swings[i][s] = minimal[i][s] = shared[i][s] = 0;
    for (uint32_t set = 0; set >> n == 0; set++) {
        c.minimal_blocking += blocks_minimally(wins, set, all);
        if (!wins[set])
            continue;
        uint32_t members = pivotal(wins, set);
        c.winning++;
        add_to(swings, members, count_bits(set));
        add_to(shared, members, count_bits(members));
        if (members == set) {
            c.minimal_winning++;
            add_to(minimal, set, count_bits(set));
        }
    }
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t s = 1; s <= n; s++) {
            c.swings[i] += swings[i][s];
            c.holler[i] += minimal[i][s];
            c.shapley[i] = ref_plus(
                c.shapley[i], ref_times(swings[i][s], ref_order(n, s - 1)));
            c.packel[i] = ref_plus(c.packel[i], ref_over(minimal[i][s], s));
            c.johnston[i] = ref_plus(c.johnston[i], ref_over(shared[i][s], s));
        }
    free(wins);
    return c;
}

void ref_count_owen_of_sets(uint32_t n, ref_wins *is_winning, const void *rule,
                            uint32_t united, uint64_t *owen)
{
    uint8_t *wins = table_of(n, is_winning, rule);
    uint32_t n_union = count_bits(united), n_blocks = n - n_union + 1;
    static uint64_t part[MOST + 1][MOST + 1]; /* by blocks, members inside */
    for (uint32_t h = 0; h < n_blocks; h++)
        for (uint32_t k = 0; k < n_union; k++)
            part[h][k] =
                ref_times(ref_order(n_blocks, h), ref_order(n_union, k));
    for (uint32_t i = 0; i < n; i++)
        owen[i] = 0;
    for (uint32_t set = 0; set >> n == 0; set++) {
        uint32_t inside = set & united, outside = count_bits(set & ~united);
        if (wins[set])
            continue;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t bit = (uint32_t)1 << i;
            bool whole = inside == 0 || inside == united;
            if (set & bit || !wins[set | bit])
                continue;
            if (united & bit)
                owen[i] = ref_plus(owen[i], part[outside][count_bits(inside)]);
            else if (whole)
                owen[i] = ref_plus(
                    owen[i], ref_order(n_blocks, outside + (inside != 0)));
        }
    }
    free(wins);
}

/* ---- classes
 * ------------------------------------------------------------------------------
 */

typedef struct scan {
    uint32_t n_classes;
    const uint32_t *alike;
    ref_classes_win *win;
    uint32_t members[CLASSES];
    ref_counts counts;
} scan;

static bool wins_with(scan *s, uint32_t class, int more)
{
    s->members[class] += (uint32_t)more;
    bool is = s->win(s->members);
    s->members[class] -= (uint32_t)more;
    return is;
}

/* Coalitions with these numbers of members. */
static uint64_t ways(const scan *s)
{
    uint64_t n = 1;
    for (uint32_t c = 0; c < s->n_classes; c++)
        n = ref_times(n, ref_choose(s->alike[c], s->members[c]));
    return n;
}

static void look(scan *s)
{
    ref_counts *counts = &s->counts;
    uint32_t size = 0, n_pivotal = 0;
    bool is_pivotal[CLASSES], wins = s->win(s->members);
    bool minimal = wins, blocking = !wins;
    for (uint32_t c = 0; c < s->n_classes; c++) {
        uint32_t k = s->members[c];
        size += k;
        is_pivotal[c] = wins && k && !wins_with(s, c, -1);
        n_pivotal += is_pivotal[c] ? k : 0;
        minimal = minimal && (!k || is_pivotal[c]);
        if (blocking && k < s->alike[c]) /* who is not in it blocks */
            blocking = wins_with(s, c, 1);
    }
    if (!wins && !blocking)
        return;
    uint64_t n = ways(s);
    if (blocking)
        counts->minimal_blocking = ref_plus(counts->minimal_blocking, n);
    if (!wins)
        return;
    counts->winning = ref_plus(counts->winning, n);
    if (minimal)
        counts->minimal_winning = ref_plus(counts->minimal_winning, n);
    for (uint32_t c = 0; c < s->n_classes; c++) {
        /* those of the n that one given member is in */
        uint64_t with = ref_over(ref_times(n, s->members[c]), s->alike[c]);
        if (!is_pivotal[c])
            continue;
        counts->swings[c] = ref_plus(counts->swings[c], with);
        counts->shapley[c] =
            ref_plus(counts->shapley[c],
                     ref_times(with, ref_order(counts->n, size - 1)));
        counts->johnston[c] =
            ref_plus(counts->johnston[c], ref_over(with, n_pivotal));
        if (minimal) {
            counts->holler[c] = ref_plus(counts->holler[c], with);
            counts->packel[c] =
                ref_plus(counts->packel[c], ref_over(with, size));
        }
    }
}

static void look_at_all(scan *s, uint32_t class)
{
    if (class == s->n_classes) {
        look(s);
        return;
    }
    for (uint32_t k = 0; k <= s->alike[class]; k++) {
        s->members[class] = k;
        look_at_all(s, class + 1);
    }
}

ref_counts ref_count_classes(uint32_t n_classes, const uint32_t *alike,
                             ref_classes_win *win)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < n_classes; c++)
        n += alike[c];
    scan s = {.n_classes = n_classes,
              .alike = alike,
              .win = win,
              .counts = ref_new_counts(n, n_classes)};
    s.counts.alike = alike;
    look_at_all(&s, 0);
    return s.counts;
}
