#include "help.h"

#include <string.h>

enum {
    LABEL = 10,     /* columns of "Output:" */
    MOST_LINES = 9, /* so many options have a line each, more stand in pairs */
    MOST_LEFT = 20,
    HALF = 40 /* where the second of a pair begins, with two blanks */
};

/* An option as it is written, and what is said about it. */
typedef struct entry {
    char left[CLI_MOST_LEFT];
    const char *right; /* NULL: nothing */
} entry;

static cli_group group_of(const cli_option *option, const cli_verb *verb)
{
    /* the day of data is no supposition */
    return verb->id == CLI_IMPORT && option->id == CLI_ON ? CLI_IN_OWN
                                                          : option->group;
}

static const char *few_words(const cli_option *option, const cli_verb *verb)
{
    bool of_votes = verb->id == COMITIA_SEATS || verb->id == COMITIA_POLL;
    return option->id == CLI_QUOTA && of_votes ? "hare, droop, ..."
                                               : option->few;
}

/* As it is written, short: of "PARTY|all" the first form alone. */
static void write_entry(const cli_option *option, const cli_verb *verb,
                        entry *e)
{
    cli_write_option(option, verb, e->left, sizeof e->left);
    char *bar = strchr(e->left, '|');
    if (bar && option->value && *option->value >= 'A' && *option->value <= 'Z')
        *bar = '\0';
    e->right = few_words(option, verb);
}

/* The first thing that is said about an option, if that fits a line. */
static void print_right(FILE *out, const cli_option *option, const entry *e,
                        unsigned at)
{
    size_t n = strcspn(option->does, ";");
    if (at + n <= CLI_COLUMNS && option->id != CLI_QUOTA)
        fprintf(out, "%.*s", (int)n, option->does);
    else
        fputs(e->right ? e->right : "", out);
}

/* The options that are told each by itself, in their order. */
typedef struct told {
    const cli_option *at[CLI_MOST_OPTIONS];
    size_t n;
} told;

static void tell(told *list, const cli_verb *verb, cli_group group)
{
    for (size_t i = 0; i < cli_n_options; i++)
        if (cli_takes(verb, &cli_options[i]) &&
            group_of(&cli_options[i], verb) == group)
            list->at[list->n++] = &cli_options[i];
}

/* Columns that the left part takes with the two blanks behind it; what is
   longer stands out. */
static unsigned left_width(const told *list, const cli_verb *verb)
{
    unsigned width = 0;
    entry e;
    for (size_t i = 0; i < list->n; i++) {
        write_entry(list->at[i], verb, &e);
        unsigned n = (unsigned)strlen(e.left) + 2;
        if (n <= MOST_LEFT && n > width)
            width = n;
    }
    return width;
}

static void print_lines(FILE *out, const told *list, const cli_verb *verb)
{
    unsigned width = left_width(list, verb);
    entry e;
    for (size_t i = 0; i < list->n; i++) {
        write_entry(list->at[i], verb, &e);
        unsigned used = (unsigned)strlen(e.left) + 2;
        used = used > width ? used : width;
        fprintf(out, "  %-*s", (int)used, e.left);
        print_right(out, list->at[i], &e, used + 2);
        fputc('\n', out);
    }
}

/* Two a line; what is wider than half a line has no other beside it. */
static void print_pairs(FILE *out, const told *list, const cli_verb *verb)
{
    unsigned width = left_width(list, verb), at = 0;
    entry e;
    for (size_t i = 0; i < list->n; i++) {
        write_entry(list->at[i], verb, &e);
        const char *right = e.right ? e.right : "";
        unsigned used = (unsigned)strlen(e.left) + 2;
        used = used > width ? used : width;
        unsigned whole = used + (unsigned)strlen(right);
        bool beside = at && at <= HALF && HALF + 2 + whole <= CLI_COLUMNS;
        if (at)
            fprintf(out, beside ? "%*s" : "\n", (int)(HALF - at), "");
        fprintf(out, "  %-*s%s", (int)used, e.left, right);
        at = (beside ? HALF : 0) + 2 + whole;
    }
    fputs(at ? "\n" : "", out);
}

static void print_told(FILE *out, const cli_verb *verb)
{
    told list = {0};
    tell(&list, verb, CLI_IN_OWN);
    tell(&list, verb, CLI_IN_WHAT_IF);
    if (list.n <= MOST_LINES)
        print_lines(out, &list, verb);
    else
        print_pairs(out, &list, verb);
}

/* "Output:   --json, --max N (of a list), ..." */
static void print_group(FILE *out, const cli_verb *verb, cli_group group,
                        const char *label)
{
    size_t at = 0;
    for (size_t i = 0; i < cli_n_options; i++) {
        const cli_option *option = &cli_options[i];
        if (!cli_takes(verb, option) || group_of(option, verb) != group)
            continue;
        entry e;
        char item[128];
        write_entry(option, verb, &e);
        snprintf(item, sizeof item, e.right ? "%s (%s)" : "%s%s", e.left,
                 e.right ? e.right : "");
        size_t n = strlen(item);
        if (!at) {
            at = (size_t)fprintf(out, "%-*s%s", LABEL, label, item);
        } else if (at + 2 + n + 1 > CLI_COLUMNS) {
            fprintf(out, ",\n%*s%s", LABEL, "", item);
            at = LABEL + n;
        } else {
            at += (size_t)fprintf(out, ", %s", item);
        }
    }
    fputs(at ? "\n" : "", out);
}

/* The example, and some of what it answers. */
static void print_example(FILE *out, const cli_verb *verb)
{
    fprintf(out, "%-*scomitia %s\n", LABEL, "Example:", verb->example);
    for (const char *at = verb->answer; at && *at; at += *at == '\n') {
        size_t n = strcspn(at, "\n");
        fprintf(out, "%*s%.*s\n", LABEL + 2, "", (int)n, at);
        at += n;
    }
}

static void print_verb_short(FILE *out, const cli_verb *verb)
{
    static const char *const labels[CLI_N_GROUPS] = {
        [CLI_IN_OUTPUT] = "Output:",
        [CLI_IN_WORK] = "Work:",
        [CLI_IN_ALWAYS] = "Always:",
    };
    cli_print_usage(out, verb);
    fprintf(out, "%s:", verb->name);
    cli_wrap(out, verb->does, (unsigned)strlen(verb->name) + 1, 2);
    fputc('\n', out);
    print_example(out, verb);
    fputc('\n', out);
    if (verb->id == CLI_WATCH)
        fputs(CLI_WATCHED, out);
    print_told(out, verb);
    for (unsigned group = CLI_IN_OUTPUT; group < CLI_N_GROUPS; group++)
        print_group(out, verb, group, labels[group]);
    fprintf(out, "%-*scomitia help %s, man comitia\n", LABEL,
            "In full:", verb->name);
}

static void print_all_short(FILE *out)
{
    size_t half = (cli_n_verbs + 1) / 2;
    fputs("comitia: who can decide what, exactly.\n"
          "usage: comitia VERB FILE [words and options in any order]\n\n"
          "Example:  comitia brief examples/cambodia-2016.comitia\n"
          "          comitia power --quota 58 50 30 20 15\n\n",
          out);
    for (size_t i = 0; i < half; i++) {
        const cli_verb *left = &cli_verbs[i];
        fprintf(out, "  %-10s%-28s", left->name, left->few);
        if (i + half < cli_n_verbs)
            fprintf(out, "%-13s%s", cli_verbs[i + half].name,
                    cli_verbs[i + half].few);
        fputc('\n', out);
    }
    fputs("\nA verb and its options: comitia VERB --help\n"
          "In full: comitia help, comitia help VERB, man comitia\n",
          out);
}

void cli_print_short_help(FILE *out, const cli_verb *verb)
{
    if (verb)
        print_verb_short(out, verb);
    else
        print_all_short(out);
}
