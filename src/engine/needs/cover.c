#include "engine/needs/cover.h"

#include "base/buf.h"
#include "base/map.h"
#include "engine/law/gate.h"

enum { N_BALLOTS = 4 };

/* ---- numbers
 * ------------------------------------------------------------------- */

mpz_t *cm_integers_new(cm_integers *pool, size_t n)
{
    mpz_t *row = cm_new_n(pool->arena, mpz_t, n);
    if (!row || !cm_push(pool->arena, &pool->rows, row))
        return NULL;
    if (!cm_push(pool->arena, &pool->lengths, n)) {
        pool->rows.n--;
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        mpz_init(row[i]);
    return row;
}

void cm_integers_clear(cm_integers *pool)
{
    for (size_t r = 0; r < pool->rows.n; r++)
        for (size_t i = 0; i < pool->lengths.at[r]; i++)
            mpz_clear(pool->rows.at[r][i]);
    pool->rows.n = pool->lengths.n = 0;
}

/* ---- who counts alike
 * ------------------------------------------------------------ */

static bool put_key(cm_buf *key, const cm_cover *c, uint32_t voter)
{
    cm_buf_char(key, c->act->voters[voter].outsider ? 'o' : 'e');
    for (uint32_t s = 0; s < c->n_sums; s++) {
        const cm_sum *sum = &c->sums[s];
        bool in = cm_voters_have(sum->within, voter);
        cm_buf_char(key, in ? '1' : '0');
        if (!in || !sum->weight)
            continue;
        char *text = cm_integer_text(key->arena, sum->weight[voter]);
        if (!text)
            return false;
        cm_buf_add(key, text);
        cm_buf_char(key, ',');
    }
    return !key->failed;
}

static comitia_status fill_in(cm_cover *c)
{
    c->in = cm_new_n(c->arena, uint8_t *, c->n_sums);
    if (!c->in)
        return COMITIA_E_NOMEM;
    for (uint32_t s = 0; s < c->n_sums; s++) {
        c->in[s] = cm_new_n(c->arena, uint8_t, c->n_classes);
        if (!c->in[s])
            return COMITIA_E_NOMEM;
        for (uint32_t i = 0; i < c->n_classes; i++)
            c->in[s][i] =
                cm_voters_have(c->sums[s].within, c->classes[i].voter);
    }
    return COMITIA_OK;
}

comitia_status cm_cover_classes(cm_cover *c, uint32_t *of_voter)
{
    uint32_t n = c->act->n_voters;
    cm_map by_key = {0};
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, c->ctx->allocator);
    c->n_classes = 0;
    c->classes = cm_new_n(c->arena, cm_alike, n);
    if (!c->classes)
        goto done;
    for (uint32_t v = 0; v < n; v++) {
        cm_buf key;
        CM_GO(cm_spend(c->ctx, 50 + 20 * (uint64_t)c->n_sums));
        status = COMITIA_E_NOMEM;
        cm_buf_init(&key, &scratch);
        if (!put_key(&key, c, v))
            goto done;
        uint32_t found = cm_map_get(&by_key, cm_buf_text(&key));
        if (found == CM_MAP_NONE) {
            found = c->n_classes++;
            c->classes[found] =
                (cm_alike){.voter = v,
                           .outsider = c->act->voters[v].outsider,
                           .seats = cm_integers_new(c->pool, N_BALLOTS)};
            if (!c->classes[found].seats ||
                !cm_map_put(&scratch, &by_key, cm_buf_text(&key), found))
                goto done;
        }
        of_voter[v] = found;
    }
    status = fill_in(c);
done:
    cm_arena_clear(&scratch);
    return status;
}

/* ---- values
 * ------------------------------------------------------------------------ */

void cm_sum_add(const cm_sum *sum, uint32_t voter, mpz_srcptr times,
                mpz_ptr value)
{
    if (sum->weight)
        mpz_addmul(value, times, sum->weight[voter]);
    else
        mpz_add(value, value, times);
}

void cm_cover_values(const cm_cover *c, mpz_t *values)
{
    mpz_t seats;
    mpz_init(seats);
    for (uint32_t s = 0; s < c->n_sums; s++) {
        const cm_sum *sum = &c->sums[s];
        mpz_set(values[s], sum->constant);
        for (uint32_t i = 0; i < c->n_classes; i++) {
            if (!c->in[s][i])
                continue;
            mpz_set_ui(seats, 0);
            for (unsigned b = 0; b < N_BALLOTS; b++)
                mpz_addmul(seats, c->classes[i].seats[b], sum->k[b]);
            cm_sum_add(sum, c->classes[i].voter, seats, values[s]);
        }
    }
    mpz_clear(seats);
}

bool cm_cover_holds(const cm_cover *c, const cm_formula *f, const mpz_t *values)
{
    int64_t holding = 0;
    if (f->kind == CM_F_SUM)
        return mpz_cmp(values[f->sum], c->sums[f->sum].bound) >= 0;
    if (f->kind != CM_F_SOME)
        return f->kind == CM_F_TRUE;
    for (uint32_t i = 0; i < f->n && holding < f->k; i++)
        holding += cm_cover_holds(c, f->parts[i], values) ? 1 : 0;
    return holding >= f->k;
}
