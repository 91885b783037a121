#include "engine/net/net_chance.h"

#include "engine/net/net_sweep.h"
#include "engine/numbers/lowest.h"
#include "engine/numbers/residues_tree.h"

enum { MOST_BITS = 1 << 20 };

/* Leaves that the diagrams ask for, and the product of their denominators. */
static comitia_status find_used(const cm_net_diagrams *d, cm_arena *arena,
                                const mpq_t *chance, uint32_t n_leaves,
                                uint8_t **used, mpz_ptr all)
{
    *used = cm_new_n(arena, uint8_t, n_leaves + 1);
    if (!*used)
        return COMITIA_E_NOMEM;
    mpz_set_ui(all, 1);
    for (uint32_t i = 0; i < d->n; i++)
        for (uint32_t k = 1; k < d->at[i].n_nodes; k++) {
            uint32_t leaf = d->at[i].nodes[k].level;
            if (leaf > n_leaves || (*used)[leaf - 1])
                continue;
            (*used)[leaf - 1] = 1;
            mpz_mul(all, all, mpq_denref(chance[leaf - 1]));
            if (mpz_sizeinbase(all, 2) > MOST_BITS)
                return cm_fail(d->c->ctx, COMITIA_E_BUDGET,
                               "the denominators of the chances");
        }
    return cm_spend(d->c->ctx, d->n_nodes);
}

static bool share_factors(const cm_primes *primes, mpz_srcptr all)
{
    for (uint32_t i = 0; i < primes->n; i++)
        if (mpz_divisible_ui_p(all, primes->at[i].p))
            return true;
    return false;
}

static bool keep_changes(const cm_net_sweep *s, cm_arena *arena,
                         const cm_residues_tree *tree, mpz_ptr z,
                         cm_net_found *found)
{
    mpz_t *change = cm_new_n(arena, mpz_t, s->n_leaves + 1);
    for (uint32_t i = 0; change && i < s->n_leaves; i++) {
        if (s->used[i]) {
            cm_residues_tree_join(tree, s->result + i + 1, s->n_leaves + 1, z);
            mpz_sub(z, z, s->all);
        } else {
            mpz_set_ui(z, 0);
        }
        if (!cm_integer_keep(arena, z, change[i]))
            return false;
    }
    found->change = (const mpz_t *)change;
    return change != NULL;
}

static comitia_status join_all(const cm_net_sweep *s, cm_ctx *ctx,
                               cm_arena *arena, cm_arena *scratch,
                               cm_net_found *found)
{
    cm_residues_tree *tree;
    comitia_status status;
    mpz_t z;
    mpz_init(z);
    CM_GO(cm_residues_tree_new(ctx, scratch, &s->primes, &tree));
    CM_GO(cm_spend(ctx, cm_residues_tree_cost(tree) *
                            (s->with_importance ? s->n_leaves + 1 : 1)));
    cm_kernel(s->chance, s->used, s->n_leaves, s->all, z);
    bool made = cm_integer_keep(arena, s->all, found->all) &&
                cm_integer_keep(arena, z, found->kernel);
    cm_residues_tree_join(tree, s->result, s->n_leaves + 1, z);
    made = made && cm_integer_keep(arena, z, found->chance) &&
           (!s->with_importance || keep_changes(s, arena, tree, z, found));
    status = made ? COMITIA_OK : COMITIA_E_NOMEM;
done:
    mpz_clear(z);
    return status;
}

comitia_status cm_net_chance(cm_ctx *ctx, cm_arena *arena,
                             const cm_net_diagrams *d, const mpq_t *chance,
                             bool with_change, cm_net_found *found)
{
    cm_net_sweep s = {.d = d,
                      .n_leaves = d->c->n_leaves,
                      .chance = chance,
                      .with_importance = with_change};
    cm_arena scratch;
    comitia_status status;
    uint8_t *used;
    mpz_t all;
    *found = (cm_net_found){0};
    mpz_init(all);
    cm_arena_init(&scratch, ctx->allocator);
    ctx->doing = "computing the chance";
    CM_GO(find_used(d, arena, chance, s.n_leaves, &used, all));
    s.all = all;
    s.used = found->used = used;
    CM_GO(cm_primes_new(ctx, &scratch, mpz_sizeinbase(all, 2) + 2, &s.primes));
    found->possible = !share_factors(&s.primes, all);
    if (!found->possible)
        goto done;
    CM_GO(cm_net_sweep_all(ctx, &scratch, &s));
    CM_GO(join_all(&s, ctx, arena, &scratch, found));
done:
    cm_arena_clear(&scratch);
    mpz_clear(all);
    return status;
}

const cm_number *cm_net_number(cm_arena *arena, const cm_net_found *found,
                               mpz_srcptr z)
{
    mpq_t q;
    mpq_init(q);
    mpz_set(mpq_numref(q), z);
    mpz_set(mpq_denref(q), found->all);
    cm_lowest(mpq_numref(q), mpq_denref(q), found->kernel);
    const cm_number *number = cm_number_keep(arena, q);
    mpq_clear(q);
    return number;
}
