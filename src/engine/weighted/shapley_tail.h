/* Chances at which hardly anybody is in: a few stand for many, since what a player has
   there is nearly a polynomial of low degree (docs/theory/fourier.md). */
#ifndef CM_SHAPLEY_TAIL_H
#define CM_SHAPLEY_TAIL_H

#include "engine/weighted/shapley_rest.h"

enum { CM_MOST_TAIL = 48 };

/** What is found at one chance counts so often: swings, and the wins of those who are
    alone. */
typedef struct cm_shapley_share {
    double s;
    double swings, alone;
} cm_shapley_share;

typedef struct cm_shapley_tail {
    cm_shapley_share at[CM_MOST_TAIL];
    uint32_t n;                /**< 0: none will do */
    double off, off_alone;     /**< of all together */
} cm_shapley_tail;

/** From this s on it may be worth while. */
double cm_shapley_tail_from(const cm_shapley_rest *rest);

/** Chances that stand for those of s[0..n-1], all on one side, in any order, n > 1, so
    that no index is off by more than `most`, times the step. */
void cm_shapley_tail_find(const cm_shapley_rest *rest, const double *s,
                          uint32_t n, unsigned side, double most,
                          cm_shapley_tail *tail);

#endif
