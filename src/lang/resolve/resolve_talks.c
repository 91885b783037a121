/* Talks: points, lines and how statements are called (LANGUAGE, section 11). */
#include <stdio.h>

#include "base/buf.h"
#include "lang/resolve/names.h"

/* One talks under way. */
typedef struct maker {
    cm_resolver *r;
    const cm_syntax_talks *said;
    cm_map sides, points;
    cm_map calls; /* statement and goal names, "CNRP.ends-it" -> line */
    cm_side *side;
    uint32_t n_sides;
    uint32_t *n_statements; /* of each side so far */
    uint32_t n_givens;
    cm_scope scope;
} maker;

static uint32_t find_point(const void *user, const char *name)
{
    return cm_map_get(user, name); /* CM_MAP_NONE is CM_NONE */
}

static const cm_cond *condition(maker *m, const cm_syntax_cond *cond)
{
    return cond ? cm_resolve_cond(m->r, cond, &m->scope) : NULL;
}

/* ---- sides and points --------------------------------------------------- */

static void resolve_sides(maker *m)
{
    cm_resolver *r = m->r;
    for (uint32_t i = 0; i < m->said->between.n; i++) {
        cm_word word = m->said->between.at[i];
        uint32_t known = cm_map_get(&m->sides, word.text);
        if (known != CM_MAP_NONE) {
            cm_already(r, word.text, word.span, m->side[known].span);
            continue;
        }
        m->side[m->n_sides] =
            (cm_side){.name = word.text,
                      .player = cm_find_kind(r, word, CM_NAME_PLAYER,
                                             "a party, a member or an actor"),
                      .span = word.span};
        if (!cm_map_put(&r->scratch, &m->sides, word.text, m->n_sides++))
            r->failed = true;
    }
}

/* The side a line speaks of; who takes no part is left to the check. */
static uint32_t resolve_side(maker *m, cm_word word)
{
    if (!word.text)
        return CM_NONE;
    uint32_t side = cm_map_get(&m->sides, word.text);
    if (side == CM_MAP_NONE || m->side[side].player == CM_NONE)
        cm_find_kind(m->r, word, CM_NAME_PLAYER,
                     "a party, a member or an actor");
    return side == CM_MAP_NONE ? CM_NONE : side;
}

static void resolve_points(maker *m, cm_talks *talks)
{
    cm_resolver *r = m->r;
    cm_point *points = cm_new_n(r->arena, cm_point, m->said->n_lines);
    if (!points) {
        r->failed = true;
        return;
    }
    for (uint32_t i = 0; i < m->said->n_lines; i++) {
        const cm_syntax_line *line = &m->said->lines[i];
        if (!line->is_point)
            continue;
        if (!cm_map_put(&r->scratch, &m->points, line->name.text,
                        talks->n_points))
            r->failed = true;
        points[talks->n_points++] =
            (cm_point){.label = {.name = line->name.text,
                                 .title = line->title.text,
                                 .span = line->name.span,
                                 .cites = line->cites},
                       .by = resolve_side(m, line->by)};
    }
    talks->points = points;
}

/* ---- what lines are called ---------------------------------------------- */

static const char *call(maker *m, const char *who, const char *label,
                        uint32_t number)
{
    cm_buf buf;
    cm_buf_init(&buf, m->r->arena);
    if (label)
        cm_buf_addf(&buf, "%s.%s", who, label);
    else
        cm_buf_addf(&buf, "%s.%lu", who, (unsigned long)number);
    const char *text = cm_buf_text(&buf);
    if (!text)
        m->r->failed = true;
    return text;
}

/* Names a line and sees that its label is the only one of its kind. Labels of
   goals share the map: `goal` and `given` are no names of sides. */
static void name_line(maker *m, const cm_syntax_line *said, cm_line *line,
                      uint32_t index)
{
    const char *who, *name;
    uint32_t number = 0;
    if (line->kind == CM_LINE_GIVEN) {
        who = "given";
        number = ++m->n_givens;
    } else if (line->kind == CM_LINE_GOAL) {
        who = "goal";
    } else if (line->kind == CM_LINE_DEMANDS || line->kind == CM_LINE_HOLDS) {
        if (line->side == CM_NONE)
            return;
        who = m->side[line->side].name;
        number = ++m->n_statements[line->side];
    } else {
        return;
    }
    if (!line->label && line->kind == CM_LINE_GOAL)
        return;
    name = call(m, who, line->label, number);
    if (!name)
        return;
    if (line->kind != CM_LINE_GOAL)
        line->name = name;
    if (!line->label)
        return;
    uint32_t known = cm_map_get(&m->calls, name);
    if (known != CM_MAP_NONE)
        cm_already(m->r, line->label, said->label.span,
                   m->said->lines[known].label.span);
    else if (!cm_map_put(&m->r->scratch, &m->calls, name, index))
        m->r->failed = true;
}

/* ---- what lines say ----------------------------------------------------- */

/* A point of `A before B`; whatever else the reference names is looked up, and
   left to the check. */
static uint32_t resolve_ordered(maker *m, const cm_ref *ref)
{
    cm_target target;
    cm_word no_option = {0};
    uint32_t point = CM_NONE;
    if (ref->kind == CM_REF_PLAIN) {
        point = cm_map_get(&m->points, ref->name.text);
        if (point == CM_MAP_NONE &&
            cm_map_get(&m->r->model->names, ref->name.text) == CM_MAP_NONE)
            cm_unknown_in_talks(m->r, ref->name);
    } else {
        cm_resolve_ref(m->r, ref, no_option, &m->scope, &target);
    }
    return point == CM_MAP_NONE ? CM_NONE : point;
}

static void resolve_statement(maker *m, const cm_syntax_statement *said,
                              cm_line *line)
{
    line->text = said->text;
    line->is_before = said->is_before;
    if (said->is_before) {
        line->first = resolve_ordered(m, &said->first);
        line->second = resolve_ordered(m, &said->second);
        return;
    }
    line->premise = condition(m, said->premise);
    line->cond = condition(m, said->cond);
    if (!line->text && said->cond)
        line->text = said->cond->text;
}

static const char *ref_text(maker *m, const cm_ref *ref)
{
    cm_buf buf;
    cm_buf_init(&buf, m->r->arena);
    cm_buf_add(&buf, ref->name.text);
    if (ref->kind != CM_REF_PLAIN) {
        cm_buf_add(&buf, ref->kind == CM_REF_TO ? " to " : " at ");
        cm_buf_add(&buf, ref->court.text);
    }
    const char *text = cm_buf_text(&buf);
    if (!text)
        m->r->failed = true;
    return text;
}

static void resolve_threat(maker *m, const cm_syntax_line *said, cm_line *line)
{
    cm_target target;
    cm_word no_option = {0};
    line->text = ref_text(m, &said->deed);
    line->premise = condition(m, said->condition);
    line->premise_text = said->condition ? said->condition->text : NULL;
    if (cm_resolve_ref(m->r, &said->deed, no_option, &m->scope, &target))
        line->cond = cm_cond_from(m->r, target, said->deed.name.span);
}

static void resolve_preferences(maker *m, const cm_syntax_line *said,
                                cm_line *line)
{
    const cm_cond **prefers =
        cm_new_n(m->r->arena, const cm_cond *, said->n_prefers);
    if (!prefers) {
        m->r->failed = true;
        return;
    }
    for (uint32_t i = 0; i < said->n_prefers; i++)
        prefers[i] = condition(m, said->prefers[i]);
    line->prefers = prefers;
    line->n_prefers = said->n_prefers;
}

static void resolve_line(maker *m, const cm_syntax_line *said, cm_line *line,
                         uint32_t index)
{
    *line = (cm_line){.kind = said->kind,
                      .span = said->span,
                      .cites = said->cites,
                      .side = resolve_side(m, said->side),
                      .label = said->label.text,
                      .first = CM_NONE,
                      .second = CM_NONE,
                      .worth = said->worth.value};
    name_line(m, said, line, index);
    switch (said->kind) {
    case CM_LINE_THREATENS:
    case CM_LINE_PROMISES: resolve_threat(m, said, line); break;
    case CM_LINE_PREFERS: resolve_preferences(m, said, line); break;
    default: resolve_statement(m, &said->statement, line); break;
    }
}

/* ---- all talks ---------------------------------------------------------- */

static void resolve_talks(cm_resolver *r, const cm_syntax_declaration *d,
                          cm_talks *talks)
{
    const cm_syntax_talks *said = &d->talks;
    maker m = {.r = r, .said = said};
    *talks = (cm_talks){.label = {.name = d->name.text,
                                  .title = d->title.text,
                                  .span = d->name.span,
                                  .cites = d->cites}};
    m.scope = (cm_scope){.point = find_point, .user = &m.points};
    m.side = cm_new_n(r->arena, cm_side, said->between.n);
    m.n_statements = cm_new_n(&r->scratch, uint32_t, said->between.n);
    cm_line *lines = cm_new_n(r->arena, cm_line, said->n_lines);
    if (!m.side || !m.n_statements || !lines) {
        r->failed = true;
        return;
    }
    resolve_sides(&m);
    resolve_points(&m, talks);
    for (uint32_t i = 0; i < said->n_lines; i++)
        if (!said->lines[i].is_point)
            resolve_line(&m, &said->lines[i], &lines[talks->n_lines++], i);
    talks->sides = m.side;
    talks->n_sides = m.n_sides;
    talks->lines = lines;
}

comitia_status cm_resolve_talks(cm_resolver *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        n += r->syntax->at[i].kind == CM_S_TALKS ? 1 : 0;
    cm_talks *talks = cm_new_n(r->arena, cm_talks, n);
    if (!talks)
        return COMITIA_E_NOMEM;
    r->model->talks = talks;
    r->model->n_talks = n;
    n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        if (r->syntax->at[i].kind == CM_S_TALKS)
            resolve_talks(r, &r->syntax->at[i], &talks[n++]);
    return cm_resolved(r);
}

/* ---- checks ------------------------------------------------------------- */

static void check_part(cm_resolver *r, const cm_talks *talks, cm_word word,
                       uint32_t side)
{
    if (!word.text || side != CM_NONE)
        return;
    cm_diag *diag =
        cm_diag_add(r->diags, "C0601", CM_ERROR, word.span,
                    "%s takes no part in %s", word.text, talks->label.name);
    cm_diag_note_at(r->diags, diag, talks->label.span,
                    "the sides are named after `between`");
    cm_near near;
    cm_near_begin(&near, r, word.text);
    for (uint32_t i = 0; i < talks->n_sides; i++)
        cm_near_try(&near, talks->sides[i].name, talks->sides[i].span);
    cm_near_help(&near, diag);
}

static void check_ordered(cm_resolver *r, const cm_ref *ref, uint32_t point)
{
    if (point == CM_NONE)
        cm_diag_add(r->diags, "C0602", CM_ERROR, ref->name.span,
                    "%s is no point of these talks: `before` orders points "
                    "only",
                    ref->name.text);
}

static void check_talks(cm_resolver *r, const cm_syntax_talks *said,
                        const cm_talks *talks)
{
    uint32_t n_points = 0, n_lines = 0, n_goals = 0;
    for (uint32_t i = 0; i < said->n_lines; i++) {
        const cm_syntax_line *s = &said->lines[i];
        if (s->is_point) {
            check_part(r, talks, s->by, talks->points[n_points++].by);
            continue;
        }
        const cm_line *line = &talks->lines[n_lines++];
        check_part(r, talks, s->side, line->side);
        n_goals += line->kind == CM_LINE_GOAL ? 1 : 0;
        if (line->is_before) {
            check_ordered(r, &s->statement.first, line->first);
            check_ordered(r, &s->statement.second, line->second);
        }
    }
    if (n_goals > 0)
        return;
    cm_diag *diag = cm_diag_add(r->diags, "C0603", CM_ERROR, talks->label.span,
                                "%s has no goal", talks->label.name);
    cm_diag_help(r->diags, diag,
                 "say what a deal would bring: `goal` and a condition");
}

comitia_status cm_check_talks(cm_resolver *r)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->syntax->n; i++)
        if (r->syntax->at[i].kind == CM_S_TALKS)
            check_talks(r, &r->syntax->at[i].talks, &r->model->talks[n++]);
    return cm_resolved(r);
}
