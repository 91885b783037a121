#include "engine/talks/threat.h"

/* Two things that can be so or not: what is threatened, and what it hangs on.
   A world is a value for each. */
typedef struct pair {
    const cm_cond *deed, *trigger; /* trigger NULL: no `if` */
    bool trigger_when;             /* false for `if not X` */
} pair;

typedef struct world {
    bool deed, trigger;
} world;

static bool same(const cm_cond *a, const cm_cond *b)
{
    if (!b || a->kind != b->kind || a->index != b->index)
        return false;
    if (a->kind == CM_COND_OPTION)
        return a->option == b->option;
    return a->kind != CM_COND_EITHER || a->other == b->other;
}

static bool is_reference(const cm_cond *cond)
{
    return cond->n_children == 0;
}

/* False if the premise is more than a reference or its opposite. */
static bool read_pair(const cm_line *line, pair *p)
{
    *p = (pair){.deed = line->cond, .trigger = line->premise,
                .trigger_when = true};
    if (!is_reference(p->deed))
        return false;
    if (p->trigger && p->trigger->kind == CM_COND_NOT) {
        p->trigger = p->trigger->children[0];
        p->trigger_when = false;
    }
    return !p->trigger || is_reference(p->trigger);
}

/* Both walks below go as deep as the parser lets conditions nest. */
static bool usable(const pair *p, const cm_cond *cond)
{
    if (is_reference(cond))
        return same(cond, p->deed) || same(cond, p->trigger);
    for (uint32_t i = 0; i < cond->n_children; i++)
        if (!usable(p, cond->children[i]))
            return false;
    return true;
}

static bool compares(cm_compare compare, uint64_t n, uint64_t k)
{
    switch (compare) {
    case CM_AT_LEAST:
        return n >= k;
    case CM_MORE_THAN:
        return n > k;
    case CM_AT_MOST:
        return n <= k;
    case CM_FEWER_THAN:
        break;
    }
    return n < k;
}

static bool holds(const pair *p, world w, const cm_cond *cond)
{
    if (is_reference(cond))
        return same(cond, p->deed) ? w.deed : w.trigger;
    uint64_t n = 0;
    for (uint32_t i = 0; i < cond->n_children; i++)
        n += holds(p, w, cond->children[i]) ? 1 : 0;
    if (cond->kind == CM_COND_NOT)
        return n == 0;
    if (cond->kind == CM_COND_AND)
        return n == cond->n_children;
    return cond->kind == CM_COND_OR ? n > 0 : compares(cond->compare, n, cond->k);
}

/* The first usable preference of a side that tells two worlds apart.
   *has: the side states preferences at all. */
static const cm_cond *decisive(const cm_talks *talks, uint32_t side,
                               const pair *p, world a, world b, bool *has)
{
    *has = false;
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        const cm_line *line = &talks->lines[i];
        if (line->kind != CM_LINE_PREFERS || line->side != side)
            continue;
        *has = true;
        for (uint32_t k = 0; k < line->n_prefers; k++) {
            const cm_cond *cond = line->prefers[k];
            if (usable(p, cond) && holds(p, a, cond) != holds(p, b, cond))
                return cond;
        }
    }
    return NULL;
}

static cm_verdict verdict(bool yes)
{
    return yes ? CM_VERDICT_YES : CM_VERDICT_NO;
}

static void judge(const cm_talks *talks, const pair *p, cm_threat *threat)
{
    const cm_line *line = threat->line;
    bool is_threat = line->kind == CM_LINE_THREATENS, has;
    world with = {true, p->trigger_when}, neither = {false, !p->trigger_when};
    world spared = {false, p->trigger_when};
    for (uint32_t s = 0; s < talks->n_sides; s++) {
        const cm_cond *first = decisive(talks, s, p, with, neither, &has);
        if (s != line->side && has)
            threat->works[s] = verdict(
                first && holds(p, is_threat ? neither : with, first));
    }
    const cm_cond *own = decisive(talks, line->side, p, with, spared, &has);
    if (has)
        threat->credible = verdict(!own || holds(p, with, own));
}

comitia_status cm_threats_of(cm_ctx *ctx, cm_arena *arena,
                             const cm_talks *talks, cm_threats *threats)
{
    uint64_t n_prefers = 1;
    cm_threats all = {.at = cm_new_n(arena, cm_threat, talks->n_lines)};
    if (!all.at)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < talks->n_lines; i++)
        n_prefers += talks->lines[i].n_prefers;
    for (uint32_t i = 0; i < talks->n_lines; i++) {
        const cm_line *line = &talks->lines[i];
        pair p;
        if (line->kind != CM_LINE_THREATENS && line->kind != CM_LINE_PROMISES)
            continue;
        CM_TRY(cm_spend(ctx, 10 * (talks->n_lines + n_prefers) *
                                 ((uint64_t)talks->n_sides + 1)));
        cm_threat *threat = &all.at[all.n++];
        threat->line = line;
        threat->works = cm_new_n(arena, cm_verdict, talks->n_sides);
        if (!threat->works)
            return COMITIA_E_NOMEM;
        /* "Y if not Y" has no world with both */
        if (read_pair(line, &p) &&
            (p.trigger_when || !same(p.deed, p.trigger)))
            judge(talks, &p, threat);
    }
    *threats = all;
    return COMITIA_OK;
}
