#include "import/sheet.h"

#include <inttypes.h>

#include "import/import_words.h"

/* ---- the table ----------------------------------------------------------- */

static void say_unreadable(const cm_sheet *sheet, const char *reason)
{
    const char *help = NULL;
    const char *what =
        strstr(reason, ": "); /* behind the line, which is told */
    if (strstr(reason, "not UTF-8"))
        help = "say how it is written, for example --encoding windows-1252 "
               "(tables of Excel in western Europe), or save it as \"CSV "
               "UTF-8\"";
    else if (strstr(reason, "a NUL"))
        help = "if it is UTF-16, say so: --encoding utf-16le";
    else if (strstr(reason, "a quote"))
        help = "put the whole cell in quotes, and the quote in it twice: "
               "\"the \"\"Left\"\"\"";
    else if (strstr(reason, "cell"))
        help = "an empty cell needs its separator too; take out notes below "
               "the table";
    cm_job_unreadable(sheet->job, (cm_where){sheet->table.wrong_at, 1}, help,
                      what ? what + 2 : reason);
}

comitia_status cm_sheet_read(cm_job *job, cm_sheet *sheet)
{
    const char *reason;
    uint32_t head = 0;
    *sheet = (cm_sheet){.job = job};
    CM_TRY(cm_table_split(job->ctx, job->arena, job->bytes, job->n,
                          cm_table_delimiter(job->bytes, job->n), &sheet->table,
                          &reason));
    if (reason) {
        say_unreadable(sheet, reason);
    } else {
        while (cm_table_is_title(&sheet->table, head))
            head++;
        cm_table_set_head(&sheet->table, head);
    }
    return job->diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

static void tell_titles(const cm_sheet *sheet)
{
    enum { MOST = 5 };
    const cm_table *table = &sheet->table;
    cm_draft *draft = &sheet->job->draft;
    for (uint32_t i = 0; i < table->head; i++)
        if (!cm_table_is_title(table, i)) {
            cm_job_warn(sheet->job, cm_sheet_place(sheet, CM_SHEET_HEAD, 0),
                        "taken as the titles of the columns; what stands above "
                        "is left out");
            return;
        }
    for (uint32_t i = 0; i < table->head && i < MOST; i++)
        cm_draft_remark(draft, "Line %" PRIu32 ", above the table: %s",
                        table->all[i].line, table->all[i].cells[0]);
    if (table->head > MOST)
        cm_draft_remark(draft, "%" PRIu32 " further lines above the table.",
                        table->head - MOST);
}

void cm_sheet_settle(cm_sheet *sheet)
{
    const char *reason;
    if (!cm_table_check(sheet->job->arena, &sheet->table, &reason))
        sheet->job->draft.failed = true;
    else if (reason)
        say_unreadable(sheet, reason);
    tell_titles(sheet);
}

void cm_sheet_numbers(cm_sheet *sheet, uint32_t column)
{
    cm_job *job = sheet->job;
    if (column >= sheet->table.n_columns)
        return;
    uint32_t row =
        cm_table_numbers(job->arena, &sheet->table, column, &job->draft.failed);
    if (row != CM_COLUMN_NONE)
        cm_job_error(job, cm_sheet_place(sheet, row, column), CM_UNCLEAR_HELP,
                     "%s: does the sign set thousands or decimals apart?",
                     sheet->table.rows[row].cells[column]);
}

/* ---- places -------------------------------------------------------------- */

/* The end of the cell that begins at `at`. */
static size_t cell_end(const cm_sheet *sheet, size_t at)
{
    const cm_job *job = sheet->job;
    bool quoted = false;
    for (; at < job->n; at++) {
        char c = job->bytes[at];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted &&
                 (c == sheet->table.delimiter || c == '\n' || c == '\r'))
            break;
    }
    return at;
}

cm_where cm_sheet_place(const cm_sheet *sheet, uint32_t row, uint32_t column)
{
    const cm_job *job = sheet->job;
    const cm_table *table = &sheet->table;
    size_t at =
        row == CM_SHEET_HEAD ? table->all[table->head].at : table->rows[row].at;
    size_t end = cell_end(sheet, at);
    for (uint32_t i = 0; i < column && end < job->n &&
                         job->bytes[end] == sheet->table.delimiter;
         i++) {
        at = end + 1;
        end = cell_end(sheet, at);
    }
    return (cm_where){at, end - at};
}

/* ---- columns ------------------------------------------------------------- */

static uint32_t column_called(const cm_table *table, const char *title)
{
    for (uint32_t i = 0; i < table->n_columns; i++)
        if (cm_says(table->columns[i], title))
            return i;
    return CM_COLUMN_NONE;
}

static uint32_t find(const cm_sheet *sheet, const cm_sheet_wanted *wanted)
{
    uint32_t at = CM_COLUMN_NONE;
    for (size_t k = 0; wanted->titles[k] && at == CM_COLUMN_NONE; k++)
        at = column_called(&sheet->table, wanted->titles[k]);
    return at;
}

/* The only column with this text; an error if there is none. */
static bool find_column(const cm_sheet *sheet, const char *name,
                        uint32_t *column)
{
    *column = cm_table_column(&sheet->table, name);
    if (*column == CM_COLUMN_NONE)
        *column = column_called(&sheet->table, name);
    if (*column < sheet->table.n_columns)
        return true;
    cm_job_error(sheet->job, cm_sheet_place(sheet, CM_SHEET_HEAD, 0), NULL,
                 *column == CM_COLUMN_TWICE ? "several columns are called %s"
                                            : "no column is called %s",
                 name);
    *column = CM_COLUMN_NONE;
    return false;
}

/* "what=COLUMN", with the text of the column as it stands. */
static void choose(const cm_sheet *sheet, const char *said,
                   const cm_sheet_wanted *wanted, size_t n, uint32_t *at)
{
    cm_job *job = sheet->job;
    const char *sign = strchr(said, '=');
    size_t bytes = sign ? (size_t)(sign - said) : 0, i = 0;
    while (i < n && (strlen(wanted[i].what) != bytes ||
                     memcmp(wanted[i].what, said, bytes) != 0))
        i++;
    if (!sign || i == n) {
        cm_buf known;
        cm_buf_init(&known, job->arena);
        cm_buf_add(&known, "write what=COLUMN, with what one of:");
        for (i = 0; i < n; i++)
            cm_buf_addf(&known, " %s", wanted[i].what);
        cm_job_error(job, CM_NOWHERE, cm_buf_text(&known),
                     "--column %s: of what?", said);
        return;
    }
    find_column(sheet, sign + 1, &at[i]);
}

void cm_sheet_columns(const cm_sheet *sheet, const cm_sheet_wanted *wanted,
                      size_t n, uint32_t *at)
{
    const comitia_import_options *options = sheet->job->options;
    for (size_t i = 0; i < n; i++)
        at[i] = find(sheet, &wanted[i]);
    for (size_t i = 0; i < options->n_columns; i++)
        choose(sheet, options->columns[i], wanted, n, at);
}

/* ---- which rows ---------------------------------------------------------- */

void cm_sheet_keep(cm_sheet *sheet)
{
    cm_job *job = sheet->job;
    const comitia_import_options *options = job->options;
    const char *reason = NULL;
    for (size_t i = 0; i < options->n_where && !reason; i++)
        if (!cm_table_keep(job->arena, &sheet->table, options->where[i],
                           &reason))
            job->draft.failed = true;
        else if (reason)
            cm_job_error(job, cm_sheet_place(sheet, CM_SHEET_HEAD, 0), NULL,
                         "--where %s: %s", options->where[i], reason);
}

/* ---- cells --------------------------------------------------------------- */

const char *cm_sheet_cell(const cm_sheet *sheet, uint32_t row, uint32_t column)
{
    if (column >= sheet->table.n_columns)
        return "";
    const char *text = sheet->table.rows[row].cells[column], *end;
    size_t n;
    while ((n = cm_cell_blank(text)))
        text += n;
    end = text; /* behind the last that is no blank */
    for (const char *at = text; *at; at += n ? n : 1)
        if (!(n = cm_cell_blank(at)))
            end = at + 1;
    if (!*end)
        return text;
    n = (size_t)(end - text);
    const char *cell = cm_strdup_n(sheet->job->arena, text, n);
    sheet->job->draft.failed |= !cell;
    return cell;
}

bool cm_sheet_seats(const cm_sheet *sheet, uint32_t row, uint32_t column,
                    uint64_t *seats)
{
    cm_job *job = sheet->job;
    const char *cell = cm_sheet_cell(sheet, row, column);
    const cm_number *number = NULL;
    if (!cell)
        return false;
    if (cm_is_missing(cell)) {
        cm_job_error(job, cm_sheet_place(sheet, row, column),
                     "write 0 for a party without seats, or take out the row",
                     "the number of seats is missing");
        return false;
    }
    switch (cm_read_cell(job->arena, cell, &number)) {
    case CM_CELL_NOMEM: job->draft.failed = true; return false;
    case CM_CELL_NUMBER:
        if (cm_number_u64(number, seats) &&
            *seats <= UINT64_C(1000000000000000))
            return true;
        break;
    default: number = NULL;
    }
    cm_job_error(job, cm_sheet_place(sheet, row, column),
                 "seats are counted: a whole number up to 10^15, without signs "
                 "between its digits",
                 number && mpz_cmp_ui(mpq_denref(number->q), 1) != 0
                     ? "%s is a part of a seat"
                     : "%s is no number of seats",
                 cell);
    return false;
}

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
           (c >= 'A' && c <= 'F');
}

const char *cm_sheet_colour(cm_draft *draft, const char *text)
{
    size_t n = 0;
    text += *text == '#';
    while (is_hex(text[n]))
        n++;
    if (n != 6 || text[n])
        return NULL;
    char *colour = cm_alloc(draft->arena, 8);
    if (!colour) {
        draft->failed = true;
        return NULL;
    }
    colour[0] = '#';
    for (size_t i = 0; i < 6; i++)
        colour[i + 1] =
            (char)(text[i] >= 'A' && text[i] <= 'F' ? text[i] + 32 : text[i]);
    return colour;
}
