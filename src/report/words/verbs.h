/* The text of each verb, as a page. One file a verb: print_<verb>.c. */
#ifndef CM_VERBS_H
#define CM_VERBS_H

#include "report/words/phrase.h"

/** What an answer says in a few words, for --each: the same label in the
    answers of two values makes one line of the table. */
typedef struct cm_row {
    const char *label, *cell;
} cm_row;
typedef cm_vec(cm_row) cm_rows;

void cm_rows_add(cm_doc *doc, cm_rows *rows, const char *label,
                 const char *cell);

/* The page of an answer: its first paragraph is the answer in words. */
void cm_print_check(cm_doc *doc, const comitia_value *answer);
void cm_print_brief(cm_doc *doc, const comitia_value *answer);
void cm_print_status(cm_doc *doc, const comitia_value *answer);
void cm_print_needs(cm_doc *doc, const comitia_value *answer);
void cm_print_can(cm_doc *doc, const comitia_value *answer);
void cm_print_who(cm_doc *doc, const comitia_value *answer);
void cm_print_power(cm_doc *doc, const comitia_value *answer);
void cm_print_chance(cm_doc *doc, const comitia_value *answer);
void cm_print_belief(cm_doc *doc, const comitia_value *answer);
void cm_print_deal(cm_doc *doc, const comitia_value *answer);
void cm_print_timeline(cm_doc *doc, const comitia_value *answer);
void cm_print_why(cm_doc *doc, const comitia_value *answer);
void cm_print_how(cm_doc *doc, const comitia_value *answer);
void cm_print_show(cm_doc *doc, const comitia_value *answer);
void cm_print_diff(cm_doc *doc, const comitia_value *answer);
void cm_print_explain(cm_doc *doc, const comitia_value *answer);
void cm_print_seats(cm_doc *doc, const comitia_value *answer);
void cm_print_poll(cm_doc *doc, const comitia_value *answer);

/* Its lines for --each. */
void cm_rows_brief(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_status(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_needs(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_can(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_who(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_power(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_chance(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_belief(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_deal(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_timeline(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_why(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
void cm_rows_how(cm_doc *doc, const comitia_value *answer, cm_rows *rows);

/** An answer with `each` in it: the cases side by side. */
void cm_print_each(cm_doc *doc, const comitia_value *answer);
/** False for a verb that has no lines for --each. */
bool cm_rows_of(cm_doc *doc, const comitia_value *answer, cm_rows *rows);

/** What limits an answer: the day it is about, what was supposed, that it is
    not exact or rests on rounded numbers, events that could not be placed. */
void cm_remarks(cm_doc *doc, const comitia_value *answer);

/* Parts that the verbs share. */

/** "CPP and CNRP together can force Lift", or that they cannot. */
const char *cm_can_text(cm_doc *doc, const comitia_value *answer, bool can);

/* Parts that brief and the verbs share. */

/** "68 of the 82 needed, 14 missing"; what is recorded of one case of
    needs, or what it needs. */
const char *cm_need_text(cm_doc *doc, const comitia_value *one);
/** What an open thing still needs and what would stop it, from `status`,
    `needed` and `stopped` of one object. */
void cm_tell_ways(cm_doc *doc, const comitia_value *row);
/** Through whom all second-hand reports come, if through the same; or NULL. It
    is then told once: see common_via of the document. */
const char *cm_common_via(cm_doc *doc, const comitia_value *claims);
/** One claim of belief as a sentence or two, with its origins. */
const char *cm_claim_text(cm_doc *doc, const comitia_value *claim);
/** The table of a timeline; `start` may be NULL. */
void cm_tell_steps(cm_doc *doc, const comitia_value *steps);
/** What a goal of a talks object is called: its label, or what it says. */
const char *cm_goal_text(cm_doc *doc, const comitia_value *talks, size_t goal);
/** One talks object of deal, under a heading of that level. */
void cm_tell_talks(cm_doc *doc, const comitia_value *talks, unsigned level);

/* ---- the model behind an answer
 * -------------------------------------------------- */

/** The references to sources, " [3] [4]", with "(illustrative)" where one of
    them is; "" for none. */
const char *cm_cites_text(cm_doc *doc, cm_cites cites);
/** The same from a list of {"text","status"}. */
const char *cm_cite_list_text(cm_doc *doc, const comitia_value *cites);
bool cm_is_illustrative(cm_cites cites);
/** The act of that name, or NULL. */
const cm_act *cm_act_of(const cm_doc *doc, const char *name);
/** The body of that name, or NULL. */
const cm_body *cm_body_of(const cm_doc *doc, const char *name);

#endif
