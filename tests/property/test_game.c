/* Coalitions and power of random models against enumeration, under the three
 * participation models. */
#include "support/tried.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const comitia_participation models[] = {COMITIA_OPPOSE, COMITIA_ABSENT,
                                               COMITIA_WORST};

/* The question, valuation by valuation. */
typedef struct cases {
    const cm_cond *cond;
    plain_open open;
    uint32_t matter, n;
} cases;

static bool find_cases(tried *t, const char *name, cases *c)
{
    c->cond = tried_cond(t, name);
    plain_find_open(&t->plain, c->cond, &c->open);
    if (c->open.n_acts > 6)
        return false;
    c->matter = plain_matter(&t->plain, c->cond, &c->open);
    c->n = plain_valuations(&t->plain, &c->open, c->matter);
    return true;
}

static void play(tried *t, const cases *c, uint32_t i,
                 comitia_participation otherwise, plain_game *game)
{
    plain_values v;
    plain_valuation(&t->plain, &c->open, c->matter, i, &v);
    plain_play(&t->plain, c->cond, &c->open, &v, otherwise, game);
}

/* ---- names
 * ------------------------------------------------------------------------ */

static bool in_several_bodies(const cm_model *m, uint32_t player)
{
    unsigned n = 0;
    for (uint32_t b = 0; b < m->n_bodies; b++)
        n += cm_body_entry_of(&m->bodies[b], player) != CM_NONE;
    return n > 1;
}

/* A set of units as the library names it: k of the freed seats of P are one. */
static char *coalition_text(tried *t, uint32_t units)
{
    const plain *p = &t->plain;
    texts names = {0};
    for (unsigned u = 0; u < p->n_units; u++) {
        const plain_unit *unit = &p->units[u];
        const char *player = t->model->players[unit->player].label.name;
        unsigned k = 0;
        if (!(units >> u & 1))
            continue;
        if (unit->body == CM_NONE) {
            texts_add(&names, "%s", player);
            continue;
        }
        for (unsigned w = 0; w < p->n_units; w++) {
            bool same = (units >> w & 1) && p->units[w].body == unit->body &&
                        p->units[w].entry == unit->entry;
            if (same && w < u)
                k = 100; /* named with the first of them */
            k += same;
        }
        if (k < 100)
            texts_add(&names, "%u of %s%s%s", k, player,
                      in_several_bodies(t->model, unit->player) ? " in " : "",
                      in_several_bodies(t->model, unit->player)
                          ? t->model->bodies[unit->body].label.name
                          : "");
    }
    return texts_join(&names, " ");
}

static void drop_doubles(texts *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        bool seen = false;
        for (size_t k = 0; k < n; k++)
            seen |= strcmp(list->at[k], list->at[i]) == 0;
        if (seen)
            free(list->at[i]);
        else
            list->at[n++] = list->at[i];
    }
    list->n = n;
}

static uint32_t units_of(const plain_game *g, uint32_t set)
{
    uint32_t units = 0;
    for (unsigned i = 0; i < g->force.n; i++)
        if (set >> i & 1)
            units |= UINT32_C(1) << g->players[i];
    return units;
}

static char *minimal_sets(tried *t, const plain_game *g,
                          const oracle_game *game, unsigned *total)
{
    texts all = {0};
    *total = 0;
    for (uint32_t set = 0; set < UINT32_C(1) << game->n; set++) {
        if (!oracle_minimal_winning(game, set))
            continue;
        ++*total;
        char *text = coalition_text(t, units_of(g, set));
        texts_add(&all, "%s", text);
        free(text);
    }
    drop_doubles(&all);
    return texts_join(&all, " | ");
}

static char *when_text(tried *t, const cases *c, const plain_game *g)
{
    texts one = {0};
    for (unsigned k = 0; k < c->open.n_facts; k++)
        if (c->matter >> k & 1)
            texts_add_fact(&one, t, c->open.facts[k],
                           g->v.fact[c->open.facts[k]]);
    return texts_join(&one, " ");
}

static char *number(unsigned n)
{
    texts one = {0};
    texts_add(&one, "%u", n);
    return texts_join(&one, "");
}

static char *ratio(mpq_srcptr q)
{
    char *text = mpq_get_str(NULL, 10, q);
    texts one = {0};
    texts_add(&one, "%s", text);
    free(text);
    return texts_join(&one, "");
}

static const char *place(const char *list, uint32_t i, const char *key)
{
    static char path[80];
    snprintf(path, sizeof path, "%s.%u.%s", list, (unsigned)i, key);
    return path;
}

static const char *at(tried *t, uint32_t i, const char *key)
{
    return test_at(&t->asked, place("cases", i, key));
}

static const char *terms_at(tried *t, uint32_t i, const char *key)
{
    return tried_terms(t, place("cases", i, key));
}

/* ---- who
 * -------------------------------------------------------------------------- */

static void check_when(tried *t, const cases *c, const plain_game *g,
                       uint32_t i)
{
    /* one term: wrapped as a list it would have brackets */
    char *want = when_text(t, c, g), path[40];
    texts got = {0};
    for (size_t k = 0;; k++) {
        snprintf(path, sizeof path, "cases.%u.when.%zu.name", (unsigned)i, k);
        const char *name = test_at(&t->asked, path);
        if (!name)
            break;
        char *kept = calloc(1, strlen(name) + 1);
        strcpy(kept, name);
        snprintf(path, sizeof path, "cases.%u.when.%zu.value", (unsigned)i, k);
        texts_add(&got, "%s=%s", kept, test_at(&t->asked, path));
        free(kept);
    }
    char *joined = texts_join(&got, " ");
    tried_expect(t, "when", joined, want);
    free(joined);
}

static void check_refused(tried *t, plain_refusal refusal)
{
    expect_text(test_at(&t->asked, "answer"), "ill-posed");
    if (!test_has_code(&t->asked, refusal == PLAIN_C0511 ? "C0511" : "C0512"))
        tried_expect(t, "refused", "otherwise", number(refusal));
}

/* C0511 stands above C0512 wherever both are found. */
static plain_refusal refusal_of(tried *t, const cases *c,
                                comitia_participation otherwise)
{
    static plain_game g;
    plain_refusal all = PLAIN_FINE;
    for (uint32_t i = 0; i < c->n; i++) {
        play(t, c, i, otherwise, &g);
        if (g.refusal == PLAIN_C0511)
            return PLAIN_C0511;
        if (g.refusal != PLAIN_FINE)
            all = g.refusal;
    }
    return all;
}

/* Players of one list of those alike: "3 of P" are three. */
static uint64_t players_alike(const comitia_value *names)
{
    uint64_t n = 0;
    for (size_t k = 0; k < comitia_value_count(names); k++) {
        const char *name = comitia_value_string(comitia_value_at(names, k));
        n += strstr(name, " of ") ? strtoull(name, NULL, 10) : 1;
    }
    return n;
}

static uint64_t choose(uint64_t n, uint64_t k)
{
    uint64_t ways = 1;
    for (uint64_t i = 0; i < k; i++)
        ways = ways * (n - i) / (i + 1);
    return ways;
}

/* The kinds stand for just as many coalitions as there are. */
static void check_kinds(tried *t, uint32_t i, const char *key, unsigned sum)
{
    const comitia_value *one = comitia_value_at(
        comitia_value_get(t->asked.answer.value, "cases"), i);
    const comitia_value *kinds = comitia_value_get(one, key);
    const comitia_value *alike = comitia_value_get(one, "alike");
    uint64_t all = 0;
    char text[24];
    if (comitia_value_kind(kinds) != COMITIA_LIST)
        return;
    for (size_t k = 0; k < comitia_value_count(kinds); k++) {
        const comitia_value *counts = comitia_value_at(kinds, k);
        uint64_t ways = 1;
        for (size_t c = 0; c < comitia_value_count(counts); c++)
            ways *= choose(players_alike(comitia_value_at(alike, c)),
                           strtoull(comitia_value_string(
                                        comitia_value_at(counts, c)),
                                    NULL, 10));
        all += ways;
    }
    snprintf(text, sizeof text, "%llu", (unsigned long long)all);
    tried_expect(t, key, text, number(sum));
}

static void check_case(tried *t, const cases *c, uint32_t i,
                       comitia_participation otherwise)
{
    static plain_game g;
    unsigned total;
    play(t, c, i, otherwise, &g);
    check_when(t, c, &g, i);
    char *force = minimal_sets(t, &g, &g.force, &total);
    tried_expect(t, "force", terms_at(t, i, "force"), force);
    tried_expect(t, "force_total", at(t, i, "force_total"), number(total));
    check_kinds(t, i, "force_kinds", total);
    char *block = minimal_sets(t, &g, &g.block, &total);
    tried_expect(t, "block", terms_at(t, i, "block"), block);
    tried_expect(t, "block_total", at(t, i, "block_total"), number(total));
    check_kinds(t, i, "block_kinds", total);
}

static void check_players(tried *t, const cases *c,
                          comitia_participation otherwise)
{
    static plain_game g;
    texts names = {0}, got = {0};
    for (uint32_t i = 0; i < c->n; i++) {
        play(t, c, i, otherwise, &g);
        for (unsigned k = 0; k < g.force.n; k++)
            texts_add(&names, "%s",
                      t->model->players[t->plain.units[g.players[k]].player]
                          .label.name);
    }
    drop_doubles(&names);
    for (size_t k = 0;; k++) {
        char path[40];
        snprintf(path, sizeof path, "players.%zu", k);
        const char *name = test_at(&t->asked, path);
        if (!name)
            break;
        texts_add(&got, "%s", name);
    }
    char *joined = texts_join(&got, " ");
    tried_expect(t, "players", joined, texts_join(&names, " "));
    free(joined);
}

/* Minimal coalitions that force (block) under every valuation, over all units
   that matter under some. */
static void check_always(tried *t, const cases *c,
                         comitia_participation otherwise)
{
    static plain_game g;
    static oracle_game always[2];
    static plain_game named;
    memset(always, 0, sizeof always);
    named = (plain_game){.p = &t->plain};
    uint32_t all = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        play(t, c, i, otherwise, &g);
        all |= g.matters;
    }
    for (unsigned u = 0; u < t->plain.n_units; u++)
        if (all >> u & 1)
            named.players[named.force.n++] = u;
    always[0].n = always[1].n = named.force.n;
    memset(always[0].wins, 1, sizeof always[0].wins);
    memset(always[1].wins, 1, sizeof always[1].wins);
    for (uint32_t i = 0; i < c->n; i++) {
        play(t, c, i, otherwise, &g);
        for (uint32_t set = 0; set < UINT32_C(1) << named.force.n; set++) {
            uint32_t units = units_of(&named, set), own = 0;
            for (unsigned k = 0; k < g.force.n; k++)
                if (units >> g.players[k] & 1)
                    own |= UINT32_C(1) << k;
            always[0].wins[set] &= g.force.wins[own];
            always[1].wins[set] &= g.block.wins[own];
        }
    }
    unsigned total;
    tried_expect(t, "always force", tried_terms(t, "always.force"),
                 minimal_sets(t, &named, &always[0], &total));
    tried_expect(t, "always block", tried_terms(t, "always.block"),
                 minimal_sets(t, &named, &always[1], &total));
}

static void check_who(tried *t, const char *name,
                      comitia_participation otherwise)
{
    cases c;
    if (!find_cases(t, name, &c))
        return;
    t->question.otherwise = otherwise;
    tried_ask(t, COMITIA_WHO, name);
    plain_refusal refusal = refusal_of(t, &c, otherwise);
    if (refusal != PLAIN_FINE) {
        check_refused(t, refusal);
        return;
    }
    char want[16];
    snprintf(want, sizeof want, "[%u]", (unsigned)c.n);
    expect_text(test_at(&t->asked, "cases"), want);
    for (uint32_t i = 0; i < c.n; i++)
        check_case(t, &c, i, otherwise);
    check_players(t, &c, otherwise);
    check_always(t, &c, otherwise);
}

/* ---- power
 * ------------------------------------------------------------------------- */

static const char *row_at(tried *t, uint32_t i, unsigned row, const char *key)
{
    static char path[80];
    snprintf(path, sizeof path, "cases.%u.indices.%u.%s", (unsigned)i, row,
             key);
    return test_at(&t->asked, path);
}

/* The row of a unit: by player, freed or not, and its body if need be. */
static bool is_row_of(tried *t, uint32_t i, unsigned row, unsigned unit)
{
    const plain_unit *u = &t->plain.units[unit];
    const char *name = row_at(t, i, row, "player");
    const char *player = t->model->players[u->player].label.name;
    size_t n = strlen(player);
    if (!name || strncmp(name, player, n) != 0)
        return false;
    if (name[n] && name[n] != ' ')
        return false;
    bool free_row = strcmp(row_at(t, i, row, "free"), "true") == 0;
    name = row_at(t, i, row, "player");
    if (free_row != (u->body != CM_NONE))
        return false;
    return !name[n] || strcmp(strrchr(name, ' ') + 1,
                              t->model->bodies[u->body].label.name) == 0;
}

static void expect_row(tried *t, uint32_t i, unsigned row, const char *key,
                       mpq_srcptr want, bool defined)
{
    texts none = {0};
    texts_add(&none, "null");
    char *text = texts_join(&none, "");
    if (defined) {
        free(text);
        text = ratio(want);
    }
    tried_expect(t, key, row_at(t, i, row, key), text);
}

static void check_row(tried *t, uint32_t i, unsigned row, const plain_game *g,
                      const oracle_power *power, unsigned k)
{
    mpq_t q, sum;
    mpz_t two;
    mpq_inits(q, sum, NULL);
    mpz_init(two);
    for (unsigned j = 0; j < power->n; j++) {
        mpq_set_ui(q, power->swings[j], 1);
        mpq_add(sum, sum, q);
    }
    mpq_set_ui(q, power->swings[k], 1);
    expect_row(t, i, row, "swings", q, true);
    bool swings = mpq_sgn(sum) > 0;
    if (swings)
        mpq_div(sum, q, sum);
    expect_row(t, i, row, "banzhaf", sum, swings);
    mpz_set_ui(two, 1);
    mpz_mul_2exp(two, two, power->n - 1);
    mpq_set_z(sum, two);
    mpq_div(sum, q, sum);
    expect_row(t, i, row, "banzhaf_absolute", sum, true);
    expect_row(t, i, row, "shapley", power->shapley[k], true);
    expect_row(t, i, row, "deegan_packel", power->deegan_packel[k],
               power->has_minimal);
    expect_row(t, i, row, "holler", power->holler[k], power->has_minimal);
    expect_row(t, i, row, "johnston", power->johnston[k], power->has_johnston);
    uint64_t all = UINT64_C(1) << power->n;
    mpq_set_ui(sum, power->swings[k], power->winning ? power->winning : 1);
    mpq_canonicalize(sum);
    expect_row(t, i, row, "coleman_prevent", sum, power->winning > 0);
    uint64_t losing = all - power->winning;
    mpq_set_ui(sum, power->swings[k], losing ? losing : 1);
    mpq_canonicalize(sum);
    expect_row(t, i, row, "coleman_initiate", sum, losing > 0);
    uint32_t alone = UINT32_C(1) << k;
    bool veto = g->block.wins[alone], forces = g->force.wins[alone];
    expect_text(row_at(t, i, row, "dummy"),
                power->swings[k] ? "false" : "true");
    if (strcmp(row_at(t, i, row, "veto"), veto ? "true" : "false") != 0)
        tried_expect(t, "veto", row_at(t, i, row, "veto"), number(veto));
    expect_text(row_at(t, i, row, "dictator"),
                veto && forces ? "true" : "false");
    mpq_clears(q, sum, NULL);
    mpz_clear(two);
}

static void check_power(tried *t, const char *name,
                        comitia_participation otherwise)
{
    static plain_game g;
    cases c;
    if (!find_cases(t, name, &c))
        return;
    t->question.otherwise = otherwise;
    tried_ask(t, COMITIA_POWER, name);
    if (refusal_of(t, &c, otherwise) != PLAIN_FINE) {
        expect_text(test_at(&t->asked, "answer"), "ill-posed");
        return;
    }
    for (uint32_t i = 0; i < c.n; i++) {
        oracle_power power;
        unsigned blocking, total;
        play(t, &c, i, otherwise, &g);
        oracle_power_of(&g.force, &power);
        free(minimal_sets(t, &g, &g.block, &blocking));
        free(minimal_sets(t, &g, &g.force, &total));
        tried_expect(t, "players", at(t, i, "players"), number(g.force.n));
        tried_expect(t, "winning", at(t, i, "winning"),
                     number((unsigned)power.winning));
        tried_expect(t, "minimal_winning", at(t, i, "minimal_winning"),
                     number(total));
        tried_expect(t, "minimal_blocking", at(t, i, "minimal_blocking"),
                     number(blocking));
        for (unsigned k = 0; k < g.force.n; k++) {
            unsigned row = 0;
            while (row_at(t, i, row, "player") &&
                   !is_row_of(t, i, row, g.players[k]))
                row++;
            if (!row_at(t, i, row, "player"))
                tried_expect(t, "a row", "missing", number(k));
            check_row(t, i, row, &g, &power, k);
        }
        oracle_power_clear(&power);
    }
}

/* ---- can
 * ----------------------------------------------------------------------------
 */

static void check_can(tried *t, cm_random *random, const char *name,
                      comitia_participation otherwise)
{
    static plain_game g;
    cases c;
    const char *who[2];
    uint32_t players[2];
    unsigned n = 1 + (unsigned)cm_random_below(random, 2);
    bool block = cm_random_chance(random, 1, 2);
    if (!find_cases(t, name, &c) || refusal_of(t, &c, otherwise) != PLAIN_FINE)
        return;
    for (unsigned i = 0; i < n; i++) {
        who[i] = t->text.players[cm_random_below(random, t->text.n_players)];
        players[i] = cm_model_name(t->model, who[i]).index;
    }
    comitia_question question = t->question;
    question.verb = COMITIA_CAN;
    question.otherwise = otherwise;
    question.names = &name;
    question.n_names = 1;
    question.who = who;
    question.n_who = n;
    question.block = block;
    test_question_of(&t->asked, question);
    uint32_t yes = 0;
    for (uint32_t i = 0; i < c.n; i++) {
        uint32_t set = 0;
        play(t, &c, i, otherwise, &g);
        for (unsigned k = 0; k < g.force.n; k++)
            for (unsigned w = 0; w < n; w++)
                if (t->plain.units[g.players[k]].player == players[w])
                    set |= UINT32_C(1) << k;
        bool can = (block ? &g.block : &g.force)->wins[set];
        yes += can;
        texts one = {0};
        texts_add(&one, "%s", can ? "true" : "false");
        tried_expect(t, block ? "can block" : "can force", at(t, i, "value"),
                     texts_join(&one, ""));
    }
    expect_text(test_at(&t->asked, "answer"), yes == c.n ? "yes"
                                              : yes      ? "open"
                                                         : "no");
}

/* ---- laws
 * ------------------------------------------------------------------------------
 */

typedef void checker(tried *t, cm_random *random, const char *name,
                     comitia_participation otherwise);

static void check(cm_random *random, bool mixed, checker *one)
{
    static tried t;
    random_model_options options = {
        .history = true, .nested = true, .ladders = true, .mixed = mixed};
    if (tried_open(&t, random, &options))
        for (unsigned i = 0; i < t.text.n_subjects; i++)
            for (unsigned m = 0; m < 3; m++)
                one(&t, random, t.text.subjects[i], models[m]);
    tried_close(&t);
}

static void who_of(tried *t, cm_random *random, const char *name,
                   comitia_participation otherwise)
{
    (void)random;
    check_who(t, name, otherwise);
}

static void power_of(tried *t, cm_random *random, const char *name,
                     comitia_participation otherwise)
{
    (void)random;
    check_power(t, name, otherwise);
}

static void coalitions_are_as_enumerated(cm_random *random)
{
    check(random, false, who_of);
}

static void coalitions_are_as_enumerated_with_mixed_rules(cm_random *random)
{
    check(random, true, who_of);
}

static void power_is_as_defined(cm_random *random)
{
    check(random, false, power_of);
}

static void power_is_as_defined_with_mixed_rules(cm_random *random)
{
    check(random, true, power_of);
}

static void what_players_can_do_is_as_enumerated(cm_random *random)
{
    check(random, cm_random_chance(random, 1, 2), check_can);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_PROPERTY("coalitions are as enumerated",
                      coalitions_are_as_enumerated, 60),
        TEST_PROPERTY("coalitions are as enumerated with mixed rules",
                      coalitions_are_as_enumerated_with_mixed_rules, 60),
        TEST_PROPERTY("power is as defined", power_is_as_defined, 40),
        TEST_PROPERTY("power is as defined with mixed rules",
                      power_is_as_defined_with_mixed_rules, 40),
        TEST_PROPERTY("what players can do is as enumerated",
                      what_players_can_do_is_as_enumerated, 60),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
