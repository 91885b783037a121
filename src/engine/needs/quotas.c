#include "engine/needs/quotas.h"

/* The base with everybody present; whole: it is made of integers only. */
static void total_of(const cm_world *world, uint32_t act, const cm_quota *q,
                     mpq_ptr total, bool *whole)
{
    const cm_act *a = &world->model->acts[act];
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(total, 0, 1);
    *whole = true;
    for (uint32_t i = 0; i < q->within.n; i++) {
        uint32_t v = q->within.at[i];
        if (q->measure == CM_NONE) {
            cm_set_u64(mpq_numref(one), world->acts[act].seats[v]);
        } else {
            const cm_entry *entry =
                &world->model->bodies[a->body].entries[a->voters[v].entry];
            mpq_set(one, entry->numbers[q->measure]->q);
        }
        *whole &= mpz_cmp_ui(mpq_denref(one), 1) == 0;
        mpq_add(total, total, one);
    }
    if (q->base == CM_BASE_SEATS) {
        mpq_set_ui(one, 0, 1);
        cm_set_u64(mpq_numref(one), world->acts[act].vacant);
        mpq_add(total, total, one);
    }
    mpq_clear(one);
}

static void bound_of(const cm_quota *q, mpq_srcptr total, mpq_ptr bound)
{
    if (q->is_all) {
        mpq_t but;
        mpq_init(but);
        cm_set_u64(mpq_numref(but), q->all_but);
        mpq_sub(bound, total, but);
        mpq_clear(but);
    } else if (q->is_share) {
        mpq_mul(bound, total, q->amount->q);
    } else {
        mpq_set(bound, q->amount->q);
    }
}

/* The smallest integer that satisfies the comparison, or the largest; false if
   none does. */
static bool required_of(const cm_quota *q, mpq_srcptr total, mpq_srcptr bound,
                        mpz_ptr required)
{
    mpz_srcptr num = mpq_numref(bound), den = mpq_denref(bound);
    bool share = q->is_share || q->is_all;
    switch (q->compare) {
    case CM_AT_LEAST:
        mpz_cdiv_q(required, num, den);
        if (q->is_all && mpz_sgn(required) <= 0)
            mpz_set_ui(required, 1);
        return !share || mpq_sgn(total) > 0;
    case CM_MORE_THAN:
        mpz_fdiv_q(required, num, den);
        mpz_add_ui(required, required, 1);
        return !share || mpq_sgn(total) > 0;
    case CM_AT_MOST:
        mpz_fdiv_q(required, num, den);
        break;
    case CM_FEWER_THAN:
        mpz_cdiv_q(required, num, den);
        if (!share || mpq_sgn(total) > 0)
            mpz_sub_ui(required, required, 1);
        break;
    }
    if (mpz_cmp(required, mpq_numref(total)) > 0)
        mpz_set(required, mpq_numref(total));
    return true;
}

comitia_status cm_quota_bounds(cm_arena *arena, const cm_quota *q,
                               mpq_srcptr total, bool whole,
                               cm_quota_need *out)
{
    bool kept;
    mpq_t bound, required;
    mpq_inits(bound, required, NULL);
    bound_of(q, total, bound);
    *out = (cm_quota_need){0};
    out->quota = q;
    out->total = cm_number_keep(arena, total);
    out->bound = cm_number_keep(arena, bound);
    kept = out->total && out->bound;
    if (whole && required_of(q, total, bound, mpq_numref(required))) {
        out->required = cm_number_keep(arena, required);
        kept &= out->required != NULL;
    }
    mpq_clears(bound, required, NULL);
    return kept ? COMITIA_OK : COMITIA_E_NOMEM;
}

static comitia_status put_quota(cm_arena *arena, const cm_world *world,
                                uint32_t act, const cm_quota *q,
                                cm_quota_need *out)
{
    bool whole;
    mpq_t total;
    mpq_init(total);
    total_of(world, act, q, total, &whole);
    comitia_status status = cm_quota_bounds(arena, q, total, whole, out);
    mpq_clear(total);
    return status;
}

static uint32_t count_quotas(const cm_rule *rule)
{
    uint32_t n = rule->kind == CM_RULE_QUOTA ? 1 : 0;
    for (uint32_t i = 0; i < rule->n_children; i++)
        n += count_quotas(rule->children[i]);
    return n;
}

static void list_quotas(const cm_rule *rule, const cm_quota **list, uint32_t *n)
{
    if (rule->kind == CM_RULE_QUOTA)
        list[(*n)++] = rule->quota;
    for (uint32_t i = 0; i < rule->n_children; i++)
        list_quotas(rule->children[i], list, n);
}

comitia_status cm_quotas_in(cm_ctx *ctx, cm_arena *arena,
                            const cm_world *world, uint32_t act,
                            const cm_rule *rule, cm_quota_need **quotas,
                            uint32_t *n)
{
    *n = 0;
    if (!rule)
        return COMITIA_OK;
    const cm_quota **list =
        cm_new_n(arena, const cm_quota *, count_quotas(rule));
    cm_quota_need *made =
        cm_new_n(arena, cm_quota_need, count_quotas(rule));
    if (!list || !made)
        return COMITIA_E_NOMEM;
    list_quotas(rule, list, n);
    for (uint32_t i = 0; i < *n; i++) {
        CM_TRY(cm_spend(ctx, 50 + 50 * (uint64_t)list[i]->within.n));
        CM_TRY(put_quota(arena, world, act, list[i], &made[i]));
    }
    *quotas = made;
    return COMITIA_OK;
}

comitia_status cm_quotas_of(cm_ctx *ctx, cm_arena *arena,
                            const cm_world *world, uint32_t act, uint32_t arm,
                            cm_quota_need **quotas, uint32_t *n)
{
    return cm_quotas_in(ctx, arena, world, act,
                        world->model->acts[act].arms[arm].rule, quotas, n);
}
