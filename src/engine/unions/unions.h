/* Indices of players who have formed unions, all exact (LANGUAGE, section 8).
 *
 * Sources: Owen (1977) for the Shapley value with a priori unions, Owen (1981)
 * for the Banzhaf value with them, Alonso-Meijide and Fiestras-Janeiro (2002)
 * for the symmetric coalitional Banzhaf value. docs/theory/owen.md */
#ifndef CM_UNIONS_H
#define CM_UNIONS_H

#include "engine/weighted/weighted.h"

/** Players of one class in a union, and what one of them is worth. */
typedef struct cm_union_part {
    uint32_t class_of;
    uint64_t units;                                   /**< 1 or more */
    const cm_number *owen, *banzhaf_owen, *symmetric; /**< NULL: not known */
} cm_union_part;

/** Unions that are alike: of each class they have the same number. */
typedef struct cm_union {
    uint64_t count;       /**< how many unions, 1 or more */
    cm_union_part *parts; /**< classes ascending, each once */
    uint32_t n_parts;
} cm_union;

/** Every player stands in one union. */
typedef struct cm_unions {
    cm_union *of;
    uint32_t n;
} cm_unions;

/** Players who are alike and stand in one union, or each in one of its own. */
typedef struct cm_union_item {
    uint32_t class_of;
    uint64_t units;            /**< 1 or more */
    uint32_t union_of;         /**< CM_ALONE: each is a union of its own */
    const cm_union_part *part; /**< set by cm_unions_new: their values */
} cm_union_item;
#define CM_ALONE UINT32_MAX

/** Puts items together into unions, alike unions into kinds. Everything lives
    in `arena`. n log n comparisons. E_NOMEM, E_BUDGET. */
COMITIA_NODISCARD comitia_status cm_unions_new(cm_ctx *ctx, cm_arena *arena,
                                               cm_union_item *items, uint32_t n,
                                               cm_unions *unions);

/**
 * The values `want` (CM_PART_OWEN, CM_PART_BANZHAF_OWEN, CM_PART_SYMMETRIC) of
 * every part, as far as they can be had in `budget` steps: *known has what was
 * found, and the values of the others are NULL. Values live in `arena`.
 *
 * With m unions, n players in the largest and b = m log m + n bits, a weighted
 * rule takes about (m^2 + n^2) * min(quota, total - quota + 1) * b / 120 steps
 * on rows of weights, or (m + 4 n) * b / 31 * arcs * 20 on diagrams, whichever
 * is less, for each kind of union.
 */
COMITIA_NODISCARD comitia_status cm_unions_of_weighted(
    cm_ctx *ctx, cm_arena *arena, const cm_weighted *game, cm_unions *unions,
    unsigned want, uint64_t budget, unsigned *known);

/** The same for any game on a diagram; the diagram grows no node. Classes that
    do not matter must not stand in a union. Only `force` is looked at. */
COMITIA_NODISCARD comitia_status cm_unions_of_fn(cm_ctx *ctx, cm_arena *arena,
                                                 const cm_fn_game *game,
                                                 cm_unions *unions,
                                                 unsigned want, uint64_t budget,
                                                 unsigned *known);

#endif
