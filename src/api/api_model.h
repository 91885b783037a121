/* What stands behind the opaque types of the public headers. */
#ifndef CM_API_MODEL_H
#define CM_API_MODEL_H

#include "base/ctx.h"
#include "comitia/comitia.h"
#include "model/model.h"

/** A model as callers hold it is the library's own. */
static inline const cm_model *cm_model_of(const comitia_model *model)
{
    return (const cm_model *)model;
}

#endif
