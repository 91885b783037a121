/* Conditions and statements of talks in words. */
#ifndef CM_COND_TEXT_H
#define CM_COND_TEXT_H

#include "report/words/wording.h"

/** A condition: "Lift passes and not (A or B)". Points of `talks` (may be NULL
    where no point occurs) stand with their title in quotation marks at the
    first mention. Nesting is bounded by the grammar. */
const char *cm_cond_text(cm_doc *doc, const cm_talks *talks,
                         const cm_cond *cond);
/** A line of talks: "if A, then B", "A before B", "A". */
const char *cm_line_text(cm_doc *doc, const cm_talks *talks,
                         const cm_line *line);
/** The rule of an act as it stands in the file, arms side by side. */
const char *cm_rule_text(cm_doc *doc, const cm_rule *rule);

#endif
