import pytest

from communique.annotator.attribution.lexicon import CueKind, Lexicon


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.load()


def cue(lexicon, words):
    return lexicon.match(words.lower().split())


@pytest.mark.parametrize(
    ("words", "lemma", "kind"),
    [
        ("said that it rains", "say", CueKind.SAYS),
        ("called for a mission", "call for", CueKind.WANTS),
        ("called once again on the sides", "call on", CueKind.WANTS),
        ("called the claim baseless", "call", CueKind.SAYS),
        ("expressed deep concern over it", "express concern", CueKind.JUDGES),
        ("voiced readiness to assist", "voice readiness", CueKind.UNDERTAKES),
        ("expresses hope that", "express hope", CueKind.THINKS),
        ("is also ready to sign", "be ready", CueKind.UNDERTAKES),
        ("drew their attention to it", "draw attention", CueKind.SAYS),
        ("were discussed at length", None, None),
        ("discussed the treaty", "discuss", CueKind.DISCUSSES),
        ("ruled out any corridor", "rule out", CueKind.JUDGES),
        ("denied the claim", "deny", CueKind.JUDGES),
        ("criticised the move", "criticise", CueKind.JUDGES),
        ("criticizes the move", "criticize", CueKind.JUDGES),
        ("pledged support", "pledge", CueKind.UNDERTAKES),
        ("walked home", None, None),
    ],
)
def test_cues(lexicon, words, lemma, kind):
    found = cue(lexicon, words)
    assert (found.lemma if found else None, found.kind if found else None) == (lemma, kind)


def test_longest_cue_is_taken(lexicon):
    assert cue(lexicon, "raised concerns about it").length == 2
    assert cue(lexicon, "raised the question of it").lemma == "raise the question"


def test_silence_is_no_cue(lexicon):
    assert cue(lexicon, "declined to comment on it") is None
    assert cue(lexicon, "declined the invitation").lemma == "decline"


def test_passive_with_its_noun_put_second(lexicon):
    assert cue(lexicon, "paid attention to it").lemma == "pay attention"


def test_every_word_of_the_data_is_text(lexicon):
    # YAML reads a bare “on”, “no” or “yes” as true or false
    assert all(isinstance(word, str) for words in lexicon.words.values() for word in words)
    assert "on" in lexicon.words["between"]
    assert all(isinstance(word, str) for word in lexicon.negations | lexicon.mouthpieces | lexicon.accepting)
