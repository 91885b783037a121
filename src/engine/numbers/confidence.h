/* What a frequency says about the number behind it (docs/theory/sampling.md). */
#ifndef CM_CONFIDENCE_H
#define CM_CONFIDENCE_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

/** A mean of independent draws, each in 0..1. */
typedef struct cm_frequency {
    uint64_t hits;  /**< sum of all draws, times parts */
    uint64_t draws;
    uint64_t parts; /**< every draw is a multiple of 1 / parts; >= 1 */
} cm_frequency;

/** The largest draws * parts that cm_frequency_ends takes. */
#define CM_MOST_TRIALS (UINT64_C(1) << 50)

/**
 * Ends of an interval in 0..1 that misses the number behind the frequency at
 * most once in a hundred times: at most once in two hundred on either side, by
 * the bound of Chernoff and Hoeffding in its form with relative entropy. No
 * number is rounded but outwards.
 */
void cm_frequency_ends(cm_frequency frequency, mpq_ptr low, mpq_ptr high);

#endif
