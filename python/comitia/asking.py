"""Asks one question and makes the answer an object, or an exception."""

from __future__ import annotations

import json
import re
import warnings
from typing import Any, Mapping

from . import core, decode, results
from .each import Each, EachCase
from .errors import BUG, ILL_POSED, USAGE, ComitiaWarning, error_of
from .keywords import keywords
from .options import question


def ask(verb: str, model: Any, options: Mapping[str, Any],
        fields: Mapping[str, Any], load: core.Load | None = None) -> Any:
    """`options` are read as keywords, `fields` go into the question as they are."""
    asked, how = question(options)
    asked.update(fields)
    asked["verb"] = getattr(core.lib, "COMITIA_" + verb.upper())
    answer = core.ask(model, core.Filled("comitia_question", asked),
                      core.Call(load=load, **how))
    value = json.loads(core.print_answer(answer, format=core.lib.COMITIA_JSON))
    if is_refusal(value):
        raise error_of(disagreement(value) or complaint(model, answer)
                       or f"no answer (exit {value['exit']})",
                       value["exit"], answer_of(value).diagnostics)
    found = answer_of(value)
    object.__setattr__(found, "_answer", answer)
    warn(found.diagnostics)
    return found


def complaint(model: Any, answer: Any = None) -> str:
    """What is wrong, as a text; the ways out name keywords."""
    text = core.print_diagnostics(model, answer, terse=True, quiet=True)
    return re.sub(r"^(?:help: |error: ).*|.*\[C0701\]$",
                  lambda line: keywords(line[0]), text, flags=re.M)


def disagreement(value: dict[str, Any]) -> str:
    """How the second method of verify differs; "" if it does not."""
    found = value.get("verified")
    if not found or found["agrees"]:
        return ""
    return (f"{found['what']} is {found['answer']} here and {found['second']} by "
            f"{found['method']}: this is a bug of comitia, please report it")


def is_refusal(value: dict[str, Any]) -> bool:
    """True if there is nothing but a diagnostic."""
    if value["exit"] == BUG:
        return True
    own = _keys(results.VERBS[value["verb"]]) - _keys(results.Answer) | {"each"}
    return value["verb"] != "check" and not own & set(value) and (
        value["exit"] == ILL_POSED or value["exit"] >= USAGE)


def _keys(kind: Any) -> set[str]:
    return {key for _, key, _ in decode.fields(kind)}


def answer_of(value: dict[str, Any]) -> Any:
    """The object of a JSON answer."""
    if "each" in value:
        cases = tuple(EachCase(value=case["value"], _found=answer_of(case["answer"]),
                               _refused=is_refusal(case["answer"]))
                      for case in value["cases"])
        made = decode.read(Each, {**value, "cases": ()})
        object.__setattr__(made, "cases", cases)
    elif is_refusal(value):
        made = decode.read(results.Answer, value)
    else:
        made = decode.read(results.VERBS[value["verb"]], value)
    object.__setattr__(made, "_json", value)
    return made


def warn(diagnostics: tuple[results.Diagnostic, ...]) -> None:
    """What was left out must not go unseen."""
    for found in diagnostics:
        if found.severity == "warning":
            place = f"{found.file}:{found.line}: " if found.line else ""
            way_out = f" ({found.help})" if found.help else ""
            said = f"{found.message} [{found.code}]{way_out}"
            warnings.warn(place + (keywords(said) if found.code == "C0701" else said),
                          ComitiaWarning, stacklevel=5)
