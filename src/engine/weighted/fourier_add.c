/* The terms of a Fourier sum, added up. */
#include "engine/weighted/fourier.h"

#include <string.h>

#include "base/spread.h"

enum { LANES = CM_FOURIER_LANES, FEW = 16 };
#define U CM_ULP

/* ---- one frequency --------------------------------------------------------------------- */

/* A complex number, and how far it is off, relative. */
typedef struct about {
    double re, im, off;
} about;

static about times(about a, double re, double im)
{
    return (about){a.re * re - a.im * im, a.re * im + a.im * re, a.off};
}

static double above(double x)
{
    return x < 0 ? -x : x;
}

/* Weights of few units: the factor once for each of them. */
static about few_of(const cm_fourier *f, const cm_frequency *at)
{
    about all = {1, 0, 20 * U * f->few_units};
    double re[LANES], im[LANES];
    uint32_t first = 0;
    for (double units = 1; units <= FEW; units++) {
        while (first < f->few && f->units[first] < units)
            first++;
        if (first == f->few)
            break;
        f->lanes.product(at, first, f->few - first, re, im);
        for (uint32_t k = 0; k < LANES; k++)
            all = times(all, re[k], im[k]);
    }
    return all;
}

/* The angle of a factor f; a node, which may have a share of a player, has that of
   f e^(ih), which does not turn around: 1 - 2P sin^2 h + i 2P sin h cos h. */
static double angle_of(const cm_fourier *f, const cm_chances *chances,
                       const cm_frequency *at, uint32_t d)
{
    double sine = at->sine[d], cosine = at->cosine[d];
    if (d < f->nodes)
        return at->part[d] == 0 ? 0 : cm_angle(at->part[d], cosine);
    double twice = 1 + chances->bias[chances->each ? d : 0];
    double side = twice * sine * cosine;
    return side == 0 ? 0 : cm_angle(side, 1 - twice * sine * sine);
}

/* Of many units: sums of logarithms and angles, whose roundings grow with what
   they are and not with the number of units. */
static about many_of(const cm_fourier *f, const cm_chances *chances,
                     const cm_frequency *at)
{
    double log = 0, logs = 0, angle = 0, angles = 0, s, c;
    for (uint32_t d = f->few; d < f->n; d++) {
        double sine = at->sine[d];
        double v = chances->spread[chances->each ? d : 0] * sine * sine;
        double one = v < 0.3 ? cm_log_less(v) : -cm_log(at->inverse[d]);
        double turn = angle_of(f, chances, at, d);
        log += f->units[d] * one;
        logs += f->sizes[d] * above(one);
        angle += f->units[d] * turn;
        angles += f->sizes[d] * above(turn);
        if (d >= f->nodes) /* 2P is off by as much as its bias is */
            angles += f->sizes[d] * above(sine);
    }
    double size = cm_exp(log / 2);
    double terms = f->n - f->few; /* roundings of the two sums */
    if (angles > 0x1p21)
        return (about){0, 0, 1}; /* too far for cm_sincos */
    cm_sincos(angle, &s, &c);
    return (about){size * c, size * s,
                   (f->blunt + terms) * U * (1 + logs + angles)};
}

/* 1 / (kappa cos + i (2 - kappa) sin) of pi k / N. */
static about geometric(const cm_fourier *f, uint64_t k, double kappa)
{
    double s, c;
    cm_turn_one(&f->turn, k, &s, &c);
    double re = kappa * c, im = (2 - kappa) * s, square = re * re + im * im;
    return (about){re / square, -im / square, 0};
}

/* e^(i x), x = pi k (halved - 2 quota + 1) / N. */
static about of_quota(const cm_fourier *f, uint64_t k, uint64_t quota)
{
    double s, c;
    uint64_t twice = 2 * f->modulus;
    uint64_t step = (f->halved + 1 + twice - 2 * quota % twice) % twice;
    cm_turn_one(&f->turn, cm_times_mod(k, step, twice), &s, &c);
    return (about){c, s, 0};
}

/* For the quota and for the other one. */
static about of_sides(const cm_fourier *f, uint64_t k, const double *factor)
{
    about one = of_quota(f, k, f->quota);
    about both = {factor[0] * one.re, factor[0] * one.im, 0};
    if (factor[1] == 0)
        return both;
    one = of_quota(f, k, f->total - f->quota + 1);
    both.re += factor[1] * one.re;
    both.im += factor[1] * one.im;
    return both;
}

/* phi e^(i theta halved / 2) / (1 - e^(-tilt - i theta)) but for half a step more;
   `sign` is that of the half turns that are left out of the angles. */
static about common(const cm_fourier *f, const cm_chances *chances,
                    const cm_frequency *at, uint64_t k, double sign,
                    double kappa)
{
    about few = few_of(f, at), many = many_of(f, chances, at);
    about over = geometric(f, k, kappa);
    about q = {sign, 0, few.off + many.off + 100 * U};
    q = times(q, few.re, few.im);
    q = times(q, many.re, many.im);
    return times(q, over.re, over.im);
}

/* ---- pieces ------------------------------------------------------------------------------ */

/* So many frequencies are a task, and so many bytes of results are kept at a
   time, whatever the number of threads: sums must not depend on it. */
enum { PIECE = 32, MOST_AT_A_TIME = 32, RESULT_BYTES = 1 << 26 };

/* What a piece has added up: `value` and `off` per place, and these. */
enum { WINNING, WINNING_OFF, SIZE, PROVED, N_SINGLE };

typedef struct adding {
    const cm_fourier *f;
    const cm_chances *points;
    const cm_sides *sides;
    uint32_t n_points;
    double kappa, terms;
    cm_band *pieces;
    cm_frequency *at; /* per worker */
    double *results;  /* per piece: 2 room + N_SINGLE */
    size_t width;
} adding;

static double *new_row(cm_arena *arena, const cm_fourier *f)
{
    return cm_new_n(arena, double, f->room);
}

static bool new_frequency(cm_arena *arena, const cm_fourier *f,
                          cm_frequency *at)
{
    return (at->at = new_row(arena, f)) && (at->sine = new_row(arena, f)) &&
           (at->cosine = new_row(arena, f)) && (at->flip = new_row(arena, f)) &&
           (at->part = new_row(arena, f)) &&
           (at->inverse = new_row(arena, f)) && (at->most = new_row(arena, f));
}

/* q times `scale`, with an error of `off` of its size. */
static cm_term term_of(about q, double scale, double off)
{
    cm_term term = {.re = scale * q.re, .im = scale * q.im};
    term.size = (above(term.re) + above(term.im) + 1e-250) * off;
    return term;
}

/* Weights from the quota up, and from total - quota + 1 up, that are counted. */
static uint64_t room_of(const cm_fourier *f, int side)
{
    uint64_t all = side ? f->quota : f->total - f->quota + 1;
    return all < f->above ? all : f->above;
}

/* Chances to win: q (1 - e^(-(tilt + i theta) room)), and for the other quota without
   a tilt. */
static void add_winning(const adding *t, uint64_t k, about q, uint32_t i,
                        double scale, double off, double *single)
{
    const cm_fourier *f = t->f;
    uint64_t twice = 2 * f->modulus;
    for (int side = 0; side < 2; side++) {
        double s, c, factor[2] = {0, 0};
        factor[side] = t->sides[i].winning[side];
        if (factor[side] == 0)
            continue;
        uint64_t room = room_of(f, side);
        double rest = cm_exp(-t->points->tilt * (double)room);
        about of = of_sides(f, k, factor);
        cm_term term = term_of(times(q, of.re, of.im), scale, off);
        cm_turn_one(&f->turn, cm_times_mod(2 * k, room % twice, twice), &s, &c);
        double re = 1 - rest * c, im = rest * s;
        single[WINNING] += term.re * re - term.im * im;
        single[WINNING_OFF] += 2 * term.size;
    }
}

/* Adds the terms of all players at one point: the real part of 4 / N q n / f. */
static void add_point(const adding *t, const cm_frequency *at, uint64_t k,
                      uint32_t i, double sign, double *to)
{
    const cm_fourier *f = t->f;
    const cm_chances *chances = &t->points[i];
    double *single = to + 2 * (size_t)f->room;
    double loose = f->lanes.look(at, f->room, chances, f->sizes);
    about q = common(f, chances, at, k, sign, t->kappa);
    q.off += loose + chances->blur;
    if (!(q.off < 1e-4)) {
        single[PROVED] = 0;
        return;
    }
    double scale = 4 / f->turn.modulus;
    double off = 2 * q.off + (100 + t->terms * t->n_points) * U;
    about of = of_sides(f, k, t->sides[i].swings);
    cm_term term = term_of(times(q, of.re, of.im), scale, off);
    single[SIZE] += above(term.re) + above(term.im);
    f->lanes.spread_out(at, f->room, chances, term, to, to + f->room);
    add_winning(t, k, q, i, scale, off, single);
}

static comitia_status add_piece(void *user, cm_ctx *ctx, uint32_t task)
{
    const adding *t = user;
    const cm_fourier *f = t->f;
    const cm_band piece = t->pieces[task];
    const cm_frequency *at = &t->at[ctx->worker];
    double *to = t->results + task * t->width;
    memset(to, 0, t->width * sizeof *to);
    to[2 * (size_t)f->room + PROVED] = 1;
    CM_TRY(cm_spend(ctx, cm_fourier_cost(f, piece.last - piece.first + 1,
                                         t->n_points)));
    memset(at->at, 0, f->room * sizeof *at->at);
    for (uint32_t d = 0; d < f->n; d++)
        at->at[d] = (double)cm_times_mod(piece.first, (uint64_t)f->weight[d],
                                         2 * f->modulus);
    for (uint64_t k = piece.first; k <= piece.last; k++) {
        f->lanes.turn(at, f->room, f->turn);
        bool odd = (uint64_t)f->lanes.flips(f->odd, at->flip, f->room) % 2;
        for (uint32_t i = 0; i < t->n_points; i++)
            add_point(t, at, k, i, odd ? -1 : 1, to);
        f->lanes.go_on(at->at, f->weight, f->room, 2 * f->turn.modulus);
    }
    return COMITIA_OK;
}

/* ---- all ------------------------------------------------------------------------------- */

/* Terms come together before they are added to what is there: fewer and smaller
   sums round less. */
static void add_result(const cm_fourier *f, const double *from, cm_sums *part,
                       bool *proved)
{
    const double *single = from + 2 * (size_t)f->room;
    for (uint32_t d = 0; d < f->n; d++) {
        part->value[d] += from[d];
        part->off[d] += from[f->room + d];
    }
    part->winning += single[WINNING];
    part->winning_off += single[WINNING_OFF];
    part->size += single[SIZE];
    *proved &= single[PROVED] != 0;
}

static void join(const cm_fourier *f, const cm_sums *part, cm_sums *sums)
{
    for (uint32_t d = 0; d < f->n; d++) {
        sums->value[d] += part->value[d];
        sums->off[d] += part->off[d] * (1 + 1e-6);
    }
    sums->winning += part->winning / 2;
    sums->winning_off += part->winning_off * (1 + 1e-6);
    sums->size += part->size * (1 + 1e-6);
}

/* The term of frequency 0, and what the rest may be: 2 / N times it times w, or
   with a tilt 2 less / kappa, or what `kernel` says: 2 more e^(tilt / 2) / kernel. */
static void add_ends(const adding *t, const cm_cut *cut, uint32_t i,
                     cm_sums *sums)
{
    const cm_fourier *f = t->f;
    const cm_chances *at = &t->points[i];
    const cm_sides *side = &t->sides[i];
    double over = 1 / f->turn.modulus, both = side->swings[0] + side->swings[1];
    double rest = 2 * over * cut->bands.rest * (1 + 1e-9);
    double root = cm_exp(at->tilt / 2), far = 0;
    if (cut->kernel > 0)
        far = 2 * root / cut->kernel;
    for (uint32_t d = 0; d < f->n; d++) {
        double most = at->tilt > 0 ? 2 * at->less[d] / t->kappa : f->weight[d];
        double value = both * over * most;
        if (cut->kernel > 0)
            most = far * (at->tilt > 0 ? at->more[d] : 1);
        sums->value[d] += value;
        sums->off[d] += (100 * U + at->blur) * value + rest * both * most;
    }
    if (at->tilt > 0) /* the first term, as far as it is no line */
        sums->size += both * over * 2 / t->kappa * (1 + 1e-9);
    double room = (double)room_of(f, 0), other = (double)room_of(f, 1);
    double first = room, most = f->turn.modulus;
    if (at->tilt > 0) {
        first = -cm_expm1(-at->tilt * room) / t->kappa;
        most = far > 1 / t->kappa ? far : 1 / t->kappa;
    }
    double value = over * (side->winning[0] * first +
                           side->winning[1] * other);
    double size = over * (above(side->winning[0]) * first +
                          above(side->winning[1]) * other);
    sums->winning += value;
    sums->winning_off +=
        (100 * U + at->blur) * size +
        rest * most * (above(side->winning[0]) + above(side->winning[1]));
}

static comitia_status add_pieces(cm_ctx *ctx, cm_arena *scratch, adding *t,
                                 uint32_t n, cm_sums *sums, bool *proved)
{
    const cm_fourier *f = t->f;
    size_t bytes = t->width * sizeof(double);
    uint32_t most = RESULT_BYTES / bytes < 2 ? 2
                    : RESULT_BYTES / bytes < MOST_AT_A_TIME
                        ? (uint32_t)(RESULT_BYTES / bytes)
                        : MOST_AT_A_TIME;
    most = n < most ? n : most;
    uint32_t workers = cm_parallel_workers(ctx, most);
    cm_sums part = {.value = new_row(scratch, f), .off = new_row(scratch, f)};
    t->at = cm_new_n(scratch, cm_frequency, workers);
    t->results = cm_new_n(scratch, double, t->width * most);
    if (!t->at || !t->results || !part.value || !part.off)
        return COMITIA_E_NOMEM;
    for (uint32_t k = 0; k < workers; k++)
        if (!new_frequency(scratch, f, &t->at[k]))
            return COMITIA_E_NOMEM;
    for (uint32_t first = 0; first < n && *proved; first += most) {
        uint32_t some = n - first < most ? n - first : most;
        CM_TRY(cm_spread(ctx, some, add_piece, t, t->results, bytes));
        for (uint32_t k = 0; k < some; k++)
            add_result(f, t->results + k * t->width, &part, proved);
        t->pieces += some;
    }
    join(f, &part, sums);
    return COMITIA_OK;
}

static comitia_status cut_up(cm_arena *scratch, const cm_bands *bands,
                             cm_band **pieces, uint32_t *n)
{
    cm_vec(cm_band) all = {0};
    for (uint32_t b = 0; b < bands->n; b++) {
        const cm_band band = bands->at[b];
        for (uint64_t k = band.first; k <= band.last; k += PIECE) {
            uint64_t last = band.last - k < PIECE ? band.last : k + PIECE - 1;
            if (!cm_push(scratch, &all, (cm_band){k, last}))
                return COMITIA_E_NOMEM;
        }
    }
    *pieces = all.at;
    *n = (uint32_t)all.n;
    return COMITIA_OK;
}

comitia_status cm_fourier_add(cm_ctx *ctx, const cm_fourier *f,
                              const cm_cut *cut, const cm_chances *points,
                              const cm_sides *sides, uint32_t n_points,
                              cm_sums *sums, bool *proved)
{
    adding t = {.f = f,
                .points = points,
                .sides = sides,
                .n_points = n_points,
                .kappa = -cm_expm1(-points->tilt),
                .terms = (double)cut->bands.terms,
                .width = 2 * (size_t)f->room + N_SINGLE};
    cm_arena scratch;
    uint32_t n;
    *proved = true;
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status = cut_up(&scratch, &cut->bands, &t.pieces, &n);
    for (uint32_t i = 0; status == COMITIA_OK && i < n_points; i++)
        add_ends(&t, cut, i, sums);
    if (status == COMITIA_OK && n)
        status = add_pieces(ctx, &scratch, &t, n, sums, proved);
    cm_arena_clear(&scratch);
    return status;
}

uint64_t cm_fourier_cost(const cm_fourier *f, uint64_t terms, uint32_t n_points)
{
    uint64_t each = (uint64_t)f->room * (4 + 3 * (uint64_t)n_points) +
                    (uint64_t)(f->n - f->few) * (6 * (uint64_t)n_points) +
                    100 * (uint64_t)n_points;
    return terms && each > UINT64_MAX / terms ? UINT64_MAX : terms * each;
}
