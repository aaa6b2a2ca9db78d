"""The servers by name, in the order of the tables."""

from __future__ import annotations

from benchmarks.servers import Communique, Oxigraph, RdflibEndpoint, RdflibEndpointOxigraph, Server
from benchmarks.virtuoso import Virtuoso

SERVERS: dict[str, type[Server]] = {
    kind.name: kind for kind in (Communique, Oxigraph, Virtuoso, RdflibEndpointOxigraph, RdflibEndpoint)
}
