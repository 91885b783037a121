/* Prints bench/references.tsv: what the benchmarks must find. `make
 * references`; takes some minutes and 4 GB. Quotas and rules are written down
 * here once more. */
#include <stdio.h>
#include <stdlib.h>

#include "../holders.h"
#include "holders.h"
#include "plain.h"
#include "sets.h"
#include "votes.h"
#include "weighted.h"

#define TABLES "tables over all weights, modulo 2^61 - 1"
#define SETS "every coalition, one by one"
#define CLASSES "all numbers of members of each kind, modulo 2^61 - 1"

/* ---- one weighted rule
 * ------------------------------------------------------------------- */

typedef struct weighted_row {
    const char *name, *only;
    uint32_t holders, total; /* 0: the board of the IMF */
    uint32_t quota;
    bool swings, shapley, minimal, sizes, johnston;
} weighted_row;

/* Of 5,039,930 votes; more than half, 70 % and 85 %. */
enum { HALF = 2519966, LISTED = 3527951, QUOTAS = 4283941 };

static const weighted_row weighted_rows[] = {
    {"imf-50%-swings", "winning swings", 0, 0, HALF, true, 0, 0, 0, 0},
    {"imf-70%-swings", "winning swings", 0, 0, LISTED, true, 0, 0, 0, 0},
    {"imf-85%-swings", "winning swings", 0, 0, QUOTAS, true, 0, 0, 0, 0},
    {"imf-50%-banzhaf", "winning banzhaf", 0, 0, HALF, true, 0, 0, 0, 0},
    {"imf-70%-banzhaf", "winning banzhaf", 0, 0, LISTED, true, 0, 0, 0, 0},
    {"imf-85%-banzhaf", "winning banzhaf", 0, 0, QUOTAS, true, 0, 0, 0, 0},
    {"imf-50%-holler", "holler", 0, 0, HALF, 0, 0, true, 0, 0},
    {"imf-50%-shapley", "shapley", 0, 0, HALF, 0, true, 0, 0, 0},
    {"imf-70%-shapley", "shapley", 0, 0, LISTED, 0, true, 0, 0, 0},
    {"imf-85%-shapley", "shapley", 0, 0, QUOTAS, 0, true, 0, 0, 0},
    {"holders-100-shapley", "shapley", 100, 20000, 10001, 0, true, 0, 0, 0},
    {"holders-100-deegan-packel", "deegan_packel", 100, 20000, 10001, 0, 0,
     true, true, 0},
    {"holders-50-johnston",
     "winning minimal_winning minimal_blocking johnston", 50, 1000, 501, true,
     0, true, 0, true},
    {"holders-80-johnston",
     "winning minimal_winning minimal_blocking johnston", 80, 1000, 501, true,
     0, true, 0, true},
    {"holders-100-johnston", "johnston", 100, 20000, 10001, 0, 0, 0, 0, true},
    {"holders-1000-swings", "winning swings", 1000, 1000000, 500001, true, 0, 0,
     0, 0},
    {"holders-5000-swings", "winning swings", 5000, 1000000, 500001, true, 0, 0,
     0, 0},
};

static bench_holders holders_of(uint32_t n, uint32_t total)
{
    return n ? bench_generate_holders(n, total)
             : bench_read_holders("examples/data/imf_190_2022.csv", 1);
}

static void print_weighted(const weighted_row *w)
{
    bench_holders h = holders_of(w->holders, w->total);
    ref_rule rule = {h.n, h.weight, w->quota, h.total};
    ref_counts c = ref_new_counts(h.n, h.n);
    ref_row row = {.name = w->name, .how = TABLES, .only = w->only};
    if (w->swings)
        ref_count_swings(rule, &c);
    if (w->shapley) /* that of the dual is the same */
        ref_count_shapley(
            2 * (uint64_t)w->quota > h.total ? ref_dual(rule) : rule, &c);
    if (w->minimal)
        ref_count_minimal(rule, w->sizes, &c);
    if (w->johnston)
        ref_count_johnston(rule, &c);
    ref_add_power(&row, &c);
    ref_print(&row);
    ref_free_counts(&c);
    bench_free_holders(&h);
}

/* At least 3/5 of 190 members and 85 % of the votes. */
static void print_articles(void)
{
    bench_holders h = holders_of(0, 0);
    ref_counts c = ref_new_counts(h.n, h.n);
    ref_row row = {.name = "imf-members-and-85%",
                   .how = TABLES,
                   .only = "winning shapley"};
    ref_rule rule = {h.n, h.weight, QUOTAS, h.total};
    ref_count_shapley_of_members(rule, 114, &c);
    ref_add_power(&row, &c);
    ref_print(&row);
    ref_free_counts(&c);
    bench_free_holders(&h);
}

static void print_college(void)
{
    enum { UNION = 3 }; /* California, Texas, Florida come first */
    bench_holders h =
        bench_read_holders("examples/data/us_electoral_college_2024.csv", 1);
    ref_rule rule = {h.n, h.weight, 270, h.total};
    ref_counts c = ref_new_counts(h.n, h.n);
    ref_row all = {.name = "electoral-college-all", .how = TABLES};
    ref_row row = {.name = "electoral-college-owen-of-3",
                   .how = TABLES,
                   .only = "winning minimal_winning minimal_blocking owen"};
    ref_count_swings(rule, &c);
    ref_count_shapley(rule, &c);
    ref_count_minimal(rule, true, &c);
    ref_count_johnston(rule, &c);
    ref_add_power(&all, &c);
    ref_print(&all);
    uint64_t *owen = ref_new(h.n, sizeof *owen), sum = 0;
    ref_count_owen(rule, UNION, owen);
    ref_add_power(&row, &c);
    for (uint32_t i = 0; i < h.n; i++)
        ref_add(&row, "owen", owen[i]);
    for (uint32_t i = 0; i < UNION; i++)
        sum = ref_plus(sum, owen[i]);
    ref_add(&row, "owen", sum);
    ref_print(&row);
    free(owen);
    ref_free_counts(&c);
    bench_free_holders(&h);
}

/* ---- two criteria
 * ----------------------------------------------------------------------------
 */

typedef struct council {
    const bench_holders *people;
    uint32_t members, all_but; /* 55 % or 72 % of 27; never: more than 27 */
} council;

static bool council_wins(const void *rule, uint32_t coalition)
{
    const council *c = rule;
    uint32_t members = (uint32_t)__builtin_popcount(coalition), people = 0;
    for (uint32_t left = coalition; left; left &= left - 1)
        people += c->people->weight[__builtin_ctz(left)];
    return members >= c->members &&
           (people >= 291452117 /* 65 % */ || members >= c->all_but);
}

static void add_owen(ref_row *row, const council *rule)
{
    enum { FOUR = 1 | 2 | 4 | 1 << 26 }; /* Germany, France, Italy, Malta */
    uint64_t owen[27], sum = 0;
    ref_count_owen_of_sets(27, council_wins, rule, FOUR, owen);
    for (uint32_t i = 0; i < 27; i++) {
        ref_add(row, "owen", owen[i]);
        sum = FOUR >> i & 1 ? ref_plus(sum, owen[i]) : sum;
    }
    ref_add(row, "owen", sum);
}

static void print_council(void)
{
    bench_holders people =
        bench_read_holders("examples/data/eu27_population_2023.csv", 2);
    const council cases[] = {{&people, 15, 24}, {&people, 20, 28}};
    ref_row all = {.name = "eu-council-all", .how = SETS};
    ref_row row = {.name = "eu-council-owen-of-4",
                   .how = SETS,
                   .only = "winning minimal_winning minimal_blocking owen"};
    for (uint32_t i = 0; i < 2; i++) {
        ref_counts c = ref_count_sets(27, council_wins, &cases[i]);
        ref_add_power(&all, &c);
        ref_add_power(&row, &c);
        add_owen(&row, &cases[i]);
        ref_free_counts(&c);
    }
    ref_print(&all);
    ref_print(&row);
    bench_free_holders(&people);
}

/* Representatives, Senators, Vice President, President: a majority of both
 * houses, where the Vice President breaks ties, and the President or two thirds
 * of both. */
static bool law_wins(const uint32_t *m)
{
    bool bill = m[0] >= 218 && m[1] + m[2] >= 51;
    return bill && (m[3] || (m[0] >= 290 && m[1] >= 67));
}

static void print_law(void)
{
    static const uint32_t alike[] = {435, 100, 1, 1};
    ref_counts c = ref_count_classes(4, alike, law_wins);
    ref_row row = {.name = "us-law-535-free", .how = CLASSES};
    ref_add_power(&row, &c);
    ref_print(&row);
    ref_free_counts(&c);
}

static bool security_wins(const void *rule, uint32_t coalition)
{
    (void)rule;
    return (coalition & 31) == 31 && __builtin_popcount(coalition) >= 9;
}

static void print_security(void)
{
    ref_counts c = ref_count_sets(15, security_wins, NULL);
    ref_row row = {.name = "security-council-all", .how = SETS};
    ref_add_power(&row, &c);
    ref_print(&row);
    ref_free_counts(&c);
}

/* The elections of bench/elections.sql: 3 to 9 parties, more than half needed.
 */
typedef struct election {
    uint32_t n, seats[9], all;
} election;

static bool house_wins(const void *rule, uint32_t coalition)
{
    const election *h = rule;
    uint32_t seats = 0;
    for (uint32_t i = 0; i < h->n; i++)
        seats += coalition >> i & 1 ? h->seats[i] : 0;
    return 2 * seats > h->all;
}

static void print_elections(void)
{
    uint32_t n_parties = 0;
    uint64_t swings = 0;
    for (uint32_t e = 1; e <= 1000; e++) {
        election h = {3 + e % 7, {0}, 0};
        for (uint32_t p = 1; p <= h.n; p++) {
            h.seats[p - 1] =
                1 + (e * 7919 + p * p * 104729) % (30 + 40 * (p % 3));
            h.all += h.seats[p - 1];
        }
        ref_counts c = ref_count_sets(h.n, house_wins, &h);
        for (uint32_t i = 0; i < h.n; i++)
            swings += c.swings[i];
        n_parties += h.n;
        ref_free_counts(&c);
    }
    printf("sql-thousand-elections\t-\t%u|%llu|1000.0\t" SETS "\n", n_parties,
           (unsigned long long)swings);
}

/* ---- seats and polls
 * -------------------------------------------------------------------------- */

static void print_seats(void)
{
    bench_holders states =
        bench_read_holders("examples/data/us_house_2010.csv", 1);
    uint32_t *given = ref_new(states.n, sizeof *given);
    ref_row house = {.name = "seats-us-house-2010",
                     .how = "one seat after the other, in integers"};
    ref_row million = {.name = "seats-1000000-by-dhondt", .how = house.how};
    ref_seats_by_hill(states.n, states.weight, 435, given);
    for (uint32_t i = 0; i < states.n; i++)
        ref_add(&house, "seats", given[i]);
    ref_seats_by_dhondt(states.n, states.weight, 1000000, given);
    for (uint32_t i = 0; i < states.n; i++)
        ref_add(&million, "seats", given[i]);
    ref_print(&house);
    ref_print(&million);
    free(given);
    bench_free_holders(&states);
}

static void print_poll(const char *name, const ref_poll *poll)
{
    enum { DRAWS = 1000000 };
    /* five standard deviations of a chance of one half */
    const double error = 5 * 0.5 / 1000;
    const char *how = "1,000,000 draws of another generator, in doubles";
    ref_chances c = ref_draw(poll, DRAWS);
    for (uint32_t i = 0; i < poll->n_parties; i++)
        ref_print_one(name, "enters", i, c.enters[i], error, how);
    for (uint32_t i = 0; i < poll->n_coalitions; i++) {
        ref_print_one(name, "majority", i, c.majority[i], error, how);
        ref_print_one(name, "minimal", i, c.minimal[i], error, how);
    }
}

static void print_polls(void)
{
    enum { A = 1, B = 2, C = 4, D = 8 };
    const ref_poll seven = {7,
                            {300, 210, 160, 120, 90, 50, 40, 30},
                            630,
                            true,
                            0.05,
                            3,
                            {A | C, A | C | D, A | B}};
    const ref_poll two = {2, {510000, 490000, 0}, 100, false, 0, 1, {A}};
    print_poll("poll-of-1000-10000-draws", &seven);
    print_poll("poll-of-1000000-1000-draws", &two);
}

/* ---- a million holders
 * ------------------------------------------------------------------------- */

static void print_million(void)
{
    enum { N = 1000000, TOTAL = 100000000, QUOTA = TOTAL / 2 + 1 };
    const char *how = "Fourier sums in doubles";
    bench_holders h = bench_generate_holders(N, TOTAL);
    uint32_t places[4] = {0, 0, 0, N - 1}; /* least, largest, middle, last */
    double shares[4];
    for (uint32_t i = 0; i < N; i++) {
        places[0] = h.weight[i] < h.weight[places[0]] ? i : places[0];
        places[1] = h.weight[i] > h.weight[places[1]] ? i : places[1];
    }
    for (uint32_t i = 0; i < N; i++)
        if (h.weight[i] * (uint64_t)100 <= h.weight[places[1]] &&
            h.weight[i] > h.weight[places[2]])
            places[2] = i;
    ref_banzhaf_of_places(&h, QUOTA, 4, places, shares);
    for (uint32_t k = 0; k < 4; k++)
        ref_print_one("holders-1000000-banzhaf-9-digits", "banzhaf", places[k],
                      shares[k], 1e-11, how);
    ref_shapley_of_places(&h, QUOTA, 4, places, shares);
    for (uint32_t k = 0; k < 4; k++)
        ref_print_one("holders-1000000-shapley-9-digits", "shapley", places[k],
                      shares[k], 1e-11, how);
    bench_free_holders(&h);
}

/* What one row says must be what another has found. */
static void print_same(void)
{
    puts("imf-50%-shapley-2-threads\tshapley\tas imf-50%-shapley\tthe same on "
         "one thread\n"
         "imf-50%-shapley-12-digits\tshapley\tas imf-50%-shapley\tthe "
         "fractions\n"
         "holders-5000-swings-2-threads\twinning\tas holders-5000-swings\tthe "
         "same on one thread\n"
         "holders-5000-swings-2-threads\tswings\tas holders-5000-swings\tthe "
         "same on one thread\n"
         "parse-cambodia\t-\t72\tcounted by hand");
    fflush(stdout);
}

int main(void)
{
    puts("# row\tkey\tknown\thow");
    print_elections();
    print_seats();
    print_polls();
    print_law();
    print_security();
    print_college();
    print_council();
    print_articles();
    for (size_t i = 0; i < sizeof weighted_rows / sizeof *weighted_rows; i++)
        print_weighted(&weighted_rows[i]);
    print_same();
    print_million();
}
