/* brief a second time: each part by the second method of its own verb. */
#include "ask/verify/verified.h"

typedef struct parts {
    cm_verifying *v;
    uint32_t n, verified;
} parts;

/* "needs of Reform: seats count differently in this rule" */
static void note_reason(parts *p, comitia_verb verb, const cm_target *target,
                        const char *reason)
{
    cm_buf text;
    cm_buf_init(&text, p->v->arena);
    cm_buf_addf(&text, "%s%s%s: %s",
                verb == COMITIA_WHY ? "status" : comitia_verb_text(verb),
                target ? " of " : "", target ? target->text : "", reason);
    p->v->verdict->reason = text.failed ? reason : cm_buf_text(&text);
}

/* Within half of the steps that are left, so that one part does not take the
   others with it. */
static comitia_status within_half(cm_verifying *part,
                                  const comitia_value *answer)
{
    uint64_t limit = cm_share_begin(part->ctx, 2);
    comitia_status status = cm_verify_verb(part, answer);
    cm_share_end(part->ctx, limit);
    if (!cm_is_limit(part->ctx, status))
        return status;
    part->verdict->reason = "it takes too many steps, or too much memory";
    return COMITIA_OK;
}

/* The part as the answer of its verb; a part that was left out is none. */
static comitia_status check_part(parts *p, comitia_verb verb,
                                 const cm_target *target,
                                 const comitia_value *answer)
{
    comitia_question q = *p->v->q;
    cm_verdict verdict = {.agrees = true};
    cm_verifying part = *p->v;
    q.verb = verb;
    part.q = &q;
    part.targets = target;
    part.n_targets = target ? 1 : 0;
    part.verdict = &verdict;
    if (comitia_value_kind(answer) == COMITIA_NULL)
        return COMITIA_OK;
    CM_TRY(within_half(&part, answer));
    if (verdict.sampled)
        verdict.reason = "only some valuations were tried";
    if (verdict.agrees && verdict.reason &&
        strcmp(verdict.reason, CM_NOTHING_TO_VERIFY) == 0)
        return COMITIA_OK;
    p->n++;
    p->verified += !verdict.reason;
    if (verdict.reason)
        note_reason(p, verb, target, verdict.reason);
    if (!verdict.agrees)
        cm_verify_differs(p->v, verdict.what, verdict.is, verdict.second);
    return COMITIA_OK;
}

/* A list that stands under its own key in the answer of its verb. */
static comitia_status check_list(parts *p, comitia_verb verb,
                                 const cm_target *target, const char *key,
                                 const comitia_value *list)
{
    cm_builder b = {.arena = p->v->arena};
    comitia_value *answer = cm_object(&b);
    if (comitia_value_kind(list) == COMITIA_NULL)
        return COMITIA_OK;
    cm_put(&b, answer, key, (comitia_value *)(uintptr_t)list);
    return b.failed ? COMITIA_E_NOMEM : check_part(p, verb, target, answer);
}

static comitia_status check_outcomes(parts *p, const comitia_value *rows)
{
    const cm_model *model = p->v->world->model;
    for (uint32_t i = 0; i < model->n_subjects; i++) {
        cm_target target = cm_subject_target(model, i);
        const comitia_value *row = comitia_value_at(rows, i);
        if (comitia_value_string(comitia_value_get(row, "status")))
            CM_TRY(check_part(p, COMITIA_WHY, &target, row));
        CM_TRY(check_list(p, COMITIA_WHO, &target, "cases",
                          comitia_value_get(row, "who")));
    }
    return COMITIA_OK;
}

static comitia_status check_acts(parts *p, const comitia_value *rows)
{
    const cm_model *model = p->v->world->model;
    size_t at = 0;
    for (uint32_t a = 0; a < model->n_acts; a++) {
        cm_target target = {.text = model->acts[a].label.name,
                            .what = CM_COND_ACT,
                            .index = a,
                            .other = CM_NONE};
        if (model->acts[a].body == CM_NONE)
            continue;
        CM_TRY(check_list(p, COMITIA_NEEDS, &target, "cases",
                          comitia_value_get(comitia_value_at(rows, at++),
                                            "cases")));
    }
    return COMITIA_OK;
}

comitia_status cm_verify_parts(cm_verifying *v, const comitia_value *answer)
{
    parts p = {.v = v};
    CM_TRY(check_outcomes(&p, comitia_value_get(answer, "outcomes")));
    CM_TRY(check_acts(&p, comitia_value_get(answer, "acts")));
    CM_TRY(check_part(&p, COMITIA_TIMELINE, NULL,
                      comitia_value_get(answer, "timeline")));
    CM_TRY(check_list(&p, COMITIA_BELIEF, NULL, "claims",
                      comitia_value_get(answer, "beliefs")));
    CM_TRY(check_list(&p, COMITIA_DEAL, NULL, "talks",
                      comitia_value_get(answer, "talks")));
    if (p.n == 0)
        v->verdict->reason = CM_NOTHING_TO_VERIFY;
    if (p.verified)
        cm_verify_method(v,
                         "the second method of each of its parts (%lu of %lu "
                         "statuses, lists of coalitions, needs and so on)",
                         (unsigned long)p.verified, (unsigned long)p.n);
    return COMITIA_OK;
}
