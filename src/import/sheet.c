#include "import/sheet.h"

#include "import/import_words.h"

/* ---- the table ----------------------------------------------------------- */

static size_t count_in_head(const cm_job *job, char c)
{
    size_t n = 0;
    bool quoted = false, begun = false;
    for (size_t i = 0; i < job->n; i++) {
        char at = job->bytes[i];
        if (at == '"')
            quoted = !quoted;
        else if (at == '\n' && !quoted && begun)
            break;
        else if (at == c && !quoted)
            n++;
        begun |= at != '\n' && at != '\r' && at != ' ' && at != '\t';
    }
    return n;
}

static char delimiter_of(const cm_job *job)
{
    static const char tried[] = {';', '\t', '|', ','};
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof tried; i++) {
        size_t n = count_in_head(job, tried[i]);
        if (n > most) {
            most = n;
            best = tried[i];
        }
    }
    return best;
}

/* The first byte of the line that is wrong with the table. */
static size_t wrong_start(const cm_sheet *sheet)
{
    const cm_job *job = sheet->job;
    size_t at = 0;
    for (uint32_t line = 1; line < sheet->table.wrong_line; line++) {
        const char *end = memchr(job->bytes + at, '\n', job->n - at);
        if (!end)
            break;
        at = (size_t)(end - job->bytes) + 1;
    }
    return at;
}

/* The first byte of the head: of the first line that is not blank. */
static size_t head_start(const cm_job *job)
{
    size_t at = 0;
    while (at < job->n && strchr(" \t\r\n", job->bytes[at]))
        at++;
    while (at && job->bytes[at - 1] != '\n')
        at--;
    return at;
}

comitia_status cm_sheet_read(cm_job *job, cm_sheet *sheet)
{
    const char *reason;
    *sheet = (cm_sheet){
        .job = job, .delimiter = delimiter_of(job), .head = head_start(job)};
    CM_TRY(cm_table_read_split(job->ctx, job->arena, job->bytes, job->n,
                               sheet->delimiter, &sheet->table, &reason));
    if (reason) {
        cm_job_unreadable(job, (cm_where){wrong_start(sheet), 1},
                          strstr(reason, "UTF-8")
                              ? "save the table as UTF-8 (in a spreadsheet: "
                                "\"CSV UTF-8\")"
                              : NULL,
                          reason);
    }
    return job->diags->failed ? COMITIA_E_NOMEM : COMITIA_OK;
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
        else if (!quoted && (c == sheet->delimiter || c == '\n' || c == '\r'))
            break;
    }
    return at;
}

cm_where cm_sheet_place(const cm_sheet *sheet, uint32_t row, uint32_t column)
{
    const cm_job *job = sheet->job;
    size_t at = row == CM_SHEET_HEAD ? sheet->head : sheet->table.rows[row].at;
    size_t end = cell_end(sheet, at);
    for (uint32_t i = 0;
         i < column && end < job->n && job->bytes[end] == sheet->delimiter;
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
    at[i] = cm_table_column(&sheet->table, sign + 1);
    if (at[i] == CM_COLUMN_NONE)
        at[i] = column_called(&sheet->table, sign + 1);
    if (at[i] < sheet->table.n_columns)
        return;
    cm_job_error(job, cm_sheet_place(sheet, CM_SHEET_HEAD, 0), NULL,
                 at[i] == CM_COLUMN_TWICE ? "several columns are called %s"
                                          : "no column is called %s",
                 sign + 1);
    at[i] = CM_COLUMN_NONE;
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

/* ---- cells --------------------------------------------------------------- */

const char *cm_sheet_cell(const cm_sheet *sheet, uint32_t row, uint32_t column)
{
    if (column >= sheet->table.n_columns)
        return "";
    const char *text = sheet->table.rows[row].cells[column];
    size_t n = strlen(text), from = 0;
    while (from < n && strchr(" \t\r\n", text[from]))
        from++;
    while (n > from && strchr(" \t\r\n", text[n - 1]))
        n--;
    if (!text[n])
        return text + from;
    const char *cell = cm_strdup_n(sheet->job->arena, text + from, n - from);
    sheet->job->draft.failed |= !cell;
    return cell;
}

void cm_sheet_head_is(cm_sheet *sheet, uint32_t row)
{
    cm_table *table = &sheet->table;
    sheet->head = table->rows[row].at;
    table->columns = table->rows[row].cells;
    table->rows += row + 1;
    table->n_rows -= row + 1;
}

bool cm_sheet_is_blank(const cm_sheet *sheet, uint32_t row)
{
    for (uint32_t i = 0; i < sheet->table.n_columns; i++)
        if (!cm_says(sheet->table.rows[row].cells[i], ""))
            return false;
    return true;
}

/* Bytes of a sign that sets thousands apart: a blank, also one that breaks no
   line or is thin, or an apostrophe. */
static size_t apart(const char *at)
{
    static const char *const signs[] = {
        " ", "'", "\u00a0", "\u2009", "\u202f", "\u2019",
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strncmp(at, signs[i], strlen(signs[i])) == 0)
            return strlen(signs[i]);
    return 0;
}

static size_t digits_at(const char *at)
{
    return strspn(at, "0123456789");
}

/* "1 234 567" as "1234567": groups of three digits behind one of up to three,
   all set apart by the same sign. Another text as it is; NULL without memory.
 */
static const char *together(cm_arena *arena, const char *cell)
{
    size_t n = digits_at(cell), sign = apart(cell + n);
    const char *first = cell + n;
    if (n == 0 || n > 3 || sign == 0)
        return cell;
    char *text = cm_alloc(arena, strlen(cell) + 1);
    if (!text)
        return NULL;
    memcpy(text, cell, n);
    for (const char *at = first; *at; at += sign + 3, n += 3) {
        if (strncmp(at, first, sign) != 0 || digits_at(at + sign) != 3)
            return cell;
        memcpy(text + n, at + sign, 3);
    }
    text[n] = '\0';
    return text;
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
    const char *digits = together(job->arena, cell);
    if (!digits) {
        job->draft.failed = true;
        return false;
    }
    switch (cm_read_cell(job->arena, digits, &number)) {
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
