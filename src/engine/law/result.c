#include "engine/law/result.h"

bool cm_is_recorded(const cm_world *world, uint32_t act)
{
    const cm_act_now *now = &world->acts[act];
    if (now->vote)
        return true;
    for (uint32_t v = 0; v < world->model->acts[act].n_voters; v++)
        for (unsigned b = 0; b < CM_BALLOT_OPEN; b++)
            if (now->ballots[v].seats[b])
                return true;
    return false;
}

/* The quorum if everybody whose ballot is open comes. */
static comitia_status quorum_if_all_come(cm_ctx *ctx, const cm_world *world,
                                         uint32_t act, bool *met)
{
    uint32_t n = world->model->acts[act].n_voters;
    cm_diagram *d = NULL;
    cm_arena scratch;
    cm_fn fn;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, ctx->allocator);
    cm_input *inputs = cm_new_n(&scratch, cm_input, n);
    uint64_t(*counts)[4] = cm_alloc_n(&scratch, n, sizeof *counts);
    if (!inputs || !counts)
        goto done;
    CM_GO(cm_diagram_new(ctx, NULL, 0, &d));
    n = cm_constant_inputs(world, act, CM_BALLOT_NO, inputs, counts);
    cm_ballots ballots = cm_ballots_of(world, act, inputs, n);
    CM_GO(cm_gate_quorum(d, ctx, &ballots, &fn));
    *met = fn == CM_TRUE;
done:
    cm_diagram_free(d);
    cm_arena_clear(&scratch);
    return status;
}

static bool settled_result(const cm_world *world, uint32_t act, bool *known,
                           cm_result *result)
{
    const cm_act_now *now = &world->acts[act];
    if (!now->settled)
        return false;
    *known = now->by != CM_BY_TIME || now->vote;
    *result = now->settled == CM_SETTLED_TRUE ? CM_PASSED : CM_REJECTED;
    return true;
}

static comitia_status result_of_range(cm_ctx *ctx, const cm_world *world,
                                      uint32_t act, const cm_arm_range *range,
                                      bool *known, cm_result *result)
{
    bool met = true;
    *known = range->can_pass != range->can_fail;
    *result = range->can_pass ? CM_PASSED : CM_REJECTED;
    if (range->can_pass || range->quorum)
        return COMITIA_OK;
    CM_TRY(quorum_if_all_come(ctx, world, act, &met));
    *known = !met;
    *result = CM_NO_DECISION;
    return COMITIA_OK;
}

comitia_status cm_result_of(cm_ctx *ctx, const cm_world *world, uint32_t act,
                            uint32_t arm, bool *known, cm_result *result)
{
    cm_arm_range range;
    *known = false;
    if (settled_result(world, act, known, result) ||
        !cm_is_recorded(world, act))
        return COMITIA_OK;
    CM_TRY(cm_arm_range_of(ctx, world, act, arm, &range));
    return result_of_range(ctx, world, act, &range, known, result);
}

comitia_status cm_result_now(cm_law *law, uint32_t act, bool *known,
                             cm_result *result)
{
    uint32_t n = law->world->model->acts[act].n_arms;
    const cm_arm_range *ranges;
    bool any = false;
    *known = false;
    if (settled_result(law->world, act, known, result) ||
        !cm_is_recorded(law->world, act))
        return COMITIA_OK;
    CM_TRY(cm_law_ranges(law, act, &ranges));
    for (uint32_t i = 0; i < (n ? n : 1); i++) {
        cm_fn chosen;
        cm_result one;
        CM_TRY(cm_law_arm(law, act, i, &chosen));
        if (chosen == CM_FALSE)
            continue;
        CM_TRY(result_of_range(law->ctx, law->world, act, &ranges[i], known,
                               &one));
        if (!*known || (any && one != *result)) {
            *known = false;
            return COMITIA_OK;
        }
        *result = one;
        any = true;
    }
    return COMITIA_OK;
}
