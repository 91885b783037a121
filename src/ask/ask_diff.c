/* diff: what changed in the answers from one model to another. */
#include "ask/ask.h"
#include "ask/diff_lists.h"
#include "base/map.h"

/* Both briefings and the power in them. */
typedef struct comparison {
    cm_ask *ask;
    cm_arena scratch;
    cm_answer before, after;
    comitia_value *changes;
    const comitia_value *subject; /* of the rows that are added */
    const comitia_value *when;
    bool chances; /* one of the models has any */
} comparison;

/* ---- rows ------------------------------------------------------------------- */

/* A copy in the arena of this answer: the briefings go away. */
static comitia_value *copy(cm_builder *b, const comitia_value *value)
{
    comitia_value *list;
    switch (comitia_value_kind(value)) {
    case COMITIA_NULL: return cm_null(b);
    case COMITIA_BOOL: return cm_bool(b, comitia_value_bool(value));
    case COMITIA_NUMBER: return cm_int(b, comitia_value_number(value));
    case COMITIA_STRING: return cm_text(b, comitia_value_string(value));
    case COMITIA_LIST: /* of names, or of literals */
        list = cm_list(b);
        for (size_t i = 0; i < comitia_value_count(value); i++)
            cm_add(b, list, copy(b, comitia_value_at(value, i)));
        return list;
    case COMITIA_OBJECT: break;
    }
    list = cm_object(b);
    for (size_t i = 0; i < comitia_value_count(value); i++)
        cm_put(b, list, comitia_value_key(value, i),
               copy(b, comitia_value_at(value, i)));
    return list;
}

static void add_row(comparison *c, const char *what, const char *player,
                    const comitia_value *before, const comitia_value *after)
{
    cm_builder *b = &c->ask->b;
    comitia_value *row = cm_add_object(b, c->changes);
    cm_put(b, row, "subject", copy(b, comitia_value_get(c->subject, "name")));
    cm_put(b, row, "title", copy(b, comitia_value_get(c->subject, "title")));
    cm_put(b, row, "kind", copy(b, comitia_value_get(c->subject, "kind")));
    if (c->when)
        cm_put(b, row, "when", copy(b, c->when));
    else
        cm_put_list(b, row, "when");
    cm_put_text(b, row, "what", what);
    cm_put_text(b, row, "player", player);
    cm_put(b, row, "old", copy(b, before));
    cm_put(b, row, "new", copy(b, after));
}

static bool same(const comitia_value *a, const comitia_value *b)
{
    if (comitia_value_kind(a) != comitia_value_kind(b) ||
        comitia_value_count(a) != comitia_value_count(b) ||
        comitia_value_bool(a) != comitia_value_bool(b) ||
        comitia_value_number(a) != comitia_value_number(b))
        return false;
    const char *left = comitia_value_string(a), *right = comitia_value_string(b);
    if (left && strcmp(left, right) != 0)
        return false;
    for (size_t i = 0; i < comitia_value_count(a); i++)
        if (!same(comitia_value_at(a, i), comitia_value_at(b, i)))
            return false;
    return true;
}

/* A row for each key whose value is another. */
static void compare_keys(comparison *c, const comitia_value *before,
                         const comitia_value *after, const char *player,
                         const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const comitia_value *old = comitia_value_get(before, keys[i]);
        const comitia_value *new = comitia_value_get(after, keys[i]);
        if (!same(old, new))
            add_row(c, keys[i], player, old, new);
    }
}

#define COMPARE(c, before, after, player, ...)                                 \
    do {                                                                       \
        static const char *const keys_[] = {__VA_ARGS__};                      \
        compare_keys(c, before, after, player, keys_,                          \
                     sizeof keys_ / sizeof *keys_);                            \
    } while (0)

/* ---- lists whose items have a name --------------------------------------------- */

typedef const char *name_of(const comitia_value *item);
typedef comitia_status compare_items(comparison *c, const comitia_value *before,
                                     const comitia_value *after);

static const char *text_of(const comitia_value *object, const char *key)
{
    const char *text = comitia_value_string(comitia_value_get(object, key));
    return text ? text : "";
}

static const char *subject_name(const comitia_value *item)
{
    return text_of(comitia_value_get(item, "subject"), "name");
}

static const char *player_name(const comitia_value *item)
{
    return text_of(item, "player");
}

static const char *own_name(const comitia_value *item)
{
    return text_of(item, "name");
}

static const char *label_name(const comitia_value *item)
{
    return text_of(item, "label");
}

static comitia_status map_names(comparison *c, const comitia_value *list,
                                name_of *name, cm_map *map)
{
    for (size_t i = 0; i < comitia_value_count(list); i++)
        if (!cm_map_put(&c->scratch, map, name(comitia_value_at(list, i)),
                        (uint32_t)i))
            return COMITIA_E_NOMEM;
    return COMITIA_OK;
}

/* Items of the new list in their order, each with the old one or NULL; then
   the old ones that are no more. */
static comitia_status match(comparison *c, const comitia_value *before,
                            const comitia_value *after, name_of *name,
                            compare_items *compare)
{
    cm_map old = {0}, new = {0};
    CM_TRY(map_names(c, before, name, &old));
    CM_TRY(map_names(c, after, name, &new));
    for (size_t i = 0; i < comitia_value_count(after); i++) {
        const comitia_value *item = comitia_value_at(after, i);
        uint32_t at = cm_map_get(&old, name(item));
        CM_TRY(cm_spend(c->ask->ctx, 100));
        CM_TRY(compare(c, at == CM_MAP_NONE ? NULL : comitia_value_at(before, at),
                       item));
    }
    for (size_t i = 0; i < comitia_value_count(before); i++) {
        const comitia_value *item = comitia_value_at(before, i);
        if (cm_map_get(&new, name(item)) == CM_MAP_NONE)
            CM_TRY(compare(c, item, NULL));
    }
    return COMITIA_OK;
}

/* The one item that there was before or is now; true if it is a row of its own. */
static bool came_or_went(comparison *c, const comitia_value *before,
                         const comitia_value *after)
{
    if (before && after)
        return false;
    c->when = NULL;
    add_row(c, before ? "removed" : "added", NULL, NULL, NULL);
    return true;
}

/* ---- cases ------------------------------------------------------------------------ */

/* The case of the same valuation of the open facts, or NULL. */
static const comitia_value *case_of(const comitia_value *cases,
                                    const comitia_value *when)
{
    for (size_t i = 0; i < comitia_value_count(cases); i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        if (same(comitia_value_get(one, "when"), when))
            return one;
    }
    return NULL;
}

/* Cases are compared where both models have them; the number of the others is
   told. */
static comitia_status match_cases(comparison *c, const comitia_value *before,
                                  const comitia_value *after,
                                  compare_items *compare)
{
    size_t n = comitia_value_count(after), m = comitia_value_count(before);
    bool others = comitia_value_kind(before) != comitia_value_kind(after) ||
                  n != m;
    for (size_t i = 0; i < n; i++) {
        const comitia_value *one = comitia_value_at(after, i);
        const comitia_value *when = comitia_value_get(one, "when");
        CM_TRY(cm_spend(c->ask->ctx, 100 * (uint64_t)m + 100));
        const comitia_value *old = case_of(before, when);
        others |= !old;
        if (!old)
            continue;
        c->when = when;
        CM_TRY(compare(c, old, one));
    }
    c->when = NULL;
    if (others)
        add_row(c, "cases", NULL, cm_int(&c->ask->b, (int64_t)m),
                cm_int(&c->ask->b, (int64_t)n));
    return COMITIA_OK;
}

/* Coalitions of `list` that could not do it in the other model. */
static comitia_status add_coalitions(comparison *c, const char *what,
                                     const comitia_value *list,
                                     const comitia_value *other, bool gained)
{
    uint8_t *alone;
    CM_TRY(cm_diff_alone(c->ask->ctx, &c->scratch, list, other, &alone));
    for (size_t i = 0; i < comitia_value_count(list); i++)
        if (alone[i])
            add_row(c, what, NULL, gained ? NULL : comitia_value_at(list, i),
                    gained ? comitia_value_at(list, i) : NULL);
    return COMITIA_OK;
}

static comitia_status compare_coalitions(comparison *c,
                                         const comitia_value *before,
                                         const comitia_value *after)
{
    static const char *const lists[][2] = {{"force", "force_total"},
                                           {"block", "block_total"}};
    for (size_t i = 0; i < 2; i++) {
        const comitia_value *old = comitia_value_get(before, lists[i][0]);
        const comitia_value *new = comitia_value_get(after, lists[i][0]);
        if (comitia_value_kind(old) == COMITIA_LIST &&
            comitia_value_kind(new) == COMITIA_LIST) {
            CM_TRY(add_coalitions(c, lists[i][0], new, old, true));
            CM_TRY(add_coalitions(c, lists[i][0], old, new, false));
        } else {
            compare_keys(c, before, after, NULL, &lists[i][1], 1);
        }
    }
    return COMITIA_OK;
}

/* ---- chances ------------------------------------------------------------------------ */

static bool has_chances(const cm_model *model)
{
    for (uint32_t i = 0; i < model->n_facts; i++)
        if (model->facts[i].state == CM_FACT_CHANCE)
            return true;
    return model->n_forecasts > 0;
}

/* A question to one side, with half of the steps that are left: there is more
   to ask. */
static comitia_status ask_side(comparison *c, const cm_model *model,
                               const comitia_question *q, cm_answer *made)
{
    cm_ctx *ctx = c->ask->ctx;
    uint64_t limit = ctx->limit, steps = ctx->steps;
    comitia_question part = *q;
    part.before = NULL;
    part.limit = (limit - steps) / 2;
    if (part.limit == 0)
        return cm_fail(ctx, COMITIA_E_BUDGET, "comparing the answers");
    comitia_status status = cm_ask_question(ctx, model, &part, NULL, made);
    ctx->limit = limit;
    ctx->steps += steps;
    return status;
}

/* "11/40", or "0.2 to 0.4" of a range or a long fraction; "" where it has
   none. */
static comitia_status chance_text(comparison *c, const cm_model *model,
                                  const char *name, cm_buf *text)
{
    enum { SHORT = 24 };
    comitia_question q = *c->ask->q;
    cm_answer made = {0};
    q.verb = COMITIA_CHANCE;
    q.names = &name;
    q.n_names = 1;
    CM_TRY(ask_side(c, model, &q, &made));
    const char *ratio = text_of(made.value, "low");
    cm_buf_init(text, &c->scratch);
    if (comitia_value_bool(comitia_value_get(made.value, "exact")) && *ratio &&
        strlen(ratio) <= SHORT)
        cm_buf_addf(text, "%s", ratio);
    else if (*text_of(made.value, "low_decimal"))
        cm_buf_addf(text, "%s to %s", text_of(made.value, "low_decimal"),
                    text_of(made.value, "high_decimal"));
    cm_arena_clear(&made.arena);
    return text->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

static comitia_status compare_chance(comparison *c)
{
    const char *name = text_of(c->subject, "name");
    cm_buf old, new;
    if (!c->chances)
        return COMITIA_OK;
    CM_TRY(chance_text(c, (const cm_model *)c->ask->q->before, name, &old));
    CM_TRY(chance_text(c, c->ask->model, name, &new));
    if (strcmp(cm_buf_text(&old), cm_buf_text(&new)) != 0)
        add_row(c, "chance", NULL, cm_text(&c->ask->b, cm_buf_text(&old)),
                cm_text(&c->ask->b, cm_buf_text(&new)));
    return COMITIA_OK;
}

/* ---- the parts of a briefing ------------------------------------------------------- */

static comitia_status compare_outcome(comparison *c, const comitia_value *before,
                                      const comitia_value *after)
{
    c->subject = comitia_value_get(after ? after : before, "subject");
    if (came_or_went(c, before, after))
        return COMITIA_OK;
    COMPARE(c, before, after, NULL, "status", "result");
    CM_TRY(compare_chance(c));
    return match_cases(c, comitia_value_get(before, "who"),
                       comitia_value_get(after, "who"), compare_coalitions);
}

/* How many seats it is short of passing it; of those that need no more, or
   cannot, `alone` says enough. */
static void compare_short(comparison *c, const comitia_value *before,
                          const comitia_value *after)
{
    const comitia_value *old = comitia_value_get(before, "missing");
    const comitia_value *new = comitia_value_get(after, "missing");
    if (comitia_value_bool(comitia_value_get(after, "alone")) ||
        comitia_value_bool(comitia_value_get(before, "alone")) ||
        same(old, new))
        return;
    add_row(c, "short", player_name(after), old, new);
}

static comitia_status compare_voter(comparison *c, const comitia_value *before,
                                    const comitia_value *after)
{
    if (!before || !after)
        add_row(c, "voter", player_name(after ? after : before),
                comitia_value_get(before, "seats"),
                comitia_value_get(after, "seats"));
    else
        COMPARE(c, before, after, player_name(after), "alone", "blocks");
    if (before && after)
        compare_short(c, before, after);
    return COMITIA_OK;
}

static comitia_status compare_needs(comparison *c, const comitia_value *before,
                                    const comitia_value *after)
{
    COMPARE(c, before, after, NULL, "result", "needed", "missing", "to_spare");
    return match(c, comitia_value_get(before, "players"),
                 comitia_value_get(after, "players"), player_name,
                 compare_voter);
}

static comitia_status compare_act(comparison *c, const comitia_value *before,
                                  const comitia_value *after)
{
    c->subject = comitia_value_get(after ? after : before, "subject");
    if (came_or_went(c, before, after))
        return COMITIA_OK;
    CM_TRY(compare_chance(c));
    return match_cases(c, comitia_value_get(before, "cases"),
                       comitia_value_get(after, "cases"), compare_needs);
}

/* Claims have no subject; their name and kind are their own. */
static comitia_status compare_claim(comparison *c, const comitia_value *before,
                                    const comitia_value *after)
{
    c->subject = after ? after : before;
    if (!came_or_went(c, before, after))
        COMPARE(c, before, after, NULL, "state", "posterior", "reports");
    return COMITIA_OK;
}

static comitia_status compare_goal(comparison *c, const comitia_value *before,
                                   const comitia_value *after)
{
    const comitia_value *label =
        comitia_value_get(after ? after : before, "label");
    const comitia_value *old = comitia_value_get(before, "deal");
    const comitia_value *new = comitia_value_get(after, "deal");
    if (!same(old, new))
        add_row(c, "deal", comitia_value_string(label), old, new);
    return COMITIA_OK;
}

static comitia_status compare_talks(comparison *c, const comitia_value *before,
                                    const comitia_value *after)
{
    c->subject = after ? after : before;
    if (came_or_went(c, before, after))
        return COMITIA_OK;
    return match(c, comitia_value_get(before, "goals"),
                 comitia_value_get(after, "goals"), label_name, compare_goal);
}

static comitia_status compare_all(comparison *c)
{
    static const struct {
        const char *key;
        name_of *name;
        compare_items *compare;
    } parts[] = {{"outcomes", subject_name, compare_outcome},
                 {"acts", subject_name, compare_act},
                 {"beliefs", own_name, compare_claim},
                 {"talks", own_name, compare_talks}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        c->when = NULL;
        CM_TRY(match(c, comitia_value_get(c->before.value, parts[i].key),
                     comitia_value_get(c->after.value, parts[i].key),
                     parts[i].name, parts[i].compare));
    }
    return COMITIA_OK;
}

/* ---- the whole ------------------------------------------------------------------------ */

static comitia_status brief(comparison *c, const cm_model *model,
                            cm_answer *made)
{
    comitia_question q = *c->ask->q;
    q.verb = COMITIA_BRIEF;
    return ask_side(c, model, &q, made);
}

/* A side that could not be answered is the answer. */
static bool refused(comparison *c, const cm_answer *made)
{
    cm_ask *ask = c->ask;
    if (made->exit != 4 && made->exit < 64)
        return false;
    for (size_t i = 0; i < made->diags.all.n; i++) {
        const cm_diag *diag = made->diags.all.at[i];
        if (diag->severity == CM_ERROR && diag->span.line == 0)
            cm_diag_add(&ask->diags, diag->code, CM_ERROR, CM_NO_SPAN, "%s",
                        diag->message);
    }
    ask->exit = made->exit;
    return true;
}

static comitia_status put_changes(comparison *c, comitia_value *answer)
{
    cm_ask *ask = c->ask;
    const cm_model *before = (const cm_model *)ask->q->before;
    CM_TRY(brief(c, before, &c->before));
    CM_TRY(brief(c, ask->model, &c->after));
    if (refused(c, &c->before) || refused(c, &c->after))
        return COMITIA_OK;
    ask->exact = comitia_value_bool(comitia_value_get(c->before.value, "exact")) &&
                 comitia_value_bool(comitia_value_get(c->after.value, "exact"));
    ask->certified =
        comitia_value_bool(comitia_value_get(c->before.value, "certified")) &&
        comitia_value_bool(comitia_value_get(c->after.value, "certified"));
    cm_put_text(&ask->b, answer, "old", before->texts[0].path);
    c->chances = has_chances(before) || has_chances(ask->model);
    c->changes = cm_put_list(&ask->b, answer, "changes");
    CM_TRY(compare_all(c));
    ask->exit = comitia_value_count(c->changes) ? 1 : 0;
    return COMITIA_OK;
}

comitia_status cm_ask_diff(cm_ask *ask, comitia_value *answer)
{
    comparison c = {.ask = ask};
    cm_arena_init(&c.scratch, ask->ctx->allocator);
    comitia_status status = put_changes(&c, answer);
    cm_arena_clear(&c.before.arena);
    cm_arena_clear(&c.after.arena);
    cm_arena_clear(&c.scratch);
    return status;
}
