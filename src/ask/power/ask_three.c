#include "ask/power/ask_three.h"

#include "ask/power/asked_game.h"
#include "ask/power/sampled.h"
#include "engine/game/ternary.h"

enum { SWINGS, SWINGS_FOR, SWINGS_AGAINST, BANZHAF, ABSOLUTE, N_KEYS };

static const char *const keys[N_KEYS] = {
    "swings", "swings_for", "swings_against", "banzhaf", "banzhaf_absolute"};

typedef struct three {
    cm_ask *ask;
    cm_asked_game *asked;
    cm_game *game;
    bool wished[N_KEYS];
    bool any_found, left_out;
} three;

/* ---- what is asked for --------------------------------------------------- */

static void read_wish(three *t)
{
    cm_ask *ask = t->ask;
    for (unsigned k = 0; k < N_KEYS; k++)
        t->wished[k] = ask->q->n_indices == 0;
    for (size_t i = 0; i < ask->q->n_indices; i++) {
        bool known = strcmp(ask->q->indices[i], "winning") == 0;
        for (unsigned k = 0; k < N_KEYS; k++)
            if (strcmp(ask->q->indices[i], keys[k]) == 0)
                t->wished[k] = known = true;
        if (known)
            continue;
        cm_diag *diag =
            cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                        "%s is no index of three ballots", ask->q->indices[i]);
        cm_diag_help(&ask->diags, diag,
                     "there are swings, swings_for, swings_against, banzhaf "
                     "and banzhaf_absolute");
    }
}

/* Of all of these the frequency that is drawn is a part. */
static void check_sample(three *t)
{
    if (!t->ask->q->sample || t->wished[SWINGS] || t->wished[BANZHAF] ||
        t->wished[ABSOLUTE])
        return;
    cm_diag_add(&t->ask->diags, "C0112", CM_ERROR, CM_NO_SPAN,
                "--sample estimates banzhaf_absolute of three ballots, and "
                "--index does not name it");
}

/* ---- rows ---------------------------------------------------------------- */

static void put_key(three *t, comitia_value *row, unsigned key, mpz_srcptr num,
                    mpz_srcptr den)
{
    mpq_t q;
    if (!t->wished[key])
        return;
    if (mpz_sgn(den) == 0) {
        cm_put_null(&t->ask->b, row, keys[key]);
        return;
    }
    mpq_init(q);
    mpz_set(mpq_numref(q), num);
    mpz_set(mpq_denref(q), den);
    mpq_canonicalize(q);
    cm_put_ratio(&t->ask->b, row, keys[key], q);
    mpq_clear(q);
}

/* Of all players together, and how the others can vote. */
typedef struct bases {
    mpz_t swings, others, one;
} bases;

static void put_values(three *t, comitia_value *row, const cm_three_ways *ways,
                       const bases *b)
{
    cm_builder *to = &t->ask->b;
    mpz_t swings, part;
    mpz_inits(swings, part, NULL);
    mpz_sub(swings, ways->with, ways->against);
    put_key(t, row, SWINGS, swings, b->one);
    mpz_sub(part, ways->with, ways->abstaining);
    put_key(t, row, SWINGS_FOR, part, b->one);
    mpz_sub(part, ways->abstaining, ways->against);
    put_key(t, row, SWINGS_AGAINST, part, b->one);
    put_key(t, row, BANZHAF, swings, b->swings);
    put_key(t, row, ABSOLUTE, swings, b->others);
    bool veto = mpz_sgn(ways->against) == 0;
    cm_put_bool(to, row, "dummy", mpz_sgn(swings) == 0);
    cm_put_bool(to, row, "veto", veto);
    cm_put_bool(to, row, "dictator",
                veto && mpz_cmp(ways->with, b->others) == 0);
    mpz_clears(swings, part, NULL);
}

static void put_nothing(three *t, comitia_value *row)
{
    static const char *const flags[] = {"dummy", "veto", "dictator"};
    for (unsigned k = 0; k < N_KEYS; k++)
        if (t->wished[k])
            cm_put_null(&t->ask->b, row, keys[k]);
    for (size_t k = 0; k < sizeof flags / sizeof *flags; k++)
        cm_put_null(&t->ask->b, row, flags[k]);
}

static void set_bases(const cm_game *game, const cm_ternary *ways, uint32_t i,
                      bases *b)
{
    mpz_t units, swings;
    mpz_inits(units, swings, NULL);
    for (uint32_t c = 0; c < game->n_classes; c++) {
        if (!game->matters[i][c])
            continue;
        cm_set_u64(units, game->classes[c].units);
        mpz_sub(swings, ways->of[c].with, ways->of[c].against);
        mpz_addmul(b->swings, units, swings);
    }
    mpz_clears(units, swings, NULL);
    mpz_set_ui(b->one, 1);
    if (ways->players)
        mpz_ui_pow_ui(b->others, 3, (unsigned long)ways->players - 1);
}

static void put_rows(three *t, comitia_value *one, const cm_ternary *ways,
                     uint32_t i, bool found)
{
    cm_game *game = t->game;
    cm_builder *to = &t->ask->b;
    comitia_value *indices = cm_put_list(to, one, "indices");
    bases b;
    mpz_inits(b.swings, b.others, b.one, NULL);
    if (found)
        set_bases(game, ways, i, &b);
    for (uint32_t e = 0; e < game->n_entities; e++) {
        const cm_entity *entity = &game->entities[e];
        if (!game->matters[i][entity->class_of])
            continue;
        comitia_value *row = cm_add_object(to, indices);
        cm_put_text(to, row, "player", cm_asked_name(t->asked, entity));
        cm_put_number(to, row, "count", (int64_t)entity->units);
        cm_put_text(to, row, "seats", cm_asked_seats(t->asked, entity));
        cm_put_bool(to, row, "free", entity->body != CM_NONE);
        if (found)
            put_values(t, row, &ways->of[entity->class_of], &b);
        else
            put_nothing(t, row);
    }
    mpz_clears(b.swings, b.others, b.one, NULL);
}

/* ---- cases --------------------------------------------------------------- */

/* 3^players and those in which it comes about; large ones have no digits that
   anybody would read. */
static void put_totals(three *t, comitia_value *one, const cm_ternary *ways,
                       bool found)
{
    enum { MOST_PLAYERS = 5000000 };
    cm_builder *to = &t->ask->b;
    mpz_t all;
    mpz_init(all);
    cm_put_number(to, one, "players", (int64_t)ways->players);
    if (ways->players <= MOST_PLAYERS) {
        mpz_ui_pow_ui(all, 3, (unsigned long)ways->players);
        cm_put_integer(to, one, "ways", all);
    } else {
        cm_put_null(to, one, "ways");
    }
    if (found)
        cm_put_integer(to, one, "winning", ways->passing);
    else
        cm_put_null(to, one, "winning");
    mpz_clear(all);
}

/* What was drawn stands in "sample" and nowhere else. */
static comitia_status put_drawn(three *t, comitia_value *one, uint32_t i)
{
    cm_game *game = t->game;
    cm_arena *scratch = &t->asked->scratch;
    cm_drawn drawn;
    cm_sampled_power sampled;
    uint64_t *units = cm_new_n(scratch, uint64_t, game->n_classes);
    if (!units)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < game->n_classes; c++)
        units[c] = game->matters[i][c] ? game->classes[c].units : 0;
    CM_TRY(cm_ternary_draw(scratch, game, i, units, t->ask->q->sample, &drawn));
    CM_TRY(cm_put_sampled_power(t->ask, scratch, one, &drawn, units,
                                game->n_classes, &sampled));
    for (uint32_t e = 0; e < game->n_entities; e++) {
        const cm_entity *entity = &game->entities[e];
        if (units[entity->class_of])
            cm_put_sampled_row(t->ask, &sampled,
                               cm_asked_name(t->asked, entity), entity->units,
                               entity->class_of);
    }
    return COMITIA_OK;
}

static comitia_status put_drawn_case(three *t, comitia_value *cases, uint32_t i)
{
    cm_ternary ways = {0};
    comitia_value *one = cm_add_object(&t->ask->b, cases);
    for (uint32_t c = 0; c < t->game->n_classes; c++)
        ways.players += t->game->matters[i][c] ? t->game->classes[c].units : 0;
    cm_put(&t->ask->b, one, "when",
           cm_when(t->ask, t->asked->law, &t->game->cases, i));
    put_totals(t, one, &ways, false);
    put_rows(t, one, &ways, i, false);
    t->any_found = true;
    return put_drawn(t, one, i);
}

static comitia_status put_case(three *t, comitia_value *cases, uint32_t i)
{
    cm_ask *ask = t->ask;
    if (ask->q->sample)
        return put_drawn_case(t, cases, i);
    cm_ternary ways = {0};
    bool found = false;
    comitia_status status =
        cm_ternary_of(t->game, i, ask->ctx->limit / 2, &found, &ways);
    if (cm_is_limit(ask->ctx, status)) {
        found = false;
        status = ways.of ? COMITIA_OK : status;
    }
    if (status == COMITIA_OK) {
        t->any_found |= found;
        t->left_out |= !found;
        comitia_value *one = cm_add_object(&ask->b, cases);
        cm_put(&ask->b, one, "when",
               cm_when(ask, t->asked->law, &t->game->cases, i));
        put_totals(t, one, &ways, found);
        put_rows(t, one, &ways, i, found);
    }
    cm_ternary_clear(&ways);
    return status;
}

static comitia_status put_answer(three *t, comitia_value *answer)
{
    cm_ask *ask = t->ask;
    comitia_value *cases = cm_put_list(&ask->b, answer, "cases");
    for (uint32_t i = 0; i < t->game->cases.n; i++)
        CM_TRY(put_case(t, cases, i));
    if (!t->any_found)
        return cm_fail(ask->ctx, COMITIA_E_BUDGET,
                       "three ballots of %u players or groups of alike ones",
                       t->game->n_classes);
    if (t->left_out)
        cm_list_left_out(ask, "the power in some cases");
    return COMITIA_OK;
}

comitia_status cm_ask_three(cm_ask *ask, comitia_value *answer)
{
    cm_asked_game asked;
    three t = {.ask = ask, .asked = &asked};
    read_wish(&t);
    check_sample(&t);
    if (ask->diags.n_errors)
        return COMITIA_OK;
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, ask->targets[0].index));
    cm_put_text(&ask->b, answer, "ballots", "three");
    comitia_status status = cm_asked_game_new(ask, &asked);
    if (status == COMITIA_OK && !asked.refused) {
        t.game = asked.game;
        status = put_answer(&t, answer);
    }
    cm_asked_game_clear(&asked);
    return status;
}
