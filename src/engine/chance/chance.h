/* The chance of an outcome, or its exact range (LANGUAGE, section 9). */
#ifndef CM_CHANCE_H
#define CM_CHANCE_H

#include "engine/law/law.h"

/** Something without a chance on which the range depends. */
typedef struct cm_free_variable {
    bool is_fact;
    uint32_t index;  /**< of the fact or act */
    uint32_t player; /**< a voter of the act, or CM_NONE: the act itself */
} cm_free_variable;

typedef struct cm_chance {
    const cm_number *low, *high; /**< equal if nothing is free, unless the
                                      number itself is out of reach: it is
                                      between them then */
    const cm_free_variable *free;
    uint32_t n_free;
} cm_chance;

/**
 * The range of the chance of `what`. Everything lives in `arena`.
 *
 * Free facts are on top of the residual's diagram: the range is taken over
 * what is left when they are set. There an act that only helps or only hinders
 * has the end of its own range that suits; the others are tried at both ends.
 * Where everything has a chance of its own a net of gates is quicker, and gives
 * two proved ends where the number is out of reach (chance_net.h).
 * E_NOMEM; E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_chance_of(cm_ctx *ctx, cm_arena *arena,
                                              const cm_world *world,
                                              const cm_cond *what,
                                              cm_chance *chance);

/** What one fact, option or act does to a chance. */
typedef struct cm_importance {
    bool is_fact;
    uint32_t index;  /**< of the fact or act */
    uint32_t option; /**< of a choice, or CM_NONE */
    const cm_number *given;  /**< the chance when it is so */
    const cm_number *change; /**< that less the chance when it is not so: the
                                  derivative (Birnbaum 1969). NULL for an option
                                  that is certain */
    const cm_number *share;  /**< change times its own chance, by the whole
                                  chance (criticality); NULL without change or
                                  where the chance is 0 */
} cm_importance;

/**
 * The chance and what each thing it depends on does to it, the largest change
 * first. Where something is free on which it depends, chance->free says what,
 * chance has no ends and there is no list. E_BUDGET where the chance is only
 * known between two ends.
 * Cost: as cm_chance_of, times two.
 */
COMITIA_NODISCARD comitia_status cm_chance_importance(
    cm_ctx *ctx, cm_arena *arena, const cm_world *world, const cm_cond *what,
    cm_chance *chance, cm_importance **list, uint32_t *n);

/**
 * Draws everything that has a chance, so many times: *hits are those in which
 * `what` held. Where something is free on which it depends, nothing is drawn,
 * and chance->free says what; chance has no ends.
 */
COMITIA_NODISCARD comitia_status cm_chance_draw(cm_ctx *ctx, cm_arena *arena,
                                                const cm_world *world,
                                                const cm_cond *what,
                                                uint64_t draws,
                                                cm_chance *chance,
                                                uint64_t *hits);

#endif
