/* JSON that somebody else wrote (RFC 8259), with the place of every value.
 *
 * The library writes JSON of its own; this reads that of others. Every value
 * keeps where it stands, so that what is wrong with data can be shown.
 */
#ifndef CM_JSON_READ_H
#define CM_JSON_READ_H

#include "base/ctx.h"

typedef enum cm_json_kind {
    CM_JSON_NULL,
    CM_JSON_FALSE,
    CM_JSON_TRUE,
    CM_JSON_NUMBER,
    CM_JSON_STRING,
    CM_JSON_LIST,
    CM_JSON_OBJECT
} cm_json_kind;

#define CM_JSON_NONE UINT32_MAX
#define CM_JSON_MOST_VALUES 4000000
#define CM_JSON_DEPTH 64
#define CM_JSON_MOST_KEYS 1000 /**< of one object: they are looked up one by one */

typedef struct cm_json_node {
    const char *key;  /**< in an object, or NULL */
    const char *text; /**< of a string, its escapes read; of a number */
    uint32_t at, n;   /**< where it stands: bytes of the text; of a list or an
                           object its first byte */
    uint32_t first, next; /**< first part; next part of what it is in */
    uint8_t kind;
} cm_json_node;

/** The values in the order in which they begin; the whole is number 0. */
typedef struct cm_json {
    const cm_json_node *at;
    uint32_t n;
} cm_json;

/**
 * Reads a text as JSON, strictly. A half of a surrogate pair and U+0000 become
 * U+FFFD.
 *
 * @param n       less than 2^32
 * @param arena   where the values go
 * @param wrong   the byte where it stops being JSON
 * @param reason  NULL, or why it is none: not JSON, deeper than CM_JSON_DEPTH,
 *                more values or keys than the numbers above
 * @return COMITIA_OK also when it is no JSON; E_NOMEM, E_BUDGET, E_CANCELLED
 * Linear; does not recurse.
 */
COMITIA_NODISCARD comitia_status cm_json_read(cm_ctx *ctx, cm_arena *arena,
                                              const char *bytes, size_t n,
                                              cm_json *json, size_t *wrong,
                                              const char **reason);

/** The member of an object, the last one if several have the key;
    CM_JSON_NONE if there is none, it is null, or `object` is none. */
uint32_t cm_json_get(const cm_json *json, uint32_t object, const char *key);
/** The text of a string or a number that an object has; else NULL. */
const char *cm_json_text(const cm_json *json, uint32_t object, const char *key);
/** The first item of a list that an object has; CM_JSON_NONE if there is
    none. */
uint32_t cm_json_first(const cm_json *json, uint32_t object, const char *key);

#endif
