#include "lang/parse/words.h"

#include <string.h>

/* Spellings, filled up with NULs. */
enum { ROOM = 16 };
#define TEXT_ROW(name, text) text,
static const char texts[CM_N_WORDS][ROOM] = {"", CM_RESERVED_LIST(TEXT_ROW) "",
                                             CM_CONTEXTUAL_LIST(TEXT_ROW)};

/* Eight bytes as a number that orders them as text. */
static uint64_t number_of(const char *at)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | (unsigned char)at[i];
    return number;
}

/* Binary search in words first..last-1, which are in alphabetical order. */
static cm_lex_word find(const char word[ROOM], int first, int last)
{
    uint64_t head = number_of(word), tail = number_of(word + 8);
    while (first < last) {
        int middle = first + (last - first) / 2;
        uint64_t other = number_of(texts[middle]);
        if (head == other && tail == number_of(texts[middle] + 8))
            return (cm_lex_word)middle;
        if (head < other ||
            (head == other && tail < number_of(texts[middle] + 8)))
            last = middle;
        else
            first = middle + 1;
    }
    return CM_W_NONE;
}

cm_lex_word cm_word_of(const char *at, size_t bytes)
{
    /* All words begin with a small letter and leave a NUL at their end. */
    if (bytes == 0 || bytes >= ROOM || at[0] < 'a' || at[0] > 'z')
        return CM_W_NONE;
    char word[ROOM] = {0};
    memcpy(word, at, bytes);
    cm_lex_word found = find(word, CM_W_NONE + 1, CM_W_LAST_RESERVED);
    return found ? found : find(word, CM_W_LAST_RESERVED + 1, CM_N_WORDS);
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
