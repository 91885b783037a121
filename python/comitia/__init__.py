"""Who can decide what, exactly: parliaments, councils, companies, treasuries.

>>> import comitia
>>> model = comitia.Model('''
... body Assembly seats 123
...   party CPP  68
...   party CNRP 55
... act Lift by Assembly needs at least 2/3 of seats
... ''')
>>> print(model.needs("Lift"))
Lift: 82 of 123 needed; CPP has 68, 14 short; CNRP has 55, 27 short; each can
block it.
...
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
