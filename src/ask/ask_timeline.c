/* timeline: what each event changed. The law of all outcomes is made once and
   restricted event by event; where it is too large as long as nothing of
   history is settled, it is made again for each event, of the outcomes that the
   event touches. */
#include <stdlib.h>

#include "ask/ask.h"
#include "engine/law/followed.h"
#include "engine/law/reasons.h"
#include "model/date.h"

/* What a subject reaches: an event that touches none of it changes nothing.
   Sorted lists, one entry for each fact, act and body. */
typedef struct reach {
    uint64_t *at;
    uint32_t n;
} reach;

enum { A_FACT, AN_ACT, A_BODY };

static uint64_t key(unsigned kind, uint32_t index)
{
    return (uint64_t)kind << 32 | index;
}

static int by_key(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

typedef struct line {
    cm_ask *ask;
    cm_arena scratch; /* as long as the verb */
    cm_world *world;  /* of the step at hand */
    cm_followed *followed; /* NULL: the law is made again at each step */
    reach *reaches;        /* then, per subject; NULL before the first step */
    uint8_t *which;        /* per subject: asked for at this step */
    cm_expect_status *now, *later;
} line;

static const char *status_text(cm_expect_status status)
{
    return status == CM_CERTAIN      ? "certain"
           : status == CM_IMPOSSIBLE ? "impossible"
                                     : "open";
}

/* The world after the first n events, on the day of the last of them; `whole`:
   as it was asked for. */
static comitia_status make_world(line *l, cm_arena *arena, uint32_t n)
{
    cm_ask *ask = l->ask;
    cm_world_options options = ask->options;
    options.first_events_only = true;
    options.n_events = n;
    if (options.has_on && n) {
        int32_t day = ask->model->events[n - 1].days.hi;
        options.on = day < options.on ? day : options.on;
    } else if (n == 0) {
        options.has_on = false;
    }
    return cm_world_new(ask->ctx, arena, ask->model, &options, &l->world);
}

/* ---- what a subject reaches --------------------------------------------------- */

/* Of a world without any event, where nothing that history says is settled. */
static comitia_status find_reach(line *l, uint32_t subject)
{
    cm_ask *ask = l->ask;
    cm_target target = cm_subject_target(ask->model, subject);
    const cm_cond *root = cm_target_cond(&l->scratch, &target);
    cm_arena arena;
    cm_law *law = NULL;
    comitia_status status = COMITIA_E_NOMEM;
    reach *r = &l->reaches[subject];
    cm_arena_init(&arena, ask->ctx->allocator);
    if (!root)
        goto done;
    CM_GO(cm_law_new(ask->ctx, &arena, l->world, &root, 1, &cm_any_order,
                     &law));
    status = COMITIA_E_NOMEM;
    r->at = cm_new_n(&l->scratch, uint64_t,
                     2 * (size_t)law->n_order + law->n_fact_atoms);
    if (!r->at)
        goto done;
    for (uint32_t i = 0; i < law->n_fact_atoms; i++)
        r->at[r->n++] = key(A_FACT, law->atoms[i].index);
    for (uint32_t i = 0; i < law->n_order; i++) {
        if (law->order[i].what != CM_COND_ACT)
            continue;
        uint32_t act = law->order[i].index;
        r->at[r->n++] = key(AN_ACT, act);
        if (ask->model->acts[act].body != CM_NONE)
            r->at[r->n++] = key(A_BODY, ask->model->acts[act].body);
    }
    qsort(r->at, r->n, sizeof *r->at, by_key);
    status = COMITIA_OK;
done:
    cm_law_clear(law);
    cm_arena_clear(&arena);
    return status;
}

static comitia_status find_reaches(line *l)
{
    const cm_model *model = l->ask->model;
    l->reaches = cm_new_n(&l->scratch, reach, model->n_subjects);
    if (!l->reaches)
        return COMITIA_E_NOMEM;
    CM_TRY(make_world(l, &l->scratch, 0));
    for (uint32_t i = 0; i < model->n_subjects; i++)
        CM_TRY(find_reach(l, i));
    return COMITIA_OK;
}

static bool reaches(const reach *r, uint64_t wanted)
{
    return r->n && bsearch(&wanted, r->at, r->n, sizeof *r->at, by_key);
}

static bool touches(const reach *r, const cm_event *event)
{
    if (event->kind == CM_EVENT_SEATS)
        return reaches(r, key(A_BODY, event->body));
    if (event->kind == CM_EVENT_VOTE)
        return reaches(r, key(AN_ACT, event->index));
    if (event->what == CM_COND_FACT || event->what == CM_COND_OPTION)
        return reaches(r, key(A_FACT, event->index));
    return reaches(r, key(AN_ACT, event->index)) ||
           (event->what == CM_COND_EITHER &&
            reaches(r, key(AN_ACT, event->other)));
}

/* ---- statuses ----------------------------------------------------------------------- */

/* Of the subjects marked in `which`; NULL: of all. */
static const cm_cond **roots_of(const line *l, cm_arena *arena,
                                const uint8_t *which, uint32_t *n)
{
    uint32_t all = l->ask->model->n_subjects;
    const cm_cond **roots = cm_new_n(arena, const cm_cond *, all);
    *n = 0;
    for (uint32_t i = 0; roots && i < all; i++) {
        cm_target target = cm_subject_target(l->ask->model, i);
        if ((!which || which[i]) &&
            !(roots[(*n)++] = cm_target_cond(arena, &target)))
            return NULL;
    }
    return roots;
}

/* Of the subjects marked in `which`, all on one diagram: outcomes are mostly
   made of each other. */
static comitia_status find_statuses(line *l, const uint8_t *which,
                                    cm_expect_status *now)
{
    cm_ask *ask = l->ask;
    uint32_t n, all = ask->model->n_subjects;
    cm_arena arena;
    cm_law *law = NULL;
    cm_fn f;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&arena, ask->ctx->allocator);
    const cm_cond **roots = roots_of(l, &arena, which, &n);
    if (!roots)
        goto done;
    CM_GO(cm_law_new(ask->ctx, &arena, l->world, roots, n, &cm_any_order,
                     &law));
    n = 0;
    for (uint32_t i = 0; i < all; i++)
        if (which[i]) {
            CM_GO(cm_law_fn(law, roots[n++], &f));
            now[i] = cm_status_of(f);
        }
    status = COMITIA_OK;
done:
    cm_law_clear(law);
    cm_arena_clear(&arena);
    return status;
}

static comitia_status put_statuses(line *l, comitia_value *object,
                                   const char *name)
{
    cm_builder *b = &l->ask->b;
    uint32_t n = l->ask->model->n_subjects;
    comitia_value *list = cm_put_list(b, object, name);
    memset(l->which, 1, n);
    CM_TRY(find_statuses(l, l->which, l->now));
    for (uint32_t i = 0; i < n; i++) {
        comitia_value *row = cm_add_object(b, list);
        cm_put_text(b, row, "name", l->ask->model->subjects[i].name);
        cm_put_text(b, row, "status", status_text(l->now[i]));
    }
    return COMITIA_OK;
}

/* ---- steps ------------------------------------------------------------------------------ */

static void put_event(cm_ask *ask, comitia_value *step, const cm_event *event)
{
    cm_builder *b = &ask->b;
    char from[11], to[11];
    bool by = event->days.lo == CM_BEGINNING;
    if (!by)
        cm_day_text(event->days.lo, from);
    cm_day_text(event->days.hi, to);
    cm_put_place(ask, step, event->span);
    cm_put_text(b, step, "from", by ? NULL : from);
    cm_put_text(b, step, "to", to);
    cm_put_text(b, step, "text", event->text);
    cm_put_bool(b, step, "uncertain", event->conflict);
}

/* Makes the law of all subjects, or reads one event into it (`next`). It may
   take a quarter of the steps that are left: beyond that there is none. */
static comitia_status try_to_follow(line *l, bool next)
{
    cm_ask *ask = l->ask;
    cm_world_options options = ask->options;
    bool was_short = ask->ctx->short_of_memory;
    uint32_t n;
    comitia_status status;
    options.first_events_only = true;
    options.n_events = 0;
    const cm_cond **roots = next ? NULL : roots_of(l, &l->scratch, NULL, &n);
    if (!next && !roots)
        return COMITIA_E_NOMEM;
    uint64_t limit = cm_share_begin(ask->ctx, 4);
    status = next ? cm_followed_next(l->followed)
                  : cm_followed_new(ask->ctx, &l->scratch, ask->model, &options,
                                    roots, n, &l->followed);
    cm_share_end(ask->ctx, limit);
    if (!cm_is_limit(ask->ctx, status))
        return status;
    ask->ctx->short_of_memory = was_short;
    cm_followed_clear(l->followed);
    l->followed = NULL;
    return COMITIA_OK;
}

/* The law is made with what has happened up to this event. */
static comitia_status ask_anew(line *l, uint32_t step)
{
    const cm_model *model = l->ask->model;
    cm_arena arena;
    comitia_status status;
    if (!l->reaches)
        CM_TRY(find_reaches(l));
    /* With a day to ask on, time alone may have changed something too. */
    for (uint32_t i = 0; i < model->n_subjects; i++)
        l->which[i] = l->ask->options.has_on ||
                      touches(&l->reaches[i], &model->events[step]);
    cm_arena_init(&arena, l->ask->ctx->allocator);
    CM_GO(make_world(l, &arena, step + 1));
    status = find_statuses(l, l->which, l->later);
done:
    cm_arena_clear(&arena);
    return status;
}

/* Sets which, later. */
static comitia_status ask_step(line *l, uint32_t step)
{
    if (l->followed)
        CM_TRY(try_to_follow(l, true));
    if (!l->followed)
        return ask_anew(l, step);
    for (uint32_t i = 0; i < l->ask->model->n_subjects; i++) {
        l->which[i] = 1;
        l->later[i] = cm_status_of(cm_followed_fn(l->followed, i));
    }
    return COMITIA_OK;
}

static comitia_status put_changes(line *l, comitia_value *step, uint32_t event)
{
    cm_builder *b = &l->ask->b;
    comitia_value *changes = cm_put_list(b, step, "changes");
    CM_TRY(ask_step(l, event));
    for (uint32_t i = 0; i < l->ask->model->n_subjects; i++) {
        if (!l->which[i] || l->later[i] == l->now[i])
            continue;
        comitia_value *row = cm_add_object(b, changes);
        cm_put_text(b, row, "name", l->ask->model->subjects[i].name);
        cm_put_text(b, row, "from", status_text(l->now[i]));
        cm_put_text(b, row, "to", status_text(l->later[i]));
        l->now[i] = l->later[i];
    }
    return COMITIA_OK;
}

static comitia_status put_step(line *l, comitia_value *steps, uint32_t i)
{
    comitia_value *step = cm_add_object(&l->ask->b, steps);
    put_event(l->ask, step, &l->ask->model->events[i]);
    return put_changes(l, step, i);
}

static comitia_status put_timeline(line *l, comitia_value *answer)
{
    cm_ask *ask = l->ask;
    const cm_model *model = ask->model;
    CM_TRY(make_world(l, &l->scratch, 0));
    CM_TRY(put_statuses(l, answer, "start"));
    if (model->n_events)
        CM_TRY(try_to_follow(l, false));
    comitia_value *steps = cm_put_list(&ask->b, answer, "steps");
    for (uint32_t i = 0; i < model->n_events; i++)
        if (!ask->options.has_on ||
            model->events[i].days.hi <= ask->options.on)
            CM_TRY(put_step(l, steps, i));
    l->world = ask->world;
    return put_statuses(l, answer, "end");
}

comitia_status cm_ask_timeline(cm_ask *ask, comitia_value *answer)
{
    line l = {.ask = ask};
    comitia_status status = COMITIA_E_NOMEM;
    uint32_t n = ask->model->n_subjects;
    cm_arena_init(&l.scratch, ask->ctx->allocator);
    ask->ctx->doing = "following the events";
    l.now = cm_new_n(&l.scratch, cm_expect_status, n);
    l.later = cm_new_n(&l.scratch, cm_expect_status, n);
    l.which = cm_new_n(&l.scratch, uint8_t, n);
    if (l.now && l.later && l.which)
        status = put_timeline(&l, answer);
    cm_followed_clear(l.followed);
    cm_arena_clear(&l.scratch);
    return status == COMITIA_OK && ask->b.failed ? COMITIA_E_NOMEM : status;
}
