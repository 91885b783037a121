/* The ballots of a recorded vote. */
#include <inttypes.h>
#include <stdio.h>

#include "import/import_words.h"
#include "import/popolo.h"

/* ---- ballots ------------------------------------------------------------- */

const char *cm_popolo_text_in(const cm_popolo *p, uint32_t node,
                              const char *object, const char *key)
{
    const char *text =
        cm_json_text(&p->json, cm_json_get(&p->json, node, object), key);
    return text && *text ? text : NULL;
}

const char *cm_popolo_voter(const cm_popolo *p, uint32_t vote)
{
    const char *id = cm_json_text(&p->json, vote, "voter_id");
    if (!id || !*id)
        id = cm_popolo_text_in(p, vote, "voter", "id");
    if (!id || !*id)
        id = cm_json_text(&p->json, vote, "voter_name");
    return id && *id ? id : cm_popolo_text_in(p, vote, "voter", "name");
}

static bool read_option(cm_popolo *p, uint32_t vote, cm_draft_ballot *ballot)
{
    const char *option = cm_json_text(&p->json, vote, "option");
    if (option && cm_ballot_of(option, ballot))
        return true;
    cm_job_error(p->job, cm_popolo_place_of(p, vote, "option"),
                 "yes, no, abstain, absent, not voting or paired",
                 option ? "%s is no ballot" : "the option is missing%s",
                 option ? option : "");
    return false;
}

/* A party that votes with all its seats, or with a weight. */
static bool vote_of_party(cm_popolo *p, uint32_t vote, const char *party,
                          cm_draft_ballot ballot)
{
    uint64_t seats = 0;
    if (!cm_popolo_number(p, vote, "weight", &seats)) {
        for (size_t i = 0; i < p->wholes.n; i++)
            if (strcmp(p->wholes.at[i].party, party) == 0)
                seats += p->wholes.at[i].seats;
        for (size_t i = 0; i < p->seats.n; i++)
            seats += p->seats.at[i].group &&
                     strcmp(p->seats.at[i].group, party) == 0;
    }
    return cm_popolo_tally_add(p, party, vote, ballot, seats);
}

static bool is_of_party(const cm_popolo *p, uint32_t vote)
{
    const char *voter = cm_popolo_voter(p, vote);
    return voter && cm_map_get(&p->seat_of, voter) == CM_MAP_NONE &&
           cm_popolo_find(&p->organizations, voter) != CM_JSON_NONE;
}

static void read_ballot(cm_popolo *p, uint32_t vote)
{
    const char *voter = cm_popolo_voter(p, vote);
    cm_draft_ballot ballot;
    if (!read_option(p, vote, &ballot))
        return;
    uint32_t i = voter ? cm_map_get(&p->seat_of, voter) : CM_MAP_NONE;
    if (is_of_party(p, vote)) {
        p->job->draft.failed |= !vote_of_party(p, vote, voter, ballot);
        return;
    }
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

/* ---- the whole vote ------------------------------------------------------ */

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
        silent +=
            !p->seats.at[i].voted &&
            (!p->seats.at[i].group ||
             cm_map_get(&p->tally_of, p->seats.at[i].group) == CM_MAP_NONE);
    if (silent)
        cm_job_warn(p->job, cm_popolo_place_of(p, p->vote_event, "votes"),
                    "%" PRIu32 " of %" PRIu32
                    " members have no ballot here; they are taken as absent",
                    silent, (uint32_t)p->seats.n);
}

/* A vote that says neither who voted how, nor of which groups they are. */
static void say_nobody(cm_popolo *p)
{
    bool counted =
        cm_json_first(&p->json, p->vote_event, "counts") != CM_JSON_NONE;
    cm_job_error(p->job, cm_popolo_place_of(p, p->vote_event, "counts"),
                 "a recorded vote says who voted: votes of members or parties, "
                 "or counts with a group_id",
                 counted ? "this vote event says how many voted, and not who"
                         : "this vote event has no votes of members");
}

comitia_status cm_popolo_ballots(cm_popolo *p)
{
    cm_job *job = p->job;
    uint32_t vote = cm_json_first(&p->json, p->vote_event, "votes");
    bool by_member = vote != CM_JSON_NONE;
    if (!by_member && !cm_popolo_count_groups(p))
        return COMITIA_E_NOMEM;
    if (!by_member && p->tallies.n == 0) {
        say_nobody(p);
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
        if (is_of_party(p, vote)) /* its seats are counted */
            CM_TRY(cm_spend(job->ctx, 10 * (p->wholes.n + p->seats.n)));
        read_ballot(p, vote);
    }
    tell_silent(p);
    if (by_member && p->tallies.n == 0)
        compare_counts(p);
    cm_draft_vote(&job->draft, job->options->act, cm_popolo_motion_text(p),
                  p->date);
    return cm_job_status(job);
}
