#include "option_words.h"

#include <string.h>

#include "complain.h"

/* The option that "-q" means, or NULL. */
static const cli_option *find_letter(const char *word)
{
    for (size_t k = 0; k < cli_n_options; k++)
        if (cli_options[k].letter && cli_options[k].letter == word[1] &&
            !word[2])
            return &cli_options[k];
    return NULL;
}

/* The option with the value that stands with it, or else in the next word. */
static int with_value(const cli_arguments *arguments, const cli_option *option,
                      const char *value, int argc, char **argv, int *i,
                      cli_setting *into)
{
    if (value && !option->value)
        return cli_wrong(arguments, "--%s takes no value", option->name);
    if (!value && cli_needs_value(option)) {
        if (*i + 1 == argc)
            return cli_wrong(arguments, "--%s needs a value: --%s %s",
                             option->name, option->name, option->value);
        value = argv[++*i];
    }
    *into = (cli_setting){option, value ? value : ""};
    return 0;
}

int cli_read_option(const cli_arguments *arguments, int argc, char **argv,
                    int *i, cli_setting *into)
{
    const char *word = argv[*i];
    if (word[1] != '-') {
        const cli_option *short_form = find_letter(word);
        if (short_form)
            return with_value(arguments, short_form, NULL, argc, argv, i, into);
        return cli_find_option(word + 1, strcspn(word + 1, "="))
                   ? cli_wrong(arguments, "%s: write -%s, with two dashes",
                               word, word)
                   : cli_wrong(arguments, "no option %s", word);
    }
    const char *name = word + 2;
    size_t n = strcspn(name, "=");
    const cli_option *option = cli_find_option(name, n);
    if (!option)
        return cli_unknown_option(arguments, name, n);
    const char *value = name[n] ? name + n + 1 : NULL;
    return with_value(arguments, option, value, argc, argv, i, into);
}

bool cli_is_option(const char *word)
{
    return word[0] == '-' && word[1] && !(word[1] >= '0' && word[1] <= '9');
}

const char *cli_first_word(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!cli_is_option(argv[i]))
            return argv[i];
        if (strcmp(argv[i], "--") == 0)
            return i + 1 < argc ? argv[i + 1] : NULL;
        const cli_option *option = NULL;
        if (argv[i][1] != '-')
            option = find_letter(argv[i]);
        else if (!strchr(argv[i], '='))
            option = cli_find_option(argv[i] + 2, strlen(argv[i] + 2));
        i += option && cli_needs_value(option);
    }
    return NULL;
}
