/* What somebody who wrote a token that does not fit has probably meant. Only
 * mistakes that people make; for all others the message itself must do. */
#include "lang/parse/way_out.h"

#include <string.h>

/* Words of other languages, of laws and of daily life, in small letters. */
static const struct slip {
    const char *text, *help;
} slips[] = {
    {"absolute", "name the share and its base: `more than half of members`"},
    {"accuracy", "how often a source is right is written `right 90%`"},
    {"aka", "other names are written `also \"...\"`"},
    {"alias", "other names are written `also \"...\"`"},
    {"atleast", "write `at least`"},
    {"atmost", "write `at most`"},
    {"choice", "a choice is written `fact NAME one of A, B`"},
    {"qualified", "name the share and its base: `at least 2/3 of members`"},
    {"requires", "the rule of an act begins with `needs`"},
    {"simple", "name the share and its base: `more than half of votes cast`"},
    {"three", "write the share in figures: `at least 3/4 of members`"},
    {"two", "write the share in figures: `at least 2/3 of members`"},
    {"unanimity", "write `all of members`, `all of present` or `all of votes "
                  "cast`"},
    {"unanimous", "write `all of members`, `all of present` or `all of votes "
                  "cast`"},
    {"wrong", "a source is `right 90%`, or `right 90% if true, 80% if false`"},
};

static const char *slip_help(const cm_parser *p, const cm_token *token)
{
    char small[16];
    if (token->kind != CM_T_NAME || token->bytes >= sizeof small)
        return NULL;
    for (uint32_t i = 0; i < token->bytes; i++) {
        char c = p->lexer.text[token->at + i];
        small[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    small[token->bytes] = '\0';
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (strcmp(slips[i].text, small) == 0)
            return slips[i].help;
    return NULL;
}

static bool is_figure(cm_token_kind kind)
{
    return kind == CM_T_INTEGER || kind == CM_T_DECIMAL ||
           kind == CM_T_FRACTION || kind == CM_T_PERCENT;
}

static bool was_kind(const cm_parser *p, cm_token_kind kind)
{
    return p->tried_kinds >> kind & 1;
}

static bool no_words(const cm_parser *p)
{
    for (size_t i = 0; i < sizeof p->tried_words / sizeof *p->tried_words; i++)
        if (p->tried_words[i])
            return false;
    return true;
}

/* `party NAME` and then something else than its seats. */
static const char *before_seats(const cm_token *token)
{
    switch (token->kind) {
    case CM_T_COLON: return "no sign stands between a name and its number: "
                            "`party NAME 68`";
    case CM_T_TITLE: return "the number comes before the title: `party NAME 68 "
                            "\"...\"`";
    case CM_T_NAME: return "a name is one word; what it is called in full "
                           "follows as a title: `party Green-Party 68 \"Green "
                           "Party\"`";
    default: return NULL;
    }
}

/* Where one of few words must stand. */
static const char *beside_words(const cm_parser *p, const cm_token *token)
{
    if (cm_was_tried(p, CM_W_CONSENT) && token->word == CM_W_NOT)
        return "what somebody may stop is written `no veto by NAME`";
    if (cm_was_tried(p, CM_W_WHEN) && token->word == CM_W_IF)
        return "an outcome is written `outcome NAME when CONDITION`";
    return NULL;
}

const char *cm_way_beside(const cm_parser *p)
{
    if (cm_was_tried(p, CM_W_ABSTAIN) && cm_was_tried(p, CM_W_ABSENT))
        return "ballots are yes, no, abstain and absent: `NAME 6 yes 4 no`";
    if (cm_was_tried(p, CM_W_FORCE) && cm_was_tried(p, CM_W_BLOCK))
        return "what somebody can do is `force` or `block`: `expect NAME can "
               "force ACT`";
    return NULL;
}

const char *cm_way_out(cm_parser *p, const cm_token *token)
{
    const char *slip = slip_help(p, token);
    if (slip)
        return slip;
    const char *words = beside_words(p, token);
    if (words)
        return words;
    if (p->tried_kinds == 1u << CM_T_INTEGER && no_words(p))
        return before_seats(token);
    if (was_kind(p, CM_T_DATE) && token->kind == CM_T_INTEGER)
        return "dates are written 2016-05-26, 2016-05 or 2016";
    if (was_kind(p, CM_T_NAME) && !was_kind(p, CM_T_TITLE) &&
        token->kind == CM_T_TITLE)
        return "a name is one word without quotes; the text in quotes may "
               "follow it as its title";
    /* a rule */
    if (cm_was_tried(p, CM_W_CONSENT) &&
        (is_figure(token->kind) || token->word == CM_W_HALF))
        return "say how it compares: `at least 2/3 of members`, `more than "
               "half of votes cast`";
    if (cm_was_tried(p, CM_W_HAPPENED) && token->word == CM_W_PASSED)
        return "an act that passed `happened`; ballots are written `on DATE "
               "BODY voted ACT: P yes, Q no`";
    /* what an expect says after `is` */
    if (cm_was_tried(p, CM_W_IMPOSSIBLE) && token->word == CM_W_NOT)
        return "say it without `not`: `impossible`, `rejected`, `open`";
    if (!was_kind(p, CM_T_NAME) && was_kind(p, CM_T_TITLE) &&
        token->kind == CM_T_NAME)
        return "put it in straight double quotes: \"...\"";
    return NULL;
}

/* Where a word belongs that begins no declaration. */
static const char *place_of(cm_lex_word word)
{
    switch (word) {
    case CM_W_SEATS:
        return "after a number write `of seats`; in a body the seats follow "
               "its name and title: `body NAME \"...\" seats 123`";
    case CM_W_PARTY:
    case CM_W_MEMBER:
    case CM_W_MEMBERS:
    case CM_W_GROUP:
    case CM_W_VACANT:
        return "this is an entry of a body and follows `body NAME`";
    case CM_W_WITH:
        return "measures follow `members`, numbers a member's name: `members "
               "with population A 5 B 7`";
    case CM_W_FREE:
        return "`free` follows the seats and the title of a party and comes "
               "before its colour";
    case CM_W_WITHOUT:
        return "`without` comes before the rule: `act NAME by BODY without "
               "NAMES needs ...`";
    case CM_W_NEEDS:
    case CM_W_QUORUM:
    case CM_W_FROM:
    case CM_W_UNTIL:
        return "this is a clause of an act: `act NAME by BODY needs ... "
               "quorum ... from DATE until DATE`";
    case CM_W_IF:
    case CM_W_OTHERWISE:
        return "a rule with a condition is written `needs RULE if CONDITION "
               "otherwise RULE`";
    case CM_W_WHEN:
    case CM_W_UNLESS:
        return "this belongs to an outcome: `outcome NAME when CONDITION "
               "unless CONDITION`";
    case CM_W_IS:
    case CM_W_TRUE:
    case CM_W_FALSE:
    case CM_W_UNKNOWN:
        return "a fact is written `fact NAME true`, `fact NAME 70%` or `fact "
               "NAME one of A, B`";
    case CM_W_YES:
    case CM_W_NO:
    case CM_W_ABSTAIN:
    case CM_W_ABSENT:
        return "a number comes before each of several ballots: `P 60 yes 8 no`";
    case CM_W_AND: return "the items of a list are separated by commas";
    case CM_W_CITE: return "a cite follows what it supports";
    case CM_W_POINT:
    case CM_W_GIVEN:
    case CM_W_GOAL:
        return "this is a line of talks and follows `talks NAME between SIDES`";
    default: return NULL;
    }
}

/* A name that stands where a declaration should begin: what comes after it
   tells what it was to be. */
static const char *before_the_name(const cm_token *token, const cm_token *next)
{
    switch (next->word) {
    case CM_W_HAPPENED:
    case CM_W_FAILED:
    case CM_W_PASSED:
    case CM_W_REJECTED:
    case CM_W_VOTED:
    case CM_W_HAS:
        return "what happened begins with its date: `on 2016-05-30 NAME "
               "happened`";
    case CM_W_SAYS:
    case CM_W_DENIES:
    case CM_W_BELIEVES:
        return "what is said begins with `report`: `report NAME says CLAIM`";
    case CM_W_DEMANDS:
    case CM_W_WANTS:
    case CM_W_PREFERS:
    case CM_W_PROMISES:
    case CM_W_THREATENS:
        return "this is a line of talks and follows `talks NAME between SIDES`";
    default:
        if (next->kind == CM_T_INTEGER)
            return "an entry of a body begins with its kind: `party NAME 68`";
        return token->column > 1 ? "a name is one word: join its parts with "
                                   "hyphens, and give it in full as a title "
                                   "in double quotes"
                                 : NULL;
    }
}

const char *cm_way_back(cm_parser *p, const cm_token *token)
{
    const char *slip = slip_help(p, token);
    if (slip)
        return slip;
    switch (token->kind) {
    case CM_T_TITLE: return "a title comes right after the name";
    case CM_T_COMMA:
        return cm_ahead(p, 1)->kind == CM_T_INTEGER
                   ? "a decimal is written with a point, 10.5; thousands are "
                     "set apart by `_`, 10_500"
                   : "commas stand only between the items of one list";
    case CM_T_RESERVED: return place_of(token->word);
    case CM_T_NAME: return before_the_name(token, cm_ahead(p, 1));
    default: return NULL;
    }
}
