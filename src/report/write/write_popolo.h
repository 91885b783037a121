/* What a model says about people and seats, as Popolo's JSON. */
#ifndef CM_WRITE_POPOLO_H
#define CM_WRITE_POPOLO_H

#include "base/buf.h"
#include "model/model.h"

/**
 * Adds persons, organizations, memberships and vote_events. A member is a
 * person; a party is an organization, and its seats are one membership of it
 * in the body (member_id) with a number of `seats`, as nobody is named. The
 * first group that a member is in is what it sits on behalf of; other groups
 * are organizations with memberships of their own. Seats are the declared
 * ones. Rules, facts and outcomes have no place in Popolo and are left out.
 */
void cm_popolo_add(const cm_model *model, cm_buf *out);

#endif
