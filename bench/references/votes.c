#include "votes.h"

#include <math.h>
#include <stdlib.h>

/* ---- seats
 * ------------------------------------------------------------------------------
 */

void ref_seats_by_hill(uint32_t n, const uint32_t *votes, uint32_t seats,
                       uint32_t *given)
{
    for (uint32_t i = 0; i < n; i++)
        given[i] = 1;
    for (uint32_t seat = n; seat < seats; seat++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++) {
            unsigned __int128 a = (unsigned __int128)votes[i] * votes[i];
            unsigned __int128 b = (unsigned __int128)votes[best] * votes[best];
            uint64_t s = given[i], t = given[best];
            if (a * (t * (t + 1)) > b * (s * (s + 1)))
                best = i;
        }
        given[best]++;
    }
}

void ref_seats_by_dhondt(uint32_t n, const uint32_t *votes, uint32_t seats,
                         uint32_t *given)
{
    for (uint32_t i = 0; i < n; i++)
        given[i] = 0;
    for (uint32_t seat = 0; seat < seats; seat++) {
        uint32_t best = 0;
        for (uint32_t i = 1; i < n; i++)
            if ((uint64_t)votes[i] * (given[best] + 1) >
                (uint64_t)votes[best] * (given[i] + 1))
                best = i;
        given[best]++;
    }
}

/* ---- polls
 * ------------------------------------------------------------------------------
 */

static uint64_t state = 88172645463325252;

/* In (0, 1): xorshift64* (Vigna 2016). */
static double uniform(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    uint64_t bits = state * UINT64_C(2685821657736338717) >> 11;
    return ((double)bits + 0.5) * 0x1p-53;
}

static double normal(void) /* Box and Muller 1958 */
{
    double radius = sqrt(-2 * log(uniform()));
    return radius * cos(6.283185307179586 * uniform());
}

/* Marsaglia and Tsang 2000; shape at least 1/3. */
static double gamma_of(double shape)
{
    if (shape < 1)
        return gamma_of(shape + 1) * pow(uniform(), 1 / shape);
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = normal(), v = 1 + c * x;
        v = v * v * v;
        if (v > 0 && log(uniform()) < x * x / 2 + d - d * v + d * log(v))
            return d * v;
    }
}

static uint32_t seats_of(const uint32_t *given, uint32_t coalition)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; coalition >> i; i++)
        sum += coalition >> i & 1 ? given[i] : 0;
    return sum;
}

static void give(const ref_poll *poll, const double *share, const bool *enters,
                 uint32_t *given)
{
    for (uint32_t seat = 0; seat < poll->seats; seat++) {
        uint32_t best = REF_PARTIES;
        double most = -1;
        for (uint32_t i = 0; i < poll->n_parties; i++) {
            double under =
                poll->by_odd_numbers ? 2 * given[i] + 1.0 : given[i] + 1.0;
            if (enters[i] && share[i] / under > most) {
                most = share[i] / under;
                best = i;
            }
        }
        if (best < REF_PARTIES)
            given[best]++;
    }
}

static void draw(const ref_poll *poll, ref_chances *sum)
{
    double share[REF_PARTIES + 1], all = 0;
    bool enters[REF_PARTIES];
    uint32_t given[REF_PARTIES] = {0};
    for (uint32_t i = 0; i <= poll->n_parties; i++) {
        share[i] = gamma_of(poll->asked[i] + 0.5);
        all += share[i];
    }
    for (uint32_t i = 0; i < poll->n_parties; i++) {
        enters[i] = share[i] >= poll->hurdle * all;
        sum->enters[i] += enters[i];
    }
    give(poll, share, enters, given);
    for (uint32_t c = 0; c < poll->n_coalitions; c++) {
        uint32_t set = poll->coalitions[c];
        bool majority = 2 * seats_of(given, set) > poll->seats;
        bool minimal = majority;
        for (uint32_t i = 0; set >> i; i++)
            if (set >> i & 1)
                minimal = minimal && enters[i] &&
                          2 * seats_of(given, set & ~(1u << i)) <= poll->seats;
        sum->majority[c] += majority;
        sum->minimal[c] += minimal;
    }
}

ref_chances ref_draw(const ref_poll *poll, uint32_t draws)
{
    ref_chances c = {{0}, {0}, {0}};
    for (uint32_t i = 0; i < draws; i++)
        draw(poll, &c);
    for (uint32_t i = 0; i < REF_PARTIES; i++)
        c.enters[i] /= draws;
    for (uint32_t i = 0; i < REF_COALITIONS; i++) {
        c.majority[i] /= draws;
        c.minimal[i] /= draws;
    }
    return c;
}
