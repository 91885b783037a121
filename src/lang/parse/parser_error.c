/* What the parser says when a text does not fit: a message in plain words, and
 * a way out. */
#include <stdarg.h>
#include <stdio.h>

#include "lang/parse/chars.h"
#include "lang/parse/parse.h"
#include "lang/parse/parser.h"
#include "lang/parse/way_out.h"

enum {
    MOST_OFFERED = 8, /* words in a message */
    MOST_QUOTED = 40, /* code points of a token */
    QUOTED = 4 * MOST_QUOTED + 8,
    MOST_KEPT = 32 /* errors of one text that are worth a message: more
                      than are ever listed */
};

bool cm_gave_up(cm_parser *p, comitia_status status)
{
    if (p->status == COMITIA_OK)
        p->status = status;
    return false;
}

bool cm_error(cm_parser *p, const char *code, cm_span span, const char *help,
              const char *format, ...)
{
    /* The errors of a text come in the order of their places, so those after
       the first few cannot be among those that are listed. */
    if (p->n_errors++ >= MOST_KEPT) {
        cm_diag_count(p->diags);
        return false;
    }
    char text[1000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cm_diag *diag = cm_diag_add(p->diags, code, CM_ERROR, span, "%s", text);
    if (help)
        cm_diag_help(p->diags, diag, "%s", help);
    return p->diags->failed ? cm_gave_up(p, COMITIA_E_NOMEM) : false;
}

/* ---- the token that was found -------------------------------------------- */

/* The token as a message quotes it: short, and only characters that show. */
static void quote(const cm_parser *p, const cm_token *token, char out[QUOTED])
{
    if (token->kind == CM_T_END) {
        snprintf(out, QUOTED, "the end of the file");
        return;
    }
    const char *at = p->lexer.text + token->at;
    size_t bytes = 0;
    for (uint32_t n = 0; bytes < token->bytes; n++) {
        int32_t point;
        size_t more = cm_utf8_next(at + bytes, token->bytes - bytes, &point);
        if (point < 0x20 || cm_is_forbidden(point)) {
            snprintf(out, QUOTED, "this");
            return;
        }
        if (n == MOST_QUOTED) {
            snprintf(out, QUOTED, "`%.*s...`", (int)bytes, at);
            return;
        }
        bytes += more;
    }
    snprintf(out, QUOTED, "`%.*s`", (int)bytes, at);
}

static bool bad_character(cm_parser *p, const cm_token *token)
{
    int32_t point;
    cm_utf8_next(p->lexer.text + token->at, token->bytes, &point);
    const char *help = NULL;
    if (point == 0x201C || point == 0x201D || point == 0xAB || point == 0xBB ||
        point == '\'')
        help = "titles stand in straight double quotes: \"...\"";
    else if (point == ';' || point == '{' || point == '}')
        help = "declarations need no braces and no semicolons";
    else if (point == '-' || point == 0x2013 || point == 0x2014)
        help = "a hyphen stands only between the letters of a name and in "
               "dates; a span of dates is written 2016-05..2016-07";
    else if (point == '_')
        help = "a name begins with a letter";
    else if (point == 0xA0)
        help = "this is a no-break space; write an ordinary one";
    else if (point == '>' || point == '<' || point == '=')
        help = "comparisons are written in words: `at least`, `more than`, "
               "`at most`, `fewer than`";
    else if (point == '&')
        help = "write `and`";
    else if (point == '|')
        help = "write `or`";
    else if (point == '!')
        help = "write `not`";
    else if (point == 0xAD || (point >= 0x200B && point <= 0x200F) ||
             point == 0x2060 || point == 0xFEFF)
        help = "this character does not show; delete it";
    else if (point == '%')
        help = "a percent sign follows its number without a blank: 55%";
    char text[QUOTED];
    quote(p, token, text);
    return cm_error(p, "C0101", cm_span_of(p, token), help,
                    "the language does not use the character %s (U+%04X)", text,
                    (unsigned)point);
}

/* The fault that the lexer found in a token. */
static bool report_fault(cm_parser *p, const cm_token *token)
{
    cm_span span = cm_span_of(p, token);
    char text[QUOTED];
    quote(p, token, text);
    switch (token->fault) {
    case CM_FAULT_CHARACTER: return bad_character(p, token);
    case CM_FAULT_OPEN_TITLE:
        return cm_error(p, "C0111", span, "add the closing quote",
                        "this quoted text does not end on its line");
    case CM_FAULT_NUMBER:
        return cm_error(p, "C0113", span,
                        "numbers are written 82, 1_000, 2.5, 2/3, 55%; a name "
                        "begins with a letter",
                        "%s is not a number", text);
    case CM_FAULT_DENOMINATOR:
        return cm_error(p, "C0113", span, NULL, "%s divides by zero", text);
    case CM_FAULT_DATE:
        return cm_error(p, "C0110", span,
                        "dates are written 2016-05-26, 2016-05 or 2016",
                        "there is no date %s", text);
    case CM_FAULT_LONG_NAME:
        return cm_error(p, "C0701", span, "choose a shorter name",
                        "a name has at most %d bytes, this one has %u",
                        CM_MOST_NAME_BYTES, (unsigned)token->bytes);
    case CM_FAULT_LONG_TITLE:
        return cm_error(p, "C0701", span, "choose a shorter text",
                        "a quoted text has at most %d bytes, this one has %u",
                        CM_MOST_TITLE_BYTES, (unsigned)token->bytes - 2);
    case CM_FAULT_LONG_NUMBER:
        return cm_error(p, "C0701", span, NULL,
                        "a number has at most %d digits", CM_MOST_DIGITS);
    default: /* cm_scan_text has said it */ return false;
    }
}

/* ---- what was looked for ------------------------------------------------- */

/* Levenshtein's distance of two short words, at most `most` + 1. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t row[32];
    if (n > 30 || m > 30)
        return 31;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t before = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t above = row[j];
            size_t best = before + (a[i - 1] != b[j - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
            before = above;
        }
    }
    return row[m];
}

bool cm_was_tried(const cm_parser *p, cm_lex_word word)
{
    return p->tried_words[word / 64] >> word % 64 & 1;
}

/* The tried word that the token nearly is, or CM_W_NONE. */
static cm_lex_word nearest(const cm_parser *p, const cm_token *token)
{
    if (token->kind != CM_T_NAME && token->kind != CM_T_RESERVED)
        return CM_W_NONE;
    char small[32];
    size_t n = token->bytes;
    if (n >= sizeof small)
        return CM_W_NONE;
    for (size_t i = 0; i < n; i++) {
        char c = p->lexer.text[token->at + i];
        small[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    cm_lex_word found = CM_W_NONE;
    /* One letter off, or two of a longer word that is none of the language.
       People seldom mistake the first letter: half a step more. */
    size_t least = n <= 3 || token->kind == CM_T_RESERVED ? 3 : 5;
    for (int w = CM_W_NONE + 1; w < CM_N_WORDS; w++) {
        if (!cm_was_tried(p, (cm_lex_word)w))
            continue;
        const char *text = cm_word_text((cm_lex_word)w);
        size_t m = strlen(text), d = distance(small, n, text, m);
        size_t steps = 2 * d + (small[0] != text[0]);
        if (steps < least && d < m && d < n) {
            least = steps;
            found = (cm_lex_word)w;
        }
    }
    return found;
}

/* A text of "a, b or c" that is written one item at a time. */
typedef struct choice {
    char text[400];
    size_t n;
    uint32_t items;
} choice;

static void offer(choice *c, const char *text, bool last)
{
    const char *before = !c->items ? "" : last ? " or " : ", ";
    int n =
        snprintf(c->text + c->n, sizeof c->text - c->n, "%s%s", before, text);
    if (n > 0 && (size_t)n < sizeof c->text - c->n)
        c->n += (size_t)n;
    c->text[c->n] = '\0';
    c->items++;
}

static const char *const kind_texts[CM_N_TOKEN_KINDS] = {
    [CM_T_NAME] = "a name",
    [CM_T_TITLE] = "a text in double quotes",
    [CM_T_INTEGER] = "a whole number",
    [CM_T_DECIMAL] = "a decimal",
    [CM_T_FRACTION] = "a fraction",
    [CM_T_PERCENT] = "a percentage",
    [CM_T_DATE] = "a date",
    [CM_T_DOTS] = "`..`",
    [CM_T_COMMA] = "`,`",
    [CM_T_COLON] = "`:`",
    [CM_T_OPEN] = "`(`",
    [CM_T_CLOSE] = "`)`",
};

/* What was looked for at the token at hand; false if nothing was, or more than
   a reader wants to read. */
static bool describe_tried(const cm_parser *p, choice *c)
{
    const char *items[MOST_OFFERED];
    char quoted[MOST_OFFERED][20];
    uint32_t n = 0;
    for (int k = 0; k < CM_N_TOKEN_KINDS; k++)
        if ((p->tried_kinds >> k & 1) && kind_texts[k]) {
            if (n == MOST_OFFERED)
                return false;
            items[n++] = kind_texts[k];
        }
    for (int w = CM_W_NONE + 1; w < CM_N_WORDS; w++)
        if (cm_was_tried(p, (cm_lex_word)w)) {
            if (n == MOST_OFFERED)
                return false;
            snprintf(quoted[n], sizeof quoted[n], "`%s`",
                     cm_word_text((cm_lex_word)w));
            items[n] = quoted[n];
            n++;
        }
    *c = (choice){.n = 0};
    for (uint32_t i = 0; i < n; i++)
        offer(c, items[i], i + 1 == n);
    return n > 0;
}

/* Past the last error that is listed no message is made. */
static bool is_only_counted(cm_parser *p)
{
    if (p->n_errors < MOST_KEPT)
        return false;
    cm_error(p, NULL, CM_NO_SPAN, NULL, "-");
    return true;
}

bool cm_unexpected(cm_parser *p)
{
    const cm_token *token = cm_ahead(p, 0);
    if (token->kind == CM_T_BAD)
        return report_fault(p, token);
    if (is_only_counted(p))
        return false;
    cm_lex_word near = nearest(p, token);
    choice wanted;
    bool is_short = describe_tried(p, &wanted);
    const char *help = cm_way_out(p, token);
    char found[QUOTED], offered[64], message[800];
    quote(p, token, found);
    if (token->column == 1 && cm_word_declares(token->word))
        snprintf(message, sizeof message,
                 "%s begins a declaration, but the one before it is not "
                 "finished%s%s",
                 found, is_short ? ": expected " : "",
                 is_short ? wanted.text : "");
    else if (is_short)
        snprintf(message, sizeof message, "expected %s, found %s", wanted.text,
                 found);
    else
        snprintf(message, sizeof message, "%s does not fit here", found);
    if (near && !help) {
        help = offered;
        snprintf(offered, sizeof offered, "did you mean `%s`?",
                 cm_word_text(near));
    }
    if (!help)
        help = cm_way_beside(p);
    return cm_error(p, "C0112", cm_span_of(p, token), help, "%s", message);
}

bool cm_no_declaration(cm_parser *p)
{
    const cm_token *token = cm_ahead(p, 0);
    if (token->kind == CM_T_BAD)
        return report_fault(p, token);
    if (is_only_counted(p))
        return false;
    char found[QUOTED], offered[64];
    quote(p, token, found);
    cm_lex_word near = nearest(p, token);
    const char *help = near ? offered : cm_way_back(p, token);
    if (near)
        snprintf(offered, sizeof offered, "did you mean `%s`?",
                 cm_word_text(near));
    else if (!help)
        help = "a declaration begins with one of: use body actor act fact "
               "outcome ladder forecast on by since source report talks expect";
    return cm_error(p, "C0108", cm_span_of(p, token), help,
                    "a declaration was expected, found %s", found);
}

bool cm_reserved(cm_parser *p)
{
    const cm_token *token = cm_ahead(p, 0);
    cm_lex_word near = nearest(p, token);
    char offered[64];
    snprintf(offered, sizeof offered, "did you mean `%s`?", cm_word_text(near));
    return cm_error(p, "C0109", cm_span_of(p, token),
                    near ? offered
                         : "choose another name; one that begins with a "
                           "capital letter is never reserved",
                    "`%s` is a word of the language and cannot be a name",
                    cm_word_text(token->word));
}

bool cm_twice(cm_parser *p, const char *clause)
{
    return cm_error(p, "C0114", cm_span_here(p), "leave one of the two out",
                    "`%s` stands here a second time", clause);
}

bool cm_deeper(cm_parser *p)
{
    if (p->depth == CM_MOST_NESTING)
        return cm_error(p, "C0701", cm_span_here(p),
                        "give a part of it a name of its own, as an outcome",
                        "conditions and rules nest at most %d deep",
                        CM_MOST_NESTING);
    p->depth++;
    return true;
}

void cm_shallower(cm_parser *p)
{
    p->depth--;
}
