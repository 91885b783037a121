/* Weights that differ little from each other are taken together in a Fourier sum: a
 * few nodes stand for them, with as many players as make every polynomial right
 * (docs/theory/fourier.md). */
#ifndef CM_FOURIER_NODES_H
#define CM_FOURIER_NODES_H

#include "engine/weighted/fourier.h"

enum { CM_MOST_NODES = 64 };

/** Weights low..high, which `n` nodes stand for. */
typedef struct cm_fourier_bin {
    uint32_t first, end; /**< of f->ascending */
    uint32_t n;
    double off, off_term;/**< of ln f and n / f of a player, over 1 + the sum of the
                              sizes of what he is shared out in */
} cm_fourier_bin;

/** Chances and frequencies that bins have to serve. */
typedef struct cm_fourier_span {
    double s;      /**< of the largest chance p = 1 / (1 + e^s) */
    double tilt;
    uint64_t last; /**< frequency */
} cm_fourier_span;

typedef cm_vec(cm_fourier_bin) cm_fourier_bins;

/** Looks for bins; there may be none. */
COMITIA_NODISCARD comitia_status cm_fourier_bins_find(cm_arena *arena,
                                                      const cm_fourier *f,
                                                      cm_fourier_span span,
                                                      cm_fourier_bins *bins);

/** What a sum of so many terms takes with these bins. */
uint64_t cm_fourier_bins_cost(const cm_fourier *f, const cm_fourier_bins *bins,
                              uint64_t terms, uint32_t n_points);

typedef struct cm_fourier_nodes {
    const cm_fourier *from;
    const cm_fourier_bins *bins;
    cm_fourier f;    /**< weights that are in no bin, then nodes; without what
                          cm_fourier_cut needs */
    uint32_t *place; /**< in f, per place of `from` that is in no bin */
    double *node, *over; /**< ..., and 1 over the product of its distances from the
                              others of its bin: CM_MOST_NODES for each bin */
    double off;      /**< of phi, relative */
} cm_fourier_nodes;

/** Lives in `arena`; some 10 steps for each node of each weight in a bin. E_NOMEM,
    E_BUDGET. */
COMITIA_NODISCARD comitia_status
cm_fourier_nodes_new(cm_ctx *ctx, cm_arena *arena, const cm_fourier *from,
                     const cm_fourier_bins *bins, cm_fourier_nodes *nodes);

/** cm_fourier_add to the places of nodes->from; the points have chances for those of
    nodes->f. The same for any number of threads. */
COMITIA_NODISCARD comitia_status
cm_fourier_nodes_add(cm_ctx *ctx, const cm_fourier_nodes *nodes,
                     const cm_cut *cut, const cm_chances *points,
                     const cm_sides *sides, uint32_t n_points, cm_sums *sums,
                     bool *proved);

#endif
