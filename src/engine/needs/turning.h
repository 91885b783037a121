/* The search for the fewest seats that must change: what the ways of finding
 * them (turning_*.c) share. */
#ifndef CM_TURNING_H
#define CM_TURNING_H

#include "engine/needs/cover.h"

/* Seats of one class that cast one ballot and may change it. */
typedef struct cm_item {
    uint32_t class_of;
    cm_ballot from;
    mpz_ptr seats;
} cm_item;

/* Sums over the items: need more than what is there already. */
typedef struct cm_goal_sum {
    mpz_t *coef;     /* per item, >= 0 */
    mpz_ptr need;    /* of the question at hand */
    mpz_ptr start;   /* without a player that changes first */
    mpz_ptr most;    /* what all items can give */
    bool is_unit;    /* all coefficients that are not 0 are equal */
    bool covers_all; /* no coefficient is 0 */
    uint32_t first;  /* an item with a coefficient, or CM_NONE */
    uint32_t *order; /* items, heaviest first; made when asked for */
    uint32_t *place; /* of each item in the order */
    mpz_t *seats_to, *weight_to; /* of the first items of the order */
} cm_goal_sum;

typedef struct cm_term {
    const uint32_t *sums;
    uint32_t n;
} cm_term;
typedef cm_vec(cm_term) cm_terms;

struct cm_turning {
    const cm_cover *cover;
    cm_moves moves;
    cm_item *items;
    uint32_t n_items;
    uint32_t *item_of; /* per class: its first item, or CM_NONE */
    mpz_t *room;       /* per item: seats that may still change */
    uint32_t given;    /* item of the player that changes first, or CM_NONE */
    mpz_ptr given_seats;
    mpz_t *taken;       /* per item: seats chosen */
    cm_goal_sum *goals; /* per sum */
    uint8_t *used;      /* per sum: the formula has it */
    uint8_t *relation;  /* per pair of sums: 0 not known yet */
    mpz_t *work;        /* three numbers */
    cm_arena scratch;   /* of one question */
};

/** Order of the items by what they give to a sum, heaviest first. */
comitia_status cm_turning_order(cm_turning *t, uint32_t sum, uint32_t **out);

/* The ways. Each sets *done (or the diagram *found) and the fewest seats for
   all sums of a term. */

/** Greedy, where that is exact: sums over nested sets and one of weights. */
comitia_status cm_turning_greedy(cm_turning *t, const cm_term *one, bool *done,
                                 mpz_ptr total);
/** By halving: sums that all seats count in alike, and one other. */
comitia_status cm_turning_halving(cm_turning *t, const cm_term *one, bool *done,
                                  mpz_ptr total);
/** By a diagram in which the seats of an item are counted in powers of two. */
comitia_status cm_turning_diagram(cm_turning *t, const cm_term *one,
                                  bool *found, mpz_ptr fewest);
/** The same for the whole formula. */
comitia_status cm_turning_formula(cm_turning *t, const cm_formula *f,
                                  bool *found, mpz_ptr fewest);

#endif
