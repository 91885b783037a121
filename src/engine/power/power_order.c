/* Power indices where players are in an order of desirability. */
#include "engine/numbers/allowance.h"
#include "engine/power/power_task.h"

enum { TOTALS = 3 }; /* winning, minimal winning, minimal blocking */

typedef struct ordered {
    cm_power_task *t;
    cm_fn_game core; /* without the dummies */
    cm_flat flat;
    cm_flat_work work;
    uint32_t n_rows;
} ordered;

/* ---- at one mark: totals, swings, memberships ----------------------------------- */

/* One row a prime: totals, then swings of each class, then memberships. */
static void sweep_once(ordered *o, uint32_t *to)
{
    cm_flat_mark(&o->work, 1);
    to[0] = cm_flat_total(&o->work);
    to[1] = cm_flat_minimal_total(&o->work);
    cm_flat_swings(&o->work, to + TOTALS, 1);
    cm_flat_minimal(&o->work, to + TOTALS + o->n_rows, 1);
    to[2] = cm_flat_blocking_total(&o->work);
}

static comitia_status take_counts(ordered *o, const mpz_t *z, unsigned want)
{
    cm_power_task *t = o->t;
    cm_power *power = t->power;
    CM_TRY(cm_power_keep(t->arena, z[0], t->dummies, &power->winning));
    CM_TRY(cm_power_keep(t->arena, z[1], 0, &power->minimal_winning));
    CM_TRY(cm_power_keep(t->arena, z[2], 0, &power->minimal_blocking));
    for (uint32_t c = 0; c < o->n_rows; c++)
        CM_TRY(cm_power_keep(t->arena, z[TOTALS + c], t->dummies,
                             &power->rows[c].swings));
    power->known |= CM_PART_SWINGS | CM_PART_MINIMAL;
    if (want & CM_PART_HOLLER)
        CM_TRY(cm_power_set_holler(t->ctx, t->arena, z + TOTALS + o->n_rows,
                                   t->units, power));
    return COMITIA_OK;
}

static comitia_status find_counts(ordered *o, unsigned want)
{
    cm_power_task *t = o->t;
    const cm_primes *primes = &t->primes;
    uint64_t width = TOTALS + 2 * (uint64_t)o->n_rows;
    comitia_status status = COMITIA_OK;
    uint32_t *values =
        cm_alloc_n(&t->scratch, primes->n * width, sizeof *values);
    uint32_t *digits = cm_new_n(&t->scratch, uint32_t, primes->n);
    mpz_t *z = cm_new_n(&t->scratch, mpz_t, width);
    if (!values || !digits || !z)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < primes->n; i++) {
        CM_TRY(cm_spend(t->ctx, 6 * cm_flat_cost(&o->flat)));
        cm_flat_modulo(&o->work, primes->at[i]);
        sweep_once(o, values + i * width);
    }
    CM_TRY(cm_spend(t->ctx, width * cm_residues_join_cost(primes)));
    for (size_t k = 0; k < width; k++)
        mpz_init(z[k]);
    for (size_t k = 0; k < width; k++)
        cm_residues_join(primes, values + k, width, digits, z[k]);
    status = take_counts(o, (const mpz_t *)z, want);
    for (size_t k = 0; k < width; k++)
        mpz_clear(z[k]);
    return status;
}

/* ---- at as many marks as there are players ----------------------------------------- */

typedef void sweep_of(cm_flat_work *work, uint32_t *out, size_t stride);

static const struct part {
    unsigned bit;
    sweep_of *sweep;
} parts[] = {
    {CM_PART_SHAPLEY, cm_flat_swings},
    {CM_PART_DEEGAN_PACKEL, cm_flat_minimal},
    {CM_PART_JOHNSTON, cm_flat_critical},
};
enum { N_PARTS = sizeof parts / sizeof *parts };

static comitia_status set_part(ordered *o, unsigned part, const cm_sized *sized)
{
    cm_power_task *t = o->t;
    if (parts[part].bit == CM_PART_SHAPLEY)
        return cm_power_set_shapley(t->ctx, t->arena, sized, t->power);
    return cm_power_set_inverse(t->ctx, t->arena, sized, t->units,
                                parts[part].bit == CM_PART_JOHNSTON, t->power);
}

static comitia_status join_part(ordered *o, unsigned part, uint32_t *values)
{
    cm_power_task *t = o->t;
    cm_sized sized;
    CM_TRY(cm_sized_new(t->ctx, &t->scratch, o->n_rows, o->flat.players,
                        &sized));
    comitia_status status = cm_sized_from_points(t->ctx, &t->scratch,
                                                 &t->primes, values, &sized);
    if (status == COMITIA_OK)
        status = set_part(o, part, &sized);
    cm_sized_clear(&sized);
    return status;
}

/* All parts at once: they share the way down and the tables of each mark. */
static comitia_status find_sized(ordered *o, unsigned want)
{
    cm_power_task *t = o->t;
    uint32_t n = o->flat.players, *values[N_PARTS] = {0};
    uint64_t all = (uint64_t)o->n_rows * n;
    for (unsigned k = 0; k < N_PARTS; k++)
        if (want & parts[k].bit &&
            !(values[k] = cm_alloc_n(&t->scratch, t->primes.n * all,
                                     sizeof *values[k])))
            return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < t->primes.n; i++) {
        cm_flat_modulo(&o->work, t->primes.at[i]);
        for (uint32_t y = 0; y < n; y++) {
            CM_TRY(cm_spend(t->ctx, 5 * cm_flat_cost(&o->flat)));
            cm_flat_mark(&o->work, y);
            for (unsigned k = 0; k < N_PARTS; k++)
                if (values[k])
                    parts[k].sweep(&o->work, values[k] + i * all + y, n);
        }
    }
    for (unsigned k = 0; k < N_PARTS; k++)
        if (values[k])
            CM_TRY(join_part(o, k, values[k]));
    return COMITIA_OK;
}

/* ---- all ------------------------------------------------------------------------------ */

comitia_status cm_power_by_order(cm_power_task *t, unsigned want)
{
    ordered o = {.t = t, .core = *t->game, .n_rows = t->power->n_rows};
    unsigned sized = want & ~t->power->known &
                     (CM_PART_SHAPLEY | CM_PART_DEEGAN_PACKEL |
                      CM_PART_JOHNSTON);
    o.core.matters = t->depends;
    CM_TRY(cm_flat_new(t->ctx, &t->scratch, &o.core, t->game->force, &o.flat));
    CM_TRY(cm_flat_find_ends(t->ctx, &t->scratch, &o.flat));
    CM_TRY(cm_flat_work_new(&t->scratch, &o.flat, &o.work));
    CM_TRY(cm_primes_new(t->ctx, &t->scratch, (uint64_t)o.flat.players + 1,
                         &t->primes));
    uint64_t limit = cm_allow(t->ctx, t->budget);
    comitia_status status = find_counts(&o, want & ~t->power->known);
    cm_allow_end(t->ctx, limit);
    if (status != COMITIA_OK && !cm_is_limit(t->ctx, status))
        return status;
    if (!sized || cm_power_sized_cost(t, &o.flat, 5) > t->budget)
        return COMITIA_OK;
    limit = cm_allow(t->ctx, t->budget);
    status = find_sized(&o, sized);
    cm_allow_end(t->ctx, limit);
    return cm_is_limit(t->ctx, status) ? COMITIA_OK : status;
}
