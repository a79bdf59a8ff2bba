"""Turns of a transcript, an interview, a chat or a live blog: a label opens a paragraph, somebody speaks.

"QUESTION: ...", "[ANNA BERG] ...", "((WN)) ...", "Q. ...", "14:05 Anna Berg: ...", "<anna> ...", "ANNA BERG:"
on a line of its own. Paragraphs without a label that follow go on with the turn.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from secondsource.model.span import Span
from secondsource.reading.tags import Range
from secondsource.text import Segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What somebody says under a label: in the label's own paragraph, and in the later ones of the turn."""

    label: Range
    speech: Range
    rest: tuple[Range, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """A paragraph that opens like a turn. kind: how the label is marked."""

    kind: str
    label: Span
    speech: Span
    paragraph: int
    name: str


# Between what opens a paragraph and the label: list and quote marks, a time of day, notes on the recording.
_LEAD = (
    r"[*_>\s]{0,8}"
    r"(?:[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4})?[\])]?[\s|–—-]{1,4})?"
    r"(?:\[(?:BEGIN|START|Begin|Start|TEXT|Text|PASSAGE|VIDEO|AUDIO)[^\]\n]{0,60}\]\s{1,3})?"
)
_NAME = r"[^\W\d_][^\s:：“”\"\]\[()<>]{0,40}(?: [^\s:：“”\"\]\[<>]{1,40}){0,6}?"
_BRACKETED = r"\[?(?P<label>[@#]?" + _NAME + r"(?:, [^:：“”\"\n\]]{2,60}?)?(?: \([^)\n]{1,60}\))?)\]?\s?"
_HEADS = (
    ("colon", re.compile(_LEAD + _BRACKETED + r"[*_]{0,4}(?::[*_]{0,4}\s+|：\s{0,3})(?=\S)")),
    ("bracket", re.compile(_LEAD + rf"(?:\[(?P<label>{_NAME})\]|\(\((?P<double>{_NAME})\)\))\s+(?=\S)")),
    ("nick", re.compile(_LEAD + r"<(?P<label>[@+%]?[\w.|-]{2,30})>\s+(?=\S)")),
    ("letter", re.compile(_LEAD + r"(?P<label>[QA])[.)]\s+(?=[^\W\d_])")),
    ("bold", re.compile(_LEAD + r"(?:\*\*|__)(?P<label>" + _NAME + r")(?:\*\*|__)\s+(?=\S)")),
)  # fmt: skip
_ANSWERS = re.compile(r"(?P<label>[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*){1,2}) (?=[A-Z])")
_LINE = re.compile(_LEAD + _BRACKETED + r"[*_]{0,4}[:：][*_]{0,4}\s*")
_LINKS = frozenset(re.findall(r"\w+", "of the for de da di del la van von der bin ibn al el and"))
_NO_LABEL = re.compile(
    r"(?i)(?:note|notes|update[ds]?|correction|by|photo|image|source|date|time|place|location|where|when|what|why|how|"
    r"killed|dead|wounded|injured|missing|weather|background|context|summary|analysis|outlook|conclusion|"
    r"breaking|exclusive|watch|listen|video|poll|opinion|fact|facts|myth|warning|attention|contact|tel|phone|"
    r"e-?mail|website|twitter|facebook|follow|read more|read|related|see also|see|tags?|subject|re|fwd|from|"
    r"to|but|and|then|here|this|that|these|those|there|it|he|she|we|they|you|i|"
    r"the [a-z]+ [a-z]+ [a-z]+.*|dear .*|"
    r"(?:.* )?(?:people|citizens|brothers|comrades|friends|gentlemen|compatriots)(?: of .*)?)"
)
# Roles that ask or lead: such a label needs no second one to be believed.
_ASKERS = frozenset(
    re.findall(
        r"\w+",
        "q a question answer reporter interviewer journalist correspondent moderator host anchor announcer "
        "speaker commentator unidentified newsman newscaster",
    )
)
_NOTES = frozenset(
    re.findall(
        r"\w+",
        "begin end passage passages words word applause laughter laughs continued text recording video audio "
        "sic indistinct crosstalk pause music interruption as at in speaking changes transcript editor from "
        "report inaudible cheers silence break photo image updated excerpt excerpts article editorial speech "
        "communique interview sentence omitted signed dated",
    )
)
_CUT = re.compile(r"\[(?:END|End)\b[^\]\n]{0,60}\]|\[[^\]\n]{1,60}\]\s*$")
_OVER = re.compile(r"\[(?:END|End)\b|^\W*(?:ENDS?|###|\* \* \*|Notes? to [Ee]ditors.*)\W*$", re.MULTILINE)
_TAGS = frozenset(
    re.findall(r"\w+", "p b i u br em li ul ol td tr th div span strong code pre html body head hr img")
)
_FEW = 3  # labels that make a dialogue when one of them comes twice


def turns(segments: Segments) -> list[Turn]:
    """The labelled turns of a text, in order; none where the labels do not make a dialogue."""
    heads = [h for i, b in enumerate(segments.paragraphs) if (h := _head(segments.text, i, b))]
    heads = _believed(segments, heads)
    if not heads:
        return []
    alone = len(heads) * 2 >= len(segments.paragraphs) - heads[0].paragraph
    out = []
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        label, speech = (segments.range_of(s) for s in (head.label, head.speech))
        if label[0] < label[1] <= speech[0] < speech[1]:
            end = after.paragraph if after else len(segments.paragraphs) if alone and len(heads) > 1 else 0
            rest = _rest(segments, head, end)
            answer = _answer(segments, rest[0]) if rest and head.kind == "bracket" else None
            out.append(Turn(label=label, speech=speech, rest=() if answer else rest))
            out += [replace(answer, rest=rest[1:])] if answer else []
    return out


def _answer(segments: Segments, words: Range) -> Turn | None:
    """A paragraph after a labelled one that opens with a name of the text ("Orla Venn I am ...")."""
    text, span = segments.text, segments.span_of(*words)
    found = _ANSWERS.match(text, span.start, span.end)
    if not found or text.count(found["label"].split()[-1]) < 2:
        return None
    label, speech = (
        segments.range_of(Span(*found.span("label"))),
        segments.range_of(Span(found.end(), span.end)),
    )
    return Turn(label=label, speech=speech) if speech[0] < speech[1] else None


def headline(segments: Segments, names: Sequence[str]) -> Turn | None:
    """The claim of a headline under its speaker's name ("Berg: Harbour is safe"), who speaks in the text too.

    names: the words by which the text names its sources.
    """
    if len(segments.paragraphs) < 2:
        return None
    block = segments.paragraphs[0]
    found = _HEADLINE.match(segments.text, block.start, block.end)
    if not found or _NO_LABEL.fullmatch(found["label"]) or not _capitals(found["label"]):
        return None
    last = found["label"].split()[-1].lower()
    if last not in _REPORTERS and not any(last in name.lower().split() for name in names):
        return None
    label, speech = (
        segments.range_of(Span(*found.span("label"))),
        segments.range_of(Span(found.end(), block.end)),
    )
    return Turn(label=label, speech=speech) if speech[1] - speech[0] > 3 else None


_REPORTERS = frozenset(
    re.findall(r"\w+", "report reports study survey poll police officials sources experts un")
)
_HEADLINE = re.compile(r"(?:[A-Z]{4,12}\s[-–—]\s)?(?P<label>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}): (?=\S)")


def _head(text: str, paragraph: int, block: Span) -> _Head | None:
    """How a paragraph opens like a turn; None where it does not."""
    for kind, pattern in _HEADS:
        found = pattern.match(text, block.start, block.end)
        if not found:
            continue
        group = "double" if kind == "bracket" and found["label"] is None else "label"
        start, end = found.span(group)
        name = text[start:end]
        if kind == "colon":
            end = start + len(re.split(r", | \((?=[a-z])", name, maxsplit=1)[0])
        if _is_label(kind, text[start:end]):
            speech = _end(text, Span(found.end(), block.end))
            if len(speech):
                return _Head(
                    kind=kind,
                    label=Span(start, end),
                    speech=speech,
                    paragraph=paragraph,
                    name=text[start:end],
                )
    line = _LINE.fullmatch(text, block.start, block.end)
    if line and _is_label("line", line["label"]) and len(line["label"].split()) <= 4:
        label, nothing = Span(*line.span("label")), Span(block.end, block.end)
        return _Head(kind="line", label=label, speech=nothing, paragraph=paragraph, name=line["label"])
    return None


def _is_label(kind: str, name: str) -> bool:
    if _NO_LABEL.fullmatch(name):
        return False
    if kind in ("nick", "letter"):
        return name.lower() not in _TAGS
    if kind == "bracket" and name.split()[0].strip(".,").lower() in _NOTES:
        return False
    return _capitals(name) or (kind == "colon" and " " not in name and len(name) <= 20)


def _capitals(name: str) -> bool:
    """True for words with capitals, or of a script without them, and what links them."""
    words = name.replace("(", " ").replace(")", " ").split()
    return bool(words) and all(not w[0].islower() or w.lower() in _LINKS for w in words)


def _end(text: str, speech: Span) -> Span:
    """The speech up to where a recording ends, without the note that closes its paragraph."""
    found = _CUT.search(text[speech.start : speech.end])
    return Span(speech.start, speech.start + found.start() if found else speech.end)


def _believed(segments: Segments, heads: list[_Head]) -> list[_Head]:
    """The heads that speakers' labels make, by their kind, their number and what is said under them."""
    text = segments.text
    heads = _joined(segments, heads)
    count = Counter(h.name.lower() for h in heads)
    small = {h.name for h in heads if h.kind == "colon" and not _capitals(h.name)}
    twice = any(n > 1 for n in count.values())
    sentences = sum(text[h.speech.start : h.speech.end].rstrip()[-1:] in tuple('.?!”"…»’)') for h in heads)
    most = len(heads) >= 2 and len(heads) * 2 > len(segments.paragraphs) and sentences * 2 > len(heads)
    dialogue = most or (len(heads) >= _FEW and twice)
    letters = {h.name for h in heads if h.kind == "letter"}
    brackets = {h.name for h in heads if h.kind == "bracket"}
    out = []
    for head in heads:
        words = head.name.lower().split()
        asks = len(words) <= 2 and words[0] in _ASKERS
        quoted = text[head.speech.start] in "“\"«„‘'"
        if head.kind == "letter":
            known = letters == {"Q", "A"}
        elif head.kind == "bracket":
            known = asks or len(brackets) > 1 or count[head.name.lower()] > 1 or _elsewhere(text, head)
        elif head.name in small:
            known = dialogue and twice and len(heads) >= _FEW
        else:
            known = dialogue or quoted or (asks and (head.name.isupper() or len(count) > 1))
        if known:
            out.append(head)
    return out


def _joined(segments: Segments, heads: list[_Head]) -> list[_Head]:
    """Labels on a line of their own take the next paragraph as their speech; without one they fall away."""
    opened = {h.paragraph for h in heads}
    out = []
    for head in heads:
        if head.kind != "line":
            out.append(head)
        elif head.paragraph + 1 < len(segments.paragraphs) and head.paragraph + 1 not in opened:
            block = segments.paragraphs[head.paragraph + 1]
            out.append(_Head(kind="line", label=head.label, speech=_end(segments.text, block),
                             paragraph=head.paragraph, name=head.name))  # fmt: skip
    return [h for h in out if len(h.speech)]


def _elsewhere(text: str, head: _Head) -> bool:
    """True when the last word of a label also stands somewhere outside of it."""
    last = re.escape(head.name.split()[-1])
    return any(not (head.label.start <= m.start() < head.label.end)
               for m in re.finditer(rf"(?i)(?<!\w){last}(?!\w)", text))  # fmt: skip


def _rest(segments: Segments, head: _Head, end: int) -> tuple[Range, ...]:
    """The paragraphs after a turn's own up to another, as far as the turn goes."""
    first = head.paragraph + (2 if head.kind == "line" else 1)
    text = segments.text
    if _OVER.search(text[head.speech.start : segments.paragraphs[first - 1].end] if first else ""):
        return ()
    out: list[Range] = []
    for index in range(first, end):
        block = segments.paragraphs[index]
        over = _OVER.search(block.of(text))
        speech = _end(text, block) if over else block
        words = segments.range_of(speech)
        if words[1] - words[0] >= 3 and not (over and over.start() == 0):
            out.append(words)
        if over:
            break
    return tuple(out)
