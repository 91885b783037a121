/* The briefing as html, which a page does without like left_out.c: it draws its
 * own pictures. */
#include "report/picture/picture.h"
#include "report/write/write.h"

comitia_status cm_write_html(cm_doc *doc, cm_buf *out)
{
    (void)doc;
    cm_buf_add(out, "the engine of a page has no html; the program has");
    return COMITIA_OK;
}

void cm_body_picture(cm_doc *doc, const comitia_value *row, const cm_body *body,
                     const cm_thresholds *thresholds)
{
    (void)doc;
    (void)row;
    (void)body;
    (void)thresholds;
}
