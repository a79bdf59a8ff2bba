"""The measure of parties across reports, on a few made by hand."""

from __future__ import annotations

import json
from pathlib import Path

from training.parties_across import Marked, ecbplus, pairs


def test_pairs_of_two_reports_are_counted_and_no_others() -> None:
    share = pairs([
        Marked("r1", "Valde", "a"), Marked("r2", "Valde", "a"), Marked("r3", "Valde", None),
        Marked("r2", "Hauk", "a"), Marked("r1", "Valde", "a", "another"), Marked("r3", "Holm", None),
    ])  # fmt: skip
    assert share == (1, 2, 3)
    assert (share.precision, round(share.recall, 1)) == (50.0, 33.3)
    assert pairs([]).precision == pairs([]).recall == 100.0


def test_marked_mentions_are_joined(tmp_path: Path) -> None:
    documents = [{"doc": f"d{n}", "topic": 1} for n in (1, 2)]
    mentions = [
        {"doc": doc, "chain": chain, "type": "HUM_PART_PER", "text": text}
        for doc, chain, text in (
            ("d1", "c1", "Corin Valde"), ("d2", "c1", "Valde"), ("d2", "c1", "the minister"),
            ("d1", "c2", "Lena Hauk"), ("d2", "c2", "Lena Hauk"),
        )
    ]  # fmt: skip
    for name, rows in (("train_documents", documents), ("train_entity_mentions", mentions)):
        path = tmp_path / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert pairs(ecbplus(tmp_path)) == (2, 2, 2)
