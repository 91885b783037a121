"""Data of others as models."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from . import core
from .sources import Table, table

if TYPE_CHECKING:
    from .models import Model


def imported(kind: str, data: Table, options: dict[str, Any]) -> Model:
    from .models import Model, model_error
    path, content = table(data)
    columns = options.pop("columns", None) or {}
    where = options.pop("where", None) or {}
    fields = {name: str(value) if name == "on" else value
              for name, value in options.items() if value}
    filled = core.Filled("comitia_import_options", {
        "kind": getattr(core.lib, "COMITIA_IMPORT_" + kind.upper()),
        "columns": [f"{what}={name}" for what, name in columns.items()],
        "where": [f"{name}={value}" for name, value in where.items()], **fields})
    text, model, good = core.text_and_model(
        core.lib.comitia_import_text, path, content, filled.struct)
    if not good:
        raise model_error(model)
    made = Model(text, path=os.path.splitext(path)[0] + ".comitia")
    made.doubts = core.print_diagnostics(model)
    return made
