/* Whether a text is well-formed XML, for what the library draws. */
#ifndef CM_XML_H
#define CM_XML_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Tags nest, attributes are quoted and stand once, `&` begins one of the five
 * entities or &#N; or &nbsp; and there is no stray `<`.
 *
 * @param why  set to what is wrong, at most 200 bytes of the text
 */
bool test_is_xml(const char *text, const char **why);

/** How often `part` occurs. */
size_t test_count(const char *text, const char *part);

#endif
