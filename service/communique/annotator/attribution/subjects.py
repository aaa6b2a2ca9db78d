"""Whose verb it is: the subject of a verb, its own or that of a verb it hangs on."""

from __future__ import annotations

from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.attribution.subject import Subject
from communique.annotator.attribution.tags import FINITE, beside, in_tag, parted, titled
from communique.annotator.parsing.parsed import ParsedSentence, Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_PASSED_ON = frozenset({"conj", "xcomp", "advcl", "acl", "dep", "ccomp", "parataxis"})


def subject_of(sentence: ParsedSentence, verb: Token, lexicon: Lexicon) -> Subject | None:
    """The subject of a verb, or None if it has none in this sentence."""
    quoted = _quoted_as_saying(sentence, verb)
    if quoted is not None:
        teller = _own(sentence, verb)
        return Subject(quoted, first=teller.first if teller is not None else None)
    tag = in_tag(sentence, verb) or titled(sentence, verb)
    if tag is not None:
        return tag
    further = _of_participle(sentence, verb, lexicon)
    if further is not None:
        return Subject(further, is_shared=True)
    name = beside(sentence, verb)
    if name is not None:
        return Subject(name)
    own = _own(sentence, verb)
    if own is not None:
        return _resolved(sentence, verb, own)
    further = _further_out(sentence, verb)
    if further is not None:
        return Subject(further, is_shared=True)
    name = parted(sentence, verb)
    if name is not None:
        return Subject(name)
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


def _further_out(sentence: ParsedSentence, verb: Token) -> Token | None:
    """The subject of the outermost verb with which a verb in the past goes on."""
    for outer in reversed(list(sentence.ancestors(verb))):
        own = _own(sentence, outer) if goes_further_out(sentence, verb, outer) else None
        if own is not None:
            return _resolved(sentence, outer, own).token
    return None


def goes_further_out(sentence: ParsedSentence, verb: Token, outer: Token) -> bool:
    """Whether a verb in the past is joined to an outer one, not to the clause the parser joins it to.

    “X said that Y is … and urged …”: the tense tells that X urged.
    """
    if verb.dependency != "conj" or verb.tag != "VBD" or outer.tag != "VBD" or outer.index >= verb.index:
        return False
    joined = sentence.head(verb)
    is_other = joined.tag in ("VBZ", "VBP") or _has_modal(sentence, joined)
    return (
        is_other
        and joined.index > outer.index
        and _own(sentence, verb) is None
        and outer in sentence.ancestors(joined)
    )


def _has_modal(sentence: ParsedSentence, verb: Token) -> bool:
    """Whether a verb is told of what would, will or does happen."""
    return verb.tag == "VB" and any(
        child.tag in ("MD", "VBZ", "VBP") and child.dependency == "aux" for child in sentence.children(verb)
    )


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


def _of_participle(sentence: ParsedSentence, verb: Token, lexicon: Lexicon) -> Token | None:
    """Who goes on in “X voiced hope that Y would join, saying …”: X, not Y."""
    before = sentence.tokens[verb.index - 1].text if verb.index else ""
    if verb.tag != "VBG" or before != "," or not set(lexicon.lemmas(verb.lower)) & lexicon.words["going_on"]:
        return None
    above = sentence.head(verb)
    if not _has_modal(sentence, above):
        return None
    outer = [item for item in sentence.ancestors(above) if item.tag in FINITE and item.index < above.index]
    owners = [own for item in outer if (own := _own(sentence, item)) is not None]
    return owners[-1] if owners else None


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
            return Subject(_first_joined(sentence, _top(sentence, token)), is_guess=True)
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


def _first_joined(sentence: ParsedSentence, token: Token) -> Token:
    """The first of several names joined by “and”: “on Friday in Prague A and B confirmed”."""
    while token.dependency == "conj" and sentence.head(token).is_noun and sentence.head(token).tag == "NNP":
        token = sentence.head(token)
    return token


def _top(sentence: ParsedSentence, token: Token) -> Token:
    """The last word of a name."""
    while token.dependency in ("compound", "nmod") and sentence.head(token).is_noun:
        token = sentence.head(token)
    return token
