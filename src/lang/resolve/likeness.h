/* The name that a writer may have meant: the one with the fewest slips. */
#ifndef CM_LIKENESS_H
#define CM_LIKENESS_H

#include <stdbool.h>
#include <stdint.h>

enum { CM_LIKENESS_POINTS = 256 };

/** A text that fits no name, and how near the best one so far comes. */
typedef struct cm_likeness {
    const char *text;
    int32_t points[CM_LIKENESS_POINTS];
    uint32_t n;    /**< code points that are compared */
    uint32_t best; /**< slips of the best name so far; more than may be at first */
    uint64_t work; /**< steps taken: code points looked at and compared */
} cm_likeness;

/** Starts the search. 1 slip is forgiven in a text of 3 to 5 code points, 2 in
    one of 6 to 9, 3 in a longer one. */
void cm_likeness_begin(cm_likeness *like, const char *text);

/**
 * Considers one name: true if it comes nearer than all before, which may then
 * be forgotten. A slip is a letter too many, missing or changed, or two
 * neighbours exchanged (Damerau 1964, restricted), case apart; none at all are
 * the same characters written with other code points. The same text is no name
 * that was meant.
 */
bool cm_likeness_try(cm_likeness *like, const char *name);

#endif
