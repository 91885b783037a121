/* chance: a probability, or the exact range of it. */
#include "ask/ask.h"
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

static void put_free(cm_ask *ask, comitia_value *answer,
                     const cm_chance *chance)
{
    const cm_model *model = ask->model;
    comitia_value *list = cm_put_list(&ask->b, answer, "free_variables");
    const char *last = NULL;
    for (uint32_t i = 0; i < chance->n_free; i++) {
        const cm_free_variable *v = &chance->free[i];
        const char *name = v->is_fact ? model->facts[v->index].label.name
                                      : model->acts[v->index].label.name;
        cm_buf text;
        cm_buf_init(&text, ask->arena);
        cm_buf_add(&text, name);
        if (v->player != CM_NONE)
            cm_buf_addf(&text, ".%s",
                        model->players[v->player].label.name);
        ask->b.failed |= text.failed;
        const char *whole = cm_buf_text(&text);
        /* the two movers of a step have one name, and stand side by side */
        if (!last || !whole || strcmp(last, whole) != 0)
            cm_add_text(&ask->b, list, whole);
        last = whole;
    }
}

comitia_status cm_ask_chance(cm_ask *ask, comitia_value *answer)
{
    cm_arena scratch;
    cm_chance chance;
    comitia_status status = COMITIA_E_NOMEM;
    cm_put(&ask->b, answer, "subject",
           cm_subject(ask, ask->targets[0].what, ask->targets[0].index));
    cm_arena_init(&scratch, ask->ctx->allocator);
    const cm_cond *what = cm_target_cond(&scratch, &ask->targets[0]);
    if (!what)
        goto done;
    CM_GO(cm_chance_of(ask->ctx, &scratch, ask->world, what, &chance));
    put_end(ask, &scratch, answer, "low", "low_decimal", chance.low, false);
    put_end(ask, &scratch, answer, "high", "high_decimal", chance.high, true);
    put_free(ask, answer, &chance);
    ask->exact = mpq_equal(chance.low->q, chance.high->q) != 0;
done:
    cm_arena_clear(&scratch);
    return status;
}
