#include "ask/explain/explain_pages.h"

#include <string.h>

static const cm_page_set *const sets[] = {
    &cm_pages_of_grammar, &cm_pages_of_names,   &cm_pages_of_history,
    &cm_pages_of_reports, &cm_pages_of_answers, &cm_pages_of_data,
};
enum { N_SETS = sizeof sets / sizeof *sets };

size_t cm_n_pages(void)
{
    size_t n = 0;
    for (size_t s = 0; s < N_SETS; s++)
        n += sets[s]->n;
    return n;
}

const cm_page *cm_page_at(size_t i)
{
    for (size_t s = 0; s < N_SETS; s++) {
        if (i < sets[s]->n)
            return &sets[s]->at[i];
        i -= sets[s]->n;
    }
    return NULL;
}

const cm_page *cm_page_of(const char *code)
{
    for (size_t i = 0; i < cm_n_pages(); i++)
        if (strcmp(cm_page_at(i)->code, code) == 0)
            return cm_page_at(i);
    return NULL;
}
