#include "report/print.h"

#include "report/doc/csv.h"
#include "report/doc/json.h"
#include "report/picture/chart.h"
#include "report/picture/graph.h"
#include "report/verbs/seats_model.h"
#include "report/words/verbs.h"
#include "report/write/write.h"
#include "report/write/write_csv.h"
#include "report/write/write_popolo.h"

typedef struct verb {
    const char *word;
    void (*print)(cm_doc *doc, const comitia_value *answer);
    void (*rows)(cm_doc *doc, const comitia_value *answer, cm_rows *rows);
} verb;

static const verb verbs[] = {
    {"check", cm_print_check, NULL},
    {"brief", cm_print_brief, cm_rows_brief},
    {"status", cm_print_status, cm_rows_status},
    {"needs", cm_print_needs, cm_rows_needs},
    {"can", cm_print_can, cm_rows_can},
    {"who", cm_print_who, cm_rows_who},
    {"power", cm_print_power, cm_rows_power},
    {"chance", cm_print_chance, cm_rows_chance},
    {"belief", cm_print_belief, cm_rows_belief},
    {"deal", cm_print_deal, cm_rows_deal},
    {"timeline", cm_print_timeline, cm_rows_timeline},
    {"why", cm_print_why, cm_rows_why},
    {"how", cm_print_how, cm_rows_how},
    {"show", cm_print_show, NULL},
    {"diff", cm_print_diff, NULL},
    {"explain", cm_print_explain, NULL},
    {"sweep", NULL, NULL}, /* a table, not a page */
    {"seats", cm_print_seats, NULL},
    {"poll", cm_print_poll, NULL},
};

static const verb *verb_of(const comitia_value *answer)
{
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (cm_tree_is(answer, "verb", verbs[i].word))
            return &verbs[i];
    return NULL;
}

void cm_rows_add(cm_doc *doc, cm_rows *rows, const char *label,
                 const char *cell)
{
    if (!cm_push(doc->arena, rows, (cm_row){label, cell}))
        doc->failed = true;
}

bool cm_rows_of(cm_doc *doc, const comitia_value *answer, cm_rows *rows)
{
    const verb *verb_at = verb_of(answer);
    if (!verb_at || !verb_at->rows)
        return false;
    verb_at->rows(doc, answer, rows);
    return true;
}

/* Where a subject's sources are not told by the verb itself. */
static void subject_sources(cm_doc *doc, const comitia_value *answer)
{
    const comitia_value *cites =
        comitia_value_get(comitia_value_get(answer, "subject"), "cite");
    cm_texts texts = {0};
    for (size_t i = 0; i < comitia_value_count(cites); i++) {
        const comitia_value *cite = comitia_value_at(cites, i);
        const char *status = cm_tree_text(cite, "status");
        const char *text = cm_quoted(doc, cm_tree_text(cite, "text"));
        cm_texts_add(doc, &texts,
                     *status ? cm_textf(doc, "%s (%s)", text, status) : text);
    }
    if (texts.n)
        cm_para(doc, CM_SOFT "Source: %s." CM_END,
                cm_strung(doc, &texts, "; "));
}

/* A head without the verb's keys says why there are none. */
static bool is_refused(cm_doc *doc, const comitia_value *answer)
{
    int64_t code = cm_tree_number(answer, "exit");
    if (cm_tree_is(answer, "answer", "ill-posed"))
        cm_para(doc, CM_OPENED "No answer" CM_END
                               ": the question is ill-posed as it stands.");
    else if (code == 66)
        cm_para(doc, CM_BAD "No answer" CM_END ": the table cannot be read.");
    else if ((code == 64 || code == 65) && !*cm_tree_text(answer, "file"))
        cm_para(doc,
                CM_BAD "No answer" CM_END ": what was given cannot be used.");
    else if (code == 65 && !cm_tree_is(answer, "verb", "check"))
        cm_para(doc, CM_BAD "No answer" CM_END ": the file has errors.");
    else if (code == 64)
        cm_para(doc,
                CM_BAD "No answer" CM_END
                       ": the file has no such name, or one of another kind.");
    else if (code == 69)
        cm_para(doc, CM_OPENED "No answer" CM_END ": a limit was reached.");
    else
        return false;
    return true;
}

static comitia_status write(cm_doc *doc, const comitia_print *print,
                            cm_buf *out)
{
    switch (print->format) {
    case COMITIA_MARKDOWN: return cm_write_markdown(doc, out);
    case COMITIA_HTML: return cm_write_html(doc, out);
    default:
        return print->quiet
                   ? cm_write_first(doc, print->width, print->colour, out)
                   : cm_write_text(doc, print->width, print->colour, out);
    }
}

static comitia_status print_page(cm_ctx *ctx, const cm_model *model,
                                 const verb *verb_at,
                                 const comitia_value *answer,
                                 const comitia_print *print, cm_buf *out)
{
    cm_arena scratch;
    cm_doc doc;
    cm_arena_init(&scratch, ctx->allocator);
    cm_doc_init(&doc, &scratch, model, print->most);
    doc.pictures = print->format == COMITIA_HTML;
    if (!is_refused(&doc, answer)) {
        bool each = comitia_value_get(answer, "each") != NULL;
        if (each)
            cm_print_each(&doc, answer);
        else
            verb_at->print(&doc, answer);
        if (!each && !cm_tree_is(answer, "verb", "brief"))
            subject_sources(&doc, answer);
    }
    comitia_status status = write(&doc, print, out);
    cm_arena_clear(&scratch);
    return status;
}

/* Whether the verb has the format. */
static bool has_format(const verb *verb_at, comitia_format format)
{
    bool brief = strcmp(verb_at->word, "brief") == 0;
    bool show = strcmp(verb_at->word, "show") == 0;
    switch (format) {
    case COMITIA_TEXT:
    case COMITIA_JSON: return true;
    case COMITIA_MARKDOWN:
    case COMITIA_HTML: return brief;
    case COMITIA_DOT:
    case COMITIA_POPOLO: return show;
    case COMITIA_SVG:
        return show || strcmp(verb_at->word, "needs") == 0 ||
               strcmp(verb_at->word, "power") == 0;
    case COMITIA_CSV: return !brief && strcmp(verb_at->word, "explain") != 0;
    case COMITIA_MODEL: return strcmp(verb_at->word, "seats") == 0;
    }
    return false;
}

static comitia_status print_csv(cm_ctx *ctx, const comitia_value *answer,
                                cm_buf *out)
{
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    bool known = cm_long_table_add(&scratch, answer, out);
    cm_arena_clear(&scratch);
    if (!known)
        return cm_fail(ctx, COMITIA_E_USAGE, "%s has no such format",
                       cm_tree_text(answer, "verb"));
    return out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}

comitia_status cm_print_answer(cm_ctx *ctx, const cm_model *model,
                               const comitia_value *answer,
                               const comitia_print *print, cm_buf *out)
{
    const verb *verb_at = verb_of(answer);
    if (!verb_at)
        return cm_fail(ctx, COMITIA_E_USAGE, "the answer names no verb");
    if (!has_format(verb_at, print->format))
        return cm_fail(ctx, COMITIA_E_USAGE, "%s has no such format",
                       verb_at->word);
    if (print->format == COMITIA_JSON) {
        if (!cm_json_add(out, answer))
            return cm_fail(ctx, COMITIA_E_BUG, "an answer too deep to print");
        cm_buf_char(out, '\n');
        return out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
    }
    if (print->format == COMITIA_POPOLO && model && !cm_model_has_errors(model))
        cm_popolo_add(model, out);
    if (print->format == COMITIA_POPOLO)
        return out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
    if (print->format == COMITIA_SVG && !cm_tree_is(answer, "verb", "show"))
        return cm_print_chart(ctx, model, answer, out);
    if (print->format == COMITIA_DOT || print->format == COMITIA_SVG)
        return cm_print_graph(ctx, model, print->format, out);
    if (print->format == COMITIA_MODEL)
        return cm_print_seats_model(ctx, answer, out);
    if (comitia_value_get(answer, "rows")) { /* of sweep: a table already */
        cm_csv_add(out, answer);
        return out->failed ? COMITIA_E_NOMEM : COMITIA_OK;
    }
    if (print->format == COMITIA_CSV)
        return print_csv(ctx, answer, out);
    return print_page(ctx, model, verb_at, answer, print, out);
}
