/* The verbs and the options: one table each, which the parser, the help and
 * the completions of shells all read. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "comitia/comitia.h"

/** What the program does besides asking; numbered after the last question. */
enum {
    CLI_FMT = COMITIA_POLL + 1,
    CLI_PAGE,
    CLI_WATCH,
    CLI_HELP,
    CLI_COMPLETIONS,
    CLI_IMPORT,
    CLI_LSP
};

/** A verb. `least` and `most` count the names after FILE. */
typedef struct cli_verb {
    const char *name;
    unsigned id;         /**< a comitia_verb, or CLI_FMT, ... */
    const char *words;   /**< what follows it: "FILE NAME" */
    const char *does;    /**< one line */
    const char *few;     /**< the same in a few words, for a list */
    const char *example; /**< of right use, without "comitia " */
    const char *answer;  /**< lines of what the example prints, "..." for what is
                              left out; NULL: none worth showing */
    unsigned least, most;
} cli_verb;

/** Where an option stands in the short help of a verb. */
typedef enum cli_group {
    CLI_IN_OWN,     /**< told first, what only few verbs have */
    CLI_IN_WHAT_IF, /**< told next: of what the question is asked */
    CLI_IN_OUTPUT,  /**< the rest in a line for each group */
    CLI_IN_WORK,
    CLI_IN_ALWAYS
} cli_group;
enum { CLI_N_GROUPS = CLI_IN_ALWAYS + 1 };

typedef enum cli_option_id {
    CLI_ON,
    CLI_SUPPOSE,
    CLI_VARY,
    CLI_EACH,
    CLI_FREE,
    CLI_OTHERWISE,
    CLI_BALLOTS,
    CLI_INDEX,
    CLI_UNIONS,
    CLI_ORDER,
    CLI_IMPORTANCE,
    CLI_UNIONS_COLUMN,
    CLI_QUOTA,
    CLI_MORE_THAN,
    CLI_CSV,
    CLI_WEIGHT,
    CLI_NAME,
    CLI_METHOD,
    CLI_SEATS,
    CLI_VOTES,
    CLI_HURDLE,
    CLI_HURDLE_MORE_THAN,
    CLI_HURDLE_OF,
    CLI_VALID,
    CLI_EXEMPT,
    CLI_DISTRICT,
    CLI_DISTRICT_SEATS,
    CLI_BASE,
    CLI_BASE_EXEMPTS,
    CLI_OVERHANG,
    CLI_JOINT,
    CLI_JOINT_COLUMN,
    CLI_JOINT_SUB_COLUMN,
    CLI_JOINT_HURDLE,
    CLI_SIZE,
    CLI_MAJORITY,
    CLI_COALITION,
    CLI_DOUBT_GIVEN,
    CLI_DOT,
    CLI_SVG,
    CLI_FORMAT,
    CLI_JSON,
    CLI_MAX,
    CLI_DIGITS,
    CLI_LIMIT,
    CLI_MEMORY,
    CLI_EXACT,
    CLI_CERTIFIED,
    CLI_SAMPLE,
    CLI_THREADS,
    CLI_VERIFY,
    CLI_STRICT,
    CLI_BODY,
    CLI_VOTE,
    CLI_COUNTRY,
    CLI_ACT,
    CLI_MEMBERS,
    CLI_COLUMN,
    CLI_WHERE,
    CLI_ENCODING,
    CLI_OUTPUT,
    CLI_STDIO,
    CLI_COLOR,
    CLI_QUIET,
    CLI_VERSION_OPTION,
    CLI_HELP_OPTION
} cli_option_id;

/** An option. `value` is NULL if it takes none; "a|b" lists all it can be;
    "[=N]" may stand with the option, but not in a word of its own. */
typedef struct cli_option {
    const char *name; /**< without dashes */
    char letter;      /**< short form, or 0 */
    cli_option_id id;
    const char *value;
    uint32_t verbs; /**< bit 1 << id of each verb that takes it */
    cli_group group;
    const char *few; /**< a few words about it, or NULL if its name says it */
    const char *does;
} cli_option;

/** A value of --format. */
typedef struct cli_format {
    const char *name;
    comitia_format format;
    uint32_t verbs; /**< as of an option */
} cli_format;

extern const cli_verb cli_verbs[];
extern const size_t cli_n_verbs;
enum { CLI_MOST_OPTIONS = CLI_HELP_OPTION + 1 };
extern const cli_option cli_options[];
extern const size_t cli_n_options;
extern const cli_format cli_formats[];
extern const size_t cli_n_formats;

/** The verb called `name`, or NULL. */
const cli_verb *cli_find_verb(const char *name);
/** The option called `name` (n bytes, no dashes), or NULL. */
const cli_option *cli_find_option(const char *name, size_t n);

/** True if the option needs a value. */
bool cli_needs_value(const cli_option *option);
/** True if the verb takes the option. */
bool cli_takes(const cli_verb *verb, const cli_option *option);

/** True if the verb prints in that format. */
bool cli_prints(const cli_verb *verb, const cli_format *format);

/** All there is to say, or all about one verb. */
void cli_print_help(FILE *out, const cli_verb *verb);
/** The same on one screen: at most 24 lines of 80 columns. */
void cli_print_short_help(FILE *out, const cli_verb *verb);
/** "usage: ..." lines of a verb. */
void cli_print_usage(FILE *out, const cli_verb *verb);
/** The completions for bash, zsh or fish; false for another shell. */
bool cli_print_completions(FILE *out, const char *shell);

#endif
