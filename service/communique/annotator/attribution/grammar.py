"""Frames from the parse of a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from communique.annotator.attribution.following import Following
from communique.annotator.attribution.frame import Form, Frame
from communique.annotator.attribution.lexicon import Cue, CueKind, Lexicon
from communique.annotator.attribution.phrases import noun_phrase
from communique.annotator.attribution.reach import Reach
from communique.annotator.attribution.subjects import subject_of
from communique.annotator.parsing.parsed import ParsedSentence, Token
from communique.model import Span

AHEAD = 7
"""Words behind a verb in which the words that belong to it are looked for."""
FEWEST_BEFORE = 3
"""Words that a clause before “which” has at least."""
_CLAIMS = frozenset({"something", "claim", "charge", "allegation", "accusation", "assertion", "contention"})
_PURPOSE = frozenset({"advcl", "xcomp", "acl", "ccomp", "conj"})
_PARTICIPLES = frozenset({"advcl", "acl", "conj", "ROOT", "dep", "parataxis", "ccomp", "xcomp", "relcl"})
_PASSED_ON = frozenset({"quote", "cite"})
"""“X was quoted as saying”: X says it."""
_ASKING = frozenset({"ask", "press"})
_IMPERSONAL = frozenset({"there", "this", "that", "which", "what"})


def frames_of(sentence: ParsedSentence, lexicon: Lexicon) -> list[Frame]:
    """The frames of a sentence in the order of their cues."""
    found = [frame for token in sentence.tokens for frame in _frames_at(sentence, token, lexicon)]
    return sorted(found, key=lambda frame: frame.cue)


def _frames_at(sentence: ParsedSentence, token: Token, lexicon: Lexicon) -> Iterator[Frame]:
    if lexicon.lemmas(token.lower) and (token.is_verb or token.dependency == "ROOT"):
        cue = _cue(sentence, token, lexicon)
        if cue is not None and _has_state(sentence, token, lexicon):
            return
        verb, cue = _of_state(sentence, token, cue) if cue else (token, cue)
        frame = _verb_frame(sentence, verb, cue, lexicon) if cue else None
        if frame:
            yield frame


def _of_state(sentence: ParsedSentence, verb: Token, cue: Cue) -> tuple[Token, Cue]:
    """“X is convinced that …”: the parser may hang all on the participle, as if somebody had convinced X."""
    if verb.dependency != "auxpass" or verb.tag == "VBN" or not cue.lemma.startswith("be "):
        return verb, cue
    state = sentence.head(verb)
    if cue.kind is CueKind.UNDERTAKES and sentence.child(state, "agent") is not None:
        return verb, cue  # “was prepared by others”
    length = cue.length - (state.index - verb.index)
    return (state, Cue(cue.lemma, cue.kind, length)) if length > 0 else (verb, cue)


def _has_state(sentence: ParsedSentence, verb: Token, lexicon: Lexicon) -> bool:
    """Whether a participle only tells the state somebody is in: “is committed to”, not “was committed by”."""
    copula = sentence.child(verb, "auxpass")
    cue = _cue(sentence, copula, lexicon) if copula is not None else None
    return cue is not None and copula is not None and _of_state(sentence, copula, cue)[0] is verb


def is_passive(sentence: ParsedSentence, verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    return sentence.child(verb, "auxpass", "nsubjpass") is not None


def _cue(sentence: ParsedSentence, verb: Token, lexicon: Lexicon) -> Cue | None:
    following = [item.lower for item in sentence.tokens[verb.index + 1 : verb.index + 1 + AHEAD]]
    if is_passive(sentence, verb):
        subject = _passive_subject(sentence, verb)
        if subject is not None:
            cue = lexicon.match([verb.lower, subject.lower, *following])
            if cue and cue.length > 1:  # “attention was paid”: the noun stands before the verb
                return Cue(cue.lemma, cue.kind, max(1, cue.length - 1))
    return lexicon.match([verb.lower, *following])


def _passive_subject(sentence: ParsedSentence, verb: Token) -> Token | None:
    own = sentence.child(verb, "nsubjpass", "nsubj")
    if own is None and verb.dependency == "conj":
        return _passive_subject(sentence, sentence.head(verb))
    return own


def _verb_frame(sentence: ParsedSentence, verb: Token, cue: Cue, lexicon: Lexicon) -> Frame | None:
    if not _happens(sentence, verb, cue, lexicon):
        return None
    if is_passive(sentence, verb) and cue.lemma not in _PASSED_ON and not cue.lemma.startswith("be "):
        return _passive_frame(sentence, verb, cue, lexicon)
    subject = subject_of(sentence, verb, lexicon)
    if subject is None:
        return None
    if subject.token.lower in _IMPERSONAL and cue.kind is not CueKind.DISCUSSES:
        return None
    if cue.lemma == "regard" and sentence.tokens[max(0, verb.index - 1)].lower == "as":
        return None
    if subject.token.lower == "it" and cue.lemma.startswith("be "):
        return None
    reach = Reach(Following(sentence, verb, cue, subject, lexicon), lexicon)
    is_asking = cue.lemma in _ASKING and reach.has_infinitive
    if cue.lemma in lexicon.clausal and not (reach.has_clause or reach.is_tag or is_asking):
        return None
    content = reach.content or _agreed_to(sentence, verb, cue) or _before_which(sentence, verb)
    if cue.lemma.startswith(("be ", "top ", "dominate", "feature")) and cue.kind is CueKind.DISCUSSES:
        content = Span(sentence.tokens[subject.token.first].start, reach.clause.end)  # what is on the agenda
    return Frame(
        cue=Span(verb.start, sentence.tokens[min(verb.index + cue.length, len(sentence.tokens)) - 1].end),
        lemma=cue.lemma,
        kind=cue.kind,
        form=Form.VERB,
        subject=noun_phrase(sentence, subject.token, lexicon),
        content=content,
        clause=reach.clause,
        is_negated=_is_negated(sentence, verb, lexicon),
        is_shared=subject.is_shared,
        is_tag=subject.is_tag or reach.closes_quotation,
        is_uncertain=subject.is_guess,
    )


def _before_which(sentence: ParsedSentence, verb: Token) -> Span | None:
    """What “…, which X denies” or “…, a claim X rejects” speaks of: the words before it."""
    thing = sentence.child(verb, "dobj")
    if thing is not None and thing.lower == "which":
        comma = thing.index - 1
    elif verb.dependency == "relcl" and sentence.head(verb).lower in _CLAIMS:
        comma = sentence.head(verb).first - 1
    else:
        return None
    if comma < FEWEST_BEFORE or sentence.tokens[comma].text != ",":
        return None
    return Span(sentence.tokens[0].start, sentence.tokens[comma - 1].end)


def _agreed_to(sentence: ParsedSentence, verb: Token, cue: Cue) -> Span | None:
    """What “…, to which X agreed” or “…, which X agreed to” speaks of: the noun before it."""
    if verb.dependency != "relcl" or cue.kind is not CueKind.UNDERTAKES:
        return None
    links = [child for child in sentence.children(verb) if child.dependency == "prep"]
    if not any(thing.lower == "which" for link in links for thing in sentence.children(link)):
        return None
    thing = sentence.head(verb)
    before = [item for item in sentence.tokens[thing.index : verb.index] if item.text == ","]
    return Span(sentence.tokens[thing.first].start, (before[0].start if before else thing.end))


def _passive_frame(sentence: ParsedSentence, verb: Token, cue: Cue, lexicon: Lexicon) -> Frame | None:
    agent = sentence.child(verb, "agent")
    holder = sentence.child(agent, "pobj") if agent else None
    patient = _passive_subject(sentence, verb)
    if patient is None and verb.dependency not in ("conj", "acl", "advcl"):
        return None
    start = sentence.tokens[patient.first if patient else verb.first].start
    content = Span(start, _end(sentence, verb))
    return Frame(
        cue=verb.span,
        lemma=cue.lemma,
        kind=cue.kind,
        form=Form.VERB if holder else Form.AGENTLESS,
        subject=noun_phrase(sentence, holder, lexicon) if holder else None,
        content=content,
        clause=content,
        is_negated=_is_negated(sentence, verb, lexicon),
    )


def _end(sentence: ParsedSentence, verb: Token) -> int:
    """Where the clause of a passive ends: before the next clause that is joined to it."""
    last = verb.last
    for child in sentence.children(verb):
        if child.dependency in ("conj", "cc", "parataxis") and child.index > verb.index:
            last = min(last, child.first - 1)
    while last > verb.index and sentence.tokens[last].lower in (",", "and", ".", ";", "but", "while"):
        last -= 1
    return sentence.tokens[last].end


def _happens(sentence: ParsedSentence, verb: Token, cue: Cue, lexicon: Lexicon) -> bool:
    """Whether the act is told as having happened, not as a duty, a wish or a condition."""
    children = sentence.children(verb)
    for child in children:
        if child.index > verb.index and child.dependency not in ("mark",):
            continue
        if child.dependency == "aux" and child.lower in lexicon.hypothetical:
            return child.lower == "would" and cue.kind in (CueKind.JUDGES, CueKind.WANTS, CueKind.UNDERTAKES)
        if child.dependency == "aux" and child.lower in ("will", "’ll", "'ll"):
            return cue.kind not in (CueKind.SAYS, CueKind.DISCUSSES, CueKind.STRESSES)
        if child.dependency == "mark" and child.lower in lexicon.conditional:
            return False
    if any(child.dependency == "aux" and child.lower == "to" for child in children):
        return _is_carried(sentence, verb, cue, lexicon)
    if verb.tag == "VBG" and not any(child.dependency == "aux" for child in children):
        if verb.dependency == "conj" and sentence.head(verb).tag != "VBG":
            return False
        if verb.dependency == "acl" and cue.kind is CueKind.DISCUSSES:
            return False
        return verb.dependency in _PARTICIPLES and not _follows_preposition(sentence, verb)
    if verb.tag == "VBN" and not is_passive(sentence, verb):
        has_auxiliary = any(child.dependency == "aux" for child in children)
        if verb.dependency in ("acl", "amod") or (verb.dependency == "advcl" and not has_auxiliary):
            return False  # “asked whether …, X said”
    return verb.dependency not in ("amod", "compound")


def _is_carried(sentence: ParsedSentence, verb: Token, cue: Cue, lexicon: Lexicon) -> bool:
    """Whether an infinitive is done by the subject of a verb such as “continued” or “met”."""
    if verb.dependency not in _PURPOSE:
        return False
    for above in sentence.ancestors(verb):
        lemmas = lexicon.lemmas(above.lower)
        if any(lemma in lexicon.carriers for lemma in lemmas):
            return True
        if cue.kind is CueKind.DISCUSSES and any(lemma in lexicon.encounter_verbs for lemma in lemmas):
            return True
        if above.dependency not in _PURPOSE or sentence.child(above, "nsubj") is not None:
            return False
    return False


def _follows_preposition(sentence: ParsedSentence, verb: Token) -> bool:
    before = sentence.tokens[verb.first - 1] if verb.first else None
    marks = [child for child in sentence.children(verb) if child.dependency in ("mark", "prep")]
    words = {child.lower for child in marks if child.index < verb.index}
    return bool(words & {"without", "by", "of", "from", "before"}) or (
        before is not None and before.tag == "IN" and before.lower not in ("while", "when", "after", "in")
    )


def _is_negated(sentence: ParsedSentence, verb: Token, lexicon: Lexicon) -> bool:
    subject = sentence.child(verb, "nsubj")
    if subject is not None and any(child.lower in ("neither", "no") for child in sentence.children(subject)):
        return True
    if any(child.dependency == "neg" for child in sentence.children(verb)):
        return True
    if (
        verb.dependency == "conj"
        and verb.tag == "VB"
        and sentence.tokens[verb.index - 1].lower in ("and", "or")
    ):
        return _is_negated(sentence, sentence.head(verb), lexicon)  # “will not bow and accept”
    for above in sentence.ancestors(verb):
        if any(lemma in lexicon.withholders for lemma in lexicon.lemmas(above.lower)):
            return verb.dependency in ("xcomp", "ccomp")
        break
    thing = sentence.child(verb, "dobj")
    return thing is not None and any(
        child.lower in ("no", "few", "any") and child.dependency in ("det", "neg", "amod")
        for child in sentence.children(thing)
        if child.lower != "any"
    )
