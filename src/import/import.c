#include "import/import.h"

#include "import/job.h"
#include "lang/parse/decode.h"
#include "lang/parse/parse.h"

/* The data as text 0 of the model, so that diagnostics can show their lines. */
static bool keep_text(cm_model *model, const char *path, const char *bytes,
                      size_t n)
{
    cm_source_text *text = cm_new(&model->arena, cm_source_text);
    char *copy = cm_strdup_n(&model->arena, n ? bytes : "", n);
    char *kept = cm_strdup(&model->arena, path);
    if (!text || !copy || !kept)
        return false;
    *text =
        (cm_source_text){.path = kept, .at = copy, .bytes = n, .asked = kept};
    model->texts = text;
    model->n_texts = 1;
    model->path = kept;
    return true;
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "standard input" : slash ? slash + 1 : path;
}

static void head(cm_job *job)
{
    cm_draft *draft = &job->draft;
    cm_buf line;
    if (draft->headline)
        return;
    cm_buf_init(&line, job->arena);
    cm_buf_addf(&line, "%s, from %s",
                draft->body_title ? draft->body_title : draft->body_name,
                file_name(job->path));
    draft->headline =
        line.failed ? NULL : cm_draft_title(draft, cm_buf_text(&line));
}

static comitia_status read_data(cm_job *job)
{
    switch (job->options->kind) {
    case COMITIA_IMPORT_CSV: return cm_import_csv(job);
    case COMITIA_IMPORT_POPOLO: return cm_import_popolo(job);
    case COMITIA_IMPORT_PARLGOV: return cm_import_parlgov(job);
    }
    return cm_fail(job->ctx, COMITIA_E_USAGE, "no such way of importing");
}

static bool has_voters(const cm_draft *draft)
{
    bool any = draft->members_stand;
    for (size_t i = 0; i < draft->parties.n && !any; i++)
        any = draft->parties.at[i].seats > 0;
    return any;
}

/* The limits of a body, which the model would run into. */
static void check_size(cm_job *job)
{
    const cm_draft *draft = &job->draft;
    size_t n = draft->members_stand ? draft->members.n : draft->parties.n;
    if (n == 0)
        cm_job_error(job, CM_NOWHERE, NULL, "nobody is in the body");
    else if (draft->act_name && !has_voters(draft))
        cm_job_error(job, CM_NOWHERE, NULL,
                     "a vote, but nobody has a seat to vote with");
    if (n > CM_MOST_ENTRIES)
        cm_job_error(job, CM_NOWHERE, NULL,
                     "%zu entries; a body has at most %d", n, CM_MOST_ENTRIES);
}

/* Lays out what the draft says. Errors in it would be ours. */
static comitia_status write_model(cm_job *job, cm_buf *out)
{
    cm_buf text;
    cm_model laid = {0};
    cm_arena_init(&laid.arena, job->ctx->allocator);
    cm_diags_init(&laid.diags, &laid.arena);
    cm_buf_init(&text, job->arena);
    head(job);
    comitia_status status = cm_draft_write(job->ctx, &job->draft, &text);
    if (status == COMITIA_OK && text.n > CM_MOST_BYTES)
        status = cm_fail(job->ctx, COMITIA_E_RANGE,
                         "the model would be longer than 16 MiB");
    if (status == COMITIA_OK)
        status = cm_format(job->ctx, &laid, "import", text.at, text.n, out);
    if (status == COMITIA_E_MODEL)
        status = cm_fail(job->ctx, COMITIA_E_BUG,
                         "what was imported is no model: line %u: %s",
                         (unsigned)laid.diags.all.at[0]->span.line,
                         laid.diags.all.at[0]->message);
    cm_arena_clear(&laid.arena);
    return status;
}

/* What stands in the text that cannot be decoded, or no way of decoding. */
static void say_encoding(cm_job *job, const cm_decoded *text)
{
    if (text->wrong)
        cm_job_unreadable(job, (cm_where){text->wrong_at, 1},
                          job->options->encoding && text->n
                              ? "--encoding says how the text is written; is "
                                "it that?"
                              : NULL,
                          text->wrong);
}

static comitia_status take_text(cm_job *job, cm_model *model, const char *path,
                                const char *bytes, size_t n)
{
    cm_encoding encoding;
    cm_decoded text = {.bytes = ""};
    const char *said = job->options->encoding;
    bool known = cm_encoding_read(said, &encoding);
    bool fits = n <= CM_IMPORT_MOST_BYTES;
    if (known && fits)
        CM_TRY(cm_decode(job->ctx, job->arena, encoding, bytes, n, &text));
    if (!keep_text(model, path, text.bytes, text.n))
        return COMITIA_E_NOMEM;
    job->path = model->texts[0].path;
    job->bytes = model->texts[0].at;
    job->n = model->texts[0].bytes;
    if (!fits)
        cm_diag_add(job->diags, "C0701", CM_ERROR, CM_NO_SPAN,
                    "more than 64 MiB of data");
    if (!known)
        cm_job_error(job, CM_NOWHERE,
                     "utf-8, utf-16, utf-16le, utf-16be, windows-1252 or "
                     "latin1; other texts: iconv -f ENCODING -t UTF-8",
                     "--encoding %s: no such encoding", said);
    say_encoding(job, &text);
    return COMITIA_OK;
}

comitia_status cm_import(cm_ctx *ctx, cm_model *model,
                         const comitia_import_options *options,
                         const char *path, const char *bytes, size_t n,
                         cm_buf *out)
{
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    cm_job job = {.ctx = ctx,
                  .arena = &scratch,
                  .options = options,
                  .diags = &model->diags};
    comitia_status status = take_text(&job, model, path, bytes, n);
    if (status == COMITIA_OK && !model->diags.n_errors)
        status = read_data(&job);
    if (status == COMITIA_OK && !model->diags.n_errors)
        check_size(&job);
    if (status == COMITIA_OK && model->diags.n_errors)
        status = COMITIA_E_MODEL;
    else if (status == COMITIA_OK)
        status = write_model(&job, out);
    if ((status == COMITIA_OK || status == COMITIA_E_MODEL) &&
        (model->diags.failed || job.draft.failed))
        status = COMITIA_E_NOMEM;
    cm_arena_clear(&scratch);
    return status;
}
