#include "report/picture/graph.h"

#include <stdlib.h>

/* First node of each kind: the nodes stand in the order of cm_node_kind. */
typedef struct reader {
    cm_graph *graph;
    const cm_model *model;
    uint32_t first[4];
    uint32_t *act_node; /* of each act; a step's is its ladder */
} reader;

static void add_node(reader *r, cm_node_kind kind, uint32_t index,
                     const cm_label *label, const char *by)
{
    cm_node node = {.kind = kind, .index = index, .label = label, .by = by};
    if (!cm_push(r->graph->arena, &r->graph->nodes, node))
        r->graph->failed = true;
}

static const char *decider(const cm_model *model, const cm_act *act)
{
    return act->body != CM_NONE     ? model->bodies[act->body].label.name
           : act->player != CM_NONE ? model->players[act->player].label.name
                                    : NULL;
}

static void add_nodes(reader *r)
{
    const cm_model *m = r->model;
    cm_graph *g = r->graph;
    r->first[CM_NODE_FACT] = 0;
    for (uint32_t i = 0; i < m->n_facts; i++)
        add_node(r, CM_NODE_FACT, i, &m->facts[i].label, NULL);
    r->first[CM_NODE_ACT] = (uint32_t)g->nodes.n;
    for (uint32_t i = 0; i < m->n_acts; i++) {
        r->act_node[i] = (uint32_t)g->nodes.n;
        if (!m->acts[i].is_step)
            add_node(r, CM_NODE_ACT, i, &m->acts[i].label,
                     decider(m, &m->acts[i]));
    }
    r->first[CM_NODE_LADDER] = (uint32_t)g->nodes.n;
    for (uint32_t i = 0; i < m->n_ladders; i++)
        add_node(r, CM_NODE_LADDER, i, &m->ladders[i].label, NULL);
    r->first[CM_NODE_OUTCOME] = (uint32_t)g->nodes.n;
    for (uint32_t i = 0; i < m->n_outcomes; i++)
        add_node(r, CM_NODE_OUTCOME, i, &m->outcomes[i].label, NULL);
    for (uint32_t i = 0; i < m->n_acts; i++)
        if (m->acts[i].is_step)
            r->act_node[i] = r->first[CM_NODE_LADDER] + m->acts[i].ladder;
}

static void add_edge(reader *r, uint32_t from, uint32_t to, bool against)
{
    cm_graph *g = r->graph;
    if (from == to || from >= g->nodes.n || to >= g->nodes.n)
        return;
    if (!cm_push(g->arena, &g->edges, (cm_edge){from, to, against})) {
        g->failed = true;
        return;
    }
    g->nodes.at[from].linked = g->nodes.at[to].linked = true;
}

/* Everything a condition names; its nesting is bounded by the grammar. */
static void add_cond(reader *r, const cm_cond *cond, uint32_t to, bool against)
{
    if (!cond)
        return;
    switch (cond->kind) {
    case CM_COND_ACT:
    case CM_COND_EITHER:
        add_edge(r, r->act_node[cond->index], to, against);
        break;
    case CM_COND_FACT:
    case CM_COND_OPTION:
        add_edge(r, r->first[CM_NODE_FACT] + cond->index, to, against);
        break;
    case CM_COND_OUTCOME:
        add_edge(r, r->first[CM_NODE_OUTCOME] + cond->index, to, against);
        break;
    case CM_COND_LADDER:
        add_edge(r, r->first[CM_NODE_LADDER] + cond->index, to, against);
        break;
    default:
        for (uint32_t i = 0; i < cond->n_children; i++)
            add_cond(r, cond->children[i], to,
                     against != (cond->kind == CM_COND_NOT));
    }
}

static void add_act(reader *r, uint32_t index)
{
    const cm_act *act = &r->model->acts[index];
    uint32_t to = r->act_node[index];
    for (uint32_t a = 0; a < act->n_arms; a++)
        add_cond(r, act->arms[a].cond, to, false);
    if (act->body == CM_NONE || !r->model->bodies[act->body].nested)
        return;
    const cm_body *body = &r->model->bodies[act->body];
    for (uint32_t e = 0; e < body->n_entries; e++)
        add_cond(r, body->entries[e].as, to, false);
}

static int by_ends(const void *left, const void *right)
{
    const cm_edge *a = left, *b = right;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (int)a->against - (int)b->against;
}

static void drop_doubles(cm_graph *g)
{
    size_t kept = 0;
    if (g->edges.n)
        qsort(g->edges.at, g->edges.n, sizeof *g->edges.at, by_ends);
    for (size_t i = 0; i < g->edges.n; i++)
        if (kept == 0 || by_ends(&g->edges.at[kept - 1], &g->edges.at[i]))
            g->edges.at[kept++] = g->edges.at[i];
    g->edges.n = kept;
}

void cm_graph_read(cm_graph *graph, cm_arena *arena, const cm_model *model)
{
    *graph = (cm_graph){.arena = arena};
    if (!model || cm_model_has_errors(model))
        return;
    reader r = {.graph = graph, .model = model};
    r.act_node = cm_new_n(arena, uint32_t, model->n_acts);
    if (!r.act_node) {
        graph->failed = true;
        return;
    }
    add_nodes(&r);
    for (uint32_t i = 0; i < model->n_acts; i++)
        add_act(&r, i);
    for (uint32_t i = 0; i < model->n_outcomes; i++) {
        uint32_t to = r.first[CM_NODE_OUTCOME] + i;
        add_cond(&r, model->outcomes[i].when, to, false);
        add_cond(&r, model->outcomes[i].unless, to, true);
    }
    drop_doubles(graph);
}

/* ---- dot
 * ------------------------------------------------------------------------- */

/* A text inside the quotation marks of Graphviz. */
static void dot_text(cm_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            cm_buf_char(out, '\\');
        if ((unsigned char)*text >= 0x20 && *text != 0x7F)
            cm_buf_char(out, *text);
    }
}

/* Facts nothing depends on would only crowd the picture. */
static bool is_drawn(const cm_node *node)
{
    return node->linked || node->kind != CM_NODE_FACT;
}

void cm_dot_add(cm_buf *out, const cm_graph *graph, const cm_model *model)
{
    static const char *const shapes[] = {"shape=ellipse", "shape=box",
                                         "shape=box, peripheries=2",
                                         "shape=box, style=\"rounded,bold\""};
    cm_buf_add(out, "digraph \"");
    dot_text(out, model && model->path ? model->path : "");
    cm_buf_add(out, "\" {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n"
                    "  // A dashed line: it counts against.\n");
    for (size_t i = 0; i < graph->nodes.n; i++) {
        const cm_node *node = &graph->nodes.at[i];
        if (!is_drawn(node))
            continue;
        cm_buf_addf(out, "  n%zu [%s, label=\"", i, shapes[node->kind]);
        dot_text(out, node->label->name);
        if (node->by) {
            cm_buf_add(out, " by ");
            dot_text(out, node->by);
        }
        if (node->label->title) {
            cm_buf_add(out, "\\n");
            dot_text(out, node->label->title);
        }
        cm_buf_add(out, "\"];\n");
    }
    for (size_t e = 0; e < graph->edges.n; e++)
        cm_buf_addf(out, "  n%u -> n%u%s;\n", graph->edges.at[e].from,
                    graph->edges.at[e].to,
                    graph->edges.at[e].against ? " [style=dashed]" : "");
    cm_buf_add(out, "}\n");
}

comitia_status cm_print_graph(cm_ctx *ctx, const cm_model *model,
                              comitia_format format, cm_buf *out)
{
    cm_arena scratch;
    cm_graph graph;
    cm_arena_init(&scratch, ctx->allocator);
    cm_graph_read(&graph, &scratch, model);
    if (format == COMITIA_DOT)
        cm_dot_add(out, &graph, model);
    else
        cm_layers_add(out, &graph, model);
    bool failed = graph.failed || out->failed;
    cm_arena_clear(&scratch);
    return failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
