/* The program: a thin front that reads files, asks the library and prints. */

#include "arguments.h"
#include "exits.h"
#include "files.h"
#include "progress.h"
#include "terminal.h"

static void say(const char *what, const char *why)
{
    cli_progress_end();
    fprintf(stderr, "comitia: %s%s%s\n", what, why ? ": " : "", why ? why : "");
}

/* The exit code of a call that gave no answer, after it was said why. */
static int give_up(const comitia_ctx *ctx, comitia_status status,
                   const cli_arguments *arguments)
{
    const char *message = ctx ? comitia_ctx_message(ctx) : "";
    const char *text = comitia_status_text(status);
    switch (status) {
    case COMITIA_OK: return 0;
    case COMITIA_E_CANCELLED:
        if (!cli_stopped())
            return 0; /* the sink: a reader that went away, or a full disk */
        say("stopped", NULL);
        return CLI_EXIT_SIGNAL + cli_stopped();
    case COMITIA_E_USAGE:
        say(*message ? message : text, NULL);
        cli_print_usage(stderr, arguments->verb);
        return CLI_EXIT_USAGE;
    case COMITIA_E_NOMEM: say(text, NULL); return CLI_EXIT_LIMIT;
    case COMITIA_E_BUDGET:
    case COMITIA_E_RANGE:
        say(text, *message ? message : NULL);
        return CLI_EXIT_LIMIT;
    case COMITIA_E_MODEL: return CLI_EXIT_MODEL;
    case COMITIA_E_BUG: break;
    }
    say(text, *message ? message : NULL);
    return CLI_EXIT_BUG;
}

/* Diagnostics go to standard error; in JSON they are in the object. */
static comitia_status print_diagnostics(comitia_ctx *ctx,
                                        const comitia_model *model,
                                        const comitia_answer *answer,
                                        const cli_arguments *arguments)
{
    comitia_print print = arguments->print;
    if (print.format == COMITIA_JSON)
        return COMITIA_OK;
    print.format = COMITIA_TEXT;
    print.terse = arguments->verb->id != COMITIA_CHECK;
    print.quiet |= arguments->verb->id == COMITIA_BRIEF; /* it tells them */
    if (arguments->question.strict)
        print.terse = print.quiet = false;
    cli_fit(&print, stderr, arguments->colour);
    return comitia_diagnostics_print(ctx, model, answer, &print, cli_write,
                                     stderr);
}

/* What is wrong has been said on standard error; a text has nothing to add. */
static bool is_said(const cli_arguments *arguments, int exit)
{
    return arguments->print.format == COMITIA_TEXT &&
           (exit == CLI_EXIT_USAGE ||
            (exit == CLI_EXIT_MODEL && arguments->verb->id != COMITIA_CHECK));
}

static comitia_status ask(comitia_ctx *ctx, const comitia_model *model,
                          const cli_arguments *arguments, int *exit)
{
    comitia_answer *answer = NULL;
    comitia_print print = arguments->print;
    cli_folder here = {0};
    if (!cli_open_folder(&here, NULL))
        return COMITIA_E_NOMEM;
    comitia_loader loader = cli_loader(&here);
    comitia_status status =
        comitia_ask(ctx, model, &arguments->question, &loader, &answer);
    cli_progress_end();
    cli_close_folder(&here);
    if (status == COMITIA_OK)
        status = print_diagnostics(ctx, model, answer, arguments);
    if (status == COMITIA_OK)
        *exit = comitia_answer_exit(answer);
    if (status == COMITIA_OK && !is_said(arguments, *exit)) {
        cli_fit(&print, stdout, arguments->colour);
        status = comitia_answer_print(ctx, answer, &print, cli_write, stdout);
    }
    comitia_answer_free(answer);
    return status;
}

/* `fmt`: the text in its standard layout, or what is wrong with it. */
static comitia_status lay_out(comitia_ctx *ctx, const char *path,
                              const cli_file *file,
                              const cli_arguments *arguments)
{
    comitia_model *model = NULL;
    comitia_status status = comitia_format_text(
        ctx, path, file->bytes, file->n_bytes, cli_write, stdout, &model);
    if (status == COMITIA_E_MODEL) {
        comitia_status printed = print_diagnostics(ctx, model, NULL, arguments);
        if (printed != COMITIA_OK)
            status = printed;
    }
    comitia_model_free(model);
    return status;
}

static comitia_status parse_and_ask(comitia_ctx *ctx, const char *path,
                                    const cli_file *file,
                                    const cli_arguments *arguments, int *exit)
{
    comitia_model *model = NULL;
    cli_folder folder = {0};
    if (!cli_open_folder(&folder, path))
        return COMITIA_E_NOMEM;
    comitia_loader loader = cli_loader(&folder);
    comitia_status status = comitia_model_parse(ctx, path, file->bytes,
                                                file->n_bytes, &loader, &model);
    if (status == COMITIA_OK)
        status = ask(ctx, model, arguments, exit);
    comitia_model_free(model);
    cli_close_folder(&folder);
    return status;
}

/* One file, or none: its exit code. */
static int run(comitia_ctx *ctx, const char *path,
               const cli_arguments *arguments)
{
    cli_file file = {0};
    int exit = 0;
    comitia_status status;
    cli_progress_start();
    if (path) {
        file = cli_read_file(path);
        if (cli_stopped()) {
            cli_free_file(&file);
            return give_up(ctx, COMITIA_E_CANCELLED, arguments);
        }
        if (file.trouble) {
            say(path, file.trouble);
            return CLI_EXIT_NOINPUT;
        }
    }
    if (arguments->verb->id == CLI_FMT)
        status = lay_out(ctx, path, &file, arguments);
    else if (path)
        status = parse_and_ask(ctx, path, &file, arguments, &exit);
    else
        status = ask(ctx, NULL, arguments, &exit);
    cli_progress_end();
    cli_free_file(&file);
    if (status != COMITIA_OK) {
        int code = give_up(ctx, status, arguments);
        return code > exit ? code : exit;
    }
    return exit;
}

/* Every file in turn; the largest exit code counts. */
static int run_all(const cli_arguments *arguments)
{
    comitia_ctx *ctx = NULL;
    comitia_status status = comitia_ctx_new(NULL, &ctx);
    if (status != COMITIA_OK)
        return give_up(NULL, status, arguments);
    comitia_ctx_on_progress(ctx, cli_progress, NULL);
    int exit = 0;
    size_t n_files = arguments->files.n;
    for (size_t i = 0; i < (n_files ? n_files : 1) && !cli_stopped(); i++) {
        const char *path = n_files ? arguments->files.at[i] : NULL;
        int code = run(ctx, path, arguments);
        exit = code > exit ? code : exit;
    }
    comitia_ctx_free(ctx);
    return exit;
}

static int help(const char *verb)
{
    const cli_verb *known = verb ? cli_find_verb(verb) : NULL;
    if (verb && !known) {
        fprintf(stderr, "comitia: no verb \"%s\"\n", verb);
        cli_print_usage(stderr, cli_find_verb("help"));
        return CLI_EXIT_USAGE;
    }
    cli_print_help(known);
    return 0;
}

static int act(const cli_arguments *arguments)
{
    const char *name = arguments->names.n ? arguments->names.at[0] : NULL;
    if (arguments->version) {
        printf("comitia %s\n", comitia_version());
        return 0;
    }
    if (arguments->help) {
        const cli_verb *verb = arguments->verb;
        return help(verb && verb->id != CLI_HELP ? verb->name : NULL);
    }
    if (arguments->verb->id == CLI_HELP)
        return help(name);
    if (arguments->verb->id == CLI_COMPLETIONS) {
        if (cli_print_completions(name))
            return 0;
        fprintf(stderr, "comitia: no completions for %s\n", name);
        cli_print_usage(stderr, arguments->verb);
        return CLI_EXIT_USAGE;
    }
    return run_all(arguments);
}

int main(int argc, char **argv)
{
    cli_arguments arguments = {0};
    cli_catch_signals();
    int exit = cli_read_arguments(argc, argv, &arguments);
    if (exit == 0)
        exit = act(&arguments);
    exit = cli_finish_output(exit);
    cli_free_arguments(&arguments);
    return exit;
}
