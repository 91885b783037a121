/* What the law becomes: every field of a model that reading fills. */
#include <string.h>

#include "base/buf.h"
#include "support/reading.h"

/* A law with one of everything. */
static const char law[] =
    "actor King \"the king\" also \"Rex\", \"K\" role \"head\" cite \"a\"\n"
    "fact Crisis \"a crisis\" 30%\n"
    "fact Peace true\n"
    "fact War false cite \"b\" verified\n"
    "fact Rain\n"
    "fact Reading one of Defence \"their reading\" 1/4, Court 3/4\n"
    "body Assembly \"the Assembly\" seats 10 cite \"c\"\n"
    "  party Red 5 \"the Reds\" free colour \"#112233\"\n"
    "  party Blue 3\n"
    "  group Left \"left\" Red colour \"#445566\"\n"
    "  party Green 1 cite \"d\"\n"
    "  vacant 1\n"
    "  group All Green, Red, Blue colour \"#778899\"\n"
    "body Board\n"
    "  member Ann \"Ann A\" with votes 10, people 1/3\n"
    "  members with people rounded, votes Ben 2/3 20 King 1 30.5\n"
    "act Lift \"lifting\" by Assembly without Blue\n"
    "  needs more than half of members ties broken by Blue if Reading is "
    "Court\n"
    "  otherwise at least 2/3 of seats against and no veto by King\n"
    "  if Rain and not Crisis otherwise consent of All\n"
    "  quorum at least 2 of All\n"
    "  from 2016-02 until 2017\n"
    "act Vote by Board needs at least 55% of votes cast\n"
    "  and all but 1 of members in Ben and nobody against\n"
    "  and fewer than 31 of people cast not against\n"
    "  and at most 2 of (all of votes, all of Ann, nobody against in Ann)\n"
    "act Sign by King cite \"e\" unverified\n"
    "ladder Stop \"stopping\" by Red against King\n"
    "  through Ann, Board needs all of members cite \"f\"\n"
    "ladder Plea by Red through King\n"
    "body Union\n"
    "  member East votes as Lift\n"
    "  member West votes as Stop at Board\n"
    "act Treaty by Union needs all of members\n"
    "outcome Done \"it is done\" when Lift and Reading is Court\n"
    "  unless at least 2 of (Rain, Stop to Ann, not Plea, Treaty)\n"
    "forecast Lift: All 90% each, Red 1/2, King 10%\n"
    "forecast Stop to Ann: King 1%, rest 2%\n"
    "forecast Sign: 70%\n";

static cm_ctx *ctx;
static cm_model *model;

static int read_law(void **state)
{
    (void)state;
    ctx = test_ctx();
    model = test_reading(ctx, law, NULL);
    return 0;
}

static int forget_law(void **state)
{
    (void)state;
    cm_model_free(model);
    test_ctx_done(ctx);
    return 0;
}

/* ---- texts of parts ----------------------------------------------------- */

static uint32_t named(const char *name, cm_name_kind kind)
{
    cm_name found = cm_model_name(model, name);
    expect_u64(found.kind, kind);
    return found.index;
}

static const char *player(uint32_t p)
{
    return model->players[p].label.name;
}

/* "Red Green +Blue": the voters of an act, outsiders with a plus. */
static const char *voters_of(const cm_act *act, const cm_voters *only)
{
    cm_buf buf;
    cm_buf_init(&buf, &model->arena);
    for (uint32_t i = 0; i < (only ? only->n : act->n_voters); i++) {
        const cm_voter *voter = &act->voters[only ? only->at[i] : i];
        cm_buf_addf(&buf, "%s%s%s", i ? " " : "", voter->outsider ? "+" : "",
                    player(voter->player));
    }
    return cm_buf_text(&buf);
}

static void add_cond(cm_buf *buf, const cm_cond *cond)
{
    static const char *const counts[] = {"at least", "more than", "at most",
                                         "fewer than"};
    switch (cond->kind) {
    case CM_COND_ACT:
        cm_buf_addf(buf, "[%s]", model->acts[cond->index].label.name);
        break;
    case CM_COND_EITHER:
        cm_buf_addf(buf, "[%s or %s of %s]",
                    model->acts[cond->index].label.name,
                    player(model->acts[cond->index].player),
                    player(model->acts[cond->other].player));
        break;
    case CM_COND_FACT:
        cm_buf_add(buf, model->facts[cond->index].label.name);
        break;
    case CM_COND_OPTION:
        cm_buf_addf(buf, "%s=%s", model->facts[cond->index].label.name,
                    model->facts[cond->index].options[cond->option].name);
        break;
    case CM_COND_OUTCOME:
        cm_buf_add(buf, model->outcomes[cond->index].label.name);
        break;
    case CM_COND_LADDER:
        cm_buf_add(buf, model->ladders[cond->index].label.name);
        break;
    case CM_COND_POINT: cm_buf_add(buf, "point"); break;
    case CM_COND_NOT:
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT:
        if (cond->kind == CM_COND_COUNT)
            cm_buf_addf(buf, "%s %u", counts[cond->compare], (unsigned)cond->k);
        else
            cm_buf_add(buf, cond->kind == CM_COND_NOT   ? "not"
                            : cond->kind == CM_COND_AND ? "and"
                                                        : "or");
        cm_buf_add(buf, "(");
        for (uint32_t i = 0; i < cond->n_children; i++) {
            cm_buf_add(buf, i ? " " : "");
            add_cond(buf, cond->children[i]);
        }
        cm_buf_add(buf, ")");
        break;
    }
}

static const char *cond_text(const cm_cond *cond)
{
    cm_buf buf;
    cm_buf_init(&buf, &model->arena);
    add_cond(&buf, cond);
    return cm_buf_text(&buf);
}

static const char *number_text(const cm_number *number)
{
    return number ? cm_number_text(&model->arena, number->q) : "-";
}

/* ---- players and bodies ------------------------------------------------- */

static void players_come_in_order_of_declaration(void **state)
{
    (void)state;
    static const char *const names[] = {"King", "Red", "Blue", "Green",
                                        "Ann",  "Ben", "East", "West"};
    expect_u64(model->n_players, 8);
    for (uint32_t p = 0; p < 8; p++)
        expect_text(player(p), names[p]);
    const cm_player *king = &model->players[0];
    expect_true(king->is_actor && king->n_also == 2 && king->n_roles == 1);
    expect_text(king->also[1], "K");
    expect_text(king->roles[0], "head");
    expect_text(king->label.title, "the king");
    expect_u64(king->label.cites.n, 1);
    expect_u64(king->label.span.line, 1);
    expect_true(!model->players[1].is_actor);
    expect_u64(named("Red", CM_NAME_PLAYER), 1);
    expect_u64(named("East", CM_NAME_MEMBER), 6);
}

static void a_body_has_its_entries(void **state)
{
    (void)state;
    const cm_body *body = &model->bodies[named("Assembly", CM_NAME_BODY)];
    expect_u64(body->n_entries, 3);
    expect_true(body->has_legal_seats && !body->nested);
    expect_u64(body->legal_seats, 10);
    expect_u64(body->vacant, 1);
    expect_u64(cm_body_members(body), 9);
    expect_u64(body->entries[0].seats, 5);
    expect_true(body->entries[0].free && !body->entries[1].free);
    expect_u64(body->entries[0].kind, CM_PARTY);
    expect_text(body->entries[0].label.title, "the Reds");
    expect_u64(body->entries[2].label.cites.n, 1);
    expect_u64(body->label.cites.n, 1);
    expect_u64(body->n_groups, 2);
    expect_u64(body->groups[1].n_entries, 3);
    for (uint32_t e = 0; e < 3; e++)
        expect_u64(body->groups[1].entries[e], e);
}

static void groups_paint_what_has_no_colour(void **state)
{
    (void)state;
    const cm_body *body = &model->bodies[0];
    expect_text(body->entries[0].label.colour, "#112233");
    expect_text(body->entries[1].label.colour, "#778899");
    expect_text(model->players[3].label.colour, "#778899");
    expect_true(model->players[0].label.colour == NULL);
    expect_text(body->groups[0].label.colour, "#445566");
}

static void measures_are_matched_by_name(void **state)
{
    (void)state;
    const cm_body *body = &model->bodies[1];
    static const char *const numbers[3][2] = {
        {"10", "1/3"}, {"20", "2/3"}, {"61/2", "1"}};
    expect_u64(body->n_measures, 2);
    expect_text(body->measures[0].name, "votes");
    expect_true(!body->measures[0].rounded && body->measures[1].rounded);
    for (uint32_t e = 0; e < 3; e++)
        for (uint32_t m = 0; m < 2; m++)
            expect_text(number_text(body->entries[e].numbers[m]),
                        numbers[e][m]);
    expect_u64(body->entries[2].player, 0); /* the actor King */
}

static void members_vote_as_something(void **state)
{
    (void)state;
    const cm_body *body = &model->bodies[named("Union", CM_NAME_BODY)];
    expect_true(body->nested);
    expect_text(cond_text(body->entries[0].as), "[Lift]");
    expect_text(cond_text(body->entries[1].as), "[Stop at Board]");
}

/* ---- facts -------------------------------------------------------------- */

static void facts_have_their_states(void **state)
{
    (void)state;
    static const cm_fact_state states[] = {CM_FACT_CHANCE, CM_FACT_TRUE,
                                           CM_FACT_FALSE, CM_FACT_UNKNOWN,
                                           CM_FACT_CHANCE};
    expect_u64(model->n_facts, 5);
    for (uint32_t f = 0; f < 5; f++)
        expect_u64(model->facts[f].state, states[f]);
    expect_text(number_text(model->facts[0].chance), "3/10");
    const cm_fact *choice = &model->facts[4];
    expect_true(choice->is_choice && choice->n_options == 2);
    expect_text(choice->options[0].title, "their reading");
    expect_text(number_text(choice->options[1].chance), "3/4");
    expect_u64(model->facts[2].label.cites.at[0].status, CM_CITE_VERIFIED);
}

/* ---- acts --------------------------------------------------------------- */

static const cm_act *lift(void)
{
    return &model->acts[named("Lift", CM_NAME_ACT)];
}

static void voters_are_entries_then_outsiders(void **state)
{
    (void)state;
    const cm_act *act = lift();
    expect_text(voters_of(act, NULL), "Red Green +Blue +King");
    expect_u64(act->voters[1].entry, 2);
    expect_u64(act->voters[2].entry, 1);
    expect_u64(act->voters[3].entry, CM_NONE);
    expect_u64(act->player, CM_NONE);
    expect_true(act->has_from && act->has_until);
    expect_true(act->until.hi - act->until.lo == 364);
    expect_true(act->from.hi - act->from.lo == 28);
}

static void rules_chain_under_conditions(void **state)
{
    (void)state;
    const cm_act *act = lift();
    expect_u64(act->n_arms, 3);
    expect_text(cond_text(act->arms[0].cond), "Reading=Court");
    expect_text(cond_text(act->arms[1].cond), "and(Rain not(Crisis))");
    expect_true(act->arms[2].cond == NULL);

    const cm_quota *tie = act->arms[0].rule->quota;
    expect_true(tie->has_tie && tie->is_share);
    expect_text(voters_of(act, &tie->breakers), "+Blue");
    expect_text(voters_of(act, &tie->within), "Red Green");
    expect_text(tie->text, "more than half of members ties broken by Blue");

    const cm_rule *both = act->arms[1].rule;
    expect_u64(both->kind, CM_RULE_AND);
    expect_u64(both->children[0]->quota->base, CM_BASE_SEATS);
    expect_u64(both->children[0]->quota->direction, CM_AGAINST);
    expect_u64(both->children[1]->kind, CM_RULE_NO_VETO);
    expect_text(voters_of(act, &both->children[1]->voters), "+King");

    const cm_rule *consent = act->arms[2].rule;
    expect_u64(consent->kind, CM_RULE_CONSENT);
    expect_text(voters_of(act, &consent->voters), "Red Green");

    expect_u64(act->quorum->quota->base, CM_BASE_MEMBERS);
    expect_text(act->quorum->quota->in, "All");
    expect_text(voters_of(act, &act->quorum->quota->within), "Red Green");
}

static void quotas_know_their_unit(void **state)
{
    (void)state;
    const cm_act *act = &model->acts[named("Vote", CM_NAME_ACT)];
    const cm_rule *rule = act->arms[0].rule;
    expect_text(voters_of(act, NULL), "Ann Ben King");
    expect_u64(rule->n_children, 5);

    const cm_quota *cast = rule->children[0]->quota;
    expect_u64(cast->base, CM_BASE_MEASURE_CAST); /* the measure `votes` */
    expect_u64(cast->measure, 0);
    expect_text(number_text(cast->amount), "11/20");

    const cm_quota *all = rule->children[1]->quota;
    expect_true(all->is_all && all->all_but == 1 && !all->amount);
    expect_u64(all->compare, CM_AT_LEAST);
    expect_u64(all->measure, CM_NONE);
    expect_text(voters_of(act, &all->within), "Ben");

    const cm_quota *nobody = rule->children[2]->quota;
    expect_true(nobody->is_nobody && !nobody->is_share && !nobody->in);
    expect_u64(nobody->compare, CM_AT_MOST);
    expect_u64(nobody->direction, CM_AGAINST);
    expect_text(number_text(nobody->amount), "0");
    expect_u64(nobody->within.n, 3);

    const cm_quota *fewer = rule->children[3]->quota;
    expect_u64(fewer->base, CM_BASE_MEASURE_CAST);
    expect_u64(fewer->measure, 1);
    expect_u64(fewer->direction, CM_NOT_AGAINST);
    expect_true(!fewer->is_share);

    const cm_rule *count = rule->children[4];
    expect_u64(count->kind, CM_RULE_COUNT);
    expect_u64(count->compare, CM_AT_MOST);
    expect_u64(count->k, 2);
    expect_u64(count->children[0]->quota->base, CM_BASE_MEASURE);
    expect_u64(count->children[1]->quota->base, CM_BASE_MEMBERS);
    expect_text(count->children[1]->quota->in, "Ann");
    expect_text(voters_of(act, &count->children[2]->quota->within), "Ann");
}

static void an_act_by_a_player_has_that_voter(void **state)
{
    (void)state;
    const cm_act *act = &model->acts[named("Sign", CM_NAME_ACT)];
    expect_text(voters_of(act, NULL), "King");
    expect_true(act->n_arms == 0 && !act->quorum && act->body == CM_NONE);
    expect_u64(act->player, 0);
    expect_u64(act->label.cites.at[0].status, CM_CITE_UNVERIFIED);
}

/* ---- ladders and outcomes ----------------------------------------------- */

static void steps_stand_at_the_place_of_the_ladder(void **state)
{
    (void)state;
    static const struct {
        const char *name, *voters;
    } acts[] = {
        {"Lift", "Red Green +Blue +King"},
        {"Vote", "Ann Ben King"},
        {"Sign", "King"},
        {"Stop to Ann", "Red"},
        {"Stop to Ann", "King"},
        {"Stop at Ann", "Ann"},
        {"Stop to Board", "Red"},
        {"Stop to Board", "King"},
        {"Stop at Board", "Ann Ben King"},
        {"Plea to King", "Red"},
        {"Plea at King", "King"},
        {"Treaty", "East West"},
    };
    expect_u64(model->n_acts, sizeof acts / sizeof *acts);
    for (uint32_t a = 0; a < model->n_acts; a++) {
        expect_text(model->acts[a].label.name, acts[a].name);
        expect_text(voters_of(&model->acts[a], NULL), acts[a].voters);
    }
}

static void a_ladder_knows_its_steps(void **state)
{
    (void)state;
    const cm_ladder *stop = &model->ladders[named("Stop", CM_NAME_LADDER)];
    expect_u64(stop->by, 1);
    expect_u64(stop->against, 0);
    expect_u64(stop->n_courts, 2);
    expect_u64(stop->courts[0].to, 3);
    expect_u64(stop->courts[0].to_against, 4);
    expect_u64(stop->courts[0].at, 5);
    expect_u64(stop->courts[0].body, CM_NONE);
    expect_u64(stop->courts[1].player, CM_NONE);
    expect_text(stop->courts[1].name, "Board");
    const cm_act *at = &model->acts[8];
    expect_true(at->is_step && at->ladder == 0 && at->court == 1);
    expect_u64(at->n_arms, 1);
    expect_u64(at->label.cites.n, 1);
    expect_u64(model->ladders[1].against, CM_NONE);
    expect_u64(model->ladders[1].courts[0].to_against, CM_NONE);
}

static void an_outcome_is_its_condition(void **state)
{
    (void)state;
    const cm_outcome *done = &model->outcomes[named("Done", CM_NAME_OUTCOME)];
    expect_text(cond_text(done->when), "and([Lift] Reading=Court)");
    expect_text(cond_text(done->unless),
                "at least 2(Rain [Stop to Ann or Red of King] not(Plea) "
                "[Treaty])");
    expect_u64(done->when->children[0]->span.column, 32);
}

static void subjects_are_outcomes_and_ladders_in_file_order(void **state)
{
    (void)state;
    static const char *const names[] = {"Stop", "Plea", "Done"};
    expect_u64(model->n_subjects, 3);
    for (uint32_t i = 0; i < 3; i++)
        expect_text(model->subjects[i].name, names[i]);
    expect_u64(model->subjects[1].kind, CM_NAME_LADDER);
    expect_u64(model->subjects[1].index, 1);
    expect_u64(model->subjects[2].kind, CM_NAME_OUTCOME);
}

/* ---- forecasts ---------------------------------------------------------- */

static void shares_are_disjoint(void **state)
{
    (void)state;
    expect_u64(model->n_forecasts, 4);
    const cm_forecast *lifted = &model->forecasts[0];
    expect_u64(lifted->n_shares, 3);
    expect_text(voters_of(lift(), &lifted->shares[0].voters), "Green +Blue");
    expect_text(voters_of(lift(), &lifted->shares[1].voters), "Red");
    expect_text(voters_of(lift(), &lifted->shares[2].voters), "+King");
    expect_true(lifted->shares[0].each && !lifted->shares[1].each);
    expect_text(number_text(lifted->shares[1].chance), "1/2");
    expect_text(number_text(model->forecasts[3].chance), "7/10");
}

static void a_forecast_of_a_step_is_one_of_both_movers(void **state)
{
    (void)state;
    const cm_forecast *red = &model->forecasts[1], *king = red + 1;
    expect_u64(red->act, 3);
    expect_u64(king->act, 4);
    expect_u64(red->shares[0].voters.n, 0);
    expect_u64(red->shares[1].voters.n, 1);
    expect_true(red->shares[1].name == NULL);
    expect_u64(king->shares[0].voters.n, 1);
    expect_u64(king->shares[1].voters.n, 0);
}

#define LAW(test) cmocka_unit_test_setup_teardown(test, read_law, forget_law)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LAW(players_come_in_order_of_declaration),
        LAW(a_body_has_its_entries),
        LAW(groups_paint_what_has_no_colour),
        LAW(measures_are_matched_by_name),
        LAW(members_vote_as_something),
        LAW(facts_have_their_states),
        LAW(voters_are_entries_then_outsiders),
        LAW(rules_chain_under_conditions),
        LAW(quotas_know_their_unit),
        LAW(an_act_by_a_player_has_that_voter),
        LAW(steps_stand_at_the_place_of_the_ladder),
        LAW(a_ladder_knows_its_steps),
        LAW(an_outcome_is_its_condition),
        LAW(subjects_are_outcomes_and_ladders_in_file_order),
        LAW(shares_are_disjoint),
        LAW(a_forecast_of_a_step_is_one_of_both_movers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
