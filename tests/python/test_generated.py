#!/usr/bin/env python3
"""The parts of the Python package that are made of tables: test_generated.py ROOT"""

import ast
import os
import subprocess
import sys
import tempfile

root = sys.argv[1]
sys.path.insert(0, os.path.join(root, "tests", "support"))
from tap import Tap, read  # noqa: E402


def names(path):
    """What a module defines, and what its classes do."""
    found = set()
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            found.add(node.name)
    return found


tap = Tap()
with tempfile.TemporaryDirectory() as folder:
    done = subprocess.run(
        [sys.executable, os.path.join(root, "tools", "python_api.py"), folder],
        capture_output=True, text=True)
    tap.case("every verb has a method, every option a type of Python",
             [done.stderr] if done.returncode else [])
    if not done.returncode:
        for name, some in (("verbs.py", {"needs", "seats", "import_csv"}),
                           ("results.py", {"Needs", "NeedsCase", "Diagnostic"}),
                           ("words.py", set())):
            tap.case(f"{name} is a module",
                     some - names(os.path.join(folder, name)))
tap.done()
