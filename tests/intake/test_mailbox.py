"""Mailboxes: every message, whatever its text begins its lines with, and flat memory."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

from secondsource.intake import Limits, from_bytes, mailbox, receive
from secondsource.intake.options import Given, Options, Part
from secondsource.model.report import Failure, Report

FILES = Path(__file__).parent / "files" / "mbox"


def test_messages_that_python_wrote() -> None:
    found = list(receive(FILES / "three.mbox"))
    assert [one.text for one in found if isinstance(one, Report)] == [
        "The lake rose in the night, its gauge shows.",
        "From the dam the warden said the gate was shut.\n\nFrom here nobody could see it, she said.",
        "Nobody was hurt, the crew said.",
    ]
    assert [one.path.rpartition("/")[2] for one in found] == [f"three.mbox#{n}.eml" for n in (1, 2, 3)]


def test_lines_that_only_look_like_the_next_message() -> None:
    first, second = receive(FILES / "bare.mbox")
    assert isinstance(first, Report) and isinstance(second, Report)
    assert first.text.endswith("From the dam came no word: none at all.\n\nFrom here neither.")
    assert (first.title, second.title) == ("One", "Two")


def test_attachments_come_with_their_message() -> None:
    found = list(receive(FILES / "attached.mbox"))
    assert len(found) == 1 + 4 + 2  # a message, its four attachments, a message and the one it passes on
    assert found[1].path.endswith("attached.mbox#1.eml#note.txt")


def test_what_is_broken_says_so_and_the_rest_is_read() -> None:
    kinds = {
        path.stem: ["report" if isinstance(one, Report) else one.kind for one in receive(path)]
        for path in sorted(FILES.glob("broken-*"))
    }
    assert kinds == {
        "broken-bytes": ["not-text", "report"],
        "broken-cut": ["report", "truncated"],
        "broken-empty": ["empty", "empty", "report"],
    }


def box(count: int, text: bytes = b"The gate is open.\n") -> bytes:
    """A mailbox of so many messages."""
    one = (
        b"From a@b.invalid Mon Jun 22 09:00:00 2026\nFrom: a@b.invalid\nMessage-ID: <%d@b>\n\n" + text + b"\n"
    )
    return b"".join(one % n for n in range(count))


def test_more_than_the_limits_allow() -> None:
    found = list(from_bytes(box(5), limits=Limits(members=3)))
    assert [type(one) for one in found] == [Report] * 3 + [Failure]
    large, small = from_bytes(box(1, b"x" * 5000 + b"\n") + box(1), limits=Limits(size=2000, records=2000))
    assert isinstance(large, Failure) and large.kind == "too-large"
    assert isinstance(small, Report)


def test_memory_does_not_grow_with_the_mailbox() -> None:
    source = io.BytesIO(box(20_000))
    tracemalloc.start()
    count = sum(
        isinstance(one, Part) for one in mailbox.read(source, given=Given(path="x"), options=Options())
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000 and most < 1_000_000


def test_the_mask_of_a_line_is_taken_off_once() -> None:
    (report,) = from_bytes(box(1, b">From here\n>>From there\n> From afar\n"))
    assert isinstance(report, Report)
    # The second is masked twice: in the message it is a quotation that begins with "From".
    assert report.text == "From here"
