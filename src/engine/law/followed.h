/* A law that is followed through history: its diagram is made once, over all
 * that events will settle, and restricted by what they have settled.
 *
 * An event that settles a fact, a choice or an act fixes a variable. A vote,
 * and a change of the seats of a body, decides what the acts of the body can
 * still do: an act that can only pass or only fail is fixed too, and where that
 * hangs on which arm of its rule is in force, a function of facts takes its
 * place. What an event takes back is had by restricting the whole law again.
 * Only what changes the law itself makes it anew: the seats of a body whose
 * members vote as something (what such a body does cannot be recorded). So does
 * a diagram that has grown to many times its size. docs/theory/diagrams.md
 */
#ifndef CM_FOLLOWED_H
#define CM_FOLLOWED_H

#include "engine/law/law.h"

typedef struct cm_followed cm_followed;

/**
 * The roots before any event. Lives in `arena`, as do the roots; memory of its
 * own is freed by cm_followed_clear.
 *
 * @param options  with first_events_only, for 0 events, and no moves; has_on
 *                 and on: the last day that is asked on
 * @return E_BUDGET also where the law with all that events will settle is too
 *         large, though it may be small on each day
 */
COMITIA_NODISCARD comitia_status cm_followed_new(cm_ctx *ctx, cm_arena *arena,
                                                 const cm_model *model,
                                                 const cm_world_options *options,
                                                 const cm_cond *const *roots,
                                                 uint32_t n_roots,
                                                 cm_followed **followed);
void cm_followed_clear(cm_followed *f);

/** Reads the next event of the model, seen from its own day (the last day
    asked on if that is earlier). After a failure only cm_followed_clear is of
    use. Cost: what can still happen to the acts that it touches, and the nodes
    of the roots above the levels that it settles. */
COMITIA_NODISCARD comitia_status cm_followed_next(cm_followed *f);

/** Root i as it stands: constant, or a function of what is open. */
cm_fn cm_followed_fn(const cm_followed *f, uint32_t i);

/** How often the law was made, at least once: for tests and benchmarks. */
uint32_t cm_followed_made(const cm_followed *f);

#endif
