/* status, why and how against their definitions, by trying everything. */
#include "support/asked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Variables of the small law: two facts, a choice, three acts by actors, and V,
   the act of a body of P (3 seats) and Q (2). */
enum { F0, F1, C, A0, A1, A2, V, N_VARS };
static const char *const names[] = {"F0", "F1", "C", "A0", "A1", "A2", "V"};
static const int sizes[] = {2, 2, 3, 2, 2, 2, 2};
static const char *const options[] = {"x", "y", "z"};

typedef struct formula {
    enum { ATOM, NOT, AND, OR, TWO } kind;
    int var, value; /* of ATOM */
    const struct formula *parts[3];
} formula;

typedef struct small {
    formula pool[128];
    int n;
    const formula *outcome;
    const formula *arm;    /* the condition of V's rule; NULL: one arm */
    bool settled[N_VARS];  /* by a declaration or an event */
    int value[N_VARS];
    bool declared[N_VARS]; /* a fact settled where it is declared */
    bool voted, has_p;     /* a recorded vote; P's ballots are supposed */
    int p_yes, q_yes;      /* seats of P and Q that vote yes */
    bool p_supposed_yes;
    char text[8192];
} small;

/* ---- making one ------------------------------------------------------------------ */

static const formula *random_formula(cm_random *r, small *s, int depth,
                                     int most_var)
{
    formula *f = &s->pool[s->n++];
    *f = (formula){.kind = ATOM};
    if (depth == 0 || cm_random_chance(r, 1, 4)) {
        f->var = (int)cm_random_below(r, (uint64_t)most_var + 1);
        f->value = f->var == C ? (int)cm_random_below(r, 3) : 1;
        return f;
    }
    switch (cm_random_below(r, 5)) {
    case 0:
        f->kind = NOT;
        break;
    case 1:
    case 2:
        f->kind = AND;
        break;
    case 3:
        f->kind = OR;
        break;
    default:
        f->kind = TWO;
    }
    int n = f->kind == NOT ? 1 : f->kind == TWO ? 3 : 2;
    for (int i = 0; i < n; i++)
        f->parts[i] = random_formula(r, s, depth - 1, most_var);
    return f;
}

static void add(small *s, const char *text)
{
    if (strlen(s->text) + strlen(text) + 1 >= sizeof s->text)
        fail_msg("the model is too long for the test");
    strcat(s->text, text);
}

static void add_formula(small *s, const formula *f)
{
    static const char *const between[] = {"", "", " and ", " or ", ", "};
    if (f->kind == ATOM) {
        add(s, names[f->var]);
        if (f->var == C) {
            add(s, " is ");
            add(s, options[f->value]);
        }
        return;
    }
    add(s, f->kind == NOT ? "not (" : f->kind == TWO ? "(at least 2 of (" : "(");
    for (int i = 0; i < 3 && f->parts[i]; i++) {
        if (i)
            add(s, between[f->kind]);
        add_formula(s, f->parts[i]);
    }
    add(s, f->kind == TWO ? "))" : ")");
}

static void add_fact(cm_random *r, small *s, int var)
{
    char line[64];
    s->declared[var] = s->settled[var] && cm_random_chance(r, 1, 2);
    snprintf(line, sizeof line, "fact %s%s\n", names[var],
             !s->declared[var] ? "" : s->value[var] ? " true" : " false");
    add(s, line);
}

static void add_event(small *s, int var)
{
    char line[64];
    if (!s->settled[var] || s->declared[var])
        return;
    if (var == C)
        snprintf(line, sizeof line, "on 2020-01-01 C is %s\n",
                 options[s->value[var]]);
    else
        snprintf(line, sizeof line, "on 2020-01-01 %s %s\n", names[var],
                 s->value[var] ? "happened" : "failed");
    add(s, line);
}

static void add_vote(small *s)
{
    char line[96];
    if (!s->voted)
        return;
    snprintf(line, sizeof line,
             "on 2019-01-01 B voted V: P %d yes %d no, Q %d yes %d no\n",
             s->p_yes, 3 - s->p_yes, s->q_yes, 2 - s->q_yes);
    add(s, line);
}

static void add_rule(small *s)
{
    add(s, "act V by B needs more than half of members");
    if (s->arm) {
        add(s, " if ");
        add_formula(s, s->arm);
        add(s, " otherwise all of members");
    }
    add(s, "\n");
}

static void random_small(cm_random *r, small *s)
{
    memset(s, 0, sizeof *s);
    for (int v = 0; v < N_VARS; v++) {
        s->settled[v] = cm_random_chance(r, 1, 3);
        s->value[v] = (int)cm_random_below(r, (uint64_t)sizes[v]);
    }
    s->voted = cm_random_chance(r, 1, 2);
    s->p_yes = (int)cm_random_below(r, 4);
    s->q_yes = (int)cm_random_below(r, 3);
    s->settled[V] = !s->voted && cm_random_chance(r, 1, 4);
    s->has_p = cm_random_chance(r, 1, 4);
    s->p_supposed_yes = cm_random_chance(r, 1, 2);
    s->arm = cm_random_chance(r, 2, 3) ? random_formula(r, s, 1, C) : NULL;
    s->outcome = random_formula(r, s, 3, V);
    add(s, "actor X0\nactor X1\nactor X2\nbody B\n  party P 3\n  party Q 2\n");
    add_fact(r, s, F0);
    add_fact(r, s, F1);
    add(s, "fact C one of x, y, z\n");
    add(s, "act A0 by X0\nact A1 by X1\nact A2 by X2\n");
    add_rule(s);
    add(s, "outcome O when ");
    add_formula(s, s->outcome);
    add(s, "\n");
    add_vote(s);
    for (int v = 0; v < N_VARS; v++)
        add_event(s, v);
}

/* ---- what it means ------------------------------------------------------------------- */

static bool holds(const formula *f, const int *x)
{
    int n = 0;
    if (f->kind == ATOM)
        return x[f->var] == f->value;
    for (int i = 0; i < 3 && f->parts[i]; i++)
        n += holds(f->parts[i], x) ? 1 : 0;
    switch (f->kind) {
    case NOT:
        return n == 0;
    case AND:
        return n == 2;
    case OR:
        return n > 0;
    default:
        return n >= 2;
    }
}

/* Ballots of V: yes so far, and those still open. */
typedef struct ballots {
    int yes, open;
} ballots;

/* V as its rule and its ballots leave it: 0, 1, or the variable. */
static int v_value(const small *s, ballots b, const int *x)
{
    int bound = !s->arm || holds(s->arm, x) ? 3 : 5;
    return b.yes >= bound ? 1 : b.yes + b.open < bound ? 0 : x[V];
}

/* Of the outcome under x, with V forced to `forced` unless that is -1. */
static bool outcome_of(const small *s, ballots b, int forced, const int *x)
{
    int y[N_VARS];
    memcpy(y, x, sizeof y);
    y[V] = forced >= 0 ? forced : v_value(s, b, x);
    return holds(s->outcome, y);
}

static bool next(int *x, const bool *fixed)
{
    for (int v = 0; v < N_VARS; v++) {
        if (fixed[v])
            continue;
        if (++x[v] < sizes[v])
            return true;
        x[v] = 0;
    }
    return false;
}

/* Bit 0: false somewhere, bit 1: true somewhere, over all values of what is not
   fixed. */
static int range_of(const small *s, ballots b, int forced, const bool *fixed,
                    const int *values)
{
    int x[N_VARS], seen = 0;
    for (int v = 0; v < N_VARS; v++)
        x[v] = fixed[v] ? values[v] : 0;
    do
        seen |= outcome_of(s, b, forced, x) ? 2 : 1;
    while (seen != 3 && next(x, fixed));
    return seen;
}

static ballots ballots_now(const small *s)
{
    ballots b = {0, 5};
    if (s->voted)
        b = (ballots){s->p_yes + s->q_yes, 0};
    else if (s->has_p)
        b = (ballots){s->p_supposed_yes ? 3 : 0, 2};
    return b;
}

static bool v_is_settled(const small *s)
{
    return s->settled[V];
}

/* ---- sets of terms as text -------------------------------------------------------------- */

typedef struct listed {
    char *terms[4096];
    size_t n;
} listed;

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* Literals in the order of their names, as test_terms_at has them. */
static void list_term(listed *l, char (*literals)[32], size_t n)
{
    char *sorted[16], *text = calloc(1, 512);
    for (size_t i = 0; i < n; i++)
        sorted[i] = literals[i];
    qsort(sorted, n, sizeof *sorted, by_text);
    for (size_t i = 0; i < n; i++) {
        strcat(text, i ? " " : "");
        strcat(text, sorted[i]);
    }
    l->terms[l->n++] = text;
}

/* The text of all terms; frees them. */
static const char *listed_text(listed *l)
{
    static char text[1 << 16];
    qsort(l->terms, l->n, sizeof *l->terms, by_text);
    text[0] = '\0';
    for (size_t i = 0; i < l->n; i++) {
        strcat(text, i ? " | " : "");
        strcat(text, *l->terms[i] ? l->terms[i] : "[]");
        free(l->terms[i]);
    }
    l->n = 0;
    return text;
}

static void literal_of(int var, int value, char out[32])
{
    snprintf(out, 32, "%s=%s", names[var],
             var == C ? options[value] : value ? "true" : "false");
}

/* ---- status ------------------------------------------------------------------------------- */

/* A partial valuation of the open variables: -1 for what is left open. */
static bool decides(const small *s, const bool *open, const int *partial,
                    int wanted)
{
    bool fixed[N_VARS];
    int values[N_VARS];
    for (int v = 0; v < N_VARS; v++) {
        fixed[v] = !open[v] || partial[v] >= 0;
        values[v] = !open[v] ? s->value[v] : partial[v];
    }
    int forced = v_is_settled(s) ? s->value[V] : -1;
    return range_of(s, ballots_now(s), forced, fixed, values) == wanted;
}

static bool is_minimal(const small *s, const bool *open, int *partial,
                       int wanted)
{
    for (int v = 0; v < N_VARS; v++) {
        int value = partial[v];
        if (!open[v] || value < 0)
            continue;
        partial[v] = -1;
        bool still = decides(s, open, partial, wanted);
        partial[v] = value;
        if (still)
            return false;
    }
    return true;
}

/* Dropping one literal at a time is enough: fewer literals leave more open. */
static const char *expected_terms(const small *s, int wanted)
{
    bool open[N_VARS];
    int partial[N_VARS];
    listed l = {.n = 0};
    for (int v = 0; v < N_VARS; v++) {
        open[v] = !s->settled[v];
        partial[v] = -1;
    }
    for (;;) {
        if (decides(s, open, partial, wanted) &&
            is_minimal(s, open, partial, wanted)) {
            char literals[N_VARS][32];
            size_t n = 0;
            for (int v = 0; v < N_VARS; v++)
                if (open[v] && partial[v] >= 0)
                    literal_of(v, partial[v], literals[n++]);
            list_term(&l, literals, n);
        }
        int v = 0;
        while (v < N_VARS && (!open[v] || ++partial[v] == sizes[v])) {
            partial[v] = -1;
            v++;
        }
        if (v == N_VARS)
            return listed_text(&l);
    }
}

static comitia_question question_of(const small *s, comitia_verb verb)
{
    static const char *const about[] = {"O"};
    static const char *const yes[] = {"P=yes"}, *const no[] = {"P=no"};
    return (comitia_question){.verb = verb,
                              .names = about,
                              .n_names = 1,
                              .suppose = s->p_supposed_yes ? yes : no,
                              .n_suppose = s->has_p ? 1 : 0};
}

static test_asked ask_small(const small *s, comitia_verb verb)
{
    test_asked asked = test_about(s->text, NULL);
    test_question_of(&asked, question_of(s, verb));
    const char *exit_text = test_at(&asked, "exit");
    if (atoi(exit_text) > 2)
        fail_msg("exit %s: %s\n%s", exit_text,
                 test_at(&asked, "diagnostics.0.message"), s->text);
    return asked;
}

static void compare(const small *s, const test_asked *asked, const char *path,
                    const char *want)
{
    const char *got = test_terms_at(asked, path);
    if (!got || strcmp(got, want) != 0)
        fail_msg("%s of\n%sis  %s\nnot %s", path, s->text, got ? got : "?",
                 want);
}

static void needed_and_stopped_are_all_minimal_valuations(cm_random *random)
{
    small *s = calloc(1, sizeof *s);
    random_small(random, s);
    test_asked asked = ask_small(s, COMITIA_STATUS);
    compare(s, &asked, "subjects.0.needed", expected_terms(s, 2));
    compare(s, &asked, "subjects.0.stopped", expected_terms(s, 1));
    test_asked_done(&asked);
    free(s);
}

/* ---- why ------------------------------------------------------------------------------------ */

/* Things: settled variables, the vote, the supposed ballots of P. */
enum { VOTE = N_VARS, BALLOTS, N_THINGS };

static bool mentions(const formula *f, int var)
{
    if (f->kind == ATOM)
        return f->var == var;
    for (int i = 0; i < 3 && f->parts[i]; i++)
        if (mentions(f->parts[i], var))
            return true;
    return false;
}

/* Facts count through the rule of V too. */
static bool is_reached(const small *s, int var)
{
    return mentions(s->outcome, var) ||
           (mentions(s->outcome, V) && s->arm && mentions(s->arm, var));
}

static unsigned things_of(const small *s)
{
    unsigned things = 0;
    for (int v = 0; v < N_VARS; v++)
        if (s->settled[v] && is_reached(s, v))
            things |= 1u << v;
    if (!is_reached(s, V) || s->settled[V])
        return things;
    if (s->voted)
        things |= 1u << VOTE;
    else if (s->has_p)
        things |= 1u << BALLOTS;
    return things;
}

static int range_kept(const small *s, unsigned kept)
{
    bool fixed[N_VARS];
    ballots b = {0, 5};
    for (int v = 0; v < N_VARS; v++)
        fixed[v] = kept >> v & 1;
    if (kept >> VOTE & 1)
        b = (ballots){s->p_yes + s->q_yes, 0};
    if (kept >> BALLOTS & 1)
        b = (ballots){s->p_supposed_yes ? 3 : 0, 2};
    int forced = kept >> V & 1 ? s->value[V] : -1;
    return range_of(s, b, forced, fixed, s->value);
}

/* What the vote gives under every valuation of the open facts; -1: it depends. */
static int vote_result(const small *s)
{
    bool fixed[N_VARS];
    int x[N_VARS], seen = 0;
    for (int v = 0; v < N_VARS; v++) {
        fixed[v] = s->settled[v] || v > C;
        x[v] = s->settled[v] ? s->value[v] : 0;
    }
    do
        seen |= v_value(s, ballots_now(s), x) ? 2 : 1;
    while (next(x, fixed));
    return seen == 3 ? -1 : seen == 2;
}

static void thing_literal(const small *s, int thing, char out[32])
{
    int result = thing == VOTE ? vote_result(s) : 0;
    if (thing == VOTE)
        snprintf(out, 32, "V=%s",
                 result < 0 ? "null" : result ? "passed" : "rejected");
    else if (thing == BALLOTS)
        snprintf(out, 32, "P=%s", s->p_supposed_yes ? "yes" : "no");
    else
        literal_of(thing, s->value[thing], out);
}

static const char *expected_reasons(const small *s)
{
    unsigned things = things_of(s);
    int now = range_kept(s, things);
    listed l = {.n = 0};
    if (now == 3)
        return listed_text(&l);
    for (unsigned kept = 0; kept < 1u << N_THINGS; kept++) {
        bool minimal = (kept & ~things) == 0 && range_kept(s, kept) == now;
        for (int t = 0; t < N_THINGS && minimal; t++)
            if (kept >> t & 1)
                minimal = range_kept(s, kept & ~(1u << t)) != now;
        if (!minimal)
            continue;
        char literals[N_THINGS][32];
        size_t n = 0;
        for (int t = 0; t < N_THINGS; t++)
            if (kept >> t & 1)
                thing_literal(s, t, literals[n++]);
        list_term(&l, literals, n);
    }
    return listed_text(&l);
}

static void reasons_are_all_minimal_sets_of_things(cm_random *random)
{
    small *s = calloc(1, sizeof *s);
    random_small(random, s);
    test_asked asked = ask_small(s, COMITIA_WHY);
    compare(s, &asked, "reasons", expected_reasons(s));
    test_asked_done(&asked);
    free(s);
}

/* ---- how ------------------------------------------------------------------------------------ */

/* Acts in the order A0, A1, A2, V; 0: as it is, 1: fails, 2: passes. */
enum { N_ACTS = 4 };

static bool reaches_target(const small *s, const int *assigned, bool target)
{
    bool fixed[N_VARS];
    int x[N_VARS];
    for (int v = 0; v < N_VARS; v++) {
        fixed[v] = s->settled[v] || v > C;
        x[v] = s->settled[v] ? s->value[v] : 0;
    }
    do {
        int y[N_VARS];
        memcpy(y, x, sizeof y);
        if (!v_is_settled(s)) {
            y[V] = 0;
            y[V] = v_value(s, ballots_now(s), y);
        }
        for (int a = 0; a < N_ACTS; a++)
            if (assigned[a])
                y[A0 + a] = assigned[a] - 1;
        if (holds(s->outcome, y) != target)
            return false;
    } while (next(x, fixed));
    return true;
}

/* V can pass under every valuation of the open facts. */
static bool v_can_pass(const small *s)
{
    bool fixed[N_VARS];
    int x[N_VARS];
    for (int v = 0; v < N_VARS; v++) {
        fixed[v] = s->settled[v] || v > C;
        x[v] = s->settled[v] ? s->value[v] : 0;
    }
    x[V] = 1;
    do
        if (!v_value(s, ballots_now(s), x))
            return false;
    while (next(x, fixed));
    return true;
}

static bool may_assign(const small *s, int act, int value)
{
    int var = A0 + act;
    if (value == 0)
        return true;
    if (s->settled[var])
        return value - 1 != s->value[var];
    if (var != V)
        return value == 2;
    return s->voted || (value == 2 && v_can_pass(s));
}

static bool allowed(const small *s, const int *assigned)
{
    for (int a = 0; a < N_ACTS; a++)
        if (!may_assign(s, a, assigned[a]))
            return false;
    return true;
}

/* A part of the assignments reaches the target already. */
static bool a_part_suffices(const small *s, const int *assigned, bool target)
{
    unsigned all = 0;
    for (int a = 0; a < N_ACTS; a++)
        all |= assigned[a] ? 1u << a : 0;
    for (unsigned part = 0; part < all; part++) {
        int fewer[N_ACTS];
        if (part & ~all)
            continue;
        for (int a = 0; a < N_ACTS; a++)
            fewer[a] = part >> a & 1 ? assigned[a] : 0;
        if (reaches_target(s, fewer, target))
            return true;
    }
    return false;
}

static const char *expected_changes(const small *s)
{
    listed l = {.n = 0};
    bool fixed[N_VARS];
    for (int v = 0; v < N_VARS; v++)
        fixed[v] = s->settled[v];
    int now = range_of(s, ballots_now(s), v_is_settled(s) ? s->value[V] : -1,
                       fixed, s->value);
    bool target = now != 2;
    for (int code = 0; code < 81; code++) {
        int assigned[N_ACTS], rest = code;
        for (int a = 0; a < N_ACTS; a++, rest /= 3)
            assigned[a] = rest % 3;
        if (!allowed(s, assigned) || !reaches_target(s, assigned, target) ||
            a_part_suffices(s, assigned, target))
            continue;
        char literals[N_ACTS][32];
        size_t n = 0;
        for (int a = 0; a < N_ACTS; a++)
            if (assigned[a])
                literal_of(A0 + a, assigned[a] - 1, literals[n++]);
        list_term(&l, literals, n);
    }
    return listed_text(&l);
}

static void changes_are_all_minimal_sets_of_assignments(cm_random *random)
{
    small *s = calloc(1, sizeof *s);
    random_small(random, s);
    test_asked asked = ask_small(s, COMITIA_HOW);
    compare(s, &asked, "changes", expected_changes(s));
    test_asked_done(&asked);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("needed and stopped are all minimal valuations",
                      needed_and_stopped_are_all_minimal_valuations, 400),
        TEST_PROPERTY("reasons are all minimal sets of settled things",
                      reasons_are_all_minimal_sets_of_things, 400),
        TEST_PROPERTY("changes are all minimal sets of assignments",
                      changes_are_all_minimal_sets_of_assignments, 400),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
