#include "lang/parse/parser.h"

#include "base/map.h"

bool cm_parser_init(cm_parser *p, cm_ctx *ctx, cm_diags *diags, cm_arena *arena,
                    cm_arena *scratch)
{
    memset(p, 0, sizeof *p);
    p->ctx = ctx;
    p->diags = diags;
    p->arena = arena;
    p->scratch = scratch;
    cm_buf_init(&p->joined, scratch);
    mpq_init(p->q);
    mpq_set_ui(p->q, 1, 2);
    p->half = cm_number_keep(arena, p->q);
    return p->half || cm_gave_up(p, COMITIA_E_NOMEM);
}

void cm_parser_clear(cm_parser *p)
{
    mpq_clear(p->q);
}

void cm_parser_open(cm_parser *p, uint32_t file, const char *at, size_t bytes)
{
    p->file = file;
    cm_lexer_init(&p->lexer, at, bytes);
    p->first = p->n_ahead = p->last_end = p->depth = p->n_errors = 0;
    p->stack.n = 0;
}

/* ---- tokens -------------------------------------------------------------- */

const cm_token *cm_ahead(cm_parser *p, uint32_t k)
{
    while (p->n_ahead <= k) {
        p->ahead[(p->first + p->n_ahead) % CM_LOOK_AHEAD] =
            cm_lexer_next(&p->lexer);
        p->n_ahead++;
    }
    return &p->ahead[(p->first + k) % CM_LOOK_AHEAD];
}

cm_span cm_span_of(const cm_parser *p, const cm_token *token)
{
    return (cm_span){p->file, token->line, token->column, token->end_column};
}

cm_span cm_span_here(cm_parser *p)
{
    return cm_span_of(p, cm_ahead(p, 0));
}

void cm_advance(cm_parser *p)
{
    const cm_token *token = cm_ahead(p, 0);
    p->last_end = token->at + token->bytes;
    p->first = (p->first + 1) % CM_LOOK_AHEAD;
    p->n_ahead--;
    memset(p->tried_words, 0, sizeof p->tried_words);
    p->tried_kinds = 0;
}

bool cm_sees(cm_parser *p, cm_lex_word word)
{
    if (cm_ahead(p, 0)->word == word)
        return true;
    p->tried_words[word / 64] |= UINT64_C(1) << word % 64;
    return false;
}

bool cm_sees_kind(cm_parser *p, cm_token_kind kind)
{
    if (cm_ahead(p, 0)->kind == kind)
        return true;
    p->tried_kinds |= UINT32_C(1) << kind;
    return false;
}

bool cm_takes(cm_parser *p, cm_lex_word word)
{
    if (!cm_sees(p, word))
        return false;
    cm_advance(p);
    return true;
}

bool cm_takes_kind(cm_parser *p, cm_token_kind kind)
{
    if (!cm_sees_kind(p, kind))
        return false;
    cm_advance(p);
    return true;
}

bool cm_needs(cm_parser *p, cm_lex_word word)
{
    return cm_takes(p, word) || cm_unexpected(p);
}

bool cm_needs_kind(cm_parser *p, cm_token_kind kind)
{
    return cm_takes_kind(p, kind) || cm_unexpected(p);
}

/* ---- texts --------------------------------------------------------------- */

enum { POOL_BYTES = 1 << 14, SHORT_TEXT = 256 };

/* Short texts share blocks: an allocation of the arena is rounded up to the
   size of the largest unit, twice what most names have. */
static char *new_text(cm_parser *p, const char *at, size_t bytes)
{
    if (bytes >= SHORT_TEXT)
        return cm_strdup_n(p->arena, at, bytes);
    if (p->pool_left <= bytes) {
        p->pool = cm_alloc(p->arena, POOL_BYTES);
        p->pool_left = p->pool ? POOL_BYTES : 0;
        if (!p->pool)
            return NULL;
    }
    char *text = p->pool;
    memcpy(text, at, bytes);
    text[bytes] = '\0';
    p->pool += bytes + 1;
    p->pool_left -= bytes + 1;
    return text;
}

const char *cm_keep_text(cm_parser *p, const char *at, size_t bytes)
{
    const char **known = NULL;
    if (bytes < SHORT_TEXT) {
        known = &p->known_words[cm_hash(at, bytes) % CM_KNOWN_WORDS];
        if (*known && strlen(*known) == bytes && !memcmp(*known, at, bytes))
            return *known;
    }
    const char *text = new_text(p, at, bytes);
    if (!text)
        cm_gave_up(p, COMITIA_E_NOMEM);
    else if (known)
        *known = text;
    return text;
}

bool cm_joined(cm_parser *p, uint32_t from, const char **text)
{
    p->joined.n = 0;
    cm_join_tokens(&p->joined, p->lexer.text + from, p->last_end - from);
    if (p->joined.failed)
        return cm_gave_up(p, COMITIA_E_NOMEM);
    *text = cm_keep_text(p, p->joined.at ? p->joined.at : "", p->joined.n);
    return *text != NULL;
}

/* Takes the token at hand, less `trim` bytes at both of its ends. */
static bool take_text(cm_parser *p, cm_word *word, uint32_t trim)
{
    const cm_token *token = cm_ahead(p, 0);
    word->span = cm_span_of(p, token);
    word->text = cm_keep_text(p, p->lexer.text + token->at + trim,
                              token->bytes - 2 * trim);
    cm_advance(p);
    return word->text != NULL;
}

bool cm_any_word(cm_parser *p, cm_word *word)
{
    return take_text(p, word, 0);
}

bool cm_needs_label(cm_parser *p, cm_word *word)
{
    const cm_token *token = cm_ahead(p, 0);
    /* In column 1 a declaration begins, whatever was to come. */
    bool declares = cm_word_declares(token->word) && token->column == 1;
    if (token->kind == CM_T_RESERVED && !declares)
        return take_text(p, word, 0);
    return (cm_sees_kind(p, CM_T_NAME) && take_text(p, word, 0)) ||
           (p->status == COMITIA_OK && cm_unexpected(p));
}

bool cm_needs_name(cm_parser *p, cm_word *word)
{
    if (cm_sees_kind(p, CM_T_NAME))
        return take_text(p, word, 0);
    const cm_token *token = cm_ahead(p, 0);
    if (token->kind != CM_T_RESERVED ||
        (cm_word_declares(token->word) && token->column == 1))
        return cm_unexpected(p);
    return cm_reserved(p);
}

bool cm_needs_title(cm_parser *p, cm_word *word)
{
    return cm_sees_kind(p, CM_T_TITLE) ? take_text(p, word, 1)
                                       : cm_unexpected(p);
}

bool cm_maybe_title(cm_parser *p, cm_word *word)
{
    return !cm_sees_kind(p, CM_T_TITLE) || take_text(p, word, 1);
}

bool cm_name_or_title(cm_parser *p, cm_word *word, bool *is_title)
{
    *is_title = cm_sees_kind(p, CM_T_TITLE);
    return *is_title ? take_text(p, word, 1) : cm_needs_name(p, word);
}

/* ---- figures ------------------------------------------------------------- */

/* Small whole numbers are most of them: one value serves all that are equal. */
static const cm_number *number_of(cm_parser *p, const char *at, uint32_t bytes,
                                  bool is_integer)
{
    uint32_t small = 0;
    bool is_small = is_integer && bytes < 4;
    for (uint32_t i = 0; is_small && i < bytes; i++) {
        is_small = at[i] != '_';
        small = small * 10 + (uint32_t)(at[i] - '0');
    }
    if (is_small && p->known_numbers[small])
        return p->known_numbers[small];
    const cm_number *number =
        cm_number_read(at, bytes, p->q) ? cm_number_keep(p->arena, p->q) : NULL;
    if (is_small)
        p->known_numbers[small] = number;
    return number;
}

static bool take_figure(cm_parser *p, cm_figure *figure)
{
    const cm_token *token = cm_ahead(p, 0);
    figure->is_integer = token->kind == CM_T_INTEGER;
    figure->is_percent = token->kind == CM_T_PERCENT;
    figure->is_share = figure->is_percent || token->kind == CM_T_FRACTION;
    figure->span = cm_span_of(p, token);
    figure->value = number_of(p, p->lexer.text + token->at, token->bytes,
                              figure->is_integer);
    if (!figure->value)
        return cm_gave_up(p, COMITIA_E_NOMEM);
    cm_advance(p);
    return true;
}

bool cm_sees_number(cm_parser *p)
{
    return cm_sees_kind(p, CM_T_INTEGER) || cm_sees_kind(p, CM_T_DECIMAL) ||
           cm_sees_kind(p, CM_T_FRACTION);
}

bool cm_sees_figure(cm_parser *p)
{
    return cm_sees_number(p) || cm_sees_kind(p, CM_T_PERCENT);
}

bool cm_needs_integer(cm_parser *p, cm_figure *figure)
{
    return cm_sees_kind(p, CM_T_INTEGER) ? take_figure(p, figure)
                                         : cm_unexpected(p);
}

bool cm_needs_number(cm_parser *p, cm_figure *figure)
{
    return cm_sees_number(p) ? take_figure(p, figure) : cm_unexpected(p);
}

bool cm_needs_number_or_percent(cm_parser *p, cm_figure *figure)
{
    return cm_sees_figure(p) ? take_figure(p, figure) : cm_unexpected(p);
}

bool cm_needs_chance(cm_parser *p, cm_figure *figure)
{
    /* Only these two are looked for in a message; a bare number is read all
       the same, and the resolver says that it is no chance. */
    bool is_chance =
        cm_sees_kind(p, CM_T_PERCENT) || cm_sees_kind(p, CM_T_FRACTION);
    cm_token_kind kind = cm_ahead(p, 0)->kind;
    if (is_chance || kind == CM_T_INTEGER || kind == CM_T_DECIMAL)
        return take_figure(p, figure);
    return cm_unexpected(p);
}

bool cm_needs_amount(cm_parser *p, cm_figure *figure)
{
    if (!cm_sees(p, CM_W_HALF))
        return cm_needs_number_or_percent(p, figure);
    *figure = (cm_figure){
        .value = p->half, .is_share = true, .span = cm_span_here(p)};
    cm_advance(p);
    return true;
}

/* ---- dates --------------------------------------------------------------- */

static bool is_year(const cm_parser *p, const cm_token *token)
{
    if (token->kind != CM_T_INTEGER || token->bytes != 4)
        return false;
    return !memchr(p->lexer.text + token->at, '_', 4);
}

bool cm_is_date(const cm_parser *p, const cm_token *token)
{
    return token->kind == CM_T_DATE || is_year(p, token);
}

bool cm_needs_date(cm_parser *p, cm_dates *dates)
{
    const cm_token *token = cm_ahead(p, 0);
    if (!cm_is_date(p, token)) {
        p->tried_kinds |= UINT32_C(1) << CM_T_DATE;
        return cm_unexpected(p);
    }
    dates->is_there = true;
    dates->span = cm_span_of(p, token);
    /* Only the year 0000 is left to be refused; the lexer saw to the rest. */
    if (!cm_days_of(p->lexer.text + token->at, token->bytes, &dates->days))
        return cm_error(p, "C0110", dates->span, "years are 0001 to 9999",
                        "there is no year %.4s", p->lexer.text + token->at);
    cm_advance(p);
    return true;
}

bool cm_needs_span(cm_parser *p, cm_dates *dates)
{
    if (!cm_needs_date(p, dates))
        return false;
    if (!cm_takes_kind(p, CM_T_DOTS))
        return true;
    cm_dates last = {0};
    if (!cm_needs_date(p, &last))
        return false;
    if (last.days.hi < dates->days.lo)
        return cm_error(p, "C0115", dates->span, "write the earlier date first",
                        "this span of dates runs backwards");
    dates->days.hi = last.days.hi;
    return true;
}

/* ---- lists --------------------------------------------------------------- */

cm_list_mark cm_list_open(cm_parser *p)
{
    enum { UNIT = sizeof(max_align_t) };
    cm_list_mark mark = {p->stack.n, (p->stack.n + UNIT - 1) / UNIT * UNIT};
    /* The gap is filled by the first item, or dropped with an empty list. */
    p->stack.n = mark.start;
    return mark;
}

bool cm_list_add(cm_parser *p, const void *item, size_t size)
{
    while (p->stack.cap < p->stack.n + size)
        if (!cm_vec_grow(p->scratch, (void **)&p->stack.at, p->stack.cap,
                         &p->stack.cap, 1))
            return cm_gave_up(p, COMITIA_E_NOMEM);
    memcpy(p->stack.at + p->stack.n, item, size);
    p->stack.n += size;
    return true;
}

bool cm_list_close(cm_parser *p, cm_list_mark mark, size_t size,
                   const void **at, uint32_t *n)
{
    size_t bytes = p->stack.n - mark.start;
    *at = NULL;
    *n = (uint32_t)(bytes / size);
    p->stack.n = mark.before;
    if (bytes == 0)
        return true;
    void *items = cm_alloc(p->arena, bytes);
    if (!items)
        return cm_gave_up(p, COMITIA_E_NOMEM);
    memcpy(items, p->stack.at + mark.start, bytes);
    *at = items;
    return true;
}

void cm_list_drop(cm_parser *p, cm_list_mark mark)
{
    p->stack.n = mark.before;
}

void cm_mark_here(cm_parser *p, cm_mark_kind kind)
{
    if (p->marks &&
        !cm_push(p->scratch, p->marks, (cm_mark){cm_ahead(p, 0)->at, kind}))
        cm_gave_up(p, COMITIA_E_NOMEM);
}

void cm_marks_begin_lines(cm_parser *p, size_t from, size_t to)
{
    for (size_t i = from; p->marks && i < to; i++)
        if (p->marks->at[i].kind == CM_MARK_CITE)
            p->marks->at[i].kind = CM_MARK_CLAUSE;
}
