/* needs: how many seats an act needs, how many are missing, who has them. */
#include "engine/needs/needs.h"

#include "ask/ask.h"
#include "engine/law/result.h"

/* By cm_ballot. */
static const char *const ballots[] = {"yes", "no", "abstain", "absent",
                                      "open"};

static const char *const compares[] = {
    [CM_AT_LEAST] = "at least",
    [CM_MORE_THAN] = "more than",
    [CM_AT_MOST] = "at most",
    [CM_FEWER_THAN] = "fewer than",
};

/* ---- quotas
 * --------------------------------------------------------------------- */

/* "members", a measure, or "population cast". */
static const char *base_text(cm_ask *ask, const cm_act *act, const cm_quota *q)
{
    static const char *const texts[] = {
        [CM_BASE_MEMBERS] = "members",
        [CM_BASE_SEATS] = "seats",
        [CM_BASE_PRESENT] = "present",
        [CM_BASE_CAST] = "votes cast",
    };
    if (q->base < CM_BASE_MEASURE)
        return texts[q->base];
    const char *measure =
        ask->model->bodies[act->body].measures[q->measure].name;
    if (q->base == CM_BASE_MEASURE)
        return measure;
    cm_buf text;
    cm_buf_init(&text, ask->arena);
    cm_buf_addf(&text, "%s %s", measure,
                q->base == CM_BASE_MEASURE_CAST ? "cast" : "present");
    return cm_buf_text(&text);
}

static void put_quota(cm_ask *ask, comitia_value *list, const cm_act *act,
                      const cm_quota_need *need)
{
    static const char *const directions[] = {
        [CM_YES] = "yes",
        [CM_AGAINST] = "against",
        [CM_ABSTAINING] = "abstaining",
        [CM_NOT_AGAINST] = "not against",
    };
    cm_builder *b = &ask->b;
    const cm_quota *q = need->quota;
    const char *base = base_text(ask, act, q);
    comitia_value *object = cm_add_object(b, list);
    b->failed |= !base;
    cm_put_text(b, object, "text", q->text);
    cm_put_text(b, object, "base", base);
    cm_put_text(b, object, "in", q->in);
    cm_put_text(b, object, "direction", directions[q->direction]);
    cm_put_text(b, object, "compare", compares[q->compare]);
    cm_put_amount(ask, object, "total", need->total);
    cm_put_amount(ask, object, "bound", need->bound);
    cm_put_amount(ask, object, "required", need->required);
}

/* ---- conditions as they were met
 * ------------------------------------------------------- */

static void put_condition(cm_ask *ask, comitia_value *list, const cm_act *act,
                          const cm_counted *c)
{
    cm_builder *b = &ask->b;
    comitia_value *object = cm_add_object(b, list);
    const cm_quota *q = c->rule->quota;
    cm_buf text;
    cm_buf_init(&text, ask->arena);
    if (!q)
        cm_buf_addf(&text, "%s %s",
                    c->rule->kind == CM_RULE_CONSENT ? "consent of"
                                                     : "no veto by",
                    c->rule->who);
    const char *words = q ? q->text : cm_buf_text(&text);
    b->failed |= !words;
    cm_put_text(b, object, "text", words);
    cm_put_bool(b, object, "quorum", c->quorum);
    cm_put_text(b, object, "compare", q ? compares[q->compare] : NULL);
    cm_put_amount(ask, object, "count", c->count);
    cm_put_amount(ask, object, "total", c->quota.total);
    cm_put_amount(ask, object, "bound", c->quota.bound);
    cm_put_amount(ask, object, "required", c->quota.required);
    if (c->known)
        cm_put_bool(b, object, "holds", c->holds);
    else
        cm_put_null(b, object, "holds");
    comitia_value *against = cm_put_list(b, object, "against");
    for (uint32_t i = 0; i < c->n_against; i++)
        cm_add_text(b, against,
                    ask->model->players[act->voters[c->against[i]].player]
                        .label.name);
}

static void put_conditions(cm_ask *ask, comitia_value *object,
                           const cm_act *act, const cm_need *need)
{
    if (!need->recorded) {
        cm_put_null(&ask->b, object, "counted");
        return;
    }
    comitia_value *list = cm_put_list(&ask->b, object, "counted");
    for (uint32_t i = 0; i < need->n_counted; i++)
        put_condition(ask, list, act, &need->counted[i]);
}

static void put_sources(cm_ask *ask, comitia_value *object, const cm_act *act,
                        const cm_need *need)
{
    cm_builder *b = &ask->b;
    mpz_t seats;
    if (!need->sources_known) {
        cm_put_null(b, object, "missing_from");
        return;
    }
    mpz_init(seats);
    comitia_value *list = cm_put_list(b, object, "missing_from");
    for (uint32_t i = 0; i < need->n_sources; i++) {
        const cm_source_of_seats *source = &need->sources[i];
        comitia_value *row = cm_add_object(b, list);
        uint32_t player = act->voters[source->voter].player;
        cm_put_text(b, row, "player", ask->model->players[player].label.name);
        cm_put_text(b, row, "ballot", ballots[source->ballot]);
        cm_set_u64(seats, source->seats);
        cm_put_integer(b, row, "seats", seats);
    }
    mpz_clear(seats);
}

/* ---- one case
 * ----------------------------------------------------------------------- */

static void put_cast(cm_ask *ask, comitia_value *object, const cm_need *need)
{
    if (!need->recorded) {
        cm_put_null(&ask->b, object, "recorded");
        return;
    }
    comitia_value *recorded = cm_put_object(&ask->b, object, "recorded");
    for (unsigned i = 0; i <= CM_BALLOT_OPEN; i++)
        cm_put_amount(ask, recorded, ballots[i], need->cast[i]);
}

static void put_players(cm_ask *ask, comitia_value *object, const cm_act *act,
                        const cm_need *need)
{
    cm_builder *b = &ask->b;
    mpz_t seats;
    if (!need->players_known) {
        cm_put_null(b, object, "players");
        cm_list_left_out(ask, "the list players");
        return;
    }
    comitia_value *list = cm_put_list(b, object, "players");
    mpz_init(seats);
    for (uint32_t i = 0; i < need->n_players; i++) {
        const cm_player_need *player = &need->players[i];
        comitia_value *row = cm_add_object(b, list);
        uint32_t index = act->voters[player->voter].player;
        cm_put_text(b, row, "player", ask->model->players[index].label.name);
        cm_set_u64(seats, player->seats);
        cm_put_integer(b, row, "seats", seats);
        cm_put_bool(b, row, "alone", player->alone);
        cm_put_amount(ask, row, "missing", player->missing);
        cm_put_bool(b, row, "blocks", player->blocks);
    }
    mpz_clear(seats);
}

static comitia_status put_case(cm_ask *ask, cm_arena *scratch,
                               comitia_value *object, uint32_t index,
                               uint32_t arm, uint32_t players)
{
    const cm_act *act = &ask->model->acts[index];
    cm_need need;
    bool known;
    cm_result result;
    CM_TRY(
        cm_need_of(ask->ctx, scratch, ask->world, index, arm, players, &need));
    CM_TRY(cm_result_of(ask->ctx, ask->world, index, arm, &known, &result));
    cm_put_amount(ask, object, "seats", need.seats);
    cm_put_amount(ask, object, "members", need.members);
    cm_put_amount(ask, object, "vacant", need.vacant);
    cm_put_amount(ask, object, "needed", need.needed);
    put_cast(ask, object, &need);
    cm_put_amount(ask, object, "missing", need.missing);
    cm_put_amount(ask, object, "to_spare", need.to_spare);
    cm_put_text(&ask->b, object, "result",
                known ? cm_result_text(result) : NULL);
    comitia_value *quotas = cm_put_list(&ask->b, object, "quotas");
    for (uint32_t i = 0; i < need.n_quotas; i++)
        put_quota(ask, quotas, act, &need.quotas[i]);
    comitia_value *quorum = cm_put_list(&ask->b, object, "quorum");
    for (uint32_t i = 0; i < need.n_quorum; i++)
        put_quota(ask, quorum, act, &need.quorum[i]);
    put_conditions(ask, object, act, &need);
    put_sources(ask, object, act, &need);
    put_players(ask, object, act, &need);
    return COMITIA_OK;
}

/* ---- all cases
 * ------------------------------------------------------------------------- */

comitia_status cm_needs_cases(cm_ctx *ctx, cm_arena *arena,
                              const cm_world *world, uint32_t act, cm_law **law,
                              cm_cases *cases)
{
    uint32_t n = world->model->acts[act].n_arms;
    const cm_cond **roots = cm_new_n(arena, const cm_cond *, n);
    cm_fn *arms = cm_new_n(arena, cm_fn, n);
    uint32_t n_roots = 0;
    if (!roots || !arms)
        return COMITIA_E_NOMEM;
    /* The conditions of the rule alone: what members of a nested body vote as
       is no concern of it. */
    for (uint32_t i = 0; i < n; i++)
        if (world->model->acts[act].arms[i].cond)
            roots[n_roots++] = world->model->acts[act].arms[i].cond;
    CM_TRY(cm_law_new(ctx, arena, world, roots, n_roots, NULL, law));
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(cm_law_arm(*law, act, i, &arms[i]));
    return cm_cases_plain(*law, arms, n, cases);
}

comitia_status cm_ask_needs(cm_ask *ask, comitia_value *answer)
{
    uint32_t act = ask->targets[0].index;
    uint32_t body = ask->model->acts[act].body;
    cm_arena scratch;
    cm_law *law = NULL;
    cm_cases cases;
    comitia_status status;
    cm_arena_init(&scratch, ask->ctx->allocator);
    ask->ctx->doing = "counting the seats that are needed";
    CM_GO(cm_needs_cases(ask->ctx, &scratch, ask->world, act, &law, &cases));
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, act));
    cm_put_text(&ask->b, answer, "body", ask->model->bodies[body].label.name);
    comitia_value *list = cm_put_list(&ask->b, answer, "cases");
    for (uint32_t i = 0; i < cases.n; i++) {
        uint32_t arm;
        comitia_value *object = cm_add_object(&ask->b, list);
        CM_GO(cm_case_arm(law, &cases, i, act, &arm));
        cm_put(&ask->b, object, "when", cm_when(ask, law, &cases, i));
        CM_GO(put_case(ask, &scratch, object, act, arm, 2 * (cases.n - i)));
    }
    status = ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
done:
    cm_law_clear(law);
    cm_arena_clear(&scratch);
    return status;
}
