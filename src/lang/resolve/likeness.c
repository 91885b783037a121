#include "lang/resolve/likeness.h"

#include <string.h>
#include <utf8proc.h>

#include "lang/parse/chars.h"

enum { POINTS = CM_LIKENESS_POINTS };

static uint32_t read_points(const char *text, int32_t points[POINTS])
{
    size_t bytes = strlen(text), i = 0;
    uint32_t n = 0;
    while (i < bytes && n < POINTS)
        i += cm_utf8_next(text + i, bytes - i, &points[n++]);
    return n;
}

void cm_likeness_begin(cm_likeness *like, const char *text)
{
    like->text = text;
    like->n = read_points(text, like->points);
    like->work = 0;
    /* A name of two letters is like every other name of two letters. */
    like->best = 1 + (like->n < 3 ? 0 : like->n < 6 ? 1 : like->n < 10 ? 2 : 3);
}

static int32_t folded(int32_t point)
{
    if (point < 0x80)
        return point >= 'A' && point <= 'Z' ? point + ('a' - 'A') : point;
    return utf8proc_tolower(point);
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, substitutions and exchanges of neighbours that make
   one of the other, letters compared without case (Damerau 1964, restricted);
   only up to `most` of them matter. */
static uint32_t changes(const int32_t *a, uint32_t n, const int32_t *b,
                        uint32_t m, uint32_t most)
{
    uint32_t rows[3][POINTS + 1];
    for (uint32_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t *row = rows[i % 3];
        const uint32_t *above = rows[(i + 2) % 3], *twice = rows[(i + 1) % 3];
        uint32_t best = row[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            bool same = folded(a[i - 1]) == folded(b[j - 1]);
            row[j] =
                least(above[j - 1] + !same, 1 + least(above[j], row[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], twice[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > most)
            return most + 1;
    }
    return rows[n % 3][m];
}

/* The same characters written with other code points. */
static bool same_normalised(const char *a, const char *b)
{
    enum { MOST = 4 * POINTS };
    utf8proc_int32_t left[MOST], right[MOST];
    utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE;
    utf8proc_ssize_t n =
        utf8proc_decompose((const utf8proc_uint8_t *)a,
                           (utf8proc_ssize_t)strlen(a), left, MOST, options);
    utf8proc_ssize_t m =
        utf8proc_decompose((const utf8proc_uint8_t *)b,
                           (utf8proc_ssize_t)strlen(b), right, MOST, options);
    return n >= 0 && n == m && n <= MOST &&
           memcmp(left, right, (size_t)n * sizeof *left) == 0;
}

static bool is_ascii(const int32_t *points, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (points[i] >= 0x80)
            return false;
    return true;
}

bool cm_likeness_try(cm_likeness *like, const char *name)
{
    int32_t points[POINTS];
    if (like->best == 0 || strcmp(name, like->text) == 0)
        return false;
    uint32_t n = read_points(name, points);
    like->work += n;
    if (!is_ascii(points, n) && same_normalised(name, like->text)) {
        like->best = 0;
        return true;
    }
    uint32_t apart = n > like->n ? n - like->n : like->n - n;
    if (apart >= like->best)
        return false;
    like->work += (uint64_t)n * like->n;
    uint32_t found = changes(points, n, like->points, like->n, like->best - 1);
    bool nearer = found < like->best;
    if (nearer)
        like->best = found;
    return nearer;
}
