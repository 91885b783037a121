#include "subject.h"

#include <stdlib.h>
#include <string.h>

#include "complain.h"
#include "word_list.h"

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
            if (!step || !cli_push(&arguments->owned, step)) {
                free(step);
                return cli_no_memory(arguments);
            }
            snprintf(step, bytes, "%s %s %s", at[i], at[i + 1], at[i + 2]);
            name = step;
            i += 2;
        }
        if (!cli_push(&arguments->names, name))
            return cli_no_memory(arguments);
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
        return cli_wrong(arguments, "force or block?");
    if (k == 0)
        return cli_wrong(arguments, "who is to %s it?", at[k]);
    for (size_t i = 0; i < k; i++) {
        /* "A, B" and "A ,B" come as two words with a comma at an end. */
        const char *word = at[i];
        size_t length = strlen(word);
        if (length > 1 && word[0] == ',' && i > 0)
            word++, length--;
        else if (length > 1 && word[length - 1] == ',' && i + 1 < k)
            length--;
        char *list = cli_keep(arguments, word, length);
        if (!list)
            return cli_no_memory(arguments);
        int error = cli_split(arguments, list, "players", &arguments->who);
        if (error)
            return error;
    }
    arguments->question.block = strcmp(at[k], "block") == 0;
    int error = take_names(arguments, at + k + 1, n - k - 1);
    if (!error && arguments->names.n != 1)
        return cli_wrong(arguments,
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
        return cli_wrong(arguments,
                         "--ballots three: what an abstention does is "
                         "said by a rule in a file");
    if (question->otherwise != COMITIA_OPPOSE)
        return cli_wrong(arguments,
                         "with --ballots three everybody votes on their "
                         "own: --otherwise has no meaning");
    if (question->certified || question->order || arguments->unions.n)
        return cli_wrong(arguments,
                         "--ballots three gives fractions or a sample: "
                         "--certified, --unions and --order do not go with it");
    return 0;
}

static int take_quick(cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    if (question->on || question->each || arguments->suppose.n ||
        arguments->vary.n || arguments->free.n ||
        question->otherwise != COMITIA_OPPOSE)
        return cli_wrong(
            arguments,
            "a weighted rule has no days, facts or parties: "
            "--on, --suppose, --vary, --each, --free and --otherwise need "
            "a file");
    if (!question->quota)
        return cli_wrong(arguments,
                         "--%s: a weighted rule needs its quota: --quota Q",
                         question->csv ? "csv" : "weight");
    if (question->csv && arguments->words.n)
        return cli_wrong(arguments,
                         "weights come from %s or from the command line, "
                         "not from both",
                         question->csv);
    if (question->csv && !question->weight_column)
        return cli_wrong(arguments,
                         "--csv %s: which column has the weights? "
                         "--weight COLUMN",
                         question->csv);
    if (question->unions_column && arguments->unions.n)
        return cli_wrong(arguments,
                         "unions come from a column or from the command line, "
                         "not from both");
    if (!question->csv && (question->weight_column || question->name_column ||
                           question->unions_column))
        return cli_wrong(arguments, "a column of which table? --csv TABLE");
    if (!question->csv && !arguments->words.n)
        return cli_wrong(arguments, "which weights? they follow the quota");
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
    seats->joint = arguments->joint.at;
    seats->n_joint = arguments->joint.n;
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

bool cli_takes_weights(const cli_arguments *arguments)
{
    return is_quick(arguments) && !arguments->question.csv;
}

/* csv|popolo|parlgov FILE */
static int take_import(cli_arguments *arguments)
{
    static const char *const kinds[] = {"csv", "popolo", "parlgov"};
    const char *const *at = arguments->words.at;
    size_t n = arguments->words.n, k = 0;
    if (n == 0)
        return cli_wrong(arguments, "import: csv, popolo or parlgov?");
    while (k < 3 && strcmp(at[0], kinds[k]) != 0)
        k++;
    if (k == 3)
        return cli_wrong(arguments,
                         "import: %s is none of csv, popolo, parlgov", at[0]);
    if (n == 1)
        return cli_wrong(arguments, "import %s: which file?", at[0]);
    if (n > 2)
        return cli_wrong(arguments, "import: what is \"%s\" for?", at[2]);
    arguments->import.kind = (comitia_import_kind)k;
    return cli_push(&arguments->files, at[1]) ? 0 : cli_no_memory(arguments);
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
        return cli_wrong(arguments, "%s: something is missing", verb->name);
    if (arguments->names.n > verb->most)
        return cli_wrong(arguments, "%s: what is \"%s\" for?", verb->name,
                         arguments->names.at[verb->most]);
    return 0;
}

/* sweep FILE VERB NAME...: which verbs may be asked, the library says. */
static int take_asked(cli_arguments *arguments, const char *const *at, size_t n)
{
    const cli_verb *asked = n ? cli_find_verb(at[0]) : NULL;
    if (!n)
        return cli_wrong(arguments, "what is asked at every point?");
    if (!asked || asked->id >= COMITIA_DIFF)
        return cli_wrong(arguments, "no question is called \"%s\"", at[0]);
    arguments->question.asks = (comitia_verb)asked->id;
    return take_subject(arguments, asked, at + 1, n - 1);
}

/* FILE and the names behind it. */
int cli_take_words(cli_arguments *arguments)
{
    const cli_verb *verb = arguments->verb;
    const char *const *at = arguments->words.at;
    size_t n = arguments->words.n;
    if (arguments->question.exact && arguments->question.certified)
        return cli_wrong(arguments,
                         "fractions or decimals: --exact or --certified");
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
        return cli_wrong(arguments, "%s: which file?", verb->name);
    size_t n_files = verb->id == COMITIA_CHECK  ? n
                     : verb->id == COMITIA_DIFF ? 2
                                                : 1;
    if (n < n_files)
        return cli_wrong(arguments, "%s: which second file?", verb->name);
    for (size_t i = 0; i < n_files; i++)
        if (!cli_push(&arguments->files, at[i]))
            return cli_no_memory(arguments);
    at += n_files;
    n -= n_files;
    return verb->id == COMITIA_SWEEP ? take_asked(arguments, at, n)
                                     : take_subject(arguments, verb, at, n);
}
