"""Models: of a text, of a file, of parts built in code."""

from __future__ import annotations

import json
import os
from typing import Any, Mapping

from . import core, results
from .asking import answer_of, ask, complaint
from .errors import MODEL, ModelError, error_of
from .files import Files
from .paging import write_page
from .verbs import Verbs


class Model(Verbs):
    """A model, read and checked; it never changes, and threads may share it.

    `text` is in the language of comitia. Files that it uses (tables, other models)
    are looked for in `files`, a mapping of names to texts, then in `folder`, if one
    is named. str() gives the text back.

    >>> import comitia
    >>> assembly = comitia.Model('''
    ... body Assembly "National Assembly" seats 123
    ...   party CPP  68
    ...   party CNRP 55
    ... act Lift "lifting of immunity" by Assembly
    ...   needs at least 2/3 of seats
    ... ''')
    >>> print(assembly.needs("Lift").cases[0].needed)
    82
    >>> assembly.can("CNRP", "block", "Lift").yes
    True

    Raises ModelError, which prints what is wrong, where, and the way out:

    >>> comitia.Model("body Council party Left 5 party Right 4 "
    ...               "act Budget by Council needs majority")
    Traceback (most recent call last):
    comitia.errors.ModelError: model.comitia:1:65: error: ...
    """

    def __init__(self, text: str | bytes, *, path: str = "model.comitia",
                 folder: str | os.PathLike[str] | None = None,
                 files: Mapping[str, str | bytes] | None = None):
        self._content = _bytes(text)
        self.path = path
        self.doubts = ""  # of an import: how doubtful data were taken
        self._files = Files(None if folder is None else os.fspath(folder), files)
        self._model = core.parse(path, self._content, core.Call(
            load=self._files.load))
        if core.lib.comitia_model_has_errors(self._model.pointer):
            raise model_error(self._model)

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> Model:
        """The model in a file; files that it uses lie beside it."""
        name = os.fspath(path)
        with open(name, "rb") as file:
            return cls(file.read(), path=name, folder=os.path.dirname(name) or ".")

    @classmethod
    def of(cls, *parts: Any, **more: Any) -> Model:
        """A model of parts: Body, Act, Fact, Outcome and so on, or lines of the
        language as str.

        >>> from comitia import Act, Body, at_least, no_veto_by
        >>> council = comitia.Model.of(
        ...     Body("Council", members=["A", "B", "C", "D"],
        ...          groups={"Permanent": ["A", "B"]}),
        ...     Act("Resolution", by="Council",
        ...         needs=at_least(3, "members") & no_veto_by("Permanent")))
        >>> print(council)
        body Council
          members A B C D
          group Permanent A, B
        <BLANKLINE>
        act Resolution by Council
          needs at least 3 of members and no veto by Permanent
        >>> council.can("C", "block", "Resolution").no
        True
        """
        return cls("\n\n".join(str(part) for part in parts) + "\n", **more)

    def __str__(self) -> str:
        return self._content.decode().rstrip("\n")

    def __repr__(self) -> str:
        return f"<comitia.Model {self.path}>"

    def __reduce__(self) -> Any:
        return _again, (self._content, self.path, self._files.known)

    def format(self) -> str:
        """The text in the standard layout (`fmt`)."""
        printed, model, good = core.text_and_model(
            core.lib.comitia_format_text, self.path, self._content)
        if not good:
            raise model_error(model)
        return printed

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the text to a file."""
        with open(path, "wb") as out:
            out.write(self._content)

    def page(self, path: str | os.PathLike[str], *, program: str = "comitia") -> None:
        """Writes a page for a browser: the model, all that answers it, no network.
        The program makes it, so that has to be in PATH, or `program`."""
        write_page(self._content, self._files.known, self.path, os.fspath(path), program)

    def diagnostics(self) -> tuple[results.Diagnostic, ...]:
        """Warnings and notes about the model; as a text: print_diagnostics()."""
        return diagnostics_of(self._model)

    def print_diagnostics(self) -> str:
        """Warnings and notes with their lines, as `comitia check` prints them."""
        return core.print_diagnostics(self._model)

    def svg(self) -> str:
        """A picture of what the model defines."""
        return self.show().svg()

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def _ask(self, verb: str, options: Mapping[str, Any], **fields: Any) -> Any:
        if verb == "diff":  # is asked of the newer one
            newer = fields["newer"]
            return ask(verb, newer._model, options, {"before": self._model})
        if verb == "sweep":
            asks, who = fields["asks"], fields.pop("who")
            fields["asks"] = getattr(core.lib, "COMITIA_" + asks.upper())
            fields.update({"who": who} if asks == "can" else {"block": False})
        return ask(verb, self._model, options, fields)


def _again(content: bytes, path: str, files: Mapping[str, bytes]) -> Model:
    return Model(content, path=path, files=files)


def _bytes(text: str | bytes) -> bytes:
    """Any text, as the library is to see it; half a surrogate is its C0102."""
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    return bytes(text)


def diagnostics_of(model: Any) -> tuple[results.Diagnostic, ...]:
    question = core.Filled("comitia_question", {"verb": core.lib.COMITIA_CHECK})
    answer = core.ask(model, question, core.Call(threads=1))
    value = json.loads(core.print_answer(answer, format=core.lib.COMITIA_JSON))
    found: tuple[results.Diagnostic, ...] = answer_of(value).diagnostics
    return found


def model_error(model: Any) -> ModelError:
    """All that is wrong with a text."""
    error = error_of(complaint(model), MODEL, diagnostics_of(model))
    assert isinstance(error, ModelError)
    return error


def diagnose(text: str | bytes, *, path: str = "model.comitia",
             folder: str | os.PathLike[str] | None = None,
             files: Mapping[str, str | bytes] | None = None
             ) -> tuple[results.Diagnostic, ...]:
    """What is to be said about a text, errors and warnings, without raising.

    >>> [(d.line, d.column, d.code) for d in comitia.diagnose("body A part B 1")]
    [(1, 8, 'C0108')]
    """
    found = Files(None if folder is None else os.fspath(folder), files)
    return diagnostics_of(core.parse(path, _bytes(text), core.Call(load=found.load)))
