#include "engine/needs/needs.h"

#include <string.h>

#include "engine/law/gate.h"
#include "engine/law/result.h"
#include "engine/needs/rule_sums.h"

enum { N_BALLOTS = 4 };

/* One act and one arm of its rule, and where the answer goes. */
typedef struct asking {
    cm_ctx *ctx;
    cm_arena *arena;  /* of the answer */
    cm_arena scratch;
    cm_integers pool; /* in scratch */
    const cm_world *world;
    const cm_act *act;
    const cm_act_now *now;
    const cm_rule *rule;
    bool forward;
    cm_summing sums;
    const cm_formula *passes;   /* the rule and the quorum */
    const cm_formula *rejected; /* not the rule */
    cm_cover cover;
    uint32_t *class_of;         /* per voter */
    cm_need *need;
} asking;

static const cm_number *keep_z(cm_arena *arena, mpz_srcptr z)
{
    mpq_t q;
    mpq_init(q);
    mpq_set_z(q, z);
    const cm_number *number = cm_number_keep(arena, q);
    mpq_clear(q);
    return number;
}

/* ---- setting up ------------------------------------------------------------------ */

static comitia_status make_sums(asking *a, uint32_t act)
{
    const cm_formula *parts[2];
    uint32_t n = 1;
    CM_TRY(cm_summing_init(&a->sums, a->ctx, &a->scratch, &a->pool, a->world,
                           act));
    CM_TRY(cm_sum_rule(&a->sums, a->rule, false, false, &parts[0]));
    if (a->act->quorum)
        CM_TRY(cm_sum_rule(&a->sums, a->act->quorum, false, true, &parts[n++]));
    CM_TRY(cm_sum_all(&a->sums, parts, n, &a->passes));
    return cm_sum_rule(&a->sums, a->rule, true, false, &a->rejected);
}

static comitia_status begin(asking *a, uint32_t act)
{
    CM_TRY(make_sums(a, act));
    a->class_of = cm_new_n(&a->scratch, uint32_t, a->act->n_voters);
    if (!a->class_of)
        return COMITIA_E_NOMEM;
    a->cover = (cm_cover){.ctx = a->ctx,
                          .arena = &a->scratch,
                          .pool = &a->pool,
                          .act = a->act,
                          .sums = a->sums.sums.at,
                          .n_sums = (uint32_t)a->sums.sums.n,
                          .formula = a->passes};
    return cm_cover_classes(&a->cover, a->class_of);
}

static void no_ballots(asking *a)
{
    for (uint32_t c = 0; c < a->cover.n_classes; c++)
        for (unsigned b = 0; b < N_BALLOTS; b++)
            mpz_set_ui(a->cover.classes[c].seats[b], 0);
}

static void add_ballots(asking *a, uint32_t voter, unsigned ballot,
                        uint64_t seats)
{
    mpz_t n;
    mpz_init(n);
    cm_set_u64(n, seats);
    mpz_ptr to = a->cover.classes[a->class_of[voter]].seats[ballot];
    mpz_add(to, to, n);
    mpz_clear(n);
}

/* Everybody casts the same, the outsiders what is said of them. */
static void all_cast(asking *a, cm_ballot ballot, cm_ballot outsiders)
{
    no_ballots(a);
    for (uint32_t v = 0; v < a->act->n_voters; v++)
        add_ballots(a, v, a->act->voters[v].outsider ? outsiders : ballot,
                    a->now->seats[v]);
}

/* What was recorded or is supposed; open ballots count as no. */
static void as_recorded(asking *a)
{
    no_ballots(a);
    for (uint32_t v = 0; v < a->act->n_voters; v++) {
        const uint64_t *seats = a->now->ballots[v].seats;
        for (unsigned b = 0; b < N_BALLOTS; b++)
            add_ballots(a, v, b, seats[b]);
        add_ballots(a, v, CM_BALLOT_NO, seats[CM_BALLOT_OPEN]);
    }
}

/* ---- seats ------------------------------------------------------------------------- */

static comitia_status put_seats(asking *a)
{
    cm_need *need = a->need;
    mpz_t *n = cm_integers_new(&a->pool, 8);
    if (!n)
        return COMITIA_E_NOMEM;
    for (uint32_t v = 0; v < a->act->n_voters; v++) {
        if (a->act->voters[v].outsider)
            continue;
        cm_set_u64(n[7], a->now->seats[v]);
        mpz_add(n[5], n[5], n[7]);
        for (unsigned b = 0; b <= CM_BALLOT_OPEN; b++) {
            cm_set_u64(n[7], a->now->ballots[v].seats[b]);
            mpz_add(n[b], n[b], n[7]);
        }
    }
    cm_set_u64(n[6], a->now->vacant);
    need->members = keep_z(a->arena, n[5]);
    need->vacant = keep_z(a->arena, n[6]);
    mpz_add(n[5], n[5], n[6]);
    need->seats = keep_z(a->arena, n[5]);
    bool kept = need->members && need->vacant && need->seats;
    for (unsigned b = 0; b <= CM_BALLOT_OPEN; b++) {
        need->cast[b] = keep_z(a->arena, n[b]);
        kept &= need->cast[b] != NULL;
    }
    return kept ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- numbers of seats ----------------------------------------------------------------- */

static comitia_status fewest(asking *a, const cm_formula *formula,
                             cm_moves moves, const cm_number **out)
{
    cm_turning *turning;
    mpz_t *seats = cm_integers_new(&a->pool, 1);
    bool found;
    if (!seats)
        return COMITIA_E_NOMEM;
    a->cover.formula = formula;
    CM_TRY(cm_turning_new(&a->cover, moves, &turning));
    CM_TRY(cm_turning_fewest(turning, CM_NONE, 0, &found, seats[0]));
    if (!found)
        return COMITIA_OK;
    *out = keep_z(a->arena, seats[0]);
    return *out ? COMITIA_OK : COMITIA_E_NOMEM;
}

static const cm_moves to_yes = {.from = {[CM_BALLOT_NO] = true},
                                .to = CM_BALLOT_YES};

/* All other seats vote no, outsiders agree. */
static comitia_status put_needed(asking *a)
{
    if (!a->forward)
        return COMITIA_OK;
    all_cast(a, CM_BALLOT_NO, CM_BALLOT_YES);
    return fewest(a, a->passes, to_yes, &a->need->needed);
}

static comitia_status one_less(asking *a, const cm_number **number)
{
    mpz_t *less = cm_integers_new(&a->pool, 1);
    if (!less)
        return COMITIA_E_NOMEM;
    mpz_sub_ui(less[0], mpq_numref((*number)->q), 1);
    *number = keep_z(a->arena, less[0]);
    return *number ? COMITIA_OK : COMITIA_E_NOMEM;
}

static const cm_moves any_to_yes = {.from = {[CM_BALLOT_NO] = true,
                                             [CM_BALLOT_ABSTAIN] = true,
                                             [CM_BALLOT_ABSENT] = true},
                                    .to = CM_BALLOT_YES,
                                    .outsiders = true};

static comitia_status put_recorded(asking *a)
{
    static const cm_moves to_no = {.from = {[CM_BALLOT_YES] = true},
                                   .to = CM_BALLOT_NO,
                                   .outsiders = true};
    cm_need *need = a->need;
    mpz_t *values = cm_integers_new(&a->pool, a->cover.n_sums);
    need->recorded = cm_is_recorded(a->world, (uint32_t)(a->act - a->world->model->acts));
    if (!need->recorded)
        return COMITIA_OK;
    if (!values)
        return COMITIA_E_NOMEM;
    as_recorded(a);
    cm_cover_values(&a->cover, values);
    if (!cm_cover_holds(&a->cover, a->passes, (const mpz_t *)values))
        return a->forward
                   ? fewest(a, a->passes, any_to_yes, &need->missing)
                   : COMITIA_OK;
    need->missing = cm_number_keep_ui(a->arena, 0);
    if (!need->missing)
        return COMITIA_E_NOMEM;
    if (!a->forward)
        return COMITIA_OK;
    CM_TRY(fewest(a, a->rejected, to_no, &need->to_spare));
    return need->to_spare ? one_less(a, &need->to_spare) : COMITIA_OK;
}

/* ---- who could supply what is missing ------------------------------------- */

/* Whether one seat of the class less is missing once one of its seats with
   this ballot votes yes. */
static comitia_status helps(asking *a, uint32_t class_of, unsigned ballot,
                            bool *out)
{
    mpz_t *seats = a->cover.classes[class_of].seats;
    mpz_t *n = cm_integers_new(&a->pool, 1);
    cm_turning *turning;
    bool found;
    if (!n)
        return COMITIA_E_NOMEM;
    mpz_sub_ui(seats[ballot], seats[ballot], 1);
    mpz_add_ui(seats[CM_BALLOT_YES], seats[CM_BALLOT_YES], 1);
    CM_TRY(cm_turning_new(&a->cover, any_to_yes, &turning));
    CM_TRY(cm_turning_fewest(turning, CM_NONE, 0, &found, n[0]));
    mpz_add_ui(seats[ballot], seats[ballot], 1);
    mpz_sub_ui(seats[CM_BALLOT_YES], seats[CM_BALLOT_YES], 1);
    mpz_add_ui(n[0], n[0], 1);
    *out = found && mpz_cmp(n[0], mpq_numref(a->need->missing->q)) == 0;
    return COMITIA_OK;
}

static comitia_status find_sources(asking *a)
{
    cm_need *need = a->need;
    uint8_t(*known)[N_BALLOTS] =
        cm_alloc_n(&a->scratch, a->cover.n_classes, sizeof *known);
    need->sources = cm_new_n(a->arena, cm_source_of_seats,
                             (uint64_t)a->act->n_voters * N_BALLOTS);
    if (!known || !need->sources)
        return COMITIA_E_NOMEM;
    memset(known, 0, a->cover.n_classes * sizeof *known);
    as_recorded(a);
    a->cover.formula = a->passes;
    for (uint32_t v = 0; v < a->act->n_voters; v++)
        for (unsigned b = CM_BALLOT_NO; b <= CM_BALLOT_OPEN; b++) {
            uint64_t seats = a->now->ballots[v].seats[b];
            uint32_t class_of = a->class_of[v];
            unsigned as = b == CM_BALLOT_OPEN ? CM_BALLOT_NO : b;
            bool yes;
            if (seats == 0)
                continue;
            if (!known[class_of][as]) {
                CM_TRY(helps(a, class_of, as, &yes));
                known[class_of][as] = yes ? 2 : 1;
            }
            if (known[class_of][as] == 2)
                need->sources[need->n_sources++] =
                    (cm_source_of_seats){v, (cm_ballot)b, seats};
        }
    return COMITIA_OK;
}

/* Of something that is missing; out of its share of the steps: not known. */
static comitia_status put_sources(asking *a, uint32_t share)
{
    cm_need *need = a->need;
    need->sources_known = need->missing != NULL;
    if (!need->missing || mpq_sgn(need->missing->q) == 0)
        return COMITIA_OK;
    uint64_t limit = a->ctx->limit;
    a->ctx->limit =
        a->ctx->steps + (limit - a->ctx->steps) / (share ? share : 1);
    comitia_status status = find_sources(a);
    a->ctx->limit = limit;
    if (!cm_is_limit(a->ctx, status))
        return status;
    need->sources_known = false;
    need->n_sources = 0;
    return COMITIA_OK;
}

/* ---- players --------------------------------------------------------------------------- */

/* Values of all sums with everybody voting no, or yes, and room for one
   player's difference to them. */
typedef struct extremes {
    mpz_t *no, *yes, *with;
    mpz_t *times; /* one number */
} extremes;

static comitia_status find_extremes(asking *a, extremes *e)
{
    e->no = cm_integers_new(&a->pool, a->cover.n_sums);
    e->yes = cm_integers_new(&a->pool, a->cover.n_sums);
    e->with = cm_integers_new(&a->pool, a->cover.n_sums);
    e->times = cm_integers_new(&a->pool, 1);
    if (!e->no || !e->yes || !e->with || !e->times)
        return COMITIA_E_NOMEM;
    all_cast(a, CM_BALLOT_NO, CM_BALLOT_NO);
    cm_cover_values(&a->cover, e->no);
    all_cast(a, CM_BALLOT_YES, CM_BALLOT_YES);
    cm_cover_values(&a->cover, e->yes);
    return COMITIA_OK;
}

/* Everybody votes one way, the voter the other. */
static bool passes_against(asking *a, extremes *e, uint32_t voter, bool yes)
{
    const cm_cover *c = &a->cover;
    unsigned mine = yes ? CM_BALLOT_YES : CM_BALLOT_NO;
    unsigned others = yes ? CM_BALLOT_NO : CM_BALLOT_YES;
    for (uint32_t s = 0; s < c->n_sums; s++) {
        const cm_sum *sum = &c->sums[s];
        mpz_set(e->with[s], yes ? e->no[s] : e->yes[s]);
        if (!c->in[s][a->class_of[voter]])
            continue;
        cm_set_u64(e->times[0], a->now->seats[voter]);
        if (sum->weight)
            mpz_mul(e->times[0], e->times[0], sum->weight[voter]);
        mpz_addmul(e->with[s], e->times[0], sum->k[mine]);
        mpz_submul(e->with[s], e->times[0], sum->k[others]);
    }
    return cm_cover_holds(c, a->passes, (const mpz_t *)e->with);
}

/* The number for one player, found once for all that are alike. */
typedef struct known_missing {
    uint64_t seats;
    const cm_number *missing;
    bool known;
} known_missing;

static comitia_status put_missing(asking *a, cm_turning *turning,
                                  known_missing *known, cm_player_need *player)
{
    uint32_t class_of = a->class_of[player->voter];
    known_missing *last = &known[class_of];
    bool found;
    if (!last->known || last->seats != player->seats) {
        mpz_t seats;
        mpz_init(seats);
        comitia_status status = cm_turning_fewest(
            turning, class_of, player->seats, &found, seats);
        const cm_number *number =
            status == COMITIA_OK && found ? keep_z(a->arena, seats) : NULL;
        mpz_clear(seats);
        if (status != COMITIA_OK)
            return status;
        if (found && !number)
            return COMITIA_E_NOMEM;
        *last = (known_missing){player->seats, number, true};
    }
    player->missing = last->missing;
    return COMITIA_OK;
}

static comitia_status fill_players(asking *a)
{
    cm_need *need = a->need;
    cm_turning *turning = NULL;
    extremes e;
    known_missing *known =
        cm_new_n(&a->scratch, known_missing, a->cover.n_classes);
    if (!known)
        return COMITIA_E_NOMEM;
    CM_TRY(find_extremes(a, &e));
    if (a->forward) {
        all_cast(a, CM_BALLOT_NO, CM_BALLOT_YES);
        a->cover.formula = a->passes;
        CM_TRY(cm_turning_new(&a->cover, to_yes, &turning));
    }
    for (uint32_t v = 0; v < a->act->n_voters; v++) {
        if (a->act->voters[v].outsider || a->now->seats[v] == 0)
            continue;
        cm_player_need *player = &need->players[need->n_players];
        *player = (cm_player_need){.voter = v, .seats = a->now->seats[v]};
        CM_TRY(cm_spend(a->ctx, 40 + 40 * (uint64_t)a->cover.n_sums));
        player->alone = passes_against(a, &e, v, true);
        player->blocks = !passes_against(a, &e, v, false);
        if (turning)
            CM_TRY(put_missing(a, turning, known, player));
        need->n_players++;
    }
    return COMITIA_OK;
}

static comitia_status put_players(asking *a, uint32_t share)
{
    cm_need *need = a->need;
    need->players_known = true;
    if (a->world->model->bodies[a->act->body].nested || share == 0)
        return COMITIA_OK;
    need->players = cm_new_n(a->arena, cm_player_need, a->act->n_voters);
    if (!need->players)
        return COMITIA_E_NOMEM;
    uint64_t limit = a->ctx->limit;
    a->ctx->limit = a->ctx->steps + (limit - a->ctx->steps) / share;
    comitia_status status = fill_players(a);
    a->ctx->limit = limit;
    if (!cm_is_limit(a->ctx, status))
        return status;
    need->players_known = false;
    need->n_players = 0;
    return COMITIA_OK;
}

/* ---- all of it ------------------------------------------------------------------------------ */

static comitia_status fill_need(asking *a, uint32_t act, uint32_t arm,
                                uint32_t players)
{
    CM_TRY(begin(a, act));
    CM_TRY(put_seats(a));
    CM_TRY(cm_quotas_of(a->ctx, a->arena, a->world, act, arm, &a->need->quotas,
                        &a->need->n_quotas));
    CM_TRY(cm_quotas_in(a->ctx, a->arena, a->world, act, a->act->quorum,
                        &a->need->quorum, &a->need->n_quorum));
    CM_TRY(put_needed(a));
    CM_TRY(put_recorded(a));
    CM_TRY(cm_counted_of(a->ctx, a->arena, a->world, act, arm,
                         &a->need->counted, &a->need->n_counted));
    CM_TRY(put_sources(a, 2 * players));
    return put_players(a, players);
}

comitia_status cm_need_of(cm_ctx *ctx, cm_arena *arena, const cm_world *world,
                          uint32_t act, uint32_t arm, uint32_t players,
                          cm_need *need)
{
    const cm_act *of = &world->model->acts[act];
    asking a = {.ctx = ctx,
                .arena = arena,
                .world = world,
                .act = of,
                .now = &world->acts[act],
                .rule = of->arms[arm].rule,
                .need = need};
    *need = (cm_need){0};
    a.forward = cm_rule_direction(a.rule) == CM_FORWARD;
    cm_arena_init(&a.scratch, ctx->allocator);
    a.pool.arena = &a.scratch;
    comitia_status status = fill_need(&a, act, arm, players);
    cm_integers_clear(&a.pool);
    cm_arena_clear(&a.scratch);
    return status;
}
