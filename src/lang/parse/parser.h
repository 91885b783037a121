/* One text under way to its tree: what the productions of the grammar share.
 *
 * A production returns false once it has reported an error or memory has run
 * out; the caller then returns false at once, and the loop over declarations
 * goes on at the next word in column 1 that begins one.
 */
#ifndef CM_PARSER_H
#define CM_PARSER_H

#include "base/buf.h"
#include "base/ctx.h"
#include "comitia/loader.h"
#include "lang/parse/lexer.h"
#include "lang/parse/syntax.h"

/** Tokens seen ahead at most (LANGUAGE 3). */
enum { CM_LOOK_AHEAD = 5 };

/** Where fmt begins a line, or may begin one. */
typedef enum cm_mark_kind {
    CM_MARK_DECLARATION, /**< at the margin */
    CM_MARK_CLAUSE,      /**< two blanks in */
    CM_MARK_ITEM,        /**< only where the line would be too long */
    CM_MARK_CITE,        /**< likewise */
    CM_MARK_NONE
} cm_mark_kind;

typedef struct cm_mark {
    uint32_t at; /**< byte of the token */
    cm_mark_kind kind;
} cm_mark;

/** In the order of their places; of several at one place the least kind
    counts. */
typedef cm_vec(cm_mark) cm_marks;

enum { CM_KNOWN_WORDS = 1024, CM_KNOWN_NUMBERS = 1024 };

typedef struct cm_parser {
    cm_ctx *ctx;
    cm_diags *diags;
    cm_arena *arena;   /**< of the model: what stays */
    cm_arena *scratch; /**< until reading ends */
    comitia_status status;
    cm_marks *marks; /**< for fmt, or NULL */

    uint32_t file; /**< index of the text under way */
    cm_lexer lexer;
    cm_token ahead[CM_LOOK_AHEAD]; /**< a ring */
    uint32_t first, n_ahead;
    uint32_t last_end; /**< byte after the last token taken */
    uint32_t n_errors; /**< of this text */
    uint32_t depth;    /**< of parentheses, `not` and rules */

    /** What was looked for at the token at hand and is not there: the words
        and kinds that a message offers. */
    uint64_t tried_words[(CM_N_WORDS + 63) / 64];
    uint32_t tried_kinds;

    cm_vec(char) stack; /**< lists that are still growing */
    cm_buf joined;      /**< for cm_joined */
    mpq_t q;            /**< for figures */

    /** Texts and small whole numbers met before: one copy serves all. */
    const char *known_words[CM_KNOWN_WORDS];
    const cm_number *known_numbers[CM_KNOWN_NUMBERS];
    const cm_number *half;
    char *pool; /**< room for short texts */
    size_t pool_left;
} cm_parser;

/** Both arenas, the context and the diagnostics are those of the caller. */
bool cm_parser_init(cm_parser *p, cm_ctx *ctx, cm_diags *diags, cm_arena *arena,
                    cm_arena *scratch);
void cm_parser_clear(cm_parser *p);
/** Starts with a text. */
void cm_parser_open(cm_parser *p, uint32_t file, const char *at, size_t bytes);

/**
 * cm_parse. With `marks` the texts it uses are not read, and the marks are
 * kept in `scratch`. keep_expects: those of used files are not left out.
 */
COMITIA_NODISCARD comitia_status
cm_parse_marked(cm_ctx *ctx, cm_model *model, const comitia_loader *loader,
                const char *path, const char *bytes, size_t n,
                cm_syntax *syntax, cm_arena *scratch, cm_marks *marks,
                bool keep_expects);

/* ---- tokens -------------------------------------------------------------- */

/** The k-th token ahead, k < CM_LOOK_AHEAD; 0 is the one at hand. */
const cm_token *cm_ahead(cm_parser *p, uint32_t k);
cm_span cm_span_of(const cm_parser *p, const cm_token *token);
/** Of the token at hand. */
cm_span cm_span_here(cm_parser *p);
void cm_advance(cm_parser *p);

/** Is the token at hand this word, of this kind? Remembers what was asked. */
bool cm_sees(cm_parser *p, cm_lex_word word);
bool cm_sees_kind(cm_parser *p, cm_token_kind kind);
/** Likewise, and takes it. */
bool cm_takes(cm_parser *p, cm_lex_word word);
bool cm_takes_kind(cm_parser *p, cm_token_kind kind);
/** Likewise; C0112 and false if it is not there. */
bool cm_needs(cm_parser *p, cm_lex_word word);
bool cm_needs_kind(cm_parser *p, cm_token_kind kind);

/** A name: C0109 for a reserved word. */
bool cm_needs_name(cm_parser *p, cm_word *word);
/** A name, reserved or not. */
bool cm_needs_label(cm_parser *p, cm_word *word);
/** A title: text without its quotes. */
bool cm_needs_title(cm_parser *p, cm_word *word);
/** A title, if there is one. */
bool cm_maybe_title(cm_parser *p, cm_word *word);
bool cm_name_or_title(cm_parser *p, cm_word *word, bool *is_title);
/** The reserved or other word at hand, as it stands. */
bool cm_any_word(cm_parser *p, cm_word *word);

/** Figures: digits only; without percent; with it; any of them for a chance
    (the resolver gives C0401). */
bool cm_needs_integer(cm_parser *p, cm_figure *figure);
bool cm_needs_number(cm_parser *p, cm_figure *figure);
bool cm_needs_number_or_percent(cm_parser *p, cm_figure *figure);
bool cm_needs_chance(cm_parser *p, cm_figure *figure);
bool cm_sees_number(cm_parser *p);
bool cm_sees_figure(cm_parser *p);
/** The amount of a quota: half, a number or a percent. */
bool cm_needs_amount(cm_parser *p, cm_figure *figure);

/** A date: four digits, YYYY-MM, YYYY-MM-DD. */
bool cm_is_date(const cm_parser *p, const cm_token *token);
bool cm_needs_date(cm_parser *p, cm_dates *dates);
/** date [ ".." date ] */
bool cm_needs_span(cm_parser *p, cm_dates *dates);

/* ---- errors -------------------------------------------------------------- */

/** Memory ran out, or the caller cancelled. */
bool cm_gave_up(cm_parser *p, comitia_status status);
/** C0112 at the token at hand, naming what was looked for; the fault of the
    token if it has one. */
bool cm_unexpected(cm_parser *p);
/** Any other code. False always, so that one may return it. */
bool cm_error(cm_parser *p, const char *code, cm_span span, const char *help,
              const char *format, ...) __attribute__((format(printf, 5, 6)));
/** C0109 at the token at hand. */
bool cm_reserved(cm_parser *p);
/** Was the token at hand compared with this word? */
bool cm_was_tried(const cm_parser *p, cm_lex_word word);
/** C0108 at the token at hand, where a declaration should begin. */
bool cm_no_declaration(cm_parser *p);
/** C0114 at the token at hand. */
bool cm_twice(cm_parser *p, const char *clause);
/** One level deeper: C0701 at the token at hand. cm_shallower when done. */
bool cm_deeper(cm_parser *p);
void cm_shallower(cm_parser *p);

/* ---- lists and texts ----------------------------------------------------- */

/** A list that grows on the stack of the parser: open, add, close. */
typedef struct cm_list_mark {
    size_t before, start;
} cm_list_mark;

cm_list_mark cm_list_open(cm_parser *p);
bool cm_list_add(cm_parser *p, const void *item, size_t size);
/** The items in the arena of the model (at NULL for none); false when memory
    runs out. */
bool cm_list_close(cm_parser *p, cm_list_mark mark, size_t size,
                   const void **at, uint32_t *n);
/** Forgets a list. */
void cm_list_drop(cm_parser *p, cm_list_mark mark);
#define CM_LIST_CLOSE(p, mark, list, n)                                        \
    cm_list_close((p), (mark), sizeof *(list), (const void **)&(list), &(n))

/** A copy in the arena; equal texts often share one. */
const char *cm_keep_text(cm_parser *p, const char *at, size_t bytes);
/** The tokens taken since byte `from`, joined. */
bool cm_joined(cm_parser *p, uint32_t from, const char **text);
/** Notes for fmt that a line begins, or may begin, at the token at hand. */
void cm_mark_here(cm_parser *p, cm_mark_kind kind);
/** Cites of a declaration that has lines of its own stand on their own too:
    turns the marks from..to-1 of cites into those of clauses. */
void cm_marks_begin_lines(cm_parser *p, size_t from, size_t to);

/* ---- productions that several declarations use --------------------------- */

/** name { "," name } */
bool cm_parse_names(cm_parser *p, cm_words *words);
/** { "cite" title [ status ] } */
bool cm_parse_cites(cm_parser *p, cm_cites *cites);
/** name [ ( "to" | "at" ) name ] */
bool cm_parse_ref(cm_parser *p, cm_ref *ref);
/** "colour" title, after `colour` is seen; C0116 */
bool cm_parse_look(cm_parser *p, cm_look *look);
/** [ look ] at the end of an entry: C0114 for a second one */
bool cm_maybe_look(cm_parser *p, cm_look *look);
/** alias, after `also` or `role` is seen: adds to the list that is open. */
bool cm_parse_alias(cm_parser *p);
/** Closes that list and parts it in two. */
bool cm_close_aliases(cm_parser *p, cm_list_mark list, cm_words *also,
                      cm_words *roles);
bool cm_parse_cond(cm_parser *p, const cm_syntax_cond **cond);
bool cm_parse_rule(cm_parser *p, const cm_syntax_rule **rule);
/** rule [ "if" cond "otherwise" rules ] */
bool cm_parse_arms(cm_parser *p, const cm_syntax_arm **arms, uint32_t *n);
/** "at" "least" | "more" "than" | "at" "most" | "fewer" "than" */
bool cm_sees_compare(cm_parser *p);
bool cm_parse_compare(cm_parser *p, cm_compare *compare);
/** base = ... [ "in" name ] */
bool cm_parse_base(cm_parser *p, cm_syntax_base *base, cm_word *word,
                   cm_word *in);
/** "on", unless date and name follow it: then it begins an event. */
bool cm_takes_on(cm_parser *p);
/** [ label ":" ] */
bool cm_maybe_label(cm_parser *p, cm_word *label);

/* ---- declarations: the first word is at hand ----------------------------- */

bool cm_parse_use(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_body(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_actor(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_act(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_fact(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_outcome(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_ladder(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_forecast(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_event(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_source(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_report(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_talks(cm_parser *p, cm_syntax_declaration *d);
bool cm_parse_expect(cm_parser *p, cm_syntax_declaration *d);

/** `by`, `on` and `since` begin events; the other words their declaration. The
    word at hand begins one, or C0108. */
bool cm_parse_declaration(cm_parser *p, cm_syntax_declaration *d);
/** To the next word in column 1, from the token at hand on, that begins a
    declaration, or to the end. */
void cm_recover(cm_parser *p);

#endif
