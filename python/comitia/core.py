"""The calls of the C library, and what it calls back.

Every call has a context of its own, so threads may ask at once; the lock of Python is
not held while the library works. What is raised in a callback (Ctrl-C, too) ends the
call, which leaves nothing behind, and then comes out of it.
"""

from __future__ import annotations

import os
import threading
from typing import Any, Callable

from ._comitia import ffi as ffi, lib as lib
from .errors import BugError, LimitError, QuestionError, Stopped
from .keywords import keywords

Progress = Callable[[str, int, int], "bool | str | None"]
Load = Callable[[str], bytes]

GO_ON: int = lib.COMITIA_GO_ON
STOP: int = lib.COMITIA_STOP
ENOUGH: int = lib.COMITIA_ENOUGH


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), 1024)
    return min(os.cpu_count() or 1, 1024)


def half_of_memory() -> int:
    """Half of the memory that this process may use, in bytes; 0 if not known."""
    found = []
    try:
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (OSError, ValueError):
        pass
    for path in ("/sys/fs/cgroup/memory.max",
                 "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(path, encoding="ascii") as file:
                found.append(int(file.read()))
        except (OSError, ValueError):
            pass
    return min(found) // 2 if found else 0


MEMORY = half_of_memory()

_here = threading.local()


def _keep_trouble(_kind: Any, trouble: Any, _trace: Any) -> None:
    """A callback raised; kept for the call that it belongs to."""
    call = _here.call
    if call.trouble is None:
        call.trouble = trouble


@ffi.def_extern(error=lib.COMITIA_STOP, onerror=_keep_trouble)
def comitia_py_progress(_user: Any, doing: Any, steps: int, limit: int) -> int:
    call = _here.call
    if call.trouble is not None:
        return STOP
    if call.progress is None:
        return GO_ON  # Ctrl-C has had its turn by now
    said = call.progress(ffi.string(doing).decode(), steps, limit)
    return ENOUGH if said == "enough" else STOP if said else GO_ON


@ffi.def_extern(error=lib.COMITIA_STOP, onerror=_keep_trouble)
def comitia_py_sink(_user: Any, at: Any, n_bytes: int) -> int:
    _here.call.printed.append(bytes(ffi.buffer(at, n_bytes)))
    return 0


@ffi.def_extern(error=ffi.new("char[]", b"interrupted"), onerror=_keep_trouble)
def comitia_py_load(_user: Any, path: Any, text: Any) -> Any:
    call = _here.call
    try:
        content = call.load(ffi.string(path).decode("utf-8", "surrogateescape"))
    except OSError as trouble:
        reason = (trouble.strerror or str(trouble)).lower()
        call.reason = ffi.new("char[]", reason.encode("utf-8", "replace"))
        return call.reason
    loaded = ffi.from_buffer(content)
    call.loaded[int(ffi.cast("intptr_t", loaded))] = loaded
    text.bytes, text.n_bytes, text.handle = loaded, len(content), loaded
    return ffi.NULL


@ffi.def_extern(onerror=_keep_trouble)
def comitia_py_done(_user: Any, text: Any) -> None:
    _here.call.loaded.pop(int(ffi.cast("intptr_t", text.handle)), None)


class Call:
    """A context for one call, in a `with`."""

    def __init__(self, *, load: Load | None = None, progress: Progress | None = None,
                 threads: int | None = None, memory: int | None = None):
        self.progress = progress
        self.load = load
        self.threads = processors() if threads is None else threads
        self.memory = MEMORY if memory is None else memory
        self.trouble: BaseException | None = None
        self.printed: list[bytes] = []
        self.loaded: dict[int, Any] = {}
        self.reason: Any = None

    def __enter__(self) -> Call:
        made = ffi.new("comitia_ctx **")
        if lib.comitia_ctx_new(ffi.NULL, made) != lib.COMITIA_OK:
            raise MemoryError("no memory for a context")
        self.ctx = ffi.gc(made[0], lib.comitia_ctx_free)
        lib.comitia_ctx_on_progress(self.ctx, lib.comitia_py_progress, ffi.NULL)
        lib.comitia_ctx_set_threads(self.ctx, self.threads)
        lib.comitia_ctx_bound_memory(self.ctx, self.memory)
        self.outer = getattr(_here, "call", None)
        _here.call = self
        return self

    def __exit__(self, *_: Any) -> None:
        _here.call = self.outer
        ffi.release(self.ctx)

    def loader(self) -> Any:
        if self.load is None:
            return ffi.NULL
        return ffi.new("comitia_loader *", {
            "load": lib.comitia_py_load, "done": lib.comitia_py_done})

    def text(self) -> str:
        """What was printed."""
        return b"".join(self.printed).decode("utf-8", "replace")

    def settle(self, status: int, *fine: int) -> int:
        """Raises what the call ended with, unless it is fine."""
        if self.trouble is not None:
            raise self.trouble
        if status in (lib.COMITIA_OK, *fine):
            return status
        said = ffi.string(lib.comitia_ctx_message(self.ctx)).decode("utf-8", "replace")
        what = ffi.string(lib.comitia_status_text(status)).decode()
        message = said or what
        if status == lib.COMITIA_E_NOMEM:
            if said:
                raise LimitError(f"{what}: {said}")
            raise MemoryError(what)
        if status == lib.COMITIA_E_CANCELLED:
            raise Stopped("stopped")
        if status == lib.COMITIA_E_BUG:
            raise BugError(message)
        if status in (lib.COMITIA_E_BUDGET, lib.COMITIA_E_RANGE):
            raise LimitError(message)
        raise QuestionError(keywords(message))


def c_text(text: str, what: str = "a name") -> bytes:
    """UTF-8 for the library, whose texts end at the first NUL."""
    if not isinstance(text, str):
        raise TypeError(f"{what}: a str is needed, not {text!r}")
    if "\0" in text:
        raise ValueError(f"{what}: {text!r} contains NUL")
    return text.encode()


class Filled:
    """A struct of the library, and what it points to."""

    def __init__(self, kind: str, fields: dict[str, Any]):
        self.struct = ffi.new(kind + " *")
        self.owned: list[Owned] = []
        self._kept: list[Any] = []
        for name, value in fields.items():
            if isinstance(value, (list, tuple)):
                texts = [ffi.new("char[]", c_text(item, name)) for item in value]
                value = ffi.new("char *[]", texts)
                self._kept += texts
                setattr(self.struct, "n_" + name, len(texts))
            elif isinstance(value, str):
                value = ffi.new("char[]", c_text(value, name))
            elif isinstance(value, Filled):
                self._kept.append(value)
                value = value.struct
            elif isinstance(value, Owned):
                self.owned.append(value)
                value = value.pointer
            self._kept.append(value)
            setattr(self.struct, name, value)


class Owned:
    """A model or an answer of the library, and what it needs as long as it lives.

    It is freed when Python has it no more and nothing that needs it is left. Where a
    whole circle of objects goes at once, Python ends them in any order; the tokens
    keep the right one. Taking and leaving them is atomic, so no lock is needed, which
    a finalizer could not wait for.
    """

    def __init__(self, pointer: Any, free: Callable[[Any], None], *needs: Owned):
        self.pointer = pointer
        self._free = free
        self._needs = needs
        self._tokens = [None]    # one for Python, one for each that needs it
        self._alive = [pointer]
        for other in needs:
            other._tokens.append(None)

    def _leave(self) -> None:
        self._tokens.pop()
        if self._tokens:
            return
        try:
            pointer = self._alive.pop()
        except IndexError:  # another thread was here first
            return
        self._free(pointer)
        for other in self._needs:
            other._leave()

    def __del__(self) -> None:
        if hasattr(self, "_alive"):
            self._leave()


def parse(path: str, content: bytes, call: Call) -> Owned:
    """A model, which may have errors."""
    made = ffi.new("comitia_model **")
    with call:
        status = lib.comitia_model_parse(
            call.ctx, c_text(path, "path"), ffi.from_buffer(content), len(content),
            call.loader(), made)
        model = owned_model(made[0])
        call.settle(status)
    assert model is not None
    return model


def owned_model(pointer: Any) -> Owned | None:
    return Owned(pointer, lib.comitia_model_free) if pointer else None


def ask(model: Owned | None, question: Filled, call: Call) -> Owned:
    """An answer, which keeps the models it is about."""
    made = ffi.new("comitia_answer **")
    with call:
        status = lib.comitia_ask(call.ctx, pointer_of(model), question.struct,
                                 call.loader(), made)
        about = ([model] if model else []) + question.owned
        answer = Owned(made[0], lib.comitia_answer_free, *about) if made[0] else None
        call.settle(status)
    assert answer is not None
    return answer


def pointer_of(owned: Owned | None) -> Any:
    return ffi.NULL if owned is None else owned.pointer


def print_answer(answer: Owned, **print_fields: Any) -> str:
    with Call() as call:
        call.settle(lib.comitia_answer_print(
            call.ctx, answer.pointer, Filled("comitia_print", print_fields).struct,
            lib.comitia_py_sink, ffi.NULL))
    return call.text()


def print_diagnostics(model: Owned | None, answer: Owned | None = None,
                      **print_fields: Any) -> str:
    with Call() as call:
        call.settle(lib.comitia_diagnostics_print(
            call.ctx, pointer_of(model), pointer_of(answer),
            Filled("comitia_print", print_fields).struct,
            lib.comitia_py_sink, ffi.NULL))
    return call.text().rstrip("\n")


def text_and_model(function: Any, path: str, content: bytes,
                   *options: Any) -> tuple[str, Owned | None, bool]:
    """What a call prints, the model that holds its diagnostics, whether it could."""
    made = ffi.new("comitia_model **")
    with Call() as call:
        status = function(call.ctx, *options, c_text(path, "path"),
                          ffi.from_buffer(content), len(content),
                          lib.comitia_py_sink, ffi.NULL, made)
        model = owned_model(made[0])
        call.settle(status, lib.COMITIA_E_MODEL)
    return call.text(), model, status == lib.COMITIA_OK


def version() -> str:
    """The version of the library that runs."""
    return str(ffi.string(lib.comitia_version()).decode())
