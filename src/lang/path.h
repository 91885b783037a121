/* Paths as texts name them: with /, relative to the text that names them. */
#ifndef CM_PATH_H
#define CM_PATH_H

#include "base/arena.h"

/** `path` seen from the folder of `from`, without the "." and ".." that can be
    removed; "" for the folder itself. NULL when memory runs out. */
const char *cm_path_join(cm_arena *arena, const char *from, const char *path);

/** What stands behind the last / of a path. */
const char *cm_path_last(const char *path);

#endif
