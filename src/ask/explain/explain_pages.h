/* A page about each diagnostic, for `explain`. */
#ifndef CM_EXPLAIN_PAGES_H
#define CM_EXPLAIN_PAGES_H

#include <stddef.h>

/** The tests read every wrong example and find its code, and every right one
    and do not. A byte that is not UTF-8 is written <E9>. */
typedef struct cm_page {
    const char *code, *severity;
    const char *title; /**< what the code means, one line */
    const char *wrong, *right; /**< small models */
    const char *text;
} cm_page;

/** The number of pages. */
size_t cm_n_pages(void);
/** The i-th page, in order of codes. */
const cm_page *cm_page_at(size_t i);
/** The page of a code, or NULL. */
const cm_page *cm_page_of(const char *code);

/* Between the files of it: one for each part of the language. */
typedef struct cm_page_set {
    const cm_page *at;
    size_t n;
} cm_page_set;
extern const cm_page_set cm_pages_of_grammar, cm_pages_of_names,
    cm_pages_of_history, cm_pages_of_reports, cm_pages_of_answers,
    cm_pages_of_data;

#endif
