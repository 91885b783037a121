/* The diagram of one talks: what deal.c and deal_lists.c share. */
#ifndef CM_BARGAIN_H
#define CM_BARGAIN_H

#include "engine/talks/deal.h"

typedef struct cm_bargain {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_talks *talks;
    cm_law *law;
    cm_diagram *d;
    uint32_t *level_of_point;
    uint32_t *level_of_line; /**< of a line that may be given up or is a wish;
                                  else CM_NONE */
    bool doubt_given;
    bool too_many;    /**< statements for the lists */
    cm_fn *fn;        /**< of each line: the statement, the goal, the wish */
    cm_fn all;        /**< givens, statements and order hold */
    uint32_t n_wants;
} cm_bargain;

/** The line may be given up. */
bool cm_may_give_up(const cm_bargain *bargain, const cm_line *line);

/**
 * "The orders that are kept form no circle among the points that happen".
 *
 * @param kept  kept[line] for the lines that are orders: the function "this
 *              order is kept"
 * Exact: a point lies on a circle of kept orders iff it is reached from
 * itself, and if it happens the whole circle does. Cost: k^3 for k points that
 * lie on a common circle of all orders.
 */
COMITIA_NODISCARD comitia_status cm_no_circle(cm_bargain *bargain,
                                              const cm_fn *kept, cm_fn *out);

#endif
