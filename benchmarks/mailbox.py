"""How long a mailbox takes to be taken apart, and how much memory: of a file, or of messages made here.

python -m benchmarks.mailbox MAILBOX [--json]
python -m benchmarks.mailbox --messages 10000 [--json]
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

from secondsource.intake import receive
from secondsource.model.report import Report


def message(number: int) -> bytes:
    """An invented message: every tenth has an attachment, every seventh passes another on."""
    made = EmailMessage()
    made["From"] = f"Anna Lind <anna{number % 50}@holm.invalid>"
    made["Subject"] = f"Note {number} of the dam"
    made["Date"] = f"Mon, 22 Jun 2026 {number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02} +0200"
    made["Message-ID"] = f"<{number}@holm.invalid>"
    text = f"The lake stood at {number} centimetres at noon, its gauge shows.\n\n" * 8
    if number % 7 == 0:
        text += (
            "---------- Forwarded message ---------\nFrom: Elin Sorby <elin@dam.invalid>\n"
            f"Date: Sun, Jun 21, 2026 at 9:30 PM\nSubject: Gauge {number}\n\nIt read {number} at dawn.\n"
        )
    made.set_content(text)
    if number % 10 == 0:
        made.add_attachment(f"The log of day {number} tells of no leak.\n", filename="log.txt")
    return bytes(made)


def make(path: Path, count: int) -> None:
    """Write a mailbox of so many messages."""
    with path.open("wb") as file:
        for number in range(count):
            file.write(b"From anna@holm.invalid Mon Jun 22 09:00:00 2026\n" + message(number) + b"\n")


def measure(path: Path) -> dict[str, float | int]:
    """What taking the mailbox apart gave, the seconds it took and the most memory in MB."""
    before, began = time.process_time(), time.perf_counter()
    found = Counter("reports" if isinstance(one, Report) else "failures" for one in receive(path))
    return {
        "bytes": path.stat().st_size,
        "reports": found["reports"],
        "failures": found["failures"],
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_seconds": round(time.process_time() - before, 2),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main() -> int:
    """Measure, and tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("mailbox", nargs="?", type=Path)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.mailbox or Path(folder) / "made.mbox"
        if asked.mailbox is None:
            make(path, asked.messages)
        found = measure(path)
    words = (
        "{bytes:,} bytes: {reports:,} reports, {failures:,} failures in {seconds} s ({cpu_seconds} s of CPU)"
    )
    sys.stdout.write((json.dumps(found) if asked.json else words.format(**found)) + "\n")
    if not asked.json:
        sys.stdout.write(f"most memory {found['memory_mb']} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
