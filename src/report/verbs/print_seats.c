/* seats: what each party gets, the divisor to check it by, every tie. */
#include "report/verbs/print_joint.h"
#include "report/words/division_text.h"
#include "report/words/seats_text.h"
#include "report/words/verbs.h"

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
                                  cm_seats_of(doc, row)));
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
        cm_cell(doc, table, cm_ratio_decimal(doc, cm_tree_text(row, "quotient"), 4));
        if (rest)
            cm_cell(doc, table,
                    cm_ratio_decimal(doc, cm_tree_text(row, "remainder"), 3));
        if (base)
            cm_cell(doc, table, cm_grouped(doc, cm_tree_text(row, "base")));
        cm_cell(doc, table, cm_seats_of(doc, row));
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
        cm_cell(doc, table, cm_seats_of(doc, row));
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
    const comitia_value *rows = comitia_value_get(district, "parties");
    if (!cm_tree_null(district, "joint")) {
        cm_tell_joint(doc, answer, district);
        return;
    }
    district_table(doc, answer, district);
    cm_tell_tie(doc, district, rows, "party");
    cm_tell_basis(doc, answer, district);
}

void cm_print_seats(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *districts = comitia_value_get(answer, "districts");
    size_t n = comitia_value_count(districts);
    bool joint = false;
    for (size_t i = 0; i < n; i++)
        joint |= !cm_tree_null(comitia_value_at(districts, i), "joint");
    first(doc, answer);
    cm_tell_hurdle(doc, answer);
    if (joint)
        cm_para(doc, "Joint lists get their seats as one list and share these "
                     "out by the same method.");
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
