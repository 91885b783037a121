/* What --sample found, in words: never without saying that it was drawn. */
#ifndef CM_SAMPLE_TEXT_H
#define CM_SAMPLE_TEXT_H

#include "report/words/verbs.h"

/** Some value of the answer was drawn. */
bool cm_was_drawn(const comitia_value *answer);
/** "sample of 10,000 draws, 99 % confidence" */
const char *cm_sample_text(cm_doc *doc, const comitia_value *sample);
/** "24.80 % (24.01 to 25.62)", ends rounded outwards. `frequency` has value,
    low and high. */
const char *cm_frequency_text(cm_doc *doc, const comitia_value *frequency);

#endif
