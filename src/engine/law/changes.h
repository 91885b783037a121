/* The smallest changes that flip an outcome (LANGUAGE, section 13, `how`). */
#ifndef CM_CHANGES_H
#define CM_CHANGES_H

#include "engine/law/reasons.h"

/** An act that comes out otherwise. */
typedef struct cm_assignment {
    uint32_t act;
    bool passes;
} cm_assignment;

typedef struct cm_change {
    const cm_assignment *at;
    uint32_t n;
} cm_change;

/** A fact that, if it were settled so, would make a change possible. */
typedef struct cm_key {
    cm_atom fact;
    uint32_t value;
} cm_key;

typedef struct cm_changes {
    cm_expect_status status;
    bool listed;            /**< as in cm_reasons */
    cm_vec(cm_change) list;
    cm_vec(cm_key) keys;    /**< only if the list is empty and known */
} cm_changes;

/**
 * All minimal sets of assignments to acts and steps that make the subject
 * false (if it is certain) or true (else) under every valuation of the open
 * facts, starting from what is settled with every open act not passed. One
 * diagram has a level for each act (0: as it is, else a value it may take).
 *
 * @return E_BUDGET only if the status itself cannot be had
 */
COMITIA_NODISCARD comitia_status cm_changes_of(cm_ctx *ctx, cm_arena *arena,
                                               const cm_world *world,
                                               const cm_cond *subject,
                                               cm_changes *changes);

#endif
