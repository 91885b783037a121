"""The types, as mypy sees them from outside."""

import shutil
import subprocess
import sys

import pytest

RIGHT = """
from fractions import Fraction
import comitia

model = comitia.Model("")
needed: Fraction | None = model.needs("A").cases[0].needed
passed: int = model.check().passed
for value, answer in model.needs("A", each="F"):
    body: str = answer.body
share = model.power("A", index=["shapley"]).cases[0].indices[0].shapley
if isinstance(share, comitia.Interval):
    low: Fraction = share.low
rule = comitia.at_least("2/3", "seats") & comitia.no_veto_by("P")
comitia.Model.of(comitia.Act("A", by="B", needs=rule))
comitia.power({"A": 3}, more_than="1/2").cases[0].players.bit_length()
comitia.seats({"A": 3}, method="dhondt", seats=3).save("x.csv")
"""
WRONG = {
    'model.needs("A").cases[0].neded': "neded",
    'model.needs("A", sopose="F")': "overload variant",
    'model.needs("A", otherwise="best")': "overload variant",
    'model.can("P", "stop", "A")': "overload variant",
    "comitia.power([1, 2], quota=0.5)": "quota",
    'comitia.at_least(1, "seats") & "A"': "operand",
    'model.needs("A", each="F").cases[0].answer.cases[0].needed + 1': "operand",
    'comitia.seats({"A": 3}, seats=3)': "method",
}

mypy = pytest.mark.skipif(not shutil.which("mypy"), reason="there is no mypy")


def check(folder, text, *more):
    (folder / "user.py").write_text(text)
    done = subprocess.run(
        ["mypy", "--strict", "--python-executable", sys.executable,
         "--cache-dir", str(folder / "cache"), *more, "user.py"],
        cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@mypy
def test_right_programs_are_right(tmp_path):
    code, said = check(tmp_path, RIGHT, "--follow-imports=silent")
    assert code == 0, said


@mypy
def test_wrong_programs_are_told(tmp_path):
    text = "import comitia\nmodel = comitia.Model('')\n" + "\n".join(WRONG) + "\n"
    code, said = check(tmp_path, text, "--follow-imports=silent")
    assert code == 1
    for number, (line, word) in enumerate(WRONG.items(), 3):
        told = [each for each in said.splitlines()
                if each.startswith(f"user.py:{number}:") and word in each]
        assert told, f"{line} is not told:\n{said}"


@mypy
def test_the_package_itself_is_strict(tmp_path):
    import comitia
    settings = tmp_path / "mypy.ini"
    settings.write_text("[mypy]\n[mypy-pandas.*]\nignore_missing_imports = True\n")
    done = subprocess.run(
        ["mypy", "--strict", "--config-file", str(settings), "--python-executable",
         sys.executable, "--cache-dir", str(tmp_path / "cache"), comitia.__path__[0]],
        capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
