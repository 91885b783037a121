"""Data of the caller: tables, weights, votes."""

from __future__ import annotations

import csv
import io
import os
from typing import Any, Iterable, Mapping, Union

from .options import Amount, amount

Table = Union[str, "os.PathLike[str]", bytes, Any]
Weights = Union[Mapping[str, Amount], Iterable[Amount]]
Votes = Mapping[str, Amount]


def table(source: Table) -> tuple[str, bytes]:
    """A name for messages, and the text: of a file, of bytes, of a DataFrame."""
    if isinstance(source, bytes):
        return "table.csv", source
    if hasattr(source, "to_csv"):
        return "table.csv", str(source.to_csv(index=False)).encode()
    with open(source, "rb") as file:
        return os.fspath(source), file.read()


def pairs(of: Mapping[str, Amount]) -> list[tuple[str, str]]:
    """Names and exact numbers; a Series of pandas is a mapping too."""
    return [(str(name), amount(value)) for name, value in of.items()]


def is_mapping(of: Any) -> bool:
    return hasattr(of, "items")


def written(head: list[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as RFC 4180 has it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()
