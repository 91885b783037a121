#include "ask/diff_lists.h"

#include <string.h>

#include "base/map.h"

/* A coalition as a set of numbers: bits of the players of both lists. */
typedef struct sets {
    cm_map number; /* of a player */
    uint32_t n_players;
    size_t words;
} sets;

static comitia_status number_players(cm_arena *scratch, sets *s,
                                     const comitia_value *list)
{
    for (size_t i = 0; i < comitia_value_count(list); i++) {
        const comitia_value *coalition = comitia_value_at(list, i);
        for (size_t k = 0; k < comitia_value_count(coalition); k++) {
            const char *name =
                comitia_value_string(comitia_value_at(coalition, k));
            if (!name || cm_map_get(&s->number, name) != CM_MAP_NONE)
                continue;
            if (!cm_map_put(scratch, &s->number, name, s->n_players++))
                return COMITIA_E_NOMEM;
        }
    }
    s->words = (s->n_players + 63) / 64;
    return COMITIA_OK;
}

static void set_bits(const sets *s, const comitia_value *coalition,
                     uint64_t *bits)
{
    for (size_t k = 0; k < comitia_value_count(coalition); k++) {
        const char *name = comitia_value_string(comitia_value_at(coalition, k));
        uint32_t at = name ? cm_map_get(&s->number, name) : CM_MAP_NONE;
        if (at != CM_MAP_NONE)
            bits[at / 64] |= UINT64_C(1) << at % 64;
    }
}

static bool contains(const uint64_t *set, const uint64_t *part, size_t words)
{
    for (size_t w = 0; w < words; w++)
        if (part[w] & ~set[w])
            return false;
    return true;
}

static uint64_t *all_bits(cm_arena *scratch, const sets *s,
                          const comitia_value *list)
{
    size_t n = comitia_value_count(list);
    uint64_t *bits = cm_new_n(scratch, uint64_t, n * s->words + 1);
    for (size_t i = 0; bits && i < n; i++)
        set_bits(s, comitia_value_at(list, i), bits + i * s->words);
    return bits;
}

comitia_status cm_diff_alone(cm_ctx *ctx, cm_arena *scratch,
                             const comitia_value *list,
                             const comitia_value *other, uint8_t **alone)
{
    sets s = {0};
    size_t n = comitia_value_count(list), m = comitia_value_count(other);
    CM_TRY(number_players(scratch, &s, list));
    CM_TRY(number_players(scratch, &s, other));
    uint64_t *of = all_bits(scratch, &s, list);
    uint64_t *to = all_bits(scratch, &s, other);
    *alone = cm_new_n(scratch, uint8_t, n + 1);
    if (!of || !to || !*alone)
        return COMITIA_E_NOMEM;
    for (size_t i = 0; i < n; i++) {
        CM_TRY(cm_spend(ctx, m * (s.words + 2) + 20));
        (*alone)[i] = 1;
        for (size_t k = 0; k < m && (*alone)[i]; k++)
            (*alone)[i] = !contains(of + i * s.words, to + k * s.words,
                                    s.words);
    }
    return COMITIA_OK;
}
