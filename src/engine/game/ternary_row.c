#include "base/parallel.h"
#include "engine/game/ternary.h"
#include "engine/numbers/lanes.h"

#include <stdlib.h>

/* What an abstention weighs of a yes: the generating function of a player of
   weight w is 2 + x^w, 1 + x^(w/2) + x^w, or 1 + 2 x^w. */
typedef enum worth { NOTHING, HALF, ALL } worth;

/* Players that weigh and abstain alike. */
typedef struct step {
    uint64_t weight, units;
    worth kind;        /* of an abstention */
    uint32_t class_of; /* one of them; while they are sorted */
} step;

typedef struct row {
    cm_ctx *ctx;
    cm_arena scratch;
    step *steps; /* by ascending weight */
    uint32_t n;
    uint32_t *step_of; /* per class; UINT32_MAX: weighs nothing */
    uint64_t players, zeros, nothings; /* zeros are not among the players */
    /* Ways that sum to `last` at most are counted: those that fail, or turned
       round (yes for no) those that pass. */
    uint64_t last;
    bool turned;
    cm_lanes lanes;
    cm_primes primes;
    uint32_t **cells; /* one for each thread */
    uint32_t *values; /* per prime and step: three; behind them the total */
    size_t width;
} row;

/* ---- reduction ----------------------------------------------------------- */

static bool find_kind(mpz_srcptr weight, mpz_srcptr abstaining, worth *out)
{
    mpz_t twice;
    mpz_init(twice);
    mpz_mul_2exp(twice, abstaining, 1);
    bool half = mpz_cmp(twice, weight) == 0;
    mpz_clear(twice);
    *out = mpz_sgn(abstaining) == 0 ? NOTHING : half ? HALF : ALL;
    return *out != ALL || mpz_cmp(abstaining, weight) == 0;
}

static int by_weight(const void *left, const void *right)
{
    const step *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->class_of < b->class_of ? -1 : a->class_of > b->class_of;
}

static uint64_t get_u64(mpz_srcptr z)
{
    uint64_t value = 0;
    mpz_export(&value, NULL, -1, sizeof value, 0, 0, z);
    return value;
}

/* gcd of weights and abstentions; total of the weights. */
static void add_up(const cm_three_rule *rule, mpz_ptr gcd, mpz_ptr total)
{
    mpz_t units;
    mpz_init(units);
    for (uint32_t c = 0; c < rule->n; c++) {
        if (rule->units[c] == 0)
            continue;
        mpz_gcd(gcd, gcd, rule->weight[c]);
        mpz_gcd(gcd, gcd, rule->abstaining[c]);
        cm_set_u64(units, rule->units[c]);
        mpz_addmul(total, units, rule->weight[c]);
    }
    mpz_clear(units);
}

/* The bound of what is counted; false if the rule is constant or too large. */
static bool set_last(row *r, mpz_srcptr gcd, mpz_srcptr total, mpz_srcptr quota)
{
    mpz_t q, all, rest;
    if (mpz_sgn(quota) <= 0 || mpz_cmp(quota, total) > 0)
        return false;
    mpz_inits(q, all, rest, NULL);
    mpz_cdiv_q(q, quota, gcd);
    mpz_divexact(all, total, gcd);
    mpz_sub(rest, all, q);
    mpz_sub_ui(q, q, 1);
    r->turned = mpz_cmp(rest, q) < 0;
    bool fits = mpz_sizeinbase(all, 2) <= 62;
    r->last = fits ? get_u64(r->turned ? rest : q) : 0;
    mpz_clears(q, all, rest, NULL);
    return fits && r->last < UINT64_C(1) << 28;
}

static bool set_entries(row *r, const cm_three_rule *rule, mpz_srcptr gcd,
                        step *entries)
{
    mpz_t weight;
    bool fits = true;
    mpz_init(weight);
    for (uint32_t c = 0; c < rule->n && fits; c++) {
        worth kind = NOTHING;
        if (rule->units[c])
            fits = find_kind(rule->weight[c], rule->abstaining[c], &kind);
        if (r->turned && kind != HALF) /* an abstention was a no: now a yes */
            kind = kind == NOTHING ? ALL : NOTHING;
        if (rule->units[c])
            mpz_divexact(weight, rule->weight[c], gcd);
        entries[c] = (step){get_u64(weight), rule->units[c], kind, c};
    }
    mpz_clear(weight);
    return fits;
}

static comitia_status set_steps(row *r, const cm_three_rule *rule,
                                mpz_srcptr gcd, bool *fits)
{
    step *entries = cm_new_n(&r->scratch, step, (uint64_t)rule->n + 1);
    r->steps = cm_new_n(&r->scratch, step, (uint64_t)rule->n + 1);
    r->step_of = cm_new_n(&r->scratch, uint32_t, rule->n);
    if (!entries || !r->steps || !r->step_of)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(r->ctx, 200 * (uint64_t)rule->n));
    *fits = set_entries(r, rule, gcd, entries);
    if (!*fits)
        return COMITIA_OK;
    qsort(entries, rule->n, sizeof *entries, by_weight);
    for (uint32_t k = 0; k < rule->n; k++) {
        const step *e = &entries[k];
        r->step_of[e->class_of] = UINT32_MAX;
        if (e->units == 0)
            continue;
        if (e->weight == 0) {
            r->zeros += e->units;
            continue;
        }
        if (r->n == 0 || r->steps[r->n - 1].weight != e->weight ||
            r->steps[r->n - 1].kind != e->kind)
            r->steps[r->n++] = (step){e->weight, 0, e->kind, 0};
        r->steps[r->n - 1].units += e->units;
        r->step_of[e->class_of] = r->n - 1;
        r->players += e->units;
        r->nothings += e->kind == NOTHING ? e->units : 0;
    }
    return COMITIA_OK;
}

static comitia_status row_init(row *r, const cm_three_rule *rule, bool *fits)
{
    mpz_t gcd, total;
    comitia_status status = COMITIA_OK;
    mpz_inits(gcd, total, NULL);
    add_up(rule, gcd, total);
    *fits = set_last(r, gcd, total, rule->quota);
    if (*fits)
        status = set_steps(r, rule, gcd, fits);
    mpz_clears(gcd, total, NULL);
    return status;
}

/* ---- all players --------------------------------------------------------- */

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* cells[s] += cells[s - half] + cells[s - 2 half], from the top down: in blocks
   that do not reach what they read, or by a copy of what was there. */
static void take_half(const cm_lanes *lanes, uint32_t *cells, uint64_t last,
                      uint64_t half, uint32_t p)
{
    enum { BLOCK = 1024 };
    uint32_t old[3 * BLOCK];
    for (uint64_t end = last + 1; end > half;) {
        uint64_t n = smaller(end - half, half < BLOCK ? BLOCK : half);
        uint32_t *to = cells + end - n;
        const uint32_t *near = to - half;
        uint64_t skip = end - n < 2 * half ? 2 * half - (end - n) : 0;
        if (n > half) { /* the copy begins at to - half, and reads twice */
            uint64_t before = smaller(end - n, 2 * half);
            memcpy(old, to - before, (n + before) * sizeof *old);
            near = old + before - half;
        }
        if (skip < n)
            lanes->add(to + skip, near + skip - half, n - skip, p);
        lanes->add(to, near, n, p);
        end -= n;
    }
}

static void take(const row *r, uint32_t *cells, uint64_t last, const step *s,
                 cm_modulus mod)
{
    if (s->kind == HALF)
        take_half(&r->lanes, cells, last, s->weight / 2, mod.p);
    else /* 2 + x^w is taken as 1 + x^w / 2 */
        cm_lanes_take(&r->lanes, cells, last, &s->weight, 1, mod,
                      s->kind == ALL ? 2 : (mod.p + 1) / 2);
}

static uint64_t cost_of(const row *r)
{
    uint64_t cost = r->last / 4, sum = 0;
    for (uint32_t k = 0; k < r->n; k++)
        for (uint64_t u = 0; u < r->steps[k].units; u++) {
            sum = smaller(r->last, sum + r->steps[k].weight);
            cost += sum / 2 + 100;
        }
    return cost;
}

/* Ways of all players by what they sum to, then of those up to a sum. */
static comitia_status count_ways(const row *r, cm_ctx *ctx, uint32_t *cells,
                                 cm_modulus mod)
{
    uint64_t sum = 0;
    memset(cells, 0, (size_t)(r->last + 1) * sizeof *cells);
    cells[0] = 1;
    for (uint32_t k = 0; k < r->n; k++)
        for (uint64_t u = 0; u < r->steps[k].units; u++) {
            sum = smaller(r->last, sum + r->steps[k].weight);
            CM_TRY(cm_spend(ctx, sum / 2 + 100));
            take(r, cells, sum, &r->steps[k], mod);
        }
    CM_TRY(cm_spend(ctx, r->last));
    cm_lanes_prefix(cells, r->last + 1, mod);
    uint32_t twos = cm_mod_power(2, r->nothings, mod);
    for (uint64_t s = 0; r->nothings && s <= r->last; s++)
        cells[s] = cm_mod_mul(cells[s], twos, mod);
    return COMITIA_OK;
}

/* ---- without one player -------------------------------------------------- */

/* Ways of the others that sum to x at most: the prefix sums over one factor.
   1 / (1 + y + y^2) = (1 - y) / (1 - y^3), y = x^(w/2): two reads each third
   step. */
static uint32_t without_half(const uint32_t *prefix, uint64_t half, uint64_t x,
                             cm_modulus mod)
{
    uint64_t plus = 0, minus = 0; /* at most 2^28 terms below 2^31 */
    for (;;) {
        plus += prefix[x];
        if (x < half)
            break;
        minus += prefix[x - half];
        if (x < 3 * half)
            break;
        x -= 3 * half;
    }
    return cm_mod_sub((uint32_t)(plus % mod.p), (uint32_t)(minus % mod.p), mod);
}

/* 1 / (a + b y), y = x^w: by Horner from the least weight up. */
static uint32_t without_line(const uint32_t *prefix, const step *s, uint64_t x,
                             cm_modulus mod)
{
    uint32_t sum = 0, half = (mod.p + 1) / 2;
    for (uint64_t at = x % s->weight; at <= x; at += s->weight)
        sum = s->kind == ALL
                  ? cm_mod_sub(prefix[at], cm_mod_add(sum, sum, mod), mod)
                  : cm_mod_mul(cm_mod_sub(prefix[at], sum, mod), half, mod);
    return sum;
}

static uint32_t without(const uint32_t *prefix, const step *s, uint64_t last,
                        uint64_t own, cm_modulus mod)
{
    if (own > last)
        return 0;
    return s->kind == HALF
               ? without_half(prefix, s->weight / 2, last - own, mod)
               : without_line(prefix, s, last - own, mod);
}

/* Three numbers: the others' ways that stay within `last` with a player who
   adds nothing, abstains, adds all. */
static comitia_status ways_modulo(void *user, cm_ctx *worker, uint32_t i)
{
    const row *r = user;
    cm_modulus mod = r->primes.at[i];
    uint32_t *cells = r->cells[worker->worker];
    uint32_t *to = r->values + i * r->width;
    CM_TRY(count_ways(r, worker, cells, mod));
    for (uint32_t k = 0; k < r->n; k++, to += 3) {
        const step *s = &r->steps[k];
        uint64_t half = s->kind == NOTHING ? 0
                        : s->kind == HALF  ? s->weight / 2
                                           : s->weight;
        CM_TRY(cm_spend(worker, 30 + 15 * (r->last / s->weight)));
        to[0] = without(cells, s, r->last, 0, mod);
        to[1] = without(cells, s, r->last, half, mod);
        to[2] = without(cells, s, r->last, s->weight, mod);
    }
    to[0] = cells[r->last];
    return COMITIA_OK;
}

/* ---- exact numbers ------------------------------------------------------- */

/* All ways less these if what was counted fails; times 3 for each player who
   weighs nothing. */
static void set_passing(const row *r, uint64_t players, mpz_ptr ways)
{
    mpz_t power;
    mpz_init(power);
    if (!r->turned) {
        mpz_ui_pow_ui(power, 3, (unsigned long)players);
        mpz_sub(ways, power, ways);
    }
    mpz_ui_pow_ui(power, 3, (unsigned long)r->zeros);
    mpz_mul(ways, ways, power);
    mpz_clear(power);
}

static void join_step(const row *r, uint32_t k, uint32_t *digits,
                      cm_three_ways *to)
{
    /* Turned, who adds nothing is for it. */
    mpz_ptr order[3] = {r->turned ? to->with : to->against, to->abstaining,
                        r->turned ? to->against : to->with};
    for (unsigned v = 0; v < 3; v++) {
        cm_residues_join(&r->primes, r->values + 3 * (size_t)k + v, r->width,
                         digits, order[v]);
        set_passing(r, r->players - 1, order[v]);
    }
}

static void set_zero(cm_ternary *out, uint32_t c)
{
    mpz_divexact_ui(out->of[c].with, out->passing, 3);
    mpz_set(out->of[c].abstaining, out->of[c].with);
    mpz_set(out->of[c].against, out->of[c].with);
}

static comitia_status join(row *r, const cm_three_rule *rule, cm_ternary *out)
{
    uint32_t *digits = cm_new_n(&r->scratch, uint32_t, r->primes.n);
    if (!digits)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(r->ctx, (3 * (uint64_t)rule->n + 1) *
                                cm_residues_join_cost(&r->primes)));
    cm_residues_join(&r->primes, r->values + r->width - 1, r->width, digits,
                     out->passing);
    set_passing(r, r->players, out->passing);
    for (uint32_t c = 0; c < rule->n; c++) {
        if (rule->units[c] == 0)
            continue;
        if (r->step_of[c] == UINT32_MAX)
            set_zero(out, c);
        else
            join_step(r, r->step_of[c], digits, &out->of[c]);
    }
    return COMITIA_OK;
}

static comitia_status run(row *r, const cm_three_rule *rule, cm_ternary *out)
{
    uint32_t n = cm_parallel_workers(r->ctx, r->primes.n);
    r->lanes = cm_lanes_here();
    r->width = 3 * (size_t)r->n + 1;
    r->values =
        cm_alloc_n(&r->scratch, r->primes.n * r->width, sizeof *r->values);
    r->cells = cm_new_n(&r->scratch, uint32_t *, n);
    if (!r->values || !r->cells)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < n; k++) {
        r->cells[k] = cm_alloc_n(&r->scratch, r->last + 1, sizeof **r->cells);
        if (!r->cells[k])
            return COMITIA_E_NOMEM;
    }
    CM_TRY(cm_parallel(r->ctx, r->primes.n, ways_modulo, r));
    return join(r, rule, out);
}

comitia_status cm_ternary_row(cm_ctx *ctx, const cm_three_rule *rule,
                              uint64_t budget, bool *found, cm_ternary *out)
{
    enum { MOST_PLAYERS = 100000 };
    row r = {.ctx = ctx};
    comitia_status status;
    cm_arena_init(&r.scratch, ctx->allocator);
    CM_GO(row_init(&r, rule, found));
    *found = *found && r.players < MOST_PLAYERS && r.zeros < MOST_PLAYERS;
    if (!*found)
        goto done;
    uint64_t bits = r.players * 8 / 5 + 1; /* log2 3 is below 1.6 */
    uint64_t primes = bits * 100 / 3099 + 1, cost = cost_of(&r);
    *found = cost <= budget / primes;
    if (!*found)
        goto done;
    CM_GO(cm_primes_new(ctx, &r.scratch, bits, &r.primes));
    CM_GO(run(&r, rule, out));
done:
    cm_arena_clear(&r.scratch);
    return status;
}
