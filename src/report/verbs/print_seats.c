/* seats: what each party gets, the divisor to check it by, every tie. */
#include "report/doc/decimal.h"
#include "report/words/seats_text.h"
#include "report/words/verbs.h"

/* ---- numbers ----------------------------------------------------------------------- */

static const char *decimal(cm_doc *doc, const char *ratio, unsigned places)
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

/* "4", "3 or 4", "3 to 5" */
static const char *seats_of(cm_doc *doc, const comitia_value *row)
{
    const char *low = cm_tree_text(row, "low");
    const char *high = cm_tree_text(row, "high");
    if (strcmp(low, high) == 0)
        return cm_grouped(doc, low);
    return cm_textf(doc, "%s %s %s", cm_grouped(doc, low),
                    cm_is_one(cm_difference(doc, high, low)) ? "or" : "to",
                    cm_grouped(doc, high));
}

/* ---- the first sentence -------------------------------------------------------------- */

static const char *house_text(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *parties = comitia_value_get(answer, "parties");
    cm_texts texts = {0};
    uint64_t more = 0;
    for (size_t i = 0; i < comitia_value_count(parties); i++) {
        const comitia_value *row = comitia_value_at(parties, i);
        if (cm_tree_is(row, "high", "0"))
            continue;
        if (texts.n == doc->most)
            more++;
        else
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "%s" CM_TIE "%s",
                                  cm_quoted(doc, cm_tree_text(row, "party")),
                                  seats_of(doc, row)));
    }
    if (more)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s more", cm_grouped_u64(doc, more)));
    return cm_strung(doc, &texts, ", ");
}

static bool has_overhang(const comitia_value *answer)
{
    return strcmp(cm_tree_text(answer, "house"),
                  cm_tree_text(answer, "seats")) != 0;
}

static void first(cm_doc *doc, const comitia_value *answer)
{
    const char *seats =
        cm_counted(doc, cm_tree_text(answer, "seats"), "seat", "seats");
    const char *house = cm_tree_text(answer, "house");
    const char *by = cm_method_text(doc, answer);
    bool open = cm_tree_is(answer, "answer", "open");
    const char *added = "";
    if (has_overhang(answer) && *house)
        added = cm_textf(
            doc, " and %s of overhang",
            cm_grouped(doc, cm_difference(doc, house,
                                          cm_tree_text(answer, "seats"))));
    cm_para(doc, "%s%s by %s: %s%s.", seats, added, by,
            open ? CM_OPENED "open" CM_END " because of a tie: " : "",
            house_text(doc, answer));
}

/* ---- how it was found ------------------------------------------------------------------- */

static const struct rounding {
    const char *method, *text;
} roundings[] = {
    {"dhondt", "rounded down"},
    {"sainte-lague", "rounded to the nearest whole number"},
    {"modified-sainte-lague",
     "rounded to the nearest whole number, but to 0 below 0.7"},
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
    const char *low = grouped_decimal(doc, cm_tree_text(divisor, "low_decimal"));
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
        cm_para(doc, "Divisor: only %s%s; a quotient that lies exactly where "
                     "it is rounded may go either way. Others are %s.",
                *exact ? "" : "about ",
                *exact ? cm_ratio_text(doc, exact)
                       : grouped_decimal(
                             doc, cm_tree_text(divisor, "low_decimal")),
                rounding_of(answer));
        return;
    }
    cm_para(doc, "Divisor: %s gives these seats, %s for example. Each quotient "
                 "is %s.",
            interval(doc, divisor),
            decimal(doc, cm_tree_text(divisor, "example"), 1000),
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
    cm_para(doc, "Quota: %s for %s, by the formula %s. Each party has a seat "
                 "for each whole quota; the seats left over go to the largest "
                 "remainders.",
            cm_ratio_text(doc, cm_tree_text(district, "quota")),
            cm_counted(doc, cm_tree_text(district, "votes"), "vote", "votes"),
            formula);
}

/* ---- ties ------------------------------------------------------------------------------------ */

static bool is_in(const comitia_value *names, const char *name)
{
    for (size_t i = 0; i < comitia_value_count(names); i++)
        if (strcmp(cm_tree_item(names, i), name) == 0)
            return true;
    return false;
}

/* The seats of the tied parties where `takers` get one more. */
static const char *outcome(cm_doc *doc, const comitia_value *district,
                           const comitia_value *takers)
{
    const comitia_value *parties = comitia_value_get(district, "parties");
    const comitia_value *tied =
        comitia_value_get(comitia_value_get(district, "tie"), "parties");
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(parties); i++) {
        const comitia_value *row = comitia_value_at(parties, i);
        const char *name = cm_tree_text(row, "party");
        if (is_in(tied, name))
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "%s" CM_TIE "%s", cm_quoted(doc, name),
                                  cm_grouped(doc, cm_tree_text(
                                                      row, is_in(takers, name)
                                                               ? "high"
                                                               : "low"))));
    }
    return cm_strung(doc, &texts, ", ");
}

static void tie_paras(cm_doc *doc, const comitia_value *district)
{
    const comitia_value *tie = comitia_value_get(district, "tie");
    const comitia_value *ways = comitia_value_get(tie, "takers");
    size_t n = comitia_value_count(ways);
    if (cm_tree_null(district, "tie"))
        return;
    cm_para(doc, CM_OPENED "Tie:" CM_END " %s for %s. %s:",
            cm_counted(doc, cm_tree_text(tie, "seats"), "seat", "seats"),
            cm_names_joined(doc, comitia_value_get(tie, "parties"), "and"),
            cm_counted(doc, cm_tree_text(tie, "ways"), "outcome", "outcomes"));
    for (size_t i = 0; i < n && i < doc->most; i++)
        cm_item(doc, 0, "%s", outcome(doc, district, comitia_value_at(ways, i)));
    cm_more(doc, 0, n);
    if (n == 0)
        cm_item(doc, 0, "too many to list: any %s of them get one more",
                cm_grouped(doc, cm_tree_text(tie, "seats")));
}

/* ---- tables ------------------------------------------------------------------------------------ */

static bool has_base(const comitia_value *rows)
{
    for (size_t i = 0; i < comitia_value_count(rows); i++)
        if (!cm_tree_is(comitia_value_at(rows, i), "base", "0"))
            return true;
    return false;
}

static const char *remark(cm_doc *doc, const comitia_value *row)
{
    const char *by_votes = cm_tree_text(row, "by_votes");
    const char *seats = cm_tree_text(row, "seats");
    bool out = cm_tree_is(row, "entry", "out");
    if (out)
        return cm_tree_is(row, "base", "0") ? "below the hurdle"
                                            : "below the hurdle, base seats";
    if (*by_votes && *seats && strcmp(by_votes, seats) != 0)
        return cm_textf(doc, "%s overhang",
                        cm_difference(doc, seats, by_votes));
    if (cm_tree_is(row, "entry", "exempt"))
        return "exempt";
    return cm_tree_is(row, "entry", "base") ? "in by base seats" : "";
}

/* The parties of one district with what their votes were divided by. */
static void district_table(cm_doc *doc, const comitia_value *answer,
                           const comitia_value *district)
{
    const comitia_value *rows = comitia_value_get(district, "parties");
    size_t n = comitia_value_count(rows), columns = 0;
    bool base = has_base(rows), rest = !cm_tree_null(answer, "quota");
    /* without districts the parties are the same, in the same order */
    const comitia_value *whole = comitia_value_get(answer, "parties");
    bool share = cm_tree_null(district, "name") &&
                 !cm_tree_null(answer, "hurdle");
    const char *head[9];
    head[columns++] = "";
    head[columns++] = ">votes";
    if (share)
        head[columns++] = ">share";
    head[columns++] = rest ? ">quotas" : ">quotient";
    if (rest)
        head[columns++] = ">remainder";
    if (base)
        head[columns++] = ">base";
    head[columns++] = ">seats";
    head[columns++] = "";
    cm_table *table = cm_table_new(doc, "", columns, head);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        cm_cell(doc, table, cm_quoted(doc, cm_tree_text(row, "party")));
        cm_cell(doc, table, cm_grouped(doc, cm_tree_text(row, "votes")));
        if (share)
            cm_cell(doc, table,
                    cm_cut_percent(doc, cm_tree_text(
                                             comitia_value_at(whole, i),
                                             "share")));
        cm_cell(doc, table, decimal(doc, cm_tree_text(row, "quotient"), 4));
        if (rest)
            cm_cell(doc, table,
                    decimal(doc, cm_tree_text(row, "remainder"), 3));
        if (base)
            cm_cell(doc, table, cm_grouped(doc, cm_tree_text(row, "base")));
        cm_cell(doc, table, seats_of(doc, row));
        cm_cell(doc, table, remark(doc, row));
    }
    cm_more(doc, 0, n);
}

static void totals_table(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "parties");
    const char *const head[] = {"", ">votes", ">share", ">seats", ""};
    size_t n = comitia_value_count(rows);
    cm_table *table = cm_table_new(doc, "", 5, head);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        cm_cell(doc, table, cm_quoted(doc, cm_tree_text(row, "party")));
        cm_cell(doc, table, cm_grouped(doc, cm_tree_text(row, "votes")));
        cm_cell(doc, table, cm_cut_percent(doc, cm_tree_text(row, "share")));
        cm_cell(doc, table, seats_of(doc, row));
        cm_cell(doc, table,
                cm_tree_is(row, "entry", "out") ? "below the hurdle"
                : cm_tree_is(row, "entry", "exempt")
                    ? "exempt"
                    : "");
    }
    cm_more(doc, 0, n);
}

static void tell_district(cm_doc *doc, const comitia_value *answer,
                          const comitia_value *district)
{
    district_table(doc, answer, district);
    tie_paras(doc, district);
    if (cm_tree_null(district, "divisor"))
        quota_para(doc, answer, district);
    else
        divisor_para(doc, answer, district);
}

void cm_print_seats(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *districts = comitia_value_get(answer, "districts");
    size_t n = comitia_value_count(districts);
    first(doc, answer);
    cm_tell_hurdle(doc, answer);
    if (n == 1 && cm_tree_null(comitia_value_at(districts, 0), "name")) {
        tell_district(doc, answer, comitia_value_at(districts, 0));
        return;
    }
    totals_table(doc, answer);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *one = comitia_value_at(districts, i);
        cm_heading(doc, 3, "%s: %s", cm_quoted(doc, cm_tree_text(one, "name")),
                   cm_counted(doc, cm_tree_text(one, "seats"), "seat",
                              "seats"));
        tell_district(doc, answer, one);
    }
    if (n > doc->most)
        cm_para(doc, CM_SOFT "... and %s more (--max %s shows all)" CM_END,
                cm_counted_n(doc, n - doc->most, "district", "districts"),
                cm_grouped_u64(doc, n));
}
