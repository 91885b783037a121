#include "lang/parse/parse.h"

#include "lang/parse/parser.h"
#include "lang/parse/path.h"

/* One text under way. */
typedef struct text {
    const char *whole_path; /* which two names of one file share */
    const char *reason;     /* why it cannot be read, or NULL */
    bool is_open;           /* it, or what it uses, is being read */
} text;

/* Declarations of one text, in blocks so that none is moved. */
enum { BLOCK = 128 };
typedef struct block {
    struct block *next;
    uint32_t n;
    cm_syntax_declaration at[BLOCK];
} block;

typedef struct reader {
    cm_ctx *ctx;
    cm_model *model;
    const comitia_loader *loader;
    cm_arena *scratch;
    cm_parser parser;
    cm_source_text *files; /* CM_MOST_FILES of them; model->texts */
    uint64_t bytes;        /* of all texts */
    uint32_t use_errors[CM_MOST_FILES]; /* at the uses of each file */
    uint32_t n_declarations;
    bool is_full;        /* a limit of declarations was reached */
    bool keep_expects;   /* those of used files too */
    cm_map places;       /* whole path -> texts */
    cm_buf asked, whole; /* paths under way */
    cm_vec(text) texts;  /* the main text is 0; not all have been read */
    cm_vec(const cm_syntax_declaration *) order;
} reader;

/* ---- bytes --------------------------------------------------------------- */

static void drop_mark(const char **at, size_t *bytes)
{
    if (*bytes >= 3 && memcmp(*at, "\xEF\xBB\xBF", 3) == 0) {
        *at += 3;
        *bytes -= 3;
    }
}

/* Keeps a copy of a text as the next file, and looks at its characters. */
static comitia_status add_file(reader *r, const char *path, const char *asked,
                               const char *at, size_t bytes)
{
    drop_mark(&at, &bytes);
    const char *copy = cm_strdup_n(&r->model->arena, at ? at : "", bytes);
    if (!copy)
        return COMITIA_E_NOMEM;
    uint32_t file = r->model->n_texts++;
    r->files[file] = (cm_source_text){
        .path = path, .at = copy, .bytes = bytes, .asked = asked};
    r->bytes += bytes;
    cm_scan_text(&r->model->diags, file, copy, bytes);
    return cm_spend(r->ctx, bytes);
}

/* Asks the loader. *loaded is the loader's; false with *reason if it has
   none. */
static bool ask_loader(const comitia_loader *loader, const char *path,
                       comitia_text *loaded, const char **reason)
{
    *loaded = (comitia_text){0};
    *reason = NULL;
    if (path[0] == '\0')
        *reason = "this is a folder";
    else if (!loader || !loader->load)
        *reason = "no other file can be read here";
    else
        *reason = loader->load(loader->user, path, loaded);
    return *reason == NULL;
}

static void give_back(const comitia_loader *loader, comitia_text *loaded)
{
    if (loader->done)
        loader->done(loader->user, loaded);
}

comitia_status cm_load(cm_ctx *ctx, cm_model *model,
                       const comitia_loader *loader, uint32_t from_file,
                       const char *path, const char **bytes, size_t *n,
                       const char **reason)
{
    cm_buf joined;
    cm_buf_init(&joined, &model->arena);
    const char *asked =
        cm_path_join(&joined, model->texts[from_file].asked, path);
    if (!asked)
        return COMITIA_E_NOMEM;
    comitia_text loaded;
    const char *why;
    if (!ask_loader(loader, asked, &loaded, &why)) {
        *reason = cm_strdup(&model->arena, why);
        return *reason ? COMITIA_OK : COMITIA_E_NOMEM;
    }
    *reason = NULL;
    if (loaded.n_bytes > CM_MOST_BYTES) {
        *reason = cm_reason_too_large;
    } else {
        *bytes = cm_strdup_n(&model->arena, loaded.bytes, loaded.n_bytes);
        *n = loaded.n_bytes;
    }
    give_back(loader, &loaded);
    if (*reason)
        return COMITIA_OK;
    return *bytes ? cm_spend(ctx, *n) : COMITIA_E_NOMEM;
}

const char cm_reason_too_large[] = "it has more than 16 MiB";

/* ---- declarations of one text -------------------------------------------- */

/* Room for one more declaration behind the last block. */
static cm_syntax_declaration *next_place(reader *r, block **last)
{
    block *at = *last;
    if (at->n == BLOCK) {
        at->next = cm_new(r->scratch, block);
        *last = at = at->next;
    }
    return at ? &at->at[at->n] : NULL;
}

/* Counts one more; C0701 at its first word if that is too many. */
static bool count_declaration(reader *r)
{
    cm_parser *p = &r->parser;
    if (r->n_declarations < CM_MOST_DECLARATIONS) {
        r->n_declarations++;
        return true;
    }
    r->is_full = true;
    return cm_error(p, "C0701", cm_span_here(p), NULL,
                    "there are more than %d declarations",
                    CM_MOST_DECLARATIONS);
}

static comitia_status parse_file(reader *r, uint32_t file, block *first)
{
    cm_parser *p = &r->parser;
    cm_parser_open(p, file, r->files[file].at, r->files[file].bytes);
    block *last = first;
    while (cm_ahead(p, 0)->kind != CM_T_END) {
        if (cm_word_declares(cm_ahead(p, 0)->word) && !count_declaration(r))
            return p->status;
        cm_syntax_declaration *place = next_place(r, &last);
        if (!place)
            return COMITIA_E_NOMEM;
        if (cm_parse_declaration(p, place))
            last->n++;
        else if (p->status == COMITIA_OK)
            cm_recover(p);
        if (p->status != COMITIA_OK)
            return p->status;
        CM_TRY(cm_spend(r->ctx, 100));
    }
    return COMITIA_OK;
}

/* ---- used files ---------------------------------------------------------- */

/* An error at the path of a use. More than are listed are only counted. */
static void use_error(reader *r, const cm_syntax_declaration *use,
                      const char *code, const char *help, const char *what)
{
    enum { MOST_KEPT = 32 };
    cm_diags *diags = &r->model->diags;
    cm_word path = use->use.path;
    if (r->use_errors[path.span.file]++ >= MOST_KEPT) {
        cm_diag_count(diags);
        return;
    }
    cm_diag *diag =
        cm_diag_add(diags, code, CM_ERROR, path.span,
                    "\"%.200s\" cannot be read: %s", path.text, what);
    if (help)
        cm_diag_help(diags, diag, "%s", help);
}

static comitia_status read_file(reader *r, uint32_t file, uint32_t depth);

/* Reads a file that nobody used before. */
static comitia_status read_used(reader *r, const cm_syntax_declaration *use,
                                uint32_t place, const char *asked,
                                uint32_t depth)
{
    static const char one_file[] = "put several of the files into one";
    if (depth == CM_MOST_NESTED_USES) {
        use_error(r, use, "C0701", one_file,
                  "files use each other more than 8 deep");
        return COMITIA_OK;
    }
    if (r->model->n_texts == CM_MOST_FILES) {
        use_error(r, use, "C0701", one_file, "there are 64 files already");
        return COMITIA_OK;
    }
    comitia_text loaded;
    const char *why;
    if (!ask_loader(r->loader, asked, &loaded, &why)) {
        why = cm_strdup(&r->model->arena, why);
        if (!why)
            return COMITIA_E_NOMEM;
        r->texts.at[place].reason = why;
        use_error(r, use, "C0212", NULL, why);
        return COMITIA_OK;
    }
    if (loaded.n_bytes > CM_MOST_BYTES - r->bytes) {
        give_back(r->loader, &loaded);
        use_error(r, use, "C0701", NULL,
                  "all texts together have more than 16 MiB");
        return COMITIA_OK;
    }
    uint32_t file = r->model->n_texts;
    comitia_status status = add_file(r, r->texts.at[place].whole_path, asked,
                                     loaded.bytes, loaded.n_bytes);
    give_back(r->loader, &loaded);
    CM_TRY(status);
    r->texts.at[place].is_open = true;
    CM_TRY(read_file(r, file, depth + 1));
    r->texts.at[place].is_open = false;
    return COMITIA_OK;
}

/* The place of a path in r->texts; a new one if it was not met before. Paths
   are copied only then: a text may use one file a million times. */
static comitia_status place_of(reader *r, const char *asked, uint32_t *place,
                               bool *is_new)
{
    const char *whole = cm_path_join(&r->whole, r->model->path, asked);
    if (!whole)
        return COMITIA_E_NOMEM;
    *place = cm_map_get(&r->places, whole);
    *is_new = *place == CM_MAP_NONE;
    if (!*is_new)
        return COMITIA_OK;
    *place = (uint32_t)r->texts.n;
    whole = cm_strdup(&r->model->arena, whole);
    if (!whole ||
        !cm_push(r->scratch, &r->texts, (text){.whole_path = whole}) ||
        !cm_map_put(r->scratch, &r->places, whole, *place))
        return COMITIA_E_NOMEM;
    return COMITIA_OK;
}

static comitia_status follow_use(reader *r, const cm_syntax_declaration *use,
                                 uint32_t depth)
{
    cm_word path = use->use.path;
    const char *asked =
        cm_path_join(&r->asked, r->files[path.span.file].asked, path.text);
    if (!asked)
        return COMITIA_E_NOMEM;
    uint32_t place;
    bool is_new;
    CM_TRY(place_of(r, asked, &place, &is_new));
    if (is_new) {
        asked = cm_strdup(&r->model->arena, asked);
        return asked ? read_used(r, use, place, asked, depth) : COMITIA_E_NOMEM;
    }
    const text *known = &r->texts.at[place];
    if (known->is_open)
        use_error(r, use, "C0212", "leave this `use` out",
                  "a file cannot use itself, nor one that uses it");
    else if (known->reason)
        use_error(r, use, "C0212", NULL, known->reason);
    return COMITIA_OK;
}

/* Parses a text, then reads what it uses, so that texts are numbered in the
   order in which they are met. */
static comitia_status read_file(reader *r, uint32_t file, uint32_t depth)
{
    block *first = cm_new(r->scratch, block);
    if (!first)
        return COMITIA_E_NOMEM;
    CM_TRY(parse_file(r, file, first));
    for (const block *b = first; b; b = b->next)
        for (uint32_t i = 0; i < b->n; i++) {
            const cm_syntax_declaration *d = &b->at[i];
            if (d->kind == CM_S_EXPECT && depth && !r->keep_expects)
                continue; /* those of used files are not run */
            if (!cm_push(r->scratch, &r->order, d))
                return COMITIA_E_NOMEM;
            if (d->kind == CM_S_USE && !r->is_full && !r->parser.marks)
                CM_TRY(follow_use(r, d, depth));
        }
    return COMITIA_OK;
}

/* ---- the whole ----------------------------------------------------------- */

/* The first line without its #s and outer blanks, if it is a comment. */
static comitia_status find_title(cm_model *model)
{
    const char *at = model->texts[0].at;
    const char *end = memchr(at, '\n', model->texts[0].bytes);
    if (!end)
        end = at + model->texts[0].bytes;
    while (at < end && strchr(" \t\r", *at) && *at)
        at++;
    if (at == end || *at != '#')
        return COMITIA_OK;
    while (at < end && *at == '#')
        at++;
    while (at < end && strchr(" \t\r", *at) && *at)
        at++;
    while (at < end && strchr(" \t\r", end[-1]) && end[-1])
        end--;
    if (at == end)
        return COMITIA_OK;
    model->title = cm_strdup_n(&model->arena, at, (size_t)(end - at));
    return model->title ? COMITIA_OK : COMITIA_E_NOMEM;
}

/* Sets up texts and the main file. */
static comitia_status open_main(reader *r, const char *path, const char *bytes,
                                size_t n)
{
    cm_model *model = r->model;
    r->files = cm_new_n(&model->arena, cm_source_text, CM_MOST_FILES);
    model->path = cm_strdup(&model->arena, path);
    if (!r->files || !model->path)
        return COMITIA_E_NOMEM;
    model->texts = r->files;
    bool is_large = n > CM_MOST_BYTES;
    CM_TRY(add_file(r, model->path, cm_path_last(model->path), bytes,
                    is_large ? 0 : n));
    uint32_t place;
    bool is_new;
    CM_TRY(place_of(r, cm_path_last(model->path), &place, &is_new));
    r->texts.at[place].is_open = true;
    if (is_large) {
        cm_diag *diag =
            cm_diag_add(&model->diags, "C0701", CM_ERROR, (cm_span){0, 1, 1, 2},
                        "a text has at most 16 MiB");
        cm_diag_help(&model->diags, diag,
                     "tables of members may stand in files of their own");
    }
    return find_title(model);
}

/* The tree in one piece. */
static comitia_status keep_tree(reader *r, cm_syntax *syntax)
{
    cm_syntax_declaration *at = NULL;
    if (r->order.n) {
        at = cm_new_n(&r->model->arena, cm_syntax_declaration, r->order.n);
        if (!at)
            return COMITIA_E_NOMEM;
    }
    for (size_t i = 0; i < r->order.n; i++)
        at[i] = *r->order.at[i];
    *syntax = (cm_syntax){at, (uint32_t)r->order.n};
    return COMITIA_OK;
}

comitia_status cm_parse_marked(cm_ctx *ctx, cm_model *model,
                               const comitia_loader *loader, const char *path,
                               const char *bytes, size_t n, cm_syntax *syntax,
                               cm_arena *scratch, cm_marks *marks,
                               bool keep_expects)
{
    /* Too large for a small stack, such as that of a web page. */
    reader *r = cm_new(scratch, reader);
    if (!r)
        return COMITIA_E_NOMEM;
    *r = (reader){
        .ctx = ctx, .model = model, .loader = loader, .scratch = scratch,
        .keep_expects = keep_expects};
    cm_buf_init(&r->asked, scratch);
    cm_buf_init(&r->whole, scratch);
    comitia_status status = COMITIA_E_NOMEM;
    bool has_parser =
        cm_parser_init(&r->parser, ctx, &model->diags, &model->arena, scratch);
    r->parser.marks = marks;
    if (has_parser)
        status = open_main(r, path, bytes, n);
    if (status == COMITIA_OK)
        status = read_file(r, 0, 0);
    if (status == COMITIA_OK)
        status = keep_tree(r, syntax);
    if (status == COMITIA_OK && model->diags.failed)
        status = COMITIA_E_NOMEM;
    cm_parser_clear(&r->parser);
    return status;
}

comitia_status cm_parse(cm_ctx *ctx, cm_model *model,
                        const comitia_loader *loader, const char *path,
                        const char *bytes, size_t n, cm_syntax *syntax)
{
    cm_arena scratch;
    cm_arena_init(&scratch, ctx->allocator);
    comitia_status status = cm_parse_marked(ctx, model, loader, path, bytes, n,
                                            syntax, &scratch, NULL, false);
    cm_arena_clear(&scratch);
    return status;
}
