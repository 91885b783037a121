/* Several processes over MPI: each takes its share of the primes, nodes and
 * points, the first one reads and prints.
 *
 * All of them run the same question and so meet at the same places. One that
 * stops early (a signal, no memory) goes to its end while others wait in an
 * exchange; so every meeting begins with everybody saying where it is, and who
 * finds others elsewhere gives up too.
 */
#include "processes.h"
#include "progress.h"

#include <mpi.h>
#include <stdlib.h>
#include <string.h>

/* Where a process can be when it meets others. */
typedef enum place { READING, EXCHANGING, LEAVING } place;

enum { AT_A_TIME = 1 << 26 }; /* bytes of one gathering: counts are ints */

static comitia_peers peers;
static cli_file (*read_own)(void *user, const char *path, bool is_model);

/* True if all are at the same place, with the same size in hand. */
static bool meet(place at, uint64_t size)
{
    uint64_t mine[] = {(uint64_t)at, size, UINT64_MAX - (uint64_t)at,
                       UINT64_MAX - size};
    uint64_t most[4];
    MPI_Allreduce(mine, most, 4, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
    return most[0] == mine[0] && most[1] == mine[1] && most[2] == mine[2] &&
           most[3] == mine[3];
}

/* ---- what is read
 * ------------------------------------------------------------------ */

static void send_text(char **text, size_t *n)
{
    uint64_t bytes = *n;
    MPI_Bcast(&bytes, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    *n = (size_t)bytes;
    if (peers.rank && bytes && !(*text = malloc(*n)))
        MPI_Abort(MPI_COMM_WORLD, 69);
    for (size_t at = 0; at < *n; at += AT_A_TIME)
        MPI_Bcast(*text + at, (int)(*n - at < AT_A_TIME ? *n - at : AT_A_TIME),
                  MPI_BYTE, 0, MPI_COMM_WORLD);
}

/* The first process reads; why it cannot is a text too. */
static cli_file read_for_all(void *user, const char *path, bool is_model)
{
    static char trouble[256];
    cli_file file = {0};
    char *why = trouble;
    if (!meet(READING, strlen(path)))
        return (cli_file){.trouble = "another process has stopped"};
    if (peers.rank == 0) {
        file = read_own(user, path, is_model);
        if (file.trouble)
            strncpy(trouble, file.trouble, sizeof trouble - 1);
    }
    MPI_Bcast(trouble, sizeof trouble, MPI_BYTE, 0, MPI_COMM_WORLD);
    if (*trouble)
        return (cli_file){.trouble = why};
    send_text(&file.bytes, &file.n_bytes);
    return file;
}

/* ---- what is computed
 * -------------------------------------------------------------- */

/* So many of items 0..n-1 belong to a process. */
static uint64_t portion(uint64_t n, uint32_t rank)
{
    return n > rank ? (n - rank - 1) / peers.n + 1 : 0;
}

/* Rounds first..last-1 of the items: a round is one item of each process. */
static void gather_rounds(char *items, uint64_t n_items, size_t bytes,
                          uint64_t first, uint64_t last, char *own, char *all)
{
    uint64_t rounds = last - first;
    for (uint64_t k = 0; k < rounds; k++) {
        uint64_t i = (first + k) * peers.n + peers.rank;
        if (i < n_items)
            memcpy(own + k * bytes, items + i * bytes, bytes);
    }
    MPI_Allgather(own, (int)(rounds * bytes), MPI_BYTE, all,
                  (int)(rounds * bytes), MPI_BYTE, MPI_COMM_WORLD);
    for (uint32_t r = 0; r < peers.n; r++)
        for (uint64_t k = 0; k < rounds; k++) {
            uint64_t i = (first + k) * peers.n + r;
            if (i < n_items)
                memcpy(items + i * bytes, all + (r * rounds + k) * bytes,
                       bytes);
        }
}

static int exchange(void *user, void *items, uint64_t n_items,
                    size_t item_bytes)
{
    (void)user;
    if (item_bytes > AT_A_TIME || !meet(EXCHANGING, n_items * item_bytes))
        return 1;
    uint64_t rounds = portion(n_items, 0);
    uint64_t step = AT_A_TIME / peers.n / item_bytes;
    step = step < 1 ? 1 : step > rounds ? rounds : step;
    char *own = calloc(step, item_bytes);
    char *all = calloc(step * peers.n, item_bytes);
    if (!own || !all)
        MPI_Abort(MPI_COMM_WORLD, 69);
    for (uint64_t first = 0; first < rounds; first += step)
        gather_rounds(items, n_items, item_bytes, first,
                      rounds - first < step ? rounds : first + step, own, all);
    free(own);
    free(all);
    return 0;
}

/* ---- joining and leaving
 * ----------------------------------------------------------- */

static int listen(void *user, const char *doing, uint64_t steps,
                  uint64_t limit)
{
    (void)doing;
    (void)steps;
    (void)limit;
    return cli_stopped(user);
}

static void work_silently(void *user, bool begins)
{
    (void)user;
    (void)begins;
}

/* A launcher gives its processes terminals that nobody looks at: what they
   print is no different from what goes to a file. */
static bool is_launched(void)
{
    return peers.n > 1 || getenv("OMPI_COMM_WORLD_SIZE") || getenv("PMI_SIZE");
}

static void fit_plain(comitia_print *print, FILE *stream, cli_when colour)
{
    (void)stream;
    print->colour = colour == CLI_ALWAYS;
    print->width = 0;
}

/* The others have nobody to speak to. */
static bool be_quiet(cli_host *host)
{
    FILE *nowhere = fopen("/dev/null", "w");
    if (!nowhere)
        return false;
    host->out = host->err = nowhere;
    return true;
}

/* Processes of one machine share what it has. */
static void share_machine(cli_host *host)
{
    MPI_Comm here;
    int n = 1;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL,
                        &here);
    MPI_Comm_size(here, &n);
    MPI_Comm_free(&here);
    uint32_t threads = host->threads / (uint32_t)n;
    host->threads = threads ? threads : 1;
    host->memory /= (uint64_t)n;
}

bool cli_join(cli_host *host, int *argc, char ***argv)
{
    int rank, n, level;
    /* Threads of a process compute; only its first one speaks to others. */
    if (MPI_Init_thread(argc, argv, MPI_THREAD_FUNNELED, &level) !=
        MPI_SUCCESS) {
        fputs("comitia: MPI does not start\n", stderr);
        return false;
    }
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &n);
    peers = (comitia_peers){(uint32_t)rank, (uint32_t)n, exchange, NULL};
    if (is_launched()) {
        host->fit = fit_plain;
        host->progress = listen;
        host->working = work_silently;
    }
    if (n > 1) {
        host->peers = &peers;
        host->page = NULL; /* one file, one writer */
        share_machine(host);
        read_own = host->read;
        host->read = read_for_all;
        if (rank && !be_quiet(host))
            MPI_Abort(MPI_COMM_WORLD, 74);
    }
    return true;
}

int cli_leave(const cli_host *host, int exit)
{
    int most = exit;
    (void)host;
    while (!meet(LEAVING, 0))
        ; /* who still waits for this process gives up now, and comes */
    MPI_Allreduce(&exit, &most, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    MPI_Finalize();
    return most;
}
