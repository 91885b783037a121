/* A language server: what an editor asks while a text is written, answered by
 * the library. It speaks the Language Server Protocol, version 3.17, over two
 * streams that its caller has.
 */
#ifndef LSP_H
#define LSP_H

#include "comitia/comitia.h"

/** What the server is lent. */
typedef struct lsp_host {
    /** Files that no editor has open; paths are absolute, or relative to
        wherever the caller looks. */
    comitia_loader files;
    comitia_sink write; /**< one message to the editor, framed: to be sent at
                             once, since something long may follow */
    void *user;         /**< of write and pending */
    /** True if more is there to be read: what takes long is then put off. May
        be NULL. */
    bool (*pending)(void *user);
    const comitia_allocator *allocator; /**< NULL means malloc */
    uint64_t limit;  /**< steps of one question; 0: the library's own */
    uint64_t memory; /**< bytes; 0: no bound */
} lsp_host;

typedef struct lsp_server lsp_server;

/** NULL when there is no memory. The host must outlive the server. */
lsp_server *lsp_new(const lsp_host *host);
void lsp_free(lsp_server *server);

/**
 * Takes bytes from the editor, any bytes at all, and answers every message
 * that is complete.
 *
 * @return false once nothing more will be read: after `exit`, after a header
 *         that is none, or when memory or the editor is gone
 */
bool lsp_feed(lsp_server *server, const char *bytes, size_t n_bytes);

/** Tells what is wrong with texts that changed. To be called when there is
    nothing to be read. */
void lsp_rest(lsp_server *server);

/** The exit code: 0 after `shutdown`, 1 without; 65 after bytes that are no
    message, 69 without memory, 74 if the editor takes no more. */
int lsp_exit(const lsp_server *server);

#endif
