/* Who could pass an act and who could block it. */
#include "report/brief/brief.h"

enum { HELD = 12, SENTENCE = 3 };

/* "CPP has 68, 14 short; CNRP has 55, 27 short; each can block it" */
static const char *player_text(cm_doc *doc, const comitia_value *player)
{
    const char *seats = cm_tree_text(player, "seats");
    const char *missing = cm_tree_text(player, "missing");
    const char *name = cm_name_first(doc, cm_tree_text(player, "player"));
    const char *gap =
        cm_is_enough(player) ? ", enough alone"
        : *missing ? cm_textf(doc, ", %s short", cm_grouped(doc, missing))
                   : ", not enough alone";
    return *seats
               ? cm_textf(doc, "%s has %s%s", name, cm_grouped(doc, seats), gap)
               : name;
}

const char *cm_players_text(cm_doc *doc, const comitia_value *one)
{
    const comitia_value *players = comitia_value_get(one, "players");
    cm_texts texts = {0}, blocking = {0};
    size_t n = comitia_value_count(players);
    for (size_t p = 0; p < n; p++) {
        const comitia_value *player = comitia_value_at(players, p);
        cm_texts_add(doc, &texts, player_text(doc, player));
        if (cm_tree_bool(player, "blocks"))
            cm_texts_add(doc, &blocking,
                         cm_name_text(doc, cm_tree_text(player, "player")));
    }
    if (blocking.n == n && n > 1)
        cm_texts_add(doc, &texts, "each can block it");
    else if (blocking.n)
        cm_texts_add(doc, &texts,
                     cm_textf(doc, "%s can%s block it",
                              cm_listed(doc, &blocking, "and"),
                              blocking.n > 1 ? " each" : ""));
    else
        cm_texts_add(doc, &texts,
                     n > 1 ? "none can block it alone" : "it cannot block it");
    return cm_strung(doc, &texts, "; ");
}

/* ---- bodies in which all have the same weight
 * ------------------------------------------ */

static bool same_weights(const comitia_value *players)
{
    const comitia_value *first = comitia_value_at(players, 0);
    for (size_t p = 0; p < comitia_value_count(players); p++) {
        const comitia_value *player = comitia_value_at(players, p);
        if (!cm_tree_is(player, "seats", cm_tree_text(first, "seats")) ||
            !cm_tree_is(player, "missing", cm_tree_text(first, "missing")) ||
            cm_is_enough(player) != cm_is_enough(first))
            return false;
    }
    return true;
}

/* The group whose members are just those who can block, or NULL. */
static const cm_group *blocking_group(cm_doc *doc, const cm_body *body,
                                      const comitia_value *players, size_t n)
{
    cm_map blocking = {0};
    for (size_t p = 0; p < comitia_value_count(players); p++) {
        const comitia_value *player = comitia_value_at(players, p);
        if (cm_tree_bool(player, "blocks") &&
            !cm_map_put(doc->arena, &blocking, cm_tree_text(player, "player"),
                        1))
            doc->failed = true;
    }
    for (uint32_t g = 0; body && g < body->n_groups; g++) {
        const cm_group *group = &body->groups[g];
        size_t found = 0;
        for (uint32_t e = 0; group->n_entries == n && e < n; e++)
            found += cm_map_get(&blocking,
                                body->entries[group->entries[e]].label.name) !=
                     CM_MAP_NONE;
        if (found == n)
            return group;
    }
    return NULL;
}

const char *cm_alike_text(cm_doc *doc, const cm_body *body,
                          const comitia_value *players)
{
    size_t n = comitia_value_count(players), blocking = 0;
    cm_texts names = {0};
    if (n <= SENTENCE || !same_weights(players))
        return "";
    for (size_t p = 0; p < n; p++) {
        const comitia_value *player = comitia_value_at(players, p);
        if (!cm_tree_bool(player, "blocks"))
            continue;
        if (blocking++ < HELD)
            cm_texts_add(doc, &names,
                         cm_name_first(doc, cm_tree_text(player, "player")));
    }
    if (blocking == 0)
        return cm_textf(doc, "None of the %s can block it alone",
                        cm_grouped_u64(doc, n));
    if (blocking == n)
        return cm_textf(doc, "Each of the %s can block it alone",
                        cm_grouped_u64(doc, n));
    const cm_group *group =
        blocking > 1 ? blocking_group(doc, body, players, blocking) : NULL;
    if (group)
        return cm_textf(doc, "Each of %s can block it, nobody else alone",
                        cm_quoted(doc, group->label.title ? group->label.title
                                                          : group->label.name));
    if (blocking > HELD)
        return "";
    return cm_textf(doc, "%s can%s block it, nobody else alone",
                    cm_listed(doc, &names, "and"), blocking > 1 ? " each" : "");
}
