#include "ask/power/power_bounds.h"

enum { DIGITS = 12, ERROR_DIGITS = 3 };

const cm_bounds *cm_bounds_of(const cm_power *power, unsigned key)
{
    const cm_power_bounds *bounds = &power->bounds;
    switch (key) {
    case 1u << CM_KEY_SHAPLEY: return bounds->shapley;
    case 1u << CM_KEY_BANZHAF: return bounds->banzhaf;
    case 1u << CM_KEY_BANZHAF_ABSOLUTE: return bounds->banzhaf_absolute;
    case 1u << CM_KEY_COLEMAN_PREVENT: return bounds->coleman_prevent;
    case 1u << CM_KEY_COLEMAN_INITIATE: return bounds->coleman_initiate;
    case 1u << CM_KEY_RAE: return bounds->rae;
    default: return NULL;
    }
}

bool cm_is_share(unsigned key)
{
    return key == CM_KEY_BANZHAF || key == CM_KEY_BANZHAF_ABSOLUTE ||
           key == CM_KEY_COLEMAN_PREVENT || key == CM_KEY_COLEMAN_INITIATE ||
           key == CM_KEY_RAE;
}

/* So many digits that --certified can be met. */
static unsigned digits_of(const cm_ask *ask)
{
    unsigned digits = ask->q->digits ? ask->q->digits : DIGITS;
    unsigned places = ask->q->certified ? ask->q->certified + 2 : 0;
    return digits > places ? digits : places;
}

static comitia_value *decimal(cm_ask *ask, mpq_srcptr q, unsigned digits,
                              bool up)
{
    char *text = cm_number_decimal(ask->arena, q, digits, up);
    ask->b.failed |= !text;
    return cm_text(&ask->b, text);
}

comitia_value *cm_ends_value(cm_ask *ask, mpq_srcptr low, mpq_srcptr high)
{
    unsigned digits = digits_of(ask);
    comitia_value *ends = cm_object(&ask->b);
    cm_put(&ask->b, ends, "low", decimal(ask, low, digits, false));
    cm_put(&ask->b, ends, "high", decimal(ask, high, digits, true));
    return ends;
}

/* ---- what was reached ---------------------------------------------------- */

/* The largest distance of two ends. */
static void set_width(const cm_power *power, unsigned key, mpq_ptr width)
{
    const cm_bounds *of = cm_bounds_of(power, key);
    mpq_t gap;
    mpq_init(gap);
    for (uint32_t c = 0; of && c < power->n_rows; c++) {
        mpq_sub(gap, of[c].high->q, of[c].low->q);
        if (mpq_cmp(gap, width) > 0)
            mpq_set(width, gap);
    }
    mpq_clear(gap);
}

/* --certified asks for ends 10^-places apart at most; who stops it is told so.
 */
static void check_width(cm_ask *ask, unsigned key, mpq_srcptr width)
{
    mpq_t most;
    if (!ask->q->certified || ask->ctx->settled)
        return;
    mpq_init(most);
    mpq_set_ui(most, 1, 1);
    mpz_ui_pow_ui(mpq_denref(most), 10, ask->q->certified);
    if (mpq_cmp(width, most) > 0) {
        char *text = cm_number_decimal(ask->arena, width, ERROR_DIGITS, true);
        cm_diag *diag = cm_diag_add(
            &ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
            "%s has no %u certain places: its decimals are up to %s apart",
            cm_power_key(key), ask->q->certified, text ? text : "?");
        ask->diags.failed |= !text;
        cm_diag_help(&ask->diags, diag,
                     "--exact with a larger --limit finds fractions");
    }
    mpq_clear(most);
}

/* ---- how they were found ----------------------------------------------------
 */

static const char *why(cm_ask *ask, uint64_t steps, bool fractions)
{
    cm_buf text;
    if (ask->q->certified)
        return fractions ? "--certified asks for decimals; fractions cost less"
                         : "--certified asks for decimals";
    if (steps == 0)
        return "fractions take more than their share of the steps";
    cm_buf_init(&text, ask->arena);
    if (steps == UINT64_MAX)
        cm_buf_addf(&text, "fractions would take more than 10^19 steps");
    else
        cm_buf_addf(&text, "fractions would take about %llu steps",
                    (unsigned long long)steps);
    cm_buf_addf(&text, ", more than the %llu that a part of an answer may take",
                (unsigned long long)ask->ctx->limit / 4);
    ask->b.failed |= text.failed;
    return text.failed ? "" : cm_buf_text(&text);
}

static void put_count(cm_ask *ask, comitia_value *object, const char *key,
                      uint64_t count)
{
    mpz_t z;
    mpz_init(z);
    cm_set_u64(z, count);
    if (count)
        cm_put_integer(&ask->b, object, key, z);
    else
        cm_put_null(&ask->b, object, key);
    mpz_clear(z);
}

static void put_error(cm_ask *ask, comitia_value *object, const char *key,
                      const cm_number *error)
{
    if (error)
        cm_put(&ask->b, object, key,
               decimal(ask, error->q, ERROR_DIGITS, true));
    else
        cm_put_null(&ask->b, object, key);
}

/* One way of finding them, of the indices `keys`. */
static void put_way(cm_ask *ask, comitia_value *list, unsigned keys,
                    const cm_proof *proof, const char *reason, mpq_srcptr width)
{
    cm_builder *b = &ask->b;
    comitia_value *way = cm_add_object(b, list);
    comitia_value *indices = cm_put_list(b, way, "indices");
    for (unsigned k = 0; k < CM_N_KEYS; k++)
        if (keys >> k & 1)
            cm_add_text(b, indices, cm_power_key(k));
    cm_put_text(b, way, "method", proof->method);
    cm_put_text(b, way, "why", reason);
    cm_put(b, way, "width", decimal(ask, width, ERROR_DIGITS, true));
    put_count(ask, way, "nodes", proof->nodes);
    put_count(ask, way, "terms", proof->terms);
    put_error(ask, way, "quadrature", proof->quadrature);
    put_error(ask, way, "cut", proof->cut);
    put_error(ask, way, "rounding", proof->rounding);
}

static void put_bounded(cm_ask *ask, comitia_value *list, const cm_power *power,
                        unsigned keys, const cm_proof *proof, uint64_t steps)
{
    mpq_t width, all;
    unsigned found = 0;
    mpq_inits(width, all, NULL);
    for (unsigned k = 0; k < CM_N_KEYS; k++) {
        if (!(keys >> k & 1) || !cm_bounds_of(power, 1u << k))
            continue;
        found |= 1u << k;
        mpq_set_ui(width, 0, 1);
        set_width(power, 1u << k, width);
        check_width(ask, k, width);
        if (mpq_cmp(width, all) > 0)
            mpq_set(all, width);
    }
    if (found)
        put_way(ask, list, found, proof, why(ask, steps, false), all);
    mpq_clears(width, all, NULL);
}

void cm_put_bounds(cm_ask *ask, comitia_value *one, const cm_power *power,
                   unsigned keys)
{
    const cm_power_bounds *bounds = &power->bounds;
    const unsigned shapley = keys & 1u << CM_KEY_SHAPLEY;
    const cm_proof rounded = {.method = "fractions, rounded"};
    unsigned fractions = 0;
    for (unsigned k = CM_KEY_BANZHAF; ask->q->certified && k < CM_N_KEYS; k++)
        if (keys >> k & 1 && power->known & cm_power_part(k))
            fractions |= 1u << k;
    if (!fractions && !bounds->banzhaf && !bounds->shapley)
        return;
    comitia_value *list = cm_put_list(&ask->b, one, "bounds");
    mpq_t none;
    mpq_init(none);
    if (fractions)
        put_way(ask, list, fractions, &rounded, why(ask, 0, true), none);
    mpq_clear(none);
    put_bounded(ask, list, power, keys & ~shapley, &bounds->of_shares,
                power->swings_steps);
    put_bounded(ask, list, power, shapley, &bounds->of_shapley,
                power->shapley_steps);
    if (bounds->stopped)
        cm_diag_add(&ask->diags, "C0701", CM_WARNING, CM_NO_SPAN,
                    CM_USER_STOPPED ": the decimals are as near as was proved "
                                    "by then");
    ask->exact = false;
}
