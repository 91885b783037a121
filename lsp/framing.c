#include "framing.h"

bool lsp_framing_add(lsp_framing *f, const char *bytes, size_t n)
{
    if (f->from) {
        memmove(f->at, f->at + f->from, f->n - f->from);
        f->n -= f->from;
        f->from = 0;
    }
    if (n > SIZE_MAX / 4 - f->n)
        return false;
    if (f->n + n > f->room) {
        size_t room = 2 * (f->n + n);
        char *at =
            f->allocator.resize(f->allocator.user, f->at, f->room, room);
        if (!at)
            return false;
        f->at = at;
        f->room = room;
    }
    if (n)
        memcpy(f->at + f->n, bytes, n);
    f->n += n;
    return true;
}

void lsp_framing_clear(lsp_framing *f)
{
    if (f->at)
        f->allocator.resize(f->allocator.user, f->at, f->room, 0);
    *f = (lsp_framing){.allocator = f->allocator};
}

/* The byte after the header's empty line; 0 if it is not there yet. Line ends
   without a CR are forgiven. */
static size_t header_end(const char *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (at[i] != '\n')
            continue;
        if (i + 1 < n && at[i + 1] == '\n')
            return i + 2;
        if (i + 2 < n && at[i + 1] == '\r' && at[i + 2] == '\n')
            return i + 3;
    }
    return 0;
}

static bool is_name(const char *at, size_t n, const char *name)
{
    for (size_t i = 0; name[i]; i++) {
        char c = i < n ? at[i] : '\0';
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != name[i])
            return false;
    }
    return true;
}

/* The number after `at`, blanks around it; false if it is none or too large. */
static bool length_of(const char *at, size_t n, size_t *length)
{
    size_t i = 0, value = 0;
    while (i < n && (at[i] == ' ' || at[i] == '\t'))
        i++;
    size_t first = i;
    for (; i < n && at[i] >= '0' && at[i] <= '9'; i++) {
        value = 10 * value + (size_t)(at[i] - '0');
        if (value > LSP_MOST_MESSAGE)
            return false;
    }
    size_t end = i;
    while (i < n && (at[i] == ' ' || at[i] == '\t' || at[i] == '\r'))
        i++;
    *length = value;
    return end > first && i == n;
}

/* Other headers than the length are passed over. */
static bool read_header(const char *at, size_t n, size_t *length)
{
    static const char name[] = "content-length:";
    bool found = false;
    while (n) {
        const char *feed = memchr(at, '\n', n);
        size_t line = feed ? (size_t)(feed - at) : n;
        if (is_name(at, line, name)) {
            size_t skip = sizeof name - 1;
            if (found || !length_of(at + skip, line - skip, length))
                return false;
            found = true;
        }
        line += feed != NULL;
        at += line;
        n -= line;
    }
    return found;
}

lsp_frame lsp_framing_next(lsp_framing *f, const char **body, size_t *n)
{
    const char *at = f->at + f->from;
    size_t have = f->n - f->from;
    size_t looked = have < LSP_MOST_HEADER ? have : LSP_MOST_HEADER;
    size_t header = have ? header_end(at, looked) : 0;
    if (!header)
        return have >= LSP_MOST_HEADER ? LSP_FRAME_BAD : LSP_FRAME_NONE;
    size_t length;
    if (!read_header(at, header, &length))
        return LSP_FRAME_BAD;
    if (have - header < length)
        return LSP_FRAME_NONE;
    *body = at + header;
    *n = length;
    f->from += header + length;
    return LSP_FRAME_WHOLE;
}
