/* timeline a second time: every date is asked anew, of a world that is read anew,
 * from all valuations of what is open on that day. */
#include "ask/verify/verified.h"

enum { MOST_VALUES = 1 << 12 }; /* of one status on one day */

typedef struct dates {
    cm_verifying *v;
    const char **now; /* per subject, as the answer has it */
    uint64_t tried, made;
} dates;

static void compare(dates *d, uint32_t subject, const char *second)
{
    if (strcmp(d->now[subject], second) != 0)
        cm_verify_differs(d->v, d->v->world->model->subjects[subject].name,
                          d->now[subject], second);
}

/* ---- one date
 * ---------------------------------------------------------------------------- */

static comitia_status try_values(dates *d, uint32_t subject, cm_trial *t)
{
    uint64_t results = cm_trial_results(t);
    uint64_t n = cm_trial_valuations(t) * results;
    bool any[2] = {false, false}, value;
    for (uint64_t i = 0; i < n && !(any[0] && any[1]) && !t->reason; i++) {
        cm_trial_set_facts(t, i / results);
        CM_TRY(cm_trial_holds(t, i % results, &value));
        any[value] = true;
    }
    if (!t->reason)
        compare(d, subject, cm_verify_status_text(any[1], any[0]));
    return COMITIA_OK;
}

/* Too much is open to be tried: the law is made for this date. */
static comitia_status make_law(dates *d, const cm_world *world,
                               const cm_cond *root, uint32_t subject,
                               cm_arena *arena)
{
    cm_law *law = NULL;
    cm_fn f;
    comitia_status status;
    CM_GO(cm_law_new(d->v->ctx, arena, world, &root, 1, &cm_any_order, &law));
    CM_GO(cm_law_fn(law, root, &f));
    compare(d, subject, cm_verify_status_text(f != CM_FALSE, f != CM_TRUE));
done:
    cm_law_clear(law);
    return status;
}

static comitia_status check_subject(dates *d, const cm_world *world,
                                    uint32_t subject)
{
    cm_arena scratch;
    cm_trial t;
    cm_target target = cm_subject_target(world->model, subject);
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, d->v->ctx->allocator);
    const cm_cond *root = cm_target_cond(&scratch, &target);
    if (!root)
        goto done;
    CM_GO(cm_spend(d->v->ctx, (uint64_t)world->model->n_acts +
                                  world->model->n_facts + 1));
    CM_GO(cm_trial_new(d->v->ctx, &scratch, world, root, &t));
    uint64_t results = cm_trial_results(&t);
    bool small = !t.reason && results && results <= MOST_VALUES &&
                 cm_trial_valuations(&t) <= MOST_VALUES / results;
    if (small)
        CM_GO(try_values(d, subject, &t));
    if (small && !t.reason) {
        d->tried++;
        goto done;
    }
    d->made++;
    status = make_law(d, world, root, subject, &scratch);
done:
    cm_arena_clear(&scratch);
    return status;
}

static comitia_status check_date(dates *d, const cm_world *world)
{
    for (uint32_t i = 0; i < world->model->n_subjects; i++)
        CM_TRY(check_subject(d, world, i));
    return COMITIA_OK;
}

/* After the first n events. */
static comitia_status check_after(dates *d, uint32_t n)
{
    const cm_model *model = d->v->world->model;
    const cm_world_options none = {.on = 0};
    cm_world_options options = d->v->options ? *d->v->options : none;
    cm_world *world;
    cm_arena arena;
    comitia_status status;
    cm_arena_init(&arena, d->v->ctx->allocator);
    options.first_events_only = true;
    options.n_events = n;
    options.has_on = options.has_on && n;
    if (n && model->events[n - 1].days.hi < options.on)
        options.on = model->events[n - 1].days.hi;
    CM_GO(cm_world_new(d->v->ctx, &arena, model, &options, &world));
    status = check_date(d, world);
done:
    cm_arena_clear(&arena);
    return status;
}

/* ---- all dates
 * --------------------------------------------------------------------------- */

static bool read_all(dates *d, const comitia_value *list)
{
    const cm_model *model = d->v->world->model;
    if (comitia_value_count(list) != model->n_subjects)
        return false;
    for (uint32_t i = 0; i < model->n_subjects; i++)
        d->now[i] = cm_verify_text(comitia_value_at(list, i), "status");
    return true;
}

/* A change is from what it was; its name is that of a subject. */
static void read_change(dates *d, const comitia_value *change)
{
    const cm_model *model = d->v->world->model;
    const char *name = cm_verify_text(change, "name");
    for (uint32_t i = 0; i < model->n_subjects; i++) {
        if (strcmp(model->subjects[i].name, name) != 0)
            continue;
        compare(d, i, cm_verify_text(change, "from"));
        d->now[i] = cm_verify_text(change, "to");
        return;
    }
    cm_verify_differs(d->v, "changes", name, "no such name");
}

static comitia_status check_steps(dates *d, const comitia_value *steps)
{
    const cm_model *model = d->v->world->model;
    const cm_world_options *options = d->v->options;
    uint32_t n = 0;
    for (uint32_t i = 0; i < model->n_events; i++)
        n += !options || !options->has_on ||
             model->events[i].days.hi <= options->on;
    if (comitia_value_count(steps) != n)
        cm_verify_differs(d->v, "steps", "another number of them",
                          "one for each event");
    for (uint32_t i = 0; i < n; i++) {
        const comitia_value *changes =
            comitia_value_get(comitia_value_at(steps, i), "changes");
        for (size_t k = 0; k < comitia_value_count(changes); k++)
            read_change(d, comitia_value_at(changes, k));
        CM_TRY(check_after(d, i + 1));
    }
    return COMITIA_OK;
}

comitia_status cm_verify_timeline(cm_verifying *v, const comitia_value *answer)
{
    dates d = {.v = v,
               .now = cm_new_n(v->arena, const char *,
                               v->world->model->n_subjects)};
    if (!d.now)
        return COMITIA_E_NOMEM;
    if (!read_all(&d, comitia_value_get(answer, "start"))) {
        cm_verify_differs(v, "start", "another number of names",
                          "those of the file");
        return COMITIA_OK;
    }
    CM_TRY(check_after(&d, 0));
    CM_TRY(check_steps(&d, comitia_value_get(answer, "steps")));
    (void)read_all(&d, comitia_value_get(answer, "end"));
    CM_TRY(check_date(&d, v->world));
    if (d.tried + d.made == 0)
        v->verdict->reason = CM_NOTHING_TO_VERIFY;
    else if (d.made)
        cm_verify_method(v,
                         "asking every date anew (%llu statuses from all "
                         "valuations, %llu from a law made for the date)",
                         (unsigned long long)d.tried,
                         (unsigned long long)d.made);
    else
        cm_verify_method(v,
                         "asking every date anew (%llu statuses from all "
                         "valuations)",
                         (unsigned long long)d.tried);
    return COMITIA_OK;
}
