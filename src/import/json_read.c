#include "import/json_read.h"

#include "lang/parse/chars.h"

typedef struct reader {
    cm_ctx *ctx;
    cm_arena *arena;
    const char *bytes;
    size_t n, at;
    cm_vec(cm_json_node) nodes;
    uint32_t open[CM_JSON_DEPTH]; /* lists and objects around the place */
    uint32_t last[CM_JSON_DEPTH]; /* the part of each that came last */
    uint32_t parts[CM_JSON_DEPTH]; /* how many each has */
    size_t depth;
    const char *reason;
    bool failed;
} reader;

static bool refuse(reader *r, const char *reason)
{
    if (!r->reason)
        r->reason = reason;
    return false;
}

static void skip_blanks(reader *r)
{
    while (r->at < r->n && strchr(" \t\r\n", r->bytes[r->at]) &&
           r->bytes[r->at])
        r->at++;
}

/* The next byte, 0 at the end. */
static char ahead(const reader *r)
{
    return r->at < r->n ? r->bytes[r->at] : '\0';
}

/* ---- strings ------------------------------------------------------------- */

static void add_point(char *out, size_t *n, uint32_t point)
{
    if (point == 0 || (point >= 0xD800 && point <= 0xDFFF))
        point = 0xFFFD;
    if (point < 0x80) {
        out[(*n)++] = (char)point;
    } else if (point < 0x800) {
        out[(*n)++] = (char)(0xC0 | point >> 6);
        out[(*n)++] = (char)(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        out[(*n)++] = (char)(0xE0 | point >> 12);
        out[(*n)++] = (char)(0x80 | (point >> 6 & 0x3F));
        out[(*n)++] = (char)(0x80 | (point & 0x3F));
    } else {
        out[(*n)++] = (char)(0xF0 | point >> 18);
        out[(*n)++] = (char)(0x80 | (point >> 12 & 0x3F));
        out[(*n)++] = (char)(0x80 | (point >> 6 & 0x3F));
        out[(*n)++] = (char)(0x80 | (point & 0x3F));
    }
}

/* Four hexadecimal digits at an offset. */
static bool hex4(const reader *r, size_t at, uint32_t *value)
{
    *value = 0;
    if (at > r->n || r->n - at < 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        char c = r->bytes[at + i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0)
            return false;
        *value = *value << 4 | (uint32_t)digit;
    }
    return true;
}

/* What stands behind a backslash; r->at is on it. */
static bool read_escape(reader *r, char *out, size_t *n)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t point, low;
    char c = ahead(r);
    const char *found = c ? strchr(from, c) : NULL;
    if (found) {
        out[(*n)++] = to[found - from];
        r->at++;
        return true;
    }
    if (c != 'u' || !hex4(r, r->at + 1, &point))
        return refuse(r, "no such escape in a string");
    r->at += 5;
    if (point >= 0xD800 && point <= 0xDBFF && r->n - r->at >= 6 &&
        r->bytes[r->at] == '\\' && r->bytes[r->at + 1] == 'u' &&
        hex4(r, r->at + 2, &low) && low >= 0xDC00 && low <= 0xDFFF) {
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
        r->at += 6;
    }
    add_point(out, n, point);
    return true;
}

/* The end of a string that begins behind its quote, or the end of all. */
static size_t string_end(const reader *r)
{
    size_t at = r->at;
    while (at < r->n && r->bytes[at] != '"')
        at += r->bytes[at] == '\\' ? 2 : 1;
    return at < r->n ? at : r->n;
}

/* A string at its quote. Escapes are never shorter than what they mean. */
static const char *read_string(reader *r)
{
    r->at++;
    size_t n = 0, end = string_end(r);
    char *out = cm_alloc(r->arena, end - r->at + 1);
    if (!out) {
        r->failed = true;
        return NULL;
    }
    while (r->at < end) {
        int32_t point;
        size_t bytes = cm_utf8_next(r->bytes + r->at, end - r->at, &point);
        if (point < 0x20) {
            refuse(r, point < 0 ? "not UTF-8"
                                : "a control character in a string");
            return NULL;
        }
        if (point == '\\') {
            r->at++;
            if (!read_escape(r, out, &n))
                return NULL;
        } else {
            memcpy(out + n, r->bytes + r->at, bytes);
            n += bytes;
            r->at += bytes;
        }
    }
    if (ahead(r) != '"') {
        refuse(r, "a string does not end");
        return NULL;
    }
    r->at++;
    return out;
}

/* ---- numbers and words --------------------------------------------------- */

static bool digits(reader *r)
{
    size_t from = r->at;
    while (ahead(r) >= '0' && ahead(r) <= '9')
        r->at++;
    return r->at > from;
}

static const char *read_number(reader *r)
{
    size_t from = r->at;
    r->at += ahead(r) == '-';
    bool good = ahead(r) != '0' && digits(r);
    if (ahead(r) == '0' && !good) {
        r->at++;
        good = true;
    }
    if (good && ahead(r) == '.') {
        r->at++;
        good = digits(r);
    }
    if (good && (ahead(r) == 'e' || ahead(r) == 'E')) {
        r->at++;
        r->at += ahead(r) == '+' || ahead(r) == '-';
        good = digits(r);
    }
    if (!good) {
        refuse(r, "not JSON: a value was expected");
        return NULL;
    }
    char *text = cm_strdup_n(r->arena, r->bytes + from, r->at - from);
    r->failed |= !text;
    return text;
}

static bool read_word(reader *r, cm_json_node *node)
{
    static const char *const words[] = {"null", "false", "true"};
    for (uint8_t i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);
        if (r->n - r->at >= n && memcmp(r->bytes + r->at, words[i], n) == 0) {
            r->at += n;
            node->kind = (uint8_t)(CM_JSON_NULL + i);
            return true;
        }
    }
    return refuse(r, "not JSON: a value was expected");
}

/* ---- values -------------------------------------------------------------- */

/* Appends a value to what is open, and opens it if it has parts. */
static bool append(reader *r, cm_json_node node)
{
    uint32_t i = (uint32_t)r->nodes.n;
    bool has_parts = node.kind >= CM_JSON_LIST;
    if (i >= CM_JSON_MOST_VALUES)
        return refuse(r, "more than 4,000,000 values");
    if (has_parts && r->depth == CM_JSON_DEPTH)
        return refuse(r, "lists and objects more than 64 deep");
    node.first = node.next = CM_JSON_NONE;
    if (!cm_push(r->arena, &r->nodes, node)) {
        r->failed = true;
        return false;
    }
    if (r->depth) {
        uint32_t *last = &r->last[r->depth - 1];
        if (*last == CM_JSON_NONE)
            r->nodes.at[r->open[r->depth - 1]].first = i;
        else
            r->nodes.at[*last].next = i;
        *last = i;
        r->parts[r->depth - 1]++;
        if (node.key && r->parts[r->depth - 1] > CM_JSON_MOST_KEYS)
            return refuse(r, "more than 1,000 keys in an object");
    }
    if (has_parts) {
        r->open[r->depth] = i;
        r->parts[r->depth] = 0;
        r->last[r->depth++] = CM_JSON_NONE;
    }
    return true;
}

static bool read_value(reader *r, const char *key)
{
    cm_json_node node = {.key = key, .at = (uint32_t)r->at};
    char c = ahead(r);
    if (c == '[' || c == '{') {
        node.kind = c == '[' ? CM_JSON_LIST : CM_JSON_OBJECT;
        node.n = 1;
        r->at++;
        return append(r, node);
    }
    if (c == '"') {
        node.kind = CM_JSON_STRING;
        node.text = read_string(r);
    } else if (c == '-' || (c >= '0' && c <= '9')) {
        node.kind = CM_JSON_NUMBER;
        node.text = read_number(r);
    } else if (!read_word(r, &node)) {
        return false;
    }
    node.n = (uint32_t)r->at - node.at;
    return !r->reason && !r->failed && append(r, node);
}

/* A part of the innermost list or object: with its key, if it is one. */
static bool read_part(reader *r)
{
    const char *key = NULL;
    if (r->depth && r->nodes.at[r->open[r->depth - 1]].kind == CM_JSON_OBJECT) {
        if (ahead(r) != '"')
            return refuse(r, "not JSON: a key in quotes was expected");
        key = read_string(r);
        if (!key)
            return false;
        skip_blanks(r);
        if (ahead(r) != ':')
            return refuse(r, "not JSON: : was expected");
        r->at++;
        skip_blanks(r);
    }
    return read_value(r, key);
}

/* Behind a value: closes what ends here; true if another part follows. */
static bool go_on(reader *r)
{
    while (r->depth) {
        const cm_json_node *open = &r->nodes.at[r->open[r->depth - 1]];
        char close = open->kind == CM_JSON_LIST ? ']' : '}';
        bool empty = r->last[r->depth - 1] == CM_JSON_NONE;
        skip_blanks(r);
        if (ahead(r) == close) {
            r->at++;
            r->depth--;
        } else if (empty) {
            return true;
        } else if (ahead(r) == ',') {
            r->at++;
            skip_blanks(r);
            return true;
        } else {
            return refuse(r, close == ']' ? "not JSON: , or ] was expected"
                                          : "not JSON: , or } was expected");
        }
    }
    return false;
}

comitia_status cm_json_read(cm_ctx *ctx, cm_arena *arena, const char *bytes,
                            size_t n, cm_json *json, size_t *wrong,
                            const char **reason)
{
    reader r = {.ctx = ctx, .arena = arena, .bytes = bytes, .n = n};
    *json = (cm_json){0};
    *reason = NULL;
    skip_blanks(&r);
    bool more = true;
    while (more) {
        if (r.nodes.n % 256 == 0)
            CM_TRY(cm_spend(ctx, 256 * 50));
        more = read_part(&r) && go_on(&r);
    }
    if (r.failed)
        return COMITIA_E_NOMEM;
    if (!r.reason)
        skip_blanks(&r);
    if (r.at < r.n)
        refuse(&r, "not JSON: something stands behind its end");
    *wrong = r.at;
    *reason = r.reason;
    *json = (cm_json){r.nodes.at, (uint32_t)r.nodes.n};
    return COMITIA_OK;
}

/* ---- looking up ---------------------------------------------------------- */

uint32_t cm_json_get(const cm_json *json, uint32_t object, const char *key)
{
    uint32_t found = CM_JSON_NONE;
    if (object >= json->n || json->at[object].kind != CM_JSON_OBJECT)
        return found;
    for (uint32_t i = json->at[object].first; i != CM_JSON_NONE;
         i = json->at[i].next)
        if (strcmp(json->at[i].key, key) == 0)
            found = i;
    return found != CM_JSON_NONE && json->at[found].kind == CM_JSON_NULL
               ? CM_JSON_NONE
               : found;
}

const char *cm_json_text(const cm_json *json, uint32_t object, const char *key)
{
    uint32_t i = cm_json_get(json, object, key);
    return i == CM_JSON_NONE ? NULL : json->at[i].text;
}

uint32_t cm_json_first(const cm_json *json, uint32_t object, const char *key)
{
    uint32_t i = cm_json_get(json, object, key);
    return i == CM_JSON_NONE || json->at[i].kind != CM_JSON_LIST
               ? CM_JSON_NONE
               : json->at[i].first;
}
