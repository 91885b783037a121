/* Days of the proleptic Gregorian calendar; day 0 is 0001-01-01. */
#ifndef CM_DATE_H
#define CM_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Day number of a date, or false if there is no such day (years 1-9999). */
bool cm_day_of(int year, int month, int day, int32_t *number);
/** 28 to 31. */
int cm_days_in_month(int year, int month);
/** "YYYY-MM-DD" and a NUL into out[11]. */
void cm_day_text(int32_t number, char out[11]);

#endif
