import os
import pathlib

import pytest

import comitia

ROOT = pathlib.Path(os.environ.get("COMITIA_ROOT", pathlib.Path(
    __file__).parent.parent.parent))

PARLIAMENT = """\
# A parliament, an immunity, and one question under two readings of the law.
body Assembly "National Assembly" seats 123
  party CPP  68 "Cambodian People's Party"
  party CNRP 55 "Cambodia National Rescue Party"
fact Reading "which rule applies" one of Defence, Court
act Lift "lifting of immunity" by Assembly
  needs at least 2/3 of seats if Reading is Defence
  otherwise more than half of seats
on 2016-05-30 Assembly voted Lift: CPP 68 yes, CNRP absent
expect Lift is rejected if Reading is Defence
expect Lift passed if Reading is Court
"""


@pytest.fixture
def root():
    return ROOT


@pytest.fixture
def examples():
    return ROOT / "examples"


@pytest.fixture
def model():
    return comitia.Model(PARLIAMENT)


@pytest.fixture
def cambodia(examples):
    return comitia.Model.from_file(examples / "cambodia-2016.comitia")
