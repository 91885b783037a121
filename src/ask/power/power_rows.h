/* The keys of power (LANGUAGE, section 16): totals and rows of players. */
#ifndef CM_POWER_ROWS_H
#define CM_POWER_ROWS_H

#include "ask/ask.h"
#include "ask/power/power_costs.h"
#include "engine/power/power.h"

/** Which indices are asked for. */
typedef struct cm_power_wish {
    unsigned keys;  /**< bits by place in the list of keys */
    unsigned parts; /**< CM_PART_...: what must be found for them */
    bool all;       /**< no --index */
    bool collective; /**< Coleman's power of the collectivity to act */
} cm_power_wish;

/** Reads --index, and whether there are unions. A word that is no index is C0202 without a place. */
void cm_power_wish_read(cm_ask *ask, cm_power_wish *wish);

/** Values of one class, made once and shared by its rows. */
typedef struct cm_power_texts cm_power_texts;

/** Who a row is about. */
typedef struct cm_power_player {
    const char *name;
    uint64_t count;     /**< single players in the row */
    const char *seats;  /**< or NULL */
    bool free;
    int veto, dictator; /**< 1, 0, or -1: not known */
    const struct cm_union_part *part; /**< of its union; NULL: no unions */
} cm_power_player;

/** --exact and --certified, for an engine. */
cm_precision cm_power_precision(const cm_ask *ask);

/** "players", "coalitions", "winning", "minimal_winning", "minimal_blocking",
    "coleman_collective" if it is wished, "bounds" where something lies between
    decimals, and an empty "indices", which is returned. C0701 if --certified asks for more than there is. */
comitia_value *cm_put_power(cm_ask *ask, comitia_value *one,
                            const cm_power *power, const cm_power_wish *wish);
/** Prepares the values; units[c] players of class c, which stand in rows[c]
    rows. An index whose texts would take more than 2^26 bytes in all rows is
    left out, and said so. NULL: out of memory. */
cm_power_texts *cm_power_texts_new(cm_ask *ask, cm_arena *scratch,
                                   const cm_power *power,
                                   const uint64_t *units,
                                   const uint64_t *rows,
                                   const cm_power_wish *wish);
/** One row of "indices". */
void cm_put_power_row(cm_ask *ask, comitia_value *indices,
                      cm_power_texts *texts, uint32_t class_of,
                      const cm_power_player *player);
/** What is known or bounded of a power. */
static inline unsigned cm_power_told(const cm_power *power)
{
    return power->known | (power->bounds.shapley ? CM_PART_SHAPLEY : 0u) |
           (power->bounds.banzhaf || power->known & CM_PART_SWINGS
                ? CM_PART_SHARES
                : 0u);
}
/** C0701 for what was asked and is not known, with its cost where there is an
    estimate; exact = false. */
void cm_power_left_out(cm_ask *ask, const cm_power_wish *wish, unsigned known,
                       const cm_power_costs *costs);
/** E_BUDGET: nothing of what was asked is known of `players` players, or of
    what else is said of them. */
comitia_status cm_power_nothing(cm_ask *ask, const cm_power_wish *wish,
                                uint32_t players, const char *them,
                                const cm_power_costs *costs);

#endif
