/* belief: how sure each reported claim is, by whom, at what distance. */
#include "report/words/verbs.h"

static bool is_reported(const comitia_value *claim)
{
    return cm_tree_number(claim, "reports") > 0;
}

/* No report with a stated accuracy touches the claim. */
static bool is_unweighed(const comitia_value *claim)
{
    return cm_tree_is(claim, "factor", "1");
}

/* ---- the model behind a claim
 * ---------------------------------------------------- */

static bool is_about(const cm_model *model, const cm_report *report,
                     const comitia_value *claim)
{
    const char *option = cm_tree_text(claim, "option");
    const char *name = cm_tree_text(claim, "name");
    if (report->what == CM_COND_OPTION) {
        const cm_fact *fact = &model->facts[report->index];
        return strcmp(fact->label.name, name) == 0 &&
               strcmp(fact->options[report->option].name, option) == 0;
    }
    if (report->what == CM_COND_FACT)
        return strcmp(model->facts[report->index].label.name, name) == 0;
    return strcmp(model->acts[report->index].label.name, name) == 0;
}

/* Whether some speaker's accuracy is a number chosen for illustration. */
static bool is_illustrated(const cm_model *model, const cm_report *report)
{
    for (uint32_t s = 0; s < report->n_speakers; s++) {
        const cm_source *source = &model->sources[report->speakers[s].source];
        if (source->has_right && cm_is_illustrative(source->label.cites))
            return true;
    }
    return false;
}

/* The sources of the reports on a claim. */
static const char *report_cites(cm_doc *doc, const comitia_value *claim,
                                bool *illustrated)
{
    cm_texts texts = {0};
    const cm_model *model = doc->model;
    *illustrated = false;
    for (uint32_t r = 0; model && r < model->n_reports; r++) {
        const cm_report *report = &model->reports[r];
        if (!is_about(model, report, claim))
            continue;
        *illustrated |= is_illustrated(model, report);
        cm_texts_add(doc, &texts, cm_cites_text(doc, report->cites));
    }
    return cm_strung(doc, &texts, "");
}

/* ---- origins
 * ------------------------------------------------------------------------ */

static const char *distance(cm_doc *doc, int64_t depth)
{
    static const char *const words[] = {"first", "second", "third", "fourth",
                                        "fifth"};
    if (depth < 0 || depth > 4)
        return cm_textf(doc, "through %lld others", (long long)depth);
    return cm_textf(doc, "%s hand", words[depth]);
}

static const char *source_text(cm_doc *doc, const char *name)
{
    const cm_model *model = doc->model;
    uint32_t at = model ? cm_map_get(&model->source_names, name) : CM_MAP_NONE;
    if (at == CM_MAP_NONE)
        return cm_name_first(doc, name);
    const cm_label *label = &model->sources[at].label;
    return cm_quoted(doc, label->title ? label->title : name);
}

static const char *via_text(cm_doc *doc, const comitia_value *origin)
{
    const comitia_value *via = comitia_value_get(origin, "via");
    cm_texts names = {0};
    for (size_t i = 0; i < comitia_value_count(via); i++)
        cm_texts_add(doc, &names, source_text(doc, cm_tree_item(via, i)));
    return cm_listed(doc, &names, "and");
}

/* First party: whose voice it is. */
static const char *side_text(cm_doc *doc, const comitia_value *origin)
{
    const cm_model *model = doc->model;
    uint32_t at =
        model ? cm_map_get(&model->source_names, cm_tree_text(origin, "origin"))
              : CM_MAP_NONE;
    if (!cm_tree_bool(origin, "first_party"))
        return "";
    if (at == CM_MAP_NONE)
        return "speaks for one side, ";
    const cm_source *source = &model->sources[at];
    if (source->of_player != CM_NONE)
        return cm_textf(
            doc, "speaks for %s, ",
            cm_name_text(doc, model->players[source->of_player].label.name));
    if (source->of_body != CM_NONE)
        return cm_textf(
            doc, "speaks for %s, ",
            cm_name_text(doc, model->bodies[source->of_body].label.name));
    return "";
}

static const char *origin_text(cm_doc *doc, const comitia_value *origin)
{
    const char *remark = cm_tree_bool(origin, "unnamed") ? "unnamed, " : "";
    const char *party = side_text(doc, origin);
    const char *on = cm_tree_text(origin, "on");
    const char *day =
        *on ? cm_textf(doc, ", on %s", cm_date_text(doc, on)) : "";
    const char *via = via_text(doc, origin);
    bool tell = *via && !(doc->common_via && strcmp(via, doc->common_via) == 0);
    return cm_textf(doc, "%s (%s%s%s%s%s%s)",
                    source_text(doc, cm_tree_text(origin, "origin")), remark,
                    party, distance(doc, cm_tree_number(origin, "depth")),
                    tell ? " in " : "", tell ? via : "", day);
}

/* What an origin does: said, denied, believed, not known. */
typedef struct verb {
    const char *value, *mode, *words;
} verb;

static const verb verbs[] = {
    {"yes", "says", "says so"},
    {"yes", "believes", "believes it"},
    {"no", "says", "denies it"},
    {"no", "believes", "believes it is not so"},
    {"both", "says", "says both yes and no, which carries no weight"},
    {"both", "believes", "believes both, which carries no weight"},
    {"none", "says", "cannot say"},
    {"none", "believes", "cannot say"},
};

static const char *origins_of(cm_doc *doc, const comitia_value *origins,
                              const verb *v)
{
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(origins); i++) {
        const comitia_value *origin = comitia_value_at(origins, i);
        if (cm_tree_is(origin, "value", v->value) &&
            cm_tree_is(origin, "mode", v->mode))
            cm_texts_add(doc, &texts, origin_text(doc, origin));
    }
    return cm_listed(doc, &texts, "and");
}

static const char *origins_text(cm_doc *doc, const comitia_value *claim)
{
    const comitia_value *origins = comitia_value_get(claim, "origins");
    cm_texts texts = {0};
    for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++) {
        const char *who = origins_of(doc, origins, &verbs[v]);
        if (*who)
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "%s: %s", verbs[v].words, who));
    }
    return cm_strung(doc, &texts, "; ");
}

/* ---- how sure
 * ------------------------------------------------------------------------ */

static const char *sure_text(cm_doc *doc, const comitia_value *claim)
{
    const char *posterior = cm_tree_text(claim, "posterior");
    if (cm_tree_is(claim, "state", "true"))
        return cm_textf(doc, CM_GOOD "recorded as true" CM_END);
    if (cm_tree_is(claim, "state", "false"))
        return cm_textf(doc, CM_BAD "recorded as false" CM_END);
    if (!*posterior && is_reported(claim))
        return "certain sources contradict each other";
    if (!*posterior)
        return "not reported";
    if (is_unweighed(claim) && cm_tree_null(claim, "prior"))
        return "unknown";
    return cm_textf(
        doc, CM_STRONG "%s" CM_END "%s", cm_share_text(doc, posterior),
        cm_tree_is(claim, "posterior_from", "even") ? " from even odds" : "");
}

/* Reports with a common origin count once: what the naive sum would say. */
static const char *once_text(cm_doc *doc, const comitia_value *claim)
{
    const comitia_value *origins = comitia_value_get(claim, "origins");
    const char *naive = cm_tree_text(claim, "naive");
    int64_t reports = cm_tree_number(claim, "reports");
    size_t heard = 0;
    for (size_t i = 0; i < comitia_value_count(origins); i++)
        heard += !cm_tree_is(comitia_value_at(origins, i), "value", "none");
    if (!*naive || cm_tree_is(claim, "posterior", naive) || heard == 0)
        return "";
    return cm_textf(doc,
                    " %s share a speaker and count once; counted one by "
                    "one they would give %s.",
                    cm_counted_n(doc, (uint64_t)reports, "report", "reports"),
                    cm_percent_text(doc, naive));
}

static const char *claim_name(cm_doc *doc, const comitia_value *claim)
{
    const char *option = cm_tree_text(claim, "option");
    const char *name = cm_tree_text(claim, "name");
    const cm_label *label = cm_label_of(doc->model, name);
    const char *titled = cm_name_titled(doc, name, label ? label->title : NULL);
    if (!*option)
        return titled;
    cm_name found = doc->model ? cm_model_name(doc->model, name)
                               : (cm_name){.kind = CM_NAME_NOTHING};
    const char *title = NULL;
    if (found.kind == CM_NAME_FACT)
        for (uint32_t o = 0; o < doc->model->facts[found.index].n_options; o++)
            if (strcmp(doc->model->facts[found.index].options[o].name,
                       option) == 0)
                title = doc->model->facts[found.index].options[o].title;
    return cm_textf(doc, "%s: %s", titled,
                    cm_quoted(doc, title ? title : option));
}

const char *cm_common_via(cm_doc *doc, const comitia_value *claims)
{
    const char *common = NULL;
    size_t n = 0;
    for (size_t c = 0; c < comitia_value_count(claims); c++) {
        const comitia_value *origins =
            comitia_value_get(comitia_value_at(claims, c), "origins");
        for (size_t i = 0; i < comitia_value_count(origins); i++) {
            const char *via = via_text(doc, comitia_value_at(origins, i));
            if (!*via)
                continue;
            if (common && strcmp(common, via) != 0)
                return NULL;
            common = via;
            n++;
        }
    }
    return n > 1 ? common : NULL;
}

const char *cm_claim_text(cm_doc *doc, const comitia_value *claim)
{
    bool illustrated;
    const char *cites = report_cites(doc, claim, &illustrated);
    const char *who = origins_text(doc, claim);
    bool weighed =
        !is_unweighed(claim) && cm_tree_is(claim, "state", "unknown");
    const char *name = claim_name(doc, claim);
    int64_t unweighted = cm_tree_number(claim, "unweighted");
    const char *light =
        is_unweighed(claim) && unweighted > 0
            ? " No accuracy is stated, so nothing is concluded from it."
            : "";
    return cm_textf(doc, "%s: %s%s%s%s%s.%s%s", name, sure_text(doc, claim),
                    weighed && illustrated ? " " CM_SOFT
                                             "(illustrative accuracy)" CM_END
                                           : "",
                    *who ? "; " : "", who, cites, once_text(doc, claim), light);
}

/* ---- the verb
 * ------------------------------------------------------------------------- */

static void table(cm_doc *doc, const comitia_value *claims)
{
    static const char *const head[] = {"", "how sure", ">reports", ">factor"};
    cm_table *table = cm_table_new(doc, "", 4, head);
    size_t shown = 0, n = 0;
    for (size_t i = 0; i < comitia_value_count(claims); i++) {
        const comitia_value *claim = comitia_value_at(claims, i);
        const char *option = cm_tree_text(claim, "option");
        const char *name = cm_name_text(doc, cm_tree_text(claim, "name"));
        n++;
        if (shown == doc->most)
            continue;
        shown++;
        cm_cell(doc, table,
                *option
                    ? cm_textf(doc, "%s is %s", name, cm_quoted(doc, option))
                    : name);
        cm_cell(doc, table, sure_text(doc, claim));
        cm_cell(
            doc, table,
            cm_grouped_u64(doc, (uint64_t)cm_tree_number(claim, "reports")));
        cm_cell(doc, table, cm_ratio_text(doc, cm_tree_text(claim, "factor")));
    }
    cm_more(doc, 0, n);
}

void cm_print_belief(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *claims = comitia_value_get(answer, "claims");
    size_t n = comitia_value_count(claims), reported = 0;
    for (size_t i = 0; i < n; i++)
        reported += is_reported(comitia_value_at(claims, i));
    if (n == 1)
        cm_para(doc, "%s", cm_claim_text(doc, comitia_value_at(claims, 0)));
    else
        cm_para(doc, "%s, %s reported.",
                cm_counted_n(doc, n, "claim", "claims"),
                cm_grouped_u64(doc, reported));
    cm_remarks(doc, answer);
    if (n > 1)
        table(doc, claims);
    size_t told = 0;
    for (size_t i = 0; n > 1 && i < n; i++)
        if (is_reported(comitia_value_at(claims, i)) && told++ < doc->most)
            cm_item(doc, 0, "%s",
                    cm_claim_text(doc, comitia_value_at(claims, i)));
    cm_more(doc, 0, told);
    cm_notes_here(doc);
}

void cm_rows_belief(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *claims = comitia_value_get(answer, "claims");
    for (size_t i = 0; i < comitia_value_count(claims); i++) {
        const comitia_value *claim = comitia_value_at(claims, i);
        const char *option = cm_tree_text(claim, "option");
        const char *name = cm_tree_text(claim, "name");
        cm_rows_add(doc, rows,
                    *option ? cm_textf(doc, "%s is %s", name, option)
                            : cm_quoted(doc, name),
                    sure_text(doc, claim));
    }
}
