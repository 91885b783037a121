#include <utf8proc.h>

#include "lang/chars.h"
#include "lang/names.h"

/* Looking at every name of a large file for every unknown one would be
   quadratic; past this many steps nobody is offered a name any more. */
#define MOST_NEAR_WORK UINT64_C(50000000)

bool cm_near_tired(const cm_near *near)
{
    return near->r->near_work > MOST_NEAR_WORK;
}

static uint32_t read_points(const char *text, int32_t points[CM_NEAR_POINTS])
{
    size_t bytes = strlen(text), i = 0;
    uint32_t n = 0;
    while (i < bytes && n < CM_NEAR_POINTS)
        i += cm_utf8_next(text + i, bytes - i, &points[n++]);
    return n;
}

void cm_near_begin(cm_near *near, cm_resolver *r, const char *text)
{
    *near = (cm_near){.r = r, .text = text};
    near->n = read_points(text, near->points);
    /* A name of two letters is like every other name of two letters. */
    near->most = near->n < 3 ? 0 : near->n < 6 ? 1 : near->n < 10 ? 2 : 3;
    near->best_changes = near->most + 1;
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
    uint32_t rows[3][CM_NEAR_POINTS + 1];
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
    enum { MOST = 4 * CM_NEAR_POINTS };
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

static void take(cm_near *near, const char *name, cm_span span,
                 uint32_t n_changes)
{
    near->best = name;
    near->best_at = span;
    near->best_changes = n_changes;
}

void cm_near_try(cm_near *near, const char *name, cm_span span)
{
    int32_t points[CM_NEAR_POINTS];
    if (!name || near->best_changes == 0 || cm_near_tired(near) ||
        strcmp(name, near->text) == 0)
        return;
    uint32_t n = read_points(name, points);
    near->r->near_work += n;
    if (!is_ascii(points, n) && same_normalised(name, near->text)) {
        take(near, name, span, 0);
        return;
    }
    uint32_t apart = n > near->n ? n - near->n : near->n - n;
    if (apart >= near->best_changes)
        return;
    near->r->near_work += (uint64_t)n * near->n;
    uint32_t found =
        changes(points, n, near->points, near->n, near->best_changes - 1);
    if (found < near->best_changes)
        take(near, name, span, found);
}

void cm_near_try_all(cm_near *near)
{
    const cm_resolver *r = near->r;
    for (size_t i = 0; i < r->names.n && !cm_near_tired(near); i++)
        cm_near_try(near, r->names.at[i].name, r->names_at.at[i]);
}

void cm_near_try_words(cm_near *near, const cm_word *words, size_t n)
{
    for (size_t i = 0; i < n && !cm_near_tired(near); i++)
        cm_near_try(near, words[i].text, words[i].span);
}

void cm_near_try_body(cm_near *near, uint32_t body, bool measures)
{
    const cm_body *b = &near->r->bodies[body];
    for (uint32_t i = 0; i < b->n_groups && !cm_near_tired(near); i++)
        cm_near_try(near, b->groups[i].label.name, b->groups[i].label.span);
    for (uint32_t i = 0; measures && i < b->n_measures; i++)
        cm_near_try(near, b->measures[i].name, b->measures[i].span);
    for (uint32_t i = 0; i < b->n_entries && !cm_near_tired(near); i++)
        cm_near_try(near, b->entries[i].label.name, b->entries[i].label.span);
}

void cm_near_help(cm_near *near, cm_diag *diag)
{
    if (!near->best || !diag)
        return;
    const cm_model *model = near->r->model;
    const char *path = near->best_at.file < model->n_texts
                           ? model->texts[near->best_at.file].path
                           : "";
    cm_diag_help(near->r->diags, diag, "did you mean %s (%s:%u:%u)?",
                 near->best, path, near->best_at.line, near->best_at.column);
}
