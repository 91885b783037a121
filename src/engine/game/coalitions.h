/* Lists of minimal coalitions, with seats that are alike told once. */
#ifndef CM_COALITIONS_H
#define CM_COALITIONS_H

#include "engine/game/game.h"
#include "engine/weighted/weighted.h"

enum { CM_MOST_ITEMS = 1000000 };

/**
 * A set of coalitions, by how many of each class are in: the vectors of `set`
 * on game->d, or the minimal winning coalitions of a weighted rule over the
 * classes of the game.
 */
typedef struct cm_family {
    cm_game *game;
    cm_fn set;
    const cm_weighted *rule; /**< NULL: set */
} cm_family;

/**
 * How many items a list of them has, k freed seats of a party being one item
 * whoever they are; CM_MOST_ITEMS + 1 if there are more than CM_MOST_ITEMS.
 */
COMITIA_NODISCARD comitia_status cm_family_items(const cm_family *family,
                                                 uint64_t *items);

/** Called for each item: k[e] players of entity e of the game. */
typedef comitia_status cm_visit_coalition(void *user, const uint64_t *k);
/** Every item, in the order of entities; stops when visit returns anything but
    COMITIA_OK and returns that. */
COMITIA_NODISCARD comitia_status cm_family_each(const cm_family *family,
                                                cm_visit_coalition *visit,
                                                void *user);

/** Called for each kind: x[c] players of class c of the game. */
typedef comitia_status cm_visit_kind(void *user, const uint32_t *x);
/** Every kind of coalition, whoever they are; stops as above. */
COMITIA_NODISCARD comitia_status cm_family_kinds(const cm_family *family,
                                                 cm_visit_kind *visit,
                                                 void *user);

/** How many coalitions of single players the set has, of the classes that
    matter under case i. Not for rules: see cm_weighted_minimal. */
COMITIA_NODISCARD comitia_status cm_family_total(const cm_family *family,
                                                 uint32_t i, mpz_ptr total);

#endif
