/* Definitions must not go round in a circle (LANGUAGE 6, C0201).
 *
 * What depends on something: an outcome on what its condition names, a ladder
 * on the steps that nested bodies decide, and an act of a nested body on what
 * its members vote as. Depth first in file order, with a stack of our own:
 * chains may be a million long.
 */
#include "base/buf.h"
#include "lang/resolve/names.h"

typedef struct edge {
    uint32_t to; /* node */
    cm_span at;  /* the reference; line 0: the edge has none of its own */
} edge;

typedef struct frame {
    uint32_t node;
    size_t first; /* of its edges on the stack of edges */
    size_t next;
} frame;

enum { NEW, ON_PATH, DONE };

/* Nodes: outcomes, ladders, acts, bodies. All acts of a nested body without
   `without` share the node of the body, so that a body with many members and
   many acts stays linear. */
typedef struct search {
    cm_resolver *r;
    uint32_t ladder, act, body; /* first node of each kind */
    uint8_t *state;
    cm_vec(edge) edges;
    cm_vec(frame) path;
    bool found;
} search;

static void add_edge(search *s, uint32_t to, cm_span at)
{
    if (!cm_push(&s->r->scratch, &s->edges, (edge){to, at}))
        s->r->failed = true;
}

static bool is_nested(const search *s, uint32_t act)
{
    uint32_t body = s->r->acts[act].body;
    return body != CM_NONE && s->r->bodies[body].nested;
}

static void add_act(search *s, uint32_t act, cm_span at)
{
    if (is_nested(s, act))
        add_edge(s, s->act + act, at);
}

/* What a condition names, from left to right; nesting is bounded. */
static void add_cond(search *s, const cm_cond *cond)
{
    if (!cond)
        return;
    switch (cond->kind) {
    case CM_COND_OUTCOME: add_edge(s, cond->index, cond->span); break;
    case CM_COND_LADDER:
        add_edge(s, s->ladder + cond->index, cond->span);
        break;
    case CM_COND_ACT: add_act(s, cond->index, cond->span); break;
    case CM_COND_EITHER: /* both are acts of players */
    case CM_COND_FACT:
    case CM_COND_OPTION:
    case CM_COND_POINT: break;
    case CM_COND_NOT:
    case CM_COND_AND:
    case CM_COND_OR:
    case CM_COND_COUNT:
        for (uint32_t i = 0; i < cond->n_children; i++)
            add_cond(s, cond->children[i]);
        break;
    }
}

static void add_ladder(search *s, uint32_t l)
{
    const cm_ladder *ladder = &s->r->ladders[l];
    for (uint32_t c = 0; c < ladder->n_courts; c++)
        add_act(s, ladder->courts[c].at,
                s->r->acts[ladder->courts[c].at].label.span);
}

static void add_edges(search *s, uint32_t node)
{
    const cm_resolver *r = s->r;
    if (node < s->ladder) {
        add_cond(s, r->outcomes[node].when);
        add_cond(s, r->outcomes[node].unless);
    } else if (node < s->act) {
        add_ladder(s, node - s->ladder);
    } else if (node < s->body) {
        const cm_act *act = &r->acts[node - s->act];
        const cm_body *body = &r->bodies[act->body];
        if (!r->act_names[node - s->act].voter_of) {
            add_edge(s, s->body + act->body, CM_NO_SPAN);
            return;
        }
        for (uint32_t v = 0; v < act->n_voters; v++)
            if (act->voters[v].entry != CM_NONE)
                add_cond(s, body->entries[act->voters[v].entry].as);
    } else {
        const cm_body *body = &r->bodies[node - s->body];
        for (uint32_t e = 0; e < body->n_entries; e++)
            add_cond(s, body->entries[e].as);
    }
}

static const cm_label *label_of(const search *s, uint32_t node)
{
    const cm_resolver *r = s->r;
    return node < s->ladder ? &r->outcomes[node].label
           : node < s->act  ? &r->ladders[node - s->ladder].label
           : node < s->body ? &r->acts[node - s->act].label
                            : &r->bodies[node - s->body].label;
}

/* The edge closes a circle at a node that is on the path. An edge from an act
   to its body is not in the text; the same circle without the shared node is
   closed by the reference that the body is at. */
static void report(search *s, edge closing)
{
    cm_resolver *r = s->r;
    size_t from = s->path.n;
    while (s->path.at[from - 1].node != closing.to)
        from--;
    const frame *start = &s->path.at[from - 1];
    if (!closing.at.line)
        closing.at = s->edges.at[start->next - 1].at;
    cm_buf text;
    cm_buf_init(&text, &r->scratch);
    enum { MOST_SHOWN = 8 };
    for (size_t i = from - 1; i < s->path.n && i < from - 1 + MOST_SHOWN; i++)
        cm_buf_addf(&text, "%s%s", i == from - 1 ? "" : ", by ",
                    label_of(s, s->path.at[i].node)->name);
    if (s->path.n - from + 1 > MOST_SHOWN)
        cm_buf_add(&text, ", ...");
    if (text.failed) {
        r->failed = true;
        return;
    }
    const cm_label *first = label_of(s, closing.to);
    cm_diag *diag = cm_diag_add(r->diags, "C0201", CM_ERROR, closing.at,
                                "defined by itself: %s, by %s",
                                cm_buf_text(&text), first->name);
    cm_diag_note_at(r->diags, diag, first->span, "%s is declared here",
                    first->name);
    s->found = true;
}

static void enter(search *s, uint32_t node)
{
    s->state[node] = ON_PATH;
    size_t first = s->edges.n;
    add_edges(s, node);
    if (!cm_push(&s->r->scratch, &s->path, (frame){node, first, first}))
        s->r->failed = true;
}

static comitia_status walk(search *s, uint32_t root)
{
    if (s->state[root] == NEW)
        enter(s, root);
    while (s->path.n && !s->found && !s->r->failed) {
        frame *top = &s->path.at[s->path.n - 1];
        CM_TRY(cm_spend(s->r->ctx, 10));
        if (top->next == s->edges.n) {
            s->state[top->node] = DONE;
            s->edges.n = top->first;
            s->path.n--;
            continue;
        }
        edge next = s->edges.at[top->next++];
        if (s->state[next.to] == ON_PATH)
            report(s, next);
        else if (s->state[next.to] == NEW)
            enter(s, next.to);
    }
    return cm_resolved(s->r);
}

comitia_status cm_find_circle(cm_resolver *r)
{
    const cm_model *model = r->model;
    search s = {.r = r};
    s.ladder = model->n_outcomes;
    s.act = s.ladder + model->n_ladders;
    s.body = s.act + model->n_acts;
    s.state = cm_new_n(&r->scratch, uint8_t, (uint64_t)s.body + model->n_bodies);
    if (!s.state)
        return COMITIA_E_NOMEM;
    uint32_t o = 0, l = 0, a = 0;
    for (uint32_t i = 0; i < r->syntax->n && !s.found; i++) {
        const cm_syntax_declaration *d = &r->syntax->at[i];
        if (d->kind == CM_S_OUTCOME)
            CM_TRY(walk(&s, o++));
        if (d->kind == CM_S_ACT) {
            if (is_nested(&s, a))
                CM_TRY(walk(&s, s.act + a));
            a++;
        }
        if (d->kind == CM_S_LADDER) {
            CM_TRY(walk(&s, s.ladder + l++));
            a += d->ladder.n_steps * (d->ladder.against.text ? 3 : 2);
        }
    }
    return cm_resolved(r);
}
