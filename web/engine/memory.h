/* Memory that runs out without a trap. */
#ifndef WEB_MEMORY_H
#define WEB_MEMORY_H

#include "comitia/comitia.h"

/** The library's memory. Gives nothing more once GMP had to use the reserve. */
extern const comitia_allocator web_allocator;

/**
 * Lays the reserve by and makes GMP use it when all else is gone: GMP cannot be
 * told that there is no memory, and would abort. Its numbers are bounded, and
 * the library asks its own allocator soon, which then says no. False when there
 * is no memory for the reserve.
 */
bool web_memory_begin(void);
/** Gives the reserve back. */
void web_memory_end(void);

#endif
