#include "engine/law/law_order.h"

#include <stdlib.h>

#include "engine/diagram/order.h"

/* ---- the circuit of a law
 * ------------------------------------------------------- */

typedef struct drawing {
    cm_law *law;
    cm_arena *arena;
    uint32_t *act, *outcome, *ladder; /* node of each, or CM_NONE: constant */
    cm_vec(uint32_t) input, first;
} drawing;

/* A gate over n nodes; constants count for nothing. One input: no gate. */
static comitia_status gate(drawing *g, const uint32_t *of, uint32_t n,
                           uint32_t *out)
{
    size_t before = g->input.n;
    for (uint32_t i = 0; i < n; i++)
        if (of[i] != CM_NONE && !cm_push(g->arena, &g->input, of[i]))
            return COMITIA_E_NOMEM;
    *out = g->input.n > before ? g->input.at[before] : CM_NONE;
    if (g->input.n - before < 2) {
        g->input.n = before;
        return COMITIA_OK;
    }
    *out = (uint32_t)g->first.n - 1;
    return cm_push(g->arena, &g->first, (uint32_t)g->input.n) ? COMITIA_OK
                                                              : COMITIA_E_NOMEM;
}

static comitia_status draw_cond(drawing *g, const cm_cond *cond, uint32_t *out)
{
    uint32_t pair[2];
    switch (cond->kind) {
    case CM_COND_EITHER:
        pair[0] = g->act[cond->index];
        pair[1] = g->act[cond->other];
        return gate(g, pair, 2, out);
    case CM_COND_ACT: *out = g->act[cond->index]; return COMITIA_OK;
    case CM_COND_OUTCOME: *out = g->outcome[cond->index]; return COMITIA_OK;
    case CM_COND_LADDER: *out = g->ladder[cond->index]; return COMITIA_OK;
    case CM_COND_FACT:
    case CM_COND_OPTION:
        *out = g->law->fact_level[cond->index];
        return COMITIA_OK;
    case CM_COND_POINT: *out = CM_NONE; return COMITIA_OK;
    case CM_COND_NOT:
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT: break;
    }
    uint32_t *of = cm_new_n(g->arena, uint32_t, cond->n_children);
    if (!of)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < cond->n_children; i++)
        CM_TRY(draw_cond(g, cond->children[i], &of[i]));
    return gate(g, of, cond->n_children, out);
}

/* An act is its level and what its arms and nested members depend on. */
static comitia_status draw_act(drawing *g, uint32_t index)
{
    const cm_model *model = g->law->world->model;
    const cm_act *act = &model->acts[index];
    bool nested = act->body != CM_NONE && model->bodies[act->body].nested;
    uint32_t n = 0;
    if (g->law->world->acts[index].settled)
        return COMITIA_OK;
    uint32_t *of =
        cm_new_n(g->arena, uint32_t, (uint64_t)act->n_arms + act->n_voters + 1);
    if (!of)
        return COMITIA_E_NOMEM;
    of[n++] = g->law->act_level[index];
    for (uint32_t i = 0; i < act->n_arms; i++)
        if (act->arms[i].cond)
            CM_TRY(draw_cond(g, act->arms[i].cond, &of[n++]));
    for (uint32_t v = 0; nested && v < act->n_voters; v++)
        CM_TRY(draw_cond(
            g, model->bodies[act->body].entries[act->voters[v].entry].as,
            &of[n++]));
    return gate(g, of, n, &g->act[index]);
}

static comitia_status draw_outcome(drawing *g, uint32_t index)
{
    const cm_outcome *o = &g->law->world->model->outcomes[index];
    uint32_t of[2] = {CM_NONE, CM_NONE};
    CM_TRY(draw_cond(g, o->when, &of[0]));
    if (o->unless)
        CM_TRY(draw_cond(g, o->unless, &of[1]));
    return gate(g, of, 2, &g->outcome[index]);
}

static comitia_status draw_ladder(drawing *g, uint32_t index)
{
    const cm_ladder *ladder = &g->law->world->model->ladders[index];
    uint32_t n = 0;
    uint32_t *of = cm_new_n(g->arena, uint32_t, 3 * (uint64_t)ladder->n_courts);
    if (!of)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < ladder->n_courts; c++) {
        const cm_court *court = &ladder->courts[c];
        of[n++] = g->act[court->to];
        if (court->to_against != CM_NONE)
            of[n++] = g->act[court->to_against];
        of[n++] = g->act[court->at];
    }
    return gate(g, of, n, &g->ladder[index]);
}

static uint32_t *no_nodes(cm_arena *arena, uint32_t n)
{
    uint32_t *nodes = cm_new_n(arena, uint32_t, n);
    if (nodes && n)
        memset(nodes, 0xff, n * sizeof *nodes);
    return nodes;
}

static comitia_status draw_all(drawing *g)
{
    cm_law *law = g->law;
    for (uint32_t i = 0; i < law->n_order; i++) {
        cm_law_thing thing = law->order[i];
        CM_TRY(cm_spend(law->ctx, 10));
        CM_TRY(thing.what == CM_COND_OUTCOME  ? draw_outcome(g, thing.index)
               : thing.what == CM_COND_LADDER ? draw_ladder(g, thing.index)
                                              : draw_act(g, thing.index));
    }
    uint32_t *of = cm_new_n(g->arena, uint32_t, law->n_roots);
    uint32_t root;
    if (!of)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < law->n_roots; i++)
        CM_TRY(draw_cond(g, law->roots[i], &of[i]));
    return gate(g, of, law->n_roots, &root);
}

/* The law in the order of its list, as it is before the first arrangement. */
static comitia_status draw(cm_law *law, cm_arena *arena, cm_circuit *circuit)
{
    const cm_model *model = law->world->model;
    drawing g = {.law = law,
                 .arena = arena,
                 .act = no_nodes(arena, model->n_acts),
                 .outcome = no_nodes(arena, model->n_outcomes),
                 .ladder = no_nodes(arena, model->n_ladders)};
    if (!g.act || !g.outcome || !g.ladder)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l <= law->n_atoms; l++)
        if (!cm_push(arena, &g.first, 0))
            return COMITIA_E_NOMEM;
    CM_TRY(draw_all(&g));
    *circuit = (cm_circuit){.n_leaves = law->n_atoms,
                            .n = (uint32_t)g.first.n - 1,
                            .first = g.first.at,
                            .input = g.input.at};
    return COMITIA_OK;
}

/* ---- which levels must be above others
 * ------------------------------------------ */

/* What is free is on top where chances are asked for; acts last if asked. */
static uint32_t rank_of(const cm_law *law, uint32_t atom)
{
    const cm_model *model = law->world->model;
    if (atom >= law->n_fact_atoms)
        return law->acts_last ? 2 : 1;
    bool chance = model->facts[law->atoms[atom].index].state == CM_FACT_CHANCE;
    return law->chance_last && !chance ? 0 : 1;
}

static void by_rank(const cm_law *law, uint32_t *order, uint32_t *scratch)
{
    uint32_t n = 0;
    for (uint32_t rank = 0; rank < 3; rank++)
        for (uint32_t i = 0; i < law->n_atoms; i++)
            if (rank_of(law, order[i]) == rank)
                scratch[n++] = order[i];
    if (n)
        memcpy(order, scratch, n * sizeof *order);
}

/* ---- trying
 * ------------------------------------------------------------------ */

/* the order of the list, and the others */
enum { N_KINDS = CM_ORDER_FORCE_SHARED + 1, N_ORDERS = N_KINDS + 1, FIRST_BOUND = 10000, GROWTH = 6 };

/* An order under trial and how many things it made before its bound. */
typedef struct contender {
    uint32_t *order; /* NULL: as listed */
    uint32_t made, place;
} contender;

static int most_made(const void *left, const void *right)
{
    const contender *a = left, *b = right;
    if (a->made != b->made)
        return a->made > b->made ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* Under a bound of nodes; 0: none. *fits is false if the bound was reached. */
static comitia_status try_one(cm_law *law, contender *c, uint32_t most,
                              bool *fits)
{
    CM_TRY(cm_law_arrange(law, c->order));
    cm_diagram_bound(law->d, most);
    comitia_status status = cm_law_make_all(law);
    *fits = !cm_diagram_at_bound(law->d);
    cm_diagram_bound(law->d, 0);
    c->made = law->n_made;
    return *fits ? status : COMITIA_OK;
}

static comitia_status contenders_of(cm_law *law, cm_arena *arena,
                                    contender *all, uint32_t *n)
{
    cm_circuit circuit;
    uint32_t *scratch = cm_new_n(arena, uint32_t, (uint64_t)law->n_atoms + 1);
    CM_TRY(cm_law_arrange(law, NULL));
    CM_TRY(draw(law, arena, &circuit));
    if (!scratch)
        return COMITIA_E_NOMEM;
    for (uint32_t kind = 0; kind < N_KINDS; kind++) {
        uint32_t *order = cm_new_n(arena, uint32_t, (uint64_t)law->n_atoms + 1);
        if (!order)
            return COMITIA_E_NOMEM;
        CM_TRY(
            cm_order_of(law->ctx, arena, &circuit, (cm_order_kind)kind, order));
        by_rank(law, order, scratch);
        all[*n] = (contender){order, 0, *n};
        ++*n;
    }
    return COMITIA_OK;
}

/* A bound that grows; a third of the orders, those that came furthest, go on.
   The last is on its own, with no bound but the question's. */
static comitia_status compete(cm_law *law, contender *all, uint32_t n)
{
    uint32_t most = FIRST_BOUND;
    bool fits = false;
    for (; n > 1; n = (n + 2) / 3, most *= GROWTH) {
        for (uint32_t i = 0; i < n; i++) {
            CM_TRY(try_one(law, &all[i], most, &fits));
            if (fits)
                return COMITIA_OK;
        }
        qsort(all, n, sizeof *all, most_made);
    }
    return try_one(law, &all[0], 0, &fits);
}

comitia_status cm_law_make(cm_law *law)
{
    enum { LISTED_BOUND = 200000 };
    contender all[N_ORDERS];
    uint32_t n = 0;
    cm_arena scratch;
    comitia_status status;
    bool fits;
    if (!law->any_order || law->point_fn)
        return cm_law_make_all(law);
    cm_arena_init(&scratch, law->ctx->allocator);
    all[n++] = (contender){.order = NULL};
    if (!law->chance_last || law->n_atoms < 4) {
        CM_GO(try_one(law, &all[0], LISTED_BOUND, &fits));
        if (fits)
            goto done;
    } else {
        n = 0;
    }
    CM_GO(contenders_of(law, &scratch, all, &n));
    status = compete(law, all, n);
done:
    cm_arena_clear(&scratch);
    return status;
}
