/* An answer tree as JSON. */
#ifndef CM_JSON_H
#define CM_JSON_H

#include "base/buf.h"
#include "comitia/value.h"

/**
 * Adds `value` as JSON without blanks, keys in the order of the tree. Equal
 * trees give equal bytes. A byte that is not UTF-8 becomes U+FFFD, so the text
 * is valid JSON whatever the tree holds.
 *
 * @return false if the tree is deeper than 64 levels, which no answer is
 */
bool cm_json_add(cm_buf *out, const comitia_value *value);

/** One string with its quotes. */
void cm_json_string(cm_buf *out, const char *text);

#endif
