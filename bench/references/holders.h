/* Very many holders, by Fourier sums in plain doubles: no bound on the error is
 * proved, some 10^-11 are expected. */
#ifndef CM_REFERENCES_HOLDERS_H
#define CM_REFERENCES_HOLDERS_H

#include "../holders.h"
#include "plain.h"

/** The Banzhaf shares of the holders at some places, of the rule that needs the
    quota. */
void ref_banzhaf_of_places(const bench_holders *holders, uint32_t quota,
                           uint32_t n_places, const uint32_t *places,
                           double *shares);
/** Their Shapley-Shubik shares. */
void ref_shapley_of_places(const bench_holders *holders, uint32_t quota,
                           uint32_t n_places, const uint32_t *places,
                           double *shares);

#endif
