"""Adding from the browser: addresses, pasted text, dropped files; told as it is read."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from secondsource.desk import Desk
from secondsource.errors import UsageError
from secondsource.web.desks import Held
from secondsource.web.tasks import Task, Tasks, kept_as_files
from secondsource.web.templating import address, along, page

router = APIRouter()
# Of all files of one addition together.
_MOST = 512 * 1024 * 1024


@router.get("/add")
def form(request: Request, desk: Held, url: str = "", text: str = "", title: str = "") -> Response:
    """The form; a bookmarklet fills in the address."""
    tasks: Tasks = request.app.state.tasks
    here = str(request.base_url)
    return page(
        request,
        "add.html",
        title="Add",
        url=url,
        text=text,
        heading=title,
        stories=[story for story in desk.stories() if not story["closed"]],
        tasks=tasks.recent()[:10],
        bookmarklet=f"javascript:window.open('{here}add?url='+encodeURIComponent(location.href))",
    )


@router.post("/add")
async def add(
    request: Request,
    desk: Held,
    urls: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
    heading: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    into: Annotated[str, Form()] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Begin to add what was given, and lead to where it is told."""
    received: list[tuple[str, bytes]] = []
    size = 0
    for file in files or []:
        body = await file.read()
        size += len(body)
        if size > _MOST:
            raise HTTPException(413, "these are more than 512 MB; add them with `secondsource add`")
        if file.filename:
            received.append((file.filename, body))
    addresses = [line.strip() for line in urls.splitlines() if line.strip()]
    for one in addresses:
        if not one.startswith(("http://", "https://")):
            raise UsageError(
                f"{one} is no address; give one that begins with http:// or https://, a line each"
            )
    if text.strip():
        # A record file holds what was pasted with what is known of it, as an analyst would keep it.
        told = {"title": heading, "publisher": publisher, "published": published}
        record = {"text": text.replace("\r\n", "\n")} | {
            name: value for name, value in told.items() if value.strip()
        }
        received.append(("pasted.jsonl", json.dumps(record).encode()))

    if not (received or addresses):
        raise UsageError("nothing was given to add: paste an address or a text, or drop files")

    def work(task: Task) -> None:
        folder = kept_as_files(received)
        try:
            given: list[object] = list(addresses)
            if received:
                given.append(folder.name)
            _add(
                desk,
                task,
                given,
                story=into or None,
                publisher=publisher or None,
                published=published or None,
            )
        finally:
            folder.cleanup()

    names = [*addresses, *("a pasted text" if name == "pasted.jsonl" else name for name, _ in received)]
    tasks: Tasks = request.app.state.tasks
    task = tasks.start(", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else ""), work)
    return RedirectResponse(address(f"/add/{task.id}", along(request)), status_code=303)


@router.get("/add/{id}")
def told(request: Request, id: str) -> Response:
    """What came of an addition so far."""
    tasks: Tasks = request.app.state.tasks
    task = tasks.get(id)
    if task is None:
        raise HTTPException(404, "that addition is forgotten; what it added stands in the ledger")
    return page(request, "added.html", title="Adding", task=task)


def _add(desk: Desk, task: Task, given: list[object], **options: str | None) -> None:
    desk.add(
        given,  # type: ignore[arg-type]
        jobs=1,
        on_outcome=lambda o: task.outcomes.append((o.path, o.state, o.report, o.message)),
        **options,  # type: ignore[arg-type]
    )
