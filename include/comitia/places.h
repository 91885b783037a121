/* Where names stand in the texts of a model: for editors. */
#ifndef COMITIA_PLACES_H
#define COMITIA_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "comitia/context.h"
#include "comitia/status.h"

struct comitia_model;

/** What a name stands for. */
typedef enum comitia_symbol_kind {
    COMITIA_SYMBOL_BODY,
    COMITIA_SYMBOL_PLAYER, /**< a party, member or actor */
    COMITIA_SYMBOL_GROUP,
    COMITIA_SYMBOL_MEASURE,
    COMITIA_SYMBOL_ACT,
    COMITIA_SYMBOL_FACT,
    COMITIA_SYMBOL_OPTION, /**< of a fact */
    COMITIA_SYMBOL_OUTCOME,
    COMITIA_SYMBOL_LADDER,
    COMITIA_SYMBOL_TALKS,
    COMITIA_SYMBOL_POINT,  /**< of talks */
    COMITIA_SYMBOL_LABEL,  /**< of a line of talks */
    COMITIA_SYMBOL_SOURCE,
    COMITIA_SYMBOL_FILE    /**< named by `use`: the path */
} comitia_symbol_kind;

/** "body", "player", ...; never NULL. */
COMITIA_API const char *comitia_symbol_kind_text(comitia_symbol_kind kind);

/** No symbol, no place. */
#define COMITIA_NOWHERE UINT32_MAX

/** A piece of a text. Columns count code points from 1; end_column is one past
    the last; `at` counts bytes, a byte order mark left out. */
typedef struct comitia_span {
    uint32_t file;             /**< see comitia_places_path; 0 is the main text */
    uint32_t line, column;     /**< of its first character */
    uint32_t end_column;       /**< of its first line */
    uint32_t at, bytes;        /**< where it stands, how long it is */
} comitia_span;

/** One word of a text that is a name. */
typedef struct comitia_place {
    comitia_span span; /**< of the word */
    uint32_t symbol;   /**< what it means */
    bool declares;     /**< here it is declared */
} comitia_place;

/** What one or more names mean. */
typedef struct comitia_symbol {
    comitia_symbol_kind kind; /**< what it is */
    const char *name;         /**< as it is written; of a file its path */
    const char *title;        /**< or NULL */
    const char *word;         /**< that declares it: "party", "act", ... */
    uint32_t in;      /**< symbol of the body, fact or talks that it belongs to,
                           or COMITIA_NOWHERE */
    uint32_t outline; /**< of its first declaration, or COMITIA_NOWHERE */
    comitia_span declared; /**< the first declaration; line 0: there is none */
    bool from_table;  /**< a row of a table: declared is the table's path */
} comitia_symbol;

/** A declaration, or an entry of a body. */
typedef struct comitia_outline {
    const char *word;  /**< it begins with */
    const char *name;  /**< or NULL */
    const char *title; /**< or NULL */
    comitia_span whole; /**< from its first word to its last */
    comitia_span named; /**< its name; line 0 without */
    uint32_t in;     /**< the body of an entry, an item of this list, or
                          COMITIA_NOWHERE */
    uint32_t symbol; /**< or COMITIA_NOWHERE */
} comitia_outline;

/** A quota in the rule of an act. */
typedef struct comitia_quota_place {
    comitia_span span; /**< all of it */
    const char *text;  /**< its words joined by one blank */
    const char *act;   /**< the act as questions name it: "Lift", "Stop at C" */
} comitia_quota_place;

/** All names of a model's texts; owned by the caller. */
typedef struct comitia_places comitia_places;

/**
 * Finds the names. Works on texts with errors too: a declaration that does not
 * parse is left out, and so is a name that nothing has.
 *
 * @param model   that was read; only rows of tables need it to have no errors.
 *                It may be freed before the places
 * @param places  freed by the caller
 * @return E_NOMEM or E_CANCELLED
 * n log n in the texts, which are parsed again.
 */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_places_of(comitia_ctx *ctx, const struct comitia_model *model,
                  comitia_places **places);
/** Frees them; NULL is allowed. */
COMITIA_API void comitia_places_free(comitia_places *places);

/** The path of a text as diagnostics print it; NULL past the last. */
COMITIA_API const char *comitia_places_path(const comitia_places *places,
                                            uint32_t file);
/** A text, without byte order mark and not NUL-terminated; NULL past the last. */
COMITIA_API const char *comitia_places_text(const comitia_places *places,
                                            uint32_t file, size_t *n_bytes);
/** All names, by file and place. */
COMITIA_API const comitia_place *comitia_places_all(const comitia_places *places,
                                                    size_t *n);
/** What they mean. */
COMITIA_API const comitia_symbol *
comitia_places_symbols(const comitia_places *places, size_t *n);
/** Declarations and entries, by file and place. */
COMITIA_API const comitia_outline *
comitia_places_outline(const comitia_places *places, size_t *n);
/** Quotas, by file and place. */
COMITIA_API const comitia_quota_place *
comitia_places_quotas(const comitia_places *places, size_t *n);
/** The name that byte `at` of a text is in, or ends at; COMITIA_NOWHERE. */
COMITIA_API uint32_t comitia_place_at(const comitia_places *places,
                                      uint32_t file, size_t at);

/** What may follow a text: more than enough room for the words of the language. */
typedef struct comitia_offers {
    const char *words[160]; /**< words of the language */
    size_t n_words;         /**< of words */
    bool name;              /**< a name may follow */
    uint32_t kinds; /**< of names that are known and fit, a bit for each
                         comitia_symbol_kind; 0: a new one, or none */
    char of[256];   /**< the fact before `is`; "" else */
    char body[256]; /**< who decides or has voted, where entries fit; or "" */
} comitia_offers;

/**
 * What may follow the text, for completion.
 *
 * @param bytes   the text up to where something is to be written, without the
 *                beginning of that word
 * @param offers  set on success
 * @return E_NOMEM or E_CANCELLED
 * Linear in the text.
 */
COMITIA_API COMITIA_NODISCARD comitia_status
comitia_offer(comitia_ctx *ctx, const char *bytes, size_t n_bytes,
              comitia_offers *offers);

/** True if a text can be a name: its letters fit and it is no reserved word. */
COMITIA_API bool comitia_is_name(const char *bytes, size_t n_bytes);

#endif
