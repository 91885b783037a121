/* can: whether some players together force or block something. */
#include <string.h>

#include "ask/power/asked_game.h"

static bool is_asked(const cm_ask *ask, uint32_t player)
{
    for (uint32_t i = 0; i < ask->n_who; i++)
        if (ask->who[i] == player)
            return true;
    return false;
}

/* Members of each class among the players asked about; of a freed party all
   its seats. */
static uint64_t *members_of(cm_ask *ask, cm_asked_game *asked)
{
    const cm_game *game = asked->game;
    uint64_t *in = cm_new_n(&asked->scratch, uint64_t, game->n_classes);
    for (uint32_t e = 0; in && e < game->n_entities; e++)
        if (is_asked(ask, game->entities[e].player))
            in[game->entities[e].class_of] += game->entities[e].units;
    return in;
}

static void set_answer(cm_ask *ask, uint32_t yes, uint32_t all)
{
    ask->word = yes == all ? CM_WORD_YES : yes ? CM_WORD_OPEN : CM_WORD_NO;
    ask->exit = yes == all ? 0 : yes ? 2 : 1;
}

static comitia_status put_cases(cm_ask *ask, cm_asked_game *asked,
                                comitia_value *answer)
{
    cm_game *game = asked->game;
    uint32_t n_yes = 0;
    uint64_t *in = members_of(ask, asked);
    if (!in)
        return COMITIA_E_NOMEM;
    comitia_value *cases = cm_put_list(&ask->b, answer, "cases");
    for (uint32_t i = 0; i < game->cases.n; i++) {
        bool yes;
        CM_TRY(cm_game_at(game, i, in, ask->q->block, &yes));
        comitia_value *one = cm_add_object(&ask->b, cases);
        cm_put(&ask->b, one, "when",
               cm_when(ask, asked->law, &game->cases, i));
        cm_put_bool(&ask->b, one, "value", yes);
        n_yes += yes;
    }
    set_answer(ask, n_yes, game->cases.n);
    return COMITIA_OK;
}

static const char *player_name(const cm_ask *ask, uint32_t player)
{
    return ask->model->players[player].label.name;
}

/* The groups that were named, with their players. */
static comitia_status put_groups(cm_ask *ask, comitia_value *answer)
{
    const cm_model *model = ask->model;
    comitia_value *groups = NULL;
    uint8_t *in = cm_new_n(ask->arena, uint8_t, model->n_players);
    if (!in)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < ask->q->n_who; i++) {
        const char *name = ask->q->who[i];
        if (cm_model_name(model, name).kind == CM_NAME_PLAYER)
            continue;
        memset(in, 0, model->n_players);
        cm_mark_group(model, name, in);
        if (!groups)
            groups = cm_put_list(&ask->b, answer, "groups");
        comitia_value *one = cm_add_object(&ask->b, groups);
        cm_put_text(&ask->b, one, "group", name);
        comitia_value *players = cm_put_list(&ask->b, one, "players");
        for (uint32_t p = 0; p < model->n_players; p++)
            if (in[p])
                cm_add_text(&ask->b, players, player_name(ask, p));
    }
    return COMITIA_OK;
}

static comitia_status put_question(cm_ask *ask, comitia_value *answer)
{
    comitia_value *who = cm_put_list(&ask->b, answer, "who");
    for (uint32_t i = 0; i < ask->n_who; i++)
        cm_add_text(&ask->b, who, player_name(ask, ask->who[i]));
    CM_TRY(put_groups(ask, answer));
    cm_put_text(&ask->b, answer, "action", ask->q->block ? "block" : "force");
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, ask->targets[0].index));
    return COMITIA_OK;
}

comitia_status cm_ask_can(cm_ask *ask, comitia_value *answer)
{
    cm_asked_game asked;
    CM_TRY(put_question(ask, answer));
    comitia_status status = cm_asked_game_new(ask, &asked);
    if (status == COMITIA_OK && !asked.refused)
        status = put_cases(ask, &asked, answer);
    cm_asked_game_clear(&asked);
    return status;
}
