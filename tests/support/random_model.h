/* Small random models, as texts of the language that read without errors. */
#ifndef CM_RANDOM_MODEL_H
#define CM_RANDOM_MODEL_H

#include "support/random.h"

enum { RANDOM_TEXT = 1 << 15 };

/** What may occur; all zero is a model without any of it. */
typedef struct random_model_options {
    bool history; /**< events: settled things, votes, changes of seats */
    bool long_history; /**< instead: many events of every kind; they may clash,
                            so that the text has errors */
    bool forecasts;
    bool nested; /**< a body whose members vote as something */
    bool ladders;
    bool mixed; /**< rules that are neither + nor - */
} random_model_options;

typedef struct random_model {
    char text[RANDOM_TEXT]; /**< NUL-terminated */
    /** Names a question may be about. */
    char subjects[16][24];
    unsigned n_subjects;
    char acts[16][24]; /**< acts by bodies that are not nested */
    unsigned n_acts;
    char players[24][24];
    unsigned n_players;
    char facts[4][24]; /**< without options */
    unsigned n_facts;
    char choice[24];    /**< "" if there is none */
    unsigned n_options; /**< called Aye, Bee, Cee */
} random_model;

void random_model_write(cm_random *random, const random_model_options *options,
                        random_model *model);

#endif
