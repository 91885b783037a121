#include "engine/verify/verify_threats.h"

/* Four worlds: bit 2x + y of a set is the one where the deed Y is so if y, and
   what it hangs on if x. */
enum { WORLDS = 4, ALL = 15, DEED = 10, TRIGGER = 12 };

typedef struct worlds {
    const cm_cond *deed, *trigger;  /* trigger NULL: without `if` */
    uint32_t with, neither, spared; /* one world each */
} worlds;

static bool names(const cm_cond *a, const cm_cond *b)
{
    return b && a->kind == b->kind && a->index == b->index &&
           (a->kind != CM_COND_EITHER || a->other == b->other) &&
           (a->kind != CM_COND_OPTION || a->option == b->option);
}

static bool enough(const cm_cond *cond, uint32_t n)
{
    switch (cond->kind) {
    case CM_COND_NOT: return n == 0;
    case CM_COND_AND: return n == cond->n_children;
    case CM_COND_OR: return n != 0;
    default:
        return cond->compare == CM_AT_LEAST    ? n >= cond->k
               : cond->compare == CM_AT_MOST   ? n <= cond->k
               : cond->compare == CM_MORE_THAN ? n > cond->k
                                               : n < cond->k;
    }
}

/* The worlds in which it holds; *foreign if it speaks of anything else. As deep
   as the parser lets conditions nest. */
static uint32_t holding(const worlds *w, const cm_cond *cond, bool *foreign)
{
    uint32_t counts[WORLDS] = {0}, set = 0;
    if (cond->n_children == 0) {
        *foreign |= !names(cond, w->deed) && !names(cond, w->trigger);
        return names(cond, w->deed) ? DEED : TRIGGER;
    }
    for (uint32_t i = 0; i < cond->n_children; i++) {
        uint32_t one = holding(w, cond->children[i], foreign);
        for (uint32_t k = 0; k < WORLDS; k++)
            counts[k] += one >> k & 1;
    }
    for (uint32_t k = 0; k < WORLDS; k++)
        set |= (uint32_t)enough(cond, counts[k]) << k;
    return set;
}

/* False where there is no pair of worlds to compare. */
static bool lay_out(const cm_line *threat, worlds *w)
{
    const cm_cond *premise = threat->premise;
    bool opposite = premise && premise->kind == CM_COND_NOT;
    *w = (worlds){.deed = threat->cond,
                  .trigger = opposite ? premise->children[0] : premise};
    uint32_t x = opposite ? 0 : 2;
    w->with = UINT32_C(1) << (x + 1);
    w->spared = UINT32_C(1) << x;
    w->neither = UINT32_C(1) << (2 - x);
    return w->deed->n_children == 0 &&
           (!w->trigger || (w->trigger->n_children == 0 &&
                            !(opposite && names(w->trigger, w->deed))));
}

/* The worlds of the first preference that holds in one of the pair only; ALL
   without one. False: the side states none. */
static bool first_choice(const cm_talks *talks, uint32_t side, const worlds *w,
                         uint32_t pair, uint32_t *set)
{
    bool any = false, found = false;
    *set = ALL;
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        const cm_line *line = &talks->lines[i];
        if (line->kind != CM_LINE_PREFERS || line->side != side)
            continue;
        any = true;
        for (uint32_t k = 0; k < line->n_prefers && !found; k++) {
            bool foreign = false;
            uint32_t one = holding(w, line->prefers[k], &foreign);
            found = !foreign && (one & pair) != 0 && (one & pair) != pair;
            *set = found ? one : ALL;
        }
    }
    return any;
}

cm_tried_threat cm_trial_threat(const cm_talks *talks, const cm_line *threat,
                                uint32_t side)
{
    worlds w;
    uint32_t set;
    bool own = side == threat->side;
    if (!lay_out(threat, &w) ||
        !first_choice(talks, side, &w, w.with | (own ? w.spared : w.neither),
                      &set))
        return CM_THREAT_UNDEFINED;
    if (own)
        return set & w.with ? CM_THREAT_HOLDS : CM_THREAT_FAILS;
    return set != ALL && (set & (threat->kind == CM_LINE_THREATENS ? w.neither
                                                                   : w.with))
               ? CM_THREAT_HOLDS
               : CM_THREAT_FAILS;
}
