#include "ask/seats/seats_joint.h"

#include <stdlib.h>

#include "ask/seats/seats_division.h"
#include "engine/apportion/outcomes.h"

/* ---- the alliances of a district
 * --------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Alliances are numbered outer ones first, here as there. */
comitia_status cm_district_alliances_find(cm_contenders *c,
                                          const uint32_t *slots, uint32_t n,
                                          cm_district_alliances *found)
{
    uint32_t room = 0, used = 0;
    *found = (cm_district_alliances){0};
    if (c->alliances.n == 0)
        return COMITIA_OK;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t a = c->at[slots[i]].alliance; a != CM_NONE;
             a = c->alliances.at[a].within)
            room++;
    uint32_t *of = cm_new_n(&c->scratch, uint32_t, n);
    uint32_t *known_as = cm_new_n(&c->scratch, uint32_t, room);
    uint32_t *within = cm_new_n(&c->scratch, uint32_t, room);
    if (!of || !known_as || !within)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(c->ask->ctx, 50 * ((uint64_t)n + room)));
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t a = c->at[slots[i]].alliance;
             a != CM_NONE && c->alliances.at[a].local == CM_NONE;
             a = c->alliances.at[a].within) {
            c->alliances.at[a].local = 0; /* seen */
            known_as[used++] = a;
        }
    if (used)
        qsort(known_as, used, sizeof *known_as, by_number);
    for (uint32_t k = 0; k < used; k++)
        c->alliances.at[known_as[k]].local = k;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = c->at[slots[i]].alliance;
        of[i] = a == CM_NONE ? CM_NO_ALLIANCE : c->alliances.at[a].local;
    }
    for (uint32_t k = 0; k < used; k++) {
        uint32_t a = c->alliances.at[known_as[k]].within;
        within[k] = a == CM_NONE ? CM_NO_ALLIANCE : c->alliances.at[a].local;
    }
    for (uint32_t k = 0; k < used; k++)
        c->alliances.at[known_as[k]].local = CM_NONE;
    *found = (cm_district_alliances){{used, within, of}, known_as};
    return COMITIA_OK;
}

/* ---- names
 * -------------------------------------------------------------------- */

typedef struct joining {
    cm_contenders *c;
    const cm_joint *joint;
    const cm_district_alliances *known;
    const uint32_t *slots;
    comitia_value *divisions;
} joining;

static const char *list_name(const joining *j, uint32_t list)
{
    return j->c->parties[j->c->at[j->slots[list]].party].name;
}

/* Members joined by +; at most 8 levels deep. */
static void add_label(const joining *j, uint32_t alliance, cm_buf *buf)
{
    const char *name = j->c->alliances.at[j->known->known_as[alliance]].name;
    const cm_circle *circle = &j->joint->circles[alliance + 1];
    if (name) {
        cm_buf_add(buf, name);
        return;
    }
    for (uint32_t m = 0; m < circle->n; m++) {
        cm_joint_member one = circle->members[m];
        if (m)
            cm_buf_add(buf, "+");
        if (!one.alliance) {
            cm_buf_add(buf, list_name(j, one.at));
            continue;
        }
        cm_buf_add(buf, "(");
        add_label(j, one.at, buf);
        cm_buf_add(buf, ")");
    }
}

static comitia_status label_of(const joining *j, uint32_t alliance,
                               const char **label)
{
    cm_buf buf;
    cm_buf_init(&buf, &j->c->scratch);
    add_label(j, alliance, &buf);
    *label = buf.failed ? NULL : cm_buf_text(&buf);
    return *label ? cm_spend(j->c->ask->ctx, 10 * strlen(*label))
                  : COMITIA_E_NOMEM;
}

comitia_status cm_alliance_label(cm_contenders *c, const cm_joint *joint,
                                 const cm_district_alliances *known,
                                 const uint32_t *slots, uint32_t alliance,
                                 const char **label)
{
    joining j = {.c = c, .joint = joint, .known = known, .slots = slots};
    return label_of(&j, alliance, label);
}

comitia_status cm_member_names(cm_contenders *c, const cm_joint *joint,
                               const cm_district_alliances *known,
                               const uint32_t *slots, const cm_circle *circle,
                               const char *const **names)
{
    joining j = {.c = c, .joint = joint, .known = known, .slots = slots};
    const char **found = cm_new_n(&c->scratch, const char *, circle->n);
    if (!found)
        return COMITIA_E_NOMEM;
    for (uint32_t m = 0; m < circle->n; m++)
        if (circle->members[m].alliance)
            CM_TRY(label_of(&j, circle->members[m].at, &found[m]));
        else
            found[m] = list_name(&j, circle->members[m].at);
    *names = found;
    return COMITIA_OK;
}

/* ---- one division
 * ----------------------------------------------------------------- */

/* Rows of the members; `division` NULL: there are no seats for them. */
static void put_members(const joining *j, comitia_value *object,
                        const cm_circle *circle, const cm_division *division,
                        const char *const *names, mpq_srcptr basis)
{
    cm_ask *ask = j->c->ask;
    comitia_value *rows = cm_put_list(&ask->b, object, "members");
    for (uint32_t m = 0; m < circle->n; m++) {
        uint64_t low = division ? division->seating.certain[m] : 0;
        uint64_t high = low + (division && division->seating.tied[m]);
        comitia_value *row = cm_add_object(&ask->b, rows);
        cm_put_text(&ask->b, row, "name", names[m]);
        cm_put_bool(&ask->b, row, "alliance", circle->members[m].alliance);
        cm_put_integer(&ask->b, row, "votes", circle->votes[m]);
        cm_put_quotient(j->c, row, circle->votes[m], basis, 0);
        cm_put_seats(ask, row, "seats", low, high);
        cm_put_count(&ask->b, row, "low", low);
        cm_put_count(&ask->b, row, "high", high);
    }
}

static comitia_status put_division(const joining *j, uint32_t alliance,
                                   const char *label, const char *within,
                                   const cm_division *division,
                                   const char *const *names)
{
    const cm_circle *circle = &j->joint->circles[alliance + 1];
    cm_ask *ask = j->c->ask;
    comitia_value *object = cm_add_object(&ask->b, j->divisions);
    cm_put_text(&ask->b, object, "alliance", label);
    cm_put_text(&ask->b, object, "within", within);
    cm_put_count(&ask->b, object, "seats", division ? division->seats : 0);
    cm_put_integer(&ask->b, object, "votes", j->joint->votes[alliance]);
    CM_TRY(cm_spend(ask->ctx, 2000 * (uint64_t)circle->n));
    if (!division) {
        cm_put_null(&ask->b, object, "tie");
        cm_put_null(&ask->b, object, "divisor");
        cm_put_null(&ask->b, object, "quota");
        put_members(j, object, circle, NULL, names, NULL);
        return COMITIA_OK;
    }
    mpq_t basis;
    CM_TRY(cm_put_tie(j->c, object, division, names));
    mpq_init(basis);
    bool known = cm_put_basis(j->c, object, &division->seating, basis);
    put_members(j, object, circle, division, names, known ? basis : NULL);
    mpq_clear(basis);
    return COMITIA_OK;
}

/* What is inside circle c, an alliance behind the one it is in. */
static comitia_status put_inside(const joining *j, uint32_t c,
                                 const char *label)
{
    const cm_circle *circle = &j->joint->circles[c];
    for (uint32_t m = 0; m < circle->n; m++) {
        uint32_t a = circle->members[m].at;
        const cm_circle *inner = &j->joint->circles[a + 1];
        const char *own;
        const char *const *names;
        if (!circle->members[m].alliance)
            continue;
        CM_TRY(label_of(j, a, &own));
        CM_TRY(
            cm_member_names(j->c, j->joint, j->known, j->slots, inner, &names));
        if (inner->can_be_empty || !inner->divisions)
            CM_TRY(put_division(j, a, own, label, NULL, names));
        for (const cm_division *d = inner->divisions; d; d = d->next)
            CM_TRY(put_division(j, a, own, label, d, names));
        CM_TRY(put_inside(j, a + 1, own));
    }
    return COMITIA_OK;
}

/* ---- every outcome
 * -------------------------------------------------------------------- */

/* The seats of the lists that are not certain of theirs, in each outcome. */
static comitia_status list_outcomes(const joining *j, comitia_value *list)
{
    cm_ask *ask = j->c->ask;
    const cm_joint *joint = j->joint;
    cm_seat_outcome outcome;
    bool more = true;
    CM_TRY(cm_seat_outcome_first(ask->ctx, &j->c->scratch, joint, &outcome));
    while (more) {
        comitia_value *one = cm_add_list(&ask->b, list);
        for (uint32_t i = 0; i < joint->contest->n; i++) {
            if (joint->low[i] == joint->high[i])
                continue;
            comitia_value *row = cm_add_object(&ask->b, one);
            CM_TRY(cm_spend(ask->ctx, 500));
            cm_put_text(&ask->b, row, "party", list_name(j, i));
            cm_put_count(&ask->b, row, "seats", outcome.seats[i]);
        }
        CM_TRY(cm_spend(ask->ctx, 10 * (uint64_t)joint->contest->n));
        CM_TRY(cm_seat_outcome_next(ask->ctx, &outcome, &more));
    }
    return COMITIA_OK;
}

static comitia_status put_outcomes(const joining *j, comitia_value *object)
{
    cm_ask *ask = j->c->ask;
    unsigned long open = 0;
    for (uint32_t i = 0; i < j->joint->contest->n; i++)
        open += j->joint->low[i] != j->joint->high[i];
    if (!open) {
        cm_put_null(&ask->b, object, "outcomes");
        return COMITIA_OK;
    }
    mpz_t ways;
    mpz_init(ways);
    cm_joint_ways(j->joint, ways);
    comitia_value *outcomes = cm_put_object(&ask->b, object, "outcomes");
    cm_put_integer(&ask->b, outcomes, "ways", ways);
    bool few = mpz_cmp_ui(ways, CM_MOST_TAKERS / open) <= 0;
    mpz_clear(ways);
    if (few)
        return list_outcomes(j, cm_put_list(&ask->b, outcomes, "list"));
    cm_put_null(&ask->b, outcomes, "list");
    cm_outcomes_left_out(j->c, "any outcome of each tie goes with any of the "
                               "others");
    return COMITIA_OK;
}

comitia_status cm_put_joint(cm_contenders *c, comitia_value *object,
                            const cm_joint *joint,
                            const cm_district_alliances *known,
                            const uint32_t *slots, mpq_srcptr basis)
{
    cm_ask *ask = c->ask;
    const cm_circle *whole = &joint->circles[0];
    joining j = {.c = c, .joint = joint, .known = known, .slots = slots};
    const char *const *names;
    if (c->alliances.n == 0) {
        cm_put_null(&ask->b, object, "joint");
        return COMITIA_OK;
    }
    comitia_value *own = cm_put_object(&ask->b, object, "joint");
    CM_TRY(cm_member_names(c, joint, known, slots, whole, &names));
    put_members(&j, own, whole, whole->divisions, names, basis);
    j.divisions = cm_put_list(&ask->b, own, "divisions");
    CM_TRY(put_inside(&j, 0, NULL));
    return put_outcomes(&j, own);
}
