/* Popolo as a model: the file, its parties, its members. */
#include <inttypes.h>
#include <stdlib.h>

#include "import/import_words.h"
#include "import/popolo.h"
#include "import/sheet.h"
#include "model/date.h"

/* A group and how many seats it has. */
typedef struct counted {
    const char *id; /* NULL: of no group */
    uint32_t first; /* place in the order of the file */
    uint32_t node;  /* the membership that was met first */
    uint64_t seats;
    uint32_t party; /* of the draft */
} counted;

typedef cm_vec(counted) counted_groups;

/* ---- the file ------------------------------------------------------------ */

static comitia_status index_list(cm_popolo *p, const char *key,
                                 cm_popolo_index *index)
{
    for (uint32_t i = cm_json_first(&p->json, 0, key); i != CM_JSON_NONE;
         i = p->json.at[i].next) {
        const char *id = cm_json_text(&p->json, i, "id");
        if (id && !cm_map_put(p->job->arena, &index->of, id, i))
            return COMITIA_E_NOMEM;
    }
    return COMITIA_OK;
}

static comitia_status read_file(cm_popolo *p)
{
    cm_job *job = p->job;
    const char *reason;
    size_t wrong = 0;
    CM_TRY(cm_json_read(job->ctx, job->arena, job->bytes, job->n, &p->json,
                        &wrong, &reason));
    if (reason) {
        cm_job_unreadable(job, (cm_where){wrong, 1}, NULL, reason);
        return COMITIA_OK;
    }
    CM_TRY(index_list(p, "persons", &p->persons));
    CM_TRY(index_list(p, "people", &p->persons));
    CM_TRY(index_list(p, "organizations", &p->organizations));
    CM_TRY(index_list(p, "events", &p->events));
    return index_list(p, "posts", &p->posts);
}

uint32_t cm_popolo_find(const cm_popolo_index *index, const char *id)
{
    uint32_t node = id ? cm_map_get(&index->of, id) : CM_MAP_NONE;
    return node == CM_MAP_NONE ? CM_JSON_NONE : node;
}

/* Given and family name of the main one of other_names, as parlparse has them.
 */
static const char *main_name(const cm_popolo *p, uint32_t node)
{
    cm_buf buf;
    for (uint32_t i = cm_json_first(&p->json, node, "other_names");
         i != CM_JSON_NONE; i = p->json.at[i].next) {
        const char *note = cm_json_text(&p->json, i, "note");
        const char *family = cm_json_text(&p->json, i, "family_name");
        const char *given = cm_json_text(&p->json, i, "given_name");
        if (!note || !cm_says(note, "main") || !family)
            continue;
        cm_buf_init(&buf, p->job->arena);
        cm_buf_addf(&buf, "%s%s%s", given ? given : "", given ? " " : "",
                    family);
        p->job->draft.failed |= buf.failed;
        return buf.failed ? NULL : cm_buf_text(&buf);
    }
    return NULL;
}

const char *cm_popolo_name(const cm_popolo *p, const cm_popolo_index *index,
                           const char *id)
{
    uint32_t node = cm_popolo_find(index, id);
    const char *name = cm_json_text(&p->json, node, "name");
    if (!name || !*name)
        name = main_name(p, node);
    return name && *name ? name : id;
}

cm_where cm_popolo_place(const cm_popolo *p, uint32_t node)
{
    if (node >= p->json.n)
        return (cm_where){0, 1};
    return (cm_where){p->json.at[node].at, p->json.at[node].n};
}

cm_where cm_popolo_place_of(const cm_popolo *p, uint32_t object,
                            const char *key)
{
    uint32_t node = cm_json_get(&p->json, object, key);
    return cm_popolo_place(p, node == CM_JSON_NONE ? object : node);
}

/* ---- parties ------------------------------------------------------------- */

/* A short name that an organization may have. */
static const char *short_name(const cm_popolo *p, uint32_t node)
{
    static const char *const keys[] = {"abbreviation", "short_name"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = cm_json_text(&p->json, node, keys[i]);
        if (text && *text)
            return text;
    }
    for (uint32_t i = cm_json_first(&p->json, node, "other_names");
         i != CM_JSON_NONE; i = p->json.at[i].next) {
        const char *note = cm_json_text(&p->json, i, "note");
        const char *name = cm_json_text(&p->json, i, "name");
        if (note && name && *name &&
            (cm_says(note, "abbreviation") || cm_says(note, "acronym")))
            return name;
    }
    return NULL;
}

typedef struct counting {
    counted_groups groups;
    cm_map index; /* id of a group, "" for none: its place in groups */
} counting;

static bool count(cm_popolo *p, counting *c, const char *id, uint32_t node,
                  uint64_t seats)
{
    const char *key = id ? id : "";
    uint32_t i = cm_map_get(&c->index, key);
    if (i == CM_MAP_NONE) {
        i = (uint32_t)c->groups.n;
        if (!cm_map_put(p->job->arena, &c->index, key, i) ||
            !cm_push(p->job->arena, &c->groups,
                     (counted){.id = id, .first = i, .node = node}))
            return false;
    }
    c->groups.at[i].seats += seats;
    return true;
}

static bool has_ballots(const cm_popolo *p, const char *party)
{
    return cm_map_get(&p->tally_of, party) != CM_MAP_NONE;
}

/* Parties that are members of the body with a number of seats. */
static bool count_whole(cm_popolo *p, counting *c)
{
    for (size_t i = 0; i < p->wholes.n; i++) {
        const cm_popolo_whole *whole = &p->wholes.at[i];
        if (p->vote_event != CM_JSON_NONE && !has_ballots(p, whole->party))
            cm_job_error(p->job, cm_popolo_place(p, whole->node),
                         "leave out --vote; write the vote into the model",
                         "which members of %s voted is not said",
                         cm_popolo_name(p, &p->organizations, whole->party));
        if (!count(p, c, whole->party, whole->node, whole->seats))
            return false;
    }
    return true;
}

static uint64_t seats_held(const cm_popolo *p)
{
    uint64_t held = p->seats.n;
    for (size_t i = 0; i < p->wholes.n; i++)
        held += p->wholes.at[i].seats;
    return held;
}

/* Organizations that parties of the body are members of: their groups. */
static void join_groups(cm_popolo *p)
{
    cm_popolo_walk walk = {0};
    cm_popolo_membership m;
    while (cm_popolo_next(p, &walk, &m)) {
        if (!m.member || !m.organization || cm_popolo_is_of_body(p, &m))
            continue;
        uint32_t party = cm_map_get(&p->job->draft.party_of, m.member);
        if (party != CM_MAP_NONE && cm_popolo_in_force(p, &m))
            cm_draft_group_add(
                &p->job->draft,
                cm_popolo_name(p, &p->organizations, m.organization), party);
    }
}

static int by_seats(const void *a, const void *b)
{
    const counted *x = a, *y = b;
    if (x->seats != y->seats)
        return x->seats > y->seats ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void add_party(cm_popolo *p, counted *group)
{
    cm_draft *draft = &p->job->draft;
    uint32_t node = cm_popolo_find(&p->organizations, group->id);
    const char *name = group->id
                           ? cm_popolo_name(p, &p->organizations, group->id)
                           : "Independent";
    const char *brief = short_name(p, node);
    bool unknown = group->id ? cm_is_unknown(name) : p->of_voters;
    if (group->id && node == CM_JSON_NONE)
        cm_job_warn(
            p->job, cm_popolo_place_of(p, group->node, "on_behalf_of_id"),
            "no organization has the id %s; it is called so", group->id);
    if (unknown && group->id)
        cm_job_warn(
            p->job, cm_popolo_place_of(p, group->node, "on_behalf_of_id"),
            "nobody knows this group; each of its members decides alone");
    group->party = cm_draft_party_of(draft, group->id ? group->id : "\1",
                                     unknown ? "Unknown"
                                     : brief ? brief
                                             : name,
                                     unknown ? "group not known" : name);
    if (group->party == CM_DRAFT_NONE)
        return;
    cm_draft_party *party = &draft->parties.at[group->party];
    const char *colour = cm_json_text(&p->json, node, "color");
    if (!colour)
        colour = cm_json_text(&p->json, node, "colour");
    if (colour)
        party->colour = cm_sheet_colour(draft, colour);
    party->seats = group->seats;
    party->free = !group->id || unknown || cm_is_independent(name);
}

/* Parties by size, then their members in the order of the file. */
static bool fill_draft(cm_popolo *p)
{
    cm_draft *draft = &p->job->draft;
    counting c = {0};
    for (uint32_t s = 0; s < p->seats.n; s++)
        if (!count(p, &c, p->seats.at[s].group, p->seats.at[s].node, 1))
            return false;
    if (!count_whole(p, &c))
        return false;
    if (c.groups.n)
        qsort(c.groups.at, c.groups.n, sizeof *c.groups.at, by_seats);
    for (size_t i = 0; i < c.groups.n; i++)
        add_party(p, &c.groups.at[i]);
    join_groups(p);
    for (size_t i = 0; i < p->wholes.n && !draft->failed; i++) {
        uint32_t party = cm_map_get(&draft->party_of, p->wholes.at[i].party);
        if (party == CM_MAP_NONE)
            return false;
        draft->parties.at[party].ballots[CM_DRAFT_ABSENT] +=
            p->wholes.at[i].seats;
    }
    for (uint32_t s = 0; s < p->seats.n && !draft->failed; s++) {
        const cm_popolo_seat *seat = &p->seats.at[s];
        uint32_t party =
            cm_map_get(&draft->party_of, seat->group ? seat->group : "\1");
        if (party == CM_MAP_NONE)
            return false;
        draft->parties.at[party].ballots[seat->ballot]++;
        if (draft->members_stand)
            cm_draft_member_add(
                draft,
                seat->name ? seat->name
                           : cm_popolo_name(p, &p->persons, seat->person),
                seat->group ? party : CM_DRAFT_NONE, NULL, seat->ballot);
    }
    cm_popolo_put_tallies(p);
    return !draft->failed;
}

/* ---- the whole ----------------------------------------------------------- */

/* The number of seats that the organization has by law, if it says so. */
static void compare_seats(cm_popolo *p)
{
    uint32_t node = cm_popolo_find(&p->organizations, p->body);
    uint64_t legal, held = seats_held(p);
    if (!cm_popolo_number(p, node, "seats", &legal))
        return;
    if (legal > held) {
        cm_job_warn(p->job, cm_popolo_place_of(p, node, "seats"),
                    "%" PRIu64 " seats, but %" PRIu64
                    " members%s%s; the others are taken as vacant",
                    legal, held, p->has_day ? " on " : "",
                    p->has_day ? p->date : "");
        p->job->draft.vacant = legal - held;
    } else if (legal < held) {
        cm_job_warn(p->job, cm_popolo_place_of(p, node, "seats"),
                    "%" PRIu64 " seats, but %" PRIu64 " members%s%s", legal,
                    held, p->has_day ? " on " : "", p->has_day ? p->date : "");
    }
    if (legal >= held)
        p->job->draft.seats = legal;
}

static void tell(cm_popolo *p)
{
    cm_draft *draft = &p->job->draft;
    cm_draft_remark(draft, "%" PRIu64 " member%s%s%s.", seats_held(p),
                    seats_held(p) == 1 ? "" : "s", p->has_day ? " on " : "",
                    p->has_day ? p->date : "");
    if (p->n_vote_events && p->vote_event == CM_JSON_NONE)
        cm_draft_remark(draft,
                        "Votes of the file (%" PRIu32
                        ") were left out; --vote ID records one.",
                        p->n_vote_events);
}

comitia_status cm_import_popolo(cm_job *job)
{
    cm_popolo p = {
        .job = job, .vote_event = CM_JSON_NONE, .motion = CM_JSON_NONE};
    if (job->options->n_where || job->options->n_columns)
        cm_job_error(job, CM_NOWHERE, NULL,
                     "--where and --column are of tables, and this is JSON");
    else
        CM_TRY(read_file(&p));
    if (!job->diags->n_errors)
        cm_popolo_find_vote(&p);
    if (!job->diags->n_errors)
        cm_popolo_find_body(&p);
    if (!job->diags->n_errors)
        cm_popolo_find_day(&p);
    if (job->diags->n_errors)
        return cm_job_status(job);
    cm_draft_init(&job->draft, job->arena,
                  cm_popolo_name(&p, &p.organizations, p.body));
    job->draft.members_stand = job->options->members;
    CM_TRY(cm_popolo_seats(&p));
    if (job->diags->n_errors)
        return COMITIA_OK;
    if (p.vote_event != CM_JSON_NONE)
        CM_TRY(cm_popolo_ballots(&p));
    if (!fill_draft(&p))
        return COMITIA_E_NOMEM;
    if (job->draft.parties.n == 0 && !job->diags->n_errors)
        cm_job_error(job, cm_popolo_place(&p, 0), NULL, "%s has no member%s%s",
                     job->draft.body_name, p.has_day ? " on " : "",
                     p.has_day ? p.date : "");
    if (!job->diags->n_errors) /* all vacant is the same news */
        compare_seats(&p);
    tell(&p);
    return cm_job_status(job);
}
