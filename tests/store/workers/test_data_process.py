"""The process that holds the dataset, started and spoken to as the service does it."""

import dataclasses
import os
import signal
import subprocess
import sys

import psutil
import pytest

from communique.release.build import current_build
from communique.store.workers.data_process import KILL, LOADED, ORDER, Plan
from communique.store.workers.wire import DATA, END, HEAD, READY, write_job
from store.workers.asking import ASK
from store.workers.forking import forked, frames, started


def test_a_plan_comes_back_as_it_was(plan, tmp_path):
    for changed in (
        plan,
        dataclasses.replace(plan, dataset=None, store_folder=tmp_path),
    ):
        assert Plan.read(changed.write()) == changed
    assert plan.limits.memory_bytes == plan.memory_bytes
    assert plan.limits.answer.rows == plan.rows
    assert plan.limits.answer.size_bytes == plan.size_bytes


def living(process):
    return [
        child for child in psutil.Process(process.pid).children() if child.status() != psutil.STATUS_ZOMBIE
    ]


@pytest.fixture(scope="module")
def running(plan):
    with started(plan) as (process, control):
        assert control.recv(100) == LOADED
        yield process, control


def test_workers_are_forked_and_killed_by_number(running):
    process, control = running
    with forked(control, 1) as first, forked(control, 2) as second:
        assert frames(first, READY) == frames(second, READY) == [READY]
        assert len(living(process)) == 2
        control.send(ORDER.pack(KILL, 1))
        assert first.recv(1) == b""
        second.sendall(write_job(ASK))
        assert frames(second, READY) == [HEAD, DATA, END, READY]
        control.send(ORDER.pack(KILL, 1))  # once more: it is gone, and its number is nobody's
        control.send(ORDER.pack(KILL, 99))
        second.sendall(write_job(ASK))
        assert frames(second, READY) == [HEAD, DATA, END, READY]


def test_a_worker_ends_when_its_connection_does(running):
    process, control = running
    connection = forked(control, 3)
    frames(connection, READY)
    workers = living(process)
    connection.close()
    gone, alive = psutil.wait_procs(workers, timeout=120)
    assert gone
    assert not alive


def test_the_signals_of_a_terminal_do_not_end_it(running):
    process, control = running
    os.kill(process.pid, signal.SIGINT)
    os.kill(process.pid, signal.SIGTERM)
    with forked(control, 4) as connection:
        assert frames(connection, READY) == [READY]
        (worker,) = living(process)
        worker.send_signal(signal.SIGINT)
        connection.sendall(write_job(ASK))
        assert frames(connection, READY) == [HEAD, DATA, END, READY]


def test_it_ends_with_all_its_workers_when_the_service_closes_the_connection(plan):
    with started(plan) as (process, control):
        assert control.recv(100) == LOADED
        with forked(control, 1) as connection:
            assert frames(connection, READY) == [READY]
            workers = living(process)
            control.close()
            assert process.wait(120) == 0
            assert connection.recv(1) == b""
            assert len(psutil.wait_procs(workers, timeout=120)[0]) == 1


def test_its_workers_end_with_it_when_it_is_killed(plan):
    with started(plan) as (process, control):
        assert control.recv(100) == LOADED
        with forked(control, 1) as connection:
            assert frames(connection, READY) == [READY]
            workers = living(process)
            process.kill()
            assert connection.recv(1) == b""
            assert len(psutil.wait_procs(workers, timeout=120)[0]) == 1


_STARTER = """
import socket, subprocess, sys
ours, theirs = socket.socketpair()
number = theirs.fileno()
command = [sys.executable, "-m", "communique.store.workers.data_process", str(number), sys.argv[1]]
subprocess.Popen(command, pass_fds=(number,))
theirs.close()
print(ours.recv(100).decode(), end="", flush=True)
sys.stdin.read()
"""


def test_it_ends_when_the_service_is_killed(plan):
    command = [sys.executable, "-c", _STARTER, plan.write()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as service:
        assert service.stdout.readline() == LOADED
        (data_process,) = psutil.Process(service.pid).children()
        service.kill()
        assert len(psutil.wait_procs([data_process], timeout=120)[0]) == 1


def test_a_dataset_that_cannot_be_loaded_is_said_in_one_line(plan, tmp_path):
    broken = tmp_path / "dataset.nq"
    broken.write_text("no quads\n")
    for path in (broken, tmp_path / "none.nq"):
        with started(dataclasses.replace(plan, dataset=path)) as (process, control):
            said = control.recv(4096).decode()
            assert said.endswith("run `communique build`\n")
            assert said.count("\n") == 1
            assert process.wait(120) == 0
            assert process.stderr.read() == b""


def test_a_dataset_too_large_for_memory_is_read_from_the_store(plan, built):
    build = current_build(built)
    on_disk = dataclasses.replace(plan, dataset=None, store_folder=build.store_folder)
    with started(on_disk) as (_, control):
        assert control.recv(100) == LOADED
        with forked(control, 1) as connection:
            assert frames(connection, READY) == [READY]
            connection.sendall(write_job(ASK))
            assert frames(connection, READY) == [HEAD, DATA, END, READY]


def test_a_worker_whose_store_is_damaged_ends_and_says_why(plan, tmp_path):
    on_disk = dataclasses.replace(plan, dataset=None, store_folder=tmp_path)
    with started(on_disk) as (process, control):
        assert control.recv(100) == LOADED
        with forked(control, 1) as connection:
            assert connection.recv(1) == b""
        control.close()
        process.wait(120)
        said = process.stderr.read().decode()
        assert "cannot be opened" in said
        assert said.count("\n") == 1
