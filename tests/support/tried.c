#include "support/tried.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/date.h"

/* ---- texts
 * -------------------------------------------------------------------- */

void texts_add(texts *list, const char *format, ...)
{
    va_list args;
    char room[2048];
    va_start(args, format);
    int n = vsnprintf(room, sizeof room, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof room)
        abort();
    if (list->n == list->cap) {
        list->cap = list->cap ? 2 * list->cap : 16;
        list->at = realloc(list->at, list->cap * sizeof *list->at);
        if (!list->at)
            abort();
    }
    list->at[list->n] = malloc((size_t)n + 1);
    if (!list->at[list->n])
        abort();
    strcpy(list->at[list->n++], room);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

char *texts_join(texts *list, const char *between)
{
    size_t bytes = 3;
    for (size_t i = 0; i < list->n; i++)
        bytes += strlen(list->at[i]) + strlen(between);
    char *joined = calloc(1, bytes), *end = joined;
    if (!joined)
        abort();
    if (list->n == 0)
        strcpy(joined, "[]");
    else
        qsort(list->at, list->n, sizeof *list->at, by_text);
    for (size_t i = 0; i < list->n; i++) {
        end += sprintf(end, "%s%s", i ? between : "", list->at[i]);
        free(list->at[i]);
    }
    free(list->at);
    *list = (texts){0};
    return joined;
}

void texts_add_fact(texts *list, const tried *t, uint32_t fact, int value)
{
    const cm_fact *f = &t->model->facts[fact];
    texts_add(list, "%s=%s", f->label.name,
              f->is_choice ? f->options[value].name
              : value      ? "true"
                           : "false");
}

/* A step that two may take is named with its mover. */
static bool two_may_take(const cm_model *model, uint32_t act)
{
    const cm_act *a = &model->acts[act];
    if (!a->is_step)
        return false;
    const cm_court *court = &model->ladders[a->ladder].courts[a->court];
    return court->to_against != CM_NONE && act != court->at;
}

void texts_add_act(texts *list, const tried *t, uint32_t act, bool value)
{
    const cm_act *a = &t->model->acts[act];
    bool two = two_may_take(t->model, act);
    texts_add(list, "%s%s%s=%s", a->label.name, two ? " by " : "",
              two ? t->model->players[a->player].label.name : "",
              value ? "true" : "false");
}

/* ---- what is asked
 * --------------------------------------------------------------- */

static void add_supposition(tried *t, cm_suppose s)
{
    size_t i = t->question.n_suppose++;
    t->suppose[i] = t->words[i];
    t->supposed[i] = s;
}

static bool supposed_already(const tried *t, const char *name)
{
    for (size_t i = 0; i < t->question.n_suppose; i++)
        if (strncmp(t->words[i], name, strlen(name)) == 0)
            return true;
    return false;
}

static void suppose_something(tried *t, cm_random *r)
{
    static const char *const ballots[] = {"yes", "no", "abstain", "absent"};
    const random_model *m = &t->text;
    char *word = t->words[t->question.n_suppose];
    size_t bytes = sizeof *t->words;
    bool yes = cm_random_chance(r, 1, 2);
    unsigned ballot = (unsigned)cm_random_below(r, 4);
    const char *name = NULL;
    unsigned kind = (unsigned)cm_random_below(r, 4);
    if (kind == 0 && m->n_facts)
        name = m->facts[cm_random_below(r, m->n_facts)];
    else if (kind == 1 && m->n_acts)
        name = m->acts[cm_random_below(r, m->n_acts)];
    else if (kind == 2 && m->n_options)
        name = m->choice;
    else if (kind == 3)
        name = m->players[cm_random_below(r, m->n_players)];
    if (!name || supposed_already(t, name))
        return;
    cm_name is = cm_model_name(t->model, name);
    cm_suppose s = {.index = is.index, .value = yes};
    if (kind == 3) {
        snprintf(word, bytes, "%s=%s", name, ballots[ballot]);
        s.what = CM_COND_POINT;
        s.player = is.index;
        s.ballot = (cm_ballot)ballot;
    } else if (kind == 2) {
        snprintf(word, bytes, "%s=Bee", name);
        s.what = CM_COND_OPTION;
        s.option = 1;
        s.value = true;
    } else {
        snprintf(word, bytes, "%s%s", name, yes ? "" : "=no");
        s.what = kind == 0 ? CM_COND_FACT : CM_COND_ACT;
    }
    add_supposition(t, s);
}

static void draw_question(tried *t, cm_random *r)
{
    static const char *const all[] = {"all"};
    if (cm_random_chance(r, 1, 3)) {
        static const char *const days[] = {"2020-01-15", "2020-02-10",
                                           "2020-03-01", "2020-08-30"};
        static const int month[] = {1, 2, 3, 8}, day[] = {15, 10, 1, 30};
        unsigned pick = (unsigned)cm_random_below(r, 4);
        t->question.on = days[pick];
        t->options.has_on = true;
        (void)cm_day_of(2020, month[pick], day[pick], &t->options.on);
    }
    for (int i = 0; i < 2; i++)
        if (cm_random_chance(r, 1, 4))
            suppose_something(t, r);
    if (cm_random_chance(r, 1, 8)) {
        t->question.free = all;
        t->question.n_free = 1;
        t->options.free_all = true;
    }
    t->question.suppose = t->suppose;
    t->options.suppose = t->supposed;
    t->options.n_suppose = (uint32_t)t->question.n_suppose;
}

static void print_model(const tried *t)
{
    for (const char *line = t->text.text; *line;) {
        size_t n = strcspn(line, "\n");
        print_error("| %.*s\n", (int)n, line);
        line += n + (line[n] == '\n');
    }
    print_error("on %s", t->question.on ? t->question.on : "no day");
    for (size_t i = 0; i < t->question.n_suppose; i++)
        print_error(", suppose %s", t->suppose[i]);
    print_error("%s\n", t->question.n_free ? ", free all" : "");
}

bool tried_open(tried *t, cm_random *random,
                const random_model_options *options)
{
    memset(t, 0, sizeof *t);
    random_model_write(random, options, &t->text);
    t->asked = test_about(t->text.text, NULL);
    t->model = (const cm_model *)t->asked.model;
    if (cm_model_has_errors(t->model)) {
        const cm_diag *d = t->model->diags.all.at[0];
        print_model(t);
        fail_msg("%u:%u: %s [%s]", d->span.line, d->span.column, d->message,
                 d->code);
    }
    draw_question(t, random);
    plain_init(&t->plain, t->model, &t->options);
    return !t->plain.too_large;
}

void tried_close(tried *t)
{
    plain_clear(&t->plain);
    test_asked_done(&t->asked);
}

void tried_ask(tried *t, comitia_verb verb, const char *name)
{
    comitia_question question = t->question;
    question.verb = verb;
    question.names = &name;
    question.n_names = 1;
    test_question_of(&t->asked, question);
}

const cm_cond *tried_cond(const tried *t, const char *name)
{
    static cm_cond cond;
    cm_name is = cm_model_name(t->model, name);
    cond = (cm_cond){.index = is.index};
    cond.kind = is.kind == CM_NAME_OUTCOME  ? CM_COND_OUTCOME
                : is.kind == CM_NAME_LADDER ? CM_COND_LADDER
                                            : CM_COND_ACT;
    return &cond;
}

void tried_expect(const tried *t, const char *what, const char *got, char *want)
{
    if (got && strcmp(got, want) == 0) {
        free(want);
        return;
    }
    print_model(t);
    print_error("%s: got\n  %s\nwant\n  %s\n", what, got ? got : "(nothing)",
                want);
    free(want);
    fail();
}

const char *tried_terms(const tried *t, const char *path)
{
    const char *got = test_terms_at(&t->asked, path);
    return got && !*got ? "[]" : got;
}
