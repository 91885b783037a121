/* Outcomes, and the list of what `status` speaks of (LANGUAGE 6, 16). */
#include "lang/resolve/names.h"

comitia_status cm_resolve_outcomes(cm_resolver *r)
{
    cm_model *model = r->model;
    size_t n = (size_t)model->n_outcomes + model->n_ladders;
    cm_name *subjects = cm_new_n(r->arena, cm_name, n);
    if (!subjects)
        return COMITIA_E_NOMEM;
    uint32_t o = 0, l = 0;
    for (uint32_t i = 0; i < r->syntax->n && !r->failed; i++) {
        const cm_syntax_declaration *d = &r->syntax->at[i];
        if (d->kind == CM_S_LADDER) {
            subjects[o + l] = (cm_name){d->name.text, CM_NAME_LADDER, l};
            l++;
        }
        if (d->kind != CM_S_OUTCOME)
            continue;
        CM_TRY(cm_spend(r->ctx, 100));
        subjects[o + l] = (cm_name){d->name.text, CM_NAME_OUTCOME, o};
        cm_outcome *outcome = &r->outcomes[o++];
        outcome->when = cm_resolve_cond(r, d->outcome.when, NULL);
        outcome->unless = cm_resolve_cond(r, d->outcome.unless, NULL);
    }
    model->subjects = subjects;
    model->n_subjects = o + l;
    return cm_resolved(r);
}
