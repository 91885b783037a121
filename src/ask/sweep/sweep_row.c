#include "ask/sweep/sweep_row.h"

/* Lists of coalitions longer than this are told by their totals. */
enum { MOST_COALITIONS = 20 };

static void add(cm_buf *out, const char *text)
{
    cm_buf_add(out, text);
    cm_buf_char(out, '\0');
}

static void cell(cm_buf *out, const char *column, const comitia_value *value)
{
    const char *text = comitia_value_string(value);
    add(out, column);
    add(out, text ? text : CM_NO_CELL);
}

static void cell_of(cm_buf *out, const comitia_value *object, const char *key)
{
    cell(out, key, comitia_value_get(object, key));
}

static const char *text_of(const comitia_value *object, const char *key)
{
    const char *text = comitia_value_string(comitia_value_get(object, key));
    return text ? text : "";
}

/* "Reading=Court; Raid=yes" */
static void when(cm_buf *out, const comitia_value *one)
{
    const comitia_value *term = comitia_value_get(one, "when");
    size_t n = comitia_value_count(term);
    if (n == 0)
        return;
    add(out, "when");
    for (size_t i = 0; i < n; i++) {
        const comitia_value *literal = comitia_value_at(term, i);
        const comitia_value *value = comitia_value_get(literal, "value");
        const char *option = comitia_value_string(value);
        cm_buf_addf(out, "%s%s=%s", i ? "; " : "", text_of(literal, "name"),
                    option                      ? option
                    : comitia_value_bool(value) ? "yes"
                                                : "no");
    }
    cm_buf_char(out, '\0');
}

/* The first thing that is wrong, or was left out. */
static void note(cm_buf *out, const comitia_value *answer)
{
    const comitia_value *diags = comitia_value_get(answer, "diagnostics");
    for (size_t i = 0; i < comitia_value_count(diags); i++) {
        const comitia_value *diag = comitia_value_at(diags, i);
        const char *severity = text_of(diag, "severity");
        bool limit = strcmp(text_of(diag, "code"), "C0701") == 0;
        if (!limit && strcmp(severity, "error") != 0 &&
            strcmp(severity, "refused") != 0)
            continue;
        add(out, "note");
        cm_buf_addf(out, "%s: %s", text_of(diag, "code"),
                    text_of(diag, "message"));
        cm_buf_char(out, '\0');
        return;
    }
}

static void end(cm_buf *out, const comitia_value *answer)
{
    note(out, answer);
    cm_buf_char(out, '\0');
}

/* ---- verbs
 * ------------------------------------------------------------------------- */

static void of_can(const comitia_value *answer, cm_buf *out)
{
    cell_of(out, answer, "answer");
    end(out, answer);
}

static void of_chance(const comitia_value *answer, cm_buf *out)
{
    static const char *const keys[] = {"low", "high", "low_decimal",
                                       "high_decimal"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        cell_of(out, answer, keys[k]);
    end(out, answer);
}

static void of_status(const comitia_value *answer, cm_buf *out)
{
    const comitia_value *subjects = comitia_value_get(answer, "subjects");
    for (size_t i = 0; i < comitia_value_count(subjects); i++) {
        const comitia_value *one = comitia_value_at(subjects, i);
        const char *name = text_of(comitia_value_get(one, "subject"), "name");
        cell(out, name, comitia_value_get(one, "status"));
        if (!comitia_value_string(comitia_value_get(one, "result")))
            continue;
        cm_buf_addf(out, "%s result", name);
        cm_buf_char(out, '\0');
        add(out, text_of(one, "result"));
    }
    end(out, answer);
}

static void of_needs(const comitia_value *one, cm_buf *out)
{
    static const char *const keys[] = {"needed", "missing", "to_spare",
                                       "result"};
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        cell_of(out, one, keys[k]);
}

/* "CPP + CNRP | CPP + Sokha" */
static void coalitions(cm_buf *out, const comitia_value *one, const char *key)
{
    const comitia_value *list = comitia_value_get(one, key);
    size_t n = comitia_value_count(list);
    add(out, key);
    if (comitia_value_kind(list) != COMITIA_LIST || n > MOST_COALITIONS) {
        add(out, CM_NO_CELL);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const comitia_value *names = comitia_value_at(list, i);
        if (i)
            cm_buf_add(out, " | ");
        for (size_t k = 0; k < comitia_value_count(names); k++) {
            if (k)
                cm_buf_add(out, " + ");
            cm_buf_add(out, comitia_value_string(comitia_value_at(names, k)));
        }
    }
    cm_buf_char(out, '\0');
}

static void of_who(const comitia_value *one, cm_buf *out)
{
    cell_of(out, one, "force_total");
    cell_of(out, one, "block_total");
    coalitions(out, one, "force");
    coalitions(out, one, "block");
}

/* What is no index in a row of one. */
static bool is_index(const char *key)
{
    static const char *const others[] = {"player", "count", "seats", "free",
                                         "dummy",  "veto",  "dictator"};
    for (size_t k = 0; k < sizeof others / sizeof *others; k++)
        if (strcmp(key, others[k]) == 0)
            return false;
    return true;
}

/* Index by index, so that the columns of one stand together. */
static void of_power(const comitia_value *one, cm_buf *out)
{
    const comitia_value *rows = comitia_value_get(one, "indices");
    const comitia_value *first = comitia_value_at(rows, 0);
    size_t n = comitia_value_count(rows);
    for (size_t k = 0; k < comitia_value_count(first); k++) {
        const char *key = comitia_value_key(first, k);
        for (size_t i = 0; is_index(key) && i < n; i++) {
            const comitia_value *row = comitia_value_at(rows, i);
            const char *text =
                comitia_value_string(comitia_value_get(row, key));
            cm_buf_addf(out, "%s %s", key, text_of(row, "player"));
            cm_buf_char(out, '\0');
            add(out, text ? text : CM_NO_CELL);
        }
    }
}

static void each_case(const comitia_value *answer, cm_buf *out,
                      void (*of)(const comitia_value *one, cm_buf *out))
{
    const comitia_value *cases = comitia_value_get(answer, "cases");
    size_t n = comitia_value_count(cases);
    for (size_t i = 0; i < n; i++) {
        const comitia_value *one = comitia_value_at(cases, i);
        when(out, one);
        of(one, out);
        end(out, answer);
    }
    if (n == 0) /* no answer */
        end(out, answer);
}

void cm_sweep_rows(const comitia_value *answer, comitia_verb asked,
                   cm_buf *out)
{
    switch (asked) {
    case COMITIA_CAN: of_can(answer, out); break;
    case COMITIA_CHANCE: of_chance(answer, out); break;
    case COMITIA_STATUS: of_status(answer, out); break;
    case COMITIA_NEEDS: each_case(answer, out, of_needs); break;
    case COMITIA_WHO: each_case(answer, out, of_who); break;
    default: each_case(answer, out, of_power); break;
    }
}
