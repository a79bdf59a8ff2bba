"""Listening: the workbench on a port of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable

from secondsource.desk import Desk
from secondsource.desk.cores import cores
from secondsource.errors import SecondSourceError, UsageError
from secondsource.web.app import build
from secondsource.web.security import is_loopback, names_of


def serve(
    desk: Desk,
    *,
    host: str = "127.0.0.1",
    port: int = 8384,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a desk until the process is stopped. port 0: any free one; on_ready is told the address.

    Raises UsageError for a host that is not this machine alone, SecondSourceError where the port is taken.
    """
    import uvicorn

    if not is_loopback(host):
        message = f"{host} can be reached from other machines, and there are no logins yet"
        raise UsageError(f"{message}; serve to 127.0.0.1, and reach it from elsewhere through ssh -L")
    listening = _bound(host, port)
    port = listening.getsockname()[1]
    # One core is this process's own.
    app = build(desk, hosts=names_of(host, port), others=cores() - 1)
    if on_ready is not None:
        on_ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5)
    uvicorn.Server(config).run(sockets=[listening])


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        reason = error.strerror or str(error)
        message = f"{host}:{port} cannot be listened on ({reason.lower()})"
        raise SecondSourceError(f"{message}; name another port with --port, or 0 for any") from error
    made.listen(128)
    return made
