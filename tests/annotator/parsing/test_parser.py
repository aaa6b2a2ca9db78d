"""The parser's behaviour: offsets, what it leaves out, and a canary on the model it is pinned to."""

import pytest

from communique.annotator.parsing import is_available, parse, parser
from communique.annotator.sentences import Sentence
from communique.model import Span


def parsed(*sentences, before=""):
    text, found = before, []
    for number, words in enumerate(sentences):
        found.append(Sentence(number, Span(len(text), len(text) + len(words)), 0))
        text += words + " "
    return text, parse(text, found)


def relations(words):
    _, found = parsed(words)
    tree = found.of(0)
    return {
        (token.text, token.dependency, tree.head(token).text)
        for token in tree.tokens
        if token.dependency in ("nsubj", "nsubjpass", "ccomp", "dobj", "xcomp", "conj", "agent", "pobj")
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lavrov said that the road is open.", {("Lavrov", "nsubj", "said"), ("is", "ccomp", "said")}),
        (
            "The treaty was discussed by both sides.",
            {("treaty", "nsubjpass", "discussed"), ("sides", "pobj", "by")},
        ),
        (
            "Mirzoyan condemned the shelling and urged Russia to act.",
            {("shelling", "dobj", "condemned"), ("urged", "conj", "condemned")},
        ),
        ("Baku refused to open the corridor.", {("Baku", "nsubj", "refused"), ("open", "xcomp", "refused")}),
        ("Views were exchanged on the peace process.", {("Views", "nsubjpass", "exchanged")}),
    ],
)
def test_canary(words, expected):
    """Another model, or another version of it, shows here before it shows in annotations."""
    assert expected <= relations(words)


def test_offsets_are_code_points_of_the_text():
    text, found = parsed("Élysée said “yes”.", "Բարեւ said Lavrov 𝟙 times.", before="𝔸 ")
    for number in (0, 1):
        for token in found.of(number).tokens:
            assert text[token.start : token.end] == token.text
            assert text[token.span.start : token.span.end] == token.text


def test_tree():
    _, found = parsed("The minister of Armenia said that the road is open.")
    tree = found.of(0)
    said = next(token for token in tree.tokens if token.text == "said")
    subject = tree.child(said, "nsubj")
    assert subject.text == "minister"
    assert tree.phrase(subject) == Span(0, len("The minister of Armenia"))
    assert tree.head(subject) is said
    assert list(tree.ancestors(tree.child(subject, "det"))) == [subject, said]
    assert tree.at(4).text == "minister"
    assert tree.at(len("The minister ") - 1).text == "of"
    assert tree.at(1000) is None


def test_dictionary_forms():
    _, found = parsed("The sides were stressing their needs.")
    assert [token.lemma for token in found.of(0).tokens] == [
        "the",
        "side",
        "be",
        "stress",
        "their",
        "need",
        ".",
    ]


def test_sentence_that_is_too_long_is_left_out():
    _, found = parsed("x " * parser.LONGEST, "Lavrov left.")
    assert found.of(0) is None
    assert found.of(1) is not None


def test_nothing_to_parse():
    assert parse("", []).sentences == {}


def test_without_the_extra_there_is_no_parse(monkeypatch):
    is_available.cache_clear()
    monkeypatch.setattr(parser, "MODEL", "a_model_that_is_not_installed")
    try:
        assert parsed("Lavrov left.")[1] is None
    finally:
        is_available.cache_clear()


def test_model_is_loaded_once():
    assert parser._parser() is parser._parser()
