/* A question about a model, with everything the command line can say. */
#ifndef COMITIA_QUESTION_H
#define COMITIA_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "comitia/seats.h"
#include "comitia/status.h"

struct comitia_model;

/** What is asked. */
typedef enum comitia_verb {
    COMITIA_CHECK,
    COMITIA_BRIEF,
    COMITIA_STATUS,
    COMITIA_NEEDS,
    COMITIA_CAN,
    COMITIA_WHO,
    COMITIA_POWER,
    COMITIA_CHANCE,
    COMITIA_BELIEF,
    COMITIA_DEAL,
    COMITIA_TIMELINE,
    COMITIA_WHY,
    COMITIA_HOW,
    COMITIA_SHOW,
    COMITIA_DIFF,
    COMITIA_EXPLAIN,
    COMITIA_SWEEP,
    COMITIA_SEATS, /**< votes to seats, without a model */
    COMITIA_POLL   /**< a poll to chances, without a model */
} comitia_verb;

/** What the others do while a coalition tries (LANGUAGE, section 8). */
typedef enum comitia_participation {
    COMITIA_OPPOSE, /**< everyone is present and votes the opposite */
    COMITIA_ABSENT, /**< all others stay away */
    COMITIA_WORST   /**< whatever the others do */
} comitia_participation;

/** The verb's word: "check", "brief", ...; never NULL. */
COMITIA_API const char *comitia_verb_text(comitia_verb verb);

/**
 * A question. All zero but for `verb` means the defaults. Texts and lists are
 * the caller's and must outlive the call only.
 */
typedef struct comitia_question {
    comitia_verb verb;        /**< what is asked */
    const char *const *names; /**< NAME, ACT, TALKS or CODE: what it is about */
    size_t n_names;           /**< of names */
    const char *const *who;   /**< can: the players */
    size_t n_who;             /**< of who */
    bool block;               /**< can: block, not force */
    comitia_verb asks;        /**< sweep: what is asked at every point: can,
                                   chance, needs, power, status or who */

    const char *on;           /**< a date, or NULL */
    const char *const *suppose; /**< "NAME", "NAME=no", "CHOICE=OPTION", ... */
    size_t n_suppose;         /**< of suppose */
    const char *const *vary;  /**< "seats A->B 5", "quota ACT 2/3", "chance
                                   FACT 0.1": changes of the model, of one
                                   value each; sweep: of many */
    size_t n_vary;            /**< of vary */
    const char *each;         /**< a fact: ask once for each value */
    const char *const *free;  /**< parties, or "all" */
    size_t n_free;            /**< of free */
    comitia_participation otherwise; /**< what the others do */
    bool three_ballots;       /**< power: yes, abstain and no, equally likely */
    const char *const *indices; /**< of power; none means all */
    size_t n_indices;         /**< of indices */
    const char *const *unions; /**< of power: "A+B", or one "groups" */
    size_t n_unions;          /**< of unions */
    bool order;               /**< of power: who dominates whom */
    bool importance;          /**< of chance: what each thing does to it */
    bool doubt_given;         /**< deal: givens may be given up too */
    const struct comitia_model *before; /**< diff: the model compared with */
    bool verify;              /**< the answer again by a second method */
    bool strict;              /**< warnings and notes count as errors */
    uint64_t limit;           /**< steps of work; 0 means 10^10 */
    uint64_t sample;          /**< draws; 0 means no sampling */
    unsigned digits;          /**< significant digits; 0 means 12 */
    bool exact;               /**< power: fractions, or nothing */
    unsigned certified;       /**< power: decimals 10^-certified apart at most;
                                   0: as it costs least. Not with exact */

    /* power without a model */
    const char *quota;        /**< "58", "2/3", "85%"; NULL: not quick; of a
                                   sweep many, "50%..90%" */
    bool more_than;           /**< strict bound */
    const char *const *weights; /**< of the players "1", "2", ... */
    size_t n_weights;         /**< of weights */
    const char *csv;          /**< path of a table instead of weights */
    const char *weight_column; /**< of csv */
    const char *name_column;  /**< NULL means the first */
    const char *unions_column; /**< rows with the same text form a union */
    const char *const *where; /**< "Year=2016": only the rows of csv that have
                                   this text in the column */
    size_t n_where;           /**< of where */

    const comitia_seats *seats; /**< of COMITIA_SEATS and COMITIA_POLL */
} comitia_question;

#endif
