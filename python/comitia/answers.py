"""What every answer can do: print itself, become a table, show itself."""

from __future__ import annotations

import csv
import io
import json
import os
from typing import TYPE_CHECKING, Any

from . import core, notebook, tables
from .core import lib

if TYPE_CHECKING:
    import pandas

    from .models import Model

ENDS: dict[str, int] = {
    "svg": lib.COMITIA_SVG, "html": lib.COMITIA_HTML, "md": lib.COMITIA_MARKDOWN,
    "csv": lib.COMITIA_CSV, "json": lib.COMITIA_JSON, "dot": lib.COMITIA_DOT,
    "comitia": lib.COMITIA_MODEL, "txt": lib.COMITIA_TEXT,
}


class Answered:
    """The methods of all answers; repr() and str() are the text of the program."""

    verb: str
    answer: str | None
    exit: int
    _answer: Any = None   # of the library; keeps the model alive
    _json: dict[str, Any]  # the same as it was read

    # ---- yes, no, open --------------------------------------------------------

    @property
    def yes(self) -> bool:
        return self.answer == "yes"

    @property
    def no(self) -> bool:
        return self.answer == "no"

    @property
    def open(self) -> bool:
        return self.answer == "open"

    def __bool__(self) -> bool:
        if self.answer == "open":
            raise TypeError(f"{self.verb}: the answer is open, neither yes nor no; "
                            "ask .yes, .no or .open")
        return self.answer != "no"

    # ---- printed --------------------------------------------------------------

    def _print(self, format: int, **how: Any) -> str:
        if self._answer is None:
            raise TypeError("a copy from elsewhere cannot be printed: ask again")
        return core.print_answer(self._answer, format=format, **how)

    def text(self, *, width: int = 80, most: int = 20) -> str:
        """What the program prints; `most` items of each list."""
        return self._print(lib.COMITIA_TEXT, width=width, most=most)

    def json(self) -> str:
        """The whole answer as one JSON object."""
        return json.dumps(self._json, ensure_ascii=False)

    def csv(self) -> str:
        """A long table: one row a value. Not of brief and explain."""
        return self._print(lib.COMITIA_CSV)

    def svg(self) -> str:
        """A picture, of show, needs and power."""
        return self._print(lib.COMITIA_SVG)

    def html(self) -> str:
        """The briefing as one page, of brief."""
        return self._print(lib.COMITIA_HTML)

    def markdown(self) -> str:
        """The briefing as Markdown, of brief."""
        return self._print(lib.COMITIA_MARKDOWN)

    def dot(self) -> str:
        """A graph for Graphviz, of show."""
        return self._print(lib.COMITIA_DOT)

    def popolo(self) -> str:
        """Bodies, parties, members and votes as Popolo (JSON), of show."""
        return self._print(lib.COMITIA_POPOLO)

    def to_model(self) -> Model:
        """A model with these seats, of seats without a tie, to go on asking.

        >>> votes = {"Green": 4100, "Blue": 3300, "Gold": 1600}
        >>> house = comitia.seats(votes, method="dhondt", seats=10).to_model()
        >>> house.can(["Green", "Gold"], "force", "Majority").yes
        True
        """
        from .models import Model
        return Model(self._print(lib.COMITIA_MODEL))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes what the end of the name says: .svg .html .md .csv .json .dot
        .comitia, or .txt."""
        end = os.fspath(path).rpartition(".")[2].lower()
        if end not in ENDS:
            raise ValueError(f"{path}: .{' .'.join(ENDS)} can be written")
        content = self._print(ENDS[end])
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write(content)

    def __str__(self) -> str:
        return self.text().rstrip("\n") if self._answer is not None else self.json()

    __repr__ = __str__

    # ---- tables ---------------------------------------------------------------

    def records(self) -> list[dict[str, Any]]:
        """The table of this answer, a dict a row, numbers as Fractions."""
        return tables.records(self)

    def long_records(self) -> list[dict[str, str]]:
        """csv() as a list of dicts."""
        return list(csv.DictReader(io.StringIO(self.csv(), newline="")))

    def to_frame(self, *, floats: bool = False, long: bool = False
                 ) -> pandas.DataFrame:
        """The table as a DataFrame of pandas.

        Numbers stay exact: a column holds Fractions. `floats` makes them floats, the
        nearest to each; the ends of an interval are rounded outwards. `long` is the
        table of csv().
        """
        return tables.frame(self, floats, long)

    # ---- notebooks ------------------------------------------------------------

    def _repr_html_(self) -> str:
        return notebook.html_of(self)

    # ---- copies ---------------------------------------------------------------

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items()
                if key != "_answer"}
