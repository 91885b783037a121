/* From counts of coalitions to power indices. */
#include "engine/power/power.h"

#include "engine/numbers/lanes.h"

comitia_status cm_sized_new(cm_ctx *ctx, cm_arena *arena, uint32_t n_rows,
                            uint32_t sizes, cm_sized *sized)
{
    uint64_t n = (uint64_t)n_rows * sizes;
    if (n > UINT64_C(1) << 26)
        return cm_fail(ctx, COMITIA_E_BUDGET, "too many counts by size");
    mpz_t *at = cm_new_n(arena, mpz_t, (uint64_t)n);
    if (!at)
        return COMITIA_E_NOMEM;
    for (uint64_t i = 0; i < n; i++)
        mpz_init(at[i]); /* takes no memory yet */
    *sized = (cm_sized){at, n_rows, sizes};
    return COMITIA_OK;
}

void cm_sized_clear(cm_sized *sized)
{
    for (size_t i = 0; sized->at && i < (size_t)sized->n_rows * sized->sizes;
         i++)
        mpz_clear(sized->at[i]);
    *sized = (cm_sized){0};
}

comitia_status cm_sized_from_points(cm_ctx *ctx, cm_arena *arena,
                                    const cm_primes *primes, uint32_t *values,
                                    cm_sized *sized)
{
    size_t row_n = sized->sizes, all = (size_t)sized->n_rows * row_n;
    uint32_t *scratch = cm_new_n(arena, uint32_t, row_n);
    uint32_t *digits = cm_new_n(arena, uint32_t, primes->n);
    const cm_lanes lanes = cm_lanes_here();
    if (!scratch || !digits)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < primes->n; i++)
        for (uint32_t r = 0; r < sized->n_rows; r++) {
            CM_TRY(cm_spend(ctx, (uint64_t)row_n * row_n));
            cm_lanes_interpolate(&lanes, values + i * all + r * row_n,
                                 sized->sizes, primes->at[i], scratch);
        }
    uint64_t cost = cm_residues_join_cost(primes);
    for (size_t k = 0; k < all; k++) {
        CM_TRY(cm_spend(ctx, cost));
        cm_residues_join(primes, values + k, all, digits, sized->at[k]);
    }
    return COMITIA_OK;
}

static bool keep(cm_arena *arena, mpq_srcptr q, const cm_number **out)
{
    *out = cm_number_keep(arena, q);
    return *out != NULL;
}

/* weight[s] = s! (n-1-s)! for s in 0..n-1, from one to the next by an exact
   division. */
static void sum_shapley(const mpz_t *counts, uint32_t n, mpz_srcptr first,
                        mpz_ptr weight, mpq_ptr sum)
{
    mpz_set(weight, first); /* (n-1)! */
    for (uint32_t s = 0; s < n; s++) {
        mpz_addmul(mpq_numref(sum), counts[s], weight);
        if (s + 1 < n) {
            mpz_mul_ui(weight, weight, s + 1);
            mpz_divexact_ui(weight, weight, n - 1 - s);
        }
    }
}

comitia_status cm_power_set_shapley(cm_ctx *ctx, cm_arena *arena,
                                    const cm_sized *swings, cm_power *power)
{
    comitia_status status = COMITIA_OK;
    uint32_t n = swings->sizes;
    mpz_t first, all, weight;
    mpq_t sum;
    mpz_inits(first, all, weight, NULL);
    mpq_init(sum);
    mpz_set_ui(all, 1);
    if (n) {
        mpz_fac_ui(first, n - 1);
        mpz_mul_ui(all, first, n);
    }
    for (uint32_t c = 0; c < swings->n_rows; c++) {
        CM_GO(cm_spend(ctx, (uint64_t)n * (50 + n / 8)));
        mpq_set_ui(sum, 0, 1);
        sum_shapley(swings->at + (size_t)c * n, n, first, weight, sum);
        mpz_set(mpq_denref(sum), all);
        mpq_canonicalize(sum);
        status = COMITIA_E_NOMEM;
        if (!keep(arena, sum, &power->rows[c].shapley))
            goto done;
        status = COMITIA_OK;
    }
    power->known |= CM_PART_SHAPLEY;
done:
    mpz_clears(first, all, weight, NULL);
    mpq_clear(sum);
    return status;
}

/* share[c] = raw[c] / sum of units * raw; NULL where the sum is 0. */
static comitia_status shares_of(cm_arena *arena, const mpz_t *raw, uint32_t n,
                                const uint64_t *units, const cm_number **share)
{
    comitia_status status = COMITIA_OK;
    mpz_t sum, term;
    mpq_t q;
    mpz_inits(sum, term, NULL);
    mpq_init(q);
    for (uint32_t c = 0; c < n; c++) {
        cm_set_u64(term, units[c]);
        mpz_addmul(sum, term, raw[c]);
    }
    for (uint32_t c = 0; c < n && mpz_sgn(sum); c++) {
        mpz_set(mpq_numref(q), raw[c]);
        mpz_set(mpq_denref(q), sum);
        mpq_canonicalize(q);
        if (!keep(arena, q, &share[c])) {
            status = COMITIA_E_NOMEM;
            break;
        }
    }
    mpz_clears(sum, term, NULL);
    mpq_clear(q);
    return status;
}

/* raw = sum of count[s] / (s + 1), times the common denominator. */
static void sum_inverse(const mpz_t *count, uint32_t sizes, mpz_srcptr common,
                        mpz_ptr part, mpz_ptr raw)
{
    for (uint32_t s = 0; s < sizes; s++) {
        mpz_divexact_ui(part, common, s + 1);
        mpz_addmul(raw, count[s], part);
    }
}

comitia_status cm_power_set_inverse(cm_ctx *ctx, cm_arena *arena,
                                    const cm_sized *counts,
                                    const uint64_t *units, bool johnston,
                                    cm_power *power)
{
    uint32_t n = counts->n_rows;
    comitia_status status = COMITIA_E_NOMEM;
    const cm_number **share = cm_new_n(arena, const cm_number *, n);
    mpz_t *raw = cm_new_n(arena, mpz_t, n);
    mpz_t common, part;
    if (!share || !raw)
        return status;
    mpz_init(part);
    mpz_init_set_ui(common, 1);
    for (uint32_t c = 0; c < n; c++)
        mpz_init(raw[c]);
    for (uint32_t s = 1; s <= counts->sizes; s++)
        mpz_lcm_ui(common, common, s);
    for (uint32_t c = 0; c < n; c++) {
        CM_GO(cm_spend(ctx, (uint64_t)counts->sizes * 100));
        sum_inverse(counts->at + (size_t)c * counts->sizes, counts->sizes,
                    common, part, raw[c]);
    }
    CM_GO(shares_of(arena, raw, n, units, share));
    for (uint32_t c = 0; c < n; c++)
        *(johnston ? &power->rows[c].johnston : &power->rows[c].deegan_packel) =
            share[c];
    power->known |= johnston ? CM_PART_JOHNSTON : CM_PART_DEEGAN_PACKEL;
done:
    for (uint32_t c = 0; c < n; c++)
        mpz_clear(raw[c]);
    mpz_clears(common, part, NULL);
    return status;
}

comitia_status cm_power_set_holler(cm_ctx *ctx, cm_arena *arena,
                                   const mpz_t *count, const uint64_t *units,
                                   cm_power *power)
{
    uint32_t n = power->n_rows;
    const cm_number **share = cm_new_n(arena, const cm_number *, n);
    if (!share)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ctx, n));
    CM_TRY(shares_of(arena, count, n, units, share));
    for (uint32_t c = 0; c < n; c++)
        power->rows[c].holler = share[c];
    power->known |= CM_PART_HOLLER;
    return COMITIA_OK;
}

void cm_power_take_row(cm_power_row *to, const cm_power_row *from,
                       unsigned parts)
{
    if (parts & CM_PART_SWINGS)
        to->swings = from->swings;
    if (parts & CM_PART_SHAPLEY)
        to->shapley = from->shapley;
    if (parts & CM_PART_DEEGAN_PACKEL)
        to->deegan_packel = from->deegan_packel;
    if (parts & CM_PART_HOLLER)
        to->holler = from->holler;
    if (parts & CM_PART_JOHNSTON)
        to->johnston = from->johnston;
}

void cm_power_take(cm_power *power, const cm_power *part,
                   const uint32_t *class_of)
{
    unsigned more = part->known & ~power->known;
    for (uint32_t i = 0; i < part->n_rows; i++)
        cm_power_take_row(&power->rows[class_of ? class_of[i] : i], &part->rows[i],
                 more);
    if (!power->winning)
        power->winning = part->winning;
    if (!power->minimal_winning)
        power->minimal_winning = part->minimal_winning;
    if (!power->minimal_blocking)
        power->minimal_blocking = part->minimal_blocking;
    power->known |= more;
}
