/* needs against trying every number of seats. */
#include "support/asked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VOTERS = 5, N_BALLOTS = 4 };

/* ---- a random body, rule and vote ------------------------------------------------ */

typedef struct making {
    cm_random *r;
    bool members; /* else parties */
    int n;        /* entries */
    int seats[MOST_VOTERS];
    char text[8192];
} making;

static void add(making *m, const char *text)
{
    if (strlen(m->text) + strlen(text) + 1 >= sizeof m->text)
        fail_msg("the model is too long for the test");
    strcat(m->text, text);
}

static void addf(making *m, const char *format, int number)
{
    char line[128];
    snprintf(line, sizeof line, format, number);
    add(m, line);
}

static int below(making *m, int n)
{
    return (int)cm_random_below(m->r, (uint64_t)n);
}

static void add_body(making *m)
{
    m->members = cm_random_chance(m->r, 1, 2);
    m->n = 2 + below(m, m->members ? 4 : 2);
    add(m, "actor K\nbody B\n");
    if (m->members)
        add(m, "  members with w, u\n");
    for (int i = 0; i < m->n; i++) {
        m->seats[i] = m->members ? 1 : below(m, 5);
        if (m->members) {
            addf(m, "    m%d ", i);
            if (cm_random_chance(m->r, 1, 4))
                addf(m, "%d/2", below(m, 9));
            else
                addf(m, "%d", below(m, 6));
            addf(m, " %d\n", below(m, 4));
        } else {
            addf(m, "  party m%d", i);
            addf(m, " %d\n", m->seats[i]);
        }
    }
    addf(m, "  vacant %d\n", below(m, 3));
    add(m, "  group G m0, m1\n  group H m1");
    add(m, m->n > 2 ? ", m2\n" : "\n");
}

static void add_base(making *m)
{
    static const char *const bases[] = {"members", "seats", "present",
                                        "votes cast", "w", "w present",
                                        "u cast"};
    int base = below(m, m->members ? 7 : 4);
    add(m, bases[base]);
    if (base != 1 && cm_random_chance(m->r, 1, 3))
        add(m, cm_random_chance(m->r, 1, 2) ? " in G" : " in H");
}

static void add_quota(making *m)
{
    static const char *const compares[] = {"at least", "more than", "at most",
                                           "fewer than"};
    static const char *const amounts[] = {"half", "1/3", "2/3", "1", "60%"};
    static const char *const directions[] = {"", "", "", " against",
                                             " abstaining", " not against"};
    int direction = below(m, 6);
    /* Mostly of direction +, which is what the numbers are about. */
    int compare = direction == 3 ? 2 + below(m, 2) : below(m, 2);
    if (cm_random_chance(m->r, 1, 10))
        compare = below(m, 4);
    add(m, compares[compare]);
    add(m, " ");
    add(m, amounts[below(m, 5)]);
    add(m, " of ");
    add_base(m);
    add(m, directions[direction]);
}

static void add_rule(making *m, int depth)
{
    int kind = below(m, depth ? 9 : 6);
    switch (kind) {
    case 0:
        add(m, cm_random_chance(m->r, 1, 2) ? "consent of " : "no veto by ");
        add(m, cm_random_chance(m->r, 1, 3)   ? "K"
               : cm_random_chance(m->r, 1, 2) ? "m0"
                                              : "H");
        break;
    case 1:
        add(m, "all of members");
        if (cm_random_chance(m->r, 1, 2))
            add(m, " in G");
        break;
    case 2:
        add(m, "more than half of votes cast ties broken by ");
        add(m, cm_random_chance(m->r, 1, 2) ? "K" : "m1");
        break;
    case 3:
        add(m, "nobody against");
        break;
    case 4:
    case 5:
        add_quota(m);
        break;
    default:
        add(m, kind == 6   ? "("
               : kind == 7 ? "(at least 1 of ("
                           : "(at least 2 of (");
        add_rule(m, depth - 1);
        add(m, kind == 6 ? " and " : ", ");
        add_rule(m, depth - 1);
        if (kind == 8) {
            add(m, ", ");
            add_rule(m, depth - 1);
        }
        add(m, kind == 6 ? ")" : "))");
    }
}

static void add_vote(making *m)
{
    static const char *const ballots[] = {"yes", "no", "abstain", "absent"};
    add(m, "on 2020 B voted A: ");
    for (int i = 0; i < m->n; i++) {
        int left = m->seats[i];
        addf(m, i ? ", m%d" : "m%d", i);
        if (m->members || left == 0) {
            addf(m, " %d ", left);
            add(m, ballots[below(m, 4)]);
            continue;
        }
        for (int b = 0; b < 4; b++) {
            int n = b == 3 ? left : below(m, left + 1);
            left -= n;
            addf(m, " %d ", n);
            add(m, ballots[b]);
        }
    }
    addf(m, ", K %d ", 1);
    add(m, ballots[below(m, 4)]);
    add(m, "\n");
}

static void random_making(cm_random *random, making *m)
{
    memset(m, 0, sizeof *m);
    m->r = random;
    add_body(m);
    add(m, "act A by B\n  needs ");
    add_rule(m, 2);
    /* K is an outsider of every act, so that every vote may name it. */
    add(m, " and no veto by K");
    if (cm_random_chance(random, 1, 3))
        add(m, cm_random_chance(random, 1, 2)
                   ? "\n  quorum more than half of members"
                   : "\n  quorum at least half of seats and at least 1 of "
                     "members in G");
    add(m, "\n");
    if (cm_random_chance(random, 2, 3))
        add_vote(m);
}

/* ---- what a rule says, word by word ------------------------------------------------- */

typedef struct voting {
    const cm_model *model;
    const cm_act *act;
    const uint64_t *seats;
    uint64_t vacant;
    uint64_t cast[MOST_VOTERS + 2][N_BALLOTS];
} voting;

static bool in(cm_voters voters, uint32_t v)
{
    for (uint32_t i = 0; i < voters.n; i++)
        if (voters.at[i] == v)
            return true;
    return false;
}

/* Seats, or the measure, of everybody in `within` whose ballot is in `which`. */
static void counted(const voting *t, const cm_quota *q, unsigned which,
                    mpq_ptr sum)
{
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(sum, 0, 1);
    for (uint32_t v = 0; v < t->act->n_voters; v++)
        for (unsigned b = 0; b < N_BALLOTS; b++) {
            if (!in(q->within, v) || !(which >> b & 1))
                continue;
            mpq_set_ui(one, t->cast[v][b], 1);
            if (q->measure != CM_NONE)
                mpq_mul(one, one,
                        t->model->bodies[0]
                            .entries[t->act->voters[v].entry]
                            .numbers[q->measure]
                            ->q);
            mpq_add(sum, sum, one);
        }
    mpq_clear(one);
}

enum { Y = 1, N = 2, ABSTAINING = 4, AWAY = 8 };

static unsigned base_ballots(const cm_quota *q)
{
    if (q->base == CM_BASE_PRESENT || q->base == CM_BASE_MEASURE_PRESENT)
        return Y | N | ABSTAINING;
    if (q->base == CM_BASE_CAST || q->base == CM_BASE_MEASURE_CAST)
        return Y | N;
    return Y | N | ABSTAINING | AWAY;
}

static unsigned counted_ballots(const cm_quota *q, bool presence)
{
    static const unsigned of[] = {[CM_YES] = Y,
                                  [CM_AGAINST] = N,
                                  [CM_ABSTAINING] = ABSTAINING,
                                  [CM_NOT_AGAINST] = Y | ABSTAINING};
    return presence ? Y | N | ABSTAINING : of[q->direction];
}

static bool all_yes(const voting *t, cm_voters voters)
{
    uint64_t seats = 0, yes = 0;
    for (uint32_t v = 0; v < t->act->n_voters; v++)
        if (in(voters, v)) {
            seats += t->seats[v];
            yes += t->cast[v][0];
        }
    return seats > 0 && yes == seats;
}

static bool quota_holds(const voting *t, const cm_quota *q, bool presence)
{
    bool holds;
    mpq_t n, total, x, vacant;
    mpq_inits(n, total, x, vacant, NULL);
    counted(t, q, counted_ballots(q, presence), n);
    counted(t, q, base_ballots(q), total);
    if (q->base == CM_BASE_SEATS) {
        mpq_set_ui(vacant, t->vacant, 1);
        mpq_add(total, total, vacant);
    }
    if (q->is_all)
        mpq_set(x, total);
    else if (q->is_share)
        mpq_mul(x, total, q->amount->q);
    else
        mpq_set(x, q->amount->q);
    int order = mpq_cmp(n, x);
    bool there = mpq_sgn(total) > 0;
    switch (q->compare) {
    case CM_AT_LEAST:
        holds = order >= 0 && there;
        break;
    case CM_MORE_THAN:
        holds = there && (order > 0 || (q->has_tie && order == 0 &&
                                        all_yes(t, q->breakers)));
        break;
    case CM_AT_MOST:
        holds = order <= 0 || !there;
        break;
    default:
        holds = order < 0 || !there;
    }
    mpq_clears(n, total, x, vacant, NULL);
    return holds;
}

static bool rule_holds(const voting *t, const cm_rule *rule, bool presence)
{
    uint64_t n = 0;
    if (rule->kind == CM_RULE_QUOTA)
        return quota_holds(t, rule->quota, presence);
    if (rule->kind == CM_RULE_CONSENT)
        return all_yes(t, rule->voters);
    if (rule->kind == CM_RULE_NO_VETO) {
        for (uint32_t v = 0; v < t->act->n_voters; v++)
            if (in(rule->voters, v) && t->cast[v][1])
                return false;
        return true;
    }
    for (uint32_t i = 0; i < rule->n_children; i++)
        n += rule_holds(t, rule->children[i], presence) ? 1 : 0;
    return rule->kind == CM_RULE_AND  ? n == rule->n_children
           : rule->kind == CM_RULE_OR ? n > 0
                                      : n >= rule->k; /* only `at least` */
}

static bool passes(const voting *t)
{
    return rule_holds(t, t->act->arms[0].rule, false) &&
           (!t->act->quorum || rule_holds(t, t->act->quorum, true));
}

/* + : every quota is forward. */
static bool forward(const cm_rule *rule)
{
    if (rule->kind == CM_RULE_QUOTA) {
        const cm_quota *q = rule->quota;
        bool up = q->compare == CM_AT_LEAST || q->compare == CM_MORE_THAN;
        if (q->direction == CM_ABSTAINING ||
            (q->direction == CM_NOT_AGAINST && base_ballots(q) == (Y | N)))
            return false;
        return q->direction == CM_AGAINST ? !up : up;
    }
    for (uint32_t i = 0; i < rule->n_children; i++)
        if (!forward(rule->children[i]))
            return false;
    return true;
}

/* ---- fewest seats by trying --------------------------------------------------------------- */

static void everybody(voting *t, unsigned ballot, unsigned outsiders)
{
    memset(t->cast, 0, sizeof t->cast);
    for (uint32_t v = 0; v < t->act->n_voters; v++)
        t->cast[v][t->act->voters[v].outsider ? outsiders : ballot] =
            t->seats[v];
}

/* Turns ballots of `from` (bits) to `to`, voter by voter, in every way; the
   fewest seats with which the act passes (or fails), -1 if there is none. */
typedef struct turning {
    voting *t;
    unsigned from, to;
    bool outsiders, pass;
    long best;
} turning;

static void turn(turning *u, uint32_t voter, unsigned ballot, long turned)
{
    voting *t = u->t;
    if (u->best >= 0 && turned >= u->best)
        return;
    if (voter == t->act->n_voters) {
        if (passes(t) == u->pass)
            u->best = turned;
        return;
    }
    uint32_t next = ballot == N_BALLOTS - 1 ? voter + 1 : voter;
    unsigned next_ballot = ballot == N_BALLOTS - 1 ? 0 : ballot + 1;
    bool may = u->from >> ballot & 1 &&
               (u->outsiders || !t->act->voters[voter].outsider);
    uint64_t most = may ? t->cast[voter][ballot] : 0;
    for (uint64_t k = 0; k <= most; k++) {
        t->cast[voter][ballot] -= k;
        t->cast[voter][u->to] += k;
        turn(u, next, next_ballot, turned + (long)k);
        t->cast[voter][ballot] += k;
        t->cast[voter][u->to] -= k;
    }
}

static long fewest(voting *t, unsigned from, unsigned to, bool outsiders,
                   bool pass)
{
    turning u = {t, from, to, outsiders, pass, -1};
    turn(&u, 0, 0, 0);
    return u.best;
}

static void expect_number(const making *m, const test_asked *asked,
                          const char *path, long want)
{
    char text[32];
    const char *got = test_at(asked, path);
    snprintf(text, sizeof text, "%ld", want);
    if (!got || strcmp(got, want < 0 ? "null" : text) != 0)
        fail_msg("%s of\n%sis %s, not %ld", path, m->text, got ? got : "?",
                 want);
}

static void check_players(const making *m, const test_asked *asked, voting *t,
                          bool plus)
{
    size_t row = 0;
    for (uint32_t v = 0; v < t->act->n_voters; v++) {
        char path[64];
        if (t->act->voters[v].outsider || t->seats[v] == 0)
            continue;
        everybody(t, 1, 1);
        t->cast[v][0] = t->seats[v];
        t->cast[v][1] = 0;
        snprintf(path, sizeof path, "cases.0.players.%zu.alone", row);
        expect_text(test_at(asked, path), passes(t) ? "true" : "false");
        everybody(t, 0, 0);
        t->cast[v][1] = t->seats[v];
        t->cast[v][0] = 0;
        snprintf(path, sizeof path, "cases.0.players.%zu.blocks", row);
        expect_text(test_at(asked, path), passes(t) ? "false" : "true");
        everybody(t, 1, 0);
        t->cast[v][0] = t->seats[v];
        t->cast[v][1] = 0;
        snprintf(path, sizeof path, "cases.0.players.%zu.missing", row);
        expect_number(m, asked, path, plus ? fewest(t, N, 0, false, true) : -1);
        row++;
    }
}

static void check_vote(const making *m, const test_asked *asked, voting *t,
                       const cm_event *vote, bool plus)
{
    for (uint32_t v = 0; v < t->act->n_voters; v++)
        for (unsigned b = 0; b < N_BALLOTS; b++)
            t->cast[v][b] = vote->tallies[v].seats[b];
    bool rule = rule_holds(t, t->act->arms[0].rule, false);
    bool quorum = !t->act->quorum || rule_holds(t, t->act->quorum, true);
    expect_text(test_at(asked, "cases.0.result"), !quorum ? "no decision"
                                                  : rule  ? "passed"
                                                          : "rejected");
    long missing = rule && quorum ? 0
                   : plus ? fewest(t, N | ABSTAINING | AWAY, 0, true, true)
                          : -1;
    expect_number(m, asked, "cases.0.missing", missing);
    long spare = rule && quorum && plus ? fewest(t, Y, 1, true, false) : -1;
    expect_number(m, asked, "cases.0.to_spare", spare < 0 ? -1 : spare - 1);
}

static void the_numbers_of_needs_are_the_smallest(cm_random *random)
{
    static const char *const about[] = {"A"};
    making *m = calloc(1, sizeof *m);
    random_making(random, m);
    test_asked asked = test_about(m->text, NULL);
    const cm_model *model = (const cm_model *)asked.model;
    /* "More than 1 of" somebody who has one seat, and the like. */
    if (!comitia_model_has_errors(asked.model)) {
        comitia_question needs = {
            .verb = COMITIA_NEEDS, .names = about, .n_names = 1};
        test_question_of(&asked, needs);
        uint64_t seats[MOST_VOTERS + 2];
        voting t = {.model = model, .act = &model->acts[0], .seats = seats,
                    .vacant = model->bodies[0].vacant};
        for (uint32_t v = 0; v < t.act->n_voters; v++)
            seats[v] = t.act->voters[v].entry == CM_NONE
                           ? 1
                           : model->bodies[0]
                                 .entries[t.act->voters[v].entry]
                                 .seats;
        bool plus = forward(t.act->arms[0].rule);
        everybody(&t, 1, 0);
        expect_number(m, &asked, "cases.0.needed",
                      plus ? fewest(&t, N, 0, false, true) : -1);
        check_players(m, &asked, &t, plus);
        if (model->n_events)
            check_vote(m, &asked, &t, &model->events[0], plus);
    }
    test_asked_done(&asked);
    free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("the numbers of needs are the smallest that do",
                      the_numbers_of_needs_are_the_smallest, 1500),
    };
    return cmocka_run_group_tests_name("needs", tests, NULL, NULL);
}
