/* What depends on what: facts and acts, ladders and outcomes. */
#ifndef CM_GRAPH_H
#define CM_GRAPH_H

#include "base/buf.h"
#include "base/ctx.h"
#include "comitia/comitia.h"
#include "model/model.h"

typedef enum cm_node_kind {
    CM_NODE_FACT,
    CM_NODE_ACT,
    CM_NODE_LADDER,
    CM_NODE_OUTCOME
} cm_node_kind;

typedef struct cm_node {
    cm_node_kind kind;
    uint32_t index; /**< into the model's list of that kind */
    const cm_label *label;
    const char *by;        /**< of an act: who decides; else NULL */
    bool linked;           /**< some edge touches it */
    uint32_t layer, place; /**< column and row of the drawing */
} cm_node;

/** `to` depends on `from`. */
typedef struct cm_edge {
    uint32_t from, to;
    bool against; /**< under an odd number of `not` and `unless` */
} cm_edge;

typedef struct cm_graph {
    cm_arena *arena;
    cm_vec(cm_node) nodes; /**< in file order within each kind */
    cm_vec(cm_edge) edges; /**< each pair and sign once */
    bool failed;
} cm_graph;

/**
 * The graph of a model; a model with errors has an empty one.
 * Steps of a ladder are the ladder's. O(declarations + references).
 */
void cm_graph_read(cm_graph *graph, cm_arena *arena, const cm_model *model);

/** As Graphviz text. */
void cm_dot_add(cm_buf *out, const cm_graph *graph, const cm_model *model);
/** As a drawing of its own: columns from what is given to what follows. */
void cm_layers_add(cm_buf *out, cm_graph *graph, const cm_model *model);

/** show --dot and --svg; model may be NULL. E_NOMEM. */
COMITIA_NODISCARD comitia_status cm_print_graph(cm_ctx *ctx,
                                                const cm_model *model,
                                                comitia_format format,
                                                cm_buf *out);

#endif
