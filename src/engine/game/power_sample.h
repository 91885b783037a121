/* Swings and pivots of drawn coalitions: what --sample counts
 * (docs/theory/sampling.md). */
#ifndef CM_POWER_SAMPLE_H
#define CM_POWER_SAMPLE_H

#include "engine/game/game.h"
#include "engine/weighted/weighted.h"

/** Does a coalition with in[class] players of each class win? Monotone. */
typedef comitia_status cm_wins_fn(void *user, const uint64_t *in, bool *wins);

/** A game of which nothing is known but who wins. */
typedef struct cm_drawn_game {
    cm_ctx *ctx;
    uint32_t n;            /**< classes */
    const uint64_t *units; /**< players of each that are drawn */
    cm_wins_fn *wins;
    void *user;
    uint64_t cost;         /**< steps that one call of `wins` is worth */
} cm_drawn_game;

/** What came out of the draws, by class. */
typedef struct cm_drawn {
    uint64_t *swings; /**< players of the class that decided, of all draws
                           together; NULL if not wanted */
    uint64_t *pivots; /**< orders in which one of them decided; likewise */
} cm_drawn;

/**
 * Draws so many coalitions, each as likely as any other, and so many orders of
 * all players. CM_PART_SWINGS and CM_PART_SHAPLEY of `want` count. Steps are
 * spent as it goes; E_BUDGET at once if they cannot be enough. About
 * players + (2 + swinging classes) * log2(players) * cost a draw. Lives in
 * `arena`.
 */
COMITIA_NODISCARD comitia_status cm_power_draw(cm_arena *arena,
                                               const cm_drawn_game *game,
                                               uint64_t draws, unsigned want,
                                               cm_drawn *drawn);

/**
 * Things of which some decide a draw by themselves. `together` moves those from
 * first to last-1 at once and takes them back: whether the result changes. If
 * not, none of them decides, so that halves are looked at and not each thing.
 */
typedef struct cm_movers {
    uint32_t n;
    void *user;
    comitia_status (*together)(void *user, uint32_t first, uint32_t last,
                               bool *changes);
    void (*decides)(void *user, uint32_t i); /**< told of each that does */
} cm_movers;

COMITIA_NODISCARD comitia_status cm_find_deciders(const cm_movers *movers);

/** Players of a game; more than 10,000,000: that and some more. */
uint64_t cm_drawn_players(const cm_drawn_game *game);
/** E_BUDGET for a sample that is too large or cannot be had in time. */
COMITIA_NODISCARD comitia_status cm_draws_fit(const cm_drawn_game *game,
                                              uint64_t draws);

/** The same of one case of a game: who forces it. units as the game's, 0 for
    who does not matter. No diagram of the game is made. */
COMITIA_NODISCARD comitia_status cm_power_draw_game(cm_arena *arena,
                                                    cm_game *game, uint32_t i,
                                                    const uint64_t *units,
                                                    uint64_t draws,
                                                    unsigned want,
                                                    cm_drawn *drawn);
/** The same of a weighted rule. */
COMITIA_NODISCARD comitia_status cm_power_draw_weighted(cm_ctx *ctx,
                                                        cm_arena *arena,
                                                        const cm_weighted *rule,
                                                        uint64_t draws,
                                                        unsigned want,
                                                        cm_drawn *drawn);

#endif
