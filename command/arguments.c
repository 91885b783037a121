#include "arguments.h"

#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "option_values.h"
#include "option_words.h"
#include "subject.h"
#include "word_list.h"

/* An option of the verb. Without a verb only help and the version are of use:
   that the verb is missing or unknown is said later. */
static int use(const cli_setting *set, cli_arguments *arguments)
{
    const cli_verb *verb = arguments->verb;
    switch (set->option->id) {
    case CLI_VERSION_OPTION: arguments->version = true; return 0;
    case CLI_HELP_OPTION: arguments->help = true; return 0;
    default: break;
    }
    if (!verb)
        return 0;
    if (!cli_takes(verb, set->option))
        return cli_takes_no_option(arguments, set->option);
    return cli_apply(set, arguments);
}

static void point_to_lists(cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    question->names = arguments->names.at;
    question->n_names = arguments->names.n;
    question->who = arguments->who.at;
    question->n_who = arguments->who.n;
    question->suppose = arguments->suppose.at;
    question->n_suppose = arguments->suppose.n;
    question->vary = arguments->vary.at;
    question->n_vary = arguments->vary.n;
    question->free = arguments->free.at;
    question->n_free = arguments->free.n;
    question->indices = arguments->indices.at;
    question->n_indices = arguments->indices.n;
    arguments->import.on = question->on;
    arguments->import.columns = arguments->columns.at;
    arguments->import.n_columns = arguments->columns.n;
    question->where = arguments->import.where = arguments->where.at;
    question->n_where = arguments->import.n_where = arguments->where.n;
    question->unions = arguments->unions.at;
    question->n_unions = arguments->unions.n;
}

/* After an option that may have a number comes one: it may be meant. */
static void note_number(const cli_setting *set, const char *next,
                        cli_arguments *arguments)
{
    const cli_option *option = set->option;
    if (!option->value || cli_needs_value(option) || *set->value || !next ||
        !*next || next[strspn(next, "0123456789")])
        return;
    arguments->optional = option;
    arguments->maybe_value = arguments->words.n + 1;
}

/* Among weights nobody can tell; elsewhere a number can be nothing else. */
static int take_number(cli_arguments *arguments)
{
    cli_words *words = &arguments->words;
    size_t at = arguments->maybe_value - 1;
    if (!arguments->maybe_value)
        return 0;
    cli_setting set = {arguments->optional, words->at[at]};
    if (cli_takes_weights(arguments))
        return cli_wrong(arguments,
                         "--%s %s: is it how many digits, or a weight? "
                         "--%s=%s, or -- before the weights",
                         set.option->name, set.value, set.option->name,
                         set.value);
    memmove(words->at + at, words->at + at + 1,
            (--words->n - at) * sizeof *words->at);
    return cli_apply(&set, arguments);
}

int cli_read_arguments(int argc, char **argv, cli_arguments *arguments)
{
    const char *name = cli_first_word(argc, argv);
    const cli_verb *verb = name ? cli_find_verb(name) : NULL;
    bool seen = false, only_words = false;
    int error = 0;
    arguments->verb = verb;
    for (int i = 1; i < argc && !error; i++) {
        cli_setting set = {cli_options, ""};
        if (!only_words && strcmp(argv[i], "--") == 0) {
            only_words = true;
        } else if (!only_words && cli_is_option(argv[i])) {
            error = cli_read_option(arguments, argc, argv, &i, &set);
            if (!error)
                error = use(&set, arguments);
            note_number(&set, argv[i + 1], arguments);
        } else if (!seen) {
            seen = true;
        } else if (!cli_push(&arguments->words, argv[i])) {
            error = cli_no_memory(arguments);
        }
    }
    if (error || arguments->help || arguments->version)
        return error;
    if (!verb)
        return name ? cli_unknown_verb(arguments, name)
                    : cli_wrong(arguments, "what is to be done?");
    if (verb->id < CLI_FMT)
        arguments->question.verb = (comitia_verb)verb->id;
    error = take_number(arguments);
    if (!error)
        error = cli_take_words(arguments);
    point_to_lists(arguments);
    return error;
}

void cli_free_arguments(cli_arguments *arguments)
{
    for (size_t i = 0; i < arguments->owned.n; i++)
        free((char *)arguments->owned.at[i]);
    free(arguments->owned.at);
    free(arguments->files.at);
    free(arguments->words.at);
    free(arguments->names.at);
    free(arguments->who.at);
    free(arguments->suppose.at);
    free(arguments->vary.at);
    free(arguments->free.at);
    free(arguments->indices.at);
    free(arguments->columns.at);
    free(arguments->where.at);
    free(arguments->unions.at);
    free(arguments->exempt.at);
    free(arguments->joint.at);
    free(arguments->coalitions.at);
}
