/* show: what the file defines. */
#include "ask/show.h"

comitia_status cm_ask_show(cm_ask *ask, comitia_value *answer)
{
    cm_builder *b = &ask->b;
    comitia_value *list = cm_put_list(b, answer, "declarations");
    for (uint32_t i = 0; i < ask->model->n_declarations; i++) {
        const cm_declaration *declared = &ask->model->declarations[i];
        comitia_value *row = cm_add_object(b, list);
        cm_put_text(b, row, "kind", declared->kind);
        cm_put_text(b, row, "name", declared->name);
        cm_put_text(b, row, "title", declared->title);
        cm_put_text(b, row, "colour", declared->colour);
        cm_put_place(ask, row, declared->span);
        cm_put_cites(ask, row, declared->cites);
    }
    cm_show_law(ask, answer);
    cm_show_said(ask, answer);
    return b->failed ? COMITIA_E_NOMEM : COMITIA_OK;
}
