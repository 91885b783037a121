/* An answer as a tree: null, bool, number, string, list, object. */
#ifndef COMITIA_VALUE_H
#define COMITIA_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "comitia/status.h"

/** What a value is. Exact quantities are strings ("82", "421/2145"). */
typedef enum comitia_kind {
    COMITIA_NULL,
    COMITIA_BOOL,
    COMITIA_NUMBER, /**< a count, a line, an exit code */
    COMITIA_STRING, /**< UTF-8 without NUL */
    COMITIA_LIST,
    COMITIA_OBJECT
} comitia_kind;

/** One node of an answer; owned by the answer and valid as long as it is. */
typedef struct comitia_value comitia_value;

/** What `value` is; COMITIA_NULL for NULL. O(1). */
COMITIA_API comitia_kind comitia_value_kind(const comitia_value *value);
/** True for a bool that is true, else false. */
COMITIA_API bool comitia_value_bool(const comitia_value *value);
/** The number, or 0 if `value` is none. */
COMITIA_API int64_t comitia_value_number(const comitia_value *value);
/** The text of a string, or NULL. */
COMITIA_API const char *comitia_value_string(const comitia_value *value);
/** Items of a list or members of an object; 0 for anything else. */
COMITIA_API size_t comitia_value_count(const comitia_value *value);
/** The i-th item of a list or member of an object (0-based), or NULL. O(1). */
COMITIA_API const comitia_value *comitia_value_at(const comitia_value *value,
                                                  size_t i);
/** The key of the i-th member of an object, or NULL. */
COMITIA_API const char *comitia_value_key(const comitia_value *value, size_t i);
/** The member of an object called `key`, or NULL. O(members). */
COMITIA_API const comitia_value *comitia_value_get(const comitia_value *value,
                                                   const char *key);

#endif
