/* Lists of minimal coalitions: names, limits, and the search through a
 * weighted rule against the diagram of the same rule. */
#include "engine/game/coalitions.h"

#include "comitia/comitia.h"
#include "support/test_ctx.h"

#include <stdlib.h>
#include <string.h>

/* ---- asked through the public interface ---------------------------------------- */

typedef struct asked {
    comitia_ctx *ctx;
    comitia_model *model;
    comitia_answer *answer;
    const comitia_value *value, *first; /* the first case */
} asked;

static void ask(asked *a, const char *text, const char *name, bool free_all)
{
    static const char *const all[] = {"all"};
    const comitia_question q = {.verb = COMITIA_WHO,
                                .names = &name,
                                .n_names = 1,
                                .free = all,
                                .n_free = free_all};
    expect_ok(comitia_ctx_new(NULL, &a->ctx));
    expect_ok(comitia_model_parse(a->ctx, "m", text, strlen(text), NULL,
                                  &a->model));
    expect_true(!comitia_model_has_errors(a->model));
    expect_ok(comitia_ask(a->ctx, a->model, &q, NULL, &a->answer));
    a->value = comitia_answer_value(a->answer);
    a->first = comitia_value_at(comitia_value_get(a->value, "cases"), 0);
}

static void end(asked *a)
{
    comitia_answer_free(a->answer);
    comitia_model_free(a->model);
    comitia_ctx_free(a->ctx);
}

static const char *total(const asked *a, const char *key)
{
    return comitia_value_string(comitia_value_get(a->first, key));
}

/* How many of the c-th list of those alike the i-th kind has. */
static const char *kind(const asked *a, const char *key, size_t i, size_t c)
{
    return comitia_value_string(comitia_value_at(
        comitia_value_at(comitia_value_get(a->first, key), i), c));
}

/* The i-th coalition of a list, its names joined by "; ". */
static const char *joined(const asked *a, const char *key, size_t i, char *to,
                          size_t n)
{
    const comitia_value *coalition =
        comitia_value_at(comitia_value_get(a->first, key), i);
    to[0] = '\0';
    for (size_t k = 0; k < comitia_value_count(coalition); k++) {
        strncat(to, k ? "; " : "", n - strlen(to) - 1);
        strncat(to, comitia_value_string(comitia_value_at(coalition, k)),
                n - strlen(to) - 1);
    }
    return to;
}

static void freed_seats_are_told_by_their_number(void **state)
{
    char text[200];
    asked a;
    (void)state;
    ask(&a, "body B\n  party P 3 free\n  party Q 1\nact A by B needs at least 3 of "
            "members\n",
        "A", false);
    expect_text(total(&a, "force_total"), "4");
    expect_u64(comitia_value_count(comitia_value_get(a.first, "force")), 2);
    expect_text(joined(&a, "force", 0, text, sizeof text), "3 of P");
    expect_text(joined(&a, "force", 1, text, sizeof text), "2 of P; Q");
    expect_text(total(&a, "block_total"), "6");
    expect_u64(comitia_value_count(comitia_value_get(a.first, "block")), 2);
    end(&a);
}

static void freed_seats_in_two_bodies_say_which(void **state)
{
    char text[200];
    asked a;
    (void)state;
    ask(&a, "body B\n  party P 2\nbody C\n  party P 1\nact A by B needs all of "
            "members\nact D by C needs all of members\noutcome O when A and D\n",
        "O", true);
    expect_text(total(&a, "force_total"), "1");
    expect_text(joined(&a, "force", 0, text, sizeof text),
                "2 of P in B; 1 of P in C");
    end(&a);
}

static void a_party_in_two_bodies_is_one_player(void **state)
{
    char text[200];
    asked a;
    (void)state;
    ask(&a, "body B\n  party P 2\nbody C\n  party P 1\nact A by B needs all of "
            "members\nact D by C needs all of members\noutcome O when A and D\n",
        "O", false);
    expect_text(joined(&a, "force", 0, text, sizeof text), "P");
    expect_u64(comitia_value_count(comitia_value_get(a.value, "players")), 1);
    end(&a);
}

static void a_list_of_a_million_is_null_and_its_total_exact(void **state)
{
    asked a;
    (void)state;
    ask(&a, "body B\n  members M1 M2 M3 M4 M5 M6 M7 M8 M9 M10 M11 M12 M13 M14 M15 "
            "M16 M17 M18 M19 M20 M21 M22 M23 M24 M25\nact A by B needs at least 12 "
            "of members\n",
        "A", false);
    expect_text(total(&a, "force_total"), "5200300");
    expect_true(comitia_value_kind(comitia_value_get(a.first, "force")) ==
                COMITIA_NULL);
    expect_text(total(&a, "block_total"), "4457400");
    expect_text(kind(&a, "force_kinds", 0, 0), "12");
    expect_text(kind(&a, "block_kinds", 0, 0), "14");
    expect_true(!comitia_value_bool(comitia_value_get(a.value, "exact")));
    expect_i64(comitia_answer_exit(a.answer), 0);
    end(&a);
}

static void kinds_pool_the_freed_seats_of_parties_that_are_alike(void **state)
{
    asked a;
    (void)state;
    ask(&a, "body B\n  party P 30 free\n  party Q 20 free\n  party R 5\n"
            "act A by B needs at least 2/3 of members\n",
        "A", false);
    const comitia_value *alike = comitia_value_get(a.first, "alike");
    expect_u64(comitia_value_count(alike), 2);
    expect_text(comitia_value_string(
                    comitia_value_at(comitia_value_at(alike, 1), 1)),
                "20 of Q");
    expect_u64(comitia_value_count(comitia_value_get(a.first, "force_kinds")),
               2);
    expect_u64(comitia_value_count(comitia_value_get(a.first, "block_kinds")),
               2);
    end(&a);
}

static void kinds_that_save_nothing_are_not_told(void **state)
{
    asked a;
    (void)state;
    ask(&a, "body B\n  party P 3\n  party Q 2\n  party R 2\n"
            "act A by B needs all of members\n",
        "A", false);
    expect_true(comitia_value_kind(comitia_value_get(a.first, "force_kinds")) ==
                COMITIA_NULL);
    end(&a);
}

static void what_cannot_be_forced_has_no_coalition(void **state)
{
    asked a;
    (void)state;
    ask(&a, "body B\n  party P 2\n  vacant 1\nact A by B needs all of seats\nactor "
            "X\nact D by X\noutcome O when A or D\n",
        "O", false);
    /* A cannot pass, so only X is at stake */
    expect_text(total(&a, "force_total"), "1");
    expect_text(total(&a, "block_total"), "1");
    end(&a);
}

/* X decides nothing while F is false: one class is left, beside a level that
   must be 0. */
static void players_that_do_not_matter_leave_the_totals_alone(void **state)
{
    asked a;
    (void)state;
    ask(&a, "body B\n  member M\n  member N\nactor X\nfact F\nact A by B needs all "
            "of members\nact D by X\noutcome O when A unless (D and F)\n",
        "O", false);
    expect_text(total(&a, "force_total"), "1");
    expect_text(total(&a, "block_total"), "3");
    a.first = comitia_value_at(comitia_value_get(a.value, "cases"), 1);
    expect_text(total(&a, "force_total"), "1");
    expect_text(total(&a, "block_total"), "2");
    end(&a);
}

/* ---- the search through a weighted rule ------------------------------------------- */

enum { MOST = 8 };

typedef struct family {
    cm_ctx *ctx;
    cm_arena arena;
    cm_law law;
    cm_game game;
    cm_entity entities[MOST];
    cm_class classes[MOST];
    uint32_t members[MOST][MOST];
    uint64_t units[MOST];
    mpz_t weight[MOST], quota;
    cm_weighted rule;
    cm_fn_game on;
} family;

static void family_open(family *f, cm_random *random)
{
    *f = (family){.ctx = test_ctx()};
    cm_arena_init(&f->arena, f->ctx->allocator);
    f->law = (cm_law){.ctx = f->ctx, .arena = &f->arena};
    uint32_t n = (uint32_t)cm_random_below(random, MOST);
    for (uint32_t e = 0; e < n; e++) {
        uint32_t c = (uint32_t)cm_random_below(random, f->game.n_classes + 1);
        f->game.n_classes += c == f->game.n_classes;
        f->entities[e] = (cm_entity){.units = 1 + cm_random_below(random, 3),
                                     .class_of = c};
        f->members[c][f->classes[c].n_entities++] = e;
        f->classes[c].units += f->entities[e].units;
    }
    uint64_t all = 0;
    mpz_init(f->quota);
    for (uint32_t c = 0; c < f->game.n_classes; c++) {
        uint64_t weight = cm_random_below(random, 7);
        f->classes[c].entities = f->members[c];
        f->units[c] = f->classes[c].units;
        mpz_init_set_ui(f->weight[c], weight);
        all += weight * f->units[c];
    }
    mpz_set_ui(f->quota, cm_random_below(random, all + 2));
    f->game.law = &f->law;
    f->game.entities = f->entities;
    f->game.n_entities = n;
    f->game.classes = f->classes;
    f->rule = (cm_weighted){f->game.n_classes, f->units,
                            (const mpz_t *)f->weight, f->quota};
    expect_ok(cm_weighted_diagram(f->ctx, &f->rule, &f->on));
    f->game.d = f->on.d;
}

static void family_close(family *f)
{
    cm_diagram_free(f->on.d);
    for (uint32_t c = 0; c < f->game.n_classes; c++)
        mpz_clear(f->weight[c]);
    mpz_clear(f->quota);
    cm_arena_clear(&f->arena);
    test_ctx_done(f->ctx);
}

/* Coalitions as numbers to base 4, sorted. */
typedef struct listed {
    const family *f;
    uint64_t *at;
    size_t n;
} listed;

static comitia_status add(void *user, const uint64_t *k)
{
    listed *l = user;
    uint64_t code = 0;
    for (uint32_t e = 0; e < l->f->game.n_entities; e++)
        code = code * 4 + k[e];
    l->at[l->n++] = code;
    return COMITIA_OK;
}

static int by_code(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static void list_all(const family *f, const cm_family *of, listed *l,
                     uint64_t items)
{
    *l = (listed){f, malloc((items + 1) * sizeof *l->at), 0};
    expect_ok(cm_family_each(of, add, l));
    expect_u64(l->n, items);
    qsort(l->at, l->n, sizeof *l->at, by_code);
}

static void search_lists_what_the_diagram_lists(cm_random *random)
{
    family f;
    listed searched, read;
    uint64_t items, same;
    family_open(&f, random);
    cm_family by_rule = {.game = &f.game, .rule = &f.rule};
    cm_family by_set = {.game = &f.game};
    expect_ok(cm_fn_minimal(f.on.d, f.on.force, &by_set.set));
    expect_ok(cm_family_items(&by_rule, &items));
    expect_ok(cm_family_items(&by_set, &same));
    expect_u64(items, same);
    list_all(&f, &by_rule, &searched, items);
    list_all(&f, &by_set, &read, items);
    for (size_t i = 0; i < items; i++) {
        expect_u64(searched.at[i], read.at[i]);
        expect_true(i == 0 || read.at[i - 1] < read.at[i]);
    }
    free(searched.at);
    free(read.at);
    family_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"freed seats are told by their number",
         freed_seats_are_told_by_their_number, NULL, NULL, NULL},
        {"freed seats in two bodies say which",
         freed_seats_in_two_bodies_say_which, NULL, NULL, NULL},
        {"a party in two bodies is one player",
         a_party_in_two_bodies_is_one_player, NULL, NULL, NULL},
        {"a list of a million is null and its total exact",
         a_list_of_a_million_is_null_and_its_total_exact, NULL, NULL, NULL},
        {"kinds pool the freed seats of parties that are alike",
         kinds_pool_the_freed_seats_of_parties_that_are_alike, NULL, NULL,
         NULL},
        {"kinds that save nothing are not told",
         kinds_that_save_nothing_are_not_told, NULL, NULL, NULL},
        {"what cannot be forced has no coalition",
         what_cannot_be_forced_has_no_coalition, NULL, NULL, NULL},
        {"players that do not matter leave the totals alone",
         players_that_do_not_matter_leave_the_totals_alone, NULL, NULL, NULL},
        TEST_PROPERTY("a search through a rule lists what its diagram lists",
                      search_lists_what_the_diagram_lists, 500),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
