/* sweep: one question at every point of a grid. */
#include "ask/power/power_rows.h"
#include "ask/sweep/sweep_row.h"
#include "ask/sweep/sweep_table.h"

/* Without --index these two: all of them are many columns. */
static const char *const usual[] = {"banzhaf", "shapley"};
static const char *const usual_of_unions[] = {"owen", "banzhaf_owen"};

/* How one point went. Plain bytes: processes send it to each other. */
typedef struct outcome {
    int32_t exit;
    uint8_t exact, certified;
} outcome;

typedef struct sweep {
    cm_ask *ask;
    cm_grid grid;
    comitia_text table; /* of --csv, read once */
    const char *trouble; /* why it cannot be read */
    cm_blob *rows;      /* per point */
    outcome *outcomes;  /* per point */
} sweep;

/* ---- axes
 * -------------------------------------------------------------------------- */

static comitia_status read_axes(sweep *s)
{
    const comitia_question *q = s->ask->q;
    uint64_t n = 1;
    cm_axis *axes = cm_new_n(s->ask->arena, cm_axis, q->n_vary + 1);
    if (!axes)
        return COMITIA_E_NOMEM;
    s->grid.axes = axes;
    for (size_t i = 0; i < q->n_vary || (q->quota && i == q->n_vary); i++) {
        cm_axis *axis = &axes[s->grid.n_axes];
        bool ok;
        CM_TRY(i < q->n_vary
                   ? cm_axis_read(s->ask, q->vary[i], axis, &ok)
                   : cm_axis_of_quota(s->ask, q->quota, axis, &ok));
        if (!ok)
            continue;
        s->grid.n_axes++;
        n *= axis->n; /* both at most a million */
        if (n > CM_MOST_POINTS) {
            cm_diag_add(&s->ask->diags, "C0701", CM_ERROR, CM_NO_SPAN,
                        "a grid of more than 1,000,000 points");
            s->ask->exit = 69;
            return COMITIA_OK;
        }
    }
    s->grid.n = (uint32_t)n;
    return COMITIA_OK;
}

/* ---- one point
 * --------------------------------------------------------------------- */

/* The table of --csv for every point: the caller's loader has one user. */
static const char *hand_over(void *user, const char *path, comitia_text *text)
{
    const sweep *s = user;
    (void)path;
    *text = s->table;
    return s->trouble;
}

static comitia_status question_at(const sweep *s, cm_arena *scratch, uint32_t i,
                                  comitia_question *q)
{
    const cm_grid *grid = &s->grid;
    const char **vary = cm_new_n(scratch, const char *, grid->n_axes);
    *q = *s->ask->q;
    q->verb = q->asks;
    if (!vary)
        return COMITIA_E_NOMEM;
    for (uint32_t a = 0; a < grid->n_axes; a++) {
        const cm_axis *axis = &grid->axes[a];
        const char *value =
            cm_axis_text(scratch, axis, cm_grid_at(grid, a, i));
        cm_buf text;
        cm_buf_init(&text, scratch);
        cm_buf_addf(&text, "%s %s", axis->label, value ? value : "");
        if (!value || text.failed)
            return COMITIA_E_NOMEM;
        vary[a] = cm_buf_text(&text);
        if (axis->kind == CM_VARY_WEIGHTED)
            q->quota = value;
    }
    q->vary = vary;
    q->n_vary = q->quota ? 0 : grid->n_axes;
    if (q->verb == COMITIA_POWER && q->n_indices == 0) {
        bool unions = q->n_unions || q->unions_column;
        q->indices = unions ? usual_of_unions : usual;
        q->n_indices = sizeof usual / sizeof *usual;
    }
    return COMITIA_OK;
}

/* Keeps the rows of an answer where all threads can leave something. */
static comitia_status keep_rows(sweep *s, cm_ctx *worker, cm_arena *scratch,
                                const cm_answer *made, uint32_t i)
{
    cm_buf text;
    cm_buf_init(&text, scratch);
    cm_sweep_rows(made->value, s->ask->q->asks, &text);
    if (text.failed)
        return COMITIA_E_NOMEM;
    char *copy = worker->allocator.resize(worker->allocator.user, NULL, 0,
                                          text.n);
    if (!copy)
        return COMITIA_E_NOMEM;
    memcpy(copy, text.at, text.n);
    s->rows[i] = (cm_blob){copy, text.n};
    s->outcomes[i] = (outcome){
        .exit = made->exit,
        .exact = comitia_value_bool(comitia_value_get(made->value, "exact")),
        .certified =
            comitia_value_bool(comitia_value_get(made->value, "certified"))};
    return COMITIA_OK;
}

static int forward(void *user, const char *doing, uint64_t steps,
                   uint64_t limit)
{
    const cm_ctx *worker = user;
    (void)steps; /* of one point; the line is about all */
    return worker->progress &&
           worker->progress(worker->progress_user, doing, worker->steps, limit);
}

/* Every point is a question with a budget of its own. */
static comitia_status ask_point(void *user, cm_ctx *worker, uint32_t i)
{
    sweep *s = user;
    cm_ctx own = {.allocator = worker->allocator,
                  .memory = worker->memory,
                  .threads = 1,
                  .progress = forward,
                  .progress_user = worker};
    comitia_loader loader = {.load = hand_over, .user = s};
    cm_arena scratch;
    cm_answer made;
    comitia_question q;
    cm_arena_init(&scratch, worker->allocator);
    comitia_status status = question_at(s, &scratch, i, &q);
    if (status == COMITIA_OK)
        status = cm_ask_question(&own, s->ask->model, &q, &loader, &made);
    if (status == COMITIA_OK) {
        status = keep_rows(s, worker, &scratch, &made, i);
        cm_arena_clear(&made.arena);
    }
    cm_arena_clear(&scratch);
    if (status != COMITIA_OK)
        return cm_fail(worker, status, "%s", own.what);
    return cm_spend(worker, 1);
}

/* ---- all of them
 * ------------------------------------------------------------------- */

/* Of a sweep with an answer somewhere 0, else the worst of its points. */
static void join_outcomes(sweep *s)
{
    cm_ask *ask = s->ask;
    int exit = 0;
    bool any = false;
    for (uint32_t i = 0; i < s->grid.n; i++) {
        const outcome *one = &s->outcomes[i];
        bool none = one->exit == 4 || one->exit >= 64;
        any |= !none;
        exit = none && one->exit > exit ? one->exit : exit;
        ask->exact &= one->exact;
        ask->certified &= one->certified;
    }
    ask->exit = any ? 0 : exit;
}

static void open_table(sweep *s, comitia_loader *loader)
{
    const comitia_question *q = s->ask->q;
    if (!q->csv)
        return;
    if (!s->ask->loader)
        s->trouble = "it cannot be read here";
    else
        s->trouble =
            s->ask->loader->load(s->ask->loader->user, q->csv, &s->table);
    *loader = s->ask->loader && !s->trouble ? *s->ask->loader
                                            : (comitia_loader){0};
}

static comitia_status run_points(sweep *s, comitia_value *answer)
{
    cm_ask *ask = s->ask;
    cm_arena scratch;
    comitia_loader loader = {0};
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, ask->ctx->allocator);
    open_table(s, &loader);
    s->rows = cm_new_n(&scratch, cm_blob, s->grid.n);
    s->outcomes = cm_new_n(&scratch, outcome, s->grid.n);
    if (!s->rows || !s->outcomes)
        goto done;
    CM_GO(cm_spread_blobs(ask->ctx, s->grid.n, ask_point, s, s->rows));
    CM_GO(cm_spread_items(ask->ctx, s->grid.n, s->outcomes,
                          sizeof *s->outcomes));
    join_outcomes(s);
    CM_GO(cm_put_sweep(ask, answer, &s->grid, s->rows));
done:
    cm_blobs_free(ask->ctx, s->rows, s->grid.n);
    if (loader.done)
        loader.done(loader.user, &s->table);
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_ask_sweep(cm_ask *ask, comitia_value *answer)
{
    sweep s = {.ask = ask};
    ask->ctx->doing = "asking at every point";
    CM_TRY(read_axes(&s));
    if (ask->q->asks == COMITIA_POWER) { /* wrong once, not at every point */
        cm_power_wish wish;
        cm_power_wish_read(ask, &wish);
    }
    if (ask->diags.n_errors)
        return COMITIA_OK;
    cm_put_text(&ask->b, answer, "asks", comitia_verb_text(ask->q->asks));
    return run_points(&s, answer);
}
