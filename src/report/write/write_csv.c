/* The same six columns for every verb, so that tables can be put together:
 *
 *   case     the value of --each and the open facts, "Reading is Court"
 *   subject  what is asked about: an act, a body, a claim, talks
 *   item     a part of it: a player, a quota, the number of a coalition
 *   measure  what is measured, mostly the key of the JSON
 *   value    exact, as in the JSON
 *   decimal  the same with 12 significant digits, if it is a number
 */
#include "report/write/write_csv.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/number.h"
#include "report/doc/csv.h"
#include "report/doc/decimal.h"
#include "report/doc/tree.h"

enum { DIGITS = 12 };

typedef struct table {
    cm_arena *arena;
    cm_buf *out;
    const char *each; /* "Reading is Court", or "" */
    const char *when; /* that and the case of this answer, or "" */
    const char *subject, *item;
} table;

/* ---- cells --------------------------------------------------------------- */

/* A proved bound is a decimal already. */
static bool is_decimal(const char *text)
{
    size_t n = strspn(text, "0123456789");
    return n && text[n] == '.' &&
           text[n + 1 + strspn(text + n + 1, "0123456789")] == '\0';
}

static void add_decimal(table *t, const char *value)
{
    mpq_t q;
    if (is_decimal(value)) {
        cm_buf_add(t->out, value);
        return;
    }
    mpq_init(q);
    if (cm_ratio_read(value, q) && mpq_sgn(q) >= 0) {
        const char *text = cm_number_nearest(t->arena, q, DIGITS);
        if (text)
            cm_buf_add(t->out, text);
        else
            t->out->failed = true;
    }
    mpq_clear(q);
}

static void add_row(table *t, const char *measure, const char *value,
                    bool is_number)
{
    cm_csv_cell(t->out, t->when);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, t->subject);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, t->item);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, measure);
    cm_buf_char(t->out, ',');
    cm_csv_cell(t->out, value);
    cm_buf_char(t->out, ',');
    if (is_number)
        add_decimal(t, value);
    cm_buf_char(t->out, '\n');
}

/* A value that has no parts. */
static void put(table *t, const char *measure, const comitia_value *value)
{
    char number[24];
    switch (comitia_value_kind(value)) {
    case COMITIA_NULL: add_row(t, measure, "", false); break;
    case COMITIA_BOOL:
        add_row(t, measure, comitia_value_bool(value) ? "true" : "false",
                false);
        break;
    case COMITIA_NUMBER:
        snprintf(number, sizeof number, "%" PRId64,
                 comitia_value_number(value));
        add_row(t, measure, number, true);
        break;
    case COMITIA_STRING:
        add_row(t, measure, comitia_value_string(value), true);
        break;
    default: break;
    }
}

static void put_text(table *t, const char *measure, const char *text)
{
    add_row(t, measure, text, false);
}

/* The members of an object that have no parts, but for some (ended by NULL). */
static void put_all(table *t, const comitia_value *object,
                    const char *const *but)
{
    for (size_t i = 0; i < comitia_value_count(object); i++) {
        const char *key = comitia_value_key(object, i);
        bool left_out = *key == '.';
        for (size_t k = 0; but[k]; k++)
            left_out |= strcmp(but[k], key) == 0;
        if (!left_out)
            put(t, key, comitia_value_at(object, i));
    }
}
#define BUT(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char *joined(table *t, const char *a, const char *between,
                          const char *b)
{
    cm_buf buf;
    cm_buf_init(&buf, t->arena);
    cm_buf_add(&buf, a);
    cm_buf_add(&buf, between);
    cm_buf_add(&buf, b);
    t->out->failed |= buf.failed;
    return buf.failed ? "" : cm_buf_text(&buf);
}

/* "force 3" */
static const char *numbered(table *t, const char *what, size_t number)
{
    cm_buf buf;
    cm_buf_init(&buf, t->arena);
    cm_buf_addf(&buf, "%s %zu", what, number);
    if (buf.failed)
        t->out->failed = true;
    return buf.failed ? "" : buf.at;
}

/* Lists of names, each a numbered item with a row for each of its names. */
static void put_sets(table *t, const char *what, const char *measure,
                     const comitia_value *sets)
{
    for (size_t i = 0; i < comitia_value_count(sets); i++) {
        const comitia_value *set = comitia_value_at(sets, i);
        t->item = numbered(t, what, i + 1);
        for (size_t k = 0; k < comitia_value_count(set); k++)
            put_text(t, measure, cm_tree_item(set, k));
    }
    t->item = "";
}

/* Terms: each a numbered item with a row for each of its literals. */
static void put_terms(table *t, const char *what, const comitia_value *terms)
{
    for (size_t i = 0; i < comitia_value_count(terms); i++) {
        const comitia_value *term = comitia_value_at(terms, i);
        t->item = numbered(t, what, i + 1);
        for (size_t k = 0; k < comitia_value_count(term); k++) {
            const comitia_value *literal = comitia_value_at(term, k);
            put(t, cm_tree_text(literal, "name"),
                comitia_value_get(literal, "value"));
        }
    }
    t->item = "";
}

/* "Reading is Court and not Open", behind what --each says. */
static const char *case_text(table *t, const comitia_value *term)
{
    cm_buf buf;
    cm_buf_init(&buf, t->arena);
    cm_buf_add(&buf, t->each);
    for (size_t i = 0; i < comitia_value_count(term); i++) {
        const comitia_value *literal = comitia_value_at(term, i);
        const comitia_value *value = comitia_value_get(literal, "value");
        const char *name = cm_tree_text(literal, "name");
        cm_buf_add(&buf, i || *t->each ? " and " : "");
        if (comitia_value_kind(value) == COMITIA_STRING)
            cm_buf_addf(&buf, "%s is %s", name, comitia_value_string(value));
        else
            cm_buf_addf(&buf, "%s%s", comitia_value_bool(value) ? "" : "not ",
                        name);
    }
    if (buf.failed)
        t->out->failed = true;
    return buf.failed ? "" : buf.at;
}

/* A name as a subject: of a subject object, of a text. */
static const char *subject_name(const comitia_value *object, const char *key)
{
    const comitia_value *subject = comitia_value_get(object, key);
    return comitia_value_kind(subject) == COMITIA_STRING
               ? comitia_value_string(subject)
               : cm_tree_text(subject, "name");
}

/* Keys of the head, which are no part of the answer. */
static const char *const head[] = {"comitia", "verb",  "file",      "on",
                                   "otherwise", "answer", "exit",   "exact",
                                   "certified", "more", "subject",  NULL};

/* Members that have parts of their own, such as the two ends of a bound:
   "banzhaf_low". */
static void put_parts(table *t, const comitia_value *object)
{
    for (size_t i = 0; i < comitia_value_count(object); i++) {
        const comitia_value *parts = comitia_value_at(object, i);
        const char *key = comitia_value_key(object, i);
        if (comitia_value_kind(parts) != COMITIA_OBJECT || *key == '.')
            continue;
        for (size_t k = 0; k < comitia_value_count(parts); k++)
            put(t, joined(t, key, "_", comitia_value_key(parts, k)),
                comitia_value_at(parts, k));
    }
}

/* ---- the verbs ----------------------------------------------------------- */

static void rows_of_check(table *t, const comitia_value *answer)
{
    const comitia_value *expects = comitia_value_get(answer, "expects");
    t->subject = "";
    put_all(t, answer, head);
    for (size_t i = 0; i < comitia_value_count(expects); i++) {
        const comitia_value *expect = comitia_value_at(expects, i);
        t->subject = cm_tree_text(expect, "text");
        put_all(t, expect, BUT("text"));
    }
}

static void put_seats(table *t, const comitia_value *bodies)
{
    for (size_t i = 0; i < comitia_value_count(bodies); i++) {
        const comitia_value *body = comitia_value_at(bodies, i);
        const comitia_value *parties = comitia_value_get(body, "parties");
        t->subject = cm_tree_text(body, "name");
        put_all(t, body, BUT("name"));
        for (size_t k = 0; k < comitia_value_count(parties); k++) {
            const comitia_value *party = comitia_value_at(parties, k);
            t->item = cm_tree_text(party, "name");
            put(t, "seats", comitia_value_get(party, "seats"));
        }
        t->item = "";
    }
}

static void rows_of_status(table *t, const comitia_value *answer)
{
    const comitia_value *subjects = comitia_value_get(answer, "subjects");
    for (size_t i = 0; i < comitia_value_count(subjects); i++) {
        const comitia_value *row = comitia_value_at(subjects, i);
        t->subject = subject_name(row, "subject");
        put(t, "status", comitia_value_get(row, "status"));
        put(t, "result", comitia_value_get(row, "result"));
        put_terms(t, "needed", comitia_value_get(row, "needed"));
        put_terms(t, "stopped", comitia_value_get(row, "stopped"));
    }
    put_seats(t, comitia_value_get(answer, "bodies"));
}

static void rows_of_needs(table *t, const comitia_value *one)
{
    const comitia_value *quotas = comitia_value_get(one, "quotas");
    const comitia_value *players = comitia_value_get(one, "players");
    put_all(t, one, BUT("when"));
    t->item = "recorded";
    put_all(t, comitia_value_get(one, "recorded"), BUT(""));
    for (size_t i = 0; i < comitia_value_count(quotas); i++) {
        const comitia_value *quota = comitia_value_at(quotas, i);
        t->item = cm_tree_text(quota, "text");
        put_all(t, quota, BUT("text"));
    }
    for (size_t i = 0; i < comitia_value_count(players); i++) {
        const comitia_value *player = comitia_value_at(players, i);
        t->item = cm_tree_text(player, "player");
        put_all(t, player, BUT("player"));
    }
}

static void rows_of_can(table *t, const comitia_value *one)
{
    put(t, "value", comitia_value_get(one, "value"));
}

static void rows_of_who(table *t, const comitia_value *one)
{
    put_all(t, one, BUT("when"));
    put_sets(t, "force", "member", comitia_value_get(one, "force"));
    put_sets(t, "block", "member", comitia_value_get(one, "block"));
}

static void rows_of_power(table *t, const comitia_value *one)
{
    const comitia_value *indices = comitia_value_get(one, "indices");
    put_all(t, one, BUT("when"));
    for (size_t i = 0; i < comitia_value_count(indices); i++) {
        const comitia_value *player = comitia_value_at(indices, i);
        t->item = cm_tree_text(player, "player");
        put_all(t, player, BUT("player"));
        put_parts(t, player); /* an index between two decimals */
    }
}

static void rows_of_chance(table *t, const comitia_value *answer)
{
    const comitia_value *free = comitia_value_get(answer, "free_variables");
    put(t, "low", comitia_value_get(answer, "low"));
    put(t, "high", comitia_value_get(answer, "high"));
    for (size_t i = 0; i < comitia_value_count(free); i++)
        put_text(t, "free", cm_tree_item(free, i));
}

static void rows_of_belief(table *t, const comitia_value *answer)
{
    const comitia_value *claims = comitia_value_get(answer, "claims");
    for (size_t i = 0; i < comitia_value_count(claims); i++) {
        const comitia_value *claim = comitia_value_at(claims, i);
        const comitia_value *origins = comitia_value_get(claim, "origins");
        t->subject = cm_tree_text(claim, "name");
        if (!cm_tree_null(claim, "option"))
            t->subject = joined(t, t->subject, " is ",
                                cm_tree_text(claim, "option"));
        put_all(t, claim, BUT("name", "option"));
        for (size_t k = 0; k < comitia_value_count(origins); k++) {
            const comitia_value *origin = comitia_value_at(origins, k);
            t->item = cm_tree_text(origin, "origin");
            put_all(t, origin, BUT("origin", "title"));
        }
        t->item = "";
    }
}

static void rows_of_goal(table *t, const char *talks,
                         const comitia_value *goal)
{
    const comitia_value *best = comitia_value_get(goal, "best");
    t->subject = cm_tree_null(goal, "label")
                     ? talks
                     : joined(t, talks, ": ", cm_tree_text(goal, "label"));
    put_all(t, goal, BUT("label"));
    put_sets(t, "clash", "statement", comitia_value_get(goal, "clashes"));
    put_sets(t, "concession", "statement",
             comitia_value_get(goal, "concessions"));
    for (size_t i = 0; i < comitia_value_count(best); i++) {
        t->item = numbered(t, "best", i + 1);
        put_all(t, comitia_value_at(best, i), BUT(""));
    }
    t->item = "";
}

static void rows_of_deal(table *t, const comitia_value *answer)
{
    const comitia_value *all = comitia_value_get(answer, "talks");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *talks = comitia_value_at(all, i);
        const comitia_value *goals = comitia_value_get(talks, "goals");
        const comitia_value *threats = comitia_value_get(talks, "threats");
        for (size_t k = 0; k < comitia_value_count(goals); k++)
            rows_of_goal(t, cm_tree_text(talks, "name"),
                         comitia_value_at(goals, k));
        t->subject = cm_tree_text(talks, "name");
        for (size_t k = 0; k < comitia_value_count(threats); k++) {
            const comitia_value *threat = comitia_value_at(threats, k);
            t->item = numbered(t, "threat", k + 1);
            put_all(t, threat, BUT(""));
            put_all(t, comitia_value_get(threat, "works"), BUT(""));
        }
        t->item = "";
    }
}

static void rows_of_timeline(table *t, const comitia_value *answer)
{
    const comitia_value *steps = comitia_value_get(answer, "steps");
    for (size_t i = 0; i < comitia_value_count(steps); i++) {
        const comitia_value *step = comitia_value_at(steps, i);
        const comitia_value *changes = comitia_value_get(step, "changes");
        t->subject = cm_tree_text(step, "text");
        put_all(t, step, BUT("text"));
        for (size_t k = 0; k < comitia_value_count(changes); k++) {
            const comitia_value *change = comitia_value_at(changes, k);
            t->item = cm_tree_text(change, "name");
            put(t, "before", comitia_value_get(change, "from"));
            put(t, "after", comitia_value_get(change, "to"));
        }
        t->item = "";
    }
}

static void rows_of_why(table *t, const comitia_value *answer)
{
    put(t, "status", comitia_value_get(answer, "status"));
    put_terms(t, "reason", comitia_value_get(answer, "reasons"));
    put_terms(t, "change", comitia_value_get(answer, "changes"));
}

static void rows_of_show(table *t, const comitia_value *answer)
{
    const comitia_value *all = comitia_value_get(answer, "declarations");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *one = comitia_value_at(all, i);
        t->subject = cm_tree_text(one, "name");
        if (!*t->subject)
            t->subject = numbered(t, cm_tree_text(one, "kind"), i + 1);
        put_all(t, one, BUT("name"));
    }
}

static void rows_of_diff(table *t, const comitia_value *answer)
{
    const comitia_value *all = comitia_value_get(answer, "changes");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *one = comitia_value_at(all, i);
        t->when = case_text(t, comitia_value_get(one, "when"));
        t->subject = subject_name(one, "subject");
        t->item = cm_tree_text(one, "player");
        put(t, "what", comitia_value_get(one, "what"));
        put(t, "old", comitia_value_get(one, "old"));
        put(t, "new", comitia_value_get(one, "new"));
    }
}

static void put_parties(table *t, const comitia_value *object)
{
    const comitia_value *all = comitia_value_get(object, "parties");
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *party = comitia_value_at(all, i);
        t->item = cm_tree_text(party, "party");
        put_all(t, party, BUT("party"));
        put_parts(t, party);
    }
    t->item = "";
}

/* Who gets a tied seat, outcome by outcome. */
static void put_outcomes(table *t, const comitia_value *tie)
{
    const comitia_value *ways = comitia_value_get(tie, "takers");
    for (size_t i = 0; i < comitia_value_count(ways); i++) {
        const comitia_value *takers = comitia_value_at(ways, i);
        t->item = numbered(t, "outcome", i + 1);
        for (size_t k = 0; k < comitia_value_count(takers); k++)
            put_text(t, "taker", cm_tree_item(takers, k));
    }
    t->item = "";
}

/* "North: A+B with 3" for what is shared out in an alliance. */
static void put_division(table *t, const char *district,
                         const comitia_value *division)
{
    const comitia_value *members = comitia_value_get(division, "members");
    const char *name =
        joined(t, district, ": ", cm_tree_text(division, "alliance"));
    t->subject = joined(t, name, " with ", cm_tree_text(division, "seats"));
    t->item = "";
    put_all(t, division, BUT("alliance", "seats"));
    put_parts(t, division);
    for (size_t i = 0; i < comitia_value_count(members); i++) {
        const comitia_value *row = comitia_value_at(members, i);
        t->item = cm_tree_text(row, "name");
        put_all(t, row, BUT("name"));
    }
    put_outcomes(t, comitia_value_get(division, "tie"));
}

/* Each division, and the seats in each outcome of all of them. */
static void put_joint(table *t, const comitia_value *joint)
{
    const comitia_value *divisions = comitia_value_get(joint, "divisions");
    const comitia_value *members = comitia_value_get(joint, "members");
    const comitia_value *list =
        comitia_value_get(comitia_value_get(joint, "outcomes"), "list");
    const char *district = t->subject;
    for (size_t i = 0; i < comitia_value_count(members); i++) {
        const comitia_value *row = comitia_value_at(members, i);
        t->item = cm_tree_text(row, "name");
        if (comitia_value_bool(comitia_value_get(row, "alliance")))
            put_all(t, row, BUT("name"));
    }
    for (size_t i = 0; i < comitia_value_count(divisions); i++)
        put_division(t, district, comitia_value_at(divisions, i));
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *one = comitia_value_at(list, i);
        t->subject = joined(t, district, ": ", numbered(t, "outcome", i + 1));
        for (size_t k = 0; k < comitia_value_count(one); k++) {
            const comitia_value *row = comitia_value_at(one, k);
            t->item = cm_tree_text(row, "party");
            put(t, "seats", comitia_value_get(row, "seats"));
        }
        t->item = "";
    }
    t->subject = district;
}

static void rows_of_seats(table *t, const comitia_value *answer)
{
    const comitia_value *districts = comitia_value_get(answer, "districts");
    put_all(t, answer, head);
    put_parties(t, answer);
    for (size_t i = 0; i < comitia_value_count(districts); i++) {
        const comitia_value *district = comitia_value_at(districts, i);
        t->subject = cm_tree_null(district, "name")
                         ? numbered(t, "district", i + 1)
                         : cm_tree_text(district, "name");
        put_all(t, district, BUT("name"));
        put_parts(t, district);
        put_parties(t, district);
        put_outcomes(t, comitia_value_get(district, "tie"));
        put_joint(t, comitia_value_get(district, "joint"));
    }
}

static void rows_of_poll(table *t, const comitia_value *answer)
{
    const comitia_value *sample = comitia_value_get(answer, "sample");
    const comitia_value *all = comitia_value_get(sample, "coalitions");
    put_all(t, answer, head);
    put_all(t, sample, BUT(""));
    put_parties(t, sample);
    for (size_t i = 0; i < comitia_value_count(all); i++) {
        const comitia_value *one = comitia_value_at(all, i);
        const comitia_value *parties = comitia_value_get(one, "parties");
        const char *name = "";
        for (size_t k = 0; k < comitia_value_count(parties); k++)
            name = joined(t, name, k ? "+" : "", cm_tree_item(parties, k));
        t->item = name;
        put_parts(t, one);
    }
}

/* ---- the whole ----------------------------------------------------------- */

static const struct verb {
    const char *word;
    void (*rows)(table *t, const comitia_value *answer);
    bool by_case; /* rows is called for each of its cases */
} verbs[] = {
    {"check", rows_of_check, false},   {"status", rows_of_status, false},
    {"needs", rows_of_needs, true},    {"can", rows_of_can, true},
    {"who", rows_of_who, true},        {"power", rows_of_power, true},
    {"chance", rows_of_chance, false}, {"belief", rows_of_belief, false},
    {"deal", rows_of_deal, false},     {"timeline", rows_of_timeline, false},
    {"why", rows_of_why, false},       {"how", rows_of_why, false},
    {"show", rows_of_show, false},     {"diff", rows_of_diff, false},
    {"seats", rows_of_seats, false},   {"poll", rows_of_poll, false},
};

static const struct verb *verb_of(const comitia_value *answer)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (cm_tree_is(answer, "verb", verbs[i].word))
            return &verbs[i];
    return NULL;
}

static void rows_of(table *t, const struct verb *verb,
                    const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    t->when = t->each;
    t->item = "";
    t->subject = subject_name(answer, "subject");
    if (!verb->by_case) {
        verb->rows(t, answer);
        return;
    }
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        t->when = case_text(t, comitia_value_get(one, "when"));
        t->item = "";
        verb->rows(t, one);
    }
    /* What holds whatever the open facts are, if there are any. */
    const comitia_value *always = comitia_value_get(answer, "always");
    if (always && comitia_value_count(cases) > 1) {
        t->when = *t->each ? joined(t, t->each, " and ", "always") : "always";
        t->item = "";
        verb->rows(t, always);
    }
}

/* "Reading is Court", "not Open" */
static const char *each_text(table *t, const comitia_value *answer,
                             const comitia_value *one)
{
    const comitia_value *value = comitia_value_get(one, "value");
    const char *name = cm_tree_text(answer, "each");
    return comitia_value_kind(value) == COMITIA_STRING
               ? joined(t, name, " is ", comitia_value_string(value))
           : comitia_value_bool(value) ? name
                                       : joined(t, "not ", "", name);
}

bool cm_long_table_add(cm_arena *arena, const comitia_value *answer, cm_buf *out)
{
    const struct verb *verb = verb_of(answer);
    table t = {.arena = arena, .out = out, .each = ""};
    if (!verb)
        return false;
    cm_buf_add(out, "case,subject,item,measure,value,decimal\n");
    if (!comitia_value_get(answer, "each")) {
        rows_of(&t, verb, answer);
        return true;
    }
    const comitia_value *cases = comitia_value_get(answer, "cases");
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        t.each = each_text(&t, answer, one);
        rows_of(&t, verb, comitia_value_get(one, "answer"));
    }
    return true;
}
