/* power: the indices of everybody who matters. */
#include "ask/power/ask_three.h"
#include "ask/power/asked_game.h"
#include "ask/power/asked_unions.h"
#include "ask/power/order_rows.h"
#include "ask/power/power_rows.h"
#include "ask/power/sampled.h"
#include "engine/game/game_double.h"
#include "engine/game/game_linear.h"
#include "engine/numbers/allowance.h"

#include <limits.h>

typedef struct power_question {
    cm_ask *ask;
    cm_asked_game *asked;
    cm_game *game;
    cm_power_wish wish;
    /* of the case at hand, per class: */
    uint64_t *units;      /* 0: does not matter */
    uint64_t *rows;       /* in the table of indices */
    int *veto, *dictator; /* what one of them does alone; -1: not known */
    unsigned known;       /* in every case so far */
    cm_power_costs costs; /* of the dearest case */
    bool any_known;
    unsigned sample; /* parts that are drawn; 0: all are counted */
    cm_asked_unions unions; /* a row an entity */
    const char **names;     /* likewise; NULL where they are not needed */
    cm_dominance dominance; /* with --order, of the case at hand */
    bool has_dominance;
} power_question;

/* ---- numbers
 * ------------------------------------------------------------------- */

static comitia_status by_diagram(power_question *p, uint32_t i, unsigned want,
                                 cm_power *power)
{
    cm_game *game = p->game;
    uint64_t limit = cm_allow(p->ask->ctx, cm_asked_steps(p->ask));
    cm_fn block = CM_NOTHING;
    bool dual = p->ask->world->otherwise != COMITIA_WORST;
    comitia_status status = cm_game_functions(game);
    if (status == COMITIA_OK && !dual)
        status = cm_game_blocks(game, i, &block);
    cm_allow_end(p->ask->ctx, limit);
    if (cm_is_limit(p->ask->ctx, status)) { /* nothing but who plays */
        power->n_rows = game->n_classes;
        power->rows =
            cm_new_n(&p->asked->scratch, cm_power_row, game->n_classes);
        for (uint32_t c = 0; c < game->n_classes; c++)
            power->players += p->units[c];
        return power->rows ? COMITIA_OK : COMITIA_E_NOMEM;
    }
    CM_TRY(status);
    uint64_t *sizes = cm_new_n(&p->asked->scratch, uint64_t, game->n_classes);
    if (!sizes)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < game->n_classes; c++)
        sizes[c] = game->classes[c].units;
    const cm_fn_game on = {.d = game->d,
                           .force = game->force[i],
                           .block = block,
                           .dual = dual,
                           .units = sizes,
                           .matters = game->matters[i]};
    CM_TRY(cm_power_of(p->ask->ctx, &p->asked->scratch, &on, want,
                       p->ask->ctx->limit / 4, power));
    if (p->ask->q->order && !p->has_dominance &&
        power->known & CM_PART_SWINGS)
        CM_TRY(cm_dominance_of_fn(p->ask->ctx, &p->asked->scratch, &on, power,
                                  p->ask->ctx->limit / 4, &p->has_dominance,
                                  &p->dominance));
    return p->unions.given
               ? cm_unions_of_fn(p->ask->ctx, &p->asked->scratch, &on,
                                 &p->unions.unions, want,
                                 p->ask->ctx->limit / 4, &p->unions.known)
               : COMITIA_OK;
}

/* What one player of each class does alone: of a weighted rule it is read off
   the weights. */
static void alone_by_rule(power_question *p, const cm_weighted *rule)
{
    mpz_t dual, units;
    mpz_inits(dual, units, NULL);
    mpz_ui_sub(dual, 1, rule->quota);
    for (uint32_t c = 0; c < rule->n; c++) {
        cm_set_u64(units, rule->units[c]);
        mpz_addmul(dual, units, rule->weight[c]);
    }
    for (uint32_t c = 0; c < rule->n; c++) {
        p->veto[c] = mpz_cmp(rule->weight[c], dual) >= 0;
        p->dictator[c] =
            p->veto[c] && mpz_cmp(rule->weight[c], rule->quota) >= 0;
    }
    mpz_clears(dual, units, NULL);
}

static comitia_status alone(power_question *p, uint32_t i)
{
    cm_game *game = p->game;
    uint64_t *in = cm_new_n(&p->asked->scratch, uint64_t, game->n_classes);
    if (!in)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < game->n_classes; c++) {
        bool blocks, forces;
        if (p->units[c] == 0)
            continue;
        in[c] = 1;
        CM_TRY(cm_game_at(game, i, in, true, &blocks));
        CM_TRY(cm_game_at(game, i, in, false, &forces));
        in[c] = 0;
        p->veto[c] = blocks;
        p->dictator[c] = blocks && forces;
    }
    return COMITIA_OK;
}

static comitia_status find_alone(power_question *p, uint32_t i)
{
    uint64_t limit = cm_allow(p->ask->ctx, cm_asked_steps(p->ask));
    for (uint32_t c = 0; c < p->game->n_classes; c++)
        p->veto[c] = p->dictator[c] = -1;
    comitia_status status = alone(p, i);
    cm_allow_end(p->ask->ctx, limit);
    return cm_is_limit(p->ask->ctx, status) ? COMITIA_OK : status;
}

/* A rule on two sums: where a diagram may be large, what can be counted by
   count and weight; what is not, on a diagram that is not hopeless. */
static comitia_status by_double(power_question *p, uint32_t i, cm_power *power)
{
    enum { SMALL = 100000, HOPELESS = 1000000000 };
    cm_game_double rule;
    bool is_double;
    CM_TRY(cm_game_double_find(p->game, i, &is_double, &rule));
    if (!is_double || rule.nodes <= SMALL)
        return by_diagram(p, i, p->wish.parts, power);
    /* Swings and Shapley-Shubik come of one count. */
    CM_TRY(cm_double_power(p->ask->ctx, &p->asked->scratch, &rule.rule,
                           p->wish.parts, p->ask->ctx->limit / 2, power));
    unsigned missing = p->wish.parts & ~power->known;
    if (p->ask->q->order && power->known & CM_PART_SWINGS)
        CM_TRY(cm_dominance_of_double(p->ask->ctx, &p->asked->scratch,
                                      &rule.rule, power, &p->has_dominance,
                                      &p->dominance));
    if (p->ask->q->order && !p->has_dominance)
        missing |= CM_PART_SWINGS; /* players are compared on the diagram */
    if (!(missing & (CM_PART_ALL | CM_PART_UNIONS)) ||
        (power->known && rule.nodes > HOPELESS))
        return COMITIA_OK;
    cm_power rest = {0};
    CM_TRY(by_diagram(p, i, missing, &rest));
    cm_power_take(power, &rest, NULL);
    return COMITIA_OK;
}

static comitia_status find_power(power_question *p, uint32_t i, cm_power *power)
{
    cm_game_rule rule;
    bool is_rule;
    CM_TRY(cm_game_linear(p->game, i, &is_rule, &rule));
    if (!is_rule) {
        CM_TRY(by_double(p, i, power));
        return power->known ? find_alone(p, i) : COMITIA_OK;
    }
    alone_by_rule(p, &rule.rule);
    comitia_status status =
        cm_weighted_power(p->ask->ctx, &p->asked->scratch, &rule.rule,
                          p->wish.parts, cm_power_precision(p->ask),
                          p->ask->ctx->limit / 4, power);
    if (status == COMITIA_OK && p->ask->q->order &&
        power->known & CM_PART_SWINGS) {
        p->has_dominance = true;
        status = cm_dominance_by_swings(p->ask->ctx, &p->asked->scratch, power,
                                        p->units, &p->dominance);
    }
    if (status == COMITIA_OK && p->unions.given)
        status = cm_unions_of_weighted(
            p->ask->ctx, &p->asked->scratch, &rule.rule, &p->unions.unions,
            p->wish.parts, p->ask->ctx->limit / 4, &p->unions.known);
    cm_game_rule_clear(&rule);
    return status;
}

/* ---- rows
 * ------------------------------------------------------------------------- */

static comitia_status put_rows(power_question *p, const cm_power *power,
                               comitia_value *indices)
{
    const cm_game *game = p->game;
    cm_arena *scratch = &p->asked->scratch;
    cm_power_texts *texts =
        cm_power_texts_new(p->ask, scratch, power, p->units, p->rows, &p->wish);
    if (!texts)
        return COMITIA_E_NOMEM;
    for (uint32_t e = 0; e < game->n_entities; e++) {
        const cm_entity *entity = &game->entities[e];
        uint32_t c = entity->class_of;
        if (p->units[c] == 0)
            continue;
        const cm_power_player player = {.name = cm_asked_name(p->asked, entity),
                                        .count = entity->units,
                                        .seats = cm_asked_seats(p->asked, entity),
                                        .free = entity->body != CM_NONE,
                                        .veto = p->veto[c],
                                        .dictator = p->dictator[c],
                                        .part = p->unions.given
                                                    ? p->unions.items[e].part
                                                    : NULL};
        cm_put_power_row(p->ask, indices, texts, c, &player);
    }
    return COMITIA_OK;
}

/* Everybody with nothing known of them. */
static comitia_status nothing_known(power_question *p, cm_power *power)
{
    const cm_game *game = p->game;
    *power = (cm_power){
        .n_rows = game->n_classes,
        .rows = cm_new_n(&p->asked->scratch, cm_power_row, game->n_classes)};
    for (uint32_t c = 0; c < game->n_classes; c++) {
        power->players += p->units[c];
        p->veto[c] = p->dictator[c] = -1;
    }
    return power->rows ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status draw_case(power_question *p, uint32_t i, cm_drawn *drawn)
{
    cm_game *game = p->game;
    cm_game_rule rule;
    bool is_rule;
    CM_TRY(cm_game_linear(game, i, &is_rule, &rule));
    if (!is_rule)
        return cm_power_draw_game(&p->asked->scratch, game, i, p->units,
                                  p->ask->q->sample, p->sample, drawn);
    comitia_status status =
        cm_power_draw_weighted(p->ask->ctx, &p->asked->scratch, &rule.rule,
                               p->ask->q->sample, p->sample, drawn);
    cm_game_rule_clear(&rule);
    return status;
}

/* What was drawn stands in "sample" and nowhere else. */
static comitia_status put_drawn(power_question *p, comitia_value *one,
                                uint32_t i)
{
    const cm_game *game = p->game;
    cm_drawn drawn;
    cm_sampled_power sampled;
    CM_TRY(draw_case(p, i, &drawn));
    CM_TRY(cm_put_sampled_power(p->ask, &p->asked->scratch, one, &drawn,
                                p->units, game->n_classes, &sampled));
    for (uint32_t e = 0; e < game->n_entities; e++) {
        const cm_entity *entity = &game->entities[e];
        if (p->units[entity->class_of])
            cm_put_sampled_row(p->ask, &sampled, cm_asked_name(p->asked, entity),
                               entity->units, entity->class_of);
    }
    return COMITIA_OK;
}

/* The unions of those who play in this case. */
static comitia_status begin_unions(power_question *p)
{
    p->unions.known = 0;
    for (uint32_t e = 0; e < p->game->n_entities; e++) {
        const cm_entity *entity = &p->game->entities[e];
        p->unions.items[e].class_of = entity->class_of;
        p->unions.items[e].units =
            p->units[entity->class_of] ? entity->units : 0;
    }
    return cm_unions_begin(p->ask, &p->asked->scratch, &p->unions);
}

static comitia_status put_order(power_question *p, comitia_value *one)
{
    const cm_game *game = p->game;
    uint32_t n = 0;
    cm_order_row *rows =
        cm_new_n(&p->asked->scratch, cm_order_row, game->n_entities);
    if (!rows)
        return COMITIA_E_NOMEM;
    for (uint32_t e = 0; e < game->n_entities; e++)
        if (p->units[game->entities[e].class_of])
            rows[n++] =
                (cm_order_row){p->names[e], game->entities[e].class_of};
    return cm_put_order(p->ask, &p->asked->scratch, one,
                        p->has_dominance ? &p->dominance : NULL, rows, n);
}

static comitia_status put_case(power_question *p, comitia_value *cases,
                               uint32_t i)
{
    cm_game *game = p->game;
    cm_power power = {0};
    for (uint32_t c = 0; c < game->n_classes; c++)
        p->units[c] = game->matters[i][c] ? game->classes[c].units : 0;
    p->has_dominance = false;
    if (p->unions.given)
        CM_TRY(begin_unions(p));
    CM_TRY(p->sample ? nothing_known(p, &power) : find_power(p, i, &power));
    unsigned told = cm_power_told(&power) | p->unions.known;
    cm_power_costs_add(&p->costs, &power);
    p->known &= told;
    p->any_known |= (told & p->wish.parts) != 0;
    comitia_value *one = cm_add_object(&p->ask->b, cases);
    cm_put(&p->ask->b, one, "when",
           cm_when(p->ask, p->asked->law, &game->cases, i));
    comitia_value *indices = cm_put_power(p->ask, one, &power, &p->wish);
    CM_TRY(put_rows(p, &power, indices));
    if (p->unions.given)
        CM_TRY(cm_put_unions(p->ask, &p->asked->scratch, one, &p->unions,
                             p->names, p->wish.parts));
    if (p->ask->q->order)
        CM_TRY(put_order(p, one));
    return p->sample ? put_drawn(p, one, i) : COMITIA_OK;
}

static comitia_status find_names(power_question *p)
{
    CM_TRY(cm_unions_of_game(p->ask, p->asked, &p->unions));
    if (!p->unions.given && !p->ask->q->order)
        return COMITIA_OK;
    p->names =
        cm_new_n(&p->asked->scratch, const char *, p->game->n_entities);
    for (uint32_t e = 0; p->names && e < p->game->n_entities; e++)
        p->names[e] = cm_asked_name(p->asked, &p->game->entities[e]);
    return p->names ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status put_answer(power_question *p, comitia_value *answer)
{
    p->units = cm_new_n(&p->asked->scratch, uint64_t, p->game->n_classes);
    p->rows = cm_new_n(&p->asked->scratch, uint64_t, p->game->n_classes);
    p->veto = cm_new_n(&p->asked->scratch, int, p->game->n_classes);
    p->dictator = cm_new_n(&p->asked->scratch, int, p->game->n_classes);
    if (!p->units || !p->rows || !p->veto || !p->dictator)
        return COMITIA_E_NOMEM;
    CM_TRY(find_names(p));
    if (p->ask->diags.n_errors)
        return COMITIA_OK;
    for (uint32_t c = 0; c < p->game->n_classes; c++)
        p->rows[c] = p->game->classes[c].n_entities;
    comitia_value *cases = cm_put_list(&p->ask->b, answer, "cases");
    for (uint32_t i = 0; i < p->game->cases.n; i++)
        CM_TRY(put_case(p, cases, i));
    if (p->sample)
        return COMITIA_OK;
    if (!p->any_known)
        return cm_power_nothing(p->ask, &p->wish, p->game->n_classes,
                                "players or groups of alike ones", &p->costs);
    cm_power_left_out(p->ask, &p->wish, p->known, &p->costs);
    return COMITIA_OK;
}

comitia_status cm_ask_power(cm_ask *ask, comitia_value *answer)
{
    if (ask->q->three_ballots)
        return cm_ask_three(ask, answer);
    cm_asked_game asked;
    power_question p = {.ask = ask, .asked = &asked, .known = UINT_MAX};
    cm_power_wish_read(ask, &p.wish);
    if (ask->q->sample)
        p.sample = cm_sample_wish(ask, &p.wish);
    if (ask->diags.n_errors)
        return COMITIA_OK;
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, ask->targets[0].index));
    comitia_status status = cm_asked_game_new(ask, &asked);
    if (status == COMITIA_OK && !asked.refused) {
        p.game = asked.game;
        status = put_answer(&p, answer);
    }
    cm_asked_game_clear(&asked);
    return status;
}
