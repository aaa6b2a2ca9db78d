"""Which words of a noun phrase may name the holder."""

from __future__ import annotations

from communique.annotator.attribution.frame import NounPhrase
from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.parsing.parsed import ParsedSentence, Token
from communique.model import Span

_OWNERS = ("of", "by", "from", "for", "at", "in")


def noun_phrase(sentence: ParsedSentence, head: Token, lexicon: Lexicon) -> NounPhrase:
    """The words of a noun phrase in the order in which they are asked for a holder.

    First the head and what is joined to it by “and”; then what stands beside it (“the minister, X”); then, if
    the head is a document or mouthpiece (“a statement by X”, “X's press service”), whose it is.
    """
    together = _joined(sentence, head)
    tiers = [tuple(token.span for token in together)]
    beside = [child for token in together for child in _beside(sentence, token)]
    if beside:
        tiers.append(tuple(token.span for token in beside))
    if head.lower in lexicon.mouthpieces or head.lemma in lexicon.mouthpieces:
        tiers += [tuple(item.span for item in _joined(sentence, token)) for token in _owners(sentence, head)]
    return NounPhrase(
        Span(sentence.tokens[_first(sentence, head)].start, _last(sentence, together)), tuple(tiers)
    )


def _joined(sentence: ParsedSentence, head: Token) -> list[Token]:
    found = [head]
    for child in sentence.children(head):
        if child.dependency != "conj" or not (child.is_noun or child.tag == "PRP"):
            continue
        if head.tag in ("NN", "NNS", "NNPS") and child.tag == "NNP" and _owns(sentence, head, child):
            continue  # “the ministers of A and B”: B is joined to A, whatever the parser says
        found += _joined(sentence, child)
    return found


def _owns(sentence: ParsedSentence, head: Token, other: Token) -> bool:
    return any(item.lower in ("of", "from", "between") for item in sentence.tokens[head.index : other.index])


def _beside(sentence: ParsedSentence, token: Token) -> list[Token]:
    """What stands beside a common noun; beside a name (“Jane Roe (France)”) stands what the name is not."""
    if token.tag == "NNP":
        return []
    return [child for child in sentence.children(token) if child.dependency == "appos"]


def _owners(sentence: ParsedSentence, head: Token) -> list[Token]:
    found: list[Token] = []
    following = sentence.tokens[head.index + 1 : head.index + 2]
    if following and following[0].lower == "by" and following[0].head != head.index:
        thing = sentence.child(following[0], "pobj")
        found += [thing] if thing is not None else []  # “…,” read a statement by X
    for child in sentence.children(head):
        if child.dependency in ("poss", "compound", "nmod", "appos"):
            found.append(child)
            found += _owners(sentence, child) if child.dependency == "poss" else []
        elif child.dependency == "acl":  # “the statement issued by X”
            agent = sentence.child(child, "agent")
            thing = sentence.child(agent, "pobj") if agent is not None else None
            found += [thing] if thing is not None else []
        elif child.dependency in ("prep", "agent") and child.lower in _OWNERS:
            thing = sentence.child(child, "pobj")
            if thing is not None:
                found += [thing, *_owners(sentence, thing)]
    return found


def _first(sentence: ParsedSentence, head: Token) -> int:
    return head.first


def _last(sentence: ParsedSentence, together: list[Token]) -> int:
    """Where the phrase ends, without clauses that hang on it."""
    last = max(token.index for token in together)
    for token in (together[0], together[-1]):
        for child in sentence.children(token):
            if child.dependency in ("prep", "case", "appos", "conj"):
                last = max(last, child.last)
    return sentence.tokens[last].end
