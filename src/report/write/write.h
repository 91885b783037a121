/* The three forms of a page. */
#ifndef CM_WRITE_H
#define CM_WRITE_H

#include "report/doc/doc.h"

/** Lines of `width` columns, ANSI colours if asked for. E_NOMEM. */
comitia_status cm_write_text(cm_doc *doc, unsigned width, bool colour,
                             cm_buf *out);
/** The first paragraph or item only: what --quiet shows. */
comitia_status cm_write_first(cm_doc *doc, unsigned width, bool colour,
                              cm_buf *out);
/** CommonMark with tables; whatever a model says stands for itself. */
comitia_status cm_write_markdown(cm_doc *doc, cm_buf *out);
/** One file, no script, dark where the reader prefers it. */
comitia_status cm_write_html(cm_doc *doc, cm_buf *out);

/** Text for html and svg, without marks: & < > " ' are escaped, controls
    left out. */
void cm_xml_add(cm_buf *out, const char *text);

#endif
