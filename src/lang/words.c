#include "lang/words.h"

#include <string.h>

#define TEXT_ROW(name, text) text,
static const char *const texts[CM_N_WORDS] = {"", CM_RESERVED_LIST(TEXT_ROW) "",
                                              CM_CONTEXTUAL_LIST(TEXT_ROW)};

/* Binary search in words first..last-1, which are in alphabetical order. */
static cm_lex_word find(const char *at, size_t bytes, int first, int last)
{
    while (first < last) {
        int middle = first + (last - first) / 2;
        int order = strncmp(at, texts[middle], bytes);
        if (order == 0)
            order = texts[middle][bytes] == '\0' ? 0 : -1;
        if (order == 0)
            return (cm_lex_word)middle;
        if (order < 0)
            last = middle;
        else
            first = middle + 1;
    }
    return CM_W_NONE;
}

cm_lex_word cm_word_of(const char *at, size_t bytes)
{
    /* All words are in small letters and at most 13 bytes long. */
    if (bytes == 0 || bytes > 13 || at[0] < 'a' || at[0] > 'z')
        return CM_W_NONE;
    cm_lex_word word = find(at, bytes, CM_W_NONE + 1, CM_W_LAST_RESERVED);
    return word ? word : find(at, bytes, CM_W_LAST_RESERVED + 1, CM_N_WORDS);
}

bool cm_word_declares(cm_lex_word word)
{
    switch (word) {
    case CM_W_USE:
    case CM_W_BODY:
    case CM_W_ACTOR:
    case CM_W_ACT:
    case CM_W_FACT:
    case CM_W_OUTCOME:
    case CM_W_LADDER:
    case CM_W_FORECAST:
    case CM_W_ON:
    case CM_W_BY:
    case CM_W_SINCE:
    case CM_W_SOURCE:
    case CM_W_REPORT:
    case CM_W_TALKS:
    case CM_W_EXPECT: return true;
    default: return false;
    }
}

const char *cm_word_text(cm_lex_word word)
{
    return texts[word];
}
