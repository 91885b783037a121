/* One recorded vote of a Popolo file. */
#include <inttypes.h>
#include <stdio.h>

#include "import/import_words.h"
#include "import/popolo.h"

/* ---- which vote ---------------------------------------------------------- */

static bool is_asked(const cm_popolo *p, uint32_t event)
{
    const char *asked = p->job->options->vote;
    const char *id = cm_json_text(&p->json, event, "id");
    const char *identifier = cm_json_text(&p->json, event, "identifier");
    return asked && ((id && strcmp(id, asked) == 0) ||
                     (identifier && strcmp(identifier, asked) == 0));
}

static void look_through(cm_popolo *p, uint32_t object)
{
    for (uint32_t i = cm_json_first(&p->json, object, "vote_events");
         i != CM_JSON_NONE; i = p->json.at[i].next) {
        p->n_vote_events++;
        if (p->vote_event == CM_JSON_NONE && is_asked(p, i))
            p->vote_event = i;
    }
}

void cm_popolo_find_vote(cm_popolo *p)
{
    look_through(p, 0);
    for (uint32_t i = cm_json_first(&p->json, 0, "motions"); i != CM_JSON_NONE;
         i = p->json.at[i].next)
        look_through(p, i);
    if (p->job->options->vote && p->vote_event == CM_JSON_NONE)
        cm_job_error(p->job, CM_NOWHERE,
                     "--vote takes the id or the identifier of a vote event",
                     "no vote event %s", p->job->options->vote);
}

/* What was voted on, in the words of the motion. */
static const char *motion_text(const cm_popolo *p)
{
    static const char *const keys[] = {"text", "name", "title"};
    const char *id = cm_json_text(&p->json, p->vote_event, "motion_id");
    uint32_t motion = cm_json_get(&p->json, p->vote_event, "motion");
    for (uint32_t i = cm_json_first(&p->json, 0, "motions");
         i != CM_JSON_NONE && motion == CM_JSON_NONE; i = p->json.at[i].next) {
        const char *other = cm_json_text(&p->json, i, "id");
        bool holds = p->vote_event > i && (p->json.at[i].next == CM_JSON_NONE ||
                                           p->vote_event < p->json.at[i].next);
        if ((id && other && strcmp(id, other) == 0) ||
            (holds && cm_json_get(&p->json, i, "vote_events") != CM_JSON_NONE))
            motion = i;
    }
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const char *text = cm_json_text(&p->json, motion, keys[k]);
        if (text && *text)
            return text;
    }
    return cm_json_text(&p->json, p->vote_event, "identifier");
}

/* ---- ballots ------------------------------------------------------------- */

static void read_ballot(cm_popolo *p, uint32_t vote)
{
    const char *voter = cm_json_text(&p->json, vote, "voter_id");
    const char *option = cm_json_text(&p->json, vote, "option");
    cm_draft_ballot ballot;
    if (!voter)
        voter = cm_json_text(&p->json, cm_json_get(&p->json, vote, "voter"),
                             "id");
    if (!option || !cm_ballot_of(option, &ballot)) {
        cm_job_error(p->job, cm_popolo_place_of(p, vote, "option"),
                     "yes, no, abstain, absent, not voting or paired",
                     option ? "%s is no ballot" : "the option is missing%s",
                     option ? option : "");
        return;
    }
    uint32_t i = voter ? cm_map_get(&p->seat_of, voter) : CM_MAP_NONE;
    if (i == CM_MAP_NONE) {
        cm_job_warn(p->job, cm_popolo_place_of(p, vote, "voter_id"),
                    "%s voted but has no seat on %s; the ballot is left out",
                    voter ? cm_popolo_name(p, &p->persons, voter) : "somebody",
                    p->date);
        return;
    }
    if (p->seats.at[i].voted && p->seats.at[i].ballot != ballot)
        cm_job_error(p->job, cm_popolo_place(p, vote), NULL,
                     "%s votes twice, not in the same way",
                     cm_popolo_name(p, &p->persons, voter));
    p->seats.at[i].voted = true;
    p->seats.at[i].ballot = ballot;
}

/* The file may say how the vote ended; what was counted must agree. */
static void compare_counts(cm_popolo *p)
{
    static const char *const words[] = {"yes", "no", "abstain"};
    uint64_t counted[CM_DRAFT_BALLOTS] = {0};
    for (size_t i = 0; i < p->seats.n; i++)
        counted[p->seats.at[i].ballot]++;
    for (uint32_t i = cm_json_first(&p->json, p->vote_event, "counts");
         i != CM_JSON_NONE; i = p->json.at[i].next) {
        const char *option = cm_json_text(&p->json, i, "option");
        const char *value = cm_json_text(&p->json, i, "value");
        char text[24];
        cm_draft_ballot ballot;
        if (!option || !value || cm_json_text(&p->json, i, "group_id") ||
            !cm_ballot_of(option, &ballot) || ballot == CM_DRAFT_ABSENT)
            continue;
        snprintf(text, sizeof text, "%" PRIu64, counted[ballot]);
        if (strcmp(text, value) != 0)
            cm_job_warn(p->job, cm_popolo_place_of(p, i, "value"),
                        "%s ballots of %s are counted, not %s", text,
                        words[ballot], value);
    }
}

static void tell_silent(cm_popolo *p)
{
    uint32_t silent = 0;
    for (size_t i = 0; i < p->seats.n; i++)
        silent += !p->seats.at[i].voted;
    if (silent)
        cm_job_warn(p->job, cm_popolo_place_of(p, p->vote_event, "votes"),
                    "%" PRIu32 " of %" PRIu32
                    " members have no ballot here; they are taken as absent",
                    silent, (uint32_t)p->seats.n);
}

comitia_status cm_popolo_ballots(cm_popolo *p)
{
    cm_job *job = p->job;
    uint32_t vote = cm_json_first(&p->json, p->vote_event, "votes");
    if (vote == CM_JSON_NONE) {
        cm_job_error(job, cm_popolo_place(p, p->vote_event), NULL,
                     "this vote event has no votes of members");
        return cm_job_status(job);
    }
    if (!p->has_day) {
        cm_job_error(job, cm_popolo_place(p, p->vote_event),
                     "say it with --on YYYY-MM-DD",
                     "the vote event has no start_date");
        return cm_job_status(job);
    }
    for (; vote != CM_JSON_NONE; vote = p->json.at[vote].next) {
        CM_TRY(cm_spend(job->ctx, 500));
        read_ballot(p, vote);
    }
    tell_silent(p);
    compare_counts(p);
    cm_draft_vote(&job->draft, job->options->act, motion_text(p), p->date);
    return cm_job_status(job);
}
