"""The address under which a client found the service: for links, descriptions and code to be copied."""

from __future__ import annotations

import re

from fastapi import Request

from communique.web.errors import ProblemError

_HOST = re.compile(r"[A-Za-z0-9._-]{1,255}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_ADDRESS = re.compile(r"https?://[^/]+(/[A-Za-z0-9._~-]+)*/")


def service_address(request: Request) -> str:
    """Where the client found the service, with a slash at the end.

    The host is what the client says it is, so that the service can stand behind others under any name.

    Raises:
        ProblemError: the client names a host that no address could have; it is not repeated.
    """
    address = request.base_url
    host = request.headers.get("host", address.netloc)
    if _HOST.fullmatch(host) is None or _ADDRESS.fullmatch(str(address)) is None:
        raise ProblemError(400, "the Host header names no host; give the name under which the service is")
    return str(address)
