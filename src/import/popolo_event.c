/* Which vote event of a Popolo file is recorded, and what it is about. */
#include <inttypes.h>

#include "import/popolo.h"

/* ---- which vote ---------------------------------------------------------- */

static bool is_called(const cm_popolo *p, uint32_t node, const char *asked)
{
    const char *id = cm_json_text(&p->json, node, "id");
    const char *identifier = cm_json_text(&p->json, node, "identifier");
    return (id && strcmp(id, asked) == 0) ||
           (identifier && strcmp(identifier, asked) == 0);
}

/* A vote event that has no name of its own has that of its motion. */
static bool is_asked(const cm_popolo *p, uint32_t event, uint32_t motion)
{
    const char *asked = p->job->options->vote;
    bool named = cm_json_text(&p->json, event, "id") ||
                 cm_json_text(&p->json, event, "identifier");
    return asked && is_called(p, named ? event : motion, asked);
}

/* The first one is kept until it is known whether it is the only one. */
static void look_at(cm_popolo *p, uint32_t event, uint32_t motion, bool *found)
{
    bool asked = is_asked(p, event, motion);
    if (p->n_vote_events++ && (!asked || *found))
        return;
    *found |= asked;
    p->vote_event = event;
    p->motion = motion;
}

static bool look_through(cm_popolo *p, uint32_t object, uint32_t motion,
                         bool *found)
{
    uint32_t i = cm_json_first(&p->json, object, "vote_events");
    bool any = i != CM_JSON_NONE;
    for (; i != CM_JSON_NONE; i = p->json.at[i].next)
        look_at(p, i, motion, found);
    return any;
}

static bool is_event(const cm_popolo *p, uint32_t node)
{
    return cm_json_first(&p->json, node, "votes") != CM_JSON_NONE ||
           cm_json_first(&p->json, node, "counts") != CM_JSON_NONE;
}

/* A list of motions, or of vote events. */
static void look_through_list(cm_popolo *p, uint32_t first, bool *found)
{
    for (uint32_t i = first; i != CM_JSON_NONE; i = p->json.at[i].next)
        if (!look_through(p, i, i, found) && is_event(p, i))
            look_at(p, i, CM_JSON_NONE, found);
}

void cm_popolo_find_vote(cm_popolo *p)
{
    const char *asked = p->job->options->vote;
    bool found = false;
    cm_popolo_walk walk = {0};
    cm_popolo_membership m;
    if (p->json.at[0].kind == CM_JSON_LIST) {
        look_through_list(p, p->json.at[0].first, &found);
    } else {
        look_through(p, 0, CM_JSON_NONE, &found);
        look_through_list(p, cm_json_first(&p->json, 0, "motions"), &found);
        if (!p->n_vote_events && is_event(p, 0))
            look_at(p, 0, CM_JSON_NONE, &found);
    }
    bool alone = !asked && p->n_vote_events && !cm_popolo_next(p, &walk, &m);
    if (asked && !found)
        cm_job_error(
            p->job, CM_NOWHERE,
            "--vote takes the id or the identifier of a vote event, or "
            "the id of its motion",
            "no vote event %s", asked);
    else if (alone && p->n_vote_events > 1)
        cm_job_error(p->job, CM_NOWHERE, "say which: --vote ID",
                     "%" PRIu32 " vote events, and no memberships",
                     p->n_vote_events);
    if (!found && !alone)
        p->vote_event = p->motion = CM_JSON_NONE;
}

/* The motion of the vote: in which it stands, or by its id. */
static uint32_t find_motion(const cm_popolo *p)
{
    const char *id = cm_json_text(&p->json, p->vote_event, "motion_id");
    uint32_t motion = p->motion;
    if (motion == CM_JSON_NONE)
        motion = cm_json_get(&p->json, p->vote_event, "motion");
    for (uint32_t i = cm_json_first(&p->json, 0, "motions");
         i != CM_JSON_NONE && id && motion == CM_JSON_NONE;
         i = p->json.at[i].next)
        if (is_called(p, i, id))
            motion = i;
    return motion;
}

/* What was voted on, in the words of the motion. */
const char *cm_popolo_motion_text(const cm_popolo *p)
{
    static const char *const keys[] = {"text", "name", "title"};
    static const char *const own[] = {"motion_text", "title", "identifier"};
    uint32_t motion = find_motion(p);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const char *text = cm_json_text(&p->json, motion, keys[k]);
        if (text && *text)
            return text;
    }
    for (size_t k = 0; k < sizeof own / sizeof *own; k++) {
        const char *text = cm_json_text(&p->json, p->vote_event, own[k]);
        if (text && *text)
            return text;
    }
    return NULL;
}
