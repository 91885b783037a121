/* Power indices of a simple game, all exact (LANGUAGE, section 8).
 *
 * Players that are alike form a class; a game is asked by classes, and every
 * value is that of one single player of its class. */
#ifndef CM_POWER_H
#define CM_POWER_H

#include "base/number.h"
#include "engine/diagram/diagram.h"
#include "engine/numbers/residues.h"

/** Parts of an answer; bits. */
enum {
    CM_PART_SWINGS = 1, /**< and the number of winning coalitions */
    CM_PART_SHAPLEY = 2,
    CM_PART_DEEGAN_PACKEL = 4,
    CM_PART_HOLLER = 8,
    CM_PART_JOHNSTON = 16,
    CM_PART_MINIMAL = 32, /**< numbers of minimal coalitions */
    CM_PART_ALL = 63,
    CM_PART_ANYWAY = 64, /**< the same if a diagram is made anyway */
    CM_PART_SHARES = 128, /**< shares of swings, but not the swings */
    CM_PART_OWEN = 256,   /**< these three: engine/unions/unions.h */
    CM_PART_BANZHAF_OWEN = 512,
    CM_PART_SYMMETRIC = 1024,
    CM_PART_UNIONS = 1792
};

/** One player of a class. NULL: not known, or 0 divided by 0. */
typedef struct cm_power_row {
    const cm_number *swings;
    const cm_number *shapley;
    const cm_number *deegan_packel, *holler, *johnston; /**< they sum to 1 */
} cm_power_row;

/** Both ends are proved. */
typedef struct cm_bounds {
    const cm_number *low, *high;
} cm_bounds;

/** How values between two numbers were found, and how far each part of that is
    off at most. */
typedef struct cm_proof {
    const char *method;          /**< in words; NULL: no values were */
    uint64_t nodes;              /**< of a quadrature, or 0 */
    uint64_t terms;              /**< of Fourier sums, or 0 */
    const cm_number *quadrature; /**< its error, or NULL */
    const cm_number *cut;        /**< of what was left out of sums, or NULL */
    const cm_number *rounding;   /**< how far apart roundings leave the ends */
} cm_proof;

/** Indices between two numbers, one player of each class. NULL: there are no
    bounds, because it is known or because it is not. */
typedef struct cm_power_bounds {
    const cm_bounds *shapley;
    const cm_bounds *banzhaf, *banzhaf_absolute; /**< shares of swings: all */
    const cm_bounds *coleman_prevent, *coleman_initiate, *rae; /**< or none */
    cm_proof of_shapley, of_shares;
    bool stopped; /**< the caller had enough: the ends could be nearer */
    uint64_t shapley_steps; /**< about what bounds would take that there are not
                                 for that reason; 0: not known */
} cm_power_bounds;

/** How values are to be given. All zero: as fractions where they take no more
    than their share of the steps, else between decimals. */
typedef struct cm_precision {
    bool exact;      /**< as fractions or not at all */
    unsigned places; /**< between decimals 10^-places apart at most, as
                          fractions where these cost less; 0: not asked for */
} cm_precision;

typedef struct cm_power {
    unsigned known;    /**< parts that were found */
    uint64_t players;  /**< single players that matter */
    const cm_number *winning, *minimal_winning, *minimal_blocking;
    cm_power_row *rows; /**< one for each class; those that do not matter have
                             none that means anything */
    uint32_t n_rows;
    cm_power_bounds bounds; /**< instead of what is not known */
    /** Steps that fractions would take, about, or bounds where these are not
        found for what they take and it is less; 0: not estimated. */
    uint64_t swings_steps, shapley_steps, deegan_packel_steps, holler_steps,
        johnston_steps, minimal_steps;
} cm_power;

/** A game on a diagram: level l is the class l, its value how many are in. */
typedef struct cm_fn_game {
    cm_diagram *d;
    cm_fn force, block;     /**< monotone */
    bool dual;              /**< blocking is "without these the others cannot
                                 force"; block is then not looked at */
    const uint64_t *units;  /**< players of each class: size of the level - 1 */
    const uint8_t *matters; /**< per class; NULL: all do. force and block do
                                 not depend on the others */
} cm_fn_game;

/**
 * The parts `want` of a game on a diagram, as far as they can be had: a part
 * that would cost more than `budget` steps is left out of known. Everything
 * lives in `arena`.
 *
 * Banzhaf, Holler and the totals: arcs * players / 31 steps. Shapley and
 * Deegan-Packel: by the number of members, arcs * players^2 / 31. Johnston:
 * like Shapley where players can be put in an order of desirability, else by
 * trying all vectors. (docs/theory/diagrams.md)
 */
COMITIA_NODISCARD comitia_status cm_power_of(cm_ctx *ctx, cm_arena *arena,
                                             const cm_fn_game *game,
                                             unsigned want, uint64_t budget,
                                             cm_power *power);

/** How many coalitions of single players the vectors of `set` stand for. */
COMITIA_NODISCARD comitia_status cm_power_total(cm_ctx *ctx, cm_arena *scratch,
                                                const cm_fn_game *game,
                                                cm_fn set, mpz_ptr total);

/** Copies the values of the parts. */
void cm_power_take_row(cm_power_row *to, const cm_power_row *from,
                       unsigned parts);
/** Takes what `part` found and `power` does not have: row i of the part is row
    class_of[i] of the power; NULL: row i. */
void cm_power_take(cm_power *power, const cm_power *part,
                   const uint32_t *class_of);

/* ---- from counts to indices, shared by the engines ----------------------- */

/**
 * Coefficients by size: at[c * sizes + s] for class c and s in 0..sizes-1.
 * What is counted is said where they are made.
 */
typedef struct cm_sized {
    mpz_t *at;
    uint32_t n_rows, sizes;
} cm_sized;

/** Zero counts; freed by cm_sized_clear. E_NOMEM; E_BUDGET above 2^26. */
COMITIA_NODISCARD comitia_status cm_sized_new(cm_ctx *ctx, cm_arena *arena,
                                              uint32_t n_rows, uint32_t sizes,
                                              cm_sized *sized);
void cm_sized_clear(cm_sized *sized);

/**
 * Rows of values at 0, 1, ..., sizes-1 modulo each prime, to exact counts by
 * size. values[(i * n_rows + row) * sizes + y] belongs to prime i; they are
 * overwritten.
 */
COMITIA_NODISCARD comitia_status cm_sized_from_points(cm_ctx *ctx,
                                                      cm_arena *scratch,
                                                      const cm_primes *primes,
                                                      uint32_t *values,
                                                      cm_sized *sized);

/** Swings by the number of the others in the coalition, to Shapley-Shubik. */
COMITIA_NODISCARD comitia_status cm_power_set_shapley(cm_ctx *ctx,
                                                      cm_arena *arena,
                                                      const cm_sized *swings,
                                                      cm_power *power);
/** Counts by size less one, each worth 1/size, to shares of their sum:
    Deegan-Packel from minimal winning coalitions, Johnston from swings by the
    number of critical members. units[c] players of class c. */
COMITIA_NODISCARD comitia_status
cm_power_set_inverse(cm_ctx *ctx, cm_arena *arena, const cm_sized *counts,
                     const uint64_t *units, bool johnston, cm_power *power);
/** count[c] to shares of their sum: Holler. */
COMITIA_NODISCARD comitia_status cm_power_set_holler(cm_ctx *ctx,
                                                     cm_arena *arena,
                                                     const mpz_t *count,
                                                     const uint64_t *units,
                                                     cm_power *power);

#endif
