#include "engine/law/law.h"

#include "engine/law/law_order.h"

/* Things that are defined by others, on the way to being visited. */
typedef struct ref {
    cm_cond_kind what;
    uint32_t index;
} ref;
typedef cm_vec(ref) refs;

typedef struct frame {
    refs to;
    size_t next;
    ref thing;
    bool is_thing; /* false for the roots */
} frame;

typedef struct search {
    cm_law *law;
    const cm_model *model;
    uint8_t *seen_act, *seen_outcome, *seen_ladder, *seen_fact;
    cm_vec(frame) stack;
    cm_vec(cm_atom) facts, acts;
    cm_vec(ref) order; /* defined things, after what they depend on */
} search;

static bool add_refs(cm_arena *arena, refs *to, const cm_cond *cond)
{
    switch (cond->kind) {
    case CM_COND_EITHER:
        return cm_push(arena, to, (ref){CM_COND_ACT, cond->index}) &&
               cm_push(arena, to, (ref){CM_COND_ACT, cond->other});
    case CM_COND_ACT:
    case CM_COND_OUTCOME:
    case CM_COND_LADDER:
        return cm_push(arena, to, (ref){cond->kind, cond->index});
    case CM_COND_FACT:
    case CM_COND_OPTION:
        return cm_push(arena, to, (ref){CM_COND_FACT, cond->index});
    case CM_COND_POINT: return true;
    case CM_COND_NOT:
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT: break;
    }
    for (uint32_t i = 0; i < cond->n_children; i++)
        if (!add_refs(arena, to, cond->children[i]))
            return false;
    return true;
}

static bool is_nested(const cm_model *model, const cm_act *act)
{
    return act->body != CM_NONE && model->bodies[act->body].nested;
}

static bool refs_of_act(search *s, refs *to, uint32_t index)
{
    const cm_act *act = &s->model->acts[index];
    for (uint32_t i = 0; i < act->n_arms; i++)
        if (act->arms[i].cond &&
            !add_refs(s->law->arena, to, act->arms[i].cond))
            return false;
    if (is_nested(s->model, act) && !s->law->world->acts[index].settled)
        for (uint32_t v = 0; v < act->n_voters; v++) {
            const cm_entry *entry =
                &s->model->bodies[act->body].entries[act->voters[v].entry];
            if (!add_refs(s->law->arena, to, entry->as))
                return false;
        }
    return true;
}

static bool refs_of_ladder(search *s, refs *to, uint32_t index)
{
    const cm_ladder *ladder = &s->model->ladders[index];
    for (uint32_t c = 0; c < ladder->n_courts; c++) {
        const cm_court *court = &ladder->courts[c];
        if (!cm_push(s->law->arena, to, (ref){CM_COND_ACT, court->to}) ||
            (court->to_against != CM_NONE &&
             !cm_push(s->law->arena, to,
                      (ref){CM_COND_ACT, court->to_against})) ||
            !cm_push(s->law->arena, to, (ref){CM_COND_ACT, court->at}))
            return false;
    }
    return true;
}

static bool refs_of(search *s, refs *to, ref thing)
{
    cm_arena *arena = s->law->arena;
    if (thing.what == CM_COND_OUTCOME) {
        const cm_outcome *o = &s->model->outcomes[thing.index];
        return add_refs(arena, to, o->when) &&
               (!o->unless || add_refs(arena, to, o->unless));
    }
    return thing.what == CM_COND_LADDER ? refs_of_ladder(s, to, thing.index)
                                        : refs_of_act(s, to, thing.index);
}

static uint8_t *seen_of(search *s, ref thing)
{
    return thing.what == CM_COND_ACT       ? &s->seen_act[thing.index]
           : thing.what == CM_COND_OUTCOME ? &s->seen_outcome[thing.index]
           : thing.what == CM_COND_LADDER  ? &s->seen_ladder[thing.index]
                                           : &s->seen_fact[thing.index];
}

/* First visit of a thing: an atom at once, a defined thing on the stack. */
static bool visit(search *s, ref thing)
{
    cm_law *law = s->law;
    uint8_t *seen = seen_of(s, thing);
    if (*seen)
        return true;
    *seen = 1;
    if (thing.what == CM_COND_FACT) {
        if (law->world->facts[thing.index].settled)
            return true;
        cm_atom atom = {s->model->facts[thing.index].is_choice ? CM_ATOM_CHOICE
                                                               : CM_ATOM_FACT,
                        thing.index};
        return cm_push(law->arena, &s->facts, atom);
    }
    if (thing.what == CM_COND_ACT &&
        !is_nested(s->model, &s->model->acts[thing.index]) &&
        !law->world->acts[thing.index].settled &&
        !cm_push(law->arena, &s->acts, (cm_atom){CM_ATOM_ACT, thing.index}))
        return false;
    frame f = {.thing = thing, .is_thing = true};
    return refs_of(s, &f.to, thing) && cm_push(law->arena, &s->stack, f);
}

static comitia_status walk(search *s, const cm_cond *const *roots,
                           uint32_t n_roots)
{
    frame top = {0};
    for (uint32_t i = 0; i < n_roots; i++)
        if (!add_refs(s->law->arena, &top.to, roots[i]))
            return COMITIA_E_NOMEM;
    if (!cm_push(s->law->arena, &s->stack, top))
        return COMITIA_E_NOMEM;
    while (s->stack.n) {
        frame *f = &s->stack.at[s->stack.n - 1];
        if (f->next < f->to.n) {
            CM_TRY(cm_spend(s->law->ctx, 10));
            if (!visit(s, f->to.at[f->next++]))
                return COMITIA_E_NOMEM;
            continue;
        }
        if (f->is_thing && !cm_push(s->law->arena, &s->order, f->thing))
            return COMITIA_E_NOMEM;
        s->stack.n--;
    }
    return COMITIA_OK;
}

static bool has_chance(const cm_model *model, cm_atom atom)
{
    return model->facts[atom.index].state == CM_FACT_CHANCE;
}

/* Facts and choices, those with a chance last if asked; then acts. */
static bool set_atoms(search *s, const cm_law_options *options)
{
    cm_law *law = s->law;
    law->n_fact_atoms = (uint32_t)s->facts.n;
    law->n_atoms = (uint32_t)(s->facts.n + s->acts.n);
    law->atoms = cm_new_n(law->arena, cm_atom, law->n_atoms);
    if (!law->atoms)
        return false;
    uint32_t n = 0;
    for (int late = 0; late < 2; late++)
        for (size_t i = 0; i < s->facts.n; i++)
            if ((options->chance_last &&
                 has_chance(s->model, s->facts.at[i])) == (late == 1))
                law->atoms[n++] = s->facts.at[i];
    for (size_t i = 0; i < s->acts.n; i++)
        law->atoms[n++] = s->acts.at[i];
    return true;
}

uint32_t cm_atom_size(const cm_model *model, cm_atom atom)
{
    return atom.kind == CM_ATOM_CHOICE ? model->facts[atom.index].n_options : 2;
}

/* Levels: the caller's, the atoms, and two for each member of a nested body,
   whose rule is compiled on them and then composed. */
static void count_levels(search *s, const cm_law_options *options)
{
    cm_law *law = s->law;
    for (size_t i = 0; i < s->order.n; i++) {
        const cm_act *act = &s->model->acts[s->order.at[i].index];
        if (s->order.at[i].what == CM_COND_ACT && is_nested(s->model, act) &&
            act->n_voters > law->n_nested)
            law->n_nested = act->n_voters;
    }
    law->first = options->n_extra;
    law->first_nested = law->first + law->n_atoms;
}

static void forget(cm_law *law)
{
    const cm_model *model = law->world->model;
    memset(law->fact_level, 0xff, model->n_facts * sizeof(uint32_t));
    memset(law->act_level, 0xff, model->n_acts * sizeof(uint32_t));
    memset(law->act_memo, 0xff, model->n_acts * sizeof(cm_fn));
    memset(law->outcome_memo, 0xff, model->n_outcomes * sizeof(cm_fn));
    memset(law->ladder_memo, 0xff, model->n_ladders * sizeof(cm_fn));
    law->n_made = 0;
    cm_diagram_free(law->d);
    law->d = NULL;
}

comitia_status cm_law_arrange(cm_law *law, const uint32_t *order)
{
    forget(law);
    for (uint32_t i = 0; i < law->n_atoms; i++) {
        uint32_t atom = order ? order[i] : i, level = law->first + i;
        cm_atom at = law->atoms[atom];
        law->level[atom] = level;
        law->atom_at[i] = atom;
        law->sizes[level] = cm_atom_size(law->world->model, at);
        (at.kind == CM_ATOM_ACT ? law->act_level : law->fact_level)[at.index] =
            level;
    }
    return cm_diagram_new(law->ctx, law->sizes,
                          law->first_nested + law->n_nested, &law->d);
}

static bool new_tables(cm_law *law, const cm_law_options *options)
{
    const cm_model *model = law->world->model;
    uint64_t n = (uint64_t)law->first_nested + law->n_nested;
    law->fact_level = cm_new_n(law->arena, uint32_t, model->n_facts);
    law->act_level = cm_new_n(law->arena, uint32_t, model->n_acts);
    law->act_memo = cm_new_n(law->arena, cm_fn, model->n_acts);
    law->outcome_memo = cm_new_n(law->arena, cm_fn, model->n_outcomes);
    law->ladder_memo = cm_new_n(law->arena, cm_fn, model->n_ladders);
    law->ranges = cm_new_n(law->arena, cm_arm_range *, model->n_acts);
    law->level = cm_new_n(law->arena, uint32_t, law->n_atoms);
    law->atom_at = cm_new_n(law->arena, uint32_t, law->n_atoms);
    law->sizes = cm_new_n(law->arena, uint32_t, n);
    if (!law->fact_level || !law->act_level || !law->act_memo ||
        !law->outcome_memo || !law->ladder_memo || !law->ranges ||
        !law->level || !law->atom_at || !law->sizes)
        return false;
    for (uint32_t l = 0; l < n; l++)
        law->sizes[l] = l < law->first ? options->extra_sizes[l] : 2;
    return true;
}

static bool new_search(search *s)
{
    cm_arena *arena = s->law->arena;
    s->seen_act = cm_new_n(arena, uint8_t, s->model->n_acts);
    s->seen_outcome = cm_new_n(arena, uint8_t, s->model->n_outcomes);
    s->seen_ladder = cm_new_n(arena, uint8_t, s->model->n_ladders);
    s->seen_fact = cm_new_n(arena, uint8_t, s->model->n_facts);
    return s->seen_act && s->seen_outcome && s->seen_ladder && s->seen_fact;
}

static const cm_cond *const *keep_roots(cm_arena *arena,
                                        const cm_cond *const *roots, uint32_t n)
{
    const cm_cond **kept = cm_new_n(arena, const cm_cond *, n);
    for (uint32_t i = 0; kept && i < n; i++)
        kept[i] = roots[i];
    return kept;
}

const cm_law_options cm_any_order = {.any_order = true};

comitia_status cm_law_new(cm_ctx *ctx, cm_arena *arena, const cm_world *world,
                          const cm_cond *const *roots, uint32_t n_roots,
                          const cm_law_options *options, cm_law **out)
{
    static const cm_law_options plain;
    if (!options)
        options = &plain;
    cm_law *law = cm_new(arena, cm_law);
    if (!law)
        return COMITIA_E_NOMEM;
    *law = (cm_law){.ctx = ctx,
                    .arena = arena,
                    .world = world,
                    .n_roots = n_roots,
                    .any_order = options->any_order && !options->n_extra,
                    .chance_last = options->chance_last,
                    .acts_last = options->acts_last,
                    .without_ranges = options->without_ranges,
                    .loose = options->loose};
    search s = {.law = law, .model = world->model};
    if (!new_search(&s))
        return COMITIA_E_NOMEM;
    CM_TRY(walk(&s, roots, n_roots));
    law->roots = keep_roots(arena, roots, n_roots);
    if (!law->roots)
        return COMITIA_E_NOMEM;
    if (!set_atoms(&s, options))
        return COMITIA_E_NOMEM;
    count_levels(&s, options);
    law->n_order = (uint32_t)s.order.n;
    law->order = cm_new_n(arena, cm_law_thing, law->n_order);
    if (!new_tables(law, options) || !law->order)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < law->n_order; i++)
        law->order[i] = (cm_law_thing){s.order.at[i].what, s.order.at[i].index};
    CM_TRY(cm_law_arrange(law, NULL));
    *out = law;
    return COMITIA_OK;
}

void cm_law_clear(cm_law *law)
{
    if (law) {
        cm_diagram_free(law->d);
        law->d = NULL;
    }
}

const cm_cond *cm_cond_of(cm_arena *arena, cm_cond_kind kind, uint32_t index,
                          uint32_t other, uint32_t option)
{
    cm_cond *cond = cm_new(arena, cm_cond);
    if (cond)
        *cond = (cm_cond){
            .kind = kind, .index = index, .other = other, .option = option};
    return cond;
}
