"""Running the service."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

import uvicorn
import uvloop
from starlette.types import ASGIApp

from communique.release.build import BuildMissing
from communique.settings import Settings, default_corpus
from communique.store.remote.http import Credentials
from communique.store.workers.supervisor import DataProcessError
from communique.web.addresses import CalledByName, KnownAddress
from communique.web.connections import BoundedConnection
from communique.web.limits import ServiceLimits
from communique.web.served import RemoteAddress
from communique.web.service import Service
from communique.web.texts import ShownTexts
from communique.workspace import Workspace

_log = logging.getLogger(__name__)
_OWN_HOSTS = ("127.0.0.1", "::1", "localhost")
"""What is bound to one of these is reached from this machine only."""
_EVERY_HOST = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to
"""What is bound to one of these is reached under every address of this machine, so it is no name."""
_SWITCH_SECONDS = 0.001
"""How long a thread that makes a page may hold up the event loop, and so everybody else; commonly 0.005."""


class ServiceError(ValueError):
    """A service that cannot start; the message is one line that says why and what to do."""


def serve(
    workspace: Workspace,
    settings: Settings,
    *,
    announce: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve the current build of a workspace until Ctrl-C or SIGTERM; SIGHUP has it opened anew.

    Args:
        workspace: a workspace that has been built.
        settings: host and port (port 0 takes any free one), limits, and a remote store if there is one.
        announce: told the address as soon as the service listens.

    Raises:
        ServiceError: there is no build, the port is taken, the address cannot be used, or the folder of
            texts that is named is not there.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    with closing(listen(settings.host, settings.port)) as listener:
        limits, remote = ServiceLimits.of(settings), remote_address(settings)
        service = Service(workspace, limits, remote, shown_texts(workspace, settings))
        try:
            uvloop.run(_run(service, in_front(service, settings), listener, announce))
        except (BuildMissing, DataProcessError, ValueError) as error:
            raise ServiceError(str(error)) from error
        except KeyboardInterrupt:
            pass  # uvicorn has ended in good order and hands the signal on


def in_front(service: ASGIApp, settings: Settings) -> ASGIApp:
    """A service with what the settings want before it: its address, and the hosts it may be called by."""
    app = service if settings.address is None else KnownAddress(service, settings.address)
    if not settings.show_texts:
        return app
    given = [] if settings.host in _EVERY_HOST else [settings.host]
    known = [] if settings.address is None else [urlsplit(settings.address).hostname or ""]
    return CalledByName(app, [*_OWN_HOSTS, *given, *known])


def remote_address(settings: Settings) -> RemoteAddress | None:
    """The remote store of the settings, or None.

    Raises:
        ServiceError: there is a user without a password.
    """
    if settings.store is None:
        return None
    if settings.store_user is None:
        return RemoteAddress(settings.store)
    if settings.store_password is None:
        raise ServiceError("the user of the store has no password; set COMMUNIQUE_STORE_PASSWORD")
    return RemoteAddress(
        settings.store, Credentials(settings.store_user, settings.store_password.get_secret_value())
    )


def shown_texts(workspace: Workspace, settings: Settings) -> ShownTexts | None:
    """The texts of articles that the settings allow to be shown, or None.

    Raises:
        ServiceError: a folder of texts is named that is not there.
    """
    if not settings.show_texts:
        return None
    folder = settings.corpus or default_corpus(workspace.root)
    if folder is not None and not folder.is_dir():
        raise ServiceError(f"the corpus folder {folder} does not exist; name one that holds the texts")
    if settings.host not in _OWN_HOSTS or settings.address is not None:
        _log.warning("COMMUNIQUE_SHOW_TEXTS is set: whoever reaches this service reads texts of publishers")
    return ShownTexts(folder)


async def _run(
    service: Service, app: ASGIApp, listener: socket.socket, announce: Callable[[str], None]
) -> None:
    loop = asyncio.get_running_loop()
    try:
        await service.open()
        gc.freeze()  # what is there now stays; to look for garbage in it again and again takes long
        loop.add_signal_handler(signal.SIGHUP, lambda: loop.create_task(service.refresh()))
        address, port = listener.getsockname()[:2]
        announce(f"http://{f'[{address}]' if ':' in address else address}:{port}/")
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await uvicorn.Server(uvicorn_config(app)).serve(sockets=[listener])
    finally:
        await service.close()


_MOST_CONNECTIONS = 2_000
"""Further connections are answered with 503; each takes a file descriptor, open or not."""


def uvicorn_config(app: ASGIApp) -> uvicorn.Config:
    """How the HTTP server runs the service."""
    return uvicorn.Config(
        app,
        http=BoundedConnection,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
    )


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
