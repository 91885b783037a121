#include "report/words/camp_table.h"

#include <stdlib.h>

#include "report/words/phrase.h"

/* Up to so many players alike are named. */
enum { NAMED = 12 };

/* ---- players ----------------------------------------------------------- */

uint32_t cm_camp_player(cm_camp_table *t, const char *name)
{
    uint32_t at = cm_map_get(&t->number_of, name);
    if (at != CM_MAP_NONE)
        return at;
    at = (uint32_t)t->names.n;
    cm_texts_add(t->doc, &t->names, name);
    if (!cm_map_put(t->doc->arena, &t->number_of, name, at))
        t->doc->failed = true;
    return at;
}

typedef struct known {
    const char *name;
    uint32_t player, place; /* in the model, in the list */
} known;

static int compare_known(const void *left, const void *right)
{
    const known *a = left, *b = right;
    if (a->player != b->player)
        return a->player < b->player ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static uint32_t declared_at(const cm_model *model, const char *name)
{
    if (!model)
        return 0;
    const char *of = strstr(name, " of ");
    if (of)
        return UINT32_MAX; /* freed seats stand last */
    cm_name found = cm_model_name(model, name);
    return found.kind == CM_NAME_PLAYER ? found.index : UINT32_MAX - 1;
}

void cm_camp_told(cm_camp_table *t, uint32_t player)
{
    const char *name = t->names.at[player];
    const char *of = strstr(name, " of ");
    const char *at = of ? of + 4 : name;
    const char *in = of ? strstr(at, " in ") : NULL;
    size_t n = in ? (size_t)(in - at) : strlen(at);
    const char *party = cm_textf(t->doc, "%.*s", (int)n, at);
    if (!cm_map_put(t->doc->arena, &t->told, party, 1))
        t->doc->failed = true;
}

/* Numbers the players as they are declared, so that lists read alike. */
bool cm_camp_players(cm_camp_table *t, const comitia_value *list)
{
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *one = comitia_value_at(list, i);
        for (size_t k = 0; k < comitia_value_count(one); k++)
            cm_camp_player(t, cm_tree_item(one, k));
    }
    size_t n = t->names.n;
    known *all = cm_new_n(t->doc->arena, known, n);
    if (!all || t->doc->failed)
        return false;
    for (size_t i = 0; i < n; i++)
        all[i] =
            (known){t->names.at[i], declared_at(t->doc->model, t->names.at[i]),
                    (uint32_t)i};
    qsort(all, n, sizeof *all, compare_known);
    t->names.n = 0;
    t->number_of = (cm_map){0};
    for (size_t i = 0; i < n; i++)
        cm_camp_player(t, all[i].name);
    t->class_of = cm_new_n(t->doc->arena, uint32_t, n);
    t->class_size = cm_new_n(t->doc->arena, uint32_t, n);
    t->counts = cm_new_n(t->doc->arena, uint64_t, n);
    t->listed = cm_new_n(t->doc->arena, uint8_t, n);
    return t->class_of && t->class_size && t->counts && t->listed;
}


bool cm_camp_is_seats(const cm_camp_table *t, uint32_t player)
{
    return strchr(t->names.at[player], ' ') != NULL;
}


/* ---- words ------------------------------------------------------------- */

/* The group of some body that has exactly the players of a class, or NULL. */
static const cm_group *group_of(const cm_camp_table *t, uint32_t class)
{
    const cm_model *model = t->doc->model;
    for (uint32_t b = 0; model && b < model->n_bodies; b++)
        for (uint32_t g = 0; g < model->bodies[b].n_groups; g++) {
            const cm_body *body = &model->bodies[b];
            const cm_group *group = &body->groups[g];
            uint32_t found = 0;
            for (uint32_t e = 0; e < group->n_entries; e++) {
                const cm_entry *entry = &body->entries[group->entries[e]];
                uint32_t p = cm_map_get(&t->number_of, entry->label.name);
                found += p != CM_MAP_NONE && t->class_of[p] == class;
            }
            if (found == group->n_entries && found == t->class_size[class])
                return group;
        }
    return NULL;
}

static const char *members_text(const cm_camp_table *t, uint32_t class,
                                const char *word)
{
    cm_texts names = {0};
    for (uint32_t p = 0; p < t->names.n; p++)
        if (t->class_of[p] == class)
            cm_texts_add(t->doc, &names, cm_name_first(t->doc, t->names.at[p]));
    return cm_listed(t->doc, &names, word);
}

/* Whether an entry beside a player of the class stands in no coalition: who
   reads "the others" would count it. */
static bool has_bystanders(const cm_camp_table *t, uint32_t class)
{
    const cm_model *model = t->doc->model;
    for (uint32_t b = 0; model && b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        bool here = false, bystander = false;
        for (uint32_t e = 0; e < body->n_entries; e++) {
            const cm_entry *entry = &body->entries[e];
            uint32_t p = cm_map_get(&t->number_of, entry->label.name);
            here |= p != CM_MAP_NONE && t->class_of[p] == class;
            bystander |= entry->seats > 0 &&
                         cm_map_get(&t->told, entry->label.name) == CM_MAP_NONE;
        }
        if (here && bystander)
            return true;
    }
    return false;
}

/* "the 50 members of States": the class is all of a body; else NULL. */
static const char *whole_body_text(const cm_camp_table *t, uint32_t class)
{
    const cm_model *model = t->doc->model;
    for (uint32_t b = 0; model && b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        uint32_t e = 0;
        for (; e < body->n_entries; e++) {
            uint32_t p =
                cm_map_get(&t->number_of, body->entries[e].label.name);
            if (body->entries[e].kind != CM_MEMBER || p == CM_MAP_NONE ||
                t->class_of[p] != class)
                break;
        }
        if (e == body->n_entries && e == t->class_size[class])
            return cm_textf(t->doc, "the %s members of %s",
                            cm_grouped_u64(t->doc, e),
                            cm_name_text(t->doc, body->label.name));
    }
    return NULL;
}

/* "the 10 others", which can only mean one class; NULL where it cannot, or
   where names are clearer. */
static const char *others_text(const cm_camp_table *t, uint32_t class)
{
    uint32_t size = t->class_size[class];
    if (size < 5 || size == t->names.n)
        return NULL;
    const char *whole = whole_body_text(t, class);
    if (whole)
        return whole;
    for (uint32_t p = 0; p < t->names.n; p++)
        if (t->class_of[p] == p && p != class && t->class_size[p] >= 4 &&
            !group_of(t, p))
            return NULL;
    bool bystanders = has_bystanders(t, class);
    if (bystanders && size <= NAMED)
        return NULL;
    return cm_textf(t->doc, "the %s others%s", cm_grouped_u64(t->doc, size),
                    bystanders ? " who matter" : "");
}

/* "those 20" can only mean one class. */
static bool has_own_size(const cm_camp_table *t, uint32_t class)
{
    for (uint32_t p = 0; p < t->names.n; p++)
        if (t->class_of[p] == p && p != class &&
            t->class_size[p] == t->class_size[class])
            return false;
    return true;
}

/* The names of a class, the second time "those 20". */
static const char *names_text(const cm_camp_table *t, uint32_t class)
{
    enum { FEW = 5 };
    uint32_t size = t->class_size[class];
    if (size >= FEW && t->listed[class] && has_own_size(t, class))
        return cm_textf(t->doc, "those %s", cm_grouped_u64(t->doc, size));
    t->listed[class] = 1;
    return members_text(t, class, "and");
}

static const char *group_text(cm_doc *doc, const cm_group *group)
{
    const cm_label *label = &group->label;
    return label->title ? cm_quoted(doc, label->title)
                        : cm_quoted(doc, label->name);
}

/* `lone`: no other choice stands beside it, so "A or B" is clear. */
static const char *class_text(const cm_camp_table *t, uint32_t class, uint64_t k,
                              bool lone)
{
    cm_doc *doc = t->doc;
    uint32_t size = t->class_size[class];
    const cm_group *group = size > 2 ? group_of(t, class) : NULL;
    if (k == size && group)
        return cm_textf(doc, "all of %s", group_text(doc, group));
    if (k == size && size < 5)
        return members_text(t, class, "and");
    const char *others = others_text(t, class);
    if (k == size && others)
        return cm_textf(doc, "all %s", others);
    if (k == size && size > NAMED && size == t->names.n)
        return cm_textf(doc, "all %s", cm_grouped_u64(doc, size));
    if (k == size)
        return cm_textf(doc, "%s%s", t->listed[class] ? "all " : "",
                        names_text(t, class));
    if (k == 1 && size < 5 && lone)
        return members_text(t, class, "or");
    const char *some = k == 1 ? "one" : cm_grouped_u64(doc, k);
    if (group)
        return cm_textf(doc, "any %s of %s", some, group_text(doc, group));
    if (others)
        return cm_textf(doc, "any %s of %s", some, others);
    if (size > NAMED && size == t->names.n)
        return cm_textf(doc, "any %s of all %s", some,
                        cm_grouped_u64(doc, size));
    return cm_textf(doc, "any %s of %s", some, names_text(t, class));
}

/* "A" of "28 of A", "A in House" of "28 of A in House". */
static const char *holder_text(cm_doc *doc, const char *name)
{
    const char *of = strstr(name, " of ");
    const char *party = of ? of + 4 : name;
    const char *in = of ? strstr(party, " in ") : NULL;
    if (!in)
        return cm_name_first(doc, party);
    party = cm_textf(doc, "%.*s", (int)(in - party), party);
    return cm_textf(doc, "%s in %s", cm_name_first(doc, party),
                    cm_name_first(doc, in + 4));
}

/* Freed seats of a class: "28 seats of A", "any 28 seats of A and B"; members
   may be like them, "any 3 of A, M and N". */
static const char *seats_text(const cm_camp_table *t, uint32_t class)
{
    cm_doc *doc = t->doc;
    uint64_t n = t->counts[class];
    const char *some = cm_grouped_u64(doc, n);
    cm_texts holders = {0};
    bool members = false;
    for (uint32_t p = 0; p < t->names.n; p++) {
        if (t->class_of[p] != class)
            continue;
        members |= !cm_camp_is_seats(t, p);
        cm_texts_add(doc, &holders, holder_text(doc, t->names.at[p]));
    }
    return cm_textf(doc, "%s%s%s of %s", holders.n > 1 ? "any " : "", some,
                    members ? "" : n == 1 ? " seat" : " seats",
                    cm_listed(doc, &holders, "and"));
}

static bool has_seats(const cm_camp_table *t, uint32_t class)
{
    for (uint32_t p = class; p < t->names.n; p++)
        if (t->class_of[p] == class && cm_camp_is_seats(t, p))
            return true;
    return false;
}

/* Seats of a party by its own number, or (pools) of all parties whose seats are
   like them. */
static bool tell_seats(const cm_camp_table *t, uint32_t p, cm_texts *named,
                       cm_texts *pools)
{
    uint32_t class = t->class_of[p];
    if (t->pooled ? !has_seats(t, class) : !cm_camp_is_seats(t, p))
        return false;
    if (!t->pooled)
        cm_texts_add(t->doc, named, cm_partner_text(t->doc, t->names.at[p]));
    else if (class == p)
        cm_texts_add(t->doc, t->class_size[class] > 1 ? pools : named,
                     seats_text(t, class));
    return true;
}

const char *cm_camp_text(const cm_camp_table *t)
{
    cm_texts named = {0}, pools = {0}, some = {0};
    cm_doc *doc = t->doc;
    size_t choices = 0;
    uint64_t players = 0;
    bool seats = false;
    for (uint32_t p = 0; p < t->names.n; p++) {
        players += t->counts[p];
        choices += t->class_of[p] == p && t->counts[p] > 0 &&
                   t->counts[p] < t->class_size[p];
    }
    for (uint32_t p = 0; p < t->names.n; p++) {
        uint32_t class = t->class_of[p], size = t->class_size[class];
        if (t->counts[class] == 0)
            continue;
        if (tell_seats(t, p, &named, &pools))
            seats = true;
        else if (t->counts[class] == size && size < 5)
            cm_texts_add(doc, &named, cm_name_first(doc, t->names.at[p]));
        else if (class == p)
            cm_texts_add(doc, &some,
                         class_text(t, p, t->counts[p], choices == 1));
    }
    const char *who =
        cm_textf(doc, "%s%s%s", cm_listed(doc, &named, "and"),
                 named.n && pools.n ? ", plus " : "",
                 cm_strung(doc, &pools, ", plus "));
    const char *with = some.n > 2 ? cm_strung(doc, &some, ", plus ")
                                  : cm_listed(doc, &some, "and");
    if (*who && some.n)
        return cm_textf(doc, "%s, with %s", who, with);
    return cm_textf(doc, "%s%s", *who ? who : with,
                    players == 1 && !seats ? " alone" : "");
}
