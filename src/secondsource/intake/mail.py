"""Mail messages: what the sender wrote, what was passed on as reports of its own, and what is attached.

A report's text is its writer's own words: quotations of what is answered and signatures are left out. Each
attachment is read in its turn. Offsets lead back to a part of the message, by its number as IMAP counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote

from secondsource.errors import InputError
from secondsource.intake import bodies, mime
from secondsource.intake.files import too_large
from secondsource.intake.issuer import sender_of
from secondsource.intake.mime import Entity, names_of, one_line, words_of
from secondsource.intake.moments import moment
from secondsource.intake.options import Given, Options, Part
from secondsource.intake.quoted import Line, Voice, voices
from secondsource.model.report import Block, Capture, Failure, Report
from secondsource.model.span import Span

GAP = "\n\n"
# Parts that only serve the message: proofs of its sender, receipts, headers of a message that came back.
_MACHINERY = frozenset(
    {
        "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
        "message/delivery-status", "message/disposition-notification", "text/rfc822-headers",
        "message/feedback-report", "message/global-delivery-status", "text/x-amp-html", "text/watch-html",
        "application/pgp-keys", "application/pgp-encrypted", "application/applefile",
    }
)  # fmt: skip
# Parts that can hold no report, or hold it where it is not read.
_REFUSED: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "text/calendar": ("not-text", "this is an entry of a calendar, no report"),
        "application/ics": ("not-text", "this is an entry of a calendar, no report"),
        "text/vcard": ("not-text", "this is a visiting card, no report"),
        "text/x-vcard": ("not-text", "this is a visiting card, no report"),
        "text/directory": ("not-text", "this is a visiting card, no report"),
        "application/ms-tnef": (
            "unsupported",
            "this is Outlook's own package (winmail.dat), which is not read; have it sent in HTML",
        ),
        "application/pkcs7-mime": (
            "unsupported",
            "this is encrypted; decrypt it in a mail program and save it",
        ),
        "application/x-pkcs7-mime": (
            "unsupported",
            "this is encrypted; decrypt it in a mail program and save it",
        ),
        "message/partial": (
            "unsupported",
            "this is one piece of a message; join its pieces in a mail program",
        ),
        "message/external-body": ("unsupported", "this only says where the content is; fetch and give that"),
    }
)
_PAGE_PARTS = ("image/", "font/", "text/css", "application/javascript", "text/javascript")
_LONGEST_NAME = 200
_CONTENT_ID = re.compile(rb"cid:([^\"'\s>)]+)", re.IGNORECASE)


@dataclass(slots=True)
class _Sorted:
    """What a message's parts are: those that make its body, attachments, and refusals."""

    body: list[Entity] = field(default_factory=list)
    attached: list[Entity] = field(default_factory=list)
    refused: list[tuple[Entity, str, str]] = field(default_factory=list)


def read(capture: Capture, *, given: Given, options: Options) -> Iterator[Report | Part | Failure]:
    """The sender's own text, messages passed on in it, then attachments and what cannot be read.

    A message without a word of its own is a Failure ("empty"), unless it passes messages on.
    """
    message = mime.parsed(capture.body)
    found = _Sorted()
    _sort(message, found, related=frozenset())
    yield from _told(message, found, capture=capture, given=given, options=options)
    used: set[str] = set()
    for entity in found.attached:
        yield _part(entity, used)
    for entity, kind, why in found.refused:
        yield Failure(path=f"{given.path}#{_name(entity, used)}", kind=kind, message=why)
    if not message.closed:
        why = "this message ends before its last part does; what came of it is read. Save it again"
        yield Failure(path=given.path, kind="truncated", message=why)


def _sort(entity: Entity, found: _Sorted, *, related: frozenset[str]) -> None:
    """Put an entity and its parts where they belong. related: ids that the page beside it shows."""
    kind = entity.kind
    if kind == "multipart/alternative" and entity.parts:
        _sort_alternative(entity, found)
    elif kind == "multipart/related" and entity.parts:
        _sort_related(entity, found)
    elif kind == "multipart/encrypted":
        found.refused.append((entity, *_REFUSED["application/pkcs7-mime"]))
    elif entity.parts:
        shown = _shown(entity)
        for part in entity.parts:
            _sort(part, found, related=related | shown)
    elif not _is_machinery(entity, related):
        _sort_leaf(entity, found)


def _sort_leaf(entity: Entity, found: _Sorted) -> None:
    kind = entity.kind
    refusal = _REFUSED.get(kind)
    if refusal is not None:
        found.refused.append((entity, *refusal))
    elif _is_body(entity):
        found.body.append(entity)
    else:
        found.attached.append(entity)


def _is_body(entity: Entity) -> bool:
    """True for text that is shown with the message, and not under a name of its own."""
    text = entity.kind.startswith("text/") or (entity.kind.startswith("multipart/") and not entity.parts)
    return text and entity.disposition != "attachment" and not entity.name


def _sort_alternative(entity: Entity, found: _Sorted) -> None:
    """One of several forms of the same: the fullest that can be read."""
    forms: list[_Sorted] = []
    for part in entity.parts:
        one = _Sorted()
        _sort(part, one, related=_shown(entity))
        forms.append(one)
        found.attached += one.attached
        found.refused += one.refused
    texts = [one.body for one in forms if one.body]
    if texts:
        found.body += bodies.fullest(texts)


def _sort_related(entity: Entity, found: _Sorted) -> None:
    """A page and what it shows: its pictures are no attachments."""
    first, rest = entity.parts[0], entity.parts[1:]
    start = (entity.parameter("start") or "").strip("<>")
    for part in entity.parts:
        if start and one_line(part.field("content-id")).strip("<>") == start:
            first, rest = part, [other for other in entity.parts if other is not part]
    _sort(first, found, related=_shown(entity))
    for part in rest:
        if not part.kind.startswith(_PAGE_PARTS) or part.disposition == "attachment":
            _sort(part, found, related=_shown(entity))


def _shown(entity: Entity) -> frozenset[str]:
    """The ids of parts that pages among the parts of an entity show."""
    pages = [part for part in entity.walk() if part.kind == "text/html" and not part.parts]
    return frozenset(
        match[1].decode("utf-8", "replace")
        for page in pages
        for match in _CONTENT_ID.finditer(page.content())
    )


def _is_machinery(entity: Entity, related: frozenset[str]) -> bool:
    """True for what only serves the message, or is shown inside its text."""
    kind = entity.kind
    if kind in _MACHINERY:
        return True
    shown = one_line(entity.field("content-id")).strip("<>") in related
    return shown and kind.startswith(_PAGE_PARTS)


def _told(
    message: Entity, found: _Sorted, *, capture: Capture, given: Given, options: Options
) -> Iterator[Report | Failure]:
    """The reports of a message's own text."""
    lines: list[Line] = []
    problem: InputError | None = None
    for entity in found.body:
        try:
            if entity.end - entity.start > options.limits.size:
                raise too_large(options.limits.size)
            lines += [*bodies.lines_of(entity, limits=options.limits), Line(text="", at=entity.number)]
        except InputError as error:
            problem = error
    own, *passed_on = voices(lines)
    written = [_report(voice, capture=capture, given=given) for voice in passed_on if voice.paragraphs]
    if problem is not None:
        yield Failure(path=given.path, kind=problem.kind, message=str(problem))
    elif not own.paragraphs and not written:
        yield _empty(message, found, own, given)
    if own.paragraphs:
        yield _of_sender(message, own, capture=capture, given=given)
    yield from written


def _empty(message: Entity, found: _Sorted, own: Voice, given: Given) -> Failure:
    if own.quoted:
        why = "all the text of this message is quoted from others; give the messages that it quotes"
    elif found.attached:
        why = "this message holds no text of its own; what is attached is read by itself"
    else:
        why = "this message holds no text"
    return Failure(path=given.path, kind="empty", message=why)


def _of_sender(message: Entity, own: Voice, *, capture: Capture, given: Given) -> Report:
    """The report of what the sender wrote, with the message's own fields."""
    text, blocks = _joined(own)
    people = names_of(message.field("from")) or names_of(message.field("sender"))
    house = sender_of(words_of(message.field("organization")), people)
    id = one_line(message.field("message-id")).strip("<> ")
    return Report(
        text=text,
        path=given.path,
        title=words_of(message.field("subject")) or None,
        publisher=house.value if house else None,
        byline=", ".join(name or address for name, address in people) or None,
        published=moment(words_of(message.field("date"))),
        retrieved=given.retrieved,
        # RFC 2392
        address=f"mid:{quote(id, safe='@!$*+-._~')}" if id else None,
        record=id or None,
        capture=capture,
        blocks=blocks,
        reasons=house.reasons("publisher") if house else (),
    )


def _report(voice: Voice, *, capture: Capture, given: Given) -> Report:
    """The report of a message that was passed on, with what is told of it there."""
    text, blocks = _joined(voice)
    return Report(
        text=text,
        path=given.path,
        title=voice.subject,
        byline=voice.sender,
        published=voice.published,
        retrieved=given.retrieved,
        capture=capture,
        blocks=blocks,
    )


def _joined(voice: Voice) -> tuple[str, tuple[Block, ...]]:
    """The paragraphs as one text, and where each stands."""
    blocks: list[Block] = []
    at = 0
    for paragraph in voice.paragraphs:
        blocks.append(Block(span=Span(at, at + len(paragraph.text)), locator=paragraph.at))
        at += len(paragraph.text) + len(GAP)
    return GAP.join(paragraph.text for paragraph in voice.paragraphs), tuple(blocks)


def _part(entity: Entity, used: set[str]) -> Part:
    """An attachment, to be read in its turn; an attached message under a name that says what it is."""
    name = _name(entity, used)
    if entity.kind in ("message/rfc822", "message/global") and not name.lower().endswith(".eml"):
        name += ".eml"
    kept = ("content-type", "content-disposition", "content-description")
    headers = tuple((field, one_line(entity.field(field))) for field in kept if entity.field(field))
    return Part(body=entity.content(), name=name, charset=entity.charset, headers=headers)


def _name(entity: Entity, used: set[str]) -> str:
    """The name of a part: its file name, else its number; with its number where two are named alike."""
    name = (entity.name or f"part {entity.number}")[-_LONGEST_NAME:]
    name = f"{entity.number} {name}" if name in used else name
    used.add(name)
    return name
