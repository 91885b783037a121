#include "report/words/seats_text.h"

#include "report/doc/decimal.h"

typedef struct title {
    const char *word, *text;
} title;

static const title methods[] = {
    {"dhondt", "D'Hondt"},
    {"sainte-lague", "Sainte-Lagu\xC3\xAB"},
    {"modified-sainte-lague", "modified Sainte-Lagu\xC3\xAB"},
    {"modified-sainte-lague-1.2",
     "modified Sainte-Lagu\xC3\xAB (first divisor 1.2)"},
    {"adams", "Adams"},
    {"dean", "Dean"},
    {"huntington-hill", "Huntington-Hill"},
    {"largest-remainder", "largest remainders"},
};

static const title quotas[] = {
    {"hare", "Hare"},
    {"droop", "Droop"},
    {"hagenbach-bischoff", "Hagenbach-Bischoff"},
    {"imperiali", "Imperiali"},
};

static const char *title_of(const title *titles, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(titles[i].word, word) == 0)
            return titles[i].text;
    return word;
}

const char *cm_method_text(cm_doc *doc, const comitia_value *answer)
{
    const char *method =
        title_of(methods, sizeof methods / sizeof *methods,
                 cm_tree_text(answer, "method"));
    if (cm_tree_null(answer, "quota"))
        return method;
    return cm_textf(doc, "%s (%s)", method,
                    title_of(quotas, sizeof quotas / sizeof *quotas,
                             cm_tree_text(answer, "quota")));
}

const char *cm_cut_percent(cm_doc *doc, const char *ratio)
{
    enum { PLACES = 3 };
    cm_buf buf;
    mpq_t q;
    cm_buf_init(&buf, doc->arena);
    mpq_init(q);
    if (cm_ratio_read(ratio, q)) {
        mpz_mul_ui(mpq_numref(q), mpq_numref(q), 100000);
        mpz_fdiv_q(mpq_numref(q), mpq_numref(q), mpq_denref(q));
        mpz_set_ui(mpq_denref(q), 1000);
        mpq_canonicalize(q);
        cm_decimal_add(&buf, q, PLACES);
        cm_buf_add(&buf, CM_TIE "%");
    }
    mpq_clear(q);
    return cm_doc_text(doc, &buf);
}

void cm_tell_hurdle(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *hurdle = comitia_value_get(answer, "hurdle");
    const char *bound = cm_tree_text(hurdle, "bound");
    const char *compare = cm_tree_text(hurdle, "compare");
    const char *valid = cm_tree_text(answer, "valid");
    if (comitia_value_kind(hurdle) != COMITIA_OBJECT)
        return;
    const char *who = cm_tree_is(hurdle, "joint", "list")
                          ? ", each of joint lists by itself"
                      : cm_tree_is(hurdle, "joint", "alliance")
                          ? ", joint lists together"
                          : "";
    if (cm_tree_is(hurdle, "unit", "votes"))
        cm_para(doc, "Hurdle: %s %s%s.", compare,
                cm_counted(doc, bound, "vote", "votes"), who);
    else if (cm_tree_is(hurdle, "of", "district"))
        cm_para(doc, "Hurdle: %s %s of the votes of the district%s.", compare,
                cm_cut_percent(doc, bound), who);
    else if (*valid)
        cm_para(doc, "Hurdle: %s %s of %s valid votes%s.", compare,
                cm_cut_percent(doc, bound), cm_grouped(doc, valid), who);
    else
        cm_para(doc, "Hurdle: %s %s of all votes.", compare,
                cm_cut_percent(doc, bound));
}
