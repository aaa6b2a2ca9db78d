"""What follows a cue: where its content begins, and how far it goes."""

from __future__ import annotations

from functools import cached_property

from communique.annotator.attribution.lexicon import Cue, CueKind, Lexicon
from communique.annotator.attribution.marks import CLOSING, OPENING, opens
from communique.annotator.attribution.subject import Subject
from communique.annotator.attribution.subjects import goes_further_out
from communique.annotator.parsing.parsed import ParsedSentence, Token

_STRONG = frozenset({"dobj", "ccomp", "xcomp", "oprd", "attr", "acomp", "dative", "pobj"})
_OF_DEEDS = frozenset({CueKind.UNDERTAKES, CueKind.THINKS, CueKind.WANTS})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


class Following:
    """What follows one verb."""

    def __init__(
        self, sentence: ParsedSentence, verb: Token, cue: Cue, subject: Subject, lexicon: Lexicon
    ) -> None:
        """Keep what it depends on.

        Args:
            sentence: the parsed sentence.
            verb: the verb of the cue.
            cue: the cue; its last word is ``verb.index + cue.length - 1``.
            subject: who acts.
            lexicon: to tell further cues.
        """
        self.sentence = sentence
        self._tokens = sentence.tokens
        self.verb = verb
        self.cue = cue
        self.subject = subject
        self._lexicon = lexicon
        self._behind = min(verb.index + cue.length, len(self._tokens))

    @cached_property
    def limit(self) -> int:
        """The token before which the verb's reach ends: the next verb of the same subject, or the end."""
        limit = self.verb.last + 1
        if self.verb.dependency == "ROOT":
            limit = len(self._tokens)
        limit = min(limit, self._speaks_on(), self._acts_on())
        for child in self.sentence.children(self.verb):
            if child.index > self._behind - 1 and self._is_next(child):
                limit = min(limit, max(child.first, self._behind))
        limit = min(limit, self._other_clause())
        while limit > self._behind and self._tokens[limit - 1].lower in (
            ",",
            ";",
            "and",
            "but",
            "while",
            "also",
            ".",
        ):
            limit -= 1
        return limit

    @cached_property
    def rights(self) -> list[Token]:
        """The words behind the verb that hang on it."""
        return [
            child
            for child in self.sentence.children(self.verb)
            if child.last >= self._behind
            and child.first < self.limit
            and child is not self.subject.token
            and child.dependency not in ("punct", "cc", "conj", "nsubj", "neg", "aux")
            and child.index > self.verb.index
        ]

    @cached_property
    def is_strong(self) -> bool:
        """Whether an object or clause follows, not only when, where and to whom."""
        return self.cue.length > 1 or any(self._counts(child) for child in self.rights)

    @cached_property
    def start(self) -> int | None:
        """The token with which the content behind the verb begins."""
        clauses = [child for child in self.rights if child.dependency == "ccomp"]
        if clauses:
            start = clauses[0].first
            objects = [child for child in self.rights if self._counts(child) and child.index < start]
            keeps = objects and self.cue.kind not in (CueKind.SAYS, CueKind.STRESSES, CueKind.THINKS)
            return self._behind if keeps else max(start, self._behind)
        said = self.that_clause
        if said is not None and self.cue.kind is not CueKind.DISCUSSES:
            return said
        if self.is_strong:
            return self._skipped(self._behind)
        if self.quotes_next is not None:
            return self.quotes_next
        if self._apprised_of is not None:
            return self._apprised_of
        if self.cue.kind is CueKind.SAYS:
            return None
        weak = [
            child
            for child in self.rights
            if child.dependency == "prep"
            and (child.lower not in self._lexicon.words["adjuncts"] or self._is_about(child))
        ]
        return max(self._behind, weak[0].first) if weak else None

    @property
    def has_clause(self) -> bool:
        """Whether a clause or quotation follows the verb, not only a noun."""
        if self.quotes_next is not None or self.that_clause is not None:
            return True
        return any(child.dependency == "ccomp" for child in self.rights)

    @cached_property
    def goes_on_quoting(self) -> bool:
        """Whether a quotation opens behind the verb."""
        return any(opens(item) for item in self._tokens[self._behind : self.limit])

    @cached_property
    def quotes_next(self) -> int | None:
        """Where a quotation begins that the verb introduces: “X said: “…””."""
        for token in self._tokens[self._behind :]:
            if opens(token):
                return token.index
            if token.text == ":":
                return token.index + 1
        return None

    @cached_property
    def that_clause(self) -> int | None:
        """Where a clause with “that” begins which the parser hangs on something else."""
        for token in self._tokens[self._behind : self.limit]:
            if token.text in OPENING or token.text == ";":
                return None
            if token.lower == "that" and self._opens_clause(token) and token.index + 1 < self.limit:
                before = self._tokens[token.index - 1]
                is_far = before.is_noun and self.cue.kind is not CueKind.SAYS
                is_far = is_far or before.lower in (",", "and", "or", "but")
                return None if is_far else token.index + 1
        return None

    def _opens_clause(self, that: Token) -> bool:
        """Whether “that” begins what is said; behind a place the parser may take it for a “which”."""
        if that.tag == "IN" or that.dependency == "mark":
            return True
        if self.cue.lemma != "tell" or self._tokens[that.index - 1].text == ",":
            return False
        clause = self.sentence.head(that)
        own = self.sentence.child(clause, "nsubj", "nsubjpass", "expl")
        return clause.is_verb and own is not None and own is not that and self._has_all(clause, that)

    def _has_all(self, verb: Token, that: Token) -> bool:
        """Whether a verb lacks nothing that “that” could stand for: “that X hides the maps”."""
        if that.dependency == "mark":
            return True
        return that.dependency == "dobj" and self.sentence.child(verb, "xcomp", "ccomp") is not None

    @cached_property
    def _apprised_of(self) -> int | None:
        """Where “of …” or “about …” begins behind who listens: “assured X of full support”."""
        if self.cue.lemma not in self._lexicon.words["apprising"]:
            return None
        listener = next((child for child in self.rights if child.dependency in ("dobj", "dative")), None)
        if listener is None:
            return None
        is_named = listener.tag in ("NNP", "PRP") or listener.lower in self._lexicon.words["listeners"]
        for token in self._tokens[listener.index + 1 : self.limit]:
            if token.lower in ("about", "regarding") or (token.lower == "of" and is_named):
                return token.index
        return None

    def _is_next(self, child: Token) -> bool:
        """Whether a verb goes on with the same subject, or begins a statement of its own."""
        if child.dependency == "conj" and child.is_verb and self.cue.kind is CueKind.DISCUSSES:
            return True
        mark = self.sentence.child(child, "mark")
        if child.dependency == "conj" and mark is not None and mark.lower == "that":
            return False  # “said that … and that it was agreed”
        if child.dependency == "conj" and child.is_verb:
            if (child.tag in _FINITE) is not (self.verb.tag in _FINITE):
                return False
            if self.sentence.child(child, "nsubj", "nsubjpass", "expl") is None:
                return child.tag in _FINITE or self._begins_cue(child)
            return self._begins_cue(child)
        if (
            child.dependency != "advcl"
            or self._tokens[child.first - 1].lower != ","
            or not self._begins_cue(child)
        ):
            return False
        if child.tag == "VBG":
            return True
        return mark is not None and mark.lower in ("while", "whereas", "as")

    def _other_clause(self) -> int:
        """Where “and that …” goes on with a clause of a verb further out; else the end."""
        is_outermost = self.verb.dependency == "ROOT"
        if is_outermost or any(child.dependency == "ccomp" for child in self.sentence.children(self.verb)):
            return len(self._tokens)
        for token in self._tokens[self._behind + 1 :]:
            is_that = token.lower == "that" and token.tag == "IN"
            if is_that and self._tokens[token.index - 1].lower in ("and", "but"):
                return token.index - 1
        return len(self._tokens)

    def _begins_cue(self, token: Token) -> bool:
        cue = self._lexicon.match([item.lower for item in self._tokens[token.index : token.index + 7]])
        return cue is not None and cue.lemma not in self._lexicon.clausal

    def _acts_on(self) -> int:
        """Where “and expressed …” goes on in the past behind a clause in another tense; else the end."""
        for token in self._tokens[self._behind :]:
            if goes_further_out(self.sentence, token, self.verb) and self._begins_cue(token):
                before = self._tokens[token.index - 1]
                return token.index - (before.tag == "RB")
        return len(self._tokens)

    def _speaks_on(self) -> int:
        """Where “, saying that …” or “, adding: …” begins, whatever the parser hangs it on; else the end."""
        is_quoted = False
        for token in self._tokens[self._behind :]:
            if token.text in OPENING | CLOSING:
                is_quoted = token.text in OPENING - {'"'} or (token.text == '"' and not is_quoted)
            elif (
                token.tag == "VBG"
                and not is_quoted
                and self._tokens[token.index - 1].text == ","
                and set(self._lexicon.lemmas(token.lower)) & self._lexicon.words["going_on"]
            ):
                return token.index
        return len(self._tokens)

    def _is_about(self, preposition: Token) -> bool:
        """“Agreed on Tuesday on a common approach”: the second is what was agreed on."""
        thing = self.sentence.child(preposition, "pobj")
        is_time = thing is None or thing.tag in ("NNP", "CD")
        return preposition.lower == "on" and self.cue.kind is CueKind.UNDERTAKES and not is_time

    @property
    def has_infinitive(self) -> bool:
        """Whether somebody is asked to do something: “asked the guest to help”."""
        return any(
            child.dependency in ("xcomp", "ccomp", "advcl")
            and any(item.lower == "to" and item.dependency == "aux" for item in self.sentence.children(child))
            for child in self.rights
        )

    def _counts(self, child: Token) -> bool:
        """Whether a word behind the verb is what is said, not when, where or to whom."""
        if child.dependency == "advcl" and self.cue.kind in _OF_DEEDS:
            is_near = child.first == self._behind or self.cue.kind is CueKind.UNDERTAKES
            return is_near and self._tokens[child.first].lower == "to"  # “agreed in Sochi to refrain”
        if self._is_verdict(child):
            return True
        if child.dependency not in _STRONG:
            return False
        if child.dependency in ("dobj", "dative") and (
            self.cue.lemma in self._lexicon.words["addressed"]
            or child.lower in self._lexicon.words["listeners"]
        ):
            return False
        return child.dependency != "dative" or child.tag != "IN"

    def _is_verdict(self, child: Token) -> bool:
        """“Rejected as baseless the claims of …”: the parser takes the object for what “as” governs."""
        is_as = self._tokens[self._behind : self._behind + 1] and self._tokens[self._behind].lower == "as"
        return (
            bool(is_as)
            and child.first == self._behind
            and (self.cue.kind is CueKind.JUDGES or self.cue.lemma in self._lexicon.words["describing"])
            and any(item.is_noun for item in self._tokens[child.index : self.limit])
        )

    def _skipped(self, start: int) -> int:
        """Behind the words that name a listener: “told reporters that”."""
        if self.cue.lemma in self._lexicon.words["addressed"]:
            for token in self._tokens[start : self.limit]:
                if token.lower in ("that", ":", ","):
                    return token.index + 1
        return start
