/* The names of texts and where they stand: what finding them shares.
 *
 * This looks names up in the tree of words by itself, and not with the
 * resolver, because it is asked most while a text is being written: it goes
 * past what does not fit and says what it knows.
 */
#ifndef CM_PLACES_H
#define CM_PLACES_H

#include "base/ctx.h"
#include "comitia/places.h"
#include "lang/parse/syntax.h"

/** The names inside of a body, a fact or talks. */
typedef struct cm_inner {
    cm_map names;  /**< entries, groups and measures; options; points */
    cm_map labels; /**< of goals */
} cm_inner;

typedef struct cm_placer {
    cm_ctx *ctx;
    cm_arena *arena;   /**< of what stays */
    cm_arena *scratch; /**< until all is found */
    const cm_model *model; /**< that was read; for rows of tables */
    const cm_source_text *texts;
    uint32_t n_texts;
    bool failed; /**< memory ran out */

    cm_vec(comitia_symbol) symbols;
    cm_vec(uint32_t) inner_of; /**< of each symbol, an item of inner or none */
    cm_vec(uint32_t) body_of;  /**< of each symbol: who decides an act */
    cm_vec(comitia_place) places;
    cm_vec(comitia_outline) outline;
    cm_vec(comitia_quota_place) quotas;
    cm_vec(cm_inner) inner;
    cm_map common, sources; /**< name -> symbol */
} cm_placer;

struct comitia_places {
    cm_arena arena;
    comitia_allocator allocator;
    const comitia_symbol *symbols;
    const comitia_place *places;
    const comitia_outline *outline;
    const comitia_quota_place *quotas;
    size_t n_symbols, n_places, n_outline, n_quotas;
    const cm_source_text *texts;
    uint32_t n_texts;
};

/* ---- symbols ------------------------------------------------------------- */

/** A new symbol, or COMITIA_NOWHERE when memory runs out. */
uint32_t cm_add_symbol(cm_placer *p, comitia_symbol_kind kind, cm_word name,
                       const char *word);
/** A place of a symbol; nothing for COMITIA_NOWHERE or a word that is not
    there. The first one that declares it is where it is declared. */
void cm_add_place(cm_placer *p, cm_word word, uint32_t symbol, bool declares);
/** The names inside of a symbol; NULL if there are none. */
cm_inner *cm_inner_of(cm_placer *p, uint32_t symbol);
/** A name of a map, or COMITIA_NOWHERE. */
uint32_t cm_symbol_in(const cm_map *map, const char *name);
/** Enters a name unless it is taken. */
void cm_enter_symbol(cm_placer *p, cm_map *map, const char *name,
                     uint32_t symbol);

/* ---- the parts ----------------------------------------------------------- */

/** Everything that is declared (places_enter.c). */
void cm_place_declarations(cm_placer *p, const cm_syntax *syntax);
/** Everything that is used (places_use.c). */
comitia_status cm_place_uses(cm_placer *p, const cm_syntax *syntax);

/** The names of a model's texts. */
COMITIA_NODISCARD comitia_status cm_places_of(cm_ctx *ctx,
                                              const cm_model *model,
                                              comitia_places **places);

/** What may follow a text (offers.c); see comitia_offer. */
COMITIA_NODISCARD comitia_status cm_offer(cm_ctx *ctx, const char *bytes,
                                          size_t n_bytes,
                                          comitia_offers *offers);

#endif
