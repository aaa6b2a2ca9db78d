import datetime

from communique.corpus.editions import anchored
from communique.corpus.quoting import describe, locate
from communique.model import Mention, Span, Thing

TEXT = "Berg met Dahl. Berg said the ferries must run, and that the accord of the two countries is valid."
EDITION = "UPDATED. Berg met Dahl. Later, Berg said the ferries must run again, and the accord is dead."
WHEN = datetime.datetime(2022, 5, 17, tzinfo=datetime.UTC)


def mention(words: str) -> Mention:
    span = locate(TEXT, words)
    return Mention("a", "reader", span, describe(TEXT, span), Thing("actor", "x"), "hand", WHEN)


def test_only_words_that_stand_exactly_once_are_found_again():
    same, gone, moved = mention("Berg met Dahl"), mention("two countries"), mention("ferries must run")
    outcome = anchored(EDITION, [same, gone, moved])
    assert outcome.found == ((same, Span(9, 22)), (moved, Span(45, 61)))
    assert outcome.lost == (gone,)


def test_words_that_stand_twice_now_are_lost():
    outcome = anchored(TEXT + " Berg met Dahl.", [mention("Berg met Dahl")])
    assert (outcome.found, len(outcome.lost)) == ((), 1)
