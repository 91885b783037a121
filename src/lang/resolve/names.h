/* The names of a model: entering all of them first, finding them after, and
 * offering one that nearly fits. */
#ifndef CM_NAMES_H
#define CM_NAMES_H

#include "lang/resolve/likeness.h"
#include "lang/resolve/resolve.h"

/** Voters that a name in a rule stands for, and what they add up to. */
typedef struct cm_chosen {
    cm_voters voters;
    /** Sum of each measure, and behind them the seats; NULL until asked. */
    const cm_number **totals;
} cm_chosen;

/** Names that were looked up already in one set of voters. */
typedef struct cm_chosen_map {
    cm_map at; /**< name, "" for everybody -> item of list */
    cm_vec(cm_chosen) list;
} cm_chosen_map;

struct cm_body_names {
    const cm_syntax_declaration *declaration;
    cm_map names; /**< 2 * entry, 2 * group + 1 */
    cm_map measures;
    /** What is known of it is not all: errors that may be no more than a
        consequence (C0206, C0220, C0211, C0106) are not given. */
    bool broken;
    const cm_ref **as;         /**< `votes as` of each entry, or NULL if none */
    const cm_number **units;   /**< of each measure: a common denominator */
    const uint32_t *everybody; /**< 0, 1, ..., n_entries - 1 */
    const cm_voter *voters;    /**< one for each entry: acts share them */
    cm_chosen_map chosen;      /**< in acts without `without` */
};

struct cm_act_names {
    bool by_body;
    uint32_t n_inside;        /**< voters that are entries come first */
    const uint32_t *voter_of; /**< of each entry, or CM_NONE; NULL: the same */
    cm_map outsiders;         /**< name -> voter */
};

struct cm_ladder_names {
    cm_map courts; /**< name -> court */
};

/* ---- entering ----------------------------------------------------------- */

/** Enters the names of all declarations in file order, makes room for the
    model's lists, and reads bodies with their tables (enter_body.c). */
comitia_status cm_enter(cm_resolver *r);

/** Enters a name of the common name space; C0203 and false if it is taken. */
bool cm_enter_name(cm_resolver *r, const char *name, cm_span span,
                   cm_name_kind kind, uint32_t index);

/** The player of a label: a new one, or the one that has the name already.
    C0203 if another kind of thing has it (the new player then is nameless).
    kind: CM_NAME_PLAYER, or CM_NAME_MEMBER if it votes as something. */
uint32_t cm_enter_player(cm_resolver *r, const cm_label *label,
                         cm_name_kind kind);

/* ---- names that nearly fit ---------------------------------------------- */

/** A search for the name that a writer may have meant. */
typedef struct cm_near {
    cm_resolver *r;
    cm_likeness like;
    const char *best; /**< or NULL */
    cm_span best_at;
} cm_near;

void cm_near_begin(cm_near *near, cm_resolver *r, const char *text);
/** Enough was looked at for one file: nothing more will be found. */
bool cm_near_tired(const cm_near *near);
/** Considers one name; of equally near ones the first wins. */
void cm_near_try(cm_near *near, const char *name, cm_span span);
/** Everything of the common name space. */
void cm_near_try_all(cm_near *near);
void cm_near_try_words(cm_near *near, const cm_word *words, size_t n);
/** Entries, groups and (if wanted) measures of a body. */
void cm_near_try_body(cm_near *near, uint32_t body, bool measures);
/** help: did you mean NAME (file:line:col)? Nothing if there is none. */
void cm_near_help(cm_near *near, cm_diag *diag);

/** C0202 inside talks, where points fit too. */
cm_diag *cm_unknown_in_talks(cm_resolver *r, cm_word word);

/* ---- the parts, in the order in which they run -------------------------- */

/** Reads a body's entries, enters its players (part of cm_enter). */
void cm_enter_body(cm_resolver *r, uint32_t body,
                   const cm_syntax_declaration *declaration);
/** Groups, `votes as`; C0213. Everything is entered. */
comitia_status cm_resolve_bodies(cm_resolver *r);
comitia_status cm_resolve_facts(cm_resolver *r);
/** Ladders, without the rules of their steps; part of the names of acts. */
comitia_status cm_resolve_ladders(cm_resolver *r);
/** Acts and the steps of ladders. */
comitia_status cm_resolve_acts(cm_resolver *r);
comitia_status cm_resolve_outcomes(cm_resolver *r);
comitia_status cm_resolve_forecasts(cm_resolver *r);
/** C0201. */
comitia_status cm_find_circle(cm_resolver *r);

/** A player gets a colour (word.text "#rrggbb"; NULL: none); C0117. */
void cm_colour_player(cm_resolver *r, uint32_t player, cm_word look);
/** Groups paint entries that have none; entries take their player's. */
void cm_colour_groups(cm_resolver *r);

/* ---- rules -------------------------------------------------------------- */

/** An act by a body whose rule is being resolved. */
typedef struct cm_rule_maker {
    cm_resolver *r;
    uint32_t act, body;
    cm_vec(cm_voter) voters; /**< entries, then outsiders as they are named */
    bool shared; /**< voters.at belongs to the body: copy before adding */
    cm_chosen_map *chosen;
} cm_rule_maker;

/** The rule, or NULL after a diagnostic. quorum: C0216. */
const cm_rule *cm_resolve_rule(cm_rule_maker *maker, const cm_syntax_rule *rule,
                               bool quorum);

/* ---- numbers ------------------------------------------------------------ */

/** The figure as a 64-bit integer; false if it is none or does not fit. */
bool cm_figure_u64(const cm_figure *figure, uint64_t *value);

#endif
