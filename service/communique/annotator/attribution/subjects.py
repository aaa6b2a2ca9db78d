"""Whose verb it is: the subject of a verb, its own or that of a verb it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.attribution.marks import CLOSING, OPENING
from communique.annotator.parsing.parsed import ParsedSentence, Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_TAG_WORDS = frozenset({"DT", "JJ", "NN", "NNP", "NNPS", "POS", "PRP", "PRP$"})
_PASSED_ON = frozenset({"conj", "xcomp", "advcl", "acl", "dep", "ccomp", "parataxis"})
_JOINING = frozenset({"of", "to", "for"})
"""Prepositions within a title: “Assistant to the President of X”."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PARTED = frozenset({"of", "for", "to", "and"})
_ASIDE = frozenset({"IN", "VBN", "VBD", "VBG", "RB", "WP", "WRB", "TO"})
"""How what stands between a name and its verb begins."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The head of the words that name who acts."""

    token: Token
    is_shared: bool = False
    """It is the subject of another verb too."""
    is_guess: bool = False
    is_tag: bool = False
    """It stands with its verb behind a comma or quotation mark: “…, X said”."""
    first: int | None = None
    """Of a tag, the first token, titles included."""
    is_last: bool = False
    """What is said stands before the tag, all of it."""


def subject_of(sentence: ParsedSentence, verb: Token, lexicon: Lexicon) -> Subject | None:
    """The subject of a verb, or None if it has none in this sentence."""
    quoted = _quoted_as_saying(sentence, verb)
    if quoted is not None:
        teller = _own(sentence, verb)
        return Subject(quoted, first=teller.first if teller is not None else None)
    tag = _in_tag(sentence, verb)
    if tag is not None:
        return tag
    beside = _beside(sentence, verb)
    if beside is not None:
        return Subject(beside)
    own = _own(sentence, verb)
    if own is not None:
        return _resolved(sentence, verb, own)
    parted = _parted(sentence, verb)
    if parted is not None:
        return Subject(parted)
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


def _quoted_as_saying(sentence: ParsedSentence, verb: Token) -> Token | None:
    """Whom an agency “quoted as saying” something."""
    if not verb.lower.startswith(("quot", "cit")):
        return None
    thing = sentence.child(verb, "dobj")
    if thing is None:
        return None
    behind = [item.lower for item in sentence.tokens[thing.last + 1 : thing.last + 3]]
    if behind[:1] != ["as"] or behind[1:] not in (["saying"], ["stating"], ["telling"]):
        return None
    teller = _own(sentence, verb)
    owner = sentence.child(teller, "poss") if teller is not None and thing.tag == "PRP" else None
    return owner or thing  # “X's office quoted him as saying”


def _in_tag(sentence: ParsedSentence, verb: Token) -> Subject | None:
    """The subject in “…,” added Lavrov” or “…, Lavrov went on, …”, whatever the parser made of it.

    The parser loses its way between quotation marks; which words stand around the verb says enough.
    """
    tokens = sentence.tokens
    before = verb.index - 1
    if before >= 0 and tokens[before].text in CLOSING:
        after = _noun_after(sentence, verb.index + 1)
        return Subject(after, is_tag=True) if after is not None else None
    while before >= 0 and tokens[before].tag == "RB":
        before -= 1
    last = before
    while before >= 0 and (tokens[before].tag in _TAG_WORDS or tokens[before].lower in _JOINING):
        before -= 1
    if last == before or before < 1:
        return None
    has_comma = tokens[before].text == ","
    is_last = has_comma and _ends(sentence, verb, before)
    is_tag = tokens[before].text in CLOSING or (has_comma and _breaks_off(sentence, verb)) or is_last
    if not is_tag or tokens[last].tag not in ("NNP", "NN", "PRP"):
        return None
    return Subject(tokens[last], is_tag=True, first=before + 1, is_last=is_last)


def _ends(sentence: ParsedSentence, verb: Token, comma: int) -> bool:
    """Whether a clause stands before the comma, and nothing but when, where and to whom behind the verb."""
    tokens = sentence.tokens
    if tokens[0].tag in ("IN", "VBG", "VBN", "RB", "TO", "WRB") or tokens[comma + 1].tag == "IN":
        return False
    if verb.tag != "VBD" or not any(item.tag in _FINITE for item in tokens[:comma]):
        return False
    behind = tokens[verb.index + 1 :]
    end = next((item.index for item in behind if item.text in (",", ".")), len(tokens))
    tail = tokens[verb.index + 1 : end]
    return bool(tail) and not any(
        item.tag in (*_FINITE, "WDT", "TO")
        or item.lower in ("that", ":", "about", "of")
        or item.text in OPENING
        for item in tail
    )


def _parted(sentence: ParsedSentence, verb: Token) -> Token | None:
    """The name that commas part from its verb: “X, asked on Monday, said”, “Later, X, in a post, said”."""
    tokens = sentence.tokens
    comma = verb.index - 1
    while comma > 0 and tokens[comma].tag == "RB":
        comma -= 1
    if comma < 2 or tokens[comma].text != "," or verb.tag not in _FINITE:
        return None
    breaks = [-1, *(item.index for item in tokens[:comma] if item.text == ",")]
    for before, after in reversed(list(pairwise(breaks))):
        name = tokens[before + 1 : after]
        if not name or not name[-1].is_noun or tokens[after + 1].tag not in _ASIDE:
            continue
        if name[0].tag != "CC" and all(
            item.tag in _TAG_WORDS | {"NNS"} or (item.lower in _PARTED and item is not name[0])
            for item in name
        ):
            return name[-1]
    return None


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
    found: Token | None = None
    for child in sentence.children(verb):
        if child.dependency not in _SUBJECTS or child.lower == "there":
            continue
        if found is None:
            found = child
        elif child.tag == "NNP" and child.first == found.last + 1:
            return child  # “its envoy X”, which the parser took for two
    return found


def _resolved(sentence: ParsedSentence, verb: Token, subject: Token) -> Subject:
    """A relative pronoun stands for the noun that its clause hangs on."""
    if subject.lower in _RELATIVE and verb.dependency == "relcl":
        return Subject(sentence.head(verb))
    return Subject(subject)


def _guess(sentence: ParsedSentence, verb: Token) -> Subject | None:
    """The name right before the verb; else the subject of the whole sentence, if the verb is finite."""
    for place in (verb.index - 1, verb.index - 2):
        token = sentence.tokens[place] if place >= 0 else None
        if token is not None and token.tag in ("NNP", "NNPS", "PRP") and token.dependency != "npadvmod":
            if place == verb.index - 2 and token.dependency == "pobj":
                continue  # “…, asked on Monday, said”
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
