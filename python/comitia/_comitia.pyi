# The compiled part: what cffi makes of the library's headers.
from typing import Any, Callable, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

class FFI:
    def def_extern(self, **how: Any) -> Callable[[F], F]: ...
    def __getattr__(self, name: str) -> Any: ...

ffi: FFI
lib: Any
