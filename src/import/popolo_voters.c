/* A body of which a file says only who voted. */
#include "import/popolo.h"

static bool add_voter(cm_popolo *p, uint32_t vote)
{
    const char *voter = cm_popolo_voter(p, vote);
    const char *group = cm_json_text(&p->json, vote, "group_id");
    const char *name = cm_json_text(&p->json, vote, "voter_name");
    uint64_t seats;
    if (!voter) {
        cm_job_error(p->job, cm_popolo_place(p, vote), NULL,
                     "a ballot of nobody");
        return true;
    }
    if (cm_popolo_find(&p->organizations, voter) != CM_JSON_NONE) {
        if (cm_popolo_number(p, vote, "weight", &seats))
            return cm_push(p->job->arena, &p->wholes,
                           (cm_popolo_whole){voter, seats, vote});
        cm_job_error(p->job, cm_popolo_place(p, vote),
                     "a party that votes has a weight, its number of seats",
                     "how many seats %s has is not said",
                     cm_popolo_name(p, &p->organizations, voter));
        return true;
    }
    if (cm_map_get(&p->seat_of, voter) != CM_MAP_NONE)
        return true; /* told with its ballot */
    if (!group || !*group)
        group = cm_json_text(&p->json, vote, "party_id");
    cm_popolo_seat seat = {
        .person = voter,
        .group = group && *group ? group : NULL,
        .start = INT32_MIN,
        .node = vote,
        .name = name ? name : cm_popolo_text_in(p, vote, "voter", "name"),
        .ballot = CM_DRAFT_ABSENT};
    return cm_map_put(p->job->arena, &p->seat_of, voter,
                      (uint32_t)p->seats.n) &&
           cm_push(p->job->arena, &p->seats, seat);
}

bool cm_popolo_take_voters(cm_popolo *p)
{
    uint32_t vote = cm_json_first(&p->json, p->vote_event, "votes");
    if (vote == CM_JSON_NONE)
        return true;
    p->of_voters = true;
    cm_job_warn(p->job, cm_popolo_place_of(p, p->vote_event, "votes"),
                "no memberships of this body: its members are those who have a "
                "ballot here");
    for (; vote != CM_JSON_NONE; vote = p->json.at[vote].next)
        if (!add_voter(p, vote))
            return false;
    return true;
}
