/* What people write in their data: ballots, nothing, no party. */
#ifndef CM_IMPORT_WORDS_H
#define CM_IMPORT_WORDS_H

#include "import/draft.h"
#include "lang/parse/table_words.h"

/** Nothing, NA, NULL, nan, n/a, -, ?: somebody did not know. */
bool cm_is_missing(const char *text);
/** "vacant" and the like. */
bool cm_is_vacant(const char *text);
/** "independent" and the like: its members are no party. */
bool cm_is_independent(const char *text);

/** "unknown" and the like, also nothing: nobody knows of which party. */
bool cm_is_unknown(const char *text);

/** The ballot that a text says in one of several languages: yes, no, +, for,
    oui, nein, not voting, ... False if it is none of them. */
bool cm_ballot_of(const char *text, cm_draft_ballot *ballot);

#endif
