/* What became possible and what no longer is, from two lists of smallest
 * coalitions. */
#ifndef CM_DIFF_LISTS_H
#define CM_DIFF_LISTS_H

#include "base/ctx.h"
#include "comitia/value.h"

/**
 * Marks the coalitions of `list` that do not contain one of `other`: with the
 * smallest coalitions of a model in `list` and those of another in `other`, the
 * ones that can do it in the first and not in the second.
 *
 * @param alone  one byte for each item of `list`; lives in `scratch`
 * @return E_BUDGET when comparing would take more than the question may;
 *         E_NOMEM. Items of list times items of other.
 */
COMITIA_NODISCARD comitia_status cm_diff_alone(cm_ctx *ctx, cm_arena *scratch,
                                               const comitia_value *list,
                                               const comitia_value *other,
                                               uint8_t **alone);

#endif
