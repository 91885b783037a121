#include "names.h"

#include <string.h>
#include <sys/stat.h>

enum { MOST_BYTES = 4 << 20 };

#define OF(kind) (1u << COMITIA_SYMBOL_##kind)

/* What can be asked about: it passes or not, holds or not. */
enum { ASKED = OF(ACT) | OF(OUTCOME) | OF(LADDER) };

/* A word that is being written, and what may stand there. */
typedef struct gap {
    const char *file;  /* the model, or NULL */
    const char *word;  /* as far as it is written */
    size_t kept;       /* bytes of it that stay: "CNRP," of "CNRP,So" */
    uint32_t kinds;    /* of names: OF(...) */
    const char *words; /* fixed: "force|block"; or NULL */
    bool values;       /* behind NAME= come the values of NAME */
} gap;

bool cli_is_names(int argc, char **argv)
{
    return argc > 3 && strcmp(argv[1], "completions") == 0 &&
           strcmp(argv[2], "names") == 0;
}

/* ---- what may stand there --------------------------------------------------- */

/* A part of a word that stays: up to the last of these characters. */
static void keep_to(gap *g, const char *marks)
{
    for (size_t i = 0; g->word[i]; i++)
        if (strchr(marks, g->word[i]))
            g->kept = i + 1;
}

static void expect_value(gap *g, const cli_option *option)
{
    switch (option->id) {
    case CLI_SUPPOSE:
        g->kinds = OF(ACT) | OF(FACT) | OF(PLAYER);
        g->values = true;
        break;
    case CLI_EACH: g->kinds = OF(FACT); break;
    case CLI_FREE: g->kinds = OF(PLAYER); break;
    case CLI_UNIONS:
        g->kinds = OF(PLAYER);
        keep_to(g, "+,");
        break;
    default: break;
    }
    bool anew = !g->kept || g->word[g->kept - 1] == '=';
    if (anew && option->value && strchr(option->value, '|'))
        g->words = option->value;
}

/* `n` words stand behind the file; `before` is the last of them. */
static void expect_name(gap *g, const cli_verb *verb, size_t n,
                        const char *before)
{
    bool decided = before && (strcmp(before, "force") == 0 ||
                              strcmp(before, "block") == 0);
    switch (verb->id) {
    case COMITIA_NEEDS: g->kinds = n ? 0 : OF(ACT) | OF(LADDER); break;
    case COMITIA_WHO:
    case COMITIA_POWER:
    case COMITIA_WHY:
    case COMITIA_HOW: g->kinds = n ? 0 : ASKED; break;
    case COMITIA_CHANCE: g->kinds = n ? 0 : ASKED | OF(FACT); break;
    case COMITIA_STATUS: g->kinds = ASKED | OF(FACT); break;
    case COMITIA_BELIEF: g->kinds = OF(FACT); break;
    case COMITIA_DEAL: g->kinds = n ? 0 : OF(TALKS); break;
    case COMITIA_CAN:
        g->kinds = decided ? ASKED : n == 0 ? OF(PLAYER) : 0;
        g->words = n && !decided ? "force|block" : NULL;
        break;
    default: break;
    }
}

/* The words behind a verb that asks: FILE, then names. */
static void expect_word(gap *g, const cli_verb *verb, const char *const *words,
                        size_t n)
{
    if (verb->id == COMITIA_SWEEP && n > 1) {
        verb = cli_find_verb(words[1]);
        words++, n--;
    } else if (verb->id == COMITIA_SWEEP && n == 1) {
        g->words = "can|chance|needs|power|status|who";
    }
    if (!verb || n == 0)
        return;
    expect_name(g, verb, n - 1, n > 1 ? words[n - 1] : NULL);
    if (verb->id == COMITIA_CAN && n == 1)
        keep_to(g, ",");
}

enum { MOST_WORDS = 6 }; /* that can matter */

/* What stands before the word that is being written. */
typedef struct line {
    const cli_verb *verb;
    const cli_option *option; /* whose value comes next */
    const char *words[MOST_WORDS];
    size_t n;
} line;

/* The option that takes its value from the next word, or NULL. */
static const cli_option *with_value(const char *word)
{
    bool is_long = word[1] == '-';
    for (size_t i = 0; i < cli_n_options; i++) {
        const cli_option *option = &cli_options[i];
        char letter[] = {option->letter, '\0'};
        if (cli_needs_value(option) &&
            (is_long ? strcmp(option->name, word + 2) == 0
                     : strcmp(letter, word + 1) == 0))
            return option;
    }
    return NULL;
}

static void take(line *l, const char *word)
{
    if (l->option)
        l->option = NULL;
    else if (word[0] == '-' && word[1])
        l->option = with_value(word);
    else if (!l->verb || l->verb->id == CLI_WATCH)
        l->verb = cli_find_verb(word);
    else if (l->n < MOST_WORDS)
        l->words[l->n++] = word;
}

static gap find_gap(int argc, char **argv)
{
    line l = {0};
    gap g = {.word = argv[argc - 1]};
    for (int i = 3; i + 1 < argc; i++)
        take(&l, argv[i]);
    g.file = l.n ? l.words[0] : NULL;
    const char *equals = strchr(g.word, '=');
    if (!l.option && strncmp(g.word, "--", 2) == 0 && equals) {
        l.option = cli_find_option(g.word + 2, (size_t)(equals - g.word) - 2);
        g.kept = (size_t)(equals - g.word) + 1;
    }
    if (l.option)
        expect_value(&g, l.option);
    else if (l.verb && g.word[0] != '-')
        expect_word(&g, l.verb, l.words, l.n);
    return g;
}

/* ---- printing --------------------------------------------------------------- */

static void offer(FILE *out, const gap *g, size_t kept, const char *word,
                  size_t n)
{
    size_t begun = strlen(g->word) - kept;
    if (n >= begun && memcmp(word, g->word + kept, begun) == 0)
        fprintf(out, "%.*s%.*s\n", (int)kept, g->word, (int)n, word);
}

/* Those of "PARTY|all" that are words and do not stand for some. */
static void offer_words(FILE *out, const gap *g, size_t kept, const char *words)
{
    for (const char *at = words; at; at = strchr(at, '|')) {
        at += *at == '|';
        if (*at >= 'a' && *at <= 'z')
            offer(out, g, kept, at, strcspn(at, "|"));
    }
}

/* Behind NAME= : options of a fact, ballots of a player, yes and no. */
static void offer_values(FILE *out, const gap *g, const char *equals,
                         const comitia_symbol *symbols, size_t n)
{
    const char *name = g->word + g->kept;
    size_t length = (size_t)(equals - name), kept = g->kept + length + 1;
    const char *fixed = NULL;
    for (size_t i = 0; i < n; i++) {
        const comitia_symbol *s = &symbols[i];
        const char *of = s->kind == COMITIA_SYMBOL_OPTION &&
                                 s->in != COMITIA_NOWHERE
                             ? symbols[s->in].name
                             : s->name;
        if (!of || strlen(of) != length || memcmp(of, name, length) != 0)
            continue;
        if (s->kind == COMITIA_SYMBOL_OPTION) {
            offer(out, g, kept, s->name, strlen(s->name));
            fixed = "";
        } else if (!fixed && s->kind == COMITIA_SYMBOL_PLAYER) {
            fixed = "yes|no|abstain|absent";
        } else if (!fixed && g->kinds >> s->kind & 1) {
            fixed = "yes|no";
        }
    }
    if (fixed)
        offer_words(out, g, kept, fixed);
}

static void offer_names(FILE *out, const gap *g, const comitia_places *places)
{
    size_t n;
    const comitia_symbol *symbols = comitia_places_symbols(places, &n);
    const char *equals = g->values ? strchr(g->word + g->kept, '=') : NULL;
    if (equals) {
        offer_values(out, g, equals, symbols, n);
        return;
    }
    for (size_t i = 0; i < n; i++)
        if (g->kinds >> symbols[i].kind & 1)
            offer(out, g, g->kept, symbols[i].name, strlen(symbols[i].name));
}

static void offer_from(const cli_host *host, comitia_ctx *ctx, const gap *g,
                       const cli_file *file)
{
    cli_folder folder;
    comitia_model *model = NULL;
    comitia_places *places = NULL;
    if (!cli_open_folder(&folder, host, g->file))
        return;
    comitia_loader loader = cli_loader(&folder);
    comitia_status status = comitia_model_parse(
        ctx, g->file, file->bytes, file->n_bytes, &loader, &model);
    if (status == COMITIA_OK)
        status = comitia_places_of(ctx, model, &places);
    if (status == COMITIA_OK)
        offer_names(host->out, g, places);
    comitia_places_free(places);
    comitia_model_free(model);
    cli_close_folder(&folder);
}

/* A file that is read at once: no pipe, no terminal, not too long. */
static bool is_short(const char *path)
{
    struct stat is;
    return strcmp(path, "-") != 0 && stat(path, &is) == 0 &&
           S_ISREG(is.st_mode) && is.st_size <= MOST_BYTES;
}

int cli_names(const cli_host *host, int argc, char **argv)
{
    gap g = find_gap(argc, argv);
    comitia_ctx *ctx = NULL;
    if (g.words)
        offer_words(host->out, &g, g.kept, g.words);
    if (!g.kinds || !g.file || !is_short(g.file))
        return 0;
    cli_file file = host->read(host->user, g.file, true);
    if (!file.trouble && comitia_ctx_new(host->allocator, &ctx) == COMITIA_OK) {
        comitia_ctx_bound_memory(ctx, host->memory);
        offer_from(host, ctx, &g, &file);
    }
    comitia_ctx_free(ctx);
    host->release(host->user, &file);
    return 0;
}
