/* What `show` says of bodies, acts, facts, outcomes and ladders. */
#include <inttypes.h>

#include "ask/show.h"
#include "model/date.h"

static void put_count(cm_builder *b, comitia_value *object, const char *key,
                      uint64_t count)
{
    mpz_t z;
    mpz_init(z);
    cm_set_u64(z, count);
    cm_put_integer(b, object, key, z);
    mpz_clear(z);
}

static const char *player_name(const cm_model *model, uint32_t player)
{
    return player == CM_NONE ? NULL : model->players[player].label.name;
}

/* ---- bodies
 * ------------------------------------------------------------------ */

static void put_entry(cm_ask *ask, comitia_value *list, const cm_body *body,
                      const cm_entry *entry)
{
    cm_builder *b = &ask->b;
    const cm_model *model = ask->model;
    const cm_label *player = &model->players[entry->player].label;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "player", player->name);
    cm_put_text(b, row, "title",
                entry->label.title ? entry->label.title : player->title);
    cm_put_text(b, row, "colour",
                player->colour ? player->colour : entry->label.colour);
    put_count(b, row, "seats", entry->seats);
    comitia_value *weights = cm_put_list(b, row, "weights");
    for (uint32_t m = 0; m < body->n_measures; m++) {
        comitia_value *weight = cm_add_object(b, weights);
        cm_put_text(b, weight, "measure", body->measures[m].name);
        cm_put_ratio(b, weight, "value", entry->numbers[m]->q);
    }
    cm_put_text(b, row, "as",
                entry->as ? cm_name_of(model, entry->as->kind, entry->as->index)
                          : NULL);
}

static void put_group(cm_ask *ask, comitia_value *list, const cm_body *body,
                      const cm_group *group)
{
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "name", group->label.name);
    cm_put_text(b, row, "title", group->label.title);
    comitia_value *players = cm_put_list(b, row, "players");
    for (uint32_t i = 0; i < group->n_entries; i++)
        cm_add_text(b, players, body->entries[group->entries[i]].label.name);
}

static void put_body(cm_ask *ask, comitia_value *list, const cm_body *body)
{
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "name", body->label.name);
    cm_put_text(b, row, "title", body->label.title);
    cm_put_bool(b, row, "nested", body->nested);
    put_count(b, row, "vacant", body->vacant);
    comitia_value *entries = cm_put_list(b, row, "entries");
    for (uint32_t e = 0; e < body->n_entries; e++)
        put_entry(ask, entries, body, &body->entries[e]);
    comitia_value *groups = cm_put_list(b, row, "groups");
    for (uint32_t g = 0; g < body->n_groups; g++)
        put_group(ask, groups, body, &body->groups[g]);
}

/* ---- what a condition speaks of
 * ---------------------------------------------- */

/* The names in it, in order; one that comes twice stands twice. Conditions nest
   at most 200 deep (LANGUAGE, section 14). */
static void add_names(cm_ask *ask, comitia_value *list, const cm_cond *cond)
{
    if (!cond)
        return;
    if (cond->n_children == 0)
        cm_add_text(&ask->b, list,
                    cm_name_of(ask->model, cond->kind, cond->index));
    for (uint32_t i = 0; i < cond->n_children; i++)
        add_names(ask, list, cond->children[i]);
}

/* ---- acts
 * --------------------------------------------------------------------- */

static void add_quotas(cm_builder *b, comitia_value *list, const cm_rule *rule)
{
    /* Rules nest at most 200 deep (LANGUAGE, section 14). */
    if (!rule)
        return;
    if (rule->kind == CM_RULE_QUOTA)
        cm_add_text(b, list, rule->quota->text);
    for (uint32_t i = 0; i < rule->n_children; i++)
        add_quotas(b, list, rule->children[i]);
}

static void put_date(cm_builder *b, comitia_value *object, const char *key,
                     bool known, int32_t day)
{
    char text[11];
    if (known)
        cm_day_text(day, text);
    cm_put_text(b, object, key, known ? text : NULL);
}

static void put_act(cm_ask *ask, comitia_value *list, const cm_act *act)
{
    cm_builder *b = &ask->b;
    const cm_model *model = ask->model;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "name", act->label.name);
    cm_put_text(b, row, "title", act->label.title);
    cm_put_text(b, row, "body",
                act->body == CM_NONE ? NULL
                                     : model->bodies[act->body].label.name);
    cm_put_text(b, row, "player", player_name(model, act->player));
    cm_put_bool(b, row, "step", act->is_step);
    comitia_value *voters = cm_put_list(b, row, "voters");
    comitia_value *outsiders = NULL;
    for (uint32_t v = 0; v < act->n_voters; v++)
        if (!act->voters[v].outsider)
            cm_add_text(b, voters, player_name(model, act->voters[v].player));
    outsiders = cm_put_list(b, row, "outsiders");
    for (uint32_t v = 0; v < act->n_voters; v++)
        if (act->voters[v].outsider)
            cm_add_text(b, outsiders,
                        player_name(model, act->voters[v].player));
    add_quotas(b, cm_put_list(b, row, "quorum"), act->quorum);
    put_date(b, row, "from", act->has_from, act->from.lo);
    put_date(b, row, "until", act->has_until, act->until.hi);
    comitia_value *uses = cm_put_list(b, row, "uses");
    for (uint32_t i = 0; i < act->n_arms; i++)
        add_names(ask, uses, act->arms[i].cond);
}

/* ---- facts and ladders
 * -------------------------------------------------------- */

static void put_fact(cm_ask *ask, comitia_value *list, const cm_fact *fact)
{
    static const char *const states[] = {
        [CM_FACT_UNKNOWN] = "unknown",
        [CM_FACT_TRUE] = "true",
        [CM_FACT_FALSE] = "false",
        [CM_FACT_CHANCE] = "chance",
    };
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "name", fact->label.name);
    cm_put_text(b, row, "title", fact->label.title);
    cm_put_text(b, row, "state", states[fact->state]);
    comitia_value *options = cm_put_list(b, row, "options");
    for (uint32_t i = 0; i < fact->n_options; i++) {
        comitia_value *option = cm_add_object(b, options);
        cm_put_text(b, option, "name", fact->options[i].name);
        cm_put_text(b, option, "title", fact->options[i].title);
    }
}

static void put_ladder(cm_ask *ask, comitia_value *list,
                       const cm_ladder *ladder)
{
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "name", ladder->label.name);
    cm_put_text(b, row, "title", ladder->label.title);
    cm_put_text(b, row, "by", player_name(ask->model, ladder->by));
    cm_put_text(b, row, "against", player_name(ask->model, ladder->against));
    comitia_value *courts = cm_put_list(b, row, "courts");
    for (uint32_t i = 0; i < ladder->n_courts; i++)
        cm_add_text(b, courts, ladder->courts[i].name);
}

static void put_outcome(cm_ask *ask, comitia_value *list,
                        const cm_outcome *outcome)
{
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, list);
    cm_put_text(b, row, "name", outcome->label.name);
    cm_put_text(b, row, "title", outcome->label.title);
    comitia_value *uses = cm_put_list(b, row, "uses");
    add_names(ask, uses, outcome->when);
    add_names(ask, uses, outcome->unless);
}

void cm_show_law(cm_ask *ask, comitia_value *answer)
{
    const cm_model *model = ask->model;
    comitia_value *bodies = cm_put_list(&ask->b, answer, "bodies");
    for (uint32_t i = 0; i < model->n_bodies; i++)
        put_body(ask, bodies, &model->bodies[i]);
    comitia_value *acts = cm_put_list(&ask->b, answer, "acts");
    for (uint32_t i = 0; i < model->n_acts; i++)
        put_act(ask, acts, &model->acts[i]);
    comitia_value *facts = cm_put_list(&ask->b, answer, "facts");
    for (uint32_t i = 0; i < model->n_facts; i++)
        put_fact(ask, facts, &model->facts[i]);
    comitia_value *outcomes = cm_put_list(&ask->b, answer, "outcomes");
    for (uint32_t i = 0; i < model->n_outcomes; i++)
        put_outcome(ask, outcomes, &model->outcomes[i]);
    comitia_value *ladders = cm_put_list(&ask->b, answer, "ladders");
    for (uint32_t i = 0; i < model->n_ladders; i++)
        put_ladder(ask, ladders, &model->ladders[i]);
}
