/* Where names stand, and what may follow a text. */
#include "api/api_model.h"

#include "lang/places/places.h"

comitia_status comitia_places_of(comitia_ctx *ctx,
                                 const struct comitia_model *model,
                                 comitia_places **places)
{
    return cm_memory_said(ctx, cm_places_of(ctx, cm_model_of(model), places));
}

comitia_status comitia_offer(comitia_ctx *ctx, const char *bytes,
                             size_t n_bytes, comitia_offers *offers)
{
    return cm_memory_said(ctx, cm_offer(ctx, bytes, n_bytes, offers));
}
