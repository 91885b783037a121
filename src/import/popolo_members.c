/* Who has a seat on a day, by the memberships of a Popolo file. */
#include "import/import_words.h"
#include "import/popolo.h"
#include "model/date.h"

/* ---- all memberships ----------------------------------------------------- */

/* An id that stands by itself, or inside the thing it names. */
static const char *id_of(const cm_popolo *p, uint32_t node, const char *key,
                         const char *object)
{
    const char *id = cm_json_text(&p->json, node, key);
    if (!id)
        id = cm_json_text(&p->json, cm_json_get(&p->json, node, object), "id");
    return id && *id ? id : NULL;
}

static bool next_node(const cm_popolo *p, cm_popolo_walk *walk)
{
    static const char *const lists[] = {"", "persons", "people",
                                        "organizations"};
    if (walk->begun && walk->node != CM_JSON_NONE)
        walk->node = p->json.at[walk->node].next;
    else if (!walk->begun)
        walk->node = cm_json_first(&p->json, 0, "memberships");
    if (!walk->begun)
        walk->holder = CM_JSON_NONE;
    walk->begun = true;
    while (walk->node == CM_JSON_NONE) {
        if (walk->holder != CM_JSON_NONE)
            walk->holder = p->json.at[walk->holder].next;
        while (walk->holder == CM_JSON_NONE) {
            if (++walk->list == sizeof lists / sizeof *lists)
                return false;
            walk->holder = cm_json_first(&p->json, 0, lists[walk->list]);
        }
        walk->node = cm_json_first(&p->json, walk->holder, "memberships");
    }
    return true;
}

bool cm_popolo_next(const cm_popolo *p, cm_popolo_walk *walk,
                    cm_popolo_membership *m)
{
    if (walk->begun && walk->node == CM_JSON_NONE)
        return false;
    if (!next_node(p, walk))
        return false;
    *m = (cm_popolo_membership){
        .node = walk->node,
        .person = id_of(p, walk->node, "person_id", "person"),
        .organization = id_of(p, walk->node, "organization_id", "organization"),
        .group = id_of(p, walk->node, "on_behalf_of_id", "on_behalf_of"),
    };
    const char *member = id_of(p, walk->node, "member_id", "member");
    if (cm_popolo_find(&p->organizations, member) != CM_JSON_NONE)
        m->member = member;
    const char *holder = cm_json_text(&p->json, walk->holder, "id");
    if (!m->person && (walk->list == 1 || walk->list == 2))
        m->person = holder;
    if (!m->organization && walk->list == 3)
        m->organization = holder;
    if (!m->organization)
        m->organization = cm_json_text(
            &p->json,
            cm_popolo_find(&p->posts,
                           cm_json_text(&p->json, walk->node, "post_id")),
            "organization_id");
    return true;
}

/* ---- the body ------------------------------------------------------------ */

static bool is_classified(const cm_popolo *p, const char *id,
                          const char *const *words)
{
    const char *class = cm_json_text(
        &p->json, cm_popolo_find(&p->organizations, id), "classification");
    for (; class && *words; words++)
        if (cm_says(class, *words))
            return true;
    return false;
}

static bool is_party(const cm_popolo *p, const char *id)
{
    static const char *const words[] = {
        "party",  "faction", "parliamentary group", "political group",
        "caucus", "group",   "political party",     "fraktion",
        "bloc",   NULL};
    return is_classified(p, id, words);
}

static bool is_assembly(const cm_popolo *p, const char *id)
{
    static const char *const words[] = {
        "legislature", "chamber", "parliament",  "assembly",    "council",
        "board",       "senate",  "lower house", "upper house", "house",
        "lower",       "upper",   NULL};
    return is_classified(p, id, words);
}

/* How much the membership speaks for its organization being an assembly. */
static int rank_of(const cm_popolo *p, const cm_popolo_membership *m)
{
    return is_assembly(p, m->organization) ? 3
           : m->group                      ? 2
           : !is_party(p, m->organization) ? 1
                                           : 0;
}

/* The organization with the id or the name that was asked for. */
static void find_asked(cm_popolo *p, const char *asked)
{
    uint32_t node = cm_popolo_find(&p->organizations, asked);
    for (uint32_t i = cm_json_first(&p->json, 0, "organizations");
         i != CM_JSON_NONE && node == CM_JSON_NONE; i = p->json.at[i].next) {
        const char *name = cm_json_text(&p->json, i, "name");
        if (name && strcmp(name, asked) == 0)
            node = i;
    }
    p->body = cm_json_text(&p->json, node, "id");
    if (!p->body)
        cm_job_error(p->job, CM_NOWHERE,
                     "--body takes the id or the name of an organization",
                     "no organization %s", asked);
}

void cm_popolo_find_body(cm_popolo *p)
{
    const char *other = NULL;
    int best = 0;
    cm_popolo_walk walk = {0};
    cm_popolo_membership m;
    if (p->job->options->body) {
        find_asked(p, p->job->options->body);
        return;
    }
    if (p->vote_event != CM_JSON_NONE)
        p->body = cm_json_text(&p->json, p->vote_event, "organization_id");
    if (!p->body)
        p->body = cm_json_text(&p->json, p->motion, "organization_id");
    if (p->body)
        return;
    while (cm_popolo_next(p, &walk, &m)) {
        int rank = m.organization ? rank_of(p, &m) : 0;
        if (rank > best) {
            best = rank;
            p->body = m.organization;
            other = NULL;
        } else if (rank && rank == best && !other &&
                   strcmp(m.organization, p->body) != 0) {
            other = m.organization;
        }
    }
    if (!p->body && p->vote_event != CM_JSON_NONE)
        p->body = "Assembly"; /* of those who voted */
    if (!p->body)
        cm_job_error(p->job, cm_popolo_place(p, 0),
                     "Popolo has lists called persons, organizations and "
                     "memberships",
                     "no membership of any assembly");
    else if (other)
        cm_job_error(p->job, CM_NOWHERE, "say which: --body ID",
                     "members of several organizations, %s and %s among them",
                     p->body, other);
}

/* ---- days ---------------------------------------------------------------- */

/* A span of days with its own doubts: from start_lo..start_hi to
   end_lo..end_hi. */
typedef struct term {
    int32_t start_lo, start_hi, end_lo, end_hi;
    bool dated;
} term;

/* A date of an object into lo and hi; one that is none is told. */
static bool read_day(cm_popolo *p, uint32_t node, const char *key, bool tell,
                     int32_t *lo, int32_t *hi)
{
    const char *text = cm_json_text(&p->json, node, key);
    if (!text || !*text)
        return false;
    if (cm_job_read_date(text, lo, hi))
        return true;
    if (tell)
        cm_job_warn(p->job, cm_popolo_place_of(p, node, key),
                    "%s is no date; it is left out", text);
    return false;
}

/* The days of a membership, or else those of its legislative period. */
static term term_of(cm_popolo *p, uint32_t node, bool tell)
{
    term t = {INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX, false};
    uint32_t period = cm_popolo_find(
        &p->events, cm_json_text(&p->json, node, "legislative_period_id"));
    t.dated |=
        read_day(p, node, "start_date", tell, &t.start_lo, &t.start_hi) ||
        read_day(p, period, "start_date", tell, &t.start_lo, &t.start_hi);
    t.dated |= read_day(p, node, "end_date", tell, &t.end_lo, &t.end_hi) ||
               read_day(p, period, "end_date", tell, &t.end_lo, &t.end_hi);
    return t;
}

bool cm_popolo_is_of_body(const cm_popolo *p, const cm_popolo_membership *m)
{
    return m->organization && strcmp(m->organization, p->body) == 0;
}

/* Without a day all memberships must be without dates, or many would be
   counted that were never in force together. */
static void ask_for_day(cm_popolo *p)
{
    cm_popolo_walk walk = {0};
    cm_popolo_membership m;
    while (cm_popolo_next(p, &walk, &m)) {
        if (!cm_popolo_is_of_body(p, &m) || !term_of(p, m.node, false).dated)
            continue;
        cm_job_error(p->job, cm_popolo_place(p, m.node),
                     "say which day is meant: --on YYYY-MM-DD",
                     "memberships have dates");
        return;
    }
}

void cm_popolo_find_day(cm_popolo *p)
{
    int32_t lo;
    p->has_day = cm_job_day(p->job, &p->day);
    if (!p->has_day && !p->job->options->on && p->vote_event != CM_JSON_NONE)
        p->has_day =
            read_day(p, p->vote_event, "start_date", true, &lo, &p->day) ||
            read_day(p, p->motion, "date", true, &lo, &p->day);
    if (p->has_day)
        cm_day_text(p->day, p->date);
    else if (!p->job->options->on)
        ask_for_day(p);
}

/* Whether it was in force on the day; what cannot be known is told and counts
   as in force. */
static bool in_force(cm_popolo *p, uint32_t node, const term *t)
{
    if (!p->has_day)
        return true;
    if (t->start_lo > p->day || t->end_hi < p->day)
        return false;
    bool early = t->start_hi > p->day;
    if (early || t->end_lo < p->day)
        cm_job_warn(
            p->job,
            cm_popolo_place_of(p, node, early ? "start_date" : "end_date"),
            "whether this was so on %s is not certain; it is counted", p->date);
    return true;
}

bool cm_popolo_in_force(cm_popolo *p, const cm_popolo_membership *m)
{
    term t = term_of(p, m->node, true);
    return in_force(p, m->node, &t);
}

/* ---- seats --------------------------------------------------------------- */

static const char *group_name(const cm_popolo *p, const char *id)
{
    return id ? cm_popolo_name(p, &p->organizations, id) : "no group";
}

/* A second membership of one person: with a group before one without, then
   the later start. */
static void choose(cm_popolo *p, cm_popolo_seat *seat,
                   const cm_popolo_seat *other)
{
    bool same =
        !seat->group || !other->group || strcmp(seat->group, other->group) == 0;
    bool later =
        same ? !seat->group && other->group : other->start > seat->start;
    const cm_popolo_seat *taken = later ? other : seat;
    if (!same)
        cm_job_warn(p->job, cm_popolo_place(p, other->node),
                    "%s is a member for %s and for %s%s%s; %s, %s, counts",
                    cm_popolo_name(p, &p->persons, seat->person),
                    group_name(p, seat->group), group_name(p, other->group),
                    p->has_day ? " on " : "", p->has_day ? p->date : "",
                    other->start == seat->start ? "the first in the file"
                                                : "which began later",
                    group_name(p, taken->group));
    if (later)
        *seat = *other;
}

static bool add_seat(cm_popolo *p, const cm_popolo_membership *m, const term *t)
{
    cm_popolo_seat seat = {.person = m->person,
                           .group = m->group,
                           .start = t->start_lo,
                           .node = m->node,
                           .ballot = CM_DRAFT_ABSENT};
    uint32_t i = cm_map_get(&p->seat_of, m->person);
    if (i != CM_MAP_NONE) {
        choose(p, &p->seats.at[i], &seat);
        return true;
    }
    return cm_map_put(p->job->arena, &p->seat_of, m->person,
                      (uint32_t)p->seats.n) &&
           cm_push(p->job->arena, &p->seats, seat);
}

/* Where the membership of the assembly names no group, that of a party does. */
static void add_group(cm_popolo *p, const cm_popolo_membership *m,
                      const term *t, int32_t *since)
{
    uint32_t i = cm_map_get(&p->seat_of, m->person);
    if (i == CM_MAP_NONE || !is_party(p, m->organization))
        return;
    cm_popolo_seat *seat = &p->seats.at[i];
    if (seat->group && since[i] == INT32_MAX)
        return; /* the assembly's own word */
    if (!seat->group || t->start_lo > since[i]) {
        seat->group = m->organization;
        since[i] = t->start_lo;
    }
}

static comitia_status groups_of_parties(cm_popolo *p)
{
    cm_popolo_walk walk = {0};
    cm_popolo_membership m;
    int32_t *since = cm_new_n(p->job->arena, int32_t, p->seats.n + 1);
    if (!since)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < p->seats.n; i++)
        since[i] = p->seats.at[i].group ? INT32_MAX : INT32_MIN;
    while (cm_popolo_next(p, &walk, &m)) {
        CM_TRY(cm_spend(p->job->ctx, 500));
        if (!m.person || !m.organization || cm_popolo_is_of_body(p, &m))
            continue;
        term t = term_of(p, m.node, false);
        if (!p->has_day || (t.start_lo <= p->day && t.end_hi >= p->day))
            add_group(p, &m, &t, since);
    }
    return COMITIA_OK;
}

/* A party that is a member with a number of seats. */
static bool add_whole(cm_popolo *p, const cm_popolo_membership *m)
{
    cm_popolo_whole whole = {.party = m->member, .node = m->node};
    if (cm_popolo_number(p, m->node, "seats", &whole.seats))
        return cm_push(p->job->arena, &p->wholes, whole);
    cm_job_error(p->job, cm_popolo_place_of(p, m->node, "seats"),
                 "an organization that is a member has a number of seats",
                 "how many seats %s has is not said",
                 cm_popolo_name(p, &p->organizations, m->member));
    return true;
}

comitia_status cm_popolo_seats(cm_popolo *p)
{
    cm_popolo_walk walk = {0};
    cm_popolo_membership m;
    bool any = false;
    while (cm_popolo_next(p, &walk, &m)) {
        CM_TRY(cm_spend(p->job->ctx, 500));
        if (!cm_popolo_is_of_body(p, &m))
            continue;
        any = true;
        term t = term_of(p, m.node, true);
        if (!in_force(p, m.node, &t))
            continue;
        if (!m.member && !m.person)
            cm_job_warn(p->job, cm_popolo_place(p, m.node),
                        "a membership of nobody is left out");
        else if (m.member ? !add_whole(p, &m) : !add_seat(p, &m, &t))
            return COMITIA_E_NOMEM;
    }
    if (!any && p->vote_event != CM_JSON_NONE && !cm_popolo_take_voters(p))
        return COMITIA_E_NOMEM;
    CM_TRY(groups_of_parties(p));
    return cm_job_status(p->job);
}
