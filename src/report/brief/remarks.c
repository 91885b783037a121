/* What limits an answer, said under it. */
#include "base/ctx.h"
#include "report/words/sample_text.h"

static void supposed(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *list = comitia_value_get(answer, "suppose");
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(list); i++)
        cm_texts_add(doc, &texts, cm_quoted(doc, cm_tree_item(list, i)));
    if (texts.n)
        cm_para(doc, "Supposing %s.", cm_listed(doc, &texts, "and"));
}

static void varied(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *list = comitia_value_get(answer, "vary");
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(list); i++)
        cm_texts_add(doc, &texts, cm_quoted(doc, cm_tree_item(list, i)));
    if (texts.n)
        cm_para(doc, "With another model than the file's: %s.",
                cm_listed(doc, &texts, "and"));
}

static void verified(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *verdict = comitia_value_get(answer, "verified");
    if (comitia_value_kind(verdict) != COMITIA_OBJECT)
        return;
    if (cm_tree_bool(verdict, "agrees"))
        cm_para(doc, "Verified by %s.", cm_quoted(doc, cm_tree_text(verdict, "method")));
    else
        cm_para(doc,
                CM_BAD "Not verified" CM_END
                       ": %s is %s here and %s by %s. This is a bug.",
                cm_quoted(doc, cm_tree_text(verdict, "what")),
                cm_quoted(doc, cm_tree_text(verdict, "answer")),
                cm_quoted(doc, cm_tree_text(verdict, "second")),
                cm_quoted(doc, cm_tree_text(verdict, "method")));
}

static bool has_coalitions(const comitia_value *answer)
{
    return cm_tree_is(answer, "verb", "can") ||
           cm_tree_is(answer, "verb", "who") ||
           cm_tree_is(answer, "verb", "power") ||
           cm_tree_is(answer, "verb", "brief");
}

/* Who votes as one changes nothing that is reported, agreed or forecast. */
static bool asks_of_players(const comitia_value *answer)
{
    return has_coalitions(answer) || cm_tree_is(answer, "verb", "needs") ||
           cm_tree_is(answer, "verb", "diff");
}

static void freed(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *list = comitia_value_get(answer, "free");
    if (comitia_value_count(list) && asks_of_players(answer))
        cm_para(doc, "Every seat of %s votes as it likes.",
                cm_names_joined(doc, list, "and"));
}

static void participation(cm_doc *doc, const comitia_value *answer)
{
    if (!has_coalitions(answer))
        return;
    if (cm_tree_is(answer, "otherwise", "absent"))
        cm_para(doc, "All others are taken to stay away.");
    else if (cm_tree_is(answer, "otherwise", "worst"))
        cm_para(doc, "Whatever the others do: vote, abstain or stay away.");
}

static const cm_act *act_at(const cm_model *model, const comitia_value *diag)
{
    const char *file = cm_tree_text(diag, "file");
    for (uint32_t a = 0; model && a < model->n_acts; a++) {
        const cm_span *span = &model->acts[a].label.span;
        if (span->line == cm_tree_number(diag, "line") &&
            span->column == cm_tree_number(diag, "column") &&
            strcmp(model->texts[span->file].path, file) == 0)
            return &model->acts[a];
    }
    return NULL;
}

static void quorums(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *diags = comitia_value_get(answer, "diagnostics");
    cm_texts names = {0};
    for (size_t i = 0; i < comitia_value_count(diags); i++) {
        const comitia_value *diag = comitia_value_at(diags, i);
        if (!cm_tree_is(diag, "code", "C0513"))
            continue;
        const cm_act *act = act_at(doc->model, diag);
        cm_texts_add(doc, &names,
                     act ? cm_name_text(doc, act->label.name) : "an act");
    }
    if (names.n)
        cm_para(doc,
                "Everyone is taken to attend. By staying away, the others "
                "could also break the quorum of %s: ask with --otherwise "
                "worst.",
                cm_listed(doc, &names, "and"));
}

/* An answer for each value lacks what one of its answers lacks; a refusal
   claims nothing. */
static bool lacks(const comitia_value *answer, const char *key)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    if (cm_tree_is(answer, "answer", "ill-posed"))
        return false;
    if (!comitia_value_get(answer, "each"))
        return !cm_tree_null(answer, key) && !cm_tree_bool(answer, key);
    for (size_t c = 0; c < comitia_value_count(cases); c++)
        if (lacks(comitia_value_get(comitia_value_at(cases, c), "answer"), key))
            return true;
    return false;
}

static bool says_stopped(const comitia_value *diag)
{
    return strncmp(cm_tree_text(diag, "message"), CM_USER_STOPPED,
                   strlen(CM_USER_STOPPED)) == 0;
}

static bool is_by_kinds(const comitia_value *diag)
{
    return strstr(cm_tree_text(diag, "message"), CM_BY_KINDS) != NULL;
}

/* What is only bounded, and therefore not exact, is not left out. `stopped`:
   by the user, and not by a limit. */
static bool left_out(const comitia_value *answer, bool stopped)
{
    const comitia_value *diags = comitia_value_get(answer, "diagnostics");
    for (size_t i = 0; i < comitia_value_count(diags); i++) {
        const comitia_value *diag = comitia_value_at(diags, i);
        if (cm_tree_is(diag, "code", "C0701") &&
            says_stopped(diag) == stopped && !is_by_kinds(diag))
            return true;
    }
    return false;
}

/* Some list of coalitions is told by kinds alone: nothing is missing then. */
static bool has_kinds(const comitia_value *answer)
{
    const comitia_value *diags = comitia_value_get(answer, "diagnostics");
    for (size_t i = 0; i < comitia_value_count(diags); i++)
        if (is_by_kinds(comitia_value_at(diags, i)))
            return true;
    return false;
}

static void certainty(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *rounded = comitia_value_get(answer, "rounded");
    cm_texts names = {0};
    for (size_t i = 0; i < comitia_value_count(rounded); i++)
        cm_texts_add(doc, &names, cm_quoted(doc, cm_tree_item(rounded, i)));
    if (names.n)
        cm_para(doc,
                CM_OPENED "Not certified:" CM_END
                          " it rests on rounded numbers (%s).",
                cm_listed(doc, &names, "and"));
    if (cm_was_drawn(answer)) {
        cm_para(doc, CM_OPENED "Not certified:" CM_END
                               " it was drawn at random, not counted; each "
                               "range misses once in a hundred times at most.");
        return;
    }
    if (names.n == 0 && lacks(answer, "certified"))
        cm_para(doc, CM_OPENED
                "Not certified:" CM_END
                " a change of seats could not be placed before or after "
                "the day.");
    if (left_out(answer, true))
        cm_para(doc, CM_OPENED "Not complete:" CM_END
                               " you stopped it before the end.");
    if (lacks(answer, "exact") && !cm_tree_is(answer, "verb", "chance") &&
        ((!cm_tree_is(answer, "verb", "power") && !has_kinds(answer)) ||
         left_out(answer, false)))
        cm_para(doc, CM_OPENED "Not complete:" CM_END
                               " a limit of work left something out.");
}

static void uncertain(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *list = comitia_value_get(answer, "uncertain");
    size_t n = comitia_value_count(list);
    if (n == 0)
        return;
    cm_para(doc, "Not read, as it is not known on which side of the day %s:",
            n == 1 ? "it lies" : "they lie");
    for (size_t i = 0; i < n && i < doc->most; i++)
        cm_item(
            doc, 0, "%s",
            cm_quoted(doc, cm_tree_text(comitia_value_at(list, i), "text")));
    cm_more(doc, 0, n);
}

void cm_remarks(cm_doc *doc, const comitia_value *answer)
{
    const char *on = cm_tree_text(answer, "on");
    if (*on)
        cm_para(doc, "As of %s.", cm_date_text(doc, on));
    verified(doc, answer);
    varied(doc, answer);
    supposed(doc, answer);
    freed(doc, answer);
    participation(doc, answer);
    quorums(doc, answer);
    certainty(doc, answer);
    uncertain(doc, answer);
}
