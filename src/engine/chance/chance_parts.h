/* What the chance of a condition is taken of: the residual over facts and parts
 * of acts. For the files chance*.c only. */
#ifndef CM_CHANCE_PARTS_H
#define CM_CHANCE_PARTS_H

#include "engine/chance/chance.h"

/** An act under one arm of its rule, with the range of its chance. */
typedef struct cm_part {
    uint32_t atom;  /**< the act's, in the law */
    uint32_t arm;
    uint32_t level; /**< in the diagram of parts */
    cm_fn chosen;   /**< the arm is in force: a function of the law's facts */
    mpq_t low, high;
    bool fixed;     /**< low = high */
} cm_part;

typedef struct cm_parts {
    cm_ctx *ctx;
    cm_arena *arena; /**< of the answer */
    cm_arena scratch;
    const cm_world *world;
    bool acts_last;  /**< parts are below all facts */
    bool mixed;      /**< found: some act helps and hinders, and should be */
    cm_law *law;
    cm_diagram *d;   /**< the law's own where each act is one part */
    cm_fn f;
    uint32_t n_free; /**< facts without a chance: the first levels */
    uint32_t n_facts;
    uint32_t *fact_level; /**< per fact atom, in d */
    uint32_t first_part;  /**< with acts_last: the first level below facts */
    cm_part *at;
    uint32_t n;
    mpq_t **chance;  /**< per level; of facts with a chance and of parts */
    cm_vec(cm_free_variable) free;
} cm_parts;

/** Fills in everything of the condition but `free`; ctx, arena, world and
    acts_last are set. Cleared by cm_parts_clear, also after a failure. */
COMITIA_NODISCARD comitia_status cm_parts_of(cm_parts *s, const cm_cond *what);
void cm_parts_clear(cm_parts *s);

/** The chance of part i is the end of its range. */
void cm_part_set(cm_parts *s, uint32_t i, bool high);

/** Lists what has no chance and moves f. */
COMITIA_NODISCARD comitia_status cm_parts_free(cm_parts *s);

#endif
