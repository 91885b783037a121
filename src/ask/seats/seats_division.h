/* What an answer says of one division: divisor or quota, quotients, the tie. */
#ifndef CM_SEATS_DIVISION_H
#define CM_SEATS_DIVISION_H

#include "ask/seats/contenders.h"

/** So many names of those who share out a tie are listed, no more. */
enum { CM_MOST_TAKERS = 100000 };

/** The number, or null where it is not the same in all outcomes. */
void cm_put_seats(cm_ask *ask, comitia_value *object, const char *key,
                  uint64_t low, uint64_t high);
/**
 * "divisor" and "quota", one of them null.
 *
 * @param basis  set to what votes are divided by
 * @return false if that is no fraction
 */
bool cm_put_basis(cm_contenders *contenders, comitia_value *object,
                  const cm_seating *seating, mpq_ptr basis);
/** "quotient" and "remainder" of votes over `basis`; NULL: both null. Base
   seats (within the seats) beyond the whole quotas leave no remainder. */
void cm_put_quotient(cm_contenders *contenders, comitia_value *object,
                     mpz_srcptr votes, mpq_srcptr basis, uint64_t base);
/** "tie": null, or who ties for how many seats; names[m] of party m. */
COMITIA_NODISCARD comitia_status cm_put_tie(cm_contenders *contenders,
                                            comitia_value *object,
                                            const cm_division *division,
                                            const char *const *names);
/** Warns that outcomes are not listed; `help` is how they could be made. */
void cm_outcomes_left_out(cm_contenders *contenders, const char *help);

#endif
