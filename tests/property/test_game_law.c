/* can, who and power about small random laws, asked through the public
 * interface, against everything tried by hand: ballots are cast, rules are
 * counted, coalitions are gone through one by one. */
#include "comitia/comitia.h"
#include "support/oracle.h"
#include "support/test_ctx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ENTRIES = 3, MOST_PLAYERS = 7, MOST_TEXT = 4096 };
enum { YES, NO, ABSTAIN, ABSENT };

typedef enum base { MEMBERS, PRESENT, CAST, MEASURE, MEASURE_CAST } base;
typedef enum compare { AT_LEAST, MORE_THAN, AT_MOST, FEWER_THAN } compare;

typedef enum counted { COUNT_YES, AGAINST, ABSTAINING, NOT_AGAINST } counted;

typedef struct quota {
    compare compare;
    base base;
    unsigned num, den; /* of the share */
    counted counted;
    int in;            /* an entry, or -1 */
} quota;

typedef enum extra { NOTHING, NO_VETO, CONSENT, OUTSIDE_CONSENT } extra;

/* One or two quotas, and somebody's veto or consent. */
typedef struct rule {
    quota first, second;
    bool has_second, with_and;
    extra extra;
    int entry; /* of the veto or consent */
} rule;

typedef enum shape { ACT, ACT_AND, ACT_OR, ACT_UNLESS, NOT_ACT, N_SHAPES } shape;

typedef struct law {
    unsigned n_entries;
    unsigned seats[MOST_ENTRIES], weight[MOST_ENTRIES];
    bool is_free[MOST_ENTRIES];
    bool measures; /* members with weights; else parties */
    rule rule[2];
    bool conditional; /* rule[0] if Fact otherwise rule[1] */
    bool quorum;      /* more than half of members */
    bool any_direction; /* quotas may be backward, or count abstentions */
    shape shape;
    comitia_participation otherwise;
    char text[MOST_TEXT];
    /* players: entries or their seats, and the actor last */
    unsigned n_players, entry_of[MOST_PLAYERS], seats_of[MOST_PLAYERS];
    bool has_actor;
} law;

/* ---- drawing a law --------------------------------------------------------------- */

static quota draw_quota(law *w, cm_random *random)
{
    static const unsigned shares[][2] = {{1, 2}, {2, 3}, {1, 3}, {3, 5}, {1, 1}};
    const unsigned *share = shares[cm_random_below(random, 5)];
    quota q = {.compare = (compare)cm_random_below(random, 2),
               .base = (base)cm_random_below(random, w->measures ? 5 : 3),
               .num = share[0],
               .den = share[1],
               .in = -1};
    if (cm_random_chance(random, 1, 5)) { /* still forward */
        q.compare = AT_MOST + (compare)cm_random_below(random, 2);
        q.counted = AGAINST;
    }
    if (w->any_direction) {
        q.compare = (compare)cm_random_below(random, 4);
        q.counted = (counted)cm_random_below(random, 4);
    }
    if (q.base < MEASURE && cm_random_chance(random, 1, 5))
        q.in = (int)cm_random_below(random, w->n_entries);
    return q;
}

static rule draw_rule(law *w, cm_random *random)
{
    rule r = {.first = draw_quota(w, random),
              .second = draw_quota(w, random),
              .has_second = cm_random_chance(random, 1, 3),
              .with_and = cm_random_chance(random, 1, 2),
              .entry = (int)cm_random_below(random, w->n_entries)};
    if (cm_random_chance(random, 1, 3))
        r.extra = (extra)(1 + cm_random_below(random, 3));
    return r;
}

static const char *const base_words[] = {"members", "present", "votes cast",
                                         "w", "w cast"};

static int write_quota(char *to, size_t n, const quota *q)
{
    static const char *const compares[] = {"at least", "more than", "at most",
                                           "fewer than"};
    static const char *const directions[] = {"", " against", " abstaining",
                                             " not against"};
    char in[16] = "";
    if (q->in >= 0)
        snprintf(in, sizeof in, " in E%d", q->in);
    return snprintf(to, n, "%s %u/%u of %s%s%s", compares[q->compare], q->num,
                    q->den, base_words[q->base], in,
                    directions[q->counted]);
}

static int write_rule(char *to, size_t n, const rule *r)
{
    int at = snprintf(to, n, "(");
    at += write_quota(to + at, n - (size_t)at, &r->first);
    if (r->has_second) {
        at += snprintf(to + at, n - (size_t)at, r->with_and ? " and " : " or ");
        at += write_quota(to + at, n - (size_t)at, &r->second);
    }
    at += snprintf(to + at, n - (size_t)at, ")");
    if (r->extra == NO_VETO)
        at += snprintf(to + at, n - (size_t)at, " and no veto by E%d", r->entry);
    if (r->extra == CONSENT)
        at += snprintf(to + at, n - (size_t)at, " and consent of E%d", r->entry);
    if (r->extra == OUTSIDE_CONSENT)
        at += snprintf(to + at, n - (size_t)at, " and consent of X");
    return at;
}

static void write_law(law *w)
{
    static const char *const shapes[] = {"A", "A and B", "A or B",
                                         "A unless B", "not A"};
    char *to = w->text;
    size_t n = sizeof w->text;
    int at = snprintf(to, n, "body Body\n");
    for (unsigned e = 0; e < w->n_entries; e++)
        at += w->measures
                  ? snprintf(to + at, n - (size_t)at, "  member E%u with w %u\n",
                             e, w->weight[e])
                  : snprintf(to + at, n - (size_t)at, "  party E%u %u%s\n", e,
                             w->seats[e], w->is_free[e] ? " free" : "");
    at += snprintf(to + at, n - (size_t)at,
                   "actor X\nfact F\nact B by X\nact A by Body needs ");
    at += write_rule(to + at, n - (size_t)at, &w->rule[0]);
    if (w->conditional) {
        at += snprintf(to + at, n - (size_t)at, " if F otherwise ");
        at += write_rule(to + at, n - (size_t)at, &w->rule[1]);
    }
    if (w->quorum)
        at += snprintf(to + at, n - (size_t)at,
                       "\n  quorum more than half of members");
    snprintf(to + at, n - (size_t)at, "\noutcome O when %s\n",
             shapes[w->shape]);
}

static void draw_players(law *w)
{
    for (unsigned e = 0; e < w->n_entries; e++)
        for (unsigned s = 0; s < (w->is_free[e] ? w->seats[e] : 1); s++) {
            w->entry_of[w->n_players] = e;
            w->seats_of[w->n_players++] = w->is_free[e] ? 1 : w->seats[e];
        }
    w->has_actor = w->shape == ACT_AND || w->shape == ACT_OR ||
                   w->shape == ACT_UNLESS;
    for (unsigned k = 0; k < (w->conditional ? 2u : 1u); k++)
        w->has_actor |= w->rule[k].extra == OUTSIDE_CONSENT;
    w->n_players += w->has_actor;
}

static void draw_law(law *w, cm_random *random, comitia_participation otherwise)
{
    *w = (law){.n_entries = 1 + (unsigned)cm_random_below(random, MOST_ENTRIES),
               .measures = cm_random_chance(random, 1, 3),
               .conditional = cm_random_chance(random, 1, 3),
               .quorum = cm_random_chance(random, 1, 3),
               .shape = (shape)cm_random_below(random, N_SHAPES),
               .any_direction = cm_random_chance(random, 1, 4),
               .otherwise = otherwise};
    for (unsigned e = 0; e < w->n_entries; e++) {
        w->seats[e] = w->measures ? 1 : 1 + (unsigned)cm_random_below(random, 2);
        w->weight[e] = (unsigned)cm_random_below(random, 5);
        w->is_free[e] = !w->measures && cm_random_chance(random, 1, 2);
    }
    w->rule[0] = draw_rule(w, random);
    w->rule[1] = draw_rule(w, random);
    write_law(w);
    draw_players(w);
}

/* ---- counting ballots ---------------------------------------------------------------- */

/* One ballot each in act A; the actor's ballot in B separately. */
typedef struct ballots {
    unsigned in_a[MOST_PLAYERS], in_b;
} ballots;

static unsigned unit(const law *w, const quota *q, unsigned player)
{
    unsigned entry = w->entry_of[player];
    if (q->in >= 0 && (unsigned)q->in != entry)
        return 0;
    return q->base >= MEASURE ? w->weight[entry] : w->seats_of[player];
}

static bool is_counted(const quota *q, unsigned how)
{
    switch (q->counted) {
    case AGAINST:
        return how == NO;
    case ABSTAINING:
        return how == ABSTAIN;
    case NOT_AGAINST:
        return how == YES || how == ABSTAIN;
    case COUNT_YES:
        break;
    }
    return how == YES;
}

static bool quota_holds(const law *w, const quota *q, const ballots *b)
{
    unsigned whole = 0, number = 0, n = w->n_players - w->has_actor;
    for (unsigned p = 0; p < n; p++) {
        unsigned how = b->in_a[p], much = unit(w, q, p);
        bool in_base = q->base == MEMBERS || q->base == MEASURE ||
                       (q->base == PRESENT && how != ABSENT) ||
                       how == YES || how == NO;
        whole += in_base ? much : 0;
        number += is_counted(q, how) ? much : 0;
    }
    unsigned left = number * q->den, right = whole * q->num;
    switch (q->compare) {
    case AT_LEAST:
        return whole > 0 && left >= right;
    case MORE_THAN:
        return whole > 0 && left > right;
    case AT_MOST:
        return whole == 0 || left <= right;
    case FEWER_THAN:
        return whole == 0 || left < right;
    }
    return false;
}

static bool rule_holds(const law *w, const rule *r, const ballots *b)
{
    bool holds = quota_holds(w, &r->first, b);
    if (r->has_second) {
        bool other = quota_holds(w, &r->second, b);
        holds = r->with_and ? holds && other : holds || other;
    }
    for (unsigned p = 0; p < w->n_players - w->has_actor; p++) {
        if ((int)w->entry_of[p] != r->entry)
            continue;
        if (r->extra == NO_VETO)
            holds &= b->in_a[p] != NO;
        if (r->extra == CONSENT)
            holds &= b->in_a[p] == YES;
    }
    if (r->extra == OUTSIDE_CONSENT)
        holds &= b->in_a[w->n_players - 1] == YES;
    return holds;
}

static bool passes(const law *w, const rule *r, const ballots *b)
{
    unsigned present = 0, members = 0;
    for (unsigned p = 0; p < w->n_players - w->has_actor; p++) {
        members += w->seats_of[p];
        present += b->in_a[p] != ABSENT ? w->seats_of[p] : 0;
    }
    return rule_holds(w, r, b) && (!w->quorum || 2 * present > members);
}

static bool outcome(const law *w, bool a, bool b)
{
    switch (w->shape) {
    case ACT:
        return a;
    case ACT_AND:
        return a && b;
    case ACT_OR:
        return a || b;
    case ACT_UNLESS:
        return a && !b;
    case NOT_ACT:
    case N_SHAPES:
        break;
    }
    return !a;
}

static bool holds(const law *w, const rule *r, const ballots *b)
{
    return outcome(w, passes(w, r, b), b->in_b == YES);
}

/* Ballots of A alone decide whether it can pass and fail at all; if not, it is
   settled, and only B is at stake. */
static bool can_end(const law *w, const rule *r, bool pass)
{
    unsigned n = w->n_players;
    for (uint32_t code = 0; code < UINT32_C(1) << 2 * n; code++) {
        ballots b = {.in_b = NO};
        for (unsigned p = 0; p < n; p++)
            b.in_a[p] = code >> 2 * p & 3;
        if (passes(w, r, &b) == pass)
            return true;
    }
    return false;
}

/* ---- direction: 1 forward, -1 backward, 0 mixed ----------------------------------- */

static int quota_direction(const quota *q)
{
    bool up = q->compare == AT_LEAST || q->compare == MORE_THAN;
    if (q->counted == ABSTAINING ||
        (q->counted == NOT_AGAINST &&
         (q->base == CAST || q->base == MEASURE_CAST)))
        return 0;
    return up == (q->counted != AGAINST) ? 1 : -1;
}

static int direction(const rule *r)
{
    int all = quota_direction(&r->first);
    if (r->has_second && quota_direction(&r->second) != all)
        all = 0;
    return r->extra != NOTHING && all < 0 ? 0 : all;
}

static bool is_mixed(const law *w)
{
    return direction(&w->rule[0]) == 0 ||
           (w->conditional && direction(&w->rule[1]) == 0);
}

/* ---- what coalitions do --------------------------------------------------------------- */

static bool forces_in_profile(const law *w, const rule *r, uint32_t set)
{
    bool helps = (w->shape != NOT_ACT) == (direction(r) > 0), b_helps = w->shape != ACT_UNLESS;
    unsigned other = w->otherwise == COMITIA_ABSENT ? ABSENT : NO;
    ballots b = {.in_b = NO};
    for (unsigned p = 0; p < w->n_players; p++) {
        bool in = set >> p & 1;
        unsigned opposite = helps ? other : other == ABSENT ? ABSENT : YES;
        b.in_a[p] = in ? (helps ? YES : NO) : opposite;
    }
    bool actor_in = w->has_actor && set >> (w->n_players - 1) & 1;
    b.in_b = actor_in == b_helps ? YES : NO;
    if (w->otherwise == COMITIA_ABSENT && !actor_in)
        b.in_b = ABSENT;
    return holds(w, r, &b);
}

/* Fills in the ballots of one side from a code of two bits a ballot. */
static void cast(const law *w, uint32_t set, bool inside, uint32_t code,
                 ballots *b)
{
    for (unsigned p = 0; p < w->n_players; p++)
        if ((set >> p & 1) == inside) {
            b->in_a[p] = code & 3;
            code >>= 2;
        }
    if (w->has_actor && (set >> (w->n_players - 1) & 1) == inside)
        b->in_b = code & 3;
}

static uint32_t codes(const law *w, uint32_t set, bool inside)
{
    unsigned n = 0;
    for (unsigned p = 0; p < w->n_players; p++)
        n += (set >> p & 1) == inside;
    n += w->has_actor && (set >> (w->n_players - 1) & 1) == inside;
    return UINT32_C(1) << 2 * n;
}

static bool forces_at_worst(const law *w, const rule *r, uint32_t set,
                            bool value)
{
    for (uint32_t own = 0; own < codes(w, set, true); own++) {
        ballots b = {.in_b = NO};
        bool all = true;
        cast(w, set, true, own, &b);
        for (uint32_t theirs = 0; all && theirs < codes(w, set, false);
             theirs++) {
            cast(w, set, false, theirs, &b);
            all = holds(w, r, &b) == value;
        }
        if (all)
            return true;
    }
    return false;
}

static void play(const law *w, const rule *r, oracle_game *force,
                 oracle_game *block)
{
    uint32_t all = (UINT32_C(1) << w->n_players) - 1;
    force->n = block->n = w->n_players;
    for (uint32_t set = 0; set <= all; set++) {
        bool worst = w->otherwise == COMITIA_WORST;
        force->wins[set] = worst ? forces_at_worst(w, r, set, true)
                                 : forces_in_profile(w, r, set);
        block->wins[set] = worst ? forces_at_worst(w, r, set, false)
                                 : !forces_in_profile(w, r, all & ~set);
    }
}

/* ---- asking ------------------------------------------------------------------------------- */

typedef struct asked {
    comitia_ctx *ctx;
    comitia_model *model;
    comitia_answer *answer;
    const comitia_value *value;
} asked;

static void ask(asked *a, const law *w, const comitia_question *question)
{
    expect_ok(comitia_ctx_new(NULL, &a->ctx));
    expect_ok(comitia_model_parse(a->ctx, "law", w->text, strlen(w->text), NULL,
                                  &a->model));
    if (comitia_model_has_errors(a->model))
        printf("# %s\n", w->text);
    expect_true(!comitia_model_has_errors(a->model));
    expect_ok(comitia_ask(a->ctx, a->model, question, NULL, &a->answer));
    a->value = comitia_answer_value(a->answer);
}

static void end(asked *a)
{
    comitia_answer_free(a->answer);
    comitia_model_free(a->model);
    comitia_ctx_free(a->ctx);
}

static comitia_question about(const law *w, comitia_verb verb)
{
    static const char *const name[] = {"O"};
    return (comitia_question){.verb = verb,
                              .names = name,
                              .n_names = 1,
                              .otherwise = w->otherwise};
}

/* The rule of a case: [] has the first, F = false the second. */
static const rule *rule_of(const law *w, const comitia_value *one)
{
    const comitia_value *when = comitia_value_get(one, "when");
    if (comitia_value_count(when) == 0)
        return &w->rule[0];
    const comitia_value *value =
        comitia_value_get(comitia_value_at(when, 0), "value");
    return &w->rule[comitia_value_bool(value) ? 0 : 1];
}

/* Both rules are the same question if no case says otherwise. */
static bool is_settled(const law *w, const rule *r)
{
    return !can_end(w, r, true) || !can_end(w, r, false);
}

static void say(const law *w)
{
    printf("# otherwise %d\n", (int)w->otherwise);
    for (const char *at = w->text; *at;) {
        const char *line = strchr(at, '\n');
        printf("# %.*s\n", (int)(line - at), at);
        at = line + 1;
    }
}

static void check(const law *w, bool holds_)
{
    if (!holds_)
        say(w);
    expect_true(holds_);
}

/* Whether the answer is a refusal, as it must be where a rule is mixed and,
   under `absent`, where an act with a quorum hinders. */
static bool refused(const law *w, const asked *a)
{
    const char *answer =
        comitia_value_string(comitia_value_get(a->value, "answer"));
    bool ill = answer && strcmp(answer, "ill-posed") == 0;
    check(w, ill == (w->otherwise != COMITIA_WORST &&
                     (is_mixed(w) || (w->otherwise == COMITIA_ABSENT &&
                                      w->quorum && w->shape == NOT_ACT))));
    return ill;
}

/* ---- can ------------------------------------------------------------------------------------ */

static uint32_t players_named(const law *w, const char *name)
{
    uint32_t set = 0;
    for (unsigned p = 0; p < w->n_players; p++) {
        char own[8] = "X";
        if (!w->has_actor || p + 1 < w->n_players)
            snprintf(own, sizeof own, "E%u", w->entry_of[p]);
        if (strcmp(own, name) == 0)
            set |= UINT32_C(1) << p;
    }
    return set;
}

static void can_is_right(law *w, cm_random *random)
{
    static const char *const names[] = {"E0", "E1", "E2", "X"};
    const char *who[4];
    oracle_game force, block;
    comitia_question q = about(w, COMITIA_CAN);
    uint32_t set = 0;
    asked a;
    for (unsigned i = 0; i < 4; i++)
        if ((i < w->n_entries || i == 3) && cm_random_chance(random, 1, 2)) {
            who[q.n_who++] = names[i];
            set |= players_named(w, names[i]);
        }
    if (q.n_who == 0)
        return;
    q.who = who;
    q.block = cm_random_chance(random, 1, 2);
    ask(&a, w, &q);
    const comitia_value *cases = comitia_value_get(a.value, "cases");
    for (size_t i = 0; !refused(w, &a) && i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        play(w, rule_of(w, one), &force, &block);
        bool want = (q.block ? block : force).wins[set];
        check(w, comitia_value_bool(comitia_value_get(one, "value")) == want);
    }
    end(&a);
}

/* ---- who ------------------------------------------------------------------------------------- */

/* A coalition of names as a set of players, freed seats from the first on. */
static uint32_t set_of(const law *w, const comitia_value *coalition)
{
    uint32_t set = 0;
    for (size_t i = 0; i < comitia_value_count(coalition); i++) {
        const char *name =
            comitia_value_string(comitia_value_at(coalition, i));
        unsigned k = 0;
        char party[8];
        if (sscanf(name, "%u of %7s", &k, party) == 2) {
            uint32_t seats = players_named(w, party);
            for (unsigned p = 0; p < w->n_players && k; p++)
                if (seats >> p & 1) {
                    set |= UINT32_C(1) << p;
                    k--;
                }
        } else {
            set |= players_named(w, name);
        }
    }
    return set;
}

/* Of sets that differ only in which seats of a freed party are in, the one with
   the first seats stands for all. */
static bool stands_first(const law *w, uint32_t set)
{
    for (unsigned p = 1; p < w->n_players - w->has_actor; p++)
        if (w->entry_of[p] == w->entry_of[p - 1] && set >> p & 1 &&
            !(set >> (p - 1) & 1))
            return false;
    return true;
}

static void check_list(const law *w, const comitia_value *list,
                       const char *total, const oracle_game *game)
{
    uint32_t all = (UINT32_C(1) << game->n) - 1;
    size_t items = 0;
    uint64_t n = 0;
    for (uint32_t set = 0; set <= all; set++)
        if (oracle_minimal_winning(game, set)) {
            n++;
            items += stands_first(w, set);
        }
    check(w, comitia_value_count(list) == items);
    check(w, total && strtoull(total, NULL, 10) == n);
    for (size_t i = 0; i < comitia_value_count(list); i++)
        check(w, oracle_minimal_winning(
                     game, set_of(w, comitia_value_at(list, i))));
}

static void who_is_right(law *w, cm_random *random)
{
    oracle_game force, block, always_force, always_block;
    comitia_question q = about(w, COMITIA_WHO);
    asked a;
    (void)random;
    ask(&a, w, &q);
    bool ill = refused(w, &a);
    const comitia_value *cases = comitia_value_get(a.value, "cases");
    for (size_t i = 0; !ill && i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        play(w, rule_of(w, one), &force, &block);
        check_list(w, comitia_value_get(one, "force"),
                   comitia_value_string(comitia_value_get(one, "force_total")),
                   &force);
        check_list(w, comitia_value_get(one, "block"),
                   comitia_value_string(comitia_value_get(one, "block_total")),
                   &block);
        if (i == 0) {
            always_force = force;
            always_block = block;
        }
        for (uint32_t set = 0; set < UINT32_C(1) << force.n; set++) {
            always_force.wins[set] &= force.wins[set];
            always_block.wins[set] &= block.wins[set];
        }
    }
    const comitia_value *always = comitia_value_get(a.value, "always");
    const char *const keys[] = {"force", "block"};
    for (unsigned k = 0; !ill && k < 2; k++) {
        const comitia_value *list = comitia_value_get(always, keys[k]);
        const oracle_game *game = k ? &always_block : &always_force;
        size_t items = 0;
        for (uint32_t set = 0; set < UINT32_C(1) << game->n; set++)
            items += oracle_minimal_winning(game, set) && stands_first(w, set);
        check(w, comitia_value_count(list) == items);
    }
    end(&a);
}

/* ---- power -------------------------------------------------------------------------------------- */

static void check_number(const law *w, const comitia_value *row,
                         const char *key, mpq_srcptr want, bool defined)
{
    const char *text = comitia_value_string(comitia_value_get(row, key));
    mpq_t got;
    check(w, (text != NULL) == defined);
    if (!text)
        return;
    mpq_init(got);
    check(w, mpq_set_str(got, text, 10) == 0 && mpq_equal(got, want));
    mpq_clear(got);
}

static void check_row(const law *w, const comitia_value *row, unsigned p,
                      const oracle_power *power, const oracle_game *force,
                      const oracle_game *block)
{
    uint32_t alone = UINT32_C(1) << p;
    mpq_t swings, sum;
    mpq_inits(swings, sum, NULL);
    mpq_set_ui(swings, (unsigned long)power->swings[p], 1);
    check_number(w, row, "swings", swings, true);
    for (unsigned i = 0; i < power->n; i++)
        mpz_add_ui(mpq_numref(sum), mpq_numref(sum),
                   (unsigned long)power->swings[i]);
    if (mpq_sgn(sum))
        mpq_div(swings, swings, sum);
    check_number(w, row, "banzhaf", swings, mpq_sgn(sum) != 0);
    mpq_clears(swings, sum, NULL);
    check_number(w, row, "shapley", power->shapley[p], true);
    check_number(w, row, "deegan_packel", power->deegan_packel[p],
                 power->has_minimal);
    check_number(w, row, "holler", power->holler[p], power->has_minimal);
    check_number(w, row, "johnston", power->johnston[p], power->has_johnston);
    check(w, comitia_value_bool(comitia_value_get(row, "dummy")) ==
                 (power->swings[p] == 0));
    check(w, comitia_value_bool(comitia_value_get(row, "veto")) ==
                 block->wins[alone]);
    check(w, comitia_value_bool(comitia_value_get(row, "dictator")) ==
                 (block->wins[alone] && force->wins[alone]));
}

static uint64_t count_minimal(const oracle_game *game)
{
    uint64_t n = 0;
    for (uint32_t set = 0; set < UINT32_C(1) << game->n; set++)
        n += oracle_minimal_winning(game, set);
    return n;
}

/* Players that do not matter in this case are left out of the answer, and of
   the game here too. */
static oracle_game without(const oracle_game *game, uint32_t out)
{
    oracle_game less = {0};
    uint32_t place[MOST_PLAYERS];
    for (unsigned p = 0; p < game->n; p++)
        if (!(out >> p & 1))
            place[less.n++] = p;
    for (uint32_t set = 0; set < UINT32_C(1) << less.n; set++) {
        uint32_t full = 0;
        for (unsigned i = 0; i < less.n; i++)
            full |= (set >> i & 1) << place[i];
        less.wins[set] = game->wins[full];
    }
    return less;
}

static void check_power(const law *w, const comitia_value *one,
                        const oracle_game *all_force,
                        const oracle_game *all_block)
{
    const comitia_value *rows = comitia_value_get(one, "indices");
    uint32_t out = (UINT32_C(1) << w->n_players) - 1;
    for (size_t i = 0; i < comitia_value_count(rows); i++)
        out &= ~players_named(
            w, comitia_value_string(comitia_value_get(
                   comitia_value_at(rows, i), "player")));
    oracle_game force = without(all_force, out), block = without(all_block, out);
    oracle_power power;
    oracle_power_of(&force, &power);
    check(w, comitia_value_number(comitia_value_get(one, "players")) ==
                 (int64_t)force.n);
    const char *texts[] = {
        comitia_value_string(comitia_value_get(one, "winning")),
        comitia_value_string(comitia_value_get(one, "minimal_winning")),
        comitia_value_string(comitia_value_get(one, "minimal_blocking"))};
    check(w, texts[0] && strtoull(texts[0], NULL, 10) == power.winning);
    check(w, texts[1] && strtoull(texts[1], NULL, 10) == power.minimal_winning);
    check(w, texts[2] && strtoull(texts[2], NULL, 10) == count_minimal(&block));
    unsigned p = 0;
    for (size_t i = 0; i < comitia_value_count(rows); i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        int64_t n = comitia_value_number(comitia_value_get(row, "count"));
        /* rows come in the order of entries, the actor where it is first met */
        const char *name =
            comitia_value_string(comitia_value_get(row, "player"));
        uint32_t set = players_named(w, name) & ~out;
        for (p = 0; !(set >> p & 1); p++)
            ;
        unsigned place = 0;
        for (unsigned k = 0; k < p; k++)
            place += !(out >> k & 1);
        for (int64_t k = 0; k < n; k++)
            check_row(w, row, place + (unsigned)k, &power, &force, &block);
    }
    oracle_power_clear(&power);
}

static void power_is_right(law *w, cm_random *random)
{
    oracle_game force, block;
    comitia_question q = about(w, COMITIA_POWER);
    asked a;
    (void)random;
    ask(&a, w, &q);
    const comitia_value *cases = comitia_value_get(a.value, "cases");
    for (size_t i = 0; !refused(w, &a) && i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        play(w, rule_of(w, one), &force, &block);
        check_power(w, one, &force, &block);
    }
    end(&a);
}

/* ---- the properties -------------------------------------------------------------------------------- */

/* Acts that can end in one way only change who plays; they have tests of their
   own. */
static bool is_plain(const law *w)
{
    return !is_settled(w, &w->rule[0]) &&
           (!w->conditional || !is_settled(w, &w->rule[1]));
}

typedef void question_is_right(law *w, cm_random *random);

static void try_laws(cm_random *random, question_is_right *question)
{
    comitia_participation otherwise =
        (comitia_participation)cm_random_below(random, 3);
    law w;
    draw_law(&w, random, otherwise);
    if (is_plain(&w) && (otherwise != COMITIA_WORST || w.n_players <= 4))
        question(&w, random);
}

static void can_law(cm_random *random)
{
    try_laws(random, can_is_right);
}

static void who_law(cm_random *random)
{
    try_laws(random, who_is_right);
}

static void power_law(cm_random *random)
{
    try_laws(random, power_is_right);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("can says what casting all ballots says", can_law, 400),
        TEST_PROPERTY("who lists what going through all coalitions lists",
                      who_law, 400),
        TEST_PROPERTY("power counts what going through all coalitions counts",
                      power_law, 400),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
