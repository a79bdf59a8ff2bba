"""The command that opens the workbench in the browser."""

from __future__ import annotations

from typing import Annotated

from cyclopts import App, Group, Parameter

from secondsource.cli.options import FLAG, LEDGER, Where
from secondsource.cli.words import tell

_WHERE = Where()
# Seconds that a page waits for what is being linked.
_PATIENCE = 0.5
_SERVED = Group("How it is served", sort_key=2)


def serve(
    *,
    host: Annotated[str, Parameter(group=_SERVED)] = "127.0.0.1",
    port: Annotated[int, Parameter(group=_SERVED)] = 8384,
    open: Annotated[bool, Parameter(name="--open", **FLAG, group=_SERVED)] = False,
    read_only: Annotated[bool, Parameter(**FLAG, group=LEDGER)] = False,
    where: Where = _WHERE,
) -> int:
    """Open the workbench: reports, claims, sources and figures in the browser of this machine.

    It is served to this machine alone, until Ctrl-C.

    Parameters
    ----------
    host
        Where to listen: 127.0.0.1, ::1 or localhost. Anything else is refused, as there are no logins yet.
    port
        The port; 0 takes any that is free.
    open
        Open the browser too.
    read_only
        Show everything and change nothing.
    """
    from secondsource.desk import Desk
    from secondsource.web import serve as listen

    def ready(address: str) -> None:
        if not where.quiet:
            tell(f"the workbench of {desk.where} is at {address} (Ctrl-C ends it)")
        if open:
            import webbrowser

            webbrowser.open(address)

    with Desk(where.ledger, create=not read_only, read_only=read_only) as desk:
        desk.link_beside(_PATIENCE)
        listen(desk, host=host, port=port, on_ready=ready)
    return 0


def register(app: App) -> None:
    """Add the command."""
    app.command(serve, group=Group("Show", sort_key=4))
