"""What `communique evaluate` prints of the single stages."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from communique.annotator.agreement import annotations_by_article, stance_signs
from communique.annotator.measures.errors import ErrorKind, error_sizes, position_errors
from communique.annotator.measures.measured import Measured, measure, sure_enough
from communique.annotator.measures.stages import Annotations, Signs
from communique.annotator.measures.tables import as_json, confusion_table, error_table, stage_table
from communique.cli.common import CallError, TableFormat, corpus_folder, print_rows, print_table
from communique.workspace import Workspace


@dataclass(frozen=True)
class Compared:
    """Two sides with what they recorded of each article that both have."""

    first: dict[str, Annotations]
    second: dict[str, Annotations]
    signs: Signs
    left_out: tuple[str, ...]
    """Articles of the first side that the second does not have at all."""

    @classmethod
    def read(cls, workspace: Workspace, first: Path, second: Path, min_confidence: float) -> Compared:
        """Two files or folders.

        Raises:
            CallError: no article has annotations on both sides.
            TurtleError: a file cannot be read.
            ReadingError: an annotation is incomplete.
        """
        ones = annotations_by_article(first)
        others = sure_enough(annotations_by_article(second), min_confidence)
        # A file in which nothing was found counts as well: leaving it out would flatter.
        others |= {slug: [] for slug in sorted(ones.keys() - others.keys()) if _has_file(second, slug)}
        shared = sorted(ones.keys() & others.keys())
        if not shared:
            raise CallError("no article has annotations on both sides")
        return cls(
            {slug: ones[slug] for slug in shared},
            {slug: others[slug] for slug in shared},
            stance_signs(workspace.ontology),
            tuple(sorted(ones.keys() - others.keys())),
        )

    @property
    def measured(self) -> Measured:
        """All figures."""
        return measure(self.first, self.second, self.signs)

    @property
    def errors(self) -> Counter[ErrorKind]:
        """How many positions are wrong in which way."""
        sizes: Counter[ErrorKind] = Counter()
        for slug, items in self.first.items():
            sizes.update(error_sizes(position_errors(items, self.second[slug], self.signs)))
        return sizes


def _has_file(path: Path, article: str) -> bool:
    files = path.rglob("*.ttl") if path.is_dir() else [path]
    return any(article in (file.stem, file.parent.name) for file in files)


def print_stages(compared: Compared, ceiling: Compared | None, output: TableFormat) -> None:
    """Print the figures of all stages; the table also tells the confused stances and the kinds of error."""
    if compared.left_out:
        print(
            f"left out, because only the first side has them: {', '.join(compared.left_out)}", file=sys.stderr
        )
    measured = compared.measured
    beside = ceiling.measured if ceiling else None
    if output is TableFormat.json:
        print(json.dumps(as_json(measured, compared.errors, beside), ensure_ascii=False, indent=2))
        return
    stages = stage_table(measured, beside)
    print_rows(stages.header, stages.rows, output)
    if output is TableFormat.table:
        for table in (confusion_table(measured), error_table(compared.errors)):
            print()
            print_table(table.header, table.rows)


def write_error_pages(compared: Compared, folder: Path, workspace: Workspace, corpus: Path | None) -> None:
    """Write a page for each article into a folder of the user's.

    Raises:
        PlaceError: the folder lies in the workspace.
        CallError: a corpus was named that is not there.
    """
    from communique.annotator.measures.pages import write_pages
    from communique.corpus.folder import find_texts
    from communique.graph.reference import articles

    known = articles(workspace.reference)
    hashes = {slug: known[slug].sha256 for slug in compared.first if slug in known}
    found = find_texts(corpus_folder(workspace, corpus), hashes.values())
    texts = {slug: found[digest] for slug, digest in hashes.items() if digest in found}
    write_pages(folder, workspace.root, compared.first, compared.second, compared.signs, texts)


def write_quality(compared: Compared, file: Path, reference: str) -> None:
    """Write the figures as triples: those of the one annotator on the second side.

    Raises:
        CallError: the second side holds what several annotators, or none, recorded.
    """
    import datetime
    from importlib.metadata import version

    from communique.annotator.measures.quality import Judged, quality_graph
    from communique.graph.turtle import write_turtle
    from communique.workspace import save

    annotators = sorted({item.annotator for items in compared.second.values() for item in items})
    if len(annotators) != 1:
        raise CallError(
            f"a measurement is of one annotator, but the second side has {', '.join(annotators) or 'none'}; "
            "name the files of one"
        )
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    judged = Judged(annotators[0], version("communique"), reference, today)
    save(file, write_turtle(quality_graph(compared.measured, judged)))
