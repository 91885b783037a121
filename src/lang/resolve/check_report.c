/* Sources that change nothing, speakers who quote themselves, and reports of
 * one source that do not go together (LANGUAGE, sections 10 and 15). */
#include <stdio.h>

#include "lang/resolve/resolve.h"

/* ---- sources ------------------------------------------------------------ */

static void check_accuracy(cm_resolver *r, const cm_syntax_accuracy *said)
{
    if (!said->if_true.value)
        return;
    mpq_t sum;
    mpq_srcptr a = said->if_true.value->q;
    mpq_init(sum);
    mpq_add(sum, a, said->if_false.value ? said->if_false.value->q : a);
    bool useless = mpq_cmp_ui(sum, 1, 1) == 0;
    mpq_clear(sum);
    if (!useless)
        return;
    cm_diag *diag =
        cm_diag_add(r->diags, "C0402", CM_WARNING, said->if_true.span,
                    "such a source changes nothing: it says the same as "
                    "often if the claim is true as if it is false");
    cm_diag_help(r->diags, diag,
                 "leave `right` out if nothing is known of its accuracy");
}

comitia_status cm_check_sources(cm_resolver *r)
{
    for (uint32_t i = 0; i < r->syntax->n; i++) {
        const cm_syntax_declaration *d = &r->syntax->at[i];
        if (d->kind != CM_S_SOURCE)
            continue;
        check_accuracy(r, &d->source.right);
        check_accuracy(r, &d->source.believes);
    }
    return cm_resolved(r);
}

/* ---- reports that do not go together ------------------------------------ */

/* The first report of each kind with one last speaker, one date of his and one
   claim. */
typedef enum heard { NOTHING, YES, NO, N_HEARD } heard;

typedef struct same_voice {
    uint32_t first[N_HEARD];
} same_voice;

/* A report that ends earlier, or begins later, than all before it. */
typedef struct record {
    uint32_t report;
    int32_t day;
} record;

/* Dates given by one last speaker for one claim: days fall in `ends` and rise
   in `begins`, reports rise in both. */
typedef struct dates {
    cm_vec(record) ends, begins;
} dates;

typedef struct check {
    cm_resolver *r;
    cm_map voices_at, dates_at;
    cm_vec(same_voice) voices;
    cm_vec(dates) dates;
    uint32_t *marks; /* per source: 2 * report + 2 once named, + 1 once told */
} check;

static heard conveys(const cm_report *report)
{
    cm_verb verb = report->speakers[report->n_speakers - 1].verb;
    if (verb == CM_CANNOT_SAY)
        return NOTHING;
    return verb == CM_DENIES || report->negated ? NO : YES;
}

/* The place of a text in a list of n: where it is, or n after entering it.
   CM_NONE when memory runs out. */
static uint32_t place_of(check *c, cm_map *map, const char *text, size_t n)
{
    uint32_t known = cm_map_get(map, text);
    if (known != CM_MAP_NONE)
        return known;
    char *key = cm_strdup(&c->r->scratch, text);
    return key && cm_map_put(&c->r->scratch, map, key, (uint32_t)n)
               ? (uint32_t)n
               : CM_NONE;
}

static int claim_text(char *text, size_t bytes, const cm_report *report)
{
    const cm_speaker *last = &report->speakers[report->n_speakers - 1];
    return snprintf(text, bytes, "%lx.%x.%lx.%lx", (unsigned long)last->source,
                    (unsigned)report->what, (unsigned long)report->index,
                    (unsigned long)report->option);
}

static void add_note(check *c, const char *code, const char *message,
                     uint32_t report, uint32_t earlier)
{
    const cm_report *reports = c->r->model->reports;
    cm_diag *diag =
        cm_diag_add(c->r->diags, code, CM_NOTE,
                    reports[report].speakers[0].span, "%s", message);
    cm_diag_note_at(c->r->diags, diag, reports[earlier].speakers[0].span,
                    "the earlier report");
}

/* The voice of a report's last speaker, or NULL when memory runs out. */
static same_voice *voice_of(check *c, const cm_report *report)
{
    char text[160];
    const same_voice none = {{CM_NONE, CM_NONE, CM_NONE}};
    const cm_speaker *last = &report->speakers[report->n_speakers - 1];
    int n = claim_text(text, sizeof text, report);
    if (last->has_on)
        snprintf(text + n, sizeof text - (size_t)n, ".%ld.%ld",
                 (long)last->on.lo, (long)last->on.hi);
    uint32_t at = place_of(c, &c->voices_at, text, c->voices.n);
    if (at == c->voices.n && !cm_push(&c->r->scratch, &c->voices, none))
        return NULL;
    return at < c->voices.n ? &c->voices.at[at] : NULL;
}

static bool check_voice(check *c, uint32_t i)
{
    const cm_report *reports = c->r->model->reports;
    same_voice *voice = voice_of(c, &reports[i]);
    uint32_t earlier = CM_NONE; /* above every report */
    heard said = conveys(&reports[i]);
    if (!voice)
        return false;
    for (unsigned k = 0; k < N_HEARD; k++)
        if (k != said && voice->first[k] < earlier)
            earlier = voice->first[k];
    if (voice->first[said] == CM_NONE)
        voice->first[said] = i;
    if (earlier == CM_NONE)
        return true;
    bool opposed = said != NOTHING && conveys(&reports[earlier]) != NOTHING;
    add_note(c, "C0404",
             opposed ? "the last speaker says the opposite in another report; "
                       "where all speakers are the same, neither counts"
                     : "the last speaker says something in one report and "
                       "cannot say in another",
             i, earlier);
    return true;
}

/* The first report before `day` (after it, if `after`), or CM_NONE. */
static uint32_t first_beyond(const record *at, size_t n, int32_t day,
                             bool after)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (after ? at[middle].day > day : at[middle].day < day)
            high = middle;
        else
            low = middle + 1;
    }
    return low < n ? at[low].report : CM_NONE;
}

static bool check_dates(check *c, uint32_t i)
{
    char text[160];
    const cm_report *report = &c->r->model->reports[i];
    cm_arena *scratch = &c->r->scratch;
    if (!report->has_on)
        return true;
    claim_text(text, sizeof text, report);
    uint32_t at = place_of(c, &c->dates_at, text, c->dates.n);
    if (at == CM_NONE ||
        (at == c->dates.n && !cm_push(scratch, &c->dates, (dates){{0}, {0}})))
        return false;
    dates *d = &c->dates.at[at];
    cm_days on = report->on;
    uint32_t before = first_beyond(d->ends.at, d->ends.n, on.lo, false);
    uint32_t after = first_beyond(d->begins.at, d->begins.n, on.hi, true);
    uint32_t earlier = before < after ? before : after;
    if (earlier != CM_NONE)
        add_note(c, "C0405",
                 "the last speaker gives another date in another report", i,
                 earlier);
    size_t n = d->ends.n;
    if ((n == 0 || on.hi < d->ends.at[n - 1].day) &&
        !cm_push(scratch, &d->ends, (record){i, on.hi}))
        return false;
    n = d->begins.n;
    return (n > 0 && on.lo <= d->begins.at[n - 1].day) ||
           cm_push(scratch, &d->begins, (record){i, on.lo});
}

/* ---- one report --------------------------------------------------------- */

static void check_chain(check *c, uint32_t i)
{
    const cm_report *report = &c->r->model->reports[i];
    for (uint32_t k = 0; k < report->n_speakers; k++) {
        const cm_speaker *s = &report->speakers[k];
        uint32_t *mark = &c->marks[s->source];
        if (*mark == 2 * i + 2)
            cm_diag_add(c->r->diags, "C0407", CM_ERROR, s->span,
                        "%s quotes itself",
                        c->r->model->sources[s->source].label.name);
        *mark = *mark >= 2 * i + 2 ? 2 * i + 3 : 2 * i + 2;
    }
}

comitia_status cm_check_reports(cm_resolver *r)
{
    check c = {.r = r};
    c.marks = cm_new_n(&r->scratch, uint32_t, r->model->n_sources);
    if (!c.marks)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < r->model->n_reports; i++) {
        CM_TRY(cm_spend(r->ctx, 200 + r->model->reports[i].n_speakers));
        check_chain(&c, i);
        if (!check_voice(&c, i) || !check_dates(&c, i))
            return COMITIA_E_NOMEM;
    }
    return cm_resolved(r);
}
