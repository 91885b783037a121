/* The command line as a question. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "options.h"

/** A list of words; the array is owned, the words are not. */
typedef struct cli_words {
    const char **at;
    size_t n, cap;
} cli_words;

typedef enum cli_when { CLI_AUTO, CLI_NEVER, CLI_ALWAYS } cli_when;

/** What the command line says. */
typedef struct cli_arguments {
    const cli_verb *verb; /**< NULL only with help or version */
    comitia_question question;
    comitia_import_options import; /**< of import */
    comitia_seats seats; /**< of seats and poll; question points to it */
    comitia_print print;
    cli_when colour;
    uint32_t threads;   /**< 0: as the host has */
    const char *output; /**< the file to write, or NULL */
    FILE *err; /**< where it is said what is wrong; set by the caller */
    bool memory_given;
    uint64_t memory;    /**< bytes; 0: no bound */
    bool help, version;
    cli_words files; /**< none in the quick forms and explain */

    const cli_option *optional; /**< one that stood without its value, before ... */
    size_t maybe_value;         /**< ... a number: of words, counted from 1 */
    cli_words words, names, who, suppose, vary, free, indices, unions, columns,
        where;
    cli_words exempt, coalitions, joint;
    cli_words owned; /**< copies that are freed with the rest */
} cli_arguments;

/** 0, or 64 after it said on `err` what is wrong. */
int cli_read_arguments(int argc, char **argv, cli_arguments *arguments);
void cli_free_arguments(cli_arguments *arguments);

#endif
