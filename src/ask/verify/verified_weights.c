/* Indices of a rule of weights without a file: from all sets of players; of
 * more players, modulo a prime; and that shares add up to 1. */
#include "ask/verify/verified.h"
#include "engine/weighted/weighted_again.h"

/* ---- sums
 * ------------------------------------------------------------------------------
 */

/* The values of all single players add up to 1, unless one is not known. */
static bool compare_sum(cm_verifying *v, const comitia_value *rows,
                        const char *key)
{
    mpq_t sum, value;
    bool known = comitia_value_count(rows) > 0;
    mpq_inits(sum, value, NULL);
    for (size_t r = 0; r < comitia_value_count(rows) && known; r++) {
        const comitia_value *row = comitia_value_at(rows, r);
        const char *text = cm_verify_text(row, key);
        known = *text && mpq_set_str(value, text, 10) == 0;
        if (!known)
            break;
        mpz_mul_ui(mpq_numref(value), mpq_numref(value),
                   (unsigned long)comitia_value_number(
                       comitia_value_get(row, "count")));
        mpq_canonicalize(value);
        mpq_add(sum, sum, value);
    }
    if (known && mpq_sgn(sum) != 0 && mpq_cmp_ui(sum, 1, 1) != 0)
        cm_verify_differs(v, cm_verify_named(v, "the sum", key),
                          cm_number_text(v->arena, sum), "1");
    mpq_clears(sum, value, NULL);
    return known;
}

void cm_verify_sums(cm_verifying *v, const comitia_value *answer)
{
    static const char *const keys[] = {"banzhaf", "shapley",  "deegan_packel",
                                       "holler",  "johnston", "owen"};
    const comitia_value *cases = comitia_value_get(answer, "cases");
    bool any = false;
    for (size_t i = 0; i < comitia_value_count(cases); i++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            any |= compare_sum(
                v, comitia_value_get(comitia_value_at(cases, i), "indices"),
                keys[k]);
    if (any)
        v->verdict->method = "the sum of each index over all players alone, "
                             "which is 1";
}

/* ---- weights without a file
 * ------------------------------------------------------------ */

/* The weights as whole numbers, times a common denominator, and the quota with
   them; false if they do not fit 62 bits. */
static bool scale(const comitia_question *q, const comitia_value *rows,
                  uint64_t *weight, uint64_t *quota)
{
    size_t n = comitia_value_count(rows);
    bool fits = true,
         share = q->quota[strlen(q->quota) - 1] == '%' || strchr(q->quota, '/');
    mpq_t w, sum, x;
    mpz_t den;
    mpq_inits(w, sum, x, NULL);
    mpz_init_set_ui(den, 1);
    for (size_t i = 0; i < n && fits; i++) {
        const char *text = cm_verify_text(comitia_value_at(rows, i), "seats");
        fits = cm_number_read(text, strlen(text), w);
        mpq_add(sum, sum, w);
        mpz_lcm(den, den, mpq_denref(w));
    }
    fits = fits && cm_number_read(q->quota, strlen(q->quota), x);
    if (share)
        mpq_mul(x, x, sum);
    /* The least whole number that meets it: v >= x, or v > x. */
    mpz_mul(mpq_numref(x), mpq_numref(x), den);
    mpq_canonicalize(x);
    if (q->more_than) {
        mpz_fdiv_q(mpq_numref(w), mpq_numref(x), mpq_denref(x));
        mpz_add_ui(mpq_numref(w), mpq_numref(w), 1);
    } else {
        mpz_cdiv_q(mpq_numref(w), mpq_numref(x), mpq_denref(x));
    }
    fits = fits && mpz_sizeinbase(mpq_numref(w), 2) <= 62 &&
           cm_integer_u64(mpq_numref(w), quota);
    if (share && mpq_sgn(sum) == 0)
        *quota = 1; /* of nothing no share is reached (LANGUAGE, section 5) */
    mpz_mul(mpq_numref(sum), mpq_numref(sum), den);
    fits = fits && mpz_sizeinbase(mpq_numref(sum), 2) <= 62;
    for (size_t i = 0; i < n && fits; i++) {
        const char *text = cm_verify_text(comitia_value_at(rows, i), "seats");
        (void)cm_number_read(text, strlen(text), w);
        mpz_mul(mpq_numref(w), mpq_numref(w), den);
        mpz_divexact(mpq_numref(w), mpq_numref(w), mpq_denref(w));
        fits = cm_integer_u64(mpq_numref(w), &weight[i]);
    }
    mpq_clears(w, sum, x, NULL);
    mpz_clear(den);
    return fits;
}

/* ---- more players than sets can be tried of
 * -------------------------------------- */

/* A key of a row, and what its number is of what was counted: itself, over
   2^(n-1), or over the sum of all. */
static const struct counted {
    const char *key, *name;
    cm_again what;
    enum { ITSELF, OF_HALF, OF_ALL } as;
} counted[] = {
    {"swings", "swings", CM_AGAIN_SWINGS, ITSELF},
    {"banzhaf", "Banzhaf", CM_AGAIN_SWINGS, OF_ALL},
    {"banzhaf_absolute", "absolute Banzhaf", CM_AGAIN_SWINGS, OF_HALF},
    {"deegan_packel", "Deegan-Packel", CM_AGAIN_DEEGAN_PACKEL, OF_ALL},
    {"holler", "Holler", CM_AGAIN_HOLLER, OF_ALL},
    {"johnston", "Johnston", CM_AGAIN_JOHNSTON, OF_ALL},
};
enum { N_COUNTED = sizeof counted / sizeof *counted };

/* "num/den" times `all` is `one`, modulo p. */
static bool is_part(const char *text, uint32_t one, uint32_t all, uint32_t p)
{
    mpq_t q;
    mpz_t left;
    mpq_init(q);
    mpz_init(left);
    bool is = mpq_set_str(q, text, 10) == 0;
    mpz_mul_ui(left, mpq_numref(q), all);
    mpz_submul_ui(left, mpq_denref(q), one);
    is = is && mpz_divisible_ui_p(left, p);
    mpq_clear(q);
    mpz_clear(left);
    return is;
}

static void compare_again(cm_verifying *v, const comitia_value *rows,
                          const struct counted *k,
                          const cm_weighted_again *again)
{
    const uint32_t *of = again->of[k->what];
    uint32_t n = (uint32_t)comitia_value_count(rows), all = 0;
    uint32_t twice = cm_mod_power(2, again->zeros, again->mod);
    for (uint32_t i = 0; i < n && k->as == OF_ALL; i++)
        all = cm_mod_add(all, of[i], again->mod);
    if (k->as == ITSELF)
        all = 1;
    if (k->as == OF_HALF)
        all = cm_mod_power(2, n - 1, again->mod);
    for (uint32_t i = 0; i < n; i++) {
        const comitia_value *row = comitia_value_at(rows, i);
        uint32_t one =
            k->as == OF_ALL ? of[i] : cm_mod_mul(twice, of[i], again->mod);
        const char *text = cm_verify_text(row, k->key);
        if (!is_part(text, one, all, again->mod.p))
            cm_verify_differs(
                v, cm_verify_named(v, k->key, cm_verify_text(row, "player")),
                text, NULL);
    }
}

/* All players have a number there. */
static bool is_told(const comitia_value *rows, const char *key)
{
    size_t n = comitia_value_count(rows), i = 0;
    while (i < n && *cm_verify_text(comitia_value_at(rows, i), key))
        i++;
    return n && i == n;
}

static comitia_status count_again(cm_verifying *v, const uint64_t *weight,
                                  uint32_t n, uint64_t quota, unsigned want,
                                  cm_weighted_again *again)
{
    uint64_t *units = cm_new_n(v->arena, uint64_t, n);
    mpz_t *large = cm_new_n(v->arena, mpz_t, n), bound;
    if (!units || !large)
        return COMITIA_E_NOMEM;
    mpz_init(bound);
    cm_set_u64(bound, quota);
    for (uint32_t i = 0; i < n; i++) {
        units[i] = 1;
        mpz_init(large[i]);
        cm_set_u64(large[i], weight[i]);
    }
    const cm_weighted rule = {n, units, (const mpz_t *)large, bound};
    comitia_status status =
        cm_weighted_count_again(v->ctx, v->arena, &rule, want, again);
    for (uint32_t i = 0; i < n; i++)
        mpz_clear(large[i]);
    mpz_clear(bound);
    return status;
}

/* Modulo a prime, from tables of another kind; of what these do not count, the
   sums. */
static comitia_status verify_again(cm_verifying *v, const comitia_value *answer,
                                   const comitia_value *rows)
{
    uint32_t n = (uint32_t)comitia_value_count(rows);
    bool told[N_COUNTED];
    unsigned want = 0, n_compared = 0;
    uint64_t *weight = cm_new_n(v->arena, uint64_t, n), quota;
    cm_weighted_again again = {.zeros = 0};
    cm_buf method;
    if (!weight)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(v->ctx, 1000 * (uint64_t)n));
    for (size_t k = 0; k < N_COUNTED; k++) {
        told[k] = is_told(rows, counted[k].key);
        want |= told[k] ? 1U << counted[k].what : 0;
    }
    if (want && scale(v->q, rows, weight, &quota))
        CM_TRY(count_again(v, weight, n, quota, want, &again));
    cm_buf_init(&method, v->arena);
    cm_buf_addf(&method, "other tables modulo the prime %u",
                (unsigned)again.mod.p);
    for (size_t k = 0; k < N_COUNTED; k++) {
        if (!told[k] || !again.of[counted[k].what])
            continue;
        compare_again(v, rows, &counted[k], &again);
        cm_buf_addf(&method, "%s%s", n_compared++ ? ", " : " (",
                    counted[k].name);
    }
    if (!n_compared) {
        v->verdict->reason = "more than 20 single players";
        return COMITIA_OK;
    }
    cm_verify_sums(v, answer);
    cm_buf_addf(&method, is_told(rows, "shapley")
                             ? "), and the sum of Shapley-Shubik"
                             : ")");
    v->verdict->method = cm_buf_text(&method);
    return v->verdict->method ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_verify_weights(cm_verifying *v, const comitia_value *answer)
{
    const comitia_value *one =
        comitia_value_at(comitia_value_get(answer, "cases"), 0);
    const comitia_value *rows = comitia_value_get(one, "indices");
    uint64_t weight[CM_MOST_TRIED_PLAYERS], quota;
    cm_tried_game game = {.n = (uint32_t)comitia_value_count(rows)};
    if (game.n > CM_MOST_TRIED_PLAYERS)
        return verify_again(v, answer, rows);
    uint64_t n = UINT64_C(1) << game.n;
    if (!scale(v->q, rows, weight, &quota)) {
        v->verdict->reason = "weights of more than 62 bits";
        return COMITIA_OK;
    }
    CM_TRY(cm_spend(v->ctx, n * (game.n + 1)));
    game.wins = cm_new_n(v->arena, uint8_t, n);
    if (!game.wins)
        return COMITIA_E_NOMEM;
    for (uint64_t set = 0; set < n; set++) {
        uint64_t sum = 0;
        for (uint32_t i = 0; i < game.n; i++)
            sum += set >> i & 1 ? weight[i] : 0;
        game.wins[set] = sum >= quota;
    }
    v->verdict->method = "all sets of players, their weights added up";
    return cm_verify_indices(v, NULL, &game, one);
}
