/* The parts of a briefing, in order of importance. */
#ifndef CM_BRIEF_H
#define CM_BRIEF_H

#include "report/words/camps.h"
#include "report/words/verbs.h"

/** The first lines: each outcome that is no part of another one. */
void cm_brief_lead_outcomes(cm_doc *doc, const comitia_value *answer);
/** Open outcomes: what is needed, what stops them, who can do it, the readings
    beside each other. */
void cm_brief_outcomes(cm_doc *doc, const comitia_value *answer);

/** The acts that decide open outcomes, and those that were voted. */
void cm_brief_lead_acts(cm_doc *doc, const comitia_value *answer);
/** Each body: who holds what, thresholds in seats, its acts. */
void cm_brief_bodies(cm_doc *doc, const comitia_value *answer);

/** One line for all talks, one if reports conflict. */
void cm_brief_lead_talks(cm_doc *doc, const comitia_value *answer);
void cm_brief_claims(cm_doc *doc, const comitia_value *answer);

/* ---- shared by the parts
 * ------------------------------------------------------------ */

/** "CPP has 68, 14 short; CNRP has 55, 27 short; each can block it": a handful
    of blocs, from one case of needs. */
const char *cm_players_text(cm_doc *doc, const comitia_value *one);
/** "Each of the five permanent members can block it, nobody else alone"; ""
    where the weights differ, or are few, and a table is better. */
const char *cm_alike_text(cm_doc *doc, const cm_body *body,
                          const comitia_value *players);
/** Whether a player of a case of needs passes the act alone. A rule that
    more yes votes can also defeat has no number of seats to miss. */
bool cm_is_enough(const comitia_value *player);
/** One act, or one case of it, in a table of who lacks how many seats. */
typedef struct cm_column {
    const char *title;
    const comitia_value *players; /**< of a case of needs */
} cm_column;

typedef struct cm_columns {
    cm_column *at;
    size_t n, cap;
    bool members; /**< who have one seat each: of these no number is told */
} cm_columns;

/** Adds a column; equal ones share a place and join their titles. */
void cm_columns_add(cm_doc *doc, cm_columns *columns, const char *title,
                    const comitia_value *players);
/** The tables; players that are alike share a row. */
void cm_columns_tell(cm_doc *doc, const cm_columns *columns);

/** The whole rule of an act as it stands in the file, its conditions and its
    quorum; "" without a model. */
const char *cm_rule_of(cm_doc *doc, const char *act);
/** "rejected if Reading is Defence: 68 of the 82 needed, 14 missing". */
const char *cm_case_text(cm_doc *doc, const comitia_value *one);
/** Who could have cast what is missing in a case of needs, "Left (10 no, 16
    absent) and Right (3 no)"; "" if nothing is, or it is not known. */
const char *cm_missing_from_text(cm_doc *doc, const comitia_value *one);

/** ", if they hold enough shares, with King agreeing": what the number needed of
    an act supposes, "" once ballots are recorded. */
const char *cm_need_proviso(cm_doc *doc, const comitia_value *act);

/** One act of a body: its rule, who could pass it and who can block it; where
    that takes a table, it is added to `columns`. */
void cm_brief_act(cm_doc *doc, const comitia_value *act, cm_columns *columns);

#endif
