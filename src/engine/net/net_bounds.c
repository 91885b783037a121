#include "engine/net/net_bounds.h"

#include "engine/net/net_chance.h"
#include "engine/numbers/allowance.h"

enum {
    GROWTH = 5,
    MOST_TURNED = 8, /* parts used both ways: each doubles what is computed */
    UNDER_WAY = 1 << 24    /* nodes of all functions at a time */
};

/* A module that is too large, as a circuit of its own without opposites of
   gates: leaf i + 1 is node of[i] of the whole. */
typedef struct part {
    uint32_t root, at; /* of the whole; its place among the modules */
    bool rises, falls; /* how the whole moves with it; may do both */
    cm_net *net;
    cm_modules modules; /* the top alone */
    uint32_t *of;
    double *chance; /* per leaf, about */
    uint8_t *move;  /* cm_level_move, per leaf */
} part;

typedef struct bounding {
    cm_ctx *ctx;
    cm_arena *arena;    /* of what stays as long as the bounds are looked for */
    const cm_net *net;
    const mpq_t *chance;
    cm_net_diagrams diagrams; /* parts have any of theirs */
    cm_vec(part) parts;
    cm_order_kind kind; /* order of the parts' leaves */
    cm_bounds_sizes sizes;
    double *about;      /* chance per node of the whole */
    uint8_t *sides;     /* per node: 1 used as it is, 2 with its opposite */
    uint32_t n_turned;  /* parts that are used both ways */
} bounding;

/* ---- where gates stand ---------------------------------------------------------- */

static comitia_status find_sides(bounding *b)
{
    const cm_net *c = b->net;
    b->sides = cm_new_n(b->arena, uint8_t, c->gates.n);
    if (!b->sides)
        return COMITIA_E_NOMEM;
    b->sides[cm_lit_node(c->top)] = c->top & 1 ? 2 : 1;
    for (size_t node = c->gates.n; node-- > 0;) {
        uint8_t side = b->sides[node];
        uint8_t turned = (uint8_t)((side & 1) << 1 | side >> 1);
        for (uint32_t i = 0; side && i < c->gates.at[node].n; i++) {
            cm_lit input = cm_gate_inputs(c, (uint32_t)node)[i];
            b->sides[cm_lit_node(input)] |= input & 1 ? turned : side;
        }
    }
    return cm_spend(b->ctx, 2 * (c->gates.n + c->inputs.n));
}

/* ---- a part without opposites ------------------------------------------------------ */

typedef struct turning {
    const cm_net *from;
    const cm_net_orders *o;
    part *p;
    cm_lit *as[2]; /* per node of the whole: itself, its opposite */
    cm_lit *inputs;
} turning;

static comitia_status turn_gate(turning *t, uint32_t node, bool opposite)
{
    const cm_gate *gate = &t->from->gates.at[node];
    cm_gate_kind kind = gate->kind;
    int64_t k = gate->k;
    for (uint32_t i = 0; i < gate->n; i++) {
        cm_lit input = cm_gate_inputs(t->from, node)[i];
        t->inputs[i] = t->as[(input & 1) != opposite][cm_lit_node(input)];
    }
    if (opposite) {
        k = (int64_t)gate->n - k + 1; /* fewer than k: so many do not */
        kind = kind == CM_GATE_AND  ? CM_GATE_OR
               : kind == CM_GATE_OR ? CM_GATE_AND
                                    : kind;
    }
    return cm_net_gate(t->p->net, kind, k, t->inputs, gate->n,
                       &t->as[opposite][node]);
}

static comitia_status turn_gates(turning *t)
{
    const cm_net_orders *o = t->o;
    for (uint32_t i = 0; i < o->n_leaves; i++) {
        t->p->of[i] = o->leaves[i];
        t->as[0][o->leaves[i]] = 2 * (i + 1);
        t->as[1][o->leaves[i]] = 2 * (i + 1) + 1;
    }
    for (uint32_t i = 0; i < o->n_gates; i++) {
        CM_TRY(turn_gate(t, o->gates[i], false));
        CM_TRY(turn_gate(t, o->gates[i], true));
    }
    t->p->net->top = t->as[0][o->root];
    return COMITIA_OK;
}

/* How the top moves with each leaf: what it is used as. */
static comitia_status find_moves(cm_arena *arena, part *p)
{
    static const uint8_t moves[] = {CM_LEVEL_EITHER, CM_LEVEL_RISES,
                                    CM_LEVEL_FALLS, CM_LEVEL_EITHER};
    const cm_net *c = p->net;
    uint32_t *uses;
    CM_TRY(cm_net_uses(c, &uses));
    p->move = cm_new_n(arena, uint8_t, c->n_leaves + 1);
    if (!p->move)
        return COMITIA_E_NOMEM;
    for (size_t node = 0; node < c->gates.n; node++)
        for (uint32_t i = 0; uses[node] && i < c->gates.at[node].n; i++) {
            cm_lit input = cm_gate_inputs(c, (uint32_t)node)[i];
            if (cm_lit_node(input) <= c->n_leaves)
                p->move[cm_lit_node(input) - 1] |= input & 1 ? 2 : 1;
        }
    for (uint32_t i = 0; i < c->n_leaves; i++)
        p->move[i] = moves[p->move[i]];
    return COMITIA_OK;
}

static comitia_status new_part(bounding *b, const cm_net_orders *o, part *p)
{
    size_t n = b->net->gates.n;
    uint32_t most = 1;
    for (uint32_t i = 0; i < o->n_gates; i++)
        if (b->net->gates.at[o->gates[i]].n > most)
            most = b->net->gates.at[o->gates[i]].n;
    turning t = {.from = b->net,
                 .o = o,
                 .p = p,
                 .as = {cm_new_n(b->arena, cm_lit, n),
                        cm_new_n(b->arena, cm_lit, n)},
                 .inputs = cm_new_n(b->arena, cm_lit, most)};
    *p = (part){.root = o->root,
                .of = cm_new_n(b->arena, uint32_t, o->n_leaves),
                .chance = cm_new_n(b->arena, double, o->n_leaves)};
    if (!t.as[0] || !t.as[1] || !t.inputs || !p->of || !p->chance)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_net_new(b->ctx, b->arena, o->n_leaves, &p->net));
    CM_TRY(turn_gates(&t));
    for (uint32_t i = 0; i < o->n_leaves; i++)
        p->chance[i] = b->about[o->leaves[i]];
    CM_TRY(find_moves(b->arena, p));
    CM_TRY(cm_net_modules(p->net, b->arena, &p->modules));
    memset(p->modules.is, 0, p->net->gates.n);
    p->modules.is[cm_lit_node(p->net->top)] = 1;
    return COMITIA_OK;
}

/* ---- one end of one part --------------------------------------------------------------- */

typedef struct rounded {
    cm_net_orders o;
    cm_net_trial trial;
    cm_rounding rule;
    uint32_t *order; /* leaves of the part */
} rounded;

/* Chances and moves by level. */
static comitia_status set_rule(const part *p, cm_arena *scratch, bool up,
                               uint32_t most, rounded *r)
{
    uint32_t n = p->net->n_leaves;
    double *chance = cm_new_n(scratch, double, n);
    uint8_t *move = cm_new_n(scratch, uint8_t, n);
    if (!chance || !move)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < r->o.n_leaves; l++) {
        chance[l] = p->chance[r->order[l] - 1];
        move[l] = p->move[r->order[l] - 1];
    }
    r->rule = (cm_rounding){.chance = chance, .move = move, .up = up,
                            .most = most};
    r->trial.rounding = &r->rule;
    return COMITIA_OK;
}

static comitia_status round_part(const part *p, cm_order_kind kind,
                                 cm_arena *arena, bool up, uint32_t most,
                                 cm_module_diagram *to)
{
    cm_arena scratch;
    rounded r = {0};
    bool full;
    comitia_status status;
    cm_arena_init(&scratch, p->net->ctx->allocator);
    CM_GO(cm_net_orders_new(p->net, &p->modules, &scratch, &r.o));
    CM_GO(cm_net_orders_of(&r.o, cm_lit_node(p->net->top)));
    r.order = cm_new_n(&scratch, uint32_t, p->net->n_leaves);
    status = COMITIA_E_NOMEM;
    if (!r.order)
        goto done;
    CM_GO(cm_net_orders_make(&r.o, kind, r.order));
    CM_GO(cm_net_trial_begin(&r.trial, &r.o, &scratch, r.order));
    CM_GO(set_rule(p, &scratch, up, most, &r));
    CM_GO(cm_net_trial_go_on(&r.trial, UNDER_WAY, &full));
    status = COMITIA_E_BUDGET;
    if (full)
        goto done;
    for (uint32_t l = 0; l < r.o.n_leaves; l++)
        r.order[l] = p->of[r.order[l] - 1];
    CM_GO(cm_net_trial_keep(&r.trial, arena, to));
    to->root = p->root;
    to->top ^= p->net->top & 1;
done:
    cm_net_trial_end(&r.trial);
    cm_arena_clear(&scratch);
    return status;
}

/* ---- modules, exact or not ------------------------------------------------------------- */

/* The chance of a module, about; the diagram has nodes of the whole as levels. */
static comitia_status set_about(bounding *b, const cm_module_diagram *m)
{
    cm_arena scratch;
    cm_arena_init(&scratch, b->ctx->allocator);
    double *value = cm_new_n(&scratch, double, m->n_nodes);
    if (!value)
        return COMITIA_E_NOMEM;
    value[0] = 1;
    for (uint32_t i = 1; i < m->n_nodes; i++) {
        const cm_bdd_node *node = &m->nodes[i];
        double p = b->about[node->level], low = value[node->low >> 1];
        low = node->low & 1 ? 1 - low : low;
        value[i] = low + p * (value[node->high >> 1] - low);
    }
    double top = value[m->top >> 1];
    b->about[m->root] = m->top & 1 ? 1 - top : top;
    cm_arena_clear(&scratch);
    return cm_spend(b->ctx, m->n_nodes);
}

static comitia_status add_part(bounding *b, const cm_net_orders *o)
{
    part p;
    cm_module_diagram low;
    CM_TRY(new_part(b, o, &p));
    p.at = b->diagrams.n;
    p.rises = b->sides[o->root] & 1;
    p.falls = b->sides[o->root] & 2;
    b->n_turned += p.rises && p.falls;
    if (b->n_turned > MOST_TURNED)
        return cm_fail(b->ctx, COMITIA_E_BUDGET,
                       "more than %d large parts that are used with their "
                       "opposites too", MOST_TURNED);
    CM_TRY(round_part(&p, b->kind, b->arena, false, b->sizes.first, &low));
    CM_TRY(set_about(b, &low));
    cm_net_add_module(&b->diagrams, &low);
    return cm_push(b->arena, &b->parts, p) ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status make_modules(bounding *b)
{
    cm_net_orders o;
    CM_TRY(cm_net_diagrams_new(b->net, b->arena, &b->diagrams));
    const cm_modules *modules = &b->diagrams.modules;
    CM_TRY(cm_net_orders_new(b->net, modules, b->arena, &o));
    for (uint32_t i = 0; i < modules->n_nodes; i++) {
        cm_module_diagram module;
        bool made;
        if (!modules->is[modules->nodes[i]])
            continue;
        CM_TRY(cm_net_make_module(&o, b->arena, modules->nodes[i],
                                  b->sizes.exact, true, &module, &made));
        if (!made) {
            CM_TRY(add_part(b, &o));
            continue;
        }
        CM_TRY(set_about(b, &module));
        cm_net_add_module(&b->diagrams, &module);
    }
    return COMITIA_OK;
}

/* ---- closer and closer ------------------------------------------------------------------ */

/* Both ends of each part that one end of the whole asks for. */
static comitia_status round_parts(bounding *b, cm_arena *arena, bool up,
                                  uint32_t most, cm_module_diagram (*ends)[2])
{
    for (size_t i = 0; i < b->parts.n; i++) {
        const part *p = &b->parts.at[i];
        for (int end = 0; end < 2; end++)
            if (end == up ? p->rises : p->falls)
                CM_TRY(round_part(p, b->kind, arena, end, most, &ends[i][end]));
    }
    return COMITIA_OK;
}

/* Parts put in their places: those that move the whole one way with the end
   that suits, the others as the bits of `corner` say. */
static void place_parts(bounding *b, bool up, uint32_t corner,
                        cm_module_diagram (*ends)[2])
{
    cm_net_diagrams *d = &b->diagrams;
    for (size_t i = 0; i < b->parts.n; i++) {
        const part *p = &b->parts.at[i];
        bool high = p->rises ? up : !up;
        if (p->rises && p->falls) {
            high = corner & 1;
            corner >>= 1;
        }
        d->at[p->at] = ends[i][high];
    }
    d->n_nodes = d->most_nodes = 0;
    for (uint32_t k = 0; k < d->n; k++) {
        d->n_nodes += d->at[k].n_nodes;
        if (d->at[k].n_nodes > d->most_nodes)
            d->most_nodes = d->at[k].n_nodes;
    }
}

/* The whole lies between the least and the largest of all corners. */
static comitia_status try_corners(bounding *b, cm_arena *arena, bool up,
                                  cm_module_diagram (*ends)[2],
                                  const cm_number **out)
{
    *out = NULL;
    for (uint32_t corner = 0; corner < UINT32_C(1) << b->n_turned; corner++) {
        cm_net_found found;
        place_parts(b, up, corner, ends);
        CM_TRY(cm_net_chance(b->ctx, arena, &b->diagrams, b->chance, false,
                             &found));
        if (!found.possible)
            return cm_fail(b->ctx, COMITIA_E_BUDGET,
                           "the denominators of the chances");
        const cm_number *here = cm_net_number(arena, &found, found.chance);
        if (!here)
            return COMITIA_E_NOMEM;
        if (!*out || (up ? mpq_cmp(here->q, (*out)->q) > 0
                         : mpq_cmp(here->q, (*out)->q) < 0))
            *out = here;
    }
    return COMITIA_OK;
}

static comitia_status find_end(bounding *b, bool up, uint32_t most,
                               cm_arena *arena, const cm_number **out)
{
    cm_arena scratch;
    comitia_status status = COMITIA_E_NOMEM;
    const cm_number *found;
    cm_arena_init(&scratch, b->ctx->allocator);
    b->ctx->doing = up ? "closing in from above" : "closing in from below";
    cm_module_diagram(*ends)[2] = (cm_module_diagram(*)[2])cm_new_n(
        &scratch, cm_module_diagram, 2 * (b->parts.n + 1));
    if (!ends)
        goto done;
    CM_GO(round_parts(b, &scratch, up, most, ends));
    CM_GO(try_corners(b, arena, up, ends, &found));
    *out = found;
done:
    cm_arena_clear(&scratch);
    return status;
}

/* high - low <= low / 100 */
static bool is_close(const cm_number *low, const cm_number *high)
{
    mpq_t gap;
    mpq_init(gap);
    mpq_sub(gap, high->q, low->q);
    mpz_mul_ui(mpq_numref(gap), mpq_numref(gap), 100);
    mpq_canonicalize(gap);
    bool close = mpq_cmp(gap, low->q) <= 0;
    mpq_clear(gap);
    return close;
}

/* An end that may be better than the one there is; *gain is by how much. */
static comitia_status improve(bounding *b, bool up, uint32_t most,
                              cm_arena *arena, const cm_number **end,
                              mpq_ptr gain)
{
    const cm_number *found;
    CM_TRY(find_end(b, up, most, arena, &found));
    mpq_sub(gain, found->q, (*end)->q);
    if (up)
        mpq_neg(gain, gain);
    if (mpq_sgn(gain) > 0)
        *end = found;
    else
        mpq_set_ui(gain, 0, 1);
    return COMITIA_OK;
}

/* The order that is best from above with small diagrams is used for all. */
static comitia_status choose_order(bounding *b, cm_arena *arena,
                                   const cm_number **high, mpq_ptr gain)
{
    static const cm_order_kind kinds[] = {CM_ORDER_SMALL, CM_ORDER_SHARED};
    cm_order_kind best = b->kind;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        b->kind = kinds[i];
        CM_TRY(improve(b, true, b->sizes.first, arena, high, gain));
        best = mpq_sgn(gain) ? kinds[i] : best;
    }
    b->kind = best;
    return COMITIA_OK;
}

/* The end that gained more the last time is next. */
static comitia_status improve_both(bounding *b, cm_arena *arena,
                                   const cm_number **ends[2], mpq_t gain[2])
{
    uint64_t most[2] = {b->sizes.first, b->sizes.first};
    CM_TRY(choose_order(b, arena, ends[1], gain[1]));
    mpq_set_ui(gain[0], 1, 1); /* each once at first */
    mpq_set_ui(gain[1], 1, 1);
    while (!is_close(*ends[0], *ends[1])) {
        bool up = mpq_cmp(gain[1], gain[0]) >= 0;
        if (most[up] * GROWTH > b->sizes.last)
            up = !up;
        if (most[up] * GROWTH > b->sizes.last)
            return COMITIA_OK;
        most[up] *= GROWTH;
        CM_TRY(improve(b, up, (uint32_t)most[up], arena, ends[up], gain[up]));
    }
    return COMITIA_OK;
}

/* What was reached when the steps are spent stands. */
static comitia_status close_in(bounding *b, cm_arena *arena,
                               const cm_number **low, const cm_number **high)
{
    const cm_number **ends[2] = {low, high};
    mpq_t gain[2];
    CM_TRY(find_end(b, false, b->sizes.first, arena, low));
    CM_TRY(find_end(b, true, b->sizes.first, arena, high));
    mpq_inits(gain[0], gain[1], NULL);
    comitia_status status = improve_both(b, arena, ends, gain);
    mpq_clears(gain[0], gain[1], NULL);
    return cm_is_limit(b->ctx, status) ? COMITIA_OK : status;
}

comitia_status cm_net_bounds(cm_ctx *ctx, cm_arena *arena, const cm_net *net,
                             const mpq_t *chance, const cm_bounds_sizes *sizes,
                             const cm_number **low, const cm_number **high)
{
    cm_arena own;
    static const cm_bounds_sizes usual = {1 << 17, 800, 2000000};
    bounding b = {.ctx = ctx, .arena = &own, .net = net, .chance = chance,
                  .kind = CM_ORDER_LARGE, .sizes = sizes ? *sizes : usual};
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&own, ctx->allocator);
    b.about = cm_new_n(&own, double, net->gates.n);
    if (!b.about)
        goto done;
    for (uint32_t i = 0; i < net->n_leaves; i++)
        b.about[i + 1] = mpq_get_d(chance[i]);
    CM_GO(find_sides(&b));
    CM_GO(make_modules(&b));
    CM_GO(close_in(&b, arena, low, high));
done:
    cm_arena_clear(&own);
    return status;
}
