#include "lang/event_order.h"

#include <stdlib.h>

/* ---- display order ----------------------------------------------------------- */

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

/* ---- who depends on what ------------------------------------------------------ */

/* Facts, acts, outcomes and ladders as nodes of one graph. */
typedef struct graph {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_model *model;
    uint32_t act, outcome, ladder, n; /* first node of each kind; all nodes */
    uint32_t *seen;    /* round in which a node was met last; 0: never */
    uint32_t round;
    uint8_t *covered;  /* an outcome or ladder that another one reaches */
    cm_vec(uint32_t) stack;
} graph;

static bool is_subject(const graph *g, uint32_t node)
{
    return node >= g->outcome;
}

static bool meet(graph *g, uint32_t node)
{
    if (is_subject(g, node))
        g->covered[node] = 1;
    if (g->seen[node] == g->round)
        return true;
    g->seen[node] = g->round;
    return cm_push(g->arena, &g->stack, node);
}

/* As deep as the parser lets conditions nest. */
static bool meet_cond(graph *g, const cm_cond *cond)
{
    switch (cond->kind) {
    case CM_COND_EITHER:
        return meet(g, g->act + cond->index) && meet(g, g->act + cond->other);
    case CM_COND_ACT:
        return meet(g, g->act + cond->index);
    case CM_COND_FACT:
    case CM_COND_OPTION:
        return meet(g, cond->index);
    case CM_COND_OUTCOME:
        return meet(g, g->outcome + cond->index);
    case CM_COND_LADDER:
        return meet(g, g->ladder + cond->index);
    case CM_COND_POINT:
        return true;
    case CM_COND_NOT:
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT:
        break;
    }
    for (uint32_t i = 0; i < cond->n_children; i++)
        if (!meet_cond(g, cond->children[i]))
            return false;
    return true;
}

static bool meet_act(graph *g, const cm_act *act)
{
    for (uint32_t i = 0; i < act->n_arms; i++)
        if (act->arms[i].cond && !meet_cond(g, act->arms[i].cond))
            return false;
    if (act->body == CM_NONE || !g->model->bodies[act->body].nested)
        return true;
    const cm_body *body = &g->model->bodies[act->body];
    for (uint32_t v = 0; v < act->n_voters; v++) {
        uint32_t entry = act->voters[v].entry;
        if (entry != CM_NONE && body->entries[entry].as &&
            !meet_cond(g, body->entries[entry].as))
            return false;
    }
    return true;
}

static bool meet_ladder(graph *g, const cm_ladder *ladder)
{
    for (uint32_t c = 0; c < ladder->n_courts; c++) {
        const cm_court *court = &ladder->courts[c];
        if (!meet(g, g->act + court->to) || !meet(g, g->act + court->at) ||
            (court->to_against != CM_NONE &&
             !meet(g, g->act + court->to_against)))
            return false;
    }
    return true;
}

static bool meet_parts(graph *g, uint32_t node)
{
    if (node >= g->ladder)
        return meet_ladder(g, &g->model->ladders[node - g->ladder]);
    if (node >= g->outcome) {
        const cm_outcome *o = &g->model->outcomes[node - g->outcome];
        return meet_cond(g, o->when) && (!o->unless || meet_cond(g, o->unless));
    }
    return node < g->act || meet_act(g, &g->model->acts[node - g->act]);
}

static bool new_graph(graph *g)
{
    const cm_model *model = g->model;
    uint64_t n = (uint64_t)model->n_facts + model->n_acts + model->n_outcomes +
                 model->n_ladders;
    if (n >= UINT32_MAX)
        return false;
    g->act = model->n_facts;
    g->outcome = g->act + model->n_acts;
    g->ladder = g->outcome + model->n_outcomes;
    g->n = (uint32_t)n;
    g->seen = cm_new_n(g->arena, uint32_t, g->n);
    g->covered = cm_new_n(g->arena, uint8_t, g->n);
    return g->seen && g->covered;
}

/* Marks what other outcomes and ladders reach: every node is met once. */
static comitia_status cover(graph *g)
{
    g->round = 1;
    for (uint32_t node = g->outcome; node < g->n; node++) {
        if (g->seen[node] == g->round)
            continue;
        g->seen[node] = g->round;
        if (!cm_push(g->arena, &g->stack, node))
            return COMITIA_E_NOMEM;
        while (g->stack.n) {
            CM_TRY(cm_spend(g->ctx, 20));
            if (!meet_parts(g, g->stack.at[--g->stack.n]))
                return COMITIA_E_NOMEM;
        }
    }
    return COMITIA_OK;
}

/* ---- conflicts ------------------------------------------------------------------ */

typedef struct search {
    graph g;
    cm_event *events;
    uint32_t n;
    uint32_t *first_at; /* events of node: at[first_at[node]..first_at[node+1]) */
    uint32_t *at;
    uint32_t *earlier;  /* per event: the first earlier one it conflicts with */
    cm_vec(uint32_t) here; /* events of the outcome at hand */
    cm_vec(int32_t) marks; /* rise and fall of the number of conflicts */
} search;

static bool is_wide(const cm_event *event)
{
    return event->days.lo != event->days.hi;
}

/* The node an event settles; of a step with two movers the first: whoever
   depends on one of them depends on both. CM_NONE for changes of seats. */
static uint32_t node_of(const graph *g, const cm_event *event)
{
    if (event->kind == CM_EVENT_SEATS)
        return CM_NONE;
    bool is_fact = event->kind == CM_EVENT_SETTLES &&
                   (event->what == CM_COND_FACT || event->what == CM_COND_OPTION);
    return is_fact ? event->index : g->act + event->index;
}

static bool sort_by_node(search *s)
{
    uint32_t n_nodes = s->g.n;
    s->first_at = cm_new_n(s->g.arena, uint32_t, (size_t)n_nodes + 2);
    s->at = cm_new_n(s->g.arena, uint32_t, s->n);
    if (!s->first_at || !s->at)
        return false;
    /* counted two places up, so that filling leaves the starts in place */
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t node = node_of(&s->g, &s->events[i]);
        if (node != CM_NONE)
            s->first_at[node + 2]++;
    }
    for (uint32_t k = 2; k < n_nodes + 2; k++)
        s->first_at[k] += s->first_at[k - 1];
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t node = node_of(&s->g, &s->events[i]);
        if (node != CM_NONE)
            s->at[s->first_at[node + 1]++] = i;
    }
    return true;
}

/* All events about what an outcome depends on. */
static comitia_status gather(search *s, uint32_t root)
{
    graph *g = &s->g;
    s->here.n = 0;
    g->round++;
    g->seen[root] = g->round;
    if (!cm_push(g->arena, &g->stack, root))
        return COMITIA_E_NOMEM;
    while (g->stack.n) {
        uint32_t node = g->stack.at[--g->stack.n];
        CM_TRY(cm_spend(g->ctx, 20));
        for (uint32_t k = s->first_at[node]; k < s->first_at[node + 1]; k++)
            if (!cm_push(g->arena, &s->here, s->at[k]))
                return COMITIA_E_NOMEM;
        if (!meet_parts(g, node))
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* First place in here[0..n) whose event ends on `day` or later. */
static uint32_t first_ending(const search *s, uint32_t n, int32_t day)
{
    uint32_t low = 0;
    while (low < n) {
        uint32_t middle = low + (n - low) / 2;
        if (s->events[s->here.at[middle]].days.hi < day)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

/* First place in here[from..n) with a single day; before it all are wide. */
static uint32_t first_single(const search *s, uint32_t from, uint32_t n)
{
    while (from < n) {
        uint32_t middle = from + (n - from) / 2;
        if (is_wide(&s->events[s->here.at[middle]]))
            from = middle + 1;
        else
            n = middle;
    }
    return from;
}

/* Earlier events end no later, so those that overlap event i are the ones from
   the first that ends in it or after it. A wide event conflicts with all of
   them; a single day with the wide ones, which come first: they all end on
   that day. */
static void compare_with_earlier(search *s, uint32_t i)
{
    uint32_t number = s->here.at[i];
    const cm_event *event = &s->events[number];
    uint32_t from = first_ending(s, i, event->days.lo);
    uint32_t to = is_wide(event) ? i : first_single(s, from, i);
    if (from >= to)
        return;
    s->marks.at[from]++;
    s->marks.at[to]--;
    s->marks.at[i]++;
    s->marks.at[i + 1]--;
    if (s->here.at[from] < s->earlier[number])
        s->earlier[number] = s->here.at[from];
}

static comitia_status search_outcome(search *s, uint32_t root)
{
    CM_TRY(gather(s, root));
    uint32_t n = (uint32_t)s->here.n;
    CM_TRY(cm_spend(s->g.ctx, 100 * (uint64_t)n));
    if (n < 2)
        return COMITIA_OK;
    qsort(s->here.at, n, sizeof *s->here.at, by_number);
    s->marks.n = 0;
    for (uint32_t i = 0; i <= n; i++)
        if (!cm_push(s->g.arena, &s->marks, 0))
            return COMITIA_E_NOMEM;
    for (uint32_t i = 1; i < n; i++)
        compare_with_earlier(s, i);
    int64_t conflicts = 0;
    for (uint32_t i = 0; i < n; i++) {
        conflicts += s->marks.at[i];
        if (conflicts > 0)
            s->events[s->here.at[i]].conflict = true;
    }
    return COMITIA_OK;
}

static void report_conflicts(const search *s, cm_diags *diags)
{
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->earlier[i] == CM_NONE)
            continue;
        cm_diag *diag =
            cm_diag_add(diags, "C0306", CM_NOTE, s->events[i].span,
                        "which came first is not certain: the dates of this "
                        "and another event overlap");
        cm_diag_note_at(diags, diag, s->events[s->earlier[i]].span,
                        "the other event");
    }
}

static comitia_status find(search *s, cm_diags *diags)
{
    graph *g = &s->g;
    s->earlier = cm_new_n(g->arena, uint32_t, s->n);
    if (!s->earlier || !new_graph(g) || !sort_by_node(s))
        return COMITIA_E_NOMEM;
    memset(s->earlier, 0xff, s->n * sizeof *s->earlier);
    CM_TRY(cover(g));
    for (uint32_t node = g->outcome; node < g->n; node++)
        if (!g->covered[node])
            CM_TRY(search_outcome(s, node));
    report_conflicts(s, diags);
    return diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status cm_find_conflicts(cm_ctx *ctx, const cm_model *model,
                                 cm_event *events, uint32_t n, cm_diags *diags)
{
    bool any_wide = false;
    cm_arena arena;
    for (uint32_t i = 0; i < n; i++)
        any_wide |= is_wide(&events[i]);
    if (!any_wide)
        return COMITIA_OK;
    cm_arena_init(&arena, ctx->allocator);
    search s = {.g = {.ctx = ctx, .arena = &arena, .model = model},
                .events = events,
                .n = n};
    comitia_status status = find(&s, diags);
    cm_arena_clear(&arena);
    return status;
}
