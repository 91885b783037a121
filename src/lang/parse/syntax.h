/* What a text says before any name is looked up: the parser makes it, the
 * resolver turns it into a model, fmt prints it.
 *
 * Everything lives in the arena of the model. Lists are (pointer, count)
 * pairs. Texts are NUL-terminated copies.
 */
#ifndef CM_SYNTAX_H
#define CM_SYNTAX_H

#include "base/diag.h"
#include "base/number.h"
#include "model/model.h"

/** A name, a reserved word or a title with its place; text NULL: not there. A
    title's text is without its quotes, its span with them. */
typedef struct cm_word {
    const char *text;
    cm_span span;
} cm_word;

typedef struct cm_words {
    const cm_word *at;
    uint32_t n;
} cm_words;

/** A number as written; value NULL: not there. */
typedef struct cm_figure {
    const cm_number *value; /**< `half` is 1/2 */
    bool is_share;          /**< percent, fraction or `half` */
    bool is_integer;        /**< digits only */
    bool is_percent;
    cm_span span;
} cm_figure;

/** A date or a span of dates. */
typedef struct cm_dates {
    bool is_there;
    cm_days days;
    cm_span span; /**< of the first date */
} cm_dates;

/** NAME or NAME to NAME or NAME at NAME. */
typedef struct cm_ref {
    cm_word name;
    enum { CM_REF_PLAIN, CM_REF_TO, CM_REF_AT } kind;
    cm_word court; /**< of a step */
} cm_ref;

/** `colour "#..."` checked by the parser (C0116): text is "#rrggbb" in small
    letters, span that of the quoted text. */
typedef cm_word cm_look;

/* ---- conditions ---------------------------------------------------------- */

typedef enum cm_syntax_cond_kind {
    CM_SC_REF, /**< ref [ is option ] */
    CM_SC_NOT,
    CM_SC_AND,
    CM_SC_OR,
    CM_SC_COUNT
} cm_syntax_cond_kind;

typedef struct cm_syntax_cond {
    cm_syntax_cond_kind kind;
    cm_span span; /**< first word */
    cm_ref ref;
    cm_word option; /**< after `is`; text NULL without */
    cm_compare compare;
    cm_figure k; /**< of CM_SC_COUNT; an integer */
    const struct cm_syntax_cond *const *children;
    uint32_t n_children;
    /** Tokens joined as in LANGUAGE 16, `check`; NULL inside another one. */
    const char *text;
} cm_syntax_cond;

/* ---- rules --------------------------------------------------------------- */

typedef enum cm_syntax_base {
    CM_SB_MEMBERS,
    CM_SB_SEATS,
    CM_SB_PRESENT,
    CM_SB_CAST, /**< votes cast */
    CM_SB_NAME, /**< a measure, group, party or member */
    CM_SB_NAME_PRESENT,
    CM_SB_NAME_CAST
} cm_syntax_base;

typedef struct cm_syntax_quota {
    cm_compare compare;
    bool is_all, is_nobody;
    cm_figure all_but; /**< value NULL without */
    cm_figure amount;  /**< value NULL for `all` and `nobody` */
    cm_syntax_base base;
    cm_word base_word; /**< the base's first word (a name for CM_SB_NAME...) */
    cm_word in;        /**< text NULL without */
    bool has_direction;
    cm_span direction_span; /**< first word of the direction */
    cm_direction direction;
    cm_span ties_span; /**< the word `ties` */
    cm_word tie;       /**< text NULL without */
    const char *text;  /**< the whole quota, words joined by one blank */
} cm_syntax_quota;

typedef struct cm_syntax_rule {
    cm_rule_kind kind;
    cm_span span; /**< first word */
    const cm_syntax_quota *quota;
    cm_word who;        /**< of CM_RULE_NO_VETO and CM_RULE_CONSENT */
    cm_compare compare; /**< of CM_RULE_COUNT */
    cm_figure k;
    const struct cm_syntax_rule *const *children;
    uint32_t n_children;
} cm_syntax_rule;

typedef struct cm_syntax_arm {
    const cm_syntax_rule *rule;
    const cm_syntax_cond *cond; /**< NULL in the last */
} cm_syntax_arm;

/* ---- bodies -------------------------------------------------------------- */

typedef enum cm_syntax_entry_kind {
    CM_SE_PARTY,
    CM_SE_MEMBER,
    CM_SE_MEMBERS,      /**< rows written in the text */
    CM_SE_MEMBERS_FROM, /**< rows of a table */
    CM_SE_GROUP,
    CM_SE_VACANT
} cm_syntax_entry_kind;

/** measure and column: NAME [as NAME] [rounded] */
typedef struct cm_syntax_column {
    cm_word column; /**< the text of the column, or the measure's name */
    bool is_title;  /**< written in quotes */
    cm_word as;     /**< text NULL without */
    bool rounded;
    cm_figure value; /**< `member M with NAME number` only */
} cm_syntax_column;

typedef struct cm_syntax_row {
    cm_word name;
    const cm_figure *numbers;
    uint32_t n_numbers;
} cm_syntax_row;

typedef struct cm_syntax_entry {
    cm_syntax_entry_kind kind;
    cm_span span; /**< the word `party`, `member`, ... */
    cm_word name, title;
    cm_figure seats; /**< of party and vacant */
    bool free;
    cm_look look;
    const cm_syntax_column *columns; /**< `with ...` of member, members, from */
    uint32_t n_columns;
    const cm_ref *as; /**< `votes as`, or NULL */
    const cm_syntax_row *rows;
    uint32_t n_rows;
    cm_word path;          /**< of `members from` */
    cm_word named;         /**< column of names; text NULL: the first */
    cm_word colour_column; /**< text NULL without */
    cm_words members;      /**< of a group */
    cm_cites cites;
} cm_syntax_entry;

/* ---- declarations -------------------------------------------------------- */

typedef struct cm_syntax_use {
    cm_word path;
} cm_syntax_use;

typedef struct cm_syntax_body {
    cm_figure seats; /**< value NULL without */
    const cm_syntax_entry *entries;
    uint32_t n_entries;
} cm_syntax_body;

typedef struct cm_syntax_actor {
    cm_words also, roles;
    cm_look look;
} cm_syntax_actor;

typedef struct cm_syntax_act {
    cm_word by;
    cm_words without;
    cm_span without_span;            /**< the word; line 0 if it is not there */
    cm_span needs_span, quorum_span; /**< likewise */
    const cm_syntax_arm *arms;
    uint32_t n_arms;
    const cm_syntax_rule *quorum; /**< NULL without */
    cm_dates from, until;
} cm_syntax_act;

typedef struct cm_syntax_option {
    cm_word name, title;
    cm_figure chance;
} cm_syntax_option;

typedef struct cm_syntax_fact {
    cm_fact_state state;
    cm_figure chance; /**< with CM_FACT_CHANCE */
    bool is_choice;
    const cm_syntax_option *options;
    uint32_t n_options;
} cm_syntax_fact;

typedef struct cm_syntax_outcome {
    const cm_syntax_cond *when, *unless; /**< unless may be NULL */
} cm_syntax_outcome;

typedef struct cm_syntax_step {
    cm_word court;
    const cm_syntax_rule *rule; /**< NULL without */
    cm_span needs_span;
} cm_syntax_step;

typedef struct cm_syntax_ladder {
    cm_word by, against; /**< against: text NULL without */
    const cm_syntax_step *steps;
    uint32_t n_steps;
} cm_syntax_ladder;

typedef struct cm_syntax_share {
    cm_word name; /**< a name, or the word `rest` */
    bool is_rest;
    cm_figure chance;
    bool each;
} cm_syntax_share;

typedef struct cm_syntax_forecast {
    cm_ref act;
    cm_figure chance; /**< of the act; value NULL if there are shares */
    const cm_syntax_share *shares;
    uint32_t n_shares;
} cm_syntax_forecast;

typedef struct cm_syntax_tally {
    cm_word name; /**< a name, or the word `rest` */
    bool is_rest;
    bool alone;               /**< one ballot without a number: all its seats */
    cm_ballot ballot;         /**< of it */
    const cm_figure *numbers; /**< else: numbers[i] seats cast ballots[i] */
    const cm_ballot *ballots;
    uint32_t n_numbers;
} cm_syntax_tally;

typedef struct cm_syntax_holding {
    cm_word name; /**< a party, or the word `vacant` */
    bool is_vacant;
    cm_figure seats;
} cm_syntax_holding;

typedef struct cm_syntax_event {
    enum { CM_ON, CM_BY, CM_SINCE } time;
    cm_dates days; /**< as written; `by D`: the interval of D itself */
    cm_event_kind kind;
    cm_ref ref;   /**< what is settled; the act that was voted */
    cm_word body; /**< who voted; whose seats change */
    enum {
        CM_HAPPENED,
        CM_HOLDS,
        CM_FAILED_IT, /**< `failed` */
        CM_DID_NOT_HAPPEN,
        CM_DOES_NOT_HOLD,
        CM_IS /**< `is option` */
    } how;
    cm_word option;
    const cm_syntax_tally *tallies;
    uint32_t n_tallies;
    const cm_syntax_holding *holdings;
    uint32_t n_holdings;
    const char *text; /**< the declaration's tokens without cites, joined */
} cm_syntax_event;

/** `right a [if true, b if false]`; figures with value NULL: not there. */
typedef struct cm_syntax_accuracy {
    cm_figure if_true, if_false; /**< if_false: value NULL without `if` */
} cm_syntax_accuracy;

typedef struct cm_syntax_source {
    bool unnamed;
    cm_word of; /**< text NULL without */
    cm_words also, roles;
    cm_syntax_accuracy right, believes;
} cm_syntax_source;

typedef struct cm_syntax_claim {
    cm_ref ref;
    cm_word option; /**< after `is` */
    cm_dates on;
} cm_syntax_claim;

typedef struct cm_syntax_speaker {
    cm_word name;
    cm_dates on;
} cm_syntax_speaker;

typedef struct cm_syntax_report {
    cm_dates days;
    const cm_syntax_speaker *speakers; /**< first speaker first */
    uint32_t n_speakers;
    cm_verb verb; /**< of the last speaker */
    bool negated; /**< `says not X`, `believes not X` */
    cm_syntax_claim claim;
} cm_syntax_report;

typedef struct cm_syntax_statement {
    bool is_before;
    cm_ref first, second;          /**< of `A before B` */
    const cm_syntax_cond *premise; /**< of `if A then B`, or NULL */
    const cm_syntax_cond *cond;
    const char *text; /**< tokens joined */
} cm_syntax_statement;

typedef struct cm_syntax_line {
    bool is_point;
    cm_line_kind kind; /**< unless it is a point */
    cm_span span;      /**< first word of the line */
    cm_word side;      /**< who demands, holds, wants, ...; text NULL else */
    cm_word name, title, by;         /**< of a point; by: text NULL without */
    cm_word label;                   /**< text NULL without */
    cm_syntax_statement statement;   /**< given, demands, holds; goal, wants:
                                          its cond */
    cm_figure worth;                 /**< value NULL without */
    cm_ref deed;                     /**< Y of threatens and promises */
    const cm_syntax_cond *condition; /**< X, or NULL */
    const cm_syntax_cond *const *prefers;
    uint32_t n_prefers;
    cm_cites cites;
} cm_syntax_line;

typedef struct cm_syntax_talks {
    cm_words between;
    const cm_syntax_line *lines;
    uint32_t n_lines;
} cm_syntax_talks;

typedef struct cm_syntax_setting {
    bool negated;
    cm_ref ref;
    cm_word option; /**< after `is` */
    const char *text;
} cm_syntax_setting;

typedef struct cm_syntax_expect {
    cm_expect_kind kind;
    cm_span first; /**< the word after `expect` */
    cm_words who;  /**< of can / cannot; of `has index`: one name */
    bool negated, block, minimal;
    cm_ref subject; /**< talks of `has a deal`: its name */
    cm_figure number;
    bool has_base;
    cm_syntax_base base;
    cm_word base_word, in;
    cm_expect_status status;
    cm_result result;
    cm_word goal; /**< label after `for`; text NULL without */
    cm_index_kind power_index;
    const cm_syntax_setting *settings;
    uint32_t n_settings;
    cm_dates on;
    const char *text; /**< tokens after `expect` without cites, joined */
} cm_syntax_expect;

typedef enum cm_syntax_kind {
    CM_S_USE,
    CM_S_BODY,
    CM_S_ACTOR,
    CM_S_ACT,
    CM_S_FACT,
    CM_S_OUTCOME,
    CM_S_LADDER,
    CM_S_FORECAST,
    CM_S_EVENT,
    CM_S_SOURCE,
    CM_S_REPORT,
    CM_S_TALKS,
    CM_S_EXPECT
} cm_syntax_kind;

typedef struct cm_syntax_declaration {
    cm_syntax_kind kind;
    cm_span span;        /**< the word it begins with */
    cm_word name, title; /**< text NULL where it has none */
    cm_cites cites;      /**< of the declaration itself */
    union {
        cm_syntax_use use;
        cm_syntax_body body;
        cm_syntax_actor actor;
        cm_syntax_act act;
        cm_syntax_fact fact;
        cm_syntax_outcome outcome;
        cm_syntax_ladder ladder;
        cm_syntax_forecast forecast;
        cm_syntax_event event;
        cm_syntax_source source;
        cm_syntax_report report;
        cm_syntax_talks talks;
        cm_syntax_expect expect;
    };
} cm_syntax_declaration;

/** All declarations in file order: those of a used file stand in the place of
    the first `use` that names it, right after that declaration. */
typedef struct cm_syntax {
    const cm_syntax_declaration *at;
    uint32_t n;
} cm_syntax;

#endif
