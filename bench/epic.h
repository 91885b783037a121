/* EPIC, a program for the same indices (github.com/jhstaudacher/EPIC), asked
 * the same question. */
#ifndef CM_BENCH_EPIC_H
#define CM_BENCH_EPIC_H

#include "holders.h"

/** Asks the program at `path` for an index by its name there, times it, and
    prints a row "ROW-epic": the numbers that it gives beside those with `key`
    that the row has found, in the digits that it prints. A comment if it
    fails. What differs is its matter: the row has references of its own. */
void bench_epic(const char *path, const char *row, const char *index,
                const char *key, const bench_holders *holders, uint64_t quota);

#endif
