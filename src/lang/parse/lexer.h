/* From a text to its tokens, one after another. */
#ifndef CM_LEXER_H
#define CM_LEXER_H

#include "base/buf.h"
#include "base/diag.h"
#include "lang/parse/words.h"
#include "model/model.h"

typedef enum cm_token_kind {
    CM_T_END,
    CM_T_NAME,     /**< not reserved; `word` may be a word of the grammar */
    CM_T_RESERVED, /**< `word` says which */
    CM_T_TITLE,    /**< with its quotes */
    CM_T_INTEGER,
    CM_T_DECIMAL,
    CM_T_FRACTION,
    CM_T_PERCENT,
    CM_T_DATE, /**< YYYY-MM or YYYY-MM-DD; a year alone is an integer */
    CM_T_DOTS, /**< .. */
    CM_T_COMMA,
    CM_T_COLON,
    CM_T_OPEN,
    CM_T_CLOSE,
    CM_T_COMMENT, /**< only if asked for; without its line feed */
    CM_T_BAD,     /**< `fault` says why */
    CM_N_TOKEN_KINDS
} cm_token_kind;

/** What is wrong with a token of kind CM_T_BAD. */
typedef enum cm_fault {
    CM_FAULT_NONE,
    CM_FAULT_CHARACTER,   /**< C0101 */
    CM_FAULT_REPORTED,    /**< C0101 or C0102, given by cm_scan_text */
    CM_FAULT_OPEN_TITLE,  /**< C0111; the token is the quote */
    CM_FAULT_NUMBER,      /**< C0113 */
    CM_FAULT_DENOMINATOR, /**< C0113 */
    CM_FAULT_DATE,        /**< C0110 */
    CM_FAULT_LONG_NAME,   /**< C0701 */
    CM_FAULT_LONG_TITLE,  /**< C0701 */
    CM_FAULT_LONG_NUMBER  /**< C0701 */
} cm_fault;

typedef struct cm_token {
    uint8_t kind;                      /**< cm_token_kind */
    uint8_t word;                      /**< cm_lex_word */
    uint8_t fault;                     /**< cm_fault */
    uint32_t at, bytes;                /**< in the text */
    uint32_t line, column, end_column; /**< as in cm_span */
} cm_token;

typedef struct cm_lexer {
    const char *text;
    uint32_t bytes;
    uint32_t at;           /**< next byte */
    uint32_t line, column; /**< of it */
    bool keep_comments;
} cm_lexer;

/** Limits of tokens (LANGUAGE 14). */
enum {
    CM_MOST_NAME_BYTES = 255,
    CM_MOST_TITLE_BYTES = 4096,
    CM_MOST_DIGITS = 200
};

/** Starts at the beginning; the text has less than 2^32 bytes. */
void cm_lexer_init(cm_lexer *lexer, const char *text, size_t bytes);

/** The next token; CM_T_END for ever at the end. */
cm_token cm_lexer_next(cm_lexer *lexer);

/**
 * The form of a whole text that begins with a digit: CM_T_INTEGER to
 * CM_T_DATE, or CM_T_BAD with the fault set.
 */
cm_token_kind cm_number_form(const char *at, size_t bytes, cm_fault *fault);

/** The days of a date token, or of four digits that stand for a year. False if
    it is neither, or there is no such date. */
bool cm_days_of(const char *at, size_t bytes, cm_days *days);

/**
 * Reports what no text may have, wherever it stands: C0102 at the first byte
 * that is not UTF-8, C0101 at every control and mark of direction.
 *
 * @return false if there was any
 */
bool cm_scan_text(cm_diags *diags, uint32_t file, const char *at, size_t bytes);

/**
 * Adds the tokens of a piece of text, joined by one blank, with none before
 * , : ) .. and none after ( .. (LANGUAGE 16, check). Comments are left out.
 */
void cm_join_tokens(cm_buf *out, const char *at, size_t bytes);

/** True if one blank stands between two tokens in a joined text. */
bool cm_blank_between(cm_token_kind left, cm_token_kind right);

#endif
