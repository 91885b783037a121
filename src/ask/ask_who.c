/* who: the minimal coalitions that force or block something. */
#include "ask/who_lists.h"
#include "engine/game/game_double.h"
#include "engine/game/game_linear.h"
#include "engine/numbers/allowance.h"

/* ---- one case
 * ------------------------------------------------------------------- */

/* What is known of one case and one action. */
typedef struct found {
    comitia_value *list;  /* or NULL */
    comitia_value *kinds; /* likewise */
    mpz_t total;
    bool has_total;
} found;

static void found_init(found *f)
{
    *f = (found){0};
    mpz_init(f->total);
}

static comitia_status by_diagram(cm_who *w, uint32_t i, cm_fn f, found *out)
{
    cm_family family = {.game = w->game};
    CM_TRY(cm_fn_minimal(w->game->d, f, &family.set));
    CM_TRY(cm_family_total(&family, i, out->total));
    out->has_total = true;
    CM_TRY(cm_who_list(w, &family, &out->list));
    return cm_who_kinds(w, &family, out->list, &out->kinds);
}

static comitia_status case_by_diagram(cm_who *w, uint32_t i, found *force,
                                      found *block)
{
    uint64_t limit = cm_allow(w->ask->ctx, cm_asked_steps(w->ask));
    comitia_status status = cm_game_functions(w->game);
    if (status == COMITIA_OK)
        status = by_diagram(w, i, w->game->force[i], force);
    cm_fn blocks;
    if (status == COMITIA_OK)
        status = cm_game_blocks(w->game, i, &blocks);
    if (status == COMITIA_OK)
        status = by_diagram(w, i, blocks, block);
    cm_allow_end(w->ask->ctx, limit);
    return cm_is_limit(w->ask->ctx, status) ? COMITIA_OK : status;
}

/* total - quota + 1 */
static void set_dual(const cm_weighted *rule, mpz_ptr quota)
{
    mpz_t units;
    mpz_init(units);
    mpz_ui_sub(quota, 1, rule->quota);
    for (uint32_t c = 0; c < rule->n; c++) {
        cm_set_u64(units, rule->units[c]);
        mpz_addmul(quota, units, rule->weight[c]);
    }
    mpz_clear(units);
}

static comitia_status case_by_rule(cm_who *w, const cm_weighted *rule,
                                   found *force, found *block)
{
    cm_family family = {.game = w->game, .rule = rule};
    cm_weighted dual = *rule;
    mpz_t quota;
    comitia_status status;
    bool known = false;
    mpz_init(quota);
    set_dual(rule, quota);
    dual.quota = quota;
    CM_GO(cm_weighted_minimal(w->ask->ctx, &w->asked->scratch, rule,
                              w->ask->ctx->limit / 2, &known, force->total,
                              block->total));
    force->has_total = block->has_total = known;
    CM_GO(cm_who_list(w, &family, &force->list));
    CM_GO(cm_who_kinds(w, &family, force->list, &force->kinds));
    family.rule = &dual;
    CM_GO(cm_who_list(w, &family, &block->list));
    CM_GO(cm_who_kinds(w, &family, block->list, &block->kinds));
done:
    mpz_clear(quota);
    return status;
}

/* A rule on two sums: its totals by count and weight. */
static comitia_status totals_by_double(cm_who *w, const cm_double *rule,
                                       found *force, found *block)
{
    cm_power power;
    CM_TRY(cm_double_power(w->ask->ctx, &w->asked->scratch, rule,
                           CM_PART_MINIMAL, w->ask->ctx->limit / 2, &power));
    if (!(power.known & CM_PART_MINIMAL))
        return COMITIA_OK;
    mpz_set(force->total, mpq_numref(power.minimal_winning->q));
    mpz_set(block->total, mpq_numref(power.minimal_blocking->q));
    force->has_total = block->has_total = true;
    return COMITIA_OK;
}

/* The totals first, where a diagram may be large: it lists what is short
   enough to be listed, and it may be there in any case. */
static comitia_status case_of_rules(cm_who *w, uint32_t i, found *force,
                                    found *block)
{
    enum { SMALL = 100000 };
    cm_game_double rule;
    bool is_double;
    CM_TRY(cm_game_double_find(w->game, i, &is_double, &rule));
    if (!is_double || rule.nodes <= SMALL)
        return case_by_diagram(w, i, force, block);
    CM_TRY(totals_by_double(w, &rule.rule, force, block));
    if (force->has_total && mpz_cmp_ui(force->total, CM_MOST_ITEMS) > 0 &&
        mpz_cmp_ui(block->total, CM_MOST_ITEMS) > 0)
        return COMITIA_OK;
    return case_by_diagram(w, i, force, block);
}

/* A large weighted rule is counted by weight; a diagram of it may be too big.
 */
static comitia_status find_case(cm_who *w, uint32_t i, found *force, found *block)
{
    cm_game_rule rule;
    bool is_rule;
    uint64_t nodes = 0;
    CM_TRY(cm_game_linear(w->game, i, &is_rule, &rule));
    comitia_status status = COMITIA_OK;
    if (is_rule)
        status = cm_weighted_nodes(w->ask->ctx, &rule.rule, &nodes);
    if (status == COMITIA_OK)
        status = nodes > 500000 ? case_by_rule(w, &rule.rule, force, block)
                 : is_rule      ? case_by_diagram(w, i, force, block)
                                : case_of_rules(w, i, force, block);
    if (is_rule)
        cm_game_rule_clear(&rule);
    return status;
}

static void put_found(cm_who *w, comitia_value *one, const char *key,
                      const char *total_key, const char *kinds_key,
                      const found *f)
{
    cm_who_put_list(w, one, key, f->list);
    if (f->has_total)
        cm_put_integer(&w->ask->b, one, total_key, f->total);
    else
        cm_put_null(&w->ask->b, one, total_key);
    cm_who_put_list(w, one, kinds_key, f->kinds);
    w->any_known |= f->list || f->has_total || f->kinds;
}

static comitia_status put_case(cm_who *w, comitia_value *cases, uint32_t i)
{
    found force, block;
    comitia_status status;
    found_init(&force);
    found_init(&block);
    cm_who_find_told(w, i, i + 1);
    CM_GO(find_case(w, i, &force, &block));
    comitia_value *one = cm_add_object(&w->ask->b, cases);
    cm_put(&w->ask->b, one, "when",
           cm_when(w->ask, w->asked->law, &w->game->cases, i));
    cm_who_put_alike(w, one, force.kinds || block.kinds);
    put_found(w, one, "force", "force_total", "force_kinds", &force);
    put_found(w, one, "block", "block_total", "block_kinds", &block);
    w->no_force |= !force.list;
    w->no_block |= !block.list;
    w->less_force |= !force.list && !force.kinds;
    w->less_block |= !block.list && !block.kinds;
done:
    mpz_clear(force.total);
    mpz_clear(block.total);
    return status;
}

/* ---- all cases
 * --------------------------------------------------------------------- */

/* Minimal coalitions that do it in every case. */
static comitia_status always_of(cm_who *w, bool block, found *out)
{
    cm_family family = {.game = w->game};
    cm_fn all = CM_TRUE, one;
    for (uint32_t i = 0; i < w->game->cases.n; i++) {
        one = w->game->force[i];
        if (block)
            CM_TRY(cm_game_blocks(w->game, i, &one));
        CM_TRY(cm_fn_and(w->game->d, all, one, &all));
    }
    CM_TRY(cm_fn_minimal(w->game->d, all, &family.set));
    CM_TRY(cm_who_list(w, &family, &out->list));
    return cm_who_kinds(w, &family, out->list, &out->kinds);
}

static comitia_status try_always(cm_who *w, bool block, found *out)
{
    uint64_t limit = cm_allow(w->ask->ctx, cm_asked_steps(w->ask));
    comitia_status status = cm_game_functions(w->game);
    if (status == COMITIA_OK)
        status = always_of(w, block, out);
    cm_allow_end(w->ask->ctx, limit);
    return cm_is_limit(w->ask->ctx, status) ? COMITIA_OK : status;
}

/* less: the kinds are not there either. */
static void say_missing(cm_who *w, const char *list, bool missing, bool less)
{
    if (missing && less)
        cm_list_left_out(w->ask, list);
    else if (missing)
        cm_list_by_kinds(w->ask, list);
}

/* Of one case it is what is there already. */
static void copy_only(cm_who *w, comitia_value *always, const comitia_value *only)
{
    static const char *const keys[] = {"force", "block", "alike", "force_kinds",
                                       "block_kinds"};
    for (size_t k = 0; k < 5; k++)
        cm_who_put_list(w, always, keys[k],
                 comitia_value_kind(comitia_value_get(only, keys[k])) ==
                         COMITIA_LIST
                     ? (comitia_value *)comitia_value_get(only, keys[k])
                     : NULL);
}

static comitia_status put_always(cm_who *w, comitia_value *answer,
                                 const comitia_value *cases)
{
    found force = {0}, block = {0};
    comitia_value *always = cm_put_object(&w->ask->b, answer, "always");
    if (w->game->cases.n == 1) {
        copy_only(w, always, comitia_value_at(cases, 0));
        return COMITIA_OK;
    }
    cm_who_find_told(w, 0, w->game->cases.n);
    if (!w->less_force)
        CM_TRY(try_always(w, false, &force));
    if (!w->less_block)
        CM_TRY(try_always(w, true, &block));
    say_missing(w, "always.force", !w->less_force && !force.list, !force.kinds);
    say_missing(w, "always.block", !w->less_block && !block.list, !block.kinds);
    cm_who_put_list(w, always, "force", force.list);
    cm_who_put_list(w, always, "block", block.list);
    cm_who_put_alike(w, always, force.kinds || block.kinds);
    cm_who_put_list(w, always, "force_kinds", force.kinds);
    cm_who_put_list(w, always, "block_kinds", block.kinds);
    return COMITIA_OK;
}

static comitia_status put_players(cm_who *w, comitia_value *answer)
{
    const cm_game *game = w->game;
    comitia_value *list = cm_put_list(&w->ask->b, answer, "players");
    uint8_t *listed =
        cm_new_n(&w->asked->scratch, uint8_t, w->ask->model->n_players);
    if (!listed)
        return COMITIA_E_NOMEM;
    for (uint32_t e = 0; e < game->n_entities; e++) {
        bool matters = false;
        for (uint32_t i = 0; i < game->cases.n; i++)
            matters |= game->matters[i][game->entities[e].class_of];
        uint32_t player = game->entities[e].player;
        if (!matters || listed[player])
            continue;
        listed[player] = 1;
        cm_add_text(&w->ask->b, list,
                    w->ask->model->players[player].label.name);
    }
    return COMITIA_OK;
}

static comitia_status put_answer(cm_who *w, comitia_value *answer)
{
    cm_ask *ask = w->ask;
    w->names =
        cm_new_n(&w->asked->scratch, comitia_value *, w->game->n_entities);
    w->told = cm_new_n(&w->asked->scratch, uint8_t, w->game->n_classes);
    if (!w->names || !w->told)
        return COMITIA_E_NOMEM;
    CM_TRY(put_players(w, answer));
    comitia_value *cases = cm_put_list(&ask->b, answer, "cases");
    for (uint32_t i = 0; i < w->game->cases.n; i++)
        CM_TRY(put_case(w, cases, i));
    if (!w->any_known)
        return cm_fail(ask->ctx, COMITIA_E_BUDGET,
                       "the coalitions of %u players or groups of alike ones",
                       w->game->n_classes);
    say_missing(w, "force", w->no_force, w->less_force);
    say_missing(w, "block", w->no_block, w->less_block);
    return put_always(w, answer, cases);
}

comitia_status cm_ask_who(cm_ask *ask, comitia_value *answer)
{
    cm_asked_game asked;
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, ask->targets[0].index));
    comitia_status status = cm_asked_game_new(ask, &asked);
    if (status == COMITIA_OK && !asked.refused) {
        cm_who w = {.ask = ask, .asked = &asked, .game = asked.game};
        status = put_answer(&w, answer);
    }
    cm_asked_game_clear(&asked);
    return status;
}
