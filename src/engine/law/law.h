/* Outcomes, ladders and conditions as functions of what is still open: the
 * residual (LANGUAGE, section 7). */
#ifndef CM_LAW_H
#define CM_LAW_H

#include "engine/diagram/diagram.h"
#include "engine/law/range.h"
#include "engine/law/world.h"

typedef enum cm_atom_kind { CM_ATOM_FACT, CM_ATOM_CHOICE, CM_ATOM_ACT } cm_atom_kind;

/** An open variable; cm_law.level says at which level of the diagram. */
typedef struct cm_atom {
    cm_atom_kind kind;
    uint32_t index; /**< of the fact or act */
} cm_atom;

/** An act, outcome or ladder, in an order in which each comes after what it
    depends on. */
typedef struct cm_law_thing {
    cm_cond_kind what;
    uint32_t index;
} cm_law_thing;

typedef struct cm_law {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_world *world;
    cm_diagram *d;
    uint32_t first;   /**< levels before the atoms, the caller's own */
    cm_atom *atoms;   /**< facts and choices in order of first mention, then
                           acts in order of first mention */
    uint32_t n_atoms, n_fact_atoms;
    uint32_t *fact_level; /**< per fact: level or CM_NONE (settled, unused) */
    uint32_t *act_level;  /**< per act: level or CM_NONE (settled, nested, unused) */
    cm_fn *act_memo, *outcome_memo, *ladder_memo; /**< CM_NOTHING: not yet */
    cm_arm_range **ranges; /**< per act: one for each arm (one for an act by a
                                player), NULL before it is asked for */
    uint32_t *level;   /**< per atom */
    uint32_t *atom_at; /**< per level of an atom */
    uint32_t *sizes; /**< per level */
    uint32_t n_nested; /**< levels behind the atoms, for nested bodies */
    uint32_t first_nested;
    const cm_cond *const *roots;
    uint32_t n_roots;
    bool arranged; /**< no other order is tried any more */
    bool any_order, chance_last, acts_last; /**< as in cm_law_options */
    cm_law_thing *order;
    uint32_t n_order, n_made;
    bool making, without_ranges;
    const uint8_t *loose; /**< as in cm_law_options */
    const cm_fn *point_fn; /**< of CM_COND_POINT, set by the talks; or NULL */
} cm_law;

/** What a law is made of beyond the world. All zero: the plain residual. */
typedef struct cm_law_options {
    const uint32_t *extra_sizes; /**< levels of the caller before the atoms */
    uint32_t n_extra;
    bool chance_last; /**< facts and choices with a chance after the others */
    bool any_order;   /**< atoms may be at levels in any order: the one in which
                           they are listed if that fits, else another (of those
                           with chance_last at once the best of several). No
                           levels of the caller then. What is known of levels
                           and diagram is so after the first cm_law_fn only. */
    bool acts_last;   /**< all the same, acts below facts */
    bool without_ranges; /**< every open act can pass and can fail */
    const uint8_t *loose; /**< per act: 1: so can this one; or NULL. Kept by the
                               caller as long as the law */
} cm_law_options;

/** The plain residual, at levels in any order. */
extern const cm_law_options cm_any_order;

/**
 * Collects the open variables that the roots reach (through outcomes,
 * ladders, nested members and the conditions of rules, settled acts included)
 * and makes a diagram with a level for each. Lives in `arena`; the diagram is
 * freed by cm_law_clear, also after a failure of another call.
 */
COMITIA_NODISCARD comitia_status cm_law_new(cm_ctx *ctx, cm_arena *arena,
                                            const cm_world *world,
                                            const cm_cond *const *roots,
                                            uint32_t n_roots,
                                            const cm_law_options *options,
                                            cm_law **law);
void cm_law_clear(cm_law *law);

/** The condition as a function of the open variables. An act that under the
    facts can only pass or only fail is that constant; a settled one too. */
COMITIA_NODISCARD comitia_status cm_law_fn(cm_law *law, const cm_cond *cond,
                                           cm_fn *out);
/** Arm `arm` of the act's rule is in force, as a function of the facts. */
COMITIA_NODISCARD comitia_status cm_law_arm(cm_law *law, uint32_t act,
                                            uint32_t arm, cm_fn *out);
/** "The act passes" from the ranges of its arms: `itself` where an arm leaves
    it open (CM_FALSE: not passed then). ranges: one for each arm. */
COMITIA_NODISCARD comitia_status cm_range_fn(cm_law *law, uint32_t act,
                                             const cm_arm_range *ranges,
                                             cm_fn itself, cm_fn *out);
/** Ranges of the arms of an act with a level or with recorded ballots. */
COMITIA_NODISCARD comitia_status cm_law_ranges(cm_law *law, uint32_t act,
                                               const cm_arm_range **ranges);

/** A condition that stands for a named thing, in the arena: for cm_law_new. */
const cm_cond *cm_cond_of(cm_arena *arena, cm_cond_kind kind, uint32_t index,
                          uint32_t other, uint32_t option);

/** Number of values of an atom: 2, or the options of a choice. */
uint32_t cm_atom_size(const cm_model *model, cm_atom atom);

#endif
