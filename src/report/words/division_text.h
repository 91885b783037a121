/* What is said of one division of seats: the divisor or quota to check it by,
 * its ties. */
#ifndef CM_DIVISION_TEXT_H
#define CM_DIVISION_TEXT_H

#include "report/words/phrase.h"

/** "5.0617": a fraction with so many places; "" if it is none. */
const char *cm_ratio_decimal(cm_doc *doc, const char *ratio, unsigned places);
/** "4", "3 or 4", "3 to 5": of a row with "low" and "high". */
const char *cm_seats_of(cm_doc *doc, const comitia_value *row);

/** The divisors that give the seats, or the quota. */
void cm_tell_basis(cm_doc *doc, const comitia_value *answer,
                   const comitia_value *division);
/** The tie, if there is one, with every outcome; `key` is what the rows call
    their names. */
void cm_tell_tie(cm_doc *doc, const comitia_value *division,
                 const comitia_value *rows, const char *key);

#endif
