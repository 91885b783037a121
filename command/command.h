/* A command from its words to its exit code. The program and the page lend it
 * what they have: streams, files, somebody who may say stop. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "arguments.h"

/** The whole of a file, or why there is none. */
typedef struct cli_file {
    char *bytes;
    size_t n_bytes;
    const char *trouble; /**< NULL, or a short reason */
} cli_file;

/** What a front lends. No member may be NULL but those that say so. */
typedef struct cli_host cli_host;
struct cli_host {
    FILE *out; /**< answers */
    FILE *err; /**< what is wrong with them */
    /** Reads a file. is_model: it stands on the command line, where "-" is
        the standard input. */
    cli_file (*read)(void *user, const char *path, bool is_model);
    /** The file is needed no longer. */
    void (*release)(void *user, cli_file *file);
    /** A question begins, or is over. */
    void (*working)(void *user, bool begins);
    /** The signal that asked to stop, or 0. */
    int (*stopped)(void *user);
    /** Sets colour and width for a stream. */
    void (*fit)(comitia_print *print, FILE *stream, cli_when colour);
    comitia_sink write;        /**< its user is one of the streams */
    comitia_progress progress; /**< its user is the host's */
    /** Opens a file to be written, or NULL with errno set; NULL: cannot. */
    FILE *(*create)(void *user, const char *path);
    /** `page`: writes a page, gives the exit code. NULL: cannot. */
    int (*page)(const cli_host *host, const cli_arguments *arguments);
    /** `lsp`: serves an editor, gives the exit code. NULL: cannot. */
    int (*lsp)(const cli_host *host, const cli_arguments *arguments);
    uint64_t memory; /**< bytes a run may take unless it says; 0: no bound */
    /** Processes that answer the same question; NULL: this one alone. */
    const comitia_peers *peers;
    const comitia_allocator *allocator; /**< NULL means malloc */
    uint32_t threads; /**< to use where --threads says nothing; 0: one */
    void *user;
};

/** Does what the words say; argv[0] is not looked at. The exit code. */
int cli_run(const cli_host *host, int argc, char **argv);

/** "comitia: what: why" on err; why may be NULL. */
void cli_say(const cli_host *host, const char *what, const char *why);

/** Hands over what a model at `path` names: paths are looked for beside it.
    NULL: beside the working folder. */
typedef struct cli_folder {
    const cli_host *host;
    char *path; /**< of the folder with its last '/', or "" */
} cli_folder;

/** False when memory runs out. */
bool cli_open_folder(cli_folder *folder, const cli_host *host,
                     const char *path);
void cli_close_folder(cli_folder *folder);
comitia_loader cli_loader(cli_folder *folder);

#endif
