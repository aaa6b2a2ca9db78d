"""Whose verb it is: the subject of a verb, its own or that of a verb it hangs on."""

from __future__ import annotations

from dataclasses import dataclass

from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.attribution.marks import CLOSING
from communique.annotator.parsing.parsed import ParsedSentence, Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_TAG_WORDS = frozenset({"DT", "JJ", "NN", "NNP", "NNPS", "POS", "PRP", "PRP$"})
_PASSED_ON = frozenset({"conj", "xcomp", "advcl", "acl", "dep", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The head of the words that name who acts."""

    token: Token
    is_shared: bool = False
    """It is the subject of another verb too."""
    is_guess: bool = False
    is_tag: bool = False
    """It stands with its verb behind a comma or quotation mark: “…, X said”."""


def subject_of(sentence: ParsedSentence, verb: Token, lexicon: Lexicon) -> Subject | None:
    """The subject of a verb, or None if it has none in this sentence."""
    tag = _in_tag(sentence, verb)
    if tag is not None:
        return Subject(tag, is_tag=True)
    beside = _beside(sentence, verb)
    if beside is not None:
        return Subject(beside)
    own = _own(sentence, verb)
    if own is not None:
        return _resolved(sentence, verb, own)
    current = verb
    for _ in range(4):
        if current.dependency == "relcl":
            return Subject(sentence.head(current), is_shared=False)
        if current.dependency == "acl":
            head = sentence.head(current)
            if head.lower not in lexicon.mouthpieces:
                return Subject(head, is_shared=True)
            named = [child for child in sentence.children(head) if child.dependency in ("poss", "prep")]
            if named and any(_names(sentence, child) for child in named):
                return Subject(head, is_shared=True)
            current = head  # “Lavrov issued a statement saying …”
            continue
        if current.dependency not in _PASSED_ON and current is verb:
            return _guess(sentence, verb)
        above = sentence.head(current)
        if above is current:
            break
        found = _own(sentence, above) if above.is_verb or above.tag == "MD" else None
        if found is not None:
            if current.dependency == "ccomp" and current is verb and above.index < verb.index:
                return None  # a clause of its own whose subject the parser lost
            resolved = _resolved(sentence, above, found)
            return Subject(resolved.token, is_shared=True)
        current = above
    return _guess(sentence, verb)


def _in_tag(sentence: ParsedSentence, verb: Token) -> Token | None:
    """The subject in “…,” added Lavrov” or “…, Lavrov went on, …”, whatever the parser made of it.

    The parser loses its way between quotation marks; which words stand around the verb says enough.
    """
    tokens = sentence.tokens
    before = verb.index - 1
    if before >= 0 and tokens[before].text in CLOSING:
        return _noun_after(sentence, verb.index + 1)
    while before >= 0 and tokens[before].tag == "RB":
        before -= 1
    last = before
    while before >= 0 and tokens[before].tag in _TAG_WORDS:
        before -= 1
    if last == before or before < 1:
        return None
    is_tag = tokens[before].text in CLOSING or (tokens[before].text == "," and _breaks_off(sentence, verb))
    return tokens[last] if is_tag and tokens[last].tag in ("NNP", "NN", "PRP") else None


def _beside(sentence: ParsedSentence, verb: Token) -> Token | None:
    """The name between two commas right before a verb: “the minister, X, said”."""
    tokens = sentence.tokens
    place = verb.index - 2
    if place < 2 or tokens[verb.index - 1].text != "," or tokens[place].tag != "NNP":
        return None
    first = place
    while first > 0 and tokens[first - 1].tag == "NNP":
        first -= 1
    if first < 2 or tokens[first - 1].text != "," or not tokens[first - 2].is_noun:
        return None
    return tokens[place]


def _breaks_off(sentence: ParsedSentence, verb: Token) -> bool:
    """Whether a comma follows a verb, or it and a short particle."""
    following = sentence.tokens[verb.index + 1 : verb.index + 3]
    return any(item.text == "," for item in following[:1]) or (
        len(following) == 2 and following[0].tag in ("RP", "IN", "RB") and following[1].text == ","
    )


def _noun_after(sentence: ParsedSentence, place: int) -> Token | None:
    found = None
    for token in sentence.tokens[place : place + 10]:
        if token.tag in ("NNP", "NN", "NNPS", "PRP"):
            found = token
        elif token.tag not in _TAG_WORDS:
            break
    return found


def _names(sentence: ParsedSentence, child: Token) -> bool:
    return (child.dependency == "poss" and child.tag != "PRP$") or child.lower in ("of", "by", "from")


def _own(sentence: ParsedSentence, verb: Token) -> Token | None:
    for child in sentence.children(verb):
        if child.dependency in _SUBJECTS and child.lower not in ("there",):
            return child
    return None


def _resolved(sentence: ParsedSentence, verb: Token, subject: Token) -> Subject:
    """A relative pronoun stands for the noun that its clause hangs on."""
    if subject.lower in _RELATIVE and verb.dependency == "relcl":
        return Subject(sentence.head(verb))
    return Subject(subject)


def _guess(sentence: ParsedSentence, verb: Token) -> Subject | None:
    """The name right before the verb; else the subject of the whole sentence, if the verb is finite."""
    for place in (verb.index - 1, verb.index - 2):
        if place >= 0 and sentence.tokens[place].tag in ("NNP", "NNPS", "PRP"):
            return Subject(_top(sentence, sentence.tokens[place]), is_guess=True)
    if verb.tag not in ("VBD", "VBZ", "VBP"):
        return None
    root = next(token for token in sentence.tokens if token.head == token.index)
    before = [
        child for child in sentence.children(root) if child.dependency == "ccomp" and child.index < root.index
    ]
    own = _own(sentence, root) or (_own(sentence, before[0]) if before else None)
    if own is None or own.index > verb.index:
        return None
    return Subject(own, is_shared=True, is_guess=True)


def _top(sentence: ParsedSentence, token: Token) -> Token:
    """The last word of a name."""
    while token.dependency in ("compound", "nmod") and sentence.head(token).is_noun:
        token = sentence.head(token)
    return token
