/* Building an answer; reading it is in comitia/value.h. */
#ifndef CM_VALUE_H
#define CM_VALUE_H

#include <gmp.h>

#include "base/arena.h"
#include "comitia/value.h"

/**
 * Every function may be given NULL as `into` or return NULL when memory has
 * run out; NULL in gives NULL out, so a chain is checked once at its end by
 * asking cm_builder.failed. Keys are not copied (string literals); texts are.
 */
typedef struct cm_builder {
    cm_arena *arena;
    bool failed;
} cm_builder;

comitia_value *cm_object(cm_builder *b);
comitia_value *cm_list(cm_builder *b);

/** Members, in the order of the calls. */
void cm_put(cm_builder *b, comitia_value *object, const char *key,
            comitia_value *value);
void cm_put_null(cm_builder *b, comitia_value *object, const char *key);
void cm_put_bool(cm_builder *b, comitia_value *object, const char *key,
                 bool value);
void cm_put_number(cm_builder *b, comitia_value *object, const char *key,
                   int64_t value);
/** A copied text; NULL gives null. */
void cm_put_text(cm_builder *b, comitia_value *object, const char *key,
                 const char *text);
void cm_put_integer(cm_builder *b, comitia_value *object, const char *key,
                    mpz_srcptr z);
void cm_put_ratio(cm_builder *b, comitia_value *object, const char *key,
                  mpq_srcptr q);
/** As text, like every exact number. */
void cm_put_count(cm_builder *b, comitia_value *object, const char *key,
                  uint64_t count);
comitia_value *cm_put_list(cm_builder *b, comitia_value *object,
                           const char *key);
comitia_value *cm_put_object(cm_builder *b, comitia_value *object,
                             const char *key);
/** Replaces the value of a key that is there already; adds it otherwise. */
void cm_set(cm_builder *b, comitia_value *object, const char *key,
            comitia_value *value);

/** Items. */
void cm_add(cm_builder *b, comitia_value *list, comitia_value *value);
void cm_add_text(cm_builder *b, comitia_value *list, const char *text);
comitia_value *cm_add_object(cm_builder *b, comitia_value *list);
/** The same with room for so many members, no less and no more: for rows of
    which there are many. */
comitia_value *cm_add_row(cm_builder *b, comitia_value *list, size_t members);
comitia_value *cm_add_list(cm_builder *b, comitia_value *list);

/** Loose values, for cm_put, cm_set and cm_add. */
comitia_value *cm_null(cm_builder *b);
comitia_value *cm_bool(cm_builder *b, bool value);
comitia_value *cm_int(cm_builder *b, int64_t value);
comitia_value *cm_text(cm_builder *b, const char *text);
comitia_value *cm_ratio(cm_builder *b, mpq_srcptr q);

#endif
