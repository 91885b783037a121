/* One import under way: what was asked, the text, what is wrong with it. */
#ifndef CM_JOB_H
#define CM_JOB_H

#include "comitia/import.h"
#include "import/draft.h"
#include "model/model.h"

/** Bytes of a text that is imported, and characters of its paths in what is
    said. */
#define CM_IMPORT_MOST_BYTES (UINT32_C(64) << 20)

typedef struct cm_job {
    cm_ctx *ctx;
    cm_arena *arena; /**< of the import; diagnostics live in the model's */
    const comitia_import_options *options;
    const char *path;  /**< as diagnostics print it */
    const char *bytes; /**< without byte order mark; texts[0] of the model */
    size_t n;
    cm_diags *diags;
    uint32_t n_warnings; /**< given so far; there is an end to them */
    cm_draft draft;
} cm_job;

/** A place in the text: n bytes from `at`. Which line that is, is looked up only
    for what is shown. */
typedef struct cm_where {
    size_t at, n;
} cm_where;
#define CM_NOWHERE ((cm_where){SIZE_MAX, 0})

/** Something is wrong at a place (C0801): nothing will be written. After the
    20th they are only counted. Printf-like; `help` may be NULL. */
void cm_job_error(cm_job *job, cm_where where, const char *help,
                  const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/** The data say too little or too much, and this is how it was taken (C0802). */
void cm_job_warn(cm_job *job, cm_where where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/** The text cannot be read at all (C0212). */
void cm_job_unreadable(cm_job *job, cm_where where, const char *help,
                       const char *reason);

/** The day that --on means: day numbers lo to hi, of which hi is asked. False
    when it was not given; a bad one is an error. */
bool cm_job_day(cm_job *job, int32_t *day);
/** A date YYYY, YYYY-MM or YYYY-MM-DD, a time behind it left out, as the days
    it may mean. */
bool cm_job_read_date(const char *text, int32_t *lo, int32_t *hi);

/** Ends a text without memory: what was taken in CM_TRY style. */
static inline comitia_status cm_job_status(const cm_job *job)
{
    return job->draft.failed || job->diags->failed ? COMITIA_E_NOMEM
                                                   : COMITIA_OK;
}

/* The ways of importing: each fills job->draft. Errors are in job->diags. */
COMITIA_NODISCARD comitia_status cm_import_csv(cm_job *job);
COMITIA_NODISCARD comitia_status cm_import_parlgov(cm_job *job);
COMITIA_NODISCARD comitia_status cm_import_popolo(cm_job *job);

#endif
