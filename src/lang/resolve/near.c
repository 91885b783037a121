#include "lang/resolve/names.h"

/* Looking at every name of a large file for every unknown one would be
   quadratic; past this many steps nobody is offered a name any more. */
#define MOST_NEAR_WORK UINT64_C(50000000)

bool cm_near_tired(const cm_near *near)
{
    return near->r->near_work > MOST_NEAR_WORK;
}

void cm_near_begin(cm_near *near, cm_resolver *r, const char *text)
{
    *near = (cm_near){.r = r};
    cm_likeness_begin(&near->like, text);
}

void cm_near_try(cm_near *near, const char *name, cm_span span)
{
    if (!name || cm_near_tired(near))
        return;
    uint64_t before = near->like.work;
    if (cm_likeness_try(&near->like, name)) {
        near->best = name;
        near->best_at = span;
    }
    near->r->near_work += near->like.work - before;
}

void cm_near_try_all(cm_near *near)
{
    const cm_resolver *r = near->r;
    for (size_t i = 0; i < r->names.n && !cm_near_tired(near); i++)
        cm_near_try(near, r->names.at[i].name, r->names_at.at[i]);
}

void cm_near_try_words(cm_near *near, const cm_word *words, size_t n)
{
    for (size_t i = 0; i < n && !cm_near_tired(near); i++)
        cm_near_try(near, words[i].text, words[i].span);
}

void cm_near_try_body(cm_near *near, uint32_t body, bool measures)
{
    const cm_body *b = &near->r->bodies[body];
    for (uint32_t i = 0; i < b->n_groups && !cm_near_tired(near); i++)
        cm_near_try(near, b->groups[i].label.name, b->groups[i].label.span);
    for (uint32_t i = 0; measures && i < b->n_measures; i++)
        cm_near_try(near, b->measures[i].name, b->measures[i].span);
    for (uint32_t i = 0; i < b->n_entries && !cm_near_tired(near); i++)
        cm_near_try(near, b->entries[i].label.name, b->entries[i].label.span);
}

void cm_near_help(cm_near *near, cm_diag *diag)
{
    if (!near->best || !diag)
        return;
    const cm_model *model = near->r->model;
    const char *path = near->best_at.file < model->n_texts
                           ? model->texts[near->best_at.file].path
                           : "";
    cm_diag_help(near->r->diags, diag, "did you mean %s (%s:%u:%u)?",
                 near->best, path, near->best_at.line, near->best_at.column);
}
