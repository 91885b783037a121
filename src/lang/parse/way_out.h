/* The way out that a message offers to one who wrote something else. */
#ifndef CM_WAY_OUT_H
#define CM_WAY_OUT_H

#include "lang/parse/parser.h"

/** For a token where something else was expected (C0112); NULL if nothing can
    be said. */
const char *cm_way_out(cm_parser *p, const cm_token *token);
/** For a token where a declaration should begin (C0108). */
const char *cm_way_back(cm_parser *p, const cm_token *token);

/** What may stand where nothing else explains the token, or NULL. */
const char *cm_way_beside(const cm_parser *p);

#endif
