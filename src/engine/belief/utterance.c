#include "engine/belief/utterance.h"

#include <stdio.h>

/* ---- claims ----------------------------------------------------------------- */

/* A slot for each proposition: a fact, an option, an act. */
typedef struct slots {
    const cm_model *model;
    uint32_t *first_of_fact; /* slot of its first option */
    uint32_t first_act, n;
    uint32_t *count;         /* reports in each slot */
    uint32_t **reports;
} slots;

static uint32_t slot_of(const slots *s, const cm_report *report)
{
    if (report->what == CM_COND_OPTION)
        return s->first_of_fact[report->index] + report->option;
    if (report->what == CM_COND_FACT)
        return s->first_of_fact[report->index];
    return s->first_act + report->index;
}

static bool new_slots(cm_arena *arena, slots *s)
{
    const cm_model *model = s->model;
    s->first_of_fact = cm_new_n(arena, uint32_t, model->n_facts);
    if (!s->first_of_fact)
        return false;
    for (uint32_t f = 0; f < model->n_facts; f++) {
        s->first_of_fact[f] = s->n;
        s->n += model->facts[f].is_choice ? model->facts[f].n_options : 1;
    }
    s->first_act = s->n;
    s->n += model->n_acts;
    s->count = cm_new_n(arena, uint32_t, s->n);
    s->reports = cm_new_n(arena, uint32_t *, s->n);
    return s->count && s->reports;
}

static bool sort_reports(cm_arena *arena, slots *s)
{
    const cm_model *model = s->model;
    for (uint32_t r = 0; r < model->n_reports; r++)
        s->count[slot_of(s, &model->reports[r])]++;
    for (uint32_t i = 0; i < s->n; i++) {
        s->reports[i] = cm_new_n(arena, uint32_t, s->count[i]);
        if (!s->reports[i])
            return false;
        s->count[i] = 0;
    }
    for (uint32_t r = 0; r < model->n_reports; r++) {
        uint32_t slot = slot_of(s, &model->reports[r]);
        s->reports[slot][s->count[slot]++] = r;
    }
    return true;
}

static void add_claim(const slots *s, cm_claims *claims, cm_claim claim,
                      uint32_t slot)
{
    claim.reports = s->reports[slot];
    claim.n_reports = s->count[slot];
    claims->at[claims->n++] = claim;
}

static void add_fact(const slots *s, cm_claims *claims, uint32_t f)
{
    const cm_fact *fact = &s->model->facts[f];
    uint32_t first = s->first_of_fact[f], n = claims->n;
    cm_claim claim = {.what = CM_COND_FACT, .index = f, .option = CM_NONE};
    if (!fact->is_choice) {
        add_claim(s, claims, claim, first);
        return;
    }
    claim.what = CM_COND_OPTION;
    for (uint32_t o = 0; o < fact->n_options; o++) {
        claim.option = o;
        if (s->count[first + o])
            add_claim(s, claims, claim, first + o);
    }
    if (claims->n == n)
        claims->at[claims->n++] = (cm_claim){
            .what = CM_COND_FACT, .index = f, .option = CM_NONE};
}

/* `L to C` with two movers is one claim, at the place of the first. */
static void add_act(const slots *s, cm_claims *claims, uint32_t a)
{
    const cm_act *act = &s->model->acts[a];
    cm_claim claim = {.what = CM_COND_ACT, .index = a, .option = CM_NONE};
    if (act->is_step) {
        const cm_court *court =
            &s->model->ladders[act->ladder].courts[act->court];
        if (court->to_against == a)
            return;
        if (court->to == a && court->to_against != CM_NONE) {
            claim.what = CM_COND_EITHER;
            claim.other = court->to_against;
        }
    }
    add_claim(s, claims, claim, s->first_act + a);
}

comitia_status cm_claims_of(cm_ctx *ctx, cm_arena *arena, const cm_model *model,
                            cm_claims *claims)
{
    slots s = {.model = model};
    if (!new_slots(arena, &s))
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, (uint64_t)s.n + model->n_reports));
    cm_claims all = {.at = cm_new_n(arena, cm_claim, s.n)};
    if (!all.at || !sort_reports(arena, &s))
        return COMITIA_E_NOMEM;
    for (uint32_t f = 0; f < model->n_facts; f++)
        add_fact(&s, &all, f);
    for (uint32_t a = 0; a < model->n_acts; a++)
        add_act(&s, &all, a);
    *claims = all;
    return COMITIA_OK;
}

/* ---- the tree ----------------------------------------------------------------- */

uint8_t cm_report_conveys(const cm_report *report)
{
    switch (report->speakers[report->n_speakers - 1].verb) {
    case CM_CANNOT_SAY:
        return CM_HEARD_NOTHING;
    case CM_DENIES:
        return CM_HEARD_NO;
    case CM_SAYS:
    case CM_BELIEVES:
        break;
    }
    return report->negated ? CM_HEARD_NO : CM_HEARD_YES;
}

const cm_number *const *cm_accuracy(const cm_source *source, bool believes)
{
    if (believes && source->believes[0] && source->believes[1])
        return (const cm_number *const *)source->believes;
    return source->has_right ? (const cm_number *const *)source->right : NULL;
}

typedef struct grower {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_model *model;
    cm_tree *tree;
    cm_map seen; /* text of what makes an utterance the same -> node */
} grower;

/* A number that was put under a text before, or `fresh`, put there now.
   CM_MAP_NONE when memory runs out. */
static uint32_t remember(grower *g, const char *text, uint32_t fresh)
{
    uint32_t known = cm_map_get(&g->seen, text);
    if (known != CM_MAP_NONE)
        return known;
    char *key = cm_strdup(g->arena, text);
    return key && cm_map_put(g->arena, &g->seen, key, fresh) ? fresh
                                                             : CM_MAP_NONE;
}

/* The utterance of `speaker` that passes on node `parent`. */
static bool utter(grower *g, uint32_t parent, const cm_speaker *speaker,
                  uint32_t *node)
{
    char text[80];
    bool believes = speaker->verb == CM_BELIEVES;
    cm_days on = speaker->has_on ? speaker->on : (cm_days){-1, -1};
    snprintf(text, sizeof text, "%lx.%lx.%d.%ld.%ld", (unsigned long)parent,
             (unsigned long)speaker->source, believes ? 1 : 0, (long)on.lo,
             (long)on.hi);
    uint32_t fresh = (uint32_t)g->tree->nodes.n;
    *node = remember(g, text, fresh);
    if (*node != fresh)
        return *node != CM_MAP_NONE;
    return cm_push(g->arena, &g->tree->nodes,
                   (cm_utterance){.parent = parent,
                                  .source = speaker->source,
                                  .believes = believes,
                                  .has_on = speaker->has_on,
                                  .on = speaker->on,
                                  .origin = CM_NONE});
}

/* Notes a report at the origin it comes from. */
static bool note_origin(grower *g, uint32_t origin, const cm_report *report)
{
    char text[40];
    cm_hearsay *h = &g->tree->origins.at[origin];
    uint32_t first = report->speakers[0].source;
    uint32_t depth = report->n_speakers - 1;
    h->heard |= cm_report_conveys(report);
    h->depth = depth < h->depth ? depth : h->depth;
    if (first == h->source)
        return true;
    snprintf(text, sizeof text, "via %lx.%lx", (unsigned long)origin,
             (unsigned long)first);
    if (cm_map_get(&g->seen, text) != CM_MAP_NONE)
        return true;
    return remember(g, text, 0) != CM_MAP_NONE &&
           cm_push(g->arena, &h->via, first);
}

static bool new_origin(grower *g, uint32_t node, const cm_speaker *last,
                       uint32_t *origin)
{
    *origin = (uint32_t)g->tree->origins.n;
    cm_hearsay h = {.node = node,
                    .source = last->source,
                    .believes = last->verb == CM_BELIEVES,
                    .has_on = last->has_on,
                    .on = last->on,
                    .depth = UINT32_MAX};
    return cm_push(g->arena, &g->tree->origins, h);
}

/* A chain is walked from the claim up to its first speaker. */
static bool add_report(grower *g, const cm_report *report)
{
    char text[32];
    uint32_t node = 0, origin = CM_NONE;
    for (uint32_t i = report->n_speakers; i-- > 0;) {
        if (!utter(g, node, &report->speakers[i], &node))
            return false;
        if (i + 1 < report->n_speakers)
            continue;
        origin = g->tree->nodes.at[node].origin;
        if (origin == CM_NONE &&
            !new_origin(g, node, &report->speakers[i], &origin))
            return false;
        g->tree->nodes.at[node].origin = origin;
        snprintf(text, sizeof text, "says %lx",
                 (unsigned long)report->speakers[i].source);
        if (remember(g, text, origin) == CM_MAP_NONE)
            return false;
    }
    g->tree->nodes.at[node].observed |= cm_report_conveys(report);
    return note_origin(g, origin, report);
}

/* One who cannot say is listed unless he said something elsewhere. */
static bool add_silence(grower *g, const cm_report *report)
{
    char text[32];
    const cm_speaker *last = &report->speakers[report->n_speakers - 1];
    snprintf(text, sizeof text, "says %lx", (unsigned long)last->source);
    uint32_t origin = cm_map_get(&g->seen, text);
    if (origin != CM_MAP_NONE && g->tree->origins.at[origin].node != CM_NONE)
        return true;
    if (origin == CM_MAP_NONE &&
        (!new_origin(g, CM_NONE, last, &origin) ||
         remember(g, text, origin) == CM_MAP_NONE))
        return false;
    return note_origin(g, origin, report);
}

comitia_status cm_tree_of(cm_ctx *ctx, cm_arena *arena, const cm_model *model,
                          const cm_claim *claim, cm_tree *tree)
{
    *tree = (cm_tree){0};
    grower g = {.ctx = ctx, .arena = arena, .model = model, .tree = tree};
    cm_utterance root = {.source = CM_NONE, .origin = CM_NONE};
    if (!cm_push(arena, &tree->nodes, root))
        return COMITIA_E_NOMEM;
    for (int silent = 0; silent < 2; silent++)
        for (uint32_t i = 0; i < claim->n_reports; i++) {
            const cm_report *report = &model->reports[claim->reports[i]];
            bool says = cm_report_conveys(report) != CM_HEARD_NOTHING;
            CM_TRY(cm_spend(ctx, 1 + 100 * (uint64_t)report->n_speakers));
            if (says == (silent == 1))
                continue;
            if (!(says ? add_report(&g, report) : add_silence(&g, report)))
                return COMITIA_E_NOMEM;
        }
    return COMITIA_OK;
}
