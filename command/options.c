#include "options.h"

#include <string.h>

#define V(verb) (UINT32_C(1) << (verb))

enum { ANY_NAMES = 1u << 30 };

const cli_verb cli_verbs[] = {
    {"check", COMITIA_CHECK, "FILE...",
     "read and check the files, run every expect line", "check model.comitia",
     0, ANY_NAMES},
    {"brief", COMITIA_BRIEF, "FILE",
     "the whole briefing: law, history, reports, talks", "brief model.comitia",
     0, 0},
    {"status", COMITIA_STATUS, "FILE [NAME...]",
     "certain, impossible or open; what is needed, what stops it",
     "status model.comitia Arrest", 0, ANY_NAMES},
    {"needs", COMITIA_NEEDS, "FILE ACT",
     "seats needed and missing, and who could supply them",
     "needs model.comitia Lift", 1, 1},
    {"can", COMITIA_CAN, "FILE WHO[,WHO...] force|block NAME",
     "whether these players can force or block something",
     "can model.comitia CNRP,Sokha block Arrest", 3, ANY_NAMES},
    {"who", COMITIA_WHO, "FILE NAME",
     "the smallest coalitions that force or block it",
     "who model.comitia Arrest", 1, 1},
    {"power", COMITIA_POWER, "FILE NAME", "the power indices of the players",
     "power model.comitia Lift --index banzhaf,shapley", 1, 1},
    {"chance", COMITIA_CHANCE, "FILE NAME",
     "the probability, or its exact range", "chance model.comitia Lift", 1, 1},
    {"belief", COMITIA_BELIEF, "FILE [NAME...]",
     "how certain each reported claim is", "belief model.comitia Raid", 0,
     ANY_NAMES},
    {"deal", COMITIA_DEAL, "FILE [TALKS]",
     "whether talks can end in a deal, what clashes, who must yield",
     "deal model.comitia", 0, 1},
    {"timeline", COMITIA_TIMELINE, "FILE", "what each event changed",
     "timeline model.comitia", 0, 0},
    {"why", COMITIA_WHY, "FILE NAME",
     "the smallest reasons for its present value", "why model.comitia Arrest",
     1, 1},
    {"how", COMITIA_HOW, "FILE NAME", "the smallest changes that flip it",
     "how model.comitia Arrest", 1, 1},
    {"show", COMITIA_SHOW, "FILE", "what the file defines, as a list or drawn",
     "show model.comitia --svg", 0, 0},
    {"diff", COMITIA_DIFF, "OLD NEW",
     "what changed in the answers from one file to another",
     "diff before.comitia after.comitia", 0, 0},
    {"sweep", COMITIA_SWEEP, "FILE VERB NAME... --vary WHAT...",
     "one question at every point of a grid, as a table in CSV",
     "sweep model.comitia power Lift --vary \"quota Lift 50%..80%\"", 1,
     ANY_NAMES},
    {"seats", COMITIA_SEATS, "--method METHOD --seats N NAME=VOTES...",
     "votes to seats, with the divisor that shows it and every tie",
     "seats --method dhondt --seats 10 Green=4100 Blue=3300 Gold=1600", 0, 0},
    {"poll", COMITIA_POLL,
     "--size N --method METHOD --seats N NAME=SHARE...",
     "from a poll to the chances of parties and coalitions",
     "poll --size 1000 --method dhondt --seats 100 A=40% B=35% C=20%",
     0, 0},
    {"explain", COMITIA_EXPLAIN, "CODE",
     "a page about a diagnostic, with a wrong and a right example",
     "explain C0104", 1, 1},
    {"fmt", CLI_FMT, "FILE", "the file in its standard layout",
     "fmt model.comitia", 0, 0},
    {"import", CLI_IMPORT, "csv|popolo|parlgov FILE",
     "data of others as a model: parties, members, votes",
     "import csv parties.csv -o parties.comitia", 0, 0},
    {"page", CLI_PAGE, "FILE",
     "the file as a page for a browser, with all that answers it",
     "page model.comitia -o model.html", 0, 0},
    {"watch", CLI_WATCH, "[VERB] FILE...",
     "answers again whenever a file changes; brief without a verb",
     "watch needs model.comitia Lift", 0, ANY_NAMES},
    {"lsp", CLI_LSP, "",
     "a language server for editors, over standard input and output", "lsp", 0,
     0},
    {"help", CLI_HELP, "[VERB]", "this text, or that of one verb", "help power",
     0, 1},
    {"completions", CLI_COMPLETIONS, "bash|zsh|fish",
     "words for the Tab key of a shell", "completions bash", 1, 1},
};
const size_t cli_n_verbs = sizeof cli_verbs / sizeof *cli_verbs;

/* Verbs that ask about a file on a day, under suppositions. */
#define ASKING                                                                 \
    (V(COMITIA_BRIEF) | V(COMITIA_STATUS) | V(COMITIA_NEEDS) |                 \
     V(COMITIA_CAN) | V(COMITIA_WHO) | V(COMITIA_POWER) | V(COMITIA_CHANCE) |  \
     V(COMITIA_BELIEF) | V(COMITIA_DEAL) | V(COMITIA_TIMELINE) |               \
     V(COMITIA_WHY) | V(COMITIA_HOW))
/* And sweep, which asks one of them. */
#define ASKED (ASKING | V(COMITIA_SWEEP))
#define POWER (V(COMITIA_POWER) | V(COMITIA_SWEEP))
#define SEATS V(COMITIA_SEATS)
#define POLL V(COMITIA_POLL)
#define WITH_MODEL (ASKED | V(COMITIA_CHECK) | V(COMITIA_SHOW))
#define ANSWERS                                                                \
    (WITH_MODEL | V(COMITIA_DIFF) | V(COMITIA_EXPLAIN) | SEATS | POLL)
#define ALL                                                                    \
    (ANSWERS | V(CLI_FMT) | V(CLI_IMPORT) | V(CLI_PAGE) | V(CLI_HELP) |        \
     V(CLI_COMPLETIONS) | V(CLI_LSP))

const cli_option cli_options[] = {
    {"on", 0, CLI_ON, "DATE", ASKED | V(COMITIA_DIFF) | V(CLI_IMPORT),
     "as of that day; a month or year means its last day"},
    {"suppose", 0, CLI_SUPPOSE, "WHAT", ASKED | V(COMITIA_DIFF),
     "NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent; may be "
     "given several times"},
    {"vary", 0, CLI_VARY, "WHAT", ASKED,
     "another model: \"seats A->B 5\", \"quota ACT 60%\" or \"chance FACT "
     "1/3\"; may be given several times"},
    {"each", 0, CLI_EACH, "FACT", ASKING,
     "once for each value of a fact or choice, side by side"},
    {"free", 0, CLI_FREE, "PARTY|all", ASKED | V(COMITIA_DIFF),
     "each seat of the party decides for itself"},
    {"otherwise", 0, CLI_OTHERWISE, "oppose|absent|worst", ASKED | V(COMITIA_DIFF),
     "what the others do: vote against (default), stay away, or the worst"},
    {"ballots", 0, CLI_BALLOTS, "two|three", V(COMITIA_POWER),
     "three: yes, abstain and no are equally likely"},
    {"index", 0, CLI_INDEX, "LIST", POWER,
     "only these, with commas: swings, banzhaf, banzhaf_absolute, shapley, "
     "deegan_packel, holler, johnston, coleman_prevent, coleman_initiate; "
     "further: rae, satisfaction, coleman_collective"},
    {"unions", 0, CLI_UNIONS, "A+B,C+D|groups", POWER,
     "players who act as one outside: Owen, Banzhaf-Owen, symmetric Banzhaf"},
    {"order", 0, CLI_ORDER, NULL, POWER,
     "who dominates whom, who is alike; vetoers, dictators, dummies"},
    {"importance", 0, CLI_IMPORTANCE, NULL, V(COMITIA_CHANCE),
     "what each fact and act does to the chance"},
    {"quota", 0, CLI_QUOTA, "Q", POWER | SEATS | POLL,
     "power: at least Q of the weights: 58 and 58.5 are absolute, 2/3 and 85% "
     "shares; largest-remainder: hare, droop, hagenbach-bischoff or "
     "imperiali"},
    {"more-than", 0, CLI_MORE_THAN, "Q", POWER,
     "more than Q of the weights"},
    {"csv", 0, CLI_CSV, "TABLE", POWER | SEATS | POLL,
     "players and weights, or parties and votes, from a table"},
    {"weight", 0, CLI_WEIGHT, "COLUMN", POWER,
     "the column of weights"},
    {"name", 0, CLI_NAME, "COLUMN", POWER | SEATS | POLL,
     "the column of names (the first)"},
    {"unions-column", 0, CLI_UNIONS_COLUMN, "COLUMN", POWER,
     "rows with the same text in it form a union"},
    {"method", 0, CLI_METHOD, "METHOD", SEATS | POLL,
     "dhondt (jefferson), sainte-lague (webster), modified-sainte-lague, "
     "adams, dean, huntington-hill or largest-remainder"},
    {"seats", 0, CLI_SEATS, "N", SEATS | POLL, "the seats to be given out"},
    {"votes", 0, CLI_VOTES, "COLUMN", SEATS | POLL,
     "the column of votes; of poll that of shares"},
    {"hurdle", 0, CLI_HURDLE, "Q", SEATS | POLL,
     "only parties with at least 5%, 1/20 of all valid votes, or 2000 votes"},
    {"hurdle-more-than", 0, CLI_HURDLE_MORE_THAN, "Q", SEATS | POLL,
     "only parties with more than that"},
    {"hurdle-of", 0, CLI_HURDLE_OF, "all|district", SEATS,
     "whose votes the hurdle is a share of, where there are districts"},
    {"valid", 0, CLI_VALID, "N", SEATS,
     "all valid votes, where the list leaves parties out"},
    {"exempt", 0, CLI_EXEMPT, "LIST", SEATS | POLL,
     "parties without a hurdle, with commas"},
    {"district", 0, CLI_DISTRICT, "COLUMN", SEATS,
     "the column of districts; each is given out by itself"},
    {"district-seats", 0, CLI_DISTRICT_SEATS, "COLUMN", SEATS,
     "the column of the seats of each district"},
    {"base", 0, CLI_BASE, "COLUMN", SEATS,
     "the column of base seats, such as direct mandates; without a table "
     "NAME=N,NAME=N"},
    {"base-exempts", 0, CLI_BASE_EXEMPTS, "N", SEATS,
     "so many base seats pass the hurdle too"},
    {"overhang", 0, CLI_OVERHANG, "within|added", SEATS,
     "base seats that the votes do not give: within the seats, or added"},
    {"size", 0, CLI_SIZE, "N", POLL, "how many were asked"},
    {"majority", 0, CLI_MAJORITY, "N", POLL,
     "seats of a majority (more than half)"},
    {"coalition", 0, CLI_COALITION, "A+B", POLL,
     "a coalition to judge, or all that win in some draw and need everybody; "
     "may be given several times"},
    {"doubt-given", 0, CLI_DOUBT_GIVEN, NULL,
     V(COMITIA_DEAL) | V(COMITIA_BRIEF), "givens may be given up too"},
    {"dot", 0, CLI_DOT, NULL, V(COMITIA_SHOW), "as a graph for Graphviz"},
    {"svg", 0, CLI_SVG, NULL,
     V(COMITIA_SHOW) | V(COMITIA_NEEDS) | V(COMITIA_POWER),
     "as a picture: the file, seats and thresholds, power as bars"},
    {"format", 0, CLI_FORMAT,
     "text|json|markdown|html|dot|svg|csv|popolo|comitia", ANSWERS,
     "how to print; markdown and html are of brief, dot and popolo of show, "
     "svg of show, needs and power, comitia (a model with the seats) of seats, "
     "csv of all that list"},
    {"json", 0, CLI_JSON, NULL, ANSWERS, "the same as --format json"},
    {"max", 0, CLI_MAX, "N", ANSWERS, "items of a list shown in text (20)"},
    {"digits", 0, CLI_DIGITS, "N", ASKED | SEATS | POLL,
     "digits of decimals (12)"},
    {"limit", 0, CLI_LIMIT, "STEPS", ANSWERS,
     "work that one question may take (10000000000)"},
    {"memory", 0, CLI_MEMORY, "SIZE", ANSWERS | V(CLI_FMT) | V(CLI_LSP),
     "memory it may take: 512M, 4G (half of what there is); 0: no bound"},
    {"exact", 0, CLI_EXACT, NULL, POWER,
     "fractions or nothing, no decimals that are proved"},
    {"certified", 0, CLI_CERTIFIED, "[=DIGITS]", POWER,
     "between two decimals, so many places after the point certain (9)"},
    {"threads", 0, CLI_THREADS, "N", ASKED | V(COMITIA_CHECK),
     "processors used at a time (all); the answer is the same"},
    {"sample", 0, CLI_SAMPLE, "N",
     POWER | V(COMITIA_CHANCE) | POLL,
     "N random draws where counting is out of reach; of poll (10000)"},
    {"verify", 0, CLI_VERIFY, NULL, ASKING,
     "the answer again by an independent method; exit 70 if they differ"},
    {"strict", 0, CLI_STRICT, NULL, WITH_MODEL,
     "warnings and notes count as errors"},
    {"body", 0, CLI_BODY, "NAME", V(CLI_IMPORT),
     "the organization whose members are counted; of a table: its name"},
    {"vote", 0, CLI_VOTE, "ID", V(CLI_IMPORT),
     "the vote event to record as a vote"},
    {"country", 0, CLI_COUNTRY, "NAME", V(CLI_IMPORT),
     "the country of ParlGov's table"},
    {"act", 0, CLI_ACT, "NAME", V(CLI_IMPORT), "what the recorded vote decides"},
    {"members", 0, CLI_MEMBERS, NULL, V(CLI_IMPORT),
     "every member an entry of its own, the parties as groups"},
    {"column", 0, CLI_COLUMN, "WHAT=COLUMN", V(CLI_IMPORT),
     "the column of party, seats, name, member, weight, colour, stance or "
     "ballot; may be given several times"},
    {"output", 'o', CLI_OUTPUT, "FILE", V(CLI_PAGE) | V(CLI_IMPORT),
     "where to write it"},
    {"stdio", 0, CLI_STDIO, NULL, V(CLI_LSP),
     "over standard input and output, which is all there is; editors say it"},
    {"color", 0, CLI_COLOR, "auto|never|always", ALL, "colours in text (auto)"},
    {"quiet", 'q', CLI_QUIET, NULL, ALL, "the answer's line only"},
    {"version", 0, CLI_VERSION_OPTION, NULL, ALL, "which version this is"},
    {"help", 'h', CLI_HELP_OPTION, NULL, ALL, "help, also after a verb"},
};
const size_t cli_n_options = sizeof cli_options / sizeof *cli_options;

const cli_verb *cli_find_verb(const char *name)
{
    for (size_t i = 0; i < cli_n_verbs; i++)
        if (strcmp(cli_verbs[i].name, name) == 0)
            return &cli_verbs[i];
    return NULL;
}

const cli_option *cli_find_option(const char *name, size_t n)
{
    for (size_t i = 0; i < cli_n_options; i++)
        if (strlen(cli_options[i].name) == n &&
            memcmp(cli_options[i].name, name, n) == 0)
            return &cli_options[i];
    /* The other spelling; the table has one row an option. */
    if (n == 6 && memcmp(name, "colour", n) == 0)
        return cli_find_option("color", 5);
    return NULL;
}

bool cli_needs_value(const cli_option *option)
{
    return option->value && *option->value != '[';
}

bool cli_takes(const cli_verb *verb, const cli_option *option)
{
    return option->verbs & V(verb->id);
}
