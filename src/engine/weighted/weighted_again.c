#include "engine/weighted/weighted_again.h"
#include "engine/weighted/row_sized.h"

static const struct part {
    cm_marked what;
    bool by_size;
} parts[CM_AGAIN_N] = {
    [CM_AGAIN_SWINGS] = {CM_MARK_CRITICAL, false},
    [CM_AGAIN_HOLLER] = {CM_MARK_MINIMAL, false},
    [CM_AGAIN_DEEGAN_PACKEL] = {CM_MARK_MINIMAL, true},
    [CM_AGAIN_JOHNSTON] = {CM_MARK_CRITICAL, true},
};

/* Primes come in descending: the first that the rule has no use for. */
static comitia_status find_prime(cm_row *row, cm_modulus *mod)
{
    cm_primes primes;
    uint32_t used = cm_primes_for(row->players + 1);
    CM_TRY(cm_primes_new(row->ctx, row->scratch, 31 * ((uint64_t)used + 1),
                         &primes));
    *mod = primes.at[used];
    row->primes = primes;
    row->primes.n = used;
    return COMITIA_OK;
}

/* All coalitions count once. */
static comitia_status count_once(cm_row *row, cm_marked what, cm_modulus mod,
                                 uint32_t *raw)
{
    cm_row_tables tables;
    CM_TRY(cm_row_each(row));
    CM_TRY(cm_row_tables_new(row, 3 * row->quota, 1, &tables));
    return (what == CM_MARK_CRITICAL
                ? cm_row_critical_ends
                : cm_row_member_ends)(row, row->ctx, mod, 1, tables.at[0], raw);
}

static comitia_status count_part(cm_row *row, cm_arena *arena,
                                 const cm_weighted *game, const struct part *p,
                                 cm_modulus mod, const uint32_t **out)
{
    uint64_t left = row->ctx->limit - row->ctx->steps;
    uint64_t cost = p->by_size ? cm_row_again_cost(row, p->what)
                               : cm_row_ends_cost(row, p->what);
    if (cost > left)
        return COMITIA_OK;
    uint32_t *raw = cm_new_n(row->scratch, uint32_t, row->n);
    uint32_t *of = cm_new_n(arena, uint32_t, game->n);
    if (!raw || !of)
        return COMITIA_E_NOMEM;
    CM_TRY(p->by_size ? cm_row_again(row, p->what, mod, raw)
                      : count_once(row, p->what, mod, raw));
    for (uint32_t c = 0; c < game->n; c++)
        of[c] = row->of_class[c] == UINT32_MAX ? 0 : raw[row->of_class[c]];
    *out = of;
    return COMITIA_OK;
}

comitia_status cm_weighted_count_again(cm_ctx *ctx, cm_arena *arena,
                                       const cm_weighted *game, unsigned want,
                                       cm_weighted_again *out)
{
    cm_arena scratch;
    cm_row row;
    bool fits;
    comitia_status status;
    *out = (cm_weighted_again){.zeros = 0};
    cm_arena_init(&scratch, ctx->allocator);
    CM_GO(cm_row_new(ctx, &scratch, game, &row, &fits));
    if (!fits)
        goto done;
    out->zeros = row.zeros;
    CM_GO(find_prime(&row, &out->mod));
    for (unsigned k = 0; k < CM_AGAIN_N; k++)
        if (want >> k & 1)
            CM_GO(count_part(&row, arena, game, &parts[k], out->mod,
                             &out->of[k]));
done:
    cm_arena_clear(&scratch);
    return status;
}
