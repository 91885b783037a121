#include "engine/law/cases.h"

static comitia_status add_support(cm_law *law, cm_fn f, uint8_t *depends,
                                  uint8_t *matters)
{
    CM_TRY(cm_fn_support(law->d, f, depends));
    for (uint32_t i = 0; i < law->n_fact_atoms; i++)
        matters[i] |= depends[law->level[i]];
    return COMITIA_OK;
}

/* Where f depends on the act at `level`, as a function of the facts. */
static comitia_status dependence(cm_law *law, cm_fn f, uint32_t level,
                                 uint8_t *acts, cm_fn *out)
{
    cm_fn without, with;
    CM_TRY(cm_fn_restrict(law->d, f, level, 0, &without));
    CM_TRY(cm_fn_restrict(law->d, f, level, 1, &with));
    CM_TRY(cm_fn_xor(law->d, without, with, out));
    return cm_fn_exists(law->d, *out, acts, out);
}

/* Facts that choose the arm of an act on which f depends. */
static comitia_status add_arms(cm_law *law, cm_fn f, uint8_t *depends,
                               uint8_t *acts, uint8_t *matters)
{
    const cm_model *model = law->world->model;
    for (uint32_t i = law->n_fact_atoms; i < law->n_atoms; i++) {
        uint32_t act = law->atoms[i].index;
        uint32_t level = law->level[i], n = model->acts[act].n_arms;
        CM_TRY(cm_fn_support(law->d, f, depends));
        if (n < 2 || !depends[level])
            continue;
        cm_fn where, chosen;
        CM_TRY(dependence(law, f, level, acts, &where));
        for (uint32_t arm = 0; arm < n; arm++) {
            CM_TRY(cm_law_arm(law, act, arm, &chosen));
            CM_TRY(cm_fn_and(law->d, where, chosen, &chosen));
            CM_TRY(add_support(law, chosen, depends, matters));
        }
    }
    return COMITIA_OK;
}

static comitia_status enumerate(cm_law *law, const uint8_t *matters,
                                cm_cases *cases)
{
    const cm_model *model = law->world->model;
    cases->atoms = cm_new_n(law->arena, uint32_t, law->n_fact_atoms);
    if (!cases->atoms)
        return COMITIA_E_NOMEM;
    cases->n = 1;
    cases->n_atoms = 0;
    for (uint32_t i = 0; i < law->n_fact_atoms; i++) {
        if (!matters[i])
            continue;
        cases->atoms[cases->n_atoms++] = i;
        uint32_t size = cm_atom_size(model, law->atoms[i]);
        if (size > CM_MOST_CASES / cases->n)
            return cm_fail(law->ctx, COMITIA_E_BUDGET,
                           "more than %d valuations of open facts; settle some "
                           "with --suppose",
                           (int)CM_MOST_CASES);
        cases->n *= size;
    }
    cases->values = cm_new_n(law->arena, uint32_t *, cases->n);
    if (!cases->values)
        return COMITIA_E_NOMEM;
    for (uint32_t c = 0; c < cases->n; c++) {
        cases->values[c] = cm_new_n(law->arena, uint32_t, cases->n_atoms);
        if (!cases->values[c])
            return COMITIA_E_NOMEM;
        uint32_t rest = c;
        for (uint32_t j = cases->n_atoms; j-- > 0;) {
            cm_atom atom = law->atoms[cases->atoms[j]];
            uint32_t size = cm_atom_size(model, atom);
            uint32_t value = rest % size;
            cases->values[c][j] =
                atom.kind == CM_ATOM_CHOICE ? value : 1 - value;
            rest /= size;
        }
    }
    return COMITIA_OK;
}

static comitia_status find(cm_law *law, const cm_fn *f, uint32_t n, bool arms,
                           cm_cases *cases)
{
    uint32_t levels = cm_diagram_levels(law->d);
    uint8_t *depends = cm_new_n(law->arena, uint8_t, levels);
    uint8_t *acts = cm_new_n(law->arena, uint8_t, levels);
    uint8_t *matters = cm_new_n(law->arena, uint8_t, law->n_fact_atoms);
    if (!depends || !acts || !matters)
        return COMITIA_E_NOMEM;
    for (uint32_t i = law->n_fact_atoms; i < law->n_atoms; i++)
        acts[law->level[i]] = 1;
    for (uint32_t i = 0; i < n; i++) {
        CM_TRY(add_support(law, f[i], depends, matters));
        if (arms)
            CM_TRY(add_arms(law, f[i], depends, acts, matters));
    }
    return enumerate(law, matters, cases);
}

comitia_status cm_cases_of(cm_law *law, cm_fn f, cm_cases *cases)
{
    return find(law, &f, 1, true, cases);
}

comitia_status cm_cases_plain(cm_law *law, const cm_fn *f, uint32_t n,
                              cm_cases *cases)
{
    return find(law, f, n, false, cases);
}

comitia_status cm_case_fn(cm_law *law, const cm_cases *cases, uint32_t i,
                          cm_fn f, cm_fn *out)
{
    for (uint32_t a = 0, j = 0; a < law->n_fact_atoms; a++) {
        uint32_t value = 0;
        if (j < cases->n_atoms && cases->atoms[j] == a)
            value = cases->values[i][j++];
        CM_TRY(cm_fn_restrict(law->d, f, law->level[a], value, &f));
    }
    *out = f;
    return COMITIA_OK;
}

comitia_status cm_case_arm(cm_law *law, const cm_cases *cases, uint32_t i,
                           uint32_t act, uint32_t *arm)
{
    uint32_t n = law->world->model->acts[act].n_arms;
    for (*arm = 0; *arm + 1 < n; ++*arm) {
        cm_fn chosen;
        CM_TRY(cm_law_arm(law, act, *arm, &chosen));
        CM_TRY(cm_case_fn(law, cases, i, chosen, &chosen));
        if (chosen == CM_TRUE)
            break;
    }
    return COMITIA_OK;
}
