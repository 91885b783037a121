/* Processes that answer together, played by threads: all of them get what one
 * alone gets. */
#include "base/spread.h"
#include "support/questions.h"
#include "support/test_ctx.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PEERS = 3, TASKS = 10 };

/* Where the players meet. A player that has ended is no longer waited for. */
typedef struct meeting {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint32_t n, waiting, ended;
    uint64_t round;
    char *items[MOST_PEERS];
} meeting;

typedef struct player {
    meeting *at;
    comitia_peers peers;
    uint64_t limit;
    uint32_t fails; /* the task that does; TASKS: none */
    comitia_status status;
    char what[256];
    uint64_t squares[TASKS];
    uint64_t steps;
    test_text text;
} player;

/* The last one to come takes from each what it knows and gives it to all. */
static void share(meeting *m, uint64_t n_items, size_t item_bytes)
{
    for (uint64_t i = 0; i < n_items; i++)
        for (uint32_t r = 0; r < m->n; r++)
            memmove(m->items[r] + i * item_bytes,
                    m->items[i % m->n] + i * item_bytes, item_bytes);
}

static int exchange(void *user, void *items, uint64_t n_items,
                    size_t item_bytes)
{
    player *p = user;
    meeting *m = p->at;
    pthread_mutex_lock(&m->lock);
    uint64_t round = m->round;
    m->items[p->peers.rank] = items;
    if (++m->waiting == m->n) {
        share(m, n_items, item_bytes);
        m->waiting = 0;
        m->round++;
        pthread_cond_broadcast(&m->changed);
    }
    while (m->round == round && !m->ended)
        pthread_cond_wait(&m->changed, &m->lock);
    bool met = m->round != round;
    pthread_mutex_unlock(&m->lock);
    return !met;
}

static void leave(meeting *m)
{
    pthread_mutex_lock(&m->lock);
    m->ended++;
    pthread_cond_broadcast(&m->changed);
    pthread_mutex_unlock(&m->lock);
}

static comitia_status square(void *user, cm_ctx *worker, uint32_t i)
{
    player *p = user;
    if (i == p->fails)
        return cm_fail(worker, COMITIA_E_RANGE, "task %u", i);
    p->squares[i] = (uint64_t)i * i;
    return cm_spend(worker, 100);
}

static comitia_ctx *open_ctx(const player *p)
{
    comitia_ctx *ctx = NULL;
    expect_ok(comitia_ctx_new(NULL, &ctx));
    comitia_ctx_set_peers(ctx, &p->peers);
    return ctx;
}

static void *squares(void *user)
{
    player *p = user;
    comitia_ctx *ctx = open_ctx(p);
    cm_ctx_begin(ctx, p->limit);
    p->status = cm_spread(ctx, TASKS, square, p, p->squares,
                          sizeof *p->squares);
    p->steps = ctx->steps;
    strcpy(p->what, ctx->what);
    leave(p->at);
    comitia_ctx_free(ctx);
    return NULL;
}

/* Lets n players do it together. */
static void play(player *players, uint32_t n, void *(*what)(void *))
{
    meeting m = {.n = n,
                 .lock = PTHREAD_MUTEX_INITIALIZER,
                 .changed = PTHREAD_COND_INITIALIZER};
    pthread_t threads[MOST_PEERS];
    for (uint32_t r = 0; r < n; r++) {
        players[r].at = &m;
        players[r].peers = (comitia_peers){r, n, exchange, &players[r]};
        expect_i64(pthread_create(&threads[r], NULL, what, &players[r]), 0);
    }
    for (uint32_t r = 0; r < n; r++)
        pthread_join(threads[r], NULL);
    pthread_cond_destroy(&m.changed);
    pthread_mutex_destroy(&m.lock);
}

static void everybody_has_all_results(void **state)
{
    (void)state;
    for (uint32_t n = 1; n <= MOST_PEERS; n++) {
        player players[MOST_PEERS] = {
            {.fails = TASKS}, {.fails = TASKS}, {.fails = TASKS}};
        play(players, n, squares);
        for (uint32_t r = 0; r < n; r++) {
            expect_ok(players[r].status);
            expect_u64(players[r].steps, 100 * TASKS);
            for (uint64_t i = 0; i < TASKS; i++)
                expect_u64(players[r].squares[i], i * i);
        }
    }
}

static void a_failure_of_one_is_that_of_all(void **state)
{
    (void)state;
    player players[MOST_PEERS] = {{.fails = 4}, {.fails = 4}, {.fails = 4}};
    play(players, MOST_PEERS, squares);
    for (uint32_t r = 0; r < MOST_PEERS; r++) {
        expect_status(players[r].status, COMITIA_E_RANGE);
        expect_text(players[r].what, "task 4");
    }
}

static void steps_of_all_count_for_the_limit(void **state)
{
    (void)state;
    for (uint64_t limit = 100 * TASKS - 1; limit <= 100 * TASKS; limit++) {
        player players[MOST_PEERS] = {{.fails = TASKS, .limit = limit},
                                      {.fails = TASKS, .limit = limit},
                                      {.fails = TASKS, .limit = limit}};
        play(players, MOST_PEERS, squares);
        for (uint32_t r = 0; r < MOST_PEERS; r++)
            expect_status(players[r].status, limit == 100 * TASKS
                                                 ? COMITIA_OK
                                                 : COMITIA_E_BUDGET);
    }
}

static void *one_leaves(void *user)
{
    player *p = user;
    if (p->peers.rank == 1) {
        leave(p->at);
        return NULL;
    }
    return squares(user);
}

static void who_leaves_stops_the_others(void **state)
{
    (void)state;
    player players[MOST_PEERS] = {{.fails = TASKS}, {.fails = TASKS}};
    play(players, 2, one_leaves);
    expect_status(players[0].status, COMITIA_E_CANCELLED);
}

static const char *const varied[] = {"quota Lift 30%..90% step 10%",
                                     "seats CPP->CNRP 0..60 step 15"};
static const char *const lift[] = {"Lift"};

static void *sweep(void *user)
{
    static const test_question question = {
        "examples/cambodia-2016.comitia",
        {.verb = COMITIA_SWEEP, .asks = COMITIA_POWER, .names = lift,
         .n_names = 1, .vary = varied, .n_vary = 2}};
    player *p = user;
    comitia_ctx *ctx = open_ctx(p);
    comitia_model *model = NULL;
    test_file file = test_file_read(question.model);
    comitia_loader loader = test_loader(question.model);
    p->status = comitia_model_parse(ctx, question.model, file.bytes,
                                    file.n_bytes, &loader, &model);
    if (p->status == COMITIA_OK)
        p->status = test_ask(ctx, model, &question, COMITIA_TEXT, &p->text);
    leave(p->at);
    comitia_model_free(model);
    test_file_free(&file);
    comitia_ctx_free(ctx);
    return NULL;
}

static void a_sweep_is_the_same_for_any_number(void **state)
{
    (void)state;
    player alone[1] = {{0}};
    play(alone, 1, sweep);
    expect_ok(alone[0].status);
    expect_true(strstr(alone[0].text.bytes, "\n90%,60,") != NULL);
    for (uint32_t n = 2; n <= MOST_PEERS; n++) {
        player players[MOST_PEERS] = {{0}};
        play(players, n, sweep);
        for (uint32_t r = 0; r < n; r++) {
            expect_ok(players[r].status);
            expect_text(players[r].text.bytes, alone[0].text.bytes);
            free(players[r].text.bytes);
        }
    }
    free(alone[0].text.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"everybody has all results", everybody_has_all_results, NULL, NULL, NULL},
        {"a failure of one is that of all", a_failure_of_one_is_that_of_all, NULL, NULL, NULL},
        {"the steps of all count for the limit", steps_of_all_count_for_the_limit, NULL, NULL, NULL},
        {"who leaves stops the others", who_leaves_stops_the_others, NULL, NULL, NULL},
        {"a sweep is the same for any number of processes", a_sweep_is_the_same_for_any_number, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
