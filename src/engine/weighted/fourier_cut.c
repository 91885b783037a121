/* Which frequencies of a Fourier sum are left out (docs/theory/fourier.md). */
#include "engine/weighted/fourier.h"

/* A band, and bits of the cuts that still need it. */
typedef struct entry {
    cm_band band;
    uint64_t need;
} entry;

/* What is known of the band that is looked at: weights in the order in which they
   are asked, and for each the least square of its sine over the band. */
typedef struct look {
    cm_band band;
    double count, share;
    uint32_t start;      /* lighter weights come first, from this one down ...*/
    uint32_t lightest;   /* ... to this; then heavier ones up ...*/
    uint32_t end;        /* ... to this: what is heavier turns around in the band */
    uint32_t n, known;
    double *square;
} look;

typedef struct cutting {
    cm_ctx *ctx;
    cm_arena *arena;
    const cm_fourier *f;
    cm_cut *cuts;
    cm_band_list *kept; /* per cut */
    uint64_t alive;     /* bits of the cuts that may still be found */
    uint64_t half;      /* the last frequency that is not the mirror of another */
    uint64_t most_steps, steps;
    cm_vec(entry) todo;
    look look;
} cutting;

/* ---- one band ---------------------------------------------------------------------- */

/* How many weights are below `most`. */
static uint32_t lighter_than(const cm_fourier *f, double most)
{
    uint32_t low = 0, high = f->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->weight[f->ascending[middle]] < most)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many of the lightest have angles so small that together they do nothing. */
static uint32_t too_light(const cm_fourier *f, uint32_t end, double angle)
{
    uint32_t low = 0, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (f->squares[middle + 1] * angle * angle < 0.01)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void set_look(cutting *t, cm_band band)
{
    const cm_fourier *f = t->f;
    look *l = &t->look;
    double n = f->turn.modulus, wide = (double)(band.last - band.first);
    l->band = band;
    l->count = wide + 1;
    l->share = cm_band_share(band, t->half);
    l->end = wide > 0 ? lighter_than(f, n / wide) : f->n;
    l->start = wide > 0 ? lighter_than(f, n / (4 * wide)) : f->n;
    l->lightest =
        too_light(f, l->start, 3.2 * (double)band.last / n);
    l->n = l->end - l->lightest;
    l->known = 0;
}

static uint32_t place_of(const cutting *t, uint32_t i)
{
    const look *l = &t->look;
    uint32_t lighter = l->start - l->lightest;
    return t->f->ascending[i < lighter ? l->start - 1 - i : l->lightest + i];
}

/* sin^2(pi k w / N) over the band is at least what it is at one of its ends, unless
   a multiple of N lies between. */
static void look_at_next(cutting *t)
{
    const cm_fourier *f = t->f;
    look *l = &t->look;
    const uint64_t n = f->modulus, wide = l->band.last - l->band.first;
    uint64_t w = (uint64_t)f->weight[place_of(t, l->known)];
    uint64_t low = cm_times_mod(l->band.first, w, n);
    double s = 0, c;
    if (wide == 0 || w < n / wide) {
        uint64_t high = low + wide * w;
        if (high < n)
            cm_turn_one(&f->turn, low < n - high ? low : n - high, &s, &c);
    }
    l->square[l->known++] = s * s;
}

/* At least ln of the largest |phi| over the band with the player left out whose
   factor is least; not looked further once it is below `enough`. A factor has the
   square 1 - spread sin^2. */
static double log_most(cutting *t, const cm_chances *chances, double enough)
{
    const cm_fourier *f = t->f;
    look *l = &t->look;
    double sum = 0, least = 0;
    for (uint32_t i = 0; i < l->n && sum - least >= enough; i++) {
        uint32_t d = place_of(t, i);
        if (i == l->known)
            look_at_next(t);
        double v = chances->spread[chances->each ? d : 0] * l->square[i];
        /* ln(1 - v) <= -v - v^2 / 2 - v^3 / 3 - v^4 / 4 */
        double log = -v / 2 * (1 + v * (1.0 / 2 + v * (1.0 / 3 + v / 4)));
        sum += f->units[d] * log;
        least = log < least ? log : least;
        t->steps += 2;
    }
    return (sum - least) * (1 - 1e-9); /* for all roundings in it */
}

/* How much a term of the band counts at most. */
static double weight_of(const cutting *t, const cm_cut *cut)
{
    double s, c;
    if (cut->kernel == 0)
        return 1;
    cm_turn_one(&t->f->turn, t->look.band.first, &s, &c);
    double weight = cut->kernel / (2 * s) * (1 + 1e-12);
    return weight < 1 ? weight : 1;
}

/* What ln |phi| may be at most where the band is left out. */
static double enough_of(const cutting *t, uint32_t i)
{
    const cm_cut *cut = &t->cuts[i];
    double count = t->look.count * weight_of(t, cut);
    double enough = cm_log(cut->most * t->look.share / count);
    return enough < 0 ? enough : 1e-9; /* |phi| is 1 at most */
}

static void leave_out(cutting *t, uint32_t i, double log)
{
    cm_cut *cut = &t->cuts[i];
    double count = t->look.count * weight_of(t, cut);
    cut->bands.rest += count * cm_exp(log < 0 ? log : 0) * (1 + 1e-9) + 1e-300;
}

static double spread_of(const cutting *t, uint32_t i)
{
    return t->cuts[i].chances->spread[0];
}

static uint32_t first_of(uint64_t bits)
{
    uint32_t i = 0;
    while (!(bits >> i & 1))
        i++;
    return i;
}

static uint32_t last_of(uint64_t bits)
{
    uint32_t i = 63;
    while (!(bits >> i & 1))
        i--;
    return i;
}

/* The bits of `need` that cannot leave the band out. What is found for the last
   cut, of the least spread, holds for others with the factor of their spreads:
   -ln(1 - v) is convex. What the first cut falls short of, all others do. */
static uint64_t needed(cutting *t, uint64_t need)
{
    uint32_t last = last_of(need), first = first_of(need);
    double log = log_most(t, t->cuts[last].chances, enough_of(t, last));
    double floor = -1e300;
    uint64_t left = 0;
    if (first != last && log >= enough_of(t, last))
        floor = log_most(t, t->cuts[first].chances, enough_of(t, first));
    for (uint32_t i = first; i <= last; i++) {
        if (!(need >> i & 1))
            continue;
        double enough = enough_of(t, i), of = log;
        if (i != last)
            of *= spread_of(t, i) / spread_of(t, last) * (1 - 1e-12);
        if (!(of < enough) && i != last)
            of = floor < enough ? log_most(t, t->cuts[i].chances, enough) : 0;
        if (of < enough)
            leave_out(t, i, of);
        else
            left |= UINT64_C(1) << i;
    }
    return left;
}

/* ---- all bands ----------------------------------------------------------------------- */

static void give_up(cutting *t, uint32_t i)
{
    t->cuts[i].found = false;
    t->alive &= ~(UINT64_C(1) << i);
    t->steps = 0;
}

/* The half with less spread: what has no end is among it. */
static void give_half_up(cutting *t)
{
    uint32_t n = 0;
    for (uint64_t left = t->alive; left; left &= left - 1)
        n++;
    for (n = (n + 1) / 2; n > 0; n--)
        give_up(t, last_of(t->alive));
}

static bool keep_band(cutting *t, uint32_t i, cm_band band)
{
    cm_band_list *kept = &t->kept[i];
    cm_band *before = kept->n ? &kept->at[kept->n - 1] : NULL;
    t->cuts[i].bands.terms += band.last - band.first + 1;
    if (t->cuts[i].bands.terms > t->cuts[i].terms)
        give_up(t, i);
    if (before && before->last + 1 == band.first) {
        before->last = band.last;
        return true;
    }
    return cm_push(t->arena, kept, band);
}

/* The lower half comes first. */
static bool halve(cutting *t, entry e)
{
    cm_band half[2];
    cm_band_halves(e.band, half);
    return cm_push(t->arena, &t->todo, (entry){half[1], e.need}) &&
           cm_push(t->arena, &t->todo, (entry){half[0], e.need});
}

/* One band: left out, kept or halved, for the cuts that need it. */
static comitia_status look_at(cutting *t, entry e)
{
    enum { PIECE = 8 };
    e.need &= t->alive;
    if (!e.need)
        return COMITIA_OK;
    uint64_t before = t->steps;
    set_look(t, e.band);
    e.need = needed(t, e.need);
    t->steps += 100 + 20 * (uint64_t)t->look.known;
    CM_TRY(cm_spend(t->ctx, t->steps - before));
    if (t->steps > t->most_steps)
        give_half_up(t);
    e.need &= t->alive;
    if (!e.need)
        return COMITIA_OK;
    /* what would be saved by looking closer is little beside what is kept */
    const cm_cut *first = &t->cuts[first_of(e.need)];
    uint64_t little = first->kernel > 0 ? first->bands.terms / 32 : 0;
    if (e.band.last - e.band.first >= (little > PIECE ? little : PIECE))
        return halve(t, e) ? COMITIA_OK : COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < CM_MOST_CUTS; i++)
        if (e.need >> i & 1 && !keep_band(t, i, e.band))
            return COMITIA_E_NOMEM;
    return COMITIA_OK;
}

comitia_status cm_fourier_cut(cm_ctx *ctx, cm_arena *arena, const cm_fourier *f,
                              cm_cut *cuts, uint32_t n, uint64_t steps)
{
    cutting t = {.ctx = ctx,
                 .arena = arena,
                 .f = f,
                 .cuts = cuts,
                 .kept = cm_new_n(arena, cm_band_list, n),
                 .half = (f->modulus - 1) / 2,
                 .most_steps = steps,
                 .look = {.square = cm_new_n(arena, double, f->n)}};
    for (uint32_t i = 0; i < n; i++) {
        cuts[i].bands = (cm_bands){0};
        cuts[i].found = i < CM_MOST_CUTS;
        t.alive |= cuts[i].found ? UINT64_C(1) << i : 0;
    }
    if (!t.kept || !t.look.square ||
        !cm_push(arena, &t.todo, (entry){{1, t.half}, t.alive}))
        return COMITIA_E_NOMEM;
    while (t.todo.n && t.alive)
        CM_TRY(look_at(&t, t.todo.at[--t.todo.n]));
    for (uint32_t i = 0; i < n; i++) {
        cuts[i].bands.at = t.kept[i].at;
        cuts[i].bands.n = (uint32_t)t.kept[i].n;
    }
    return COMITIA_OK;
}
