/* Facts and choices (LANGUAGE 6). */
#include "lang/resolve/names.h"

/* Bits of the common denominator of the chances of a choice. */
enum { MOST_CHANCE_BITS = 65536 };

static void bad_options(cm_resolver *r, const cm_fact *fact, const char *why)
{
    cm_diag_add(r->diags, "C0218", CM_ERROR, fact->label.span, "%s: %s",
                fact->label.name, why);
}

/* C0218: chances stand at all options or at none, and add up to 1. */
static void check_options(cm_resolver *r, const cm_fact *fact)
{
    uint32_t n = 0;
    bool too_long = false;
    mpq_t sum;
    mpq_init(sum);
    for (uint32_t i = 0; i < fact->n_options; i++) {
        if (!fact->options[i].chance)
            continue;
        n++;
        if (mpq_cmp_ui(sum, 1, 1) <= 0 && !too_long)
            mpq_add(sum, sum, fact->options[i].chance->q);
        too_long = mpz_sizeinbase(mpq_denref(sum), 2) > MOST_CHANCE_BITS;
    }
    if (n && n < fact->n_options)
        bad_options(r, fact, "some options have a chance, others have none");
    else if (too_long)
        cm_diag_add(r->diags, "C0701", CM_ERROR, fact->label.span,
                    "bits of the common denominator of the chances of %s: "
                    "the limit is %d, and no option raises it",
                    fact->label.name, MOST_CHANCE_BITS);
    else if (n && mpq_cmp_ui(sum, 1, 1) != 0)
        bad_options(r, fact, "the chances of its options do not add up to 1");
    mpq_clear(sum);
}

static void resolve_options(cm_resolver *r, uint32_t f,
                            const cm_syntax_fact *syntax)
{
    cm_fact *fact = &r->facts[f];
    cm_map *names = &r->options[f];
    cm_option *options = cm_new_n(r->arena, cm_option, syntax->n_options);
    if (!options) {
        r->failed = true;
        return;
    }
    bool fits = true;
    for (uint32_t i = 0; i < syntax->n_options; i++) {
        const cm_syntax_option *option = &syntax->options[i];
        uint32_t first = cm_map_get(names, option->name.text);
        if (first != CM_MAP_NONE)
            cm_already(r, option->name.text, option->name.span,
                       options[first].span);
        else if (!cm_map_put(&r->scratch, names, option->name.text, i))
            r->failed = true;
        fits &= cm_check_chance(r, &option->chance);
        options[i] = (cm_option){.name = option->name.text,
                                 .title = option->title.text,
                                 .chance = option->chance.value,
                                 .span = option->name.span};
        if (option->chance.value)
            fact->state = CM_FACT_CHANCE;
    }
    fact->options = options;
    fact->n_options = syntax->n_options;
    if (fits)
        check_options(r, fact);
}

static void resolve_fact(cm_resolver *r, uint32_t f,
                         const cm_syntax_fact *syntax)
{
    cm_fact *fact = &r->facts[f];
    if (syntax->is_choice) {
        fact->state = CM_FACT_UNKNOWN;
        resolve_options(r, f, syntax);
        return;
    }
    fact->state = syntax->state;
    if (syntax->state == CM_FACT_CHANCE) {
        cm_check_chance(r, &syntax->chance);
        fact->chance = syntax->chance.value;
    }
}

comitia_status cm_resolve_facts(cm_resolver *r)
{
    for (uint32_t i = 0, f = 0; i < r->syntax->n && !r->failed; i++)
        if (r->syntax->at[i].kind == CM_S_FACT)
            resolve_fact(r, f++, &r->syntax->at[i].fact);
    return cm_resolved(r);
}
