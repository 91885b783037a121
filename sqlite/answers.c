/* Scalar functions that ask about a model given as text. */
#include "extension.h"

#include <stdlib.h>
#include <string.h>

#include "answers.h"

/* ---- printing into SQLite's memory -------------------------------------------- */

static int append(void *user, const char *bytes, size_t n_bytes)
{
    sqlite3_str_append(user, bytes, (int)n_bytes);
    return sqlite3_str_errcode(user) != SQLITE_OK;
}

/* The diagnostics of a model or an answer as one message, or NULL. */
static char *told(comitia_ctx *ctx, const comitia_model *model,
                  const comitia_answer *answer)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    const comitia_print plain = {.quiet = true};
    if (comitia_diagnostics_print(ctx, model, answer, &plain, append, text)) {
        sqlite3_free(sqlite3_str_finish(text));
        return NULL;
    }
    char *message = sqlite3_str_finish(text);
    size_t n = message ? strlen(message) : 0;
    while (n && message[n - 1] == '\n')
        message[--n] = '\0';
    return message;
}

/* ---- asking -------------------------------------------------------------------- */

static char *failure(comitia_ctx *ctx, comitia_status status)
{
    return sqlite3_mprintf("%s: %s", comitia_status_text(status),
                           comitia_ctx_message(ctx));
}

bool cm_sql_ask(const char *text, const comitia_question *question,
                cm_sql_answer *to, char **message)
{
    enum { DONE = 2 }; /* the largest exit code of an answer that is one */
    comitia_status status;
    *to = (cm_sql_answer){0};
    *message = NULL;
    if (comitia_ctx_new(NULL, &to->ctx) != COMITIA_OK)
        return false;
    status = text ? comitia_model_parse(to->ctx, "model", text, strlen(text),
                                        NULL, &to->model)
                  : COMITIA_OK;
    if (status == COMITIA_OK && to->model &&
        comitia_model_has_errors(to->model)) {
        *message = told(to->ctx, to->model, NULL);
        return false;
    }
    if (status == COMITIA_OK)
        status = comitia_ask(to->ctx, to->model, question, NULL, &to->answer);
    if (status != COMITIA_OK) {
        *message = failure(to->ctx, status);
        return false;
    }
    if (comitia_answer_exit(to->answer) > DONE) {
        *message = told(to->ctx, to->model, to->answer);
        return false;
    }
    return true;
}

void cm_sql_answer_clear(cm_sql_answer *answer)
{
    comitia_answer_free(answer->answer);
    comitia_model_free(answer->model);
    comitia_ctx_free(answer->ctx);
    *answer = (cm_sql_answer){0};
}

/* ---- the functions --------------------------------------------------------------- */

static void result_error(sqlite3_context *to, char *message)
{
    if (message)
        sqlite3_result_error(to, message, -1);
    else
        sqlite3_result_error_nomem(to);
    sqlite3_free(message);
}

/* Verbs that need nothing but a model and names. */
static bool find_verb(const char *name, comitia_verb *verb)
{
    static const comitia_verb asked[] = {
        COMITIA_CHECK,  COMITIA_BRIEF, COMITIA_STATUS,   COMITIA_NEEDS,
        COMITIA_WHO,    COMITIA_POWER, COMITIA_CHANCE,   COMITIA_BELIEF,
        COMITIA_DEAL,   COMITIA_WHY,   COMITIA_TIMELINE, COMITIA_HOW,
        COMITIA_SHOW,
    };
    for (size_t i = 0; name && i < sizeof asked / sizeof *asked; i++)
        if (strcmp(name, comitia_verb_text(asked[i])) == 0) {
            *verb = asked[i];
            return true;
        }
    return false;
}

/* comitia_answer(verb, model, name...): the whole answer as JSON. */
static void answer(sqlite3_context *to, int n, sqlite3_value **of)
{
    enum { MOST_NAMES = 64 };
    const char *names[MOST_NAMES];
    comitia_question question = {.names = names};
    cm_sql_answer asked = {0};
    char *message = NULL;
    const char *verb = n ? (const char *)sqlite3_value_text(of[0]) : NULL;
    const char *model = n > 1 ? (const char *)sqlite3_value_text(of[1]) : NULL;
    if (!model || n - 2 > MOST_NAMES || !find_verb(verb, &question.verb)) {
        result_error(to, sqlite3_mprintf("comitia_answer(verb, model, name...) "
                                         "does not know %Q without more",
                                         verb));
        return;
    }
    for (int i = 2; i < n; i++) {
        names[i - 2] = (const char *)sqlite3_value_text(of[i]);
        if (names[i - 2])
            question.n_names = (size_t)i - 1;
    }
    if (!cm_sql_ask(model, &question, &asked, &message)) {
        result_error(to, message);
    } else {
        sqlite3_str *text = sqlite3_str_new(NULL);
        const comitia_print json = {.format = COMITIA_JSON};
        bool failed = comitia_answer_print(asked.ctx, asked.answer, &json,
                                           append, text);
        char *bytes = sqlite3_str_finish(text);
        if (failed || !bytes)
            sqlite3_result_error_nomem(to);
        else
            sqlite3_result_text(to, bytes, (int)strcspn(bytes, "\n"),
                                SQLITE_TRANSIENT);
        sqlite3_free(bytes);
    }
    cm_sql_answer_clear(&asked);
}

/* comitia_chance(model, name): the chance, where it is a single number. */
static void chance(sqlite3_context *to, int n, sqlite3_value **of)
{
    const char *model = (const char *)sqlite3_value_text(of[0]);
    const char *name = (const char *)sqlite3_value_text(of[1]);
    const comitia_question question = {
        .verb = COMITIA_CHANCE, .names = &name, .n_names = 1, .digits = 17};
    cm_sql_answer asked = {0};
    char *message = NULL;
    (void)n;
    if (!model || !name)
        return; /* of NULL NULL */
    if (!cm_sql_ask(model, &question, &asked, &message)) {
        result_error(to, message);
    } else {
        const comitia_value *value = comitia_answer_value(asked.answer);
        const char *low = comitia_value_string(
            comitia_value_get(value, "low_decimal"));
        const char *high = comitia_value_string(
            comitia_value_get(value, "high_decimal"));
        if (comitia_value_bool(comitia_value_get(value, "exact")) && low)
            sqlite3_result_double(to, strtod(low, NULL));
        else
            result_error(
                to, sqlite3_mprintf("the chance of %s is not one number: from "
                                    "%s to %s; comitia_answer('chance', ...) "
                                    "has both ends",
                                    name, low ? low : "?", high ? high : "?"));
    }
    cm_sql_answer_clear(&asked);
}

static void version(sqlite3_context *to, int n, sqlite3_value **of)
{
    (void)n;
    (void)of;
    sqlite3_result_text(to, comitia_version(), -1, SQLITE_STATIC);
}

int cm_sql_add_answers(sqlite3 *db)
{
    int status = cm_sql_add_function(db, "comitia_answer", -1, answer);
    if (status == SQLITE_OK)
        status = cm_sql_add_function(db, "comitia_chance", 2, chance);
    if (status == SQLITE_OK)
        status = cm_sql_add_function(db, "comitia_version", 0, version);
    return status;
}
