#include "model/model.h"

#include <string.h>

cm_name cm_model_name(const cm_model *model, const char *name)
{
    uint32_t i = cm_map_get(&model->names, name);
    return i == CM_MAP_NONE ? (cm_name){name, CM_NAME_NOTHING, CM_NONE}
                            : model->name_list[i];
}

bool cm_model_has_errors(const cm_model *model)
{
    return model->diags.n_errors > 0;
}

uint64_t cm_body_members(const cm_body *body)
{
    uint64_t members = 0;
    for (uint32_t i = 0; i < body->n_entries; i++)
        members += body->entries[i].seats;
    return members;
}

const cm_group *cm_body_group(const cm_body *body, const char *name)
{
    for (uint32_t i = 0; i < body->n_groups; i++)
        if (strcmp(body->groups[i].label.name, name) == 0)
            return &body->groups[i];
    return NULL;
}

bool cm_mark_group(const cm_model *model, const char *name, uint8_t *in)
{
    bool found = false;
    for (uint32_t b = 0; b < model->n_bodies; b++) {
        const cm_body *body = &model->bodies[b];
        const cm_group *group = cm_body_group(body, name);
        found |= group != NULL;
        for (uint32_t e = 0; group && e < group->n_entries; e++)
            if (!body->entries[group->entries[e]].as)
                in[body->entries[group->entries[e]].player] = 1;
    }
    return found;
}

uint32_t cm_body_entry_of(const cm_body *body, uint32_t player)
{
    for (uint32_t i = 0; i < body->n_entries; i++)
        if (body->entries[i].player == player)
            return i;
    return CM_NONE;
}
