"""What has no answer says what is wrong, where, and what to do."""

import pickle

import pytest

import comitia

WRONG = """\
body Council
  party Left 5
  party Right 4
act Budget by Council needs majority
act Other by Nobody needs at least 2 of seats
"""

# A helps M with C and hinders it without.
MIXED = """\
body B party P 2 party Q 1
fact F
act A by B needs more than half of seats
act C by B needs all of seats
outcome M when (A and C and F) or (not A and not C)
"""


def test_an_error_of_a_model_prints_the_place_and_the_way_out():
    with pytest.raises(comitia.ModelError) as caught:
        comitia.Model(WRONG, path="council.comitia")
    error = caught.value
    said = str(error)
    assert "council.comitia:4:29: error:" in said
    assert "act Budget by Council needs majority" in said
    assert "^^^^^^^^" in said
    assert "help: write `more than half of members`" in said
    assert error.code == "C0103" and error.exit == 65
    first = error.diagnostics[0]
    assert (first.line, first.column, first.end_column) == (4, 29, 37)


def test_all_errors_are_told():
    found = comitia.diagnose("act A by B needs at least 2 of seats\nact C by D needs "
                             "at least 1 of seats")
    assert [d.code for d in found] == ["C0202", "C0202"]
    assert comitia.diagnose("body B members X") == ()


def test_any_bytes_give_a_model_or_an_error():
    for text in (b"\xff\xfe", b"\0", "\ud800", "body", "\u202e", b"body \xc3", ""):
        try:
            comitia.Model(text)
        except comitia.ModelError as error:
            assert error.diagnostics and str(error)


def test_a_question_with_a_wrong_name_offers_the_nearest(model):
    with pytest.raises(comitia.QuestionError, match="did you mean Lift") as caught:
        model.needs("Lft")
    assert caught.value.code == "C0202" and caught.value.exit == 64
    assert isinstance(caught.value, ValueError)


def test_an_ill_posed_question_names_a_way_out(examples):
    model = comitia.Model(MIXED)
    with pytest.raises(comitia.IllPosedError, match='ask with otherwise="worst"') as e:
        model.can("P", "force", "M")
    assert e.value.exit == 4 and e.value.code == "C0511"


def test_a_limit_names_the_keyword_that_raises_it(model):
    with pytest.raises(comitia.LimitError, match="limit=") as caught:
        model.power("Lift", limit=1)
    assert "--" not in str(caught.value)
    assert caught.value.exit == 69 and caught.value.code == "C0701"


def test_what_is_missing_is_named_as_a_keyword(model):
    with pytest.raises(comitia.QuestionError, match='what varies[?] vary="seats'):
        model.sweep("needs", "Lift", vary=[])
    with pytest.raises(comitia.QuestionError, match="how many seats[?] seats=N"):
        comitia.seats({"A": 1}, method="dhondt")
    with pytest.raises(comitia.QuestionError, match="quota=hare|droop"):
        comitia.seats({"A": 1}, method="largest-remainder", seats=1)
    with pytest.raises(comitia.QuestionError, match="no such format"):
        model.status().svg()


def test_a_bound_of_memory_is_kept(cambodia):
    with pytest.raises(comitia.LimitError):
        cambodia.brief(memory=1000)


def test_a_refused_case_raises_where_it_is_looked_at():
    answers = comitia.Model(MIXED).can("P", "force", "M", each="F")
    assert [case.value for case in answers.cases] == [True, False]
    with pytest.raises(comitia.IllPosedError, match="not clear how to vote"):
        answers[True]
    assert answers[False].yes
    assert "ill-posed if F holds" in str(answers)
    assert answers._repr_html_()
    rows = answers.records()
    assert "C0511" in rows[0]["note"] and rows[1]["value"] is True


def test_files_are_asked_for_by_name(tmp_path):
    with pytest.raises(comitia.ModelError, match="no such file"):
        comitia.Model('use "law.comitia"')
    law = "body B members X Y\nact A by B needs all of members\n"
    model = comitia.Model('use "law.comitia"\noutcome O when A',
                          files={"law.comitia": law})
    assert model.who("O").cases[0].force == (("X", "Y"),)
    (tmp_path / "law.comitia").write_text(law)
    (tmp_path / "main.comitia").write_text('use "law.comitia"\noutcome O when A')
    assert comitia.Model.from_file(tmp_path / "main.comitia").who("O")
    with pytest.raises(FileNotFoundError):
        comitia.Model.from_file(tmp_path / "other.comitia")
    (tmp_path / "folder").mkdir()
    with pytest.raises(comitia.ModelError, match="is a directory"):
        comitia.Model('use "folder"', folder=tmp_path)


def test_what_a_file_reader_raises_comes_out():
    class Broken:
        def load(self, path):
            raise KeyError(path)

    from comitia import core
    with pytest.raises(KeyError, match="law.comitia"):
        core.parse("m", b'use "law.comitia"', core.Call(load=Broken().load))
    assert core._here.call is None


def test_a_bug_says_what_differs():
    from comitia.asking import disagreement
    assert disagreement({"verified": None}) == ""
    assert disagreement({"verified": {"method": "m", "agrees": True}}) == ""
    assert disagreement({"verified": {
        "method": "all sets of players", "agrees": False, "what": "winning",
        "answer": "0", "second": "2"}}).startswith(
            "winning is 0 here and 2 by all sets of players: this is a bug")


def test_errors_travel():
    try:
        comitia.Model(WRONG)
    except comitia.ModelError as error:
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error) and again.code == error.code
        assert type(again) is comitia.ModelError
