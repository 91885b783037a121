/* Pieces of answers that several verbs share. */
#include "ask/ask.h"
#include "model/date.h"

/* ---- places, sources ---------------------------------------------------------- */

static const char *path_of(const cm_ask *ask, cm_span span)
{
    if (span.line == 0 || !ask->model || span.file >= ask->model->n_texts)
        return NULL;
    return ask->model->texts[span.file].path;
}

static void put_line(cm_ask *ask, comitia_value *object, const char *key,
                     cm_span span, uint32_t number)
{
    if (span.line)
        cm_put_number(&ask->b, object, key, number);
    else
        cm_put_null(&ask->b, object, key);
}

void cm_put_amount(cm_ask *ask, comitia_value *object, const char *key,
                   const cm_number *number)
{
    if (number)
        cm_put_ratio(&ask->b, object, key, number->q);
    else
        cm_put_null(&ask->b, object, key);
}

void cm_put_place(cm_ask *ask, comitia_value *object, cm_span span)
{
    cm_put_text(&ask->b, object, "file", path_of(ask, span));
    put_line(ask, object, "line", span, span.line);
}

static const char *cite_status(cm_cite_status status)
{
    static const char *const texts[] = {
        [CM_CITE_PLAIN] = NULL,
        [CM_CITE_VERIFIED] = "verified",
        [CM_CITE_UNVERIFIED] = "unverified",
        [CM_CITE_ILLUSTRATIVE] = "illustrative",
    };
    return texts[status];
}

void cm_put_cite(cm_ask *ask, comitia_value *object, const cm_cite *cite)
{
    cm_put_text(&ask->b, object, "text", cite->text);
    cm_put_text(&ask->b, object, "status", cite_status(cite->status));
}

void cm_put_cites(cm_ask *ask, comitia_value *object, cm_cites cites)
{
    comitia_value *list = cm_put_list(&ask->b, object, "cite");
    for (uint32_t i = 0; i < cites.n; i++)
        cm_put_cite(ask, cm_add_object(&ask->b, list), &cites.at[i]);
}

comitia_value *cm_diag_value(cm_ask *ask, const cm_diag *diag)
{
    cm_builder *b = &ask->b;
    comitia_value *object = cm_object(b);
    cm_put_text(b, object, "code", diag->code);
    cm_put_text(b, object, "severity", cm_severity_text(diag->severity));
    cm_put_place(ask, object, diag->span);
    put_line(ask, object, "column", diag->span, diag->span.column);
    put_line(ask, object, "endColumn", diag->span, diag->span.end_column);
    cm_put_text(b, object, "message", diag->message);
    cm_put_text(b, object, "help", diag->help);
    comitia_value *notes = cm_put_list(b, object, "notes");
    for (size_t i = 0; i < diag->notes.n; i++) {
        const cm_diag_note *note = &diag->notes.at[i];
        comitia_value *row = cm_add_object(b, notes);
        cm_put_place(ask, row, note->span);
        put_line(ask, row, "column", note->span, note->span.column);
        cm_put_text(b, row, "message", note->message);
    }
    return object;
}

/* ---- named things --------------------------------------------------------------- */

static const cm_label *label_of(const cm_model *model, cm_cond_kind what,
                                uint32_t index)
{
    switch (what) {
    case CM_COND_FACT:
    case CM_COND_OPTION:
        return &model->facts[index].label;
    case CM_COND_OUTCOME:
        return &model->outcomes[index].label;
    case CM_COND_LADDER:
        return &model->ladders[index].label;
    default:
        return &model->acts[index].label;
    }
}

const char *cm_name_of(const cm_model *model, cm_cond_kind what, uint32_t index)
{
    return label_of(model, what, index)->name;
}

static const char *kind_of(const cm_model *model, cm_cond_kind what,
                           uint32_t index)
{
    switch (what) {
    case CM_COND_FACT:
    case CM_COND_OPTION:
        return model->facts[index].is_choice ? "choice" : "fact";
    case CM_COND_OUTCOME:
        return "outcome";
    case CM_COND_LADDER:
        return "ladder";
    default:
        return model->acts[index].is_step ? "step" : "act";
    }
}

comitia_value *cm_subject(cm_ask *ask, cm_cond_kind what, uint32_t index)
{
    cm_builder *b = &ask->b;
    const cm_label *label = label_of(ask->model, what, index);
    comitia_value *object = cm_object(b);
    cm_put_text(b, object, "name", label->name);
    cm_put_text(b, object, "title", label->title);
    cm_put_text(b, object, "kind", kind_of(ask->model, what, index));
    cm_put_place(ask, object, label->span);
    cm_put_cites(ask, object, label->cites);
    return object;
}

const cm_cond *cm_target_cond(cm_arena *arena, const cm_target *target)
{
    return cm_cond_of(arena, target->what, target->index, target->other, 0);
}

/* ---- literals --------------------------------------------------------------------- */

/* "Stop to Court", and "Stop to Court by Sokha" where either side may go. */
static const char *mover_name(cm_ask *ask, uint32_t act)
{
    const cm_act *a = &ask->model->acts[act];
    if (a->is_step) {
        const cm_ladder *ladder = &ask->model->ladders[a->ladder];
        const cm_court *court = &ladder->courts[a->court];
        if (court->to_against != CM_NONE && court->at != act) {
            cm_buf text;
            uint32_t mover =
                court->to == act ? ladder->by : ladder->against;
            cm_buf_init(&text, ask->arena);
            cm_buf_addf(&text, "%s by %s", a->label.name,
                        ask->model->players[mover].label.name);
            return cm_buf_text(&text);
        }
    }
    return a->label.name;
}

static comitia_value *new_literal(cm_ask *ask, cm_atom atom, uint32_t value)
{
    cm_builder *b = &ask->b;
    comitia_value *object = cm_object(b);
    if (atom.kind == CM_ATOM_ACT) {
        const char *name = mover_name(ask, atom.index);
        b->failed |= !name;
        cm_put_text(b, object, "name", name);
        cm_put_text(b, object, "kind",
                    kind_of(ask->model, CM_COND_ACT, atom.index));
    } else {
        const cm_fact *fact = &ask->model->facts[atom.index];
        cm_put_text(b, object, "name", fact->label.name);
        cm_put_text(b, object, "kind", fact->is_choice ? "choice" : "fact");
        if (fact->is_choice) {
            cm_put_text(b, object, "value", fact->options[value].name);
            return object;
        }
    }
    cm_put_bool(b, object, "value", value != 0);
    return object;
}

/* Answers may hold a million terms: each literal is made once and shared. */
comitia_value *cm_literal(cm_ask *ask, cm_atom atom, uint32_t value)
{
    comitia_value ***rows = ask->literals[atom.kind];
    comitia_value **row = rows ? rows[atom.index] : NULL;
    if (rows && !row) {
        row = cm_new_n(ask->arena, comitia_value *,
                       cm_atom_size(ask->model, atom));
        rows[atom.index] = row;
    }
    if (!row) {
        ask->b.failed = true;
        return NULL;
    }
    if (!row[value])
        row[value] = new_literal(ask, atom, value);
    return row[value];
}

comitia_value *cm_when(cm_ask *ask, const cm_law *law, const cm_cases *cases,
                       uint32_t i)
{
    comitia_value *term = cm_list(&ask->b);
    for (uint32_t j = 0; j < cases->n_atoms; j++)
        cm_add(&ask->b, term,
               cm_literal(ask, law->atoms[cases->atoms[j]],
                          cases->values[i][j]));
    return term;
}

const char *cm_result_text(cm_result result)
{
    static const char *const texts[] = {
        [CM_PASSED] = "passed",
        [CM_REJECTED] = "rejected",
        [CM_NO_DECISION] = "no decision",
    };
    return texts[result];
}

/* ---- what an answer depends on ------------------------------------------------------ */

void cm_use_body(cm_ask *ask, uint32_t body)
{
    ask->body_used[body] = 1;
}

static comitia_status use_measure(cm_ask *ask, uint32_t body, uint32_t measure)
{
    if (!ask->measure_used[body])
        ask->measure_used[body] = cm_new_n(
            ask->arena, uint8_t, ask->model->bodies[body].n_measures);
    if (!ask->measure_used[body])
        return COMITIA_E_NOMEM;
    ask->measure_used[body][measure] = 1;
    return COMITIA_OK;
}

/* Depth is bounded by the nesting of rules. */
static comitia_status use_rule(cm_ask *ask, uint32_t body, const cm_rule *rule)
{
    if (rule->quota && rule->quota->measure != CM_NONE)
        CM_TRY(use_measure(ask, body, rule->quota->measure));
    for (uint32_t i = 0; i < rule->n_children; i++)
        CM_TRY(use_rule(ask, body, rule->children[i]));
    return COMITIA_OK;
}

comitia_status cm_use_act(cm_ask *ask, uint32_t act)
{
    const cm_act *a = &ask->model->acts[act];
    if (a->body == CM_NONE)
        return COMITIA_OK;
    cm_use_body(ask, a->body);
    for (uint32_t i = 0; i < a->n_arms; i++)
        CM_TRY(use_rule(ask, a->body, a->arms[i].rule));
    return a->quorum ? use_rule(ask, a->body, a->quorum) : COMITIA_OK;
}

static bool is_nested(const cm_ask *ask, uint32_t act)
{
    uint32_t body = ask->model->acts[act].body;
    return body != CM_NONE && ask->model->bodies[body].nested;
}

comitia_status cm_use_reached(cm_ask *ask, const cm_cond *const *roots,
                              uint32_t n)
{
    cm_arena scratch;
    cm_law *law = NULL;
    comitia_status status;
    cm_arena_init(&scratch, ask->ctx->allocator);
    CM_GO(cm_law_new(ask->ctx, &scratch, ask->world, roots, n, NULL, &law));
    for (uint32_t i = 0; i < law->n_order; i++)
        if (law->order[i].what == CM_COND_ACT &&
            !ask->world->acts[law->order[i].index].settled)
            CM_GO(cm_use_act(ask, law->order[i].index));
done:
    cm_law_clear(law);
    cm_arena_clear(&scratch);
    return status;
}

/* The law is made as if every open act could go both ways: an act then has a
   level wherever its rule or its ballots can make a difference. */
comitia_status cm_use_conds(cm_ask *ask, const cm_cond *const *roots,
                            uint32_t n)
{
    static const cm_law_options options = {.without_ranges = true,
                                           .any_order = true};
    cm_arena scratch;
    cm_law *law = NULL;
    comitia_status status;
    cm_fn f;
    cm_arena_init(&scratch, ask->ctx->allocator);
    CM_GO(cm_law_new(ask->ctx, &scratch, ask->world, roots, n, &options, &law));
    uint8_t *depends = cm_new_n(&scratch, uint8_t, cm_diagram_levels(law->d));
    status = COMITIA_E_NOMEM;
    if (!depends)
        goto done;
    for (uint32_t i = 0; i < law->n_order; i++)
        if (law->order[i].what == CM_COND_ACT &&
            is_nested(ask, law->order[i].index) &&
            !ask->world->acts[law->order[i].index].settled)
            CM_GO(cm_use_act(ask, law->order[i].index));
    bool acts = law->n_atoms > law->n_fact_atoms;
    for (uint32_t i = 0; acts && i < n; i++) {
        CM_GO(cm_law_fn(law, roots[i], &f));
        CM_GO(cm_fn_support(law->d, f, depends));
        for (uint32_t a = law->n_fact_atoms; a < law->n_atoms; a++)
            if (depends[law->level[a]])
                CM_GO(cm_use_act(ask, law->atoms[a].index));
    }
    status = COMITIA_OK;
done:
    cm_law_clear(law);
    cm_arena_clear(&scratch);
    return status;
}

/* ---- limits ------------------------------------------------------------------------- */

void cm_list_left_out(cm_ask *ask, const char *list)
{
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
        ask->ctx->short_of_memory
            ? "%s is left out: it has more than 1,000,000 items or takes more "
              "than its share of the steps of work, or of the memory"
            : "%s is left out: it has more than 1,000,000 items or takes more "
              "than its share of the steps of work",
        list);
    cm_diag_help(&ask->diags, diag, "%s; --suppose narrows the question",
                 ask->ctx->short_of_memory
                     ? "--limit STEPS and --memory SIZE give more"
                     : "--limit STEPS gives more steps");
    ask->exact = false;
}

void cm_list_by_kinds(cm_ask *ask, const char *list)
{
    cm_diag_add(&ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
                "%s " CM_BY_KINDS ": one by one it has more than 1,000,000 "
                "items or takes more than its share of the steps of work",
                list);
    ask->exact = false;
}

uint64_t cm_share_begin(cm_ctx *ctx, uint32_t parts_left)
{
    uint64_t limit = ctx->limit;
    uint64_t left = limit - ctx->steps;
    ctx->limit = ctx->steps + left / (parts_left ? parts_left : 1);
    return limit;
}

void cm_share_end(cm_ctx *ctx, uint64_t limit)
{
    ctx->limit = limit;
}

comitia_status cm_ask_part(cm_ask *ask, cm_verb_fn *verb,
                           const cm_target *targets, uint32_t n_targets,
                           cm_ask *part, comitia_value **object)
{
    *part = *ask;
    part->targets = targets;
    part->n_targets = n_targets;
    part->word = CM_WORD_NULL;
    part->exit = 0;
    part->exact = part->certified = true;
    cm_diags_init(&part->diags, ask->arena);
    *object = cm_object(&part->b);
    comitia_status status = verb(part, *object);
    ask->b.failed |= part->b.failed;
    ask->exact &= part->exact;
    ask->certified &= part->certified;
    ask->diags.failed |= part->diags.failed;
    ask->diags.n_errors += part->diags.n_errors;
    for (size_t i = 0; i < part->diags.all.n; i++)
        if (!cm_push(ask->arena, &ask->diags.all, part->diags.all.at[i]))
            ask->diags.failed = true;
    return status;
}

comitia_status cm_ask_world(cm_ask *ask)
{
    return cm_world_new(ask->ctx, ask->arena, ask->model, &ask->options,
                        &ask->world);
}

/* ---- C0501 ----------------------------------------------------------------------------- */

/* Whether the act at `level` turns f to true for some values of the other acts
   and to false for some, under one valuation of the facts. */
static comitia_status both_ways(cm_law *law, cm_fn f, uint32_t level,
                                const uint8_t *acts, bool *both)
{
    cm_diagram *d = law->d;
    cm_fn low, high, rise, fall;
    CM_TRY(cm_fn_restrict(d, f, level, 0, &low));
    CM_TRY(cm_fn_restrict(d, f, level, 1, &high));
    CM_TRY(cm_fn_not(d, low, &rise));
    CM_TRY(cm_fn_and(d, rise, high, &rise));
    CM_TRY(cm_fn_not(d, high, &fall));
    CM_TRY(cm_fn_and(d, fall, low, &fall));
    CM_TRY(cm_fn_exists(d, rise, acts, &rise));
    CM_TRY(cm_fn_exists(d, fall, acts, &fall));
    CM_TRY(cm_fn_and(d, rise, fall, &rise));
    *both = rise != CM_FALSE;
    return COMITIA_OK;
}

static comitia_status find_mixed(cm_law *law, const cm_cond *root,
                                 uint32_t *act)
{
    cm_fn f;
    uint8_t *acts = cm_new_n(law->arena, uint8_t, cm_diagram_levels(law->d));
    if (!acts)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_law_fn(law, root, &f));
    for (uint32_t a = law->n_fact_atoms; a < law->n_atoms; a++)
        acts[law->level[a]] = 1;
    for (uint32_t a = law->n_fact_atoms; a < law->n_atoms; a++) {
        bool both;
        CM_TRY(both_ways(law, f, law->level[a], acts, &both));
        if (both) {
            *act = law->atoms[a].index;
            return COMITIA_OK;
        }
    }
    return COMITIA_OK;
}

comitia_status cm_note_mixed(cm_ask *ask, uint32_t outcome, uint32_t most_acts)
{
    cm_arena scratch;
    cm_law *law = NULL;
    comitia_status status = COMITIA_E_NOMEM;
    uint32_t act = CM_NONE;
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *root = cm_cond_of(&scratch, CM_COND_OUTCOME, outcome, 0, 0);
    if (!root)
        goto done;
    CM_GO(cm_law_new(ask->ctx, &scratch, ask->world, &root, 1, &cm_any_order,
                     &law));
    if (law->n_atoms - law->n_fact_atoms <= most_acts)
        CM_GO(find_mixed(law, root, &act));
    if (act == CM_NONE)
        goto done;
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0501", CM_NOTE, ask->model->outcomes[outcome].label.span,
        "%s helps and hinders %s", ask->model->acts[act].label.name,
        ask->model->outcomes[outcome].label.name);
    cm_diag_note_at(&ask->diags, diag, ask->model->acts[act].label.span,
                    "%s is declared here", ask->model->acts[act].label.name);
done:
    cm_law_clear(law);
    cm_arena_clear(&scratch);
    return status;
}
