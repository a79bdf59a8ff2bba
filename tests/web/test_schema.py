"""The interface under whatever its own document allows: no fault of the server, and answers as it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from secondsource.desk import Desk
from secondsource.web import api, build

# What must hold of every answer. Whether wrong input is always refused is for the tests of single addresses:
# a filter that nothing fulfils is no fault.
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, filled: Path) -> Iterator[Desk]:
    """A desk that decisions may be made on."""
    at = tmp_path_factory.mktemp("schema") / "web.ledger"
    shutil.copy(filled, at)
    with Desk(at, author="anna") as desk:
        yield desk


@pytest.fixture(scope="module")
def document(asked: Desk) -> Any:
    """The interface as its document tells it."""
    return schemathesis.openapi.from_asgi(
        "/api/openapi.json", build(asked, hosts=["localhost", "testserver"])
    )


OPERATIONS = sorted(
    (method, f"/api{route.path_format}") for route in api.router.routes for method in route.methods
)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_nothing_that_the_document_allows_breaks_it(document: Any, method: str, path: str) -> None:
    operation = document[path][method]

    @given(case=operation.as_strategy())
    @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    holds()
