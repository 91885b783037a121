/* Swings and minimal coalitions of a rule on two sums, from rows of counts. */
#include "base/spread.h"
#include "engine/power/power_task.h"
#include "engine/power/stairs.h"

/* One count, prime by prime. */
typedef struct counting {
    cm_ctx *ctx;
    cm_arena *arena; /* of the answer */
    cm_arena scratch;
    const cm_double *game;
    cm_stairs s;
    cm_primes primes;
    cm_ways *rows;     /* one for each thread */
    uint32_t **worker; /* room for s.rows + 1 numbers, one for each thread */
    uint32_t *values;  /* per prime: `width` numbers */
    size_t width;
} counting;

/* ---- players in ascending order: swings ---------------------------------- */

/* Sets without one player of `kind`, below the staircase, by count: leaving it
   out is a sum of alternating signs over what is read along the line on which
   it is added again and again. */
static uint32_t without(const cm_ways *rows, const cm_step *kind, uint32_t t,
                        int64_t x)
{
    uint32_t sum = 0;
    bool minus = false;
    for (;; minus = !minus) {
        uint32_t here = cm_ways_read(rows, t, x);
        sum = minus ? cm_mod_sub(sum, here, rows->mod)
                    : cm_mod_add(sum, here, rows->mod);
        if (t < kind->count || x < (int64_t)kind->weight)
            return sum;
        t -= kind->count;
        x -= (int64_t)kind->weight;
    }
}

/* Where every set is in the region, only the count matters. */
static uint32_t without_in_full(const cm_ways *rows, const cm_step *kind,
                                const uint32_t *others, uint32_t t)
{
    uint32_t all = rows->all[t], half = (rows->mod.p + 1) / 2;
    if (kind->count == 0)
        return cm_mod_mul(all, half, rows->mod);
    return t < kind->count
               ? all
               : cm_mod_sub(all, others[t - kind->count], rows->mod);
}

/* out[t]: swings of one player, t counting the others in the set. A set of the
   region leaves it unless it is still inside with the player: those, of count
   t + count, are what is inside less what is inside without the player. */
static void swings_of(const cm_ways *rows, const cm_step *kind,
                      uint32_t *others, uint32_t *out)
{
    const cm_stairs *s = rows->s;
    for (uint32_t t = 0; t < s->rows; t++)
        others[t] = t < s->full ? without_in_full(rows, kind, others, t)
                                : without(rows, kind, t, s->last[t]);
    for (uint32_t t = 0; t < s->rows; t++) {
        uint64_t next = (uint64_t)t + kind->count;
        uint32_t stay = 0;
        if (next < s->full)
            stay = others[t];
        else if (next < s->rows)
            stay = cm_mod_sub(cm_ways_read(rows, (uint32_t)next, s->last[next]),
                              others[next], rows->mod);
        out[t] = cm_mod_sub(others[t], stay, rows->mod);
    }
}

static uint64_t read_cost(const cm_stairs *s, const cm_step *kind)
{
    uint64_t cost = 50;
    for (uint32_t t = s->full; t < s->rows; t++) {
        uint64_t by_count = kind->count ? t / kind->count : UINT64_MAX;
        uint64_t by_weight =
            kind->weight ? (uint64_t)s->last[t] / kind->weight : UINT64_MAX;
        cost += 10 + 10 * (by_count < by_weight ? by_count : by_weight);
    }
    return cost;
}

/* values: rows of each kind, then the sets in the region. */
static comitia_status swings_modulo(void *user, cm_ctx *worker, uint32_t i)
{
    counting *c = user;
    const cm_stairs *s = &c->s;
    cm_ways *rows = &c->rows[worker->worker];
    uint32_t *to = c->values + i * c->width, inside = 0;
    cm_ways_reset(rows, c->primes.at[i]);
    for (uint32_t k = 0; k < s->n; k++)
        CM_TRY(cm_ways_add(worker, rows, &s->players[k], 0));
    for (uint32_t k = 0; k < s->n_kinds; k++) {
        CM_TRY(cm_spend(worker, read_cost(s, &s->of_kind[k])));
        swings_of(rows, &s->of_kind[k], c->worker[worker->worker],
                  to + (size_t)k * s->rows);
    }
    for (uint32_t t = 0; t < s->rows; t++)
        inside =
            cm_mod_add(inside, cm_ways_read(rows, t, s->last[t]), rows->mod);
    to[c->width - 1] = inside;
    return COMITIA_OK;
}

/* ---- players in descending order: minimal coalitions --------------------- */

/* Two numbers, with r the last player so far, those behind it lighter:
   sets of the region that nobody can join, told by r, the lightest player not
   in them: all behind are in. And sets outside that nobody can leave, told by
   r, their lightest member. */
static void minimal_at(const cm_ways *rows, const cm_step *r, uint32_t n_behind,
                       uint64_t behind, uint32_t out[2])
{
    const cm_stairs *s = rows->s;
    for (uint32_t u = 0; u < s->rows; u++) {
        uint32_t t = u + n_behind;
        int64_t w = (int64_t)r->weight, shift = (int64_t)behind;
        if (t < s->rows && t + 1 >= s->full)
            out[0] = cm_mod_add(
                out[0],
                cm_mod_sub(cm_ways_read(rows, u, s->last[t] - shift),
                           cm_ways_read(rows, u, s->last[t + 1] - shift - w),
                           rows->mod),
                rows->mod);
        if (u + 1 >= s->full)
            out[1] =
                cm_mod_add(out[1],
                           cm_mod_sub(cm_ways_read(rows, u, s->last[u]),
                                      cm_ways_read(rows, u, s->last[u + 1] - w),
                                      rows->mod),
                           rows->mod);
    }
}

/* What is asked for reaches down from the bounds by what all players still to
   come weigh. */
static uint64_t floor_of(const cm_stairs *s, uint64_t to_come)
{
    uint64_t least = s->rows > s->full ? (uint64_t)s->last[s->rows - 1] : 0;
    return least > to_come ? least - to_come : 0;
}

static comitia_status walk_down(cm_ctx *ctx, const cm_stairs *s, cm_ways *rows,
                                uint64_t total, uint32_t out[2])
{
    for (uint32_t k = s->n; k-- > 0;) {
        const cm_step *r = &s->players[k];
        total -= r->weight;
        if (rows->cells) {
            CM_TRY(cm_spend(ctx, 60 * (uint64_t)s->rows));
            minimal_at(rows, r, k, total, out);
        }
        CM_TRY(cm_ways_add(ctx, rows, r, floor_of(s, total)));
    }
    return COMITIA_OK;
}

static comitia_status minimal_modulo(void *user, cm_ctx *worker, uint32_t i)
{
    counting *c = user;
    cm_ways *rows = &c->rows[worker->worker];
    uint32_t *to = c->values + i * c->width;
    cm_ways_reset(rows, c->primes.at[i]);
    to[0] = to[1] = 0;
    return walk_down(worker, &c->s, rows, c->game->total_weight, to);
}

/* ---- one count ----------------------------------------------------------- */

/* How many additions a pass takes, in ascending order or down. */
static comitia_status work_of(counting *c, const cm_stairs *s, bool down,
                              uint64_t *work)
{
    cm_ways rows;
    uint32_t none[2];
    if (s->n > 100000000 / s->rows) {
        *work = UINT64_MAX;
        return COMITIA_OK;
    }
    CM_TRY(cm_ways_new(&c->scratch, s, &rows));
    if (down) {
        CM_TRY(walk_down(c->ctx, s, &rows, c->game->total_weight, none));
    } else {
        for (uint32_t k = 0; k < s->n; k++)
            CM_TRY(cm_ways_add(c->ctx, &rows, &s->players[k], 0));
    }
    *work = rows.work;
    return COMITIA_OK;
}

/* The side of the staircase where there is less to count. */
static comitia_status choose(counting *c, bool down, bool *fits,
                             uint64_t *steps)
{
    cm_stairs side[2];
    uint64_t work[2], bits;
    for (unsigned k = 0; k < 2; k++) {
        CM_TRY(cm_stairs_new(c->ctx, &c->scratch, c->game, k, &side[k], fits));
        if (!*fits)
            return COMITIA_OK;
        CM_TRY(work_of(c, &side[k], down, &work[k]));
    }
    c->s = side[work[1] < work[0]];
    *steps = work[1] < work[0] ? work[1] : work[0];
    if (*steps == UINT64_MAX)
        return COMITIA_OK;
    CM_TRY(cm_stairs_bits(c->ctx, &c->s, &bits));
    *steps = (cm_ways_cost(*steps) + 1) * (bits * 100 / 3099 + 1);
    return COMITIA_OK;
}

/* `width` numbers for each prime, none above the sets in the region times
   2^more. */
static comitia_status count(counting *c, cm_task *task, size_t width,
                            uint64_t more)
{
    uint64_t bits;
    CM_TRY(cm_stairs_bits(c->ctx, &c->s, &bits));
    CM_TRY(cm_primes_new(c->ctx, &c->scratch, bits + more, &c->primes));
    uint32_t n = cm_parallel_workers(c->ctx, c->primes.n);
    c->width = width;
    if (width > (UINT64_C(1) << 28) / c->primes.n)
        return cm_fail(c->ctx, COMITIA_E_BUDGET, "too many counts");
    c->values = cm_alloc_n(&c->scratch, width * c->primes.n, sizeof *c->values);
    c->rows = cm_new_n(&c->scratch, cm_ways, n);
    c->worker = cm_new_n(&c->scratch, uint32_t *, n);
    if (!c->values || !c->rows || !c->worker)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < n; k++) {
        c->worker[k] = cm_new_n(&c->scratch, uint32_t, (uint64_t)c->s.rows + 1);
        if (!c->worker[k])
            return COMITIA_E_NOMEM;
        CM_TRY(cm_ways_new(&c->scratch, &c->s, &c->rows[k]));
        CM_TRY(cm_ways_fill(c->ctx, &c->scratch, &c->rows[k]));
    }
    return cm_spread(c->ctx, c->primes.n, task, c, c->values,
                     width * sizeof *c->values);
}

static void join(counting *c, size_t k, uint32_t *digits, mpz_ptr out)
{
    cm_residues_join(&c->primes, c->values + k, c->width, digits, out);
}

/* ---- swings and Shapley-Shubik ------------------------------------------- */

/* Exact swings by the number of others in the coalition. */
static comitia_status join_rows(counting *c, cm_sized *swings)
{
    const cm_stairs *s = &c->s;
    uint32_t *digits = cm_new_n(&c->scratch, uint32_t, c->primes.n);
    if (!digits)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_sized_new(c->ctx, &c->scratch, s->n_kinds,
                        s->by_one ? s->n : s->rows, swings));
    CM_TRY(cm_spend(c->ctx, c->width * cm_residues_join_cost(&c->primes)));
    for (uint32_t k = 0; k < s->n_kinds; k++)
        for (uint32_t t = 0; t < s->rows && t < swings->sizes; t++) {
            bool turned = s->by_one && s->complement;
            uint32_t size = turned ? s->n - 1 - t : t;
            join(c, (size_t)k * s->rows + t, digits,
                 swings->at[(size_t)k * swings->sizes + size]);
        }
    return COMITIA_OK;
}

static comitia_status keep_winning(counting *c, cm_power *power)
{
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t inside, all;
    uint32_t *digits = cm_new_n(&c->scratch, uint32_t, c->primes.n);
    if (!digits)
        return status;
    mpz_inits(inside, all, NULL);
    join(c, c->width - 1, digits, inside);
    if (!c->s.complement) {
        mpz_setbit(all, c->s.n);
        mpz_sub(inside, all, inside);
    }
    CM_GO(cm_power_keep(c->arena, inside, c->s.zeros, &power->winning));
done:
    mpz_clears(inside, all, NULL);
    return status;
}

static comitia_status keep_swings(counting *c, const cm_sized *swings,
                                  cm_power *power)
{
    comitia_status status;
    mpz_t sum;
    const cm_number **kept =
        cm_new_n(&c->scratch, const cm_number *, (uint64_t)c->s.n_kinds + 1);
    if (!kept)
        return COMITIA_E_NOMEM;
    mpz_init(sum);
    CM_GO(cm_power_keep(c->arena, sum, 0, &kept[c->s.n_kinds]));
    for (uint32_t k = 0; k < c->s.n_kinds; k++) {
        mpz_set_ui(sum, 0);
        for (uint32_t t = 0; t < swings->sizes; t++)
            mpz_add(sum, sum, swings->at[(size_t)k * swings->sizes + t]);
        CM_GO(cm_power_keep(c->arena, sum, c->s.zeros, &kept[k]));
    }
    for (uint32_t i = 0; i < power->n_rows; i++)
        power->rows[i].swings =
            kept[c->s.kind_of[i] == CM_STAIRS_ZERO ? c->s.n_kinds
                                                   : c->s.kind_of[i]];
    CM_GO(keep_winning(c, power));
    power->known |= CM_PART_SWINGS;
done:
    mpz_clear(sum);
    return status;
}

static comitia_status keep_shapley(counting *c, const cm_sized *swings,
                                   cm_power *power)
{
    comitia_status status;
    cm_power part = {.n_rows = c->s.n_kinds,
                     .rows = cm_new_n(&c->scratch, cm_power_row,
                                      (uint64_t)c->s.n_kinds + 1)};
    const cm_number *none;
    mpz_t zero;
    if (!part.rows)
        return COMITIA_E_NOMEM;
    mpz_init(zero);
    CM_GO(cm_power_keep(c->arena, zero, 0, &none));
    CM_GO(cm_power_set_shapley(c->ctx, c->arena, swings, &part));
    for (uint32_t i = 0; i < power->n_rows; i++)
        power->rows[i].shapley = c->s.kind_of[i] == CM_STAIRS_ZERO
                                     ? none
                                     : part.rows[c->s.kind_of[i]].shapley;
    power->known |= CM_PART_SHAPLEY;
done:
    mpz_clear(zero);
    return status;
}

static comitia_status find_swings(counting *c, unsigned want, uint64_t budget,
                                  cm_power *power)
{
    bool fits;
    comitia_status status;
    cm_sized swings = {0};
    CM_TRY(choose(c, false, &fits, &power->swings_steps));
    if (c->s.by_one)
        power->shapley_steps = power->swings_steps; /* of the same count */
    if (!fits || power->swings_steps > budget)
        return COMITIA_OK;
    CM_TRY(count(c, swings_modulo, (size_t)c->s.n_kinds * c->s.rows + 1, 0));
    CM_GO(join_rows(c, &swings));
    CM_GO(keep_swings(c, &swings, power));
    if (want & CM_PART_SHAPLEY && c->s.by_one)
        CM_GO(keep_shapley(c, &swings, power));
done:
    cm_sized_clear(&swings);
    return status;
}

/* ---- minimal coalitions -------------------------------------------------- */

/* Complements of winning coalitions that nobody can join are those of minimal
   winning ones, and sets outside are blocking; else sets outside win. */
static comitia_status find_minimal(counting *c, uint64_t budget,
                                   cm_power *power)
{
    bool fits;
    uint64_t steps;
    comitia_status status = COMITIA_E_NOMEM;
    mpz_t number[2];
    CM_TRY(choose(c, true, &fits, &steps));
    power->minimal_steps = c->s.by_one ? steps : 0;
    if (!fits || steps > budget || !c->s.by_one)
        return COMITIA_OK;
    /* A minimal set outside is one inside and a player more. */
    CM_TRY(count(c, minimal_modulo, 2, 31));
    uint32_t *digits = cm_new_n(&c->scratch, uint32_t, c->primes.n);
    if (!digits)
        return status;
    mpz_inits(number[0], number[1], NULL);
    join(c, 0, digits, number[0]);
    join(c, 1, digits, number[1]);
    unsigned winning = c->s.complement ? 0 : 1;
    CM_GO(cm_power_keep(c->arena, number[winning], 0, &power->minimal_winning));
    CM_GO(cm_power_keep(c->arena, number[1 - winning], 0,
                        &power->minimal_blocking));
    power->known |= CM_PART_MINIMAL;
done:
    mpz_clears(number[0], number[1], NULL);
    return status;
}

static comitia_status part_of(const counting *with, unsigned want,
                              uint64_t budget, cm_power *power)
{
    counting c = *with;
    cm_arena_init(&c.scratch, c.ctx->allocator);
    comitia_status status = want & CM_PART_MINIMAL
                                ? find_minimal(&c, budget, power)
                                : find_swings(&c, want, budget, power);
    cm_arena_clear(&c.scratch);
    return cm_is_limit(c.ctx, status) ? COMITIA_OK : status;
}

comitia_status cm_double_power(cm_ctx *ctx, cm_arena *arena,
                               const cm_double *game, unsigned want,
                               uint64_t budget, cm_power *power)
{
    const counting c = {.ctx = ctx, .arena = arena, .game = game};
    *power = (cm_power){.rows = cm_new_n(arena, cm_power_row, game->n),
                        .n_rows = game->n};
    if (!power->rows)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < game->n; i++)
        power->players += game->units[i];
    if (want & (CM_PART_SWINGS | CM_PART_SHAPLEY))
        CM_TRY(part_of(&c, want & ~(unsigned)CM_PART_MINIMAL, budget, power));
    if (want & CM_PART_MINIMAL)
        CM_TRY(part_of(&c, CM_PART_MINIMAL, budget, power));
    return COMITIA_OK;
}
