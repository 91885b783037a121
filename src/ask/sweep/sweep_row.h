/* An answer as cells of a table: what `sweep` keeps of each point. */
#ifndef CM_SWEEP_ROW_H
#define CM_SWEEP_ROW_H

#include "base/buf.h"
#include "base/value.h"
#include "comitia/question.h"

/**
 * Adds the rows of an answer to can, chance, needs, power, status or who: one,
 * or where open facts make several cases one for each. A row is a list of
 * "column NUL cell NUL", ended by an empty column; a cell that is missing is
 * CM_NO_CELL. The first column of a case with a condition is "when", the last
 * of a row with a diagnostic "note".
 */
void cm_sweep_rows(const comitia_value *answer, comitia_verb asked,
                   cm_buf *out);

#define CM_NO_CELL "\x01"

#endif
