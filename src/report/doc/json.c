#include "report/doc/json.h"

#include <inttypes.h>

#include "report/doc/width.h"

/* An answer with --each is about a dozen levels deep. */
enum { DEPTH = 64 };

typedef struct level {
    const comitia_value *value;
    size_t next;
} level;

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Whether one of eight bytes is below the one given, and not above 0x7F. */
static uint64_t some_below(uint64_t eight, uint8_t byte)
{
    return (eight - EACH(byte)) & ~eight & EACH(0x80);
}

/* Whether one of eight bytes may not stand for itself. */
static bool some_special(uint64_t eight)
{
    return ((eight | (eight + EACH(1))) & EACH(0x80)) != 0 ||
           some_below(eight, 0x20) || some_below(eight ^ EACH('"'), 1) ||
           some_below(eight ^ EACH('\\'), 1);
}

/* Bytes that stand for themselves: most of a text, and all of a number. */
static size_t plain_bytes(const char *text, size_t bytes)
{
    size_t n = 0;
    for (uint64_t eight; bytes - n >= sizeof eight; n += sizeof eight) {
        memcpy(&eight, text + n, sizeof eight);
        if (some_special(eight))
            break;
    }
    while (text[n] >= 0x20 && text[n] < 0x7F && text[n] != '"' &&
           text[n] != '\\')
        n++;
    return n;
}

void cm_json_string(cm_buf *out, const char *text)
{
    size_t bytes = strlen(text);
    cm_buf_char(out, '"');
    for (size_t i = 0; i < bytes;) {
        int32_t point;
        size_t n = plain_bytes(text + i, bytes - i);
        if (n) {
            cm_buf_add_n(out, text + i, n);
            i += n;
            continue;
        }
        n = cm_point_at(text + i, bytes - i, &point);
        if (point == '"' || point == '\\')
            cm_buf_addf(out, "\\%c", (char)point);
        else if (point == '\n')
            cm_buf_add(out, "\\n");
        else if (point == '\t')
            cm_buf_add(out, "\\t");
        else if (point == '\r')
            cm_buf_add(out, "\\r");
        /* U+2028 and U+2029 end a line in some readers of JSON. */
        else if (point < 0x20 || point == 0x7F || point == 0x2028 ||
                 point == 0x2029)
            cm_buf_addf(out, "\\u%04x", (unsigned)point);
        else if (point == 0xFFFD && n == 1)
            cm_buf_add(out, "\xEF\xBF\xBD");
        else
            cm_buf_add_n(out, text + i, n);
        i += n;
    }
    cm_buf_char(out, '"');
}

/* A value without its parts. */
static void begin(cm_buf *out, const comitia_value *value)
{
    switch (comitia_value_kind(value)) {
    case COMITIA_NULL: cm_buf_add(out, "null"); break;
    case COMITIA_BOOL:
        cm_buf_add(out, comitia_value_bool(value) ? "true" : "false");
        break;
    case COMITIA_NUMBER:
        cm_buf_addf(out, "%" PRId64, comitia_value_number(value));
        break;
    case COMITIA_STRING:
        cm_json_string(out, comitia_value_string(value));
        break;
    case COMITIA_LIST: cm_buf_char(out, '['); break;
    case COMITIA_OBJECT: cm_buf_char(out, '{'); break;
    }
}

static bool has_parts(const comitia_value *value)
{
    return comitia_value_kind(value) >= COMITIA_LIST;
}

bool cm_json_add(cm_buf *out, const comitia_value *value)
{
    level stack[DEPTH];
    size_t depth = 0;
    begin(out, value);
    if (has_parts(value))
        stack[depth++] = (level){.value = value};
    while (depth > 0) {
        level *top = &stack[depth - 1];
        size_t i = top->next++;
        if (i == comitia_value_count(top->value)) {
            bool list = comitia_value_kind(top->value) == COMITIA_LIST;
            cm_buf_char(out, list ? ']' : '}');
            depth--;
            continue;
        }
        const comitia_value *part = comitia_value_at(top->value, i);
        const char *key = comitia_value_key(top->value, i);
        if (key && *key == '.')
            continue; /* for the text form; such members stand last */
        if (i)
            cm_buf_char(out, ',');
        if (key) {
            cm_json_string(out, key);
            cm_buf_char(out, ':');
        }
        begin(out, part);
        if (!has_parts(part))
            continue;
        if (depth == DEPTH)
            return false;
        stack[depth++] = (level){.value = part};
    }
    return true;
}
