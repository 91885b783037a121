/* A model by plain enumeration: slow, obvious, and right. Nothing here uses
 * diagrams, gates, laws or games; it reads the events itself, evaluates rules
 * from explicit ballots as LANGUAGE, section 5 says, and tries everything. */
#ifndef CM_TEST_PLAIN_H
#define CM_TEST_PLAIN_H

#include "comitia/question.h"
#include "model/model.h"
#include "support/oracle.h"

enum {
    PLAIN_UNITS = ORACLE_MOST, /* single players */
    PLAIN_ACT_UNITS = 7,       /* with open ballots in one act */
    PLAIN_ACTS = 24,
    PLAIN_FACTS = 8,
    PLAIN_VOTERS = 12
};

/** A single player: a bloc, or one seat of a freed party. */
typedef struct plain_unit {
    uint32_t player;
    uint32_t body, entry, seat; /**< body CM_NONE: it decides as one */
} plain_unit;

/** One player's open ballots in one act. */
typedef struct plain_part {
    unsigned unit;
    uint32_t voter;
    uint64_t seats;
} plain_part;

typedef struct plain_act {
    bool settled, value, voted;
    uint64_t seats[PLAIN_VOTERS], vacant;
    cm_tally ballots[PLAIN_VOTERS]; /**< open ones by CM_BALLOT_OPEN */
    plain_part parts[PLAIN_ACT_UNITS];
    unsigned n_parts;
    /** Per arm, once asked for: for each way to cast the open ballots (two
        bits a part) whether the act passes. */
    uint8_t *passes[8];
} plain_act;

typedef struct plain {
    const cm_model *model;
    int fact[PLAIN_FACTS]; /**< value (option of a choice), -1: unsettled */
    plain_act acts[PLAIN_ACTS];
    plain_unit units[PLAIN_UNITS];
    unsigned n_units;
    bool too_large; /**< more than the limits above: do not ask */
} plain;

typedef struct plain_options {
    bool has_on;
    int32_t on;
    const cm_suppose *suppose;
    uint32_t n_suppose;
    bool free_all;
} plain_options;

void plain_init(plain *p, const cm_model *model, const plain_options *options);
void plain_clear(plain *p);

/* ---- rules (section 5) ----------------------------------------------------
 */

/** Ballots of every voter of an act, in seats; nobody's is open. */
bool plain_rule_holds(const plain *p, uint32_t act, const cm_rule *rule,
                      bool presence, const cm_tally *ballots);
bool plain_quorum_met(const plain *p, uint32_t act, const cm_tally *ballots);

typedef enum plain_direction {
    PLAIN_PLUS,
    PLAIN_MINUS,
    PLAIN_MIXED
} plain_direction;
plain_direction plain_rule_direction(const cm_rule *rule);

/** The ways to cast the open ballots of an act: 4^parts. */
uint32_t plain_profiles(const plain *p, uint32_t act);
/** The act passes under arm `arm` when part i casts profile >> 2i & 3. */
bool plain_passes(plain *p, uint32_t act, unsigned arm, uint32_t profile);

/* ---- conditions (sections 6 and 7) -----------------------------------------
 */

/** Values of all facts; results of all acts that are open. */
typedef struct plain_values {
    int fact[PLAIN_FACTS];
    bool act[PLAIN_ACTS];
} plain_values;

bool plain_holds(plain *p, const plain_values *v, const cm_cond *cond);
bool plain_act_passes(plain *p, const plain_values *v, uint32_t act);
unsigned plain_arm(plain *p, const plain_values *v, uint32_t act);
bool plain_is_nested(const plain *p, uint32_t act);

/** What a condition depends on, if anything: unsettled facts in order of first
    mention, then unsettled acts in order of first mention. */
typedef struct plain_open {
    uint32_t facts[PLAIN_FACTS], acts[PLAIN_ACTS];
    unsigned n_facts, n_acts;
} plain_open;

void plain_find_open(plain *p, const cm_cond *cond, plain_open *open);
/** Number of values of a fact: 2, or the options. */
unsigned plain_values_of(const plain *p, uint32_t fact);

/** All valuations of the open facts: the i-th into v; other facts settled.
    Facts whose bit in `only` is not set stay at 0. */
uint32_t plain_valuations(const plain *p, const plain_open *open,
                          uint32_t only);
void plain_valuation(const plain *p, const plain_open *open, uint32_t only,
                     uint32_t i, plain_values *v);
/** Facts that matter (section 8), one bit for each of open->facts. */
uint32_t plain_matter(plain *p, const cm_cond *cond, const plain_open *open);

/** Act results of the open acts: bit i for open->acts[i]. */
bool plain_residual(plain *p, const cm_cond *cond, const plain_open *open,
                    plain_values *v, uint32_t results);

/* ---- coalitions (section 8)
 * -------------------------------------------------- */

typedef enum plain_refusal {
    PLAIN_FINE,
    PLAIN_C0511,
    PLAIN_C0512
} plain_refusal;

/** The question under one valuation of the facts. */
typedef struct plain_game {
    plain *p;
    const cm_cond *cond;
    const plain_open *open;
    plain_values v;
    comitia_participation otherwise;
    bool helps[PLAIN_ACTS], hinders[PLAIN_ACTS]; /**< per open->acts */
    uint32_t matters;                            /**< bits of units */
    plain_refusal refusal;
    oracle_game force, block;      /**< players: the units that matter */
    unsigned players[ORACLE_MOST]; /**< unit of each player */
} plain_game;

/** force and block are filled in unless it is refused. */
void plain_play(plain *p, const cm_cond *cond, const plain_open *open,
                const plain_values *v, comitia_participation otherwise,
                plain_game *game);

/* ---- chances (section 9)
 * -------------------------------------------------------- */

/** low and high are initialised. */
void plain_chance(plain *p, const cm_cond *cond, mpq_ptr low, mpq_ptr high);

#endif
