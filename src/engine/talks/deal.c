#include "engine/talks/bargain.h"

bool cm_may_give_up(const cm_bargain *bargain, const cm_line *line)
{
    return line->kind == CM_LINE_DEMANDS || line->kind == CM_LINE_HOLDS ||
           (line->kind == CM_LINE_GIVEN && bargain->doubt_given);
}

static bool is_statement(const cm_line *line)
{
    return line->kind == CM_LINE_DEMANDS || line->kind == CM_LINE_HOLDS ||
           line->kind == CM_LINE_GIVEN;
}

/* Lines whose conditions must hold or may: neither threats nor preferences. */
static bool counts(const cm_line *line)
{
    return is_statement(line) || line->kind == CM_LINE_GOAL ||
           line->kind == CM_LINE_WANTS;
}

/* ---- levels ------------------------------------------------------------- */

static void place_point(cm_bargain *t, uint32_t point, uint32_t *n)
{
    if (t->level_of_point[point] == CM_NONE)
        t->level_of_point[point] = (*n)++;
}

/* Bounded by the nesting that the parser allows. */
static void place_points(cm_bargain *t, const cm_cond *cond, uint32_t *n)
{
    if (!cond)
        return;
    if (cond->kind == CM_COND_POINT)
        place_point(t, cond->index, n);
    for (uint32_t i = 0; i < cond->n_children; i++)
        place_points(t, cond->children[i], n);
}

/* Each statement and wish gets its level next to the points it speaks of: set
   apart from them, k independent demands would make 2^k nodes. */
static uint32_t place_levels(cm_bargain *t)
{
    uint32_t n = 0;
    memset(t->level_of_point, 0xff,
           t->talks->n_points * sizeof *t->level_of_point);
    for (uint32_t i = 0; i < t->talks->n_lines; i++) {
        const cm_line *line = &t->talks->lines[i];
        t->level_of_line[i] = CM_NONE;
        if (!counts(line))
            continue;
        place_points(t, line->premise, &n);
        place_points(t, line->cond, &n);
        if (line->is_before) {
            place_point(t, line->first, &n);
            place_point(t, line->second, &n);
        }
        if (line->kind == CM_LINE_WANTS ||
            (cm_may_give_up(t, line) && !t->too_many))
            t->level_of_line[i] = n++;
    }
    for (uint32_t p = 0; p < t->talks->n_points; p++)
        place_point(t, p, &n);
    return n;
}

static comitia_status new_law(cm_bargain *t, const cm_world *world, uint32_t n)
{
    uint32_t n_roots = 0;
    uint32_t *sizes = cm_new_n(t->arena, uint32_t, n);
    const cm_cond **roots =
        cm_new_n(t->arena, const cm_cond *, 2 * (uint64_t)t->talks->n_lines);
    if (!sizes || !roots)
        return COMITIA_E_NOMEM;
    for (uint32_t l = 0; l < n; l++)
        sizes[l] = 2;
    for (uint32_t i = 0; i < t->talks->n_lines; i++) {
        const cm_line *line = &t->talks->lines[i];
        if (counts(line) && line->premise)
            roots[n_roots++] = line->premise;
        if (counts(line) && line->cond)
            roots[n_roots++] = line->cond;
    }
    cm_law_options options = {.extra_sizes = sizes, .n_extra = n};
    CM_TRY(cm_law_new(t->ctx, t->arena, world, roots, n_roots, &options,
                      &t->law));
    t->d = t->law->d;
    if ((uint64_t)t->talks->n_points + t->law->n_atoms > CM_MOST_OPEN)
        return cm_fail(t->ctx, COMITIA_E_BUDGET,
                       "%s has %llu open points, facts and acts; at most %d "
                       "can be asked about",
                       t->talks->label.name,
                       (unsigned long long)t->talks->n_points +
                           t->law->n_atoms,
                       CM_MOST_OPEN);
    return COMITIA_OK;
}

/* ---- what the lines say ------------------------------------------------- */

static comitia_status line_fn(cm_bargain *t, const cm_line *line, cm_fn *out)
{
    cm_fn premise, conclusion;
    if (line->is_before) {
        premise = t->law->point_fn[line->second];
        conclusion = t->law->point_fn[line->first];
    } else {
        CM_TRY(cm_law_fn(t->law, line->cond, &conclusion));
        if (!line->premise || !is_statement(line)) {
            *out = conclusion;
            return COMITIA_OK;
        }
        CM_TRY(cm_law_fn(t->law, line->premise, &premise));
    }
    CM_TRY(cm_fn_not(t->d, premise, &premise));
    return cm_fn_or(t->d, premise, conclusion, out);
}

static comitia_status all_lines(cm_bargain *t)
{
    cm_fn *points = cm_new_n(t->arena, cm_fn, t->talks->n_points);
    if (!points)
        return COMITIA_E_NOMEM;
    for (uint32_t p = 0; p < t->talks->n_points; p++)
        CM_TRY(cm_fn_is(t->d, t->level_of_point[p], 1, &points[p]));
    t->law->point_fn = points;
    for (uint32_t i = 0; i < t->talks->n_lines; i++)
        if (counts(&t->talks->lines[i]))
            CM_TRY(line_fn(t, &t->talks->lines[i], &t->fn[i]));
    return COMITIA_OK;
}

/* ---- orders ------------------------------------------------------------- */

/* reach[a * n + b]: from a one comes to b along kept orders. `whole` has the
   same for all orders, one bit for each b: only points that reach each other
   can lie on a circle together. */
typedef struct circles {
    cm_fn *reach;
    uint64_t *whole;
    uint32_t n;
} circles;

static bool together(const circles *c, uint32_t a, uint32_t b)
{
    return (c->whole[a] >> b & 1) && (c->whole[b] >> a & 1);
}

static comitia_status first_steps(cm_bargain *t, const cm_fn *kept, circles *c)
{
    c->n = t->talks->n_points;
    c->reach = cm_new_n(t->arena, cm_fn, (uint64_t)c->n * c->n);
    c->whole = cm_new_n(t->arena, uint64_t, c->n);
    if (!c->reach || !c->whole)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < t->talks->n_lines; i++) {
        const cm_line *line = &t->talks->lines[i];
        if (!line->is_before)
            continue;
        cm_fn *step = &c->reach[(size_t)line->first * c->n + line->second];
        CM_TRY(cm_fn_or(t->d, *step, kept[i], step));
        c->whole[line->first] |= UINT64_C(1) << line->second;
    }
    for (uint32_t k = 0; k < c->n; k++)
        for (uint32_t a = 0; a < c->n; a++)
            if (c->whole[a] >> k & 1)
                c->whole[a] |= c->whole[k];
    return COMITIA_OK;
}

static comitia_status close_steps(cm_bargain *t, circles *c, uint32_t k)
{
    cm_fn way;
    for (uint32_t a = 0; a < c->n; a++) {
        if (!together(c, a, k))
            continue;
        for (uint32_t b = 0; b < c->n; b++) {
            if (!together(c, k, b))
                continue;
            cm_fn *to = &c->reach[(size_t)a * c->n + b];
            CM_TRY(cm_fn_and(t->d, c->reach[(size_t)a * c->n + k],
                             c->reach[(size_t)k * c->n + b], &way));
            CM_TRY(cm_fn_or(t->d, *to, way, to));
        }
    }
    return COMITIA_OK;
}

comitia_status cm_no_circle(cm_bargain *t, const cm_fn *kept, cm_fn *out)
{
    circles c;
    cm_fn result = CM_TRUE, bad;
    CM_TRY(first_steps(t, kept, &c));
    for (uint32_t k = 0; k < c.n; k++)
        if (together(&c, k, k))
            CM_TRY(close_steps(t, &c, k));
    for (uint32_t p = 0; p < c.n; p++) {
        if (!together(&c, p, p))
            continue;
        CM_TRY(cm_fn_and(t->d, c.reach[(size_t)p * c.n + p],
                         t->law->point_fn[p], &bad));
        CM_TRY(cm_fn_not(t->d, bad, &bad));
        CM_TRY(cm_fn_and(t->d, result, bad, &result));
    }
    *out = result;
    return COMITIA_OK;
}

/* ---- deals -------------------------------------------------------------- */

static comitia_status everything_kept(cm_bargain *t)
{
    uint32_t n = t->talks->n_lines;
    cm_fn *kept = cm_new_n(t->arena, cm_fn, n);
    if (!kept)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        kept[i] = CM_TRUE;
    CM_TRY(cm_no_circle(t, kept, &t->all));
    for (uint32_t i = 0; i < n; i++)
        if (is_statement(&t->talks->lines[i]))
            CM_TRY(cm_fn_and(t->d, t->all, t->fn[i], &t->all));
    return COMITIA_OK;
}

static comitia_status find_deals(cm_bargain *t, cm_deal *deal)
{
    CM_TRY(all_lines(t));
    CM_TRY(everything_kept(t));
    for (uint32_t g = 0; g < deal->n_goals; g++) {
        cm_goal *goal = &deal->goals[g];
        cm_fn both;
        CM_TRY(cm_fn_and(t->d, t->all, t->fn[goal->line - t->talks->lines],
                         &both));
        goal->deal = both != CM_FALSE;
    }
    return COMITIA_OK;
}

static comitia_status new_deal(cm_bargain *t, cm_deal *deal)
{
    uint32_t n = t->talks->n_lines;
    t->level_of_point = cm_new_n(t->arena, uint32_t, t->talks->n_points);
    t->level_of_line = cm_new_n(t->arena, uint32_t, n);
    t->fn = cm_new_n(t->arena, cm_fn, n);
    deal->statements = cm_new_n(t->arena, const cm_line *, n);
    deal->goals = cm_new_n(t->arena, cm_goal, (uint64_t)n + 1);
    if (!t->level_of_point || !t->level_of_line || !t->fn ||
        !deal->statements || !deal->goals)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        const cm_line *line = &t->talks->lines[i];
        if (cm_may_give_up(t, line))
            deal->statements[deal->n_statements++] = line;
        if (line->kind == CM_LINE_GOAL)
            deal->goals[deal->n_goals++].line = line;
        t->n_wants += line->kind == CM_LINE_WANTS ? 1 : 0;
    }
    t->too_many = deal->n_statements > CM_MOST_STATEMENTS;
    return COMITIA_OK;
}

comitia_status cm_deal_new(cm_ctx *ctx, cm_arena *arena, const cm_world *world,
                           uint32_t talks, bool doubt_given, cm_deal **out)
{
    cm_deal *deal = cm_new(arena, cm_deal);
    cm_bargain *t = cm_new(arena, cm_bargain);
    if (!deal || !t)
        return COMITIA_E_NOMEM;
    *t = (cm_bargain){.ctx = ctx,
                    .arena = arena,
                    .talks = &world->model->talks[talks],
                    .doubt_given = doubt_given};
    deal->talks = t->talks;
    deal->bargain = t;
    if (t->talks->n_points > CM_MOST_OPEN)
        return cm_fail(ctx, COMITIA_E_BUDGET,
                       "%s has %lu points; at most %d can be asked about",
                       t->talks->label.name, (unsigned long)t->talks->n_points,
                       CM_MOST_OPEN);
    CM_TRY(new_deal(t, deal));
    ctx->doing = "looking for a deal";
    comitia_status status = new_law(t, world, place_levels(t));
    if (status == COMITIA_OK)
        status = find_deals(t, deal);
    if (status != COMITIA_OK) {
        cm_deal_clear(deal);
        return status;
    }
    *out = deal;
    return COMITIA_OK;
}

void cm_deal_clear(cm_deal *deal)
{
    if (deal && deal->bargain->law)
        cm_law_clear(deal->bargain->law);
}

comitia_status cm_deal_exists(cm_ctx *ctx, const cm_world *world,
                              uint32_t talks, const char *goal, bool *exists)
{
    cm_arena arena;
    cm_deal *deal = NULL;
    comitia_status status;
    cm_arena_init(&arena, ctx->allocator);
    CM_GO(cm_deal_new(ctx, &arena, world, talks, false, &deal));
    for (uint32_t g = 0; g < deal->n_goals; g++) {
        const char *label = deal->goals[g].line->label;
        if (goal && (!label || strcmp(label, goal) != 0))
            continue;
        *exists = deal->goals[g].deal;
        break;
    }
done:
    cm_deal_clear(deal);
    cm_arena_clear(&arena);
    return status;
}
