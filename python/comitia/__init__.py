"""Who can decide what, exactly: parliaments, councils, companies, treasuries.

>>> import comitia
>>> model = comitia.Model('''
... body Assembly seats 123
...   party CPP  68
...   party CNRP 55
... act Lift by Assembly needs at least 2/3 of seats
... ''')
>>> print(model.needs("Lift"))
Lift: 82 of 123 needed.
<BLANKLINE>
Assembly: 123 seats.
<BLANKLINE>
Rule: at least 2/3 of seats.
  Condition               of  needed
  at least 2/3 of seats  123      82
<BLANKLINE>
        seats  alone
  CPP      68  14 short, can block
  CNRP     55  27 short, can block
"""

from . import results
from .building import Act, Actor, Body, Event, Fact, Outcome, Vote
from .conditions import (
    all_of, at_least, at_most, consent_of, fewer_than, holds, is_, more_than, no_veto_by,
    nobody_against)
from .core import version
from .each import Each, EachCase
from .errors import (
    BugError, ComitiaError, ComitiaWarning, IllPosedError, LimitError, ModelError,
    QuestionError, Stopped)
from .models import Model, diagnose
from .numbers import Estimate, Interval
from .spelling import name_of
from .verbs import (
    explain, import_csv, import_parlgov, import_popolo, poll, power, seats, sweep)

__version__ = version()

__all__ = [
    "Act", "Actor", "all_of", "at_least", "at_most", "Body", "BugError",
    "ComitiaError", "ComitiaWarning", "consent_of", "diagnose", "Each", "EachCase",
    "Estimate", "Event", "explain", "Fact", "fewer_than", "holds", "IllPosedError",
    "import_csv", "import_parlgov", "import_popolo", "Interval", "is_",
    "LimitError", "Model", "ModelError", "more_than", "name_of", "no_veto_by",
    "nobody_against", "Outcome", "poll", "power", "QuestionError", "results",
    "seats", "Stopped", "sweep", "Vote",
]
