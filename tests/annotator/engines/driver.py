"""A run in a process of its own, so that a test can kill it.

python -m annotator.engines.driver ARCHIVE RESULTS GATE ENGINE [SCHEDULER]
"""

import sys
from pathlib import Path

from annotator.engines.standing import StandIn
from communique.annotator.engines.archives import Common, open_archive
from communique.annotator.engines.dask import DaskEngine
from communique.annotator.engines.processes import ProcessEngine
from communique.annotator.engines.results import Results
from communique.annotator.engines.running import annotate_archive


def main(archive: str, results: str, gate: str, engine: str, scheduler: str | None = None) -> None:
    chosen = DaskEngine(scheduler, workers=2) if engine == "dask" else ProcessEngine(2)
    run = annotate_archive(
        open_archive(Path(archive), Common()), Results(Path(results)), chosen, StandIn(Path(gate))
    )
    print(run.digest, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
