/* From words to a model: what every part of the resolver shares.
 *
 * Reading goes in phases (LANGUAGE, section 15). 1: the text is parsed. 2: if
 * it parsed, names are resolved: everything that C01xx and C02xx speak of
 * (and C0401, C0701), in history, reports, talks and expects too. 3: if
 * all names resolved, history, reports and talks are checked: C03xx, C0402 to
 * C0407, C06xx. So those parts have two functions each: cm_resolve_... finds
 * the names and fills the model as far as it can, cm_check_... runs only when
 * there is no error yet, and may rely on everything that is named.
 *
 * Memory: whatever runs out of it sets resolver->failed; functions then return
 * CM_NONE, NULL or false without a diagnostic, and cm_resolved turns the flag
 * into COMITIA_E_NOMEM at the end of each part.
 */
#ifndef CM_RESOLVE_H
#define CM_RESOLVE_H

#include "base/ctx.h"
#include "comitia/loader.h"
#include "lang/parse/syntax.h"

/** What the resolver knows of a body beyond the model. */
typedef struct cm_body_names cm_body_names;
/** Of an act: who has a ballot, by name. */
typedef struct cm_act_names cm_act_names;
/** Of a ladder: its courts by name. */
typedef struct cm_ladder_names cm_ladder_names;

typedef struct cm_resolver {
    cm_ctx *ctx;
    cm_model *model;
    cm_arena *arena;  /**< of the model: what stays */
    cm_arena scratch; /**< until reading ends */
    cm_diags *diags;
    const cm_syntax *syntax;
    const comitia_loader *loader;
    bool failed;           /**< memory ran out */
    comitia_status status; /**< of work: a limit, a caller who cancels */
    /** A table could not be read, or a limit cut a body: a name that nothing
        has may well be in what is missing, and C0202 is not given. */
    bool incomplete;
    uint64_t bytes_read; /**< of all texts and tables */
    uint64_t near_work;  /**< spent on looking for names that nearly fit */
    uint64_t list_work;  /**< items in lists of voters */

    /* The model's lists while they are made; the same memory as in the model.
       The i-th item belongs to the i-th declaration of its kind. */
    cm_player *players;
    cm_body *bodies;
    cm_act *acts;
    cm_fact *facts;
    cm_outcome *outcomes;
    cm_ladder *ladders;
    cm_body_names *body_names;
    cm_act_names *act_names;
    cm_ladder_names *ladder_names;
    cm_map *options; /**< of each choice: name -> option */
    size_t players_cap;
    cm_vec(cm_name) names;      /**< the model's name_list */
    cm_vec(cm_span) names_at;   /**< where each was entered first */
    cm_vec(cm_word) sources_at; /**< each source's name */
    cm_map points;              /**< point of any talks -> item of points_at */
    cm_vec(cm_word) points_at;  /**< its last name, in any talks */
    cm_vec(uint32_t) points_of; /**< the last talks that have it */
} cm_resolver;

/** OK, or what stopped the work so far. */
comitia_status cm_resolved(const cm_resolver *r);

/* ---- what a name stands for --------------------------------------------- */

/** An act, fact, option, outcome, ladder or point. */
typedef struct cm_target {
    cm_cond_kind what; /**< never _NOT, _AND, _OR, _COUNT */
    uint32_t index;
    uint32_t other;  /**< of CM_COND_EITHER: the second act; else CM_NONE */
    uint32_t option; /**< of CM_COND_OPTION, else CM_NONE */
} cm_target;

/** Where a reference stands. NULL is the ordinary place. */
typedef struct cm_scope {
    /** Index of the point of the talks at hand that has this name, or CM_NONE.
        NULL outside talks. */
    uint32_t (*point)(const void *user, const char *name);
    const void *user;
    bool only_facts; /**< the condition of a rule: else C0204 */
} cm_scope;

/**
 * Looks a word up in the common name space; C0202 (with a name that nearly
 * fits) and false if nothing has it. A word without text is false, silently.
 */
bool cm_find_name(cm_resolver *r, cm_word word, cm_name *name);

/** Likewise, and of that kind: C0209 with `wanted` ("a body") else. The index,
    or CM_NONE. A member of a nested body is no player. */
uint32_t cm_find_kind(cm_resolver *r, cm_word word, cm_name_kind kind,
                      const char *wanted);
/** A source: C0202; C0209 if only something else has the name. */
uint32_t cm_find_source(cm_resolver *r, cm_word word);

/**
 * What NAME, NAME to C, NAME at C and (option.text set) NAME is OPTION mean.
 *
 * C0202 unknown; C0208 no such step, at the ladder's name; C0209 a choice
 * without `is`, `is` after anything else, a step of what is no ladder, and
 * whatever is no act, fact, outcome, ladder or point (players, bodies, talks);
 * C0210 no such option; C0204 under scope->only_facts. False after any.
 */
bool cm_resolve_ref(cm_resolver *r, const cm_ref *ref, cm_word option,
                    const cm_scope *scope, cm_target *target);

/** The condition, or NULL after a diagnostic (C0219 too). All of its names
    are looked at. Nesting is at most 200 deep, as the parser sees to. */
const cm_cond *cm_resolve_cond(cm_resolver *r, const cm_syntax_cond *cond,
                               const cm_scope *scope);
/** A condition that is one target, with this span. */
const cm_cond *cm_cond_from(cm_resolver *r, cm_target target, cm_span span);

/** Outcomes, ladders and acts of nested bodies are computed, never recorded,
    forecast or settled (C0209 at the reference, given by the caller). */
bool cm_is_computed(const cm_resolver *r, cm_target target);

/* ---- inside bodies and acts; all O(1) ----------------------------------- */

/** Index of the entry, group or measure of a body, or CM_NONE. */
uint32_t cm_entry_named(const cm_resolver *r, uint32_t body, const char *name);
uint32_t cm_group_named(const cm_resolver *r, uint32_t body, const char *name);
uint32_t cm_measure_named(const cm_resolver *r, uint32_t body,
                          const char *name);
/** Index into the voters of an act (outsiders too) of a player's name, or
    CM_NONE. */
uint32_t cm_voter_named(cm_resolver *r, uint32_t act, const char *name);

/** Base of a quota. */
typedef struct cm_base {
    cm_base_kind kind;
    uint32_t measure; /**< or CM_NONE */
    const char *in;   /**< name after `in`, or G of `of G`; or NULL */
} cm_base;

/** A base as it is written of a body; C0206 and false. `word` is the base's
    first word, `in` has text NULL without. */
bool cm_resolve_base(cm_resolver *r, uint32_t body, cm_syntax_base base,
                     cm_word word, cm_word in, cm_base *out);

/* ---- diagnostics -------------------------------------------------------- */

/** C0202 with help. NULL if it was not given. */
cm_diag *cm_unknown(cm_resolver *r, cm_word word);
/** C0209: `word` is a body, wanted is an act. A note says where it is
    declared. `wanted` begins with its article. */
cm_diag *cm_wrong_kind(cm_resolver *r, cm_word word, const char *wanted);
/** C0203 at `span`, with a note at the first (no note if its line is 0). */
cm_diag *cm_already(cm_resolver *r, const char *name, cm_span span,
                    cm_span first);
/** C0401 if the figure is no chance: true if it is one (or is not there). */
bool cm_check_chance(cm_resolver *r, const cm_figure *figure);
/** "a party, member or actor", "a body", "an act", ... */
const char *cm_name_kind_text(cm_name_kind kind);
/** Where a name of the common name space is declared; line 0 if nowhere. */
cm_span cm_name_span(const cm_resolver *r, const char *name);

/* ---- history, reports, talks: names, then checks ---------------------------
 *
 * Names of sources, talks and points are entered already when these run (with
 * their C0203); model->source_names is filled, n_sources and n_talks are known
 * but the lists are not. Labels within talks are not looked at before.
 */

/** Fills model->sources. */
comitia_status cm_resolve_sources(cm_resolver *r);
/** Fills model->events, in file order. */
comitia_status cm_resolve_events(cm_resolver *r);
/** Fills model->reports. */
comitia_status cm_resolve_reports(cm_resolver *r);
/** Fills model->talks. */
comitia_status cm_resolve_talks(cm_resolver *r);
/** Fills model->expects. */
comitia_status cm_resolve_expects(cm_resolver *r);

comitia_status cm_check_sources(cm_resolver *r);
/** Also puts model->events into display order. */
comitia_status cm_check_events(cm_resolver *r);
comitia_status cm_check_reports(cm_resolver *r);
comitia_status cm_check_talks(cm_resolver *r);

#endif
