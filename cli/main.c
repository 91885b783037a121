/* The program: a thin front with files, a terminal and signals. */

#include "command/command.h"
#include "files.h"
#include "machine.h"
#include "page.h"
#include "progress.h"
#include "terminal.h"
#include "watch.h"

int main(int argc, char **argv)
{
    const cli_host host = {
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
        .memory = cli_memory() / 2,
        .threads = cli_processors(),
    };
    cli_catch_signals();
    return cli_finish_output(cli_is_watch(argc, argv)
                                 ? cli_watch(&host, argc, argv)
                                 : cli_run(&host, argc, argv));
}
