/* A program that was built without the engine for browsers. */

#include "page_parts.h"

const unsigned char cli_page_before[1];
const size_t cli_page_before_bytes = 0;
const unsigned char cli_page_after[1];
const size_t cli_page_after_bytes = 0;
