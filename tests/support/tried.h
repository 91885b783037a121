/* A random model that is asked both ways: the library, and by enumeration. */
#ifndef CM_TRIED_H
#define CM_TRIED_H

#include "support/asked.h"
#include "support/plain.h"
#include "support/random_model.h"

typedef struct tried {
    random_model text;
    test_asked asked;
    const cm_model *model;
    plain plain;
    comitia_question question; /**< on, suppose, free: for every question */
    char words[4][40];
    const char *suppose[4];
    cm_suppose supposed[4];
    plain_options options;
} tried;

/** Writes and reads a model and draws a day, suppositions and parties to free.
    False if it is too large for enumeration: close it and try another. */
bool tried_open(tried *t, cm_random *random,
                const random_model_options *options);
void tried_close(tried *t);

/** Asks the library, with the day and the suppositions. */
void tried_ask(tried *t, comitia_verb verb, const char *name);

/** The condition that a name of the model stands for; valid until the next. */
const cm_cond *tried_cond(const tried *t, const char *name);

/** A list of texts, as a set. */
typedef struct texts {
    char **at;
    size_t n, cap;
} texts;

void texts_add(texts *list, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** Sorted and joined by `between`; "[]" if it is empty. malloc'd; the list is
    empty afterwards. */
char *texts_join(texts *list, const char *between);

/** A literal "NAME=VALUE" of a fact or an act, and its value. */
void texts_add_fact(texts *list, const tried *t, uint32_t fact, int value);
void texts_add_act(texts *list, const tried *t, uint32_t act, bool value);

/** Fails the test and prints the model unless both texts are the same. Frees
    want. */
void tried_expect(const tried *t, const char *what, const char *got,
                  char *want);

/** What stands at a path as one sorted text; see test_terms_at. */
const char *tried_terms(const tried *t, const char *path);

#endif
