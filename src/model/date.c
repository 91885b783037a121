#include "model/date.h"

#include <stdio.h>

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int cm_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days before the first of January of `year`. */
static int32_t before_year(int year)
{
    int y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

bool cm_day_of(int year, int month, int day, int32_t *number)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > cm_days_in_month(year, month))
        return false;
    int32_t n = before_year(year) + day - 1;
    for (int m = 1; m < month; m++)
        n += cm_days_in_month(year, m);
    *number = n;
    return true;
}

void cm_day_text(int32_t number, char out[11])
{
    int year = number / 366 + 1;
    while (before_year(year + 1) <= number)
        year++;
    int day = number - before_year(year), month = 1;
    while (day >= cm_days_in_month(year, month))
        day -= cm_days_in_month(year, month++);
    /* % tells the compiler that the digits fit. */
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)year % 10000,
             (unsigned)month % 100, ((unsigned)day + 1) % 100);
}
