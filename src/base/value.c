#include "base/value.h"

#include "base/number.h"

typedef struct member {
    const char *key; /* NULL in a list */
    comitia_value *value;
} member;

struct comitia_value {
    comitia_kind kind;
    union {
        bool flag;
        int64_t number;
        const char *text;
        cm_vec(member) members;
    } as;
};

static comitia_value *of_kind(cm_builder *b, comitia_kind kind)
{
    comitia_value *value = cm_new(b->arena, comitia_value);
    if (value)
        value->kind = kind;
    else
        b->failed = true;
    return value;
}

comitia_value *cm_object(cm_builder *b)
{
    return of_kind(b, COMITIA_OBJECT);
}

comitia_value *cm_list(cm_builder *b)
{
    return of_kind(b, COMITIA_LIST);
}

comitia_value *cm_null(cm_builder *b)
{
    return of_kind(b, COMITIA_NULL);
}

comitia_value *cm_bool(cm_builder *b, bool flag)
{
    comitia_value *value = of_kind(b, COMITIA_BOOL);
    if (value)
        value->as.flag = flag;
    return value;
}

comitia_value *cm_int(cm_builder *b, int64_t number)
{
    comitia_value *value = of_kind(b, COMITIA_NUMBER);
    if (value)
        value->as.number = number;
    return value;
}

/* A text that is in the arena already. */
static comitia_value *kept_text(cm_builder *b, const char *text)
{
    if (!text) {
        b->failed = true;
        return NULL;
    }
    comitia_value *value = of_kind(b, COMITIA_STRING);
    if (value)
        value->as.text = text;
    return value;
}

comitia_value *cm_text(cm_builder *b, const char *text)
{
    return text ? kept_text(b, cm_strdup(b->arena, text)) : cm_null(b);
}

comitia_value *cm_ratio(cm_builder *b, mpq_srcptr q)
{
    return kept_text(b, cm_number_text(b->arena, q));
}

static void append(cm_builder *b, comitia_value *into, const char *key,
                   comitia_value *value)
{
    if (!into || !value ||
        !cm_push(b->arena, &into->as.members, (member){key, value}))
        b->failed = true;
}

void cm_put(cm_builder *b, comitia_value *object, const char *key,
            comitia_value *value)
{
    append(b, object, key, value);
}

void cm_add(cm_builder *b, comitia_value *list, comitia_value *value)
{
    append(b, list, NULL, value);
}

void cm_set(cm_builder *b, comitia_value *object, const char *key,
            comitia_value *value)
{
    if (object && value)
        for (size_t i = 0; i < object->as.members.n; i++)
            if (strcmp(object->as.members.at[i].key, key) == 0) {
                object->as.members.at[i].value = value;
                return;
            }
    append(b, object, key, value);
}

void cm_put_null(cm_builder *b, comitia_value *object, const char *key)
{
    append(b, object, key, cm_null(b));
}

void cm_put_bool(cm_builder *b, comitia_value *object, const char *key,
                 bool value)
{
    append(b, object, key, cm_bool(b, value));
}

void cm_put_number(cm_builder *b, comitia_value *object, const char *key,
                   int64_t value)
{
    append(b, object, key, cm_int(b, value));
}

void cm_put_text(cm_builder *b, comitia_value *object, const char *key,
                 const char *text)
{
    append(b, object, key, cm_text(b, text));
}

void cm_put_integer(cm_builder *b, comitia_value *object, const char *key,
                    mpz_srcptr z)
{
    append(b, object, key, kept_text(b, cm_integer_text(b->arena, z)));
}

void cm_put_ratio(cm_builder *b, comitia_value *object, const char *key,
                  mpq_srcptr q)
{
    append(b, object, key, cm_ratio(b, q));
}

void cm_put_count(cm_builder *b, comitia_value *object, const char *key,
                  uint64_t count)
{
    mpz_t z;
    mpz_init(z);
    cm_set_u64(z, count);
    cm_put_integer(b, object, key, z);
    mpz_clear(z);
}

comitia_value *cm_put_list(cm_builder *b, comitia_value *object,
                           const char *key)
{
    comitia_value *list = cm_list(b);
    append(b, object, key, list);
    return list;
}

comitia_value *cm_put_object(cm_builder *b, comitia_value *object,
                             const char *key)
{
    comitia_value *value = cm_object(b);
    append(b, object, key, value);
    return value;
}

void cm_add_text(cm_builder *b, comitia_value *list, const char *text)
{
    append(b, list, NULL, cm_text(b, text));
}

comitia_value *cm_add_object(cm_builder *b, comitia_value *list)
{
    comitia_value *value = cm_object(b);
    append(b, list, NULL, value);
    return value;
}

comitia_value *cm_add_row(cm_builder *b, comitia_value *list, size_t members)
{
    comitia_value *row = cm_add_object(b, list);
    if (!row)
        return NULL;
    row->as.members.at = cm_new_n(b->arena, member, members);
    if (row->as.members.at)
        row->as.members.cap = members;
    else
        b->failed = true;
    return row;
}

comitia_value *cm_add_list(cm_builder *b, comitia_value *list)
{
    comitia_value *value = cm_list(b);
    append(b, list, NULL, value);
    return value;
}

comitia_kind comitia_value_kind(const comitia_value *value)
{
    return value ? value->kind : COMITIA_NULL;
}

bool comitia_value_bool(const comitia_value *value)
{
    return value && value->kind == COMITIA_BOOL && value->as.flag;
}

int64_t comitia_value_number(const comitia_value *value)
{
    return value && value->kind == COMITIA_NUMBER ? value->as.number : 0;
}

const char *comitia_value_string(const comitia_value *value)
{
    return value && value->kind == COMITIA_STRING ? value->as.text : NULL;
}

size_t comitia_value_count(const comitia_value *value)
{
    return value && value->kind >= COMITIA_LIST ? value->as.members.n : 0;
}

const comitia_value *comitia_value_at(const comitia_value *value, size_t i)
{
    return i < comitia_value_count(value) ? value->as.members.at[i].value
                                          : NULL;
}

const char *comitia_value_key(const comitia_value *value, size_t i)
{
    return i < comitia_value_count(value) ? value->as.members.at[i].key : NULL;
}

const comitia_value *comitia_value_get(const comitia_value *value,
                                       const char *key)
{
    if (comitia_value_kind(value) == COMITIA_OBJECT)
        for (size_t i = 0; i < value->as.members.n; i++)
            if (strcmp(value->as.members.at[i].key, key) == 0)
                return value->as.members.at[i].value;
    return NULL;
}
