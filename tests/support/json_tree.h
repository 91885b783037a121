/* Answer trees for tests, written as JSON. */
#ifndef CM_JSON_TREE_H
#define CM_JSON_TREE_H

#include "base/value.h"

/**
 * Reads JSON into an answer tree. An apostrophe may stand for a quotation
 * mark, so that a tree can be written inside a C string; numbers are integers.
 * NULL if the text is no such JSON or memory runs out.
 */
comitia_value *test_tree(cm_arena *arena, const char *json);

#endif
