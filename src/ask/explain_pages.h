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

extern const cm_page cm_pages[];
extern const size_t cm_n_pages;

/** The page of a code, or NULL. */
const cm_page *cm_page_of(const char *code);

#endif
