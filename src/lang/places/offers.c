/* What may follow a text: the words that the parser looks for at its end, and
 * the kinds of names that fit there.
 */
#include "lang/parse/chars.h"
#include "lang/parse/lexer.h"
#include "lang/parse/parse.h"
#include "lang/parse/parser.h"
#include "lang/places/places.h"

#define KIND(k) (UINT32_C(1) << COMITIA_SYMBOL_##k)

enum {
    THINGS = KIND(ACT) | KIND(FACT) | KIND(OUTCOME) | KIND(LADDER),
    INSIDE = KIND(PLAYER) | KIND(GROUP)
};

/* ---- names --------------------------------------------------------------- */

/* The tokens of the last declaration, one after another. */
typedef struct reading {
    cm_lex_word declares; /* the word it begins with */
    uint32_t kinds;
    cm_lex_word last;  /* the word before, if it is one */
    cm_token name;     /* the last name */
    cm_token decider;  /* the body after `by`, or before `voted` and `has` */
    bool has_decider;
    bool after_name;   /* the token before is a name */
} reading;

/* Kinds after `by`, `of`, `in` and `at`, which mean several things. */
static uint32_t kinds_after_common(const reading *r, cm_lex_word word)
{
    bool is_act = r->declares == CM_W_ACT || r->declares == CM_W_LADDER;
    switch (word) {
    case CM_W_BY:
        if (r->last == CM_W_VETO || r->last == CM_W_BROKEN)
            return INSIDE;
        return r->declares == CM_W_ACT && !r->has_decider
                   ? KIND(BODY) | KIND(PLAYER)
                   : KIND(PLAYER);
    case CM_W_OF:
        if (r->declares == CM_W_SOURCE)
            return KIND(PLAYER) | KIND(BODY) | KIND(SOURCE);
        if (r->last == CM_W_CONSENT)
            return INSIDE;
        return r->declares == CM_W_FACT ? 0 : INSIDE | KIND(MEASURE);
    case CM_W_IN: return is_act ? INSIDE : THINGS;
    case CM_W_TO:
    case CM_W_AT:
        return r->after_name ? KIND(BODY) | KIND(PLAYER) : r->kinds;
    default: return r->kinds;
    }
}

/* Kinds of the names that may follow a word; what was said before it stands if
   it says nothing of names. */
static uint32_t kinds_after(const reading *r, cm_lex_word word)
{
    uint32_t points = r->declares == CM_W_TALKS ? KIND(POINT) : 0;
    switch (word) {
    case CM_W_BY:
    case CM_W_OF:
    case CM_W_IN:
    case CM_W_TO:
    case CM_W_AT: return kinds_after_common(r, word);
    case CM_W_IS: return KIND(OPTION);
    case CM_W_VOTED: return KIND(ACT) | KIND(LADDER);
    case CM_W_HAS:
    case CM_W_WITHOUT:
    case CM_W_GROUP: return INSIDE;
    case CM_W_AGAINST:
    case CM_W_BETWEEN: return KIND(PLAYER);
    case CM_W_THROUGH: return KIND(BODY) | KIND(PLAYER);
    case CM_W_FOR: return KIND(LABEL);
    case CM_W_WHEN:
    case CM_W_UNLESS:
    case CM_W_AND:
    case CM_W_OR:
    case CM_W_NOT:
    case CM_W_IF:
    case CM_W_THEN:
    case CM_W_WANTS:
    case CM_W_PREFERS:
    case CM_W_DEMANDS:
    case CM_W_HOLDS:
    case CM_W_THREATENS:
    case CM_W_PROMISES:
    case CM_W_BEFORE:
    case CM_W_GIVEN:
    case CM_W_GOAL:
    case CM_W_AS: return THINGS | points;
    case CM_W_FORCE:
    case CM_W_BLOCK: return THINGS;
    case CM_W_SAYS:
    case CM_W_BELIEVES:
    case CM_W_DENIES:
    case CM_W_SAY: return THINGS | KIND(SOURCE);
    default: return r->kinds;
    }
}

/* Kinds of the names that may follow a declaration's first word. */
static uint32_t kinds_of(cm_lex_word word)
{
    switch (word) {
    case CM_W_ON:
    case CM_W_BY:
    case CM_W_SINCE: return THINGS | KIND(BODY);
    case CM_W_FORECAST: return KIND(ACT) | KIND(LADDER);
    case CM_W_REPORT: return KIND(SOURCE);
    case CM_W_EXPECT: return THINGS | KIND(PLAYER) | KIND(TALKS);
    default: return 0;
    }
}

static void read_colon(reading *r)
{
    if (r->declares == CM_W_TALKS)
        r->kinds = THINGS | KIND(POINT);
    else if (r->declares != CM_W_EXPECT)
        r->kinds = INSIDE;
}

static void read_word(reading *r, const cm_token *token)
{
    cm_lex_word word = (cm_lex_word)token->word;
    if (token->column == 1 && cm_word_declares(word)) {
        *r = (reading){.declares = word, .kinds = kinds_of(word)};
    } else {
        if (word == CM_W_VOTED || word == CM_W_HAS) {
            r->decider = r->name;
            r->has_decider = true;
        }
        r->kinds = kinds_after(r, word);
    }
    r->last = word;
    r->after_name = false;
}

static void read_name(reading *r, const cm_token *token)
{
    if (r->last == CM_W_BY && r->declares == CM_W_ACT && !r->has_decider) {
        r->decider = *token;
        r->has_decider = true;
    }
    if (r->declares == CM_W_TALKS && r->last == CM_W_NONE)
        r->kinds |= KIND(PLAYER); /* a side begins a line */
    r->name = *token;
    r->after_name = true;
    r->last = CM_W_NONE;
}

static void copy_name(char out[256], const char *text, const cm_token *name)
{
    size_t n = name->bytes < 255 ? name->bytes : 255;
    memcpy(out, text + name->at, n);
    out[n] = '\0';
}

static void read_kinds(const char *bytes, size_t n, comitia_offers *offers)
{
    reading r = {0};
    cm_lexer lexer;
    cm_lexer_init(&lexer, bytes, n);
    for (;;) {
        cm_token token = cm_lexer_next(&lexer);
        if (token.kind == CM_T_END)
            break;
        /* A word of the grammar that is free elsewhere may be a name. */
        bool is_word = token.kind == CM_T_RESERVED ||
                       (token.kind == CM_T_NAME && token.word);
        if (is_word)
            read_word(&r, &token);
        else if (token.kind == CM_T_NAME)
            read_name(&r, &token);
        else if (token.kind == CM_T_COLON)
            read_colon(&r);
        if (!is_word && token.kind != CM_T_NAME)
            r.after_name = false;
    }
    offers->kinds = r.kinds;
    if (r.kinds == KIND(OPTION))
        copy_name(offers->of, bytes, &r.name);
    if (r.has_decider)
        copy_name(offers->body, bytes, &r.decider);
}

/* ---- words --------------------------------------------------------------- */

static void offer_words(const cm_parser *p, bool declaration, bool any,
                        comitia_offers *offers)
{
    for (int w = CM_W_NONE + 1; w < CM_N_WORDS; w++) {
        cm_lex_word word = (cm_lex_word)w;
        if (*cm_word_text(word) &&
            (any || cm_was_tried(p, word) ||
             (declaration && cm_word_declares(word))))
            offers->words[offers->n_words++] = cm_word_text(word);
    }
}

/* Up to the end of the text. False if what does not fit stands before the
   end: then nothing is known of what may follow. */
static bool parse_to_end(cm_ctx *ctx, cm_parser *p, bool *declaration)
{
    bool fits = true;
    *declaration = true;
    while (cm_ahead(p, 0)->kind != CM_T_END && p->status == COMITIA_OK) {
        cm_syntax_declaration d = {0};
        *declaration = cm_parse_declaration(p, &d);
        fits = *declaration || cm_ahead(p, 0)->kind == CM_T_END;
        if (!fits)
            cm_recover(p);
        comitia_status status = cm_spend(ctx, 100);
        if (status != COMITIA_OK)
            cm_gave_up(p, status);
    }
    return fits;
}

static comitia_status offer(cm_ctx *ctx, cm_arena *scratch, const char *bytes,
                            size_t n, comitia_offers *offers)
{
    cm_diags diags;
    cm_diags_init(&diags, scratch);
    cm_parser *p = cm_new(scratch, cm_parser);
    if (!p)
        return COMITIA_E_NOMEM;
    if (cm_parser_init(p, ctx, &diags, scratch, scratch)) {
        bool declaration;
        cm_parser_open(p, 0, bytes, n);
        bool fits = parse_to_end(ctx, p, &declaration);
        offer_words(p, declaration, !fits, offers);
        offers->name = !fits || (p->tried_kinds >> CM_T_NAME & 1);
    }
    comitia_status status = diags.failed ? COMITIA_E_NOMEM : p->status;
    cm_parser_clear(p);
    if (status == COMITIA_OK)
        read_kinds(bytes, n, offers);
    /* The parser takes `votes cast` for a name first, which a measure may have. */
    if (offers->name && (offers->kinds & KIND(MEASURE)) &&
        !cm_was_tried(p, CM_W_VOTES))
        offers->words[offers->n_words++] = cm_word_text(CM_W_VOTES);
    return status;
}

/* In a comment or a quoted text anything may be written. */
static bool is_in_text(const char *bytes, size_t n)
{
    cm_lexer lexer;
    cm_token last = {.kind = CM_T_END};
    cm_lexer_init(&lexer, bytes, n);
    lexer.keep_comments = true;
    for (cm_token token = cm_lexer_next(&lexer); token.kind != CM_T_END;
         token = cm_lexer_next(&lexer))
        last = token;
    bool is_open = last.kind == CM_T_COMMENT ||
                   (last.kind == CM_T_BAD && last.fault == CM_FAULT_OPEN_TITLE);
    return is_open && last.at + last.bytes == n;
}

comitia_status cm_offer(cm_ctx *ctx, const char *bytes, size_t n_bytes,
                        comitia_offers *out)
{
    _Static_assert(CM_N_WORDS <= sizeof out->words / sizeof *out->words,
                   "there is room for every word");
    comitia_offers offers = {0};
    cm_arena scratch;
    cm_ctx_begin(ctx, 0);
    ctx->doing = "looking for what may follow";
    if (n_bytes > CM_MOST_BYTES)
        n_bytes = 0;
    if (is_in_text(n_bytes ? bytes : "", n_bytes)) {
        *out = offers;
        return COMITIA_OK;
    }
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status =
        offer(ctx, &scratch, n_bytes ? bytes : "", n_bytes, &offers);
    cm_arena_clear(&scratch);
    if (status == COMITIA_OK)
        *out = offers;
    return status;
}

bool comitia_is_name(const char *bytes, size_t n_bytes)
{
    return cm_is_name(bytes, n_bytes) &&
           !cm_word_reserved(cm_word_of(bytes, n_bytes));
}
