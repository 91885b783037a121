#include "ask/power/order_rows.h"

/* A name twice in a row is seats of one party that differ elsewhere only. */
static void add_name(cm_ask *ask, comitia_value *rank, const char *name,
                     const char **last)
{
    if (!*last || strcmp(*last, name) != 0)
        cm_add_text(&ask->b, rank, name);
    *last = name;
}

comitia_status cm_put_order(cm_ask *ask, cm_arena *scratch, comitia_value *one,
                            const cm_dominance *dominance,
                            const cm_order_row *rows, uint32_t n)
{
    cm_builder *b = &ask->b;
    if (!dominance) {
        cm_put_null(b, one, "order");
        cm_list_left_out(ask, "the order of desirability");
        return COMITIA_OK;
    }
    comitia_value *order = cm_put_object(b, one, "order");
    uint32_t n_ranks = dominance->n_ranks;
    comitia_value **rank = cm_new_n(scratch, comitia_value *, n_ranks);
    const char **first = cm_new_n(scratch, const char *, n_ranks);
    const char **last = cm_new_n(scratch, const char *, n_ranks);
    if (!rank || !first || !last)
        return COMITIA_E_NOMEM;
    CM_TRY(cm_spend(ask->ctx, 100 * ((uint64_t)n + dominance->n_covers)));
    cm_put_bool(b, order, "complete", dominance->complete);
    comitia_value *ranks = cm_put_list(b, order, "ranks");
    for (uint32_t r = 0; r < n_ranks; r++)
        rank[r] = cm_add_list(b, ranks);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t r = dominance->rank_of[rows[i].class_of];
        if (!first[r])
            first[r] = rows[i].name;
        add_name(ask, rank[r], rows[i].name, &last[r]);
    }
    comitia_value *pairs = cm_put_list(b, order, "dominates");
    for (uint32_t k = 0; k < dominance->n_covers; k++) {
        comitia_value *pair = cm_add_list(b, pairs);
        cm_add_text(b, pair, first[dominance->covers[k][0]]);
        cm_add_text(b, pair, first[dominance->covers[k][1]]);
    }
    return COMITIA_OK;
}
