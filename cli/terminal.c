#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "command/exits.h"

/* Lines of prose get hard to read beyond the second. */
enum { NARROWEST = 40, WIDEST = 120 };

/* errno of the first write that failed; stdio keeps only that one did. */
static int write_error;

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

static bool wants_colour(int fd, cli_when colour)
{
    const char *terminal = getenv("TERM");
    if (colour != CLI_AUTO)
        return colour == CLI_ALWAYS;
    return isatty(fd) && !is_set("NO_COLOR") && terminal &&
           strcmp(terminal, "dumb") != 0;
}

void cli_fit(comitia_print *print, FILE *out, cli_when colour)
{
    int fd = fileno(out);
    struct winsize size;
    print->colour = wants_colour(fd, colour);
    print->width = 0;
    if (isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col) {
        unsigned width = size.ws_col;
        print->width = width < NARROWEST ? NARROWEST
                       : width > WIDEST  ? WIDEST
                                         : width;
    }
}

int cli_write(void *user, const char *bytes, size_t n_bytes)
{
    FILE *out = user;
    if (fwrite(bytes, 1, n_bytes, out) == n_bytes)
        return 0;
    if (out == stdout && !write_error)
        write_error = errno;
    return 1;
}

int cli_finish_output(int exit)
{
    if (fflush(stdout) != 0 && !write_error)
        write_error = errno;
    if (!write_error && !ferror(stdout))
        return exit;
    if (write_error == EPIPE)
        return exit;
    fprintf(stderr, "comitia: the answer could not be written: %s\n",
            write_error ? strerror(write_error) : "output error");
    return CLI_EXIT_OUTPUT;
}
