/* A list of coalitions in as few words as possible.
 *
 * Players that can take each other's place in every coalition of the list are
 * told together: the 210 smallest coalitions that pass a resolution of fifteen
 * members are "all five permanent members and any 4 of the 10 others".
 */
#ifndef CM_CAMPS_H
#define CM_CAMPS_H

#include "report/words/wording.h"

typedef struct cm_camps {
    bool known;        /**< false: the answer has null for the list */
    bool trivial;      /**< [[]]: it takes nobody */
    cm_texts lines;    /**< smallest first */
    uint64_t more;     /**< kinds of coalitions left out of lines */
    const char *next;  /**< the first of these */
    const char *total; /**< single coalitions, as text; "" if not counted */
    bool together;     /**< some line stands for several coalitions */
} cm_camps;

/**
 * Reads the coalitions of a case of `who` (LANGUAGE, section 16): by their
 * kinds where these are told, else one by one.
 *
 * @param one   the case: its `key`, and where they are there `key`_total,
 *              `key`_kinds and alike
 * @param key   "force" or "block"
 * @param most  lines at most
 * Interchangeable players of a list are found by trying each exchange on the
 * whole list, O(players^2 coalitions); lists beyond a few million such steps
 * are shown coalition by coalition.
 */
void cm_camps_read(cm_doc *doc, const comitia_value *one, const char *key,
                   uint64_t most, cm_camps *camps);

/** All of it in one cell or sentence: "CPP; or CNRP"; `trivial` if it takes
    nobody, `nobody` if there is no coalition. */
const char *cm_camps_text(cm_doc *doc, const cm_camps *camps,
                          const char *trivial, const char *nobody);

#endif
