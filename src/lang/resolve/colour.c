/* Colours of players (LANGUAGE 4). What has none in the end stays without: the
 * pictures then take one from a palette, in order of declaration. */
#include "lang/resolve/names.h"

void cm_colour_player(cm_resolver *r, uint32_t p, cm_word look)
{
    cm_player *player = &r->players[p];
    if (!look.text)
        return;
    if (!player->label.colour) {
        player->label.colour = look.text;
    } else if (strcmp(player->label.colour, look.text) != 0) {
        cm_diag *diag =
            cm_diag_add(r->diags, "C0117", CM_WARNING, look.span,
                        "%s has the colour %s already; this one does not count",
                        player->label.name, player->label.colour);
        cm_diag_note_at(r->diags, diag, player->label.span, "%s is here",
                        player->label.name);
    }
}

void cm_colour_groups(cm_resolver *r)
{
    for (uint32_t b = 0; b < r->model->n_bodies; b++) {
        const cm_body *body = &r->bodies[b];
        for (uint32_t g = 0; g < body->n_groups; g++) {
            const cm_group *group = &body->groups[g];
            for (uint32_t i = 0; group->label.colour && i < group->n_entries;
                 i++) {
                uint32_t p = body->entries[group->entries[i]].player;
                if (!r->players[p].label.colour)
                    r->players[p].label.colour = group->label.colour;
            }
        }
    }
    for (uint32_t b = 0; b < r->model->n_bodies; b++) {
        cm_entry *entries = (cm_entry *)r->bodies[b].entries;
        for (uint32_t e = 0; e < r->bodies[b].n_entries; e++)
            entries[e].label.colour =
                r->players[entries[e].player].label.colour;
    }
}
