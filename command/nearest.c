#include "nearest.h"

#include <string.h>

enum { LONGEST = 32 };

/* Insertions, deletions, changes and swaps of neighbours that turn a into b
   (optimal string alignment); LONGEST if one of them is too long. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t row[3][LONGEST + 1];
    if (n >= LONGEST || m >= LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= m; j++)
        row[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *now = row[i % 3];
        const size_t *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t least = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < least)
                least = last[j] + 1;
            if (now[j - 1] + 1 < least)
                least = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1] && before[j - 2] + 1 < least)
                least = before[j - 2] + 1;
            now[j] = least;
        }
    }
    return row[n % 3][m];
}

void cli_consider(cli_nearest *nearest, const char *candidate)
{
    size_t length = strlen(nearest->word);
    size_t changes = distance(nearest->word, candidate);
    size_t most = length < 4 ? 1 : length / 3;
    if (changes <= most && (!nearest->best || changes < nearest->distance)) {
        nearest->best = candidate;
        nearest->distance = changes;
    }
}
