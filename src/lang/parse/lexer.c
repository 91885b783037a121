#include "lang/parse/lexer.h"

#include "lang/parse/chars.h"
#include "model/date.h"

void cm_lexer_init(cm_lexer *lexer, const char *text, size_t bytes)
{
    *lexer = (cm_lexer){
        .text = text, .bytes = (uint32_t)bytes, .line = 1, .column = 1};
}

static bool is_ascii_letter(unsigned char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26;
}

/* Bytes of the name character at i, 0 if there is none. */
static uint32_t name_char_at(const cm_lexer *lexer, uint32_t i)
{
    if (i >= lexer->bytes)
        return 0;
    unsigned char c = (unsigned char)lexer->text[i];
    if (c < 0x80)
        return is_ascii_letter(c) || cm_is_digit(c) || c == '_';
    int32_t point;
    uint32_t n =
        (uint32_t)cm_utf8_next(lexer->text + i, lexer->bytes - i, &point);
    return point >= 0 && cm_is_letter(point) ? n : 0;
}

static bool is_digit_at(const cm_lexer *lexer, uint32_t i)
{
    return i < lexer->bytes && cm_is_digit(lexer->text[i]);
}

/* The token from lexer->at up to `end`, which lies `columns` further. */
static cm_token token_to(cm_lexer *lexer, cm_token_kind kind, uint32_t end,
                         uint32_t columns)
{
    cm_token token = {.kind = (uint8_t)kind,
                      .at = lexer->at,
                      .bytes = end - lexer->at,
                      .line = lexer->line,
                      .column = lexer->column,
                      .end_column = lexer->column + columns};
    lexer->at = end;
    lexer->column += columns;
    return token;
}

static cm_token bad_token(cm_lexer *lexer, cm_fault fault, uint32_t end,
                          uint32_t columns)
{
    cm_token token = token_to(lexer, CM_T_BAD, end, columns);
    token.fault = (uint8_t)fault;
    return token;
}

/* Letters, digits and _, then - with more of them, as often as it comes. */
static cm_token read_name(cm_lexer *lexer)
{
    uint32_t i = lexer->at, columns = 0;
    for (uint32_t n; (n = name_char_at(lexer, i)) != 0; columns++) {
        i += n;
        if (i < lexer->bytes && lexer->text[i] == '-' &&
            name_char_at(lexer, i + 1)) {
            i++;
            columns++;
        }
    }
    if (i - lexer->at > CM_MOST_NAME_BYTES)
        return bad_token(lexer, CM_FAULT_LONG_NAME, i, columns);
    cm_token token = token_to(lexer, CM_T_NAME, i, columns);
    cm_lex_word word = cm_word_of(lexer->text + token.at, token.bytes);
    token.word = (uint8_t)word;
    if (cm_word_reserved(word))
        token.kind = CM_T_RESERVED;
    return token;
}

/* The longest run of digits, letters, _ and of . / - before a digit, with a %
   at its end. */
static cm_token read_number(cm_lexer *lexer)
{
    uint32_t i = lexer->at, columns = 0;
    for (;; columns++) {
        uint32_t n = name_char_at(lexer, i);
        if (n == 0 && i < lexer->bytes && strchr("./-", lexer->text[i]) &&
            lexer->text[i] && is_digit_at(lexer, i + 1))
            n = 1;
        if (n == 0)
            break;
        i += n;
    }
    if (i < lexer->bytes && lexer->text[i] == '%') {
        i++;
        columns++;
    }
    cm_fault fault;
    cm_token_kind kind =
        cm_number_form(lexer->text + lexer->at, i - lexer->at, &fault);
    return kind == CM_T_BAD ? bad_token(lexer, fault, i, columns)
                            : token_to(lexer, kind, i, columns);
}

static cm_token read_title(cm_lexer *lexer)
{
    uint32_t i = lexer->at + 1, columns = 1;
    for (; i < lexer->bytes && lexer->text[i] != '"' && lexer->text[i] != '\n';
         columns++) {
        int32_t point;
        i += (unsigned char)lexer->text[i] < 0x80
                 ? 1
                 : (uint32_t)cm_utf8_next(lexer->text + i, lexer->bytes - i,
                                          &point);
    }
    if (i == lexer->bytes || lexer->text[i] == '\n') {
        cm_token token = bad_token(lexer, CM_FAULT_OPEN_TITLE, i, columns);
        token.end_column = token.column + 1;
        return token;
    }
    if (i - lexer->at - 1 > CM_MOST_TITLE_BYTES)
        return bad_token(lexer, CM_FAULT_LONG_TITLE, i + 1, columns + 1);
    return token_to(lexer, CM_T_TITLE, i + 1, columns + 1);
}

/* A sign, or a character that has no place. */
static cm_token read_sign(cm_lexer *lexer)
{
    uint32_t at = lexer->at;
    switch (lexer->text[at]) {
    case ',': return token_to(lexer, CM_T_COMMA, at + 1, 1);
    case ':': return token_to(lexer, CM_T_COLON, at + 1, 1);
    case '(': return token_to(lexer, CM_T_OPEN, at + 1, 1);
    case ')': return token_to(lexer, CM_T_CLOSE, at + 1, 1);
    case '.':
        if (at + 1 < lexer->bytes && lexer->text[at + 1] == '.')
            return token_to(lexer, CM_T_DOTS, at + 2, 2);
        break;
    default: break;
    }
    int32_t point;
    uint32_t n =
        (uint32_t)cm_utf8_next(lexer->text + at, lexer->bytes - at, &point);
    bool reported = point < 0 || cm_is_forbidden(point);
    return bad_token(lexer, reported ? CM_FAULT_REPORTED : CM_FAULT_CHARACTER,
                     at + n, 1);
}

/* Up to the line feed; columns matter no more before it. */
static cm_token read_comment(cm_lexer *lexer)
{
    const char *from = lexer->text + lexer->at;
    const char *feed = memchr(from, '\n', lexer->bytes - lexer->at);
    uint32_t end = feed ? (uint32_t)(feed - lexer->text) : lexer->bytes;
    uint32_t columns = end == lexer->bytes
                           ? cm_utf8_count(from, end - lexer->at)
                           : end - lexer->at;
    return token_to(lexer, CM_T_COMMENT, end, columns);
}

static void skip_blanks(cm_lexer *lexer)
{
    while (lexer->at < lexer->bytes) {
        char c = lexer->text[lexer->at];
        if (c == '\n') {
            lexer->line++;
            lexer->column = 1;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            lexer->column++;
        } else {
            return;
        }
        lexer->at++;
    }
}

cm_token cm_lexer_next(cm_lexer *lexer)
{
    for (;;) {
        skip_blanks(lexer);
        /* The end is a place of one column. */
        if (lexer->at == lexer->bytes) {
            cm_token end = token_to(lexer, CM_T_END, lexer->at, 0);
            end.end_column++;
            return end;
        }
        unsigned char c = (unsigned char)lexer->text[lexer->at];
        if (c == '#') {
            cm_token comment = read_comment(lexer);
            if (lexer->keep_comments)
                return comment;
        } else if (c == '"') {
            return read_title(lexer);
        } else if (cm_is_digit(c)) {
            return read_number(lexer);
        } else if (c != '_' && name_char_at(lexer, lexer->at)) {
            return read_name(lexer);
        } else {
            return read_sign(lexer);
        }
    }
}

/* ---- forms of numbers ---------------------------------------------------- */

/* Digits from i on, single _ between them if allowed; 0 if there are none or
   an _ is out of place. Returns the place after them. */
static size_t digits_from(const char *at, size_t bytes, size_t i,
                          bool underscores, size_t *digits)
{
    size_t start = i;
    for (; i < bytes; i++) {
        if (cm_is_digit(at[i]))
            ++*digits;
        else if (!underscores || at[i] != '_' || i == start || at[i - 1] == '_')
            break;
    }
    return i == start || at[i - 1] == '_' ? 0 : i;
}

static bool is_zero(const char *at, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        if (cm_is_digit(at[i]) && at[i] != '0')
            return false;
    return true;
}

static bool begins_as_date(const char *at, size_t bytes)
{
    if (bytes < 5 || at[4] != '-')
        return false;
    for (int i = 0; i < 4; i++)
        if (!cm_is_digit(at[i]))
            return false;
    return true;
}

static cm_token_kind faulty(cm_fault *fault, cm_fault what)
{
    *fault = what;
    return CM_T_BAD;
}

cm_token_kind cm_number_form(const char *at, size_t bytes, cm_fault *fault)
{
    *fault = CM_FAULT_NONE;
    if (begins_as_date(at, bytes)) {
        cm_days days;
        return cm_days_of(at, bytes, &days) ? CM_T_DATE
                                            : faulty(fault, CM_FAULT_DATE);
    }
    cm_token_kind kind = CM_T_INTEGER;
    size_t digits = 0, i = digits_from(at, bytes, 0, true, &digits);
    if (i == 0)
        return faulty(fault, CM_FAULT_NUMBER);
    bool no_denominator = false;
    if (i < bytes && (at[i] == '.' || at[i] == '/')) {
        size_t from = i + 1;
        kind = at[i] == '.' ? CM_T_DECIMAL : CM_T_FRACTION;
        i = digits_from(at, bytes, from, kind == CM_T_FRACTION, &digits);
        if (i == 0)
            return faulty(fault, CM_FAULT_NUMBER);
        no_denominator = kind == CM_T_FRACTION && is_zero(at + from, i - from);
    }
    if (i < bytes && at[i] == '%') {
        kind = CM_T_PERCENT;
        i++;
    }
    if (i != bytes)
        return faulty(fault, CM_FAULT_NUMBER);
    if (no_denominator)
        return faulty(fault, CM_FAULT_DENOMINATOR);
    if (digits > CM_MOST_DIGITS)
        return faulty(fault, CM_FAULT_LONG_NUMBER);
    return kind;
}

static bool two_digits(const char *at, int *value)
{
    if (!cm_is_digit(at[0]) || !cm_is_digit(at[1]))
        return false;
    *value = (at[0] - '0') * 10 + (at[1] - '0');
    return true;
}

bool cm_days_of(const char *at, size_t bytes, cm_days *days)
{
    int century, year, first_month = 1, last_month = 12, first = 1, last = 31;
    if ((bytes != 4 && bytes != 7 && bytes != 10) ||
        !two_digits(at, &century) || !two_digits(at + 2, &year))
        return false;
    if (bytes >= 7) {
        if (at[4] != '-' || !two_digits(at + 5, &first_month) ||
            first_month < 1 || first_month > 12)
            return false;
        last_month = first_month;
        last = cm_days_in_month(century * 100 + year, first_month);
    }
    if (bytes == 10) {
        if (at[7] != '-' || !two_digits(at + 8, &first))
            return false;
        last = first;
    }
    cm_days result;
    year += century * 100;
    if (!cm_day_of(year, first_month, first, &result.lo) ||
        !cm_day_of(year, last_month, last, &result.hi))
        return false;
    *days = result;
    return true;
}

/* ---- whole texts --------------------------------------------------------- */

bool cm_scan_text(cm_diags *diags, uint32_t file, const char *at, size_t bytes)
{
    /* More of them are never listed, so the rest is only counted. */
    enum { MOST_KEPT = 32 };
    uint32_t found = 0;
    bool is_utf8 = true;
    uint32_t line = 1, column = 1;
    for (size_t i = 0; i < bytes;) {
        unsigned char c = (unsigned char)at[i];
        if (c == '\n') {
            line++;
            column = 1;
            i++;
            continue;
        }
        int32_t point = c;
        i += c < 0x80 ? 1 : cm_utf8_next(at + i, bytes - i, &point);
        cm_span span = {file, line, column, column + 1};
        column++;
        if (point < 0 && is_utf8) {
            is_utf8 = false;
            found++;
            cm_diag *diag = cm_diag_add(diags, "C0102", CM_ERROR, span,
                                        "this byte (%02X) is not UTF-8", c);
            cm_diag_help(diags, diag, "save the file in the encoding UTF-8");
        } else if (point >= 0 && cm_is_forbidden(point)) {
            if (found++ >= MOST_KEPT) {
                cm_diag_count(diags);
                continue;
            }
            cm_diag *diag =
                cm_diag_add(diags, "C0101", CM_ERROR, span,
                            "a hidden character (U+%04X) that no text may have",
                            (unsigned)point);
            cm_diag_help(diags, diag, "delete it");
        }
    }
    return found == 0;
}

bool cm_blank_between(cm_token_kind left, cm_token_kind right)
{
    return left != CM_T_OPEN && left != CM_T_DOTS && right != CM_T_COMMA &&
           right != CM_T_COLON && right != CM_T_CLOSE && right != CM_T_DOTS;
}

void cm_join_tokens(cm_buf *out, const char *at, size_t bytes)
{
    cm_lexer lexer;
    cm_lexer_init(&lexer, at, bytes);
    cm_token_kind left = CM_T_OPEN; /* no blank before the first */
    for (;;) {
        cm_token token = cm_lexer_next(&lexer);
        if (token.kind == CM_T_END)
            return;
        if (cm_blank_between(left, token.kind))
            cm_buf_char(out, ' ');
        cm_buf_add_n(out, at + token.at, token.bytes);
        left = token.kind;
    }
}
