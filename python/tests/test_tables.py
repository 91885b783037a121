"""Tables: rows of any answer, DataFrames when pandas is there, notebooks."""

import base64
import re
import sys
import xml.etree.ElementTree as tree
from decimal import Decimal
from fractions import Fraction

import pytest

import comitia
from comitia import tables


def test_rows_hold_exact_numbers(model):
    rows = model.power("Lift", index="shapley", suppose="Reading=Defence",
                       on="2016-01").records()
    assert rows == [
        {"player": "CPP", "count": 1, "seats": 68, "free": False,
         "shapley": Fraction(1, 2), "dummy": False, "veto": True, "dictator": False},
        {"player": "CNRP", "count": 1, "seats": 55, "free": False,
         "shapley": Fraction(1, 2), "dummy": False, "veto": True, "dictator": False}]


def test_cases_are_told_apart(model):
    rows = model.needs("Lift").records()
    assert [row["when"] for row in rows] == ["Reading is Defence"] * 2 + [
        "Reading is Court"] * 2


def test_coalitions_have_a_row_each(examples):
    council = comitia.Model.from_file(examples / "un-security-council.comitia")
    rows = council.who("Resolution").records()
    assert len([row for row in rows if row["action"] == "force"]) == 210
    assert len([row for row in rows if row["action"] == "block"]) == 125


def test_a_sweep_is_a_grid_of_numbers(model):
    rows = model.sweep("needs", "Lift", vary=["quota Lift#1 1/2,60%", "seats CPP->CNRP "
                                              "0..1"], suppose="Reading=Defence"
                       ).records()
    assert [(row["quota Lift#1"], row["seats CPP->CNRP"]) for row in rows] == [
        (Fraction(1, 2), 0), (Fraction(1, 2), 1), (Fraction(3, 5), 0),
        (Fraction(3, 5), 1)]
    assert tables.number("A + B") == "A + B"


def test_between_decimals_has_two_columns():
    rows = comitia.power([1000 + i * i % 977 for i in range(50)], more_than="1/2",
                         certified=9, index="shapley").records()
    assert rows[0]["shapley_low"] < rows[0]["shapley_high"]


def test_the_long_table_has_a_row_for_each_value(model):
    rows = model.needs("Lift").long_records()
    assert list(rows[0]) == ["case", "subject", "item", "measure", "value", "decimal"]
    assert {"case": "Reading is Defence", "subject": "Lift", "item": "",
            "measure": "needed", "value": "82", "decimal": "82"} in rows


def test_without_pandas_it_is_said_what_to_do(model, monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="records"):
        model.needs("Lift").to_frame()


def test_a_frame_is_exact_until_floats_are_asked_for(examples):
    pytest.importorskip("pandas")
    council = comitia.Model.from_file(examples / "un-security-council.comitia")
    power = council.power("Resolution", index="shapley")
    exact = power.to_frame()
    assert exact["shapley"].sum() == 1
    assert exact.loc[0, "shapley"] == Fraction(421, 2145)
    floats = power.to_frame(floats=True)
    assert str(floats["shapley"].dtype) == "float64"
    assert floats.loc[0, "shapley"] == 421 / 2145
    assert str(floats["veto"].dtype) == "bool"
    assert list(power.to_frame(long=True).columns)[:3] == ["case", "subject", "item"]
    assert len(council.check().to_frame()) == council.check().passed


def test_a_frame_of_what_is_empty(model):
    pytest.importorskip("pandas")
    assert len(model.deal().to_frame()) == 0


def test_the_ends_of_an_interval_are_rounded_outwards():
    from comitia.numbers import above, below
    for number in (Fraction(1, 3), Fraction(2, 3), Fraction(1, 10), Fraction(0),
                   Fraction(1), Fraction(-1, 3)):
        assert Fraction(below(number)) <= number <= Fraction(above(number))
    assert below(Fraction(1, 2)) == above(Fraction(1, 2)) == 0.5


def test_frames_of_pandas_are_taken(examples):
    pandas = pytest.importorskip("pandas")
    seats = pandas.DataFrame({"party": ["A", "B"], "seats": [60, 40]})
    assert comitia.import_csv(seats).needs("Majority").cases[0].needed == 51
    weights = seats.set_index("party")["seats"]
    assert comitia.power(weights, more_than="1/2").cases[0].indices[0].dictator
    votes = comitia.seats(weights, method="dhondt", seats=5)
    assert [party.seats for party in votes.parties] == [3, 2]
    assert comitia.power(csv=seats, weight_column="seats", quota="60%")
    body = comitia.Body("B", parties=weights)
    assert "party A 60" in str(body)


# ---- notebooks ----------------------------------------------------------------------

def picture_of(html):
    data = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html)
    return base64.b64decode(data.group(1)).decode() if data else None


def test_a_notebook_shows_a_sentence_a_table_and_a_picture(model):
    html = model.power("Lift", suppose="Reading=Defence", on="2016-01")._repr_html_()
    assert "<table>" in html and "CNRP" in html and "1/2 (0.5)" in html
    tree.fromstring(picture_of(html))
    assert picture_of(model._repr_html_())
    assert picture_of(model.needs("Lift")._repr_html_())
    assert picture_of(model.who("Lift")._repr_html_()) is None


def test_a_briefing_is_shown_as_its_page(cambodia):
    html = cambodia.brief()._repr_html_()
    assert html.startswith("<iframe srcdoc=") and "&lt;!DOCTYPE html&gt;" in html


def test_every_answer_can_be_shown(cambodia):
    for answer in (cambodia.check(), cambodia.status(), cambodia.belief(),
                   cambodia.deal(), cambodia.timeline(), cambodia.why("Arrest"),
                   cambodia.needs("Lift", each="Reading"), comitia.explain("C0104"),
                   cambodia.chance("Arrest"), cambodia.diff(cambodia)):
        html = answer._repr_html_()
        tree.fromstring(f"<div>{html}</div>")


def test_no_text_of_a_model_becomes_html():
    evil = '<script>alert(1)</script>&amp;'
    model = comitia.Model.of(
        comitia.Body("B", parties={evil: 3, "Q": 2}),
        comitia.Act("A", by="B", needs=comitia.more_than("half", "seats"), title=evil),
        "outcome O \"<b>\" when A")
    for answer in (model.needs("A"), model.power("A"), model.who("A"), model.show(),
                   model.brief(), model.status()):
        html = answer._repr_html_()
        assert "<script" not in html and "<b>" not in html


def test_a_sweep_is_shown_as_its_table(model):
    html = model.sweep("needs", "Lift", vary="quota Lift#1 50%,60%",
                       suppose="Reading=Defence")._repr_html_()
    assert html.startswith("<table>") and "3/5 (0.6)" in html


def test_a_large_table_is_cut():
    html = comitia.power([1] * 100, more_than="1/2", index="swings")._repr_html_()
    assert "and 40 more rows" in html


def test_intervals_are_printed_in_words():
    assert str(comitia.Interval(Fraction(1, 4), Fraction(1, 2))) == "0.25 to 0.5"
    assert str(comitia.Estimate(low=Fraction(0), high=Fraction(1),
                                value=Fraction(1, 8))) == "about 0.125 (0 to 1)"
    assert str(comitia.Interval(Fraction(-1, 40), Fraction(10))) == "-0.025 to 10"
    assert Decimal("0.25") == Decimal(1) / 4
