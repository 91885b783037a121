/* What a mistyped word may have meant. */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stddef.h>

/** The nearest of `words` so far; start with all zero and the word. */
typedef struct cli_nearest {
    const char *word; /**< what was typed */
    const char *best; /**< NULL if nothing was near */
    size_t distance;  /**< of best */
} cli_nearest;

/** Considers a candidate. Near is: at most a third of the letters differ. */
void cli_consider(cli_nearest *nearest, const char *candidate);

#endif
