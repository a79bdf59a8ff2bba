"""What went wrong, as a page for people and as one JSON shape for programs."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.errors import InputError, LedgerError, SecondSourceError, UsageError
from secondsource.web.templating import page

log = logging.getLogger(__name__)

# The status of a fault by its kind; other faults of the ledger are the server's own (500), of input 422.
_STATUS = {
    "unknown-id": 404,
    "not-found": 404,
    "ambiguous-id": 409,
    "mismatch": 409,
    "read-only": 403,
    "locked": 503,
    "lost-connection": 503,
    "disk-full": 507,
    "too-large": 413,
}
_KINDS = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 422: "wrong-use"}
_HEADINGS = {
    404: "There is no such thing here",
    409: "That could be several things",
    403: "That may not be changed",
    422: "That was not understood",
    503: "The ledger is busy or away",
    507: "The disk is full",
}


class Fault(TypedDict):
    """What went wrong. kind: one word; message: what, where, and what to do next."""

    kind: str
    message: str


class FaultRow(TypedDict):
    """The shape of every error of the interface."""

    error: Fault


def install(app: FastAPI) -> None:
    """Let an application answer every fault."""
    app.add_exception_handler(SecondSourceError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_request)
    app.add_exception_handler(Exception, _of_nobody)


def status_of(error: SecondSourceError) -> tuple[int, str]:
    """The status and the kind of an error of this package."""
    if isinstance(error, LedgerError | InputError):
        status = _STATUS.get(error.kind, 500 if isinstance(error, LedgerError) else 422)
        return status, error.kind
    return (422, "wrong-use") if isinstance(error, UsageError) else (422, "refused")


def answer(request: Request, status: int, kind: str, message: str) -> Response:
    """An error as the one who asked can use it."""
    if request.url.path.startswith("/api/") or request.url.path.startswith("/openapi"):
        row: FaultRow = {"error": {"kind": kind, "message": message}}
        return JSONResponse(row, status_code=status)
    heading = _HEADINGS.get(status, "Something went wrong")
    return page(request, "fault.html", status=status, title=heading, kind=kind, message=message)


async def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, SecondSourceError)
    status, kind = status_of(error)
    if status >= 500:
        log.warning("%s %s: %s", request.method, request.url.path, error)
    return answer(request, status, kind, str(error))


async def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = _KINDS.get(error.status_code, "refused")
    message = str(error.detail) if error.status_code != 404 else f"there is no page {request.url.path}"
    made = answer(request, error.status_code, kind, message)
    for name, value in (error.headers or {}).items():
        made.headers[name] = value
    return made


async def _of_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    return answer(request, 422, "wrong-use", f"{where}: {first['msg']}")


async def _of_nobody(request: Request, error: Exception) -> Response:
    log.exception("%s %s broke", request.method, request.url.path, exc_info=error)
    message = f"{type(error).__name__}; it is a fault of ours, please report it"
    return answer(request, 500, "internal", message)
