#include "engine/apportion/outcomes.h"

void cm_first_choice(uint32_t *choice, uint32_t m)
{
    for (uint32_t i = 0; i < m; i++)
        choice[i] = i;
}

bool cm_next_choice(uint32_t *choice, uint32_t m, uint32_t n)
{
    for (uint32_t i = m; i-- > 0;)
        if (choice[i] < n - m + i) {
            choice[i]++;
            for (uint32_t k = i + 1; k < m; k++)
                choice[k] = choice[k - 1] + 1;
            return true;
        }
    return false;
}

/* Gives the members of a circle their seats by the choice of those who get one
   of the tied seats. */
static void seat(cm_seat_outcome *o, uint32_t c)
{
    const cm_circle *circle = &o->joint->circles[c];
    const cm_division *d = o->division[c];
    uint32_t tied = 0, taken = 0;
    for (uint32_t m = 0; m < circle->n; m++) {
        cm_joint_member one = circle->members[m];
        uint64_t seats = d ? d->seating.certain[m] : 0;
        if (d && d->seating.tied[m]) {
            if (taken < d->seating.contested && o->choice[c][taken] == tied) {
                taken++;
                seats++;
            }
            tied++;
        }
        if (one.alliance)
            o->of_circle[one.at + 1] = seats;
        else
            o->seats[one.at] = seats;
    }
}

/* The first outcome of circles c, c + 1, ...; those before stay. */
static comitia_status begin(cm_ctx *ctx, cm_seat_outcome *o, uint32_t c)
{
    for (; c < o->joint->n_circles; c++) {
        const cm_circle *circle = &o->joint->circles[c];
        CM_TRY(cm_spend(ctx, 10 + 5 * (uint64_t)circle->n));
        o->division[c] = cm_division_of(circle, o->of_circle[c]);
        if (o->division[c])
            cm_first_choice(o->choice[c], o->division[c]->seating.contested);
        seat(o, c);
    }
    return COMITIA_OK;
}

comitia_status cm_seat_outcome_first(cm_ctx *ctx, cm_arena *arena,
                                     const cm_joint *joint, cm_seat_outcome *o)
{
    uint32_t n = joint->n_circles;
    *o =
        (cm_seat_outcome){.joint = joint,
                          .seats = cm_new_n(arena, uint64_t, joint->contest->n),
                          .of_circle = cm_new_n(arena, uint64_t, n),
                          .division = cm_new_n(arena, const cm_division *, n),
                          .choice = cm_new_n(arena, uint32_t *, n)};
    if (!o->seats || !o->of_circle || !o->division || !o->choice)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < n; c++) {
        o->choice[c] = cm_new_n(arena, uint32_t, joint->circles[c].n);
        if (!o->choice[c])
            return COMITIA_E_NOMEM;
    }
    o->of_circle[0] = joint->contest->seats;
    return begin(ctx, o, 0);
}

comitia_status cm_seat_outcome_next(cm_ctx *ctx, cm_seat_outcome *o, bool *more)
{
    *more = false;
    for (uint32_t c = o->joint->n_circles; c-- > 0;) {
        const cm_division *d = o->division[c];
        CM_TRY(cm_spend(ctx, 10));
        if (!d || !cm_next_choice(o->choice[c], d->seating.contested,
                                  d->seating.n_tied))
            continue;
        *more = true;
        seat(o, c);
        return begin(ctx, o, c + 1);
    }
    return COMITIA_OK;
}
