#include "support/json_tree.h"

#include <ctype.h>
#include <stdlib.h>

#include "base/buf.h"

typedef struct reader {
    cm_builder b;
    const char *at;
    bool bad;
} reader;

static comitia_value *read_value(reader *r);

static void skip(reader *r)
{
    while (isspace((unsigned char)*r->at))
        r->at++;
}

static bool take(reader *r, char c)
{
    skip(r);
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

/* Escapes: \" \\ \n \t and \u00XX, which is what the tests need. */
static const char *read_string(reader *r)
{
    cm_buf buf;
    cm_buf_init(&buf, r->b.arena);
    skip(r);
    char quote = *r->at;
    if (quote != '"' && quote != '\'') {
        r->bad = true;
        return "";
    }
    for (r->at++; *r->at && *r->at != quote; r->at++) {
        if (*r->at != '\\') {
            cm_buf_char(&buf, *r->at);
            continue;
        }
        r->at++;
        if (*r->at == 'n')
            cm_buf_char(&buf, '\n');
        else if (*r->at == 't')
            cm_buf_char(&buf, '\t');
        else if (*r->at == 'u') {
            char digits[5] = {0};
            strncpy(digits, r->at + 1, 4);
            cm_buf_char(&buf, (char)strtol(digits, NULL, 16));
            r->at += 4;
        } else
            cm_buf_char(&buf, *r->at);
    }
    r->bad |= *r->at != quote;
    r->at += *r->at != '\0';
    const char *text = cm_buf_text(&buf);
    return text ? text : "";
}

static comitia_value *read_object(reader *r)
{
    comitia_value *object = cm_object(&r->b);
    if (take(r, '}'))
        return object;
    do {
        const char *key = read_string(r);
        r->bad |= !take(r, ':');
        if (r->bad)
            return object;
        cm_put(&r->b, object, key, read_value(r));
    } while (take(r, ','));
    r->bad |= !take(r, '}');
    return object;
}

static comitia_value *read_list(reader *r)
{
    comitia_value *list = cm_list(&r->b);
    if (take(r, ']'))
        return list;
    do
        cm_add(&r->b, list, read_value(r));
    while (!r->bad && take(r, ','));
    r->bad |= !take(r, ']');
    return list;
}

static bool word(reader *r, const char *text)
{
    size_t n = strlen(text);
    if (strncmp(r->at, text, n) != 0)
        return false;
    r->at += n;
    return true;
}

static comitia_value *read_value(reader *r)
{
    skip(r);
    if (r->bad || !*r->at) {
        r->bad = true;
        return cm_null(&r->b);
    }
    if (take(r, '{'))
        return read_object(r);
    if (take(r, '['))
        return read_list(r);
    if (word(r, "null"))
        return cm_null(&r->b);
    if (word(r, "true"))
        return cm_bool(&r->b, true);
    if (word(r, "false"))
        return cm_bool(&r->b, false);
    if (*r->at == '"' || *r->at == '\'')
        return cm_text(&r->b, read_string(r));
    char *end;
    long long number = strtoll(r->at, &end, 10);
    r->bad |= end == r->at;
    r->at = end;
    return cm_int(&r->b, number);
}

comitia_value *test_tree(cm_arena *arena, const char *json)
{
    reader r = {.b = {.arena = arena}, .at = json};
    comitia_value *value = read_value(&r);
    skip(&r);
    return r.bad || r.b.failed || *r.at ? NULL : value;
}
