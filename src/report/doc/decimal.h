/* Exact numbers as people read them: grouped, and rounded where said so.
 *
 * This is the only place of the library where a number is rounded; it is done
 * on the exact number, by GMP.
 */
#ifndef CM_DECIMAL_H
#define CM_DECIMAL_H

#include <gmp.h>

#include "base/buf.h"

/** Reads "82", "-3" or "421/2145" as answers write them. False for anything
    else, a zero denominator included. */
bool cm_ratio_read(const char *text, mpq_ptr q);

/** "1234567" as "1,234,567"; what is no integer of digits stays as it is. */
void cm_grouped_add(cm_buf *out, const char *digits);

/** q rounded to at most `places` digits after the point, halves away from
    zero, without zeros at the end, grouped before the point. */
void cm_decimal_add(cm_buf *out, mpq_srcptr q, unsigned places);

/** q as a percentage with one decimal, the blank before the sign being
    CM_TIE. What is above 0 never shows as 0, what is below 1 never as 100:
    "below 0.1 %", "above 99.9 %". */
void cm_percent_add(cm_buf *out, mpq_srcptr q);

#endif
