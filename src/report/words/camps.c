#include "report/words/camps.h"

#include <stdlib.h>

#include "report/words/phrase.h"

/* Beyond this the exchanges are not tried. */
static const uint64_t MOST_STEPS = 4000000;

/* One coalition as ascending numbers of players. */
typedef struct camp {
    uint32_t *of;
    uint32_t n;
} camp;

typedef struct table {
    cm_doc *doc;
    camp *camps; /* sorted */
    uint32_t n_camps;
    cm_texts names; /* of players */
    cm_map number_of;
    uint32_t *class_of; /* first player of the same kind */
    uint32_t *class_size;
    uint32_t *counts; /* of one coalition, per class */
    uint64_t steps;
    bool tried; /* exchanges were */
} table;

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Small ones first, then by their players. */
static int compare_camps(const void *left, const void *right)
{
    const camp *a = left, *b = right;
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    for (uint32_t i = 0; i < a->n; i++)
        if (a->of[i] != b->of[i])
            return a->of[i] < b->of[i] ? -1 : 1;
    return 0;
}

static uint32_t player_number(table *t, const char *name)
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

static bool read_camp(table *t, const comitia_value *list, camp *one)
{
    size_t n = comitia_value_count(list);
    one->of = cm_new_n(t->doc->arena, uint32_t, n);
    if (!one->of || n > UINT32_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        one->of[one->n++] = player_number(t, cm_tree_item(list, i));
    qsort(one->of, one->n, sizeof *one->of, compare_numbers);
    t->steps += n;
    return true;
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

/* Numbers the players as they are declared, so that lists read alike. */
static bool number_players(table *t, const comitia_value *list)
{
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *one = comitia_value_at(list, i);
        for (size_t k = 0; k < comitia_value_count(one); k++)
            player_number(t, cm_tree_item(one, k));
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
        player_number(t, all[i].name);
    return true;
}

static bool read_table(table *t, const comitia_value *list)
{
    size_t n = comitia_value_count(list);
    if (!number_players(t, list))
        return false;
    t->camps = cm_new_n(t->doc->arena, camp, n);
    if (!t->camps || n >= UINT32_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        camp *one = &t->camps[t->n_camps++];
        if (!read_camp(t, comitia_value_at(list, i), one))
            return false;
    }
    qsort(t->camps, t->n_camps, sizeof *t->camps, compare_camps);
    size_t players = t->names.n;
    t->class_of = cm_new_n(t->doc->arena, uint32_t, players);
    t->class_size = cm_new_n(t->doc->arena, uint32_t, players);
    t->counts = cm_new_n(t->doc->arena, uint32_t, players);
    return t->class_of && t->class_size && t->counts && !t->doc->failed;
}

static bool has_player(const camp *one, uint32_t player)
{
    return bsearch(&player, one->of, one->n, sizeof player, compare_numbers) !=
           NULL;
}

/* Whether the coalition with `out` replaced by `in` is in the list too. */
static bool has_exchanged(const table *t, const camp *from, uint32_t out,
                          uint32_t in, uint32_t *room)
{
    camp other = {.of = room, .n = from->n};
    for (uint32_t i = 0; i < from->n; i++)
        room[i] = from->of[i] == out ? in : from->of[i];
    qsort(room, other.n, sizeof *room, compare_numbers);
    return bsearch(&other, t->camps, t->n_camps, sizeof other, compare_camps) !=
           NULL;
}

/* An exchange is its own inverse, so mapping the list into itself is enough. */
static bool interchangeable(const table *t, uint32_t a, uint32_t b,
                            uint32_t *room)
{
    for (uint32_t c = 0; c < t->n_camps; c++) {
        bool with_a = has_player(&t->camps[c], a);
        bool with_b = has_player(&t->camps[c], b);
        if (with_a == with_b)
            continue;
        if (!has_exchanged(t, &t->camps[c], with_a ? a : b, with_a ? b : a,
                           room))
            return false;
    }
    return true;
}

/* Freed seats are alike among themselves but stand for a number of players. */
static bool is_seats(const table *t, uint32_t player)
{
    return strchr(t->names.at[player], ' ') != NULL;
}

static bool is_affordable(const table *t)
{
    uint64_t n = t->names.n;
    return n <= 2000 && t->steps <= MOST_STEPS / (n * n + 1);
}

static void find_classes(table *t)
{
    uint32_t n = (uint32_t)t->names.n;
    uint32_t *room = cm_new_n(t->doc->arena, uint32_t, n);
    t->tried = room && is_affordable(t);
    for (uint32_t p = 0; p < n; p++) {
        t->class_of[p] = p;
        for (uint32_t q = 0; q < p && t->tried && !is_seats(t, p); q++)
            if (t->class_of[q] == q && !is_seats(t, q) &&
                interchangeable(t, q, p, room)) {
                t->class_of[p] = q;
                break;
            }
        t->class_size[t->class_of[p]]++;
    }
}

/* ---- words
 * ---------------------------------------------------------------------- */

/* The group of some body that has exactly the players of a class, or NULL. */
static const cm_group *group_of(const table *t, uint32_t class)
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

static const char *members_text(const table *t, uint32_t class,
                                const char *word)
{
    cm_texts names = {0};
    for (uint32_t p = 0; p < t->names.n; p++)
        if (t->class_of[p] == class)
            cm_texts_add(t->doc, &names, cm_name_first(t->doc, t->names.at[p]));
    return cm_listed(t->doc, &names, word);
}

/* "the 10 others" can only mean one class. */
static bool are_the_others(const table *t, uint32_t class)
{
    for (uint32_t p = 0; p < t->names.n; p++)
        if (t->class_of[p] == p && p != class && t->class_size[p] >= 4 &&
            !group_of(t, p))
            return false;
    return t->class_size[class] >= 5;
}

static const char *group_text(cm_doc *doc, const cm_group *group)
{
    const cm_label *label = &group->label;
    return label->title ? cm_quoted(doc, label->title)
                        : cm_quoted(doc, label->name);
}

/* `lone`: no other choice stands beside it, so "A or B" is clear. */
static const char *class_text(const table *t, uint32_t class, uint32_t k,
                              bool lone)
{
    cm_doc *doc = t->doc;
    uint32_t size = t->class_size[class];
    const cm_group *group = size > 2 ? group_of(t, class) : NULL;
    if (k == size && group)
        return cm_textf(doc, "all of %s", group_text(doc, group));
    if (k == size && size < 5)
        return members_text(t, class, "and");
    if (k == size && are_the_others(t, class))
        return cm_textf(doc, "all the %s others", cm_grouped_u64(doc, size));
    if (k == size)
        return members_text(t, class, "and");
    if (k == 1 && size < 5 && lone)
        return members_text(t, class, "or");
    const char *some = k == 1 ? "one" : cm_grouped_u64(doc, k);
    if (group)
        return cm_textf(doc, "any %s of %s", some, group_text(doc, group));
    if (t->names.n > size && are_the_others(t, class))
        return cm_textf(doc, "any %s of the %s others", some,
                        cm_grouped_u64(doc, size));
    if (size > 12 && size == t->names.n)
        return cm_textf(doc, "any %s of all %s", some,
                        cm_grouped_u64(doc, size));
    return cm_textf(doc, "any %s of %s", some, members_text(t, class, "and"));
}

static void count_classes(const table *t, const camp *one)
{
    memset(t->counts, 0, t->names.n * sizeof *t->counts);
    for (uint32_t i = 0; i < one->n; i++)
        t->counts[t->class_of[one->of[i]]]++;
}

/* Of the coalitions of a kind the one is told that has, of each class, the
   players that come first. */
static bool is_told(const table *t, const camp *one)
{
    count_classes(t, one);
    for (uint32_t p = 0; p < t->names.n; p++) {
        uint32_t class = t->class_of[p];
        if (has_player(one, p)) {
            if (t->counts[class] == 0)
                return false;
            t->counts[class]--;
        } else if (t->counts[class] > 0) {
            return false;
        }
    }
    return true;
}

/* Those who must be in it by name, and then those of whom some must. */
static const char *camp_text(table *t, const camp *one)
{
    cm_texts named = {0}, some = {0};
    cm_doc *doc = t->doc;
    count_classes(t, one);
    size_t choices = 0;
    for (uint32_t p = 0; p < t->names.n; p++)
        choices += t->class_of[p] == p && t->counts[p] > 0 &&
                   t->counts[p] < t->class_size[p];
    for (uint32_t p = 0; p < t->names.n; p++) {
        uint32_t class = t->class_of[p], size = t->class_size[class];
        if (t->counts[class] == 0)
            continue;
        if (is_seats(t, p))
            cm_texts_add(doc, &named, cm_partner_text(doc, t->names.at[p]));
        else if (t->counts[class] == size && size < 5)
            cm_texts_add(doc, &named, cm_name_first(doc, t->names.at[p]));
        else if (class == p)
            cm_texts_add(doc, &some,
                         class_text(t, p, t->counts[p], choices == 1));
    }
    const char *who = cm_listed(doc, &named, "and");
    const char *with = some.n > 2 ? cm_strung(doc, &some, ", plus ")
                                  : cm_listed(doc, &some, "and");
    if (named.n && some.n)
        return cm_textf(doc, "%s, with %s", who, with);
    bool alone = one->n == 1 && !is_seats(t, one->of[0]);
    return cm_textf(doc, "%s%s", named.n ? who : with, alone ? " alone" : "");
}

static void tell(table *t, uint64_t most, cm_camps *camps)
{
    uint64_t kinds = 0;
    for (uint32_t c = 0; c < t->n_camps; c++) {
        if (t->tried && !is_told(t, &t->camps[c]))
            continue;
        if (kinds++ < most)
            cm_texts_add(t->doc, &camps->lines, camp_text(t, &t->camps[c]));
    }
    camps->more = kinds - camps->lines.n;
    camps->together = kinds < t->n_camps;
}

void cm_camps_read(cm_doc *doc, const comitia_value *list, const char *total,
                   uint64_t most, cm_camps *camps)
{
    table t = {.doc = doc};
    *camps = (cm_camps){.known = comitia_value_kind(list) == COMITIA_LIST,
                        .trivial = cm_tree_trivial(list),
                        .total = total};
    if (comitia_value_count(list) == 0 || camps->trivial)
        return;
    if (!read_table(&t, list)) {
        doc->failed = true;
        return;
    }
    find_classes(&t);
    tell(&t, most, camps);
}

const char *cm_camps_text(cm_doc *doc, const cm_camps *camps,
                          const char *trivial, const char *nobody)
{
    if (!camps->known)
        return *camps->total ? cm_textf(doc, "%s coalitions, too many to list",
                                        cm_count_text(doc, camps->total))
                             : "too many coalitions to count or list";
    if (camps->trivial)
        return trivial;
    if (camps->lines.n == 0)
        return nobody;
    cm_texts lines = {0};
    for (size_t i = 0; i < camps->lines.n; i++)
        cm_texts_add(doc, &lines, camps->lines.at[i]);
    if (camps->more)
        cm_texts_add(doc, &lines,
                     cm_textf(doc, CM_SOFT "one of %s more" CM_END,
                              cm_grouped_u64(doc, camps->more)));
    const char *text = cm_strung(doc, &lines, "; or ");
    if (camps->together && cm_compare_texts(camps->total, "6") > 0)
        text = cm_textf(doc, "%s " CM_SOFT "(%s coalitions)" CM_END, text,
                        cm_count_text(doc, camps->total));
    return text;
}
