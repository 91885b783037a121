#include "options.h"

#include <string.h>

#define V(verb) (UINT32_C(1) << (verb))

enum { ANY_NAMES = 1u << 30 };

const cli_verb cli_verbs[] = {
    {"check", COMITIA_CHECK, "FILE...",
     "read and check the files, run every expect line", "read and check files",
     "check model.comitia",
     "model.comitia: 28 expectations, all hold.", 0, ANY_NAMES},
    {"brief", COMITIA_BRIEF, "FILE",
     "the whole briefing: law, history, reports, talks", "the whole briefing",
     "brief model.comitia",
     "A lawful charge (Charge): certain if Reading is Court", 0, 0},
    {"status", COMITIA_STATUS, "FILE [NAME...]",
     "certain, impossible or open; what is needed, what stops it",
     "certain, impossible, open",
     "status model.comitia Arrest",
     "A lawful arrest (Arrest): open.", 0, ANY_NAMES},
    {"needs", COMITIA_NEEDS, "FILE ACT",
     "seats needed and missing, and who could supply them",
     "seats needed and missing",
     "needs model.comitia Lift",
     "... (Lift): 82 of 123 needed.", 1, 1},
    {"can", COMITIA_CAN, "FILE WHO[,WHO...] force|block NAME",
     "whether these players can force or block something",
     "can they force, block it?",
     "can model.comitia CNRP,Sokha block Arrest",
     "yes if Reading is Defence ...\n"
     "no if Reading is Court ...", 3, ANY_NAMES},
    {"who", COMITIA_WHO, "FILE NAME",
     "the smallest coalitions that force or block it", "smallest coalitions",
     "who model.comitia Lift",
     "Can force Lift (1 coalition):\n"
     "- CPP (...) and CNRP (...)", 1, 1},
    {"power", COMITIA_POWER, "FILE NAME",
     "the power indices of the players", "the power indices",
     "power model.comitia Lift --index banzhaf,shapley",
     "... (Lift): 2 players; 1 of 4 coalitions win.", 1, 1},
    {"chance", COMITIA_CHANCE, "FILE NAME",
     "the probability, or its exact range", "the probability",
     "chance model.comitia Lift",
     "... (Lift): chance between 0 and 1 (100 %).", 1, 1},
    {"belief", COMITIA_BELIEF, "FILE [NAME...]",
     "how certain each reported claim is", "certainty of reports",
     "belief model.comitia Raid",
     "Police tried to arrest him (Raid): recorded as true; says so: ...", 0,
     ANY_NAMES},
    {"deal", COMITIA_DEAL, "FILE [TALKS]",
     "whether talks can end in a deal, what clashes, who must yield",
     "can talks succeed?",
     "deal model.comitia",
     "A deal is possible on some goals only.", 0, 1},
    {"timeline", COMITIA_TIMELINE, "FILE",
     "what each event changed", "what each event changed",
     "timeline model.comitia",
     "12 events, of which none changed an outcome.", 0, 0},
    {"why", COMITIA_WHY, "FILE NAME",
     "the smallest reasons for its present value", "the smallest reasons",
     "why model.comitia Charge --suppose Reading=Court",
     "A lawful charge (Charge): certain.\n"
     "Because Reading (...) is Court", 1, 1},
    {"how", COMITIA_HOW, "FILE NAME",
     "the smallest changes that flip it", "changes that flip it",
     "how model.comitia Arrest",
     "It would be so if Lift (the Assembly strips him of immunity) passes.", 1, 1},
    {"show", COMITIA_SHOW, "FILE",
     "what the file defines, as a list or drawn", "what the file defines",
     "show model.comitia --svg", NULL,
     0, 0},
    {"diff", COMITIA_DIFF, "OLD NEW",
     "what changed in the answers from one file to another",
     "two files compared",
     "diff before.comitia after.comitia",
     "The same answers: before.comitia and after.comitia.", 0, 0},
    {"sweep", COMITIA_SWEEP, "FILE VERB NAME... --vary WHAT...",
     "one question at every point of a grid, as a table in CSV",
     "a grid, as CSV",
     "sweep model.comitia needs Lift --vary \"quota Lift 50%..80%\"",
     "quota Lift,needed,missing,to_spare,result,note\n"
     "50%,62,,,,", 1, ANY_NAMES},
    {"seats", COMITIA_SEATS, "--method METHOD --seats N NAME=VOTES...",
     "votes to seats, with the divisor that shows it and every tie",
     "votes to seats",
     "seats --method dhondt --seats 10 Red=4100 Blue=3300 Gold=1600",
     "10 seats by D'Hondt: Red 5, Blue 4, Gold 1.", 0, 0},
    {"poll", COMITIA_POLL, "--size N --method METHOD --seats N NAME=SHARE...",
     "from a poll to the chances of parties and coalitions", "poll to chances",
     "poll --size 1000 --method dhondt --seats 100 A=40% B=35% C=20%",
     "100 seats by D'Hondt; poll of 1,000, sample of 10,000 draws, ...", 0, 0},
    {"explain", COMITIA_EXPLAIN, "CODE",
     "a page about a diagnostic, with a wrong and a right example",
     "about a diagnostic",
     "explain C0104",
     "C0104 (error): a quota without a base.", 1, 1},
    {"fmt", CLI_FMT, "FILE",
     "the file in its standard layout", "the standard layout",
     "fmt model.comitia", NULL,
     0, 0},
    {"import", CLI_IMPORT, "csv|popolo|parlgov FILE",
     "data of others as a model: parties, members, votes",
     "from CSV, Popolo, ParlGov",
     "import csv parties.csv -o parties.comitia", NULL,
     0, 0},
    {"page", CLI_PAGE, "FILE",
     "the file as a page for a browser, with all that answers it",
     "as a page for browsers",
     "page model.comitia -o model.html", NULL,
     0, 0},
    {"watch", CLI_WATCH, "[VERB] FILE...",
     "answers again whenever a file changes; brief without a verb",
     "again at every change",
     "watch needs model.comitia Lift", NULL,
     0, ANY_NAMES},
    {"lsp", CLI_LSP, "",
     "a language server for editors, over standard input and output",
     "a language server",
     "lsp", NULL,
     0, 0},
    {"help", CLI_HELP, "[VERB]",
     "this text, or that of one verb", "all about a verb",
     "help power", NULL,
     0, 1},
    {"completions", CLI_COMPLETIONS, "bash|zsh|fish",
     "words for the Tab key of a shell", "for the Tab key",
     "completions bash", NULL,
     1, 1},
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
#define PICTURES (V(COMITIA_SHOW) | V(COMITIA_NEEDS) | V(COMITIA_POWER))
#define ALL                                                                    \
    (ANSWERS | V(CLI_FMT) | V(CLI_IMPORT) | V(CLI_PAGE) | V(CLI_HELP) |        \
     V(CLI_COMPLETIONS) | V(CLI_LSP))

const cli_format cli_formats[] = {
    {"text", COMITIA_TEXT, ANSWERS},
    {"json", COMITIA_JSON, ANSWERS},
    {"markdown", COMITIA_MARKDOWN, V(COMITIA_BRIEF)},
    {"html", COMITIA_HTML, V(COMITIA_BRIEF)},
    {"dot", COMITIA_DOT, V(COMITIA_SHOW)},
    {"svg", COMITIA_SVG, PICTURES},
    {"csv", COMITIA_CSV, ANSWERS & ~(V(COMITIA_BRIEF) | V(COMITIA_EXPLAIN))},
    {"popolo", COMITIA_POPOLO, V(COMITIA_SHOW)},
    {"comitia", COMITIA_MODEL, SEATS},
};
const size_t cli_n_formats = sizeof cli_formats / sizeof *cli_formats;

const cli_option cli_options[] = {
    {"on", 0, CLI_ON, "DATE", ASKED | V(COMITIA_DIFF) | V(CLI_IMPORT),
     CLI_IN_WHAT_IF, "as of that day",
     "as of that day; a month or year means its last day"},
    {"suppose", 0, CLI_SUPPOSE, "WHAT", ASKED | V(COMITIA_DIFF),
     CLI_IN_WHAT_IF, "Act=no, Party=absent",
     "NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent; may be "
     "given several times"},
    {"vary", 0, CLI_VARY, "WHAT", ASKED,
     CLI_IN_WHAT_IF, "\"seats A->B 5\"",
     "with \"seats A->B 5\", \"quota ACT 60%\" or \"chance FACT 1/3\"; that "
     "makes another model; may be given several times"},
    {"each", 0, CLI_EACH, "FACT", ASKING,
     CLI_IN_WHAT_IF, "for each value",
     "once for each value of a fact or choice, side by side"},
    {"free", 0, CLI_FREE, "PARTY|all", ASKED | V(COMITIA_DIFF),
     CLI_IN_WHAT_IF, "seat by seat",
     "each seat of the party decides for itself"},
    {"otherwise", 0, CLI_OTHERWISE, "oppose|absent|worst",
     ASKED | V(COMITIA_DIFF), CLI_IN_WHAT_IF, "what the others do",
     "what the others do: vote against (default), stay away, or the worst"},
    {"index", 0, CLI_INDEX, "LIST", POWER,
     CLI_IN_OWN, "banzhaf,shapley,...",
     "only these, with commas: swings, banzhaf, banzhaf_absolute, shapley, "
     "deegan_packel, holler, johnston, coleman_prevent, coleman_initiate; "
     "further: rae, satisfaction, coleman_collective"},
    {"unions", 0, CLI_UNIONS, "A+B,C+D|groups", POWER,
     CLI_IN_OWN, "acting as one",
     "players who act as one outside: Owen, Banzhaf-Owen, symmetric Banzhaf"},
    {"order", 0, CLI_ORDER, NULL, POWER,
     CLI_IN_OWN, "who dominates whom",
     "who dominates whom, who is alike; vetoers, dictators, dummies"},
    {"ballots", 0, CLI_BALLOTS, "two|three", V(COMITIA_POWER),
     CLI_IN_OWN, "abstaining too",
     "three: yes, abstain and no are equally likely"},
    {"importance", 0, CLI_IMPORTANCE, NULL, V(COMITIA_CHANCE),
     CLI_IN_OWN, "what each fact and act does to the chance",
     "what each fact and act does to the chance"},
    {"method", 0, CLI_METHOD, "METHOD", SEATS | POLL,
     CLI_IN_OWN, "sainte-lague, ...",
     "dhondt (jefferson), sainte-lague (webster), modified-sainte-lague, "
     "modified-sainte-lague-1.2, adams, dean, huntington-hill or largest-remainder"},
    {"seats", 0, CLI_SEATS, "N", SEATS | POLL,
     CLI_IN_OWN, "to be given out",
     "the seats to be given out"},
    {"votes", 0, CLI_VOTES, "COLUMN", SEATS | POLL,
     CLI_IN_OWN, "column of votes",
     "the column of votes; of poll that of shares"},
    {"quota", 0, CLI_QUOTA, "Q", POWER | SEATS | POLL,
     CLI_IN_OWN, "at least Q of all",
     "power: at least Q of the weights: 58 and 58.5 are absolute, 2/3 and 85% "
     "shares; largest-remainder: hare, droop, hagenbach-bischoff or "
     "imperiali"},
    {"more-than", 0, CLI_MORE_THAN, "Q", POWER,
     CLI_IN_OWN, "more than Q",
     "more than Q of the weights"},
    {"csv", 0, CLI_CSV, "TABLE", POWER | SEATS | POLL,
     CLI_IN_OWN, "from a table",
     "players and weights, or parties and votes, from a table"},
    {"weight", 0, CLI_WEIGHT, "COLUMN", POWER,
     CLI_IN_OWN, "column of weights",
     "the column of weights"},
    {"name", 0, CLI_NAME, "COLUMN", POWER | SEATS | POLL,
     CLI_IN_OWN, "column of names",
     "the column of names (the first)"},
    {"unions-column", 0, CLI_UNIONS_COLUMN, "COLUMN", POWER,
     CLI_IN_OWN, "of unions",
     "rows with the same text in it form a union"},
    {"hurdle", 0, CLI_HURDLE, "Q", SEATS | POLL,
     CLI_IN_OWN, "at least 5%, 2000",
     "only parties with at least 5%, 1/20 of all valid votes, or 2000 votes"},
    {"hurdle-more-than", 0, CLI_HURDLE_MORE_THAN, "Q", SEATS | POLL,
     CLI_IN_OWN, "more than 5%",
     "only parties with more than that"},
    {"hurdle-of", 0, CLI_HURDLE_OF, "all|district", SEATS,
     CLI_IN_OWN, "whose votes",
     "whose votes the hurdle is a share of, where there are districts"},
    {"valid", 0, CLI_VALID, "N", SEATS,
     CLI_IN_OWN, "all valid votes",
     "all valid votes, where the list leaves parties out"},
    {"exempt", 0, CLI_EXEMPT, "LIST", SEATS | POLL,
     CLI_IN_OWN, "without a hurdle",
     "parties without a hurdle, with commas"},
    {"district", 0, CLI_DISTRICT, "COLUMN", SEATS,
     CLI_IN_OWN, "column of districts",
     "the column of districts; each is given out by itself"},
    {"district-seats", 0, CLI_DISTRICT_SEATS, "COLUMN", SEATS,
     CLI_IN_OWN, "their seats",
     "the column of the seats of each district"},
    {"base", 0, CLI_BASE, "COLUMN", SEATS,
     CLI_IN_OWN, "column of mandates",
     "the column of base seats, such as direct mandates; without a table "
     "NAME=N,NAME=N"},
    {"base-exempts", 0, CLI_BASE_EXEMPTS, "N", SEATS,
     CLI_IN_OWN, "without a hurdle",
     "so many base seats pass the hurdle too"},
    {"overhang", 0, CLI_OVERHANG, "within|added", SEATS,
     CLI_IN_OWN, "beyond votes",
     "base seats that the votes do not give: within the seats, or added"},
    {"joint", 0, CLI_JOINT, "A+B,C+D", SEATS,
     CLI_IN_OWN, "joint lists",
     "lists that get their seats as one and then share them out; one alliance "
     "inside another: A+(B+C)"},
    {"joint-column", 0, CLI_JOINT_COLUMN, "COLUMN", SEATS,
     CLI_IN_OWN, "of joint lists",
     "rows with the same text in it are joint lists"},
    {"joint-sub-column", 0, CLI_JOINT_SUB_COLUMN, "COLUMN", SEATS,
     CLI_IN_OWN, "inside",
     "and of these, rows with the same text in this column"},
    {"joint-hurdle", 0, CLI_JOINT_HURDLE, "list|alliance", SEATS,
     CLI_IN_OWN, "whose",
     "who of joint lists has to pass the hurdle"},
    {"size", 0, CLI_SIZE, "N", POLL,
     CLI_IN_OWN, "how many were asked",
     "how many were asked"},
    {"majority", 0, CLI_MAJORITY, "N", POLL,
     CLI_IN_OWN, "seats needed",
     "seats of a majority (more than half)"},
    {"coalition", 0, CLI_COALITION, "A+B", POLL,
     CLI_IN_OWN, "a coalition",
     "a coalition to judge, or all that win in some draw and need everybody; "
     "may be given several times"},
    {"doubt-given", 0, CLI_DOUBT_GIVEN, NULL,
     V(COMITIA_DEAL) | V(COMITIA_BRIEF),
     CLI_IN_OWN, "givens may be given up too",
     "givens may be given up too"},
    {"dot", 0, CLI_DOT, NULL, V(COMITIA_SHOW),
     CLI_IN_OWN, "a graph for Graphviz",
     "as a graph for Graphviz"},
    {"svg", 0, CLI_SVG, NULL, PICTURES,
     CLI_IN_OWN, "a picture",
     "as a picture; of show what the file defines, of needs seats and "
     "thresholds, of power bars"},
    {"format", 0, CLI_FORMAT,
     "text|json|markdown|html|dot|svg|csv|popolo|comitia", ANSWERS,
     CLI_IN_OUTPUT, NULL,
     "how to print; markdown and html are of brief, dot and popolo of show, "
     "svg of show, needs and power, comitia (a model with the seats) of seats, "
     "csv of all that list"},
    {"json", 0, CLI_JSON, NULL, ANSWERS,
     CLI_IN_OUTPUT, NULL,
     "the same as --format json"},
    {"max", 0, CLI_MAX, "N", ANSWERS,
     CLI_IN_OUTPUT, "items",
     "items of a list shown in text (20)"},
    {"digits", 0, CLI_DIGITS, "N", ASKED | SEATS | POLL,
     CLI_IN_OUTPUT, NULL,
     "digits of decimals (12)"},
    {"limit", 0, CLI_LIMIT, "STEPS", ANSWERS,
     CLI_IN_WORK, NULL,
     "work that one question may take (10000000000)"},
    {"memory", 0, CLI_MEMORY, "SIZE", ANSWERS | V(CLI_FMT) | V(CLI_LSP),
     CLI_IN_WORK, "512M, 4G",
     "memory it may take: 512M, 4G (half of what there is); 0: no bound"},
    {"exact", 0, CLI_EXACT, NULL, POWER,
     CLI_IN_WORK, "fractions",
     "fractions or nothing, no decimals that are proved"},
    {"certified", 0, CLI_CERTIFIED, "[=DIGITS]", POWER,
     CLI_IN_WORK, "decimals",
     "between two decimals, so many places after the point certain (9)"},
    {"threads", 0, CLI_THREADS, "N", ASKED | V(COMITIA_CHECK),
     CLI_IN_WORK, NULL,
     "processors used at a time (all); the answer is the same"},
    {"sample", 0, CLI_SAMPLE, "N", POWER | V(COMITIA_CHANCE) | POLL,
     CLI_IN_WORK, "draws",
     "N random draws where counting is out of reach; of poll (10000)"},
    {"verify", 0, CLI_VERIFY, NULL, ASKING,
     CLI_IN_WORK, "by a second method",
     "the answer again by an independent method; exit 70 if they differ"},
    {"strict", 0, CLI_STRICT, NULL, WITH_MODEL,
     CLI_IN_WORK, "warnings are errors",
     "warnings and notes count as errors"},
    {"body", 0, CLI_BODY, "NAME", V(CLI_IMPORT),
     CLI_IN_OWN, "whose members are counted",
     "the organization whose members are counted; of a table: its name"},
    {"vote", 0, CLI_VOTE, "ID", V(CLI_IMPORT),
     CLI_IN_OWN, "the vote to record",
     "the vote event to record as a vote"},
    {"country", 0, CLI_COUNTRY, "NAME", V(CLI_IMPORT),
     CLI_IN_OWN, "of ParlGov's table",
     "the country of ParlGov's table"},
    {"act", 0, CLI_ACT, "NAME", V(CLI_IMPORT),
     CLI_IN_OWN, "what the vote decides",
     "what the recorded vote decides"},
    {"members", 0, CLI_MEMBERS, NULL, V(CLI_IMPORT),
     CLI_IN_OWN, "every member an entry of its own",
     "every member an entry of its own, the parties as groups"},
    {"column", 0, CLI_COLUMN, "WHAT=COLUMN", V(CLI_IMPORT),
     CLI_IN_OWN, "which column has the party, seats, member, ballot, ...",
     "the column of party, seats, name, member, weight, colour, stance or "
     "ballot; may be given several times"},
    {"where", 0, CLI_WHERE, "COLUMN=VALUE",
     V(CLI_IMPORT) | POWER | SEATS | POLL,
     CLI_IN_OWN, "these rows alone",
     "only the rows of a table that have this value in the column; may be given "
     "several times"},
    {"encoding", 0, CLI_ENCODING, "NAME", V(CLI_IMPORT),
     CLI_IN_OWN, "how the data are written: utf-16, windows-1252, ...",
     "how the data are written: utf-16, windows-1252, latin1 (default: UTF-8, "
     "or as a byte order mark says)"},
    {"output", 'o', CLI_OUTPUT, "FILE", V(CLI_PAGE) | V(CLI_IMPORT),
     CLI_IN_OWN, "where to write it",
     "where to write it"},
    {"stdio", 0, CLI_STDIO, NULL, V(CLI_LSP),
     CLI_IN_OWN, "all there is",
     "over standard input and output, which is all there is; editors say it"},
    {"color", 0, CLI_COLOR, "auto|never|always", ALL,
     CLI_IN_ALWAYS, NULL,
     "colours in text (auto)"},
    {"quiet", 'q', CLI_QUIET, NULL, ALL,
     CLI_IN_ALWAYS, "short",
     "the answer's line only"},
    {"version", 0, CLI_VERSION_OPTION, NULL, ALL,
     CLI_IN_ALWAYS, NULL,
     "which version this is"},
    {"help", 'h', CLI_HELP_OPTION, NULL, ALL,
     CLI_IN_ALWAYS, NULL,
     "help, also after a verb"},
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

bool cli_prints(const cli_verb *verb, const cli_format *format)
{
    return format->verbs & V(verb->id);
}
