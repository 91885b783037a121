/* The words of answers: names, lists, counts, shares, dates.
 *
 * Every text form says the same things in these words. Names and titles of the
 * model stand between CM_NAME and CM_END, so that a script that runs the other
 * way does not turn the sentence around them.
 */
#ifndef CM_WORDING_H
#define CM_WORDING_H

#include "report/doc/doc.h"
#include "report/doc/tree.h"

typedef cm_vec(const char *) cm_texts;

/** Appends; a failure is noted in the document. */
void cm_texts_add(cm_doc *doc, cm_texts *texts, const char *text);

/** "a", "a and b", "a, b and c"; `word` is "and" or "or". "" for none. */
const char *cm_listed(cm_doc *doc, const cm_texts *texts, const char *word);
/** The texts with `between` between them. */
const char *cm_strung(cm_doc *doc, const cm_texts *texts, const char *between);

/* ---- names ------------------------------------------------------------------
 */

/** What the model says about a name, a step of a ladder included; NULL if there
    is no model or no such name. */
const cm_label *cm_label_of(const cm_model *model, const char *name);
/** The name alone. A title that is the name with blanks ("Supreme Court" of
    SupremeCourt) stands in its place. */
const char *cm_name_text(cm_doc *doc, const char *name);
/** "Lift (lifting of immunity)" at the first mention, then the name. */
const char *cm_name_first(cm_doc *doc, const char *name);
/** "Lifting of immunity (Lift)": for headings and beginnings of lines; the
    name alone if it has no title. */
const char *cm_name_titled(cm_doc *doc, const char *name, const char *title);
/** The same from a subject of an answer. */
const char *cm_subject_titled(cm_doc *doc, const comitia_value *subject);
/** A text of the model that is no name: a title, a statement. */
const char *cm_quoted(cm_doc *doc, const char *text);
/** The names of a list of strings, joined by `word`. */
const char *cm_names_joined(cm_doc *doc, const comitia_value *list,
                            const char *word);

/* ---- numbers ----------------------------------------------------------------
 */

/** "1,234"; what is no integer stays as it is. */
const char *cm_grouped(cm_doc *doc, const char *digits);
const char *cm_grouped_u64(cm_doc *doc, uint64_t n);
/** A count: grouped, or from 25 digits on rounded to five: "about 6.7702 ×
 * 10^173". */
const char *cm_count_text(cm_doc *doc, const char *digits);
/** The same without "about". */
const char *cm_count_cell(cm_doc *doc, const char *digits);
/** Says so where a count was rounded. */
void cm_rounded_para(cm_doc *doc);
/** "1 seat", "68 seats", "no seats"; counts like cm_count_text. */
const char *cm_counted(cm_doc *doc, const char *digits, const char *one,
                       const char *many);
const char *cm_counted_n(cm_doc *doc, uint64_t n, const char *one,
                         const char *many);
/** True for "1". */
bool cm_is_one(const char *digits);
/** "421/2145 (19.6 %)"; a fraction too long to read gives "about 19.6 %". */
const char *cm_share_text(cm_doc *doc, const char *ratio);
/** "19.6 %"; "" for what is no number. */
const char *cm_percent_text(cm_doc *doc, const char *ratio);
/** "7/3 (2.33)", "1.5" for what ends, integers grouped. */
const char *cm_ratio_text(cm_doc *doc, const char *ratio);
/** a - b of two integers as text; "" if either is none. */
const char *cm_difference(cm_doc *doc, const char *a, const char *b);
/** a / b as a ratio text; "" if that cannot be. */
const char *cm_part_of(cm_doc *doc, const char *a, const char *b);
/** -1, 0, 1 like a - b; numbers as in answers, no number counts as 0. */
int cm_compare_texts(const char *a, const char *b);

/* ---- dates ------------------------------------------------------------------
 */

/** "4 July 2016" from "2016-07-04"; anything else stays as it is. */
const char *cm_date_text(cm_doc *doc, const char *iso);
/** "27 June to 3 July 2016", "May 2016", "by 26 May 2016" for from "". */
const char *cm_days_text(cm_doc *doc, const char *from, const char *to);

#endif
