/* The page around its model, which the build puts together (web/bundle.py). */
#ifndef CLI_PAGE_PARTS_H
#define CLI_PAGE_PARTS_H

#include <stddef.h>

/** What stands before the model; no bytes: built without the page. */
extern const unsigned char cli_page_before[];
extern const size_t cli_page_before_bytes;
/** What stands behind it. */
extern const unsigned char cli_page_after[];
extern const size_t cli_page_after_bytes;

#endif
