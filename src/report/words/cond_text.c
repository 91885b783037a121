#include "report/words/cond_text.h"

#include <inttypes.h>

static const char *const compares[] = {"at least", "more than", "at most",
                                       "fewer than"};

/* A point is known by its title, which may be any kind of phrase: quotation
   marks keep the sentence around it whole. */
static const char *point_text(cm_doc *doc, const cm_talks *talks,
                              uint32_t index)
{
    const cm_label *label = &talks->points[index].label;
    const char *key = cm_textf(doc, "%s.%s", talks->label.name, label->name);
    bool first = cm_map_get(&doc->mentioned, key) == CM_MAP_NONE;
    if (!first || !label->title)
        return cm_quoted(doc, label->name);
    if (!cm_map_put(doc->arena, &doc->mentioned, key, 1))
        doc->failed = true;
    return cm_textf(doc, CM_NAME "“%s”" CM_END " (" CM_NAME "%s" CM_END ")",
                    label->title, label->name);
}

static const char *option_text(cm_doc *doc, const cm_cond *cond)
{
    const cm_fact *fact = &doc->model->facts[cond->index];
    return cm_textf(doc, "%s is %s", cm_name_first(doc, fact->label.name),
                    cm_quoted(doc, fact->options[cond->option].name));
}

static const char *name_of(cm_doc *doc, const cm_talks *talks,
                           const cm_cond *cond)
{
    const cm_model *model = doc->model;
    switch (cond->kind) {
    case CM_COND_ACT:
    case CM_COND_EITHER:
        return cm_name_first(doc, model->acts[cond->index].label.name);
    case CM_COND_FACT:
        return cm_name_first(doc, model->facts[cond->index].label.name);
    case CM_COND_OPTION: return option_text(doc, cond);
    case CM_COND_OUTCOME:
        return cm_name_first(doc, model->outcomes[cond->index].label.name);
    case CM_COND_LADDER:
        return cm_name_first(doc, model->ladders[cond->index].label.name);
    case CM_COND_POINT: return talks ? point_text(doc, talks, cond->index) : "";
    default: return "";
    }
}

static const char *children_text(cm_doc *doc, const cm_talks *talks,
                                 const cm_cond *cond, const char *between)
{
    cm_texts texts = {0};
    for (uint32_t i = 0; i < cond->n_children; i++) {
        const cm_cond *child = cond->children[i];
        bool both = child->kind == CM_COND_AND || child->kind == CM_COND_OR;
        const char *text = cm_cond_text(doc, talks, child);
        cm_texts_add(doc, &texts, both ? cm_textf(doc, "(%s)", text) : text);
    }
    return cm_strung(doc, &texts, between);
}

static const char *not_text(cm_doc *doc, const cm_talks *talks,
                            const cm_cond *cond)
{
    const cm_cond *child = cond->children[0];
    bool both = child->kind == CM_COND_AND || child->kind == CM_COND_OR;
    return cm_textf(doc, both ? "not (%s)" : "not %s",
                    cm_cond_text(doc, talks, child));
}

const char *cm_cond_text(cm_doc *doc, const cm_talks *talks,
                         const cm_cond *cond)
{
    if (!doc->model)
        return "";
    switch (cond->kind) {
    case CM_COND_NOT: return not_text(doc, talks, cond);
    case CM_COND_AND: return children_text(doc, talks, cond, " and ");
    case CM_COND_OR: return children_text(doc, talks, cond, " or ");
    case CM_COND_COUNT:
        return cm_textf(doc, "%s %" PRIu64 " of (%s)", compares[cond->compare],
                        cond->k, children_text(doc, talks, cond, ", "));
    default: return name_of(doc, talks, cond);
    }
}

const char *cm_line_text(cm_doc *doc, const cm_talks *talks,
                         const cm_line *line)
{
    if (line->is_before) {
        const char *first = point_text(doc, talks, line->first);
        return cm_textf(doc, "%s before %s", first,
                        point_text(doc, talks, line->second));
    }
    if (!line->cond)
        return "";
    if (!line->premise)
        return cm_cond_text(doc, talks, line->cond);
    const char *premise = cm_cond_text(doc, talks, line->premise);
    return cm_textf(doc, "if %s, then %s", premise,
                    cm_cond_text(doc, talks, line->cond));
}

static const char *rules_text(cm_doc *doc, const cm_rule *rule,
                              const char *between)
{
    cm_texts texts = {0};
    for (uint32_t i = 0; i < rule->n_children; i++) {
        const cm_rule *child = rule->children[i];
        bool both = child->kind == CM_RULE_AND || child->kind == CM_RULE_OR;
        const char *text = cm_rule_text(doc, child);
        cm_texts_add(doc, &texts, both ? cm_textf(doc, "(%s)", text) : text);
    }
    return cm_strung(doc, &texts, between);
}

const char *cm_rule_text(cm_doc *doc, const cm_rule *rule)
{
    switch (rule->kind) {
    case CM_RULE_QUOTA: return cm_quoted(doc, rule->quota->text);
    case CM_RULE_NO_VETO:
        return cm_textf(doc, "no veto by %s", cm_name_first(doc, rule->who));
    case CM_RULE_CONSENT:
        return cm_textf(doc, "consent of %s", cm_name_first(doc, rule->who));
    case CM_RULE_AND: return rules_text(doc, rule, " and ");
    case CM_RULE_OR: return rules_text(doc, rule, " or ");
    case CM_RULE_COUNT:
        return cm_textf(doc, "%s %" PRIu64 " of (%s)", compares[rule->compare],
                        rule->k, rules_text(doc, rule, ", "));
    }
    return "";
}
