"""A service that answers whatever a test wants, for what no sound service would send."""

from __future__ import annotations

import contextlib
import json

from servers.scripted import PATH, Script, scripted_server

VERSION = "a" * 64
HEALTH = {"status": "ok", "dataset": VERSION, "communique": "0", "brokenQueries": {}}
NO_ROWS = {"head": {"vars": ["graph"]}, "results": {"bindings": []}}


class ServiceScript(Script):
    """What each path answers; JSON may be given as it is, and every answer names the version."""

    def __init__(self):
        super().__init__()
        self.answer(HEALTH, path="/health", Content_Type="application/json")
        self.answer(NO_ROWS)

    def answer(self, *pieces, **more):
        """Answer every request for a path so from now on."""
        written = [
            json.dumps(piece).encode() if isinstance(piece, dict | list) else piece for piece in pieces
        ]
        super().answer(*written, **{"Dataset_Version": VERSION, **more})


@contextlib.contextmanager
def scripted_service():
    """The address of a service and its script."""
    with scripted_server(ServiceScript()) as (address, script):
        yield address.removesuffix(PATH), script
