/* Power by plain enumeration: slow, obvious, and right. */
#ifndef CM_TEST_ORACLE_H
#define CM_TEST_ORACLE_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

enum { ORACLE_MOST = 13 };

/** A simple game of n players: wins[S] for each set S of them as bits. */
typedef struct oracle_game {
    unsigned n;
    uint8_t wins[1 << ORACLE_MOST];
} oracle_game;

/** Everything by the definitions; shares are 0 where their sum is 0. */
typedef struct oracle_power {
    unsigned n;
    uint64_t winning, minimal_winning, minimal_blocking;
    uint64_t swings[ORACLE_MOST];
    mpq_t shapley[ORACLE_MOST], deegan_packel[ORACLE_MOST],
        holler[ORACLE_MOST], johnston[ORACLE_MOST];
    bool has_minimal, has_johnston; /**< their shares are defined */
} oracle_power;

void oracle_power_of(const oracle_game *game, oracle_power *power);
void oracle_power_clear(oracle_power *power);

/** S wins and no smaller set in it does. */
bool oracle_minimal_winning(const oracle_game *game, uint32_t set);
/** The others lose, and with any member of S they would win. */
bool oracle_minimal_blocking(const oracle_game *game, uint32_t set);

#endif
