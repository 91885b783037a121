#include "complain.h"

#include <stdarg.h>
#include <string.h>

#include "exits.h"
#include "nearest.h"

void cli_complain(const cli_arguments *arguments, const char *format, ...)
{
    FILE *err = arguments->err;
    const cli_verb *verb = arguments->verb;
    va_list args;
    va_start(args, format);
    fputs("comitia: ", err);
    vfprintf(err, format, args);
    fputc('\n', err);
    va_end(args);
    if (verb) {
        cli_print_usage(err, verb);
        fprintf(err, "example: comitia %s\n", verb->example);
    } else {
        fputs("\"comitia help\" lists the verbs and the options\n", err);
    }
}

int cli_no_memory(const cli_arguments *arguments)
{
    fputs("comitia: out of memory\n", arguments->err);
    return CLI_EXIT_LIMIT;
}

int cli_unknown_option(const cli_arguments *arguments, const char *word,
                       size_t n)
{
    char name[64] = "";
    if (n < sizeof name)
        memcpy(name, word, n);
    cli_nearest nearest = {.word = name};
    for (size_t i = 0; *name && i < cli_n_options; i++)
        cli_consider(&nearest, cli_options[i].name);
    if (nearest.best)
        return cli_wrong(arguments, "no option --%.*s; did you mean --%s?",
                         (int)n, word, nearest.best);
    return cli_wrong(arguments, "no option --%.*s", (int)n, word);
}

/* The usage that is shown is that of another verb. */
static const cli_arguments *like(cli_arguments *arguments, const char *verb)
{
    arguments->verb = cli_find_verb(verb);
    return arguments;
}

int cli_unknown_verb(cli_arguments *arguments, const char *word)
{
    cli_nearest nearest = {.word = word};
    for (size_t i = 0; i < cli_n_verbs; i++)
        cli_consider(&nearest, cli_verbs[i].name);
    if (nearest.best)
        return cli_wrong(like(arguments, nearest.best),
                         "no verb \"%s\"; did you mean \"%s\"?", word,
                         nearest.best);
    size_t n = strlen(word);
    if (n > 8 && strcmp(word + n - 8, ".comitia") == 0)
        return cli_wrong(like(arguments, "brief"),
                         "a verb comes before the file: what is to be done "
                         "with %s?",
                         word);
    return cli_wrong(arguments, "no verb \"%s\"", word);
}

int cli_takes_no_option(const cli_arguments *arguments,
                        const cli_option *option)
{
    char others[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < cli_n_verbs; i++)
        if (cli_takes(&cli_verbs[i], option)) {
            int n = snprintf(others + used, sizeof others - used, "%s%s",
                             used ? ", " : "", cli_verbs[i].name);
            used += (size_t)n;
        }
    return cli_wrong(arguments, "%s takes no --%s; taken by: %s",
                     arguments->verb->name, option->name, others);
}
