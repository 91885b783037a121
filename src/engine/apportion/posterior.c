#include "engine/apportion/posterior.h"

enum { MOST_CELLS = 2 * CM_SHARE_BITS };
#define MOST_COUNT UINT64_C(1000000000000)
#define WHOLE (UINT64_C(1) << CM_SHARE_BITS)

/* Where a + b + ... points lie at random in 0..1, the pieces between the a-th,
   the a+b-th, ... of them have a Dirichlet distribution with the parameters
   a, b, ...: one point less than the parameters in all (Devroye 1986, V.2). So
   much for integers. A parameter 1/2 more comes from further pieces of length
   1, one for two parties: the part x^2 / (x^2 + y^2) of it, with a point (x, y)
   at random in a circle, goes to one of them, the rest to the other, which
   makes the two Dirichlet(1/2, 1/2). */

comitia_status cm_posterior_init(cm_ctx *ctx, cm_arena *arena,
                                 const uint64_t *counts, uint32_t n,
                                 cm_posterior *posterior)
{
    uint32_t pairs = n / 2 + n % 2, bounds = n + pairs;
    *posterior = (cm_posterior){.n = n,
                                .counts = counts,
                                .place = cm_new_n(arena, uint64_t, bounds),
                                .bound = cm_new_n(arena, uint64_t, bounds),
                                .n_bounds = bounds};
    if (!posterior->place || !posterior->bound)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < bounds; i++) {
        uint64_t own = i < n ? counts[i] : 1;
        if (own > MOST_COUNT || posterior->points > MOST_COUNT)
            return cm_fail(ctx, COMITIA_E_BUDGET, "a poll of more than 10^12");
        posterior->place[i] = posterior->points += own;
    }
    return COMITIA_OK;
}

/* ---- points in order -------------------------------------------------------------- */

/* A part of 0..1 with so many points in it: `before` of them lie left of it,
   and the bounds first..end-1 are among its own. */
typedef struct cell {
    uint64_t at, points, before;
    uint32_t first, end;
    unsigned bits; /* its size is 2^bits */
} cell;

static uint64_t some_bits(cm_stream *stream, unsigned bits)
{
    return bits ? cm_stream_next(stream) >> (64 - bits) : 0;
}

/* All bounds that are one of the points. Cells are halved; how many points fall
   into a half is the number of heads of as many coins, so that only the cells
   with a bound in them are ever looked into. */
static comitia_status find_bounds(cm_ctx *ctx, cm_posterior *p,
                                  cm_stream *stream, uint32_t first,
                                  uint32_t end)
{
    cell cells[MOST_CELLS];
    unsigned n = 0;
    cells[n++] = (cell){.points = p->points - 1,
                        .first = first,
                        .end = end,
                        .bits = CM_SHARE_BITS};
    while (n) {
        cell c = cells[--n];
        if (c.first == c.end)
            continue;
        CM_TRY(cm_spend(ctx, 10 + c.points / 32));
        if (c.points == 1 || c.bits == 0) {
            uint64_t at = c.at + some_bits(stream, c.bits);
            for (uint32_t i = c.first; i < c.end; i++)
                p->bound[i] = at;
            continue;
        }
        uint64_t left = cm_stream_heads(stream, c.points);
        uint32_t middle = c.first;
        while (middle < c.end && p->place[middle] <= c.before + left)
            middle++;
        c.bits--;
        cells[n++] = (cell){.at = c.at + (UINT64_C(1) << c.bits),
                            .points = c.points - left,
                            .before = c.before + left,
                            .first = middle,
                            .end = c.end,
                            .bits = c.bits};
        cells[n++] = (cell){.at = c.at,
                            .points = left,
                            .before = c.before,
                            .first = c.first,
                            .end = middle,
                            .bits = c.bits};
    }
    return COMITIA_OK;
}

/* ---- halves -------------------------------------------------------------------------- */

/* floor(2^32 * part / whole), part <= whole < 2^63 */
static uint64_t in_32_bits(uint64_t part, uint64_t whole)
{
    uint64_t result = 0;
    for (int i = 0; i < 32; i++) {
        part <<= 1;
        result <<= 1;
        if (part >= whole) {
            part -= whole;
            result |= 1;
        }
    }
    return result;
}

/* The part x^2 / (x^2 + y^2) of a piece. */
static uint64_t arc_part(cm_stream *stream, uint64_t piece)
{
    uint64_t x, y, radius = UINT64_C(1) << 31;
    do {
        uint64_t both = cm_stream_next(stream);
        x = (both >> 34) * 2 + 1; /* 30 bits each: middles of cells */
        y = (both & UINT64_C(0x3fffffff)) * 2 + 1;
    } while (x * x + y * y >= radius * radius);
    uint64_t part = in_32_bits(x * x, x * x + y * y);
    return (piece >> 32) * part + ((piece & UINT32_MAX) * part >> 32);
}

comitia_status cm_posterior_draw(cm_ctx *ctx, cm_posterior *p,
                                 cm_stream *stream, uint64_t *shares)
{
    uint32_t first = 0, end = p->n_bounds;
    while (first < end && p->place[first] == 0)
        p->bound[first++] = 0;
    while (end > first && p->place[end - 1] == p->points)
        p->bound[--end] = WHOLE;
    CM_TRY(find_bounds(ctx, p, stream, first, end));
    for (uint32_t i = 0; i < p->n; i++)
        shares[i] = p->bound[i] - (i ? p->bound[i - 1] : 0);
    for (uint32_t i = p->n; i < p->n_bounds; i++) {
        uint32_t one = 2 * (i - p->n);
        uint64_t piece = p->bound[i] - (i ? p->bound[i - 1] : 0);
        uint64_t part = arc_part(stream, piece);
        shares[one] += part;
        if (one + 1 < p->n) /* else to nobody: the shares of the others are as
                               if it had never been there */
            shares[one + 1] += piece - part;
    }
    return COMITIA_OK;
}
