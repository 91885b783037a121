#include "word_list.h"

#include <stdlib.h>
#include <string.h>

#include "complain.h"

bool cli_push(cli_words *words, const char *word)
{
    if (words->n == words->cap) {
        size_t cap = words->cap ? 2 * words->cap : 8;
        const char **at = realloc(words->at, cap * sizeof *at);
        if (!at)
            return false;
        words->at = at;
        words->cap = cap;
    }
    words->at[words->n++] = word;
    return true;
}

/* A copy of n bytes that lives as long as the arguments. */
char *cli_keep(cli_arguments *arguments, const char *at, size_t n)
{
    char *copy = strndup(at, n);
    if (copy && !cli_push(&arguments->owned, copy)) {
        free(copy);
        return NULL;
    }
    return copy;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Adds the items of "a, b,c". 0, 64 for an empty one. */
int cli_split(cli_arguments *arguments, const char *list, const char *what,
              cli_words *into)
{
    for (const char *at = list;; at++) {
        size_t n = strcspn(at, ",");
        const char *end = at + n, *first = at, *last = end;
        while (first < last && blank(*first))
            first++;
        while (first < last && blank(last[-1]))
            last--;
        if (first == last)
            return cli_wrong(arguments, "\"%s\": an empty name among the %s",
                             list, what);
        char *item = cli_keep(arguments, first, (size_t)(last - first));
        if (!item || !cli_push(into, item))
            return cli_no_memory(
                arguments); /* NOLINT: arguments->owned has the item */
        if (!*end)
            return 0;
        at = end;
    }
}
