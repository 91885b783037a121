/* Deals, clashes, concessions, best totals and threats against trying every
 * set of statements under every valuation. */
#include "engine/talks/deal.h"
#include "engine/talks/threat.h"

#include "support/test_ctx.h"

enum {
    MOST_POINTS = 4,
    N_FACTS = 2, /* a fact and a choice with three options */
    N_ACTS = 1,  /* of one player */
    N_SIDES = 2,
    MOST_LINES = 10,
    MOST_PREFERS = 3,
    N_OPTIONS = 3
};

/* ---- random talks ------------------------------------------------------- */

typedef struct sample {
    cm_model model;
    cm_talks talks;
    cm_player player;
    cm_fact facts[N_FACTS];
    cm_option options[N_OPTIONS];
    cm_act act;
    cm_voter voter;
    cm_side sides[N_SIDES];
    cm_point points[MOST_POINTS];
    cm_line lines[MOST_LINES];
} sample;

static cm_cond *new_cond(cm_arena *arena, cm_cond_kind kind)
{
    cm_cond *cond = cm_new(arena, cm_cond);
    cond->kind = kind;
    return cond;
}

static const cm_cond *random_atom(cm_random *random, cm_arena *arena,
                                  uint32_t n_points)
{
    static const cm_cond_kind kinds[] = {CM_COND_FACT, CM_COND_OPTION,
                                         CM_COND_ACT};
    cm_cond *cond = new_cond(arena, CM_COND_POINT);
    if (cm_random_chance(random, 3, 4)) {
        cond->index = (uint32_t)cm_random_below(random, n_points);
        return cond;
    }
    cond->kind = kinds[cm_random_below(random, 3)];
    if (cond->kind == CM_COND_OPTION) {
        cond->index = 1;
        cond->option = (uint32_t)cm_random_below(random, N_OPTIONS);
    }
    return cond;
}

static const cm_cond *random_cond(cm_random *random, cm_arena *arena,
                                  uint32_t n_points, unsigned depth)
{
    static const cm_cond_kind kinds[] = {CM_COND_NOT, CM_COND_AND, CM_COND_OR,
                                         CM_COND_COUNT};
    if (depth == 0 || cm_random_chance(random, 1, 3))
        return random_atom(random, arena, n_points);
    cm_cond *cond = new_cond(arena, kinds[cm_random_below(random, 4)]);
    cond->n_children = cond->kind == CM_COND_NOT ? 1 : 2;
    cond->compare = (cm_compare)cm_random_below(random, 4);
    cond->k = cm_random_below(random, 3);
    const cm_cond **children =
        cm_new_n(arena, const cm_cond *, cond->n_children);
    for (uint32_t i = 0; i < cond->n_children; i++)
        children[i] = random_cond(random, arena, n_points, depth - 1);
    cond->children = children;
    return cond;
}

static const cm_cond *random_trigger(cm_random *random, cm_arena *arena,
                                     uint32_t n_points)
{
    const cm_cond *atom = random_atom(random, arena, n_points);
    if (cm_random_chance(random, 2, 3))
        return atom;
    cm_cond *cond = new_cond(arena, CM_COND_NOT);
    const cm_cond **children = cm_new_n(arena, const cm_cond *, 1);
    children[0] = atom;
    cond->children = children;
    cond->n_children = 1;
    return cond;
}

/* A preference over two atoms, so that some are usable. */
static const cm_cond *random_preference(cm_random *random, cm_arena *arena,
                                        const cm_cond *const *atoms,
                                        uint32_t n_points)
{
    static const cm_cond_kind kinds[] = {CM_COND_NOT, CM_COND_AND, CM_COND_OR,
                                         CM_COND_COUNT};
    const cm_cond *pick[2];
    for (int i = 0; i < 2; i++)
        pick[i] = cm_random_chance(random, 1, 8)
                      ? random_atom(random, arena, n_points)
                      : atoms[cm_random_below(random, 2)];
    if (cm_random_chance(random, 1, 2))
        return pick[0];
    cm_cond *cond = new_cond(arena, kinds[cm_random_below(random, 4)]);
    cond->n_children = cond->kind == CM_COND_NOT ? 1 : 2;
    cond->compare = (cm_compare)cm_random_below(random, 4);
    cond->k = cm_random_below(random, 3);
    const cm_cond **children = cm_new_n(arena, const cm_cond *, 2);
    children[0] = pick[0];
    children[1] = pick[1];
    cond->children = children;
    return cond;
}

static void random_statement(cm_random *random, cm_arena *arena, cm_line *line,
                             uint32_t n_points)
{
    if (cm_random_chance(random, 1, 3)) {
        line->is_before = true;
        line->first = (uint32_t)cm_random_below(random, n_points);
        line->second = (uint32_t)cm_random_below(random, n_points);
        return;
    }
    line->cond = random_cond(random, arena, n_points, 2);
    if (cm_random_chance(random, 1, 2))
        line->premise = random_cond(random, arena, n_points, 1);
}

static void random_worth(cm_random *random, cm_arena *arena, cm_line *line)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, (unsigned long)cm_random_below(random, 5), 2);
    mpq_canonicalize(q);
    if (cm_random_chance(random, 2, 3))
        line->worth = cm_number_keep(arena, q);
    mpq_clear(q);
}

static void random_line(cm_random *random, cm_arena *arena, sample *s,
                        cm_line_kind kind)
{
    uint32_t n_points = s->talks.n_points;
    cm_line *line = &s->lines[s->talks.n_lines++];
    *line = (cm_line){.kind = kind,
                      .side = (uint32_t)cm_random_below(random, N_SIDES)};
    if (kind == CM_LINE_GOAL) {
        line->cond = random_cond(random, arena, n_points, 1);
    } else if (kind == CM_LINE_WANTS) {
        line->cond = random_cond(random, arena, n_points, 1);
        random_worth(random, arena, line);
    } else {
        random_statement(random, arena, line, n_points);
    }
}

static void random_law(cm_random *random, sample *s)
{
    s->voter = (cm_voter){.entry = CM_NONE};
    s->act = (cm_act){.label = {.name = "Act"},
                      .body = CM_NONE,
                      .voters = &s->voter,
                      .n_voters = 1};
    s->facts[0].state = (cm_fact_state)cm_random_below(random, 3);
    s->facts[1].is_choice = true;
    s->facts[1].options = s->options;
    s->facts[1].n_options = N_OPTIONS;
    s->model = (cm_model){.players = &s->player,
                          .n_players = 1,
                          .facts = s->facts,
                          .n_facts = N_FACTS,
                          .acts = &s->act,
                          .n_acts = N_ACTS,
                          .talks = &s->talks,
                          .n_talks = 1};
}

static void new_sample(cm_random *random, sample *s)
{
    *s = (sample){.talks = {.label = {.name = "Talks"},
                            .sides = s->sides,
                            .n_sides = N_SIDES,
                            .points = s->points,
                            .lines = s->lines}};
    s->talks.n_points = (uint32_t)cm_random_in(random, 1, MOST_POINTS);
    random_law(random, s);
}

static void random_sample(cm_random *random, cm_arena *arena, sample *s)
{
    static const cm_line_kind kinds[] = {
        CM_LINE_GIVEN, CM_LINE_DEMANDS, CM_LINE_DEMANDS, CM_LINE_DEMANDS,
        CM_LINE_HOLDS, CM_LINE_HOLDS,   CM_LINE_WANTS,   CM_LINE_WANTS};
    new_sample(random, s);
    uint32_t n = (uint32_t)cm_random_in(random, 0, MOST_LINES - 2);
    for (uint32_t i = 0; i < n; i++)
        random_line(random, arena, s, kinds[cm_random_below(random, 8)]);
    random_line(random, arena, s, CM_LINE_GOAL);
    if (cm_random_chance(random, 1, 3))
        random_line(random, arena, s, CM_LINE_GOAL);
}

/* ---- the oracle --------------------------------------------------------- */

/* What is so: points as bits, the fact, the option, the act. */
typedef struct valuation {
    uint32_t points, fact, option, act;
} valuation;

static bool oracle_compares(cm_compare compare, uint64_t n, uint64_t k)
{
    return compare == CM_AT_LEAST    ? n >= k
           : compare == CM_MORE_THAN ? n > k
           : compare == CM_AT_MOST   ? n <= k
                                     : n < k;
}

static bool oracle_holds(const cm_cond *cond, const valuation *v)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < cond->n_children; i++)
        n += oracle_holds(cond->children[i], v);
    switch (cond->kind) {
    case CM_COND_POINT: return v->points >> cond->index & 1;
    case CM_COND_FACT: return v->fact;
    case CM_COND_OPTION: return v->option == cond->option;
    case CM_COND_ACT: return v->act;
    case CM_COND_NOT: return n == 0;
    case CM_COND_AND: return n == cond->n_children;
    case CM_COND_OR: return n > 0;
    default: return oracle_compares(cond->compare, n, cond->k);
    }
}

static bool oracle_true(const cm_line *line, const valuation *v)
{
    if (line->is_before)
        return !(v->points >> line->second & 1) ||
               (v->points >> line->first & 1);
    return (line->premise && !oracle_holds(line->premise, v)) ||
           oracle_holds(line->cond, v);
}

/* The kept orders among the points that happen can be laid out in time: one
   point after the other whose predecessors are all placed. */
static bool oracle_ordered(const sample *s, uint32_t kept, const valuation *v)
{
    uint32_t placed = 0;
    for (uint32_t round = 0; round <= s->talks.n_points; round++)
        for (uint32_t p = 0; p < s->talks.n_points; p++) {
            bool ready = v->points >> p & 1;
            for (uint32_t i = 0; i < s->talks.n_lines && ready; i++) {
                const cm_line *line = &s->lines[i];
                if (line->is_before && (kept >> i & 1) && line->second == p &&
                    (v->points >> line->first & 1) &&
                    !(placed >> line->first & 1))
                    ready = false;
            }
            if (ready)
                placed |= UINT32_C(1) << p;
        }
    return placed == v->points;
}

/* Every line of the set is true, and its orders can be laid out. */
static bool oracle_agrees(const sample *s, uint32_t set, const valuation *v)
{
    for (uint32_t i = 0; i < s->talks.n_lines; i++)
        if ((set >> i & 1) && !oracle_true(&s->lines[i], v))
            return false;
    return oracle_ordered(s, set, v);
}

static bool next_valuation(const sample *s, valuation *v)
{
    if (++v->points >> s->talks.n_points == 0)
        return true;
    v->points = 0;
    if (++v->option < N_OPTIONS)
        return true;
    v->option = 0;
    if (++v->act < 2)
        return true;
    v->act = 0;
    return s->facts[0].state == CM_FACT_UNKNOWN && ++v->fact < 2;
}

static valuation first_valuation(const sample *s)
{
    return (valuation){.fact = s->facts[0].state == CM_FACT_TRUE};
}

static bool oracle_possible(const sample *s, uint32_t set)
{
    valuation v = first_valuation(s);
    do
        if (oracle_agrees(s, set, &v))
            return true;
    while (next_valuation(s, &v));
    return false;
}

/* Lines that stay whatever is given up, and lines that may be. */
static void split(const sample *s, bool doubt_given, const cm_line *goal,
                  uint32_t *stays, uint32_t *may_go)
{
    *stays = *may_go = 0;
    for (uint32_t i = 0; i < s->talks.n_lines; i++) {
        cm_line_kind kind = s->lines[i].kind;
        if (kind == CM_LINE_DEMANDS || kind == CM_LINE_HOLDS ||
            (kind == CM_LINE_GIVEN && doubt_given))
            *may_go |= UINT32_C(1) << i;
        else if (kind == CM_LINE_GIVEN || &s->lines[i] == goal)
            *stays |= UINT32_C(1) << i;
    }
}

/* ---- sets of statements ------------------------------------------------- */

/* From "bit k is the k-th statement" to "bit i is line i". */
static uint32_t lines_of(const sample *s, const cm_deal *deal, uint64_t set)
{
    uint32_t lines = 0;
    for (uint32_t k = 0; k < deal->n_statements; k++)
        if (set >> k & 1)
            lines |= UINT32_C(1) << (deal->statements[k] - s->lines);
    return lines;
}

static bool is_listed(const sample *s, const cm_deal *deal,
                      const cm_statement_sets *sets, uint32_t lines)
{
    for (uint32_t i = 0; i < sets->n; i++)
        if (lines_of(s, deal, sets->at[i]) == lines)
            return true;
    return false;
}

/* Calls of `bad` on every subset of `all`: the list has exactly the minimal
   ones that are bad, each once and smaller ones first. */
typedef bool verdict_on(const sample *s, uint32_t stays, uint32_t may_go,
                        uint32_t set);

static void expect_minimal_sets(const sample *s, const cm_deal *deal,
                                const cm_statement_sets *sets, uint32_t stays,
                                uint32_t may_go, verdict_on *bad)
{
    uint32_t n = 0, set = 0;
    do {
        bool minimal = bad(s, stays, may_go, set);
        for (uint32_t i = 0; i < s->talks.n_lines && minimal; i++)
            if (set >> i & 1)
                minimal = !bad(s, stays, may_go, set & ~(UINT32_C(1) << i));
        if (minimal)
            n++;
        expect_true(is_listed(s, deal, sets, set) == minimal);
        set = (set - may_go) & may_go; /* the next subset */
    } while (set);
    expect_true(sets->known);
    expect_u64(sets->n, n);
    for (uint32_t i = 1; i < sets->n; i++)
        expect_true(__builtin_popcountll(sets->at[i - 1]) <=
                    __builtin_popcountll(sets->at[i]));
}

/* Both properties only grow with the set, so that minimal sets are those that
   no single statement can leave. */
static bool contradicts(const sample *s, uint32_t stays, uint32_t may_go,
                        uint32_t set)
{
    (void)may_go;
    return !oracle_possible(s, stays | set);
}

static bool makes_a_deal(const sample *s, uint32_t stays, uint32_t may_go,
                         uint32_t given_up)
{
    return oracle_possible(s, stays | (may_go & ~given_up));
}

/* ---- the laws ----------------------------------------------------------- */

static void deal_of(cm_ctx *ctx, cm_arena *arena, sample *s, bool doubt_given,
                    cm_deal **deal)
{
    cm_world_options options = {0};
    cm_world *world;
    expect_ok(cm_world_new(ctx, arena, &s->model, &options, &world));
    expect_ok(cm_deal_new(ctx, arena, world, 0, doubt_given, deal));
    expect_ok(cm_deal_lists(*deal));
}

static void lists_agree_with_trying_all_sets(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    sample s;
    cm_deal *deal;
    random_sample(random, &arena, &s);
    bool doubt_given = cm_random_chance(random, 1, 2);
    deal_of(ctx, &arena, &s, doubt_given, &deal);
    for (uint32_t g = 0; g < deal->n_goals; g++) {
        const cm_goal *goal = &deal->goals[g];
        uint32_t stays, may_go;
        split(&s, doubt_given, goal->line, &stays, &may_go);
        bool possible = oracle_possible(&s, stays | may_go);
        expect_true(goal->deal == possible);
        if (possible) {
            expect_true(goal->clashes.known && goal->clashes.n == 0);
            expect_true(goal->concessions.known && goal->concessions.n == 0);
            continue;
        }
        expect_minimal_sets(&s, deal, &goal->clashes, stays, may_go,
                            contradicts);
        expect_minimal_sets(&s, deal, &goal->concessions, stays, may_go,
                            makes_a_deal);
        if (goal->clashes.n == 1 && goal->clashes.at[0] == 0)
            expect_u64(goal->concessions.n, 0);
    }
    cm_deal_clear(deal);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* Totals of one deal, in halves. */
static void oracle_totals(const sample *s, const valuation *v,
                          uint64_t totals[N_SIDES])
{
    for (uint32_t side = 0; side < N_SIDES; side++)
        totals[side] = 0;
    for (uint32_t i = 0; i < s->talks.n_lines; i++) {
        const cm_line *line = &s->lines[i];
        if (line->kind != CM_LINE_WANTS || !oracle_holds(line->cond, v))
            continue;
        uint64_t halves = 2;
        if (line->worth)
            halves = mpz_get_ui(mpq_numref(line->worth->q)) * 2 /
                     mpz_get_ui(mpq_denref(line->worth->q));
        totals[line->side] += halves;
    }
}

enum { MOST_TOTALS = 64 }; /* of a side, in halves: 8 wishes of 4 halves */

/* reached[a][b]: some deal gives the sides a and b. */
static void oracle_reached(const sample *s, uint32_t lines,
                           bool reached[MOST_TOTALS][MOST_TOTALS])
{
    uint64_t totals[N_SIDES];
    valuation v = first_valuation(s);
    do
        if (oracle_agrees(s, lines, &v)) {
            oracle_totals(s, &v, totals);
            reached[totals[0]][totals[1]] = true;
        }
    while (next_valuation(s, &v));
}

static bool is_best(bool reached[MOST_TOTALS][MOST_TOTALS], unsigned a,
                    unsigned b)
{
    for (unsigned x = a; x < MOST_TOTALS; x++)
        for (unsigned y = b; y < MOST_TOTALS; y++)
            if (reached[x][y] && (x != a || y != b))
                return false;
    return reached[a][b];
}

static void best_totals_are_the_pareto_front(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    sample s;
    cm_deal *deal;
    random_sample(random, &arena, &s);
    deal_of(ctx, &arena, &s, false, &deal);
    bool wants = false;
    for (uint32_t i = 0; i < s.talks.n_lines; i++)
        wants |= s.lines[i].kind == CM_LINE_WANTS;
    for (uint32_t g = 0; g < deal->n_goals; g++) {
        bool reached[MOST_TOTALS][MOST_TOTALS] = {{false}};
        uint32_t stays, may_go, n = 0;
        split(&s, false, deal->goals[g].line, &stays, &may_go);
        oracle_reached(&s, stays | may_go, reached);
        const cm_best *best = &deal->goals[g].best;
        expect_true(best->known);
        for (unsigned a = 0; a < MOST_TOTALS; a++)
            for (unsigned b = 0; b < MOST_TOTALS; b++)
                if (wants && is_best(reached, a, b)) {
                    bool listed = false;
                    for (uint32_t i = 0; i < best->n; i++)
                        listed |= mpq_cmp_ui(best->at[i][0]->q, a, 2) == 0 &&
                                  mpq_cmp_ui(best->at[i][1]->q, b, 2) == 0;
                    expect_true(listed);
                    n++;
                }
        expect_u64(best->n, n);
    }
    cm_deal_clear(deal);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* ---- threats ------------------------------------------------------------ */

static bool same_atom(const cm_cond *a, const cm_cond *b)
{
    return a && b && a->kind == b->kind && a->index == b->index &&
           a->option == b->option;
}

/* Value of a preference where only two atoms are known; false in *usable if it
   speaks of others. */
static bool oracle_value(const cm_cond *cond, const cm_cond *const atoms[2],
                         const bool values[2], bool *usable)
{
    uint64_t n = 0;
    if (cond->n_children == 0) {
        for (int i = 0; i < 2; i++)
            if (same_atom(cond, atoms[i]))
                return values[i];
        *usable = false;
        return false;
    }
    for (uint32_t i = 0; i < cond->n_children; i++)
        n += oracle_value(cond->children[i], atoms, values, usable);
    return cond->kind == CM_COND_NOT   ? n == 0
           : cond->kind == CM_COND_AND ? n == cond->n_children
           : cond->kind == CM_COND_OR
               ? n > 0
               : oracle_compares(cond->compare, n, cond->k);
}

/* +1: the first preference that tells the worlds apart holds in the first,
   -1: in the second; 0: none does. *has: the side has preferences. */
static int oracle_taste(const sample *s, uint32_t side,
                        const cm_cond *const atoms[2], const bool one[2],
                        const bool other[2], bool *has)
{
    *has = false;
    for (uint32_t i = 0; i < s->talks.n_lines; i++) {
        const cm_line *line = &s->lines[i];
        if (line->kind != CM_LINE_PREFERS || line->side != side)
            continue;
        *has = true;
        for (uint32_t k = 0; k < line->n_prefers; k++) {
            bool usable = true;
            bool a = oracle_value(line->prefers[k], atoms, one, &usable);
            bool b = oracle_value(line->prefers[k], atoms, other, &usable);
            if (usable && a != b)
                return a ? 1 : -1;
        }
    }
    return 0;
}

static void random_threat(cm_random *random, cm_arena *arena, sample *s,
                          const cm_cond *atoms[2])
{
    uint32_t n_points = s->talks.n_points;
    cm_line *line = &s->lines[s->talks.n_lines++];
    *line = (cm_line){.kind = cm_random_chance(random, 1, 2) ? CM_LINE_THREATENS
                                                             : CM_LINE_PROMISES,
                      .cond = random_atom(random, arena, n_points)};
    if (cm_random_chance(random, 3, 4))
        line->premise = random_trigger(random, arena, n_points);
    atoms[0] = line->cond;
    atoms[1] = line->premise && line->premise->kind == CM_COND_NOT
                   ? line->premise->children[0]
                   : line->premise;
}

static void random_preferences(cm_random *random, cm_arena *arena, sample *s,
                               const cm_cond *const atoms[2])
{
    cm_line *line = &s->lines[s->talks.n_lines++];
    const cm_cond *pool[2] = {atoms[0], atoms[1] ? atoms[1] : atoms[0]};
    const cm_cond **prefers = cm_new_n(arena, const cm_cond *, MOST_PREFERS);
    *line = (cm_line){.kind = CM_LINE_PREFERS,
                      .side = (uint32_t)cm_random_below(random, N_SIDES),
                      .prefers = prefers};
    line->n_prefers = (uint32_t)cm_random_in(random, 1, MOST_PREFERS);
    for (uint32_t k = 0; k < line->n_prefers; k++)
        prefers[k] = random_preference(random, arena, pool, s->talks.n_points);
}

static void expect_verdict(cm_verdict got, bool defined, bool yes)
{
    expect_u64(got, !defined ? CM_VERDICT_NONE
                    : yes    ? CM_VERDICT_YES
                             : CM_VERDICT_NO);
}

static void threats_follow_the_first_difference(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    sample s;
    const cm_cond *atoms[2];
    cm_threats threats;
    bool has;
    new_sample(random, &s);
    random_threat(random, &arena, &s, atoms);
    uint32_t n = (uint32_t)cm_random_in(random, 0, 3);
    for (uint32_t i = 0; i < n; i++)
        random_preferences(random, &arena, &s, atoms);
    expect_ok(cm_threats_of(ctx, &arena, &s.talks, &threats));
    expect_u64(threats.n, 1);
    const cm_line *line = &s.lines[0];
    /* "Y if Y" leaves one atom only */
    if (!same_atom(atoms[0], atoms[1])) {
        bool x = !(line->premise && line->premise->kind == CM_COND_NOT);
        bool with[2] = {true, x}, neither[2] = {false, !x};
        bool spared[2] = {false, x};
        int taste = oracle_taste(&s, 1, atoms, with, neither, &has);
        bool is_threat = line->kind == CM_LINE_THREATENS;
        expect_verdict(threats.at[0].works[1], has,
                       taste == (is_threat ? -1 : 1));
        expect_u64(threats.at[0].works[0], CM_VERDICT_NONE);
        taste = oracle_taste(&s, 0, atoms, with, spared, &has);
        expect_verdict(threats.at[0].credible, has, taste >= 0);
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("clashes and concessions agree with trying all sets",
                      lists_agree_with_trying_all_sets, 300),
        TEST_PROPERTY("best totals are the Pareto front of all deals",
                      best_totals_are_the_pareto_front, 300),
        TEST_PROPERTY("threats follow the first preference that differs",
                      threats_follow_the_first_difference, 500),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
