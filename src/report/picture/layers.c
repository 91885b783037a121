/* The graph of a model as a drawing in columns.
 *
 * The column of a node is the longest way to it from what nothing else
 * decides; inside a column nodes are sorted by the mean place of what they
 * depend on, and then once backwards. Good enough to be read, and the same on
 * every machine.
 */
#include <stdlib.h>

#include "report/doc/width.h"
#include "report/picture/graph.h"
#include "report/write/write.h"

enum {
    BOX_WIDTH = 200,
    BOX_HEIGHT = 44,
    BETWEEN_COLUMNS = 80,
    BETWEEN_ROWS = 18,
    MARGIN = 20,
    NAME_COLUMNS = 21, /* as wide as a box in the letters of each */
    TITLE_COLUMNS = 28
};

static bool is_drawn(const cm_node *node)
{
    return node->linked || node->kind != CM_NODE_FACT;
}

/* The edges that leave each node: of[start[i]] to of[start[i + 1] - 1]. */
typedef struct leaving {
    uint32_t *start, *of, *waiting, *queue;
} leaving;

static bool find_leaving(cm_graph *g, leaving *out)
{
    size_t n = g->nodes.n;
    out->start = cm_new_n(g->arena, uint32_t, n + 2);
    out->of = cm_new_n(g->arena, uint32_t, g->edges.n);
    out->waiting = cm_new_n(g->arena, uint32_t, n);
    out->queue = cm_new_n(g->arena, uint32_t, n);
    if (!out->start || !out->of || !out->waiting || !out->queue)
        return false;
    for (size_t e = 0; e < g->edges.n; e++) {
        out->start[g->edges.at[e].from + 2]++;
        out->waiting[g->edges.at[e].to]++;
    }
    for (size_t i = 2; i < n + 2; i++)
        out->start[i] += out->start[i - 1];
    for (size_t e = 0; e < g->edges.n; e++)
        out->of[out->start[g->edges.at[e].from + 1]++] = (uint32_t)e;
    return true;
}

/* Longest ways: a node is placed when all it depends on is. Definitions have
   no circles, so every node gets its turn. */
static void find_layers(cm_graph *g)
{
    leaving out;
    size_t head = 0, tail = 0;
    if (!find_leaving(g, &out)) {
        g->failed = true;
        return;
    }
    for (size_t i = 0; i < g->nodes.n; i++)
        if (out.waiting[i] == 0)
            out.queue[tail++] = (uint32_t)i;
    while (head < tail) {
        uint32_t from = out.queue[head++];
        for (uint32_t k = out.start[from]; k < out.start[from + 1]; k++) {
            cm_node *to = &g->nodes.at[g->edges.at[out.of[k]].to];
            uint32_t least = g->nodes.at[from].layer + 1;
            if (to->layer < least)
                to->layer = least;
            if (--out.waiting[g->edges.at[out.of[k]].to] == 0)
                out.queue[tail++] = g->edges.at[out.of[k]].to;
        }
    }
}

/* Facts and acts stand in the column before the first thing they decide. */
static void pull_right(cm_graph *g)
{
    uint32_t *least = cm_new_n(g->arena, uint32_t, g->nodes.n);
    if (!least) {
        g->failed = true;
        return;
    }
    for (size_t e = 0; e < g->edges.n; e++) {
        uint32_t layer = g->nodes.at[g->edges.at[e].to].layer;
        uint32_t *of = &least[g->edges.at[e].from];
        if (*of == 0 || layer < *of)
            *of = layer; /* what has a cause is in column 1 or later */
    }
    for (size_t i = 0; i < g->nodes.n; i++)
        if (g->nodes.at[i].layer == 0 && least[i])
            g->nodes.at[i].layer = least[i] - 1;
}

typedef struct slot {
    uint32_t node, layer;
    uint64_t sum, n; /* places of neighbours: sum / n */
    uint32_t place;
} slot;

static int by_mean(const void *left, const void *right)
{
    const slot *a = left, *b = right;
    if (a->layer != b->layer)
        return a->layer < b->layer ? -1 : 1;
    uint64_t x = a->sum * b->n, y = b->sum * a->n;
    if (x != y)
        return x < y ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

static void number_places(cm_graph *g, const slot *slots, size_t n)
{
    uint32_t place = 0;
    for (size_t i = 0; i < n; i++) {
        if (i && slots[i].layer != slots[i - 1].layer)
            place = 0;
        g->nodes.at[slots[i].node].place = place++;
    }
}

static void sweep(cm_graph *g, slot *slots, size_t n, uint32_t *slot_of,
                  bool forward)
{
    for (size_t i = 0; i < n; i++) {
        const cm_node *node = &g->nodes.at[slots[i].node];
        slots[i].place = node->place;
        slots[i].sum = slots[i].n = 0;
        slot_of[slots[i].node] = (uint32_t)i;
    }
    for (size_t e = 0; e < g->edges.n; e++) {
        uint32_t from = g->edges.at[e].from, to = g->edges.at[e].to;
        slot *moved = &slots[slot_of[forward ? to : from]];
        moved->sum += g->nodes.at[forward ? from : to].place;
        moved->n++;
    }
    for (size_t i = 0; i < n; i++)
        if (slots[i].n == 0) {
            slots[i].sum = slots[i].place;
            slots[i].n = 1;
        }
    qsort(slots, n, sizeof *slots, by_mean);
    number_places(g, slots, n);
}

static size_t arrange(cm_graph *g)
{
    size_t n = 0;
    slot *slots = cm_new_n(g->arena, slot, g->nodes.n);
    uint32_t *slot_of = cm_new_n(g->arena, uint32_t, g->nodes.n);
    if (!slots || !slot_of) {
        g->failed = true;
        return 0;
    }
    find_layers(g);
    pull_right(g);
    for (size_t i = 0; i < g->nodes.n; i++)
        if (is_drawn(&g->nodes.at[i]))
            slots[n++] = (slot){.node = (uint32_t)i,
                                .layer = g->nodes.at[i].layer,
                                .place = (uint32_t)i,
                                .n = 1};
    if (n)
        qsort(slots, n, sizeof *slots, by_mean);
    number_places(g, slots, n);
    for (int pass = 0; pass < 2 && n; pass++) {
        sweep(g, slots, n, slot_of, true);
        sweep(g, slots, n, slot_of, false);
    }
    return n;
}

/* ---- drawing
 * ------------------------------------------------------------------------ */

static long left_of(const cm_node *node)
{
    return MARGIN + (long)node->layer * (BOX_WIDTH + BETWEEN_COLUMNS);
}

static long top_of(const cm_node *node)
{
    return MARGIN + (long)node->place * (BOX_HEIGHT + BETWEEN_ROWS);
}

static void add_edge(cm_buf *out, const cm_graph *g, const cm_edge *edge)
{
    const cm_node *from = &g->nodes.at[edge->from];
    const cm_node *to = &g->nodes.at[edge->to];
    long x1 = left_of(from) + BOX_WIDTH, y1 = top_of(from) + BOX_HEIGHT / 2;
    long x2 = left_of(to) - 6, y2 = top_of(to) + BOX_HEIGHT / 2;
    long bend = BETWEEN_COLUMNS * 2 / 3;
    cm_buf_addf(out,
                "<path class=\"%s\" marker-end=\"url(#tip)\" "
                "d=\"M%ld %ldC%ld %ld %ld %ld %ld %ld\"/>\n",
                edge->against ? "against" : "for", x1, y1, x1 + bend, y1,
                x2 - bend, y2, x2, y2);
}

static void add_cut(cm_buf *out, cm_arena *arena, const char *text,
                    size_t columns)
{
    cm_pieces lines = {0};
    if (cm_text_width(text) <= columns) {
        cm_xml_add(out, text);
        return;
    }
    if (!cm_wrap(arena, text, columns - 2, &lines) || lines.n == 0) {
        out->failed = true;
        return;
    }
    char *cut = cm_strdup_n(arena, lines.at[0].at, lines.at[0].bytes);
    if (!cut)
        out->failed = true;
    cm_xml_add(out, cut ? cut : "");
    cm_buf_add(out, " …");
}

static void add_box(cm_buf *out, cm_arena *arena, const cm_node *node)
{
    static const char *const classes[] = {"fact", "act", "ladder", "outcome"};
    static const int corners[] = {22, 0, 0, 10};
    long x = left_of(node), y = top_of(node);
    const char *title = node->label->title;
    cm_buf_addf(out, "<g class=\"%s\"><title>%s ", classes[node->kind],
                classes[node->kind]);
    cm_xml_add(out, node->label->name);
    if (title) {
        cm_buf_add(out, ": ");
        cm_xml_add(out, title);
    }
    cm_buf_addf(out,
                "</title><rect x=\"%ld\" y=\"%ld\" width=\"%d\" "
                "height=\"%d\" rx=\"%d\"/>",
                x, y, BOX_WIDTH, BOX_HEIGHT, corners[node->kind]);
    cm_buf_addf(out, "<text class=\"name\" x=\"%ld\" y=\"%ld\">", x + 12,
                y + (title || node->by ? 18 : 27));
    add_cut(out, arena, node->label->name, NAME_COLUMNS);
    cm_buf_add(out, "</text>");
    if (title || node->by) {
        cm_buf_addf(out, "<text class=\"title\" x=\"%ld\" y=\"%ld\">", x + 12,
                    y + 35);
        if (!title)
            cm_buf_add(out, "by ");
        add_cut(out, arena, title ? title : node->by,
                title ? TITLE_COLUMNS : TITLE_COLUMNS - 3);
        cm_buf_add(out, "</text>");
    }
    cm_buf_add(out, "</g>\n");
}

static const char style[] =
    "svg{--ink:#1b1b1b;--soft:#5b5b5b;--paper:#fff;background:var(--paper);"
    "font-family:system-ui,'Noto Sans',sans-serif}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e9e9e6;--soft:#a9a9a4;"
    "--paper:#161615}}"
    "rect{fill:var(--paper);stroke:var(--ink)}"
    ".fact rect{stroke-dasharray:2 3}.ladder rect{stroke-width:3}"
    ".outcome rect{stroke-width:2}"
    "text{fill:var(--ink);unicode-bidi:plaintext}"
    ".name{font-size:14px;font-weight:600}.title{font-size:11.5px}"
    ".legend{font-size:12px;fill:var(--soft)}"
    "path{fill:none;stroke:var(--soft)}.against{stroke-dasharray:6 4}"
    "marker path{fill:var(--soft);stroke:none}";

void cm_layers_add(cm_buf *out, cm_graph *graph, const cm_model *model)
{
    long width = 0, height = 0;
    size_t n = arrange(graph);
    for (size_t i = 0; i < graph->nodes.n; i++) {
        const cm_node *node = &graph->nodes.at[i];
        if (!is_drawn(node))
            continue;
        if (left_of(node) + BOX_WIDTH > width)
            width = left_of(node) + BOX_WIDTH;
        if (top_of(node) + BOX_HEIGHT > height)
            height = top_of(node) + BOX_HEIGHT;
    }
    width = (width > 560 ? width : 560) + MARGIN;
    cm_buf_addf(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%ld\" "
                "height=\"%ld\" viewBox=\"0 0 %ld %ld\" role=\"img\">\n<title>",
                width, height + 66, width, height + 66);
    cm_xml_add(out, model && model->title  ? model->title
                    : model && model->path ? model->path
                                           : "Nothing to draw");
    cm_buf_addf(out, "</title>\n<style>%s</style>\n", style);
    cm_buf_add(out, "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" "
                    "refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" "
                    "orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker>"
                    "</defs>\n");
    for (size_t e = 0; n && e < graph->edges.n; e++)
        add_edge(out, graph, &graph->edges.at[e]);
    for (size_t i = 0; n && i < graph->nodes.n; i++)
        if (is_drawn(&graph->nodes.at[i]))
            add_box(out, graph->arena, &graph->nodes.at[i]);
    cm_buf_addf(out,
                "<text class=\"legend\" x=\"%d\" y=\"%ld\">Round and dotted: "
                "a fact. Square: an act. Thick: a ladder. Rounded: an outcome."
                "</text>\n<text class=\"legend\" x=\"%d\" y=\"%ld\">"
                "Dashed line: it counts against.</text>\n</svg>\n",
                MARGIN, height + 34, MARGIN, height + 50);
}
