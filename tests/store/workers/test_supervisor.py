"""Keeping a data process running."""

import asyncio
import dataclasses
import os
import signal

import psutil
import pytest

from communique.store.workers import supervisor as module
from communique.store.workers.supervisor import DataProcessError, Supervisor
from communique.store.workers.wire import READY, frame
from store.workers.asking import until


def children():
    """The living processes that this one has started."""
    return {
        child.pid
        for child in psutil.Process().children(recursive=True)
        if child.status() != psutil.STATUS_ZOMBIE
    }


async def ready(forked):
    """Wait until a worker says that it is ready; its connection."""
    assert forked is not None
    _, connection = forked
    data = await asyncio.get_running_loop().sock_recv(connection, 100)
    assert data == frame(READY)
    return connection


def test_it_starts_forks_and_ends_a_data_process(loop, plan):
    before = children()

    async def test():
        opened = Supervisor(plan)
        assert not opened.running
        assert opened.fork() is None
        opened.kill(1)  # nobody
        await opened.start()
        assert opened.running
        assert opened.process_id in children()
        forked = opened.fork()
        connection = await ready(forked)
        opened.kill(forked[0])
        assert await asyncio.get_running_loop().sock_recv(connection, 1) == b""
        connection.close()
        other = await ready(opened.fork())
        await opened.close()
        assert not opened.running
        assert opened.process_id is None
        assert await asyncio.get_running_loop().sock_recv(other, 1) == b""
        other.close()
        await until(lambda: children() == before)
        await opened.close()  # once more does no harm

    loop.do(test())


def test_a_data_process_that_was_killed_is_started_again(loop, plan):
    before = children()

    async def test():
        opened, started = Supervisor(plan), []
        opened.when_started(lambda: started.append(opened.process_id))
        await opened.start()
        for round_ in (1, 2):
            killed = opened.process_id
            connection = await ready(opened.fork())
            os.kill(killed, signal.SIGKILL)
            assert await asyncio.get_running_loop().sock_recv(connection, 1) == b""
            connection.close()
            await until(lambda: len(started) == round_ + 1)  # noqa: B023 - waited for in this round
            assert opened.process_id not in (None, killed)
            assert len(children() - before) == 1
        (await ready(opened.fork())).close()
        await opened.close()
        await until(lambda: children() == before)

    loop.do(test())


def test_a_data_process_that_fails_again_and_again_is_tried_again_and_again(
    loop, plan, tmp_path, monkeypatch, caplog
):
    """And succeeds as soon as it can."""
    dataset = tmp_path / "dataset.nq"
    dataset.write_bytes(plan.dataset.read_bytes())
    monkeypatch.setattr(module, "_FIRST_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(module, "_LONGEST_PAUSE_SECONDS", 0.02)

    async def test():
        opened = Supervisor(dataclasses.replace(plan, dataset=dataset))
        await opened.start()
        dataset.rename(tmp_path / "away.nq")
        os.kill(opened.process_id, signal.SIGKILL)
        await until(lambda: caplog.text.count("cannot be loaded") >= 2)
        assert not opened.running
        assert opened.fork() is None
        (tmp_path / "away.nq").rename(dataset)
        await until(lambda: opened.running)
        (await ready(opened.fork())).close()
        await opened.close()

    loop.do(test())


def test_closing_while_it_is_started_again_leaves_nothing(loop, plan):
    before = children()

    async def test():
        opened = Supervisor(plan)
        await opened.start()
        os.kill(opened.process_id, signal.SIGKILL)
        await until(lambda: not opened.running)
        await opened.close()
        await until(lambda: children() == before)

    loop.do(test())


def test_a_dataset_that_cannot_be_loaded_is_said_in_one_line(loop, plan, tmp_path):
    before = children()

    async def test():
        opened = Supervisor(dataclasses.replace(plan, dataset=tmp_path / "none.nq"))
        with pytest.raises(DataProcessError, match="run `communique build`") as caught:
            await opened.start()
        assert "\n" not in str(caught.value)
        assert not opened.running
        await opened.close()
        await until(lambda: children() == before)

    loop.do(test())


def test_a_program_that_cannot_be_started_is_said(loop, plan, monkeypatch):
    async def test():
        opened = Supervisor(plan)
        monkeypatch.setattr(module.sys, "executable", "/no/such/program")
        with pytest.raises(DataProcessError, match="could not be started"):
            await opened.start()
        monkeypatch.setattr(module.sys, "executable", "/bin/true")
        with pytest.raises(DataProcessError, match="ended before it was ready"):
            await opened.start()
        await opened.close()

    loop.do(test())
