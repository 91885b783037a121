/* Who plays: the acts that matter, the players in them, who is alike. */
#include "engine/game/game.h"

#include <stdlib.h>

#include "base/buf.h"

/* ---- acts ------------------------------------------------------------------- */

static comitia_status role_of(cm_law *law, cm_fn f, uint32_t level,
                              cm_role *role)
{
    bool rises, falls;
    CM_TRY(cm_fn_polarity(law->d, f, level, &rises, &falls));
    *role = rises ? (falls ? CM_BOTH : CM_HELPS) : falls ? CM_HINDERS : CM_IDLE;
    return COMITIA_OK;
}

static comitia_status add_stake(cm_game *g, uint32_t atom)
{
    cm_law *law = g->law;
    cm_stake *stake = &g->stakes[g->n_stakes];
    uint32_t level = law->level[atom];
    bool any = false;
    stake->act = law->atoms[atom].index;
    stake->role = cm_new_n(law->arena, cm_role, g->cases.n);
    stake->arm = cm_new_n(law->arena, uint32_t, g->cases.n);
    if (!stake->role || !stake->arm)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < g->cases.n; c++) {
        CM_TRY(role_of(law, g->under[c], level, &stake->role[c]));
        CM_TRY(cm_case_arm(law, &g->cases, c, stake->act, &stake->arm[c]));
        any |= stake->role[c] != CM_IDLE;
    }
    if (any)
        g->n_stakes++;
    return COMITIA_OK;
}

static comitia_status find_stakes(cm_game *g)
{
    cm_law *law = g->law;
    uint8_t *depends =
        cm_new_n(law->arena, uint8_t, cm_diagram_levels(law->d));
    g->under = cm_new_n(law->arena, cm_fn, g->cases.n);
    g->stakes = cm_new_n(law->arena, cm_stake, law->n_atoms);
    if (!depends || !g->under || !g->stakes)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < g->cases.n; c++)
        CM_TRY(cm_case_fn(law, &g->cases, c, g->residual, &g->under[c]));
    CM_TRY(cm_fn_support(law->d, g->residual, depends));
    for (uint32_t i = law->n_fact_atoms; i < law->n_atoms; i++)
        if (depends[law->level[i]])
            CM_TRY(add_stake(g, i));
    return COMITIA_OK;
}

/* ---- refusals ---------------------------------------------------------------- */

static bool mixed_rule(const cm_act *act, uint32_t arm)
{
    return act->n_arms && cm_rule_direction(act->arms[arm].rule) == CM_MIXED;
}

static void find_refusal(cm_game *g)
{
    comitia_participation otherwise = g->law->world->otherwise;
    if (otherwise == COMITIA_WORST)
        return;
    for (uint32_t s = 0; s < g->n_stakes; s++) {
        const cm_stake *stake = &g->stakes[s];
        const cm_act *act = &g->law->world->model->acts[stake->act];
        for (uint32_t c = 0; c < g->cases.n; c++) {
            if (stake->role[c] == CM_IDLE)
                continue;
            if (stake->role[c] == CM_BOTH || mixed_rule(act, stake->arm[c])) {
                g->refusal = (cm_refusal){"C0511", stake->act};
                return;
            }
            if (otherwise == COMITIA_ABSENT && act->quorum &&
                stake->role[c] == CM_HINDERS && !g->refusal.code)
                g->refusal = (cm_refusal){"C0512", stake->act};
        }
    }
}

/* ---- entities ------------------------------------------------------------------ */

static uint64_t open_seats(const cm_game *g, uint32_t stake, uint32_t voter)
{
    const cm_act_now *now = &g->law->world->acts[g->stakes[stake].act];
    return now->ballots[voter].seats[CM_BALLOT_OPEN];
}

static bool is_freed(const cm_game *g, const cm_act *act, const cm_voter *voter)
{
    return act->body != CM_NONE && voter->entry != CM_NONE &&
           g->law->world->free[act->body][voter->entry];
}

typedef cm_vec(cm_entity) entity_list;

static cm_entity *new_entity(cm_game *g, entity_list *list, cm_entity entity)
{
    entity.voter = cm_new_n(g->law->arena, uint32_t, g->n_stakes);
    if (!entity.voter)
        return NULL;
    for (uint32_t s = 0; s < g->n_stakes; s++)
        entity.voter[s] = CM_NONE;
    if (!cm_push(g->law->arena, list, entity))
        return NULL;
    return &list->at[list->n - 1];
}

/* A player that decides as one has one ballot in each act. */
static comitia_status add_player(cm_game *g, entity_list *list,
                                 uint32_t *of_player, uint32_t player,
                                 uint32_t stake, uint32_t voter)
{
    if (of_player[player] == CM_NONE) {
        of_player[player] = (uint32_t)list->n;
        if (!new_entity(g, list,
                        (cm_entity){.player = player,
                                    .body = CM_NONE,
                                    .entry = CM_NONE,
                                    .units = 1}))
            return COMITIA_E_NOMEM;
    }
    list->at[of_player[player]].voter[stake] = voter;
    return COMITIA_OK;
}

static int by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* Freed seats of one entry. Acts recorded on different days may have seen
   different numbers of seats: the first k seats are the same people in all
   acts that saw at least k. */
static comitia_status add_freed(cm_game *g, entity_list *list, uint32_t body,
                                uint32_t entry)
{
    cm_law *law = g->law;
    uint64_t *counts = cm_new_n(law->arena, uint64_t, g->n_stakes);
    uint32_t *voters = cm_new_n(law->arena, uint32_t, g->n_stakes);
    uint64_t *sorted = cm_new_n(law->arena, uint64_t, g->n_stakes);
    if (!counts || !voters || !sorted)
        return COMITIA_E_NOMEM;
    for (uint32_t s = 0; s < g->n_stakes; s++) {
        const cm_act *act = &law->world->model->acts[g->stakes[s].act];
        for (uint32_t v = 0; act->body == body && v < act->n_voters; v++)
            if (act->voters[v].entry == entry) {
                counts[s] = open_seats(g, s, v);
                voters[s] = v;
            }
        sorted[s] = counts[s];
    }
    qsort(sorted, g->n_stakes, sizeof *sorted, by_number);
    uint64_t below = 0;
    for (uint32_t i = 0; i < g->n_stakes; i++) {
        if (sorted[i] == below)
            continue;
        cm_entity *entity = new_entity(
            g, list,
            (cm_entity){.player = law->world->model->bodies[body]
                                      .entries[entry]
                                      .player,
                        .body = body,
                        .entry = entry,
                        .units = sorted[i] - below});
        if (!entity)
            return COMITIA_E_NOMEM;
        for (uint32_t s = 0; s < g->n_stakes; s++)
            if (counts[s] >= sorted[i])
                entity->voter[s] = voters[s];
        below = sorted[i];
    }
    if (below > 100000)
        return cm_fail(law->ctx, COMITIA_E_BUDGET,
                       "a party of more than 100,000 seats cannot be freed");
    return COMITIA_OK;
}

static comitia_status find_entities(cm_game *g)
{
    const cm_model *model = g->law->world->model;
    cm_arena *arena = g->law->arena;
    entity_list list = {0};
    uint32_t *of_player = cm_new_n(arena, uint32_t, model->n_players);
    uint8_t **done = cm_new_n(arena, uint8_t *, model->n_bodies);
    if (!of_player || !done)
        return COMITIA_E_NOMEM;
    memset(of_player, 0xff, model->n_players * sizeof *of_player);
    for (uint32_t s = 0; s < g->n_stakes; s++) {
        const cm_act *act = &model->acts[g->stakes[s].act];
        CM_TRY(cm_spend(g->law->ctx, act->n_voters));
        for (uint32_t v = 0; v < act->n_voters; v++) {
            if (open_seats(g, s, v) == 0)
                continue;
            const cm_voter *voter = &act->voters[v];
            if (!is_freed(g, act, voter)) {
                CM_TRY(add_player(g, &list, of_player, voter->player, s, v));
                continue;
            }
            if (!done[act->body] &&
                !(done[act->body] = cm_new_n(
                      arena, uint8_t, model->bodies[act->body].n_entries)))
                return COMITIA_E_NOMEM;
            if (!done[act->body][voter->entry]) {
                done[act->body][voter->entry] = 1;
                CM_TRY(add_freed(g, &list, act->body, voter->entry));
            }
        }
    }
    g->entities = list.at;
    g->n_entities = (uint32_t)list.n;
    return COMITIA_OK;
}

/* ---- who is alike ---------------------------------------------------------------- */

static void put_quota(cm_buf *key, const cm_model *model, const cm_act *act,
                      const cm_quota *q, uint32_t voter)
{
    bool counted = cm_voters_have(q->within, voter);
    cm_buf_char(key, counted ? '1' : '0');
    if (q->has_tie)
        cm_buf_char(key, cm_voters_have(q->breakers, voter) ? '1' : '0');
    if (!counted || q->measure == CM_NONE)
        return;
    mpq_srcptr number = model->bodies[act->body]
                            .entries[act->voters[voter].entry]
                            .numbers[q->measure]
                            ->q;
    const char *text = cm_number_text(key->arena, number);
    if (text)
        cm_buf_add(key, text);
    else
        key->failed = true;
    cm_buf_char(key, ',');
}

/* How a voter counts in a rule: the same text, the same effect. */
static void put_rule(cm_buf *key, const cm_model *model, const cm_act *act,
                     const cm_rule *rule, uint32_t voter)
{
    if (rule->kind == CM_RULE_QUOTA) {
        put_quota(key, model, act, rule->quota, voter);
    } else if (rule->kind == CM_RULE_NO_VETO || rule->kind == CM_RULE_CONSENT) {
        cm_buf_char(key, cm_voters_have(rule->voters, voter) ? '1' : '0');
    } else {
        for (uint32_t i = 0; i < rule->n_children; i++)
            put_rule(key, model, act, rule->children[i], voter);
    }
}

void cm_voter_key(cm_buf *key, const cm_model *model, uint32_t act,
                  uint32_t voter, uint64_t unit)
{
    const cm_act *a = &model->acts[act];
    cm_buf_addf(key, "%llu:", (unsigned long long)unit);
    for (uint32_t i = 0; i < a->n_arms; i++)
        put_rule(key, model, a, a->arms[i].rule, voter);
    if (a->quorum)
        put_rule(key, model, a, a->quorum, voter);
    cm_buf_char(key, ';');
}

static const char *key_of(cm_game *g, const cm_entity *entity)
{
    const cm_model *model = g->law->world->model;
    cm_buf key;
    cm_buf_init(&key, g->law->arena);
    for (uint32_t s = 0; s < g->n_stakes; s++) {
        uint32_t v = entity->voter[s];
        if (v == CM_NONE) {
            cm_buf_add(&key, "-;");
            continue;
        }
        uint64_t unit = entity->body == CM_NONE ? open_seats(g, s, v) : 1;
        cm_voter_key(&key, model, g->stakes[s].act, v, unit);
    }
    return cm_buf_text(&key);
}

/* Heaviest first within the acts they share: thresholds settle sooner. The
   weight is a rough one and decides nothing but the order of levels. */
static uint64_t rough_weight(const cm_game *g, const cm_entity *entity)
{
    const cm_model *model = g->law->world->model;
    for (uint32_t s = 0; s < g->n_stakes; s++) {
        uint32_t v = entity->voter[s];
        if (v == CM_NONE)
            continue;
        const cm_act *act = &model->acts[g->stakes[s].act];
        if (act->body == CM_NONE || act->voters[v].entry == CM_NONE)
            return 0;
        const cm_body *body = &model->bodies[act->body];
        if (body->n_measures == 0)
            return entity->body == CM_NONE ? open_seats(g, s, v) : 1;
        uint64_t value;
        return cm_number_u64(body->entries[act->voters[v].entry]
                                 .numbers[body->n_measures - 1],
                             &value)
                   ? value
                   : 0;
    }
    return 0;
}

typedef struct rank {
    uint32_t entity, stake;
    uint64_t weight;
} rank;

static int by_rank(const void *left, const void *right)
{
    const rank *a = left, *b = right;
    if (a->stake != b->stake)
        return a->stake < b->stake ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->entity < b->entity ? -1 : a->entity > b->entity;
}

static rank *ranked(cm_game *g)
{
    rank *ranks = cm_new_n(g->law->arena, rank, g->n_entities);
    for (uint32_t e = 0; ranks && e < g->n_entities; e++) {
        uint32_t s = 0;
        while (s < g->n_stakes && g->entities[e].voter[s] == CM_NONE)
            s++;
        ranks[e] = (rank){e, s, rough_weight(g, &g->entities[e])};
    }
    if (ranks)
        qsort(ranks, g->n_entities, sizeof *ranks, by_rank);
    return ranks;
}

static comitia_status find_classes(cm_game *g)
{
    cm_arena *arena = g->law->arena;
    cm_map by_key = {0};
    rank *ranks = ranked(g);
    typedef cm_vec(uint32_t) members;
    members *of = cm_alloc_n(arena, g->n_entities, sizeof *of);
    g->classes = cm_new_n(arena, cm_class, g->n_entities);
    if (!ranks || !of || !g->classes)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < g->n_entities; i++) {
        cm_entity *entity = &g->entities[ranks[i].entity];
        const char *key = key_of(g, entity);
        if (!key)
            return COMITIA_E_NOMEM;
        uint32_t c = cm_map_get(&by_key, key);
        if (c == CM_MAP_NONE) {
            c = g->n_classes++;
            if (!cm_map_put(arena, &by_key, key, c))
                return COMITIA_E_NOMEM;
        }
        entity->class_of = c;
        g->classes[c].units += entity->units;
        if (!cm_push(arena, &of[c], ranks[i].entity))
            return COMITIA_E_NOMEM;
    }
    for (uint32_t c = 0; c < g->n_classes; c++) {
        g->classes[c].entities = of[c].at;
        g->classes[c].n_entities = (uint32_t)of[c].n;
    }
    return COMITIA_OK;
}

static comitia_status find_matters(cm_game *g)
{
    g->matters = cm_new_n(g->law->arena, uint8_t *, g->cases.n);
    if (!g->matters)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < g->cases.n; c++) {
        g->matters[c] = cm_new_n(g->law->arena, uint8_t, g->n_classes);
        if (!g->matters[c])
            return COMITIA_E_NOMEM;
        for (uint32_t k = 0; k < g->n_classes; k++) {
            const cm_entity *first =
                &g->entities[g->classes[k].entities[0]];
            for (uint32_t s = 0; s < g->n_stakes; s++)
                if (first->voter[s] != CM_NONE &&
                    g->stakes[s].role[c] != CM_IDLE)
                    g->matters[c][k] = 1;
        }
    }
    return COMITIA_OK;
}

comitia_status cm_game_new(cm_law *law, const cm_cond *what, cm_game **out)
{
    cm_game *g = cm_new(law->arena, cm_game);
    if (!g)
        return COMITIA_E_NOMEM;
    g->law = law;
    CM_TRY(cm_law_fn(law, what, &g->residual));
    CM_TRY(cm_cases_of(law, g->residual, &g->cases));
    CM_TRY(find_stakes(g));
    find_refusal(g);
    CM_TRY(find_entities(g));
    CM_TRY(find_classes(g));
    CM_TRY(find_matters(g));
    *out = g;
    return COMITIA_OK;
}

void cm_game_clear(cm_game *game)
{
    if (game) {
        cm_diagram_free(game->d);
        game->d = NULL;
    }
}

static bool in_several_bodies(const cm_model *model, uint32_t player)
{
    uint32_t n = 0;
    for (uint32_t b = 0; b < model->n_bodies; b++)
        n += cm_body_entry_of(&model->bodies[b], player) != CM_NONE;
    return n > 1;
}

const char *cm_entity_name(const cm_game *game, const cm_entity *entity,
                           uint64_t k)
{
    const cm_model *model = game->law->world->model;
    const char *name = model->players[entity->player].label.name;
    if (entity->body == CM_NONE)
        return name;
    cm_buf text;
    cm_buf_init(&text, game->law->arena);
    cm_buf_addf(&text, "%llu of %s", (unsigned long long)k, name);
    if (in_several_bodies(model, entity->player))
        cm_buf_addf(&text, " in %s", model->bodies[entity->body].label.name);
    return cm_buf_text(&text);
}
