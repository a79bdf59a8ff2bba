"""Whose words a mail's lines are: the sender's own, those of messages passed on, and what is only quoted.

A message that was passed on, with its own From, Date and Subject, is a voice of its own. What an answer
quotes ("> ", "On ... wrote:") and signatures are no voice: they stand in the messages they come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from secondsource.intake.mime import words_of
from secondsource.intake.moments import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a body. at: where it stands, for people; depth: how often it is quoted."""

    text: str
    at: str
    depth: int = 0


@dataclass(slots=True, kw_only=True)
class Voice:
    """One who wrote: the sender, or whom a message that was passed on is from.

    depth: how deep its own lines are quoted. paragraphs: of its own words, each with its place. quoted: some
    lines were left out since they are another's.
    """

    sender: str | None = None
    published: str | None = None
    subject: str | None = None
    depth: int = 0
    paragraphs: list[Line] = field(default_factory=list)
    quoted: bool = False


_RULE = r"[-_=*–—]{2,}"
# Lines that begin a message passed on; a reply of Outlook's calls the one it answers "Original Message".
_PASSED_ON = re.compile(
    rf"(?:{_RULE}\s*)?(?:begin forwarded message:?|forwarded message(?: follows)?:?|original message|"
    rf"original appointment|forwarded by .{{1,120}})\s*(?:{_RULE})?",
    re.IGNORECASE,
)
_NEEDS_RULE = re.compile(r"(?:forwarded message|original|forwarded by)", re.IGNORECASE)
_ENDED = re.compile(rf"{_RULE}\s*end (?:of )?forwarded message\s*(?:{_RULE})?", re.IGNORECASE)
_HEADER = re.compile(
    r"\*?(?P<name>from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments|organization|"
    r"resent-from|newsgroups|message-id)\s?:\*?(?:\s+(?P<value>.*))?",
    re.IGNORECASE,
)
_SAME = {"sent": "date"}
_WHOLE = frozenset({"from", "date", "to", "subject"})
_LISTS = frozenset({"to", "cc", "bcc"})
_LONGEST_BLOCK = 40  # lines of header fields and what they go on in
_RULE_ALONE = re.compile(r"[-_=*~]{5,}")
_UNDERSCORES = re.compile(r"[_-]{5,}")
# What introduces a quotation. Sure: it tells day and time or an address, as programs write it.
_WROTE = re.compile(
    r"(?:on|am|le|el|il|op|den)\b.{4,300}\b(?:wrote|writes|said|schrieb|a écrit|escribió|ha scritto|schreef|"
    r"skrev)\b.{0,80}:|.{2,200}\b(?:wrote|writes|schrieb)(?:\s+on\b.{4,80})?:",
    re.IGNORECASE,
)
_SURELY_WROTE = re.compile(
    r"^on\b.*(?:\d{1,2}[:.]\d{2}|<[^<>@\s]+@[^<>\s]+>|\[mailto:).*\bwrote:$", re.IGNORECASE
)
_SIGNATURE = re.compile(r"--\s?|—")
_LONGEST_SIGNATURE = 12
_DEVICE = re.compile(
    r"(?:sent|envoyé|gesendet) (?:from|via|with) (?:my|the|outlook|mail|yahoo|proton|samsung|gmail|iphone)"
    r"\b.{0,60}|get outlook for .{1,40}|enviado desde .{1,40}",
    re.IGNORECASE,
)
_LIST_FOOTER = re.compile(
    r"mailing list|unsubscribe|list ?info|https?://\S+/(?:mailman|listinfo)", re.IGNORECASE
)
_LONGEST_FOOTER = 8


def voices(lines: Sequence[Line]) -> list[Voice]:
    """Whose words the lines of a body are; the first voice is the sender's, empty where all is another's."""
    return _Parting(lines).parted()


class _Parting:
    """Goes through the lines once. open: the voices whose words may go on, the innermost last."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.found = [Voice()]
        self.open = [self.found[0]]
        self.silent = False  # inside a signature or a quotation without marks
        self.paragraph: list[Line] = []

    def parted(self) -> list[Voice]:
        """All voices, in the order in which they begin."""
        at = 0
        while at < len(self.lines):
            at = self._step(at)
        self._close_paragraph()
        return self.found

    def _step(self, at: int) -> int:
        """Deal with the line at a place; gives the place of the next."""
        line = self.lines[at]
        text = line.text.strip()
        passed_on = _begins(self.lines, at)
        if passed_on is not None:
            voice, after = passed_on
            self._begin(voice, line.depth)
            return after
        self._leave(line, text)
        voice = self.open[-1]
        if not text:
            self._close_paragraph()
            return at + 1
        if line.depth > voice.depth:
            self._close_paragraph()
            voice.quoted = True
            return at + 1
        if _ENDED.fullmatch(text):
            self._end()
            return at + 1
        if self.silent:
            return at + 1
        skipped = self._not_own(at, text)
        if not skipped:
            self.paragraph.append(line)
        return at + max(1, skipped)

    def _begin(self, voice: Voice, marked: int) -> None:
        self._close_paragraph()
        self.silent = False
        # One that is quoted less deep than those that are open ends them.
        while len(self.open) > 1 and self.open[-1].depth > marked:
            self.open.pop()
        self.found.append(voice)
        self.open.append(voice)

    def _leave(self, line: Line, text: str) -> None:
        """A line that is quoted less deep than the one passed on stands after that."""
        if text and line.depth < self.open[-1].depth:
            self._close_paragraph()
            self.silent = False
            while len(self.open) > 1 and line.depth < self.open[-1].depth:
                self.open.pop()

    def _end(self) -> None:
        self._close_paragraph()
        self.silent = False
        if len(self.open) > 1:
            self.open.pop()

    def _not_own(self, at: int, text: str) -> int:
        """How many lines from a place on are none of the writer's words, for what they say themselves."""
        if _SIGNATURE.fullmatch(self.lines[at].text) and self._is_last(at, text):
            self._close_paragraph()
            self.silent = True
            return 1
        if _DEVICE.fullmatch(text):
            return 1
        if _RULE_ALONE.fullmatch(text) and not self._footer(at, text):
            self._close_paragraph()
            return 1
        if footer := self._footer(at, text):
            self._close_paragraph()
            return footer
        return self._attribution(at)

    def _is_last(self, at: int, text: str) -> bool:
        """True when little follows: a rule of two hyphens may also part what somebody wrote."""
        if self.lines[at].text == "-- ":
            return True
        rest = self._rest(at + 1)
        return len(rest) <= _LONGEST_SIGNATURE

    def _footer(self, at: int, text: str) -> int:
        """The lines that a mailing list sets below what was written."""
        if not _UNDERSCORES.fullmatch(text):
            return 0
        rest = self._rest(at + 1)[:_LONGEST_FOOTER]
        return 1 + len(rest) if any(_LIST_FOOTER.search(line.text) for line in rest) else 0

    def _rest(self, at: int) -> list[Line]:
        """What follows as deep as here, up to what is another's."""
        depth, out = self.open[-1].depth, list[Line]()
        for place in range(at, min(len(self.lines), at + 4 * _LONGEST_SIGNATURE)):
            line = self.lines[place]
            if line.depth != depth or _begins(self.lines, place) is not None:
                break
            out.append(line)
        return out

    def _attribution(self, at: int) -> int:
        """How many lines introduce what somebody else wrote; 0 where none do."""
        depth, text = self.open[-1].depth, ""
        for count in range(1, 5):
            if at + count > len(self.lines):
                return 0
            line = self.lines[at + count - 1]
            if line.depth != depth or not line.text.strip():
                return 0
            text = f"{text} {line.text.strip()}".strip()
            if text.endswith(":") and _WROTE.fullmatch(text):
                return self._introduces(at, count, text)
        return 0

    def _introduces(self, at: int, count: int, text: str) -> int:
        depth = self.open[-1].depth
        following = next((line for line in self.lines[at + count :] if line.text.strip()), None)
        if following is None or following.depth > depth:
            self._close_paragraph()
            self.open[-1].quoted = True
            return count
        if not _SURELY_WROTE.match(text):
            return 0
        # A program that marks no quotation sets it last.
        self._close_paragraph()
        self.silent = self.open[-1].quoted = True
        return count

    def _close_paragraph(self) -> None:
        if self.paragraph:
            text = "\n".join(line.text.rstrip() for line in self.paragraph)
            self.open[-1].paragraphs.append(Line(text=text.strip(), at=self.paragraph[0].at))
            self.paragraph = []


def _begins(lines: Sequence[Line], at: int) -> tuple[Voice, int] | None:
    """The voice of a message passed on that begins at a line, and where its words begin."""
    text = lines[at].text.strip()
    marked = _marks(text)
    if not marked and not (text[:6].lower().lstrip("*").startswith("from") and _stands_apart(lines, at)):
        return None
    begin = at
    if marked:
        begin = at + 1
        while begin < min(len(lines), at + 4) and not lines[begin].text.strip():
            begin += 1
    fields, after, depth = _header_block(lines, begin)
    if marked and not fields:
        return (Voice(depth=lines[at].depth), at + 1) if "forwarded" in text.lower() else None
    if "from" not in fields or not (marked or {"subject", "date"} <= fields.keys()):
        return None
    voice = Voice(
        sender=_person(fields["from"]),
        published=moment(words_of(fields.get("date"))),
        subject=words_of(fields.get("subject")) or None,
        depth=depth,
    )
    return voice, after


def _marks(text: str) -> bool:
    """True for a line that says that a message passed on follows."""
    if not 8 <= len(text) <= 200 or not _PASSED_ON.fullmatch(text):
        return False
    return not _NEEDS_RULE.match(text) or text.lower().startswith("forwarded message follows")


def _stands_apart(lines: Sequence[Line], at: int) -> bool:
    """True after an empty line or a rule, or where a quotation begins."""
    if at == 0:
        return True
    before = lines[at - 1]
    text = before.text.strip()
    return not text or before.depth != lines[at].depth or _UNDERSCORES.fullmatch(text) is not None


def _header_block(lines: Sequence[Line], at: int) -> tuple[dict[str, str], int, int]:
    """The header fields that stand in lines from a place on, where they end, and how deep they are quoted."""
    fields: dict[str, str] = {}
    if at >= len(lines):
        return fields, at, 0
    depth, name, after = lines[at].depth, "", at
    for place in range(at, min(len(lines), at + _LONGEST_BLOCK)):
        line = lines[place]
        text = line.text.strip()
        if not text:
            continue
        match = _HEADER.fullmatch(text)
        apart = place > after
        if line.depth != depth or (apart and (match is None or fields.keys() >= _WHOLE)):
            break
        if match is not None and match["name"].lower() not in fields:
            name = _SAME.get(match["name"].lower(), match["name"].lower())
            fields[name] = (match["value"] or "").strip()
        elif match is None and name and (line.text[:1] in " \t" or (name in _LISTS and "@" in text)):
            fields[name] = f"{fields[name]} {text}".strip()
        else:
            break
        after = place + 1
    return fields, after, depth


def _person(value: str) -> str | None:
    """A name from a From field as programs show it ("Anna Lind [mailto:anna@holm.invalid]")."""
    text = words_of(value)
    name = re.sub(r"<[^<>]*>|\[mailto:[^\]]*\]|\(mailto:[^)]*\)", " ", text)
    name = " ".join(name.replace("*", " ").replace('"', " ").split()).strip(" '")
    if name:
        return name
    found = re.search(r"[^\s<>\[\]:]+@[^\s<>\[\]]+", text)
    return found[0] if found else None
