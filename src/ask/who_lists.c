#include "ask/who_lists.h"

#include <inttypes.h>
#include <stdio.h>

#include "engine/numbers/allowance.h"

/* ---- lists
 * -------------------------------------------------------------------- */

static comitia_value *entity_value(cm_who *w, uint32_t e, uint64_t k)
{
    const cm_entity *entity = &w->game->entities[e];
    if (entity->body != CM_NONE)
        return cm_text(&w->ask->b, cm_entity_name(w->game, entity, k));
    if (!w->names[e])
        w->names[e] = cm_text(&w->ask->b, cm_entity_name(w->game, entity, 1));
    return w->names[e];
}

typedef struct listing {
    cm_who *w;
    comitia_value *list;
} listing;

static comitia_status put_coalition(void *user, const uint64_t *k)
{
    listing *l = user;
    cm_who *w = l->w;
    comitia_value *one = cm_add_list(&w->ask->b, l->list);
    for (uint32_t e = 0; e < w->game->n_entities; e++)
        if (k[e])
            cm_add(&w->ask->b, one, entity_value(w, e, k[e]));
    return w->ask->b.failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

/* A list, or NULL when it is too long. */
static comitia_status list_of(cm_who *w, const cm_family *family,
                              comitia_value **out)
{
    uint64_t items;
    listing l = {w, NULL};
    *out = NULL;
    CM_TRY(cm_family_items(family, &items));
    if (items > CM_MOST_ITEMS)
        return COMITIA_OK;
    l.list = cm_list(&w->ask->b);
    CM_TRY(cm_family_each(family, put_coalition, &l));
    *out = l.list;
    return COMITIA_OK;
}

/* Out of steps, it is left out like one that is too long. */
comitia_status cm_who_list(cm_who *w, const cm_family *family,
                           comitia_value **out)
{
    uint64_t limit = cm_allow(w->ask->ctx, cm_asked_steps(w->ask));
    comitia_status status = list_of(w, family, out);
    cm_allow_end(w->ask->ctx, limit);
    return cm_is_limit(w->ask->ctx, status) ? COMITIA_OK : status;
}

void cm_who_put_list(cm_who *w, comitia_value *object, const char *key,
                     comitia_value *list)
{
    if (list)
        cm_put(&w->ask->b, object, key, list);
    else
        cm_put_null(&w->ask->b, object, key);
}

/* ---- kinds
 * -------------------------------------------------------------------- */

enum { MOST_KINDS = 10000, MOST_COUNTS = 1000000 };

typedef struct kinds {
    cm_who *w;
    comitia_value *list; /* NULL: they are only counted */
    uint64_t n, most;
} kinds;

static comitia_status put_kind(void *user, const uint32_t *x)
{
    kinds *k = user;
    cm_who *w = k->w;
    cm_builder *b = &w->ask->b;
    char digits[16];
    if (++k->n > k->most)
        return COMITIA_E_RANGE;
    CM_TRY(cm_spend(w->ask->ctx, 50 + w->game->n_classes));
    if (!k->list)
        return COMITIA_OK;
    comitia_value *one = cm_add_list(b, k->list);
    for (uint32_t c = 0; c < w->game->n_classes; c++) {
        if (!w->told[c])
            continue;
        snprintf(digits, sizeof digits, "%" PRIu32, x[c]);
        cm_add_text(b, one, digits);
    }
    return b->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

static comitia_status kinds_of(cm_who *w, const cm_family *family, uint64_t most,
                               comitia_value **out)
{
    kinds k = {.w = w, .most = most};
    CM_TRY(cm_family_kinds(family, put_kind, &k));
    k.list = cm_list(&w->ask->b);
    k.n = 0;
    CM_TRY(cm_family_kinds(family, put_kind, &k));
    *out = k.list;
    return COMITIA_OK;
}

comitia_status cm_who_kinds(cm_who *w, const cm_family *family,
                            const comitia_value *list, comitia_value **out)
{
    uint64_t most = MOST_COUNTS / (w->game->n_classes + 1);
    *out = NULL;
    if (most > MOST_KINDS)
        most = MOST_KINDS;
    if (list && comitia_value_count(list) <= most)
        most = comitia_value_count(list) ? comitia_value_count(list) - 1 : 0;
    uint64_t limit = cm_allow(w->ask->ctx, cm_asked_steps(w->ask));
    comitia_status status = kinds_of(w, family, most, out);
    cm_allow_end(w->ask->ctx, limit);
    if (status == COMITIA_E_RANGE || cm_is_limit(w->ask->ctx, status))
        return COMITIA_OK;
    return status;
}

void cm_who_put_alike(cm_who *w, comitia_value *one, bool any)
{
    cm_builder *b = &w->ask->b;
    if (!any) {
        cm_put_null(b, one, "alike");
        return;
    }
    comitia_value *alike = cm_put_list(b, one, "alike");
    for (uint32_t c = 0; c < w->game->n_classes; c++) {
        const cm_class *class = &w->game->classes[c];
        if (!w->told[c])
            continue;
        comitia_value *names = cm_add_list(b, alike);
        for (uint32_t i = 0; i < class->n_entities; i++)
            cm_add(b, names,
                   entity_value(w, class->entities[i],
                                w->game->entities[class->entities[i]].units));
    }
}

void cm_who_find_told(cm_who *w, uint32_t from, uint32_t end)
{
    for (uint32_t c = 0; c < w->game->n_classes; c++) {
        w->told[c] = false;
        for (uint32_t i = from; i < end; i++)
            w->told[c] |= w->game->matters[i][c];
    }
}
