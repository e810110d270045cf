"""Worker processes: limits hold, culprits are named, nobody is left behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from reader_app.errors import PayloadError, Reason
from reader_app.paths import Paths
from reader_app.sync.workers import Limits, Spoiled, Stopped, Workers
from tests.engine import hostile

PATIENT = 60.0
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")


@pytest.fixture
def workers(paths: Paths) -> Iterator[Workers]:
    made = Workers(paths, limits=Limits(page=PATIENT, story=PATIENT), most=2)
    yield made
    made.close()


def test_no_worker_starts_before_there_is_a_job(workers):
    assert workers.alive == 0
    assert workers.run(hostile.double, 21, seconds=PATIENT) == 42
    assert workers.alive == 1


def test_one_worker_does_one_job_after_another(workers):
    pids = {workers.run(hostile.process, seconds=PATIENT) for _ in range(3)}
    assert len(pids) == 1


def test_jobs_side_by_side_get_a_worker_each_up_to_the_most(workers):
    with ThreadPoolExecutor(6) as threads:
        doubled = list(threads.map(lambda each: workers.run(hostile.double, each, seconds=PATIENT), range(24)))
    assert doubled == [each * 2 for each in range(24)]
    assert workers.alive <= 2


@pytest.mark.parametrize("deed", [hostile.spin, hostile.spin_in_c], ids=["in Python", "in C"])
def test_a_job_that_spins_is_ended(workers, deed):
    with pytest.raises(Spoiled) as spoiled:
        workers.run(deed, seconds=0.5)
    assert spoiled.value.reason is Reason.TOO_SLOW
    assert workers.run(hostile.double, 1, seconds=PATIENT) == 2


@posix
def test_a_job_that_eats_four_gigabytes_is_stopped(workers):
    with pytest.raises(Spoiled) as spoiled:
        workers.run(hostile.eat, seconds=PATIENT)
    assert spoiled.value.reason is Reason.TOO_HEAVY
    assert workers.run(hostile.double, 1, seconds=PATIENT) == 2


@posix
@pytest.mark.parametrize("deed", [hostile.die, hostile.be_killed], ids=["exit", "SIGKILL"])
def test_a_job_that_dies_is_told_from_one_that_fails(workers, deed):
    with pytest.raises(Spoiled) as spoiled:
        workers.run(deed, seconds=PATIENT)
    assert spoiled.value.reason is Reason.TOO_HEAVY
    assert workers.run(hostile.double, 1, seconds=PATIENT) == 2


def test_a_bug_in_a_job_comes_out_as_it_is(workers):
    with pytest.raises(ZeroDivisionError):
        workers.run(hostile.stumble, seconds=PATIENT)


@posix
def test_a_worker_killed_while_idle_is_replaced(workers):
    pid = workers.run(hostile.process, seconds=PATIENT)
    process = psutil.Process(pid)
    process.kill()
    assert workers.run(hostile.process, seconds=PATIENT) != pid


@posix
def test_workers_stand_behind_the_window(workers):
    import os

    assert workers.run(hostile.niceness, seconds=PATIENT) == os.nice(0) + 5


def test_cancelling_ends_a_job_and_its_worker(workers):
    cancel = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(workers.run, hostile.spin, seconds=PATIENT, cancel=cancel)
        _until(lambda: workers.alive == 1)
        cancel.set()
        with pytest.raises(Stopped):
            waiting.result(PATIENT)
    _until(lambda: workers.alive == 0)


def test_closing_ends_jobs_under_way(workers):
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(workers.run, hostile.spin_in_c, seconds=PATIENT) for _ in range(2)]
        _until(lambda: workers.alive == 2)
        workers.close()
        for each in waiting:
            with pytest.raises(Stopped):
                each.result(PATIENT)
    assert workers.alive == 0
    with pytest.raises(Stopped):
        workers.run(hostile.double, 1, seconds=PATIENT)


def test_idle_workers_end(paths):
    workers = Workers(paths, limits=Limits(idle=0.0))
    pid = workers.run(hostile.process, seconds=PATIENT)
    psutil.wait_procs([each for each in psutil.Process().children() if each.pid == pid], timeout=PATIENT)
    assert not psutil.pid_exists(pid)
    _until(lambda: workers.alive == 0)
    assert workers.run(hostile.double, 2, seconds=PATIENT) == 4  # and start again when there is something to do
    workers.close()


def test_markdown_is_made_in_a_worker(workers):
    assert "desa" in workers.convert("<p>Kabar <b>desa</b></p>", "http://kabar.test/1", ())


@posix
def test_a_page_too_heavy_to_convert_is_a_payload_error(paths):
    workers = Workers(paths, limits=Limits(memory=500 << 20))
    with pytest.raises(PayloadError) as error:
        workers.convert("<p>kabar</p>" * 12_000_000, "http://kabar.test/1", ())
    assert error.value.reason is Reason.TOO_HEAVY
    workers.close()


ORPHANS = """
import sys, threading
from reader_app.paths import Paths
from reader_app.sync.workers import Workers
from tests.engine import hostile

if __name__ == "__main__":
    workers = Workers(Paths.of(sys.argv[1]), most=2)
    print(workers.run(hostile.process, seconds=60), flush=True)
    for deed in (hostile.spin_in_c, hostile.spin):
        threading.Thread(target=workers.run, args=(deed,), kwargs={"seconds": 600}, daemon=True).start()
    while workers.alive < 2:
        threading.Event().wait(0.01)
    print("spinning", flush=True)
    threading.Event().wait()
"""


@posix
def test_killing_berita_leaves_no_worker_behind(tmp_path: Path):
    script = tmp_path / "parent.py"
    script.write_text(ORPHANS)
    root = Path(__file__).resolve().parents[2]
    parent = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "profile")], stdout=subprocess.PIPE, env={"PYTHONPATH": str(root)}
    )
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline().strip().isdigit()
        assert parent.stdout.readline() == b"spinning\n"
        family = psutil.Process(parent.pid).children(recursive=True)
        assert len(family) >= 2
    finally:
        parent.kill()
        parent.communicate()
    _, left = psutil.wait_procs(family, timeout=PATIENT)
    assert left == []


def _until(true) -> None:
    pause = threading.Event()
    while not true():
        pause.wait(0.01)
