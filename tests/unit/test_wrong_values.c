/* --verify finds values that are wrong: answers about one model are compared
 * with what another model gives. */
#include "ask/verify/verified.h"
#include "support/asked.h"

#include <string.h>

#define LAW(seats, needs, chance) OF(seats, "2", needs, chance)
#define OF(seats, last, needs, chance)                                         \
    "body B party P " seats " party Q 3 party R " last "\n"                    \
    "act A by B needs " needs "\n"                                             \
    "fact F " chance "\n"                                                      \
    "outcome O when A and F\n"                                                 \
    "forecast A: P 1/2, Q 1/3, R 1/4\n"

static const char majority[] = LAW("4", "more than half of seats", "1/2");
static const char six[] = LAW("4", "at least 6 of seats", "1/2");

#define TOLD(right)                                                            \
    "fact A 1/3\nsource S right 3/4\nsource T" right                            \
    "\nreport S says A\nreport T says S says A\nreport T says A\n"
#define TALKS(lines)                                                           \
    "actor X\nactor Y\ntalks T between X, Y\n  point P1\n  point P2\n" lines     \
    "  goal P1 or P2\n"
#define EVENT(what)                                                            \
    "fact A\nfact C\noutcome O when A or C\noutcome N when A and C\n"           \
    "on 2020-01-01 A " what "\non 2020-01-02 C happened\n"

static const struct row {
    const char *name;
    const char *right; /* NULL: a majority */
    const char *wrong; /* the model that the answer is about */
    comitia_question question;
    const char *what; /* the value that is found to differ */
} rows[] = {
    {"an index", NULL, LAW("8", "more than half of seats", "1/2"),
     {.verb = COMITIA_POWER, .names = (const char *const[]){"A"}, .n_names = 1},
     "minimal_winning"},
    {"one index alone", six, OF("2", "4", "at least 6 of seats", "1/2"),
     {.verb = COMITIA_POWER, .names = (const char *const[]){"A"}, .n_names = 1,
      .indices = (const char *const[]){"shapley"}, .n_indices = 1},
     "shapley of P"},
    {"an index of players in unions", six,
     OF("2", "4", "at least 6 of seats", "1/2"),
     {.verb = COMITIA_POWER, .names = (const char *const[]){"A"}, .n_names = 1,
      .indices = (const char *const[]){"owen"}, .n_indices = 1,
      .unions = (const char *const[]){"P+Q"}, .n_unions = 1},
     "owen of P"},
    {"what a coalition can", NULL, LAW("8", "more than half of seats", "1/2"),
     {.verb = COMITIA_CAN, .names = (const char *const[]){"A"}, .n_names = 1,
      .who = (const char *const[]){"P"}, .n_who = 1},
     "force"},
    {"how many coalitions there are", NULL, LAW("4", "at least 8/9 of seats", "1/2"),
     {.verb = COMITIA_WHO, .names = (const char *const[]){"A"}, .n_names = 1},
     "force_total"},
    {"a status", NULL, LAW("4", "more than half of seats", "false"),
     {.verb = COMITIA_STATUS, .names = (const char *const[]){"O"},
      .n_names = 1},
     "O"},
    {"seats that are needed", NULL, LAW("4", "at least 6 of seats", "1/2"),
     {.verb = COMITIA_NEEDS, .names = (const char *const[]){"A"}, .n_names = 1},
     "needed"},
    {"a chance", NULL, LAW("4", "more than half of seats", "1/3"),
     {.verb = COMITIA_CHANCE, .names = (const char *const[]){"O"},
      .n_names = 1},
     "low"},
    {"a factor", TOLD(" right 90%"), TOLD(" right 80%"),
     {.verb = COMITIA_BELIEF}, "factor of A"},
    {"the weight of one report by itself", TOLD(" right 90%"),
     TOLD(" right 90%\nreport T says S says A"), {.verb = COMITIA_BELIEF},
     "naive of A"},
    {"whether there is a deal", TALKS("  X demands P1\n  Y demands not P1\n"),
     TALKS("  X demands P1\n  Y demands not P2\n"), {.verb = COMITIA_DEAL},
     "deal of T"},
    {"a clash",
     TALKS("  X demands P1\n  X demands P2\n  Y demands not P1\n"),
     TALKS("  X demands P1\n  X demands P2\n  Y demands not P2\n"),
     {.verb = COMITIA_DEAL}, "clashes of T"},
    {"orders in a circle",
     TALKS("  X demands P1 before P2\n  Y demands P2 before P1\n"
           "  X demands P1\n"),
     TALKS("  X demands P1 before P2\n  Y demands P1 before P2\n"
           "  X demands P1\n"),
     {.verb = COMITIA_DEAL}, "deal of T"},
    {"a best total", TALKS("  X wants P1 worth 2\n"),
     TALKS("  X wants P1 worth 3\n"), {.verb = COMITIA_DEAL}, "best of T"},
    {"whether a threat works",
     TALKS("  X threatens P1 if P2\n  Y prefers P1\n"),
     TALKS("  X threatens P1 if P2\n  Y prefers not P1\n"),
     {.verb = COMITIA_DEAL}, "works of P1 (Y)"},
    {"whether a promise is credible",
     TALKS("  X promises P1 if not P2\n  X prefers P2, then not P1\n"),
     TALKS("  X promises P1 if not P2\n  X prefers P2, then P1\n"),
     {.verb = COMITIA_DEAL}, "credible of P1 (X)"},
    {"what an event changed", EVENT("happened"), EVENT("failed"),
     {.verb = COMITIA_TIMELINE}, "O"},
    {"a part of a briefing", EVENT("happened"), EVENT("failed"),
     {.verb = COMITIA_BRIEF}, "N"},
};

/* The target of the question in the right model. */
static cm_target target_of(const cm_model *model, const char *name)
{
    cm_name found = cm_model_name(model, name);
    return (cm_target){.text = name,
                       .what = found.kind == CM_NAME_ACT ? CM_COND_ACT
                                                         : CM_COND_OUTCOME,
                       .index = found.index,
                       .other = CM_NONE};
}

static cm_verdict compared(const test_asked *law, const test_asked *answered,
                           const comitia_question *question, cm_arena *arena)
{
    const cm_model *model = (const cm_model *)law->model;
    const cm_world_options none = {.on = 0};
    cm_verdict verdict;
    cm_world *world;
    cm_target target = {.other = CM_NONE};
    uint32_t player = cm_model_name(model, "P").index;
    if (question->n_names)
        target = target_of(model, question->names[0]);
    expect_ok(cm_world_new(law->ctx, arena, model, &none, &world));
    cm_verifying v = {.ctx = law->ctx,
                      .arena = arena,
                      .world = world,
                      .q = question,
                      .targets = &target,
                      .n_targets = question->n_names ? 1 : 0,
                      .who = &player,
                      .n_who = 1,
                      .verdict = &verdict};
    expect_ok(cm_verify_answer(&v, answered->answer.value));
    return verdict;
}

static void a_wrong_value_is_found(void **state)
{
    const struct row *row = *state;
    test_asked law = test_about(row->right ? row->right : majority, NULL);
    test_asked wrong = test_about(row->wrong, NULL);
    cm_arena arena;
    cm_arena_init(&arena, law.ctx->allocator);
    test_question_of(&wrong, row->question);
    cm_verdict verdict = compared(&law, &wrong, &row->question, &arena);
    expect_true(verdict.method != NULL);
    expect_true(!verdict.agrees);
    expect_text(verdict.what, row->what);
    expect_true(strcmp(verdict.is, verdict.second) != 0);
    /* and the right one is not */
    test_question_of(&law, row->question);
    verdict = compared(&law, &law, &row->question, &arena);
    expect_true(verdict.agrees);
    cm_arena_clear(&arena);
    test_asked_done(&wrong);
    test_asked_done(&law);
}

/* ---- weights of more players than sets can be tried of
 * ------------------------- */

enum { PLAYERS = 30 };

/* Some without weight. */
static comitia_question of_weights(const char *quota, const char *const *index,
                                   const char **weights)
{
    static const char *const some[] = {"11", "3", "7", "0", "7", "9", "2"};
    for (size_t i = 0; i < PLAYERS; i++)
        weights[i] = some[i % (sizeof some / sizeof *some)];
    return (comitia_question){.verb = COMITIA_POWER,
                              .quota = quota,
                              .weights = weights,
                              .n_weights = PLAYERS,
                              .indices = index,
                              .n_indices = 1};
}

static const struct share {
    const char *name, *key;
} shares[] = {
    {"wrong swings of 30 players", "swings"},
    {"wrong shares of swings of 30 players", "banzhaf"},
    {"wrong chances to swing of 30 players", "banzhaf_absolute"},
    {"a wrong Deegan-Packel of 30 players", "deegan_packel"},
    {"a wrong Holler of 30 players", "holler"},
    {"a wrong Johnston of 30 players", "johnston"},
};

static void a_wrong_share_of_30_players_is_found(void **state)
{
    const struct share *share = *state;
    const char *const index[] = {share->key};
    const char *weights[PLAYERS];
    comitia_question right = of_weights("91", index, weights);
    comitia_question wrong = of_weights("90", index, weights);
    test_asked answered = test_about(majority, NULL);
    cm_arena arena;
    cm_verdict verdict;
    cm_verifying v = {.ctx = answered.ctx,
                      .arena = &arena,
                      .q = &right,
                      .verdict = &verdict};
    cm_arena_init(&arena, answered.ctx->allocator);
    test_question_of(&answered, right);
    expect_ok(cm_verify_answer(&v, answered.answer.value));
    expect_true(verdict.agrees && strstr(verdict.method, "modulo the prime"));
    test_question_of(&answered, wrong);
    expect_ok(cm_verify_answer(&v, answered.answer.value));
    expect_true(!verdict.agrees);
    expect_true(strncmp(verdict.what, index[0], strlen(index[0])) == 0);
    cm_arena_clear(&arena);
    test_asked_done(&answered);
}

int main(void)
{
    enum {
        N_ROWS = sizeof rows / sizeof *rows,
        N_SHARES = sizeof shares / sizeof *shares
    };
    static struct CMUnitTest tests[N_ROWS + N_SHARES];
    for (size_t i = 0; i < N_ROWS; i++)
        tests[i] = (struct CMUnitTest)TEST_ROW(
            rows[i].name, a_wrong_value_is_found, &rows[i]);
    for (size_t i = 0; i < N_SHARES; i++)
        tests[N_ROWS + i] = (struct CMUnitTest)TEST_ROW(
            shares[i].name, a_wrong_share_of_30_players_is_found, &shares[i]);
    return _cmocka_run_group_tests("wrong values are found", tests,
                                   N_ROWS + N_SHARES, NULL, NULL);
}
