#include "support/checked.h"

test_model test_read(const char *before, const char *marked)
{
    test_model m = {.ctx = test_ctx()};
    m.model = test_checking(m.ctx, before, marked);
    return m;
}

void test_read_done(test_model *m)
{
    cm_model_free(m->model);
    test_ctx_done(m->ctx);
}

uint32_t test_named(const test_model *m, const char *name, cm_name_kind kind)
{
    cm_name found = cm_model_name(m->model, name);
    if (found.kind != kind)
        fail_msg("%s is of kind %d, not %d", name, (int)found.kind, (int)kind);
    return found.index;
}
