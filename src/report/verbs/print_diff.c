/* diff: what changed in the answers, subject by subject. */
#include "report/words/units.h"
#include "report/words/verbs.h"

static const comitia_value *of(const comitia_value *row, const char *key)
{
    return comitia_value_get(row, key);
}

/* "1 to 1/2" reads better than JSON: a value in a word or two. */
static const char *value_text(cm_doc *doc, const comitia_value *value)
{
    const char *text = comitia_value_string(value);
    switch (comitia_value_kind(value)) {
    case COMITIA_NULL: return "none";
    case COMITIA_BOOL: return comitia_value_bool(value) ? "yes" : "no";
    case COMITIA_NUMBER:
        return cm_textf(doc, "%lld", (long long)comitia_value_number(value));
    case COMITIA_STRING:
        return strchr(text, '/') ? cm_share_text(doc, text) : text;
    default: return "";
    }
}

static const char *players_text(cm_doc *doc, const comitia_value *coalition)
{
    cm_texts names = {0};
    for (size_t i = 0; i < comitia_value_count(coalition); i++)
        cm_texts_add(doc, &names,
                     cm_partner_text(doc, cm_tree_item(coalition, i)));
    return names.n ? cm_listed(doc, &names, "and") : "everybody";
}

/* What a coalition can do now and could not, or could and cannot. */
static const char *coalition_text(cm_doc *doc, const comitia_value *row,
                                  const char *verb)
{
    const comitia_value *now = of(row, "new"), *was = of(row, "old");
    bool gained = comitia_value_kind(now) == COMITIA_LIST;
    const comitia_value *who = gained ? now : was;
    return cm_textf(doc, "%s %s %s it%s", players_text(doc, who),
                    gained ? CM_GOOD "can now" CM_END
                           : CM_BAD "can no longer" CM_END,
                    verb, comitia_value_count(who) > 1 ? " together" : "");
}

/* How far one player is from passing it with others; null: none suffice. */
static const char *short_text(cm_doc *doc, const comitia_value *row,
                              const char *player)
{
    const char *was = cm_tree_text(row, "old"), *now = cm_tree_text(row, "new");
    if (!*now)
        return cm_textf(doc, "%s was %s short; now no others are enough for it",
                        player, was);
    if (!*was)
        return cm_textf(doc, "%s is %s short now; before no others were enough",
                        player, now);
    return cm_textf(doc, "%s was %s short, it is %s now", player, was, now);
}

/* The body whose act a row is about, or NULL. */
static const cm_body *body_of(const cm_doc *doc, const comitia_value *row)
{
    const cm_act *act = cm_act_of(doc, cm_tree_text(row, "subject"));
    return act && act->body != CM_NONE ? &doc->model->bodies[act->body] : NULL;
}

/* "3 seats", of parties; a member has one. */
static const char *with_seats(cm_doc *doc, const comitia_value *row,
                              const char *word, const char *seats)
{
    return cm_is_of_members(body_of(doc, row))
               ? ""
               : cm_textf(doc, "%s %s", word,
                          cm_counted(doc, seats, "seat", "seats"));
}

static const char *voter_text(cm_doc *doc, const comitia_value *row)
{
    const char *player = cm_name_text(doc, cm_tree_text(row, "player"));
    const char *was = value_text(doc, of(row, "old"));
    const char *now = value_text(doc, of(row, "new"));
    if (cm_tree_is(row, "what", "voter"))
        return cm_tree_null(row, "old")
                   ? cm_textf(doc, "%s votes now%s", player,
                              with_seats(doc, row, ", with", now))
                   : cm_textf(doc, "%s votes no more%s", player,
                              with_seats(doc, row, "; it had", was));
    if (cm_tree_is(row, "what", "short"))
        return short_text(doc, row, player);
    const char *what = cm_tree_is(row, "what", "blocks")
                           ? "block it alone"
                           : "pass it alone";
    return cm_textf(doc, "%s %s %s", player,
                    cm_tree_bool(row, "new") ? CM_GOOD "can now" CM_END
                                             : CM_BAD "can no longer" CM_END,
                    what);
}

/* The answer to a goal of talks: true, false or null, which is "it depends". */
static const char *deal_word(const comitia_value *value)
{
    if (comitia_value_kind(value) != COMITIA_BOOL)
        return "open";
    return comitia_value_bool(value) ? "possible" : "impossible";
}

static const char *change_text(cm_doc *doc, const comitia_value *row)
{
    static const struct {
        const char *what, *label;
    } labels[] = {
        {"result", "result"},
        {"needed", "needed"},
        {"missing", "missing"},
        {"to_spare", "to spare"},
        {"state", "what the file says of it"},
        {"posterior", "how likely after the reports"},
        {"reports", "reports"},
        {"cases", "combinations of open facts"},
        {"force_total", "smallest coalitions that force it"},
        {"block_total", "smallest coalitions that block it"},
        {"chance", "chance"},
    };
    enum { COUNTED = 1, COUNTED_END = 4 }; /* labels of seats */
    if (cm_tree_is(row, "what", "force") || cm_tree_is(row, "what", "block"))
        return coalition_text(doc, row, cm_tree_text(row, "what"));
    if (cm_tree_is(row, "what", "added"))
        return "is new";
    if (cm_tree_is(row, "what", "removed"))
        return "is no more";
    if (cm_tree_is(row, "what", "deal"))
        return cm_textf(doc, "a deal for %s: %s before, %s now",
                        cm_tree_text(row, "player"), deal_word(of(row, "old")),
                        deal_word(of(row, "new")));
    if (cm_tree_is(row, "what", "status"))
        return cm_textf(doc, "it was %s, it is %s",
                        cm_tree_text(row, "old"),
                        cm_status_text(doc, cm_tree_text(row, "new")));
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (cm_tree_is(row, "what", labels[i].what))
            return cm_textf(doc,
                            "%s%s%s: %s before, " CM_STRONG "%s" CM_END " now",
                            i >= COUNTED && i < COUNTED_END
                                ? cm_unit_text(body_of(doc, row), true)
                                : "",
                            i >= COUNTED && i < COUNTED_END ? " " : "",
                            labels[i].label, value_text(doc, of(row, "old")),
                            value_text(doc, of(row, "new")));
    return voter_text(doc, row);
}

static bool same_subject(const comitia_value *a, const comitia_value *b)
{
    return a && cm_tree_is(a, "subject", cm_tree_text(b, "subject")) &&
           cm_tree_is(a, "kind", cm_tree_text(b, "kind"));
}

static void begin_subject(cm_doc *doc, const comitia_value *row)
{
    cm_heading(doc, 2, "%s",
               cm_name_titled(doc, cm_tree_text(row, "subject"),
                              cm_tree_text(row, "title")));
}

void cm_print_diff(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *changes = of(answer, "changes"), *last = NULL;
    size_t n = comitia_value_count(changes);
    const char *old = cm_tree_text(answer, "old");
    const char *new = cm_tree_text(answer, "file");
    if (n == 0) {
        cm_para(doc, CM_GOOD "The same answers" CM_END ": %s and %s.", old, new);
        return;
    }
    cm_para(doc,
            CM_OPENED "%zu %s in the answers" CM_END " from %s to %s.", n,
            n == 1 ? "change" : "changes", old, new);
    for (size_t i = 0; i < n && i < doc->most; i++) {
        const comitia_value *row = comitia_value_at(changes, i);
        if (!same_subject(last, row))
            begin_subject(doc, row);
        cm_item(doc, 0, "%s%s", change_text(doc, row), cm_if_text(doc, of(row, "when")));
        last = row;
    }
    cm_more(doc, 0, n);
    cm_remarks(doc, answer);
}
