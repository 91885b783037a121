#include "ask/power/asked_game.h"

static void refuse(cm_ask *ask, const cm_refusal *refusal)
{
    const cm_label *act = &ask->model->acts[refusal->act].label;
    const char *what =
        cm_name_of(ask->model, ask->targets[0].what, ask->targets[0].index);
    bool absent = strcmp(refusal->code, "C0512") == 0;
    cm_diag *diag =
        absent ? cm_diag_add(&ask->diags, "C0512", CM_REFUSED, act->span,
                             "%s has a quorum and hinders %s: whoever comes to "
                             "vote no may complete the quorum he loses in",
                             act->name, what)
               : cm_diag_add(&ask->diags, "C0511", CM_REFUSED, act->span,
                             "it is not clear how to vote in %s for %s: it can "
                             "help and hinder, or its rule counts both ways",
                             act->name, what);
    cm_diag_help(&ask->diags, diag,
                 absent ? "ask with --otherwise oppose or --otherwise worst"
                        : "ask with --otherwise worst");
    ask->word = CM_WORD_ILL;
    ask->exit = 4;
}

static bool at_stake(const cm_game *game, uint32_t s)
{
    for (uint32_t c = 0; c < game->cases.n; c++)
        if (game->stakes[s].role[c] != CM_IDLE)
            return true;
    return false;
}

/* C0513: everybody is taken to attend. */
static void note_quorums(cm_ask *ask, const cm_game *game)
{
    if (ask->world->otherwise != COMITIA_OPPOSE)
        return;
    for (uint32_t s = 0; s < game->n_stakes; s++) {
        const cm_act *act = &ask->model->acts[game->stakes[s].act];
        if (!act->quorum || !at_stake(game, s))
            continue;
        cm_diag *diag = cm_diag_add(
            &ask->diags, "C0513", CM_NOTE, act->label.span,
            "everyone is taken to attend: by staying away, the others could "
            "also break the quorum of %s",
            act->label.name);
        cm_diag_help(&ask->diags, diag, "ask with --otherwise worst");
    }
}

comitia_status cm_asked_game_new(cm_ask *ask, cm_asked_game *asked)
{
    *asked = (cm_asked_game){0};
    cm_arena_init(&asked->scratch, ask->ctx->allocator);
    const cm_cond *what = cm_target_cond(&asked->scratch, &ask->targets[0]);
    if (!what)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_law_new(ask->ctx, &asked->scratch, ask->world, &what, 1,
                      &cm_any_order, &asked->law));
    CM_TRY(cm_game_new(asked->law, what, &asked->game));
    asked->refused = asked->game->refusal.code != NULL;
    if (asked->refused)
        refuse(ask, &asked->game->refusal);
    else
        note_quorums(ask, asked->game);
    return COMITIA_OK;
}

void cm_asked_game_clear(cm_asked_game *asked)
{
    cm_game_clear(asked->game);
    cm_law_clear(asked->law);
    cm_arena_clear(&asked->scratch);
}

const char *cm_asked_seats(cm_asked_game *asked, const cm_entity *entity)
{
    const cm_game *game = asked->game;
    const cm_world *world = game->law->world;
    if (entity->body != CM_NONE)
        return "1";
    for (uint32_t s = 0; s < game->n_stakes; s++) {
        uint32_t v = entity->voter[s], a = game->stakes[s].act;
        if (v == CM_NONE || world->model->acts[a].voters[v].entry == CM_NONE)
            continue;
        cm_buf text;
        cm_buf_init(&text, &asked->scratch);
        cm_buf_addf(&text, "%llu", (unsigned long long)world->acts[a].seats[v]);
        return cm_buf_text(&text);
    }
    return NULL;
}

static bool stands_twice(const cm_model *model, uint32_t player)
{
    uint32_t n = 0;
    for (uint32_t b = 0; b < model->n_bodies; b++)
        n += cm_body_entry_of(&model->bodies[b], player) != CM_NONE;
    return n > 1;
}

const char *cm_asked_name(cm_asked_game *asked, const cm_entity *entity)
{
    const cm_model *model = asked->game->law->world->model;
    const char *name = model->players[entity->player].label.name;
    if (entity->body == CM_NONE || !stands_twice(model, entity->player))
        return name;
    cm_buf text;
    cm_buf_init(&text, &asked->scratch);
    cm_buf_addf(&text, "%s in %s", name,
                model->bodies[entity->body].label.name);
    return cm_buf_text(&text);
}

uint64_t cm_asked_steps(const cm_ask *ask)
{
    return ask->ctx->limit / 25;
}
