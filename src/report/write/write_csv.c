#include "report/write/write_csv.h"

#include "report/write/long_table.h"

static const struct verb {
    const char *word;
    void (*rows)(cm_long_table *t, const comitia_value *answer);
    bool by_case; /* rows is called for each of its cases */
} verbs[] = {
    {"check", cm_long_check, false},   {"status", cm_long_status, false},
    {"needs", cm_long_needs, true},    {"can", cm_long_can, true},
    {"who", cm_long_who, true},        {"power", cm_long_power, true},
    {"chance", cm_long_chance, false}, {"belief", cm_long_belief, false},
    {"deal", cm_long_deal, false},     {"timeline", cm_long_timeline, false},
    {"why", cm_long_why, false},       {"how", cm_long_why, false},
    {"show", cm_long_show, false},     {"diff", cm_long_diff, false},
    {"seats", cm_long_seats, false},   {"poll", cm_long_poll, false},
};

static const struct verb *verb_of(const comitia_value *answer)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (cm_tree_is(answer, "verb", verbs[i].word))
            return &verbs[i];
    return NULL;
}

static void rows_of(cm_long_table *t, const struct verb *verb,
                    const comitia_value *answer)
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    t->when = t->each;
    t->item = "";
    t->subject = cm_long_subject(answer, "subject");
    if (!verb->by_case) {
        verb->rows(t, answer);
        return;
    }
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        t->when = cm_long_case(t, comitia_value_get(one, "when"));
        t->item = "";
        verb->rows(t, one);
    }
    /* What holds whatever the open facts are, if there are any. */
    const comitia_value *always = comitia_value_get(answer, "always");
    if (always && comitia_value_count(cases) > 1) {
        t->when =
            *t->each ? cm_long_joined(t, t->each, " and ", "always") : "always";
        t->item = "";
        verb->rows(t, always);
    }
}

/* "Reading is Court", "not Open" */
static const char *each_text(cm_long_table *t, const comitia_value *answer,
                             const comitia_value *one)
{
    const comitia_value *value = comitia_value_get(one, "value");
    const char *name = cm_tree_text(answer, "each");
    return comitia_value_kind(value) == COMITIA_STRING
               ? cm_long_joined(t, name, " is ", comitia_value_string(value))
           : comitia_value_bool(value) ? name
                                       : cm_long_joined(t, "not ", "", name);
}

bool cm_long_table_add(cm_arena *arena, const comitia_value *answer,
                       cm_buf *out)
{
    const struct verb *verb = verb_of(answer);
    cm_long_table t = {.arena = arena, .out = out, .each = ""};
    if (!verb)
        return false;
    cm_buf_add(out, "case,subject,item,measure,value,decimal\n");
    if (!comitia_value_get(answer, "each")) {
        rows_of(&t, verb, answer);
        return true;
    }
    const comitia_value *cases = comitia_value_get(answer, "cases");
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        t.each = each_text(&t, answer, one);
        rows_of(&t, verb, comitia_value_get(one, "answer"));
    }
    return true;
}
