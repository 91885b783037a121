/* needs: seats needed, recorded and missing; who could supply them. */
#include <string.h>

#include "report/brief/brief.h"
#include "report/doc/decimal.h"
#include "report/words/units.h"

static const comitia_value *cases_of(const comitia_value *answer)
{
    return comitia_value_get(answer, "cases");
}

/* Whether a base varies with the ballots, so that the number needed supposes
   that everyone votes. */
static bool varies(const comitia_value *one)
{
    const comitia_value *quotas = comitia_value_get(one, "quotas");
    for (size_t q = 0; q < comitia_value_count(quotas); q++) {
        const char *base = cm_tree_text(comitia_value_at(quotas, q), "base");
        size_t n = strlen(base);
        if (strcmp(base, "present") == 0 || strcmp(base, "votes cast") == 0 ||
            (n > 8 && strcmp(base + n - 8, " present") == 0) ||
            (n > 5 && strcmp(base + n - 5, " cast") == 0))
            return true;
    }
    return false;
}

/* a + b == sum, of numbers as they stand in an answer. */
static bool add_up(const char *a, const char *b, const char *sum)
{
    mpq_t x, y, z;
    mpq_inits(x, y, z, NULL);
    bool good = cm_ratio_read(a, x) && cm_ratio_read(b, y) &&
                cm_ratio_read(sum, z);
    mpq_add(x, x, y);
    good = good && mpq_equal(x, z);
    mpq_clears(x, y, z, NULL);
    return good;
}

/* What is needed supposes that everyone votes and that those vote yes who count
   most, what is missing or to spare starts from the ballots as they are: where
   the three do not fit together, each is told for what it is. */
static const char *unlike_text(cm_doc *doc, const comitia_value *one,
                               const char *yes, const char *more)
{
    return cm_textf(doc, "%s yes, %s (%s %s)", yes, more,
                    cm_grouped(doc, cm_tree_text(one, "needed")),
                    varies(one) ? "needed with everyone voting"
                                : "needed at least");
}

static const char *recorded_text(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *recorded = comitia_value_get(one, "recorded");
    const char *cast = cm_tree_text(recorded, "yes");
    const char *yes = cm_grouped(doc, cast);
    const char *needed = cm_tree_text(one, "needed");
    const char *missing = cm_tree_text(one, "missing");
    const char *spare = cm_tree_text(one, "to_spare");
    if (!*needed)
        return cm_textf(doc, "%s voted yes", yes);
    if (*spare && !add_up(needed, spare, cast))
        return unlike_text(doc, one, yes,
                           cm_textf(doc, "%s to spare",
                                    strcmp(spare, "0") ? cm_grouped(doc, spare)
                                                       : "none"));
    if (*missing && strcmp(missing, "0") != 0 && !add_up(cast, missing, needed))
        return unlike_text(doc, one, yes,
                           cm_textf(doc, "%s missing",
                                    cm_grouped(doc, missing)));
    if (cm_tree_is(one, "result", "passed"))
        return *spare ? cm_textf(doc, "%s yes, %s needed, %s to spare", yes,
                                 cm_grouped(doc, needed),
                                 strcmp(spare, "0") ? cm_grouped(doc, spare)
                                                    : "none")
                      : cm_textf(doc, "%s yes, %s needed", yes,
                                 cm_grouped(doc, needed));
    if (*missing && strcmp(missing, "0") != 0)
        return cm_textf(doc, "%s of the %s needed, %s missing", yes,
                        cm_grouped(doc, needed), cm_grouped(doc, missing));
    return cm_textf(doc, "%s of the %s needed", yes, cm_grouped(doc, needed));
}

/* Why no number of yes votes is enough: the quorum may be out of reach. */
static const char *unmet_quorum_text(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *quorum = comitia_value_get(one, "quorum");
    const comitia_value *quota = comitia_value_at(quorum, 0);
    const char *members = cm_tree_text(one, "members");
    size_t n = comitia_value_count(quorum), out_of_reach = 0;
    for (size_t q = 0; q < n; q++)
        out_of_reach +=
            cm_tree_is(comitia_value_at(quorum, q), "base", "seats") &&
            cm_compare_texts(
                cm_tree_text(comitia_value_at(quorum, q), "required"),
                members) > 0;
    if (n == 0 || out_of_reach < n)
        return "no number of yes votes alone decides it";
    return cm_textf(doc,
                    "it cannot pass: its quorum is %s of %s seats, and %s %s in "
                    "office",
                    cm_grouped(doc, cm_tree_text(quota, "required")),
                    cm_grouped(doc, cm_tree_text(quota, "total")),
                    cm_grouped(doc, members),
                    cm_is_one(members) ? "is" : "are");
}

const char *cm_need_text(cm_doc *doc, const comitia_value *one)
{
    if (!cm_tree_null(one, "recorded"))
        return recorded_text(doc, one);
    const char *needed = cm_tree_text(one, "needed");
    if (!*needed)
        return unmet_quorum_text(doc, one);
    bool of_seats = false;
    const comitia_value *quotas = comitia_value_get(one, "quotas");
    for (size_t q = 0; q < comitia_value_count(quotas); q++)
        of_seats |= cm_tree_is(comitia_value_at(quotas, q), "base", "seats");
    bool vacant =
        strcmp(cm_tree_text(one, "seats"), cm_tree_text(one, "members")) != 0;
    const char *all = cm_tree_text(one, of_seats ? "seats" : "members");
    return cm_textf(doc, "%s of %s%s needed%s", cm_grouped(doc, needed),
                    cm_grouped(doc, all),
                    vacant ? of_seats ? " seats" : " members in office" : "",
                    varies(one) ? " with everyone voting" : "");
}

const char *cm_case_text(cm_doc *doc, const comitia_value *one)
{
    const char *result = cm_tree_text(one, "result");
    const char *need = cm_need_text(doc, one);
    const char *when = cm_if_text(doc, comitia_value_get(one, "when"));
    if (!*result)
        return cm_textf(doc, "%s%s", need, when);
    if (!*when)
        return cm_textf(doc, "%s, %s", cm_verdict_text(doc, result), need);
    return cm_textf(doc, "%s%s: %s", cm_verdict_text(doc, result), when, need);
}

static const char *result_of(cm_doc *doc, const comitia_value *one)
{
    const char *result = cm_tree_text(one, "result");
    return *result ? cm_textf(doc, "%s, ", cm_verdict_text(doc, result)) : "";
}

static void needed_cell(cm_doc *doc, cm_table *table,
                        const comitia_value *quota)
{
    const char *required = cm_tree_text(quota, "required");
    bool most = cm_tree_is(quota, "compare", "at most") ||
                cm_tree_is(quota, "compare", "fewer than");
    if (*required)
        cm_cell(doc, table,
                cm_textf(doc, "%s%s", most ? "at most " : "",
                         cm_grouped(doc, required)));
    else
        cm_cell(doc, table,
                cm_textf(doc, "%s %s", cm_tree_text(quota, "compare"),
                         cm_ratio_text(doc, cm_tree_text(quota, "bound"))));
}

static const char *condition_text(cm_doc *doc, const comitia_value *quota,
                                  bool quorum)
{
    return cm_textf(doc, "%s%s", quorum ? "quorum: " : "",
                    cm_quoted(doc, cm_tree_text(quota, "text")));
}

static void quotas(cm_doc *doc, const comitia_value *one)
{
    static const char *const head[] = {"Condition", ">of", ">needed"};
    static const char *const keys[] = {"quotas", "quorum"};
    cm_table *table = NULL;
    for (size_t k = 0; k < 2; k++) {
        const comitia_value *list = comitia_value_get(one, keys[k]);
        for (size_t q = 0; q < comitia_value_count(list); q++) {
            const comitia_value *quota = comitia_value_at(list, q);
            if (!table)
                table = cm_table_new(doc, "", 3, head);
            cm_cell(doc, table, condition_text(doc, quota, k == 1));
            cm_cell(doc, table,
                    cm_ratio_text(doc, cm_tree_text(quota, "total")));
            needed_cell(doc, table, quota);
        }
    }
}

/* ---- what was voted
 * -------------------------------------------------------------------- */

static const char *met_text(cm_doc *doc, const comitia_value *condition)
{
    const comitia_value *against = comitia_value_get(condition, "against");
    if (cm_tree_null(condition, "holds"))
        return CM_OPENED "open" CM_END;
    if (cm_tree_bool(condition, "holds"))
        return CM_GOOD "met" CM_END;
    if (comitia_value_count(against) == 0)
        return CM_BAD "not met" CM_END;
    return cm_textf(doc, CM_BAD "not met" CM_END ": %s",
                    cm_names_joined(doc, against, "and"));
}

/* The conditions one by one, by the ballots as they were cast. */
static void as_voted(cm_doc *doc, const comitia_value *one)
{
    static const char *const head[] = {"As voted", ">counted", ">needed", ""};
    const comitia_value *list = comitia_value_get(one, "counted");
    if (comitia_value_count(list) == 0)
        return;
    cm_table *table = cm_table_new(doc, "", 4, head);
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *condition = comitia_value_at(list, i);
        bool quota = !cm_tree_null(condition, "count");
        cm_cell(doc, table,
                condition_text(doc, condition,
                               cm_tree_bool(condition, "quorum")));
        cm_cell(doc, table,
                quota ? cm_textf(
                            doc, "%s of %s",
                            cm_ratio_text(doc, cm_tree_text(condition, "count")),
                            cm_ratio_text(doc,
                                          cm_tree_text(condition, "total")))
                      : "");
        if (quota)
            needed_cell(doc, table, condition);
        else
            cm_cell(doc, table, "");
        cm_cell(doc, table, met_text(doc, condition));
    }
}

/* Who did not vote yes and could have, "Left (10 no, 16 absent)". */
const char *cm_missing_from_text(cm_doc *doc, const comitia_value *one)
{
    static const char *const words[][2] = {{"no", "no"},
                                           {"abstain", "abstaining"},
                                           {"absent", "absent"},
                                           {"open", "still to vote"}};
    enum { HELD = 12 };
    const comitia_value *list = comitia_value_get(one, "missing_from");
    cm_texts texts = {0};
    size_t n = comitia_value_count(list), more = 0;
    for (size_t i = 0; i < n;) {
        const char *player = cm_tree_text(comitia_value_at(list, i), "player");
        cm_texts seats = {0};
        for (; i < n && cm_tree_is(comitia_value_at(list, i), "player", player);
             i++) {
            const comitia_value *row = comitia_value_at(list, i);
            const char *word = "";
            for (size_t w = 0; w < 4; w++)
                if (cm_tree_is(row, "ballot", words[w][0]))
                    word = words[w][1];
            cm_texts_add(doc, &seats,
                         cm_textf(doc, "%s %s",
                                  cm_grouped(doc, cm_tree_text(row, "seats")),
                                  word));
        }
        if (texts.n < HELD)
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "%s (%s)", cm_name_text(doc, player),
                                  cm_strung(doc, &seats, ", ")));
        else
            more++;
    }
    if (more)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s more", cm_grouped_u64(doc, more)));
    return cm_listed(doc, &texts, "and");
}

/* Ballots as they were cast. */
static void ballots(cm_doc *doc, const comitia_value *one)
{
    static const char *const keys[] = {"yes", "no", "abstain", "absent",
                                       "open"};
    static const char *const words[] = {"yes", "no", "abstaining", "absent",
                                        "still to vote"};
    const comitia_value *recorded = comitia_value_get(one, "recorded");
    cm_texts texts = {0};
    for (size_t k = 0; k < 5; k++) {
        const char *n = cm_tree_text(recorded, keys[k]);
        if (*n && strcmp(n, "0") != 0)
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "%s %s", cm_grouped(doc, n), words[k]));
    }
    if (texts.n)
        cm_para(doc, "Votes: %s.", cm_strung(doc, &texts, ", "));
}

void cm_print_needs(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *cases = cases_of(answer);
    size_t n = comitia_value_count(cases);
    const char *subject =
        cm_subject_titled(doc, comitia_value_get(answer, "subject"));
    const comitia_value *body = comitia_value_get(answer, "body");
    const comitia_value *first = comitia_value_at(cases, 0);
    const cm_body *of = cm_body_of(doc, comitia_value_string(body));
    if (n == 1)
        cm_para(doc, "%s: %s%s%s.", subject, result_of(doc, first),
                cm_need_text(doc, first), cm_need_proviso(doc, answer));
    else
        cm_para(doc, "%s: it depends on %s.", subject,
                cm_depends_text(doc, cases));
    for (size_t i = 0; n > 1 && i < n && i < doc->most; i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        cm_item(doc, 0, "%s", cm_case_text(doc, one));
    }
    cm_more(doc, 0, n > 1 ? n : 0);
    cm_remarks(doc, answer);
    if (first)
        ballots(doc, first);
    if (first && comitia_value_string(body))
        cm_para(doc, "%s: %s%s.",
                cm_name_first(doc, comitia_value_string(body)),
                cm_counted(doc, cm_tree_text(first, "members"),
                           cm_unit_text(of, false), cm_unit_text(of, true)),
                strcmp(cm_tree_text(first, "vacant"), "0") == 0
                    ? ""
                    : cm_textf(doc, " in office, %s vacant",
                               cm_grouped(doc, cm_tree_text(first, "vacant"))));
    const char *rule = cm_rule_of(
        doc, cm_tree_text(comitia_value_get(answer, "subject"), "name"));
    if (*rule)
        cm_para(doc, "Rule: %s.", rule);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        if (n > 1)
            cm_heading(
                doc, 3, "If %s",
                cm_term_text(doc, comitia_value_get(one, "when"), CM_PRESENT));
        as_voted(doc, one);
        const char *from = cm_missing_from_text(doc, one);
        if (*from)
            cm_para(doc, "What is missing could %s from %s.",
                    cm_tree_is(comitia_value_get(one, "recorded"), "open", "0")
                        ? "have come"
                        : "come",
                    from);
        /* The same numbers twice only where they differ. */
        if (varies(one) || cm_tree_null(one, "recorded"))
            quotas(doc, one);
        cm_columns columns = {.members = cm_is_of_members(of)};
        if (comitia_value_count(comitia_value_get(one, "players")))
            cm_columns_add(doc, &columns, "alone",
                           comitia_value_get(one, "players"));
        cm_columns_tell(doc, &columns);
    }
}

void cm_rows_needs(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *cases = cases_of(answer);
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        const char *label =
            cm_textf(doc, "%s%s",
                     cm_tree_text(comitia_value_get(answer, "subject"), "name"),
                     cm_if_text(doc, comitia_value_get(one, "when")));
        cm_rows_add(
            doc, rows, label,
            cm_textf(doc, "%s%s", result_of(doc, one), cm_need_text(doc, one)));
    }
}
