#include "engine/game/game_linear.h"

#include "engine/game/game_act.h"

static comitia_status new_rule(const cm_game_act *one, cm_game_rule *rule)
{
    cm_game *g = one->g;
    rule->units = cm_new_n(g->law->arena, uint64_t, g->n_classes);
    rule->weight = cm_new_n(g->law->arena, mpz_t, g->n_classes);
    if (!rule->units || !rule->weight)
        return COMITIA_E_NOMEM;
    mpz_init(rule->quota);
    for (uint32_t c = 0; c < g->n_classes; c++) {
        mpz_init(rule->weight[c]);
        rule->units[c] = g->matters[one->i][c] ? g->classes[c].units : 0;
    }
    rule->rule = (cm_weighted){g->n_classes, rule->units,
                               (const mpz_t *)rule->weight, rule->quota};
    return COMITIA_OK;
}

void cm_game_rule_clear(cm_game_rule *rule)
{
    for (uint32_t c = 0; c < rule->rule.n; c++)
        mpz_clear(rule->weight[c]);
    if (rule->rule.quota)
        mpz_clear(rule->quota);
    rule->rule = (cm_weighted){0};
}

comitia_status cm_game_linear(cm_game *g, uint32_t i, bool *found,
                              cm_game_rule *rule)
{
    cm_game_act one;
    comitia_status status;
    *rule = (cm_game_rule){0};
    CM_GO(cm_game_act_find(g, i, 2, &one, found));
    *found = *found && one.rule->kind == CM_RULE_QUOTA;
    if (!*found)
        goto done;
    CM_GO(new_rule(&one, rule));
    CM_GO(cm_game_act_sum(&one, one.rule->quota, rule->weight, NULL,
                          rule->quota, found));
done:
    *found = *found && status == COMITIA_OK;
    if (!*found)
        cm_game_rule_clear(rule);
    cm_game_act_clear(&one);
    return status;
}
