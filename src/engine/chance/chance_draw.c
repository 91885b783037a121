/* Drawing everything that has a chance. */
#include "engine/chance/chance_parts.h"
#include "engine/numbers/confidence.h"
#include "engine/numbers/stream.h"

/* A value of a level, each with its chance. A random number of 64 bits and more
   bits, as long as it is not clear between which two sums of chances it falls.
 */
static uint32_t draw_value(cm_stream *stream, const mpq_t *chance,
                           uint32_t size)
{
    mpz_t drawn, most, bound;
    mpq_t sum;
    mp_bitcnt_t bits = 0;
    uint32_t v = 0;
    bool clear = true, inside = false;
    mpz_inits(drawn, most, bound, NULL);
    mpq_init(sum);
    mpq_set(sum, chance[0]);
    while (!inside && v + 1 < size) {
        if (bits == 0 || !clear) {
            uint64_t more = cm_stream_next(stream);
            cm_set_u64(bound, more);
            mpz_mul_2exp(drawn, drawn, 64);
            mpz_add(drawn, drawn, bound);
            bits += 64;
        }
        mpz_mul_2exp(bound, mpq_numref(sum), bits);
        mpz_mul(most, drawn, mpq_denref(sum));
        bool outside = mpz_cmp(most, bound) >= 0;
        mpz_add(most, most, mpq_denref(sum));
        inside = mpz_cmp(most, bound) <= 0;
        clear = inside || outside;
        if (outside)
            mpq_add(sum, sum, chance[++v]);
    }
    mpz_clears(drawn, most, bound, NULL);
    mpq_clear(sum);
    return v;
}

static comitia_status draw(cm_parts *s, uint64_t draws, uint64_t *hits)
{
    enum { CHANCE_STREAM = 3, COST = 500 };
    cm_stream stream = cm_stream_of(CHANCE_STREAM);
    *hits = 0;
    if (draws > s->ctx->limit / 10 || draws > CM_MOST_TRIALS)
        return cm_fail(s->ctx, COMITIA_E_BUDGET, "a sample of %llu draws",
                       (unsigned long long)draws);
    s->ctx->doing = "drawing what happens";
    for (uint32_t i = 0; i < s->n; i++)
        cm_part_set(s, i, false); /* low is high in all that f depends on */
    for (uint64_t i = 0; i < draws; i++) {
        cm_fn f = s->f;
        CM_TRY(cm_spend(s->ctx, 10));
        while (f != CM_FALSE && f != CM_TRUE) {
            uint32_t level = cm_fn_level(s->d, f);
            CM_TRY(cm_spend(s->ctx, COST));
            f = cm_fn_child(s->d, f,
                            draw_value(&stream, (const mpq_t *)s->chance[level],
                                       cm_diagram_size(s->d, level)));
        }
        *hits += f == CM_TRUE;
    }
    return COMITIA_OK;
}

comitia_status cm_chance_draw(cm_ctx *ctx, cm_arena *arena,
                              const cm_world *world, const cm_cond *what,
                              uint64_t draws, cm_chance *chance, uint64_t *hits)
{
    cm_parts s = {.ctx = ctx, .arena = arena, .world = world};
    cm_arena_init(&s.scratch, ctx->allocator);
    comitia_status status = cm_parts_of(&s, what);
    if (status == COMITIA_OK)
        status = cm_parts_free(&s);
    if (status == COMITIA_OK && s.free.n == 0)
        status = draw(&s, draws, hits);
    *chance = (cm_chance){.free = s.free.at, .n_free = (uint32_t)s.free.n};
    cm_parts_clear(&s);
    return status;
}
