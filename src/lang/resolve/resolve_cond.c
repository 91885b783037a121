/* References and conditions (LANGUAGE 6). */
#include "lang/resolve/names.h"

/* ---- references --------------------------------------------------------- */

static bool no_fact(cm_resolver *r, cm_word word, const char *what)
{
    cm_diag *diag = cm_diag_add(r->diags, "C0204", CM_ERROR, word.span,
                                "the rule of an act depends on facts and "
                                "choices only; %s is %s",
                                word.text, what);
    cm_span at = cm_name_span(r, word.text);
    if (at.line)
        cm_diag_note_at(r->diags, diag, at, "%s is declared here", word.text);
    return false;
}

static bool no_step(cm_resolver *r, const cm_ref *ref, uint32_t l)
{
    const cm_ladder *ladder = &r->ladders[l];
    cm_diag *diag = cm_diag_add(r->diags, "C0208", CM_ERROR, ref->name.span,
                                "%s does not go through %s", ref->name.text,
                                ref->court.text);
    if (!diag)
        return false;
    cm_near near;
    cm_near_begin(&near, r, ref->court.text);
    for (uint32_t c = 0; c < ladder->n_courts && !cm_near_tired(&near); c++)
        cm_near_try(&near, ladder->courts[c].name,
                    r->acts[ladder->courts[c].at].label.span);
    cm_near_help(&near, diag);
    cm_diag_note_at(r->diags, diag, ladder->label.span,
                    "the ladder is declared here");
    return false;
}

static bool resolve_step(cm_resolver *r, const cm_ref *ref,
                         const cm_scope *scope, cm_target *target)
{
    cm_name name;
    if (!cm_find_name(r, ref->name, &name))
        return false;
    if (name.kind != CM_NAME_LADDER) {
        if (scope && scope->only_facts)
            return no_fact(r, ref->name, "no fact");
        cm_wrong_kind(r, ref->name, "a ladder with steps");
        return false;
    }
    uint32_t c =
        cm_map_get(&r->ladder_names[name.index].courts, ref->court.text);
    if (c == CM_MAP_NONE)
        return no_step(r, ref, name.index);
    if (scope && scope->only_facts)
        return no_fact(r, ref->name, "a ladder");
    const cm_court *court = &r->ladders[name.index].courts[c];
    *target = (cm_target){CM_COND_ACT, court->at, CM_NONE, CM_NONE};
    if (ref->kind == CM_REF_TO) {
        target->index = court->to;
        target->other = court->to_against;
        if (court->to_against != CM_NONE)
            target->what = CM_COND_EITHER;
    }
    return true;
}

static bool resolve_option(cm_resolver *r, const cm_ref *ref, cm_word option,
                           uint32_t f, cm_target *target)
{
    const cm_fact *fact = &r->facts[f];
    uint32_t found = cm_map_get(&r->options[f], option.text);
    if (found != CM_MAP_NONE) {
        *target = (cm_target){CM_COND_OPTION, f, CM_NONE, found};
        return true;
    }
    cm_diag *diag =
        cm_diag_add(r->diags, "C0210", CM_ERROR, option.span,
                    "%s has no option %s", ref->name.text, option.text);
    if (!diag)
        return false;
    cm_near near;
    cm_near_begin(&near, r, option.text);
    for (uint32_t i = 0; i < fact->n_options && !cm_near_tired(&near); i++)
        cm_near_try(&near, fact->options[i].name, fact->options[i].span);
    cm_near_help(&near, diag);
    cm_diag_note_at(r->diags, diag, fact->label.span,
                    "the choice is declared here");
    return false;
}

static bool resolve_fact(cm_resolver *r, const cm_ref *ref, cm_word option,
                         uint32_t f, cm_target *target)
{
    if (r->facts[f].is_choice && option.text)
        return resolve_option(r, ref, option, f, target);
    if (r->facts[f].is_choice) {
        cm_diag *diag = cm_wrong_kind(r, ref->name, "true or false by itself");
        cm_diag_help(r->diags, diag, "name an option: %s is ...",
                     ref->name.text);
        return false;
    }
    *target = (cm_target){CM_COND_FACT, f, CM_NONE, CM_NONE};
    return true;
}

/* A thing that is no fact. */
static bool resolve_thing(cm_resolver *r, const cm_ref *ref, cm_name name,
                          cm_target *target)
{
    *target = (cm_target){CM_COND_ACT, name.index, CM_NONE, CM_NONE};
    switch (name.kind) {
    case CM_NAME_ACT: return true;
    case CM_NAME_OUTCOME: target->what = CM_COND_OUTCOME; return true;
    case CM_NAME_LADDER: target->what = CM_COND_LADDER; return true;
    default:
        cm_wrong_kind(r, ref->name, "an act, a fact, an outcome or a ladder");
        return false;
    }
}

static bool no_choice(cm_resolver *r, cm_word word)
{
    cm_wrong_kind(r, word, "a choice, which alone can be named with `is`");
    return false;
}

/* The point of the talks at hand that a name is, or CM_NONE. */
static uint32_t point_of(const cm_ref *ref, const cm_scope *scope)
{
    return ref->kind == CM_REF_PLAIN && scope && scope->point
               ? scope->point(scope->user, ref->name.text)
               : CM_NONE;
}

/* Only a source has the name. */
static bool is_source(const cm_resolver *r, const char *name)
{
    return cm_model_name(r->model, name).kind == CM_NAME_NOTHING &&
           cm_map_get(&r->model->source_names, name) != CM_MAP_NONE;
}

/* Nothing at all has the name, where points could have it. */
static bool is_unknown_in_talks(const cm_resolver *r, const char *name,
                                const cm_scope *scope)
{
    return scope && scope->point &&
           cm_model_name(r->model, name).kind == CM_NAME_NOTHING &&
           !is_source(r, name);
}

static bool resolve_plain(cm_resolver *r, const cm_ref *ref, cm_word option,
                          const cm_scope *scope, cm_target *target)
{
    cm_name name;
    if (is_unknown_in_talks(r, ref->name.text, scope)) {
        cm_unknown_in_talks(r, ref->name);
        return false;
    }
    if (scope && scope->only_facts && is_source(r, ref->name.text))
        return no_fact(r, ref->name, "a source");
    if (!cm_find_name(r, ref->name, &name))
        return false;
    if (name.kind == CM_NAME_FACT &&
        (r->facts[name.index].is_choice || !option.text))
        return resolve_fact(r, ref, option, name.index, target);
    if (name.kind != CM_NAME_FACT && scope && scope->only_facts)
        return no_fact(r, ref->name, cm_name_kind_text(name.kind));
    if (option.text)
        return no_choice(r, ref->name);
    return resolve_thing(r, ref, name, target);
}

bool cm_resolve_ref(cm_resolver *r, const cm_ref *ref, cm_word option,
                    const cm_scope *scope, cm_target *target)
{
    if (!ref->name.text)
        return false;
    uint32_t point = point_of(ref, scope);
    if (point != CM_NONE) {
        *target = (cm_target){CM_COND_POINT, point, CM_NONE, CM_NONE};
        return !option.text || no_choice(r, ref->name);
    }
    if (ref->kind == CM_REF_PLAIN)
        return resolve_plain(r, ref, option, scope, target);
    return resolve_step(r, ref, scope, target) &&
           (!option.text || no_choice(r, ref->name));
}

bool cm_is_computed(const cm_resolver *r, cm_target target)
{
    if (target.what == CM_COND_OUTCOME || target.what == CM_COND_LADDER)
        return true;
    if (target.what != CM_COND_ACT && target.what != CM_COND_EITHER)
        return false;
    uint32_t body = r->acts[target.index].body;
    return body != CM_NONE && r->bodies[body].nested;
}

/* ---- conditions --------------------------------------------------------- */

static cm_cond *new_cond(cm_resolver *r, cm_cond_kind kind, cm_span span)
{
    cm_cond *cond = cm_new(r->arena, cm_cond);
    if (!cond) {
        r->failed = true;
        return NULL;
    }
    cond->kind = kind;
    cond->span = span;
    cond->index = cond->other = cond->option = CM_NONE;
    return cond;
}

const cm_cond *cm_cond_from(cm_resolver *r, cm_target target, cm_span span)
{
    cm_cond *cond = new_cond(r, target.what, span);
    if (cond) {
        cond->index = target.index;
        cond->other = target.other;
        cond->option = target.option;
    }
    return cond;
}

static bool count_fits(cm_resolver *r, const cm_syntax_cond *cond, uint64_t *k)
{
    if (cm_figure_u64(&cond->k, k) && *k <= cond->n_children)
        return true;
    cm_diag_add(r->diags, "C0219", CM_ERROR, cond->k.span,
                "there are only %u conditions to count", cond->n_children);
    return false;
}

const cm_cond *cm_resolve_cond(cm_resolver *r, const cm_syntax_cond *cond,
                               const cm_scope *scope)
{
    cm_target target;
    if (!cond || r->failed)
        return NULL;
    if (cond->kind == CM_SC_REF)
        return cm_resolve_ref(r, &cond->ref, cond->option, scope, &target)
                   ? cm_cond_from(r, target, cond->ref.name.span)
                   : NULL;
    static const cm_cond_kind kinds[] = {[CM_SC_NOT] = CM_COND_NOT,
                                         [CM_SC_AND] = CM_COND_AND,
                                         [CM_SC_OR] = CM_COND_OR,
                                         [CM_SC_COUNT] = CM_COND_COUNT};
    cm_cond *made = new_cond(r, kinds[cond->kind], cond->span);
    const cm_cond **children =
        cm_new_n(r->arena, const cm_cond *, cond->n_children);
    if (!made || !children) {
        r->failed = true;
        return NULL;
    }
    bool fits = true;
    if (cond->kind == CM_SC_COUNT)
        fits = count_fits(r, cond, &made->k);
    for (uint32_t i = 0; i < cond->n_children; i++) {
        children[i] = cm_resolve_cond(r, cond->children[i], scope);
        fits &= children[i] != NULL;
    }
    made->compare = cond->compare;
    made->children = children;
    made->n_children = cond->n_children;
    return fits ? made : NULL;
}
