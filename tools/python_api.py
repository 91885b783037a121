#!/usr/bin/env python3
"""The parts of the Python package that follow from others: python_api.py FOLDER

Writes into FOLDER results.py, a class for each answer, from tests/support/shape.py,
against which the tests hold every answer; verbs.py, a method for each verb, from
command/options.c, the one table of verbs and options; words.py from src/lang/parse/words.h.
The build of the package runs this, so that nothing of it can be out of date.
"""

import os
import re
import sys
import textwrap

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
sys.path.insert(0, os.path.join(ROOT, "tools"))
import python_results  # noqa: E402
import python_verbs  # noqa: E402


def words(root):
    """words.py: what no name may be."""
    with open(os.path.join(root, "src", "lang", "parse", "words.h"), encoding="utf-8") as file:
        listed = file.read().partition("CM_RESERVED_LIST(X)")[2].partition("\n\n")[0]
    text = " ".join(re.findall(r'X\(\w+, "(\w+)"\)', listed))
    return ('"""The reserved words; made by tools/python_api.py of '
            'src/lang/parse/words.h."""\n\nRESERVED = frozenset("""\n' +
            "\n".join(textwrap.wrap(text, 88)) + '\n""".split())\n')


FILES = {"results.py": python_results.text, "verbs.py": python_verbs.text,
         "words.py": words}


def main():
    for name, text in FILES.items():
        with open(os.path.join(sys.argv[1], name), "w", encoding="utf-8") as file:
            file.write(text(ROOT))


main()
