/* --verify: the answer again by an independent method, and whether both agree.
 */
#ifndef CM_VERIFIED_H
#define CM_VERIFIED_H

#include "ask/ask.h"
#include "engine/verify/verify.h"

/** The reason where an answer has no value. */
#define CM_NOTHING_TO_VERIFY "there is no value in it"

/** What came of it. */
typedef struct cm_verdict {
    const char *method; /**< in words; NULL: there was none that is affordable */
    const char *reason; /**< then why; with a method: why not of all parts */
    bool sampled; /**< the method can only show that the answer is wrong */
    bool agrees;
    const char *what, *is, *second; /**< the first value that differs, in the
                                         answer and by the second method */
} cm_verdict;

/** An answer that is compared. */
typedef struct cm_verifying {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_world *world; /**< NULL: a weighted rule without a file */
    const comitia_question *q;
    const cm_world_options *options; /**< of timeline; NULL: as they are */
    const cm_target *targets;
    uint32_t n_targets;
    const uint32_t *who;
    uint32_t n_who;
    cm_verdict *verdict;
} cm_verifying;

/**
 * Compares an answer with the second method. Steps are those of a question of
 * its own. E_NOMEM, E_CANCELLED; limits are a reason.
 */
COMITIA_NODISCARD comitia_status cm_verify_answer(cm_verifying *v,
                                                  const comitia_value *answer);
/** Adds "verified" to the answer; a difference is exit 70, a second method that
    is not affordable C0701. */
COMITIA_NODISCARD comitia_status cm_verify(cm_ask *ask, comitia_value *answer);

/* Between the files of it. */

/** Notes that a value of the answer is not what the second method gives. */
void cm_verify_differs(cm_verifying *v, const char *what, const char *is,
                       const char *second);
/** The same if they differ. A null is no answer, so it is none to compare. */
void cm_verify_number(cm_verifying *v, const char *what,
                      const comitia_value *is, mpq_srcptr second);
/** The case of `answer` that the present facts of the trial belong to; NULL,
    and noted, if there is none. */
const comitia_value *cm_verify_case(cm_verifying *v, const cm_trial *t,
                                    const comitia_value *answer);

/** Indices and totals of a case against all sets of players. */
COMITIA_NODISCARD comitia_status cm_verify_indices(cm_verifying *v,
                                                   const cm_trial *t,
                                                   const cm_tried_game *game,
                                                   const comitia_value *one);
/** "owen" of a player, for a value that differs. */
const char *cm_verify_named(cm_verifying *v, const char *key,
                            const char *player);
/** Whether a row of an answer about a model is about a player. */
bool cm_verify_is_of(const cm_verifying *v, const comitia_value *row,
                     const cm_tried_player *player);
/** "unions" and "order" of a case, if it has them. */
COMITIA_NODISCARD comitia_status cm_verify_unions(cm_verifying *v,
                                                  const cm_tried_game *game,
                                                  const comitia_value *one);
/** Minimal sets of either kind. */
void cm_verify_totals(cm_verifying *v, const cm_tried_game *game,
                      const comitia_value *one);
/** A rule of weights without a file. */
COMITIA_NODISCARD comitia_status cm_verify_weights(cm_verifying *v,
                                                   const comitia_value *answer);
/** Both ends of a chance. */
COMITIA_NODISCARD comitia_status cm_verify_chance(cm_verifying *v,
                                                  const comitia_value *answer);
/** Factors, posteriors and origins of every claim. */
COMITIA_NODISCARD comitia_status cm_verify_belief(cm_verifying *v,
                                                  const comitia_value *answer);
/** Deals, clashes, concessions and best totals of every goal. */
COMITIA_NODISCARD comitia_status cm_verify_deal(cm_verifying *v,
                                                const comitia_value *answer);
/** Every status on every date. */
COMITIA_NODISCARD comitia_status
cm_verify_timeline(cm_verifying *v, const comitia_value *answer);
/** The parts of a briefing, each by the method of its own verb. */
COMITIA_NODISCARD comitia_status cm_verify_parts(cm_verifying *v,
                                                 const comitia_value *answer);
/** The answer of one verb, without a word about limits. */
COMITIA_NODISCARD comitia_status cm_verify_verb(cm_verifying *v,
                                                const comitia_value *answer);
/** "certain", "impossible" or "open". */
const char *cm_verify_status_text(bool any_true, bool any_false);
/** Sets the method from a printf-like text with its numbers. */
void cm_verify_method(cm_verifying *v, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** The text of a key, "" without it. */
const char *cm_verify_text(const comitia_value *object, const char *key);
/** Shares that have to add up to 1, where nothing better is affordable. */
void cm_verify_sums(cm_verifying *v, const comitia_value *answer);

#endif
