/* What reading a file already shows of its reports: C0403 and C0406. */
#include "engine/belief/belief.h"

/* What a declaration or an event records of one thing. */
typedef struct record {
    bool known, value;
    uint32_t option; /* of a choice */
    cm_span span;
} record;

typedef struct records {
    record *facts, *acts;
} records;

static bool read_records(cm_arena *arena, const cm_model *model, records *r)
{
    r->facts = cm_new_n(arena, record, model->n_facts);
    r->acts = cm_new_n(arena, record, model->n_acts);
    if (!r->facts || !r->acts)
        return false;
    for (uint32_t f = 0; f < model->n_facts; f++) {
        const cm_fact *fact = &model->facts[f];
        if (fact->state == CM_FACT_TRUE || fact->state == CM_FACT_FALSE)
            r->facts[f] = (record){.known = true,
                                   .value = fact->state == CM_FACT_TRUE,
                                   .span = fact->label.span};
    }
    for (uint32_t e = 0; e < model->n_events; e++) {
        const cm_event *event = &model->events[e];
        if (event->kind != CM_EVENT_SETTLES)
            continue;
        bool is_fact =
            event->what == CM_COND_FACT || event->what == CM_COND_OPTION;
        record *into = (is_fact ? r->facts : r->acts) + event->index;
        if (!into->known)
            *into = (record){.known = true,
                             .value = event->value,
                             .option = event->option,
                             .span = event->ref_span};
    }
    return true;
}

/* True if the record contradicts what the report conveys. */
static bool opposes(const record *known, const cm_report *report)
{
    uint8_t heard = cm_report_conveys(report);
    if (!known->known || heard == CM_HEARD_NOTHING)
        return false;
    bool holds = report->what == CM_COND_OPTION
                     ? known->option == report->option
                     : known->value;
    return holds != (heard == CM_HEARD_YES);
}

static void check_record(cm_diags *diags, const records *r,
                         const cm_report *report)
{
    bool is_fact =
        report->what == CM_COND_FACT || report->what == CM_COND_OPTION;
    const record *known =
        is_fact ? &r->facts[report->index] : &r->acts[report->index];
    if (!opposes(known, report))
        return;
    cm_diag *diag =
        cm_diag_add(diags, "C0403", CM_NOTE, report->speakers[0].span,
                    "this report says the opposite of what is recorded");
    cm_diag_note_at(diags, diag, known->span, "recorded here");
}

/* Whether the observations are possible at all, by the value of a node:
   bit 0 if it is true, bit 1 if it is false. Zeros are all that C0406 asks
   for, so no number is multiplied. */
static uint8_t heard_through(uint8_t possible, const cm_number *const *accuracy)
{
    bool yes = possible & 1, no = possible & 2;
    mpq_srcptr a = accuracy[0]->q, b = accuracy[1]->q;
    bool if_true = (yes && mpq_sgn(a) > 0) || (no && mpq_cmp_ui(a, 1, 1) < 0);
    bool if_false = (yes && mpq_cmp_ui(b, 1, 1) < 0) || (no && mpq_sgn(b) > 0);
    return (uint8_t)((if_true ? 1 : 0) | (if_false ? 2 : 0));
}

static bool contradicted(const cm_model *model, const cm_tree *tree,
                         uint8_t *possible)
{
    memset(possible, 3, tree->nodes.n);
    for (size_t i = tree->nodes.n; i-- > 1;) {
        const cm_utterance *u = &tree->nodes.at[i];
        const cm_number *const *accuracy =
            cm_accuracy(&model->sources[u->source], u->believes);
        if (!accuracy)
            continue;
        if (u->observed == CM_HEARD_YES || u->observed == CM_HEARD_NO)
            possible[i] &= u->observed;
        possible[u->parent] &= heard_through(possible[i], accuracy);
    }
    return possible[0] == 0;
}

static comitia_status check_claim(cm_ctx *ctx, const cm_model *model,
                                  const cm_claim *claim, cm_diags *diags)
{
    cm_arena scratch;
    cm_tree tree;
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status = cm_tree_of(ctx, &scratch, model, claim, &tree);
    if (status != COMITIA_OK)
        goto done;
    uint8_t *possible = cm_new_n(&scratch, uint8_t, tree.nodes.n);
    if (!possible) {
        status = COMITIA_E_NOMEM;
        goto done;
    }
    if (!contradicted(model, &tree, possible))
        goto done;
    bool is_fact =
        claim->what == CM_COND_FACT || claim->what == CM_COND_OPTION;
    const cm_label *label = is_fact ? &model->facts[claim->index].label
                                    : &model->acts[claim->index].label;
    cm_diag *diag = cm_diag_add(
        diags, "C0406", CM_WARNING, label->span,
        "sources that are never wrong contradict each other about %s",
        label->name);
    cm_diag_help(diags, diag, "give one of them an accuracy below 100%%");
done:
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_check_belief(cm_ctx *ctx, const cm_model *model,
                               cm_diags *diags)
{
    cm_arena arena;
    cm_claims claims;
    records r;
    comitia_status status;
    cm_arena_init(&arena, ctx->allocator);
    CM_GO(cm_claims_of(ctx, &arena, model, &claims));
    if (!read_records(&arena, model, &r)) {
        status = COMITIA_E_NOMEM;
        goto done;
    }
    for (uint32_t i = 0; i < model->n_reports; i++)
        check_record(diags, &r, &model->reports[i]);
    for (uint32_t i = 0; i < claims.n; i++)
        if (claims.at[i].n_reports)
            CM_GO(check_claim(ctx, model, &claims.at[i], diags));
done:
    cm_arena_clear(&arena);
    return status == COMITIA_OK && diags->failed ? COMITIA_E_NOMEM : status;
}
