/* In which order events are shown, and which pairs have no certain order
 * (LANGUAGE, section 7). */
#ifndef CM_EVENT_ORDER_H
#define CM_EVENT_ORDER_H

#include "base/ctx.h"
#include "model/model.h"

/**
 * Sorts events that stand in file order into display order: by hi, then lo,
 * then place in the file; sets `order`. place (n items, in `scratch`) gets the
 * file order's index of each. n log n.
 */
COMITIA_NODISCARD comitia_status cm_order_events(cm_arena *scratch,
                                                 cm_event *events, uint32_t n,
                                                 uint32_t **place);

/**
 * Finds the events that settle parts of one outcome or ladder and have no
 * certain order: sets `conflict` of both and gives each but the first C0306
 * with the first earlier one.
 *
 * @param model   with acts, facts, outcomes, ladders and bodies resolved; its
 *                events are not looked at
 * @param events  in display order
 * What each outcome reaches is joined once (event_set.h), then each event asks
 * twice: near linear in law and history. Beyond some seconds of work nothing
 * is found and C0701 (warning) says so.
 */
COMITIA_NODISCARD comitia_status cm_find_conflicts(cm_ctx *ctx,
                                                   const cm_model *model,
                                                   cm_event *events, uint32_t n,
                                                   cm_diags *diags);

#endif
