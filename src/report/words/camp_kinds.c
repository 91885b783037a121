/* Coalitions by how many of each kind of player are in. */
#include <stdlib.h>

#include "report/words/camp_table.h"

typedef struct kind {
    const comitia_value *counts;
    uint64_t players;
    size_t place;
} kind;

static uint64_t count_at(const comitia_value *counts, size_t i)
{
    return strtoull(cm_tree_item(counts, i), NULL, 10); /* at most 10^15 */
}

/* Small ones first, and then those with many of the first players. */
static int compare_kinds(const void *left, const void *right)
{
    const kind *a = left, *b = right;
    if (a->players != b->players)
        return a->players < b->players ? -1 : 1;
    for (size_t i = 0; i < comitia_value_count(a->counts); i++) {
        uint64_t x = count_at(a->counts, i), y = count_at(b->counts, i);
        if (x != y)
            return x > y ? -1 : 1;
    }
    return (a->place > b->place) - (a->place < b->place);
}

static void set_classes(cm_camp_table *t, const comitia_value *alike,
                        uint32_t *first)
{
    for (size_t c = 0; c < comitia_value_count(alike); c++) {
        const comitia_value *names = comitia_value_at(alike, c);
        size_t n = comitia_value_count(names);
        first[c] = UINT32_MAX;
        for (size_t i = 0; i < n; i++) {
            uint32_t p = cm_camp_player(t, cm_tree_item(names, i));
            first[c] = p < first[c] ? p : first[c];
        }
        for (size_t i = 0; i < n; i++)
            t->class_of[cm_camp_player(t, cm_tree_item(names, i))] = first[c];
        if (n)
            t->class_size[first[c]] = (uint32_t)n;
    }
}

static const char *kind_text(cm_camp_table *t, const kind *one,
                             const uint32_t *first)
{
    for (size_t c = 0; c < comitia_value_count(one->counts); c++)
        t->counts[first[c]] = count_at(one->counts, c);
    return cm_camp_text(t);
}

void cm_camp_kinds(cm_doc *doc, const comitia_value *alike,
                   const comitia_value *list, uint64_t most, cm_camps *camps)
{
    cm_camp_table t = {.doc = doc, .pooled = true};
    size_t n = comitia_value_count(list);
    kind *kinds = cm_new_n(doc->arena, kind, n);
    size_t classes = comitia_value_count(alike);
    uint32_t *first = cm_new_n(doc->arena, uint32_t, classes);
    if (!kinds || !first || !cm_camp_players(&t, alike)) {
        doc->failed = true;
        return;
    }
    set_classes(&t, alike, first);
    for (size_t i = 0; i < n; i++) {
        kinds[i] = (kind){.counts = comitia_value_at(list, i), .place = i};
        for (size_t c = 0; c < classes; c++) {
            uint64_t k = count_at(kinds[i].counts, c);
            kinds[i].players += k;
            t.counts[first[c]] |= k;
        }
    }
    for (uint32_t p = 0; p < t.names.n; p++)
        if (t.counts[t.class_of[p]])
            cm_camp_told(&t, p);
    if (n)
        qsort(kinds, n, sizeof *kinds, compare_kinds);
    for (size_t i = 0; i < n && i < most; i++)
        cm_texts_add(doc, &camps->lines, kind_text(&t, &kinds[i], first));
    if (n > most)
        camps->next = kind_text(&t, &kinds[most], first);
    camps->more = n - camps->lines.n;
    camps->together = true;
}
