#include "support/oracle.h"

static unsigned size_of(uint32_t set)
{
    unsigned n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

static uint32_t everybody(const oracle_game *game)
{
    return (UINT32_C(1) << game->n) - 1;
}

static bool swings(const oracle_game *game, uint32_t set, unsigned i)
{
    uint32_t one = UINT32_C(1) << i;
    return set & one && game->wins[set] && !game->wins[set & ~one];
}

bool oracle_minimal_winning(const oracle_game *game, uint32_t set)
{
    for (unsigned i = 0; i < game->n; i++)
        if (set >> i & 1 && game->wins[set & ~(UINT32_C(1) << i)])
            return false;
    return game->wins[set];
}

bool oracle_minimal_blocking(const oracle_game *game, uint32_t set)
{
    uint32_t others = everybody(game) & ~set;
    for (unsigned i = 0; i < game->n; i++)
        if (set >> i & 1 && !game->wins[others | UINT32_C(1) << i])
            return false;
    return !game->wins[others];
}

/* (s-1)! (n-s)! / n! */
static void shapley_weight(unsigned n, unsigned s, mpq_ptr out)
{
    mpz_t part;
    mpz_init(part);
    mpz_fac_ui(mpq_numref(out), s - 1);
    mpz_fac_ui(part, n - s);
    mpz_mul(mpq_numref(out), mpq_numref(out), part);
    mpz_fac_ui(mpq_denref(out), n);
    mpq_canonicalize(out);
    mpz_clear(part);
}

static void add(mpq_ptr sum, unsigned long num, unsigned long den)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, num, den);
    mpq_canonicalize(q);
    mpq_add(sum, sum, q);
    mpq_clear(q);
}

static void add_set(const oracle_game *game, uint32_t set, oracle_power *p)
{
    unsigned critical = 0, size = size_of(set);
    mpq_t weight;
    for (unsigned i = 0; i < game->n; i++)
        critical += swings(game, set, i);
    p->winning += game->wins[set];
    p->minimal_blocking += oracle_minimal_blocking(game, set);
    for (unsigned i = 0; i < game->n; i++) {
        if (!swings(game, set, i))
            continue;
        p->swings[i]++;
        mpq_init(weight);
        shapley_weight(game->n, size, weight);
        mpq_add(p->shapley[i], p->shapley[i], weight);
        mpq_clear(weight);
        add(p->johnston[i], 1, critical);
    }
    if (!oracle_minimal_winning(game, set))
        return;
    p->minimal_winning++;
    for (unsigned i = 0; i < game->n; i++)
        if (set >> i & 1) {
            add(p->deegan_packel[i], 1, size);
            add(p->holler[i], 1, 1);
        }
}

/* Divides by the sum; false if it is 0. */
static bool share(mpq_t *of, unsigned n)
{
    mpq_t sum;
    mpq_init(sum);
    for (unsigned i = 0; i < n; i++)
        mpq_add(sum, sum, of[i]);
    bool some = mpq_sgn(sum) != 0;
    for (unsigned i = 0; i < n && some; i++)
        mpq_div(of[i], of[i], sum);
    mpq_clear(sum);
    return some;
}

void oracle_power_of(const oracle_game *game, oracle_power *p)
{
    *p = (oracle_power){.n = game->n};
    for (unsigned i = 0; i < game->n; i++) {
        mpq_inits(p->shapley[i], p->deegan_packel[i], p->holler[i],
                  p->johnston[i], NULL);
    }
    for (uint32_t set = 0; set <= everybody(game); set++)
        add_set(game, set, p);
    p->has_minimal = share(p->holler, game->n);
    share(p->deegan_packel, game->n);
    p->has_johnston = share(p->johnston, game->n);
}

void oracle_power_clear(oracle_power *p)
{
    for (unsigned i = 0; i < p->n; i++)
        mpq_clears(p->shapley[i], p->deegan_packel[i], p->holler[i],
                   p->johnston[i], NULL);
}
