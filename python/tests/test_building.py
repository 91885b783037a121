"""Models built in code: whatever the names, the text says what was meant."""

import random
from datetime import date
from fractions import Fraction

import pytest

import comitia
from comitia import (
    Act, Actor, Body, Event, Fact, Model, Outcome, Vote, all_of, at_least, at_most,
    consent_of, fewer_than, holds, is_, more_than, name_of, no_veto_by, nobody_against)
from comitia.words import RESERVED

HOSTILE = [
    'a "quoted" name', "two\nlines", "tab\tand\rreturn", "body", "act", "yes", "of",
    "St. Gallen", "5 Star", "_x", "a--b", "-a-", "2016-05-30", "100%", "2/3", "#comment",
    "日本", "Ελλάδα", "Côte d'Ivoire", "e\u0301", "A,B", "A and B", "x" * 5000,
    "\u202eright to left", "zero\u200bwidth", "emoji 🙂 face", "nul\0here",
    "party X 5\nparty Y", '" seats 99 party Evil 98 "', "Ω", "ａｂｃ", "\ufeffbom",
    "ends with -", "a_b", "CPP", "needs at least 1 of seats", "\ud800half",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_any_name_is_one_name(text):
    name = name_of(text)
    model = Model.of(
        Body("The body of " + text, title=text, parties={text: 3, "Another": 2},
             groups={"Both of " + text: [text, "Another"]}),
        Act("An act of " + text, by="The body of " + text, title=text,
            needs=more_than("half", "seats")))
    show = model.show()
    assert [d.kind for d in show.declarations] == ["body", "party", "party", "group",
                                                   "act"]
    assert show.declarations[1].name == name
    assert name_of(name) == name
    assert model.needs(name_of("An act of " + text)).cases[0].needed == 3


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_reserved_word_can_be_a_name(word):
    assert Model.of(Fact(word)).show().declarations[0].name == "N-" + word


def test_random_text_is_never_more_than_a_name():
    """What is made of any text is what the library makes of it in a table."""
    chosen = random.Random(1)
    for _ in range(300):
        text = "".join(chr(chosen.choice((
            chosen.randrange(32, 127), chosen.randrange(0x300), chosen.randrange(
                0x2000, 0x3200), chosen.randrange(0xF000, 0x10000), chosen.randrange(
                0x110000)))) for _ in range(chosen.randrange(1, 8)))
        try:
            name = name_of(text)
        except ValueError:
            continue
        shown = Model.of(Fact(text)).show().declarations
        assert [d.name for d in shown] == [name]


def test_a_name_of_nothing_is_refused():
    for text in ("", " ", '""', "--", "…", "!?"):
        with pytest.raises(ValueError, match="no letter"):
            name_of(text)
    with pytest.raises(TypeError):
        name_of(5)


def test_a_title_is_kept(root):
    model = Model.of(Body('The "Great" Council', members=["Mr. X", "Y"]))
    assert str(model) == """\
body The-Great-Council "The 'Great' Council"
  member Mr-X "Mr. X"
  member Y"""


def test_the_model_of_the_readme_can_be_built(model):
    built = Model.of(
        "# A parliament, an immunity, and one question under two readings of the law.",
        Body("Assembly", title="National Assembly", seats=123,
             parties={"CPP": 68, "CNRP": 55}),
        Fact("Reading", ["Defence", "Court"], title="which rule applies"),
        Act("Lift", by="Assembly", title="lifting of immunity",
            needs=at_least("2/3", "seats").when(
                is_("Reading", "Defence"), otherwise=more_than("half", "seats"))),
        Vote("2016-05-30", "Assembly", "Lift", {"CPP": {"yes": 68}, "CNRP": "absent"}),
        "expect Lift is rejected if Reading is Defence",
        "expect Lift passed if Reading is Court")
    assert built.check().yes
    assert built.needs("Lift").records() == model.needs("Lift").records()


def test_all_that_can_be_said():
    model = Model.of(
        Body("Council", members={
            "Big": {"population": 90, "share": Fraction(1, 3)},
            "Small": {"population": "1_0", "share": "0.5"},
            "Mid": {"population": 50, "share": "1/6"}},
            groups={"Two": ["Big", "Mid"]}, colours={"Big": "#ff0000"},
            cite=("a source", "verified")),
        Actor("President"),
        Fact("War", False), Fact("Peace", True), Fact("Storm", "30%"),
        Fact("Rain", Fraction(1, 4)), Fact("Wind"),
        Fact("Way", {"Left": "1/2", "Right": Fraction(1, 2)}),
        Act("A", by="Council", needs=at_least("50%", "members") &
            (at_least("65%", "population") | all_of("members", but=1)) &
            no_veto_by("Two") & consent_of("President")),
        Act("B", by="Council", needs=at_most(0, "members", direction="against",
                                             in_="Two") & at_least(1, "members"),
            from_=date(2020, 1, 1), until="2030"),
        Act("C", by="Council", needs=nobody_against("Two") & at_least(1, "members"),
            without="Small"),
        Act("D", by="Council", needs=more_than(
            "half", "votes cast", ties_broken_by="President"),
            quorum=at_least(2, "members")),
        Act("E", by="Council", needs=at_least(2, [
            at_least(2, "members"), more_than("half", "population present"),
            fewer_than(2, "members", direction="against")])),
        Act("Pardon", by="President"),
        Outcome("O", when=at_least(2, [holds("A"), holds("War") & ~holds("Peace"),
                                       is_("Way", "Left")]), unless=holds("Pardon")),
        Event("Pardon", False, on="2024-05"),
        Event("Way", "Left", since=date(2024, 1, 1)),
        Vote(date(2024, 2, 1), "Council", "E", {"Big": "yes"}, rest="no"))
    assert model.check().exit == 0
    assert Model(model.format()).status().answer == model.status().answer
    needs = model.needs("E").cases[0]
    assert needs.recorded.yes == 1 and needs.recorded.no == 2


def test_and_and_or_are_never_mixed_up():
    a, b, c = holds("A"), holds("B"), holds("C")
    assert str(a & b & c) == "A and B and C"
    assert str(a & b | c) == "(A and B) or C"
    assert str(a & (b | c)) == "A and (B or C)"
    assert str(~(a & b)) == "not (A and B)"
    assert str(~~a) == "not not A"
    assert str(~a & b) == "not A and B" or str(~a & b) == "(not A) and B"
    with pytest.raises(TypeError, match="&"):
        a and b
    with pytest.raises(TypeError):
        a & "B"
    rule = at_least(1, "seats").when(a, otherwise=at_least(2, "seats"))
    with pytest.raises(TypeError, match="otherwise"):
        rule & at_least(3, "seats")


@pytest.mark.parametrize("make, match", [
    (lambda: at_least(0.5, "seats"), "float"),
    (lambda: at_least("1 of seats or 2", "seats"), "no number"),
    (lambda: at_least("-1", "seats"), "no number"),
    (lambda: at_least(-1, "seats"), "no number"),
    (lambda: at_least(1, "seats", direction="up"), "against"),
    (lambda: str(Vote("2016-05-30 X", "B", "A", {"P": "yes"})), "no day"),
    (lambda: str(Vote("2016", "B", "A", {"P": "maybe"})), "maybe"),
    (lambda: str(Vote("2016", "B", "A", {"P": {"yes or no": 1}})), "yes or no"),
    (lambda: str(Event("A")), "one of on, by and since"),
    (lambda: str(Event("A", on="2016", by="2017")), "one of on, by and since"),
    (lambda: str(Fact("F", "likely")), "no number"),
    (lambda: str(Fact("F", cite=("a", "sure"))), "sure"),
])
def test_what_cannot_be_written_is_refused(make, match):
    with pytest.raises((TypeError, ValueError), match=match):
        make()


def test_two_names_that_become_one_are_told():
    with pytest.raises(comitia.ModelError) as caught:
        Model.of(Body("B", parties={"St. Gallen": 1, "St Gallen": 2}))
    assert caught.value.code == "C0203"


def test_long_lists_are_wrapped():
    names = [f"Member{i}" for i in range(100)]
    text = str(Body("B", members=names))
    assert max(map(len, text.splitlines())) <= 80
    assert len(Model(text).show().declarations) > 0
