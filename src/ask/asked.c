/* Whether a question is one: what it lacks, and whether it has a model. */
#include "ask/asked.h"

#include "ask/seats/contenders.h"
#include "lang/parse/chars.h"

enum { MOST_TEXT = 4096 };

/* What is asked, be it at one point or at many. */
static comitia_verb asked_verb(const comitia_question *q)
{
    return q->verb == COMITIA_SWEEP ? q->asks : q->verb;
}

bool cm_is_quick(const comitia_question *q)
{
    return asked_verb(q) == COMITIA_POWER && q->quota;
}

/* What is asked without a model. */
bool cm_has_no_model(const comitia_question *q)
{
    return q->verb == COMITIA_EXPLAIN || q->verb == COMITIA_SEATS ||
           q->verb == COMITIA_POLL || cm_is_quick(q);
}

static bool is_text(const char *text, size_t most)
{
    size_t n = text ? strlen(text) : most + 1;
    int32_t point;
    if (n > most)
        return false;
    for (size_t i = 0; i < n;) {
        i += cm_utf8_next(text + i, n - i, &point);
        if (point < 0)
            return false;
    }
    return true;
}

static bool are_texts(const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!is_text(texts[i], MOST_TEXT))
            return false;
    return true;
}

static bool is_text_or_none(const char *text)
{
    return !text || is_text(text, MOST_TEXT);
}

static bool are_seats(const comitia_seats *s)
{
    const char *const texts[] = {
        s->method,   s->quota,        s->seats,    s->votes_column,
        s->hurdle,   s->hurdle_of,    s->valid,    s->district_column,
        s->base,     s->base_exempts, s->overhang, s->district_seats,
        s->majority,
        s->joint_column, s->joint_sub_column, s->joint_hurdle,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!is_text_or_none(texts[i]))
            return false;
    return are_texts(s->votes, s->n_votes) &&
           are_texts(s->exempt, s->n_exempt) &&
           are_texts(s->joint, s->n_joint) &&
           are_texts(s->coalitions, s->n_coalitions);
}

static bool readable(const comitia_question *q)
{
    const char *const texts[] = {
        q->on,          q->each,          q->quota,
        q->name_column, q->weight_column, q->unions_column};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!is_text_or_none(texts[i]))
            return false;
    return (!q->seats || are_seats(q->seats)) &&
           are_texts(q->names, q->n_names) && are_texts(q->who, q->n_who) &&
           are_texts(q->suppose, q->n_suppose) &&
           are_texts(q->vary, q->n_vary) && are_texts(q->free, q->n_free) &&
           are_texts(q->indices, q->n_indices) &&
           are_texts(q->unions, q->n_unions) &&
           are_texts(q->weights, q->n_weights) &&
           are_texts(q->where, q->n_where);
}

static bool may_sweep(comitia_verb verb)
{
    return verb == COMITIA_CAN || verb == COMITIA_CHANCE ||
           verb == COMITIA_NEEDS || verb == COMITIA_POWER ||
           verb == COMITIA_STATUS || verb == COMITIA_WHO;
}

/* What the verb lacks, or NULL. */
const char *cm_question_lacks(const cm_model *model, const comitia_question *q)
{
    if (q->verb > COMITIA_POLL || q->otherwise > COMITIA_WORST)
        return "there is no such verb or option";
    if (!readable(q))
        return "a word of the question is too long or is not UTF-8";
    if (q->n_where && !q->csv)
        return "--where: rows of which table? --csv TABLE";
    if (q->verb == COMITIA_SWEEP && !may_sweep(q->asks))
        return "at every point one of can, chance, needs, power, status and "
               "who is asked";
    if (q->verb == COMITIA_SWEEP && q->n_vary == 0 && !q->quota)
        return "what varies? --vary \"seats A->B 0..20\"";
    if (cm_is_quick(q) && q->n_vary)
        return "a weighted rule has nothing that varies but its quota";
    if (q->three_ballots && (cm_is_quick(q) || q->otherwise != COMITIA_OPPOSE ||
                             q->certified || q->order || q->n_unions))
        return "three ballots need a model and everybody's vote, and go with "
               "no decimals, no unions and no order";
    if (cm_is_quick(q))
        return q->n_weights || (q->csv && q->weight_column)
                   ? NULL
                   : "weights, or a table with its column of weights, are "
                     "needed";
    if (q->verb == COMITIA_SEATS || q->verb == COMITIA_POLL)
        return q->seats ? cm_seats_missing(q) : "votes are needed";
    if (q->verb != COMITIA_EXPLAIN && !model)
        return "a model is needed";
    switch (asked_verb(q)) {
    case COMITIA_CAN:
        if (q->n_who == 0)
            return "who can it? name one or more players";
        /* fall through */
    case COMITIA_NEEDS:
    case COMITIA_WHO:
    case COMITIA_POWER:
    case COMITIA_CHANCE:
    case COMITIA_WHY:
    case COMITIA_HOW:
    case COMITIA_EXPLAIN:
        return q->n_names == 1 ? NULL : "exactly one name is needed";
    case COMITIA_CHECK:
    case COMITIA_BRIEF:
    case COMITIA_TIMELINE:
    case COMITIA_SHOW: return q->n_names == 0 ? NULL : "no name is expected";
    case COMITIA_DIFF: return q->before ? NULL : "two models are needed";
    default: return NULL;
    }
}
