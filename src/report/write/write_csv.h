/* An answer as a table: one row for each thing that was measured. */
#ifndef CM_WRITE_CSV_H
#define CM_WRITE_CSV_H

#include "base/buf.h"
#include "comitia/value.h"

/**
 * Adds an answer (LANGUAGE, section 16) as RFC 4180 text, lines ended by LF:
 * the head `case,subject,item,measure,value,decimal` and a row for each value.
 * An answer without rows, such as a refusal, is the head alone.
 *
 * @param arena  for decimals; out may live in another
 * @return false for a verb that is no list (brief, explain)
 */
bool cm_long_table_add(cm_arena *arena, const comitia_value *answer, cm_buf *out);

#endif
