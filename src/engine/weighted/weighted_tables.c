/* Power indices of one weighted rule from tables by weight: each part from the
 * file that counts it. */
#include "engine/power/power_task.h"
#include "engine/weighted/weighted_row.h"

static comitia_status row_swings(cm_arena *arena, cm_row *row, cm_power *power)
{
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t winning, none;
    const cm_number *zero;
    mpz_t *swings = cm_new_n(row->scratch, mpz_t, row->n);
    const cm_number **kept = cm_new_n(row->scratch, const cm_number *, row->n);
    if (!swings || !kept)
        return status;
    mpz_inits(winning, none, NULL);
    for (uint32_t i = 0; i < row->n; i++)
        mpz_init(swings[i]);
    CM_GO(cm_row_swings(row, swings, winning));
    CM_GO(cm_power_keep(arena, winning, row->zeros, &power->winning));
    CM_GO(cm_power_keep(arena, none, 0, &zero));
    for (uint32_t i = 0; i < row->n; i++)
        CM_GO(cm_power_keep(arena, swings[i], row->zeros, &kept[i]));
    for (uint32_t c = 0; c < power->n_rows; c++)
        power->rows[c].swings =
            row->of_class[c] == UINT32_MAX ? zero : kept[row->of_class[c]];
    power->known |= CM_PART_SWINGS;
done:
    for (uint32_t i = 0; i < row->n; i++)
        mpz_clear(swings[i]);
    mpz_clears(winning, none, NULL);
    return status;
}

static comitia_status row_minimal(cm_arena *arena, cm_row *row, cm_power *power)
{
    mpz_t winning, blocking;
    comitia_status status;
    mpz_inits(winning, blocking, NULL);
    CM_GO(cm_row_minimal(row, winning, blocking));
    CM_GO(cm_power_keep(arena, winning, 0, &power->minimal_winning));
    CM_GO(cm_power_keep(arena, blocking, 0, &power->minimal_blocking));
    power->known |= CM_PART_MINIMAL;
done:
    mpz_clears(winning, blocking, NULL);
    return status;
}

/* What was found by weight, to everybody; who has no weight has nothing. */
static comitia_status spread(cm_arena *arena, const cm_row *row,
                             const cm_power *part, unsigned which,
                             cm_power *power)
{
    mpz_t none;
    cm_power_row nothing;
    mpz_init(none);
    comitia_status status = cm_power_keep(arena, none, 0, &nothing.shapley);
    mpz_clear(none);
    nothing.deegan_packel = nothing.holler = nothing.johnston =
        nothing.swings = nothing.shapley;
    for (uint32_t c = 0; c < power->n_rows; c++)
        cm_power_take_row(&power->rows[c],
                          row->of_class[c] == UINT32_MAX
                              ? &nothing
                              : &part->rows[row->of_class[c]],
                          which);
    if (status == COMITIA_OK)
        power->known |= which;
    return status;
}

static comitia_status row_holler(cm_arena *arena, cm_row *row, cm_power *power)
{
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t *members = cm_new_n(row->scratch, mpz_t, row->n);
    if (!members)
        return status;
    cm_power part = {.n_rows = row->n,
                     .rows = cm_new_n(row->scratch, cm_power_row, row->n)};
    for (uint32_t i = 0; i < row->n; i++)
        mpz_init(members[i]);
    if (!part.rows)
        goto done;
    CM_GO(cm_row_members(row, members));
    CM_GO(cm_power_set_holler(row->ctx, arena, (const mpz_t *)members,
                              row->units, &part));
    CM_GO(spread(arena, row, &part, CM_PART_HOLLER, power));
done:
    for (uint32_t i = 0; i < row->n; i++)
        mpz_clear(members[i]);
    return status;
}

typedef comitia_status row_sizes(cm_row *row, cm_sized *counts);

static comitia_status row_sized(cm_arena *arena, cm_row *row, row_sizes *count,
                                unsigned which, cm_power *power)
{
    cm_sized sized = {0};
    cm_power part = {.n_rows = row->n,
                     .rows = cm_new_n(row->scratch, cm_power_row, row->n)};
    comitia_status status = COMITIA_E_NOMEM;
    if (!part.rows)
        goto done;
    CM_GO(cm_sized_new(row->ctx, row->scratch, row->n, (uint32_t)row->players,
                       &sized));
    CM_GO(count(row, &sized));
    if (which == CM_PART_SHAPLEY)
        CM_GO(cm_power_set_shapley(row->ctx, arena, &sized, &part));
    else
        CM_GO(cm_power_set_inverse(row->ctx, arena, &sized, row->units,
                                   which == CM_PART_JOHNSTON, &part));
    CM_GO(spread(arena, row, &part, which, power));
done:
    cm_sized_clear(&sized);
    return status;
}

static comitia_status row_part(cm_arena *arena, cm_row *row, unsigned part,
                               cm_power *power)
{
    switch (part) {
    case CM_PART_SWINGS: return row_swings(arena, row, power);
    case CM_PART_MINIMAL: return row_minimal(arena, row, power);
    case CM_PART_HOLLER: return row_holler(arena, row, power);
    case CM_PART_SHAPLEY:
        return row_sized(arena, row, cm_row_sizes, part, power);
    case CM_PART_JOHNSTON:
        return row_sized(arena, row, cm_row_criticals, part, power);
    default: return row_sized(arena, row, cm_row_member_sizes, part, power);
    }
}

/* Steps that a part may take: one that decimals can stand for, and others. */
typedef struct budgets {
    uint64_t bounded, others;
} budgets;
enum { BOUNDED = CM_PART_SWINGS | CM_PART_SHAPLEY };

/* What costs no more than `budget`, one after the other. */
static comitia_status row_parts(cm_arena *arena, cm_row *row, unsigned want,
                                budgets budget, cm_power *power)
{
    const struct {
        unsigned part;
        const char *name;
        uint64_t steps;
        uint64_t *told;
    } parts[] = {
        {CM_PART_SWINGS, "Banzhaf", cm_row_swings_cost(row),
         &power->swings_steps},
        {CM_PART_MINIMAL, "minimal coalitions", cm_row_minimal_cost(row),
         &power->minimal_steps},
        {CM_PART_HOLLER, "Holler", cm_row_members_cost(row),
         &power->holler_steps},
        {CM_PART_SHAPLEY, "Shapley-Shubik", cm_row_sizes_cost(row),
         &power->shapley_steps},
        {CM_PART_DEEGAN_PACKEL, "Deegan-Packel", cm_row_member_sizes_cost(row),
         &power->deegan_packel_steps},
        {CM_PART_JOHNSTON, "Johnston", cm_row_criticals_cost(row),
         &power->johnston_steps},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        *parts[i].told = parts[i].steps;
        uint64_t most =
            parts[i].part & BOUNDED ? budget.bounded : budget.others;
        if (!(want & parts[i].part) || parts[i].steps > most)
            continue;
        if (!row->primes.n)
            CM_TRY(cm_primes_new(row->ctx, row->scratch, row->players + 1,
                                 &row->primes));
        cm_plan(row->ctx, parts[i].name, parts[i].steps, 4 * row->last);
        comitia_status status = row_part(arena, row, parts[i].part, power);
        cm_planned(row->ctx);
        CM_TRY(status);
    }
    return COMITIA_OK;
}

comitia_status cm_weighted_tables(cm_ctx *ctx, cm_arena *arena,
                                  const cm_weighted *game, unsigned want,
                                  uint64_t bounded, uint64_t others,
                                  cm_power *power)
{
    cm_arena scratch;
    cm_row row;
    bool fits;
    comitia_status status;
    cm_arena_init(&scratch, ctx->allocator);
    CM_GO(cm_row_new(ctx, &scratch, game, &row, &fits));
    if (fits)
        CM_GO(row_parts(arena, &row, want, (budgets){bounded, others}, power));
done:
    cm_arena_clear(&scratch);
    return cm_is_limit(ctx, status) ? COMITIA_OK : status;
}
