/* Bodies once everything has a name: who is in a group, what members vote as,
 * in which unit a measure is summed (LANGUAGE 4). */
#include <stdlib.h>

#include "lang/resolve/names.h"

/* Bits of the common denominator of a measure. */
enum { MOST_UNIT_BITS = 4096 };

static int by_index(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

static void unfit_entry(cm_resolver *r, uint32_t b, cm_word word)
{
    if (r->body_names[b].broken)
        return;
    const char *body = r->bodies[b].label.name;
    bool is_group = cm_group_named(r, b, word.text) != CM_NONE;
    cm_diag *diag = cm_diag_add(
        r->diags, "C0206", CM_ERROR, word.span,
        is_group ? "%s is a group of %s; a group is made of parties and members"
                 : "%s is no party or member of %s",
        word.text, body);
    cm_near near;
    cm_near_begin(&near, r, word.text);
    if (!is_group && diag)
        cm_near_try_body(&near, b, false);
    cm_near_help(&near, diag);
}

/* seen[e]: the group that named entry e last, plus 1. */
static void resolve_group(cm_resolver *r, uint32_t b, cm_group *group,
                          uint32_t g, const cm_words *names, uint32_t *seen)
{
    uint32_t *entries = cm_new_n(r->arena, uint32_t, names->n);
    uint32_t n = 0;
    if (!entries) {
        r->failed = true;
        return;
    }
    for (uint32_t i = 0; i < names->n; i++) {
        uint32_t e = cm_entry_named(r, b, names->at[i].text);
        if (e == CM_NONE) {
            unfit_entry(r, b, names->at[i]);
        } else if (seen[e] == g + 1) {
            cm_already(r, names->at[i].text, names->at[i].span, CM_NO_SPAN);
        } else {
            seen[e] = g + 1;
            entries[n++] = e;
        }
    }
    qsort(entries, n, sizeof *entries, by_index);
    group->entries = entries;
    group->n_entries = n;
}

static void resolve_groups(cm_resolver *r, uint32_t b)
{
    const cm_syntax_body *syntax = &r->body_names[b].declaration->body;
    cm_body *body = &r->bodies[b];
    uint32_t *seen = cm_new_n(&r->scratch, uint32_t, body->n_entries);
    if (!seen) {
        r->failed = true;
        return;
    }
    cm_group *groups = (cm_group *)body->groups;
    for (uint32_t e = 0, g = 0; e < syntax->n_entries; e++) {
        const cm_syntax_entry *entry = &syntax->entries[e];
        /* A group whose name was taken has no place in the list. */
        if (entry->kind == CM_SE_GROUP && g < body->n_groups &&
            groups[g].label.name == entry->name.text) {
            resolve_group(r, b, &groups[g], g, &entry->members, seen);
            g++;
        }
    }
}

static void resolve_as(cm_resolver *r, uint32_t b)
{
    cm_body *body = &r->bodies[b];
    const cm_ref *const *as = r->body_names[b].as;
    cm_entry *entries = (cm_entry *)body->entries;
    for (uint32_t e = 0; as && e < body->n_entries; e++) {
        cm_target target;
        if (!as[e] || !cm_resolve_ref(r, as[e], (cm_word){0}, NULL, &target))
            continue;
        if (target.what == CM_COND_FACT)
            cm_wrong_kind(r, as[e]->name, "an act, an outcome or a ladder");
        else
            entries[e].as = cm_cond_from(r, target, as[e]->name.span);
    }
}

/* A common denominator of the numbers of a measure; bounded, because every
   sum of them is computed with it. */
static const cm_number *unit_of(cm_resolver *r, uint32_t b, uint32_t measure)
{
    const cm_body *body = &r->bodies[b];
    const cm_number *kept = NULL;
    mpq_t unit;
    mpq_init(unit);
    mpq_set_ui(unit, 1, 1);
    for (uint32_t e = 0; e < body->n_entries; e++) {
        const cm_number *number = body->entries[e].numbers[measure];
        if (!number)
            continue;
        mpz_lcm(mpq_numref(unit), mpq_numref(unit), mpq_denref(number->q));
        if (mpz_sizeinbase(mpq_numref(unit), 2) > MOST_UNIT_BITS) {
            cm_diag *diag = cm_diag_add(
                r->diags, "C0701", CM_ERROR, body->measures[measure].span,
                "bits of the common denominator of %s: the limit is %d",
                body->measures[measure].name, MOST_UNIT_BITS);
            cm_diag_help(r->diags, diag,
                         "this limit is fixed; write decimals instead of "
                         "fractions");
            r->body_names[b].broken = true;
            mpz_set_ui(mpq_numref(unit), 1);
            break;
        }
    }
    kept = cm_number_keep(&r->scratch, unit);
    mpq_clear(unit);
    r->failed |= !kept;
    return kept;
}

static void find_units(cm_resolver *r, uint32_t b)
{
    const cm_body *body = &r->bodies[b];
    const cm_number **units =
        cm_new_n(&r->scratch, const cm_number *, body->n_measures);
    r->failed |= !units;
    for (uint32_t i = 0; units && i < body->n_measures; i++)
        if (!r->body_names[b].broken)
            units[i] = unit_of(r, b, i);
    r->body_names[b].units = units;
}

comitia_status cm_resolve_bodies(cm_resolver *r)
{
    for (uint32_t b = 0; b < r->model->n_bodies; b++) {
        CM_TRY(cm_spend(r->ctx, r->bodies[b].n_entries));
        resolve_groups(r, b);
        resolve_as(r, b);
        find_units(r, b);
        CM_TRY(cm_resolved(r));
    }
    return COMITIA_OK;
}
