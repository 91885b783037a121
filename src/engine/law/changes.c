#include "engine/law/changes.h"

#include "engine/law/opened.h"

/** Values that an act may be given, as bits. */
enum { TO_FAIL = 1, TO_PASS = 2 };

typedef struct search {
    cm_ctx *ctx;
    cm_arena *arena;
    cm_arena scratch;
    const cm_world *world;
    cm_world *opened;   /* the acts only */
    const cm_cond *subject;
    cm_law *law;        /* of the opened world, a level for each act first */
    cm_fn f;
    cm_fn reached;      /* the target, over levels of acts and facts */
    uint32_t n_acts;
    cm_fn *base;        /* per act: how it stands, over the facts */
    uint8_t *may;       /* per act */
    cm_changes *changes;
} search;

static uint32_t act_at(const search *s, uint32_t i)
{
    return s->law->atoms[s->law->n_fact_atoms + i].index;
}

/* ---- where it starts ------------------------------------------------------------ */

/* Levels for any choice of values: which are allowed is known only after the
   law is made, and a value that is not allowed is ruled out then. */
static comitia_status make_law(search *s)
{
    cm_law *probe = NULL;
    comitia_status status;
    CM_GO(cm_law_new(s->ctx, &s->scratch, s->opened, &s->subject, 1, NULL,
                     &probe));
    s->n_acts = probe->n_atoms - probe->n_fact_atoms;
    uint32_t *sizes = cm_new_n(&s->scratch, uint32_t, s->n_acts);
    status = COMITIA_E_NOMEM;
    if (!sizes)
        goto done;
    for (uint32_t i = 0; i < s->n_acts; i++)
        sizes[i] = 3;
    cm_law_options options = {.extra_sizes = sizes,
                              .n_extra = s->n_acts,
                              .without_ranges = true};
    CM_GO(cm_law_new(s->ctx, &s->scratch, s->opened, &s->subject, 1, &options,
                     &s->law));
    CM_GO(cm_law_fn(s->law, s->subject, &s->f));
done:
    cm_law_clear(probe);
    return status;
}

/* Every arm that some valuation of the facts puts in force lets the act pass. */
static comitia_status can_always_pass(search *s, uint32_t act,
                                      const cm_arm_range *ranges, bool *can)
{
    uint32_t n = s->world->model->acts[act].n_arms;
    *can = true;
    for (uint32_t i = 0; i < (n ? n : 1); i++) {
        cm_fn chosen;
        CM_TRY(cm_law_arm(s->law, act, i, &chosen));
        if (chosen != CM_FALSE && !ranges[i].can_pass)
            *can = false;
    }
    return COMITIA_OK;
}

static comitia_status find_ranges(search *s, uint32_t act,
                                  cm_arm_range **ranges)
{
    uint32_t n = s->world->model->acts[act].n_arms;
    *ranges = cm_new_n(&s->scratch, cm_arm_range, n ? n : 1);
    if (!*ranges)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < (n ? n : 1); i++)
        CM_TRY(cm_arm_range_of(s->ctx, s->world, act, i, &(*ranges)[i]));
    return COMITIA_OK;
}

static comitia_status find_start(search *s, uint32_t i)
{
    uint32_t act = act_at(s, i);
    const cm_act_now *now = &s->world->acts[act];
    cm_arm_range *ranges;
    bool can;
    if (now->settled) {
        bool passed = now->settled == CM_SETTLED_TRUE;
        s->base[i] = passed ? CM_TRUE : CM_FALSE;
        s->may[i] = passed ? TO_FAIL : TO_PASS;
        return COMITIA_OK;
    }
    CM_TRY(find_ranges(s, act, &ranges));
    CM_TRY(cm_range_fn(s->law, act, ranges, CM_FALSE, &s->base[i]));
    if (now->vote) {
        s->may[i] = s->base[i] == CM_TRUE    ? TO_FAIL
                    : s->base[i] == CM_FALSE ? TO_PASS
                                             : TO_FAIL | TO_PASS;
        return COMITIA_OK;
    }
    CM_TRY(can_always_pass(s, act, ranges, &can));
    s->may[i] = can ? TO_PASS : 0;
    return COMITIA_OK;
}

static comitia_status find_starts(search *s)
{
    s->base = cm_new_n(&s->scratch, cm_fn, s->n_acts);
    s->may = cm_new_n(&s->scratch, uint8_t, s->n_acts);
    if (!s->base || !s->may)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < s->n_acts; i++)
        CM_TRY(find_start(s, i));
    return COMITIA_OK;
}

/* ---- the target ------------------------------------------------------------------- */

/* The act after its level: as it is, failed, passed. */
static comitia_status assigned_fn(search *s, uint32_t i, cm_fn *out)
{
    cm_fn as_is, passes;
    CM_TRY(cm_fn_is(s->law->d, i, 0, &as_is));
    CM_TRY(cm_fn_is(s->law->d, i, 2, &passes));
    return cm_fn_ite(s->law->d, as_is, s->base[i], passes, out);
}

static comitia_status allowed_fn(search *s, cm_fn *out)
{
    *out = CM_TRUE;
    for (uint32_t i = 0; i < s->n_acts; i++) {
        uint8_t set[3] = {1, s->may[i] & TO_FAIL ? 1 : 0,
                          s->may[i] & TO_PASS ? 1 : 0};
        cm_fn one;
        CM_TRY(cm_fn_in(s->law->d, i, set, &one));
        CM_TRY(cm_fn_and(s->law->d, *out, one, out));
    }
    return COMITIA_OK;
}

static comitia_status find_reached(search *s)
{
    cm_law *law = s->law;
    cm_fn allowed;
    uint32_t levels = cm_diagram_levels(law->d);
    cm_fn *by = cm_new_n(&s->scratch, cm_fn, levels);
    if (!by)
        return COMITIA_E_NOMEM;
    memset(by, 0xff, levels * sizeof *by); /* CM_NOTHING */
    for (uint32_t i = 0; i < s->n_acts; i++)
        CM_TRY(assigned_fn(s, i, &by[law->level[law->n_fact_atoms + i]]));
    CM_TRY(cm_fn_compose(law->d, s->f, by, &s->reached));
    if (s->changes->status == CM_CERTAIN)
        CM_TRY(cm_fn_not(law->d, s->reached, &s->reached));
    CM_TRY(allowed_fn(s, &allowed));
    return cm_fn_and(law->d, s->reached, allowed, &s->reached);
}

/* ---- the list ------------------------------------------------------------------------ */

static comitia_status add_change(void *user, const uint32_t *x)
{
    search *s = user;
    uint32_t n = 0, k = 0;
    for (uint32_t i = 0; i < s->n_acts; i++)
        n += x[i] != 0;
    cm_assignment *at = cm_new_n(s->arena, cm_assignment, n);
    if (!at)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < s->n_acts; i++)
        if (x[i])
            at[k++] = (cm_assignment){act_at(s, i), x[i] == 2};
    return cm_push(s->arena, &s->changes->list, (cm_change){at, n})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static comitia_status for_all_facts(search *s, cm_fn f, cm_fn *out)
{
    uint8_t *which =
        cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(s->law->d));
    if (!which)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < s->law->n_fact_atoms; i++)
        which[s->law->level[i]] = 1;
    return cm_fn_forall(s->law->d, f, which, out);
}

static comitia_status list_changes(search *s)
{
    cm_fn all;
    uint8_t *flat =
        cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(s->law->d));
    if (!flat)
        return COMITIA_E_NOMEM;
    memset(flat, 1, cm_diagram_levels(s->law->d));
    CM_TRY(for_all_facts(s, s->reached, &all));
    CM_TRY(cm_fn_minimal_flat(s->law->d, all, flat, &all));
    return cm_vectors_each(s->ctx, s->law->d, all, &s->changes->listed,
                           add_change, s);
}

/* An assignment that a fact forbids under one of its values is not allowed
   while the fact is open; with the fact settled it may be. So the search is
   repeated with each open fact settled. */
static comitia_status try_fact(search *s, cm_atom atom, uint32_t value,
                               bool *possible);

static comitia_status find_keys(search *s)
{
    for (uint32_t i = 0; i < s->law->n_fact_atoms; i++) {
        cm_atom atom = s->law->atoms[i];
        uint32_t size = cm_atom_size(s->world->model, atom);
        for (uint32_t v = size; v-- > 0;) {
            bool possible;
            uint32_t value = atom.kind == CM_ATOM_CHOICE ? size - 1 - v : v;
            CM_TRY(try_fact(s, atom, value, &possible));
            if (possible &&
                !cm_push(s->arena, &s->changes->keys, (cm_key){atom, value}))
                return COMITIA_E_NOMEM;
        }
    }
    return COMITIA_OK;
}

/* ---- all of it --------------------------------------------------------------------------- */

static comitia_status find_changes(search *s)
{
    CM_TRY(cm_world_opened(&s->scratch, s->world, false, false, &s->opened));
    CM_TRY(make_law(s));
    CM_TRY(find_starts(s));
    CM_TRY(find_reached(s));
    CM_TRY(list_changes(s));
    return COMITIA_OK;
}

static comitia_status find_status(search *s)
{
    cm_law *law = NULL;
    comitia_status status;
    cm_fn f;
    CM_GO(cm_law_new(s->ctx, &s->scratch, s->world, &s->subject, 1,
                     &cm_any_order, &law));
    CM_GO(cm_law_fn(law, s->subject, &f));
    s->changes->status = cm_status_of(f);
done:
    cm_law_clear(law);
    return status;
}

static comitia_status try_fact(search *s, cm_atom atom, uint32_t value,
                               bool *possible)
{
    cm_world tried = *s->world;
    cm_changes changes = {.listed = true, .status = s->changes->status};
    search one = {.ctx = s->ctx,
                  .world = &tried,
                  .subject = s->subject,
                  .changes = &changes};
    cm_fact_now *facts =
        cm_new_n(&s->scratch, cm_fact_now, s->world->model->n_facts);
    if (!facts)
        return COMITIA_E_NOMEM;
    memcpy(facts, tried.facts, s->world->model->n_facts * sizeof *facts);
    facts[atom.index] = (cm_fact_now){
        .settled = atom.kind == CM_ATOM_CHOICE || value ? CM_SETTLED_TRUE
                                                        : CM_SETTLED_FALSE,
        .option = atom.kind == CM_ATOM_CHOICE ? value : 0,
        .by = CM_BY_SUPPOSITION};
    tried.facts = facts;
    cm_arena_init(&one.scratch, s->ctx->allocator);
    one.arena = &one.scratch;
    comitia_status status = find_changes(&one);
    *possible = changes.list.n > 0;
    cm_law_clear(one.law);
    cm_arena_clear(&one.scratch);
    return status;
}

comitia_status cm_changes_of(cm_ctx *ctx, cm_arena *arena,
                             const cm_world *world, const cm_cond *subject,
                             cm_changes *changes)
{
    search s = {.ctx = ctx,
                .arena = arena,
                .world = world,
                .subject = subject,
                .changes = changes};
    *changes = (cm_changes){.listed = true};
    cm_arena_init(&s.scratch, ctx->allocator);
    comitia_status status = find_status(&s);
    if (status == COMITIA_OK) {
        status = find_changes(&s);
        if (cm_is_limit(ctx, status)) {
            changes->listed = false;
            changes->list.n = 0;
            status = COMITIA_OK;
        }
    }
    if (status == COMITIA_OK && changes->listed && changes->list.n == 0) {
        status = find_keys(&s);
        if (cm_is_limit(ctx, status)) { /* only the text form lacks them */
            changes->keys.n = 0;
            status = COMITIA_OK;
        }
    }
    cm_law_clear(s.law);
    cm_arena_clear(&s.scratch);
    return status;
}
