#include "lang/resolve/event_order.h"

#include <assert.h>
#include <stdlib.h>

#include "lang/resolve/event_set.h"

/* Work for one file: beyond it the search for conflicts is left out. */
#define MOST_STEPS UINT64_C(2000000000)

/* ---- display order ------------------------------------------------------ */

typedef struct dated {
    cm_days days;
    uint32_t place;
} dated;

static int by_display(const void *left, const void *right)
{
    const dated *a = left, *b = right;
    if (a->days.hi != b->days.hi)
        return a->days.hi < b->days.hi ? -1 : 1;
    if (a->days.lo != b->days.lo)
        return a->days.lo < b->days.lo ? -1 : 1;
    return a->place < b->place ? -1 : 1;
}

comitia_status cm_order_events(cm_arena *scratch, cm_event *events, uint32_t n,
                               uint32_t **place)
{
    dated *order = cm_new_n(scratch, dated, n);
    cm_event *copy = cm_new_n(scratch, cm_event, n);
    uint32_t *places = cm_new_n(scratch, uint32_t, n);
    if (!order || !copy || !places)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        order[i] = (dated){events[i].days, i};
        copy[i] = events[i];
    }
    qsort(order, n, sizeof *order, by_display);
    for (uint32_t i = 0; i < n; i++) {
        places[i] = order[i].place;
        events[i] = copy[places[i]];
        events[i].order = i;
    }
    *place = places;
    return COMITIA_OK;
}

/* ---- who depends on what ------------------------------------------------ */

/* Facts, acts, outcomes and ladders as nodes of one graph. */
typedef struct graph {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_model *model;
    uint32_t act, outcome, ladder, n; /* first node of each kind; all nodes */
    cm_vec(uint32_t) parts;           /* of all nodes, one after the other */
    size_t *first_part; /* of each node, and where the last ends */
    uint32_t *order;    /* nodes, each after its parts */
} graph;

static bool add_part(graph *g, uint32_t node)
{
    return cm_push(g->arena, &g->parts, node);
}

/* As deep as the parser lets conditions nest. */
static bool add_cond(graph *g, const cm_cond *cond)
{
    switch (cond->kind) {
    case CM_COND_EITHER:
        return add_part(g, g->act + cond->index) &&
               add_part(g, g->act + cond->other);
    case CM_COND_ACT: return add_part(g, g->act + cond->index);
    case CM_COND_FACT:
    case CM_COND_OPTION: return add_part(g, cond->index);
    case CM_COND_OUTCOME: return add_part(g, g->outcome + cond->index);
    case CM_COND_LADDER: return add_part(g, g->ladder + cond->index);
    case CM_COND_POINT: return true;
    case CM_COND_NOT:
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT: break;
    }
    for (uint32_t i = 0; i < cond->n_children; i++)
        if (!add_cond(g, cond->children[i]))
            return false;
    return true;
}

static bool add_act(graph *g, const cm_act *act)
{
    for (uint32_t i = 0; i < act->n_arms; i++)
        if (act->arms[i].cond && !add_cond(g, act->arms[i].cond))
            return false;
    if (act->body == CM_NONE || !g->model->bodies[act->body].nested)
        return true;
    const cm_body *body = &g->model->bodies[act->body];
    for (uint32_t v = 0; v < act->n_voters; v++) {
        uint32_t entry = act->voters[v].entry;
        if (entry != CM_NONE && body->entries[entry].as &&
            !add_cond(g, body->entries[entry].as))
            return false;
    }
    return true;
}

static bool add_ladder(graph *g, const cm_ladder *ladder)
{
    for (uint32_t c = 0; c < ladder->n_courts; c++) {
        const cm_court *court = &ladder->courts[c];
        if (!add_part(g, g->act + court->to) ||
            !add_part(g, g->act + court->at) ||
            (court->to_against != CM_NONE &&
             !add_part(g, g->act + court->to_against)))
            return false;
    }
    return true;
}

static bool add_parts(graph *g, uint32_t node)
{
    if (node >= g->ladder)
        return add_ladder(g, &g->model->ladders[node - g->ladder]);
    if (node >= g->outcome) {
        const cm_outcome *o = &g->model->outcomes[node - g->outcome];
        return add_cond(g, o->when) && (!o->unless || add_cond(g, o->unless));
    }
    return node < g->act || add_act(g, &g->model->acts[node - g->act]);
}

/* Orders the nodes by depth-first search; definitions have no circles. */
static comitia_status order_nodes(graph *g)
{
    uint32_t n = 0, depth = 0;
    size_t *next = cm_new_n(g->arena, size_t, g->n); /* 0: not met yet */
    uint32_t *stack = cm_new_n(g->arena, uint32_t, g->n);
    if (!next || !stack)
        return COMITIA_E_NOMEM;
    for (uint32_t root = 0; root < g->n; root++) {
        if (next[root])
            continue;
        next[root] = g->first_part[root] + 1;
        stack[depth++] = root;
        while (depth) {
            uint32_t node = stack[depth - 1];
            size_t at = next[node] - 1;
            if (at == g->first_part[node + 1]) {
                g->order[n++] = node;
                depth--;
                continue;
            }
            next[node]++;
            assert(g->parts.at); /* the node has parts */
            uint32_t part = g->parts.at[at];
            if (next[part])
                continue;
            next[part] = g->first_part[part] + 1;
            stack[depth++] = part;
        }
    }
    return cm_spend(g->ctx, 10 * (uint64_t)(g->n + g->parts.n));
}

static comitia_status new_graph(graph *g)
{
    const cm_model *model = g->model;
    g->act = model->n_facts;
    g->outcome = g->act + model->n_acts;
    g->ladder = g->outcome + model->n_outcomes;
    g->n = g->ladder + model->n_ladders;
    g->first_part = cm_new_n(g->arena, size_t, (uint64_t)g->n + 1);
    g->order = cm_new_n(g->arena, uint32_t, g->n);
    if (!g->first_part || !g->order)
        return COMITIA_E_NOMEM;
    for (uint32_t node = 0; node < g->n; node++) {
        g->first_part[node] = g->parts.n;
        if (!add_parts(g, node))
            return COMITIA_E_NOMEM;
    }
    g->first_part[g->n] = g->parts.n;
    return order_nodes(g);
}

/* ---- events that belong together ---------------------------------------- */

typedef struct search {
    graph g;
    cm_event_sets sets;
    cm_event *events;
    uint32_t n;
    cm_event_set *below;  /* per node: events about it and its parts */
    cm_event_set *beside; /* per node: events about some outcome it is in */
} search;

/* The node an event settles; of a step with two movers the first: whoever
   depends on one of them depends on both. CM_NONE for changes of seats. */
static uint32_t node_of(const graph *g, const cm_event *event)
{
    if (event->kind == CM_EVENT_SEATS)
        return CM_NONE;
    bool is_fact =
        event->kind == CM_EVENT_SETTLES &&
        (event->what == CM_COND_FACT || event->what == CM_COND_OPTION);
    return is_fact ? event->index : g->act + event->index;
}

static comitia_status collect_below(search *s)
{
    const graph *g = &s->g;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t node = node_of(g, &s->events[i]);
        if (node != CM_NONE)
            CM_TRY(cm_event_set_join(&s->sets, s->below[node],
                                     cm_event_set_of(i), &s->below[node]));
    }
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t node = g->order[i];
        for (size_t k = g->first_part[node]; k < g->first_part[node + 1]; k++)
            CM_TRY(cm_event_set_join(&s->sets, s->below[node],
                                     s->below[g->parts.at[k]],
                                     &s->below[node]));
    }
    return COMITIA_OK;
}

/* What is beside an outcome because of those it is in has all that is below it
   already. */
static comitia_status collect_beside(search *s)
{
    const graph *g = &s->g;
    for (uint32_t i = g->n; i-- > 0;) {
        uint32_t node = g->order[i];
        if (node >= g->outcome && s->beside[node] == 0)
            s->beside[node] = s->below[node];
        for (size_t k = g->first_part[node]; k < g->first_part[node + 1]; k++) {
            uint32_t part = g->parts.at[k];
            CM_TRY(cm_event_set_join(&s->sets, s->beside[part], s->beside[node],
                                     &s->beside[part]));
        }
    }
    return COMITIA_OK;
}

/* ---- conflicts ---------------------------------------------------------- */

static bool is_wide(const cm_event *event)
{
    return event->days.lo != event->days.hi;
}

/* First event in display order that ends on `day` or later. */
static uint32_t first_ending(const search *s, int32_t day)
{
    uint32_t low = 0, high = s->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->events[middle].days.hi < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Earlier events end no later, so those that overlap event i are the ones from
   the first that ends in it or after it. A wide event conflicts with all of
   them; a single day with the wide ones, which come first: they all end on
   that day. CM_NONE if there is none. */
static uint32_t first_conflict(const search *s, uint32_t i, cm_event_set set)
{
    const cm_event *event = &s->events[i];
    uint32_t first =
        cm_event_set_next(&s->sets, set, first_ending(s, event->days.lo));
    bool conflict = first < i && (is_wide(event) || is_wide(&s->events[first]));
    return conflict ? first : CM_NONE;
}

/* Later events that begin in event i or before it. After a single day those
   that end on the same day are single, too. */
static bool later_conflict(const search *s, uint32_t i, cm_event_set set)
{
    const cm_event *event = &s->events[i];
    uint32_t from =
        is_wide(event) ? i + 1 : first_ending(s, event->days.hi + 1);
    return cm_event_set_has_early(&s->sets, set, from, event->days.hi);
}

static void find_conflicts(search *s, cm_diags *diags)
{
    for (uint32_t i = 0; i < s->n; i++) {
        cm_event *event = &s->events[i];
        uint32_t node = node_of(&s->g, event);
        if (node == CM_NONE)
            continue;
        cm_event_set set = s->beside[node];
        uint32_t first = first_conflict(s, i, set);
        event->conflict = first != CM_NONE || later_conflict(s, i, set);
        if (first == CM_NONE)
            continue;
        cm_diag *diag =
            cm_diag_add(diags, "C0306", CM_NOTE, event->span,
                        "which came first is not certain: the dates of this "
                        "and another event overlap");
        cm_diag_note_at(diags, diag, s->events[first].span, "the other event");
    }
}

static comitia_status find(search *s, cm_diags *diags)
{
    graph *g = &s->g;
    int32_t *days = cm_new_n(g->arena, int32_t, s->n);
    CM_TRY(new_graph(g));
    s->below = cm_new_n(g->arena, cm_event_set, g->n);
    s->beside = cm_new_n(g->arena, cm_event_set, g->n);
    if (!days || !s->below || !s->beside)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < s->n; i++)
        days[i] = s->events[i].days.lo;
    CM_TRY(cm_event_sets_init(&s->sets, g->ctx, g->arena, days, s->n));
    CM_TRY(collect_below(s));
    CM_TRY(collect_beside(s));
    CM_TRY(cm_spend(g->ctx, 200 * (uint64_t)s->n));
    find_conflicts(s, diags);
    return diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status cm_find_conflicts(cm_ctx *ctx, const cm_model *model,
                                 cm_event *events, uint32_t n, cm_diags *diags)
{
    bool any_wide = false;
    cm_arena arena;
    uint64_t limit = ctx->limit;
    for (uint32_t i = 0; i < n; i++)
        any_wide |= is_wide(&events[i]);
    if (!any_wide)
        return COMITIA_OK;
    cm_arena_init(&arena, ctx->allocator);
    search s = {.g = {.ctx = ctx, .arena = &arena, .model = model},
                .events = events,
                .n = n};
    if (limit - ctx->steps > MOST_STEPS)
        ctx->limit = ctx->steps + MOST_STEPS;
    comitia_status status = find(&s, diags);
    ctx->limit = limit;
    cm_arena_clear(&arena);
    if (!cm_is_limit(ctx, status))
        return status;
    cm_diag_add(diags, "C0701", CM_WARNING, CM_NO_SPAN,
                "events whose order is not certain were not looked for: it "
                "takes too much work");
    return diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
