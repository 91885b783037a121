/* Coalitions: who decides, and what each set of them brings about (LANGUAGE,
 * section 8). */
#ifndef CM_GAME_H
#define CM_GAME_H

#include "base/buf.h"
#include "engine/law/cases.h"

/** A player, or some seats of a freed party that share everything. */
typedef struct cm_entity {
    uint32_t player;
    uint32_t body;   /**< of freed seats, else CM_NONE */
    uint32_t entry;
    uint64_t units;  /**< 1, or how many freed seats */
    uint32_t *voter; /**< per act of the game: voter index or CM_NONE */
    uint32_t class_of;
} cm_entity;

/** Entities that are alike in every act: one level, counted. */
typedef struct cm_class {
    uint64_t units;         /**< single players in it */
    const uint32_t *entities;
    uint32_t n_entities;
} cm_class;

typedef enum cm_role { CM_IDLE, CM_HELPS, CM_HINDERS, CM_BOTH } cm_role;

/** An open act that matters under some valuation. */
typedef struct cm_stake {
    uint32_t act;
    cm_role *role;  /**< per case */
    uint32_t *arm;  /**< per case: the arm in force */
} cm_stake;

/** Why a question is refused. */
typedef struct cm_refusal {
    const char *code; /**< "C0511", "C0512", or NULL */
    uint32_t act;
} cm_refusal;

typedef struct cm_game {
    cm_law *law;
    cm_fn residual;      /**< over the atoms of the law */
    cm_cases cases;
    cm_fn *under;        /**< per case: residual over the acts */
    cm_stake *stakes;
    uint32_t n_stakes;
    cm_entity *entities;
    uint32_t n_entities;
    cm_class *classes;
    uint32_t n_classes;
    uint8_t **matters;   /**< [case][class] */
    cm_refusal refusal;
    cm_diagram *d;       /**< a level a class; NULL before cm_game_functions */
    cm_fn *force;        /**< per case, over d */
    cm_fn *block;        /**< likewise, CM_NOTHING until cm_game_blocks */
} cm_game;

/**
 * Sets up the question "who brings `what` about". Refusals are found here
 * (game->refusal); such a game must not be asked further. Lives in the arena
 * of the law; its diagram is freed by cm_game_clear.
 */
COMITIA_NODISCARD comitia_status cm_game_new(cm_law *law, const cm_cond *what,
                                             cm_game **game);
void cm_game_clear(cm_game *game);

/** Under case `i`: do `in[class]` units of each class force (block = false) or
    block it? Needs no diagram of the game: quick at any size. */
COMITIA_NODISCARD comitia_status cm_game_at(cm_game *game, uint32_t i,
                                            const uint64_t *in, bool block,
                                            bool *yes);

/** The same as a function over `d`, whose level c has few values: all of class c
    against it, one of them in the coalition; with `three` all against it, one
    abstaining, one in the coalition. Every rule is a sum, so that these say what any
    number of them adds. Not under `worst`. */
COMITIA_NODISCARD comitia_status cm_game_probe(cm_game *game, uint32_t i,
                                               bool three, cm_diagram *d,
                                               cm_fn *out);

/** Makes game->d and force for all cases. */
COMITIA_NODISCARD comitia_status cm_game_functions(cm_game *game);
/** What blocks under case `i`: after cm_game_functions. */
COMITIA_NODISCARD comitia_status cm_game_blocks(cm_game *game, uint32_t i,
                                                cm_fn *out);

/** In how many ways n alike players cast three ballots: values of a level. */
static inline uint64_t cm_three_values(uint64_t n)
{
    return (n + 1) * (n + 2) / 2; /* n is at most 1,000 where it counts */
}
/**
 * Case `i` by three ballots: each player is for the outcome, abstains, or is
 * against it, in all its acts alike. Under `oppose`. The levels of *d are the
 * classes; the values of one of n players are the pairs (k for it, a abstain)
 * in the order (0,0) (0,1) ... (0,n) (1,0) ... (n,0). E_BUDGET above 1,000
 * alike. *d is freed by the caller, also after a failure.
 */
COMITIA_NODISCARD comitia_status cm_game_three(cm_game *game, uint32_t i,
                                               cm_diagram **d, cm_fn *out);
/** The same at one point, without a diagram: in[class] players are for it and
    abstaining[class] abstain. */
COMITIA_NODISCARD comitia_status cm_game_three_at(cm_game *game, uint32_t i,
                                                  const uint64_t *in,
                                                  const uint64_t *abstaining,
                                                  bool *yes);

/** `worst` for a mixed rule: the coalition can make stake `s` pass (or keep it
    from passing) whatever the others cast; over `into`, or constant for given
    numbers `in`. By trying all ballots; E_BUDGET when they are too many. */
COMITIA_NODISCARD comitia_status cm_worst_mixed(cm_game *game, uint32_t s,
                                                uint32_t arm, cm_diagram *into,
                                                const uint64_t *in, bool pass,
                                                cm_fn *out);

/** Adds how `unit` seats of a voter count in the rules of an act: the same
    text, the same effect. */
void cm_voter_key(cm_buf *key, const cm_model *model, uint32_t act,
                  uint32_t voter, uint64_t unit);

/** Name of an entity: "CPP", for k freed seats "3 of CPP" or "3 of CPP in
    Assembly". */
const char *cm_entity_name(const cm_game *game, const cm_entity *entity,
                           uint64_t k);

#endif
