/* Marked members from both ends (docs/theory/weighted.md).
 *
 * Players come in ascending. a_k(d) is the number of sets of the first k that
 * weigh d - 1, or, where members of minimal coalitions are marked, of the empty
 * set alone. t_0 = -a_0, and with z = y where members are marked, z = y - 1
 * where critical members are,
 *     t_k(d) = t_(k-1)(d) + y t_(k-1)(d - w_k) + z a_(k-1)(d).
 * r_k(d) is the sum of y^|S| over the sets S of the players behind k that weigh
 * q - d at most. Then all k give the same sum of t_k(d) r_k(d) over d, but for
 * z times the sum of a_k(d) r_(k+1)(d), and what player k is in is told by
 * t_(k-1), a_(k-1) and r_k alone. The light players have short tables. */
#include "engine/weighted/row_heavies.h"

/* Cells that are worked on at a time; those between the first and the last of
   players that go together, which fit a near cache; and what stores are
   aligned to. */
enum { TILE = 2048, WINDOW = 65536, ALIGNED = 16 };

/* Cell d - 1 of a table is about d. */
typedef struct ends {
    const cm_row *row;
    cm_marked what;
    cm_modulus mod;
    uint32_t y, y_shoup, minus_y, minus_y_shoup;
    uint32_t z, z_shoup, minus_z, minus_z_shoup;
    uint32_t *t, *a, *r; /* a: critical members alone */
    uint32_t sum;        /* of t_k(d) r_k(d) */
    uint32_t n_heavies;  /* the last players, who have no tables */
    uint64_t n_light;
} ends;

static uint64_t aligned(uint64_t cells)
{
    return (cells + ALIGNED - 1) / ALIGNED * ALIGNED;
}

/* d = 1 .. sum of the first k weights + 1, or .. quota. */
static uint64_t width(const cm_row *row, uint64_t sum)
{
    return sum < row->quota ? sum + 1 : row->quota;
}

/* A player who comes: one pass, or two. */
static uint64_t steps_up(cm_marked what, uint64_t cells)
{
    return cm_row_marked_cost((what == CM_MARK_CRITICAL ? 2 : 1) * cells);
}

/* One who leaves: more of them, with a call for as many cells as its weight
   leaves apart. */
static uint64_t steps_down(cm_marked what, uint64_t cells, uint64_t weight)
{
    uint64_t most = weight < TILE ? weight : TILE;
    return cm_row_marked_cost((what == CM_MARK_CRITICAL ? 6 : 4) * cells) +
           40 * (cells / most);
}

/* Prefixes of t and a, and r: a few passes. */
static uint64_t steps_of_heavies(const cm_row *row, uint32_t n)
{
    return cm_heavies_cost(n) + 4 * row->quota;
}

uint64_t cm_row_ends_cost(const cm_row *row, cm_marked what)
{
    uint32_t heavies = cm_heavies_of(row);
    uint64_t steps = row->quota + steps_of_heavies(row, heavies), sum = 0;
    uint64_t left = row->players - heavies;
    if (row->quota > CM_ROW_MOST_CELLS / 3)
        return UINT64_MAX;
    for (uint32_t i = 0; i < row->n && left > 0; i++)
        for (uint64_t k = 0; k < row->units[i] && left > 0; k++, left--) {
            sum += row->weight[i];
            uint64_t cells = width(row, sum);
            steps +=
                steps_up(what, cells) + steps_down(what, cells, row->weight[i]);
        }
    return steps;
}

static ends begin(const cm_row *row, cm_marked what, cm_modulus mod, uint32_t y,
                  uint32_t *cells)
{
    ends e = {.row = row, .what = what, .mod = mod, .y = y, .t = cells};
    e.z = what == CM_MARK_CRITICAL ? cm_mod_sub(y, 1, mod) : y;
    e.minus_y = cm_mod_sub(0, e.y, mod);
    e.minus_z = cm_mod_sub(0, e.z, mod);
    e.y_shoup = cm_lanes_shoup(e.y, mod);
    e.z_shoup = cm_lanes_shoup(e.z, mod);
    e.minus_y_shoup = cm_lanes_shoup(e.minus_y, mod);
    e.minus_z_shoup = cm_lanes_shoup(e.minus_z, mod);
    e.r = cells + row->quota;
    e.n_heavies = cm_heavies_of(row);
    e.n_light = row->players - e.n_heavies;
    if (what == CM_MARK_CRITICAL)
        e.a = cells + 2 * row->quota;
    memset(e.t, 0, (size_t)row->quota * sizeof *e.t);
    e.t[0] = mod.p - 1;
    if (e.a) {
        memset(e.a, 0, (size_t)row->quota * sizeof *e.a);
        e.a[0] = 1;
    }
    return e;
}

/* ---- up
 * ------------------------------------------------------------------------------
 */

/* Cells low .. high - 1 of a player's tables, from the last down. */
static void take(const ends *e, uint64_t weight, uint64_t low, uint64_t high)
{
    const cm_lanes *lanes = &e->row->lanes;
    uint32_t p = e->mod.p;
    uint64_t from = low > weight ? low : weight;
    if (from < high)
        lanes->add_times(e->t + from, e->t + (from - weight), high - from, p,
                         e->y, e->y_shoup);
    if (e->a) {
        lanes->add_times(e->t + low, e->a + low, high - low, p, e->z,
                         e->z_shoup);
        if (from < high)
            lanes->add(e->a + from, e->a + (from - weight), high - from, p);
    } else if (low == 0) {
        e->t[0] = cm_mod_add(e->t[0], e->z, e->mod);
    }
}

/* Players follow each other down the tables, each behind the one before it by
   its own weight, so that what it reads is finished. */
static void take_group(const ends *e, uint64_t first, uint32_t n, uint64_t top)
{
    const uint64_t *weight = e->row->each + first;
    uint64_t lag[CM_LANES_GROUP] = {0};
    for (uint32_t i = 1; i < n; i++)
        lag[i] = aligned(lag[i - 1] + weight[i]);
    for (uint64_t low = (top - 1) / TILE * TILE;; low -= TILE) {
        for (uint32_t i = 0; i < n; i++) {
            uint64_t end = low + TILE + lag[i];
            uint64_t begin = low ? low + lag[i] : 0;
            end = end < top ? end : top;
            if (begin < end)
                take(e, weight[i], begin, end);
        }
        if (low == 0)
            break;
    }
}

/* Players from `first` on that are taken together; from the lightest up. */
static uint32_t group_up(const ends *e, uint64_t first)
{
    const cm_row *row = e->row;
    uint64_t window = 0;
    uint32_t n = 1;
    while (n < CM_LANES_GROUP && first + n < e->n_light &&
           window + row->each[first + n] <= WINDOW)
        window += row->each[first + n++];
    return n;
}

static comitia_status go_up(const ends *e, cm_ctx *ctx, uint64_t *light)
{
    const cm_row *row = e->row;
    uint64_t sum = 0;
    uint32_t n;
    for (uint64_t i = 0; i < e->n_light; i += n) {
        n = group_up(e, i);
        for (uint32_t k = 0; k < n; k++) {
            sum += row->each[i + k];
            CM_TRY(cm_spend(ctx, steps_up(e->what, width(row, sum))));
        }
        take_group(e, i, n, width(row, sum));
    }
    *light = sum;
    return COMITIA_OK;
}

/* ---- down
 * ------------------------------------------------------------------------------
 */

/* A player who leaves. */
typedef struct leaving {
    uint64_t weight, lag;
    uint64_t here, below;    /* the widths with and without it */
    bool is_asked;           /* the lightest-placed of its weight */
    uint32_t with_t, with_a; /* sums of t r and of a r, without it */
} leaving;

/* Cells low .. high - 1, no more than its weight. */
static void leave_cells(const ends *e, leaving *l, uint64_t low, uint64_t high)
{
    const cm_lanes *lanes = &e->row->lanes;
    uint32_t p = e->mod.p, *t = e->t + low, *r = e->r + low;
    uint64_t n = high - low, from = low > l->weight ? low : l->weight;
    if (e->a) {
        uint32_t *a = e->a + low;
        if (from < high)
            lanes->less(e->a + from, e->a + (from - l->weight), high - from, p);
        lanes->add_times(t, a, n, p, e->minus_z, e->minus_z_shoup);
        l->with_a = cm_mod_add(l->with_a, lanes->dot(a, r, n, e->mod), e->mod);
    } else if (low == 0) {
        t[0] = cm_mod_sub(t[0], e->z, e->mod);
        l->with_a = r[0];
    }
    if (from < high)
        lanes->add_times(e->t + from, e->t + (from - l->weight), high - from, p,
                         e->minus_y, e->minus_y_shoup);
    if (l->is_asked)
        l->with_t = cm_mod_add(l->with_t, lanes->dot(t, r, n, e->mod), e->mod);
    /* what stands at or above `here` is 0 */
    if (low + l->weight < l->here) {
        uint64_t left = l->here - l->weight - low;
        lanes->add_times(r, r + l->weight, left < n ? left : n, p, e->y,
                         e->y_shoup);
    }
}

static void leave(const ends *e, leaving *l, uint64_t low, uint64_t high)
{
    uint64_t most = l->weight < TILE ? l->weight : TILE;
    high = high < l->below ? high : l->below;
    for (; low < high; low += most)
        leave_cells(e, l, low, high - low < most ? high : low + most);
}

/* From the first cell up, each behind the one before it by that one's weight:
   it reads that far back. */
static void leave_group(const ends *e, leaving *l, uint32_t n)
{
    uint64_t last = 0;
    for (uint32_t k = 0; k < n; k++)
        last = last > l[k].below + l[k].lag ? last : l[k].below + l[k].lag;
    for (uint64_t at = 0; at < last; at += TILE)
        for (uint32_t k = 0; k < n; k++)
            if (at + TILE > l[k].lag)
                leave(e, &l[k], at > l[k].lag ? at - l[k].lag : 0,
                      at + TILE - l[k].lag);
}

/* What the player is in, over its own mark; and the sum of t r without it. */
static uint32_t is_in(ends *e, const leaving *l)
{
    uint32_t sum = cm_mod_sub(e->sum, l->with_t, e->mod);
    e->sum = cm_mod_sub(e->sum, cm_mod_mul(e->z, l->with_a, e->mod), e->mod);
    return e->a ? cm_mod_add(sum, l->with_a, e->mod) : sum;
}

/* The last n of `players` players, whose weights add up to *sum. */
static comitia_status leave_together(ends *e, cm_ctx *ctx, uint64_t players,
                                     uint32_t n, uint64_t *sum, uint32_t *class,
                                     uint32_t over, uint32_t *out)
{
    const cm_row *row = e->row;
    leaving l[CM_LANES_GROUP] = {{0}};
    for (uint32_t k = 0; k < n; k++) {
        uint64_t i = players - 1 - k;
        l[k] = (leaving){.weight = row->each[i], .here = width(row, *sum)};
        *sum -= l[k].weight;
        l[k].below = width(row, *sum);
        l[k].is_asked = i == 0 || row->each[i - 1] != row->each[i];
        l[k].lag = k ? aligned(l[k - 1].lag + l[k - 1].weight) : 0;
        CM_TRY(cm_spend(ctx, steps_down(e->what, l[k].below, l[k].weight)));
    }
    leave_group(e, l, n);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t in = is_in(e, &l[k]);
        if (l[k].is_asked)
            out[--*class] = cm_mod_mul(over, in, e->mod);
    }
    return COMITIA_OK;
}

/* How many of the last of `players` leave together. */
static uint32_t group_down(const cm_row *row, uint64_t players)
{
    uint64_t window = 0;
    uint32_t n = 1;
    while (n < CM_LANES_GROUP && n < players &&
           window + row->each[players - n] <= WINDOW)
        window += row->each[players - n++];
    return n;
}

static comitia_status go_down(ends *e, cm_ctx *ctx, uint64_t sum,
                              uint32_t class, uint32_t *out)
{
    uint32_t n, over = cm_mod_inverse(e->y, e->mod);
    e->sum = e->row->lanes.dot(e->t, e->r, width(e->row, sum), e->mod);
    for (uint64_t players = e->n_light; players > 0; players -= n) {
        n = group_down(e->row, players);
        CM_TRY(leave_together(e, ctx, players, n, &sum, &class, over, out));
    }
    return COMITIA_OK;
}

/* ---- the heaviest
 * -------------------------------------------------------------------------- */

/* In the room of r. */
static const uint32_t *prefix_of(const ends *e, const uint32_t *table,
                                 uint64_t n)
{
    memcpy(e->r, table, (size_t)n * sizeof *e->r);
    cm_lanes_prefix(e->r, n, e->mod);
    return e->r;
}

/* What they are in, and r of the others. */
static comitia_status try_heavies(const ends *e, cm_ctx *ctx, uint64_t light,
                                  uint32_t *in)
{
    const cm_others others = {e->mod, e->y, e->row->quota,
                              width(e->row, light)};
    cm_heavies h;
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status = cm_heavies_new(e->row, &scratch, e->n_heavies, &h);
    if (status == COMITIA_OK && e->a) {
        cm_heavies_critical(&h, &others, prefix_of(e, e->t, others.width), in);
        cm_heavies_losing(&h, &others, prefix_of(e, e->a, others.width), in);
    } else if (status == COMITIA_OK) {
        cm_heavies_minimal(&h, &others, prefix_of(e, e->t, others.width), in);
    }
    if (status == COMITIA_OK)
        cm_heavies_fill(&h, &others, e->r);
    cm_arena_clear(&scratch);
    return status;
}

/* By weight; *class becomes how many weights are left. */
static comitia_status put_heavies(const ends *e, cm_ctx *ctx, uint64_t light,
                                  uint32_t *class, uint32_t *out)
{
    const cm_row *row = e->row;
    uint32_t in[CM_MOST_HEAVIES] = {0}, over = cm_mod_inverse(e->y, e->mod);
    CM_TRY(cm_spend(ctx, steps_of_heavies(row, e->n_heavies)));
    CM_TRY(try_heavies(e, ctx, light, in));
    for (uint64_t i = row->players; i-- > e->n_light;)
        if (i == 0 || row->each[i - 1] != row->each[i])
            out[--*class] = cm_mod_mul(over, in[i - e->n_light], e->mod);
    return COMITIA_OK;
}

static comitia_status both_ways(ends e, cm_ctx *ctx, uint32_t *out)
{
    uint64_t light;
    uint32_t class = e.row->n;
    CM_TRY(cm_spend(ctx, e.row->quota));
    CM_TRY(go_up(&e, ctx, &light));
    CM_TRY(put_heavies(&e, ctx, light, &class, out));
    return go_down(&e, ctx, light, class, out);
}

comitia_status cm_row_member_ends(const cm_row *row, cm_ctx *ctx,
                                  cm_modulus mod, uint32_t y, uint32_t *cells,
                                  uint32_t *out)
{
    return both_ways(begin(row, CM_MARK_MINIMAL, mod, y, cells), ctx, out);
}

comitia_status cm_row_critical_ends(const cm_row *row, cm_ctx *ctx,
                                    cm_modulus mod, uint32_t y, uint32_t *cells,
                                    uint32_t *out)
{
    return both_ways(begin(row, CM_MARK_CRITICAL, mod, y, cells), ctx, out);
}
