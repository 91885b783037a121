/* What the seats of a body are called, and what its members hold instead. */
#ifndef CM_UNITS_H
#define CM_UNITS_H

#include "report/words/wording.h"

/** Whether a body is one of members, who have one seat each. */
bool cm_is_of_members(const cm_body *body);

/** "seat" and "seats", of a body of members "member" and "members". */
const char *cm_unit_text(const cm_body *body, bool many);

/** What the players of an act hold of the one measure that its rule counts.
    All zero: there is none, or there are several. */
typedef struct cm_holdings {
    const char *measure;
    uint32_t at;              /**< its number */
    const cm_body *body;
    const uint32_t *entry_of; /**< per player of the model, or CM_NONE */
} cm_holdings;

/** act: its name; also that of something else, which has no measure. */
cm_holdings cm_holdings_of(cm_doc *doc, const char *act);

/** What a player holds, or NULL: it is no entry of the body. */
const cm_number *cm_held_by(const cm_doc *doc, const cm_holdings *holdings,
                            const char *player);

#endif
