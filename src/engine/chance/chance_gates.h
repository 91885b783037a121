/* A law as a circuit of gates (net.h) over leaves that are true or false, each
 * by itself: facts, and acts under one arm of their rule. */
#ifndef CM_CHANCE_GATES_H
#define CM_CHANCE_GATES_H

#include "engine/law/law.h"
#include "engine/net/net.h"

/** A fact, or an act under one arm of its rule. */
typedef struct cm_gates_leaf {
    uint32_t atom, arm;
    bool free; /* it has no chance */
} cm_gates_leaf;

typedef struct cm_gates {
    cm_ctx *ctx;
    cm_arena *arena; /* of the answer */
    cm_arena scratch;
    const cm_world *world;
    cm_law *law;
    cm_net *net;
    cm_vec(cm_gates_leaf) leaves;
    mpq_t *chance;        /* per leaf; of a free one, the end in question */
    uint8_t *stands;      /* per node of the net */
    uint32_t n_free;      /* leaves */
    uint32_t n_chances;   /* so many are to be cleared */
    uint32_t *first_leaf; /* per atom, and where they end */
    cm_lit *act, *outcome, *ladder; /* per thing of the model */
    bool possible;
} cm_gates;

/* In this order; each does nothing more where the law turns out not to be such
   a circuit, and b->possible is false then. E_NOMEM, E_BUDGET. */

/** Lists the leaves; not possible where there is a choice. */
COMITIA_NODISCARD comitia_status cm_gates_leaves(cm_gates *b);
/** Their chances; not possible where one is a range. b->n_chances numbers are
   to be cleared, also after a failure. */
COMITIA_NODISCARD comitia_status cm_gates_chances(cm_gates *b);
/** The gates of all named things that the law reaches; not possible where a
    nested body decides. */
COMITIA_NODISCARD comitia_status cm_gates_make(cm_gates *b);
/** A condition over them. */
COMITIA_NODISCARD comitia_status cm_gates_cond(cm_gates *b, const cm_cond *cond,
                                               cm_lit *out);

#endif
