/* The bodies of a briefing: who holds what, thresholds in seats, the acts. */
#include <inttypes.h>

#include "report/brief.h"
#include "report/cond_text.h"
#include "report/picture.h"

enum { HELD = 12, LEADING = 4, SENTENCE = 3, LARGEST = 5 };

static const char *act_name(const comitia_value *act)
{
    return cm_tree_text(comitia_value_get(act, "subject"), "name");
}

static const comitia_value *cases_of(const comitia_value *act)
{
    return comitia_value_get(act, "cases");
}

static const comitia_value *acts_of(const comitia_value *answer)
{
    return comitia_value_get(answer, "acts");
}

/* ---- thresholds ------------------------------------------------------------------- */

/* A quota whose number is a number of seats of the whole body. */
static bool is_seats(const comitia_value *quota)
{
    const char *base = cm_tree_text(quota, "base");
    bool unit = strcmp(base, "members") == 0 || strcmp(base, "seats") == 0 ||
                strcmp(base, "present") == 0 ||
                strcmp(base, "votes cast") == 0;
    bool forward = cm_tree_is(quota, "compare", "at least") ||
                   cm_tree_is(quota, "compare", "more than");
    return unit && forward && cm_tree_null(quota, "in") &&
           cm_tree_is(quota, "direction", "yes") &&
           !cm_tree_null(quota, "required") &&
           !cm_tree_is(quota, "required", "0");
}

static void add_act(cm_doc *doc, cm_threshold *threshold, const char *name)
{
    for (size_t i = 0; i < threshold->acts.n; i++)
        if (strcmp(threshold->acts.at[i], name) == 0)
            return;
    cm_texts_add(doc, &threshold->acts, name);
}

static void add_threshold(cm_doc *doc, cm_thresholds *list,
                          const comitia_value *quota, const char *act)
{
    const char *required = cm_tree_text(quota, "required");
    const char *text = cm_tree_text(quota, "text");
    size_t at = 0;
    for (; at < list->n; at++) {
        int order = cm_compare_texts(list->at[at].required, required);
        if (order == 0 && strcmp(list->at[at].text, text) == 0) {
            add_act(doc, &list->at[at], act);
            return;
        }
        if (order > 0)
            break;
    }
    if (!cm_push(doc->arena, list, (cm_threshold){0})) {
        doc->failed = true;
        return;
    }
    for (size_t i = list->n - 1; i > at; i--)
        list->at[i] = list->at[i - 1];
    list->at[at] = (cm_threshold){.required = required, .text = text};
    add_act(doc, &list->at[at], act);
}

void cm_thresholds_of(cm_doc *doc, const comitia_value *answer,
                      const char *body, cm_thresholds *thresholds)
{
    const comitia_value *acts = acts_of(answer);
    for (size_t a = 0; a < comitia_value_count(acts); a++) {
        const comitia_value *act = comitia_value_at(acts, a);
        if (!cm_tree_is(act, "body", body))
            continue;
        for (size_t c = 0; c < comitia_value_count(cases_of(act)); c++) {
            const comitia_value *quotas = comitia_value_get(
                comitia_value_at(cases_of(act), c), "quotas");
            for (size_t q = 0; q < comitia_value_count(quotas); q++) {
                const comitia_value *quota = comitia_value_at(quotas, q);
                if (is_seats(quota))
                    add_threshold(doc, thresholds, quota, act_name(act));
            }
        }
    }
}

static const char *act_with_sources(cm_doc *doc, const char *name)
{
    const cm_act *act = cm_act_of(doc, name);
    return cm_textf(doc, "%s%s", cm_name_text(doc, name),
                    act ? cm_cites_text(doc, act->label.cites) : "");
}

static void tell_thresholds(cm_doc *doc, const comitia_value *answer,
                            const char *body)
{
    cm_thresholds list = {0};
    cm_texts texts = {0};
    cm_thresholds_of(doc, answer, body, &list);
    for (size_t i = 0; i < list.n; i++) {
        cm_texts names = {0};
        for (size_t a = 0; a < list.at[i].acts.n; a++)
            cm_texts_add(doc, &names, act_with_sources(doc, list.at[i].acts.at[a]));
        cm_texts_add(doc, &texts,
                     cm_textf(doc, CM_STRONG "%s" CM_END " for %s (%s)",
                              cm_grouped(doc, list.at[i].required),
                              cm_listed(doc, &names, "and"),
                              cm_quoted(doc, list.at[i].text)));
    }
    if (texts.n)
        cm_para(doc, "%s: %s.", texts.n == 1 ? "Threshold" : "Thresholds",
                cm_strung(doc, &texts, "; "));
}

/* ---- who holds what ------------------------------------------------------------------ */

static const cm_entry *entry_of(const cm_body *body, const char *name)
{
    for (uint32_t e = 0; body && e < body->n_entries; e++)
        if (strcmp(body->entries[e].label.name, name) == 0)
            return &body->entries[e];
    return NULL;
}

static void tell_parties(cm_doc *doc, const comitia_value *row,
                         const cm_body *body)
{
    const comitia_value *parties = comitia_value_get(row, "parties");
    const char *seats = cm_tree_text(row, "seats");
    const char *vacant = cm_tree_text(row, "vacant");
    cm_texts texts = {0};
    size_t n = comitia_value_count(parties), held = 0;
    for (size_t p = 0; p < n; p++) {
        const comitia_value *party = comitia_value_at(parties, p);
        const char *name = cm_tree_text(party, "name");
        const char *of = cm_tree_text(party, "seats");
        const cm_entry *entry = entry_of(body, name);
        if (strcmp(of, "0") == 0 || held++ >= HELD)
            continue;
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s " CM_STRONG "%s" CM_END "%s",
                              cm_name_first(doc, name), cm_grouped(doc, of),
                              entry ? cm_cites_text(doc, entry->label.cites)
                                    : ""));
    }
    if (held > HELD)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s more parties",
                              cm_grouped_u64(doc, held - HELD)));
    if (*vacant && strcmp(vacant, "0") != 0)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "vacant " CM_STRONG "%s" CM_END,
                              cm_grouped(doc, vacant)));
    cm_para(doc, "%s: %s.", cm_counted(doc, seats, "seat", "seats"),
            cm_strung(doc, &texts, ", "));
}

static mpq_srcptr measure_of(const cm_body *body, uint32_t e, uint32_t m)
{
    return body->entries[e].numbers[m]->q;
}

/* The entries with the largest numbers, largest first. */
static size_t largest(const cm_body *body, uint32_t m, uint32_t at[LARGEST])
{
    size_t n = 0;
    for (uint32_t e = 0; e < body->n_entries; e++) {
        size_t place = n;
        while (place > 0 && mpq_cmp(measure_of(body, at[place - 1], m),
                                    measure_of(body, e, m)) < 0)
            place--;
        if (place == LARGEST)
            continue;
        n += n < LARGEST;
        for (size_t i = n - 1; i > place; i--)
            at[i] = at[i - 1];
        at[place] = e;
    }
    return n;
}

static const char *ratio_of(cm_doc *doc, mpq_srcptr q)
{
    const char *text = cm_number_text(doc->arena, q);
    if (!text)
        doc->failed = true;
    return text ? text : "0";
}

static void tell_measure(cm_doc *doc, const cm_body *body, uint32_t m)
{
    uint32_t at[LARGEST];
    cm_texts texts = {0};
    mpq_t sum;
    mpq_init(sum);
    for (uint32_t e = 0; e < body->n_entries; e++)
        mpq_add(sum, sum, measure_of(body, e, m));
    const char *total = ratio_of(doc, sum);
    mpq_clear(sum);
    size_t n = largest(body, m, at);
    for (size_t i = 0; i < n; i++) {
        const char *number = ratio_of(doc, measure_of(body, at[i], m));
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s %s",
                              cm_name_first(doc,
                                            body->entries[at[i]].label.name),
                              cm_percent_text(doc, cm_part_of(doc, number,
                                                              total))));
    }
    cm_para(doc, "%s: %s in all%s; the largest are %s.",
            cm_quoted(doc, body->measures[m].name), cm_ratio_text(doc, total),
            body->measures[m].rounded ? " (rounded)" : "",
            cm_strung(doc, &texts, ", "));
}

static void tell_members(cm_doc *doc, const cm_body *body)
{
    uint32_t n = body->n_entries;
    cm_texts names = {0};
    if (n <= 2 * HELD && body->n_measures == 0)
        for (uint32_t e = 0; e < n; e++)
            cm_texts_add(doc, &names,
                         cm_name_text(doc, body->entries[e].label.name));
    cm_para(doc, "%s%s%s%s.", cm_counted_n(doc, n, "member", "members"),
            body->nested ? ", each of which votes as something else decides"
                         : "",
            names.n ? ": " : "", cm_listed(doc, &names, "and"));
    for (uint32_t m = 0; m < body->n_measures; m++)
        tell_measure(doc, body, m);
}

/* ---- acts ---------------------------------------------------------------------------- */

static const char *case_text(cm_doc *doc, const comitia_value *one)
{
    const char *result = cm_tree_text(one, "result");
    return cm_textf(doc, "%s%s%s%s", *result ? cm_result_text(doc, result) : "",
                    *result ? ", " : "", cm_need_text(doc, one),
                    cm_if_text(doc, comitia_value_get(one, "when")));
}

/* All cases of an act in one line. */
static const char *act_text(cm_doc *doc, const comitia_value *act)
{
    cm_texts texts = {0};
    size_t n = comitia_value_count(cases_of(act));
    for (size_t c = 0; c < n && c < LEADING; c++)
        cm_texts_add(doc, &texts,
                     case_text(doc, comitia_value_at(cases_of(act), c)));
    if (n > LEADING)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s more cases",
                              cm_grouped_u64(doc, n - LEADING)));
    return cm_strung(doc, &texts, "; ");
}

static bool is_voted(const comitia_value *act)
{
    return !cm_tree_null(comitia_value_at(cases_of(act), 0), "recorded");
}

static bool in_terms(const comitia_value *terms, const char *name)
{
    for (size_t t = 0; t < comitia_value_count(terms); t++) {
        const comitia_value *term = comitia_value_at(terms, t);
        for (size_t l = 0; l < comitia_value_count(term); l++)
            if (cm_tree_is(comitia_value_at(term, l), "name", name))
                return true;
    }
    return false;
}

/* Whether an open outcome turns on the act. */
static bool is_pivotal(const comitia_value *answer, const char *name)
{
    const comitia_value *rows = comitia_value_get(answer, "outcomes");
    for (size_t i = 0; i < comitia_value_count(rows); i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        if (cm_tree_is(row, "status", "open") &&
            (in_terms(comitia_value_get(row, "needed"), name) ||
             in_terms(comitia_value_get(row, "stopped"), name)))
            return true;
    }
    return false;
}

/* "CPP has 68, 14 short; CNRP has 55, 27 short; each can block it" */
static const char *player_text(cm_doc *doc, const comitia_value *player)
{
    const char *seats = cm_tree_text(player, "seats");
    const char *missing = cm_tree_text(player, "missing");
    const char *name =
        cm_name_first(doc, cm_tree_text(player, "player"));
    const char *gap = !*missing                 ? ", never enough alone"
                      : strcmp(missing, "0")    ? cm_textf(doc, ", %s short",
                                                           cm_grouped(doc, missing))
                                                : ", enough alone";
    return *seats ? cm_textf(doc, "%s has %s%s", name, cm_grouped(doc, seats),
                             gap)
                  : name;
}

/* What each of a handful of blocs has, lacks and can block. */
static const char *players_text(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *players = comitia_value_get(one, "players");
    cm_texts texts = {0}, blocking = {0};
    size_t n = comitia_value_count(players);
    for (size_t p = 0; p < n; p++) {
        const comitia_value *player = comitia_value_at(players, p);
        cm_texts_add(doc, &texts, player_text(doc, player));
        if (cm_tree_bool(player, "blocks"))
            cm_texts_add(doc, &blocking,
                         cm_name_text(doc, cm_tree_text(player, "player")));
    }
    if (blocking.n == n && n > 1)
        cm_texts_add(doc, &texts, "each can block it");
    else if (blocking.n)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s can%s block it",
                              cm_listed(doc, &blocking, "and"),
                              blocking.n > 1 ? " each" : ""));
    else
        cm_texts_add(doc, &texts, n > 1 ? "none can block it alone"
                                        : "it cannot block it");
    return cm_strung(doc, &texts, "; ");
}

static bool few_players(const comitia_value *act)
{
    const comitia_value *one = comitia_value_at(cases_of(act), 0);
    size_t n = comitia_value_count(comitia_value_get(one, "players"));
    return comitia_value_count(cases_of(act)) == 1 && n > 0 && n <= SENTENCE;
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

void cm_brief_lead_acts(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *acts = acts_of(answer);
    size_t told = 0;
    for (size_t a = 0; a < comitia_value_count(acts); a++) {
        const comitia_value *act = comitia_value_at(acts, a);
        const comitia_value *subject = comitia_value_get(act, "subject");
        bool voted = is_voted(act);
        if (!(voted || is_pivotal(answer, act_name(act))) ||
            told++ >= LEADING)
            continue;
        const char *titled = cm_subject_titled(doc, subject);
        bool few = !voted && few_players(act);
        cm_item(doc, 0, "%s: %s%s%s.", titled, act_text(doc, act),
                few ? "; " : "",
                few ? players_text(doc, comitia_value_at(cases_of(act), 0))
                    : "");
        if (!cm_map_put(doc->arena, &doc->mentioned,
                        told_key(doc, act_name(act)), 1))
            doc->failed = true;
    }
    if (told > LEADING)
        cm_item(doc, 0, "%s more below.",
                cm_counted_n(doc, told - LEADING, "vote", "votes"));
}

/* Who did not vote yes and could have: from the record of the vote. */
static const char *others_text(cm_doc *doc, const char *name)
{
    static const char *const words[] = {"yes", "no", "abstaining", "absent",
                                        "still to vote"};
    const cm_act *act = cm_act_of(doc, name);
    const cm_event *vote = NULL;
    cm_texts texts = {0};
    for (uint32_t i = 0; act && i < doc->model->n_events; i++) {
        const cm_event *event = &doc->model->events[i];
        if (event->kind == CM_EVENT_VOTE &&
            &doc->model->acts[event->index] == act)
            vote = event;
    }
    for (uint32_t v = 0; vote && v < act->n_voters; v++)
        for (int b = CM_BALLOT_NO; b <= CM_BALLOT_OPEN; b++) {
            uint64_t seats = vote->tallies[v].seats[b];
            const char *player =
                doc->model->players[act->voters[v].player].label.name;
            if (seats && texts.n < HELD)
                cm_texts_add(doc, &texts,
                             cm_textf(doc, "%s (%s %s)",
                                      cm_name_first(doc, player),
                                      cm_grouped_u64(doc, seats), words[b]));
        }
    return cm_listed(doc, &texts, "and");
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

static const char *lacks_text(cm_doc *doc, const comitia_value *player)
{
    const char *missing = cm_tree_text(player, "missing");
    if (!*missing)
        return "cannot pass it";
    return strcmp(missing, "0") == 0
               ? "can pass it alone"
               : cm_textf(doc, "lacks %s", cm_grouped(doc, missing));
}

static bool alike(const comitia_value *a, const comitia_value *b)
{
    return strcmp(cm_tree_text(a, "seats"), cm_tree_text(b, "seats")) == 0 &&
           strcmp(cm_tree_text(a, "missing"), cm_tree_text(b, "missing")) ==
               0 &&
           cm_tree_bool(a, "blocks") == cm_tree_bool(b, "blocks");
}

/* The names of all players like the p-th, unless one before it was. */
static const char *likes(cm_doc *doc, const comitia_value *players, size_t p)
{
    const comitia_value *first = comitia_value_at(players, p);
    cm_texts names = {0};
    size_t n = 0;
    for (size_t i = 0; i < comitia_value_count(players); i++) {
        const comitia_value *player = comitia_value_at(players, i);
        if (!alike(first, player))
            continue;
        if (i < p)
            return NULL;
        if (n++ < SENTENCE)
            cm_texts_add(doc, &names,
                         cm_name_first(doc, cm_tree_text(player, "player")));
    }
    if (n == comitia_value_count(players) && n > SENTENCE)
        return cm_textf(doc, "each of the %s", cm_grouped_u64(doc, n));
    if (n > SENTENCE + 1)
        return cm_textf(doc, "%s and %s others", cm_strung(doc, &names, ", "),
                        cm_grouped_u64(doc, n - SENTENCE));
    if (n == SENTENCE + 1) {
        for (size_t i = comitia_value_count(players); i-- > p;)
            if (alike(first, comitia_value_at(players, i))) {
                cm_texts_add(doc, &names,
                             cm_name_first(doc, cm_tree_text(
                                 comitia_value_at(players, i), "player")));
                break;
            }
    }
    return cm_listed(doc, &names, "and");
}

static void player_table(cm_doc *doc, const comitia_value *players)
{
    static const char *const head[] = {"", ">seats each", "alone",
                                       "can block it"};
    size_t n = comitia_value_count(players), rows = 0;
    cm_table *table = cm_table_new(doc, "", 4, head);
    for (size_t p = 0; p < n && rows < doc->most; p++) {
        const comitia_value *player = comitia_value_at(players, p);
        const char *seats = cm_tree_text(player, "seats");
        const char *names = likes(doc, players, p);
        if (!names)
            continue;
        rows++;
        cm_cell(doc, table, names);
        cm_cell(doc, table, cm_grouped(doc, seats));
        cm_cell(doc, table, lacks_text(doc, player));
        cm_cell(doc, table, cm_tree_bool(player, "blocks") ? "yes" : "no");
    }
}

static void tell_players(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *players = comitia_value_get(one, "players");
    const char *when = cm_if_text(doc, comitia_value_get(one, "when"));
    size_t n = comitia_value_count(players);
    if (n == 0)
        return;
    if (n > SENTENCE) {
        if (*when)
            cm_para(doc, "%c%s:", 'I', when + 2);
        player_table(doc, players);
        return;
    }
    if (*when)
        cm_para(doc, "%c%s: %s.", 'I', when + 2, players_text(doc, one));
    else
        cm_para(doc, "%s.", players_text(doc, one));
}

/* The rule as it stands in the file, with its conditions and quorum. */
static const char *rule_of(cm_doc *doc, const char *name)
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
    const char *quorum =
        act->quorum ? cm_textf(doc, "; quorum %s",
                               cm_rule_text(doc, act->quorum))
                    : "";
    return cm_textf(doc, "Rule: %s%s.", cm_strung(doc, &texts, ", otherwise "),
                    quorum);
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
           is_seats(comitia_value_at(quotas, 0)) && few_players(act) &&
           !is_voted(act);
}

static void tell_act(cm_doc *doc, const comitia_value *act)
{
    const comitia_value *subject = comitia_value_get(act, "subject");
    const char *name = act_name(act);
    const char *rule = rule_of(doc, name);
    bool told = is_told(doc, name);
    if (told && is_plain(doc, act))
        return;
    cm_heading(doc, 3, "%s", cm_subject_titled(doc, subject));
    cm_para(doc, "%s%s%s%s", told ? "" : act_text(doc, act),
            told ? "" : ". ", rule,
            cm_cite_list_text(doc, comitia_value_get(subject, "cite")));
    if (told && !is_voted(act) && few_players(act))
        return;
    if (is_voted(act)) {
        const char *others = others_text(doc, name);
        if (*others && is_short(act))
            cm_para(doc, "The missing could have come from %s.", others);
        return;
    }
    for (size_t c = 0; c < comitia_value_count(cases_of(act)) && c < LEADING;
         c++)
        tell_players(doc, comitia_value_at(cases_of(act), c));
}

/* ---- bodies ---------------------------------------------------------------------------- */

static const comitia_value *row_of(const comitia_value *answer,
                                   const char *name)
{
    const comitia_value *rows = comitia_value_get(answer, "bodies");
    for (size_t i = 0; i < comitia_value_count(rows); i++)
        if (cm_tree_is(comitia_value_at(rows, i), "name", name))
            return comitia_value_at(rows, i);
    return NULL;
}

static bool has_acts(const comitia_value *answer, const char *name)
{
    const comitia_value *acts = acts_of(answer);
    for (size_t a = 0; a < comitia_value_count(acts); a++)
        if (cm_tree_is(comitia_value_at(acts, a), "body", name))
            return true;
    return false;
}

static void tell_body(cm_doc *doc, const comitia_value *answer,
                      const char *name, const char *title, cm_cites cites,
                      const cm_body *body)
{
    const comitia_value *row = row_of(answer, name);
    const comitia_value *acts = acts_of(answer);
    cm_heading(doc, 2, "%s%s", cm_name_titled(doc, name, title),
               cm_cites_text(doc, cites));
    if (doc->pictures) {
        cm_thresholds thresholds = {0};
        cm_thresholds_of(doc, answer, name, &thresholds);
        cm_body_picture(doc, row, body, &thresholds);
    }
    if (row)
        tell_parties(doc, row, body);
    else if (body)
        tell_members(doc, body);
    tell_thresholds(doc, answer, name);
    size_t told = 0;
    for (size_t a = 0; a < comitia_value_count(acts); a++)
        if (cm_tree_is(comitia_value_at(acts, a), "body", name) &&
            told++ < doc->most)
            tell_act(doc, comitia_value_at(acts, a));
    cm_more(doc, 0, told);
}

void cm_brief_bodies(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "bodies");
    const cm_model *model = doc->model;
    for (uint32_t b = 0; model && b < model->n_bodies; b++) {
        const cm_label *label = &model->bodies[b].label;
        if (row_of(answer, label->name) || has_acts(answer, label->name))
            tell_body(doc, answer, label->name, label->title, label->cites,
                      &model->bodies[b]);
    }
    for (size_t i = 0; !model && i < comitia_value_count(rows); i++)
        tell_body(doc, answer, cm_tree_text(comitia_value_at(rows, i), "name"),
                  NULL, (cm_cites){0}, NULL);
}
