#include "ask/asked_table.h"

static void fail(cm_ask *ask, int exit)
{
    if (ask->exit < exit)
        ask->exit = exit;
}

/* The rows that --where leaves. */
static comitia_status keep(cm_ask *ask, cm_arena *arena, cm_table *table)
{
    const char *reason = NULL;
    for (size_t i = 0; i < ask->q->n_where && !reason; i++) {
        CM_TRY(cm_spend(ask->ctx, 10 * (uint64_t)table->n_rows));
        if (!cm_table_keep(arena, table, ask->q->where[i], &reason))
            return COMITIA_E_NOMEM;
        if (reason) {
            cm_diag_add(&ask->diags, "C0212", CM_ERROR, CM_NO_SPAN,
                        "%s: --where %s: %s", ask->q->csv, ask->q->where[i],
                        reason);
            fail(ask, 64);
        }
    }
    return COMITIA_OK;
}

comitia_status cm_asked_table(cm_ask *ask, cm_arena *arena, const char *column,
                              cm_table *table)
{
    const comitia_loader *loader = ask->loader;
    const char *path = ask->q->csv;
    comitia_text text = {0};
    const char *reason = loader && loader->load
                             ? loader->load(loader->user, path, &text)
                             : "there is no way to read files here";
    if (reason) {
        cm_diag_add(&ask->diags, "C0212", CM_ERROR, CM_NO_SPAN,
                    "cannot read %s: %s", path, reason);
        fail(ask, 66);
        return COMITIA_OK;
    }
    comitia_status status = cm_table_read(ask->ctx, arena, text.bytes,
                                          text.n_bytes, column, table, &reason);
    /* Cells are copies; the text is not used further. */
    if (loader->done)
        loader->done(loader->user, &text);
    CM_TRY(status);
    if (reason) {
        cm_diag *diag = cm_diag_add(&ask->diags, "C0212", CM_ERROR, CM_NO_SPAN,
                                    "%s: %s", path, reason);
        if (strstr(reason, "not UTF-8"))
            cm_diag_help(&ask->diags, diag,
                         "save the table as UTF-8 (in a spreadsheet: \"CSV "
                         "UTF-8\")");
        fail(ask, 65);
    }
    return reason ? COMITIA_OK : keep(ask, arena, table);
}

void cm_asked_column(cm_ask *ask, const cm_table *table, const char *name,
                     uint32_t *column)
{
    if (!name)
        return;
    uint32_t found = cm_table_column(table, name);
    if (found < table->n_columns) {
        *column = found;
        return;
    }
    cm_diag_add(&ask->diags, "C0212", CM_ERROR, CM_NO_SPAN,
                found == CM_COLUMN_NONE ? "%s has no column %s"
                                        : "%s has more than one column %s",
                ask->q->csv, name);
    fail(ask, 64);
}

/* A row that is called total, or may be one. */
static void say_total(cm_ask *ask, cm_total total, uint32_t line,
                      const char *name, const char *kind)
{
    if (total == CM_TOTAL) {
        cm_diag_add(&ask->diags, "C0212", CM_ERROR, CM_NO_SPAN,
                    "%s:%u: %s sums up other rows, and is no %s; take the "
                    "row out",
                    ask->q->csv, line, name, kind);
        fail(ask, 65);
    } else if (total == CM_TOTAL_OTHER) {
        cm_diag_add(&ask->diags, "C0802", CM_WARNING, CM_NO_SPAN,
                    "%s:%u: %s is not the sum of the other rows, and counts as "
                    "a %s; if it is none, take the row out",
                    ask->q->csv, line, name, kind);
    } else {
        cm_diag_add(&ask->diags, "C0802", CM_WARNING, CM_NO_SPAN,
                    "%s:%u: %s has as much as all rows above it together, and "
                    "counts as a %s; if it is their sum, take the row out",
                    ask->q->csv, line, name, kind);
    }
}

comitia_status cm_asked_numbers(cm_ask *ask, cm_arena *arena, cm_table *table,
                                uint32_t names, uint32_t numbers,
                                uint32_t parts, const char *kind)
{
    bool failed = false;
    uint32_t row = cm_table_numbers(arena, table, numbers, &failed);
    if (failed)
        return COMITIA_E_NOMEM;
    if (row != CM_COLUMN_NONE) {
        cm_diag *diag = cm_diag_add(
            &ask->diags, "C0212", CM_ERROR, CM_NO_SPAN,
            "%s:%u: %s: does the sign set thousands or decimals apart?",
            ask->q->csv, table->rows[row].line,
            table->rows[row].cells[numbers]);
        cm_diag_help(&ask->diags, diag, "%s", CM_UNCLEAR_HELP);
        fail(ask, 65);
        return COMITIA_OK;
    }
    cm_total total = cm_table_total(arena, table, names, numbers, parts, &row);
    if (total != CM_NO_TOTAL)
        say_total(ask, total, table->rows[row].line,
                  table->rows[row].cells[names], kind);
    return COMITIA_OK;
}
