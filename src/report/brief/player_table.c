/* Who lacks how many seats, in one table for several acts. */
#include "report/brief/brief.h"

enum { NAMED = 3, BESIDE = 3 };

/* ---- columns
 * ------------------------------------------------------------------------- */

bool cm_is_enough(const comitia_value *player)
{
    return cm_tree_bool(player, "alone") || cm_tree_is(player, "missing", "0");
}

static bool same_player(const comitia_value *a, const comitia_value *b)
{
    return strcmp(cm_tree_text(a, "player"), cm_tree_text(b, "player")) == 0 &&
           strcmp(cm_tree_text(a, "seats"), cm_tree_text(b, "seats")) == 0;
}

static bool same_column(const comitia_value *a, const comitia_value *b,
                        bool numbers_too)
{
    size_t n = comitia_value_count(a);
    if (n != comitia_value_count(b))
        return false;
    for (size_t p = 0; p < n; p++) {
        const comitia_value *x = comitia_value_at(a, p);
        const comitia_value *y = comitia_value_at(b, p);
        if (!same_player(x, y))
            return false;
        if (numbers_too &&
            (strcmp(cm_tree_text(x, "missing"), cm_tree_text(y, "missing")) !=
                 0 ||
             cm_is_enough(x) != cm_is_enough(y) ||
             cm_tree_bool(x, "blocks") != cm_tree_bool(y, "blocks")))
            return false;
    }
    return true;
}

void cm_columns_add(cm_doc *doc, cm_columns *columns, const char *title,
                    const comitia_value *players)
{
    for (size_t c = 0; c < columns->n; c++)
        if (same_column(columns->at[c].players, players, true)) {
            columns->at[c].title =
                cm_textf(doc, "%s, %s", columns->at[c].title, title);
            return;
        }
    if (columns->n < doc->most &&
        !cm_push(doc->arena, columns, (cm_column){title, players}))
        doc->failed = true;
}

/* ---- rows: players that are alike in every column
 * --------------------------------------- */

typedef struct row {
    size_t first, n; /* a player of the row, how many there are */
    cm_texts names;  /* a few of them */
    const char *last;
} row;

typedef cm_vec(row) rows;

static const char *cell_text(cm_doc *doc, const comitia_value *player,
                             bool members)
{
    const char *missing = cm_tree_text(player, "missing");
    const char *blocks = cm_tree_bool(player, "blocks") ? ", can block" : "";
    if (cm_is_enough(player))
        return cm_textf(doc, "enough%s", blocks);
    if (!*missing)
        return cm_textf(doc, "not enough%s", blocks);
    if (members)
        return cm_textf(doc, "%s more needed%s", cm_grouped(doc, missing),
                        blocks);
    return cm_textf(doc, "%s short%s", cm_grouped(doc, missing), blocks);
}

/* All that a row shows of a player, as one text. */
static const char *signature(cm_doc *doc, const cm_column *columns, size_t n,
                             size_t p)
{
    cm_buf buf;
    cm_buf_init(&buf, doc->arena);
    cm_buf_add(&buf,
               cm_tree_text(comitia_value_at(columns[0].players, p), "seats"));
    for (size_t c = 0; c < n; c++) {
        const comitia_value *player = comitia_value_at(columns[c].players, p);
        cm_buf_addf(&buf, " %s%c%c", cm_tree_text(player, "missing"),
                    cm_is_enough(player) ? '+' : '-',
                    cm_tree_bool(player, "blocks") ? '+' : '-');
    }
    return cm_doc_text(doc, &buf);
}

static void find_rows(cm_doc *doc, const cm_column *columns, size_t n,
                      rows *found)
{
    cm_map row_of = {0};
    const comitia_value *players = columns[0].players;
    for (size_t p = 0; p < comitia_value_count(players); p++) {
        const char *key = signature(doc, columns, n, p);
        const char *name = cm_tree_text(comitia_value_at(players, p), "player");
        uint32_t at = cm_map_get(&row_of, key);
        if (at == CM_MAP_NONE) {
            at = (uint32_t)found->n;
            if (!cm_map_put(doc->arena, &row_of, key, at) ||
                !cm_push(doc->arena, found, (row){.first = p})) {
                doc->failed = true;
                return;
            }
        }
        row *r = &found->at[at];
        if (r->n++ < NAMED)
            cm_texts_add(doc, &r->names, name);
        r->last = name;
    }
}

static const char *names_text(cm_doc *doc, const row *r, size_t all)
{
    cm_texts names = {0};
    if (r->n == all && r->n > NAMED)
        return cm_textf(doc, "each of the %s", cm_grouped_u64(doc, r->n));
    for (size_t i = 0; i < r->names.n; i++)
        cm_texts_add(doc, &names, cm_name_first(doc, r->names.at[i]));
    if (r->n == NAMED + 1)
        cm_texts_add(doc, &names, cm_name_first(doc, r->last));
    if (r->n > NAMED + 1)
        return cm_textf(doc, "%s and %s others", cm_strung(doc, &names, ", "),
                        cm_grouped_u64(doc, r->n - NAMED));
    return cm_listed(doc, &names, "and");
}

static void beside(cm_doc *doc, const cm_column *columns, size_t n,
                   bool members)
{
    const char *head[BESIDE + 2] = {"", ">seats"};
    size_t before = members ? 1 : 2;
    rows found = {0};
    size_t all = comitia_value_count(columns[0].players);
    find_rows(doc, columns, n, &found);
    for (size_t c = 0; c < n; c++)
        head[c + before] = columns[c].title;
    for (size_t r = 0; r < found.n && !members; r++)
        if (found.at[r].n > 1)
            head[1] = ">seats each";
    cm_table *table = cm_table_new(doc, "", n + before, head);
    for (size_t r = 0; r < found.n && r < doc->most; r++) {
        size_t p = found.at[r].first;
        const char *seats =
            cm_tree_text(comitia_value_at(columns[0].players, p), "seats");
        cm_cell(doc, table, names_text(doc, &found.at[r], all));
        if (!members)
            cm_cell(doc, table, cm_grouped(doc, seats));
        for (size_t c = 0; c < n; c++)
            cm_cell(doc, table,
                    cell_text(doc, comitia_value_at(columns[c].players, p),
                              members));
    }
    cm_more(doc, 0, found.n);
}

void cm_columns_tell(cm_doc *doc, const cm_columns *columns)
{
    for (size_t c = 0; c < columns->n;) {
        size_t n = 1;
        while (n < BESIDE && c + n < columns->n &&
               same_column(columns->at[c].players, columns->at[c + n].players,
                           false))
            n++;
        beside(doc, columns->at + c, n, columns->members);
        c += n;
    }
}
