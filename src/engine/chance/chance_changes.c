#include "engine/chance/chance_changes.h"

/* Over net->all, summed over the leaves of an atom: with p = n / d and the
   derivative c / (all / d), `change` is the sum of c d, `moved` (the derivative
   times p) that of c n. */
typedef struct sums {
    mpz_t change, moved;
    mpq_t share;
} sums;

static bool add_leaves(const cm_net_found *net, const mpq_t *chance,
                       uint32_t first, uint32_t end, sums *s)
{
    bool any = false;
    mpz_set_ui(s->change, 0);
    mpz_set_ui(s->moved, 0);
    for (uint32_t i = first; i < end; i++) {
        if (!net->used[i])
            continue;
        any = true;
        mpz_addmul(s->change, net->change[i], mpq_denref(chance[i]));
        mpz_addmul(s->moved, net->change[i], mpq_numref(chance[i]));
    }
    return any;
}

static bool keep(cm_arena *arena, const cm_net_found *net, sums *s,
                 cm_atom_change *to)
{
    to->change = cm_net_number(arena, net, s->change);
    if (mpz_sgn(net->chance)) {
        mpz_set(mpq_numref(s->share), s->moved);
        mpz_set(mpq_denref(s->share), net->chance);
        mpq_canonicalize(s->share);
        to->share = cm_number_keep(arena, s->share);
        if (!to->share)
            return false;
    }
    mpz_sub(s->change, s->change, s->moved);
    mpz_add(s->change, s->change, net->chance);
    to->given = cm_net_number(arena, net, s->change);
    return to->change && to->given;
}

/* ---- atoms that do the same ------------------------------------------------------ */

/* Of things in the same place with the same chance all numbers are equal, and
   most of the work is to bring them to lowest terms. */
typedef struct seen {
    mpz_t change, moved; /* kept in the arena */
    uint32_t atom;
} seen;

typedef struct table {
    cm_arena *arena;
    seen **slots; /* open addressing, a power of two */
    uint32_t n_slots;
} table;

static uint64_t mixed(uint64_t h, mpz_srcptr z)
{
    uint64_t low = mpz_size(z) ? mpz_limbs_read(z)[0] : 0;
    return (h ^ low) * UINT64_C(0x9e3779b97f4a7c15) + mpz_size(z);
}

/* The slot of these sums: empty, or with those that are equal. */
static seen **slot_of(const table *t, const sums *s)
{
    uint64_t h = mixed(mixed(mpz_sgn(s->change) < 0, s->change), s->moved);
    uint64_t at = (h ^ h >> 32) & (t->n_slots - 1);
    while (t->slots[at] && (mpz_cmp(t->slots[at]->change, s->change) ||
                            mpz_cmp(t->slots[at]->moved, s->moved)))
        at = (at + 1) & (t->n_slots - 1);
    return &t->slots[at];
}

static comitia_status begin(cm_arena *arena, uint32_t n, table *t)
{
    *t = (table){.arena = arena, .n_slots = 2};
    while (t->n_slots / 2 <= n)
        t->n_slots *= 2;
    t->slots = cm_new_n(arena, seen *, t->n_slots);
    return t->slots ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status add_atom(table *t, const cm_net_found *net, sums *s,
                               uint32_t atom, cm_atom_change *of)
{
    seen **slot = slot_of(t, s);
    if (*slot) {
        of[atom] = of[(*slot)->atom];
        return COMITIA_OK;
    }
    *slot = cm_new(t->arena, seen);
    if (!*slot || !cm_integer_keep(t->arena, s->change, (*slot)->change) ||
        !cm_integer_keep(t->arena, s->moved, (*slot)->moved))
        return COMITIA_E_NOMEM;
    (*slot)->atom = atom;
    return keep(t->arena, net, s, &of[atom]) ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_chance_changes(cm_ctx *ctx, cm_arena *arena,
                                 const cm_net_found *net, const mpq_t *chance,
                                 const uint32_t *first, uint32_t n_atoms,
                                 cm_atom_change **out)
{
    cm_atom_change *to = cm_new_n(arena, cm_atom_change, (uint64_t)n_atoms + 1);
    uint64_t limbs = mpz_size(net->all);
    comitia_status status = COMITIA_OK;
    table t;
    sums s;
    if (!to)
        return COMITIA_E_NOMEM;
    CM_TRY(begin(arena, n_atoms, &t));
    mpz_inits(s.change, s.moved, NULL);
    mpq_init(s.share);
    for (uint32_t a = 0; a < n_atoms; a++) {
        if (!add_leaves(net, chance, first[a], first[a + 1], &s))
            continue;
        CM_GO(cm_spend(ctx, 100 + 50 * limbs + 2 * limbs * limbs));
        CM_GO(add_atom(&t, net, &s, a, to));
    }
    *out = to;
done:
    mpz_clears(s.change, s.moved, NULL);
    mpq_clear(s.share);
    return status;
}
