/* The program: a thin front with files, a terminal and signals. */

#include "command/command.h"
#include "command/exits.h"
#include "files.h"
#include "language_server.h"
#include "machine.h"
#include "names.h"
#include "page.h"
#include "processes.h"
#include "progress.h"
#include "terminal.h"
#include "watch.h"

int main(int argc, char **argv)
{
    cli_host host = {
        .out = stdout,
        .err = stderr,
        .read = cli_read_file,
        .release = cli_free_file,
        .create = cli_create_file,
        .working = cli_progress_shown,
        .stopped = cli_stopped,
        .fit = cli_fit,
        .write = cli_write,
        .progress = cli_progress,
        .page = cli_page,
        .lsp = cli_lsp,
        .memory = cli_memory() / 2,
        .threads = cli_processors(),
    };
    if (!cli_join(&host, &argc, &argv))
        return CLI_EXIT_LIMIT;
    cli_catch_signals();
    int exit = cli_is_names(argc, argv)   ? cli_names(&host, argc, argv)
               : cli_is_watch(argc, argv) ? cli_watch(&host, argc, argv)
                                          : cli_run(&host, argc, argv);
    return cli_leave(&host, cli_finish_output(exit));
}
