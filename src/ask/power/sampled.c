#include "ask/power/sampled.h"

enum { DIGITS = 12 };

comitia_value *cm_put_sample(cm_ask *ask, comitia_value *object,
                             uint64_t draws)
{
    comitia_value *sample = cm_put_object(&ask->b, object, "sample");
    cm_put_count(&ask->b, sample, "draws", draws);
    cm_put_text(&ask->b, sample, "confidence", "99/100");
    cm_put_text(&ask->b, sample, "method", "Chernoff-Hoeffding");
    ask->exact = ask->certified = false;
    return sample;
}

/* q / among as a decimal. */
static void put_decimal(cm_ask *ask, comitia_value *object, const char *key,
                        mpq_ptr q, uint64_t among, bool up)
{
    unsigned digits = ask->q->digits ? ask->q->digits : DIGITS;
    mpz_t n;
    mpz_init(n);
    cm_set_u64(n, among);
    mpz_mul(mpq_denref(q), mpq_denref(q), n);
    mpq_canonicalize(q);
    char *text = cm_number_decimal(ask->arena, q, digits, up);
    ask->b.failed |= !text;
    cm_put_text(&ask->b, object, key, text);
    mpz_clear(n);
}

void cm_put_frequency(cm_ask *ask, comitia_value *object, cm_frequency f,
                      uint64_t among)
{
    mpq_t value, low, high;
    uint64_t trials = f.draws * f.parts;
    mpq_inits(value, low, high, NULL);
    cm_set_u64(mpq_numref(value), f.hits);
    cm_set_u64(mpq_denref(value), trials);
    cm_frequency_ends(f, low, high);
    put_decimal(ask, object, "value", value, among, false);
    put_decimal(ask, object, "low", low, among, false);
    put_decimal(ask, object, "high", high, among, true);
    mpq_clears(value, low, high, NULL);
}

unsigned cm_sample_wish(cm_ask *ask, const cm_power_wish *wish)
{
    unsigned parts = wish->parts & (CM_PART_SWINGS | CM_PART_SHAPLEY);
    if (!parts)
        cm_diag_add(&ask->diags, "C0112", CM_ERROR, CM_NO_SPAN,
                    "--sample estimates banzhaf_absolute and shapley, and "
                    "--index names neither");
    return parts;
}

/* ---- power
 * ---------------------------------------------------------------------------
 */

static comitia_status set_class(cm_ask *ask, comitia_value **at,
                                cm_frequency frequency, uint64_t among)
{
    *at = cm_object(&ask->b);
    CM_TRY(cm_spend(ask->ctx, 50000)); /* both ends by halving */
    cm_put_frequency(ask, *at, frequency, among);
    return COMITIA_OK;
}

comitia_status cm_put_sampled_power(cm_ask *ask, cm_arena *scratch,
                                    comitia_value *one, const cm_drawn *drawn,
                                    const uint64_t *units, uint32_t n,
                                    cm_sampled_power *sampled)
{
    uint64_t draws = ask->q->sample;
    comitia_value *sample = cm_put_sample(ask, one, draws);
    *sampled =
        (cm_sampled_power){.players = cm_put_list(&ask->b, sample, "players"),
                           .banzhaf = cm_new_n(scratch, comitia_value *, n),
                           .shapley = cm_new_n(scratch, comitia_value *, n)};
    if (!sampled->banzhaf || !sampled->shapley)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < n; c++) {
        if (units[c] == 0)
            continue;
        /* of a class it is the mean of its players, each drawn with the rest */
        if (drawn->swings)
            CM_TRY(set_class(ask, &sampled->banzhaf[c],
                             (cm_frequency){drawn->swings[c], draws, units[c]},
                             1));
        if (drawn->pivots)
            CM_TRY(set_class(ask, &sampled->shapley[c],
                             (cm_frequency){drawn->pivots[c], draws, 1},
                             units[c]));
    }
    return COMITIA_OK;
}

void cm_put_sampled_row(cm_ask *ask, const cm_sampled_power *sampled,
                        const char *player, uint64_t count, uint32_t class_of)
{
    cm_builder *b = &ask->b;
    comitia_value *row = cm_add_object(b, sampled->players);
    cm_put_text(b, row, "player", player);
    cm_put_number(b, row, "count", (int64_t)count);
    if (sampled->banzhaf[class_of])
        cm_put(b, row, "banzhaf_absolute", sampled->banzhaf[class_of]);
    if (sampled->shapley[class_of])
        cm_put(b, row, "shapley", sampled->shapley[class_of]);
}
