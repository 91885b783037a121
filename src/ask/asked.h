/* Whether a question is one (src/ask/asked.c). */
#ifndef CM_ASKED_H
#define CM_ASKED_H

#include "ask/ask.h"

/** Whether power of a weighted rule is asked, without a model. */
bool cm_is_quick(const comitia_question *question);
/** Whether the question is not about a model. */
bool cm_has_no_model(const comitia_question *question);
/** What the question lacks or has too much, as a text for its asker; NULL if
    it can be asked. */
const char *cm_question_lacks(const cm_model *model,
                              const comitia_question *question);

#endif
