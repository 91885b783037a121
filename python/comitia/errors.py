"""What is raised when there is no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .results import Diagnostic

ILL_POSED, USAGE, MODEL, LIMIT, BUG = 4, 64, 65, 69, 70


class ComitiaError(Exception):
    """No answer. It prints what is wrong, where, and what to do about it.

    `diagnostics` are the same as objects, `code` is that of the first error (None if
    there is none), `exit` what the program would end with.
    """

    exit = USAGE

    def __init__(self, message: str, exit: int | None = None,
                 diagnostics: tuple[Diagnostic, ...] = ()):
        super().__init__(message)
        if exit is not None:
            self.exit = exit
        self.diagnostics = diagnostics

    @property
    def code(self) -> str | None:
        serious = [d for d in self.diagnostics
                   if d.severity in ("error", "failed", "refused")]
        first = (serious or list(self.diagnostics))[:1]
        return first[0].code if first else None

    def __reduce__(self) -> Any:
        return type(self), (str(self), self.exit, self.diagnostics)


class ModelError(ComitiaError):
    """The text of a model has errors, or data cannot be made one."""

    exit = MODEL


class QuestionError(ComitiaError, ValueError):
    """The question names what is not there, or does not go with its options."""


class IllPosedError(ComitiaError):
    """The question has no answer for this rule: see the way out it names."""

    exit = ILL_POSED


class LimitError(ComitiaError):
    """A limit of work or memory left nothing to answer; the message says which
    option raises it."""

    exit = LIMIT


class Stopped(ComitiaError):
    """`progress` asked to stop."""

    exit = 130


class BugError(ComitiaError):
    """An internal check of the library failed. Please report it."""

    exit = BUG


class ComitiaWarning(UserWarning):
    """Something was left out of an answer, or its number may mislead."""


def error_of(message: str, exit: int,
             diagnostics: tuple[Diagnostic, ...]) -> ComitiaError:
    kinds: dict[int, type[ComitiaError]] = {
        kind.exit: kind for kind in (ModelError, IllPosedError, LimitError, BugError)}
    return kinds.get(exit, QuestionError)(message, exit, diagnostics)
