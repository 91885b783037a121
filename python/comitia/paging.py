"""A model as a page for a browser, which the program makes."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
import tempfile
from typing import Mapping

from .errors import LIMIT, ComitiaError, LimitError, error_of

DEPTH = 8  # folders of used files above that of the model ("../../law.comitia")


def write_page(text: bytes, files: Mapping[str, bytes], name: str, path: str,
               program: str) -> None:
    """Runs the program on copies of the model and of the files that it uses."""
    found = shutil.which(program)
    if found is None:
        raise LimitError(f"the page is made by the program, and there is no {program} "
                         "in PATH; program= names another place")
    with tempfile.TemporaryDirectory(prefix="comitia-") as top:
        folder = os.path.join(top, *["x"] * DEPTH)
        os.makedirs(folder)
        for used, content in files.items():
            if not posixpath.isabs(used):
                _write(os.path.normpath(os.path.join(folder, used)), content, top)
        model = os.path.join(folder, os.path.basename(name) or "model.comitia")
        _write(model, text, top)
        done = subprocess.run([found, "page", model, "-o", os.path.abspath(path)],
                              capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip() or f"{program} ended with {done.returncode}"
        raise error_of(said, done.returncode, ()) if done.returncode >= LIMIT \
            else ComitiaError(said, done.returncode)


def _write(path: str, content: bytes, top: str) -> None:
    if os.path.commonpath([path, top]) != top:
        raise ComitiaError(f"a used file lies more than {DEPTH} folders above the model")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as out:
        out.write(content)
