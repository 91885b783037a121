#include "import/roster.h"

bool cm_roster_has(const cm_roster *t, int what)
{
    return t->at[what] != CM_COLUMN_NONE;
}

/* "Ann Lee" of two columns, or what one has. */
const char *cm_roster_member(const cm_roster *t, uint32_t row)
{
    const char *family = cm_roster_cell(t, row, CM_ROSTER_MEMBER);
    const char *given = cm_roster_cell(t, row, CM_ROSTER_GIVEN);
    cm_buf buf;
    if (family && given && strstr(family, given))
        return family;
    if (!family || !given || !*given || !*family)
        return family && given && *given ? given : family;
    cm_buf_init(&buf, t->job->arena);
    cm_buf_addf(&buf, "%s %s", given, family);
    t->job->draft.failed |= buf.failed;
    return buf.failed ? NULL : cm_buf_text(&buf);
}

const char *cm_roster_cell(const cm_roster *t, uint32_t row, int what)
{
    return cm_sheet_cell(&t->sheet, row, t->at[what]);
}

cm_where cm_roster_place(const cm_roster *t, uint32_t row, int what)
{
    return cm_sheet_place(&t->sheet, row,
                          cm_roster_has(t, what) ? t->at[what] : 0);
}

/* A column called name may hold the family name alone. */
static bool is_called_name(const cm_roster *t, uint32_t column)
{
    return column != CM_COLUMN_NONE &&
           cm_says(t->sheet.table.columns[column], "name");
}

/* One column is one thing: `name` is that of the party beside seats, of the
   member else; `group` is the party where nothing else is. */
static void settle_columns(cm_roster *t)
{
    if (t->at[CM_ROSTER_TITLE] == t->at[CM_ROSTER_MEMBER] &&
        cm_roster_has(t, CM_ROSTER_TITLE)) {
        if (cm_roster_has(t, CM_ROSTER_SEATS))
            t->at[CM_ROSTER_MEMBER] = CM_COLUMN_NONE;
        else
            t->at[CM_ROSTER_TITLE] = CM_COLUMN_NONE;
    }
    if (t->at[CM_ROSTER_TITLE] == t->at[CM_ROSTER_PARTY])
        t->at[CM_ROSTER_TITLE] = CM_COLUMN_NONE;
    if (cm_roster_has(t, CM_ROSTER_FAMILY) &&
        !cm_roster_has(t, CM_ROSTER_SEATS) &&
        !cm_roster_has(t, CM_ROSTER_MEMBER))
        t->at[CM_ROSTER_MEMBER] = t->at[CM_ROSTER_FAMILY];
    else if (!is_called_name(t, t->at[CM_ROSTER_MEMBER]))
        t->at[CM_ROSTER_GIVEN] = CM_COLUMN_NONE;
    if (t->at[CM_ROSTER_STANCE] == t->at[CM_ROSTER_PARTY])
        t->at[CM_ROSTER_STANCE] = CM_COLUMN_NONE;
    if (cm_roster_has(t, CM_ROSTER_SEATS) &&
        !cm_roster_has(t, CM_ROSTER_PARTY) &&
        cm_roster_has(t, CM_ROSTER_TITLE)) {
        t->at[CM_ROSTER_PARTY] = t->at[CM_ROSTER_TITLE];
        t->at[CM_ROSTER_TITLE] = CM_COLUMN_NONE;
    }
    t->tallied =
        cm_roster_has(t, CM_ROSTER_PARTY) && cm_roster_has(t, CM_ROSTER_YES) &&
        cm_roster_has(t, CM_ROSTER_NO) && !cm_roster_has(t, CM_ROSTER_BALLOT);
    t->marked = t->tallied && cm_roster_has(t, CM_ROSTER_MEMBER) &&
                !cm_roster_has(t, CM_ROSTER_SEATS);
    t->tallied &= !t->marked;
    if (cm_roster_has(t, CM_ROSTER_WEIGHT) &&
        !cm_roster_has(t, CM_ROSTER_SEATS) &&
        !cm_roster_has(t, CM_ROSTER_MEMBER)) {
        t->at[CM_ROSTER_MEMBER] = t->at[CM_ROSTER_PARTY];
        t->at[CM_ROSTER_PARTY] = CM_COLUMN_NONE;
    }
}

bool cm_roster_is_of_parties(const cm_roster *t)
{
    return cm_roster_has(t, CM_ROSTER_PARTY) &&
           (cm_roster_has(t, CM_ROSTER_SEATS) || t->tallied);
}

bool cm_roster_says_who(const cm_roster *t)
{
    return cm_roster_is_of_parties(t) || cm_roster_has(t, CM_ROSTER_MEMBER) ||
           cm_roster_has(t, CM_ROSTER_PARTY);
}

/* Of the first rows, the one that has titles of columns is the head. */
static void find_head(cm_roster *t)
{
    enum { MOST_ROWS_ABOVE = 20 };
    cm_table *table = &t->sheet.table;
    const uint32_t usual = table->head;
    cm_sheet_columns(&t->sheet, cm_roster_wanted, CM_ROSTER_N_COLUMNS, t->at);
    settle_columns(t);
    if (cm_roster_says_who(t) || t->job->options->n_columns)
        return;
    for (uint32_t row = 0; row < table->n_all && row < MOST_ROWS_ABOVE; row++) {
        cm_table_set_head(table, row);
        cm_sheet_columns(&t->sheet, cm_roster_wanted, CM_ROSTER_N_COLUMNS,
                         t->at);
        settle_columns(t);
        if (cm_roster_is_of_parties(t) || (cm_roster_has(t, CM_ROSTER_MEMBER) &&
                                           cm_roster_has(t, CM_ROSTER_PARTY)))
            return;
    }
    cm_table_set_head(table, usual);
    cm_sheet_columns(&t->sheet, cm_roster_wanted, CM_ROSTER_N_COLUMNS, t->at);
    settle_columns(t);
}

/* ---- one body ------------------------------------------------------------ */

static bool is_taken(const cm_roster *t, uint32_t column)
{
    for (int i = 0; i < CM_ROSTER_N_COLUMNS; i++)
        if (t->at[i] == column)
            return true;
    return false;
}

static void find_scopes(cm_roster *t)
{
    const cm_table *table = &t->sheet.table;
    const char *const *words =
        cm_roster_is_of_parties(t) ? cm_roster_party_scopes : cm_roster_scopes;
    for (; *words; words++)
        for (uint32_t i = 0; i < table->n_columns; i++)
            if (cm_says(table->columns[i], *words) && !is_taken(t, i) &&
                t->n_scopes < CM_ROSTER_MOST_SCOPES)
                t->scopes[t->n_scopes++] = i;
}

bool cm_roster_counts(cm_roster *t, uint32_t row)
{
    const cm_sheet *sheet = &t->sheet;
    if (!t->has_first)
        t->first = row;
    t->has_first = true;
    for (uint32_t i = 0; i < t->n_scopes && !t->mixed; i++) {
        const char *one = cm_sheet_cell(sheet, t->first, t->scopes[i]);
        const char *other = cm_sheet_cell(sheet, row, t->scopes[i]);
        const char *what = sheet->table.columns[t->scopes[i]];
        if (!one || !other || cm_is_missing(one) || cm_is_missing(other) ||
            strcmp(one, other) == 0 ||
            (cm_says(what, "type") &&
             !(cm_is_house(one) && cm_is_house(other))))
            continue;
        cm_job_error(t->job, cm_sheet_place(sheet, row, t->scopes[i]),
                     "say which rows count: --where COLUMN=VALUE",
                     "rows of several bodies: %s is %s here, and %s above",
                     what, other, one);
        t->mixed = true;
    }
    return !t->mixed;
}

void cm_roster_find_columns(cm_roster *t)
{
    static const int counted[] = {CM_ROSTER_SEATS,   CM_ROSTER_WEIGHT,
                                  CM_ROSTER_YES,     CM_ROSTER_NO,
                                  CM_ROSTER_ABSTAIN, CM_ROSTER_ABSENT};
    find_head(t);
    if (!cm_roster_says_who(t))
        return;
    find_scopes(t);
    cm_sheet_settle(&t->sheet);
    if (!t->job->diags->n_errors)
        cm_sheet_keep(&t->sheet);
    if (t->job->diags->n_errors)
        return;
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        cm_sheet_numbers(&t->sheet, t->at[counted[i]]);
}
