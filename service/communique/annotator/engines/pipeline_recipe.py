"""The recipe that annotates with the stages of this package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from communique.annotator.engines.entries import Entry
from communique.annotator.knowledge import Knowledge
from communique.annotator.machine.as_json import as_json
from communique.annotator.machine.software import installed, knowledge_sha256
from communique.annotator.pipeline import Annotator
from communique.corpus.reading.outlets import Outlets
from communique.corpus.reading.reader import read_article
from communique.model import PartialDate
from communique.workspace import Workspace


@dataclass(frozen=True)
class PipelineRecipe:
    """What a worker needs; it is sent whole, so that workers elsewhere need no workspace."""

    fingerprint: str
    knowledge: Knowledge
    outlets: Outlets
    rules_only: bool
    min_confidence: float

    @classmethod
    def from_workspace(
        cls, workspace: Workspace, *, rules_only: bool, min_confidence: float
    ) -> PipelineRecipe:
        """The recipe by which a workspace is annotated.

        Args:
            workspace: where the knowledge comes from.
            rules_only: do without the parser even where it is installed.
            min_confidence: proposals below it are left out, between 0 and 1.

        Raises:
            TurtleError: a file of the workspace cannot be read.
        """
        # All that annotations follow from, besides the article: with something else, nothing is done yet.
        known = {
            "software": asdict(installed(rules_only=rules_only)),
            "knowledge": knowledge_sha256(workspace),
            "rules_only": rules_only,
            "min_confidence": min_confidence,
        }
        digest = hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()
        return cls(
            digest,
            Knowledge.from_workspace(workspace),
            Outlets.from_graph(workspace.reference),
            rules_only,
            min_confidence,
        )

    def open(self) -> Callable[[Entry], dict[str, Any]]:
        """Load the parser and build what is built once."""
        annotator = Annotator(self.knowledge, rules_only=self.rules_only, min_confidence=self.min_confidence)

        def annotate(entry: Entry) -> dict[str, Any]:
            article = read_article(
                entry.content,
                outlet=entry.outlet,
                published=PartialDate(entry.published) if entry.published else None,
                address=entry.address,
                outlets=self.outlets,
            )
            found = annotator.annotate(article)
            text = hashlib.sha256(article.text.encode()).hexdigest()
            return {"text_sha256": text, "mode": found.mode, **as_json(found)}

        return annotate
