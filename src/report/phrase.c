#include "report/phrase.h"

/* ---- literals ----------------------------------------------------------------- */

/* How a clause goes on after the name, by tense. */
typedef struct verb {
    const char *yes[3], *no[3];
} verb;

static const verb passes = {{"passes", "passed", "to pass"},
                            {"does not pass", "did not pass", "not to pass"}};
static const verb happens = {
    {"happens", "happened", "to happen"},
    {"does not happen", "did not happen", "not to happen"}};
static const verb holds = {{"holds", "holds", "to hold"},
                           {"does not hold", "does not hold", "not to hold"}};
static const verb grants = {
    {"grants", "granted", "to grant"},
    {"does not grant", "did not grant", "not to grant"}};
static const verb goes = {
    {"goes on to", "went on to", "to go on to"},
    {"does not go on to", "did not go on to", "not to go on to"}};

static const char *said(const verb *v, bool yes, cm_tense tense)
{
    return yes ? v->yes[tense] : v->no[tense];
}

/* The part of "Stop to X" before the word, and where X begins; NULL if it is
   no such name. */
static const char *ladder_of(cm_doc *doc, const char *name, const char *word,
                             const char **court)
{
    const char *at = strstr(name, word);
    if (!at)
        return NULL;
    *court = at + strlen(word);
    return cm_textf(doc, "%.*s", (int)(at - name), name);
}

static const char *step_text(cm_doc *doc, const char *name, bool yes,
                             cm_tense tense)
{
    const char *court;
    const char *ladder = ladder_of(doc, name, " to ", &court);
    if (ladder)
        return cm_textf(doc, "%s %s %s", cm_name_first(doc, ladder),
                        said(&goes, yes, tense), cm_name_first(doc, court));
    ladder = ladder_of(doc, name, " at ", &court);
    if (ladder)
        return cm_textf(doc, "%s %s %s", cm_name_first(doc, court),
                        said(&grants, yes, tense), cm_name_first(doc, ladder));
    return cm_textf(doc, "%s %s", cm_name_text(doc, name),
                    said(&happens, yes, tense));
}

static bool by_a_body(const cm_model *model, const char *name)
{
    if (!model)
        return true;
    cm_name found = cm_model_name(model, name);
    return found.kind != CM_NAME_ACT ||
           model->acts[found.index].body != CM_NONE;
}

/* An option with what it says, at the first mention. */
static const char *option_text(cm_doc *doc, const char *choice,
                               const char *option)
{
    cm_name found = doc->model ? cm_model_name(doc->model, choice)
                               : (cm_name){.kind = CM_NAME_NOTHING};
    const char *title = NULL;
    if (found.kind == CM_NAME_FACT) {
        const cm_fact *fact = &doc->model->facts[found.index];
        for (uint32_t o = 0; o < fact->n_options; o++)
            if (strcmp(fact->options[o].name, option) == 0)
                title = fact->options[o].title;
    }
    const char *key = cm_textf(doc, "%s is %s", choice, option);
    bool first = cm_map_get(&doc->mentioned, key) == CM_MAP_NONE;
    if (!first || !title)
        return cm_quoted(doc, option);
    if (!cm_map_put(doc->arena, &doc->mentioned, key, 1))
        doc->failed = true;
    return cm_textf(doc, CM_NAME "%s" CM_END " (" CM_NAME "%s" CM_END ")",
                    option, title);
}

static const char *choice_text(cm_doc *doc, const char *name,
                               const char *option, cm_tense tense)
{
    const char *is = tense == CM_INFINITIVE ? "to be" : "is";
    return cm_textf(doc, "%s %s %s", cm_name_first(doc, name), is,
                    option_text(doc, name, option));
}

const char *cm_literal_text(cm_doc *doc, const comitia_value *literal,
                            cm_tense tense)
{
    const char *name = cm_tree_text(literal, "name");
    const char *value = cm_tree_text(literal, "value");
    bool yes = cm_tree_bool(literal, "value");
    if (cm_tree_is(literal, "kind", "choice"))
        return choice_text(doc, name, value, tense);
    if (cm_tree_is(literal, "kind", "step"))
        return step_text(doc, name, yes, tense);
    if (cm_tree_is(literal, "kind", "vote"))
        return *value ? cm_textf(doc, "the vote on %s (%s)",
                                 cm_name_first(doc, name), value)
                      : cm_textf(doc, "the vote on %s",
                                 cm_name_first(doc, name));
    if (cm_tree_is(literal, "kind", "player"))
        return cm_textf(doc, "%s votes %s", cm_name_first(doc, name), value);
    if (cm_tree_is(literal, "kind", "act"))
        return cm_textf(doc, "%s %s", cm_name_first(doc, name),
                        said(by_a_body(doc->model, name) ? &passes : &happens,
                             yes, tense));
    return cm_textf(doc, "%s %s", cm_name_first(doc, name),
                    said(&holds, yes, tense));
}

static const char *literals_text(cm_doc *doc, const comitia_value *const *at,
                                 size_t n, cm_tense tense)
{
    cm_texts texts = {0};
    for (size_t i = 0; i < n; i++)
        cm_texts_add(doc, &texts, cm_literal_text(doc, at[i], tense));
    return cm_listed(doc, &texts, "and");
}

static cm_term term_of(cm_doc *doc, const comitia_value *list)
{
    size_t n = comitia_value_count(list);
    cm_term term = {.at = cm_new_n(doc->arena, const comitia_value *, n)};
    if (!term.at) {
        doc->failed = true;
        return term;
    }
    for (size_t i = 0; i < n; i++)
        term.at[term.n++] = comitia_value_at(list, i);
    return term;
}

const char *cm_term_text(cm_doc *doc, const comitia_value *term, cm_tense tense)
{
    cm_term t = term_of(doc, term);
    return literals_text(doc, t.at, t.n, tense);
}

const char *cm_if_text(cm_doc *doc, const comitia_value *when)
{
    if (comitia_value_count(when) == 0)
        return "";
    return cm_textf(doc, " if %s", cm_term_text(doc, when, CM_PRESENT));
}

const char *cm_depends_text(cm_doc *doc, const comitia_value *cases)
{
    cm_texts names = {0};
    const comitia_value *when =
        comitia_value_get(comitia_value_at(cases, 0), "when");
    for (size_t i = 0; i < comitia_value_count(when); i++)
        cm_texts_add(doc, &names,
                     cm_name_first(doc, cm_tree_text(comitia_value_at(when, i),
                                                     "name")));
    return cm_listed(doc, &names, "and");
}

/* ---- sets of terms ------------------------------------------------------------ */

static bool same_value(const comitia_value *a, const comitia_value *b)
{
    const char *x = comitia_value_string(a), *y = comitia_value_string(b);
    if (x || y)
        return x && y && strcmp(x, y) == 0;
    return comitia_value_bool(a) == comitia_value_bool(b);
}

static bool same_literal(const comitia_value *a, const comitia_value *b)
{
    return strcmp(cm_tree_text(a, "name"), cm_tree_text(b, "name")) == 0 &&
           same_value(comitia_value_get(a, "value"),
                      comitia_value_get(b, "value"));
}

/* What `when` leaves of a term; false if it contradicts it. */
static bool restrict_term(cm_term *term, const comitia_value *when)
{
    size_t kept = 0;
    for (size_t i = 0; i < term->n; i++) {
        const char *name = cm_tree_text(term->at[i], "name");
        bool settled = false;
        for (size_t w = 0; w < comitia_value_count(when); w++) {
            const comitia_value *given = comitia_value_at(when, w);
            if (!cm_tree_is(given, "name", name))
                continue;
            if (!same_literal(given, term->at[i]))
                return false;
            settled = true;
        }
        if (!settled)
            term->at[kept++] = term->at[i];
    }
    term->n = kept;
    return true;
}

static bool has_literal(const cm_term *term, const comitia_value *literal)
{
    for (size_t i = 0; i < term->n; i++)
        if (same_literal(term->at[i], literal))
            return true;
    return false;
}

static bool contains(const cm_term *large, const cm_term *small)
{
    for (size_t i = 0; i < small->n; i++)
        if (!has_literal(large, small->at[i]))
            return false;
    return true;
}

/* Longer lists are only shown by their beginning and are left as they are. */
enum { MINIMISED = 1000 };

/* Whether term i contains another one; of equal ones the first stays. */
static bool is_needless(const cm_terms *terms, size_t i)
{
    const cm_term *term = &terms->at[i];
    for (size_t j = 0; j < terms->n; j++)
        if (j != i && contains(term, &terms->at[j]) &&
            (terms->at[j].n < term->n || j < i))
            return true;
    return false;
}

static void minimise(cm_doc *doc, cm_terms *terms)
{
    size_t kept = 0;
    if (terms->n > MINIMISED)
        return;
    cm_term *least = cm_new_n(doc->arena, cm_term, terms->n);
    if (!least) {
        doc->failed = true;
        return;
    }
    for (size_t i = 0; i < terms->n; i++)
        if (!is_needless(terms, i))
            least[kept++] = terms->at[i];
    terms->at = least;
    terms->n = kept;
}

cm_terms cm_terms_given(cm_doc *doc, const comitia_value *list,
                        const comitia_value *when)
{
    size_t n = comitia_value_count(list);
    cm_terms terms = {.known = comitia_value_kind(list) == COMITIA_LIST,
                      .at = cm_new_n(doc->arena, cm_term, n)};
    if (!terms.at) {
        doc->failed = true;
        return terms;
    }
    for (size_t i = 0; i < n; i++) {
        cm_term term = term_of(doc, comitia_value_at(list, i));
        if (!when || restrict_term(&term, when))
            terms.at[terms.n++] = term;
    }
    if (comitia_value_count(when))
        minimise(doc, &terms);
    return terms;
}

bool cm_terms_always(const cm_terms *terms)
{
    for (size_t i = 0; i < terms->n; i++)
        if (terms->at[i].n == 0)
            return true;
    return false;
}

size_t cm_terms_length(const cm_terms *terms)
{
    size_t n = 0;
    for (size_t i = 0; i < terms->n; i++)
        n += terms->at[i].n;
    return n;
}

static bool in_all(const cm_terms *terms, const comitia_value *literal)
{
    for (size_t i = 0; i < terms->n; i++)
        if (!has_literal(&terms->at[i], literal))
            return false;
    return true;
}

/* The literals of a term that are (not) in all terms. */
static cm_term part_of(cm_doc *doc, const cm_terms *terms, const cm_term *term,
                       bool shared)
{
    cm_term part = {.at = cm_new_n(doc->arena, const comitia_value *, term->n)};
    if (!part.at) {
        doc->failed = true;
        return part;
    }
    for (size_t i = 0; i < term->n; i++)
        if (in_all(terms, term->at[i]) == shared)
            part.at[part.n++] = term->at[i];
    return part;
}

const char *cm_terms_text(cm_doc *doc, const cm_terms *terms, cm_tense tense,
                          uint64_t most)
{
    cm_texts others = {0};
    if (terms->n == 0)
        return "";
    cm_term shared = terms->n > 1 ? part_of(doc, terms, &terms->at[0], true)
                                  : (cm_term){0};
    const char *first = literals_text(doc, shared.at, shared.n, tense);
    for (size_t i = 0; i < terms->n && i < most; i++) {
        cm_term own = part_of(doc, terms, &terms->at[i], false);
        if (terms->n == 1)
            own = terms->at[i];
        cm_texts_add(doc, &others, literals_text(doc, own.at, own.n, tense));
    }
    if (terms->n > most)
        cm_texts_add(doc, &others,
                     cm_textf(doc, "one of %s more ways",
                              cm_grouped_u64(doc, terms->n - most)));
    if (shared.n == 0)
        return cm_strung(doc, &others, "; or ");
    return cm_textf(doc, "%s, and either %s", first,
                    cm_strung(doc, &others, " or "));
}

/* ---- coalitions ----------------------------------------------------------------- */

/* "35 of CPP" names seats; a name has no blanks. */
const char *cm_partner_text(cm_doc *doc, const char *name)
{
    const char *of = strstr(name, " of ");
    if (!of)
        return cm_name_first(doc, name);
    const char *party = of + 4, *in = strstr(party, " in ");
    const char *digits = cm_textf(doc, "%.*s", (int)(of - name), name);
    const char *seats = cm_is_one(digits) ? "seat" : "seats";
    if (!in)
        return cm_textf(doc, "%s %s of %s", cm_grouped(doc, digits), seats,
                        cm_name_first(doc, party));
    party = cm_textf(doc, "%.*s", (int)(in - party), party);
    return cm_textf(doc, "%s %s of %s in %s", cm_grouped(doc, digits), seats,
                    cm_name_first(doc, party), cm_name_first(doc, in + 4));
}

const char *cm_coalition_text(cm_doc *doc, const comitia_value *coalition)
{
    cm_texts names = {0};
    if (cm_tree_empty(coalition))
        return "nobody needs to do anything";
    for (size_t i = 0; i < comitia_value_count(coalition); i++)
        cm_texts_add(doc, &names,
                     cm_partner_text(doc, cm_tree_item(coalition, i)));
    return cm_listed(doc, &names, "and");
}

/* ---- verdicts ------------------------------------------------------------------- */

const char *cm_status_text(cm_doc *doc, const char *status)
{
    const char *mark = strcmp(status, "certain") == 0      ? CM_GOOD
                       : strcmp(status, "impossible") == 0 ? CM_BAD
                                                           : CM_OPENED;
    return cm_textf(doc, "%s%s" CM_END, mark, status);
}

const char *cm_result_text(cm_doc *doc, const char *result)
{
    const char *mark = CM_OPENED;
    if (strcmp(result, "passed") == 0 || strcmp(result, "yes") == 0)
        mark = CM_GOOD;
    if (strcmp(result, "rejected") == 0 || strcmp(result, "no") == 0)
        mark = CM_BAD;
    return cm_textf(doc, "%s%s" CM_END, mark, result);
}
