"""A ledger copied into PostgreSQL is the same ledger: it exports the same, finds the same, and goes on."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.copying import copy
from benchmarks.generate import generate
from benchmarks.ledger import fill
from secondsource import views
from secondsource.ledger import Ledger, transfer
from tests.ledger.conftest import Server, postgres
from tests.ledger.standing import said

__all__ = ["postgres"]


def test_a_copy_is_the_same_ledger(tmp_path: Path, postgres: Server) -> None:
    made = generate(30, 5, most=6)
    with Ledger.open(tmp_path / "a.ledger") as source, Ledger.open(postgres.new()) as target:
        fill(source, made, 20)
        assert copy(source, target) > 1_000
        digests = [
            transfer.export(ledger, tmp_path / name, history=True).digest
            for ledger, name in ((source, "a.jsonl"), (target, "b.jsonl"))
        ]
        assert digests[0] == digests[1]
        assert said(target) == said(source)
        fill(target, islice(made, 1), 1)
        assert len(list(views.reports(target, all_versions=True))) == 21
        with pytest.raises(SystemExit, match="holds reports already"):
            copy(source, target)
    postgres.clear()


def test_skipped_reports_are_those_of_the_beginning() -> None:
    whole = [report.id for report, _, _ in generate(20, 5, most=6)]
    for skip in (0, 1, 7, 19, 20):
        assert [report.id for report, _, _ in generate(20, 5, most=6, skip=skip)] == whole[skip:]
