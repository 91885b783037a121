#include "report/words/division_text.h"

#include "report/doc/decimal.h"

/* ---- numbers
 * ----------------------------------------------------------------------- */

const char *cm_ratio_decimal(cm_doc *doc, const char *ratio, unsigned places)
{
    cm_buf buf;
    mpq_t q;
    cm_buf_init(&buf, doc->arena);
    mpq_init(q);
    if (cm_ratio_read(ratio, q))
        cm_decimal_add(&buf, q, places);
    mpq_clear(q);
    return cm_doc_text(doc, &buf);
}

/* A decimal of digits and a point, grouped before the point. */
static const char *grouped_decimal(cm_doc *doc, const char *text)
{
    size_t n = strcspn(text, ".");
    return cm_textf(doc, "%s%s",
                    cm_grouped(doc, cm_textf(doc, "%.*s", (int)n, text)),
                    text + n);
}

const char *cm_seats_of(cm_doc *doc, const comitia_value *row)
{
    const char *low = cm_tree_text(row, "low");
    const char *high = cm_tree_text(row, "high");
    if (strcmp(low, high) == 0)
        return cm_grouped(doc, low);
    return cm_textf(doc, "%s %s %s", cm_grouped(doc, low),
                    cm_is_one(cm_difference(doc, high, low)) ? "or" : "to",
                    cm_grouped(doc, high));
}

/* ---- how it was found
 * ------------------------------------------------------------------- */

static const struct rounding {
    const char *method, *text;
} roundings[] = {
    {"dhondt", "rounded down"},
    {"sainte-lague", "rounded to the nearest whole number"},
    {"modified-sainte-lague",
     "rounded to the nearest whole number, but to 0 below 0.7"},
    {"modified-sainte-lague-1.2",
     "rounded to the nearest whole number, but to 0 below 0.6"},
    {"adams", "rounded up"},
    {"dean", "rounded up from the harmonic mean of the whole numbers around "
             "it, 2k(k+1)/(2k+1), else down"},
    {"huntington-hill", "rounded up from the geometric mean of the whole "
                        "numbers around it, the root of k(k+1), else down"},
};

static const char *rounding_of(const comitia_value *answer)
{
    for (size_t i = 0; i < sizeof roundings / sizeof *roundings; i++)
        if (cm_tree_is(answer, "method", roundings[i].method))
            return roundings[i].text;
    return "";
}

static const char *interval(cm_doc *doc, const comitia_value *divisor)
{
    const char *low =
        grouped_decimal(doc, cm_tree_text(divisor, "low_decimal"));
    if (cm_tree_null(divisor, "high_decimal"))
        return cm_textf(doc, "any above %s", low);
    return cm_textf(
        doc, "any between %s and %s", low,
        grouped_decimal(doc, cm_tree_text(divisor, "high_decimal")));
}

static void divisor_para(cm_doc *doc, const comitia_value *answer,
                         const comitia_value *district)
{
    const comitia_value *divisor = comitia_value_get(district, "divisor");
    const char *exact = cm_tree_text(divisor, "low");
    if (!cm_tree_null(district, "tie")) {
        cm_para(
            doc,
            "Divisor: only %s%s; a quotient that lies exactly where "
            "it is rounded may go either way. Others are %s.",
            *exact ? "" : "about ",
            *exact ? cm_ratio_text(doc, exact)
                   : grouped_decimal(doc, cm_tree_text(divisor, "low_decimal")),
            rounding_of(answer));
        return;
    }
    cm_para(doc,
            "Divisor: %s gives these seats, %s for example. Each quotient "
            "is %s.",
            interval(doc, divisor),
            cm_ratio_decimal(doc, cm_tree_text(divisor, "example"), 1000),
            rounding_of(answer));
}

static void quota_para(cm_doc *doc, const comitia_value *answer,
                       const comitia_value *district)
{
    static const struct formula {
        const char *quota, *text;
    } formulas[] = {
        {"hare", "votes / seats"},
        {"droop", "votes / (seats + 1) rounded down, plus 1"},
        {"hagenbach-bischoff", "votes / (seats + 1)"},
        {"imperiali", "votes / (seats + 2)"},
    };
    const char *formula = "";
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        if (cm_tree_is(answer, "quota", formulas[i].quota))
            formula = formulas[i].text;
    bool within = cm_tree_is(answer, "overhang", "within");
    cm_para(doc,
            "Quota: %s for %s, by the formula %s. Each party has a seat "
            "for each whole quota%s; the seats left over go to the largest "
            "remainders%s.",
            cm_ratio_text(doc, cm_tree_text(district, "quota")),
            cm_counted(doc, cm_tree_text(district, "votes"), "vote", "votes"),
            formula, within ? ", or its base seats where these are more" : "",
            within ? " of the others" : "");
}

void cm_tell_basis(cm_doc *doc, const comitia_value *answer,
                   const comitia_value *division)
{
    if (!cm_tree_null(division, "divisor"))
        divisor_para(doc, answer, division);
    else if (!cm_tree_null(division, "quota"))
        quota_para(doc, answer, division);
}

/* ---- ties
 * ------------------------------------------------------------------------------------
 */

static bool is_in(const comitia_value *names, const char *name)
{
    for (size_t i = 0; i < comitia_value_count(names); i++)
        if (strcmp(cm_tree_item(names, i), name) == 0)
            return true;
    return false;
}

/* The seats of the tied members where `takers` get one more. `key` is what the
   rows call their names. */
static const char *outcome(cm_doc *doc, const comitia_value *rows,
                           const char *key, const comitia_value *tied,
                           const comitia_value *takers)
{
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(rows); i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        const char *name = cm_tree_text(row, key);
        if (is_in(tied, name))
            cm_texts_add(
                doc, &texts,
                cm_textf(doc, "%s" CM_TIE "%s", cm_quoted(doc, name),
                         cm_grouped(doc, cm_tree_text(row, is_in(takers, name)
                                                               ? "high"
                                                               : "low"))));
    }
    return cm_strung(doc, &texts, ", ");
}

void cm_tell_tie(cm_doc *doc, const comitia_value *division,
                 const comitia_value *rows, const char *key)
{
    const comitia_value *tie = comitia_value_get(division, "tie");
    const comitia_value *ways = comitia_value_get(tie, "takers");
    const comitia_value *tied = comitia_value_get(tie, "parties");
    size_t n = comitia_value_count(ways);
    if (cm_tree_null(division, "tie"))
        return;
    cm_para(doc, CM_OPENED "Tie:" CM_END " %s for %s. %s:",
            cm_counted(doc, cm_tree_text(tie, "seats"), "seat", "seats"),
            cm_names_joined(doc, tied, "and"),
            cm_counted(doc, cm_tree_text(tie, "ways"), "outcome", "outcomes"));
    for (size_t i = 0; i < n && i < doc->most; i++)
        cm_item(doc, 0, "%s",
                outcome(doc, rows, key, tied, comitia_value_at(ways, i)));
    cm_more(doc, 0, n);
    if (n == 0)
        cm_item(doc, 0, "too many to list: any %s of them get one more",
                cm_grouped(doc, cm_tree_text(tie, "seats")));
}
