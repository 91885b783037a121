#include "support/xml.h"

#include <string.h>

enum { DEPTH = 64 };

typedef struct reader {
    const char *at;
    struct {
        const char *name;
        size_t bytes;
    } open[DEPTH];
    size_t n_open;
} reader;

static const char name_letters[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:";

static bool entity(const char *at)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                        "&nbsp;"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strncmp(at, known[i], strlen(known[i])) == 0)
            return true;
    size_t n = strspn(at + 2, "0123456789");
    return at[1] == '#' && n > 0 && at[2 + n] == ';';
}

static bool attributes(reader *r)
{
    while (*r->at == ' ' || *r->at == '\n') {
        r->at += strspn(r->at, " \n");
        size_t n = strspn(r->at, name_letters);
        if (n == 0)
            return *r->at == '/' || *r->at == '>';
        r->at += n;
        if (strncmp(r->at, "=\"", 2) != 0)
            return false;
        for (r->at += 2; *r->at && *r->at != '"'; r->at++)
            if (*r->at == '<' || (*r->at == '&' && !entity(r->at)))
                return false;
        if (*r->at++ != '"')
            return false;
    }
    return *r->at == '/' || *r->at == '>';
}

static bool tag(reader *r)
{
    bool closing = r->at[1] == '/';
    r->at += 1 + closing;
    const char *name = r->at;
    size_t n = strspn(name, name_letters);
    if (n == 0)
        return false;
    r->at += n;
    if (closing) {
        if (*r->at++ != '>' || r->n_open == 0)
            return false;
        r->n_open--;
        return r->open[r->n_open].bytes == n &&
               strncmp(r->open[r->n_open].name, name, n) == 0;
    }
    if (!attributes(r))
        return false;
    if (*r->at == '/') {
        r->at++;
        return *r->at++ == '>';
    }
    r->at++;
    if (r->n_open == DEPTH)
        return false;
    r->open[r->n_open].name = name;
    r->open[r->n_open++].bytes = n;
    return true;
}

bool test_is_xml(const char *text, const char **why)
{
    reader r = {.at = text};
    while (*r.at) {
        *why = r.at;
        if (*r.at == '<') {
            if (!tag(&r))
                return false;
        } else if (*r.at == '&') {
            if (!entity(r.at))
                return false;
            r.at++;
        } else {
            r.at++;
        }
    }
    *why = "a tag is not closed";
    return r.n_open == 0;
}

size_t test_count(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        n++;
    return n;
}
