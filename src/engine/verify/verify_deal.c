#include "engine/verify/verify_deal.h"

typedef struct bargain {
    cm_trial t;
    const cm_talks *talks;
    const cm_line *goal;
    cm_tried_deal *tried;
    uint32_t orders; /* statements that are orders, as bits */
} bargain;

static bool is_statement(const cm_line *line)
{
    return line->kind == CM_LINE_DEMANDS || line->kind == CM_LINE_HOLDS ||
           line->kind == CM_LINE_GIVEN;
}

static bool counts(const bargain *b, const cm_line *line)
{
    return is_statement(line) || line == b->goal ||
           line->kind == CM_LINE_WANTS;
}

/* ---- what is asked
 * --------------------------------------------------------------------- */

/* All conditions as one, for what is open in any of them. */
static comitia_status new_trial(bargain *b, cm_ctx *ctx, cm_arena *arena,
                                const cm_world *world)
{
    const cm_cond **parts =
        cm_new_n(arena, const cm_cond *, 2 * (uint64_t)b->talks->n_lines);
    cm_cond *all = cm_new(arena, cm_cond);
    if (!parts || !all)
        return COMITIA_E_NOMEM;
    *all = (cm_cond){.kind = CM_COND_AND, .children = parts};
    for (uint32_t i = 0; i < b->talks->n_lines; i++) {
        const cm_line *line = &b->talks->lines[i];
        if (counts(b, line) && line->cond)
            parts[all->n_children++] = line->cond;
        if (is_statement(line) && line->premise)
            parts[all->n_children++] = line->premise;
    }
    CM_TRY(cm_trial_new(ctx, arena, world, all, &b->t));
    b->t.has_points = true;
    return COMITIA_OK;
}

static comitia_status sort_lines(bargain *b, cm_arena *arena, bool doubt_given)
{
    cm_tried_deal *tried = b->tried;
    uint32_t n = b->talks->n_lines;
    tried->statements = cm_new_n(arena, const cm_line *, n);
    tried->wishes = cm_new_n(arena, const cm_line *, n);
    if (!tried->statements || !tried->wishes)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        const cm_line *line = &b->talks->lines[i];
        if (line->kind == CM_LINE_WANTS)
            tried->wishes[tried->n_wishes++] = line;
        else if (is_statement(line) &&
                 (line->kind != CM_LINE_GIVEN || doubt_given))
            tried->statements[tried->n_statements++] = line;
    }
    if (tried->n_statements > CM_MOST_TRIED_LINES ||
        tried->n_wishes > CM_MOST_TRIED_LINES) {
        tried->reason = "more than 16 statements or wishes";
        return COMITIA_OK;
    }
    for (uint32_t i = 0; i < tried->n_statements; i++)
        b->orders |= (uint32_t)tried->statements[i]->is_before << i;
    tried->possible =
        cm_new_n(arena, uint8_t, UINT64_C(1) << tried->n_statements);
    tried->wished = cm_new_n(arena, uint8_t, UINT64_C(1) << tried->n_wishes);
    return tried->possible && tried->wished ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* ---- one valuation
 * --------------------------------------------------------------------- */

static bool happens(const bargain *b, uint32_t point)
{
    return b->t.points >> point & 1;
}

static comitia_status is_true(bargain *b, const cm_line *line, bool *value)
{
    if (line->is_before) {
        *value = !happens(b, line->second) || happens(b, line->first);
        return COMITIA_OK;
    }
    CM_TRY(cm_trial_cond(&b->t, line->cond, value));
    if (*value || !is_statement(line) || !line->premise)
        return COMITIA_OK;
    CM_TRY(cm_trial_cond(&b->t, line->premise, value));
    *value = !*value;
    return COMITIA_OK;
}

/* Which of the lines are true, as bits. */
static comitia_status truths(bargain *b, const cm_line *const *lines,
                             uint32_t n, uint32_t *set)
{
    *set = 0;
    for (uint32_t i = 0; i < n; i++) {
        bool value;
        CM_TRY(is_true(b, lines[i], &value));
        *set |= (uint32_t)value << i;
    }
    return COMITIA_OK;
}

/* The goal, and the givens that stay. */
static comitia_status background(bargain *b, bool *value)
{
    CM_TRY(is_true(b, b->goal, value));
    for (uint32_t i = 0, k = 0; *value && i < b->talks->n_lines; i++) {
        const cm_line *line = &b->talks->lines[i];
        if (k < b->tried->n_statements && b->tried->statements[k] == line)
            k++;
        else if (line->kind == CM_LINE_GIVEN)
            CM_TRY(is_true(b, line, value));
    }
    return COMITIA_OK;
}

/* The line is an order that is kept, and what it puts first still waits. */
static bool holds_up(const cm_line *line, uint32_t point, uint64_t waiting)
{
    return line->is_before && line->second == point &&
           (waiting >> line->first & 1);
}

static bool is_free(const bargain *b, uint32_t set, uint32_t point,
                    uint64_t waiting)
{
    for (uint32_t i = 0, k = 0; i < b->talks->n_lines; i++) {
        const cm_line *line = &b->talks->lines[i];
        bool kept = line->kind == CM_LINE_GIVEN;
        if (k < b->tried->n_statements && b->tried->statements[k] == line)
            kept = set >> k++ & 1;
        if (kept && holds_up(line, point, waiting))
            return false;
    }
    return true;
}

/* What happens can be laid out in time, with these statements kept. */
static bool is_ordered(const bargain *b, uint32_t set)
{
    uint64_t waiting = b->t.points, before;
    do {
        before = waiting;
        for (uint32_t p = 0; p < b->talks->n_points; p++)
            if ((waiting >> p & 1) && is_free(b, set, p, waiting))
                waiting &= ~(UINT64_C(1) << p);
    } while (waiting != before);
    return waiting == 0;
}

/* All that is true; less some of its orders where they go round in a circle. */
static comitia_status mark(bargain *b, uint32_t set)
{
    uint32_t orders = set & b->orders, some = orders;
    if (is_ordered(b, set)) {
        b->tried->possible[set] = 1;
        return COMITIA_OK;
    }
    while (some) {
        some = (some - 1) & orders;
        uint32_t kept = (set & ~orders) | some;
        CM_TRY(cm_spend(b->t.ctx, 20));
        if (!b->tried->possible[kept])
            b->tried->possible[kept] = is_ordered(b, kept);
    }
    return COMITIA_OK;
}

static comitia_status try_valuation(bargain *b)
{
    cm_tried_deal *tried = b->tried;
    bool stands;
    uint32_t set, wishes, all = (UINT32_C(1) << tried->n_statements) - 1;
    CM_TRY(background(b, &stands));
    if (!stands)
        return COMITIA_OK;
    CM_TRY(truths(b, tried->statements, tried->n_statements, &set));
    CM_TRY(mark(b, set));
    if (set == all && is_ordered(b, all)) {
        CM_TRY(truths(b, tried->wishes, tried->n_wishes, &wishes));
        tried->wished[wishes] = 1;
    }
    return COMITIA_OK;
}

/* ---- all of them
 * ----------------------------------------------------------------------- */

static comitia_status try_all(bargain *b)
{
    cm_trial *t = &b->t;
    uint64_t facts = cm_trial_valuations(t), results = cm_trial_results(t);
    uint32_t n_points = b->talks->n_points;
    if (!results || n_points > 20 || facts > CM_MOST_TRIED ||
        facts * results > CM_MOST_TRIED ||
        facts * results << n_points > CM_MOST_TRIED) {
        b->tried->reason = "more than 1,048,576 valuations of points, facts "
                           "and acts";
        return COMITIA_OK;
    }
    b->tried->n = facts * results << n_points;
    for (uint64_t i = 0; i < facts * results && !t->reason; i++) {
        cm_trial_set_facts(t, i / results);
        for (t->points = 0; t->points >> n_points == 0; t->points++) {
            cm_trial_set_results(t, i % results);
            CM_TRY(try_valuation(b));
        }
    }
    return COMITIA_OK;
}

/* What is possible stays so with less kept. */
static void close_below(cm_tried_deal *tried)
{
    uint32_t n = UINT32_C(1) << tried->n_statements;
    for (uint32_t bit = 1; bit < n; bit <<= 1)
        for (uint32_t set = 0; set < n; set++)
            if ((set & bit) && tried->possible[set])
                tried->possible[set ^ bit] = 1;
}

comitia_status cm_trial_deal(cm_ctx *ctx, cm_arena *arena,
                             const cm_world *world, const cm_talks *talks,
                             const cm_line *goal, bool doubt_given,
                             cm_tried_deal *tried)
{
    bargain b = {.talks = talks, .goal = goal, .tried = tried};
    *tried = (cm_tried_deal){.reason = NULL};
    CM_TRY(sort_lines(&b, arena, doubt_given));
    if (tried->reason)
        return COMITIA_OK;
    CM_TRY(new_trial(&b, ctx, arena, world));
    if (!b.t.reason)
        CM_TRY(try_all(&b));
    if (b.t.reason)
        tried->reason = b.t.reason;
    if (!tried->reason)
        close_below(tried);
    return COMITIA_OK;
}
