#include "import/job.h"

#include <stdio.h>

#include "lang/parse/chars.h"
#include "model/date.h"

enum { MOST_ERRORS = 20, MOST_WARNINGS = 50, MESSAGE = 512 };

/* ---- what is wrong ------------------------------------------------------- */

/* Lines and columns of a place: one pass over the text before it. */
static cm_span span_of(const cm_job *job, cm_where where)
{
    size_t offset = where.at, n = where.n;
    if (offset == SIZE_MAX)
        return CM_NO_SPAN;
    cm_span span = {0, 1, 1, 1};
    size_t line = 0;
    if (offset > job->n)
        offset = job->n;
    if (n > job->n - offset)
        n = job->n - offset;
    for (const char *end;
         (end = memchr(job->bytes + line, '\n', offset - line));
         line = (size_t)(end - job->bytes) + 1)
        span.line++;
    const char *stop = n ? memchr(job->bytes + offset, '\n', n) : NULL;
    if (stop)
        n = (size_t)(stop - job->bytes) - offset;
    span.column = 1 + cm_utf8_count(job->bytes + line, offset - line);
    span.end_column =
        span.column + cm_utf8_count(job->bytes + offset, n);
    if (span.end_column == span.column)
        span.end_column++;
    return span;
}

void cm_job_error(cm_job *job, cm_where where, const char *help,
                  const char *format, ...)
{
    char text[MESSAGE];
    if (job->diags->n_errors >= MOST_ERRORS) {
        cm_diag_count(job->diags);
        return;
    }
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cm_diag *diag =
        cm_diag_add(job->diags, "C0801", CM_ERROR, span_of(job, where), "%s",
                    text);
    if (help)
        cm_diag_help(job->diags, diag, "%s", help);
}

void cm_job_warn(cm_job *job, cm_where where, const char *format, ...)
{
    char text[MESSAGE];
    if (job->n_warnings == MOST_WARNINGS) {
        job->n_warnings++;
        cm_diag_add(job->diags, "C0802", CM_WARNING, CM_NO_SPAN,
                    "more of this kind; only the first %d are listed",
                    MOST_WARNINGS);
    }
    if (job->n_warnings > MOST_WARNINGS)
        return;
    job->n_warnings++;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cm_diag_add(job->diags, "C0802", CM_WARNING, span_of(job, where),
                "%s", text);
}

void cm_job_unreadable(cm_job *job, cm_where where, const char *help,
                       const char *reason)
{
    cm_diag *diag =
        cm_diag_add(job->diags, "C0212", CM_ERROR, span_of(job, where), "%s",
                    reason);
    if (help)
        cm_diag_help(job->diags, diag, "%s", help);
}

/* ---- dates --------------------------------------------------------------- */

/* n digits at *at as a number, -1 if they are none. */
static int digits(const char **at, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++, ++*at) {
        if (**at < '0' || **at > '9')
            return -1;
        value = 10 * value + (**at - '0');
    }
    return value;
}

static bool ends(const char *at)
{
    return !*at || *at == 'T' || *at == ' ';
}

bool cm_job_read_date(const char *text, int32_t *lo, int32_t *hi)
{
    const char *at = text;
    int year = digits(&at, 4), month = 0, day = 0;
    if (year < 0)
        return false;
    if (*at == '-') {
        at++;
        month = digits(&at, 2);
        if (month < 1 || month > 12)
            return false;
        if (*at == '-') {
            at++;
            day = digits(&at, 2);
            if (day < 1)
                return false;
        }
    }
    if (!ends(at))
        return false;
    int last = month ? month : 12;
    return cm_day_of(year, month ? month : 1, day ? day : 1, lo) &&
           cm_day_of(year, last,
                     day ? day : cm_days_in_month(year, last), hi);
}

bool cm_job_day(cm_job *job, int32_t *day)
{
    int32_t lo;
    const char *on = job->options->on;
    if (!on)
        return false;
    if (cm_job_read_date(on, &lo, day))
        return true;
    cm_job_error(job, CM_NOWHERE,
                 "write --on YYYY-MM-DD, or a month or a year for its last day",
                 "--on %s: no such date", on);
    return false;
}
