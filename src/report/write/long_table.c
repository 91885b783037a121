#include "report/write/long_table.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/number.h"
#include "report/doc/csv.h"
#include "report/doc/decimal.h"

enum { DIGITS = 12 };

/* A proved bound is a decimal already. */
static bool is_decimal(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n && text[n] == '.' &&
           text[n + 1 + strspn(text + n + 1, "0123456789")] == '\0';
}

static void add_decimal(cm_long_table *t, const char *value)
{
    mpq_t q;
    if (is_decimal(value)) {
        cm_buf_add(t->out, value);
        return;
    }
    mpq_init(q);
    if (cm_ratio_read(value, q) && mpq_sgn(q) >= 0) {
        const char *text = cm_number_nearest(t->arena, q, DIGITS);
        if (text)
            cm_buf_add(t->out, text);
        else
            t->out->failed = true;
    }
    mpq_clear(q);
}

static void add_row(cm_long_table *t, const char *measure, const char *value,
                    bool is_number)
{
    cm_csv_cell(t->out, t->when);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, t->subject);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, t->item);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, measure);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, value);
    cm_buf_char(t->out, ',');
    if (is_number)
        add_decimal(t, value);
    cm_buf_char(t->out, '\n');
}

void cm_long_put(cm_long_table *t, const char *measure,
                 const comitia_value *value)
{
    char number[24];
    switch (comitia_value_kind(value)) {
    case COMITIA_NULL: add_row(t, measure, "", false); break;
    case COMITIA_BOOL:
        add_row(t, measure, comitia_value_bool(value) ? "true" : "false",
                false);
        break;
    case COMITIA_NUMBER:
        snprintf(number, sizeof number, "%" PRId64,
                 comitia_value_number(value));
        add_row(t, measure, number, true);
        break;
    case COMITIA_STRING:
        add_row(t, measure, comitia_value_string(value), true);
        break;
    default: break;
    }
}

void cm_long_put_text(cm_long_table *t, const char *measure, const char *text)
{
    add_row(t, measure, text, false);
}

void cm_long_put_all(cm_long_table *t, const comitia_value *object,
                     const char *const *but)
{
    for (size_t i = 0; i < comitia_value_count(object); i++) {
        const char *key = comitia_value_key(object, i);
        bool left_out = *key == '.';
        for (size_t k = 0; but[k]; k++)
            left_out |= strcmp(but[k], key) == 0;
        if (!left_out)
            cm_long_put(t, key, comitia_value_at(object, i));
    }
}
const char *cm_long_joined(cm_long_table *t, const char *a, const char *between,
                           const char *b)
{
    cm_buf buf;
    cm_buf_init(&buf, t->arena);
    cm_buf_add(&buf, a);
    cm_buf_add(&buf, between);
    cm_buf_add(&buf, b);
    t->out->failed |= buf.failed;
    return buf.failed ? "" : cm_buf_text(&buf);
}

const char *cm_long_numbered(cm_long_table *t, const char *what, size_t number)
{
    cm_buf buf;
    cm_buf_init(&buf, t->arena);
    cm_buf_addf(&buf, "%s %zu", what, number);
    if (buf.failed)
        t->out->failed = true;
    return buf.failed ? "" : buf.at;
}

const char *const cm_long_head[] = {"comitia",   "verb",   "file",    "on",
                                    "otherwise", "answer", "exit",    "exact",
                                    "certified", "more",   "subject", NULL};

void cm_long_put_parts(cm_long_table *t, const comitia_value *object)
{
    for (size_t i = 0; i < comitia_value_count(object); i++) {
        const comitia_value *parts = comitia_value_at(object, i);
        const char *key = comitia_value_key(object, i);
        if (comitia_value_kind(parts) != COMITIA_OBJECT || *key == '.')
            continue;
        for (size_t k = 0; k < comitia_value_count(parts); k++)
            cm_long_put(
                t, cm_long_joined(t, key, "_", comitia_value_key(parts, k)),
                comitia_value_at(parts, k));
    }
}

const char *cm_long_subject(const comitia_value *object, const char *key)
{
    const comitia_value *subject = comitia_value_get(object, key);
    return comitia_value_kind(subject) == COMITIA_STRING
               ? comitia_value_string(subject)
               : cm_tree_text(subject, "name");
}

const char *cm_long_case(cm_long_table *t, const comitia_value *term)
{
    cm_buf buf;
    cm_buf_init(&buf, t->arena);
    cm_buf_add(&buf, t->each);
    for (size_t i = 0; i < comitia_value_count(term); i++) {
        const comitia_value *literal = comitia_value_at(term, i);
        const comitia_value *value = comitia_value_get(literal, "value");
        const char *name = cm_tree_text(literal, "name");
        cm_buf_add(&buf, i || *t->each ? " and " : "");
        if (comitia_value_kind(value) == COMITIA_STRING)
            cm_buf_addf(&buf, "%s is %s", name, comitia_value_string(value));
        else
            cm_buf_addf(&buf, "%s%s", comitia_value_bool(value) ? "" : "not ",
                        name);
    }
    if (buf.failed)
        t->out->failed = true;
    return buf.failed ? "" : buf.at;
}
