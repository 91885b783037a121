/* Sentences about what is so, what would have to be, and who does it. */
#ifndef CM_PHRASE_H
#define CM_PHRASE_H

#include "report/words/wording.h"

typedef enum cm_tense {
    CM_PRESENT,   /**< "Lift passes", "Reading is Court" */
    CM_PAST,      /**< "Lift passed" */
    CM_INFINITIVE /**< "Lift to pass", after "needs" */
} cm_tense;

/** One literal {"name","kind","value"} as a clause. */
const char *cm_literal_text(cm_doc *doc, const comitia_value *literal,
                            cm_tense tense);
/** The literals of a term joined by "and"; "" for the empty term. */
const char *cm_term_text(cm_doc *doc, const comitia_value *term,
                         cm_tense tense);
/** Literals joined by "and". */
const char *cm_literals_text(cm_doc *doc, const comitia_value *const *at,
                             size_t n, cm_tense tense);
/** " if Reading is Defence and Grant holds"; "" for the empty term. */
const char *cm_if_text(cm_doc *doc, const comitia_value *when);

/** The names of the facts that tell cases apart: "Reading and Grant". */
const char *cm_depends_text(cm_doc *doc, const comitia_value *cases);

/* ---- sets of terms
 * ------------------------------------------------------------ */

typedef struct cm_term {
    const comitia_value **at; /**< literals */
    size_t n;
} cm_term;

/** A term with its literals in the order in which things are declared. */
cm_term cm_term_read(cm_doc *doc, const comitia_value *list);

/** Alternatives; known is false where the answer has null. */
typedef struct cm_terms {
    bool known;
    cm_term *at;
    size_t n;
} cm_terms;

/**
 * A list of minimal terms as it stands once `when` holds (NULL: as it is):
 * terms against it fall away, what it settles is left out, and terms that
 * contain another one go. That is again the list of all minimal terms.
 */
cm_terms cm_terms_given(cm_doc *doc, const comitia_value *list,
                        const comitia_value *when);
/** Whether one of them is empty: it is so already. */
bool cm_terms_always(const cm_terms *terms);
/** Literals in all, as a measure of how long the sentence would be. */
size_t cm_terms_length(const cm_terms *terms);
/** "Lift passes, and either A or B": what all alternatives share comes first.
    `most` alternatives are written out. */
const char *cm_terms_text(cm_doc *doc, const cm_terms *terms, cm_tense tense,
                          uint64_t most);

/* ---- coalitions
 * ----------------------------------------------------------------- */

/** One player of a coalition; "35 of CPP" becomes "35 seats of CPP". */
const char *cm_partner_text(cm_doc *doc, const char *name);

/** What status is called, in its colour. */
const char *cm_status_text(cm_doc *doc, const char *status);
/** The same for passed, rejected, no decision, yes, no, open. */
const char *cm_verdict_text(cm_doc *doc, const char *result);

#endif
