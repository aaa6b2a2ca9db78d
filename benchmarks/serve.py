"""Serve the current build of a workspace as it is, while `communique serve` would build it anew first.

python -m benchmarks.serve WORKSPACE PORT DEADLINE_SECONDS
"""

from __future__ import annotations

import sys
from pathlib import Path

from communique.settings import Settings
from communique.web.serve import serve
from communique.workspace import Workspace

QUEUE = 256
"""Queries that may wait. With the default, 16, most of 64 clients at a time would be told to come again."""

if __name__ == "__main__":
    folder, port, deadline = sys.argv[1:]
    settings = Settings(host="127.0.0.1", port=int(port), query_seconds=float(deadline), query_queue=QUEUE)
    serve(Workspace.open(Path(folder)), settings)
