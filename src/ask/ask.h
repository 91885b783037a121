/* From a question to an answer tree: one file for each verb. */
#ifndef CM_ASK_H
#define CM_ASK_H

#include "base/buf.h"
#include "base/value.h"
#include "comitia/loader.h"
#include "engine/law/cases.h"
#include "engine/law/law.h"

typedef enum cm_word { CM_WORD_NULL, CM_WORD_YES, CM_WORD_NO, CM_WORD_OPEN, CM_WORD_ILL } cm_word;

/** A named thing the question is about. */
typedef struct cm_target {
    const char *text;  /**< as given */
    cm_cond_kind what; /**< _ACT, _EITHER, _FACT (choices too), _OUTCOME,
                            _LADDER; for deal: unused */
    uint32_t index, other;
    uint32_t talks;    /**< deal */
} cm_target;

/** A question under way. The verb adds its own keys to the answer object and
    sets word, exit, exact and certified where they differ from the defaults
    (null, 0, true, true); the head is filled in from them afterwards. */
typedef struct cm_ask {
    cm_ctx *ctx;
    const cm_model *model;      /**< NULL for quick forms */
    const comitia_question *q;
    const comitia_loader *loader;
    cm_arena *arena;            /**< of the answer */
    cm_builder b;               /**< into the same arena */
    cm_diags diags;             /**< of this question; the model's are added */
    cm_world *world;
    cm_world_options options;   /**< what the world was made of */
    const cm_target *targets;
    uint32_t n_targets;
    const uint32_t *who;        /**< can: players */
    uint32_t n_who;
    cm_word word;
    int exit;
    bool exact, certified;
    uint8_t **measure_used;     /**< per body, measure: the answer depends on
                                     it; NULL rows until first marked */
    uint8_t *body_used;         /**< per body: the answer depends on its seats */
    /** [cm_atom_kind][index][value]: made so far, shared between terms */
    comitia_value ***literals[3];
} cm_ask;

/** Adds the keys of one verb to `answer`. */
typedef comitia_status cm_verb_fn(cm_ask *ask, comitia_value *answer);

/* The verbs. Each adds its keys of section 16 to `answer`. */
comitia_status cm_ask_check(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_brief(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_status(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_needs(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_can(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_who(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_power(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_quick_power(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_chance(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_belief(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_deal(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_timeline(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_why(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_how(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_show(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_diff(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_sweep(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_explain(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_seats(cm_ask *ask, comitia_value *answer);
comitia_status cm_ask_poll(cm_ask *ask, comitia_value *answer);

/* Pieces of verbs that brief has too. */

/** The i-th outcome or ladder of the file. */
cm_target cm_subject_target(const cm_model *model, uint32_t i);

/** "read", "last" and "bodies" of status. */
void cm_put_state(cm_ask *ask, comitia_value *answer);
/** The valuations of the open facts that choose the arm of an act's rule. The
    law lives in `arena` and is cleared by the caller, also after a failure. */
comitia_status cm_needs_cases(cm_ctx *ctx, cm_arena *arena,
                              const cm_world *world, uint32_t act,
                              cm_law **law, cm_cases *cases);
/** subject, status, result, needed, stopped of one target. */
comitia_status cm_put_status(cm_ask *ask, comitia_value *object,
                             const cm_target *target, uint32_t lists_left,
                             cm_word *word);

/** Keys that begin so are for the text form: JSON leaves them out. They stand
    last in their object. */
#define CM_TEXT_ONLY "."

/** A member as something that can be put elsewhere too; NULL without it. */
static inline comitia_value *cm_member(const comitia_value *object,
                                       const char *key)
{
    return (comitia_value *)(uintptr_t)comitia_value_get(object, key);
}

/* Parts that several verbs share (src/ask/parts.c). */

/** A number; null for NULL. */
void cm_put_amount(cm_ask *ask, comitia_value *object, const char *key,
                   const cm_number *number);
/** "file" and "line" of a place. */
void cm_put_place(cm_ask *ask, comitia_value *object, cm_span span);
/** "text" and "status" of one. */
void cm_put_cite(cm_ask *ask, comitia_value *object, const cm_cite *cite);
/** "cite": {"text","status"} for each. */
void cm_put_cites(cm_ask *ask, comitia_value *object, cm_cites cites);
/** "subject" object of a named thing. */
comitia_value *cm_subject(cm_ask *ask, cm_cond_kind what, uint32_t index);
/** A literal {"name","kind","value"} of atom = value. */
comitia_value *cm_literal(cm_ask *ask, cm_atom atom, uint32_t value);
/** Name of the thing a condition kind and index stand for. */
const char *cm_name_of(const cm_model *model, cm_cond_kind what, uint32_t index);
/** The same span as a diagnostic object of section 16. */
comitia_value *cm_diag_value(cm_ask *ask, const cm_diag *diag);
/** Marks the measures of the rules of an act as used (rounded ones make the
    answer uncertified). */
comitia_status cm_use_act(cm_ask *ask, uint32_t act);
/** Likewise the acts that any of these conditions may depend on. */
comitia_status cm_use_conds(cm_ask *ask, const cm_cond *const *roots,
                            uint32_t n);
/** Likewise all unsettled acts that the conditions reach. */
comitia_status cm_use_reached(cm_ask *ask, const cm_cond *const *roots,
                              uint32_t n);
/** The answer depends on the seats of this body. */
void cm_use_body(cm_ask *ask, uint32_t body);
/** C0701 as a warning about a list that was left out, exact = false. */
void cm_list_left_out(cm_ask *ask, const char *list);
/** The same where its kinds are there (section 16, who). */
void cm_list_by_kinds(cm_ask *ask, const char *list);
/** The condition "this target holds", in `arena`; NULL without memory. */
const cm_cond *cm_target_cond(cm_arena *arena, const cm_target *target);
/** "when": the facts and choices of case i. */
comitia_value *cm_when(cm_ask *ask, const cm_law *law, const cm_cases *cases,
                       uint32_t i);
/** "passed", "rejected", "no decision". */
const char *cm_result_text(cm_result result);

/** Steps put aside for one of the parts that are left; 0 parts counts as 1.
    Returns the limit to give back to cm_share_end. */
uint64_t cm_share_begin(cm_ctx *ctx, uint32_t parts_left);
void cm_share_end(cm_ctx *ctx, uint64_t limit);

/**
 * Asks a verb as part of this question, into an object of its own without a
 * head. Diagnostics, exact and certified of the part become those of `ask`;
 * a refusal, an unfit word and the exit code stay in *part.
 */
comitia_status cm_ask_part(cm_ask *ask, cm_verb_fn *verb,
                           const cm_target *targets, uint32_t n_targets,
                           cm_ask *part, comitia_value **object);

/** Makes ask->world of ask->options. */
comitia_status cm_ask_world(cm_ask *ask);
/** Note C0501 if an open act helps and hinders the outcome. */
comitia_status cm_note_mixed(cm_ask *ask, uint32_t outcome, uint32_t most_acts);

/** The public question: everything but the wrapping of the model. Puts the
    answer into *made, which has its arena. */
typedef struct cm_answer {
    cm_arena arena;
    comitia_value *value;
    int exit;
    cm_diags diags;        /**< of the model and the question, finished */
    const cm_model *model; /**< or NULL */
} cm_answer;
comitia_status cm_ask_question(cm_ctx *ctx, const cm_model *model,
                               const comitia_question *question,
                               const comitia_loader *loader, cm_answer *made);

#endif
