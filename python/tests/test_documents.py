"""Every example that is printed anywhere: in the doc strings, README.md, docs/python.md
and the guide that shows Python."""

import doctest
import importlib
import importlib.util
import pathlib
import pkgutil
import re
import subprocess
import sys
from fractions import Fraction
from math import factorial

import pytest

import comitia
from conftest import PARLIAMENT, ROOT

FLAGS = (doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE |
         doctest.IGNORE_EXCEPTION_DETAIL)
MODULES = [name for _, name, _ in pkgutil.iter_modules(comitia.__path__)
           if name != "_comitia"]


def run(test):
    said = []
    result = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=said.append)
    assert result.failed == 0, "".join(said)
    return result.attempted


@pytest.mark.parametrize("name", ["__init__", *MODULES])
def test_doc_strings_say_what_happens(name):
    module = importlib.import_module(
        "comitia" if name == "__init__" else f"comitia.{name}")
    names = {**vars(module), "comitia": comitia, "model": comitia.Model(PARLIAMENT)}
    for test in doctest.DocTestFinder().find(module, globs=names):
        run(test)


@pytest.mark.parametrize("page", ["python/README.md", "docs/python.md",
                                  "docs/guides/political-scientists.md"])
def test_a_page_says_what_happens(page, monkeypatch):
    """The blocks of a page are one session, in the root of the project."""
    monkeypatch.chdir(ROOT)
    text = (pathlib.Path(ROOT) / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    try:
        import pandas
        monkeypatch.setattr(pandas.options.display, "width", 80)
    except ImportError:  # what is shown of it is left out
        blocks = [block for block in blocks if "frame" not in block]
    session = "\n".join(blocks)
    test = doctest.DocTestParser().get_doctest(session, {}, page, page, 0)
    assert run(test) > 0
    # what is shown without a prompt has to be a program at least
    for block in blocks:
        if ">>> " not in block:
            compile(block, page, "exec")


def test_every_public_name_has_a_doc_string():
    silent = [name for name in dir(comitia) if not name.startswith("_") and
              callable(getattr(comitia, name)) and not getattr(comitia, name).__doc__]
    assert silent == []


def test_every_verb_shows_an_example():
    verbs = [name for name, member in vars(comitia.Model.__mro__[1]).items()
             if callable(member) and not name.startswith("_")]
    assert len(verbs) >= 16
    assert [verb for verb in verbs
            if ">>> " not in getattr(comitia.Model, verb).__doc__] == []


def test_the_published_tables_are_computed_as_printed(tmp_path):
    """The worked script, and its picture where matplotlib is there."""
    words = [sys.executable, str(ROOT / "python/examples/published_tables.py")]
    picture = tmp_path / "tables.png"
    if importlib.util.find_spec("matplotlib"):
        words.append(str(picture))
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^(\d+) of \1 numbers as printed$", done.stdout, re.M)
    assert len(words) == 2 or picture.stat().st_size > 10000


def shapley_of_each(weights, quota):
    """Shapley-Shubik by trying all coalitions, from the definition alone."""
    names = list(weights)
    n = len(names)
    found = dict.fromkeys(names, 0)
    for coalition in range(2 ** n):
        inside = [name for k, name in enumerate(names) if coalition >> k & 1]
        votes, size = sum(weights[name] for name in inside), len(inside)
        if votes >= quota:
            continue
        orders = factorial(size) * factorial(n - 1 - size)
        for k, name in enumerate(names):
            if not coalition >> k & 1 and votes + weights[name] >= quota:
                found[name] += orders
    return {name: Fraction(found[name], factorial(n)) for name in names}


def test_the_enlargements_of_the_council_are_those_of_plain_enumeration():
    """The figures that published_tables.py could not be compared in print for."""
    text = (ROOT / "python/examples/published_tables.py").read_text(encoding="utf-8")
    said = {}
    exec(text[text.index("councils = {"):text.index("history = {}")], said)
    for year, (quota, votes) in said["councils"].items():
        weights = {state: n for n, states in votes.items() for state in states}
        plain = shapley_of_each(weights, quota)
        for state, printed in said["shapley_of"][year].items():
            assert f"{float(plain[state]):.3f}" == printed, (year, state)
        rows = comitia.power(weights, quota=quota, index="shapley").records()
        assert {row["player"]: row["shapley"] for row in rows} == plain, year


def test_every_verb_of_the_program_is_there_or_said_to_be_left_out():
    table = (ROOT / "command/options.c").read_text(encoding="utf-8").partition(
        "cli_n_verbs")[0]
    verbs = re.findall(r'^    \{"(\w+)", (?:COMITIA|CLI)_', table, re.M)
    assert "needs" in verbs and "watch" in verbs
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8").partition(
        "## Left out")[2]
    there = {"fmt": comitia.Model.format, "import": comitia.import_csv}
    assert [verb for verb in verbs if not (
        hasattr(comitia.Model, verb) or hasattr(comitia, verb) or verb in there or
        f"`{verb}`" in page)] == []
