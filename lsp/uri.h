/* file:///a/b.comitia and /a/b.comitia. */
#ifndef LSP_URI_H
#define LSP_URI_H

#include "base/buf.h"

/** The path of a URI without . and .. ; of one that is no file the URI itself.
    NULL when memory runs out. */
const char *lsp_path_of(cm_arena *arena, const char *uri);
/** The URI of a path. NULL when memory runs out. */
const char *lsp_uri_of(cm_arena *arena, const char *path);
/** `path` seen from the folder that `from` is in. NULL when memory runs out. */
const char *lsp_path_beside(cm_arena *arena, const char *from,
                            const char *path);

#endif
