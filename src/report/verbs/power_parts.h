/* power: the parts of its page. */
#ifndef CM_POWER_PARTS_H
#define CM_POWER_PARTS_H

#include "report/words/phrase.h"
#include "report/words/units.h"
#include "report/words/verbs.h"

/** A player, or how many seats of a party are alike: "4 seats each of CPP"
   reads badly, so freed seats say so behind the name. */
const char *cm_power_player(cm_doc *doc, const comitia_value *row);

/** Were some indices named? Without --index all plain ones are there. */
bool cm_indices_named(const comitia_value *one);

/** The players with what they hold and a few indices, then the other indices.
 */
void cm_index_tables(cm_doc *doc, const comitia_value *one,
                     const cm_holdings *held);
/** What the players of each union have together. */
void cm_unions_table(cm_doc *doc, const comitia_value *one);
/** A row for each player and index, for answers side by side. */
void cm_index_rows(cm_doc *doc, const comitia_value *one, const char *when,
                   cm_rows *rows);
/** How the indices that stand between decimals were found. */
void cm_bounds_paras(cm_doc *doc, const comitia_value *one);

/** The order of desirability, vetoers and dummies; nothing without --order. */
void cm_order_paras(cm_doc *doc, const comitia_value *one);

#endif
