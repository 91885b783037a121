"""Typed answers: every verb, every example, every number exact."""

import copy
import dataclasses
import json
import pickle
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import comitia
from comitia import results
from conftest import PARLIAMENT, ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.comitia"))


def test_the_version_is_that_of_the_library(root):
    header = (root / "include/comitia/comitia.h").read_text()
    assert f'#define COMITIA_VERSION "{comitia.__version__}"' in header
    assert f'version = "{comitia.__version__}"' in (
        root / "python/pyproject.toml").read_text()


def test_numbers_are_fractions_counts_are_ints(model):
    case = model.needs("Lift", suppose="Reading=Defence").cases[0]
    assert case.needed == 82 and type(case.needed) is Fraction
    assert case.seats / 2 == Fraction(123, 2)
    assert type(model.check().passed) is int
    assert case.players[0].missing == 14


def test_every_verb_answers(cambodia):
    asked = [cambodia.check(), cambodia.brief(), cambodia.status(),
             cambodia.needs("Lift"), cambodia.can("CNRP", "block", "Lift"),
             cambodia.who("Arrest"), cambodia.power("Lift"),
             cambodia.chance("Arrest"), cambodia.belief(), cambodia.deal(),
             cambodia.timeline(), cambodia.why("Arrest"), cambodia.how("Arrest"),
             cambodia.show(), cambodia.diff(cambodia),
             cambodia.sweep("needs", "Lift", vary="quota Lift 50%,60%"),
             comitia.explain("C0104"),
             comitia.seats({"A": 2, "B": 1}, method="dhondt", seats=3),
             comitia.poll({"A": "60%"}, size=10, method="dhondt", seats=3)]
    assert [answer.verb for answer in asked] == [
        "check", "brief", "status", "needs", "can", "who", "power", "chance", "belief",
        "deal", "timeline", "why", "how", "show", "diff", "sweep", "explain", "seats",
        "poll"]
    for answer in asked:
        assert type(answer) is results.VERBS[answer.verb]
        assert str(answer) and repr(answer) == str(answer)
        assert isinstance(answer.records(), list)
    assert {answer.verb for answer in asked} == set(results.VERBS)


def same(found, value):
    """An object of the package says what the JSON says."""
    if dataclasses.is_dataclass(found):
        for field in dataclasses.fields(found):
            key = field.metadata.get("key", field.name.rstrip("_"))
            mine = getattr(found, field.name)
            if key in value:
                same(mine, value[key])
            else:
                assert mine is None, f"{key} came from nowhere"
        known = {field.metadata.get("key", field.name.rstrip("_"))
                 for field in dataclasses.fields(found)}
        assert set(value) <= known, f"{set(value) - known} is lost"
    elif isinstance(found, tuple):
        assert len(found) == len(value)
        for mine, theirs in zip(found, value):
            same(mine, theirs)
    elif isinstance(found, dict) and isinstance(value, dict):
        assert list(found) == list(value)
        for key in found:
            same(found[key], value[key])
    elif isinstance(found, (Fraction, Decimal, date)):
        assert isinstance(value, str)
        assert str(found) == value or Fraction(value) == found
    else:
        assert found == value and type(found) is type(value)


def asked_of(path):
    """All the questions that can be asked of a model without thinking."""
    model = comitia.Model.from_file(path)
    yield model.check, ()
    for verb in ("brief", "status", "belief", "deal", "timeline", "show"):
        yield getattr(model, verb), ()
    show = json.loads(model.show().json())
    acts = [act["name"] for act in show["acts"] if act["body"] and not act["step"]]
    for act in acts[:2]:
        for verb in ("needs", "who", "power", "chance", "why", "how"):
            yield getattr(model, verb), (act,)


@pytest.mark.filterwarnings("ignore::comitia.ComitiaWarning")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_nothing_of_an_answer_is_lost(path):
    n = 0
    for method, words in asked_of(path):
        try:
            answer = method(*words, limit=10 ** 7)
        except comitia.ComitiaError as error:
            assert error.code in ("C0701", "C0511", "C0512"), error
            continue
        same(answer, json.loads(answer.json()))
        answer.records(), answer._repr_html_(), str(answer)
        n += 1
    assert n > 6


def test_an_answer_is_the_json_of_the_program(examples):
    path = str(examples / "un-security-council.comitia")
    program = shutil.which("comitia")
    if not program:
        pytest.skip("there is no program")
    printed = subprocess.run([program, "power", path,
                              "Resolution", "--json"], capture_output=True, check=True)
    mine = comitia.Model.from_file(path).power("Resolution")
    assert json.loads(mine.json()) == json.loads(printed.stdout)


def test_text_is_that_of_the_program(model):
    assert str(model.needs("Lift")).startswith("Lifting of immunity (Lift): it depends")
    assert "82" in model.needs("Lift").text(width=40, most=1)


def test_yes_no_and_open_are_not_mixed_up(model):
    assert model.can("CNRP", "block", "Lift", suppose={"Reading": "Defence"})
    assert not model.can("CNRP", "block", "Lift", suppose={"Reading": "Court"})
    either = model.can("CNRP", "block", "Lift")
    assert either.open and not either.yes and not either.no
    with pytest.raises(TypeError, match="neither yes nor no"):
        bool(either)


def test_each_stands_side_by_side(model):
    answers = model.needs("Lift", each="Reading")
    assert [(value, needs.cases[0].needed) for value, needs in answers] == [
        ("Defence", 82), ("Court", 62)]
    assert answers["Court"].cases[0].result == "passed"
    assert len(answers) == 2
    assert [row["Reading"] for row in answers.records()] == [
        "Defence", "Defence", "Court", "Court"]
    with pytest.raises(KeyError):
        answers["Nobody"]


def test_power_of_three_ballots_is_the_same_class():
    model = comitia.Model("body B members X Y Z act A by B needs more than half of "
                          "votes cast")
    row = model.power("A", ballots="three").cases[0].indices[0]
    assert row.swings_for + row.swings_against > 0
    assert row.shapley is None


def test_between_decimals_is_an_interval():
    weights = [1000 + i * i % 977 for i in range(60)]
    case = comitia.power(weights, more_than="1/2", certified=12,
                         index="shapley").cases[0]
    between = case.indices[0].shapley
    assert isinstance(between, comitia.Interval)
    assert between.low < between.high and between.midpoint in between
    assert between.width <= Fraction(1, 10 ** 12) + Fraction(2, 10 ** 11)
    exact = comitia.power(weights, more_than="1/2", exact=True,
                          index="shapley").cases[0]
    assert exact.indices[0].shapley in between


def test_a_sample_is_an_estimate():
    row = comitia.power([3, 2, 1], more_than="1/2", sample=1000,
                        index="shapley").cases[0].sample.players[0]
    assert isinstance(row.shapley, comitia.Estimate)
    assert row.shapley.low <= row.shapley.value <= row.shapley.high


def test_options_are_read(model):
    assert model.status("Lift", suppose={"Reading": "Court"}).yes
    assert model.status("Lift", suppose=["Reading=Defence"]).no
    assert model.status("Lift", on=date(2016, 5, 1)).on == date(2016, 5, 1)
    assert model.needs("Lift", on="2016").on == date(2016, 12, 31)
    assert model.power("Lift", index="shapley", suppose="Reading=Defence",
                       verify=True).verified.agrees
    many = model.power("Lift", free="all", suppose="Reading=Court", index="swings",
                       on="2016-01")
    assert [row.count for row in many.cases[0].indices] == [68, 55]
    assert many.free == ("CPP", "CNRP")


def test_an_unknown_option_is_no_option(model):
    with pytest.raises(TypeError, match="sopose"):
        model.needs("Lift", sopose="Reading")
    with pytest.raises(ValueError, match="oppose, absent, worst"):
        model.who("Lift", otherwise="best")
    with pytest.raises(ValueError, match="force, block"):
        model.can("CPP", "stop", "Lift")
    for wrong in (0, -1, 2 ** 70, 1.5, "many", True):
        with pytest.raises(ValueError, match="limit"):
            model.needs("Lift", limit=wrong)
    for wrong in ("", "G", "4X", "-1", "1.5G", "99999999999999T"):
        with pytest.raises(ValueError, match="memory"):
            model.needs("Lift", memory=wrong)
    with pytest.raises(TypeError, match="not both"):
        model.power("Lift", exact=True, certified=9)
    with pytest.raises(ValueError, match="NUL"):
        model.needs("Li\0ft")


def test_floats_are_refused():
    with pytest.raises(TypeError, match="is a float"):
        comitia.power([1, 2, 3], quota=0.5)
    with pytest.raises(TypeError, match="is a float"):
        comitia.seats({"A": 1e3}, method="dhondt", seats=3)


def test_a_weighted_rule_has_the_names_it_is_given():
    names = ["A", "a b", 'quo"te', "new\nline", "semi;colon, comma", "日本", ""]
    rule = comitia.power({name: 2 for name in names}, more_than="1/2",
                         index="shapley")
    assert [row.player for row in rule.cases[0].indices] == names
    assert {row.shapley for row in rule.cases[0].indices} == {Fraction(1, 7)}
    assert comitia.power([Fraction(1, 3), Decimal("0.5"), "1/6"], quota="100%",
                         index="swings").cases[0].winning == 1


def test_unions_are_lists_of_names():
    rule = [3, 2, 2, 1]
    said = comitia.power(rule, more_than="1/2", unions="1+4,2+3".split(","))
    assert comitia.power(rule, more_than="1/2", unions=[["1", "4"], ["2", "3"]]
                         ) == said
    assert [union.players for union in said.cases[0].unions] == [
        ("1", "4"), ("2", "3")]
    poll = comitia.poll({"A": "60%", "B": "40%"}, size=10, method="dhondt", seats=3,
                        coalitions=[("A", "B")])
    assert poll.sample.coalitions[0].parties == ("A", "B")


def test_a_part_shows_itself_in_short(model):
    quota = model.needs("Lift").cases[0].quotas[0]
    assert repr(quota) == (
        "Quota(text='at least 2/3 of seats', base='seats', direction='yes', "
        "compare='at least', total=123, bound=82, required=82)")


def test_a_table_can_be_a_file_or_bytes(examples):
    path = examples / "data/imf_190_2022.csv"
    head = path.read_text().splitlines()[0].split(",")
    for source in (path, path.read_bytes()):
        rule = comitia.power(csv=source, weight_column="weight", name_column=head[0],
                             quota="85%", index="swings")
        assert len(rule.cases[0].indices) == 190


def test_weights_are_said_once():
    with pytest.raises(TypeError, match="either quota"):
        comitia.power([1, 2])
    with pytest.raises(TypeError, match="either quota"):
        comitia.power([1, 2], quota=2, more_than=1)
    with pytest.raises(TypeError, match="either weights"):
        comitia.power(quota=2)
    with pytest.raises(TypeError, match="weight_column"):
        comitia.power(csv=b"a,b\n", quota=2)
    with pytest.raises(TypeError, match="csv"):
        comitia.power([1], quota=1, weight_column="b")
    with pytest.raises(ValueError, match="no weights"):
        comitia.power([], quota=1)


def test_seats_of_any_names_and_a_tie_is_open():
    tie = comitia.seats({"A=1": 100, "B, C": 100}, method="dhondt", seats=1)
    assert tie.open and tie.districts[0].tie.ways == 2
    assert [party.party for party in tie.parties] == ["A=1", "B, C"]
    base = comitia.seats({"B, C": 60, "D": 40}, method="sainte-lague", seats=5,
                         base={"D": 4}, overhang="added")
    assert base.house == 7
    with pytest.raises(ValueError, match="no votes for X"):
        comitia.seats({"A": 1}, method="dhondt", seats=1, base={"X": 1})
    with pytest.raises(ValueError, match="dhondt"):
        comitia.seats({"A": 1}, method="d'Hondt", seats=1)


def test_joint_lists_share_out_their_seats():
    votes = {"A": 30, "B": 30, "C": 20, "D": 20, "E": 25, "F": 1}
    house = comitia.seats(votes, method="dhondt", seats=8,
                          joint=[["A", ["B", "E"]], "C+D"])
    assert [int(row.seats) for row in house.parties] == [2, 2, 1, 1, 2, 0]
    joint = house.districts[0].joint
    assert [row.name for row in joint.members] == ["A+(B+E)", "C+D", "F"]
    assert joint.divisions[1].within == "A+(B+E)" and joint.outcomes is None
    tie = comitia.seats({"A": 1, "B": 1, "C": 2}, method="dhondt", seats=2,
                        joint=[["A", "B"]])
    assert tie.districts[0].joint.outcomes.ways == 2


def test_a_copy_says_the_same_and_a_model_travels(model):
    needs = model.needs("Lift")
    again = pickle.loads(pickle.dumps(needs))
    assert again == needs and again.cases[0] == needs.cases[0]
    assert json.loads(str(again)) == json.loads(needs.json())
    with pytest.raises(TypeError, match="ask again"):
        again.text()
    assert copy.deepcopy(needs) == needs
    other = pickle.loads(pickle.dumps(model))
    assert str(other) == str(model)
    assert other.needs("Lift") == needs


def test_a_model_travels_with_its_files(examples):
    model = comitia.Model.from_file(examples / "eu-council.comitia")
    there = pickle.loads(pickle.dumps(model))
    assert there._files.folder is None
    assert there.needs("Simple").cases[0].needed == 14


def test_a_frozen_answer_does_not_change(model):
    with pytest.raises(dataclasses.FrozenInstanceError):
        model.needs("Lift").body = "Senate"


def test_what_is_left_out_is_warned_of(root):
    table = root / "tests/golden/an-index-that-does-not-fit-is-left-out/w.csv"
    with pytest.warns(comitia.ComitiaWarning, match="johnston is left out: .*C0701.*"
                      r"limit=\d+ gives it"):
        rule = comitia.power(csv=table, weight_column="weight", quota="50%",
                             index=["banzhaf_absolute", "johnston"], limit=10 ** 8)
    row = rule.cases[0].indices[0]
    assert not rule.exact and row.johnston is None
    assert row.banzhaf_absolute > 0


@pytest.mark.filterwarnings("ignore::comitia.ComitiaWarning")
@pytest.mark.parametrize("path", EXAMPLES[::5], ids=lambda path: path.stem)
def test_what_a_limit_leaves_out_is_none(path):
    """An answer that is cut anywhere is an answer, a table and a text."""
    model = comitia.Model.from_file(path)
    acts = [act["name"] for act in model.show().acts if act["body"] and not act["step"]]
    for k in range(1, 25):
        for ask in (model.brief, model.status, lambda **how: model.needs(acts[0], **how)):
            try:
                answer = ask(limit=2 ** k, threads=1)
            except comitia.LimitError:
                continue
            same(answer, json.loads(answer.json()))
            answer.records(), str(answer), answer._repr_html_()


@pytest.mark.filterwarnings("ignore::comitia.ComitiaWarning")
def test_numbers_are_longer_than_python_prints():
    case = comitia.power([1] * 20001, more_than="1/2", index="rae").cases[0]
    assert case.winning == 2 ** 20000 and case.coalitions == 2 ** 20001
    from comitia.numbers import exact, nearest
    digits = "7" * 9000
    assert exact(digits) == 7 * (10 ** 9000 - 1) // 9
    assert exact(f"-{digits}/{digits[:-1]}2") < -1
    assert exact("-0." + "0" * 5000 + "1") == Fraction(-1, 10 ** 5001)
    assert nearest(exact(digits)) == float("inf")


def test_answers_are_saved(tmp_path, model):
    needs = model.needs("Lift", suppose="Reading=Court")
    for end in ("svg", "csv", "json", "txt"):
        needs.save(tmp_path / f"needs.{end}")
    assert (tmp_path / "needs.svg").read_text().startswith("<svg")
    assert json.loads((tmp_path / "needs.json").read_text()) == json.loads(needs.json())
    model.brief().save(tmp_path / "brief.html")
    model.brief().save(tmp_path / "brief.md")
    model.show().save(tmp_path / "show.dot")
    assert "digraph" in (tmp_path / "show.dot").read_text()
    with pytest.raises(ValueError, match="svg"):
        needs.save(tmp_path / "needs.docx")
    with pytest.raises(comitia.QuestionError):
        needs.save(tmp_path / "needs.html")
    assert not (tmp_path / "needs.html").exists()


def test_every_format_of_the_program_is_there(root, cambodia):
    table = (root / "command/options.c").read_text()
    words = re.search(r'CLI_FORMAT,\s+"([^"]+)"', table)[1].split("|")
    brief, show = cambodia.brief(), cambodia.show()
    house = comitia.seats({"A": 60, "B": 40}, method="dhondt", seats=5)
    printed = {"text": show.text(), "json": show.json(), "svg": show.svg(),
               "csv": show.csv(), "dot": show.dot(), "popolo": show.popolo(),
               "html": brief.html(), "markdown": brief.markdown(),
               "comitia": str(house.to_model())}
    assert set(printed) == set(words) and all(printed.values())
    assert json.loads(printed["popolo"])["memberships"]
    with pytest.raises(comitia.QuestionError):
        comitia.seats({"A": 1, "B": 1}, method="dhondt", seats=1).to_model()


@pytest.mark.skipif(not shutil.which("comitia"), reason="there is no program")
def test_a_page_is_written_with_the_files_of_the_model(tmp_path, examples):
    law = {"law/../../law.comitia": "body B members X Y\nact A by B needs all of members"}
    used = comitia.Model('use "../law.comitia"\noutcome O when A', path="m.comitia",
                         files=law)
    for model in (comitia.Model.from_file(examples / "eu-council.comitia"), used):
        try:
            model.page(tmp_path / "page.html")
        except comitia.LimitError as error:
            pytest.skip(str(error))  # a program without the page
        page = (tmp_path / "page.html").read_text()
        assert page.lower().startswith("<!doctype html>")
        (tmp_path / "page.html").unlink()
    with pytest.raises(comitia.LimitError, match="in PATH"):
        used.page(tmp_path / "page.html", program="no-such-program")
    with pytest.raises(comitia.ComitiaError, match="nowhere"):
        used.page(tmp_path / "nowhere" / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_districts_come_from_a_table():
    votes = (b"place,party,votes,n\nNorth,A,600,3\nNorth,B,400,3\n"
             b"South,A,100,2\nSouth,B,900,2\n")
    house = comitia.seats(csv=votes, method="sainte-lague", votes_column="votes",
                          name_column="party", district_column="place",
                          district_seats="n")
    assert [(row["district"], row["party"], int(row["seats"]))
            for row in house.records()] == [
        ("North", "A", 2), ("North", "B", 1), ("South", "A", 0), ("South", "B", 2)]
    assert [int(party.seats) for party in house.parties] == [2, 3]


def test_data_of_others_become_models(examples):
    parties = comitia.import_csv(examples / "data/parties.csv")
    assert parties.check().exit == 0
    assert parties.needs("Majority").cases[0].needed
    odd = comitia.import_csv("Partei;Sitze\nGrün;4\nRot;5\n".encode())
    assert "party Rot 5" in str(odd)
    named = comitia.import_csv(b"x,y\nA,3\n", columns={"party": "x", "seats": "y"},
                               body="House")
    assert "body House" in str(named)
    one = comitia.import_csv("year;party;seats\n2016;Gr\u00fcn;4\n2020;Gr\u00fcn;5\n"
                             .encode("cp1252"), where={"year": 2020},
                             encoding="windows-1252")
    assert "party Gr\u00fcn 5" in str(one)
    table = b"year,party,votes\n2016,A,3\n2020,A,3\n2020,B,1\n"
    seats = comitia.seats(csv=table, votes_column="votes", name_column="party",
                          where={"year": 2020}, seats=4, method="dhondt")
    assert [row.seats for row in seats.parties] == [3, 1]
    power = comitia.power(csv=table, weight_column="votes", name_column="party",
                          where={"year": 2020}, quota="1/2")
    assert len(power.cases[0].indices) == 2
    with pytest.raises(TypeError):
        comitia.power({"A": 1}, quota="1/2", where={"year": 2020})
    popolo = comitia.import_popolo(examples / "data/council.json", on="2016-06-01")
    assert popolo.show().declarations
    with pytest.raises(comitia.ModelError) as caught:
        comitia.import_csv(b"party,seats\nA,many\n")
    assert caught.value.diagnostics[0].line == 2


def test_what_was_doubtful_is_kept(examples):
    doubtful = comitia.import_parlgov(examples / "data/election.csv", country="XYZ")
    assert "the seats of PIR are missing; it is left out [C0802]" in doubtful.doubts
    earlier = comitia.import_parlgov(examples / "data/election.csv", on="2013")
    assert "party NAT 61" in str(earlier) and earlier.doubts == ""


def test_a_model_is_its_text(model):
    assert str(model) == PARLIAMENT.rstrip("\n")
    assert comitia.Model(model.format()).format() == model.format()
    assert repr(model) == "<comitia.Model model.comitia>"
