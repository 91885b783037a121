"""The files that a model uses: given ones, then those of a folder."""

from __future__ import annotations

import os
import posixpath
from typing import Mapping


class Files:
    """Hands files over, and keeps what it has handed over."""

    def __init__(self, folder: str | None,
                 given: Mapping[str, str | bytes] | None):
        self.folder = folder
        self.known = {posixpath.normpath(name): text.encode()
                      if isinstance(text, str) else bytes(text)
                      for name, text in (given or {}).items()}

    def load(self, path: str) -> bytes:
        name = posixpath.normpath(path)
        if name not in self.known:
            if self.folder is None:
                raise FileNotFoundError(2, "no such file")
            with open(os.path.join(self.folder, path), "rb") as file:
                self.known[name] = file.read()
        return self.known[name]
