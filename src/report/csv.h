/* The answer to sweep as a table. */
#ifndef CM_CSV_H
#define CM_CSV_H

#include <string.h>

#include "base/buf.h"
#include "comitia/value.h"

/** "columns" and "rows" of the answer as CSV; null is an empty cell. */
void cm_csv_add(cm_buf *out, const comitia_value *answer);

#endif
