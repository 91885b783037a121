/* "order" of power: who dominates whom (LANGUAGE, section 8). */
#ifndef CM_ORDER_ROWS_H
#define CM_ORDER_ROWS_H

#include "ask/ask.h"
#include "engine/power/dominance.h"

/** Players, row by row of the answer. */
typedef struct cm_order_row {
    const char *name;
    uint32_t class_of;
} cm_order_row;

/** Puts "order" into a case: {"complete","ranks","dominates"}; null and C0701
    if `dominance` is NULL. */
COMITIA_NODISCARD comitia_status cm_put_order(cm_ask *ask, cm_arena *scratch,
                                              comitia_value *one,
                                              const cm_dominance *dominance,
                                              const cm_order_row *rows,
                                              uint32_t n);

#endif
