/* From a question to an answer tree: one file for each verb. */
#ifndef CM_ASK_H
#define CM_ASK_H

#include "base/value.h"
#include "comitia/loader.h"
#include "engine/law.h"

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
                                     it; may be NULL until first marked */
} cm_ask;

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
comitia_status cm_ask_explain(cm_ask *ask, comitia_value *answer);

/* Parts that several verbs share (src/ask/parts.c). */

/** "file" and "line" of a place. */
void cm_put_place(cm_ask *ask, comitia_value *object, cm_span span);
/** {"text","status"} for each. */
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
/** C0701 as a warning about a list that was left out, exact = false. */
void cm_list_left_out(cm_ask *ask, const char *list);

#endif
