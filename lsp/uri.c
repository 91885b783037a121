#include "uri.h"

#include "lang/parse/path.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

const char *lsp_path_beside(cm_arena *arena, const char *from, const char *path)
{
    cm_buf out;
    cm_buf_init(&out, arena);
    return cm_path_join(&out, from, path);
}

const char *lsp_path_of(cm_arena *arena, const char *uri)
{
    static const char scheme[] = "file://";
    if (strncmp(uri, scheme, sizeof scheme - 1) != 0)
        return cm_strdup(arena, uri);
    const char *at = strchr(uri + sizeof scheme - 1, '/');
    cm_buf path;
    cm_buf_init(&path, arena);
    for (; at && *at; at++) {
        int high = *at == '%' ? hex(at[1]) : -1;
        int low = high < 0 ? -1 : hex(at[2]);
        if (low < 0 || (high == 0 && low == 0)) {
            cm_buf_char(&path, *at);
            continue;
        }
        cm_buf_char(&path, (char)(high * 16 + low));
        at += 2;
    }
    const char *text = cm_buf_text(&path);
    return text ? lsp_path_beside(arena, "", text) : NULL;
}

static bool is_plain(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9') || (c && strchr("-._~/", c));
}

const char *lsp_uri_of(cm_arena *arena, const char *path)
{
    if (path[0] != '/')
        return cm_strdup(arena, path);
    cm_buf uri;
    cm_buf_init(&uri, arena);
    cm_buf_add(&uri, "file://");
    for (const char *at = path; *at; at++) {
        if (is_plain(*at))
            cm_buf_char(&uri, *at);
        else
            cm_buf_addf(&uri, "%%%02X", (unsigned)(unsigned char)*at);
    }
    return cm_buf_text(&uri);
}
