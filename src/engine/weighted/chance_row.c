#include "engine/weighted/chance_row.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2")))
#include <immintrin.h>
#endif

/* to[i] = stay * to[i] + join * from[i], from the last down: `from` lies before
   `to`, so all of a turn is read before anything of it is written. */
typedef void mix_of(double *to, const double *from, size_t n, double stay,
                    double join);

static void mix_plain(double *to, const double *from, size_t n, double stay,
                      double join)
{
    enum { TURNS = 16 };
    for (; n >= TURNS; n -= TURNS) {
        double *at = to + (n - TURNS);
        const double *with = from + (n - TURNS);
        double sum[TURNS];
        for (size_t k = 0; k < TURNS; k++)
            sum[k] = stay * at[k] + join * with[k];
        memcpy(at, sum, sizeof sum);
    }
    while (n-- > 0)
        to[n] = stay * to[n] + join * from[n];
}

#ifdef AVX2

AVX2 static inline __m256d mix4(const double *at, const double *with,
                                __m256d stay, __m256d join)
{
    return _mm256_add_pd(_mm256_mul_pd(stay, _mm256_loadu_pd(at)),
                         _mm256_mul_pd(join, _mm256_loadu_pd(with)));
}

AVX2 static void mix_avx2(double *to, const double *from, size_t n, double stay,
                          double join)
{
    enum { VECTOR = 4, TURNS = 16 };
    const __m256d stays = _mm256_set1_pd(stay), joins = _mm256_set1_pd(join);
    for (; n >= TURNS; n -= TURNS) {
        double *at = to + (n - TURNS);
        const double *with = from + (n - TURNS);
        __m256d a = mix4(at, with, stays, joins);
        __m256d b = mix4(at + VECTOR, with + VECTOR, stays, joins);
        __m256d c = mix4(at + 2 * VECTOR, with + 2 * VECTOR, stays, joins);
        __m256d d = mix4(at + 3 * VECTOR, with + 3 * VECTOR, stays, joins);
        _mm256_storeu_pd(at, a);
        _mm256_storeu_pd(at + VECTOR, b);
        _mm256_storeu_pd(at + 2 * VECTOR, c);
        _mm256_storeu_pd(at + 3 * VECTOR, d);
    }
    mix_plain(to, from, n, stay, join);
}

#endif

static mix_of *mix_here(void)
{
#ifdef AVX2
    if (__builtin_cpu_supports("avx2"))
        return mix_avx2;
#endif
    return mix_plain;
}

/* cells[begin..end-1] of one player: those below its weight only shrink. */
static void join_some(mix_of *mix, double *cells, uint64_t begin, uint64_t end,
                      uint64_t weight, double stay, double join)
{
    uint64_t low = begin > weight ? begin : weight;
    if (low < end)
        mix(cells + low, cells + (low - weight), (size_t)(end - low), stay,
            join);
    for (uint64_t s = begin; s < end && s < low; s++)
        cells[s] *= stay;
}

/* Players that are light follow each other down the row, as in
   cm_lanes_take. */
static void join_group(mix_of *mix, double *cells, uint64_t last,
                       const uint64_t *weight, uint32_t n, double stay,
                       double join)
{
    enum { VECTOR = 4, TILE = 2048 };
    uint64_t lag[CM_LANES_GROUP] = {0}, top = last + 1;
    for (uint32_t i = 1; i < n; i++)
        lag[i] = (lag[i - 1] + weight[i] + VECTOR - 1) / VECTOR * VECTOR;
    uint64_t tile = n == 1 ? top + 1 : TILE + lag[n - 1] / 4 / TILE * TILE;
    for (uint64_t low = last / tile * tile;; low -= tile) {
        for (uint32_t i = 0; i < n; i++) {
            uint64_t end = low + tile + lag[i], begin = low ? low + lag[i] : 0;
            end = end < top ? end : top;
            if (begin < end)
                join_some(mix, cells, begin, end, weight[i], stay, join);
        }
        if (low == 0)
            break;
    }
}

comitia_status cm_chance_row(const cm_row *row, cm_ctx *ctx, double *cells,
                             uint64_t last, double stay, double join,
                             double scale)
{
    mix_of *mix = mix_here();
    uint64_t sum = 0;
    uint32_t n;
    memset(cells, 0, (size_t)(last + 1) * sizeof *cells);
    cells[0] = scale;
    for (uint64_t i = 0; i < row->players; i += n) {
        sum += cm_row_group(row, i, &n);
        uint64_t top = sum < last ? sum : last;
        CM_TRY(cm_spend(ctx, n * (1 + top / 2)));
        join_group(mix, cells, top, row->each + i, n, stay, join);
    }
    return COMITIA_OK;
}

/* ---- sums ------------------------------------------------------------------------------ */

#define UNIT 0x1p-53 /* one rounding is off by that much of its result at most */

/* What a rounding of the sum loses is kept (Knuth, TAOCP 2, 4.2.2), and 2^26 such
   losses are off by 2^52 UNIT^2. */
void cm_chance_add_up(double *cells, uint64_t last)
{
    double sum = 0, lost = 0;
    for (uint64_t s = 0; s <= last; s++) {
        double next = sum + cells[s];
        double part = next - sum;
        lost += (sum - (next - part)) + (cells[s] - part);
        sum = next;
        cells[s] = sum + lost;
    }
}

uint32_t cm_chance_terms(double r)
{
    enum { MOST_TERMS = 1 << 20 };
    double power = 1;
    for (uint32_t n = 1; n < MOST_TERMS; n++) {
        power *= r;
        if (power <= 0x1p-91)
            return n;
    }
    return 0;
}

/* With F the sums and g(j) = F(high - j w) - F(high - (j + 1) w):
   g(0) - r (g(1) - r (g(2) - ...)), which takes the player out. After `terms`
   terms the rest is at most r^terms F. */
cm_chance_about cm_chance_take_out(const double *cells, uint64_t high,
                                   uint64_t weight, double r, uint32_t terms,
                                   double loose)
{
    cm_chance_about h = {0, 0};
    double all = 0; /* the same with all terms added */
    uint64_t j = high / weight;
    double below = 0;
    if (j >= terms) {
        j = terms - 1;
        below = cells[high - (uint64_t)terms * weight];
        h.off = below;
    }
    for (;; j--) {
        double upto = cells[high - j * weight];
        double here = upto - below;
        h.value = here - r * h.value;
        all = here + r * all;
        /* 2 for r, 1 each for three operations; 2 for each of two sums */
        h.off = r * h.off + (5 * all + 4 * upto) * UNIT;
        below = upto;
        if (j == 0)
            break;
    }
    h.off += loose * all;
    h.off *= 1 + 0x1p-20; /* for the roundings in it */
    return h;
}
