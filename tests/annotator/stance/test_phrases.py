from __future__ import annotations

import pytest

from communique.annotator.stance.lexicon import lexicon
from communique.annotator.stance.phrases import Phrasebook, expand, likened, verb_forms


def found_in(text: str, *phrases: str, **names: str) -> list[str]:
    book = Phrasebook([(phrase, phrase) for phrase in phrases], names)
    return [text[item.span.start : item.span.end] for item in book.find(likened(text))]


def test_offsets_stay_whatever_the_marks():
    text = "“Don’t” – İzmir said"

    assert len(likened(text)) == len(text)
    assert likened(text).startswith('"don\'t" - ')


def test_the_longest_match_of_a_label_counts():
    assert found_in("the peace treaty text", "peace(?: treaty)?(?: text)?") == ["peace treaty text"]


def test_phrases_match_whole_words_only():
    assert found_in("landmines and mines", "mines") == ["mines"]
    assert found_in("undermines", "mines") == []


def test_a_space_crosses_quotation_marks_but_no_paragraph():
    assert found_in("the “illegal” blockade", "illegal blockade") == ["illegal” blockade"]
    assert found_in("the illegal\n\nblockade", "illegal blockade") == []


def test_phrases_may_begin_with_what_is_optional():
    assert found_in("a lasting peace", "(?:lasting |just )*peace") == ["lasting peace", "peace"]


def test_a_look_ahead_ends_a_phrase():
    assert found_in("support by all means; support for talks", "support (?!by)") == ["support "]


def test_names_and_verbs_are_written_out():
    assert expand("{nk} <deny>", {"nk": "Karabakh"}) == "karabakh (?:deny|denies|denied|denying)"


@pytest.mark.parametrize(
    ("verb", "past"), [("agree", "agreed"), ("commit", "committed"), ("deny", "denied"), ("press", "pressed")]
)
def test_past_forms(verb, past):
    assert past in verb_forms(verb)


def test_a_name_that_is_not_given_is_an_error():
    with pytest.raises(ValueError, match=r"uses \{nk\}, which is not among the names"):
        expand("{nk}", {})


def test_a_phrase_that_is_no_expression_is_an_error():
    with pytest.raises(ValueError, match="is not a regular expression"):
        Phrasebook([("(unclosed", "x")], {})


def test_every_issue_of_the_codebook_has_wordings(dataset_knowledge):
    worded = {item.thing.slug for item in lexicon().targets.labels}

    missing = set(dataset_knowledge.issues) - worded - {"peace-treaty"}  # the draft treaty stands for it
    assert missing == set()


def test_every_wording_names_a_thing_that_the_graph_has(dataset_knowledge):
    assert [
        str(item.thing) for item in lexicon().targets.labels if not dataset_knowledge.is_known(item.thing)
    ] == []
