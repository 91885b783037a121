/* What a file says, resolved: every name is an index, every number exact.
 *
 * A model never changes after it is made and may be shared by threads. All of
 * it lives in one arena. Lists are (pointer, count) pairs; an index that may
 * be missing is CM_NONE.
 */
#ifndef CM_MODEL_H
#define CM_MODEL_H

#include "base/diag.h"
#include "base/map.h"
#include "base/number.h"

#define CM_NONE UINT32_MAX

/** A span of days; day 0 is 0001-01-01 (proleptic Gregorian). */
typedef struct cm_days {
    int32_t lo, hi;
} cm_days;
#define CM_BEGINNING INT32_MIN /**< lo of `by D`: from the beginning of time */

typedef enum cm_cite_status {
    CM_CITE_PLAIN, /**< nothing said */
    CM_CITE_VERIFIED,
    CM_CITE_UNVERIFIED,
    CM_CITE_ILLUSTRATIVE
} cm_cite_status;

typedef struct cm_cite {
    const char *text;
    cm_cite_status status;
    cm_span span; /**< of the quoted text */
} cm_cite;

typedef struct cm_cites {
    const cm_cite *at;
    uint32_t n;
} cm_cites;

/* ---- names ------------------------------------------------------------- */

/** What a name of the common name space stands for. */
typedef enum cm_name_kind {
    CM_NAME_NOTHING,
    CM_NAME_PLAYER, /**< party, member or actor: index into players */
    CM_NAME_BODY,
    CM_NAME_ACT,
    CM_NAME_FACT,   /**< true/false facts and choices alike */
    CM_NAME_OUTCOME,
    CM_NAME_LADDER,
    CM_NAME_TALKS,
    CM_NAME_SOURCE, /**< sources live in a name space of their own */
    CM_NAME_MEMBER  /**< a member that votes as something and is therefore no
                         player, but has a row in players: index of it */
} cm_name_kind;

/** A title, colour, place and sources: what every named thing has. */
typedef struct cm_label {
    const char *name;   /**< "Lift", steps as "Stop at AppealCourt" */
    const char *title;  /**< or NULL */
    const char *colour; /**< "#rrggbb" in small letters, or NULL */
    cm_span span;       /**< of the name where it is declared (of a table row:
                             the path) */
    cm_cites cites;
} cm_label;

/* ---- bodies and players ------------------------------------------------- */

typedef struct cm_player {
    cm_label label;   /**< first declaration in file order; title and colour:
                           the first that there is */
    bool is_actor;    /**< declared by `actor` */
    const char **also; /**< of an actor */
    uint32_t n_also;
    const char **roles;
    uint32_t n_roles;
} cm_player;

typedef enum cm_entry_kind { CM_PARTY, CM_MEMBER } cm_entry_kind;

typedef struct cm_entry {
    cm_label label;
    cm_entry_kind kind;
    uint32_t player;
    uint64_t seats;            /**< declared; 1 for a member */
    bool free;                 /**< `party P n free` */
    const cm_number **numbers; /**< one for each measure of the body */
    const struct cm_cond *as;  /**< `votes as` reference, or NULL */
} cm_entry;

typedef struct cm_measure {
    const char *name;
    bool rounded;
    cm_span span;
} cm_measure;

typedef struct cm_group {
    cm_label label;
    const uint32_t *entries; /**< indices into the body's entries, ascending */
    uint32_t n_entries;
} cm_group;

typedef struct cm_body {
    cm_label label;
    const cm_entry *entries;
    uint32_t n_entries;
    const cm_measure *measures;
    uint32_t n_measures;
    const cm_group *groups;
    uint32_t n_groups;
    uint64_t vacant;       /**< declared vacancies, all `vacant n` lines */
    bool has_legal_seats;  /**< `seats N` is there */
    uint64_t legal_seats;
    bool nested;           /**< its members vote as something */
} cm_body;

/* ---- conditions --------------------------------------------------------- */

typedef enum cm_compare {
    CM_AT_LEAST,
    CM_MORE_THAN,
    CM_AT_MOST,
    CM_FEWER_THAN
} cm_compare;

typedef enum cm_cond_kind {
    CM_COND_ACT,     /**< index: act (steps are acts); holds when it passed */
    CM_COND_EITHER,  /**< index, other: `L to c` with two movers */
    CM_COND_FACT,    /**< index: fact without options */
    CM_COND_OPTION,  /**< index: choice; option: 0-based */
    CM_COND_OUTCOME, /**< index */
    CM_COND_LADDER,  /**< index */
    CM_COND_POINT,   /**< index into the points of the talks at hand */
    CM_COND_NOT,     /**< one child */
    CM_COND_AND,     /**< two children or more */
    CM_COND_OR,
    CM_COND_COUNT    /**< compare k of (children) */
} cm_cond_kind;

typedef struct cm_cond {
    cm_cond_kind kind;
    cm_span span;   /**< of the name, or of the first word */
    uint32_t index;
    uint32_t other; /**< CM_COND_EITHER: the second act */
    uint32_t option;
    cm_compare compare;
    uint64_t k;
    const struct cm_cond *const *children;
    uint32_t n_children;
} cm_cond;

/* ---- rules -------------------------------------------------------------- */

/** Base of a quota, and with it the unit of numerator and base. */
typedef enum cm_base_kind {
    CM_BASE_MEMBERS,
    CM_BASE_SEATS,
    CM_BASE_PRESENT,
    CM_BASE_CAST,            /**< votes cast, in seats */
    CM_BASE_MEASURE,         /**< sum of a measure over all entries */
    CM_BASE_MEASURE_PRESENT,
    CM_BASE_MEASURE_CAST     /**< also `votes cast` of a body with measure votes */
} cm_base_kind;

typedef enum cm_direction {
    CM_YES,
    CM_AGAINST,
    CM_ABSTAINING,
    CM_NOT_AGAINST
} cm_direction;

/** Voters of one act, as indices into cm_act.voters, ascending. */
typedef struct cm_voters {
    const uint32_t *at;
    uint32_t n;
} cm_voters;

typedef struct cm_quota {
    cm_compare compare; /**< `all` and `all but k` are CM_AT_LEAST */
    bool is_share;      /**< amount is s of the base; else absolute */
    bool is_all;        /**< `all of B`, `all but k of B` */
    bool is_nobody;     /**< `nobody against [in G]`: at most 0 of members,
                             against; amount 0, not a share */
    uint64_t all_but;   /**< k of `all but k` */
    const cm_number *amount; /**< s or k; NULL for is_all */
    cm_base_kind base;
    uint32_t measure;   /**< for the three measure bases, else CM_NONE */
    const char *in;     /**< name after `in`, or G of `of G`; NULL: everybody */
    cm_voters within;   /**< the entries counted (never outsiders) */
    cm_direction direction;
    bool has_tie;       /**< `ties broken by Z` */
    const char *tie;    /**< Z's name */
    cm_voters breakers; /**< who Z is */
    const char *text;   /**< the quota as written, words joined by one blank */
} cm_quota;

typedef enum cm_rule_kind {
    CM_RULE_QUOTA,
    CM_RULE_NO_VETO, /**< voters: no seat of them votes no */
    CM_RULE_CONSENT, /**< voters: every seat votes yes, at least one seat */
    CM_RULE_AND,
    CM_RULE_OR,
    CM_RULE_COUNT    /**< compare k of (children) */
} cm_rule_kind;

typedef struct cm_rule {
    cm_rule_kind kind;
    cm_span span;          /**< first word */
    const cm_quota *quota; /**< CM_RULE_QUOTA */
    const char *who;       /**< name after `by` or `of` */
    cm_voters voters;      /**< CM_RULE_NO_VETO, CM_RULE_CONSENT */
    cm_compare compare;
    uint64_t k;
    const struct cm_rule *const *children;
    uint32_t n_children;
} cm_rule;

/** One arm of `A if C otherwise B`; cond is NULL in the last. */
typedef struct cm_arm {
    const cm_rule *rule;
    const cm_cond *cond;
} cm_arm;

/* ---- acts --------------------------------------------------------------- */

/** Somebody with a ballot in one act. */
typedef struct cm_voter {
    uint32_t player;
    uint32_t entry;  /**< of the body, CM_NONE for an outsider that has none */
    bool outsider;   /**< counts in no base and no quorum */
} cm_voter;

typedef struct cm_act {
    cm_label label;      /**< a step's name is "L to C" or "L at C"; where a
                              ladder has two movers both have "L to C" */
    uint32_t body;       /**< or CM_NONE */
    uint32_t player;     /**< who decides alone, or CM_NONE */
    bool is_step;
    uint32_t ladder, court; /**< of a step */
    /** Entries of the body except `without`, in body order, then outsiders in
        order of mention; of an act by a player: that one. Entries of 0 seats
        are listed too. */
    const cm_voter *voters;
    uint32_t n_voters;
    const cm_arm *arms;  /**< none for an act by a player */
    uint32_t n_arms;
    const cm_rule *quorum; /**< or NULL; quotas here count presence */
    bool has_from, has_until;
    cm_days from, until;
} cm_act;

typedef struct cm_court {
    uint32_t body, player;  /**< one of them is CM_NONE */
    uint32_t to;            /**< act: taking it there, by the first mover */
    uint32_t to_against;    /**< act of the one named `against`, or CM_NONE */
    uint32_t at;            /**< act: granting it */
    const char *name;
} cm_court;

typedef struct cm_ladder {
    cm_label label;
    uint32_t by, against;   /**< players; CM_NONE */
    const cm_court *courts;
    uint32_t n_courts;
} cm_ladder;

typedef enum cm_fact_state {
    CM_FACT_UNKNOWN, /**< also when nothing is said */
    CM_FACT_TRUE,
    CM_FACT_FALSE,
    CM_FACT_CHANCE
} cm_fact_state;

typedef struct cm_option {
    const char *name, *title;
    const cm_number *chance; /**< or NULL */
    cm_span span;
} cm_option;

typedef struct cm_fact {
    cm_label label;
    bool is_choice;
    cm_fact_state state;     /**< of a choice: UNKNOWN or CHANCE */
    const cm_number *chance; /**< of a fact with a chance */
    const cm_option *options;
    uint32_t n_options;
} cm_fact;

typedef struct cm_outcome {
    cm_label label;
    const cm_cond *when, *unless; /**< unless may be NULL */
} cm_outcome;

typedef struct cm_share {
    const char *name;     /**< as written; NULL for rest */
    cm_voters voters;     /**< who it speaks of, after all precedence */
    const cm_number *chance;
    bool each;            /**< every seat by itself; else as one */
} cm_share;

typedef struct cm_forecast {
    cm_span span;
    cm_cites cites;
    uint32_t act;
    const cm_number *chance; /**< chance that the act passes, or NULL */
    const cm_share *shares;  /**< disjoint voters; those in none are free */
    uint32_t n_shares;
} cm_forecast;

/* ---- history ------------------------------------------------------------ */

typedef enum cm_event_kind { CM_EVENT_SETTLES, CM_EVENT_VOTE, CM_EVENT_SEATS } cm_event_kind;

typedef enum cm_ballot {
    CM_BALLOT_YES,
    CM_BALLOT_NO,
    CM_BALLOT_ABSTAIN,
    CM_BALLOT_ABSENT,
    CM_BALLOT_OPEN /**< still to be cast */
} cm_ballot;

/** Recorded ballots of one voter, in seats. */
typedef struct cm_tally {
    uint64_t seats[5]; /**< by cm_ballot */
} cm_tally;

typedef struct cm_event {
    cm_event_kind kind;
    cm_span span;      /**< of `on`, `by` or `since` */
    cm_span ref_span;  /**< of the reference (or the body of `has`) */
    cm_cites cites;
    cm_days days;      /**< lo CM_BEGINNING for `by` */
    const char *text;  /**< its tokens without cites, joined */
    bool conflict;     /**< C0306 touches it (either event of a pair) */
    /* CM_EVENT_SETTLES */
    cm_cond_kind what; /**< CM_COND_ACT, _EITHER, _FACT or _OPTION */
    uint32_t index, other, option;
    bool value;        /**< for _OPTION always true */
    /* CM_EVENT_VOTE: act in `index` */
    const cm_tally *tallies; /**< one for each voter of the act */
    bool faulty;             /**< C0301 or C0302 was given for this vote: its
                                  ballots mean nothing */
    /* CM_EVENT_SEATS */
    uint32_t body;
    const uint64_t *seats;   /**< one for each entry of the body */
    uint64_t vacant;
    uint32_t order;    /**< place in display order: by hi, then lo, then file */
} cm_event;

/* ---- reports ------------------------------------------------------------ */

typedef struct cm_source {
    cm_label label;
    bool unnamed;
    bool is_of;            /**< `of NAME` */
    uint32_t of_player, of_body; /**< one of them, else CM_NONE */
    const char **also, **roles;
    uint32_t n_also, n_roles;
    bool has_right;        /**< `right a [if true, b if false]` */
    const cm_number *right[2];    /**< a, b */
    const cm_number *believes[2]; /**< same as right unless said */
} cm_source;

typedef enum cm_verb { CM_SAYS, CM_DENIES, CM_BELIEVES, CM_CANNOT_SAY } cm_verb;

/** One speaker of a chain. */
typedef struct cm_speaker {
    uint32_t source;
    cm_span span;
    bool has_on;
    cm_days on;       /**< `on D says`: the date the speaker spoke */
    cm_verb verb;     /**< CM_SAYS for all but the last, whose verb has the
                           claim; the last may be any */
} cm_speaker;

typedef struct cm_report {
    cm_span span;
    cm_cites cites;
    bool has_days;
    cm_days days;               /**< of the report */
    const cm_speaker *speakers; /**< first speaker first */
    uint32_t n_speakers;
    bool negated;               /**< `says not X`, `believes not X` */
    cm_cond_kind what;          /**< _ACT, _EITHER, _FACT, _OPTION */
    uint32_t index, other, option;
    bool has_on;
    cm_days on;                 /**< the date given for the claim */
} cm_report;

/* ---- talks -------------------------------------------------------------- */

typedef enum cm_line_kind {
    CM_LINE_GIVEN,
    CM_LINE_GOAL,
    CM_LINE_DEMANDS,
    CM_LINE_HOLDS,
    CM_LINE_WANTS,
    CM_LINE_THREATENS,
    CM_LINE_PROMISES,
    CM_LINE_PREFERS
} cm_line_kind;

typedef struct cm_line {
    cm_line_kind kind;
    cm_span span;
    cm_cites cites;
    uint32_t side;         /**< index into cm_talks.sides, or CM_NONE */
    const char *label;     /**< or NULL */
    const char *name;      /**< "CNRP.ends-it", "CPP.2", "given.topic"; NULL
                                for lines that are no statements */
    bool is_before;        /**< A before B: the points `first` and `second` */
    uint32_t first, second;
    const cm_cond *premise; /**< of `if A then B`, of `threatens Y if X`; or NULL */
    const cm_cond *cond;    /**< B, the goal, the wish, Y */
    const cm_number *worth; /**< of wants */
    const cm_cond *const *prefers; /**< of prefers, most important first */
    uint32_t n_prefers;
    const char *text;       /**< the statement as written (after the label) */
    const char *premise_text; /**< of a threat's `if`, or NULL */
} cm_line;

typedef struct cm_side {
    const char *name;
    uint32_t player;
    cm_span span;
} cm_side;

typedef struct cm_point {
    cm_label label;
    uint32_t by; /**< side, or CM_NONE */
} cm_point;

typedef struct cm_talks {
    cm_label label;
    const cm_side *sides;
    uint32_t n_sides;
    const cm_point *points;
    uint32_t n_points;
    const cm_line *lines;
    uint32_t n_lines;
} cm_talks;

/* ---- expects ------------------------------------------------------------ */

typedef enum cm_expect_kind {
    CM_EXPECT_CAN,         /**< who..., action, what */
    CM_EXPECT_NEEDS,       /**< act needs number [of base] */
    CM_EXPECT_STATUS,      /**< possible, impossible, certain, open */
    CM_EXPECT_RESULT,      /**< passed, rejected, no decision */
    CM_EXPECT_DEAL,
    CM_EXPECT_COALITIONS,
    CM_EXPECT_CHANCE,
    CM_EXPECT_INDEX
} cm_expect_kind;

/** `if` of an expect and --suppose, resolved. */
typedef struct cm_suppose {
    cm_cond_kind what; /**< _ACT, _EITHER, _FACT, _OPTION; CM_COND_POINT
                            stands for a player's ballots */
    uint32_t index, other, option;
    bool value;
    uint32_t player;   /**< whose open ballots */
    cm_ballot ballot;
    const char *text;  /**< as given */
} cm_suppose;

typedef enum cm_index_kind {
    CM_SWINGS,
    CM_BANZHAF,
    CM_SHAPLEY,
    CM_DEEGAN_PACKEL,
    CM_HOLLER,
    CM_JOHNSTON
} cm_index_kind;

typedef enum cm_expect_status { CM_POSSIBLE, CM_IMPOSSIBLE, CM_CERTAIN, CM_OPEN } cm_expect_status;
typedef enum cm_result { CM_PASSED, CM_REJECTED, CM_NO_DECISION } cm_result;

typedef struct cm_expect {
    cm_expect_kind kind;
    cm_span span;      /**< of the word after `expect` (C0502) */
    cm_span line_span; /**< of `expect` */
    cm_cites cites;
    const char *text;  /**< tokens after `expect` joined, no cites */
    const cm_suppose *ifs;
    uint32_t n_ifs;
    bool has_on;
    cm_days on;
    /* the subject */
    cm_cond_kind what; /**< _ACT, _EITHER, _FACT, _OUTCOME, _LADDER */
    uint32_t index, other;
    /* CM_EXPECT_CAN */
    const uint32_t *who; /**< players */
    uint32_t n_who;
    bool negated;      /**< cannot; `has no deal` */
    bool block;        /**< block, not force; minimal blocking coalitions */
    /* CM_EXPECT_NEEDS, _COALITIONS, _CHANCE, _INDEX */
    const cm_number *number;
    bool has_base;     /**< needs x of BASE */
    cm_base_kind base;
    uint32_t measure;
    const char *in;    /**< group, party or member name of the base, or NULL */
    bool minimal;      /**< minimal winning; blocking is always minimal */
    cm_index_kind power_index;
    uint32_t player;   /**< of CM_EXPECT_INDEX */
    cm_expect_status status;
    cm_result result;
    /* CM_EXPECT_DEAL */
    uint32_t talks;
    const char *goal;  /**< label, or NULL: the first goal */
} cm_expect;

/* ---- declarations in file order, for `show` and for briefs --------------- */

typedef struct cm_declaration {
    const char *kind;   /**< "body", "party", "act", "on", ... */
    const char *name;   /**< or NULL */
    const char *title;
    const char *colour;
    cm_span span;       /**< of the kind word */
    cm_cites cites;
} cm_declaration;

/* ---- the whole ------------------------------------------------------------ */

typedef struct cm_name {
    const char *name;
    cm_name_kind kind;
    uint32_t index;
} cm_name;

typedef struct cm_model {
    cm_arena arena;
    cm_diags diags;      /**< of reading; finished (sorted and cut) */
    bool names_fit;      /**< every name resolved: history and reports can be
                              checked, even if other checks find errors */
    const cm_source_text *texts; /**< by cm_span.file; 0 is the main file */
    uint32_t n_texts;
    const char *path;    /**< of the main file, as given */
    const char *title;   /**< first line if a comment (brief), or NULL */

    const cm_player *players;   uint32_t n_players;
    const cm_body *bodies;      uint32_t n_bodies;
    const cm_act *acts;         uint32_t n_acts;   /**< file order; the steps
                                   of a ladder stand at the ladder's place */
    const cm_fact *facts;       uint32_t n_facts;
    const cm_outcome *outcomes; uint32_t n_outcomes;
    const cm_ladder *ladders;   uint32_t n_ladders;
    const cm_forecast *forecasts; uint32_t n_forecasts;
    const cm_event *events;     uint32_t n_events; /**< display order */
    const cm_source *sources;   uint32_t n_sources;
    const cm_report *reports;   uint32_t n_reports; /**< file order */
    const cm_talks *talks;      uint32_t n_talks;
    const cm_expect *expects;   uint32_t n_expects; /**< of the main file */
    const cm_declaration *declarations; uint32_t n_declarations;

    /** Outcomes and ladders in file order, for status without names. */
    const cm_name *subjects;    uint32_t n_subjects;

    cm_map names;  /**< common name space: name -> index into name_list */
    const cm_name *name_list;   uint32_t n_names;
    cm_map source_names; /**< name -> source */
} cm_model;

/** What a name means in the common name space. */
cm_name cm_model_name(const cm_model *model, const char *name);

/** True when reading found errors: no question may then be asked. */
bool cm_model_has_errors(const cm_model *model);

/** Sum of the declared seats of the entries. */
uint64_t cm_body_members(const cm_body *body);

/** The group of the body that has this name, or NULL. */
const cm_group *cm_body_group(const cm_body *body, const char *name);

/** Sets in[p] of every player p that is an entry of a group of this name, in any
    body; entries that vote as something are no players. False: no such group. */
bool cm_mark_group(const cm_model *model, const char *name, uint8_t *in);

/** Index of an entry of this player in the body, or CM_NONE. */
uint32_t cm_body_entry_of(const cm_body *body, uint32_t player);

#endif
