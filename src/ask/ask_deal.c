/* deal: whether talks can end in a deal, and what stands in the way. */
#include "ask/ask.h"
#include "engine/talks/deal.h"
#include "engine/talks/threat.h"

static void put_sets(cm_ask *ask, comitia_value *object, const char *key,
                     const cm_deal *deal, const cm_statement_sets *sets)
{
    if (!sets->known) {
        cm_put_null(&ask->b, object, key);
        cm_list_left_out(ask, key);
        return;
    }
    comitia_value *list = cm_put_list(&ask->b, object, key);
    for (uint32_t i = 0; i < sets->n; i++) {
        comitia_value *names = cm_add_list(&ask->b, list);
        for (uint32_t s = 0; s < deal->n_statements; s++)
            if (sets->at[i] >> s & 1)
                cm_add_text(&ask->b, names, deal->statements[s]->name);
    }
}

static void put_best(cm_ask *ask, comitia_value *object, const cm_deal *deal,
                     const cm_best *best)
{
    if (!best->known) {
        cm_put_null(&ask->b, object, "best");
        cm_list_left_out(ask, "best");
        return;
    }
    comitia_value *list = cm_put_list(&ask->b, object, "best");
    for (uint32_t i = 0; i < best->n; i++) {
        comitia_value *totals = cm_add_object(&ask->b, list);
        for (uint32_t s = 0; s < deal->talks->n_sides; s++)
            cm_put_ratio(&ask->b, totals, deal->talks->sides[s].name,
                         best->at[i][s]->q);
    }
}

static void put_goal(cm_ask *ask, comitia_value *goals, const cm_deal *deal,
                     const cm_goal *goal)
{
    comitia_value *object = cm_add_object(&ask->b, goals);
    cm_put_text(&ask->b, object, "label", goal->line->label);
    cm_put_bool(&ask->b, object, "deal", goal->deal);
    put_sets(ask, object, "clashes", deal, &goal->clashes);
    put_sets(ask, object, "concessions", deal, &goal->concessions);
    put_best(ask, object, deal, &goal->best);
}

/* ---- threats and promises --------------------------------------------------- */

static const char *action_name(const cm_ask *ask, const cm_talks *talks,
                               const cm_cond *deed)
{
    if (deed->kind == CM_COND_POINT)
        return talks->points[deed->index].label.name;
    return cm_name_of(ask->model, deed->kind, deed->index);
}

static void put_verdict(cm_ask *ask, comitia_value *object, const char *key,
                        cm_verdict verdict)
{
    if (verdict == CM_VERDICT_NONE)
        cm_put_null(&ask->b, object, key);
    else
        cm_put_bool(&ask->b, object, key, verdict == CM_VERDICT_YES);
}

static void put_threat(cm_ask *ask, comitia_value *list, const cm_talks *talks,
                       const cm_threat *threat)
{
    const cm_line *line = threat->line;
    comitia_value *object = cm_add_object(&ask->b, list);
    cm_put_text(&ask->b, object, "by", talks->sides[line->side].name);
    cm_put_text(&ask->b, object, "kind",
                line->kind == CM_LINE_THREATENS ? "threatens" : "promises");
    cm_put_text(&ask->b, object, "action", action_name(ask, talks, line->cond));
    cm_put_text(&ask->b, object, "if",
                line->premise ? line->premise_text : NULL);
    comitia_value *works = cm_put_object(&ask->b, object, "works");
    for (uint32_t s = 0; s < talks->n_sides; s++)
        if (s != line->side)
            put_verdict(ask, works, talks->sides[s].name, threat->works[s]);
    put_verdict(ask, object, "credible", threat->credible);
}

static comitia_status put_threats(cm_ask *ask, cm_arena *arena,
                                  comitia_value *object, const cm_talks *talks)
{
    cm_threats threats;
    comitia_value *list = cm_put_list(&ask->b, object, "threats");
    CM_TRY(cm_threats_of(ask->ctx, arena, talks, &threats));
    for (uint32_t i = 0; i < threats.n; i++)
        put_threat(ask, list, talks, &threats.at[i]);
    return COMITIA_OK;
}

/* ---- all talks ------------------------------------------------------------------ */

static comitia_status put_talks(cm_ask *ask, cm_arena *arena,
                                comitia_value *list, const cm_deal *deal)
{
    const cm_talks *talks = deal->talks;
    comitia_value *object = cm_add_object(&ask->b, list);
    cm_put_text(&ask->b, object, "name", talks->label.name);
    cm_put_text(&ask->b, object, "title", talks->label.title);
    comitia_value *between = cm_put_list(&ask->b, object, "between");
    for (uint32_t s = 0; s < talks->n_sides; s++)
        cm_add_text(&ask->b, between, talks->sides[s].name);
    comitia_value *goals = cm_put_list(&ask->b, object, "goals");
    for (uint32_t g = 0; g < deal->n_goals; g++)
        put_goal(ask, goals, deal, &deal->goals[g]);
    return put_threats(ask, arena, object, talks);
}

static void set_answer(cm_ask *ask, cm_deal *const *deals, uint32_t n)
{
    uint32_t yes = 0, all = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t g = 0; g < deals[i]->n_goals; g++, all++)
            yes += deals[i]->goals[g].deal ? 1 : 0;
    if (all == 0)
        return; /* no talks: nothing was asked */
    ask->word = yes == all ? CM_WORD_YES : yes ? CM_WORD_OPEN : CM_WORD_NO;
    ask->exit = yes == all ? 0 : yes ? 2 : 1;
}

/* Whether there are deals is found for all talks before any list is begun, so
   that it never depends on how long a list is. */
static comitia_status find_all(cm_ask *ask, cm_arena *arena, cm_deal **deals,
                               uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(cm_deal_new(ask->ctx, arena, ask->world,
                           ask->n_targets ? ask->targets[i].talks : i,
                           ask->q->doubt_given, &deals[i]));
    for (uint32_t i = 0; i < n; i++)
        CM_TRY(cm_deal_lists(deals[i]));
    return COMITIA_OK;
}

comitia_status cm_ask_deal(cm_ask *ask, comitia_value *answer)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    uint32_t n = ask->n_targets ? ask->n_targets : ask->model->n_talks;
    cm_arena_init(&scratch, ask->ctx->allocator);
    cm_deal **deals = cm_new_n(&scratch, cm_deal *, n);
    if (!deals)
        goto done;
    CM_GO(find_all(ask, &scratch, deals, n));
    comitia_value *list = cm_put_list(&ask->b, answer, "talks");
    for (uint32_t i = 0; i < n; i++)
        CM_GO(put_talks(ask, &scratch, list, deals[i]));
    set_answer(ask, deals, n);
    status = ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
done:
    for (uint32_t i = 0; deals && i < n; i++)
        cm_deal_clear(deals[i]);
    cm_arena_clear(&scratch);
    return status;
}
