/* Decision diagrams with levels of any size: the one object that status,
 * coalitions, power, chance and deals are asked of.
 *
 * A function maps a vector (x_0, ..., x_{L-1}), 0 <= x_l < size(l), to a bit.
 * Level l may be a fact (size 2), a choice (its options), a bloc (2), n seats
 * that are alike (size n + 1: how many of them), a ballot (4). Nodes are
 * reduced and unique: two functions are equal iff their ids are.
 * Source: Bryant (1986); multi-valued: Srinivasan, Kam, Malik, Brayton (1990).
 */
#ifndef CM_DIAGRAM_H
#define CM_DIAGRAM_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/ctx.h"

/** A function: 0 is false, 1 is true, others are nodes. */
typedef uint32_t cm_fn;
#define CM_FALSE ((cm_fn)0)
#define CM_TRUE ((cm_fn)1)

typedef struct cm_diagram cm_diagram;

/** An empty diagram; memory and steps come from ctx (100 steps a node made or
    a pair combined). Freed by cm_diagram_free, also after a failure.
    @param sizes  size of each level from the top, each >= 1; copied */
COMITIA_NODISCARD comitia_status cm_diagram_new(cm_ctx *ctx,
                                                const uint32_t *sizes,
                                                uint32_t n_levels,
                                                cm_diagram **diagram);
void cm_diagram_free(cm_diagram *diagram);

uint32_t cm_diagram_levels(const cm_diagram *d);
uint32_t cm_diagram_size(const cm_diagram *d, uint32_t level);
/** Nodes made so far. */
uint32_t cm_diagram_nodes(const cm_diagram *d);
/** From now on a node beyond so many is E_BUDGET (0: no bound of its own), and
    cm_diagram_at_bound tells that it was this bound. */
void cm_diagram_bound(cm_diagram *d, uint32_t most);
bool cm_diagram_at_bound(const cm_diagram *d);
/** Level of f; cm_diagram_levels(d) for the two constants. */
uint32_t cm_fn_level(const cm_diagram *d, cm_fn f);
/** The function left when x_level(f) = value. f is no constant. */
cm_fn cm_fn_child(const cm_diagram *d, cm_fn f, uint32_t value);

/* Every function below writes *out on success alone and may return E_NOMEM,
   E_BUDGET or E_CANCELLED. */

/** [x_level = value] */
COMITIA_NODISCARD comitia_status cm_fn_is(cm_diagram *d, uint32_t level,
                                          uint32_t value, cm_fn *out);
/** [x_level in set], set: one byte (0 or 1) for each value */
COMITIA_NODISCARD comitia_status cm_fn_in(cm_diagram *d, uint32_t level,
                                          const uint8_t *set, cm_fn *out);
COMITIA_NODISCARD comitia_status cm_fn_not(cm_diagram *d, cm_fn f, cm_fn *out);
COMITIA_NODISCARD comitia_status cm_fn_and(cm_diagram *d, cm_fn f, cm_fn g,
                                           cm_fn *out);
COMITIA_NODISCARD comitia_status cm_fn_or(cm_diagram *d, cm_fn f, cm_fn g,
                                          cm_fn *out);
COMITIA_NODISCARD comitia_status cm_fn_xor(cm_diagram *d, cm_fn f, cm_fn g,
                                           cm_fn *out);
/** f ? g : h */
COMITIA_NODISCARD comitia_status cm_fn_ite(cm_diagram *d, cm_fn f, cm_fn g,
                                           cm_fn h, cm_fn *out);
/** at least k of f[0..n) hold; any k */
COMITIA_NODISCARD comitia_status cm_fn_at_least(cm_diagram *d, const cm_fn *f,
                                                uint32_t n, int64_t k,
                                                cm_fn *out);

/**
 * A threshold gate, built level by level: sum over l of coef[l][x_l] >= bound.
 *
 * @param coef  coef[l] is NULL for a level that does not count, else one exact
 *              integer for each value of the level; any signs, any size
 * Cost: nodes made times log; partial sums that lead to the same function are
 * one node (boxes [lo, hi] of slack; Behle 2007, Abio et al. 2012).
 */
COMITIA_NODISCARD comitia_status cm_fn_linear(cm_diagram *d,
                                              const mpz_t *const *coef,
                                              mpz_srcptr bound, cm_fn *out);

/** What stands for a threshold gate that is not built. */
typedef comitia_status cm_take_gate(void *user, const mpz_t *const *coef,
                                    mpz_srcptr bound, cm_fn *out);
/** From now on cm_fn_linear hands its gates over instead of building them. */
void cm_diagram_hand_over(cm_diagram *d, cm_take_gate *take, void *user);

/** x_level := value. */
COMITIA_NODISCARD comitia_status cm_fn_restrict(cm_diagram *d, cm_fn f,
                                                uint32_t level, uint32_t value,
                                                cm_fn *out);
/** f[0..n) with x_l := value[l] for every level where value[l] is not
    CM_NOTHING; all at once, and what functions share is gone through once. f is
    written over on success alone. O(their nodes). */
#define CM_NOTHING UINT32_MAX
COMITIA_NODISCARD comitia_status cm_fn_assign(cm_diagram *d, cm_fn *f,
                                              uint32_t n,
                                              const uint32_t *value);
/** or / and over all values of the levels with which[level] != 0 */
COMITIA_NODISCARD comitia_status cm_fn_exists(cm_diagram *d, cm_fn f,
                                              const uint8_t *which, cm_fn *out);
COMITIA_NODISCARD comitia_status cm_fn_forall(cm_diagram *d, cm_fn f,
                                              const uint8_t *which, cm_fn *out);
/** f with level l (of size 2) replaced by by[l] wherever by[l] != CM_NOTHING;
    all at once. Any order of levels is correct. */
COMITIA_NODISCARD comitia_status cm_fn_compose(cm_diagram *d, cm_fn f,
                                               const cm_fn *by, cm_fn *out);
/** The same of f[0..n), written over on success alone. Levels below the last
    that is replaced cost nothing. */
COMITIA_NODISCARD comitia_status cm_fn_compose_all(cm_diagram *d, cm_fn *f,
                                                   uint32_t n, const cm_fn *by);
/** The dual seen from the others: g(x) = f(size - 1 - x), not negated. */
COMITIA_NODISCARD comitia_status cm_fn_flip(cm_diagram *d, cm_fn f, cm_fn *out);

/** depends[l] = 1 if f depends on level l, else 0. O(nodes of f). */
COMITIA_NODISCARD comitia_status cm_fn_support(cm_diagram *d, cm_fn f,
                                               uint8_t *depends);
/** Value of f at x[0..levels). */
bool cm_fn_at(const cm_diagram *d, cm_fn f, const uint32_t *x);

/** For a level of size 2: may f rise (0 to 1 turns false to true) and may it
    fall, for some values of the others? */
COMITIA_NODISCARD comitia_status cm_fn_polarity(cm_diagram *d, cm_fn f,
                                                uint32_t level, bool *rises,
                                                bool *falls);

/**
 * Known, because of how f was made, that more in a level never turns f from
 * true to false, and that from the level of f on one more in a level is at
 * least as good as one more in any level below it: a threshold with descending
 * weights, the and or the or of two such functions. False says nothing. O(1).
 */
bool cm_fn_known_ordered(const cm_diagram *d, cm_fn f);

/* ---- sets of vectors -----------------------------------------------------
 * A cm_fn also stands for the set of vectors where it is true. */

/** Minimal vectors of f under the order x <= y in each level; f need not be
    monotone: those with f(x) = 1 and f(y) = 0 for every y <= x, y != x. */
COMITIA_NODISCARD comitia_status cm_fn_minimal(cm_diagram *d, cm_fn f,
                                               cm_fn *out);
/** As cm_fn_minimal for levels that are flat: value 0 is below all others,
    which do not compare (0 "not set", 1 "set false", 2 "set true", ...).
    @param flat  one byte a level */
COMITIA_NODISCARD comitia_status cm_fn_minimal_flat(cm_diagram *d, cm_fn f,
                                                    const uint8_t *flat,
                                                    cm_fn *out);

/**
 * Prime implicants of f as partial assignments (Coudert, Madre 1992, for
 * values instead of signs). Written as a set in another diagram `p` whose
 * level l has size(d, l) + 1 values: 0 "not in the term", v + 1 "x_l = v".
 */
COMITIA_NODISCARD comitia_status cm_fn_primes(cm_diagram *d, cm_fn f,
                                              cm_diagram *p, cm_fn *out);

/** Calls visit for each vector of the set f in lexicographic order, smaller
    values first; stops when it returns anything but COMITIA_OK and returns
    that. The vector is reused between calls. */
typedef comitia_status cm_visit(void *user, const uint32_t *x);
COMITIA_NODISCARD comitia_status cm_fn_each(cm_diagram *d, cm_fn f,
                                            cm_visit *visit, void *user);

/* ---- counting --------------------------------------------------------------
 * Each value of a level has a weight; a vector weighs the product. */

/** Weights for counting: weight[l] NULL means 1 for each value. For n alike
    seats, weight[l][k] is n over k. */
typedef struct cm_weights {
    const mpz_t *const *at;
} cm_weights;

/** Total weight of f. */
COMITIA_NODISCARD comitia_status cm_fn_count(cm_diagram *d, cm_fn f,
                                             const cm_weights *weights,
                                             mpz_ptr out);

/** Chance of f when the levels are independent and x_l = v has chance
    chance[l][v]; levels that f does not depend on may be NULL. */
COMITIA_NODISCARD comitia_status cm_fn_chance(cm_diagram *d, cm_fn f,
                                              const mpq_t *const *chance,
                                              mpq_ptr out);

/**
 * The same, and change[l][v] for v >= 1 where change[l] is not NULL: the chance
 * of f with x_l = v less that with x_l = v - 1 (of two values: the derivative
 * of the chance). Left as it is for levels that f does not depend on. All
 * fractions are initialised by the caller.
 * Cost: nodes of f times bits of the common denominator, for all together.
 */
COMITIA_NODISCARD comitia_status cm_fn_changes(cm_diagram *d, cm_fn f,
                                               const mpq_t *const *chance,
                                               mpq_ptr out,
                                               mpq_t *const *change);

/** Least total cost of a vector of f: sum of cost[l][x_l], cost[l] NULL for 0.
 *found is false if f is CM_FALSE. Sums must stay below 2^63. */
COMITIA_NODISCARD comitia_status cm_fn_cheapest(cm_diagram *d, cm_fn f,
                                                const uint64_t *const *cost,
                                                bool *found, uint64_t *out);

#endif
