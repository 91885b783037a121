#include "option_values.h"

#include <string.h>

#include "complain.h"
#include "word_list.h"

enum { CERTAIN_PLACES = 9 }; /* --certified without a number */

static int read_count(const cli_arguments *arguments, const cli_setting *set,
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
        return cli_wrong(arguments,
                         "--%s %s: a whole number from 1 to %llu is needed",
                         set->option->name, text, (unsigned long long)most);
    *into = value;
    return 0;
}

/* Which of the option's "a|b|c" the value is: 0, 1, ... into *which. */
static int read_word(const cli_arguments *arguments, const cli_setting *set,
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
    return cli_wrong(arguments, "--%s %s: one of %s is needed",
                     set->option->name, set->value, list);
}

/* The verbs that print in that format: "show, needs, power have". */
static void write_printing(const cli_format *format, char *into, size_t room)
{
    size_t used = 0, n = 0;
    for (size_t i = 0; i < cli_n_verbs; i++)
        if (cli_prints(&cli_verbs[i], format))
            used += (size_t)snprintf(into + used, room - used, "%s%s",
                                     n++ ? ", " : "", cli_verbs[i].name);
    snprintf(into + used, room - used, n == 1 ? " has" : " have");
}

static int set_format(const cli_setting *set, cli_arguments *arguments)
{
    const cli_verb *verb = arguments->verb;
    char others[256];
    unsigned which = 0;
    int error = read_word(arguments, set, &which);
    if (error)
        return error;
    const cli_format *format = &cli_formats[which];
    arguments->print.format = format->format;
    if (cli_prints(verb, format))
        return 0;
    if (format->format == COMITIA_CSV)
        return cli_wrong(arguments, "%s has no format csv: it is no list",
                         verb->name);
    write_printing(format, others, sizeof others);
    return cli_wrong(arguments, "%s has no format %s; %s", verb->name,
                     format->name, others);
}

static int set_number(const cli_setting *set, cli_arguments *arguments)
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
static int set_memory(const cli_setting *set, cli_arguments *arguments)
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
        return cli_wrong(
            arguments,
            "--memory %s: a size is needed, like 512M or 4G (0: no "
            "bound)",
            set->value);
    arguments->memory = value << bits;
    arguments->memory_given = true;
    return 0;
}

static int set_choice(const cli_setting *set, cli_arguments *arguments)
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
    case CLI_ENCODING: return &arguments->import.encoding;
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
    case CLI_JOINT_COLUMN: return &arguments->seats.joint_column;
    case CLI_JOINT_SUB_COLUMN: return &arguments->seats.joint_sub_column;
    case CLI_JOINT_HURDLE: return &arguments->seats.joint_hurdle;
    case CLI_MAJORITY: return &arguments->seats.majority;
    case CLI_WEIGHT: return &question->weight_column;
    case CLI_NAME: return &question->name_column;
    case CLI_UNIONS_COLUMN: return &question->unions_column;
    case CLI_QUOTA:
    case CLI_MORE_THAN: return &question->quota;
    default: return NULL;
    }
}

static int set_text(const cli_setting *set, cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    const char **text = text_of(arguments, set->option->id);
    if (!*set->value)
        return cli_wrong(arguments, "--%s needs a value: --%s %s",
                         set->option->name, set->option->name,
                         set->option->value);
    if (*text && text == &question->quota)
        return cli_wrong(arguments, "one quota only: --quota or --more-than");
    if (*text && text == &arguments->seats.hurdle)
        return cli_wrong(arguments,
                         "one hurdle only: --hurdle or --hurdle-more-than");
    if (*text)
        return cli_wrong(arguments, "--%s is given twice", set->option->name);
    *text = set->value;
    question->more_than |= set->option->id == CLI_MORE_THAN;
    arguments->seats.hurdle_more_than |=
        set->option->id == CLI_HURDLE_MORE_THAN;
    return 0;
}

int cli_apply(const cli_setting *set, cli_arguments *arguments)
{
    comitia_question *question = &arguments->question;
    switch (set->option->id) {
    case CLI_SUPPOSE:
        return cli_push(&arguments->suppose, set->value)
                   ? 0
                   : cli_no_memory(arguments);
    case CLI_COLUMN:
        return cli_push(&arguments->columns, set->value)
                   ? 0
                   : cli_no_memory(arguments);
    case CLI_WHERE:
        return cli_push(&arguments->where, set->value)
                   ? 0
                   : cli_no_memory(arguments);
    case CLI_MEMBERS: arguments->import.members = true; return 0;
    case CLI_VARY:
        return cli_push(&arguments->vary, set->value)
                   ? 0
                   : cli_no_memory(arguments);
    case CLI_FREE:
        return cli_split(arguments, set->value, "parties", &arguments->free);
    case CLI_INDEX:
        return cli_split(arguments, set->value, "indices", &arguments->indices);
    case CLI_UNIONS:
        return cli_split(arguments, set->value, "unions", &arguments->unions);
    case CLI_MAX:
    case CLI_LIMIT:
    case CLI_SAMPLE:
    case CLI_THREADS:
    case CLI_CERTIFIED:
    case CLI_SIZE:
    case CLI_DIGITS: return set_number(set, arguments);
    case CLI_MEMORY: return set_memory(set, arguments);
    case CLI_JOINT:
        return cli_split(arguments, set->value, "joint lists",
                         &arguments->joint);
    case CLI_EXEMPT:
        return cli_split(arguments, set->value, "parties", &arguments->exempt);
    case CLI_COALITION:
        return cli_push(&arguments->coalitions, set->value)
                   ? 0
                   : cli_no_memory(arguments);
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
