/* One game on its way to its indices; for the files power_*.c. */
#ifndef CM_POWER_TASK_H
#define CM_POWER_TASK_H

#include "engine/power/flat.h"

typedef struct cm_power_task {
    cm_ctx *ctx;
    cm_arena *arena;  /**< of the answer */
    cm_arena scratch;
    const cm_fn_game *game;
    cm_power *power;
    uint64_t budget;
    uint64_t *units;  /**< per class; 0 if it does not matter */
    uint8_t *depends; /**< per class: force depends on it */
    uint64_t dummies; /**< players that matter and change nothing */
    cm_primes primes; /**< for counts up to 2^players */
} cm_power_task;

/** Keeps z * 2^doublings. */
COMITIA_NODISCARD comitia_status cm_power_keep(cm_arena *arena, mpz_srcptr z,
                                               uint64_t doublings,
                                               const cm_number **out);
/** Steps of taking rows of counts by size from `sweeps` sweeps at each of
    `sizes` points; UINT64_MAX when it needs too much room. */
uint64_t cm_power_sized_cost(const cm_power_task *task, const cm_flat *flat,
                             uint64_t sweeps);

/**
 * Everything in `want` of a game whose players are in an order of desirability
 * by their levels, as far as the budget goes: sweeps over the diagram of
 * `force` alone, without the dummies. Blocking is taken to be the dual.
 */
COMITIA_NODISCARD comitia_status cm_power_by_order(cm_power_task *task,
                                                   unsigned want);

#endif
