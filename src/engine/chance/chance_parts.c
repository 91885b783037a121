#include "engine/chance/chance_parts.h"

#include "engine/chance/ballot_chance.h"

/* ---- parts
 * ---------------------------------------------------------------------- */

static const cm_forecast *forecast_of(const cm_model *model, uint32_t act)
{
    for (uint32_t i = 0; i < model->n_forecasts; i++)
        if (model->forecasts[i].act == act)
            return &model->forecasts[i];
    return NULL;
}

static comitia_status set_range(cm_parts *s, cm_part *p)
{
    const cm_model *model = s->world->model;
    uint32_t act = s->law->atoms[p->atom].index;
    const cm_forecast *forecast = forecast_of(model, act);
    if (!forecast) {
        mpq_set_ui(p->high, 1, 1);
    } else if (forecast->chance) {
        mpq_set(p->low, forecast->chance->q);
        mpq_set(p->high, p->low);
    } else {
        CM_TRY(cm_ballot_chance(s->ctx, s->world, forecast, p->arm, p->low,
                                p->high));
    }
    p->fixed = mpq_equal(p->low, p->high);
    return COMITIA_OK;
}

static uint32_t n_arms(const cm_parts *s, uint32_t atom)
{
    uint32_t n = s->world->model->acts[s->law->atoms[atom].index].n_arms;
    return n ? n : 1;
}

static comitia_status find_parts(cm_parts *s, cm_fn residual)
{
    cm_law *law = s->law;
    uint32_t most = 0;
    uint8_t *depends =
        cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(law->d));
    if (!depends)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(law->d, residual, depends));
    for (uint32_t a = law->n_fact_atoms; a < law->n_atoms; a++)
        most += depends[law->level[a]] ? n_arms(s, a) : 0;
    s->at = cm_new_n(&s->scratch, cm_part, most);
    if (!s->at)
        return COMITIA_E_NOMEM;
    for (uint32_t a = law->n_fact_atoms; a < law->n_atoms; a++)
        for (uint32_t arm = 0; depends[law->level[a]] && arm < n_arms(s, a);
             arm++) {
            cm_fn chosen;
            CM_TRY(cm_law_arm(law, law->atoms[a].index, arm, &chosen));
            if (chosen == CM_FALSE)
                continue;
            cm_part *p = &s->at[s->n++];
            *p = (cm_part){.atom = a, .arm = arm, .chosen = chosen};
            mpq_inits(p->low, p->high, NULL);
            CM_TRY(set_range(s, p));
        }
    return COMITIA_OK;
}

/* ---- the residual over facts and parts
 * -------------------------------------------- */

/* Where each act is one part, whatever the facts, the law's diagram will do. */
static bool is_plain(const cm_parts *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->at[i].chosen != CM_TRUE)
            return false;
    return true;
}

/* Levels as in the law, an act's replaced by those of its parts. */
static uint32_t set_levels(cm_parts *s, uint32_t *sizes)
{
    const cm_law *law = s->law;
    uint32_t n = 0;
    for (uint32_t l = 0; l < law->n_atoms; l++) {
        uint32_t atom = law->atom_at[l];
        if (atom < s->n_facts) {
            s->fact_level[atom] = n;
            sizes[n++] = cm_atom_size(s->world->model, law->atoms[atom]);
        }
        for (uint32_t i = 0; i < s->n; i++)
            if (s->at[i].atom == atom) {
                s->at[i].level = n;
                sizes[n++] = 2;
            }
    }
    return n;
}

static comitia_status new_diagram(cm_parts *s)
{
    uint32_t *sizes =
        cm_new_n(&s->scratch, uint32_t, (uint64_t)s->n_facts + s->n + 1);
    s->fact_level = cm_new_n(&s->scratch, uint32_t, s->n_facts);
    if (!sizes || !s->fact_level)
        return COMITIA_E_NOMEM;
    if (!is_plain(s))
        return cm_diagram_new(s->ctx, sizes, set_levels(s, sizes), &s->d);
    for (uint32_t a = 0; a < s->n_facts; a++)
        s->fact_level[a] = s->law->level[a];
    for (uint32_t i = 0; i < s->n; i++)
        s->at[i].level = s->law->level[s->at[i].atom];
    s->d = s->law->d;
    return COMITIA_OK;
}

/* Functions of the law carried over: of each value of each level, what it
   becomes here. Facts stay; an act is the part whose arm is in force. */
typedef struct carry {
    cm_parts *s;
    cm_fn **is;  /* [level][value] */
    cm_fn *memo; /* per function of the law's diagram */
    cm_vec(cm_fn) stack;
} carry;

static comitia_status carry_top(carry *c)
{
    cm_diagram *from = c->s->law->d, *to = c->s->d;
    cm_fn f = c->stack.at[c->stack.n - 1], sum = CM_FALSE, one;
    uint32_t level = cm_fn_level(from, f), size = cm_diagram_size(from, level);
    for (uint32_t v = 0; v < size; v++) {
        cm_fn child = cm_fn_child(from, f, v);
        if (c->memo[child] == CM_NOTHING)
            return cm_push(&c->s->scratch, &c->stack, child) ? COMITIA_OK
                                                             : COMITIA_E_NOMEM;
    }
    for (uint32_t v = 0; v < size; v++) {
        CM_TRY(cm_fn_and(to, c->is[level][v], c->memo[cm_fn_child(from, f, v)],
                         &one));
        CM_TRY(cm_fn_or(to, sum, one, &sum));
    }
    c->stack.n--;
    c->memo[f] = sum;
    return COMITIA_OK;
}

static comitia_status carried(carry *c, cm_fn f, cm_fn *out)
{
    if (!cm_push(&c->s->scratch, &c->stack, f))
        return COMITIA_E_NOMEM;
    while (c->memo[f] == CM_NOTHING) {
        CM_TRY(cm_spend(c->s->ctx, 20));
        CM_TRY(carry_top(c));
    }
    c->stack.n = 0;
    *out = c->memo[f];
    return COMITIA_OK;
}

static comitia_status carry_facts(carry *c)
{
    cm_parts *s = c->s;
    for (uint32_t a = 0; a < s->n_facts; a++) {
        uint32_t from = s->law->level[a], to = s->fact_level[a];
        uint32_t size = cm_diagram_size(s->d, to);
        c->is[from] = cm_new_n(&s->scratch, cm_fn, size);
        if (!c->is[from])
            return COMITIA_E_NOMEM;
        for (uint32_t v = 0; v < size; v++)
            CM_TRY(cm_fn_is(s->d, to, v, &c->is[from][v]));
    }
    return COMITIA_OK;
}

static comitia_status carry_acts(carry *c)
{
    cm_parts *s = c->s;
    for (uint32_t i = 0; i < s->n; i++) {
        const cm_part *p = &s->at[i];
        cm_fn chosen, passes;
        cm_fn **is = &c->is[s->law->level[p->atom]];
        if (!*is && !(*is = cm_new_n(&s->scratch, cm_fn, 2)))
            return COMITIA_E_NOMEM;
        CM_TRY(carried(c, p->chosen, &chosen));
        CM_TRY(cm_fn_is(s->d, p->level, 1, &passes));
        CM_TRY(cm_fn_and(s->d, chosen, passes, &passes));
        CM_TRY(cm_fn_or(s->d, (*is)[1], passes, &(*is)[1]));
        CM_TRY(cm_fn_not(s->d, (*is)[1], &(*is)[0]));
    }
    return COMITIA_OK;
}

static comitia_status carry_over(cm_parts *s, cm_fn residual)
{
    size_t nodes = (size_t)cm_diagram_nodes(s->law->d) + 2;
    carry c = {.s = s,
               .is = cm_new_n(&s->scratch, cm_fn *,
                              (uint64_t)cm_diagram_levels(s->law->d) + 1),
               .memo = cm_new_n(&s->scratch, cm_fn, nodes)};
    if (!c.is || !c.memo)
        return COMITIA_E_NOMEM;
    memset(c.memo, 0xff, nodes * sizeof *c.memo);
    c.memo[CM_FALSE] = CM_FALSE;
    c.memo[CM_TRUE] = CM_TRUE;
    CM_TRY(carry_facts(&c));
    CM_TRY(carry_acts(&c));
    return carried(&c, residual, &s->f);
}

/* ---- chances of levels
 * -------------------------------------------------------------- */

static bool has_chance(const cm_parts *s, uint32_t atom)
{
    return s->world->model->facts[s->law->atoms[atom].index].state ==
           CM_FACT_CHANCE;
}

static void set_fact(const cm_fact *fact, mpq_t *chance)
{
    if (fact->is_choice) {
        for (uint32_t o = 0; o < fact->n_options; o++)
            mpq_set(chance[o], fact->options[o].chance->q);
        return;
    }
    mpq_set(chance[1], fact->chance->q);
    mpq_set_ui(chance[0], 1, 1);
    mpq_sub(chance[0], chance[0], chance[1]);
}

static comitia_status new_row(cm_parts *s, uint32_t level)
{
    uint32_t size = cm_diagram_size(s->d, level);
    mpq_t *row = cm_new_n(&s->scratch, mpq_t, size);
    if (!row)
        return COMITIA_E_NOMEM;
    for (uint32_t v = 0; v < size; v++)
        mpq_init(row[v]);
    s->chance[level] = row;
    return COMITIA_OK;
}

static comitia_status set_chances(cm_parts *s)
{
    s->chance =
        cm_new_n(&s->scratch, mpq_t *, (uint64_t)cm_diagram_levels(s->d) + 1);
    if (!s->chance)
        return COMITIA_E_NOMEM;
    for (uint32_t a = 0; a < s->n_facts; a++) {
        if (!has_chance(s, a)) {
            s->n_free++;
            continue;
        }
        CM_TRY(new_row(s, s->fact_level[a]));
        set_fact(&s->world->model->facts[s->law->atoms[a].index],
                 s->chance[s->fact_level[a]]);
    }
    for (uint32_t i = 0; i < s->n; i++)
        CM_TRY(new_row(s, s->at[i].level));
    return COMITIA_OK;
}

void cm_part_set(cm_parts *s, uint32_t i, bool high)
{
    mpq_t *row = s->chance[s->at[i].level];
    mpq_set(row[1], high ? s->at[i].high : s->at[i].low);
    mpq_set_ui(row[0], 1, 1);
    mpq_sub(row[0], row[0], row[1]);
}

/* ---- what is free
 * ----------------------------------------------------------------------- */

static comitia_status add_free(cm_parts *s, bool is_fact, uint32_t index,
                               uint32_t player)
{
    return cm_push(s->arena, &s->free,
                   (cm_free_variable){is_fact, index, player})
               ? COMITIA_OK
               : COMITIA_E_NOMEM;
}

static comitia_status add_free_act(cm_parts *s, uint32_t act)
{
    const cm_act *a = &s->world->model->acts[act];
    const cm_forecast *forecast = forecast_of(s->world->model, act);
    const cm_share **share;
    if (!forecast)
        return add_free(s, false, act, CM_NONE);
    if (forecast->chance)
        return COMITIA_OK;
    CM_TRY(cm_forecast_shares(&s->scratch, s->world, forecast, &share));
    for (uint32_t v = 0; v < a->n_voters; v++)
        if (!share[v] && s->world->acts[act].ballots[v].seats[CM_BALLOT_OPEN])
            CM_TRY(add_free(s, false, act, a->voters[v].player));
    return COMITIA_OK;
}

comitia_status cm_parts_free(cm_parts *s)
{
    uint8_t *depends = cm_new_n(&s->scratch, uint8_t, cm_diagram_levels(s->d));
    uint8_t *listed = cm_new_n(&s->scratch, uint8_t, s->world->model->n_acts);
    if (!depends || !listed)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_fn_support(s->d, s->f, depends));
    for (uint32_t a = 0; a < s->n_facts; a++)
        if (depends[s->fact_level[a]] && !has_chance(s, a))
            CM_TRY(add_free(s, true, s->law->atoms[a].index, CM_NONE));
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t act = s->law->atoms[s->at[i].atom].index;
        if (!depends[s->at[i].level] || listed[act])
            continue;
        listed[act] = 1;
        CM_TRY(add_free_act(s, act));
    }
    return COMITIA_OK;
}

/* ---- all
 * ---------------------------------------------------------------------- */

comitia_status cm_parts_of(cm_parts *s, const cm_cond *what)
{
    cm_law_options options = {
        .chance_last = true, .any_order = true, .acts_last = s->acts_last};
    cm_fn residual;
    CM_TRY(
        cm_law_new(s->ctx, &s->scratch, s->world, &what, 1, &options, &s->law));
    CM_TRY(cm_law_fn(s->law, what, &residual));
    s->n_facts = s->first_part = s->law->n_fact_atoms;
    CM_TRY(find_parts(s, residual));
    CM_TRY(new_diagram(s));
    if (s->d == s->law->d)
        s->f = residual;
    else
        CM_TRY(carry_over(s, residual));
    return set_chances(s);
}

void cm_parts_clear(cm_parts *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        mpq_clears(s->at[i].low, s->at[i].high, NULL);
    for (uint32_t l = 0; s->chance && l < cm_diagram_levels(s->d); l++)
        for (uint32_t v = 0; s->chance[l] && v < cm_diagram_size(s->d, l); v++)
            mpq_clear(s->chance[l][v]);
    if (s->law && s->d != s->law->d)
        cm_diagram_free(s->d);
    cm_law_clear(s->law);
    cm_arena_clear(&s->scratch);
}
