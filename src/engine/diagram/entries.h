/* Where a function enters its lower levels. */
#ifndef CM_ENTRIES_H
#define CM_ENTRIES_H

#include "engine/diagram/diagram.h"

/**
 * The different functions that are left of f when all levels above `level` are
 * set, each once. In the arena; linear in the nodes above. E_NOMEM, E_BUDGET.
 */
COMITIA_NODISCARD comitia_status cm_fn_entries(cm_ctx *ctx, cm_arena *arena,
                                               const cm_diagram *d, cm_fn f,
                                               uint32_t level, cm_fn **entries,
                                               uint32_t *n);

#endif
