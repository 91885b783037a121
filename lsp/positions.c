#include "positions.h"

#include "lang/parse/chars.h"

bool lsp_lines_init(lsp_lines *lines, cm_arena *arena, const char *at, size_t n,
                    bool utf8)
{
    *lines = (lsp_lines){.at = at, .n = n, .utf8 = utf8};
    if (!cm_push(arena, &lines->starts, 0) || !cm_push(arena, &lines->feeds, 0))
        return false;
    for (size_t i = 0; i < n; i++) {
        bool feed = at[i] == '\n';
        bool ends = feed || (at[i] == '\r' && (i + 1 == n || at[i + 1] != '\n'));
        if ((ends && !cm_push(arena, &lines->starts, i + 1)) ||
            (feed && !cm_push(arena, &lines->feeds, i + 1)))
            return false;
    }
    return true;
}

/* The character at byte i: its bytes, and its units. */
static size_t character(const lsp_lines *lines, size_t i, uint32_t *units)
{
    int32_t point;
    size_t bytes = cm_utf8_next(lines->at + i, lines->n - i, &point);
    *units = lines->utf8 ? (uint32_t)bytes : point > 0xFFFF ? 2 : 1;
    return bytes;
}

static size_t line_of(const lsp_lines *lines, size_t at)
{
    size_t first = 0, end = lines->starts.n;
    while (end - first > 1) {
        size_t middle = first + (end - first) / 2;
        if (lines->starts.at[middle] <= at)
            first = middle;
        else
            end = middle;
    }
    return first;
}

lsp_position lsp_position_of(lsp_lines *lines, size_t at)
{
    if (at > lines->n)
        at = lines->n;
    size_t line = line_of(lines, at), i = lines->starts.at[line];
    uint32_t units = 0;
    if (line == lines->last_line && lines->last_at >= i &&
        lines->last_at <= at) {
        i = lines->last_at;
        units = lines->last_units;
    }
    while (i < at) {
        uint32_t more;
        size_t bytes = character(lines, i, &more);
        if (i + bytes > at)
            break;
        i += bytes;
        units += more;
    }
    lines->last_line = line;
    lines->last_at = i;
    lines->last_units = units;
    return (lsp_position){(uint32_t)line,
                          units + (line == 0 ? lines->mark : 0)};
}

/* The byte where the text of a line ends. */
static size_t line_end(const lsp_lines *lines, size_t line)
{
    if (line + 1 == lines->starts.n)
        return lines->n;
    size_t end = lines->starts.at[line + 1];
    while (end > lines->starts.at[line] &&
           (lines->at[end - 1] == '\n' || lines->at[end - 1] == '\r'))
        end--;
    return end;
}

size_t lsp_byte_of(const lsp_lines *lines, lsp_position position)
{
    if (position.line >= lines->starts.n)
        return lines->n;
    size_t i = lines->starts.at[position.line];
    size_t end = line_end(lines, position.line);
    uint32_t left = position.character;
    if (position.line == 0)
        left = left > lines->mark ? left - lines->mark : 0;
    while (i < end && left) {
        uint32_t units;
        size_t bytes = character(lines, i, &units);
        if (units > left)
            break;
        left -= units;
        i += bytes;
    }
    return i;
}

size_t lsp_byte_at(const lsp_lines *lines, uint32_t line, uint32_t column)
{
    if (line == 0 || line > lines->feeds.n)
        return line ? lines->n : 0;
    size_t i = lines->feeds.at[line - 1];
    for (uint32_t k = 1; k < column && i < lines->n && lines->at[i] != '\n';
         k++) {
        int32_t point;
        i += cm_utf8_next(lines->at + i, lines->n - i, &point);
    }
    return i;
}
