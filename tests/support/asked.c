#include "support/asked.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 1 << 16, MOST_TERMS = 512 };

test_asked test_about(const char *text, const test_page *pages)
{
    test_asked asked = {.ctx = test_ctx()};
    comitia_loader loader = test_pages(pages);
    expect_ok(comitia_model_parse(asked.ctx, "m.comitia", text, strlen(text),
                                  &loader, &asked.model));
    return asked;
}

static void forget_answer(test_asked *asked)
{
    if (asked->has_answer)
        cm_arena_clear(&asked->answer.arena);
    asked->has_answer = false;
}

void test_question_of(test_asked *asked, comitia_question question)
{
    forget_answer(asked);
    expect_ok(cm_ask_question(asked->ctx, (const cm_model *)asked->model,
                              &question, NULL, &asked->answer));
    asked->has_answer = true;
}

static const comitia_value *value_at(const test_asked *asked, const char *path)
{
    char step[128];
    const comitia_value *value = asked->answer.value;
    while (value && *path) {
        /* Keys for the text form begin with a dot. */
        size_t n = 1 + strcspn(path + 1, ".");
        snprintf(step, sizeof step, "%.*s", (int)n, path);
        value = comitia_value_kind(value) == COMITIA_LIST
                    ? comitia_value_at(value, strtoul(step, NULL, 10))
                    : comitia_value_get(value, step);
        path += n + (path[n] == '.');
    }
    return value;
}

static const char *text_of(const comitia_value *value, char *room, size_t n)
{
    switch (comitia_value_kind(value)) {
    case COMITIA_NULL:
        return "null";
    case COMITIA_BOOL:
        return comitia_value_bool(value) ? "true" : "false";
    case COMITIA_NUMBER:
        snprintf(room, n, "%" PRId64, comitia_value_number(value));
        return room;
    case COMITIA_STRING:
        return comitia_value_string(value);
    case COMITIA_LIST:
        snprintf(room, n, "[%zu]", comitia_value_count(value));
        return room;
    case COMITIA_OBJECT:
        break;
    }
    return "{}";
}

const char *test_at(const test_asked *asked, const char *path)
{
    static char room[64];
    const comitia_value *value = value_at(asked, path);
    return value ? text_of(value, room, sizeof room) : NULL;
}

bool test_has_code(const test_asked *asked, const char *code)
{
    for (size_t i = 0; i < asked->answer.diags.all.n; i++)
        if (strcmp(asked->answer.diags.all.at[i]->code, code) == 0)
            return true;
    return false;
}

/* ---- terms --------------------------------------------------------------------- */

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void append(char *text, const char *more)
{
    if (strlen(text) + strlen(more) + 1 >= ROOM)
        fail_msg("a list is too long for the test");
    strcat(text, more);
}

static const char *literal_text(const comitia_value *literal, char *room,
                                size_t n)
{
    char value[64];
    if (comitia_value_kind(literal) == COMITIA_STRING)
        return comitia_value_string(literal);
    snprintf(room, n, "%s=%s",
             comitia_value_string(comitia_value_get(literal, "name")),
             text_of(comitia_value_get(literal, "value"), value,
                     sizeof value));
    return room;
}

/* One term, its literals sorted; malloc'd. */
static char *term_text(const comitia_value *term)
{
    char *parts[64], *text = calloc(1, ROOM);
    size_t n = comitia_value_count(term);
    if (!text || n > 64)
        fail_msg("a term is too long for the test");
    for (size_t i = 0; i < n; i++) {
        char room[600];
        const char *literal =
            literal_text(comitia_value_at(term, i), room, sizeof room);
        parts[i] = calloc(1, strlen(literal) + 1);
        if (!parts[i])
            abort();
        strcpy(parts[i], literal);
    }
    qsort(parts, n, sizeof *parts, by_text);
    for (size_t i = 0; i < n; i++) {
        append(text, i ? " " : "");
        append(text, parts[i]);
        free(parts[i]);
    }
    return text;
}

const char *test_terms_at(const test_asked *asked, const char *path)
{
    static char text[ROOM];
    static char *terms[MOST_TERMS];
    const comitia_value *list = value_at(asked, path);
    size_t n = comitia_value_count(list);
    if (comitia_value_kind(list) != COMITIA_LIST)
        return list ? "null" : NULL;
    if (n > MOST_TERMS)
        fail_msg("a list is too long for the test");
    for (size_t i = 0; i < n; i++)
        terms[i] = term_text(comitia_value_at(list, i));
    qsort(terms, n, sizeof *terms, by_text);
    text[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        append(text, i ? " | " : "");
        append(text, *terms[i] ? terms[i] : "[]");
        free(terms[i]);
    }
    return text;
}

void test_asked_done(test_asked *asked)
{
    forget_answer(asked);
    comitia_model_free(asked->model);
    test_ctx_done(asked->ctx);
}
