#include "engine/weighted/shapley_lean.h"

#include <string.h>

#define U CM_ULP

static double *new_row(cm_arena *arena, const cm_shapley_rest *rest)
{
    return cm_new_n(arena, double, rest->f.room);
}

comitia_status cm_lean_room_new(cm_arena *arena, const cm_shapley_rest *rest,
                                cm_lean_room *room)
{
    return (room->bias = new_row(arena, rest)) &&
                   (room->spread = new_row(arena, rest)) &&
                   (room->loose = new_row(arena, rest)) &&
                   (room->less = new_row(arena, rest)) &&
                   (room->more = new_row(arena, rest)) &&
                   (room->sums.value = new_row(arena, rest)) &&
                   (room->sums.off = new_row(arena, rest))
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

/* Odds e^(x - s), x = tilt w: x is off by u x, the exponent by as much as it and s
   are, its power by 6 u; cm_expm1 by 24 u. */
static void set_chances(const cm_fourier *f, cm_lean_room *room, double s,
                        double tilt)
{
    double p, other, most = 0;
    cm_shapley_chance(s, &p, &other);
    for (uint32_t d = 0; d < f->n; d++) {
        double x = tilt * f->weight[d], y = x - s;
        double away = y < 0 ? -y : y, odds = cm_exp(-away);
        double bias = away < 700 ? -cm_expm1(-away) / (1 + odds) : 1;
        double power = cm_exp(-x), over = 2 * (p + other * power);
        double loose = 4 * x + 4 * (s < 0 ? -s : s) + 10;
        room->bias[d] = y < 0 ? -bias : bias;
        room->spread[d] = 4 * odds / ((1 + odds) * (1 + odds));
        room->loose[d] = (loose * room->spread[d] + 60 * bias) * U;
        room->less[d] = (x < 700 ? -cm_expm1(-x) : 1) / over;
        room->more[d] = (1 + power) / over;
        most = loose > most ? loose : most;
    }
    for (uint32_t d = f->n; d < f->room; d++)
        room->bias[d] = room->spread[d] = room->loose[d] = room->less[d] =
            room->more[d] = 0;
    room->chances = (cm_chances){.each = true,
                                 .bias = room->bias,
                                 .spread = room->spread,
                                 .loose = room->loose,
                                 .tilt = tilt,
                                 .less = room->less,
                                 .more = room->more,
                                 .over = 1 / (4 * p * other),
                                 .blur = (most + 100) * U};
}

/* C = prod(1 - p + p e^x) e^(-tilt q) */
static void set_scale(const cm_shapley_rest *rest, cm_shapley_lean *lean)
{
    const cm_fourier *f = &rest->f;
    double log = 0, down = lean->tilt * (double)rest->quota[lean->at.side];
    for (uint32_t d = 0; d < f->n; d++)
        log += f->units[d] *
               cm_shapley_log_mean(lean->at.s, lean->tilt * f->weight[d]);
    double off = ((log + down) * (100 + (double)f->n) + f->players * 40) * U;
    log -= down;
    lean->scale = log < -690 ? 0 : cm_exp(log < 690 ? log : 690);
    lean->scale_off = off * 1.1 + 1e-15;
}

static double largest(const double *row, uint32_t n)
{
    double most = 0;
    for (uint32_t d = 0; d < n; d++)
        most = row[d] > most ? row[d] : most;
    return most;
}

/* The other side of the same point. */
static cm_shapley_point across(cm_shapley_point at)
{
    return (cm_shapley_point){-at.s, 1 - at.side};
}

/* The side that is not expected to reach its quota, and its tilt: with both quotas
   one more than the total together, one of them is above its mean. */
static void set_side(const cm_shapley_rest *rest, cm_shapley_lean *lean)
{
    lean->tilt = cm_shapley_tilt(rest, lean->at);
    if (lean->tilt > 0)
        return;
    lean->at = across(lean->at);
    lean->tilt = cm_shapley_tilt(rest, lean->at);
    if (!(lean->tilt > 0)) /* the heaps are not quite the weights */
        lean->tilt = 0x1p-60;
}

/* A rest of the chances that wraps around: above, below, and what is above all that
   is counted. */
static comitia_status set_modulus(cm_ctx *ctx, const cm_shapley_rest *rest,
                                  double most, cm_shapley_lean *lean)
{
    cm_shapley_reach reach;
    cm_fourier f = rest->f;
    f.quota = rest->quota[lean->at.side];
    CM_TRY(cm_shapley_reach_find(ctx, rest, lean->at, lean->tilt, most / 3,
                                 &reach));
    cm_shapley_wrap(rest, &f, reach, &lean->f);
    lean->wrapped = lean->f.modulus < f.modulus ? most : 0;
    return COMITIA_OK;
}

comitia_status cm_shapley_lean_plan(cm_ctx *ctx, cm_arena *arena,
                                    const cm_shapley_rest *rest,
                                    cm_lean_room *room, cm_shapley_point at,
                                    double most, uint64_t steps,
                                    cm_shapley_lean *lean)
{
    const cm_fourier *f = &lean->f;
    lean->at = lean->asked = at;
    set_side(rest, lean);
    CM_TRY(cm_spend(ctx, 300 * (uint64_t)rest->f.n +
                             1000 * (uint64_t)rest->n_heaps));
    CM_TRY(set_modulus(ctx, rest, most, lean));
    set_chances(f, room, lean->at.s, lean->tilt);
    set_scale(rest, lean);
    double kappa = -cm_expm1(-lean->tilt), root = cm_exp(lean->tilt / 2);
    double x = lean->tilt * f->weight[f->ascending[f->n - 1]];
    double tanh = x < 700 ? -cm_expm1(-x) / (1 + cm_exp(-x)) : 1;
    double kernel = kappa / tanh * root, far = 2 * root / kernel;
    /* what a rest of 1 puts an index off by */
    double more = far * largest(room->more, f->n) *
                  cm_shapley_factor(rest, lean->at);
    double alone = (far > 1 / kappa ? far : 1 / kappa) *
                   cm_shapley_alone(rest, lean->asked);
    double off = 2 / f->turn.modulus * lean->scale * (more + alone) * 1.1;
    lean->cut.kernel = kernel;
    lean->cut.most = off > 0 ? most / off : 1e100;
    lean->cut.chances = &room->chances;
    if (!(lean->scale_off < 1e-3) || !(lean->cut.most > 0)) {
        lean->cut.found = false;
        return COMITIA_OK;
    }
    CM_TRY(cm_fourier_cut(ctx, arena, f, &lean->cut, 1, steps));
    lean->cut.chances = NULL;
    return COMITIA_OK;
}

/* The chance of the asked side to reach its quota, or that it does not. */
static void add_alone(const cm_shapley_rest *rest, const cm_shapley_lean *lean,
                      double winning, double off, cm_shapley_found *found)
{
    double factor = cm_shapley_alone(rest, lean->asked);
    bool turned = lean->asked.side != lean->at.side;
    bool in = lean->asked.side == 0;
    /* in: base (1 - chance to reach); out: base times that chance */
    if (in && turned)
        found->base -= factor;
    if (!in && turned)
        found->base += factor;
    found->alone += (in == turned ? factor : -factor) * winning;
    found->alone_off += factor * off;
}

/* The sum of all terms to the room's; weights together where that was planned. */
static comitia_status add_terms(cm_ctx *ctx, cm_lean_room *room,
                                const cm_shapley_lean *lean, bool *proved)
{
    const cm_sides sides = {{1, 0}, {1, 0}};
    const cm_fourier *f = &lean->f;
    cm_arena scratch;
    cm_fourier_nodes nodes;
    comitia_status status = COMITIA_OK;
    if (lean->bins.n == 0) {
        set_chances(f, room, lean->at.s, lean->tilt);
        return cm_fourier_add(ctx, f, &lean->cut, &room->chances, &sides, 1,
                              &room->sums, proved);
    }
    cm_arena_init(&scratch, ctx->allocator);
    CM_GO(cm_fourier_nodes_new(ctx, &scratch, f, &lean->bins, &nodes));
    set_chances(&nodes.f, room, lean->at.s, lean->tilt);
    CM_GO(cm_fourier_nodes_add(ctx, &nodes, &lean->cut, &room->chances, &sides, 1,
                               &room->sums, proved));
done:
    cm_arena_clear(&scratch);
    return status;
}

comitia_status cm_shapley_lean_add(cm_ctx *ctx, const cm_shapley_rest *rest,
                                   cm_lean_room *room,
                                   const cm_shapley_lean *lean,
                                   cm_shapley_found *found, bool *proved)
{
    const size_t bytes = rest->f.room * sizeof(double);
    const cm_fourier *f = &lean->f;
    CM_TRY(cm_spend(ctx, 300 * (uint64_t)f->n));
    memset(room->sums.value, 0, bytes);
    memset(room->sums.off, 0, bytes);
    room->sums.winning = room->sums.winning_off = room->sums.size = 0;
    CM_TRY(add_terms(ctx, room, lean, proved));
    double chance = cm_shapley_factor(rest, lean->at);
    double factor = chance * lean->scale, high = 1 + lean->scale_off;
    double loose = lean->scale_off + cm_shapley_loose(rest, lean->at);
    for (uint32_t d = 0; d < f->n; d++) {
        double value = room->sums.value[d], off = room->sums.off[d];
        double size = value < 0 ? -value : value;
        found->value[d] += factor * value;
        found->off[d] += (factor * (off * high + size * loose) +
                          chance * lean->wrapped) *
                         (1 + 1e-9);
    }
    double winning = room->sums.winning;
    double size = winning < 0 ? -winning : winning;
    add_alone(rest, lean, winning * lean->scale,
              ((room->sums.winning_off * high + size * loose) * lean->scale +
               lean->wrapped) *
                  (1 + 1e-9),
              found);
    return COMITIA_OK;
}
