#include "options.h"

#include <string.h>

enum { COLUMNS = 80 };

/* Prints `text` from column `at` on, wrapped, later lines at `indent`. */
static void wrap(const char *text, unsigned at, unsigned indent)
{
    while (*text) {
        size_t word = strcspn(text, " ");
        if (at > indent && at + 1 + word > COLUMNS) {
            printf("\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            putchar(' ');
            at++;
        }
        printf("%.*s", (int)word, text);
        at += (unsigned)word;
        text += word;
        text += strspn(text, " ");
    }
    putchar('\n');
}

/* "  left      right", right in a column of its own. */
static void row(const char *left, unsigned column, const char *right)
{
    unsigned used = 2 + (unsigned)strlen(left);
    printf("  %s", left);
    if (used + 2 > column) {
        putchar('\n');
        used = 0;
    }
    printf("%*s", (int)(column - used), "");
    wrap(right, column, column);
}

/* The values of --format that the verb has. */
static const char *formats(const cli_verb *verb)
{
    switch (verb->id) {
    case COMITIA_BRIEF: return "text|json|markdown|html";
    case COMITIA_SHOW: return "text|json|dot|svg";
    default: return "text|json";
    }
}

static void print_option(const cli_option *option, const cli_verb *verb)
{
    bool of_verb = verb && option->id == CLI_FORMAT;
    const char *value = of_verb ? formats(verb) : option->value;
    char left[96];
    char letter[] = {option->letter, 0};
    snprintf(left, sizeof left, "%s%s%s--%s%s%s", option->letter ? "-" : "",
             letter, option->letter ? ", " : "", option->name, value ? " " : "",
             value ? value : "");
    row(left, 20, of_verb ? "how to print" : option->does);
}

void cli_print_usage(FILE *out, const cli_verb *verb)
{
    fprintf(out, "usage: comitia %s %s\n", verb->name, verb->words);
    if (verb->id == COMITIA_POWER)
        fputs("       comitia power --quota Q WEIGHT...\n"
              "       comitia power --quota Q --csv TABLE --weight COLUMN "
              "[--name COLUMN]\n",
              out);
}

static void print_verb_help(const cli_verb *verb)
{
    cli_print_usage(stdout, verb);
    printf("\n%s:", verb->name);
    wrap(verb->does, (unsigned)strlen(verb->name) + 1, 2);
    printf("\nOptions:\n");
    for (size_t i = 0; i < cli_n_options; i++)
        if (cli_takes(verb, &cli_options[i]))
            print_option(&cli_options[i], verb);
    printf("\nExample:\n  comitia %s\n", verb->example);
    if (verb->id == COMITIA_POWER)
        puts("  comitia power --quota 58 50 30 20 15");
}

static void print_all_help(void)
{
    puts("comitia: who can decide what, exactly.\n\n"
         "usage: comitia VERB FILE [words and options in any order]\n"
         "       FILE may be -, the standard input\n\n"
         "Verbs:");
    for (size_t i = 0; i < cli_n_verbs; i++)
        row(cli_verbs[i].name, 15, cli_verbs[i].does);
    puts("\nOptions (\"comitia help VERB\" lists those of a verb):");
    for (size_t i = 0; i < cli_n_options; i++)
        print_option(&cli_options[i], NULL);
    puts("\nExit: 0 yes or done, 1 no, 2 open, 3 an expect failed, "
         "4 ill-posed question,\n"
         "  64 wrong usage, 65 errors in the file, 66 it cannot be read,\n"
         "  69 a limit left nothing to answer, 70 a bug\n\n"
         "Example:\n  comitia brief examples/cambodia-2016.comitia");
}

void cli_print_help(const cli_verb *verb)
{
    if (verb)
        print_verb_help(verb);
    else
        print_all_help();
}
