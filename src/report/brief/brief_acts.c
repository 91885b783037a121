/* The acts of a briefing: needed, recorded, missing, who could and who can
   block. */
#include "report/brief/brief.h"
#include "report/picture/thresholds.h"
#include "report/words/cond_text.h"

enum { LEADING = 5, SENTENCE = 3 };

static const char *act_name(const comitia_value *act)
{
    return cm_tree_text(comitia_value_get(act, "subject"), "name");
}

static const comitia_value *cases_of(const comitia_value *act)
{
    return comitia_value_get(act, "cases");
}

/* Those whose agreement the number needed supposes: they vote in the act but
   count in no base. */
static const char *outsiders_text(cm_doc *doc, const char *name)
{
    const cm_act *act = cm_act_of(doc, name);
    cm_texts names = {0};
    for (uint32_t v = 0; act && v < act->n_voters; v++)
        if (act->voters[v].outsider)
            cm_texts_add(
                doc, &names,
                cm_name_first(
                    doc,
                    doc->model->players[act->voters[v].player].label.name));
    return names.n ? cm_textf(doc, ", with %s agreeing",
                              cm_listed(doc, &names, "and"))
                   : "";
}

static bool is_voted(const comitia_value *act)
{
    return !cm_tree_null(comitia_value_at(cases_of(act), 0), "recorded");
}

/* A number of members says nothing of the weight they must have. */
static const char *measures_text(cm_doc *doc, const comitia_value *act)
{
    const cm_body *body = cm_body_of(doc, cm_tree_text(act, "body"));
    const comitia_value *quotas =
        comitia_value_get(comitia_value_at(cases_of(act), 0), "quotas");
    cm_texts names = {0};
    for (uint32_t m = 0; body && m < body->n_measures; m++)
        for (size_t q = 0; q < comitia_value_count(quotas); q++)
            if (cm_is_measure_quota(comitia_value_at(quotas, q),
                                    body->measures[m].name)) {
                cm_texts_add(doc, &names,
                             cm_quoted(doc, body->measures[m].name));
                break;
            }
    return names.n ? cm_textf(doc, ", if they hold enough %s",
                              cm_listed(doc, &names, "and"))
                   : "";
}

const char *cm_need_proviso(cm_doc *doc, const comitia_value *act)
{
    return is_voted(act) ? ""
                         : cm_textf(doc, "%s%s", measures_text(doc, act),
                                    outsiders_text(doc, act_name(act)));
}

/* All cases of an act in one line. */
static const char *act_text(cm_doc *doc, const comitia_value *act)
{
    cm_texts texts = {0};
    size_t n = comitia_value_count(cases_of(act));
    for (size_t c = 0; c < n && c < LEADING; c++)
        cm_texts_add(doc, &texts,
                     cm_case_text(doc, comitia_value_at(cases_of(act), c)));
    if (n > LEADING)
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "%s more cases", cm_grouped_u64(doc, n - LEADING)));
    return cm_textf(doc, "%s%s", cm_strung(doc, &texts, "; "),
                    cm_need_proviso(doc, act));
}

static void note_names(cm_doc *doc, const comitia_value *terms, cm_map *names)
{
    for (size_t t = 0; t < comitia_value_count(terms); t++) {
        const comitia_value *term = comitia_value_at(terms, t);
        for (size_t l = 0; l < comitia_value_count(term); l++)
            if (!cm_map_put(doc->arena, names,
                            cm_tree_text(comitia_value_at(term, l), "name"), 1))
                doc->failed = true;
    }
}

/* The names of what open outcomes turn on. */
static cm_map pivots_of(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "outcomes");
    cm_map names = {0};
    for (size_t i = 0; i < comitia_value_count(rows); i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        if (!cm_tree_is(row, "status", "open"))
            continue;
        note_names(doc, comitia_value_get(row, "needed"), &names);
        note_names(doc, comitia_value_get(row, "stopped"), &names);
    }
    return names;
}

static bool few_players(const comitia_value *act)
{
    const comitia_value *one = comitia_value_at(cases_of(act), 0);
    size_t n = comitia_value_count(comitia_value_get(one, "players"));
    return comitia_value_count(cases_of(act)) == 1 && n > 1 && n <= SENTENCE;
}

/* What the first lines said of an act is not said again. */
static const char *told_key(cm_doc *doc, const char *act)
{
    return cm_textf(doc, "%s is told", act);
}

static bool is_told(cm_doc *doc, const char *act)
{
    return cm_map_get(&doc->mentioned, told_key(doc, act)) != CM_MAP_NONE;
}

/* Whether the seats or the rule were made up for the model. */
static bool rests_on_illustration(const cm_doc *doc, const comitia_value *act)
{
    const cm_act *of = cm_act_of(doc, act_name(act));
    const cm_body *body = cm_body_of(doc, cm_tree_text(act, "body"));
    if ((of && cm_is_illustrative(of->label.cites)) ||
        (body && cm_is_illustrative(body->label.cites)))
        return true;
    for (uint32_t e = 0; body && e < body->n_entries; e++)
        if (cm_is_illustrative(body->entries[e].label.cites))
            return true;
    return false;
}

static void lead(cm_doc *doc, const comitia_value *act)
{
    const char *titled =
        cm_subject_titled(doc, comitia_value_get(act, "subject"));
    const char *text = act_text(doc, act);
    bool few = !is_voted(act) && few_players(act);
    cm_item(
        doc, 0, "%s: %s%s%s%s.", titled, text,
        rests_on_illustration(doc, act) ? CM_TIE CM_SOFT "(illustrative)" CM_END
                                        : "",
        few ? "; " : "",
        few ? cm_players_text(doc, comitia_value_at(cases_of(act), 0)) : "");
    if (!cm_map_put(doc->arena, &doc->mentioned, told_key(doc, act_name(act)),
                    1))
        doc->failed = true;
}

/* Votes that were held come before those that open outcomes turn on. */
void cm_brief_lead_acts(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *acts = comitia_value_get(answer, "acts");
    cm_map pivots = pivots_of(doc, answer);
    bool nothing_else =
        comitia_value_count(comitia_value_get(answer, "outcomes")) == 0;
    size_t told = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t a = 0; a < comitia_value_count(acts); a++) {
            const comitia_value *act = comitia_value_at(acts, a);
            bool first = is_voted(act);
            bool wanted = pass == 0
                              ? first
                              : !first && (nothing_else ||
                                           cm_map_get(&pivots, act_name(act)) !=
                                               CM_MAP_NONE);
            if (wanted && told++ < LEADING)
                lead(doc, act);
        }
}

static bool is_short(const comitia_value *act)
{
    for (size_t c = 0; c < comitia_value_count(cases_of(act)); c++) {
        const char *missing =
            cm_tree_text(comitia_value_at(cases_of(act), c), "missing");
        if (*missing && strcmp(missing, "0") != 0)
            return true;
    }
    return false;
}

/* Where the missing votes could have come from, if that is the same wherever
   some are missing. */
static const char *sources_text(cm_doc *doc, const comitia_value *act)
{
    const char *text = "";
    for (size_t c = 0; c < comitia_value_count(cases_of(act)); c++) {
        const char *one =
            cm_missing_from_text(doc, comitia_value_at(cases_of(act), c));
        if (*text && *one && strcmp(text, one) != 0)
            return "";
        text = *one ? one : text;
    }
    return text;
}

const char *cm_rule_of(cm_doc *doc, const char *name)
{
    const cm_act *act = cm_act_of(doc, name);
    cm_texts texts = {0};
    for (uint32_t a = 0; act && a < act->n_arms; a++) {
        const cm_arm *arm = &act->arms[a];
        const char *rule = cm_rule_text(doc, arm->rule);
        cm_texts_add(doc, &texts,
                     arm->cond ? cm_textf(doc, "%s if %s", rule,
                                          cm_cond_text(doc, NULL, arm->cond))
                               : rule);
    }
    if (texts.n == 0)
        return "";
    const char *quorum = act->quorum ? cm_textf(doc, "; quorum %s",
                                                cm_rule_text(doc, act->quorum))
                                     : "";
    return cm_textf(doc, "%s%s", cm_strung(doc, &texts, ", otherwise "),
                    quorum);
}

/* A handful of blocs is told in a sentence with the act, one bloc that has all
   seats not at all. */
static void tell_players(cm_doc *doc, const comitia_value *one,
                         const char *name, cm_columns *columns)
{
    const comitia_value *players = comitia_value_get(one, "players");
    const comitia_value *when = comitia_value_get(one, "when");
    size_t n = comitia_value_count(players);
    if (n < 2 || (n <= SENTENCE && comitia_value_count(when) == 0))
        return;
    if (n <= SENTENCE)
        cm_item(doc, 1, "If %s: %s.", cm_term_text(doc, when, CM_PRESENT),
                cm_players_text(doc, one));
    else
        cm_columns_add(doc, columns,
                       cm_textf(doc, "%s%s", cm_name_text(doc, name),
                                cm_if_text(doc, when)),
                       players);
}

/* The rule is one threshold in seats, which is told already. */
static bool is_plain(const cm_doc *doc, const comitia_value *act)
{
    const cm_act *of = cm_act_of(doc, act_name(act));
    const comitia_value *quotas =
        comitia_value_get(comitia_value_at(cases_of(act), 0), "quotas");
    return of && !of->quorum && of->n_arms == 1 &&
           of->arms[0].rule->kind == CM_RULE_QUOTA &&
           !of->arms[0].rule->quota->has_tie &&
           comitia_value_count(quotas) == 1 &&
           cm_is_seat_quota(cm_body_of(doc, cm_tree_text(act, "body")),
                            comitia_value_at(quotas, 0)) &&
           few_players(act) && !is_voted(act);
}

/* The same for all cases at once, if it is the same in all. */
static const char *alike_text(cm_doc *doc, const comitia_value *act)
{
    const cm_body *body = cm_body_of(doc, cm_tree_text(act, "body"));
    const char *text = "";
    for (size_t c = 0; c < comitia_value_count(cases_of(act)); c++) {
        const char *one = cm_alike_text(
            doc, body,
            comitia_value_get(comitia_value_at(cases_of(act), c), "players"));
        if (!*one || (c && strcmp(text, one) != 0))
            return "";
        text = one;
    }
    return text;
}

/* One act: what it needs unless that is told, its rule, and who could do it. */
void cm_brief_act(cm_doc *doc, const comitia_value *act, cm_columns *columns)
{
    const comitia_value *subject = comitia_value_get(act, "subject");
    const char *name = act_name(act);
    bool told = is_told(doc, name), voted = is_voted(act);
    bool few = !told && !voted && few_players(act);
    if (told && is_plain(doc, act))
        return;
    const char *titled =
        told ? cm_name_text(doc, name) : cm_subject_titled(doc, subject);
    const char *text = told ? "" : act_text(doc, act);
    const char *players =
        few ? cm_players_text(doc, comitia_value_at(cases_of(act), 0)) : "";
    const char *others = voted && is_short(act) ? sources_text(doc, act) : "";
    const char *rule = cm_rule_of(doc, name);
    const char *alike = few || voted ? "" : alike_text(doc, act);
    cm_item(doc, 0, "%s%s%s%s%s%s%s%s.%s%s%s%s%s%s", titled,
            told ? " needs " : ": ", text, few ? "; " : "", players,
            told ? "" : "; rule: ", rule,
            cm_cite_list_text(doc, comitia_value_get(subject, "cite")),
            *others ? " The missing could have come from " : "", others,
            *others ? "." : "", *alike ? " " : "", alike, *alike ? "." : "");
    if (*alike)
        return;
    for (size_t c = 0;
         !voted && c < comitia_value_count(cases_of(act)) && c < LEADING; c++)
        tell_players(doc, comitia_value_at(cases_of(act), c), name, columns);
}
