/* All names of the texts of a model, in order, with the bytes they stand at. */
#include "lang/places/places.h"

#include <stdlib.h>

#include "lang/parse/lexer.h"
#include "lang/parse/parser.h"

const char *comitia_symbol_kind_text(comitia_symbol_kind kind)
{
    static const char *const texts[] = {
        [COMITIA_SYMBOL_BODY] = "body",     [COMITIA_SYMBOL_PLAYER] = "player",
        [COMITIA_SYMBOL_GROUP] = "group",   [COMITIA_SYMBOL_MEASURE] = "measure",
        [COMITIA_SYMBOL_ACT] = "act",       [COMITIA_SYMBOL_FACT] = "fact",
        [COMITIA_SYMBOL_OPTION] = "option", [COMITIA_SYMBOL_OUTCOME] = "outcome",
        [COMITIA_SYMBOL_LADDER] = "ladder", [COMITIA_SYMBOL_TALKS] = "talks",
        [COMITIA_SYMBOL_POINT] = "point",   [COMITIA_SYMBOL_LABEL] = "label",
        [COMITIA_SYMBOL_SOURCE] = "source", [COMITIA_SYMBOL_FILE] = "file"};
    return (size_t)kind < sizeof texts / sizeof *texts ? texts[kind] : "";
}

/* ---- order --------------------------------------------------------------- */

static int by_place(const comitia_span *a, const comitia_span *b)
{
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

static int order_places(const void *left, const void *right)
{
    const comitia_place *a = left, *b = right;
    int sign = by_place(&a->span, &b->span);
    return sign ? sign : a->symbol < b->symbol ? -1 : a->symbol > b->symbol;
}

static int order_quotas(const void *left, const void *right)
{
    const comitia_quota_place *a = left, *b = right;
    return by_place(&a->span, &b->span);
}

/* Where an item of the outline went. */
typedef struct moved {
    comitia_outline item;
    uint32_t was;
} moved;

static int order_outline(const void *left, const void *right)
{
    const moved *a = left, *b = right;
    int sign = by_place(&a->item.whole, &b->item.whole);
    return sign ? sign : a->was < b->was ? -1 : a->was > b->was;
}

/* Used files stand between the parts of a file: items move, and what points to
   them with them. */
static bool sort_outline(cm_placer *p)
{
    size_t n = p->outline.n;
    moved *items = cm_new_n(p->scratch, moved, n ? n : 1);
    uint32_t *now = cm_new_n(p->scratch, uint32_t, n ? n : 1);
    if (!items || !now)
        return false;
    for (size_t i = 0; i < n; i++)
        items[i] = (moved){p->outline.at[i], (uint32_t)i};
    qsort(items, n, sizeof *items, order_outline);
    for (size_t i = 0; i < n; i++)
        now[items[i].was] = (uint32_t)i;
    for (size_t i = 0; i < n; i++) {
        comitia_outline *item = &p->outline.at[i];
        *item = items[i].item;
        if (item->in != COMITIA_NOWHERE)
            item->in = now[item->in];
    }
    for (size_t i = 0; i < p->symbols.n; i++) {
        uint32_t *outline = &p->symbols.at[i].outline;
        if (*outline != COMITIA_NOWHERE)
            *outline = now[*outline];
    }
    return true;
}

/* A name stands at one place once: a step that a line names twice, say. */
static void drop_doubles(cm_placer *p)
{
    size_t kept = 0;
    for (size_t i = 0; i < p->places.n; i++) {
        const comitia_place *place = &p->places.at[i];
        if (kept && by_place(&p->places.at[kept - 1].span, &place->span) == 0)
            p->places.at[kept - 1].declares |= place->declares;
        else
            p->places.at[kept++] = *place;
    }
    p->places.n = kept;
}

/* ---- bytes --------------------------------------------------------------- */

/* A walk through the tokens of all texts, beside the sorted lists. */
typedef struct walk {
    cm_placer *p;
    size_t place, outline, quota; /* the first that is not behind */
    uint32_t quota_left;          /* tokens of the quota under way */
    uint32_t open, inner;         /* outline: declaration and entry under way */
} walk;

static bool is_at(const comitia_span *span, uint32_t file, const cm_token *token)
{
    return span->file == file && span->line == token->line &&
           span->column == token->column;
}

static uint32_t tokens_in(const char *text)
{
    cm_lexer lexer;
    uint32_t n = 0;
    cm_lexer_init(&lexer, text, strlen(text));
    while (cm_lexer_next(&lexer).kind != CM_T_END)
        n++;
    return n;
}

static void stretch(comitia_span *span, const cm_token *token)
{
    span->bytes = token->at + token->bytes - span->at;
}

/* Declarations and entries end before the next one begins. */
static void walk_outline(walk *w, uint32_t file, const cm_token *token)
{
    comitia_outline *list = w->p->outline.at;
    while (w->outline < w->p->outline.n &&
           is_at(&list[w->outline].whole, file, token)) {
        uint32_t index = (uint32_t)w->outline++;
        list[index].whole.at = token->at;
        w->inner = list[index].in == COMITIA_NOWHERE ? COMITIA_NOWHERE : index;
        if (list[index].in == COMITIA_NOWHERE)
            w->open = index;
    }
    if (w->open != COMITIA_NOWHERE)
        stretch(&list[w->open].whole, token);
    if (w->inner != COMITIA_NOWHERE)
        stretch(&list[w->inner].whole, token);
}

static void walk_quota(walk *w, uint32_t file, const cm_token *token)
{
    comitia_quota_place *list = w->p->quotas.at;
    if (!w->quota_left && w->quota < w->p->quotas.n &&
        is_at(&list[w->quota].span, file, token)) {
        list[w->quota].span.at = token->at;
        w->quota_left = tokens_in(list[w->quota].text);
        w->quota++;
    }
    if (w->quota_left) {
        stretch(&list[w->quota - 1].span, token);
        w->quota_left--;
    }
}

static void walk_token(walk *w, uint32_t file, const cm_token *token)
{
    comitia_place *places = w->p->places.at;
    if (w->place < w->p->places.n &&
        is_at(&places[w->place].span, file, token)) {
        places[w->place].span.at = token->at;
        places[w->place++].span.bytes = token->bytes;
    }
    walk_outline(w, file, token);
    walk_quota(w, file, token);
}

static comitia_status find_bytes(cm_placer *p)
{
    walk w = {.p = p};
    for (uint32_t file = 0; file < p->n_texts; file++) {
        cm_lexer lexer;
        cm_lexer_init(&lexer, p->texts[file].at, p->texts[file].bytes);
        w.open = w.inner = COMITIA_NOWHERE;
        w.quota_left = 0;
        for (;;) {
            cm_token token = cm_lexer_next(&lexer);
            if (token.kind == CM_T_END)
                break;
            walk_token(&w, file, &token);
        }
        CM_TRY(cm_spend(p->ctx, p->texts[file].bytes));
    }
    return COMITIA_OK;
}

/* The first place at a span or behind it; p->places.n if there is none. */
static size_t place_from(const comitia_place *at, size_t n, comitia_span span)
{
    size_t first = 0;
    while (first < n) {
        size_t middle = first + (n - first) / 2;
        if (by_place(&at[middle].span, &span) < 0)
            first = middle + 1;
        else
            n = middle;
    }
    return first;
}

/* Symbols and the outline repeat where names stand. */
static void copy_bytes(cm_placer *p, comitia_span *span)
{
    size_t i = place_from(p->places.at, p->places.n, *span);
    if (span->line && i < p->places.n &&
        by_place(&p->places.at[i].span, span) == 0)
        *span = p->places.at[i].span;
}

static comitia_status set_in_order(cm_placer *p)
{
    if (p->places.n)
        qsort(p->places.at, p->places.n, sizeof *p->places.at, order_places);
    if (p->quotas.n)
        qsort(p->quotas.at, p->quotas.n, sizeof *p->quotas.at, order_quotas);
    drop_doubles(p);
    if (!sort_outline(p))
        return COMITIA_E_NOMEM;
    CM_TRY(find_bytes(p));
    for (size_t i = 0; i < p->symbols.n; i++)
        copy_bytes(p, &p->symbols.at[i].declared);
    for (size_t i = 0; i < p->outline.n; i++)
        copy_bytes(p, &p->outline.at[i].named);
    return COMITIA_OK;
}

/* ---- the texts again ----------------------------------------------------- */

/* Hands over what the model was read from. */
static const char *load(void *user, const char *path, comitia_text *text)
{
    const cm_model *model = user;
    for (uint32_t i = 1; i < model->n_texts; i++)
        if (strcmp(model->texts[i].asked, path) == 0) {
            text->bytes = model->texts[i].at;
            text->n_bytes = model->texts[i].bytes;
            return NULL;
        }
    return "it could not be read before";
}

static comitia_status parse(cm_placer *p, cm_syntax *syntax)
{
    cm_model *again = cm_new(p->arena, cm_model);
    if (!again)
        return COMITIA_E_NOMEM;
    cm_diags_init(&again->diags, p->scratch);
    /* Its own arena ends with the places, whose texts and names it holds. */
    again->arena = *p->arena;
    comitia_loader loader = {load, NULL, (void *)p->model};
    comitia_status status = cm_parse_marked(
        p->ctx, again, &loader, p->model->path,
        p->model->n_texts ? p->model->texts[0].at : NULL,
        p->model->n_texts ? p->model->texts[0].bytes : 0, syntax, p->scratch,
        NULL, true);
    *p->arena = again->arena;
    p->texts = again->texts;
    p->n_texts = again->n_texts;
    return status;
}

static comitia_status find(cm_placer *p)
{
    cm_syntax syntax = {0};
    CM_TRY(parse(p, &syntax));
    cm_place_declarations(p, &syntax);
    CM_TRY(cm_place_uses(p, &syntax));
    return set_in_order(p);
}

comitia_status cm_places_of(cm_ctx *ctx, const cm_model *model,
                            comitia_places **out)
{
    cm_ctx_begin(ctx, 0);
    ctx->doing = "finding names";
    comitia_allocator allocator = ctx->allocator;
    comitia_places *places =
        allocator.resize(allocator.user, NULL, 0, sizeof *places);
    if (!places)
        return COMITIA_E_NOMEM;
    *places = (comitia_places){.allocator = allocator};
    cm_arena scratch;
    cm_arena_init(&places->arena, allocator);
    cm_arena_init(&scratch, allocator);
    cm_placer p = {.ctx = ctx,
                   .arena = &places->arena,
                   .scratch = &scratch,
                   .model = model};
    comitia_status status = find(&p);
    cm_arena_clear(&scratch);
    if (status != COMITIA_OK) {
        comitia_places_free(places);
        return status;
    }
    places->symbols = p.symbols.at;
    places->n_symbols = p.symbols.n;
    places->places = p.places.at;
    places->n_places = p.places.n;
    places->outline = p.outline.at;
    places->n_outline = p.outline.n;
    places->quotas = p.quotas.at;
    places->n_quotas = p.quotas.n;
    places->texts = p.texts;
    places->n_texts = p.n_texts;
    *out = places;
    return COMITIA_OK;
}

/* ---- reading them -------------------------------------------------------- */

void comitia_places_free(comitia_places *places)
{
    if (!places)
        return;
    comitia_allocator allocator = places->allocator;
    cm_arena_clear(&places->arena);
    allocator.resize(allocator.user, places, sizeof *places, 0);
}

const char *comitia_places_path(const comitia_places *places, uint32_t file)
{
    return file < places->n_texts ? places->texts[file].path : NULL;
}

const char *comitia_places_text(const comitia_places *places, uint32_t file,
                                size_t *n_bytes)
{
    *n_bytes = file < places->n_texts ? places->texts[file].bytes : 0;
    return file < places->n_texts ? places->texts[file].at : NULL;
}

const comitia_place *comitia_places_all(const comitia_places *places, size_t *n)
{
    *n = places->n_places;
    return places->places;
}

const comitia_symbol *comitia_places_symbols(const comitia_places *places,
                                             size_t *n)
{
    *n = places->n_symbols;
    return places->symbols;
}

const comitia_outline *comitia_places_outline(const comitia_places *places,
                                              size_t *n)
{
    *n = places->n_outline;
    return places->outline;
}

const comitia_quota_place *comitia_places_quotas(const comitia_places *places,
                                                 size_t *n)
{
    *n = places->n_quotas;
    return places->quotas;
}

uint32_t comitia_place_at(const comitia_places *places, uint32_t file, size_t at)
{
    size_t first = 0, n = places->n_places;
    while (first < n) {
        size_t middle = first + (n - first) / 2;
        const comitia_span *span = &places->places[middle].span;
        if (span->file < file || (span->file == file &&
                                  (size_t)span->at + span->bytes < at))
            first = middle + 1;
        else
            n = middle;
    }
    if (first == places->n_places || places->places[first].span.file != file ||
        places->places[first].span.at > at)
        return COMITIA_NOWHERE;
    return (uint32_t)first;
}
