/* One kind of union on its way to its values; for the files unions_*.c.
 *
 * For a player i of a union of n players, among m unions, let c(r, s) be the
 * number of coalitions of r whole other unions and s other players of its own
 * that i turns from losing to winning. The three values are sums of c(r, s)
 * with weights that are a product of one for r and one for s. So the unions are
 * summed first, in two ways, for each state in which they leave the game:
 *
 *     by order: sum over r of c(r, s) r! (m-1-r)!   a random order of unions
 *     by coin:  sum over r of c(r, s)               a coin is tossed for each
 *
 * and players are counted by s below that. Sums over r are a fixed combination
 * of the values of a polynomial at the marks 0 .. m-1. */
#ifndef CM_UNIONS_TASK_H
#define CM_UNIONS_TASK_H

#include "engine/unions/unions.h"

enum { CM_BY_ORDER, CM_BY_COIN, CM_UNION_WAYS };

typedef struct cm_union_task {
    cm_ctx *ctx;
    cm_arena *arena;  /**< of the answer */
    cm_arena scratch; /**< of this kind of union */
    cm_unions *unions;
    uint32_t own; /**< which kind */
    uint32_t m;   /**< unions */
    uint32_t n;   /**< players of one such union */
    unsigned want;
    cm_primes primes; /**< for all sums */
    /** values[way][(prime * parts + part) * n + mark]; NULL if not wanted */
    uint32_t *values[CM_UNION_WAYS];
} cm_union_task;

/** How many unions of a kind there are beside the one at hand. */
static inline uint64_t cm_union_others(const cm_union_task *t, uint32_t kind)
{
    return t->unions->of[kind].count - (kind == t->own);
}

static inline uint32_t cm_union_parts(const cm_union_task *t)
{
    return t->unions->of[t->own].n_parts;
}

/** Where the swings of a part at mark z stand. */
static inline uint32_t *cm_union_value(const cm_union_task *t, unsigned way,
                                       uint32_t prime, uint32_t part,
                                       uint32_t z)
{
    size_t row = (size_t)prime * cm_union_parts(t) + part;
    return t->values[way] + row * t->n + z;
}

/** weight[y] for y in 0..m-1, so that the sum of weight[y] P(y) is the sum over
    r of P_r r! (m-1-r)! for every polynomial P of degree m-1. m^2
    multiplications. work: room for 2 m + 1 numbers. */
void cm_union_marks(uint32_t m, cm_modulus mod, uint32_t *weight,
                    uint32_t *work);

/** The game as it looks to one kind of union: the first `cut` levels of `on`
    are the other unions, the rest the parts. The diagram is freed by the
    caller, also after a failure. */
COMITIA_NODISCARD comitia_status cm_union_game(cm_union_task *task,
                                               const cm_fn_game *game,
                                               cm_fn_game *on, uint32_t *cut);
/** The same of a weighted rule, as a rule. The weights are cleared by the
    caller, also after a failure. */
typedef struct cm_union_rule {
    cm_weighted rule;
    uint64_t *units;
    mpz_t *weight;
    uint32_t cut;
    uint32_t *part; /**< per class from `cut` on: which part */
} cm_union_rule;
COMITIA_NODISCARD comitia_status cm_union_rule_new(cm_union_task *task,
                                                   const cm_weighted *game,
                                                   cm_union_rule *rule);
void cm_union_rule_clear(cm_union_rule *rule);

/** Fills values from such a game. part[l - cut] is the part of level l; NULL:
    they come in order. *found is false if it would take more than `budget`. */
COMITIA_NODISCARD comitia_status cm_union_sweep(cm_union_task *task,
                                                const cm_fn_game *game,
                                                uint32_t cut,
                                                const uint32_t *part,
                                                uint64_t budget, bool *found);

/** A weighted rule on rows of weights. */
typedef struct cm_union_rows cm_union_rows;
/** NULL in *rows if the rule is constant or too large for rows. Lives in the
    scratch arena. */
COMITIA_NODISCARD comitia_status
cm_union_rows_new(cm_ctx *ctx, cm_arena *scratch, const cm_weighted *game,
                  cm_union_task *tasks, uint32_t n_tasks, cm_union_rows **rows);
/** Steps for all tasks together. */
uint64_t cm_union_rows_cost(const cm_union_rows *rows);
/** Fills values of all tasks. */
COMITIA_NODISCARD comitia_status cm_union_rows_sweep(cm_union_rows *rows);

#endif
