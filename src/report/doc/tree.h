/* Reading an answer tree: a key that is missing reads as empty. */
#ifndef CM_TREE_H
#define CM_TREE_H

#include <string.h>

#include "comitia/value.h"

/** The text of a member; "" if it is missing or no string. */
static inline const char *cm_tree_text(const comitia_value *object,
                                       const char *key)
{
    const char *text = comitia_value_string(comitia_value_get(object, key));
    return text ? text : "";
}

/** The text of item i of a list; "" if it is none. */
static inline const char *cm_tree_item(const comitia_value *list, size_t i)
{
    const char *text = comitia_value_string(comitia_value_at(list, i));
    return text ? text : "";
}

static inline bool cm_tree_bool(const comitia_value *object, const char *key)
{
    return comitia_value_bool(comitia_value_get(object, key));
}

static inline int64_t cm_tree_number(const comitia_value *object,
                                     const char *key)
{
    return comitia_value_number(comitia_value_get(object, key));
}

/** True if the member is missing or null. */
static inline bool cm_tree_null(const comitia_value *object, const char *key)
{
    return comitia_value_kind(comitia_value_get(object, key)) == COMITIA_NULL;
}

static inline bool cm_tree_is(const comitia_value *object, const char *key,
                              const char *text)
{
    return strcmp(cm_tree_text(object, key), text) == 0;
}

/** True for a list with no items (not for null). */
static inline bool cm_tree_empty(const comitia_value *list)
{
    return comitia_value_kind(list) == COMITIA_LIST &&
           comitia_value_count(list) == 0;
}

/** True for the list [[]]: one term or coalition, and that empty. */
static inline bool cm_tree_trivial(const comitia_value *list)
{
    return comitia_value_count(list) == 1 &&
           cm_tree_empty(comitia_value_at(list, 0));
}

#endif
