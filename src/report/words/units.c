#include "report/words/units.h"

#include "report/words/verbs.h"

bool cm_is_of_members(const cm_body *body)
{
    return body && body->n_entries && body->entries[0].kind == CM_MEMBER;
}

const char *cm_unit_text(const cm_body *body, bool many)
{
    return cm_is_of_members(body) ? many ? "members" : "member"
           : many                 ? "seats"
                                  : "seat";
}

/* The measures that a rule counts: `of` is one of them, CM_NONE before the
   first; false once there is a second. */
static bool one_measure(const cm_rule *rule, uint32_t *of)
{
    bool one = true;
    if (!rule)
        return true;
    for (uint32_t i = 0; i < rule->n_children; i++)
        one &= one_measure(rule->children[i], of);
    uint32_t measure = rule->quota ? rule->quota->measure : CM_NONE;
    if (measure == CM_NONE)
        return one;
    one &= *of == CM_NONE || *of == measure;
    *of = measure;
    return one;
}

cm_holdings cm_holdings_of(cm_doc *doc, const char *name)
{
    const cm_act *act = doc->model ? cm_act_of(doc, name) : NULL;
    const cm_model *model = doc->model;
    uint32_t measure = CM_NONE;
    bool one = true;
    for (uint32_t i = 0; act && i < act->n_arms; i++)
        one &= one_measure(act->arms[i].rule, &measure);
    if (!one || measure == CM_NONE)
        return (cm_holdings){0};
    const cm_body *body = &model->bodies[act->body];
    uint32_t *entry_of = cm_new_n(doc->arena, uint32_t, model->n_players);
    if (!entry_of) {
        doc->failed = true;
        return (cm_holdings){0};
    }
    for (uint32_t p = 0; p < model->n_players; p++)
        entry_of[p] = CM_NONE;
    for (uint32_t e = 0; e < body->n_entries; e++)
        if (!body->entries[e].as)
            entry_of[body->entries[e].player] = e;
    return (cm_holdings){body->measures[measure].name, measure, body, entry_of};
}

const cm_number *cm_held_by(const cm_doc *doc, const cm_holdings *holdings,
                            const char *player)
{
    cm_name name = cm_model_name(doc->model, player);
    uint32_t entry = name.kind == CM_NAME_PLAYER
                         ? holdings->entry_of[name.index]
                         : CM_NONE;
    return entry == CM_NONE ? NULL
                            : holdings->body->entries[entry].numbers[holdings->at];
}
