#include "ask/power/asked_unions.h"

#include <stdlib.h>

#include "lang/resolve/likeness.h"

/* ---- names that are joined by + ------------------------------------------ */

typedef struct member {
    const char *name;
    uint32_t union_of;
} member;

typedef cm_vec(member) member_list;

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void no_name(cm_ask *ask, const char *text)
{
    cm_diag *diag = cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                                "an empty name among the unions: %s", text);
    cm_diag_help(&ask->diags, diag, "--unions A+B,C+D");
}

/* "A + B": the names, trimmed. */
static comitia_status split(cm_ask *ask, cm_arena *arena, const char *text,
                            uint32_t union_of, member_list *list)
{
    for (const char *at = text;; at++) {
        const char *end = at + strcspn(at, "+"), *last = end;
        while (at < last && blank(*at))
            at++;
        while (at < last && blank(last[-1]))
            last--;
        if (at == last) {
            no_name(ask, text);
            return COMITIA_OK;
        }
        char *name = cm_strdup_n(arena, at, (size_t)(last - at));
        if (!name || !cm_push(arena, list, (member){name, union_of}))
            return COMITIA_E_NOMEM;
        if (!*end)
            return COMITIA_OK;
        at = end;
    }
}

static comitia_status read_members(cm_ask *ask, cm_arena *arena,
                                   member_list *list)
{
    const comitia_question *q = ask->q;
    for (size_t i = 0; i < q->n_unions; i++) {
        CM_TRY(cm_spend(ask->ctx, 100 + strlen(q->unions[i])));
        CM_TRY(split(ask, arena, q->unions[i], (uint32_t)i, list));
    }
    return COMITIA_OK;
}

static void in_two(cm_ask *ask, const char *name, bool groups)
{
    cm_diag *diag =
        cm_diag_add(&ask->diags, "C0203", CM_ERROR, CM_NO_SPAN,
                    "%s stands in two %s", name, groups ? "groups" : "unions");
    cm_diag_help(&ask->diags, diag,
                 groups ? "name the unions: --unions A+B,C+D"
                        : "every player stands in one union");
}

/* Sets where `at` stands; false if it stands somewhere already. */
static bool put_into(uint32_t *at, uint32_t union_of)
{
    if (*at != CM_ALONE && *at != union_of)
        return false;
    *at = union_of;
    return true;
}

/* ---- of a model ---------------------------------------------------------- */

typedef struct joining {
    cm_ask *ask;
    const cm_game *game;
    cm_asked_unions *unions;
    uint32_t *of_player; /* per player of the model */
    uint8_t *bodies;     /* per body: acts in question are its own */
} joining;

static void join_player(joining *j, uint32_t player, uint32_t union_of,
                        bool groups)
{
    if (!put_into(&j->of_player[player], union_of))
        in_two(j->ask, j->ask->model->players[player].label.name, groups);
}

static void join_group(joining *j, const cm_body *body, const cm_group *group,
                       uint32_t union_of, bool groups)
{
    for (uint32_t e = 0; e < group->n_entries; e++)
        join_player(j, body->entries[group->entries[e]].player, union_of,
                    groups);
}

/* Every group of the bodies in question is a union. */
static void join_groups(joining *j)
{
    const cm_model *model = j->ask->model;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        for (uint32_t g = 0; j->bodies[b] && g < body->n_groups; g++)
            join_group(j, body, &body->groups[g], j->unions->n_unions++, true);
    }
    if (j->unions->n_unions)
        return;
    cm_diag *diag = cm_diag_add(&j->ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                                "no body in question has groups");
    cm_diag_help(&j->ask->diags, diag, "name the unions: --unions A+B,C+D");
}

static const cm_group *find_group(const joining *j, const char *name,
                                  const cm_body **body)
{
    const cm_model *model = j->ask->model;
    const cm_group *group = NULL;
    for (uint32_t b = 0; b < model->n_bodies && !group; b++) {
        *body = &model->bodies[b];
        group = j->bodies[b] ? cm_body_group(*body, name) : NULL;
    }
    return group;
}

static void unknown(joining *j, const char *name)
{
    const cm_model *model = j->ask->model;
    const char *found = NULL;
    cm_likeness like;
    cm_diag *diag = cm_diag_add(&j->ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                                "no player has the name %s", name);
    cm_likeness_begin(&like, name);
    for (uint32_t e = 0; e < j->game->n_entities && like.best; e++) {
        const char *other =
            model->players[j->game->entities[e].player].label.name;
        if (cm_likeness_try(&like, other))
            found = other;
    }
    if (found)
        cm_diag_help(&j->ask->diags, diag, "did you mean %s?", found);
}

/* A player, or a group: its entries. */
static void join_member(joining *j, const member *who)
{
    const cm_model *model = j->ask->model;
    cm_name name = cm_model_name(model, who->name);
    const cm_body *body;
    const cm_group *group = find_group(j, who->name, &body);
    if (name.kind == CM_NAME_PLAYER)
        join_player(j, name.index, who->union_of, false);
    else if (group)
        join_group(j, body, group, who->union_of, false);
    else
        unknown(j, who->name);
}

/* Bodies of the acts that matter under some valuation. */
static void mark_bodies(joining *j)
{
    for (uint32_t s = 0; s < j->game->n_stakes; s++) {
        uint32_t body = j->ask->model->acts[j->game->stakes[s].act].body;
        if (body != CM_NONE)
            j->bodies[body] = 1;
    }
}

static bool means_groups(const comitia_question *q)
{
    return q->n_unions == 1 && strcmp(q->unions[0], "groups") == 0;
}

static comitia_status join_all(joining *j, cm_arena *arena)
{
    member_list list = {0};
    mark_bodies(j);
    if (means_groups(j->ask->q)) {
        join_groups(j);
        return COMITIA_OK;
    }
    j->unions->n_unions = (uint32_t)j->ask->q->n_unions;
    CM_TRY(read_members(j->ask, arena, &list));
    for (size_t i = 0; i < list.n; i++) {
        CM_TRY(cm_spend(j->ask->ctx, 200));
        join_member(j, &list.at[i]);
    }
    return COMITIA_OK;
}

static comitia_status new_rows(cm_ask *ask, cm_arena *arena, uint32_t n,
                               cm_asked_unions *unions)
{
    *unions = (cm_asked_unions){.given = true, .n_rows = n};
    if (ask->q->n_unions > UINT32_C(1) << 24)
        return cm_fail(ask->ctx, COMITIA_E_BUDGET, "more than 2^24 unions");
    unions->items = cm_new_n(arena, cm_union_item, n);
    for (uint32_t i = 0; unions->items && i < n; i++)
        unions->items[i].union_of = CM_ALONE;
    return unions->items ? COMITIA_OK : COMITIA_E_NOMEM;
}

comitia_status cm_unions_of_game(cm_ask *ask, cm_asked_game *asked,
                                 cm_asked_unions *unions)
{
    const cm_game *game = asked->game;
    cm_arena *arena = &asked->scratch;
    joining j = {.ask = ask, .game = game, .unions = unions};
    *unions = (cm_asked_unions){0};
    if (ask->q->n_unions == 0)
        return COMITIA_OK;
    CM_TRY(new_rows(ask, arena, game->n_entities, unions));
    j.of_player = cm_new_n(arena, uint32_t, ask->model->n_players);
    j.bodies = cm_new_n(arena, uint8_t, ask->model->n_bodies);
    if (!j.of_player || !j.bodies)
        return COMITIA_E_NOMEM;
    for (uint32_t p = 0; p < ask->model->n_players; p++)
        j.of_player[p] = CM_ALONE;
    CM_TRY(join_all(&j, arena));
    for (uint32_t e = 0; e < game->n_entities; e++)
        unions->items[e].union_of = j.of_player[game->entities[e].player];
    return COMITIA_OK;
}

/* ---- of weights ---------------------------------------------------------- */

typedef struct named_row {
    const char *name;
    uint32_t row;
} named_row;

static int by_name(const void *left, const void *right)
{
    const named_row *a = left, *b = right;
    int sign = strcmp(a->name, b->name);
    return sign ? sign : a->row < b->row ? -1 : a->row > b->row;
}

static comitia_status sorted_rows(cm_ask *ask, cm_arena *arena,
                                  const char *const *names, uint32_t n,
                                  named_row **out)
{
    named_row *rows = cm_new_n(arena, named_row, n);
    if (!rows)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ask->ctx, 1000 * (uint64_t)n));
    for (uint32_t i = 0; i < n; i++)
        rows[i] = (named_row){names[i], i};
    if (n)
        qsort(rows, n, sizeof *rows, by_name);
    *out = rows;
    return COMITIA_OK;
}

/* Rows with the same text in the column form a union. */
static comitia_status join_by_column(cm_ask *ask, cm_arena *arena,
                                     const char *const *column, uint32_t n,
                                     cm_asked_unions *unions)
{
    named_row *rows;
    CM_TRY(sorted_rows(ask, arena, column, n, &rows));
    for (uint32_t i = 0; i < n; i++) {
        if (!*rows[i].name)
            continue;
        bool same = i && strcmp(rows[i].name, rows[i - 1].name) == 0;
        unions->n_unions += !same;
        unions->items[rows[i].row].union_of = unions->n_unions - 1;
    }
    return COMITIA_OK;
}

/* First of the rows with this name, n if there is none. */
static uint32_t first_row(const named_row *rows, uint32_t n, const char *name)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(rows[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && strcmp(rows[low].name, name) == 0 ? low : n;
}

static void join_named(cm_ask *ask, const named_row *rows, uint32_t n,
                       const member *who, cm_asked_unions *unions)
{
    uint32_t at = first_row(rows, n, who->name);
    if (at == n)
        cm_diag_add(&ask->diags, "C0202", CM_ERROR, CM_NO_SPAN,
                    "no player has the name %s", who->name);
    else if (at + 1 < n && strcmp(rows[at + 1].name, who->name) == 0)
        cm_diag_add(&ask->diags, "C0203", CM_ERROR, CM_NO_SPAN,
                    "two rows have the name %s; --unions-column can tell them "
                    "apart",
                    who->name);
    else if (!put_into(&unions->items[rows[at].row].union_of, who->union_of))
        in_two(ask, who->name, false);
}

comitia_status cm_unions_of_names(cm_ask *ask, cm_arena *arena,
                                  const char *const *names,
                                  const char *const *column, uint32_t n,
                                  cm_asked_unions *unions)
{
    named_row *rows;
    member_list list = {0};
    CM_TRY(new_rows(ask, arena, n, unions));
    if (column)
        return join_by_column(ask, arena, column, n, unions);
    unions->n_unions = (uint32_t)ask->q->n_unions;
    CM_TRY(sorted_rows(ask, arena, names, n, &rows));
    CM_TRY(read_members(ask, arena, &list));
    for (size_t i = 0; i < list.n; i++) {
        CM_TRY(cm_spend(ask->ctx, 2000));
        join_named(ask, rows, n, &list.at[i], unions);
    }
    return COMITIA_OK;
}

/* ---- a case -------------------------------------------------------------- */

comitia_status cm_unions_begin(cm_ask *ask, cm_arena *arena,
                               cm_asked_unions *unions)
{
    uint32_t n = 0;
    cm_union_item *playing = cm_new_n(arena, cm_union_item, unions->n_rows);
    if (!playing)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < unions->n_rows; i++)
        if (unions->items[i].units)
            playing[n++] = unions->items[i];
    CM_TRY(cm_unions_new(ask->ctx, arena, playing, n, &unions->unions));
    n = 0;
    for (uint32_t i = 0; i < unions->n_rows; i++)
        unions->items[i].part =
            unions->items[i].units ? playing[n++].part : NULL;
    return COMITIA_OK;
}

/* What the players of each union have together, of one value. */
typedef const cm_number *value_of(const cm_union_part *part);

static const cm_number *owen_of(const cm_union_part *part)
{
    return part->owen;
}

static const cm_number *symmetric_of(const cm_union_part *part)
{
    return part->symmetric;
}

static comitia_status put_sums(cm_ask *ask, cm_arena *scratch,
                               comitia_value **to,
                               const cm_asked_unions *unions, const char *key,
                               value_of *value, bool known)
{
    mpq_t *sum = cm_new_n(scratch, mpq_t, unions->n_unions);
    mpq_t units;
    if (!sum)
        return COMITIA_E_NOMEM;
    mpq_init(units);
    for (uint32_t u = 0; u < unions->n_unions; u++)
        mpq_init(sum[u]);
    for (uint32_t i = 0; i < unions->n_rows && known; i++) {
        const cm_union_item *item = &unions->items[i];
        if (item->union_of == CM_ALONE || !item->units)
            continue;
        mpq_set_ui(units, 0, 1);
        cm_set_u64(mpq_numref(units), item->units);
        mpq_mul(units, units, value(item->part)->q);
        mpq_add(sum[item->union_of], sum[item->union_of], units);
    }
    for (uint32_t u = 0; u < unions->n_unions; u++) {
        if (to[u] && known)
            cm_put_ratio(&ask->b, to[u], key, sum[u]);
        else if (to[u])
            cm_put_null(&ask->b, to[u], key);
        mpq_clear(sum[u]);
    }
    mpq_clear(units);
    return COMITIA_OK;
}

comitia_status cm_put_unions(cm_ask *ask, cm_arena *scratch, comitia_value *one,
                             const cm_asked_unions *unions,
                             const char *const *names, unsigned want)
{
    cm_builder *b = &ask->b;
    comitia_value *list = cm_put_list(b, one, "unions");
    comitia_value **of = cm_new_n(scratch, comitia_value *, unions->n_unions);
    comitia_value **to = cm_new_n(scratch, comitia_value *, unions->n_unions);
    const char **last = cm_new_n(scratch, const char *, unions->n_unions);
    if (!of || !to || !last)
        return COMITIA_E_NOMEM;
    for (uint32_t i = 0; i < unions->n_rows; i++) {
        uint32_t u = unions->items[i].union_of;
        if (u == CM_ALONE || !unions->items[i].units)
            continue;
        if (!of[u]) {
            to[u] = cm_add_object(b, list);
            of[u] = cm_put_list(b, to[u], "players");
        }
        /* seats of one party may stand in several rows */
        if (!last[u] || strcmp(last[u], names[i]) != 0)
            cm_add_text(b, of[u], names[i]);
        last[u] = names[i];
    }
    if (want & CM_PART_OWEN)
        CM_TRY(put_sums(ask, scratch, to, unions, "owen", owen_of,
                        unions->known & CM_PART_OWEN));
    if (want & CM_PART_SYMMETRIC)
        CM_TRY(put_sums(ask, scratch, to, unions, "symmetric_banzhaf",
                        symmetric_of, unions->known & CM_PART_SYMMETRIC));
    return COMITIA_OK;
}
