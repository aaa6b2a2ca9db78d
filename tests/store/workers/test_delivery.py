import asyncio

import pytest

from communique.store.protocol import DeadlineError, Form, QueryError
from communique.store.workers.delivery import HELD_BYTES, Delivery
from communique.store.workers.wire import Head

HEAD = Head(Form.table, "text/csv")


class Told:
    """What a delivery reports."""

    def __init__(self):
        self.abandoned, self.drained = [], 0

    def drain(self):
        self.drained += 1


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def during(told):
    """Runs a test in an event loop, with a delivery."""

    def run(test):
        async def main():
            delivery = Delivery(told.abandoned.append, told.drain)
            await asyncio.wait_for(test(delivery), 60)

        asyncio.run(main())

    return run


async def read(delivery):
    return b"".join([piece async for piece in delivery.pieces()])


def test_a_short_answer_is_held_until_it_is_complete(during):
    async def test(delivery):
        waiting = asyncio.create_task(delivery.settled())
        delivery.begin(HEAD)
        delivery.add(b"abc")
        await asyncio.sleep(0)
        assert not waiting.done()
        assert delivery.whole() is None
        delivery.add(b"def")
        delivery.finish(cut=False)
        assert await waiting == HEAD
        assert delivery.whole() == b"abcdef"
        assert not delivery.cut

    during(test)


def test_an_answer_without_a_byte_is_whole(during):
    async def test(delivery):
        delivery.begin(HEAD)
        delivery.finish(cut=False)
        await delivery.settled()
        assert delivery.whole() == b""
        assert await read(delivery) == b""

    during(test)


def test_a_long_answer_is_given_on_while_it_comes(during, told):
    async def test(delivery):
        delivery.begin(HEAD)
        delivery.add(b"a" * HELD_BYTES)
        waiting = asyncio.create_task(delivery.settled())
        await asyncio.sleep(0)
        assert not waiting.done()
        delivery.add(b"b")
        await waiting
        assert not delivery.complete
        assert delivery.whole() is None
        pieces = delivery.pieces()
        assert await anext(pieces) == b"a" * HELD_BYTES
        assert await anext(pieces) == b"b"
        assert told.drained == 2
        rest = asyncio.create_task(anext(pieces))
        await asyncio.sleep(0)
        assert not rest.done()
        delivery.add(b"c")
        assert await rest == b"c"
        delivery.finish(cut=True)
        assert [piece async for piece in pieces] == []
        assert delivery.cut

    during(test)


def test_whole_is_for_short_answers_of_which_nothing_has_been_taken(during):
    async def test(delivery):
        delivery.begin(HEAD)
        delivery.add(b"abc")
        delivery.add(b"def")
        assert await anext(delivery.pieces()) == b"abc"
        delivery.finish(cut=False)
        assert delivery.whole() is None
        assert await read(delivery) == b"def"

    during(test)

    async def long(delivery):
        delivery.begin(HEAD)
        delivery.add(b"a" * (HELD_BYTES + 1))
        delivery.finish(cut=False)
        assert delivery.whole() is None
        assert len(await read(delivery)) == HELD_BYTES + 1

    during(long)


def test_an_error_instead_of_an_answer(during):
    async def test(delivery):
        delivery.begin(HEAD)
        delivery.add(b"half of")
        delivery.fail(DeadlineError("too late"))
        with pytest.raises(DeadlineError, match="too late"):
            await delivery.settled()
        assert delivery.whole() is None

    during(test)


def test_an_error_in_the_middle_comes_after_what_there_is(during):
    """And never looks like the end."""

    async def test(delivery):
        delivery.begin(HEAD)
        delivery.add(b"a" * (HELD_BYTES + 1))
        assert await delivery.settled() == HEAD
        delivery.fail(DeadlineError("too late"))
        pieces = delivery.pieces()
        assert await anext(pieces) == b"a" * (HELD_BYTES + 1)
        with pytest.raises(DeadlineError):
            await anext(pieces)
        assert delivery.whole() is None
        assert not delivery.complete

    during(test)


def test_one_who_waits_for_more_is_told_of_the_error(during):
    async def test(delivery):
        delivery.begin(HEAD)
        reading = asyncio.create_task(read(delivery))
        await asyncio.sleep(0)
        delivery.fail(QueryError("no more"))
        with pytest.raises(QueryError, match="no more"):
            await reading

    during(test)


def test_an_error_after_the_end_changes_nothing(during):
    async def test(delivery):
        delivery.begin(HEAD)
        delivery.add(b"abc")
        delivery.finish(cut=False)
        delivery.fail(QueryError("the worker was ended"))
        assert await delivery.settled() == HEAD
        assert delivery.whole() == b"abc"

    during(test)


def test_the_first_error_is_the_one_that_counts(during):
    async def test(delivery):
        delivery.fail(DeadlineError("first"))
        delivery.fail(QueryError("second"))
        with pytest.raises(DeadlineError, match="first"):
            await delivery.settled()

    during(test)


def test_giving_up_is_reported_and_frees_what_waits(during, told):
    async def test(delivery):
        delivery.begin(HEAD)
        delivery.add(b"a" * 10)
        assert not delivery.ended
        delivery.close()
        assert told.abandoned == [delivery]
        assert delivery.spool.waiting == 0

    during(test)


def test_what_is_dropped_never_looks_like_the_end(during):
    async def test(delivery):
        delivery.begin(HEAD)
        delivery.add(b"a" * (HELD_BYTES + 1))
        delivery.add(b"b")
        delivery.finish(cut=False)
        pieces = delivery.pieces()
        assert len(await anext(pieces)) == HELD_BYTES + 1
        delivery.drop(QueryError("read too slowly"))
        assert delivery.spool.waiting == 0
        assert delivery.ended
        with pytest.raises(QueryError, match="too slowly"):
            await anext(pieces)

    during(test)


def test_one_can_wait_for_all_of_it_without_taking_any(during):
    async def test(delivery):
        waiting = asyncio.create_task(delivery.completed())
        delivery.begin(HEAD)
        delivery.add(b"a" * (HELD_BYTES + 1))
        await asyncio.sleep(0)
        assert not waiting.done()
        delivery.finish(cut=False)
        assert await waiting == HELD_BYTES + 1
        assert await read(delivery) == b"a" * (HELD_BYTES + 1)

    during(test)

    async def failing(delivery):
        waiting = asyncio.create_task(delivery.completed())
        await asyncio.sleep(0)
        delivery.fail(DeadlineError("too late"))
        with pytest.raises(DeadlineError):
            await waiting

    during(failing)
