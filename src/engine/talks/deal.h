/* Can these positions be reconciled: deals, clashes, concessions, best deals
 * (LANGUAGE, section 11).
 *
 * One diagram holds a level for each statement that may be given up (1: it is
 * kept), each wish (1: it must come true), each point and each open variable
 * of the law. D, "a deal is left if these statements are kept", is a falling
 * function of the first, so clashes are the minimal vectors of not D and
 * concessions the complements of the maximal ones of D: the two sides of
 * Reiter's (1987) hitting set duality.
 */
#ifndef CM_DEAL_H
#define CM_DEAL_H

#include "engine/law/law.h"

enum {
    CM_MOST_STATEMENTS = 64, /**< that may be given up, of one talks */
    CM_MOST_OPEN = 64,       /**< points and open variables of one talks */
    CM_MOST_ITEMS = 1000000  /**< of a list */
};

/** Sets of statements: bit i stands for the i-th that may be given up. */
typedef struct cm_statement_sets {
    bool known; /**< false: the list is too long or too costly */
    uint64_t *at; /**< by size, then by order of statements */
    uint32_t n;
} cm_statement_sets;

/** Deals that are best for somebody: no other gives every side as much and one
    of them more. */
typedef struct cm_best {
    bool known;
    const cm_number *const **at; /**< at[i][side] */
    uint32_t n;
} cm_best;

typedef struct cm_goal {
    const cm_line *line;
    bool deal;
    cm_statement_sets clashes, concessions; /**< empty if there is a deal */
    cm_best best;                           /**< empty if there is none */
} cm_goal;

typedef struct cm_deal {
    const cm_talks *talks;
    const cm_line **statements; /**< that may be given up, in file order */
    uint32_t n_statements;
    cm_goal *goals; /**< one more, without a line, ends them */
    uint32_t n_goals;
    struct cm_bargain *bargain; /**< the engine's own */
} cm_deal;

/**
 * Finds for each goal whether there is a deal.
 *
 * @param doubt_given  givens may be given up too
 * @param deal         lives in `arena`; its diagram is freed by cm_deal_clear
 * @return E_BUDGET beyond CM_MOST_OPEN or the steps of work
 */
COMITIA_NODISCARD comitia_status cm_deal_new(cm_ctx *ctx, cm_arena *arena,
                                             const cm_world *world,
                                             uint32_t talks, bool doubt_given,
                                             cm_deal **deal);
void cm_deal_clear(cm_deal *deal);

/** Fills the lists of all goals. A list beyond a limit stays unknown and is
    no failure; each takes at most half of the steps that are left. */
COMITIA_NODISCARD comitia_status cm_deal_lists(cm_deal *deal);

/** Whether there is a deal for the goal with this label (NULL: the first). */
COMITIA_NODISCARD comitia_status cm_deal_exists(cm_ctx *ctx,
                                                const cm_world *world,
                                                uint32_t talks,
                                                const char *goal, bool *deal);

#endif
