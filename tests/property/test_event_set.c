/* Sets of events against a table of bits. */
#include "lang/resolve/event_set.h"

#include "support/test_ctx.h"

enum { MOST = 300, N_SETS = 12 };

typedef struct sample {
    cm_event_sets sets;
    int32_t days[MOST];
    uint32_t n;
    cm_event_set set[N_SETS];
    bool has[N_SETS][MOST];
} sample;

/* Sets made by adding numbers and by joining earlier sets. */
static void random_sets(cm_random *random, cm_ctx *ctx, cm_arena *arena,
                        sample *s)
{
    s->n = (uint32_t)cm_random_in(random, 1, MOST);
    for (uint32_t i = 0; i < s->n; i++)
        s->days[i] = (int32_t)cm_random_in(random, -5, 20);
    expect_ok(cm_event_sets_init(&s->sets, ctx, arena, s->days, s->n));
    for (uint32_t k = 0; k < N_SETS; k++) {
        uint32_t n = (uint32_t)cm_random_below(random, 40);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t number = (uint32_t)cm_random_below(random, s->n);
            s->has[k][number] = true;
            expect_ok(cm_event_set_join(&s->sets, s->set[k],
                                        cm_event_set_of(number), &s->set[k]));
        }
        for (uint32_t j = 0; j < k; j++) {
            if (!cm_random_chance(random, 1, 4))
                continue;
            for (uint32_t i = 0; i < s->n; i++)
                s->has[k][i] |= s->has[j][i];
            expect_ok(
                cm_event_set_join(&s->sets, s->set[j], s->set[k], &s->set[k]));
        }
    }
}

static void check_questions(cm_random *random, const sample *s, uint32_t k)
{
    uint32_t from = (uint32_t)cm_random_below(random, s->n + 2);
    int32_t day = (int32_t)cm_random_in(random, -6, 21);
    uint32_t next = UINT32_MAX;
    bool early = false;
    for (uint32_t i = s->n; i-- > from;)
        if (s->has[k][i]) {
            next = i;
            early |= s->days[i] <= day;
        }
    expect_u64(cm_event_set_next(&s->sets, s->set[k], from), next);
    expect_true(cm_event_set_has_early(&s->sets, s->set[k], from, day) ==
                early);
}

static void sets_answer_as_bits_do(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    sample s = {.n = 0};
    random_sets(random, ctx, &arena, &s);
    for (uint32_t k = 0; k < N_SETS; k++) {
        for (int i = 0; i < 10; i++)
            check_questions(random, &s, k);
        for (uint32_t j = 0; j < k; j++)
            expect_true((s.set[j] == s.set[k]) ==
                        (memcmp(s.has[j], s.has[k], sizeof s.has[k]) == 0));
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("sets of events answer as a table of bits does",
                      sets_answer_as_bits_do, 200),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
