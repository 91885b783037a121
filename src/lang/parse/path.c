#include "lang/parse/path.h"

/* A path under way: parts joined by /, with room for all of them. */
typedef struct parts {
    char *at;
    size_t n;
    bool is_absolute;
} parts;

/* Is the last part ".."? Then the next ".." cannot remove it. */
static bool ends_in_up(const parts *p)
{
    return p->n >= 2 && memcmp(p->at + p->n - 2, "..", 2) == 0 &&
           (p->n == 2 || p->at[p->n - 3] == '/');
}

static void go_up(parts *p)
{
    size_t root = p->is_absolute ? 1 : 0;
    while (p->n > root && p->at[p->n - 1] != '/')
        p->n--;
    if (p->n > root)
        p->n--; /* the / before it */
}

static void add_part(parts *p, const char *part, size_t bytes)
{
    if (bytes == 0 || (bytes == 1 && part[0] == '.'))
        return;
    bool is_up = bytes == 2 && part[0] == '.' && part[1] == '.';
    if (is_up && p->n > (p->is_absolute ? 1 : 0) && !ends_in_up(p)) {
        go_up(p);
        return;
    }
    if (is_up && p->is_absolute)
        return; /* there is nothing above the root */
    if (p->n && p->at[p->n - 1] != '/')
        p->at[p->n++] = '/';
    memcpy(p->at + p->n, part, bytes);
    p->n += bytes;
}

static void add_parts(parts *p, const char *at, size_t bytes)
{
    for (size_t i = 0; i < bytes;) {
        size_t end = i;
        while (end < bytes && at[end] != '/')
            end++;
        add_part(p, at + i, end - i);
        i = end + 1;
    }
}

const char *cm_path_last(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *cm_path_join(cm_buf *out, const char *from, const char *path)
{
    size_t folder = path[0] == '/' ? 0 : (size_t)(cm_path_last(from) - from);
    size_t bytes = strlen(path);
    out->n = 0;
    cm_buf_fill(out, '\0', folder + bytes + 3);
    if (out->failed)
        return NULL;
    parts p = {.at = out->at};
    p.is_absolute = folder ? from[0] == '/' : path[0] == '/';
    if (p.is_absolute)
        p.at[p.n++] = '/';
    add_parts(&p, from, folder);
    add_parts(&p, path, bytes);
    p.at[p.n] = '\0';
    out->n = p.n;
    return p.at;
}
