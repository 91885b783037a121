/* The fewest seats that must change their ballot for a rule to hold.
 *
 * With everything else fixed, each quota is a sum over ballots that must reach
 * a bound, and a rule is built of such sums with "at least k of". Seats that
 * count alike in all sums are one class, so a body of 10^15 alike seats costs
 * no more than one of three.
 */
#ifndef CM_COVER_H
#define CM_COVER_H

#include "base/number.h"
#include "engine/law/world.h"

/** Numbers of GMP that are freed together; rows live in the arena. */
typedef struct cm_integers {
    cm_arena *arena;
    cm_vec(mpz_t *) rows;
    cm_vec(size_t) lengths;
} cm_integers;

/** n zeros, or NULL. */
mpz_t *cm_integers_new(cm_integers *pool, size_t n);
void cm_integers_clear(cm_integers *pool);

/** constant + sum over voters in `within`, over their seats, of weight times
    k[ballot] >= bound; weights by voter, or NULL for 1. */
typedef struct cm_sum {
    cm_voters within;
    const mpz_t *weight;
    mpz_t *k; /**< [4], by cm_ballot; all with ballots open count no */
    mpz_ptr constant, bound;
} cm_sum;

typedef enum cm_formula_kind {
    CM_F_FALSE,
    CM_F_TRUE,
    CM_F_SUM,
    CM_F_SOME
} cm_formula_kind;

/** value += times * weight of one seat of the voter. */
void cm_sum_add(const cm_sum *sum, uint32_t voter, mpz_srcptr times,
                mpz_ptr value);

/** At least k of the parts hold, or one sum reaches its bound. */
typedef struct cm_formula {
    cm_formula_kind kind;
    uint32_t sum;
    int64_t k;
    const struct cm_formula **parts;
    uint32_t n;
} cm_formula;

/** Voters that count alike in every sum. */
typedef struct cm_alike {
    uint32_t voter; /**< the first of them */
    bool outsider;
    mpz_t *seats; /**< [4]: how many seats of the class cast what */
} cm_alike;

/** A rule with everything that was cast. */
typedef struct cm_cover {
    cm_ctx *ctx;
    cm_arena *arena;
    cm_integers *pool;
    const cm_act *act;
    const cm_sum *sums;
    uint32_t n_sums;
    const cm_formula *formula;
    cm_alike *classes;
    uint32_t n_classes;
    uint8_t **in; /**< [sum][class]: counts in it */
} cm_cover;

/** Who counts alike, with no ballots yet: classes and of_voter[n_voters]. */
COMITIA_NODISCARD comitia_status cm_cover_classes(cm_cover *cover,
                                                  uint32_t *of_voter);

/** Values of all sums with the ballots of the classes. */
void cm_cover_values(const cm_cover *cover, mpz_t *values);
/** Whether the formula holds when the sums have these values. */
bool cm_cover_holds(const cm_cover *cover, const cm_formula *f,
                    const mpz_t *values);

/** Which seats may change, and to what. */
typedef struct cm_moves {
    bool from[4]; /**< by cm_ballot */
    cm_ballot to;
    bool outsiders; /**< may change too */
} cm_moves;

typedef struct cm_turning cm_turning;

/** Prepares the search. Every move must help each sum or leave it alone, but
    for sums that other parts of the formula make up for once they are hurt. */
COMITIA_NODISCARD comitia_status cm_turning_new(const cm_cover *cover,
                                                cm_moves moves,
                                                cm_turning **turning);
/**
 * The fewest seats that must change for the formula to hold.
 *
 * @param class_of  CM_NONE, or the class of one player of `seats` seats that
 *                  changes first and for nothing (from the first of moves.from)
 * @param found     false if no change suffices
 *
 * Where at most one sum has weights and the others are over sets of which any
 * two are disjoint or one is in the other, the seats are chosen greedily:
 * complements of the choices are the bases of a laminar matroid, so that the
 * heaviest choice of each size is found (Edmonds 1971). Otherwise by a diagram
 * in which the seats of a class are counted in powers of two. E_BUDGET when
 * that is too much.
 */
COMITIA_NODISCARD comitia_status cm_turning_fewest(cm_turning *turning,
                                                   uint32_t class_of,
                                                   uint64_t seats, bool *found,
                                                   mpz_ptr fewest);

#endif
