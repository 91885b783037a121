#include "engine/chance/chance_net.h"

#include "engine/chance/chance_gates.h"
#include "engine/net/net_bounds.h"

/* How a node stands in the circuit, as bits. */
enum { AS_IT_IS = 1, AS_OPPOSITE = 2, BOTH_WAYS = 3 };

/* ---- answers
 * -------------------------------------------------------------------------- */

/* The net is a constant or a leaf. */
static comitia_status plain_answer(cm_gates *b, cm_net_found *net)
{
    uint32_t node = cm_lit_node(b->net->top);
    bool opposite = b->net->top & 1, made = true;
    uint8_t *used = cm_new_n(b->arena, uint8_t, b->leaves.n + 1);
    mpz_t *change = cm_new_n(b->arena, mpz_t, b->leaves.n + 1);
    if (!used || !change)
        return COMITIA_E_NOMEM;
    mpq_t q, one;
    mpq_inits(q, one, NULL);
    mpq_set_ui(one, 1, 1);
    mpq_set(q, node ? b->chance[node - 1] : one);
    if (opposite)
        mpq_sub(q, one, q);
    if (opposite)
        mpq_neg(one, one);
    if (node) {
        used[node - 1] = 1;
        made = cm_integer_keep(b->arena, mpq_numref(one), change[node - 1]);
    }
    *net = (cm_net_found){.possible = true, .used = used, .change = change};
    made = made && cm_integer_keep(b->arena, mpq_numref(q), net->chance) &&
           cm_integer_keep(b->arena, mpq_denref(q), net->all);
    mpq_clears(q, one, NULL);
    return made ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- what is free
 * ------------------------------------------------------------------ */

static uint8_t other_way(uint8_t stands)
{
    return (uint8_t)((stands & AS_IT_IS) << 1 | (stands & AS_OPPOSITE) >> 1);
}

/* No gate falls when an input rises. Not possible where a free leaf stands both
   ways. */
static comitia_status find_ways(cm_gates *b)
{
    const cm_net *net = b->net;
    uint32_t n = (uint32_t)net->gates.n;
    b->stands = cm_new_n(&b->scratch, uint8_t, n);
    if (!b->stands)
        return COMITIA_E_NOMEM;
    b->stands[cm_lit_node(net->top)] = net->top & 1 ? AS_OPPOSITE : AS_IT_IS;
    CM_TRY(cm_spend(b->ctx, n + net->inputs.n));
    for (uint32_t node = n; node-- > 0;) {
        uint8_t stands = b->stands[node];
        const cm_lit *inputs = cm_gate_inputs(net, node);
        for (uint32_t i = 0; stands && i < net->gates.at[node].n; i++)
            b->stands[cm_lit_node(inputs[i])] |=
                inputs[i] & 1 ? other_way(stands) : stands;
    }
    for (uint32_t i = 0; i < b->leaves.n; i++)
        if (b->leaves.at[i].free && b->stands[i + 1] == BOTH_WAYS)
            b->possible = false;
    return COMITIA_OK;
}

static void set_free(cm_gates *b, bool highest)
{
    for (uint32_t i = 0; i < b->leaves.n; i++)
        if (b->leaves.at[i].free)
            mpq_set_ui(b->chance[i], highest == (b->stands[i + 1] == AS_IT_IS),
                       1);
}

/* The free atoms of used leaves, facts or acts. */
static comitia_status add_free(cm_gates *b, const cm_net_found *net, bool facts,
                               cm_free_variable *free, uint32_t *n)
{
    for (uint32_t a = 0; a < b->law->n_atoms; a++) {
        cm_atom atom = b->law->atoms[a];
        bool used = false;
        for (uint32_t i = b->first_leaf[a]; i < b->first_leaf[a + 1]; i++)
            used |= b->leaves.at[i].free && net->used[i];
        if (used && facts == (atom.kind == CM_ATOM_FACT))
            free[(*n)++] = (cm_free_variable){facts, atom.index, CM_NONE};
    }
    return cm_spend(b->ctx, b->leaves.n);
}

static comitia_status list_free(cm_gates *b, const cm_net_found *net,
                                cm_net_chance_found *found)
{
    cm_free_variable *free =
        cm_new_n(b->arena, cm_free_variable, b->law->n_atoms + 1);
    if (!free)
        return COMITIA_E_NOMEM;
    found->free = free;
    CM_TRY(add_free(b, net, true, free, &found->n_free));
    return add_free(b, net, false, free, &found->n_free);
}

/* ---- all
 * -------------------------------------------------------------------------------
 */

/* Diagrams of the net, or, where nothing is free and no diagram is small
   enough, two different ends. */
static comitia_status make_diagrams(cm_gates *b, cm_net_diagrams *diagrams,
                                    cm_net_chance_found *found)
{
    uint32_t stuck;
    comitia_status status =
        cm_net_diagrams_of(b->net, &b->scratch, false, diagrams, &stuck);
    if (status != COMITIA_E_BUDGET || !stuck)
        return status;
    if (!b->n_free) {
        status =
            cm_net_bounds(b->ctx, b->arena, b->net, (const mpq_t *)b->chance,
                          NULL, &found->low, &found->high);
        if (status != COMITIA_E_BUDGET || b->ctx->steps >= b->ctx->limit)
            return status;
    }
    return cm_net_diagrams_of(b->net, &b->scratch, true, diagrams, &stuck);
}

/* One end, with everything free as it suits that. diagrams NULL: the net is
 * plain. */
static comitia_status one_end(cm_gates *b, const cm_net_diagrams *diagrams,
                              bool highest, bool with_change, cm_net_found *net,
                              const cm_number **end)
{
    set_free(b, highest);
    CM_TRY(diagrams ? cm_net_chance(b->ctx, b->arena, diagrams,
                                    (const mpq_t *)b->chance, with_change, net)
                    : plain_answer(b, net));
    b->possible = net->possible;
    if (!b->possible)
        return COMITIA_OK;
    *end = cm_net_number(b->arena, net, net->chance);
    return *end ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status both_ends(cm_gates *b, const cm_net_diagrams *diagrams,
                                bool with_change, cm_net_chance_found *found)
{
    cm_net_found net = {0}, other = {0};
    CM_TRY(one_end(b, diagrams, false, with_change, &net, &found->low));
    if (!b->possible)
        return COMITIA_OK;
    found->high = found->low;
    if (b->n_free)
        CM_TRY(list_free(b, &net, found));
    if (found->n_free && with_change) {
        found->low = found->high = NULL;
        return COMITIA_OK;
    }
    if (found->n_free)
        return one_end(b, diagrams, true, false, &other, &found->high);
    return with_change
               ? cm_chance_changes(b->ctx, b->arena, &net,
                                   (const mpq_t *)b->chance, b->first_leaf,
                                   b->law->n_atoms, &found->change)
               : COMITIA_OK;
}

static comitia_status answer(cm_gates *b, const cm_cond *what, bool with_change,
                             cm_net_chance_found *found)
{
    cm_net_diagrams diagrams;
    CM_TRY(cm_gates_leaves(b));
    if (b->possible)
        CM_TRY(cm_gates_chances(b));
    if (b->possible)
        CM_TRY(cm_gates_make(b));
    if (!b->possible)
        return COMITIA_OK;
    CM_TRY(cm_gates_cond(b, what, &b->net->top));
    CM_TRY(cm_net_simplify(&b->scratch, b->net, &b->net));
    CM_TRY(find_ways(b));
    if (!b->possible)
        return COMITIA_OK;
    if (b->net->gates.at[cm_lit_node(b->net->top)].n == 0)
        return both_ends(b, NULL, with_change, found);
    CM_TRY(make_diagrams(b, &diagrams, found));
    return found->low /* and high */
               ? COMITIA_OK
               : both_ends(b, &diagrams, with_change, found);
}

comitia_status cm_chance_by_net(cm_ctx *ctx, cm_arena *arena,
                                const cm_world *world, const cm_cond *what,
                                bool with_change, cm_net_chance_found *found)
{
    cm_gates b = {.ctx = ctx, .arena = arena, .world = world, .possible = true};
    *found = (cm_net_chance_found){0};
    cm_arena_init(&b.scratch, ctx->allocator);
    comitia_status status =
        cm_law_new(ctx, arena, world, &what, 1, NULL, &found->law);
    b.law = found->law;
    if (status == COMITIA_OK)
        status = answer(&b, what, with_change, found);
    found->possible = status == COMITIA_OK && b.possible;
    for (uint32_t i = 0; i < b.n_chances; i++)
        mpq_clear(b.chance[i]);
    cm_arena_clear(&b.scratch);
    return status;
}
