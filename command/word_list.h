/* Lists of words of a command line, and words taken out of others. */
#ifndef CLI_WORD_LIST_H
#define CLI_WORD_LIST_H

#include "arguments.h"

/** Adds a word, which stays the caller's. False when memory runs out. */
bool cli_push(cli_words *words, const char *word);

/** A copy of n bytes that lives as long as the arguments, or NULL. */
char *cli_keep(cli_arguments *arguments, const char *at, size_t n);

/** Adds the items of "a, b,c". 0, or an exit code after it was said why: an
    empty one (`what` says of what) or no memory. */
int cli_split(cli_arguments *arguments, const char *list, const char *what,
              cli_words *into);

#endif
