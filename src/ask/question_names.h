/* The names in a question, and what to say where they mean nothing. */
#ifndef CM_QUESTION_NAMES_H
#define CM_QUESTION_NAMES_H

#include "ask/ask.h"

/** Sets of cm_name_kind, as bits. */
enum {
    CM_OF_PLAYERS = 1 << CM_NAME_PLAYER,
    CM_OF_BODIES = 1 << CM_NAME_BODY,
    CM_OF_ACTS = 1 << CM_NAME_ACT,
    CM_OF_FACTS = 1 << CM_NAME_FACT,
    CM_OF_OUTCOMES = 1 << CM_NAME_OUTCOME,
    CM_OF_LADDERS = 1 << CM_NAME_LADDER,
    CM_OF_TALKS = 1 << CM_NAME_TALKS
};

/** It is of a kind that is not asked for: C0209. NULL without memory. */
cm_diag *cm_not_of_kind(cm_ask *ask, const char *text, const char *is,
                        const char *wanted);
/** Nothing has the name: C0202, with the nearest of these kinds as help. */
void cm_unknown_name(cm_ask *ask, const char *text, unsigned kinds);
/** "an act" */
const char *cm_kind_text(cm_name_kind kind);

/** What a text names: an act, step, fact, choice, outcome, ladder or talks of
   one of `kinds`. `wanted` begins with its article. Where it names none, that
   is an error in ask->diags and *found is false. */
COMITIA_NODISCARD comitia_status cm_find_target(cm_ask *ask, const char *text,
                                                size_t n, unsigned kinds,
                                                const char *wanted,
                                                cm_target *target, bool *found);

/** Resolves --suppose: fills the options and ballots of the question. */
COMITIA_NODISCARD comitia_status cm_find_supposed(cm_ask *ask);

#endif
