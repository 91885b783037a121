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
    uint32_t nodes;         /**< from this place on they are nodes, which stand for
                                 others: fourier_nodes.h; units may be any number */
    const double *sizes;    /**< |units| at least */
    uint64_t halved;        /**< total without what nodes stand for */
    double blunt;           /**< roundings of units, and of what is made of them */
    const double *squares;  /**< sum of units w^2 of the i lightest, about */
    uint64_t modulus;       /**< N: odd, above total; or below it, for sums in
                                 which a weight stands for those that are a
                                 multiple of N away: shapley_wrap.h */
    uint64_t above;         /**< wins are counted below quota + above */
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

/** Bands for a point: what is asked, and what was found. */
typedef struct cm_cut {
    const cm_chances *chances;
    double most;    /**< the rest may be */
    double kernel;  /**< > 0: the terms of the rest count min(1, kernel / (2 sin(pi
                         k / N))) each; 0: 1 */
    uint64_t terms; /**< no more frequencies than that */
    cm_bands bands;
    bool found;
} cm_cut;

enum { CM_MOST_CUTS = 64 };

/**
 * Chooses the bands of n points, all at once, of CM_MOST_CUTS at most, others are
 * not found: one point, or points whose players are all alike, by falling spread.
 * Bands of those hold for smaller |bias| too. Not found where more than `terms`
 * frequencies are left, or, for the half with less spread, then of the rest, and so
 * on, where it takes more than about `steps` steps; bands then say nothing.
 */
COMITIA_NODISCARD comitia_status cm_fourier_cut(cm_ctx *ctx, cm_arena *arena,
                                                const cm_fourier *f,
                                                cm_cut *cuts, uint32_t n,
                                                uint64_t steps);

/** What cm_fourier_add adds to, per place: the sum, and how far it is off. */
typedef struct cm_sums {
    double *value, *off;
    double winning, winning_off; /**< P(weight >= quota) / C */
    double size;    /**< of all terms, before the share of a player: at least */
} cm_sums;

/** What the terms of a point are multiplied by: for the quota, and for the quota
    total - quota + 1, that is with chance 1 - p. With a tilt the second is 0. */
typedef struct cm_sides {
    double swings[2];
    double winning[2]; /**< the same for P(weight >= quota) */
} cm_sides;

/**
 * Adds swings * P(i decides) / C, and winning * P(weight >= quota) / C, of each of
 * the points, which differ in bias alone unless there is one. *proved is false if
 * roundings are too large.
 *
 * Terms are shared by threads and processes in pieces that are added in order:
 * the sums are the same for any number of them.
 */
COMITIA_NODISCARD comitia_status
cm_fourier_add(cm_ctx *ctx, const cm_fourier *f, const cm_cut *cut,
               const cm_chances *points, const cm_sides *sides,
               uint32_t n_points, cm_sums *sums, bool *proved);
/** Its steps. */
uint64_t cm_fourier_cost(const cm_fourier *f, uint64_t terms,
                         uint32_t n_points);

#endif
