/* chance: a probability, or the exact range of it. */
#include "ask/power/sampled.h"
#include "engine/chance/chance.h"

enum { MOST_DIGITS = 10000, DIGITS = 12 };

static unsigned digits_of(const cm_ask *ask)
{
    unsigned digits = ask->q->digits ? ask->q->digits : DIGITS;
    return digits < MOST_DIGITS ? digits : MOST_DIGITS;
}

/* Null if it is too long to be read. */
static comitia_value *exact_value(cm_ask *ask, const cm_number *number)
{
    size_t length = mpz_sizeinbase(mpq_numref(number->q), 10) +
                    mpz_sizeinbase(mpq_denref(number->q), 10);
    return length > MOST_DIGITS + 2 ? cm_null(&ask->b)
                                    : cm_ratio(&ask->b, number->q);
}

/* "low" or "high", and its decimal rounded outwards. */
static void put_end(cm_ask *ask, cm_arena *scratch, comitia_value *answer,
                    const char *key, const char *decimal_key,
                    const cm_number *end, bool up)
{
    char *decimal = cm_number_decimal(scratch, end->q, digits_of(ask), up);
    cm_put(&ask->b, answer, key, exact_value(ask, end));
    cm_put_text(&ask->b, answer, decimal_key, decimal);
    ask->b.failed |= !decimal;
}

/* "Fact", "Act" or "Act.Player"; NULL without memory. */
static const char *free_name(cm_ask *ask, const cm_free_variable *v)
{
    const cm_model *model = ask->model;
    const char *name = v->is_fact ? model->facts[v->index].label.name
                                  : model->acts[v->index].label.name;
    cm_buf text;
    cm_buf_init(&text, ask->arena);
    cm_buf_add(&text, name);
    if (v->player != CM_NONE)
        cm_buf_addf(&text, ".%s", model->players[v->player].label.name);
    ask->b.failed |= text.failed;
    return cm_buf_text(&text);
}

static void put_free(cm_ask *ask, comitia_value *answer,
                     const cm_chance *chance)
{
    comitia_value *list = cm_put_list(&ask->b, answer, "free_variables");
    const char *last = NULL;
    for (uint32_t i = 0; i < chance->n_free; i++) {
        const char *whole = free_name(ask, &chance->free[i]);
        /* the two movers of a step have one name, and stand side by side */
        if (!last || !whole || strcmp(last, whole) != 0)
            cm_add_text(&ask->b, list, whole);
        last = whole;
    }
}

/* ---- --sample
 * ------------------------------------------------------------------ */

/* A frequency says nothing about what may be anything. */
static void refuse_free(cm_ask *ask, const cm_chance *chance, const char *what,
                        const char *option)
{
    const char *first = free_name(ask, &chance->free[0]);
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0112", CM_ERROR, CM_NO_SPAN,
        "%s needs the chances of all things, and nothing is said about %s%s",
        what, first ? first : "", chance->n_free > 1 ? " and others" : "");
    cm_diag_help(&ask->diags, diag,
                 "without %s the exact range of the chance is given", option);
}

static comitia_status put_drawn(cm_ask *ask, cm_arena *scratch,
                                const cm_cond *what, comitia_value *answer)
{
    static const char *const exact[] = {"low", "low_decimal", "high",
                                        "high_decimal"};
    uint64_t draws = ask->q->sample, hits;
    cm_chance chance;
    CM_TRY(cm_chance_draw(ask->ctx, scratch, ask->world, what, draws, &chance,
                          &hits));
    if (chance.n_free) {
        refuse_free(ask, &chance, "a sample", "--sample");
        return COMITIA_OK;
    }
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
        cm_put_null(&ask->b, answer, exact[i]);
    put_free(ask, answer, &chance);
    cm_put_frequency(ask, cm_put_sample(ask, answer, draws),
                     (cm_frequency){hits, draws, 1}, 1);
    return COMITIA_OK;
}

/* ---- the answer
 * ---------------------------------------------------------------- */

static comitia_status put_range(cm_ask *ask, cm_arena *scratch,
                                const cm_cond *what, comitia_value *answer)
{
    cm_chance chance;
    CM_TRY(cm_chance_of(ask->ctx, scratch, ask->world, what, &chance));
    put_end(ask, scratch, answer, "low", "low_decimal", chance.low, false);
    put_end(ask, scratch, answer, "high", "high_decimal", chance.high, true);
    put_free(ask, answer, &chance);
    ask->exact = mpq_equal(chance.low->q, chance.high->q) != 0;
    return COMITIA_OK;
}

/* ---- --importance
 * ---------------------------------------------------------------- */

/* A number of any sign and its nearest decimal; those of the row before, which
   are the same values if it is the same number. */
typedef struct printed {
    const char *key, *decimal_key;
    const cm_number *number;
    comitia_value *exact, *decimal;
} printed;

static comitia_value *decimal_value(cm_ask *ask, cm_arena *scratch,
                                    const cm_number *number)
{
    mpq_t size;
    cm_buf text;
    mpq_init(size);
    mpq_abs(size, number->q);
    const char *decimal = cm_number_nearest(scratch, size, digits_of(ask));
    cm_buf_init(&text, scratch);
    cm_buf_add(&text, mpq_sgn(number->q) < 0 ? "-" : "");
    cm_buf_add(&text, decimal ? decimal : "");
    mpq_clear(size);
    ask->b.failed |= !decimal || text.failed;
    return cm_text(&ask->b, cm_buf_text(&text));
}

static void put_number(cm_ask *ask, cm_arena *scratch, comitia_value *object,
                       const cm_number *number, printed *last)
{
    if (!number) {
        cm_put_null(&ask->b, object, last->key);
        cm_put_null(&ask->b, object, last->decimal_key);
        return;
    }
    if (number != last->number) {
        last->number = number;
        last->exact = exact_value(ask, number);
        last->decimal = decimal_value(ask, scratch, number);
    }
    cm_put(&ask->b, object, last->key, last->exact);
    cm_put(&ask->b, object, last->decimal_key, last->decimal);
}

typedef struct row_before {
    printed given, change, share;
} row_before;

static void put_row(cm_ask *ask, cm_arena *scratch, comitia_value *list,
                    const cm_importance *row, row_before *last)
{
    const cm_model *model = ask->model;
    comitia_value *object = cm_add_object(&ask->b, list);
    const cm_fact *fact = row->is_fact ? &model->facts[row->index] : NULL;
    cm_put_text(&ask->b, object, "name",
                fact ? fact->label.name : model->acts[row->index].label.name);
    cm_put_text(&ask->b, object, "kind", fact ? "fact" : "act");
    if (row->option == CM_NONE)
        cm_put_null(&ask->b, object, "option");
    else
        cm_put_text(&ask->b, object, "option",
                    model->facts[row->index].options[row->option].name);
    put_number(ask, scratch, object, row->given, &last->given);
    put_number(ask, scratch, object, row->change, &last->change);
    put_number(ask, scratch, object, row->share, &last->share);
}

static comitia_status put_importance(cm_ask *ask, cm_arena *scratch,
                                     const cm_cond *what, comitia_value *answer)
{
    cm_chance chance;
    cm_importance *rows;
    uint32_t n;
    CM_TRY(cm_chance_importance(ask->ctx, scratch, ask->world, what, &chance,
                                &rows, &n));
    if (chance.n_free) {
        refuse_free(ask, &chance, "importance", "--importance");
        return COMITIA_OK;
    }
    put_end(ask, scratch, answer, "low", "low_decimal", chance.low, false);
    put_end(ask, scratch, answer, "high", "high_decimal", chance.high, true);
    put_free(ask, answer, &chance);
    comitia_value *list = cm_put_list(&ask->b, answer, "importance");
    row_before last = {
        .given = {.key = "given", .decimal_key = "given_decimal"},
        .change = {.key = "importance", .decimal_key = "importance_decimal"},
        .share = {.key = "criticality", .decimal_key = "criticality_decimal"}};
    for (uint32_t i = 0; i < n; i++)
        put_row(ask, scratch, list, &rows[i], &last);
    return COMITIA_OK;
}

static comitia_status put_chance(cm_ask *ask, cm_arena *scratch,
                                 const cm_cond *what, comitia_value *answer)
{
    if (ask->q->sample)
        return put_drawn(ask, scratch, what, answer);
    return ask->q->importance ? put_importance(ask, scratch, what, answer)
                              : put_range(ask, scratch, what, answer);
}

comitia_status cm_ask_chance(cm_ask *ask, comitia_value *answer)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, ask->targets[0].index));
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *what = cm_target_cond(&scratch, &ask->targets[0]);
    if (what)
        status = put_chance(ask, &scratch, what, answer);
    cm_arena_clear(&scratch);
    return status;
}
