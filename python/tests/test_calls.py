"""Threads, Ctrl-C, progress, and who frees what."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time

import pytest

import comitia
from comitia import core

LONG = dict(weights=[1000 + i * i % 977 for i in range(400)], quota="1/2",
            limit=10 ** 12)


def long_question(progress, **more):
    options = {**LONG, "progress": progress, **more}
    return comitia.power(options.pop("weights"), **options)


def test_two_questions_are_under_way_at_once():
    """Each waits, in the middle of its question, for the other to be in its own."""
    meet = threading.Barrier(2)
    met, ended = [], []

    def ask():
        def progress(doing, steps, limit):
            if threading.get_ident() not in met:
                meet.wait(60)
                met.append(threading.get_ident())
            return True
        with pytest.raises(comitia.Stopped):
            long_question(progress, threads=1)
        ended.append(1)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(met) == 2 and len(ended) == 2


def test_others_run_while_the_library_works(patience):
    """The counter of another thread moves between two reports. With this patience no
    thread makes another one let go of the lock: only who waits, or calls the library,
    lets go; a report does neither, so what moves the counter is the library's work."""
    counter, seen, stop = [0], [], threading.Event()

    def count():
        while not stop.is_set():
            counter[0] += 1
            time.sleep(0.001)

    other = threading.Thread(target=count)
    last = [None]

    def progress(doing, steps, limit):
        moved = last[0] is not None and counter[0] != last[0]
        if moved:
            seen.append(counter[0])
        last[0] = counter[0]
        return moved

    other.start()
    try:
        with pytest.raises(comitia.Stopped):
            long_question(progress, threads=1)
    finally:
        stop.set()
        other.join()
    assert seen


@pytest.fixture
def patience():
    own = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    yield
    sys.setswitchinterval(own)


def test_threads_share_a_model(cambodia):
    expected = str(cambodia.brief())
    found = []

    def ask():
        for _ in range(5):
            found.append(str(cambodia.brief(threads=1)) == expected)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 40


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_processes_share_the_work(cambodia, how):
    acts = ["Lift", "Stop", "Summons"]
    with multiprocessing.get_context(how).Pool(2) as pool:
        found = pool.starmap(comitia.Model.status, [(cambodia, act) for act in acts])
    assert found == [cambodia.status(act) for act in acts]


def test_ctrl_c_comes_out_and_leaves_nothing(model):
    def progress(doing, steps, limit):
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        long_question(progress)
    assert core._here.call is None
    assert model.needs("Lift").cases[0].seats == 123


def test_ctrl_c_needs_no_progress_of_ours(model):
    """One signal, as from a keyboard, once the library has been called."""
    main = threading.get_ident()
    ended = threading.Event()

    def press():
        while not ended.wait(0.01):
            if sys._current_frames()[main].f_code is core.ask.__code__:
                os.kill(os.getpid(), signal.SIGINT)
                return

    other = threading.Thread(target=press)
    with pytest.raises(KeyboardInterrupt):
        other.start()
        long_question(None)
    ended.set()
    other.join()
    assert core._here.call is None
    assert model.check().exit == 0


def test_what_progress_raises_comes_out(model):
    def progress(doing, steps, limit):
        raise ZeroDivisionError(doing)

    with pytest.raises(ZeroDivisionError):
        long_question(progress)


def test_progress_tells_what_is_done():
    told = []

    def progress(doing, steps, limit):
        told.append((doing, steps, limit))
        return len(told) > 2

    with pytest.raises(comitia.Stopped):
        long_question(progress)
    doing, steps, limit = told[-1]
    assert isinstance(doing, str) and 0 < steps <= limit == LONG["limit"]


def test_enough_takes_what_is_proved():
    def progress(doing, steps, limit):
        return "enough" if doing.startswith("adding up") else None

    with pytest.warns(comitia.ComitiaWarning, match="as was proved by then"):
        rule = comitia.power([1 + i * i * 7919 % 9973 for i in range(20000)],
                             more_than="1/2", certified=12, index="shapley",
                             limit=10 ** 13, progress=progress)
    between = rule.cases[0].indices[0].shapley
    assert isinstance(between, comitia.Interval)
    assert 0 <= between.low <= between.high <= 1


def test_a_question_may_ask_another(model):
    told = []

    def progress(doing, steps, limit):
        told.append(model.can("CPP", "force", "Lift", suppose="Reading=Court").yes)
        return True

    with pytest.raises(comitia.Stopped):
        long_question(progress)
    assert told == [True]


@pytest.fixture
def freed(monkeypatch):
    """What is freed, in order."""
    order = []
    own = core.Owned.__init__

    def owned(self, pointer, free, *needs):
        kind = "model" if free == core.lib.comitia_model_free else "answer"

        def end(at):
            order.append(kind)
            free(at)
        own(self, pointer, end, *needs)

    monkeypatch.setattr(core.Owned, "__init__", owned)
    return order


def test_an_answer_keeps_its_model(freed):
    answer = comitia.Model("body B members X Y act A by B needs all of members"
                           ).needs("A")
    gc.collect()
    assert freed == []
    assert "needed" in str(answer)
    del answer
    gc.collect()
    assert freed == ["answer", "model"]


def test_the_answer_goes_first_also_in_a_circle(freed):
    for _ in range(50):
        model = comitia.Model("body B members X Y act A by B needs all of members")
        answer = model.needs("A")
        model.answer, model.itself = answer, model
        object.__setattr__(answer, "model", model)
        del model, answer
        gc.collect()
        assert freed == ["answer", "model"]
        freed.clear()


def test_a_difference_keeps_both_models(freed):
    def make(n):
        return comitia.Model(f"body B members X Y act A by B needs at least {n} of "
                             "members")
    diff = make(1).diff(make(2))
    gc.collect()
    assert freed == [] and str(diff)
    del diff
    gc.collect()
    assert freed == ["answer", "model", "model"]


def test_a_model_in_error_is_freed(freed):
    with pytest.raises(comitia.ModelError) as caught:
        comitia.Model("body")
    del caught
    gc.collect()
    assert sorted(freed) == ["answer", "model"]
    assert freed[0] == "answer"


def test_memory_does_not_grow(model):
    """A thousand questions hold as much as ten."""
    resource = pytest.importorskip("resource")

    def most():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def ask(times):
        for _ in range(times):
            model.needs("Lift").cases
            try:
                model.needs("Nothing")
            except comitia.QuestionError:
                pass

    ask(200)
    before = most()
    ask(1000)
    assert most() - before < 8000  # KiB
