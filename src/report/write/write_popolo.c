#include "report/write/write_popolo.h"

#include <inttypes.h>

#include "base/map.h"
#include "model/date.h"
#include "report/doc/json.h"

/* A list of objects under way. */
typedef struct writer {
    const cm_model *model;
    cm_buf *out;
    bool begun; /* the list has an item */
} writer;

static void begin_list(writer *w, const char *key, bool first)
{
    cm_buf_addf(w->out, "%s  \"%s\": [", first ? "" : ",\n", key);
    w->begun = false;
}

static void end_list(writer *w)
{
    cm_buf_add(w->out, w->begun ? "\n  ]" : "]");
}

static void begin_item(writer *w)
{
    cm_buf_add(w->out, w->begun ? ",\n    {" : "\n    {");
    w->begun = true;
}

/* "key": "before/name", with a comma before it unless it is the first. */
static void add_id(writer *w, const char *key, bool first, const char *before,
                   const char *name)
{
    cm_buf_addf(w->out, "%s\"%s\": \"%s/", first ? "" : ", ", key, before);
    cm_buf_add(w->out, name); /* letters, digits, _ and - */
    cm_buf_char(w->out, '"');
}

static void add_text(writer *w, const char *key, const char *text)
{
    cm_buf_addf(w->out, ", \"%s\": ", key);
    cm_json_string(w->out, text);
}

static const char *called(const cm_label *label)
{
    return label->title ? label->title : label->name;
}

/* What an organization is called, and its name here if that is another. */
static void add_called(writer *w, const cm_label *label)
{
    add_text(w, "name", called(label));
    if (label->title)
        add_text(w, "abbreviation", label->name);
}

/* ---- persons and organizations ------------------------------------------- */

/* A name that stands in several bodies is one person or party: it is written
   where it stands first. */
static bool is_first(writer *w, cm_map *written, const char *name)
{
    if (cm_map_get(written, name) != CM_MAP_NONE)
        return false;
    if (!cm_map_put(w->out->arena, written, name, 0))
        w->out->failed = true;
    return true;
}

static void add_persons(writer *w)
{
    const cm_model *m = w->model;
    cm_map written = {0};
    begin_list(w, "persons", true);
    for (uint32_t b = 0; b < m->n_bodies; b++)
        for (uint32_t i = 0; i < m->bodies[b].n_entries; i++) {
            const cm_entry *entry = &m->bodies[b].entries[i];
            if (entry->kind != CM_MEMBER ||
                !is_first(w, &written, entry->label.name))
                continue;
            begin_item(w);
            add_id(w, "id", true, "person", entry->label.name);
            add_text(w, "name", called(&entry->label));
            cm_buf_char(w->out, '}');
        }
    end_list(w);
}

static void add_parties(writer *w, const cm_body *body, cm_map *written)
{
    for (uint32_t i = 0; i < body->n_entries; i++) {
        const cm_entry *entry = &body->entries[i];
        if (entry->kind != CM_PARTY ||
            !is_first(w, written, entry->label.name))
            continue;
        begin_item(w);
        add_id(w, "id", true, "party", entry->label.name);
        add_called(w, &entry->label);
        add_text(w, "classification", "party");
        if (entry->label.colour)
            add_text(w, "color", entry->label.colour);
        cm_buf_char(w->out, '}');
    }
}

/* "Assembly/Left": groups belong to their body. */
static void add_group_id(writer *w, const char *key, bool first,
                         const cm_body *body, const cm_group *group)
{
    cm_buf_addf(w->out, "%s\"%s\": \"group/", first ? "" : ", ", key);
    cm_buf_addf(w->out, "%s/", body->label.name);
    cm_buf_addf(w->out, "%s\"", group->label.name);
}

static void add_organizations(writer *w)
{
    const cm_model *m = w->model;
    cm_map written = {0};
    begin_list(w, "organizations", false);
    for (uint32_t b = 0; b < m->n_bodies; b++) {
        const cm_body *body = &m->bodies[b];
        begin_item(w);
        add_id(w, "id", true, "body", body->label.name);
        add_text(w, "name", called(&body->label));
        add_text(w, "classification", "legislature");
        cm_buf_addf(w->out, ", \"seats\": %" PRIu64 "}",
                    cm_body_members(body) + body->vacant);
        add_parties(w, body, &written);
        for (uint32_t g = 0; g < body->n_groups; g++) {
            const cm_group *group = &body->groups[g];
            begin_item(w);
            add_group_id(w, "id", true, body, group);
            add_called(w, &group->label);
            add_text(w, "classification", "group");
            add_id(w, "parent_id", false, "body", body->label.name);
            if (group->label.colour)
                add_text(w, "color", group->label.colour);
            cm_buf_char(w->out, '}');
        }
    }
    end_list(w);
}

/* ---- memberships --------------------------------------------------------- */

static void add_who(writer *w, const cm_entry *entry)
{
    if (entry->kind == CM_MEMBER)
        add_id(w, "person_id", true, "person", entry->label.name);
    else
        add_id(w, "member_id", true, "party", entry->label.name);
}

/* The first group of each entry, or CM_NONE. */
static uint32_t *first_groups(writer *w, const cm_body *body)
{
    uint32_t *of = cm_new_n(w->out->arena, uint32_t, body->n_entries + 1);
    if (!of) {
        w->out->failed = true;
        return NULL;
    }
    for (uint32_t i = 0; i < body->n_entries; i++)
        of[i] = CM_NONE;
    for (uint32_t g = body->n_groups; g-- > 0;)
        for (uint32_t k = 0; k < body->groups[g].n_entries; k++)
            of[body->groups[g].entries[k]] = g;
    return of;
}

static void add_seats(writer *w, const cm_body *body)
{
    const uint32_t *group = first_groups(w, body);
    for (uint32_t i = 0; group && i < body->n_entries; i++) {
        const cm_entry *entry = &body->entries[i];
        begin_item(w);
        add_who(w, entry);
        add_id(w, "organization_id", false, "body", body->label.name);
        if (entry->kind == CM_PARTY)
            cm_buf_addf(w->out, ", \"seats\": %" PRIu64, entry->seats);
        else if (group[i] != CM_NONE)
            add_group_id(w, "on_behalf_of_id", false, body,
                         &body->groups[group[i]]);
        cm_buf_char(w->out, '}');
    }
}

static void add_memberships(writer *w)
{
    const cm_model *m = w->model;
    begin_list(w, "memberships", false);
    for (uint32_t b = 0; b < m->n_bodies; b++) {
        const cm_body *body = &m->bodies[b];
        add_seats(w, body);
        for (uint32_t g = 0; g < body->n_groups; g++)
            for (uint32_t k = 0; k < body->groups[g].n_entries; k++) {
                begin_item(w);
                add_who(w, &body->entries[body->groups[g].entries[k]]);
                add_group_id(w, "organization_id", false, body,
                             &body->groups[g]);
                cm_buf_char(w->out, '}');
            }
    }
    end_list(w);
}

/* ---- votes --------------------------------------------------------------- */

static const char *const options[] = {
    [CM_BALLOT_YES] = "yes",
    [CM_BALLOT_NO] = "no",
    [CM_BALLOT_ABSTAIN] = "abstain",
    [CM_BALLOT_ABSENT] = "absent",
};
enum { N_OPTIONS = sizeof options / sizeof *options };

static const cm_label *voter_label(const cm_model *m, const cm_voter *voter)
{
    return &m->players[voter->player].label;
}

static bool is_person(const cm_model *m, const cm_act *act,
                      const cm_voter *voter)
{
    return voter->entry == CM_NONE ||
           m->bodies[act->body].entries[voter->entry].kind == CM_MEMBER;
}

/* Ballots of persons (`votes`), or of parties as numbers (`counts`). */
static void add_ballots(writer *w, const cm_act *act, const cm_event *event,
                        bool persons)
{
    bool begun = false;
    cm_buf_addf(w->out, ", \"%s\": [", persons ? "votes" : "counts");
    for (uint32_t v = 0; v < act->n_voters; v++) {
        const cm_voter *voter = &act->voters[v];
        if (is_person(w->model, act, voter) != persons)
            continue;
        for (int k = 0; k < N_OPTIONS; k++) {
            uint64_t seats = event->tallies[v].seats[k];
            if (!seats)
                continue;
            cm_buf_addf(w->out, "%s\n      {\"option\": \"%s\"",
                        begun ? "," : "", options[k]);
            begun = true;
            add_id(w, persons ? "voter_id" : "group_id", false,
                   persons ? "person" : "party",
                   voter_label(w->model, voter)->name);
            if (!persons)
                cm_buf_addf(w->out, ", \"value\": %" PRIu64, seats);
            cm_buf_char(w->out, '}');
        }
    }
    cm_buf_char(w->out, ']');
}

static void add_vote(writer *w, const cm_event *event)
{
    const cm_act *act = &w->model->acts[event->index];
    char date[11];
    if (act->body == CM_NONE || event->faulty)
        return;
    begin_item(w);
    cm_buf_add(w->out, "\"id\": ");
    cm_json_string(w->out, act->label.name);
    add_text(w, "identifier", called(&act->label));
    add_id(w, "organization_id", false, "body",
           w->model->bodies[act->body].label.name);
    if (event->days.lo >= 0) {
        cm_day_text(event->days.lo, date);
        add_text(w, "start_date", date);
    }
    add_ballots(w, act, event, true);
    add_ballots(w, act, event, false);
    cm_buf_char(w->out, '}');
}

void cm_popolo_add(const cm_model *model, cm_buf *out)
{
    writer w = {.model = model, .out = out};
    cm_buf_add(out, "{\n");
    add_persons(&w);
    add_organizations(&w);
    add_memberships(&w);
    begin_list(&w, "vote_events", false);
    for (uint32_t i = 0; i < model->n_events; i++)
        if (model->events[i].kind == CM_EVENT_VOTE)
            add_vote(&w, &model->events[i]);
    end_list(&w);
    cm_buf_add(out, "\n}\n");
}
