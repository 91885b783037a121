/* Belief in a claim against the joint distribution written out: every yes and
 * no of every utterance, one after the other. */
#include "engine/belief/belief.h"

#include "support/test_ctx.h"

enum {
    N_SOURCES = 5,
    MOST_REPORTS = 6,
    MOST_SPEAKERS = 4,
    MOST_UTTERANCES = 14,
    N_DAYS = 2
};

/* ---- a random file ------------------------------------------------------ */

typedef struct sample {
    cm_model model;
    cm_source sources[N_SOURCES];
    cm_report reports[MOST_REPORTS];
    cm_speaker speakers[MOST_REPORTS][MOST_SPEAKERS];
    uint32_t numbers[MOST_REPORTS];
} sample;

static const cm_number *random_chance(cm_random *random, cm_arena *arena)
{
    static const unsigned shares[][2] = {{0, 1}, {1, 1},  {1, 2},
                                         {2, 3}, {1, 10}, {19, 20}};
    size_t i = (size_t)cm_random_below(random, 6);
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, shares[i][0], shares[i][1]);
    const cm_number *number = cm_number_keep(arena, q);
    mpq_clear(q);
    return number;
}

static void random_source(cm_random *random, cm_arena *arena, cm_source *s)
{
    s->has_right = !cm_random_chance(random, 1, 8);
    for (int i = 0; i < 2; i++) {
        if (s->has_right)
            s->right[i] = random_chance(random, arena);
        s->believes[i] = s->right[i];
    }
    if (cm_random_chance(random, 1, 3))
        for (int i = 0; i < 2; i++)
            s->believes[i] = random_chance(random, arena);
}

static void random_report(cm_random *random, sample *s, uint32_t i)
{
    static const cm_verb verbs[] = {CM_SAYS, CM_SAYS, CM_DENIES, CM_BELIEVES,
                                    CM_CANNOT_SAY};
    cm_report *report = &s->reports[i];
    uint32_t n = (uint32_t)cm_random_in(random, 1, MOST_SPEAKERS);
    /* the tail of an earlier report, so that chains share it */
    uint32_t shared = 0;
    if (i > 0 && cm_random_chance(random, 2, 3)) {
        const cm_report *other = &s->reports[cm_random_below(random, i)];
        uint32_t most = other->n_speakers < n ? other->n_speakers : n;
        shared = (uint32_t)cm_random_in(random, 1, most);
        for (uint32_t k = 0; k < shared; k++)
            s->speakers[i][n - 1 - k] =
                other->speakers[other->n_speakers - 1 - k];
    }
    for (uint32_t k = 0; k + shared < n; k++) {
        cm_speaker *speaker = &s->speakers[i][k];
        *speaker =
            (cm_speaker){.source = (uint32_t)cm_random_below(random, N_SOURCES),
                         .has_on = cm_random_chance(random, 1, 4),
                         .verb = CM_SAYS};
        int32_t day = (int32_t)cm_random_below(random, N_DAYS);
        if (speaker->has_on)
            speaker->on = (cm_days){day, day};
    }
    if (shared == 0)
        s->speakers[i][n - 1].verb = verbs[cm_random_below(random, 5)];
    *report = (cm_report){.speakers = s->speakers[i],
                          .n_speakers = n,
                          .negated = cm_random_chance(random, 1, 3),
                          .what = CM_COND_FACT};
    cm_verb last = report->speakers[n - 1].verb;
    report->negated &= last == CM_SAYS || last == CM_BELIEVES;
    s->numbers[i] = i;
}

static void random_sample(cm_random *random, cm_arena *arena, sample *s)
{
    *s = (sample){.model = {.sources = s->sources,
                            .n_sources = N_SOURCES,
                            .reports = s->reports}};
    for (uint32_t i = 0; i < N_SOURCES; i++)
        random_source(random, arena, &s->sources[i]);
    s->model.n_reports = (uint32_t)cm_random_in(random, 1, MOST_REPORTS);
    for (uint32_t i = 0; i < s->model.n_reports; i++)
        random_report(random, s, i);
}

/* ---- the oracle --------------------------------------------------------- */

/* An utterance is known by its speaker, date, belief and what it passes on. */
typedef struct utterance {
    cm_speaker speaker;
    uint32_t passes_on; /* index into utterances, 0: the claim itself */
    bool heard_yes, heard_no;
} utterance;

typedef struct oracle {
    utterance at[MOST_UTTERANCES * 2];
    uint32_t n; /* with the claim, number 0 */
} oracle;

static bool oracle_says_no(const cm_report *report)
{
    return report->negated ||
           report->speakers[report->n_speakers - 1].verb == CM_DENIES;
}

static const cm_number *const *oracle_accuracy(const sample *s,
                                               const cm_speaker *speaker)
{
    const cm_source *source = &s->sources[speaker->source];
    if (speaker->verb == CM_BELIEVES)
        return source->believes[0] ? (const cm_number *const *)source->believes
                                   : NULL;
    return source->has_right ? (const cm_number *const *)source->right : NULL;
}

static bool oracle_weighs(const sample *s, const cm_report *report)
{
    if (report->speakers[report->n_speakers - 1].verb == CM_CANNOT_SAY)
        return false;
    for (uint32_t k = 0; k < report->n_speakers; k++)
        if (!oracle_accuracy(s, &report->speakers[k]))
            return false;
    return true;
}

static bool same_speaker(const cm_speaker *a, const cm_speaker *b)
{
    return a->source == b->source && a->has_on == b->has_on &&
           (!a->has_on || (a->on.lo == b->on.lo && a->on.hi == b->on.hi)) &&
           (a->verb == CM_BELIEVES) == (b->verb == CM_BELIEVES);
}

static uint32_t oracle_utterance(oracle *o, uint32_t passes_on,
                                 const cm_speaker *speaker)
{
    for (uint32_t i = 1; i < o->n; i++)
        if (o->at[i].passes_on == passes_on &&
            same_speaker(&o->at[i].speaker, speaker))
            return i;
    o->at[o->n] = (utterance){.speaker = *speaker, .passes_on = passes_on};
    return o->n++;
}

/* Adds a report; the utterance of its last speaker. */
static uint32_t oracle_add(oracle *o, const cm_report *report)
{
    uint32_t at = 0, last = 0;
    for (uint32_t k = report->n_speakers; k-- > 0;) {
        at = oracle_utterance(o, at, &report->speakers[k]);
        if (k + 1 == report->n_speakers)
            last = at;
    }
    if (oracle_says_no(report))
        o->at[at].heard_no = true;
    else
        o->at[at].heard_yes = true;
    return last;
}

static bool agrees(const utterance *u, bool yes)
{
    if (u->heard_yes == u->heard_no)
        return true;
    return yes == u->heard_yes;
}

/* Chance of the observations if the claim has this value: the sum over all
   values of all utterances. */
static void oracle_chance(const sample *s, const oracle *o, bool value,
                          mpq_ptr out)
{
    mpq_t one, term, right;
    mpq_init(one);
    mpq_init(term);
    mpq_init(right);
    mpq_set_ui(one, 1, 1);
    mpq_set_ui(out, 0, 1);
    for (uint32_t v = 0; v < UINT32_C(1) << (o->n - 1); v++) {
        mpq_set_ui(term, 1, 1);
        for (uint32_t i = 1; i < o->n; i++) {
            const utterance *u = &o->at[i];
            bool yes = v >> (i - 1) & 1;
            bool heard = u->passes_on ? v >> (u->passes_on - 1) & 1 : value;
            const cm_number *const *a = oracle_accuracy(s, &u->speaker);
            mpq_set(right, a[heard ? 0 : 1]->q);
            if (yes != heard)
                mpq_sub(right, one, right);
            mpq_mul(term, term, right);
            if (!agrees(u, yes))
                mpq_set_ui(term, 0, 1);
        }
        mpq_add(out, out, term);
    }
    mpq_clear(one);
    mpq_clear(term);
    mpq_clear(right);
}

/* yes : no is the same as the two chances, 0 : 0 included. */
static void expect_odds(const sample *s, const oracle *o, cm_odds odds)
{
    mpq_t yes, no, left, right;
    mpq_init(yes);
    mpq_init(no);
    mpq_init(left);
    mpq_init(right);
    oracle_chance(s, o, true, yes);
    oracle_chance(s, o, false, no);
    mpq_mul(left, odds.yes->q, no);
    mpq_mul(right, odds.no->q, yes);
    expect_true(mpq_equal(left, right));
    expect_true((mpq_sgn(yes) == 0) == (mpq_sgn(odds.yes->q) == 0));
    expect_true((mpq_sgn(no) == 0) == (mpq_sgn(odds.no->q) == 0));
    mpq_clear(yes);
    mpq_clear(no);
    mpq_clear(left);
    mpq_clear(right);
}

/* ---- the laws ----------------------------------------------------------- */

static bool small_enough(const sample *s)
{
    oracle o = {.n = 1};
    for (uint32_t i = 0; i < s->model.n_reports; i++)
        oracle_add(&o, &s->reports[i]);
    return o.n <= MOST_UTTERANCES;
}

/* The engine's view of the whole sample. */
static void weigh(cm_ctx *ctx, cm_arena *arena, const sample *s,
                  cm_belief *belief)
{
    cm_claim claim = {.what = CM_COND_FACT,
                      .option = CM_NONE,
                      .reports = s->numbers,
                      .n_reports = s->model.n_reports};
    expect_ok(cm_belief_of(ctx, arena, &s->model, &claim, belief));
}

static void factor_is_that_of_the_joint_distribution(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    sample s;
    random_sample(random, &arena, &s);
    if (small_enough(&s)) {
        oracle o = {.n = 1};
        cm_belief belief;
        weigh(ctx, &arena, &s, &belief);
        uint32_t unweighted = 0;
        for (uint32_t i = 0; i < s.model.n_reports; i++) {
            const cm_report *report = &s.reports[i];
            if (oracle_weighs(&s, report))
                oracle_add(&o, report);
            else
                for (uint32_t k = 0; k < report->n_speakers; k++)
                    if (!oracle_accuracy(&s, &report->speakers[k])) {
                        unweighted++;
                        break;
                    }
        }
        expect_odds(&s, &o, belief.odds);
        expect_u64(belief.n_unweighted, unweighted);
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

/* A row of the answer tells the weight of what hangs on one child of the
   claim. */
static void origins_weigh_their_own_reports(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    sample s;
    random_sample(random, &arena, &s);
    cm_belief belief;
    weigh(ctx, &arena, &s, &belief);
    for (size_t r = 0; r < belief.tree.origins.n && small_enough(&s); r++) {
        const cm_hearsay *h = &belief.tree.origins.at[r];
        oracle o = {.n = 1};
        cm_speaker voice = {.source = h->source,
                            .has_on = h->has_on,
                            .on = h->on,
                            .verb = h->believes ? CM_BELIEVES : CM_SAYS};
        for (uint32_t i = 0; i < s.model.n_reports; i++) {
            const cm_report *report = &s.reports[i];
            const cm_speaker *last = &report->speakers[report->n_speakers - 1];
            if (h->node != CM_NONE && same_speaker(last, &voice) &&
                oracle_weighs(&s, report))
                oracle_add(&o, report);
        }
        expect_odds(&s, &o, belief.origins[r]);
    }
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void naive_weighs_each_report_alone(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    sample s;
    mpq_t yes, no, one, left, right;
    mpq_inits(yes, no, one, left, right, NULL);
    mpq_set_ui(yes, 1, 1);
    mpq_set_ui(no, 1, 1);
    random_sample(random, &arena, &s);
    cm_belief belief;
    weigh(ctx, &arena, &s, &belief);
    for (uint32_t i = 0; i < s.model.n_reports; i++) {
        oracle o = {.n = 1};
        if (!oracle_weighs(&s, &s.reports[i]))
            continue;
        oracle_add(&o, &s.reports[i]);
        oracle_chance(&s, &o, true, one);
        mpq_mul(yes, yes, one);
        oracle_chance(&s, &o, false, one);
        mpq_mul(no, no, one);
    }
    mpq_mul(left, belief.naive.yes->q, no);
    mpq_mul(right, belief.naive.no->q, yes);
    expect_true(mpq_equal(left, right));
    expect_true((mpq_sgn(yes) == 0) == (mpq_sgn(belief.naive.yes->q) == 0));
    expect_true((mpq_sgn(no) == 0) == (mpq_sgn(belief.naive.no->q) == 0));
    mpq_clears(yes, no, one, left, right, NULL);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

static void posterior_is_bayes(cm_random *random)
{
    cm_ctx *ctx = test_ctx();
    cm_arena arena;
    cm_arena_init(&arena, ctx->allocator);
    const cm_number *prior = random_chance(random, &arena);
    cm_odds odds = {
        cm_number_keep_ui(&arena, (unsigned long)cm_random_below(random, 4)),
        cm_number_keep_ui(&arena, (unsigned long)cm_random_below(random, 4))};
    mpq_t yes, all, got;
    mpq_inits(yes, all, got, NULL);
    mpq_set_ui(all, 1, 1);
    mpq_sub(all, all, prior->q);
    mpq_mul(all, all, odds.no->q);
    mpq_mul(yes, prior->q, odds.yes->q);
    mpq_add(all, all, yes);
    mpq_set_ui(got, 7, 1);
    bool known = cm_posterior(odds, prior->q, got);
    expect_true(known == (mpq_sgn(all) != 0));
    if (known)
        mpq_div(yes, yes, all);
    else
        mpq_set_ui(yes, 7, 1); /* left alone */
    expect_true(mpq_equal(yes, got));
    mpq_clears(yes, all, got, NULL);
    cm_arena_clear(&arena);
    test_ctx_done(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("the factor is that of the joint distribution",
                      factor_is_that_of_the_joint_distribution, 400),
        TEST_PROPERTY("each origin weighs the reports that come from it",
                      origins_weigh_their_own_reports, 300),
        TEST_PROPERTY("naive multiplies the factors of reports standing alone",
                      naive_weighs_each_report_alone, 300),
        TEST_PROPERTY("the posterior is Bayes' rule, or unknown for 0/0",
                      posterior_is_bayes, 300),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
