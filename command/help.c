#include "help.h"

#include <string.h>

void cli_wrap(FILE *out, const char *text, unsigned at, unsigned indent)
{
    while (*text) {
        size_t word = strcspn(text, " ");
        if (at > indent && at + 1 + word > CLI_COLUMNS) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (at > indent) {
            fputc(' ', out);
            at++;
        }
        fprintf(out, "%.*s", (int)word, text);
        at += (unsigned)word;
        text += word;
        text += strspn(text, " ");
    }
    fputc('\n', out);
}

/* "  left      right", right in a column of its own. */
static void row(FILE *out, const char *left, unsigned column, const char *right)
{
    unsigned used = 2 + (unsigned)strlen(left);
    fprintf(out, "  %s", left);
    if (used + 2 > column) {
        fputc('\n', out);
        used = 0;
    }
    fprintf(out, "%*s", (int)(column - used), "");
    cli_wrap(out, right, column, column);
}

/* The values of --format that the verb has. */
static void list_formats(const cli_verb *verb, char *into, size_t room)
{
    size_t used = 0;
    *into = '\0';
    for (size_t i = 0; i < cli_n_formats; i++)
        if (cli_prints(verb, &cli_formats[i]))
            used += (size_t)snprintf(into + used, room - used, "%s%s",
                                     used ? "|" : "", cli_formats[i].name);
}

void cli_write_option(const cli_option *option, const cli_verb *verb,
                      char *into, size_t room)
{
    char formats[64];
    const char *value = option->value;
    char letter[] = {option->letter, 0};
    if (verb && option->id == CLI_FORMAT) {
        list_formats(verb, formats, sizeof formats);
        value = formats;
    }
    snprintf(into, room, "%s%s%s--%s%s%s", option->letter ? "-" : "", letter,
             option->letter ? ", " : "", option->name,
             cli_needs_value(option) ? " " : "", value ? value : "");
}

static void print_option(FILE *out, const cli_option *option,
                         const cli_verb *verb)
{
    bool of_verb = verb && option->id == CLI_FORMAT;
    char left[CLI_MOST_LEFT];
    cli_write_option(option, verb, left, sizeof left);
    row(out, left, 20, of_verb ? "how to print" : option->does);
}

void cli_print_usage(FILE *out, const cli_verb *verb)
{
    fprintf(out, "usage: comitia %s%s%s\n", verb->name, *verb->words ? " " : "",
            verb->words);
    if (verb->id == COMITIA_SWEEP)
        fputs("       comitia sweep --quota 50%..90% WEIGHT...\n", out);
    if (verb->id == COMITIA_POWER)
        fputs("       comitia power --quota Q WEIGHT...\n"
              "       comitia power --quota Q --csv TABLE --weight COLUMN "
              "[--name COLUMN]\n",
              out);
    if (verb->id == COMITIA_SEATS)
        fputs(
            "       comitia seats --method METHOD --seats N --csv TABLE "
            "--votes COLUMN\n"
            "       comitia seats --method METHOD --csv TABLE --votes COLUMN "
            "\\\n"
            "                     --district COLUMN --district-seats COLUMN\n",
            out);
}

static void print_verb_help(FILE *out, const cli_verb *verb)
{
    cli_print_usage(out, verb);
    fprintf(out, "\n%s:", verb->name);
    cli_wrap(out, verb->does, (unsigned)strlen(verb->name) + 1, 2);
    fputc('\n', out);
    fputs(verb->id == CLI_WATCH ? CLI_WATCHED : "Options:\n", out);
    for (size_t i = 0; i < cli_n_options; i++)
        if (cli_takes(verb, &cli_options[i]))
            print_option(out, &cli_options[i], verb);
    fprintf(out, "\nExample:\n  comitia %s\n", verb->example);
    if (verb->id == COMITIA_POWER)
        fputs("  comitia power --quota 58 50 30 20 15\n", out);
}

static void print_all_help(FILE *out)
{
    fputs("comitia: who can decide what, exactly.\n\n"
          "usage: comitia VERB FILE [words and options in any order]\n"
          "       FILE may be -, the standard input\n\n"
          "Verbs:\n",
          out);
    for (size_t i = 0; i < cli_n_verbs; i++)
        row(out, cli_verbs[i].name, 15, cli_verbs[i].does);
    fputs("\nOptions (\"comitia help VERB\" lists those of a verb):\n", out);
    for (size_t i = 0; i < cli_n_options; i++)
        print_option(out, &cli_options[i], NULL);
    fputs("\nExit: 0 yes or done, 1 no, 2 open, 3 an expect failed, "
          "4 ill-posed question,\n"
          "  64 wrong usage, 65 errors in the file, 66 it cannot be read,\n"
          "  69 a limit left nothing to answer, 70 a bug\n\n"
          "Example:\n  comitia brief examples/cambodia-2016.comitia\n",
          out);
}

void cli_print_help(FILE *out, const cli_verb *verb)
{
    if (verb)
        print_verb_help(out, verb);
    else
        print_all_help(out);
}
