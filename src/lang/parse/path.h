/* Paths as texts name them: with /, relative to the text that names them. */
#ifndef CM_PATH_H
#define CM_PATH_H

#include "base/buf.h"

/** Sets `out` to `path` seen from the folder of `from`, without the "." and
    ".." that can be removed; "" for the folder itself. The text, or NULL when
    memory runs out; good until `out` is used again. */
const char *cm_path_join(cm_buf *out, const char *from, const char *path);

/** What stands behind the last / of a path. */
const char *cm_path_last(const char *path);

#endif
