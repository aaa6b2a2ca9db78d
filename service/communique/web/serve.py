"""Running the service."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn

from communique.release.build import BuildMissing
from communique.settings import Settings
from communique.store.embedded import StoreError
from communique.store.pool import PoolError
from communique.web.app import create_app
from communique.web.limits import ServiceLimits
from communique.web.served import open_served
from communique.workspace import Workspace


class ServiceError(ValueError):
    """A service that cannot start; the message is one line that says why and what to do."""


def serve(
    workspace: Workspace,
    settings: Settings,
    *,
    limits: ServiceLimits | None = None,
    announce: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the current build of a workspace until Ctrl-C or SIGTERM.

    Args:
        workspace: a workspace that has been built.
        settings: host and port; port 0 takes any free one.
        limits: what one client may ask at once.
        announce: told the address as soon as the service listens.

    Raises:
        ServiceError: there is no build, the port is taken, or the address cannot be used.
    """
    bounds = limits or ServiceLimits()
    with closing(listen(settings.host, settings.port)) as listener:
        try:
            served = open_served(workspace, bounds.pool)
            served.pool.start()
        except (BuildMissing, StoreError, PoolError) as error:
            raise ServiceError(str(error)) from error
        address, port = listener.getsockname()[:2]
        announce(f"http://{f'[{address}]' if ':' in address else address}:{port}/")
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        config = uvicorn.Config(
            create_app(served, bounds), log_level="warning", access_log=False, timeout_graceful_shutdown=5
        )
        try:
            uvicorn.Server(config).run(sockets=[listener])
        except KeyboardInterrupt:
            pass  # uvicorn has ended in good order and hands the signal on
        finally:
            served.pool.close()


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to an address.

    Raises:
        ServiceError: the port is taken or the address cannot be used.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise ServiceError(f"the host {host!r} cannot be used: {error.strerror or error}") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise ServiceError(
            f"port {port} on {host} cannot be used ({error.strerror}); choose another with --port or PORT"
        ) from error
    return listener
