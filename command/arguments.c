#include "arguments.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "exits.h"
#include "nearest.h"

enum { CERTAIN_PLACES = 9 }; /* --certified without a number */

/* An option as it stood on the command line. */
typedef struct setting {
    const cli_option *option;
    const char *value; /**< "" if it takes none */
} setting;

/* Says what is wrong, how it is used and an example. */
static void complain(const cli_arguments *arguments, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same as an expression: the exit code of wrong usage. */
#define wrong(...) (complain(__VA_ARGS__), CLI_EXIT_USAGE)

static void complain(const cli_arguments *arguments, const char *format, ...)
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

static int no_memory(const cli_arguments *arguments)
{
    fputs("comitia: out of memory\n", arguments->err);
    return CLI_EXIT_LIMIT;
}

static bool push(cli_words *words, const char *word)
{
    if (words->n == words->cap) {
        size_t cap = words->cap ? 2 * words->cap : 8;
        const char **at = realloc(words->at, cap * sizeof *at);
        if (!at)
            return false;
        words->at = at;
        words->cap = cap;
    }
    words->at[words->n++] = word;
    return true;
}

/* A copy of n bytes that lives as long as the arguments. */
static char *keep(cli_arguments *arguments, const char *at, size_t n)
{
    char *copy = strndup(at, n);
    if (copy && !push(&arguments->owned, copy)) {
        free(copy);
        return NULL;
    }
    return copy;
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Adds the items of "a, b,c". 0, 64 for an empty one. */
static int split(cli_arguments *arguments, const char *list, const char *what,
                 cli_words *into)
{
    for (const char *at = list;; at++) {
        size_t n = strcspn(at, ",");
        const char *end = at + n, *first = at, *last = end;
        while (first < last && blank(*first))
            first++;
        while (first < last && blank(last[-1]))
            last--;
        if (first == last)
            return wrong(arguments, "\"%s\": an empty name among the %s", list,
                         what);
        char *item = keep(arguments, first, (size_t)(last - first));
        if (!item || !push(into, item))
            return no_memory(
                arguments); /* NOLINT: arguments->owned has the item */
        if (!*end)
            return 0;
        at = end;
    }
}

/* ---- the words ---------------------------------------------------------- */

static int unknown_option(const cli_arguments *arguments, const char *word,
                          size_t n)
{
    char name[64] = "";
    if (n < sizeof name)
        memcpy(name, word, n);
    cli_nearest nearest = {.word = name};
    for (size_t i = 0; *name && i < cli_n_options; i++)
        cli_consider(&nearest, cli_options[i].name);
    if (nearest.best)
        return wrong(arguments, "no option --%.*s; did you mean --%s?", (int)n,
                     word, nearest.best);
    return wrong(arguments, "no option --%.*s", (int)n, word);
}

/* The usage that is shown is that of another verb. */
static const cli_arguments *like(cli_arguments *arguments, const char *verb)
{
    arguments->verb = cli_find_verb(verb);
    return arguments;
}

static int unknown_verb(cli_arguments *arguments, const char *word)
{
    cli_nearest nearest = {.word = word};
    for (size_t i = 0; i < cli_n_verbs; i++)
        cli_consider(&nearest, cli_verbs[i].name);
    if (nearest.best)
        return wrong(like(arguments, nearest.best),
                     "no verb \"%s\"; did you mean \"%s\"?", word,
                     nearest.best);
    size_t n = strlen(word);
    if (n > 8 && strcmp(word + n - 8, ".comitia") == 0)
        return wrong(like(arguments, "brief"),
                     "a verb comes before the file: what is to be done "
                     "with %s?",
                     word);
    return wrong(arguments, "no verb \"%s\"", word);
}

static int takes_no_option(const cli_arguments *arguments,
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
    return wrong(arguments, "%s takes no --%s; taken by: %s",
                 arguments->verb->name, option->name, others);
}

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
                      setting *into)
{
    if (value && !option->value)
        return wrong(arguments, "--%s takes no value", option->name);
    if (!value && cli_needs_value(option)) {
        if (*i + 1 == argc)
            return wrong(arguments, "--%s needs a value: --%s %s", option->name,
                         option->name, option->value);
        value = argv[++*i];
    }
    *into = (setting){option, value ? value : ""};
    return 0;
}

/* Reads "--name", "--name=value", "--name value", "-q" or
   "-o value" at argv[*i]. */
static int read_option(const cli_arguments *arguments, int argc, char **argv,
                       int *i, setting *into)
{
    const char *word = argv[*i];
    if (word[1] != '-') {
        const cli_option *short_form = find_letter(word);
        if (short_form)
            return with_value(arguments, short_form, NULL, argc, argv, i, into);
        return cli_find_option(word + 1, strcspn(word + 1, "="))
                   ? wrong(arguments, "%s: write -%s, with two dashes", word,
                           word)
                   : wrong(arguments, "no option %s", word);
    }
    const char *name = word + 2;
    size_t n = strcspn(name, "=");
    const cli_option *option = cli_find_option(name, n);
    if (!option)
        return unknown_option(arguments, name, n);
    const char *value = name[n] ? name + n + 1 : NULL;
    return with_value(arguments, option, value, argc, argv, i, into);
}

/* "-5" is a word, if not a sensible one: the library says why. */
static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] && !(word[1] >= '0' && word[1] <= '9');
}

/* The verb is the first word; it is looked for first, so that what is said
   about an option can name it. */
static const char *first_word(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!is_option(argv[i]))
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

/* ---- the values --------------------------------------------------------- */

static int read_count(const cli_arguments *arguments, const setting *set,
                      uint64_t most, uint64_t *into)
{
    const char *text = set->value;
    uint64_t value = 0;
    bool fits = *text != '\0';
    for (const char *c = text; *c && fits; c++) {
        if (*c == '_' && c > text && c[1])
            continue;
        unsigned digit = (unsigned char)*c - '0';
        fits = digit < 10 && value <= (most - digit) / 10;
        value = 10 * value + digit;
    }
    if (!fits || value == 0)
        return wrong(arguments,
                     "--%s %s: a whole number from 1 to %llu is needed",
                     set->option->name, text, (unsigned long long)most);
    *into = value;
    return 0;
}

/* Which of the option's "a|b|c" the value is: 0, 1, ... into *which. */
static int read_word(const cli_arguments *arguments, const setting *set,
                     unsigned *which)
{
    const char *list = set->option->value;
    size_t length = strlen(set->value);
    unsigned k = 0;
    for (const char *at = list; *at; k++) {
        size_t n = strcspn(at, "|");
        if (n == length && memcmp(at, set->value, n) == 0) {
            *which = k;
            return 0;
        }
        at += n + (at[n] == '|');
    }
    return wrong(arguments, "--%s %s: one of %s is needed", set->option->name,
                 set->value, list);
}

static int set_format(const setting *set, cli_arguments *arguments)
{
    static const comitia_format formats[] = {
        COMITIA_TEXT, COMITIA_JSON, COMITIA_MARKDOWN,
        COMITIA_HTML, COMITIA_DOT,  COMITIA_SVG,
        COMITIA_CSV,  COMITIA_POPOLO, COMITIA_MODEL,
    };
    unsigned which = 0;
    int error = read_word(arguments, set, &which);
    if (error)
        return error;
    const cli_verb *verb = arguments->verb;
    comitia_format format = formats[which];
    if ((format == COMITIA_MARKDOWN || format == COMITIA_HTML) &&
        verb->id != COMITIA_BRIEF)
        return wrong(arguments, "%s has no format %s; brief has", verb->name,
                     set->value);
    if (format == COMITIA_SVG && verb->id != COMITIA_SHOW &&
        verb->id != COMITIA_NEEDS && verb->id != COMITIA_POWER)
        return wrong(arguments, "%s has no format svg; show, needs, power have",
                     verb->name);
    if ((format == COMITIA_DOT || format == COMITIA_POPOLO) &&
        verb->id != COMITIA_SHOW)
        return wrong(arguments, "%s has no format %s; show has", verb->name,
                     set->value);
    if (format == COMITIA_CSV &&
        (verb->id == COMITIA_BRIEF || verb->id == COMITIA_EXPLAIN))
        return wrong(arguments, "%s has no format csv: it is no list",
                     verb->name);
    if (format == COMITIA_MODEL && verb->id != COMITIA_SEATS)
        return wrong(arguments, "%s has no format %s; seats has", verb->name,
                     set->value);
    arguments->print.format = format;
    return 0;
}

static int set_number(const setting *set, cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    uint64_t value = 0;
    int error = 0;
    switch (set->option->id) {
    case CLI_MAX:
        return read_count(arguments, set, UINT64_MAX, &arguments->print.most);
    case CLI_LIMIT:
        return read_count(arguments, set, UINT64_MAX, &question->limit);
    case CLI_SAMPLE:
        return read_count(arguments, set, UINT64_MAX, &question->sample);
    case CLI_THREADS:
        error = read_count(arguments, set, 1024, &value);
        arguments->threads = (uint32_t)value;
        return error;
    case CLI_CERTIFIED:
        if (*set->value)
            error = read_count(arguments, set, 1000, &value);
        question->certified = *set->value ? (unsigned)value : CERTAIN_PLACES;
        return error;
    case CLI_SIZE:
        return read_count(arguments, set, UINT64_MAX, &arguments->seats.size);
    default:
        error = read_count(arguments, set, 10000, &value);
        question->digits = (unsigned)value;
        return error;
    }
}

/* "512M": bytes, or so many units of 1024 bytes, their squares, ... */
static int set_memory(const setting *set, cli_arguments *arguments)
{
    static const char units[] = "KMGT";
    const char *c = set->value;
    uint64_t value = 0;
    bool fits = *c >= '0' && *c <= '9';
    for (; fits && *c >= '0' && *c <= '9'; c++) {
        uint64_t digit = (uint64_t)(*c - '0');
        fits = value <= (UINT64_MAX - digit) / 10;
        value = 10 * value + digit;
    }
    const char *unit =
        *c ? strchr(units, *c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c) : NULL;
    unsigned bits = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    fits = fits && (!*c || (unit && !c[1])) && value <= UINT64_MAX >> bits;
    if (!fits)
        return wrong(arguments,
                     "--memory %s: a size is needed, like 512M or 4G (0: no "
                     "bound)",
                     set->value);
    arguments->memory = value << bits;
    arguments->memory_given = true;
    return 0;
}

static int set_choice(const setting *set, cli_arguments *arguments)
{
    unsigned which = 0;
    int error = read_word(arguments, set, &which);
    if (error)
        return error;
    if (set->option->id == CLI_COLOR)
        arguments->colour = (cli_when)which;
    else if (set->option->id == CLI_BALLOTS)
        arguments->question.three_ballots = which == 1;
    else
        arguments->question.otherwise = (comitia_participation)which;
    return 0;
}

/* Options whose value is kept as it is. */
static const char **text_of(cli_arguments *arguments, cli_option_id id)
{
    comitia_question *question = &arguments->question;
    switch (id) {
    case CLI_OUTPUT: return &arguments->output;
    case CLI_BODY: return &arguments->import.body;
    case CLI_VOTE: return &arguments->import.vote;
    case CLI_COUNTRY: return &arguments->import.country;
    case CLI_ACT: return &arguments->import.act;
    case CLI_ON: return &question->on;
    case CLI_EACH: return &question->each;
    case CLI_CSV: return &question->csv;
    case CLI_METHOD: return &arguments->seats.method;
    case CLI_SEATS: return &arguments->seats.seats;
    case CLI_VOTES: return &arguments->seats.votes_column;
    case CLI_HURDLE:
    case CLI_HURDLE_MORE_THAN: return &arguments->seats.hurdle;
    case CLI_HURDLE_OF: return &arguments->seats.hurdle_of;
    case CLI_VALID: return &arguments->seats.valid;
    case CLI_DISTRICT: return &arguments->seats.district_column;
    case CLI_DISTRICT_SEATS: return &arguments->seats.district_seats;
    case CLI_BASE: return &arguments->seats.base;
    case CLI_BASE_EXEMPTS: return &arguments->seats.base_exempts;
    case CLI_OVERHANG: return &arguments->seats.overhang;
    case CLI_MAJORITY: return &arguments->seats.majority;
    case CLI_WEIGHT: return &question->weight_column;
    case CLI_NAME: return &question->name_column;
    case CLI_UNIONS_COLUMN: return &question->unions_column;
    case CLI_QUOTA:
    case CLI_MORE_THAN: return &question->quota;
    default: return NULL;
    }
}

static int set_text(const setting *set, cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    const char **text = text_of(arguments, set->option->id);
    if (!*set->value)
        return wrong(arguments, "--%s needs a value: --%s %s",
                     set->option->name, set->option->name, set->option->value);
    if (*text && text == &question->quota)
        return wrong(arguments, "one quota only: --quota or --more-than");
    if (*text && text == &arguments->seats.hurdle)
        return wrong(arguments,
                     "one hurdle only: --hurdle or --hurdle-more-than");
    if (*text)
        return wrong(arguments, "--%s is given twice", set->option->name);
    *text = set->value;
    question->more_than |= set->option->id == CLI_MORE_THAN;
    arguments->seats.hurdle_more_than |=
        set->option->id == CLI_HURDLE_MORE_THAN;
    return 0;
}

static int apply(const setting *set, cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    switch (set->option->id) {
    case CLI_SUPPOSE:
        return push(&arguments->suppose, set->value) ? 0 : no_memory(arguments);
    case CLI_COLUMN:
        return push(&arguments->columns, set->value) ? 0 : no_memory(arguments);
    case CLI_MEMBERS: arguments->import.members = true; return 0;
    case CLI_VARY:
        return push(&arguments->vary, set->value) ? 0 : no_memory(arguments);
    case CLI_FREE:
        return split(arguments, set->value, "parties", &arguments->free);
    case CLI_INDEX:
        return split(arguments, set->value, "indices", &arguments->indices);
    case CLI_UNIONS:
        return split(arguments, set->value, "unions", &arguments->unions);
    case CLI_MAX:
    case CLI_LIMIT:
    case CLI_SAMPLE:
    case CLI_THREADS:
    case CLI_CERTIFIED:
    case CLI_SIZE:
    case CLI_DIGITS: return set_number(set, arguments);
    case CLI_MEMORY: return set_memory(set, arguments);
    case CLI_EXEMPT:
        return split(arguments, set->value, "parties", &arguments->exempt);
    case CLI_COALITION:
        return push(&arguments->coalitions, set->value) ? 0
                                                        : no_memory(arguments);
    case CLI_OTHERWISE:
    case CLI_BALLOTS:
    case CLI_COLOR: return set_choice(set, arguments);
    case CLI_FORMAT: return set_format(set, arguments);
    case CLI_JSON: arguments->print.format = COMITIA_JSON; return 0;
    case CLI_DOT: arguments->print.format = COMITIA_DOT; return 0;
    case CLI_SVG: arguments->print.format = COMITIA_SVG; return 0;
    case CLI_DOUBT_GIVEN: question->doubt_given = true; return 0;
    case CLI_VERIFY: question->verify = true; return 0;
    case CLI_STRICT: question->strict = true; return 0;
    case CLI_EXACT: question->exact = true; return 0;
    case CLI_ORDER: question->order = true; return 0;
    case CLI_IMPORTANCE: question->importance = true; return 0;
    case CLI_QUIET: arguments->print.quiet = true; return 0;
    case CLI_STDIO: return 0; /* there is no other way */
    default: return set_text(set, arguments);
    }
}

/* An option of the verb. Without a verb only help and the version are of use:
   that the verb is missing or unknown is said later. */
static int use(const setting *set, cli_arguments *arguments)
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
        return takes_no_option(arguments, set->option);
    return apply(set, arguments);
}

/* ---- what the words are ------------------------------------------------- */

/* Steps of a ladder may stand unquoted: Stop to SupremeCourt, Stop at Court;
   "to" and "at" are no names, so nothing else can be meant. */
static int take_names(cli_arguments *arguments, const char *const *at, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *name = at[i];
        if (i + 2 < n &&
            (strcmp(at[i + 1], "to") == 0 || strcmp(at[i + 1], "at") == 0)) {
            size_t bytes = strlen(at[i]) + strlen(at[i + 2]) + 5;
            char *step = calloc(1, bytes);
            if (!step || !push(&arguments->owned, step)) {
                free(step);
                return no_memory(arguments);
            }
            snprintf(step, bytes, "%s %s %s", at[i], at[i + 1], at[i + 2]);
            name = step;
            i += 2;
        }
        if (!push(&arguments->names, name))
            return no_memory(arguments);
    }
    return 0;
}

/* WHO[,WHO...] force|block NAME */
static int take_can(cli_arguments *arguments, const char *const *at, size_t n)
{
    size_t k = 0;
    while (k < n && strcmp(at[k], "force") != 0 && strcmp(at[k], "block") != 0)
        k++;
    if (k == n)
        return wrong(arguments, "force or block?");
    if (k == 0)
        return wrong(arguments, "who is to %s it?", at[k]);
    for (size_t i = 0; i < k; i++) {
        /* "A, B" and "A ,B" come as two words with a comma at an end. */
        const char *word = at[i];
        size_t length = strlen(word);
        if (length > 1 && word[0] == ',' && i > 0)
            word++, length--;
        else if (length > 1 && word[length - 1] == ',' && i + 1 < k)
            length--;
        char *list = keep(arguments, word, length);
        if (!list)
            return no_memory(arguments);
        int error = split(arguments, list, "players", &arguments->who);
        if (error)
            return error;
    }
    arguments->question.block = strcmp(at[k], "block") == 0;
    int error = take_names(arguments, at + k + 1, n - k - 1);
    if (!error && arguments->names.n != 1)
        return wrong(arguments,
                     arguments->names.n ? "one name is needed after %s"
                                        : "%s what?",
                     at[k]);
    return error;
}

/* What three ballots have no meaning for. */
static int check_ballots(cli_arguments *arguments)
{
    const comitia_question *question = &arguments->question;
    if (!question->three_ballots)
        return 0;
    if (question->quota || question->csv)
        return wrong(arguments, "--ballots three: what an abstention does is "
                                "said by a rule in a file");
    if (question->otherwise != COMITIA_OPPOSE)
        return wrong(arguments, "with --ballots three everybody votes on their "
                                "own: --otherwise has no meaning");
    if (question->certified || question->order || arguments->unions.n)
        return wrong(arguments,
                     "--ballots three gives fractions or a sample: "
                     "--certified, --unions and --order do not go with it");
    return 0;
}

static int take_quick(cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    if (question->on || question->each || arguments->suppose.n ||
        arguments->vary.n || arguments->free.n || question->otherwise != COMITIA_OPPOSE)
        return wrong(arguments,
                     "a weighted rule has no days, facts or parties: "
                     "--on, --suppose, --vary, --each, --free and --otherwise need "
                     "a file");
    if (!question->quota)
        return wrong(arguments,
                     "--%s: a weighted rule needs its quota: --quota Q",
                     question->csv ? "csv" : "weight");
    if (question->csv && arguments->words.n)
        return wrong(arguments,
                     "weights come from %s or from the command line, "
                     "not from both",
                     question->csv);
    if (question->csv && !question->weight_column)
        return wrong(arguments,
                     "--csv %s: which column has the weights? "
                     "--weight COLUMN",
                     question->csv);
    if (question->unions_column && arguments->unions.n)
        return wrong(arguments,
                     "unions come from a column or from the command line, "
                     "not from both");
    if (!question->csv && (question->weight_column || question->name_column ||
                           question->unions_column))
        return wrong(arguments, "a column of which table? --csv TABLE");
    if (!question->csv && !arguments->words.n)
        return wrong(arguments, "which weights? they follow the quota");
    question->weights = arguments->words.at;
    question->n_weights = arguments->words.n;
    question->asks = COMITIA_POWER; /* of a sweep */
    return 0;
}

/* seats and poll: what is missing is said by the library, which knows. */
static void take_votes(cli_arguments *arguments)
{
    comitia_seats *seats = &arguments->seats;
    seats->votes = arguments->words.at;
    seats->n_votes = arguments->words.n;
    seats->exempt = arguments->exempt.at;
    seats->n_exempt = arguments->exempt.n;
    seats->coalitions = arguments->coalitions.at;
    seats->n_coalitions = arguments->coalitions.n;
    seats->quota = arguments->question.quota;
    arguments->question.quota = NULL;
    arguments->question.seats = seats;
}

static bool is_quick(const cli_arguments *arguments)
{
    const comitia_question *question = &arguments->question;
    return (arguments->verb->id == COMITIA_POWER ||
            arguments->verb->id == COMITIA_SWEEP) &&
           (question->quota || question->csv || question->weight_column ||
            question->name_column || question->unions_column);
}

/* csv|popolo|parlgov FILE */
static int take_import(cli_arguments *arguments)
{
    static const char *const kinds[] = {"csv", "popolo", "parlgov"};
    const char *const *at = arguments->words.at;
    size_t n = arguments->words.n, k = 0;
    if (n == 0)
        return wrong(arguments, "import: csv, popolo or parlgov?");
    while (k < 3 && strcmp(at[0], kinds[k]) != 0)
        k++;
    if (k == 3)
        return wrong(arguments, "import: %s is none of csv, popolo, parlgov",
                     at[0]);
    if (n == 1)
        return wrong(arguments, "import %s: which file?", at[0]);
    if (n > 2)
        return wrong(arguments, "import: what is \"%s\" for?", at[2]);
    arguments->import.kind = (comitia_import_kind)k;
    return push(&arguments->files, at[1]) ? 0 : no_memory(arguments);
}

/* The names that `verb` is about. */
static int take_subject(cli_arguments *arguments, const cli_verb *verb,
                        const char *const *at, size_t n)
{
    if (verb->id == COMITIA_CAN)
        return take_can(arguments, at, n);
    int error = take_names(arguments, at, n);
    if (error)
        return error;
    if (arguments->names.n < verb->least)
        return wrong(arguments, "%s: something is missing", verb->name);
    if (arguments->names.n > verb->most)
        return wrong(arguments, "%s: what is \"%s\" for?", verb->name,
                     arguments->names.at[verb->most]);
    return 0;
}

/* sweep FILE VERB NAME...: which verbs may be asked, the library says. */
static int take_asked(cli_arguments *arguments, const char *const *at, size_t n)
{
    const cli_verb *asked = n ? cli_find_verb(at[0]) : NULL;
    if (!n)
        return wrong(arguments, "what is asked at every point?");
    if (!asked || asked->id >= COMITIA_DIFF)
        return wrong(arguments, "no question is called \"%s\"", at[0]);
    arguments->question.asks = (comitia_verb)asked->id;
    return take_subject(arguments, asked, at + 1, n - 1);
}

/* FILE and the names behind it. */
static int take_words(cli_arguments *arguments)
{
    const cli_verb *verb = arguments->verb;
    const char *const *at = arguments->words.at;
    size_t n = arguments->words.n;
    if (arguments->question.exact && arguments->question.certified)
        return wrong(arguments, "fractions or decimals: --exact or --certified");
    int odd = check_ballots(arguments);
    if (odd)
        return odd;
    if (is_quick(arguments))
        return take_quick(arguments);
    if (verb->id == CLI_IMPORT)
        return take_import(arguments);
    if (verb->id == COMITIA_SEATS || verb->id == COMITIA_POLL) {
        take_votes(arguments);
        return 0;
    }
    if (verb->id == COMITIA_EXPLAIN || verb->id == CLI_HELP ||
        verb->id == CLI_COMPLETIONS || verb->id == CLI_LSP)
        return take_subject(arguments, verb, at, n);
    if (n == 0)
        return wrong(arguments, "%s: which file?", verb->name);
    size_t n_files = verb->id == COMITIA_CHECK  ? n
                     : verb->id == COMITIA_DIFF ? 2
                                                : 1;
    if (n < n_files)
        return wrong(arguments, "%s: which second file?", verb->name);
    for (size_t i = 0; i < n_files; i++)
        if (!push(&arguments->files, at[i]))
            return no_memory(arguments);
    at += n_files;
    n -= n_files;
    return verb->id == COMITIA_SWEEP ? take_asked(arguments, at, n)
                                     : take_subject(arguments, verb, at, n);
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
    question->unions = arguments->unions.at;
    question->n_unions = arguments->unions.n;
}

int cli_read_arguments(int argc, char **argv, cli_arguments *arguments)
{
    const char *name = first_word(argc, argv);
    const cli_verb *verb = name ? cli_find_verb(name) : NULL;
    bool seen = false, only_words = false;
    int error = 0;
    arguments->verb = verb;
    for (int i = 1; i < argc && !error; i++) {
        setting set = {cli_options, ""};
        if (!only_words && strcmp(argv[i], "--") == 0) {
            only_words = true;
        } else if (!only_words && is_option(argv[i])) {
            error = read_option(arguments, argc, argv, &i, &set);
            if (!error)
                error = use(&set, arguments);
        } else if (!seen) {
            seen = true;
        } else if (!push(&arguments->words, argv[i])) {
            error = no_memory(arguments);
        }
    }
    if (error || arguments->help || arguments->version)
        return error;
    if (!verb)
        return name ? unknown_verb(arguments, name)
                    : wrong(arguments, "what is to be done?");
    if (verb->id < CLI_FMT)
        arguments->question.verb = (comitia_verb)verb->id;
    error = take_words(arguments);
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
    free(arguments->unions.at);
    free(arguments->exempt.at);
    free(arguments->coalitions.at);
}
