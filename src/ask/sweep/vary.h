/* What --vary changes of a model: seats, a quota, a chance. One value is a
 * question about a changed model, many are an axis of a sweep. */
#ifndef CM_VARY_H
#define CM_VARY_H

#include "ask/ask.h"

typedef enum cm_vary_kind {
    CM_VARY_SEATS,   /**< so many seats move from one party to another */
    CM_VARY_QUOTA,   /**< the amount of a quota of an act */
    CM_VARY_CHANCE,  /**< of a fact, or of an act that has a forecast */
    CM_VARY_WEIGHTED /**< --quota of a weighted rule without a file */
} cm_vary_kind;

/** One thing and the values it takes. */
typedef struct cm_axis {
    cm_vary_kind kind;
    const char *label;         /**< "seats CPP->CNRP", "quota Lift#2" */
    uint32_t body, from, to;   /**< seats: a body and two of its entries */
    uint32_t index;            /**< act or fact */
    bool of_act;               /**< chance: of the act's forecast */
    uint32_t quota;            /**< 0-based, in text order */
    bool percent;              /**< values are written so */
    bool fraction;             /**< written with '/' */
    bool amount;               /**< one is written with neither */
    const cm_number **values;
    uint64_t n;
} cm_axis;

/** So many values of one axis, and points of a grid, at most. */
#define CM_MOST_POINTS 1000000

/**
 * Reads "seats A->B [in BODY] VALUES", "quota ACT[#K] VALUES" or
 * "chance NAME VALUES", where VALUES is one number, a list with commas, or
 * "LOW..HIGH [step STEP]"; numbers as in the language (10, 2.5, 2/3, 51%).
 * Without a step it is 1, and 1% between percentages.
 *
 * @param ok  false: what does not fit is an error in ask->diags (C0112, C0202,
 *            C0206, C0209, C0701)
 */
COMITIA_NODISCARD comitia_status cm_axis_read(cm_ask *ask, const char *text,
                                              cm_axis *axis, bool *ok);
/** The same of the values of --quota alone. */
COMITIA_NODISCARD comitia_status cm_axis_of_quota(cm_ask *ask,
                                                  const char *values,
                                                  cm_axis *axis, bool *ok);
/** Value i as it is written: "12", "51%", "0.1", "2/3". NULL without memory. */
const char *cm_axis_text(cm_arena *arena, const cm_axis *axis, uint64_t i);

/**
 * Reads q->vary, each of one value, and changes what the question is about:
 * ask->model becomes a model that shares all but the changed parts with the
 * old one, seats that move go into ask->options. Errors are in ask->diags.
 */
COMITIA_NODISCARD comitia_status cm_vary(cm_ask *ask);
/** What can be said only of the world: a party has fewer seats, a fact that
    is settled has no chance. Errors are in ask->diags. */
void cm_vary_check(cm_ask *ask);

#endif
