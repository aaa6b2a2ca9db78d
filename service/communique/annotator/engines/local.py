"""All articles one after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.annotator.engines.work import Outcome, Recipe, Task, Workshop


class LocalEngine:
    """Needs nothing, and is what the others are compared with."""

    def run(self, recipe: Recipe, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Carry out all tasks, as in the protocol."""
        workshop = Workshop()
        workshop.give(recipe)
        for task in tasks:
            yield Outcome(task.name, workshop.annotate(recipe.fingerprint, task.entries))
