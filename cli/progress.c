#include "progress.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_MS = 1000, AGAIN_MS = 200, SHORT = 28, LONG = 40, LONGEST = 44 };

static volatile sig_atomic_t stopped;
static int64_t next_ms; /* when the line is due */
static bool shown;

static void stop(int signal)
{
    stopped = signal;
}

void cli_catch_signals(void)
{
    /* No SA_RESTART: reading standard input has to end too. SA_RESETHAND: the
       second signal does what signals do. */
    struct sigaction action = {.sa_handler = stop,
                               .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int cli_stopped(void *user)
{
    (void)user;
    return stopped;
}

static int64_t now_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void cli_progress_shown(void *user, bool begins)
{
    (void)user;
    if (shown)
        fputs("\r\033[K", stderr);
    shown = false;
    if (begins)
        next_ms = now_ms() + FIRST_MS;
}

int cli_progress(void *user, const char *doing, uint64_t steps, uint64_t limit)
{
    (void)user;
    if (stopped)
        return stopped == SIGINT ? COMITIA_ENOUGH : COMITIA_STOP;
    int64_t now = now_ms();
    if (now < next_ms || !isatty(STDERR_FILENO))
        return COMITIA_GO_ON;
    next_ms = now + AGAIN_MS;
    /* The share of the limit is no share of the work, so it is named where it
       fits the line. */
    char most[32] = "";
    if (strlen(doing) < SHORT)
        snprintf(most, sizeof most, " of at most %" PRIu64, limit / 1000000);
    fprintf(stderr, "\r\033[K%.*s: %" PRIu64 " million%s%s; Ctrl-C stops it",
            LONGEST, doing, steps / 1000000,
            strlen(doing) < LONG ? " steps" : "", most);
    fflush(stderr);
    shown = true;
    return COMITIA_GO_ON;
}
