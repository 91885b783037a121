/* power of a weighted rule that stands in no file: weights and a quota. */
#include <stdlib.h>

#include "ask/asked_table.h"
#include "ask/power/asked_unions.h"
#include "ask/power/order_rows.h"
#include "ask/power/sampled.h"
#include "engine/weighted/weighted.h"

/* One player per weight given. */
typedef struct given {
    const char *name;
    const char *text; /* of the weight, as an exact number */
    const cm_number *weight;
    const char *in;   /* its union in the column of unions */
    uint32_t class_of;
} given;

typedef struct quick {
    cm_ask *ask;
    cm_arena scratch;
    given *players;
    uint32_t n;
    const cm_number *quota;
    bool is_share;
    /* the rule, in integers, players of one weight being a class */
    cm_weighted rule;
    uint64_t *units;
    mpz_t *weight;
    mpz_t bound, dual;
    cm_power_wish wish;
    unsigned sample; /* parts that are drawn; 0: all are counted */
    cm_asked_unions unions; /* a row a player */
    const char **names;     /* likewise; NULL without unions */
} quick;

static comitia_status refuse(quick *k, const char *code, int exit,
                             const char *format, const char *text,
                             const char *more)
{
    cm_diag_add(&k->ask->diags, code, CM_ERROR, CM_NO_SPAN, format, text, more);
    if (k->ask->exit < exit)
        k->ask->exit = exit;
    return COMITIA_OK;
}

/* ---- weights ------------------------------------------------------------------ */

static comitia_status read_weight(quick *k, uint32_t i, const char *text,
                                  const char *code, int exit)
{
    const cm_number *number = NULL;
    switch (cm_read_cell(&k->scratch, text, &number)) {
    case CM_CELL_NUMBER:
        break;
    case CM_CELL_NOMEM:
        return COMITIA_E_NOMEM;
    case CM_CELL_TOO_LONG:
        return refuse(k, "C0701", exit, "the weight of %s has more than 200 "
                                        "digits%s",
                      k->players[i].name, "");
    case CM_CELL_NO_NUMBER:
        return refuse(k, code, exit, "the weight of %s is no number: %s",
                      k->players[i].name, text);
    }
    k->players[i].weight = number;
    k->players[i].text = cm_number_text(&k->scratch, number->q);
    return k->players[i].text ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status new_players(quick *k, size_t n)
{
    if (n > 10000000)
        return cm_fail(k->ask->ctx, COMITIA_E_BUDGET,
                       "more than 10,000,000 players");
    k->n = (uint32_t)n;
    k->players = cm_new_n(&k->scratch, given, n);
    return k->players ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status read_words(quick *k)
{
    const comitia_question *q = k->ask->q;
    CM_TRY(new_players(k, q->n_weights));
    for (uint32_t i = 0; i < k->n; i++) {
        cm_buf name;
        cm_buf_init(&name, &k->scratch);
        cm_buf_addf(&name, "%u", i + 1);
        if (name.failed)
            return COMITIA_E_NOMEM;
        k->players[i].name = cm_buf_text(&name);
        CM_TRY(read_weight(k, i, q->weights[i], "C0113", 64));
    }
    return COMITIA_OK;
}

static comitia_status read_table(quick *k)
{
    const comitia_question *q = k->ask->q;
    cm_table table;
    uint32_t weights = 0, names = 0, unions = 0;
    CM_TRY(cm_asked_table(k->ask, &k->scratch, q->weight_column, &table));
    if (k->ask->diags.n_errors)
        return COMITIA_OK;
    cm_asked_column(k->ask, &table, q->weight_column, &weights);
    cm_asked_column(k->ask, &table, q->name_column, &names);
    cm_asked_column(k->ask, &table, q->unions_column, &unions);
    if (k->ask->diags.n_errors)
        return COMITIA_OK;
    CM_TRY(cm_asked_numbers(k->ask, &k->scratch, &table, names, weights,
                            CM_COLUMN_NONE, "player"));
    if (k->ask->diags.n_errors)
        return COMITIA_OK;
    CM_TRY(new_players(k, table.n_rows));
    for (uint32_t i = 0; i < k->n; i++) {
        k->players[i].name = table.rows[i].cells[names];
        k->players[i].in = table.rows[i].cells[unions];
        CM_TRY(read_weight(k, i, table.rows[i].cells[weights], "C0212", 65));
    }
    return COMITIA_OK;
}

/* ---- the quota ---------------------------------------------------------------- */

static comitia_status read_quota(quick *k)
{
    const char *text = k->ask->q->quota;
    size_t n = strlen(text), digits = 0;
    for (size_t i = 0; i < n; i++) {
        digits += text[i] >= '0' && text[i] <= '9';
        k->is_share |= text[i] == '/' || text[i] == '%';
    }
    mpq_t q;
    mpq_init(q);
    bool is_number = digits <= 200 && strspn(text, "0123456789_./%") == n &&
                     cm_number_read(text, n, q);
    k->quota = is_number ? cm_number_keep(&k->scratch, q) : NULL;
    mpq_clear(q);
    if (is_number)
        return k->quota ? COMITIA_OK : COMITIA_E_NOMEM;
    return refuse(k, digits > 200 ? "C0701" : "C0113", 64,
                  digits > 200 ? "the quota has more than 200 digits%s%s"
                               : "the quota is no number: %s%s",
                  digits > 200 ? "" : text, "");
}

/* ---- the rule ------------------------------------------------------------------- */

static int by_weight(const void *left, const void *right)
{
    const given *a = *(const given *const *)left;
    const given *b = *(const given *const *)right;
    int sign = mpq_cmp(a->weight->q, b->weight->q);
    if (sign)
        return -sign;
    return a < b ? -1 : a > b;
}

/* Common denominator of all weights, heaviest first in `order`. */
static comitia_status find_scale(quick *k, given *const *order, mpz_ptr scale)
{
    mpz_set_ui(scale, 1);
    for (uint32_t i = 0; i < k->n; i++) {
        if (i && mpq_equal(order[i]->weight->q, order[i - 1]->weight->q))
            continue;
        CM_TRY(cm_spend(k->ask->ctx, 50 + mpz_size(scale)));
        mpz_lcm(scale, scale, mpq_denref(order[i]->weight->q));
        size_t bits = mpz_sizeinbase(scale, 2);
        if (bits > 1 << 17 || bits > ((size_t)1 << 30) / k->n)
            return cm_fail(k->ask->ctx, COMITIA_E_BUDGET,
                           "the common denominator of the weights");
    }
    return COMITIA_OK;
}

static comitia_status set_classes(quick *k, given *const *order, mpz_srcptr scale)
{
    uint32_t n = 0;
    k->units = cm_new_n(&k->scratch, uint64_t, k->n);
    k->weight = cm_new_n(&k->scratch, mpz_t, k->n);
    if (!k->units || !k->weight)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < k->n; i++) {
        mpq_srcptr w = order[i]->weight->q;
        if (i == 0 || !mpq_equal(w, order[i - 1]->weight->q)) {
            mpz_init(k->weight[n]);
            mpz_divexact(k->weight[n], scale, mpq_denref(w));
            mpz_mul(k->weight[n], k->weight[n], mpq_numref(w));
            k->rule.n = ++n; /* so many are to be cleared */
        }
        k->units[n - 1]++;
        order[i]->class_of = n - 1;
    }
    k->rule.units = k->units;
    k->rule.weight = (const mpz_t *)k->weight;
    return COMITIA_OK;
}

/* The quota in the unit of the scaled weights: at least q is at least its
   ceiling, more than q at least its floor and one. Of nothing no share is
   reached (LANGUAGE, section 5). dual: the same for blocking. */
static void set_bound(quick *k, mpz_srcptr scale)
{
    mpz_t total;
    mpq_t bound;
    mpz_init(total);
    mpq_init(bound);
    for (uint32_t c = 0; c < k->rule.n; c++)
        mpz_addmul_ui(total, k->weight[c], (unsigned long)k->units[c]);
    mpz_set(mpq_numref(bound), k->is_share ? total : scale);
    mpq_mul(bound, bound, k->quota->q);
    if (k->ask->q->more_than) {
        mpz_fdiv_q(k->bound, mpq_numref(bound), mpq_denref(bound));
        mpz_add_ui(k->bound, k->bound, 1);
    } else {
        mpz_cdiv_q(k->bound, mpq_numref(bound), mpq_denref(bound));
        if (k->is_share && mpz_sgn(total) == 0)
            mpz_set_ui(k->bound, 1);
    }
    mpz_sub(k->dual, total, k->bound);
    mpz_add_ui(k->dual, k->dual, 1);
    k->rule.quota = k->bound;
    mpq_clear(bound);
    mpz_clear(total);
}

static comitia_status make_rule(quick *k)
{
    comitia_status status;
    mpz_t scale;
    given **order = cm_new_n(&k->scratch, given *, k->n);
    if (!order)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < k->n; i++)
        order[i] = &k->players[i];
    CM_TRY(cm_spend(k->ask->ctx, 2000 * (uint64_t)k->n));
    if (k->n)
        qsort(order, k->n, sizeof *order, by_weight);
    mpz_init(scale);
    CM_GO(find_scale(k, order, scale));
    CM_GO(set_classes(k, order, scale));
    set_bound(k, scale);
done:
    mpz_clear(scale);
    return status;
}

/* ---- unions ------------------------------------------------------------------------- */

static comitia_status find_unions(quick *k)
{
    const comitia_question *q = k->ask->q;
    const char **column = NULL;
    if (!q->n_unions && !q->unions_column)
        return COMITIA_OK;
    k->names = cm_new_n(&k->scratch, const char *, k->n);
    if (q->unions_column && q->csv)
        column = cm_new_n(&k->scratch, const char *, k->n);
    if (!k->names || (q->unions_column && q->csv && !column))
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < k->n; i++) {
        k->names[i] = k->players[i].name;
        if (column)
            column[i] = k->players[i].in;
    }
    return cm_unions_of_names(k->ask, &k->scratch, k->names, column, k->n,
                              &k->unions);
}

static comitia_status find_union_values(quick *k)
{
    for (uint32_t i = 0; i < k->n; i++) {
        k->unions.items[i].class_of = k->players[i].class_of;
        k->unions.items[i].units = 1;
    }
    CM_TRY(cm_unions_begin(k->ask, &k->scratch, &k->unions));
    if (k->sample)
        return COMITIA_OK;
    return cm_unions_of_weighted(k->ask->ctx, &k->scratch, &k->rule,
                                 &k->unions.unions, k->wish.parts,
                                 k->ask->ctx->limit / 4, &k->unions.known);
}

/* ---- desirability ---------------------------------------------------------------------- */

static comitia_status put_order(quick *k, comitia_value *one,
                                const cm_power *power)
{
    cm_dominance dominance;
    bool known = power->known & CM_PART_SWINGS;
    cm_order_row *rows = cm_new_n(&k->scratch, cm_order_row, k->n);
    if (!rows)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < k->n; i++)
        rows[i] = (cm_order_row){k->players[i].name, k->players[i].class_of};
    if (known)
        CM_TRY(cm_dominance_by_swings(k->ask->ctx, &k->scratch, power, k->units,
                                      &dominance));
    return cm_put_order(k->ask, &k->scratch, one, known ? &dominance : NULL,
                        rows, k->n);
}

/* ---- the answer -------------------------------------------------------------------- */

static comitia_status put_rows(quick *k, const cm_power *power,
                               comitia_value *indices)
{
    cm_power_texts *texts = cm_power_texts_new(
        k->ask, &k->scratch, power, k->units, k->units, &k->wish);
    if (!texts)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < k->n; i++) {
        uint32_t c = k->players[i].class_of;
        bool veto = mpz_cmp(k->weight[c], k->dual) >= 0;
        const cm_power_player player = {
            .name = k->players[i].name,
            .count = 1,
            .seats = k->players[i].text,
            .veto = k->sample ? -1 : veto,
            .dictator = k->sample ? -1
                                  : veto && mpz_cmp(k->weight[c], k->bound) >= 0,
            .part = k->unions.given ? k->unions.items[i].part : NULL};
        CM_TRY(cm_spend(k->ask->ctx, 200));
        cm_put_power_row(k->ask, indices, texts, c, &player);
    }
    return COMITIA_OK;
}

static comitia_status put_case(quick *k, comitia_value *answer,
                               const cm_power *power, comitia_value **one)
{
    cm_builder *b = &k->ask->b;
    cm_put_null(b, answer, "subject");
    *one = cm_add_object(b, cm_put_list(b, answer, "cases"));
    cm_put_list(b, *one, "when");
    CM_TRY(put_rows(k, power, cm_put_power(k->ask, *one, power, &k->wish)));
    if (k->unions.given)
        CM_TRY(cm_put_unions(k->ask, &k->scratch, *one, &k->unions, k->names,
                             k->wish.parts));
    return k->ask->q->order ? put_order(k, *one, power) : COMITIA_OK;
}

static comitia_status put_counted(quick *k, comitia_value *answer)
{
    cm_ask *ask = k->ask;
    cm_power power;
    cm_power_costs costs = {{0}};
    comitia_value *one;
    CM_TRY(cm_weighted_power(ask->ctx, &k->scratch, &k->rule, k->wish.parts,
                             cm_power_precision(ask), ask->ctx->limit / 4,
                             &power));
    unsigned told = cm_power_told(&power) | k->unions.known;
    cm_power_costs_add(&costs, &power);
    if (!(told & k->wish.parts))
        return cm_power_nothing(ask, &k->wish, k->n, "players", &costs);
    CM_TRY(put_case(k, answer, &power, &one));
    cm_power_left_out(ask, &k->wish, told, &costs);
    return COMITIA_OK;
}

/* What was drawn stands in "sample" and nowhere else. */
static comitia_status put_drawn(quick *k, comitia_value *answer)
{
    cm_power power = {.players = k->n,
                      .n_rows = k->rule.n,
                      .rows = cm_new_n(&k->scratch, cm_power_row, k->rule.n)};
    cm_drawn drawn;
    cm_sampled_power sampled;
    comitia_value *one;
    if (!power.rows)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_power_draw_weighted(k->ask->ctx, &k->scratch, &k->rule,
                                  k->ask->q->sample, k->sample, &drawn));
    CM_TRY(put_case(k, answer, &power, &one));
    CM_TRY(cm_put_sampled_power(k->ask, &k->scratch, one, &drawn, k->units,
                                k->rule.n, &sampled));
    for (uint32_t i = 0; i < k->n; i++)
        cm_put_sampled_row(k->ask, &sampled, k->players[i].name, 1,
                           k->players[i].class_of);
    return COMITIA_OK;
}

static comitia_status put_power(quick *k, comitia_value *answer)
{
    CM_TRY(find_unions(k));
    if (k->ask->diags.n_errors)
        return COMITIA_OK;
    CM_TRY(make_rule(k));
    if (k->unions.given)
        CM_TRY(find_union_values(k));
    return k->sample ? put_drawn(k, answer) : put_counted(k, answer);
}

comitia_status cm_ask_quick_power(cm_ask *ask, comitia_value *answer)
{
    quick k = {.ask = ask};
    comitia_status status;
    cm_arena_init(&k.scratch, ask->ctx->allocator);
    mpz_inits(k.bound, k.dual, NULL);
    cm_power_wish_read(ask, &k.wish);
    if (ask->q->sample)
        k.sample = cm_sample_wish(ask, &k.wish);
    CM_GO(read_quota(&k));
    CM_GO(ask->q->csv ? read_table(&k) : read_words(&k));
    if (ask->diags.n_errors == 0)
        CM_GO(put_power(&k, answer));
done:
    for (uint32_t c = 0; c < k.rule.n; c++)
        mpz_clear(k.weight[c]);
    mpz_clears(k.bound, k.dual, NULL);
    cm_arena_clear(&k.scratch);
    return status;
}
