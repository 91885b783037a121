#include "support/random_model.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ENTRIES = 6, MOST_BODIES = 3, MOST_REFS = 64, MOST_UNITS = 6 };

typedef struct entry {
    char name[16];
    bool is_party, free;
    unsigned seats;
    unsigned numbers[2]; /* times 2: halves occur */
} entry;

typedef struct group {
    char name[16];
    unsigned of[MOST_ENTRIES], n;
} group;

typedef struct body {
    char name[16];
    entry entries[MOST_ENTRIES];
    unsigned n, vacant, n_measures, n_groups;
    char measures[2][16];
    group groups[2];
    bool nested;
    unsigned legal; /* total seats */
} body;

typedef struct writer {
    cm_random *r;
    const random_model_options *o;
    random_model *m;
    size_t used;
    body bodies[MOST_BODIES];
    unsigned n_bodies, n_actors;
    char refs[MOST_REFS][32]; /* that conditions may name */
    unsigned n_refs;
    unsigned day; /* of the next event */
    /* the act at hand */
    const body *b;
    bool left_out[MOST_ENTRIES];
    unsigned depth;
} writer;

static unsigned below(writer *w, unsigned n)
{
    return (unsigned)cm_random_below(w->r, n);
}

static bool chance(writer *w, unsigned part, unsigned whole)
{
    return cm_random_chance(w->r, part, whole);
}

static void put(writer *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void put(writer *w, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n =
        vsnprintf(w->m->text + w->used, RANDOM_TEXT - w->used, format, args);
    va_end(args);
    if (n < 0 || w->used + (size_t)n >= RANDOM_TEXT)
        abort(); /* the text is too long for its room */
    w->used += (size_t)n;
}

static void add_ref(writer *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void add_ref(writer *w, const char *format, ...)
{
    va_list args;
    if (w->n_refs == MOST_REFS)
        return;
    va_start(args, format);
    vsnprintf(w->refs[w->n_refs++], sizeof *w->refs, format, args);
    va_end(args);
}

/* ---- bodies
 * ------------------------------------------------------------------- */

static void add_player(writer *w, const char *name)
{
    for (unsigned i = 0; i < w->m->n_players; i++)
        if (strcmp(w->m->players[i], name) == 0)
            return;
    snprintf(w->m->players[w->m->n_players++], sizeof *w->m->players, "%s",
             name);
}

/* Names are shared between bodies now and then: one player, two ballots. */
static void name_entry(writer *w, body *b, entry *e, bool is_party)
{
    unsigned own = (unsigned)(b - w->bodies);
    for (;;) {
        bool shared = chance(w, 1, 4);
        snprintf(e->name, sizeof e->name, "%s%u%s", is_party ? "P" : "M",
                 below(w, 6),
                 shared     ? ""
                 : own == 0 ? "a"
                            : "b");
        bool taken = false;
        for (unsigned i = 0; i < b->n; i++)
            taken |= strcmp(b->entries[i].name, e->name) == 0;
        if (!taken)
            return;
    }
}

static unsigned units_of(const body *b)
{
    unsigned units = 0;
    for (unsigned i = 0; i < b->n; i++)
        units += b->entries[i].free ? b->entries[i].seats : 1;
    return units;
}

static void add_parties(writer *w, body *b)
{
    unsigned n = 1 + below(w, 4);
    for (unsigned i = 0; i < n && units_of(b) < MOST_UNITS; i++) {
        entry *e = &b->entries[b->n];
        *e = (entry){.is_party = chance(w, 3, 4), .seats = 1};
        name_entry(w, b, e, e->is_party);
        if (e->is_party) {
            e->seats = chance(w, 1, 10) ? 0 : 1 + below(w, 5);
            e->free = chance(w, 1, 4) && e->seats <= 3 && e->seats > 0 &&
                      units_of(b) + e->seats <= MOST_UNITS;
        }
        b->n++;
    }
}

static void add_members(writer *w, body *b)
{
    static const char *const names[] = {"wealth", "people", "votes"};
    unsigned first = below(w, 3);
    b->n_measures = 1 + below(w, 2);
    for (unsigned i = 0; i < b->n_measures; i++)
        snprintf(b->measures[i], sizeof *b->measures, "%s",
                 names[(first + i) % 3]);
    unsigned n = 2 + below(w, 4);
    for (; b->n < n; b->n++) {
        entry *e = &b->entries[b->n];
        *e = (entry){.seats = 1};
        name_entry(w, b, e, false);
        for (unsigned k = 0; k < 2; k++)
            e->numbers[k] = below(w, 8) * (chance(w, 1, 4) ? 1 : 2);
    }
}

static void add_groups(writer *w, body *b)
{
    unsigned n = below(w, 3);
    for (unsigned i = 0; i < n; i++) {
        group *g = &b->groups[b->n_groups];
        *g = (group){0};
        snprintf(g->name, sizeof g->name, "G%uof%u", b->n_groups, w->n_bodies);
        for (unsigned e = 0; e < b->n; e++)
            if (chance(w, 1, 2))
                g->of[g->n++] = e;
        b->n_groups += g->n > 0;
    }
}

static void write_entry(writer *w, const body *b, const entry *e)
{
    if (e->is_party) {
        put(w, "  party %s %u%s\n", e->name, e->seats, e->free ? " free" : "");
        return;
    }
    put(w, "  member %s", e->name);
    for (unsigned i = 0; i < b->n_measures; i++)
        put(w, "%s %s %u%s", i ? "," : " with", b->measures[i],
            e->numbers[i] / 2, e->numbers[i] % 2 ? ".5" : "");
    put(w, "\n");
}

static void write_body(writer *w)
{
    body *b = &w->bodies[w->n_bodies];
    snprintf(b->name, sizeof b->name, "B%u", w->n_bodies);
    do {
        b->n = b->n_measures = 0;
        if (chance(w, 2, 3))
            add_parties(w, b);
        else
            add_members(w, b);
        b->legal = 0;
        for (unsigned i = 0; i < b->n; i++)
            b->legal += b->entries[i].seats;
    } while (b->legal == 0);
    b->vacant = chance(w, 1, 4) ? 1 + below(w, 2) : 0;
    b->legal += b->vacant;
    add_groups(w, b);
    put(w, "body %s", b->name);
    if (chance(w, 1, 3))
        put(w, " seats %u", b->legal);
    put(w, "\n");
    for (unsigned i = 0; i < b->n; i++) {
        write_entry(w, b, &b->entries[i]);
        add_player(w, b->entries[i].name);
    }
    for (unsigned i = 0; i < b->n_groups; i++) {
        put(w, "  group %s ", b->groups[i].name);
        for (unsigned k = 0; k < b->groups[i].n; k++)
            put(w, "%s%s", k ? ", " : "", b->entries[b->groups[i].of[k]].name);
        put(w, "\n");
    }
    if (b->vacant)
        put(w, "  vacant %u\n", b->vacant);
    w->n_bodies++;
}

/* ---- rules
 * --------------------------------------------------------------------- */

/* Who stands behind a name of the body: entries that are not left out. */
typedef struct scope {
    const char *name; /* NULL: everybody */
    bool has[MOST_ENTRIES];
    unsigned n;
} scope;

static scope everybody(const writer *w)
{
    scope s = {0};
    for (unsigned i = 0; i < w->b->n; i++) {
        s.has[i] = !w->left_out[i];
        s.n += s.has[i];
    }
    return s;
}

/* A group or an entry with somebody left in it; else everybody. */
static scope some_scope(writer *w)
{
    const body *b = w->b;
    unsigned pick = below(w, b->n_groups + b->n);
    scope all = everybody(w), s = {0};
    if (pick < b->n_groups) {
        s.name = b->groups[pick].name;
        for (unsigned k = 0; k < b->groups[pick].n; k++)
            s.has[b->groups[pick].of[k]] = all.has[b->groups[pick].of[k]];
    } else {
        s.name = b->entries[pick - b->n_groups].name;
        s.has[pick - b->n_groups] = all.has[pick - b->n_groups];
    }
    for (unsigned i = 0; i < b->n; i++)
        s.n += s.has[i];
    return s.n ? s : all;
}

/* Who may be named in a veto, a consent or a tie: a scope, or an outsider. */
static const char *somebody(writer *w)
{
    if (w->n_actors && chance(w, 1, 4)) {
        static const char *const actors[] = {"X0", "X1"};
        return actors[below(w, w->n_actors)];
    }
    for (unsigned i = 0; i < w->b->n; i++)
        if (w->left_out[i] && chance(w, 1, 2))
            return w->b->entries[i].name;
    scope s = some_scope(w);
    for (unsigned i = 0; i < w->b->n && !s.name; i++)
        if (s.has[i])
            s.name = w->b->entries[i].name;
    return s.name;
}

typedef struct base {
    char text[48];
    bool steady;    /* its total does not depend on ballots */
    unsigned twice; /* that total, times two */
    bool is_half_of_entries;
} base;

static unsigned twice_of(const writer *w, const scope *s, int measure)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < w->b->n; i++)
        if (s->has[i])
            sum += measure < 0 ? 2 * w->b->entries[i].seats
                               : w->b->entries[i].numbers[measure];
    return sum;
}

static base some_base(writer *w, bool quorum)
{
    base b = {.steady = true};
    scope s = chance(w, 1, 4) ? some_scope(w) : everybody(w);
    const char *in = s.name ? " in " : "", *of = s.name ? s.name : "";
    unsigned kind = below(w, w->b->n_measures ? 9 : 5);
    if (quorum && (kind == 2 || kind == 3 || kind == 7 || kind == 8))
        kind = w->b->n_measures ? 5 : 0;
    int measure = w->b->n_measures == 2 ? (int)below(w, 2) : 0;
    const char *name = w->b->measures[measure];
    b.twice = twice_of(w, &s, kind >= 5 ? measure : -1);
    b.steady = kind < 2 || (kind >= 4 && kind < 7);
    switch (kind) {
    case 1:
        if (!s.name) {
            snprintf(b.text, sizeof b.text, "seats");
            b.twice += 2 * w->b->vacant;
            break;
        } /* fall through */
    case 0: snprintf(b.text, sizeof b.text, "members%s%s", in, of); break;
    case 2: snprintf(b.text, sizeof b.text, "present%s%s", in, of); break;
    case 3: snprintf(b.text, sizeof b.text, "votes cast%s%s", in, of); break;
    case 4:
        snprintf(b.text, sizeof b.text, "%s", s.name ? s.name : "members");
        break;
    case 7:
    case 8:
        snprintf(b.text, sizeof b.text, "%s %s%s%s", name,
                 kind == 7 ? "present" : "cast", in, of);
        break;
    default: snprintf(b.text, sizeof b.text, "%s%s%s", name, in, of); break;
    }
    return b;
}

static const char *some_share(writer *w)
{
    static const char *const shares[] = {"1/3", "2/3",   "3/4",  "1/2", "55%",
                                         "50%", "66.7%", "100%", "20%", "half"};
    return shares[below(w, 10)];
}

static const char *some_compare(writer *w, bool forward)
{
    static const char *const compares[] = {"at least", "more than", "at most",
                                           "fewer than"};
    return compares[below(w, forward ? 2 : 4)];
}

static const char *some_direction(writer *w)
{
    static const char *const mixed[] = {"", " against", " abstaining",
                                        " not against"};
    if (chance(w, 3, 4))
        return "";
    return w->o->mixed ? mixed[below(w, 4)] : " against";
}

/* Direction of what is written: rules that would be mixed are not written
   unless they may be. `up`: a forward one is wanted. */
static void write_quota(writer *w, bool quorum, bool up)
{
    base b = some_base(w, quorum);
    const char *direction = quorum ? "" : some_direction(w);
    bool against = strcmp(direction, " against") == 0;
    const char *compare = some_compare(w, quorum || !w->o->mixed);
    if (!quorum && !w->o->mixed && up == against)
        compare = compare[3] == 'l' ? "fewer than" : "at most";
    bool strict =
        strcmp(compare, "more than") == 0 || strcmp(compare, "fewer than") == 0;
    if ((b.steady ? b.twice >= 4 : true) && chance(w, 1, 3)) {
        unsigned most = b.steady ? b.twice / 2 : 5;
        unsigned k = 1 + below(w, strict && b.steady ? most - 1 : most);
        put(w, "%s %u of %s%s", compare, k, b.text, direction);
        return;
    }
    const char *share = some_share(w);
    if (strict && (strcmp(share, "100%") == 0))
        share = "half";
    put(w, "%s %s of %s%s", compare, share, b.text, direction);
    if (!quorum && up && strcmp(share, "half") == 0 &&
        strcmp(compare, "more than") == 0 && !*direction && chance(w, 1, 2))
        put(w, " ties broken by %s", somebody(w));
}

static void write_rule(writer *w, bool quorum, bool up);

static void write_many(writer *w, bool quorum, bool up)
{
    unsigned kind = below(w, quorum ? 2 : 3), n = 2 + below(w, 2);
    w->depth++;
    if (kind < 2) {
        put(w, "(");
        for (unsigned i = 0; i < n; i++) {
            put(w, "%s", i == 0 ? "" : kind ? " and " : " or ");
            write_rule(w, quorum, up);
        }
    } else {
        const char *compare = some_compare(w, !w->o->mixed);
        bool turns = compare[3] == 'm' || compare[0] == 'f';
        bool zero = strcmp(compare, "at least") != 0 &&
                    strcmp(compare, "fewer than") != 0;
        put(w, "%s %u of (", compare, (zero ? 0 : 1) + below(w, n));
        for (unsigned i = 0; i < n; i++) {
            put(w, "%s", i ? ", " : "");
            write_rule(w, quorum, up != turns);
        }
    }
    put(w, ")");
    w->depth--;
}

static void write_rule(writer *w, bool quorum, bool up)
{
    unsigned kind = below(w, 10);
    if (w->o->mixed && !quorum)
        up = true; /* anything goes */
    if (kind < 3 && w->depth < 2) {
        write_many(w, quorum, up);
    } else if (kind == 3 && up) {
        base b = some_base(w, quorum);
        unsigned but = chance(w, 1, 2) ? 1 + below(w, 2) : 0;
        if (b.steady && b.twice < 2 * but)
            but = 0;
        if (but)
            put(w, "all but %u of %s", but, b.text);
        else
            put(w, "all of %s", b.text);
    } else if (kind == 4 && up && !quorum) {
        scope s = some_scope(w);
        put(w, "nobody against");
        if (s.name && chance(w, 1, 2))
            put(w, " in %s", s.name);
    } else if (kind == 5 && up && !quorum) {
        put(w, "no veto by %s", somebody(w));
    } else if (kind == 6 && up && !quorum) {
        put(w, "consent of %s", somebody(w));
    } else {
        write_quota(w, quorum, up);
    }
}

/* ---- conditions
 * --------------------------------------------------------------------- */

static void write_fact_cond(writer *w)
{
    static const char *const options[] = {"Aye", "Bee", "Cee"};
    unsigned pick = below(w, w->m->n_facts + (w->m->n_options ? 1 : 0));
    if (chance(w, 1, 4))
        put(w, "not ");
    if (pick < w->m->n_facts)
        put(w, "%s", w->m->facts[pick]);
    else
        put(w, "%s is %s", w->m->choice, options[below(w, w->m->n_options)]);
}

static bool has_facts(const writer *w)
{
    return w->m->n_facts || w->m->n_options;
}

static void write_cond(writer *w, unsigned depth)
{
    unsigned n = 2 + below(w, 2), kind = below(w, 8);
    if (depth == 0 || kind < 4) {
        if (has_facts(w) && chance(w, 1, 4)) {
            write_fact_cond(w);
            return;
        }
        if (chance(w, 1, 5))
            put(w, "not ");
        put(w, "%s", w->refs[below(w, w->n_refs)]);
        return;
    }
    if (kind < 7) {
        put(w, "(");
        for (unsigned i = 0; i < n; i++) {
            put(w, "%s", i == 0 ? "" : kind == 4 ? " and " : " or ");
            write_cond(w, depth - 1);
        }
    } else {
        put(w, "%s %u of (", some_compare(w, false), 1 + below(w, n));
        for (unsigned i = 0; i < n; i++) {
            put(w, "%s", i ? ", " : "");
            write_cond(w, depth - 1);
        }
    }
    put(w, ")");
}

/* ---- acts
 * ---------------------------------------------------------------------------
 */

static void leave_out(writer *w)
{
    bool first = true;
    memset(w->left_out, 0, sizeof w->left_out);
    if (w->b->nested || !chance(w, 1, 4))
        return;
    for (unsigned i = 0; i + 1 < w->b->n; i++) {
        if (!chance(w, 1, 4))
            continue;
        w->left_out[i] = true;
        put(w, "%s%s", first ? " without " : ", ", w->b->entries[i].name);
        first = false;
    }
}

static void write_rules(writer *w)
{
    w->depth = 0;
    bool up = chance(w, 4, 5);
    put(w, "\n  needs ");
    write_rule(w, false, up);
    if (has_facts(w) && chance(w, 1, 3)) {
        put(w, " if ");
        write_fact_cond(w);
        put(w, "\n  otherwise ");
        write_rule(w, false, chance(w, 1, 2) ? up : true);
    }
    if (chance(w, 1, 4)) {
        put(w, "\n  quorum ");
        write_rule(w, true, true);
    }
}

static void write_act(writer *w, unsigned i)
{
    random_model *m = w->m;
    bool by_player = chance(w, 1, 6);
    put(w, "act A%u by ", i);
    if (by_player && m->n_players) {
        put(w, "%s", m->players[below(w, m->n_players)]);
    } else {
        w->b = &w->bodies[below(w, w->n_bodies)];
        put(w, "%s", w->b->name);
        leave_out(w);
        write_rules(w);
        snprintf(m->acts[m->n_acts++], sizeof *m->acts, "A%u", i);
    }
    if ((w->o->history || w->o->long_history) && chance(w, 1, 8))
        put(w, "\n  until 2020-06");
    put(w, "\n");
    add_ref(w, "A%u", i);
}

static void write_ladder(writer *w)
{
    random_model *m = w->m;
    unsigned n = 1 + below(w, 2);
    unsigned x = below(w, m->n_players), z = below(w, m->n_players);
    put(w, "ladder L0 by %s", m->players[x]);
    if (z != x && chance(w, 1, 2))
        put(w, " against %s", m->players[z]);
    put(w, " through ");
    unsigned first = below(w, w->n_bodies);
    for (unsigned i = 0; i < n; i++) {
        w->b = &w->bodies[(first + i) % w->n_bodies];
        memset(w->left_out, 0, sizeof w->left_out);
        w->depth = 1;
        if (i > 0 && w->n_bodies == 1) {
            unsigned court = below(w, m->n_players);
            put(w, ", %s", m->players[court]);
            add_ref(w, "L0 at %s", m->players[court]);
            break;
        }
        put(w, "%s%s needs ", i ? ", " : "", w->b->name);
        write_rule(w, false, true);
        add_ref(w, "L0 at %s", w->b->name);
        if (i > 0)
            add_ref(w, "L0 to %s", w->b->name);
    }
    put(w, "\n");
    add_ref(w, "L0");
    snprintf(m->subjects[m->n_subjects++], sizeof *m->subjects, "L0");
}

/* A body whose members vote as what was declared before. */
static void write_nested(writer *w, unsigned act)
{
    body *b = &w->bodies[w->n_bodies];
    unsigned n = 2 + below(w, 2);
    *b = (body){.nested = true};
    snprintf(b->name, sizeof b->name, "N0");
    put(w, "body %s\n", b->name);
    for (; b->n < n; b->n++) {
        snprintf(b->entries[b->n].name, 16, "V%u", b->n);
        b->entries[b->n].seats = 1;
        put(w, "  member V%u votes as %s\n", b->n,
            w->refs[below(w, w->n_refs)]);
    }
    w->b = b;
    put(w, "act A%u by N0", act);
    memset(w->left_out, 0, sizeof w->left_out);
    unsigned actors = w->n_actors;
    w->n_actors = 0; /* outsiders may not vote there */
    write_rules(w);
    w->n_actors = actors;
    put(w, "\n");
    add_ref(w, "A%u", act);
}

/* ---- facts, outcomes
 * ------------------------------------------------------------------- */

static void write_facts(writer *w)
{
    static const char *const states[] = {"",       " unknown", " true",
                                         " false", " 1/3",     " 25%"};
    random_model *m = w->m;
    unsigned n = below(w, 3);
    for (; m->n_facts < n; m->n_facts++) {
        snprintf(m->facts[m->n_facts], sizeof *m->facts, "F%u", m->n_facts);
        put(w, "fact F%u%s\n", m->n_facts, states[below(w, 6)]);
    }
    if (chance(w, 1, 3)) {
        bool chances = chance(w, 1, 2);
        m->n_options = 2 + below(w, 2);
        snprintf(m->choice, sizeof m->choice, "K0");
        put(w, "fact K0 one of Aye%s, Bee%s%s%s\n", chances ? " 1/2" : "",
            chances ? (m->n_options == 2 ? " 50%" : " 20%") : "",
            m->n_options == 3 ? ", Cee" : "",
            m->n_options == 3 && chances ? " 30%" : "");
    }
}

static void write_outcome(writer *w, unsigned i)
{
    random_model *m = w->m;
    put(w, "outcome Out%u when ", i);
    write_cond(w, 2);
    if (chance(w, 1, 4)) {
        put(w, " unless ");
        write_cond(w, 1);
    }
    put(w, "\n");
    add_ref(w, "Out%u", i);
    snprintf(m->subjects[m->n_subjects++], sizeof *m->subjects, "Out%u", i);
}

/* ---- history
 * ----------------------------------------------------------------------------
 */

static void begin_event(writer *w)
{
    w->day += 1 + below(w, 20);
    unsigned month = 1 + w->day / 28, day = 1 + w->day % 28;
    if (chance(w, 1, 6)) {
        put(w, "on 2020-%02u-%02u..2020-%02u-28 ", month, day, month);
        w->day = month * 28 - 1; /* what comes next comes later */
    } else {
        put(w, "on 2020-%02u-%02u ", month, day);
    }
}

static const body *body_of(const writer *w, const char *act)
{
    char by[32];
    snprintf(by, sizeof by, "act %s by ", act);
    const char *at = strstr(w->m->text, by) + strlen(by);
    for (unsigned b = 0; b < w->n_bodies; b++)
        if (strncmp(at, w->bodies[b].name, 2) == 0)
            return &w->bodies[b];
    abort();
}

static bool is_left_out(const writer *w, const char *act, const char *name)
{
    char by[32];
    snprintf(by, sizeof by, "act %s by ", act);
    const char *at = strstr(w->m->text, by), *end = strchr(at, '\n');
    const char *without = strstr(at, "without");
    const char *found = without ? strstr(without, name) : NULL;
    return without && without < end && found && found < end;
}

static void write_tally(writer *w, const entry *e, bool first)
{
    static const char *const ballots[] = {"yes", "no", "abstain", "absent"};
    put(w, "%s%s ", first ? "" : ", ", e->name);
    unsigned yes =
        e->seats > 1 && chance(w, 1, 3) ? 1 + below(w, e->seats - 1) : e->seats;
    put(w, "%u %s", yes, ballots[below(w, 4)]);
    if (yes < e->seats)
        put(w, " %u %s", e->seats - yes, ballots[below(w, 4)]);
}

/* Some entries by name, the rest open or all alike. */
static void write_vote(writer *w, const char *act)
{
    const body *b = body_of(w, act);
    bool first = true;
    begin_event(w);
    put(w, "%s voted %s: ", b->name, act);
    for (unsigned i = 0; i < b->n; i++)
        if (!is_left_out(w, act, b->entries[i].name) && b->entries[i].seats &&
            chance(w, 1, 2)) {
            write_tally(w, &b->entries[i], first);
            first = false;
        }
    put(w, "%srest %s\n", first ? "" : ", ",
        chance(w, 2, 3)   ? "open"
        : chance(w, 1, 2) ? "yes"
                          : "absent");
}

static void write_seats(writer *w, body *b)
{
    unsigned members = 0, left, first = 1;
    for (unsigned i = 0; i < b->n; i++)
        if (!b->entries[i].is_party)
            members++;
        else if (b->entries[i].free)
            return; /* seats of a freed party stay: who they are is one list */
    left = b->legal - members;
    begin_event(w);
    put(w, "%s has ", b->name);
    for (unsigned i = 0; i < b->n; i++) {
        if (!b->entries[i].is_party)
            continue;
        unsigned seats = below(w, left + 1);
        left -= seats;
        b->entries[i].seats = seats;
        put(w, "%s%s %u", first ? "" : ", ", b->entries[i].name, seats);
        first = 0;
    }
    put(w, "%svacant %u\n", first ? "" : ", ", left);
}

static void write_history(writer *w)
{
    random_model *m = w->m;
    bool done[16] = {false};
    unsigned n = below(w, 4);
    for (unsigned i = 0; i < n; i++) {
        unsigned kind = below(w, 6), k;
        if (kind < 2 && m->n_acts && !done[k = below(w, m->n_acts)]) {
            done[k] = true;
            write_vote(w, m->acts[k]);
        } else if (kind == 2 && m->n_acts && !done[k = below(w, m->n_acts)]) {
            done[k] = true;
            begin_event(w);
            put(w, "%s %s\n", m->acts[k],
                chance(w, 1, 2) ? "happened" : "failed");
        } else if (kind == 3) {
            body *b = &w->bodies[below(w, w->n_bodies)];
            if (!b->nested && b->n_measures == 0)
                write_seats(w, b);
        } else if (kind == 4 && m->n_options && !done[15]) {
            done[15] = true;
            begin_event(w);
            put(w, "K0 is Aye\n");
        }
    }
}

/* Facts, acts and steps, each once. */
static void write_settled(writer *w, bool *done)
{
    random_model *m = w->m;
    unsigned k = below(w, w->n_refs + m->n_facts);
    const char *name =
        k < w->n_refs ? w->refs[k] : m->facts[k - w->n_refs];
    if (done[k] || *name == 'O' || strcmp(name, "L0") == 0)
        return;
    done[k] = true;
    begin_event(w);
    put(w, "%s %s\n", name, chance(w, 2, 3) ? "happened" : "failed");
}

static void write_long_history(writer *w)
{
    random_model *m = w->m;
    bool voted[16] = {false}, done[MOST_REFS + 8] = {false}, chosen = false;
    unsigned n = below(w, 13);
    for (unsigned i = 0; i < n; i++) {
        unsigned kind = below(w, 8), k;
        if (kind < 3 && m->n_acts && !voted[k = below(w, m->n_acts)]) {
            voted[k] = true;
            write_vote(w, m->acts[k]);
        } else if (kind < 5) {
            body *b = &w->bodies[below(w, w->n_bodies)];
            if (b->nested) {
                begin_event(w);
                put(w, "%s has vacant %u\n", b->name, below(w, 4));
            } else if (b->n_measures == 0) {
                write_seats(w, b);
            }
        } else if (kind == 5 && m->n_options && !chosen) {
            chosen = true;
            begin_event(w);
            put(w, "K0 is Bee\n");
        } else {
            write_settled(w, done);
        }
    }
}

/* ---- forecasts
 * ---------------------------------------------------------------------------
 */

static void write_forecast(writer *w, const char *act)
{
    static const char *const chances[] = {"1/2", "98%",  "0%",
                                          "1/3", "100%", "3/7"};
    static const char *const hows[] = {"", " each", " as one"};
    const body *b = body_of(w, act);
    bool first = true;
    put(w, "forecast %s: ", act);
    if (chance(w, 1, 4)) {
        put(w, "%s\n", chances[below(w, 6)]);
        return;
    }
    for (unsigned i = 0; i < b->n; i++)
        if (!is_left_out(w, act, b->entries[i].name) && chance(w, 1, 2)) {
            put(w, "%s%s %s%s", first ? "" : ", ", b->entries[i].name,
                chances[below(w, 6)], hows[below(w, 3)]);
            first = false;
        }
    if (first || chance(w, 1, 2))
        put(w, "%srest %s%s", first ? "" : ", ", chances[below(w, 6)],
            hows[below(w, 3)]);
    put(w, "\n");
}

void random_model_write(cm_random *random, const random_model_options *options,
                        random_model *model)
{
    *model = (random_model){0};
    writer w = {.r = random, .o = options, .m = model};
    unsigned bodies = 1 + below(&w, 2), acts = 1 + below(&w, 3);
    for (unsigned i = 0; i < bodies; i++)
        write_body(&w);
    w.n_actors = below(&w, 3);
    for (unsigned i = 0; i < w.n_actors; i++) {
        put(&w, "actor X%u\n", i);
        add_player(&w, i ? "X1" : "X0");
    }
    write_facts(&w);
    for (unsigned i = 0; i < acts; i++)
        write_act(&w, i);
    if (options->ladders && chance(&w, 1, 2))
        write_ladder(&w);
    if (options->nested && chance(&w, 1, 2))
        write_nested(&w, acts);
    unsigned outcomes = 1 + below(&w, 3);
    for (unsigned i = 0; i < outcomes; i++)
        write_outcome(&w, i);
    if (options->long_history)
        write_long_history(&w);
    else if (options->history)
        write_history(&w);
    for (unsigned i = 0; options->forecasts && i < model->n_acts; i++)
        if (chance(&w, 2, 3))
            write_forecast(&w, model->acts[i]);
}
