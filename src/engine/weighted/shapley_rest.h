/* A weighted rule for sums over chances: players who alone reach the smaller of
 * both quotas, and the rest (docs/theory/fourier.md). */
#ifndef CM_SHAPLEY_REST_H
#define CM_SHAPLEY_REST_H

#include "engine/weighted/fourier.h"
#include "engine/weighted/weighted_row.h"

/** Weights that are nearly the same as one: for guesses, nothing is proved by
    them. */
typedef struct cm_heap {
    double weight, units;
} cm_heap;

/**
 * Every player is in with chance p = 1 / (1 + e^s); those in win if they weigh
 * quota[0] = min(quota, total - quota + 1) or more, which has the same indices
 * for both quotas. Seen from who is out, the chance is that of -s and the quota
 * quota[1]: the other side.
 */
typedef struct cm_shapley_rest {
    uint32_t n;       /**< different weights below quota[0]: the first of the row */
    double alone;     /**< players who weigh more: each wins alone */
    double heaviest;  /**< of all */
    uint64_t quota[2];/**< of the rest: quota[1] = its total - quota[0] + 1 */
    cm_fourier f;     /**< the rest, with quota[0]; n > 0 and total >= quota[0] */
    cm_heap *heaps;
    uint32_t n_heaps;
} cm_shapley_rest;

/** *fits is false where doubles will not do. With rest->n == 0 nobody but those
    alone ever decides. Lives in `arena`. E_NOMEM, E_BUDGET. */
COMITIA_NODISCARD comitia_status cm_shapley_rest_new(cm_ctx *ctx,
                                                     cm_arena *arena,
                                                     const cm_row *row,
                                                     cm_shapley_rest *rest,
                                                     bool *fits);

/** Heaps of the weights of f, some ten for each power of ten. */
COMITIA_NODISCARD comitia_status cm_heaps_new(cm_arena *arena,
                                              const cm_fourier *f,
                                              cm_heap **heaps, uint32_t *n);

/** What is known of one chance of one side. */
typedef struct cm_shapley_point {
    double s;
    unsigned side; /**< 0: who is in reaches quota[0]; 1: quota[1], and who is in
                        stands for who is out */
} cm_shapley_point;

/** The chances p and 1 - p of s, each within 8 u of itself, s being exact. */
void cm_shapley_chance(double s, double *p, double *other);

/** What a swing at a point counts in the integral over s, and what the chance to
    reach the quota counts for a player who is alone (0 if nobody is); both within
    cm_shapley_loose of themselves, or 10^-299. */
double cm_shapley_factor(const cm_shapley_rest *rest, cm_shapley_point at);
double cm_shapley_alone(const cm_shapley_rest *rest, cm_shapley_point at);

double cm_shapley_loose(const cm_shapley_rest *rest, cm_shapley_point at);

/** A tilt with which the mean comes near the quota of the point from below, more
    than 0; 0 where it is above without any. A guess. */
double cm_shapley_tilt(const cm_shapley_rest *rest, cm_shapley_point at);

/** ln(1 - p + p e^x), x >= 0, within 40 u of itself and 30 u. */
double cm_shapley_log_mean(double s, double x);

/**
 * How far to go on both sides: all s beyond last[..] steps add no more than `most` to the
 * indices of all of the rest together, nor to that of one who is alone, whatever
 * the step up to 1. Ends may be below 0. E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_shapley_ends(cm_ctx *ctx,
                                                 const cm_shapley_rest *rest,
                                                 double step, double most,
                                                 int64_t last[2]);

#endif
