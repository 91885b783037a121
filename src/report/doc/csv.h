/* Tables in CSV (RFC 4180; lines end in LF). */
#ifndef CM_CSV_H
#define CM_CSV_H

#include "base/buf.h"
#include "comitia/value.h"

/** Quoted where a reader of CSV would not give the same text back. */
void cm_csv_cell(cm_buf *out, const char *text);
/** "columns" and "rows" of an answer to sweep; null is an empty cell. */
void cm_csv_add(cm_buf *out, const comitia_value *answer);

#endif
