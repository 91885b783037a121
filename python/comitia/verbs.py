"""Every verb of the program, with the options that it takes there.

Made by tools/python_api.py of command/options.c, the one table of verbs and options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Mapping, overload

from . import results
from .core import Progress
from .each import Each
from .importing import imported
from .options import Amount, Day, Names, Suppositions, Unions, names, one_of
from .rules import about_code, of_votes, quick
from .sources import Table, Votes, Weights

if TYPE_CHECKING:
    from .models import Model


class Verbs:
    """The questions about a model. Their options are those of the program."""

    def _ask(self, verb: str, options: Mapping[str, Any],
             **fields: Any) -> Any:
        raise NotImplementedError

    def check(self, *, limit: int | None = None, memory: int | str | None = None,
              threads: int | None = None, strict: bool = False,
              progress: Progress | None = None) -> results.Check:
        """Read and check the files, run every expect line.

        >>> model.check().passed
        2

        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: results.Check = self._ask("check", dict(
            limit=limit, memory=memory, threads=threads, strict=strict,
            progress=progress))
        return answer

    @overload
    def brief(self, *, each: None = None, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              doubt_given: bool = False, digits: int | None = None,
              limit: int | None = None, memory: int | str | None = None,
              threads: int | None = None, verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> results.Brief: ...
    @overload
    def brief(self, *, each: str, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              doubt_given: bool = False, digits: int | None = None,
              limit: int | None = None, memory: int | str | None = None,
              threads: int | None = None, verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> Each[results.Brief]: ...
    def brief(self, *, each: str | None = None, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              doubt_given: bool = False, digits: int | None = None,
              limit: int | None = None, memory: int | str | None = None,
              threads: int | None = None, verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> Any:
        """The whole briefing: law, history, reports, talks.

        >>> print(model.brief().outcomes)
        ()

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        doubt_given: givens may be given up too
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("brief", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, doubt_given=doubt_given, digits=digits,
            limit=limit, memory=memory, threads=threads, verify=verify,
            strict=strict, progress=progress))
        return answer

    @overload
    def status(self, *about: str, each: None = None, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               digits: int | None = None, limit: int | None = None,
               memory: int | str | None = None, threads: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> results.Status: ...
    @overload
    def status(self, *about: str, each: str, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               digits: int | None = None, limit: int | None = None,
               memory: int | str | None = None, threads: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> Each[results.Status]: ...
    def status(self, *about: str, each: str | None = None, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               digits: int | None = None, limit: int | None = None,
               memory: int | str | None = None, threads: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> Any:
        """Certain, impossible or open; what is needed, what stops it.

        >>> print(model.status("Lift").subjects[0].status)
        open

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("status", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress),
            names=list(about))
        return answer

    @overload
    def needs(self, act: str, *, each: None = None, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              digits: int | None = None, limit: int | None = None,
              memory: int | str | None = None, threads: int | None = None,
              verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> results.Needs: ...
    @overload
    def needs(self, act: str, *, each: str, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              digits: int | None = None, limit: int | None = None,
              memory: int | str | None = None, threads: int | None = None,
              verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> Each[results.Needs]: ...
    def needs(self, act: str, *, each: str | None = None, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              digits: int | None = None, limit: int | None = None,
              memory: int | str | None = None, threads: int | None = None,
              verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> Any:
        """Seats needed and missing, and who could supply them.

        >>> print(model.needs("Lift").cases[0].needed)
        82
        >>> for reading, needs in model.needs("Lift", each="Reading"):
        ...     print(reading, needs.cases[0].result)
        Defence rejected
        Court passed

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("needs", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress),
            names=[act])
        return answer

    @overload
    def can(self, who: Names, action: Literal["force", "block"], name: str, *,
            each: None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> results.Can: ...
    @overload
    def can(self, who: Names, action: Literal["force", "block"], name: str, *,
            each: str, on: Day | None = None, suppose: Suppositions | None = None,
            vary: Names | None = None, free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Each[results.Can]: ...
    def can(self, who: Names, action: Literal["force", "block"], name: str, *,
            each: str | None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Any:
        """Whether these players can force or block something.

        >>> bool(model.can("CNRP", "block", "Lift", suppose={"Reading": "Defence"}))
        True

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("can", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress),
            who=names(who), names=[name],
            block=one_of("action", action, ("force", "block")) == "block")
        return answer

    @overload
    def who(self, name: str, *, each: None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> results.Who: ...
    @overload
    def who(self, name: str, *, each: str, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Each[results.Who]: ...
    def who(self, name: str, *, each: str | None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Any:
        """The smallest coalitions that force or block it.

        >>> model.who("Lift", on="2016-01").cases[0].force
        (('CPP', 'CNRP'),)

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("who", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress),
            names=[name])
        return answer

    @overload
    def power(self, name: str, *, each: None = None, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              ballots: Literal["two", "three"] | None = None,
              index: Names | None = None, unions: Unions | None = None,
              order: bool = False, digits: int | None = None, limit: int | None = None,
              memory: int | str | None = None, exact: bool = False,
              certified: bool | int = False, threads: int | None = None,
              sample: int | None = None, verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> results.Power: ...
    @overload
    def power(self, name: str, *, each: str, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              ballots: Literal["two", "three"] | None = None,
              index: Names | None = None, unions: Unions | None = None,
              order: bool = False, digits: int | None = None, limit: int | None = None,
              memory: int | str | None = None, exact: bool = False,
              certified: bool | int = False, threads: int | None = None,
              sample: int | None = None, verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> Each[results.Power]: ...
    def power(self, name: str, *, each: str | None = None, on: Day | None = None,
              suppose: Suppositions | None = None, vary: Names | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              ballots: Literal["two", "three"] | None = None,
              index: Names | None = None, unions: Unions | None = None,
              order: bool = False, digits: int | None = None, limit: int | None = None,
              memory: int | str | None = None, exact: bool = False,
              certified: bool | int = False, threads: int | None = None,
              sample: int | None = None, verify: bool = False, strict: bool = False,
              progress: Progress | None = None) -> Any:
        """The power indices of the players.

        >>> power = model.power("Lift", on="2016-01", index="shapley")
        >>> for row in power.cases[0].indices:
        ...     print(row.player, row.shapley)
        CPP 1/2
        CNRP 1/2

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        ballots: three: yes, abstain and no are equally likely
        index: only these: swings, banzhaf, banzhaf_absolute, shapley,
            deegan_packel, holler, johnston, coleman_prevent, coleman_initiate;
            further: rae, satisfaction, coleman_collective
        unions: players who act as one outside: Owen, Banzhaf-Owen, symmetric
            Banzhaf
        order: who dominates whom, who is alike; vetoers, dictators, dummies
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        exact: fractions or nothing, no decimals that are proved
        certified: between two decimals, so many places after the point certain
            (9)
        threads: processors used at a time (all); the answer is the same
        sample: N random draws where counting is out of reach; of poll (10000)
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("power", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, ballots=ballots, index=index, unions=unions,
            order=order, digits=digits, limit=limit, memory=memory, exact=exact,
            certified=certified, threads=threads, sample=sample, verify=verify,
            strict=strict, progress=progress),
            names=[name])
        return answer

    @overload
    def chance(self, name: str, *, each: None = None, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               importance: bool = False, digits: int | None = None,
               limit: int | None = None, memory: int | str | None = None,
               threads: int | None = None, sample: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> results.Chance: ...
    @overload
    def chance(self, name: str, *, each: str, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               importance: bool = False, digits: int | None = None,
               limit: int | None = None, memory: int | str | None = None,
               threads: int | None = None, sample: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> Each[results.Chance]: ...
    def chance(self, name: str, *, each: str | None = None, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               importance: bool = False, digits: int | None = None,
               limit: int | None = None, memory: int | str | None = None,
               threads: int | None = None, sample: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> Any:
        """The probability, or its exact range.

        >>> rain = comitia.Model("fact Rain 1/3 fact Wind 1/2 "
        ...                      "outcome Storm when Rain and Wind")
        >>> print(rain.chance("Storm").low)
        1/6

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        importance: what each fact and act does to the chance
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        sample: N random draws where counting is out of reach; of poll (10000)
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("chance", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, importance=importance, digits=digits, limit=limit,
            memory=memory, threads=threads, sample=sample, verify=verify,
            strict=strict, progress=progress),
            names=[name])
        return answer

    @overload
    def belief(self, *claims: str, each: None = None, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               digits: int | None = None, limit: int | None = None,
               memory: int | str | None = None, threads: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> results.Belief: ...
    @overload
    def belief(self, *claims: str, each: str, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               digits: int | None = None, limit: int | None = None,
               memory: int | str | None = None, threads: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> Each[results.Belief]: ...
    def belief(self, *claims: str, each: str | None = None, on: Day | None = None,
               suppose: Suppositions | None = None, vary: Names | None = None,
               free: Names | None = None,
               otherwise: Literal["oppose", "absent", "worst"] | None = None,
               digits: int | None = None, limit: int | None = None,
               memory: int | str | None = None, threads: int | None = None,
               verify: bool = False, strict: bool = False,
               progress: Progress | None = None) -> Any:
        """How certain each reported claim is.

        >>> model.belief().claims[0].state
        'not reported'

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("belief", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress),
            names=list(claims))
        return answer

    @overload
    def deal(self, talks: str | None = None, *, each: None = None,
             on: Day | None = None, suppose: Suppositions | None = None,
             vary: Names | None = None, free: Names | None = None,
             otherwise: Literal["oppose", "absent", "worst"] | None = None,
             doubt_given: bool = False, digits: int | None = None,
             limit: int | None = None, memory: int | str | None = None,
             threads: int | None = None, verify: bool = False, strict: bool = False,
             progress: Progress | None = None) -> results.Deal: ...
    @overload
    def deal(self, talks: str | None = None, *, each: str, on: Day | None = None,
             suppose: Suppositions | None = None, vary: Names | None = None,
             free: Names | None = None,
             otherwise: Literal["oppose", "absent", "worst"] | None = None,
             doubt_given: bool = False, digits: int | None = None,
             limit: int | None = None, memory: int | str | None = None,
             threads: int | None = None, verify: bool = False, strict: bool = False,
             progress: Progress | None = None) -> Each[results.Deal]: ...
    def deal(self, talks: str | None = None, *, each: str | None = None,
             on: Day | None = None, suppose: Suppositions | None = None,
             vary: Names | None = None, free: Names | None = None,
             otherwise: Literal["oppose", "absent", "worst"] | None = None,
             doubt_given: bool = False, digits: int | None = None,
             limit: int | None = None, memory: int | str | None = None,
             threads: int | None = None, verify: bool = False, strict: bool = False,
             progress: Progress | None = None) -> Any:
        """Whether talks can end in a deal, what clashes, who must yield.

        >>> model.deal().talks
        ()

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        doubt_given: givens may be given up too
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("deal", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, doubt_given=doubt_given, digits=digits,
            limit=limit, memory=memory, threads=threads, verify=verify,
            strict=strict, progress=progress),
            names=[talks] if talks else [])
        return answer

    @overload
    def timeline(self, *, each: None = None, on: Day | None = None,
                 suppose: Suppositions | None = None, vary: Names | None = None,
                 free: Names | None = None,
                 otherwise: Literal["oppose", "absent", "worst"] | None = None,
                 digits: int | None = None, limit: int | None = None,
                 memory: int | str | None = None, threads: int | None = None,
                 verify: bool = False, strict: bool = False,
                 progress: Progress | None = None) -> results.Timeline: ...
    @overload
    def timeline(self, *, each: str, on: Day | None = None,
                 suppose: Suppositions | None = None, vary: Names | None = None,
                 free: Names | None = None,
                 otherwise: Literal["oppose", "absent", "worst"] | None = None,
                 digits: int | None = None, limit: int | None = None,
                 memory: int | str | None = None, threads: int | None = None,
                 verify: bool = False, strict: bool = False,
                 progress: Progress | None = None) -> Each[results.Timeline]: ...
    def timeline(self, *, each: str | None = None, on: Day | None = None,
                 suppose: Suppositions | None = None, vary: Names | None = None,
                 free: Names | None = None,
                 otherwise: Literal["oppose", "absent", "worst"] | None = None,
                 digits: int | None = None, limit: int | None = None,
                 memory: int | str | None = None, threads: int | None = None,
                 verify: bool = False, strict: bool = False,
                 progress: Progress | None = None) -> Any:
        """What each event changed.

        >>> print(model.timeline().steps[0].text)
        on 2016-05-30 Assembly voted Lift: CPP 68 yes, CNRP absent

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("timeline", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress))
        return answer

    @overload
    def why(self, name: str, *, each: None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> results.Why: ...
    @overload
    def why(self, name: str, *, each: str, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Each[results.Why]: ...
    def why(self, name: str, *, each: str | None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Any:
        """The smallest reasons for its present value.

        >>> model.why("Lift").reasons
        ()

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("why", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress),
            names=[name])
        return answer

    @overload
    def how(self, name: str, *, each: None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> results.How: ...
    @overload
    def how(self, name: str, *, each: str, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Each[results.How]: ...
    def how(self, name: str, *, each: str | None = None, on: Day | None = None,
            suppose: Suppositions | None = None, vary: Names | None = None,
            free: Names | None = None,
            otherwise: Literal["oppose", "absent", "worst"] | None = None,
            digits: int | None = None, limit: int | None = None,
            memory: int | str | None = None, threads: int | None = None,
            verify: bool = False, strict: bool = False,
            progress: Progress | None = None) -> Any:
        """The smallest changes that flip it.

        >>> model.how("Lift").status
        'open'

        each: once for each value of a fact or choice, side by side
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        threads: processors used at a time (all); the answer is the same
        verify: the answer again by an independent method; raises BugError if
            they differ
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: Any = self._ask("how", dict(
            each=each, on=on, suppose=suppose, vary=vary, free=free,
            otherwise=otherwise, digits=digits, limit=limit, memory=memory,
            threads=threads, verify=verify, strict=strict, progress=progress),
            names=[name])
        return answer

    def show(self, *, limit: int | None = None, memory: int | str | None = None,
             strict: bool = False, progress: Progress | None = None) -> results.Show:
        """What the file defines, as a list or drawn.

        >>> [declared.name for declared in model.show().declarations][:3]
        ['Assembly', 'CPP', 'CNRP']

        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: results.Show = self._ask("show", dict(
            limit=limit, memory=memory, strict=strict, progress=progress))
        return answer

    def diff(self, newer: Model, *, on: Day | None = None,
             suppose: Suppositions | None = None, free: Names | None = None,
             otherwise: Literal["oppose", "absent", "worst"] | None = None,
             limit: int | None = None, memory: int | str | None = None,
             progress: Progress | None = None) -> results.Diff:
        """What changed in the answers from one file to another.

        >>> newer = comitia.Model(str(model).replace("CPP  68", "CPP  83")
        ...                       .replace("CNRP 55", "CNRP 40")
        ...                       .replace("CPP 68 yes", "CPP 83 yes"))
        >>> change = model.diff(newer).changes[0]
        >>> change.what, change.old, change.new
        ('result', 'rejected', 'passed')

        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: results.Diff = self._ask("diff", dict(
            on=on, suppose=suppose, free=free, otherwise=otherwise, limit=limit,
            memory=memory, progress=progress),
            newer=newer)
        return answer

    def sweep(self,
              verb: Literal["can", "chance", "needs", "power", "status", "who"], *about: str, who: Names = (), action: Literal["force", "block"] = "force",
              vary: Names, on: Day | None = None, suppose: Suppositions | None = None,
              free: Names | None = None,
              otherwise: Literal["oppose", "absent", "worst"] | None = None,
              index: Names | None = None, unions: Unions | None = None,
              order: bool = False, digits: int | None = None, limit: int | None = None,
              memory: int | str | None = None, exact: bool = False,
              certified: bool | int = False, threads: int | None = None,
              sample: int | None = None, strict: bool = False,
              progress: Progress | None = None) -> results.Sweep:
        """One question at every point of a grid, as a table in CSV.

        >>> swept = model.sweep("needs", "Lift", vary="quota Lift#1 50%..75% step 5%",
        ...                     suppose="Reading=Defence")
        >>> [int(row["needed"]) for row in swept.records()]
        [62, 68, 74, 80, 87, 93]

        vary: another model: "seats A->B 5", "quota ACT 60%" or "chance FACT
            1/3"; one text or several
        on: as of that day; a month or year means its last day
        suppose: NAME, NAME=no, CHOICE=OPTION or PLAYER=yes|no|abstain|absent;
            one text or several
        free: each seat of the party decides for itself
        otherwise: what the others do: vote against (default), stay away, or the
            worst
        index: only these: swings, banzhaf, banzhaf_absolute, shapley,
            deegan_packel, holler, johnston, coleman_prevent, coleman_initiate;
            further: rae, satisfaction, coleman_collective
        unions: players who act as one outside: Owen, Banzhaf-Owen, symmetric
            Banzhaf
        order: who dominates whom, who is alike; vetoers, dictators, dummies
        digits: digits of decimals (12)
        limit: work that one question may take (10000000000)
        memory: memory it may take: 512M, 4G (half of what there is); 0: no
            bound
        exact: fractions or nothing, no decimals that are proved
        certified: between two decimals, so many places after the point certain
            (9)
        threads: processors used at a time (all); the answer is the same
        sample: N random draws where counting is out of reach; of poll (10000)
        strict: warnings and notes count as errors
        progress: called with (what, steps, limit) now and then; true stops the
            question, "enough" takes what is proved by then
        """
        answer: results.Sweep = self._ask("sweep", dict(
            vary=vary, on=on, suppose=suppose, free=free, otherwise=otherwise,
            index=index, unions=unions, order=order, digits=digits, limit=limit,
            memory=memory, exact=exact, certified=certified, threads=threads,
            sample=sample, strict=strict, progress=progress),
            asks=verb, names=list(about), who=names(who),
            block=one_of("action", action, ("force", "block")) == "block")
        return answer


def power(weights: Weights | None = None, *, index: Names | None = None,
          unions: Unions | None = None, order: bool = False,
          quota: Amount | None = None, more_than: Amount | None = None,
          csv: Table | None = None, weight_column: str | None = None,
          name_column: str | None = None, unions_column: str | None = None,
          digits: int | None = None, limit: int | None = None,
          memory: int | str | None = None, exact: bool = False,
          certified: bool | int = False, threads: int | None = None,
          sample: int | None = None, verify: bool = False,
          progress: Progress | None = None) -> results.Power:
    """The power indices of a weighted rule: names and weights, or weights.

    >>> rule = comitia.power({"A": 4, "B": 3, "C": 2}, more_than="1/2")
    >>> [(row.player, str(row.banzhaf)) for row in rule.cases[0].indices]
    [('A', '1/3'), ('B', '1/3'), ('C', '1/3')]

    index: only these: swings, banzhaf, banzhaf_absolute, shapley, deegan_packel,
        holler, johnston, coleman_prevent, coleman_initiate; further: rae,
        satisfaction, coleman_collective
    unions: players who act as one outside: Owen, Banzhaf-Owen, symmetric Banzhaf
    order: who dominates whom, who is alike; vetoers, dictators, dummies
    quota: power: at least Q of the weights: 58 and 58.5 are absolute, 2/3 and 85%
        shares; largest-remainder: hare, droop, hagenbach-bischoff or imperiali
    more_than: more than Q of the weights
    csv: players and weights, or parties and votes, from a table
    weight_column: the column of weights
    name_column: the column of names (the first)
    unions_column: rows with the same text in it form a union
    digits: digits of decimals (12)
    limit: work that one question may take (10000000000)
    memory: memory it may take: 512M, 4G (half of what there is); 0: no bound
    exact: fractions or nothing, no decimals that are proved
    certified: between two decimals, so many places after the point certain (9)
    threads: processors used at a time (all); the answer is the same
    sample: N random draws where counting is out of reach; of poll (10000)
    verify: the answer again by an independent method; raises BugError if they
        differ
    progress: called with (what, steps, limit) now and then; true stops the
        question, "enough" takes what is proved by then
    """
    answer: results.Power = quick("power", weights, dict(
        index=index, unions=unions, order=order, quota=quota,
        more_than=more_than, csv=csv, weight_column=weight_column,
        name_column=name_column, unions_column=unions_column, digits=digits,
        limit=limit, memory=memory, exact=exact, certified=certified,
        threads=threads, sample=sample, verify=verify, progress=progress))
    return answer


def sweep(weights: Weights | None = None, *, index: Names | None = None,
          unions: Unions | None = None, order: bool = False,
          quota: Amount | None = None, more_than: Amount | None = None,
          csv: Table | None = None, weight_column: str | None = None,
          name_column: str | None = None, unions_column: str | None = None,
          digits: int | None = None, limit: int | None = None,
          memory: int | str | None = None, exact: bool = False,
          certified: bool | int = False, threads: int | None = None,
          sample: int | None = None, progress: Progress | None = None) -> results.Sweep:
    """The power of a weighted rule for every quota.

    >>> swept = comitia.sweep([3, 2, 1], quota="50%..100% step 25%",
    ...                       index="banzhaf")
    >>> [str(row["banzhaf 1"]) for row in swept.records()]
    ['3/5', '1/2', '1/3']

    index: only these: swings, banzhaf, banzhaf_absolute, shapley, deegan_packel,
        holler, johnston, coleman_prevent, coleman_initiate; further: rae,
        satisfaction, coleman_collective
    unions: players who act as one outside: Owen, Banzhaf-Owen, symmetric Banzhaf
    order: who dominates whom, who is alike; vetoers, dictators, dummies
    quota: power: at least Q of the weights: 58 and 58.5 are absolute, 2/3 and 85%
        shares; largest-remainder: hare, droop, hagenbach-bischoff or imperiali
    more_than: more than Q of the weights
    csv: players and weights, or parties and votes, from a table
    weight_column: the column of weights
    name_column: the column of names (the first)
    unions_column: rows with the same text in it form a union
    digits: digits of decimals (12)
    limit: work that one question may take (10000000000)
    memory: memory it may take: 512M, 4G (half of what there is); 0: no bound
    exact: fractions or nothing, no decimals that are proved
    certified: between two decimals, so many places after the point certain (9)
    threads: processors used at a time (all); the answer is the same
    sample: N random draws where counting is out of reach; of poll (10000)
    progress: called with (what, steps, limit) now and then; true stops the
        question, "enough" takes what is proved by then
    """
    answer: results.Sweep = quick("sweep", weights, dict(
        index=index, unions=unions, order=order, quota=quota,
        more_than=more_than, csv=csv, weight_column=weight_column,
        name_column=name_column, unions_column=unions_column, digits=digits,
        limit=limit, memory=memory, exact=exact, certified=certified,
        threads=threads, sample=sample, progress=progress))
    return answer


def seats(votes: Votes | None = None, *, method: str, quota: str | None = None,
          csv: Table | None = None, name_column: str | None = None,
          seats: Amount | None = None, votes_column: str | None = None,
          hurdle: Amount | None = None, hurdle_more_than: Amount | None = None,
          hurdle_of: Literal["all", "district"] | None = None,
          valid: Amount | None = None, exempt: Names | None = None,
          district_column: str | None = None, district_seats: str | None = None,
          base: Mapping[str, int] | str | None = None,
          base_exempts: Amount | None = None,
          overhang: Literal["within", "added"] | None = None, digits: int | None = None,
          limit: int | None = None, memory: int | str | None = None,
          progress: Progress | None = None) -> results.Seats:
    """Votes to seats, with the divisor that shows it and every tie.

    >>> house = comitia.seats({"Green": 4100, "Blue": 3300, "Gold": 1600},
    ...                       method="dhondt", seats=10)
    >>> {party.party: int(party.seats) for party in house.parties}
    {'Green': 5, 'Blue': 4, 'Gold': 1}

    method: dhondt (jefferson), sainte-lague (webster), modified-sainte-lague,
        adams, dean, huntington-hill or largest-remainder
    quota: power: at least Q of the weights: 58 and 58.5 are absolute, 2/3 and 85%
        shares; largest-remainder: hare, droop, hagenbach-bischoff or imperiali
    csv: players and weights, or parties and votes, from a table
    name_column: the column of names (the first)
    seats: the seats to be given out
    votes_column: the column of votes; of poll that of shares
    hurdle: only parties with at least 5%, 1/20 of all valid votes, or 2000 votes
    hurdle_more_than: only parties with more than that
    hurdle_of: whose votes the hurdle is a share of, where there are districts
    valid: all valid votes, where the list leaves parties out
    exempt: parties without a hurdle
    district_column: the column of districts; each is given out by itself
    district_seats: the column of the seats of each district
    base: the column of base seats, such as direct mandates; without a table
        NAME=N,NAME=N
    base_exempts: so many base seats pass the hurdle too
    overhang: base seats that the votes do not give: within the seats, or added
    digits: digits of decimals (12)
    limit: work that one question may take (10000000000)
    memory: memory it may take: 512M, 4G (half of what there is); 0: no bound
    progress: called with (what, steps, limit) now and then; true stops the
        question, "enough" takes what is proved by then
    """
    answer: results.Seats = of_votes("seats", votes, dict(
        method=method, quota=quota, csv=csv, name_column=name_column,
        seats=seats, votes_column=votes_column, hurdle=hurdle,
        hurdle_more_than=hurdle_more_than, hurdle_of=hurdle_of, valid=valid,
        exempt=exempt, district_column=district_column,
        district_seats=district_seats, base=base, base_exempts=base_exempts,
        overhang=overhang, digits=digits, limit=limit, memory=memory,
        progress=progress))
    return answer


def poll(shares: Votes | None = None, *, method: str, seats: Amount, size: int,
         quota: str | None = None, csv: Table | None = None,
         name_column: str | None = None, votes_column: str | None = None,
         hurdle: Amount | None = None, hurdle_more_than: Amount | None = None,
         exempt: Names | None = None, majority: Amount | None = None,
         coalitions: Unions | None = None, digits: int | None = None,
         limit: int | None = None, memory: int | str | None = None,
         sample: int | None = None, progress: Progress | None = None) -> results.Poll:
    """From a poll to the chances of parties and coalitions.

    >>> poll = comitia.poll({"A": "45%", "B": "35%", "C": "20%"}, size=1000,
    ...                     method="sainte-lague", seats=100, coalitions="A+B")
    >>> print(poll.sample.coalitions[0].majority.value)
    1

    method: dhondt (jefferson), sainte-lague (webster), modified-sainte-lague,
        adams, dean, huntington-hill or largest-remainder
    seats: the seats to be given out
    size: how many were asked
    quota: power: at least Q of the weights: 58 and 58.5 are absolute, 2/3 and 85%
        shares; largest-remainder: hare, droop, hagenbach-bischoff or imperiali
    csv: players and weights, or parties and votes, from a table
    name_column: the column of names (the first)
    votes_column: the column of votes; of poll that of shares
    hurdle: only parties with at least 5%, 1/20 of all valid votes, or 2000 votes
    hurdle_more_than: only parties with more than that
    exempt: parties without a hurdle
    majority: seats of a majority (more than half)
    coalitions: a coalition to judge, or all that win in some draw and need
        everybody; one text or several
    digits: digits of decimals (12)
    limit: work that one question may take (10000000000)
    memory: memory it may take: 512M, 4G (half of what there is); 0: no bound
    sample: N random draws where counting is out of reach; of poll (10000)
    progress: called with (what, steps, limit) now and then; true stops the
        question, "enough" takes what is proved by then
    """
    answer: results.Poll = of_votes("poll", shares, dict(
        method=method, seats=seats, size=size, quota=quota, csv=csv,
        name_column=name_column, votes_column=votes_column, hurdle=hurdle,
        hurdle_more_than=hurdle_more_than, exempt=exempt, majority=majority,
        coalitions=coalitions, digits=digits, limit=limit, memory=memory,
        sample=sample, progress=progress))
    return answer


def explain(code: str, *, limit: int | None = None, memory: int | str | None = None,
            progress: Progress | None = None) -> results.Explain:
    """A page about a diagnostic, with a wrong and a right example.

    >>> comitia.explain("C0104").title
    'a quota without a base'

    limit: work that one question may take (10000000000)
    memory: memory it may take: 512M, 4G (half of what there is); 0: no bound
    progress: called with (what, steps, limit) now and then; true stops the
        question, "enough" takes what is proved by then
    """
    answer: results.Explain = about_code(code, dict(
        limit=limit, memory=memory, progress=progress))
    return answer


def import_csv(data: Table, *, on: Day | None = None, body: str | None = None,
               act: str | None = None, members: bool = False,
               columns: Mapping[str, str] | None = None) -> Model:
    """A table of parties, members or ballots as a model.

    data: a path, the text itself as bytes, or a DataFrame
    on: as of that day; a month or year means its last day
    body: the organization whose members are counted; of a table: its name
    act: what the recorded vote decides
    members: every member an entry of its own, the parties as groups
    columns: the column of party, seats, name, member, weight, colour, stance or
        ballot; one text or several
    """
    return imported("csv", data, dict(on=on, body=body, act=act, members=members,
        columns=columns))


def import_popolo(data: Table, *, on: Day | None = None, body: str | None = None,
                  vote: str | None = None, members: bool = False) -> Model:
    """Popolo (JSON) as a model.

    data: a path, the text itself as bytes
    on: as of that day; a month or year means its last day
    body: the organization whose members are counted; of a table: its name
    vote: the vote event to record as a vote
    members: every member an entry of its own, the parties as groups
    """
    return imported("popolo", data, dict(on=on, body=body, vote=vote,
        members=members))


def import_parlgov(data: Table, *, on: Day | None = None,
                   country: str | None = None) -> Model:
    """ParlGov's view_election or view_cabinet as a model.

    data: a path, the text itself as bytes, or a DataFrame
    on: as of that day; a month or year means its last day
    country: the country of ParlGov's table
    """
    return imported("parlgov", data, dict(on=on, country=country))
