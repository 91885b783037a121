#include "report/doc/csv.h"

#include <string.h>

void cm_csv_cell(cm_buf *out, const char *text)
{
    size_t n = strlen(text);
    bool plain = !strpbrk(text, ",\"\r\n") &&
                 (n == 0 || (text[0] != ' ' && text[n - 1] != ' '));
    if (plain) {
        cm_buf_add(out, text);
        return;
    }
    cm_buf_char(out, '"');
    for (; *text; text++) {
        if (*text == '"')
            cm_buf_char(out, '"');
        cm_buf_char(out, *text);
    }
    cm_buf_char(out, '"');
}

static void add_row(cm_buf *out, const comitia_value *row)
{
    for (size_t i = 0; i < comitia_value_count(row); i++) {
        if (i)
            cm_buf_char(out, ',');
        const char *text = comitia_value_string(comitia_value_at(row, i));
        if (text)
            cm_csv_cell(out, text);
    }
    cm_buf_char(out, '\n');
}

void cm_csv_add(cm_buf *out, const comitia_value *answer)
{
    const comitia_value *rows = comitia_value_get(answer, "rows");
    add_row(out, comitia_value_get(answer, "columns"));
    for (size_t i = 0; i < comitia_value_count(rows); i++)
        add_row(out, comitia_value_at(rows, i));
}
