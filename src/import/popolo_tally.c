/* Ballots of which the groups are known, and not who cast them. */
#include <inttypes.h>

#include "import/import_words.h"
#include "import/popolo.h"

bool cm_popolo_number(const cm_popolo *p, uint32_t node, const char *key,
                      uint64_t *number)
{
    const char *text = cm_json_text(&p->json, node, key);
    *number = 0;
    if (!text || !*text || strlen(text) > 9)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        *number = 10 * *number + (uint64_t)(*text - '0');
    }
    return true;
}

bool cm_popolo_tally_add(cm_popolo *p, const char *group, uint32_t node,
                         cm_draft_ballot ballot, uint64_t n)
{
    cm_arena *arena = p->job->arena;
    uint32_t i = cm_map_get(&p->tally_of, group);
    if (i == CM_MAP_NONE) {
        i = (uint32_t)p->tallies.n;
        if (!cm_map_put(arena, &p->tally_of, group, i) ||
            !cm_push(arena, &p->tallies,
                     (cm_popolo_tally){.group = group, .node = node}))
            return false;
    }
    /* Numbers have nine digits, and a file four million of them. */
    p->tallies.at[i].ballots[ballot] += n;
    p->tallies.at[i].absent |= ballot == CM_DRAFT_ABSENT;
    return true;
}

bool cm_popolo_count_groups(cm_popolo *p)
{
    for (uint32_t i = cm_json_first(&p->json, p->vote_event, "counts");
         i != CM_JSON_NONE; i = p->json.at[i].next) {
        const char *option = cm_json_text(&p->json, i, "option");
        const char *group = cm_json_text(&p->json, i, "group_id");
        cm_draft_ballot ballot;
        uint64_t n;
        if (!group || !*group)
            continue;
        if (!option || !cm_ballot_of(option, &ballot))
            cm_job_error(p->job, cm_popolo_place_of(p, i, "option"),
                         "yes, no, abstain, absent, not voting or paired",
                         option ? "%s is no ballot" : "the option is missing%s",
                         option ? option : "");
        else if (!cm_popolo_number(p, i, "value", &n))
            cm_job_error(p->job, cm_popolo_place_of(p, i, "value"), NULL,
                         "a count is a whole number");
        else if (!cm_popolo_tally_add(p, group, i, ballot, n))
            return false;
    }
    return true;
}

/* The ballots of one group: all its seats are absent before. */
static void put(cm_popolo *p, const cm_popolo_tally *tally)
{
    uint32_t i = cm_map_get(&p->job->draft.party_of, tally->group);
    uint64_t cast = 0, absent = tally->ballots[CM_DRAFT_ABSENT];
    const char *name = cm_popolo_name(p, &p->organizations, tally->group);
    for (int k = 0; k < CM_DRAFT_ABSENT; k++)
        cast += tally->ballots[k];
    if (i == CM_MAP_NONE) {
        cm_job_warn(p->job, cm_popolo_place(p, tally->node),
                    "%s voted but has no seat on %s; its ballots are left out",
                    name, p->date);
        return;
    }
    cm_draft_party *party = &p->job->draft.parties.at[i];
    if (cast > party->ballots[CM_DRAFT_ABSENT]) {
        cm_job_error(p->job, cm_popolo_place(p, tally->node), NULL,
                     "%s has %" PRIu64 " seats, but %" PRIu64 " ballots", name,
                     party->ballots[CM_DRAFT_ABSENT], cast);
        return;
    }
    party->ballots[CM_DRAFT_ABSENT] -= cast;
    for (int k = 0; k < CM_DRAFT_ABSENT; k++)
        party->ballots[k] += tally->ballots[k];
    if (tally->absent && party->ballots[CM_DRAFT_ABSENT] != absent)
        cm_job_warn(p->job, cm_popolo_place(p, tally->node),
                    "%" PRIu64 " of %s have no ballot, not %" PRIu64,
                    party->ballots[CM_DRAFT_ABSENT], name, absent);
}

void cm_popolo_put_tallies(cm_popolo *p)
{
    if (p->tallies.n && p->job->draft.members_stand)
        cm_job_error(p->job, cm_popolo_place(p, p->tallies.at[0].node),
                     "leave out --members",
                     "how each member voted is not said, only of groups");
    else
        for (size_t i = 0; i < p->tallies.n; i++)
            put(p, &p->tallies.at[i]);
}
