#include "engine/law/terms.h"

comitia_status cm_vectors_each(cm_ctx *ctx, cm_diagram *d, cm_fn f,
                               bool *listed, cm_visit *visit, void *user)
{
    mpz_t n;
    (void)ctx;
    mpz_init(n);
    comitia_status status = cm_fn_count(d, f, NULL, n);
    *listed = mpz_cmp_ui(n, CM_MOST_LISTED) <= 0;
    mpz_clear(n);
    if (status != COMITIA_OK || !*listed)
        return status;
    return cm_fn_each(d, f, visit, user);
}

comitia_status cm_terms_each(cm_law *law, cm_fn f, bool *listed,
                             cm_visit *visit, void *user)
{
    uint32_t n = cm_diagram_levels(law->d);
    cm_diagram *p = NULL;
    cm_arena scratch;
    cm_fn set;
    comitia_status status = COMITIA_E_NOMEM;
    cm_arena_init(&scratch, law->ctx->allocator);
    uint32_t *sizes = cm_new_n(&scratch, uint32_t, n);
    if (!sizes)
        goto done;
    for (uint32_t l = 0; l < n; l++)
        sizes[l] = cm_diagram_size(law->d, l) + 1;
    CM_GO(cm_diagram_new(law->ctx, sizes, n, &p));
    CM_GO(cm_fn_primes(law->d, f, p, &set));
    CM_GO(cm_vectors_each(law->ctx, p, set, listed, visit, user));
done:
    cm_diagram_free(p);
    cm_arena_clear(&scratch);
    return status;
}
