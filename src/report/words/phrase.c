#include "report/words/phrase.h"

/* ---- literals
 * ----------------------------------------------------------------- */

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
        return *value
                   ? cm_textf(doc, "the vote on %s (%s)",
                              cm_name_first(doc, name), value)
                   : cm_textf(doc, "the vote on %s", cm_name_first(doc, name));
    if (cm_tree_is(literal, "kind", "player"))
        return cm_textf(doc, "%s votes %s", cm_name_first(doc, name), value);
    if (cm_tree_is(literal, "kind", "act"))
        return cm_textf(
            doc, "%s %s", cm_name_first(doc, name),
            said(by_a_body(doc->model, name) ? &passes : &happens, yes, tense));
    return cm_textf(doc, "%s %s", cm_name_first(doc, name),
                    said(&holds, yes, tense));
}

const char *cm_literals_text(cm_doc *doc, const comitia_value *const *at,
                             size_t n, cm_tense tense)
{
    cm_texts texts = {0};
    for (size_t i = 0; i < n; i++)
        cm_texts_add(doc, &texts, cm_literal_text(doc, at[i], tense));
    return cm_listed(doc, &texts, "and");
}

const char *cm_term_text(cm_doc *doc, const comitia_value *term, cm_tense tense)
{
    cm_term t = cm_term_read(doc, term);
    return cm_literals_text(doc, t.at, t.n, tense);
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
                     cm_name_first(
                         doc, cm_tree_text(comitia_value_at(when, i), "name")));
    return cm_listed(doc, &names, "and");
}

/* ---- coalitions
 * ----------------------------------------------------------------- */

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

/* ---- verdicts
 * ------------------------------------------------------------------- */

const char *cm_status_text(cm_doc *doc, const char *status)
{
    const char *mark = strcmp(status, "certain") == 0      ? CM_GOOD
                       : strcmp(status, "impossible") == 0 ? CM_BAD
                                                           : CM_OPENED;
    return cm_textf(doc, "%s%s" CM_END, mark, status);
}

const char *cm_verdict_text(cm_doc *doc, const char *result)
{
    const char *mark = CM_OPENED;
    if (strcmp(result, "passed") == 0 || strcmp(result, "yes") == 0)
        mark = CM_GOOD;
    if (strcmp(result, "rejected") == 0 || strcmp(result, "no") == 0)
        mark = CM_BAD;
    return cm_textf(doc, "%s%s" CM_END, mark, result);
}
