/* The methods that turn votes into seats, and where each of them rounds. */
#ifndef CM_SIGNPOST_H
#define CM_SIGNPOST_H

#include <gmp.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum cm_seat_method {
    CM_DHONDT,                /**< Jefferson: round down */
    CM_SAINTE_LAGUE,          /**< Webster: round to the nearest */
    CM_MODIFIED_SAINTE_LAGUE, /**< the same, the first seat at 7/10 */
    CM_MODIFIED_AT_SIX_TENTHS, /**< the same, the first seat at 6/10 */
    CM_ADAMS,                 /**< round up */
    CM_DEAN,                  /**< at the harmonic mean of k - 1 and k */
    CM_HUNTINGTON_HILL,       /**< at the geometric mean */
    CM_LARGEST_REMAINDER      /**< a quota, not a divisor */
} cm_seat_method;

/** S seats, V votes. */
typedef enum cm_seat_quota {
    CM_QUOTA_HARE,               /**< V / S */
    CM_QUOTA_DROOP,              /**< V / (S + 1), cut to an integer, and 1 */
    CM_QUOTA_HAGENBACH_BISCHOFF, /**< V / (S + 1), as a fraction */
    CM_QUOTA_IMPERIALI           /**< V / (S + 2), as a fraction */
} cm_seat_quota;

/** "dhondt", ...: the one word of a method or quota; never NULL. */
const char *cm_seat_method_word(cm_seat_method method);
const char *cm_seat_quota_word(cm_seat_quota quota);
/** From its word or another name of it ("jefferson"); false for none. */
bool cm_seat_method_read(const char *text, cm_seat_method *method);
bool cm_seat_quota_read(const char *text, cm_seat_quota *quota);

/** True where the first seat is worth any number of votes, so that everybody
    with a vote has one: Adams, Dean, Huntington-Hill. */
bool cm_seats_for_all(cm_seat_method method);
/** True where quotients are compared by their squares: Huntington-Hill. */
bool cm_seats_by_squares(cm_seat_method method);

/**
 * Where a quotient becomes k seats and not k - 1: at num / den, or at its
 * square root for cm_seats_by_squares. It lies in k-1..k.
 *
 * @param k  1 or more, at most 10^9; the numbers fit in 64 bits
 */
void cm_signpost(cm_seat_method method, uint64_t k, uint64_t *num,
                 uint64_t *den);

/**
 * The decimal with the fewest digits that lies between low and high, the
 * middle one of these, into `divisor`.
 *
 * @param high     NULL: there is no upper end
 * @param squared  both ends are squares of what is meant
 * @return false if low >= high
 */
bool cm_short_divisor(mpq_srcptr low, mpq_srcptr high, bool squared,
                      mpq_ptr divisor);

#endif
