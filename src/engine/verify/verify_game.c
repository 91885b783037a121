/* Coalitions by trying each set of players (LANGUAGE, section 8). */
#include "engine/verify/verify.h"

/* An open act whose result matters under the present facts. */
typedef struct stake {
    uint32_t act, arm, place; /* place: in trial->acts */
    bool helps, hinders;
    cm_ballot own, others; /* how members of a set vote, and how the rest */
    uint32_t n_parts;
    struct part {
        uint32_t player, voter;
        uint64_t seats;
    } *parts;
} stake;

typedef struct play {
    cm_trial *t;
    cm_tried_game *game;
    stake *stakes;
    uint32_t n_stakes;
} play;

static comitia_status find_roles(play *p)
{
    cm_trial *t = p->t;
    uint64_t n = cm_trial_results(t);
    for (uint64_t bits = 0; bits < n; bits++) {
        bool without, with;
        CM_TRY(cm_trial_holds(t, bits, &without));
        for (uint32_t i = 0; i < t->n_acts; i++) {
            if (bits >> i & 1)
                continue;
            CM_TRY(cm_trial_holds(t, bits | UINT64_C(1) << i, &with));
            p->stakes[i].helps |= !without && with;
            p->stakes[i].hinders |= without && !with;
        }
    }
    return COMITIA_OK;
}

/* Keeps the acts that matter, with how sides vote in them. */
static comitia_status find_sides(play *p)
{
    cm_trial *t = p->t;
    bool absent = t->world->otherwise == COMITIA_ABSENT;
    for (uint32_t i = 0; i < t->n_acts; i++) {
        stake s = p->stakes[i];
        if (!s.helps && !s.hinders)
            continue;
        s.act = t->acts[i];
        s.place = i;
        CM_TRY(cm_trial_arm(t, s.act, &s.arm));
        const cm_act *a = &t->world->model->acts[s.act];
        int up = a->n_arms ? cm_trial_direction(a->arms[s.arm].rule) : 1;
        bool yes = s.helps == (up > 0);
        if ((s.helps && s.hinders) || up == 0)
            t->reason = "an act helps and hinders";
        s.own = yes ? CM_BALLOT_YES : CM_BALLOT_NO;
        s.others = absent ? CM_BALLOT_ABSENT
                   : yes  ? CM_BALLOT_NO
                          : CM_BALLOT_YES;
        p->stakes[p->n_stakes++] = s;
    }
    return COMITIA_OK;
}

/* The place of a player, who is new unless it has a ballot elsewhere. Freed
   seats are players of one body; the k-th is the k-th in each of its acts. */
static uint32_t player_at(play *p, cm_tried_player player, uint32_t k)
{
    cm_tried_game *g = p->game;
    for (uint32_t i = 0; i < g->n; i++)
        if (g->at[i].player == player.player && g->at[i].body == player.body &&
            g->at[i].entry == player.entry && k-- == 0)
            return i;
    if (g->n == CM_MOST_TRIED_PLAYERS) {
        p->t->reason = "more than 20 single players";
        return 0;
    }
    g->at[g->n] = player;
    return g->n++;
}

static comitia_status find_players(play *p, stake *s)
{
    const cm_world *world = p->t->world;
    const cm_act *a = &world->model->acts[s->act];
    s->parts = cm_new_n(p->t->arena, struct part,
                        (uint64_t)a->n_voters + CM_MOST_TRIED_PLAYERS);
    if (!s->parts)
        return COMITIA_E_NOMEM;
    for (uint32_t v = 0; v < a->n_voters && !p->t->reason; v++) {
        uint64_t open = world->acts[s->act].ballots[v].seats[CM_BALLOT_OPEN];
        uint32_t entry = a->voters[v].entry;
        bool freed = a->body != CM_NONE && entry != CM_NONE &&
                     world->free[a->body][entry];
        cm_tried_player player = {a->voters[v].player,
                                  freed ? a->body : CM_NONE,
                                  freed ? entry : CM_NONE};
        uint64_t n = freed ? open : open > 0;
        for (uint32_t k = 0; k < n && !p->t->reason; k++)
            s->parts[s->n_parts++] = (struct part){
                player_at(p, player, freed ? k : 0), v, freed ? 1 : open};
    }
    return COMITIA_OK;
}

static comitia_status try_set(play *p, uint64_t set, bool *wins)
{
    cm_trial *t = p->t;
    uint64_t bits = 0;
    for (uint32_t i = 0; i < p->n_stakes; i++) {
        const stake *s = &p->stakes[i];
        const cm_act_now *now = &t->world->acts[s->act];
        bool passes;
        for (uint32_t v = 0; v < t->world->model->acts[s->act].n_voters; v++) {
            t->ballots[v] = now->ballots[v];
            t->ballots[v].seats[CM_BALLOT_OPEN] = 0;
        }
        for (uint32_t k = 0; k < s->n_parts; k++) {
            const struct part *part = &s->parts[k];
            cm_ballot ballot = set >> part->player & 1 ? s->own : s->others;
            t->ballots[part->voter].seats[ballot] += part->seats;
        }
        CM_TRY(cm_trial_passes(t, s->act, s->arm, t->ballots, &passes));
        bits |= (uint64_t)passes << s->place;
    }
    return cm_trial_holds(t, bits, wins);
}

/* The acts that matter, and how sides vote in them. */
static comitia_status begin(play *p)
{
    cm_trial *t = p->t;
    p->stakes = cm_new_n(t->arena, stake, (uint64_t)t->n_acts + 1);
    if (!p->stakes)
        return COMITIA_E_NOMEM;
    if (t->world->otherwise == COMITIA_WORST)
        t->reason = "the worst of all ballots is not tried";
    else if (t->n_acts > 12)
        t->reason = "more than 12 open acts";
    if (t->reason)
        return COMITIA_OK;
    CM_TRY(find_roles(p));
    return find_sides(p);
}

static bool is_among(const uint32_t *who, uint32_t n_who, uint32_t player)
{
    for (uint32_t k = 0; k < n_who; k++)
        if (who[k] == player)
            return true;
    return false;
}

comitia_status cm_trial_side(cm_trial *t, const uint32_t *who, uint32_t n_who,
                             bool others, bool *wins)
{
    play p = {.t = t};
    uint64_t bits = 0;
    CM_TRY(begin(&p));
    if (t->reason)
        return COMITIA_OK;
    for (uint32_t i = 0; i < p.n_stakes; i++) {
        const stake *s = &p.stakes[i];
        const cm_act *a = &t->world->model->acts[s->act];
        bool passes;
        for (uint32_t v = 0; v < a->n_voters; v++) {
            bool in = is_among(who, n_who, a->voters[v].player) != others;
            uint64_t *seats = t->ballots[v].seats;
            t->ballots[v] = t->world->acts[s->act].ballots[v];
            seats[in ? s->own : s->others] += seats[CM_BALLOT_OPEN];
            seats[CM_BALLOT_OPEN] = 0;
        }
        CM_TRY(cm_trial_passes(t, s->act, s->arm, t->ballots, &passes));
        bits |= (uint64_t)passes << s->place;
    }
    return cm_trial_holds(t, bits, wins);
}

comitia_status cm_trial_play(cm_trial *t, cm_tried_game *game)
{
    play p = {.t = t, .game = game};
    *game = (cm_tried_game){.n = 0};
    CM_TRY(begin(&p));
    for (uint32_t i = 0; i < p.n_stakes && !t->reason; i++)
        CM_TRY(find_players(&p, &p.stakes[i]));
    if (t->reason)
        return COMITIA_OK;
    uint64_t n = UINT64_C(1) << game->n;
    game->wins = cm_new_n(t->arena, uint8_t, n);
    if (!game->wins)
        return COMITIA_E_NOMEM;
    for (uint64_t set = 0; set < n; set++) {
        bool wins;
        CM_TRY(try_set(&p, set, &wins));
        game->wins[set] = wins;
    }
    return COMITIA_OK;
}
