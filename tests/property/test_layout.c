/* Laws of reading, on random texts: whatever the bytes, there is an answer or
 * a diagnostic at a place of the text; and the standard layout changes blanks
 * and nothing else. */
#include <stdio.h>
#include <stdlib.h>

#include "lang/parse/lexer.h"
#include "lang/parse/parse.h"
#include "support/test_ctx.h"

/* ---- random texts -------------------------------------------------------- */

/* Pieces of a grammar: `N` name, `T` title, `I` integer, `F` fraction or
   percent, `D` date, `?` the next piece or not, `*` the next piece none or more
   times, `(`...`)` one piece, `<a>` rule a of the table, `|` parts choices.
   Other words stand for themselves. */
typedef struct grammar {
    char name;
    const char *text;
} grammar;

static const grammar rules[] = {
    {'d',
     "<u>|<b>|<b>|<r>|<a>|<a>|<f>|<o>|<l>|<k>|<e>|<e>|<s>|<p>|<t>|<x>|<x>"},
    {'c', "*( cite T ?( verified | unverified | illustrative ) )"},
    {'n', "N *( , N )"},
    {'u', "use T <c>"},
    {'b', "body N ?( T ) ?( seats I ) <c> *( <y> <c> ) *( <y> <c> )"},
    {'y',
     "party N I ?( T ) ?( free ) ?( colour C ) | member N ?( T ) ?( with N "
     "I , N I ) ?( votes as <q> ) ?( colour C ) | members with N ?( rounded "
     ") *( N I ) | members *( N ) *( N ) *( N ) | members from T named N with "
     "N as N rounded , N | group N ?( T ) <n> ?( colour C ) | vacant I"},
    {'r', "actor N ?( T ) *( also T , T | role T ) ?( colour C ) <c>"},
    {'a', "act N ?( T ) by N ?( without <n> ) <w> <c>"},
    {'w', "needs <R> ?( if <Q> otherwise <R> ) ?( quorum <R> ) ?( from D ) | "
          "until D needs <R> | quorum <R>"},
    {'R', "<V> | <V> and <V> | <V> or <V> or <V>"},
    {'V',
     "( <R> ) | at least F of <B> | more than half of <B> ?( against ) | "
     "more than half of <B> ties broken by N | all ?( but I ) of <B> | "
     "nobody against ?( in N ) | no veto by N | consent of N | at least I of "
     "( <R> , <R> )"},
    {'B', "members | seats | present | votes cast | N | N present | N cast | "
          "members in N"},
    {'Q', "<U> | <U> and <U> | <U> or <U>"},
    {'U', "not <U> | ( <Q> ) | at most I of ( <Q> , <Q> ) | <q> | <q> is N"},
    {'q', "N | N | N to N | N at N"},
    {'f',
     "fact N ?( T ) ?( true | false | unknown | F | one of N ?( T ) F , N ?( "
     "T ) F *( , N ) ) <c>"},
    {'o', "outcome N ?( T ) when <Q> ?( unless <Q> ) <c>"},
    {'l',
     "ladder N ?( T ) by N ?( against N ) through N ?( needs <R> ) *( , N ) "
     "<c>"},
    {'k',
     "forecast <q> : F <c> | forecast <q> : N F each , N F as one , rest F "
     "<c>"},
    {'e',
     "on D <h> <c> | on D .. 9999 <h> <c> | by D <h> <c> | since D <h> <c>"},
    {'h',
     "<q> happened | <q> holds | <q> failed | <q> did not happen | <q> does "
     "not hold | <q> is N | N voted <q> : N I yes I no , N absent , rest open "
     "| N has N I , vacant I"},
    {'s',
     "source N ?( T ) ?( unnamed ) ?( of N ) ?( role T , T ) ?( right F if "
     "true , F if false ) ?( believes right F ) <c>"},
    {'p',
     "report ?( D ) N ?( on D ) says *( N says ) N ?( is N ) ?( on D ) <c> | "
     "report N denies <q> <c> | report N cannot say N on D <c>"},
    {'t', "talks N ?( T ) between <n> <c> *( <g> <c> ) *( <g> <c> )"},
    {'g',
     "point N ?( T ) ?( by N ) | given ?( N : ) <z> | goal ?( if : ) <Q> | N "
     "demands ?( N : ) <z> | N holds <z> | N wants <Q> worth I | N threatens "
     "<q> ?( if <Q> ) | N prefers <Q> , then <Q>"},
    {'z', "if <Q> then <Q> | <q> before <q> | <Q>"},
    {'x',
     "expect <n> can force <q> <c> | expect N needs I of <B> if <q> and not N "
     "| expect <q> is open on D | expect N has a deal for all | expect <q> has "
     "I minimal winning coalitions | expect N has shapley F in <q> <c>"},
};

typedef struct maker {
    cm_random *random;
    char *at;
    size_t n, cap;
    int depth;
} maker;

static void put(maker *m, const char *text, size_t n)
{
    while (m->cap < m->n + n + 1) {
        m->cap = m->cap ? 2 * m->cap : 256;
        m->at = realloc(m->at, m->cap);
        if (!m->at)
            abort();
    }
    memcpy(m->at + m->n, text, n);
    m->n += n;
    m->at[m->n] = '\0';
}

static const char *one_of(cm_random *random, const char *const *texts, size_t n)
{
    return texts[cm_random_below(random, n)];
}

#define ONE_OF(random, ...)                                                    \
    one_of(random, (const char *const[]){__VA_ARGS__},                         \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* What stands between two tokens: mostly a blank, sometimes a surprise. */
static void put_gap(maker *m)
{
    const char *gap = cm_random_chance(m->random, 1, 12)
                          ? ONE_OF(m->random, "\n", "\n\n", "\n\n\n", "\t",
                                   "  ", "\r\n", " # note\n", "\n# own line\n",
                                   "# tight\n\n  # two  \n", "\n  \n")
                          : " ";
    put(m, gap, strlen(gap));
}

static void put_token(maker *m, const char *token, size_t n)
{
    put(m, token, n);
    put_gap(m);
}

static void put_terminal(maker *m, const char *word, size_t n)
{
    const char *token = NULL;
    if (n == 1)
        switch (word[0]) {
        case 'N':
            token = ONE_OF(m->random, "A", "Bb", "CDU-CSU", "x_1", "colour",
                           "right", "\u00e9\u17d2", "a",
                           "Averylongnamethatmakeslineswrap", "votes", "Open");
            break;
        case 'T':
            token = ONE_OF(m->random, "\"\"", "\"a title\"", "\"# no comment\"",
                           "\"one that is so long that hardly anything fits "
                           "beside it on its line\"",
                           "\"\u00e9, ( ..\"");
            break;
        case 'I': token = ONE_OF(m->random, "1", "82", "1_000", "007"); break;
        case 'F': token = ONE_OF(m->random, "2/3", "55%", "1/2", "2.5%"); break;
        case 'D':
            token = ONE_OF(m->random, "2016", "2016-05", "2016-05-26");
            break;
        case 'C':
            token = ONE_OF(m->random, "\"#aBcDeF\"", "\"#000000\"");
            break;
        default: break;
        }
    if (token)
        put_token(m, token, strlen(token));
    else
        put_token(m, word, n);
}

static void expand(maker *m, const char *from, const char *to);

/* The end of the piece that begins at `at`: a word or a parenthesis. */
static const char *end_of_word(const char *at, const char *to)
{
    while (at < to && *at != ' ')
        at++;
    return at;
}

static const char *after_group(const char *at, const char *to)
{
    int open = 0;
    for (; at < to; at = end_of_word(at, to) + 1) {
        size_t n = (size_t)(end_of_word(at, to) - at);
        open += at[n - 1] == '(';
        open -= n == 1 && *at == ')';
        if (open == 0)
            return at + n;
    }
    return to;
}

static void expand_rule(maker *m, char name)
{
    if (m->depth > 12) { /* the shortest of its kind */
        if (name == 'R' || name == 'V')
            put_token(m, "nobody against", 14);
        else if (name != 'c')
            put_terminal(m, "N", 1);
        return;
    }
    m->depth++;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].name == name)
            expand(m, rules[i].text, rules[i].text + strlen(rules[i].text));
    m->depth--;
}

static void expand_choice(maker *m, const char *at, const char *to)
{
    while (at < to) {
        const char *end = end_of_word(at, to);
        if (*at == '?' || *at == '*') {
            const char *after = after_group(at, to);
            uint64_t times = *at == '?' ? cm_random_below(m->random, 2)
                                        : cm_random_below(m->random, 4);
            for (uint64_t i = 0; i < times; i++)
                expand(m, at + 3, after - 2);
            end = after;
        } else if (*at == '<') {
            expand_rule(m, at[1]);
        } else if (end > at) {
            put_terminal(m, at, (size_t)(end - at));
        }
        at = end < to ? end + 1 : to;
    }
}

/* One of the parts that | divides; parts inside groups are not at this level.
 */
static void expand(maker *m, const char *from, const char *to)
{
    const char *starts[24], *ends[24];
    size_t n = 0;
    starts[0] = from;
    for (const char *at = from; at < to;) {
        const char *end = *at == '?' || *at == '*' ? after_group(at, to)
                                                   : end_of_word(at, to);
        const char *bar =
            end > at ? memchr(at, '|', (size_t)(end - at)) : NULL;
        if (*at == '|') {
            ends[n++] = at > from ? at - 1 : at;
            starts[n] = at + 2;
        } else if (*at == '<' && bar) { /* <a>|<b> without blanks */
            while (bar) {
                ends[n++] = bar;
                starts[n] = ++bar;
                bar = end > bar ? memchr(bar, '|', (size_t)(end - bar)) : NULL;
            }
        }
        at = end < to ? end + 1 : to;
    }
    ends[n++] = to;
    size_t i = (size_t)cm_random_below(m->random, n);
    expand_choice(m, starts[i], ends[i]);
}

/* ---- parsing and laying out ---------------------------------------------- */

typedef struct page {
    cm_ctx *ctx;
    cm_model model;
    cm_arena arena;
    comitia_status status;
    cm_buf laid_out;
} page;

static void lay_out(page *p, const char *text, size_t n)
{
    *p = (page){.ctx = test_ctx()};
    cm_arena_init(&p->model.arena, p->ctx->allocator);
    cm_arena_init(&p->arena, p->ctx->allocator);
    cm_diags_init(&p->model.diags, &p->model.arena);
    cm_buf_init(&p->laid_out, &p->arena);
    p->status = cm_format(p->ctx, &p->model, "m", text, n, &p->laid_out);
    cm_diags_finish(&p->model.diags);
}

static void done(page *p)
{
    cm_arena_clear(&p->model.arena);
    cm_arena_clear(&p->arena);
    test_ctx_done(p->ctx);
}

/* The tokens of two texts are the same, comments too but for blanks behind
   them. */
static void expect_same_tokens(const char *a, size_t n, const char *b, size_t m)
{
    cm_lexer left, right;
    cm_lexer_init(&left, a, n);
    cm_lexer_init(&right, b, m);
    left.keep_comments = right.keep_comments = true;
    for (;;) {
        cm_token x = cm_lexer_next(&left), y = cm_lexer_next(&right);
        expect_u64(x.kind, y.kind);
        while (x.kind == CM_T_COMMENT && strchr(" \t\r", a[x.at + x.bytes - 1]))
            x.bytes--;
        expect_u64(x.bytes, y.bytes);
        expect_true(memcmp(a + x.at, b + y.at, x.bytes) == 0);
        if (x.kind == CM_T_END)
            return;
    }
}

static void expect_tidy(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        expect_true(text[i] != '\t' && text[i] != '\r');
        if (text[i] == '\n') {
            expect_true(i == 0 || text[i - 1] != ' ');
            expect_true(i < 2 || text[i - 1] != '\n' || text[i - 2] != '\n');
        }
    }
    expect_true(n == 0 || text[n - 1] == '\n');
}

static void layout_changes_blanks_only(cm_random *random)
{
    maker m = {.random = random};
    uint64_t n = cm_random_below(random, 6);
    put(&m, "", 0);
    for (uint64_t i = 0; i < n; i++)
        expand_rule(&m, 'd');
    page once, twice;
    lay_out(&once, m.at, m.n);
    if (once.status != COMITIA_OK) {
        for (size_t i = 0; i < once.model.diags.all.n; i++)
            print_error("%u:%u %s\n", once.model.diags.all.at[i]->span.line,
                        once.model.diags.all.at[i]->span.column,
                        once.model.diags.all.at[i]->message);
        print_error("%s\n", m.at);
    }
    expect_ok(once.status);
    const char *text = cm_buf_text(&once.laid_out);
    expect_same_tokens(m.at, m.n, text, once.laid_out.n);
    expect_tidy(text, once.laid_out.n);
    lay_out(&twice, text, once.laid_out.n);
    expect_ok(twice.status);
    expect_text(cm_buf_text(&twice.laid_out), text);
    expect_text(twice.model.title, once.model.title);
    done(&twice);
    done(&once);
    free(m.at);
}

/* ---- any bytes ----------------------------------------------------------- */

/* The code points of a line, and whether there is such a line. */
static bool line_columns(const char *at, size_t n, uint32_t line,
                         uint32_t *columns)
{
    uint32_t now = 1;
    size_t i = 0;
    for (; i < n && now < line; i++)
        now += at[i] == '\n';
    if (now < line)
        return false;
    *columns = 0;
    for (; i < n && at[i] != '\n'; i++)
        ++*columns; /* bytes: at least as many as code points */
    return true;
}

static void expect_places_in_text(const page *p)
{
    const cm_diags *diags = &p->model.diags;
    expect_true(diags->all.n <= 20);
    for (size_t i = 0; i < diags->all.n; i++) {
        const cm_diag *d = diags->all.at[i];
        uint32_t columns = 0;
        expect_true(line_columns(p->model.texts[0].at, p->model.texts[0].bytes,
                                 d->span.line, &columns));
        expect_true(d->span.column >= 1 && d->span.column <= columns + 1);
        expect_true(d->span.end_column > d->span.column);
        expect_true(d->span.end_column <= columns + 2);
        expect_true(d->message[0] != '\0');
    }
}

static void any_text_has_an_answer(cm_random *random)
{
    maker m = {.random = random};
    put(&m, "", 0);
    uint64_t n = cm_random_below(random, 4);
    for (uint64_t i = 0; i < n; i++)
        expand_rule(&m, 'd');
    /* Some bytes are changed, some of them into nonsense. */
    uint64_t changes = m.n ? cm_random_below(random, 8) : 0;
    for (uint64_t i = 0; i < changes; i++) {
        size_t at = (size_t)cm_random_below(random, m.n);
        m.at[at] = cm_random_chance(random, 1, 2)
                       ? m.at[cm_random_below(random, m.n)]
                       : (char)cm_random_below(random, 256);
    }
    page p;
    lay_out(&p, m.at, m.n);
    expect_true(p.status == COMITIA_OK || p.status == COMITIA_E_MODEL);
    expect_u64(p.status == COMITIA_E_MODEL, p.model.diags.all.n > 0);
    expect_places_in_text(&p);
    done(&p);
    free(m.at);
}

static void any_bytes_have_an_answer(cm_random *random)
{
    maker m = {.random = random};
    put(&m, "", 0);
    uint64_t n = cm_random_below(random, 60);
    for (uint64_t i = 0; i < n; i++)
        if (cm_random_chance(random, 1, 2)) {
            char byte = (char)cm_random_below(random, 256);
            put(&m, &byte, 1);
        } else {
            const char *piece =
                ONE_OF(random, "act ", "A ", "by ", "on ", "2016", "-05", "..",
                       "\"", "\n", "(", "not ", "needs ", "at least ", "2/3",
                       " of ", ",", "\xE2\x80\xAE", "\xED\xA0\x80", "#",
                       "talks T between A\n", "report A says ", "expect ");
            put(&m, piece, strlen(piece));
        }
    page p;
    lay_out(&p, m.at, m.n);
    expect_u64(p.status, p.model.diags.all.n ? COMITIA_E_MODEL : COMITIA_OK);
    expect_places_in_text(&p);
    done(&p);
    free(m.at);
}

/* ---- the examples -------------------------------------------------------- */

static void examples_keep_their_tokens(void **state)
{
    (void)state;
    static const char *const names[] = {"belgium",
                                        "bosnia",
                                        "cambodia-2016",
                                        "cambodia-timeline",
                                        "canada-7-50",
                                        "canada-nested",
                                        "committee-invented",
                                        "delaware-company",
                                        "eu-council",
                                        "eu-council-nice",
                                        "extraordinary-chambers",
                                        "germany-bundesrat-and-bundestag",
                                        "imf-board",
                                        "multisig",
                                        "northern-ireland",
                                        "standing-committee",
                                        "switzerland-double-majority",
                                        "token-treasury",
                                        "un-security-council",
                                        "us-constitution-amendment",
                                        "us-electoral-college",
                                        "us-federal-law"};
    const char *source = getenv("COMITIA_SOURCE");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[1024];
        static char text[1 << 16];
        snprintf(path, sizeof path, "%s/examples/%s.comitia",
                 source ? source : ".", names[i]);
        FILE *file = fopen(path, "rb");
        expect_true(file != NULL);
        size_t n = fread(text, 1, sizeof text, file);
        fclose(file);
        page once, twice;
        lay_out(&once, text, n);
        expect_ok(once.status);
        expect_same_tokens(text, n, once.laid_out.at, once.laid_out.n);
        expect_tidy(once.laid_out.at, once.laid_out.n);
        lay_out(&twice, once.laid_out.at, once.laid_out.n);
        expect_text(cm_buf_text(&twice.laid_out), cm_buf_text(&once.laid_out));
        done(&twice);
        done(&once);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("layout changes blanks and nothing else",
                      layout_changes_blanks_only, 3000),
        TEST_PROPERTY("a damaged text has an answer or diagnostics in it",
                      any_text_has_an_answer, 3000),
        TEST_PROPERTY("any bytes have an answer or diagnostics in them",
                      any_bytes_have_an_answer, 5000),
        cmocka_unit_test(examples_keep_their_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
