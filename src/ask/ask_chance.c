/* chance: a probability, or the exact range of it. */
#include "ask/sampled.h"
#include "engine/chance.h"

enum { MOST_DIGITS = 10000, DIGITS = 12 };

/* "low" or "high", and its decimal rounded outwards. */
static void put_end(cm_ask *ask, cm_arena *scratch, comitia_value *answer,
                    const char *key, const char *decimal_key,
                    const cm_number *end, bool up)
{
    unsigned digits = ask->q->digits ? ask->q->digits : DIGITS;
    size_t length = mpz_sizeinbase(mpq_numref(end->q), 10) +
                    mpz_sizeinbase(mpq_denref(end->q), 10);
    char *decimal = cm_number_decimal(
        scratch, end->q, digits < MOST_DIGITS ? digits : MOST_DIGITS, up);
    if (length > MOST_DIGITS + 2)
        cm_put_null(&ask->b, answer, key);
    else
        cm_put_ratio(&ask->b, answer, key, end->q);
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

/* ---- --sample ------------------------------------------------------------------ */

/* A frequency says nothing about what may be anything. */
static void refuse_free(cm_ask *ask, const cm_chance *chance)
{
    const char *first = free_name(ask, &chance->free[0]);
    cm_diag *diag = cm_diag_add(
        &ask->diags, "C0112", CM_ERROR, CM_NO_SPAN,
        "a sample needs the chances of all things, and nothing is said about "
        "%s%s",
        first ? first : "", chance->n_free > 1 ? " and others" : "");
    cm_diag_help(&ask->diags, diag,
                 "without --sample the exact range of the chance is given");
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
        refuse_free(ask, &chance);
        return COMITIA_OK;
    }
    for (size_t i = 0; i < sizeof exact / sizeof *exact; i++)
        cm_put_null(&ask->b, answer, exact[i]);
    put_free(ask, answer, &chance);
    cm_put_frequency(ask, cm_put_sample(ask, answer, draws),
                     (cm_frequency){hits, draws, 1}, 1);
    return COMITIA_OK;
}

/* ---- the answer ---------------------------------------------------------------- */

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

comitia_status cm_ask_chance(cm_ask *ask, comitia_value *answer)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, ask->targets[0].index));
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *what = cm_target_cond(&scratch, &ask->targets[0]);
    if (what)
        status = ask->q->sample ? put_drawn(ask, &scratch, what, answer)
                                : put_range(ask, &scratch, what, answer);
    cm_arena_clear(&scratch);
    return status;
}
