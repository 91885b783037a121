/* Where things stand in the model, and what they rest on. */
#include "report/words/verbs.h"

static const char *const statuses[] = {"", "verified", "unverified",
                                       "illustrative"};

bool cm_is_illustrative(cm_cites cites)
{
    for (uint32_t i = 0; i < cites.n; i++)
        if (cites.at[i].status == CM_CITE_ILLUSTRATIVE)
            return true;
    return false;
}

/* An illustration is marked where it is used; the other sources are numbers. */
static const char *with_mark(cm_doc *doc, const char *refs, bool illustrative)
{
    if (!illustrative)
        return refs;
    return cm_textf(doc, CM_TIE CM_SOFT "(illustrative)" CM_END "%s", refs);
}

const char *cm_cites_text(cm_doc *doc, cm_cites cites)
{
    cm_buf buf;
    cm_buf_init(&buf, doc->arena);
    for (uint32_t i = 0; i < cites.n; i++)
        cm_buf_addf(
            &buf, CM_TIE "%s",
            cm_ref(doc, cites.at[i].text, statuses[cites.at[i].status]));
    return with_mark(doc, cm_doc_text(doc, &buf), cm_is_illustrative(cites));
}

const char *cm_cite_list_text(cm_doc *doc, const comitia_value *cites)
{
    bool illustrative = false;
    cm_buf buf;
    cm_buf_init(&buf, doc->arena);
    for (size_t i = 0; i < comitia_value_count(cites); i++) {
        const comitia_value *cite = comitia_value_at(cites, i);
        const char *status = cm_tree_text(cite, "status");
        illustrative |= strcmp(status, "illustrative") == 0;
        cm_buf_addf(&buf, CM_TIE "%s",
                    cm_ref(doc, cm_tree_text(cite, "text"), status));
    }
    return with_mark(doc, cm_doc_text(doc, &buf), illustrative);
}

static cm_name look_up(const cm_doc *doc, const char *name)
{
    if (!doc->model || !name)
        return (cm_name){.kind = CM_NAME_NOTHING};
    return cm_model_name(doc->model, name);
}

const cm_act *cm_act_of(const cm_doc *doc, const char *name)
{
    cm_name found = look_up(doc, name);
    if (found.kind == CM_NAME_ACT)
        return &doc->model->acts[found.index];
    if (!doc->model || !strchr(name, ' '))
        return NULL;
    for (uint32_t a = 0; a < doc->model->n_acts; a++) /* a step of a ladder */
        if (strcmp(doc->model->acts[a].label.name, name) == 0)
            return &doc->model->acts[a];
    return NULL;
}

const cm_body *cm_body_of(const cm_doc *doc, const char *name)
{
    cm_name found = look_up(doc, name);
    return found.kind == CM_NAME_BODY ? &doc->model->bodies[found.index] : NULL;
}
