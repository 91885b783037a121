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
    const char *total; /**< single coalitions, as text; "" if not counted */
    bool together;     /**< some line stands for several coalitions */
} cm_camps;

/**
 * Reads a list of coalitions (LANGUAGE, section 16).
 *
 * @param list   list of lists of player names, or null
 * @param total  how many there are, or ""
 * @param most   lines at most
 * Interchangeable players are found by trying each exchange on the whole list,
 * O(players^2 coalitions); lists beyond a few million such steps are shown
 * coalition by coalition.
 */
void cm_camps_read(cm_doc *doc, const comitia_value *list, const char *total,
                   uint64_t most, cm_camps *camps);

/** All of it in one cell or sentence: "CPP; or CNRP"; `trivial` if it takes
    nobody, `nobody` if there is no coalition. */
const char *cm_camps_text(cm_doc *doc, const cm_camps *camps,
                          const char *trivial, const char *nobody);

#endif
