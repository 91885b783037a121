#include "command.h"

#include <errno.h>
#include <string.h>

#include "exits.h"

#define CM_DO(call)                                                            \
    do {                                                                       \
        comitia_status status_ = (call);                                       \
        if (status_ != COMITIA_OK)                                             \
            return status_;                                                    \
    } while (0)

/* One run: the words of the command line, and who lends what it needs. */
typedef struct command {
    const cli_host *host;
    const cli_arguments *arguments;
    comitia_ctx *ctx;
} command;

void cli_say(const cli_host *host, const char *what, const char *why)
{
    host->working(host->user, false);
    fprintf(host->err, "comitia: %s%s%s\n", what, why ? ": " : "",
            why ? why : "");
}

/* The exit code of a call that gave no answer, after it was said why. */
static int give_up(const command *c, comitia_status status)
{
    const cli_host *host = c->host;
    const char *message = c->ctx ? comitia_ctx_message(c->ctx) : "";
    const char *text = comitia_status_text(status);
    int signal = host->stopped(host->user);
    switch (status) {
    case COMITIA_OK: return 0;
    case COMITIA_E_CANCELLED:
        if (!signal)
            return 0; /* the sink: a reader that went away, or a full disk */
        cli_say(host, "stopped", NULL);
        return CLI_EXIT_SIGNAL + signal;
    case COMITIA_E_USAGE:
        cli_say(host, *message ? message : text, NULL);
        cli_print_usage(host->err, c->arguments->verb);
        return CLI_EXIT_USAGE;
    case COMITIA_E_NOMEM:
    case COMITIA_E_BUDGET:
    case COMITIA_E_RANGE:
        cli_say(host, text, *message ? message : NULL);
        return CLI_EXIT_LIMIT;
    case COMITIA_E_MODEL: return CLI_EXIT_MODEL;
    case COMITIA_E_BUG: break;
    }
    cli_say(host, text, *message ? message : NULL);
    return CLI_EXIT_BUG;
}

/* Diagnostics go to standard error; in JSON they are in the object. */
static comitia_status print_diagnostics(const command *c,
                                        const comitia_model *model,
                                        const comitia_answer *answer)
{
    const cli_arguments *arguments = c->arguments;
    comitia_print print = arguments->print;
    if (print.format == COMITIA_JSON)
        return COMITIA_OK;
    print.format = COMITIA_TEXT;
    print.terse = arguments->verb->id != COMITIA_CHECK;
    print.quiet |= arguments->verb->id == COMITIA_BRIEF; /* it tells them */
    if (arguments->question.strict)
        print.terse = print.quiet = false;
    c->host->fit(&print, c->host->err, arguments->colour);
    return comitia_diagnostics_print(c->ctx, model, answer, &print,
                                     c->host->write, c->host->err);
}

/* What is wrong has been said on standard error; a text has nothing to add. */
static bool is_said(const cli_arguments *arguments, int exit)
{
    return arguments->print.format == COMITIA_TEXT &&
           (exit == CLI_EXIT_USAGE ||
            (exit == CLI_EXIT_MODEL && arguments->verb->id != COMITIA_CHECK));
}

static comitia_status ask(const command *c, const comitia_model *model,
                          const comitia_question *question, int *exit)
{
    const cli_host *host = c->host;
    const cli_arguments *arguments = c->arguments;
    comitia_answer *answer = NULL;
    comitia_print print = arguments->print;
    cli_folder here = {0};
    if (!cli_open_folder(&here, host, NULL))
        return COMITIA_E_NOMEM;
    comitia_loader loader = cli_loader(&here);
    comitia_status status =
        comitia_ask(c->ctx, model, question, &loader, &answer);
    host->working(host->user, false);
    cli_close_folder(&here);
    if (status == COMITIA_OK)
        status = print_diagnostics(c, model, answer);
    if (status == COMITIA_OK)
        *exit = comitia_answer_exit(answer);
    if (status == COMITIA_OK && !is_said(arguments, *exit)) {
        host->fit(&print, host->out, arguments->colour);
        status = comitia_answer_print(c->ctx, answer, &print, host->write,
                                      host->out);
    }
    comitia_answer_free(answer);
    return status;
}

/* `fmt`: the text in its standard layout, or what is wrong with it. */
static comitia_status lay_out(const command *c, const char *path,
                              const cli_file *file)
{
    comitia_model *model = NULL;
    comitia_status status =
        comitia_format_text(c->ctx, path, file->bytes, file->n_bytes,
                            c->host->write, c->host->out, &model);
    if (status == COMITIA_E_MODEL) {
        comitia_status printed = print_diagnostics(c, model, NULL);
        if (printed != COMITIA_OK)
            status = printed;
    }
    comitia_model_free(model);
    return status;
}

/* A file and the model in it. */
typedef struct source {
    const char *path;
    cli_file file;
    cli_folder folder;
    comitia_model *model;
} source;

static void close_source(const command *c, source *s)
{
    comitia_model_free(s->model);
    cli_close_folder(&s->folder);
    c->host->release(c->host->user, &s->file);
}

/* Reads the bytes; the exit code if they cannot be had. */
static int open_source(const command *c, const char *path, source *s)
{
    const cli_host *host = c->host;
    *s = (source){.path = path};
    s->file = host->read(host->user, path, true);
    if (host->stopped(host->user))
        return give_up(c, COMITIA_E_CANCELLED);
    if (!s->file.trouble)
        return 0;
    cli_say(host, path, s->file.trouble);
    return CLI_EXIT_NOINPUT;
}

static comitia_status parse(const command *c, source *s)
{
    if (!cli_open_folder(&s->folder, c->host, s->path))
        return COMITIA_E_NOMEM;
    comitia_loader loader = cli_loader(&s->folder);
    return comitia_model_parse(c->ctx, s->path, s->file.bytes, s->file.n_bytes,
                               &loader, &s->model);
}

static comitia_status parse_and_ask(const command *c, source *s, int *exit)
{
    CM_DO(parse(c, s));
    return ask(c, s->model, &c->arguments->question, exit);
}

/* Where the text of a model goes: a file is made only once there is one. */
typedef struct destination {
    const command *c;
    bool failed;
} destination;

static int write_text(void *user, const char *bytes, size_t n_bytes)
{
    destination *to = user;
    const cli_host *host = to->c->host;
    const char *path = to->c->arguments->output;
    if (!path)
        return host->write(host->out, bytes, n_bytes);
    errno = 0;
    FILE *file = host->create ? host->create(host->user, path) : NULL;
    bool good = file && fwrite(bytes, 1, n_bytes, file) == n_bytes;
    if (file && fclose(file) != 0)
        good = false;
    if (good)
        return 0;
    cli_say(host, path,
            host->create ? strerror(errno) : "only the program writes files");
    to->failed = true;
    return 1;
}

/* `import`: the text of a model, or what is wrong with the data. */
static comitia_status import(const command *c, const char *path,
                             const cli_file *file, int *exit)
{
    comitia_model *model = NULL;
    destination to = {c, false};
    comitia_status status =
        comitia_import_text(c->ctx, &c->arguments->import, path, file->bytes,
                            file->n_bytes, write_text, &to, &model);
    if (to.failed)
        *exit = CLI_EXIT_OUTPUT;
    if (status == COMITIA_OK || status == COMITIA_E_MODEL) {
        comitia_status printed = print_diagnostics(c, model, NULL);
        if (printed != COMITIA_OK)
            status = printed;
    }
    comitia_model_free(model);
    return status;
}

/* One file, or none: its exit code. */
static int run(const command *c, const char *path)
{
    source s = {0};
    int exit = 0;
    comitia_status status = COMITIA_OK;
    c->host->working(c->host->user, true);
    if (path)
        exit = open_source(c, path, &s);
    if (exit == 0) {
        unsigned verb = c->arguments->verb->id;
        status = verb == CLI_FMT      ? lay_out(c, path, &s.file)
                 : verb == CLI_IMPORT ? import(c, path, &s.file, &exit)
                 : path               ? parse_and_ask(c, &s, &exit)
                        : ask(c, NULL, &c->arguments->question, &exit);
        c->host->working(c->host->user, false);
    }
    close_source(c, &s);
    /* an answer that a signal cut short is printed, and says so */
    int signal = c->host->stopped(c->host->user);
    int code = status != COMITIA_OK ? give_up(c, status)
               : signal             ? CLI_EXIT_SIGNAL + signal
                                    : 0;
    return code > exit ? code : exit;
}

/* ---- diff --------------------------------------------------------------------- */

static comitia_status parse_and_compare(const command *c, source *before,
                                        source *after, int *exit)
{
    comitia_question question = c->arguments->question;
    CM_DO(parse(c, before));
    if (comitia_model_has_errors(before->model)) {
        *exit = CLI_EXIT_MODEL;
        return print_diagnostics(c, before->model, NULL);
    }
    CM_DO(parse(c, after));
    question.before = before->model;
    return ask(c, after->model, &question, exit);
}

static int run_diff(const command *c)
{
    source before = {0}, after = {0};
    comitia_status status = COMITIA_OK;
    c->host->working(c->host->user, true);
    int exit = open_source(c, c->arguments->files.at[0], &before);
    if (exit == 0)
        exit = open_source(c, c->arguments->files.at[1], &after);
    if (exit == 0)
        status = parse_and_compare(c, &before, &after, &exit);
    c->host->working(c->host->user, false);
    close_source(c, &after);
    close_source(c, &before);
    return status == COMITIA_OK ? exit : give_up(c, status);
}

/* Every file in turn; the largest exit code counts. */
static int run_each(const command *c)
{
    const cli_words *files = &c->arguments->files;
    int exit = files->n ? 0 : run(c, NULL);
    for (size_t i = 0; i < files->n && !c->host->stopped(c->host->user); i++) {
        int code = run(c, files->at[i]);
        exit = code > exit ? code : exit;
    }
    return exit;
}

static int run_all(const cli_host *host, const cli_arguments *arguments)
{
    command c = {host, arguments, NULL};
    comitia_status status = comitia_ctx_new(host->allocator, &c.ctx);
    if (status != COMITIA_OK)
        return give_up(&c, status);
    comitia_ctx_on_progress(c.ctx, host->progress, host->user);
    comitia_ctx_set_peers(c.ctx, host->peers);
    comitia_ctx_bound_memory(c.ctx, arguments->memory_given ? arguments->memory
                                                            : host->memory);
    comitia_ctx_set_threads(c.ctx, arguments->threads ? arguments->threads
                                                      : host->threads);
    int exit = arguments->verb->id == COMITIA_DIFF ? run_diff(&c) : run_each(&c);
    comitia_ctx_free(c.ctx);
    return exit;
}

static int help(const cli_host *host, const cli_arguments *arguments)
{
    const char *name = arguments->names.n ? arguments->names.at[0] : NULL;
    const cli_verb *known = name ? cli_find_verb(name) : NULL;
    if (name && !known) {
        fprintf(host->err, "comitia: no verb \"%s\"\n", name);
        cli_print_usage(host->err, arguments->verb);
        return CLI_EXIT_USAGE;
    }
    cli_print_help(host->out, known);
    return 0;
}

static int completions(const cli_host *host, const cli_arguments *arguments)
{
    const char *shell = arguments->names.at[0];
    if (cli_print_completions(host->out, shell))
        return 0;
    fprintf(host->err, "comitia: no completions for %s\n", shell);
    cli_print_usage(host->err, arguments->verb);
    return CLI_EXIT_USAGE;
}

static int page(const cli_host *host, const cli_arguments *arguments)
{
    if (host->page)
        return host->page(host, arguments);
    cli_say(host, "page", "only the program writes pages");
    return CLI_EXIT_LIMIT;
}

static int lsp(const cli_host *host, const cli_arguments *arguments)
{
    if (host->lsp)
        return host->lsp(host, arguments);
    cli_say(host, "lsp", "only the program serves editors");
    return CLI_EXIT_LIMIT;
}

static int act(const cli_host *host, const cli_arguments *arguments)
{
    const cli_verb *verb = arguments->verb;
    if (arguments->version) {
        fprintf(host->out, "comitia %s\n", comitia_version());
        return 0;
    }
    if (arguments->help) {
        cli_print_short_help(host->out, verb);
        return 0;
    }
    switch (verb->id) {
    case CLI_HELP: return help(host, arguments);
    case CLI_COMPLETIONS: return completions(host, arguments);
    case CLI_PAGE: return page(host, arguments);
    case CLI_LSP: return lsp(host, arguments);
    case CLI_WATCH:
        cli_say(host, "watch", "it is the first word of a command line");
        return CLI_EXIT_USAGE;
    default: return run_all(host, arguments);
    }
}

int cli_run(const cli_host *host, int argc, char **argv)
{
    cli_arguments arguments = {.err = host->err};
    int exit = cli_read_arguments(argc, argv, &arguments);
    if (exit == 0)
        exit = act(host, &arguments);
    cli_free_arguments(&arguments);
    return exit;
}
