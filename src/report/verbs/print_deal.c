/* deal: deals, clashes and ways out, threats and promises. */
#include "report/words/cond_text.h"
#include "report/words/verbs.h"

/* The talks under way, and those of the model that go with them. */
typedef struct teller {
    cm_doc *doc;
    const comitia_value *talks;
    const cm_talks *of; /* NULL without a model */
} teller;

static teller teller_of(cm_doc *doc, const comitia_value *talks)
{
    teller t = {.doc = doc, .talks = talks};
    const char *name = cm_tree_text(talks, "name");
    for (uint32_t i = 0; doc->model && i < doc->model->n_talks; i++)
        if (strcmp(doc->model->talks[i].label.name, name) == 0)
            t.of = &doc->model->talks[i];
    return t;
}

/* ---- statements
 * ------------------------------------------------------------------- */

static const cm_line *line_of(const teller *t, const char *statement)
{
    for (uint32_t i = 0; t->of && i < t->of->n_lines; i++) {
        const cm_line *line = &t->of->lines[i];
        if (line->name && strcmp(line->name, statement) == 0)
            return line;
    }
    return NULL;
}

static const char *kind_of(const cm_line *line)
{
    if (!line)
        return "statement";
    return line->kind == CM_LINE_DEMANDS ? "demand"
           : line->kind == CM_LINE_HOLDS ? "claim"
                                         : "assumption";
}

/* "ends-it" of "CNRP.ends-it". */
static const char *label_of(const char *statement)
{
    const char *dot = strchr(statement, '.');
    return dot ? dot + 1 : statement;
}

static const char *side_of(const teller *t, const char *statement)
{
    return cm_textf(t->doc, "%.*s", (int)strcspn(statement, "."), statement);
}

static bool first_told(cm_doc *doc, const teller *t, const char *statement)
{
    const char *key =
        cm_textf(doc, "%s:%s", cm_tree_text(t->talks, "name"), statement);
    if (cm_map_get(&doc->mentioned, key) != CM_MAP_NONE)
        return false;
    if (!cm_map_put(doc->arena, &doc->mentioned, key, 1))
        doc->failed = true;
    return true;
}

/* "CNRP's demand ends-it (if A, then B)"; without what it says when that was
   told before. */
static const char *statement_text(const teller *t, const char *statement)
{
    cm_doc *doc = t->doc;
    const cm_line *line = line_of(t, statement);
    bool given = line && line->side == CM_NONE;
    const char *who =
        given ? "the"
              : cm_textf(doc, "%s's", cm_name_text(doc, side_of(t, statement)));
    const char *name = cm_textf(doc, "%s %s %s", who, kind_of(line),
                                cm_quoted(doc, label_of(statement)));
    if (!line || !first_told(doc, t, statement))
        return name;
    const char *says = cm_line_text(doc, t->of, line);
    return cm_textf(doc, "%s (%s)%s", name, says,
                    cm_cites_text(doc, line->cites));
}

static const char *clash_text(const teller *t, const comitia_value *clash)
{
    cm_texts texts = {0};
    size_t n = comitia_value_count(clash);
    if (n == 0)
        return "The goal contradicts what is given, whatever the sides say.";
    for (size_t i = 0; i < n; i++)
        cm_texts_add(t->doc, &texts, statement_text(t, cm_tree_item(clash, i)));
    const char *who = cm_listed(t->doc, &texts, "and");
    return n == 1 ? cm_textf(t->doc, "%s alone rules it out.", who)
                  : cm_textf(t->doc, "%s cannot %s stand.", who,
                             n == 2 ? "both" : "all");
}

/* "CPP gives up personal and courts" */
static const char *giving_text(const teller *t, const comitia_value *set,
                               const char *side)
{
    cm_doc *doc = t->doc;
    cm_texts labels = {0};
    for (size_t i = 0; i < comitia_value_count(set); i++) {
        const char *statement = cm_tree_item(set, i);
        if (strcmp(side_of(t, statement), side) == 0)
            cm_texts_add(doc, &labels, cm_quoted(doc, label_of(statement)));
    }
    const char *what = cm_listed(doc, &labels, "and");
    if (strcmp(side, "given") == 0)
        return cm_textf(doc, "the assumption %s is dropped", what);
    return cm_textf(doc, "%s gives up %s", cm_name_text(doc, side), what);
}

static const char *concession_text(const teller *t, const comitia_value *set)
{
    cm_texts sides = {0}, texts = {0};
    for (size_t i = 0; i < comitia_value_count(set); i++) {
        const char *side = side_of(t, cm_tree_item(set, i));
        bool told = false;
        for (size_t s = 0; s < sides.n; s++)
            told |= strcmp(sides.at[s], side) == 0;
        if (told)
            continue;
        cm_texts_add(t->doc, &sides, side);
        cm_texts_add(t->doc, &texts, giving_text(t, set, side));
    }
    return cm_listed(t->doc, &texts, "and");
}

/* ---- goals
 * ------------------------------------------------------------------------ */

/* The line of a goal: by its label, else by its place among the goals. */
static const cm_line *goal_line(const teller *t, size_t place)
{
    size_t k = 0;
    for (uint32_t i = 0; t->of && i < t->of->n_lines; i++)
        if (t->of->lines[i].kind == CM_LINE_GOAL && k++ == place)
            return &t->of->lines[i];
    return NULL;
}

static const char *goal_name(const teller *t, size_t place)
{
    const comitia_value *goal =
        comitia_value_at(comitia_value_get(t->talks, "goals"), place);
    const char *label = cm_tree_text(goal, "label");
    const cm_line *line = goal_line(t, place);
    const char *what =
        line && line->cond ? cm_cond_text(t->doc, t->of, line->cond) : "";
    if (*label && *what)
        return cm_textf(t->doc, "%s, %s", cm_quoted(t->doc, label), what);
    return *label ? cm_quoted(t->doc, label) : *what ? what : "the goal";
}

const char *cm_goal_text(cm_doc *doc, const comitia_value *talks, size_t goal)
{
    teller t = teller_of(doc, talks);
    const char *label = cm_tree_text(
        comitia_value_at(comitia_value_get(talks, "goals"), goal), "label");
    return *label ? cm_quoted(doc, label) : goal_name(&t, goal);
}

static void best(const teller *t, const comitia_value *goal)
{
    const comitia_value *list = comitia_value_get(goal, "best");
    cm_texts deals = {0};
    size_t n = comitia_value_count(list);
    for (size_t i = 0; i < n && i < t->doc->most; i++) {
        const comitia_value *worths = comitia_value_at(list, i);
        cm_texts texts = {0};
        for (size_t s = 0; s < comitia_value_count(worths); s++)
            cm_texts_add(
                t->doc, &texts,
                cm_textf(t->doc, "%s %s",
                         cm_name_text(t->doc, comitia_value_key(worths, s)),
                         cm_ratio_text(t->doc, cm_tree_item(worths, s))));
        cm_texts_add(t->doc, &deals, cm_strung(t->doc, &texts, ", "));
    }
    if (deals.n)
        cm_item(t->doc, 1, "The best deal%s, in worth of the wishes met: %s.",
                deals.n > 1 ? "s" : "", cm_strung(t->doc, &deals, "; or "));
}

static void clashes(const teller *t, const comitia_value *goal)
{
    const comitia_value *list = comitia_value_get(goal, "clashes");
    size_t n = comitia_value_count(list);
    if (comitia_value_kind(list) == COMITIA_NULL)
        cm_item(t->doc, 1, "The clashes are too many to list.");
    for (size_t i = 0; i < n && i < t->doc->most; i++)
        cm_item(t->doc, 1, "Clash: %s",
                clash_text(t, comitia_value_at(list, i)));
    cm_more(t->doc, 1, n);
}

static void ways_out(const teller *t, const comitia_value *goal)
{
    const comitia_value *list = comitia_value_get(goal, "concessions");
    size_t n = comitia_value_count(list);
    if (comitia_value_kind(list) == COMITIA_NULL)
        cm_item(t->doc, 1, "The ways out are too many to list.");
    for (size_t i = 0; i < n && i < t->doc->most; i++)
        cm_item(t->doc, 1, "Way out: %s.",
                concession_text(t, comitia_value_at(list, i)));
    cm_more(t->doc, 1, n);
}

static void goals(const teller *t)
{
    const comitia_value *list = comitia_value_get(t->talks, "goals");
    size_t n = comitia_value_count(list);
    for (size_t i = 0; i < n && i < t->doc->most; i++) {
        const comitia_value *goal = comitia_value_at(list, i);
        bool deal = cm_tree_bool(goal, "deal");
        cm_item(t->doc, 0, "%s for %s.",
                deal ? CM_GOOD "A deal is possible" CM_END
                     : CM_BAD "No deal" CM_END,
                goal_name(t, i));
        if (!deal) {
            clashes(t, goal);
            ways_out(t, goal);
        } else {
            best(t, goal);
        }
    }
    cm_more(t->doc, 0, n);
}

/* ---- threats
 * ----------------------------------------------------------------------- */

/* On whom it works, on whom not, and who has no preferences stated. */
static const char *works_text(const teller *t, const comitia_value *works)
{
    cm_texts yes = {0}, no = {0};
    cm_doc *doc = t->doc;
    for (size_t i = 0; i < comitia_value_count(works); i++) {
        const comitia_value *value = comitia_value_at(works, i);
        if (comitia_value_kind(value) == COMITIA_NULL)
            continue;
        cm_texts_add(doc, comitia_value_bool(value) ? &yes : &no,
                     cm_name_text(doc, comitia_value_key(works, i)));
    }
    if (yes.n && no.n)
        return cm_textf(doc, "it works on %s, not on %s",
                        cm_listed(doc, &yes, "and"),
                        cm_listed(doc, &no, "and"));
    if (yes.n)
        return cm_textf(doc, "it works on %s", cm_listed(doc, &yes, "and"));
    if (no.n)
        return cm_textf(doc, "it does not work on %s",
                        cm_listed(doc, &no, "or"));
    return "whether it works is unknown, as no preferences are stated";
}

static const char *credible_text(const comitia_value *threat)
{
    const comitia_value *value = comitia_value_get(threat, "credible");
    if (comitia_value_kind(value) == COMITIA_NULL)
        return "";
    return comitia_value_bool(value) ? "; it is credible"
                                     : "; it is not credible";
}

static const cm_line *threat_line(const teller *t, size_t place)
{
    size_t k = 0;
    for (uint32_t i = 0; t->of && i < t->of->n_lines; i++) {
        const cm_line *line = &t->of->lines[i];
        if (line->kind == CM_LINE_THREATENS || line->kind == CM_LINE_PROMISES)
            if (k++ == place)
                return line;
    }
    return NULL;
}

static void threats(const teller *t)
{
    const comitia_value *list = comitia_value_get(t->talks, "threats");
    cm_doc *doc = t->doc;
    size_t n = comitia_value_count(list);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *threat = comitia_value_at(list, i);
        const cm_line *line = threat_line(t, i);
        const char *action =
            line ? cm_cond_text(doc, t->of, line->cond)
                 : cm_name_text(doc, cm_tree_text(threat, "action"));
        const char *premise = line && line->premise
                                  ? cm_cond_text(doc, t->of, line->premise)
                                  : cm_quoted(doc, cm_tree_text(threat, "if"));
        bool has_if = !cm_tree_null(threat, "if");
        cm_item(doc, 0, "%s %s %s%s%s: %s%s.%s",
                cm_name_text(doc, cm_tree_text(threat, "by")),
                cm_tree_text(threat, "kind"), action, has_if ? " if " : "",
                has_if ? premise : "",
                works_text(t, comitia_value_get(threat, "works")),
                credible_text(threat),
                line ? cm_cites_text(doc, line->cites) : "");
    }
    cm_more(doc, 0, n);
}

/* ---- the whole
 * --------------------------------------------------------------------- */

/* What is taken as given, with its sources; an illustration is marked. */
static void givens(const teller *t)
{
    cm_doc *doc = t->doc;
    cm_texts texts = {0};
    uint64_t n = 0;
    for (uint32_t i = 0; t->of && i < t->of->n_lines; i++) {
        const cm_line *line = &t->of->lines[i];
        if (line->kind == CM_LINE_GIVEN && n++ < doc->most)
            cm_texts_add(doc, &texts,
                         cm_textf(doc, "%s%s", cm_line_text(doc, t->of, line),
                                  cm_cites_text(doc, line->cites)));
    }
    if (n > doc->most)
        cm_texts_add(
            doc, &texts,
            cm_textf(doc, "%s more", cm_grouped_u64(doc, n - doc->most)));
    if (texts.n)
        cm_para(doc, "Taken as given: %s.", cm_strung(doc, &texts, "; "));
}

/* Whether a title names all the sides already. */
static bool names_sides(const comitia_value *talks)
{
    const comitia_value *between = comitia_value_get(talks, "between");
    for (size_t i = 0; i < comitia_value_count(between); i++)
        if (!strstr(cm_tree_text(talks, "title"), cm_tree_item(between, i)))
            return false;
    return true;
}

void cm_tell_talks(cm_doc *doc, const comitia_value *talks, unsigned level)
{
    teller t = teller_of(doc, talks);
    const char *sides =
        cm_names_joined(doc, comitia_value_get(talks, "between"), "and");
    if (level)
        cm_heading(doc, level, "%s",
                   cm_name_titled(doc, cm_tree_text(talks, "name"),
                                  cm_tree_text(talks, "title")));
    if (!names_sides(talks))
        cm_para(doc, "Between %s.%s", sides,
                t.of ? cm_cites_text(doc, t.of->label.cites) : "");
    goals(&t);
    threats(&t);
    givens(&t);
}

static const char *verdict(cm_doc *doc, const comitia_value *answer)
{
    if (cm_tree_is(answer, "answer", "yes"))
        return cm_textf(doc, CM_GOOD "A deal is possible" CM_END);
    if (cm_tree_is(answer, "answer", "no"))
        return cm_textf(doc, CM_BAD "No deal is possible" CM_END);
    return cm_textf(doc,
                    CM_OPENED "A deal is possible on some goals only" CM_END);
}

void cm_print_deal(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *talks = comitia_value_get(answer, "talks");
    size_t n = comitia_value_count(talks);
    if (n == 0)
        cm_para(doc, "The file has no talks.");
    else
        cm_para(doc, "%s.", verdict(doc, answer));
    cm_remarks(doc, answer);
    for (size_t i = 0; i < n && i < doc->most; i++)
        cm_tell_talks(doc, comitia_value_at(talks, i), 3);
    cm_more(doc, 0, n);
    cm_notes_here(doc);
}

void cm_rows_deal(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const comitia_value *list = comitia_value_get(answer, "talks");
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *talks = comitia_value_at(list, i);
        const comitia_value *goals_of = comitia_value_get(talks, "goals");
        for (size_t g = 0; g < comitia_value_count(goals_of); g++) {
            const comitia_value *goal = comitia_value_at(goals_of, g);
            const char *label = cm_tree_text(goal, "label");
            cm_rows_add(doc, rows,
                        *label ? cm_textf(doc, "%s for %s",
                                          cm_tree_text(talks, "name"), label)
                               : cm_quoted(doc, cm_tree_text(talks, "name")),
                        cm_tree_bool(goal, "deal") ? CM_GOOD "a deal" CM_END
                                                   : CM_BAD "no deal" CM_END);
        }
    }
}
