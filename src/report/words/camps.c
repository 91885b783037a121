#include "report/words/camps.h"

#include <stdlib.h>

#include "report/words/camp_table.h"

/* Beyond this the exchanges are not tried. */
static const uint64_t MOST_STEPS = 4000000;

/* One coalition as ascending numbers of players. */
typedef struct camp {
    uint32_t *of;
    uint32_t n;
} camp;

typedef struct table {
    cm_camp_table t;
    camp *camps; /* sorted */
    uint32_t n_camps;
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

static bool read_camp(table *t, const comitia_value *list, camp *one)
{
    size_t n = comitia_value_count(list);
    one->of = cm_new_n(t->t.doc->arena, uint32_t, n);
    if (!one->of || n > UINT32_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        one->of[one->n++] = cm_camp_player(&t->t, cm_tree_item(list, i));
    qsort(one->of, one->n, sizeof *one->of, compare_numbers);
    t->steps += n;
    return true;
}

static bool read_table(table *t, const comitia_value *list)
{
    size_t n = comitia_value_count(list);
    if (!cm_camp_players(&t->t, list))
        return false;
    t->camps = cm_new_n(t->t.doc->arena, camp, n);
    if (!t->camps || n >= UINT32_MAX)
        return false;
    for (size_t i = 0; i < n; i++) {
        camp *one = &t->camps[t->n_camps++];
        if (!read_camp(t, comitia_value_at(list, i), one))
            return false;
    }
    qsort(t->camps, t->n_camps, sizeof *t->camps, compare_camps);
    for (uint32_t p = 0; p < t->t.names.n; p++)
        cm_camp_told(&t->t, p);
    return !t->t.doc->failed;
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

static bool is_affordable(const table *t)
{
    uint64_t n = t->t.names.n;
    return n <= 2000 && t->steps <= MOST_STEPS / (n * n + 1);
}

static void find_classes(table *t)
{
    uint32_t n = (uint32_t)t->t.names.n;
    uint32_t *room = cm_new_n(t->t.doc->arena, uint32_t, n);
    t->tried = room && is_affordable(t);
    for (uint32_t p = 0; p < n; p++) {
        t->t.class_of[p] = p;
        for (uint32_t q = 0; q < p && t->tried && !cm_camp_is_seats(&t->t, p); q++)
            if (t->t.class_of[q] == q && !cm_camp_is_seats(&t->t, q) &&
                interchangeable(t, q, p, room)) {
                t->t.class_of[p] = q;
                break;
            }
        t->t.class_size[t->t.class_of[p]]++;
    }
}

static void count_classes(const table *t, const camp *one)
{
    memset(t->t.counts, 0, t->t.names.n * sizeof *t->t.counts);
    for (uint32_t i = 0; i < one->n; i++)
        t->t.counts[t->t.class_of[one->of[i]]]++;
}

/* Of the coalitions of a kind the one is told that has, of each class, the
   players that come first. */
static bool is_told(const table *t, const camp *one)
{
    count_classes(t, one);
    for (uint32_t p = 0; p < t->t.names.n; p++) {
        uint32_t class = t->t.class_of[p];
        if (has_player(one, p)) {
            if (t->t.counts[class] == 0)
                return false;
            t->t.counts[class]--;
        } else if (t->t.counts[class] > 0) {
            return false;
        }
    }
    return true;
}

static const char *told_text(table *t, const camp *one)
{
    count_classes(t, one);
    return cm_camp_text(&t->t);
}

static void tell(table *t, uint64_t most, cm_camps *camps)
{
    uint64_t kinds = 0;
    for (uint32_t c = 0; c < t->n_camps; c++) {
        if (t->tried && !is_told(t, &t->camps[c]))
            continue;
        if (kinds < most)
            cm_texts_add(t->t.doc, &camps->lines, told_text(t, &t->camps[c]));
        else if (kinds == most)
            camps->next = told_text(t, &t->camps[c]);
        kinds++;
    }
    camps->more = kinds - camps->lines.n;
    camps->together = kinds < t->n_camps;
}

static void read_list(cm_doc *doc, const comitia_value *list, uint64_t most,
                      cm_camps *camps)
{
    table t = {.t = {.doc = doc}};
    if (comitia_value_count(list) == 0 || camps->trivial)
        return;
    if (!read_table(&t, list)) {
        doc->failed = true;
        return;
    }
    find_classes(&t);
    tell(&t, most, camps);
}

/* Freed seats of several parties that are alike: told together. */
static bool pools_seats(const comitia_value *alike)
{
    for (size_t c = 0; c < comitia_value_count(alike); c++) {
        const comitia_value *names = comitia_value_at(alike, c);
        for (size_t i = 0; i < comitia_value_count(names); i++)
            if (strchr(cm_tree_item(names, i), ' ') &&
                comitia_value_count(names) > 1)
                return true;
    }
    return false;
}

void cm_camps_read(cm_doc *doc, const comitia_value *one, const char *key,
                   uint64_t most, cm_camps *camps)
{
    const comitia_value *list = comitia_value_get(one, key);
    const comitia_value *kinds =
        comitia_value_get(one, cm_textf(doc, "%s_kinds", key));
    const comitia_value *alike = comitia_value_get(one, "alike");
    bool listed = comitia_value_kind(list) == COMITIA_LIST;
    bool told = comitia_value_kind(kinds) == COMITIA_LIST &&
                (!listed || pools_seats(alike));
    *camps = (cm_camps){
        .known = told || listed,
        .trivial = cm_tree_trivial(list),
        .total = cm_tree_text(one, cm_textf(doc, "%s_total", key))};
    if (told)
        cm_camp_kinds(doc, alike, kinds, most, camps);
    else
        read_list(doc, list, most, camps);
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
    if (camps->more == 1)
        cm_texts_add(doc, &lines, camps->next);
    else if (camps->more)
        cm_texts_add(doc, &lines,
                     cm_textf(doc, CM_SOFT "one of %s more" CM_END,
                              cm_grouped_u64(doc, camps->more)));
    const char *text = cm_strung(doc, &lines, "; or ");
    if (camps->together && cm_compare_texts(camps->total, "6") > 0)
        text = cm_textf(doc, "%s " CM_SOFT "(%s coalitions)" CM_END, text,
                        cm_count_text(doc, camps->total));
    return text;
}
