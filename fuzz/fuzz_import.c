/* Any bytes as data to import. The first byte says how: c a table, m one whose
 * members stand for themselves, p Popolo, v and u a vote of it, g ParlGov, y the rows of a
 * year, w a table of Windows-1252, l of Latin-1, 2 and 3 of UTF-16; the second is left out, so
 * that a corpus file has a line for it. */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"party=p", "seats=s"};
static const char *const where[] = {"year=2016"};

static const struct way {
    char letter;
    comitia_import_options options;
} ways[] = {
    {'c', {.kind = COMITIA_IMPORT_CSV, .on = "2016-06-01"}},
    {'m',
     {.kind = COMITIA_IMPORT_CSV, .on = "2016-06", .members = true,
      .act = "Tram"}},
    {'o', {.kind = COMITIA_IMPORT_CSV, .columns = columns, .n_columns = 2}},
    {'p', {.kind = COMITIA_IMPORT_POPOLO, .on = "2016-06-01"}},
    {'q', {.kind = COMITIA_IMPORT_POPOLO}},
    {'v', {.kind = COMITIA_IMPORT_POPOLO, .vote = "v", .members = true}},
    {'u', {.kind = COMITIA_IMPORT_POPOLO, .vote = "v"}},
    {'g', {.kind = COMITIA_IMPORT_PARLGOV}},
    {'y', {.kind = COMITIA_IMPORT_CSV, .where = where, .n_where = 1}},
    {'w', {.kind = COMITIA_IMPORT_CSV, .encoding = "windows-1252"}},
    {'l', {.kind = COMITIA_IMPORT_CSV, .encoding = "latin1"}},
    {'2', {.kind = COMITIA_IMPORT_CSV, .encoding = "utf-16le"}},
    {'3', {.kind = COMITIA_IMPORT_CSV, .encoding = "utf-16be"}},
};

static const comitia_import_options *way_of(uint8_t letter)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if ((uint8_t)ways[i].letter == letter)
            return &ways[i].options;
    return &ways[letter % (sizeof ways / sizeof *ways)].options;
}

/* What is imported has no errors, and is laid out already. */
static void look_at(comitia_ctx *ctx, const fuzz_text *text)
{
    comitia_model *model = NULL;
    fuzz_text again = {0};
    fuzz_must(comitia_model_parse(ctx, "fuzz", text->bytes, text->n_bytes,
                                  NULL, &model) == COMITIA_OK,
              "what is imported is read");
    fuzz_must(!comitia_model_has_errors(model),
              "what is imported has no errors");
    comitia_model_free(model);
    fuzz_must(comitia_format_text(ctx, "fuzz", text->bytes, text->n_bytes,
                                  fuzz_sink, &again, &model) == COMITIA_OK,
              "it is laid out");
    fuzz_must(again.n_bytes == text->n_bytes &&
                  memcmp(again.bytes, text->bytes, text->n_bytes) == 0,
              "and stays as it is");
    comitia_model_free(model);
    free(again.bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    comitia_model *model = NULL;
    fuzz_text text = {0};
    if (size < 2)
        return 0;
    comitia_ctx *ctx = fuzz_ctx();
    comitia_status status = comitia_import_text(
        ctx, way_of(data[0]), "fuzz", (const char *)data + 2, size - 2,
        fuzz_sink, &text, &model);
    fuzz_must(status == COMITIA_OK || status == COMITIA_E_MODEL,
              "any data are read, or what is wrong is said");
    fuzz_must((status == COMITIA_OK) == (text.n_bytes > 0),
              "a text, or errors");
    fuzz_must(comitia_model_has_errors(model) == (status == COMITIA_E_MODEL),
              "errors are said");
    comitia_print print = {.width = 80};
    fuzz_text said = {0};
    fuzz_must(comitia_diagnostics_print(ctx, model, NULL, &print, fuzz_sink,
                                        &said) == COMITIA_OK,
              "and printed");
    comitia_model_free(model);
    if (text.n_bytes)
        look_at(ctx, &text);
    free(said.bytes);
    free(text.bytes);
    comitia_ctx_free(ctx);
    return 0;
}
