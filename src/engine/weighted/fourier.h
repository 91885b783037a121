/* The chance that one player of a weighted rule decides, by Fourier sums that
 * are cut where the rest is proved to be small (docs/theory/fourier.md).
 *
 * Players are in independently with a chance p, tilted: with odds
 * p / (1 - p) e^(tilt w) for the weight w. For q = quota, i a player and
 * N > total,
 *
 *   P(i decides) / C = (1/N) sum over k of phi(k) e^(-i theta q) R_i(k),
 *   theta = 2 pi k / N, C = prod(1 - p + p e^(tilt w)) e^(-tilt q)
 *
 * and phi is the characteristic function of the tilted weight of a coalition.
 * The sum over all k is exact; its terms vanish fast. */
#ifndef CM_FOURIER_H
#define CM_FOURIER_H

#include "base/ctx.h"
#include "engine/weighted/bands.h"
#include "engine/weighted/fourier_lanes.h"

/** A weighted rule for Fourier sums; arrays of `room` doubles. Never changes, so
    that threads may share it. */
typedef struct cm_fourier {
    uint32_t n;             /**< different weights, by units ascending */
    uint32_t room;          /**< n up to a multiple of 8, filled with nobody */
    uint32_t few;           /**< of these so many have few units, ...*/
    double few_units;       /**< ... together so many */
    uint32_t *place;        /**< of the row's i-th weight here */
    uint32_t *ascending;    /**< places by ascending weight */
    double *weight, *units; /**< exact: below 2^50 */
    double *odd;            /**< 1 where units is odd */
    uint64_t total, quota;
    double players;
    uint64_t modulus;       /**< N: odd, above total */
    cm_turn turn;
    cm_fourier_lanes lanes;
} cm_fourier;

/** Prepares weights, ascending and different, units of each, 1 <= quota <=
    total, their sum. *fits is false where doubles will not do. Lives in `arena`.
    E_NOMEM. */
COMITIA_NODISCARD comitia_status cm_fourier_new(cm_ctx *ctx, cm_arena *arena,
                                                uint32_t n,
                                                const uint64_t *weight,
                                                const uint64_t *units,
                                                uint64_t total, uint64_t quota,
                                                cm_fourier *f, bool *fits);

/** What is summed. */
typedef struct cm_bands {
    cm_band *at;
    uint32_t n;
    uint64_t terms; /**< frequencies in them */
    double rest;    /**< at most: sum over all others, k >= 1, of the largest
                         |phi| with one player taken out */
} cm_bands;

/**
 * Chooses the bands for a point, so that the rest is at most `most`; of points
 * that are all alike it holds for smaller |bias| too. *found is false if more
 * than `terms` frequencies would be left; bands->terms is then above `terms`.
 */
COMITIA_NODISCARD comitia_status cm_fourier_cut(cm_ctx *ctx, cm_arena *arena,
                                                const cm_fourier *f,
                                                const cm_chances *chances,
                                                double most, uint64_t terms,
                                                cm_bands *bands, bool *found);

/** What cm_fourier_add adds to, per place: the sum, and how far it is off. */
typedef struct cm_sums {
    double *value, *off;
    double winning, winning_off; /**< P(weight >= quota) / C, if tilt > 0 or
                                      bias 0 */
} cm_sums;

/**
 * Adds factor * P(i decides) / C of each of the points, which differ in bias
 * alone unless there is one. sides[k] & 1: for the quota; & 2: for the quota
 * total - quota + 1, that is with chance 1 - p. *proved is false if roundings
 * are too large.
 *
 * Terms are shared by threads and processes in pieces that are added in order:
 * the sums are the same for any number of them.
 */
COMITIA_NODISCARD comitia_status
cm_fourier_add(cm_ctx *ctx, const cm_fourier *f, const cm_bands *bands,
               const cm_chances *points, const double *factors,
               const unsigned *sides, uint32_t n_points, cm_sums *sums,
               bool *proved);
/** Its steps. */
uint64_t cm_fourier_cost(const cm_fourier *f, uint64_t terms,
                         uint32_t n_points);

#endif
