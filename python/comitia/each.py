"""Answers for every value of a fact, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Iterator, TypeVar

from .errors import error_of
from .results import Answer

A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, kw_only=True)
class EachCase(Generic[A]):
    """One value of the fact: true, false, or the name of an option."""

    value: bool | str
    _found: A
    _refused: bool

    @property
    def refusal(self) -> str:
        """Why there is no answer under this value; "" if there is one."""
        if not self._refused:
            return ""
        return "\n".join(f"{found.message} [{found.code}]"
                         for found in self._found.diagnostics
                         if found.severity in ("error", "refused"))

    @property
    def answer(self) -> A:
        """The answer under this value; raises if there is none."""
        if self._refused:
            raise error_of(self.refusal, self._found.exit, self._found.diagnostics)
        return self._found


@dataclass(frozen=True, kw_only=True, repr=False)
class Each(Answer, Generic[A]):
    """Answers for every value of a fact: `answers["Defence"]`, or a loop over
    (value, answer)."""

    each: str
    cases: tuple[EachCase[A], ...]

    def __getitem__(self, value: bool | str) -> A:
        for case in self.cases:
            if case.value == value and isinstance(case.value, type(value)):
                return case.answer
        raise KeyError(value)

    def __iter__(self) -> Iterator[tuple[bool | str, A]]:
        return ((case.value, case.answer) for case in self.cases)

    def __len__(self) -> int:
        return len(self.cases)
