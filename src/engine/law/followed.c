#include "engine/law/followed.h"

enum {
    OPEN = 0, FAILS = 1, PASSES = 2, /* what an arm leaves of an act */
    GROWTH = 8,                      /* nodes, as often as at first */
    SPARE_NODES = 100000
};

struct cm_followed {
    cm_ctx *ctx;
    const cm_model *model;
    cm_world_options options;
    const cm_cond *const *roots;
    uint32_t n_roots;
    cm_world *world;  /* as it stands; in the caller's arena */
    uint32_t n_read;  /* events */
    uint32_t n_made;
    uint8_t *loose_fact, *loose_act; /* events to come may change it */
    uint32_t *fact;   /* per fact: 1 + the value it was restricted to, or 0 */
    uint8_t **arms;   /* per act, arm: what it was restricted to; NULL: OPEN */
    cm_fn *whole, *now; /* per root: nothing settled; as it stands */
    /* The law and what belongs to its levels, made anew together. */
    cm_arena arena;
    cm_world loose;   /* as `world`, with nothing settled that is loose */
    cm_law *law;
    uint32_t first_nodes;
    uint32_t *value;  /* per level: to be fixed at; CM_NOTHING outside use */
    cm_fn *by;        /* per level: to be put in its place; likewise */
};

static uint32_t arms_of(const cm_act *act)
{
    return act->n_arms ? act->n_arms : 1;
}

static bool is_nested(const cm_followed *f, uint32_t act)
{
    uint32_t body = f->model->acts[act].body;
    return body != CM_NONE && f->model->bodies[body].nested;
}

/* ---- what is still to change
 * --------------------------------------------------------- */

static void loosen_act(cm_followed *f, uint32_t act)
{
    if (!is_nested(f, act) && f->world->acts[act].by != CM_BY_SUPPOSITION)
        f->loose_act[act] = 1;
}

static void loosen_fact(cm_followed *f, uint32_t fact)
{
    if (f->world->facts[fact].by != CM_BY_SUPPOSITION)
        f->loose_fact[fact] = 1;
}

static void loosen_settled(cm_followed *f, const cm_event *event)
{
    if (event->what == CM_COND_FACT || event->what == CM_COND_OPTION) {
        loosen_fact(f, event->index);
        return;
    }
    loosen_act(f, event->index);
    if (event->what == CM_COND_EITHER)
        loosen_act(f, event->other);
}

/* Bodies whose seats change are gathered first: they may change often. */
static comitia_status loosen(cm_followed *f)
{
    const cm_model *model = f->model;
    uint8_t *body = cm_new_n(&f->arena, uint8_t, model->n_bodies);
    if (!body)
        return COMITIA_E_NOMEM;
    memset(f->loose_fact, 0, model->n_facts);
    memset(f->loose_act, 0, model->n_acts);
    for (uint32_t i = f->n_read; i < model->n_events; i++) {
        const cm_event *event = &model->events[i];
        if (event->kind == CM_EVENT_SETTLES)
            loosen_settled(f, event);
        else if (event->kind == CM_EVENT_VOTE)
            loosen_act(f, event->index);
        else
            body[event->body] = 1;
    }
    for (uint32_t a = 0; a < model->n_acts; a++)
        if ((model->acts[a].body != CM_NONE && body[model->acts[a].body]) ||
            (f->options.has_on && model->acts[a].has_until))
            loosen_act(f, a);
    return cm_spend(f->ctx, (uint64_t)model->n_acts + model->n_events -
                                f->n_read + 1);
}

static comitia_status loose_world(cm_followed *f)
{
    const cm_model *model = f->model;
    f->loose = *f->world;
    f->loose.facts = cm_new_n(&f->arena, cm_fact_now, model->n_facts);
    f->loose.acts = cm_new_n(&f->arena, cm_act_now, model->n_acts);
    if (!f->loose.facts || !f->loose.acts)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < model->n_facts; i++)
        if (!f->loose_fact[i])
            f->loose.facts[i] = f->world->facts[i];
    for (uint32_t a = 0; a < model->n_acts; a++) {
        f->loose.acts[a] = f->world->acts[a];
        if (f->loose_act[a])
            f->loose.acts[a].settled = CM_UNSETTLED;
    }
    return COMITIA_OK;
}

/* ---- restricting
 * --------------------------------------------------------------------- */

/* Every arm that leaves the act open leaves it its own variable, elsewhere it
   is a constant. Facts that are settled are put in. */
static comitia_status put_arms(cm_followed *f, uint32_t act,
                               const uint32_t *facts)
{
    cm_law *law = f->law;
    cm_fn itself, chosen, passes = CM_FALSE;
    CM_TRY(cm_fn_is(law->d, law->act_level[act], 1, &itself));
    for (uint32_t i = 0; i < arms_of(&f->model->acts[act]); i++) {
        if (f->arms[act][i] == FAILS)
            continue;
        CM_TRY(cm_law_arm(law, act, i, &chosen));
        CM_TRY(cm_fn_assign(law->d, &chosen, 1, facts));
        if (f->arms[act][i] == OPEN)
            CM_TRY(cm_fn_and(law->d, chosen, itself, &chosen));
        CM_TRY(cm_fn_or(law->d, passes, chosen, &passes));
    }
    f->by[law->act_level[act]] = passes;
    return COMITIA_OK;
}

static bool are_alike(const cm_followed *f, uint32_t act)
{
    const uint8_t *arms = f->arms[act];
    for (uint32_t i = 1; i < arms_of(&f->model->acts[act]); i++)
        if (arms[i] != arms[0])
            return false;
    return true;
}

/* Puts what is noted of one act into `value` or `by`. */
static comitia_status put_act(cm_followed *f, uint32_t act,
                              const uint32_t *facts, bool *composes)
{
    if (!are_alike(f, act)) {
        *composes = true;
        return put_arms(f, act, facts);
    }
    if (f->arms[act][0] != OPEN)
        f->value[f->law->act_level[act]] = f->arms[act][0] == PASSES;
    return COMITIA_OK;
}

static comitia_status restrict_by(cm_followed *f, bool composes)
{
    CM_TRY(cm_fn_assign(f->law->d, f->now, f->n_roots, f->value));
    return composes
               ? cm_fn_compose_all(f->law->d, f->now, f->n_roots, f->by)
               : COMITIA_OK;
}

/* Levels of the settled facts; lives in `scratch`. */
static comitia_status settled_facts(const cm_followed *f, cm_arena *scratch,
                                    uint32_t **facts)
{
    uint32_t n = cm_diagram_levels(f->law->d);
    *facts = cm_new_n(scratch, uint32_t, n);
    if (!*facts)
        return COMITIA_E_NOMEM;
    memset(*facts, 0xff, n * sizeof **facts); /* CM_NOTHING */
    for (uint32_t i = 0; i < f->law->n_fact_atoms; i++) {
        uint32_t fact = f->law->atoms[i].index;
        if (f->fact[fact])
            (*facts)[f->law->fact_level[fact]] = f->fact[fact] - 1;
    }
    return COMITIA_OK;
}

/* ---- what an event touches
 * ----------------------------------------------------------- */

/* Things that are not as the roots were restricted last. */
typedef struct touched {
    cm_followed *f;
    cm_arena scratch;
    cm_vec(uint32_t) facts, acts;
    bool again; /* something was taken back or is another value */
} touched;

static comitia_status touch_fact(touched *t, uint32_t fact)
{
    cm_followed *f = t->f;
    const cm_fact_now *now = &f->world->facts[fact];
    uint32_t want = !now->settled                     ? 0
                    : f->model->facts[fact].is_choice ? 1 + now->option
                    : now->settled == CM_SETTLED_TRUE ? 2
                                                      : 1;
    if (!f->loose_fact[fact] || f->law->fact_level[fact] == CM_NONE ||
        f->fact[fact] == want)
        return COMITIA_OK;
    t->again |= f->fact[fact] != 0;
    f->fact[fact] = want;
    return cm_push(&t->scratch, &t->facts, fact) ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status arm_now(const cm_followed *f, uint32_t act, uint32_t arm,
                              uint8_t *left)
{
    cm_arm_range range;
    cm_settled settled = f->world->acts[act].settled;
    if (settled) {
        *left = settled == CM_SETTLED_TRUE ? PASSES : FAILS;
        return COMITIA_OK;
    }
    CM_TRY(cm_arm_range_of(f->ctx, f->world, act, arm, &range));
    *left = !range.can_pass ? FAILS : range.can_fail ? OPEN : PASSES;
    return COMITIA_OK;
}

static comitia_status touch_act(touched *t, uint32_t act)
{
    cm_followed *f = t->f;
    bool changed = false;
    uint32_t n = arms_of(&f->model->acts[act]);
    if (!f->loose_act[act] || f->law->act_level[act] == CM_NONE)
        return COMITIA_OK;
    if (!f->arms[act] && !(f->arms[act] = cm_new_n(&f->arena, uint8_t, n)))
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        uint8_t left, *was = &f->arms[act][i];
        CM_TRY(arm_now(f, act, i, &left));
        changed |= left != *was;
        t->again |= left != *was && *was != OPEN;
        *was = left;
    }
    return !changed || cm_push(&t->scratch, &t->acts, act) ? COMITIA_OK
                                                           : COMITIA_E_NOMEM;
}

static comitia_status touch_all(touched *t)
{
    for (uint32_t i = 0; i < t->f->model->n_facts; i++)
        CM_TRY(touch_fact(t, i));
    for (uint32_t a = 0; a < t->f->model->n_acts; a++)
        CM_TRY(touch_act(t, a));
    return COMITIA_OK;
}

static comitia_status touch_event(touched *t, const cm_event *event)
{
    const cm_followed *f = t->f;
    bool seats = event->kind == CM_EVENT_SEATS;
    if (event->kind == CM_EVENT_SETTLES &&
        (event->what == CM_COND_FACT || event->what == CM_COND_OPTION))
        CM_TRY(touch_fact(t, event->index));
    else if (!seats)
        CM_TRY(touch_act(t, event->index));
    if (event->kind == CM_EVENT_SETTLES && event->what == CM_COND_EITHER)
        CM_TRY(touch_act(t, event->other));
    for (uint32_t a = 0; a < f->model->n_acts; a++)
        if ((seats && f->model->acts[a].body == event->body) ||
            (f->options.has_on && f->model->acts[a].has_until))
            CM_TRY(touch_act(t, a));
    return COMITIA_OK;
}

/* Restricts the roots by what was touched; the whole law by all that is
   settled if that takes something back. */
static comitia_status catch_up(touched *t)
{
    cm_followed *f = t->f;
    uint32_t n = cm_diagram_levels(f->law->d), *facts;
    bool composes = false;
    if (t->again) {
        for (uint32_t i = 0; i < f->law->n_atoms; i++) {
            cm_atom atom = f->law->atoms[i];
            if (atom.kind == CM_ATOM_ACT ? !f->arms[atom.index]
                                         : !f->fact[atom.index])
                continue;
            if (!cm_push(&t->scratch,
                         atom.kind == CM_ATOM_ACT ? &t->acts : &t->facts,
                         atom.index))
                return COMITIA_E_NOMEM;
        }
        if (f->n_roots)
            memcpy(f->now, f->whole, f->n_roots * sizeof *f->now);
    }
    CM_TRY(settled_facts(f, &t->scratch, &facts));
    memset(f->value, 0xff, n * sizeof *f->value); /* CM_NOTHING */
    memset(f->by, 0xff, n * sizeof *f->by);
    for (size_t i = 0; i < t->facts.n; i++)
        if (f->fact[t->facts.at[i]])
            f->value[f->law->fact_level[t->facts.at[i]]] =
                f->fact[t->facts.at[i]] - 1;
    for (size_t i = 0; i < t->acts.n; i++)
        CM_TRY(put_act(f, t->acts.at[i], facts, &composes));
    return restrict_by(f, composes);
}

/* event NULL: whatever may have changed. */
static comitia_status follow(cm_followed *f, const cm_event *event)
{
    touched t = {.f = f};
    comitia_status status;
    cm_arena_init(&t.scratch, f->ctx->allocator);
    status = event ? touch_event(&t, event) : touch_all(&t);
    if (status == COMITIA_OK && (t.facts.n || t.acts.n))
        status = catch_up(&t);
    cm_arena_clear(&t.scratch);
    return status;
}

/* ---- the law
 * ------------------------------------------------------------------------- */

static comitia_status make_law(cm_followed *f)
{
    cm_law_options options = {.any_order = true, .loose = f->loose_act};
    cm_law_clear(f->law);
    f->law = NULL;
    cm_arena_clear(&f->arena);
    cm_arena_init(&f->arena, f->ctx->allocator);
    memset(f->fact, 0, f->model->n_facts * sizeof *f->fact);
    memset(f->arms, 0, f->model->n_acts * sizeof *f->arms);
    f->n_made++;
    CM_TRY(loosen(f));
    CM_TRY(loose_world(f));
    CM_TRY(cm_law_new(f->ctx, &f->arena, &f->loose, f->roots, f->n_roots,
                      &options, &f->law));
    for (uint32_t i = 0; i < f->n_roots; i++) {
        CM_TRY(cm_law_fn(f->law, f->roots[i], &f->whole[i]));
        f->now[i] = f->whole[i];
    }
    uint32_t n = cm_diagram_levels(f->law->d);
    f->value = cm_new_n(&f->arena, uint32_t, n);
    f->by = cm_new_n(&f->arena, cm_fn, n);
    if (!f->value || !f->by)
        return COMITIA_E_NOMEM;
    f->first_nodes = cm_diagram_nodes(f->law->d);
    return follow(f, NULL);
}

/* The event is no restriction of the law but another law: acts of a body whose
   members vote as something are no variables but functions, made with it. */
static bool changes_law(const cm_followed *f, const cm_event *event)
{
    for (uint32_t a = 0;
         event->kind == CM_EVENT_SEATS && a < f->model->n_acts; a++)
        if (f->model->acts[a].body == event->body && is_nested(f, a) &&
            f->law->act_memo[a] != CM_NOTHING)
            return true;
    return false;
}

static bool has_grown(const cm_followed *f)
{
    return cm_diagram_nodes(f->law->d) / GROWTH >
           f->first_nodes + SPARE_NODES / GROWTH;
}

comitia_status cm_followed_next(cm_followed *f)
{
    const cm_event *event = &f->model->events[f->n_read];
    int32_t day = event->days.hi;
    if (f->options.has_on && f->options.on < day)
        day = f->options.on;
    CM_TRY(cm_spend(f->ctx, (uint64_t)f->model->n_acts + 1));
    cm_world_read(f->world, event, &f->options, day);
    f->n_read++;
    return changes_law(f, event) || has_grown(f) ? make_law(f)
                                                 : follow(f, event);
}

cm_fn cm_followed_fn(const cm_followed *f, uint32_t i)
{
    return f->now[i];
}

uint32_t cm_followed_made(const cm_followed *f)
{
    return f->n_made;
}

static bool new_arrays(cm_followed *f, cm_arena *arena)
{
    f->loose_fact = cm_new_n(arena, uint8_t, f->model->n_facts);
    f->loose_act = cm_new_n(arena, uint8_t, f->model->n_acts);
    f->fact = cm_new_n(arena, uint32_t, f->model->n_facts);
    f->arms = cm_new_n(arena, uint8_t *, f->model->n_acts);
    f->whole = cm_new_n(arena, cm_fn, f->n_roots);
    f->now = cm_new_n(arena, cm_fn, f->n_roots);
    return f->loose_fact && f->loose_act && f->fact && f->arms && f->whole &&
           f->now;
}

comitia_status cm_followed_new(cm_ctx *ctx, cm_arena *arena,
                               const cm_model *model,
                               const cm_world_options *options,
                               const cm_cond *const *roots, uint32_t n_roots,
                               cm_followed **out)
{
    cm_followed *f = cm_new(arena, cm_followed);
    if (!f)
        return COMITIA_E_NOMEM;
    *f = (cm_followed){.ctx = ctx,
                       .model = model,
                       .options = *options,
                       .roots = roots,
                       .n_roots = n_roots};
    cm_arena_init(&f->arena, ctx->allocator);
    cm_world_options before = *options;
    before.has_on = false; /* time has not begun */
    CM_TRY(cm_world_new(ctx, arena, model, &before, &f->world));
    if (!new_arrays(f, arena))
        return COMITIA_E_NOMEM;
    comitia_status status = make_law(f);
    if (status != COMITIA_OK)
        cm_followed_clear(f);
    else
        *out = f;
    return status;
}

void cm_followed_clear(cm_followed *f)
{
    if (f) {
        cm_law_clear(f->law);
        f->law = NULL;
        cm_arena_clear(&f->arena);
    }
}
