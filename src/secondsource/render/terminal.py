"""A reading for a terminal: the report's heading, who says what, each with its line, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

from secondsource.records.rows import ReadRow
from secondsource.render.values import Values
from secondsource.render.view import KINDS, Said, View, view
from secondsource.render.voices import Voice

# Basic colours, so that they follow the terminal's own theme. No red: nothing here is an error.
_COLOURS = ("cyan", "magenta", "green", "yellow", "blue")
_GUTTER = 6
_NARROWEST = 20
_CLIPPED = 90  # code points of the writer's own sentences: to tell which, not to read them
_MENTIONED = 12  # parties that only are mentioned; more would hide who speaks


def report(
    row: ReadRow, *, console: Console, own: bool = False, group: bool = False, points: bool = False
) -> Text:
    """One reading, wrapped to the console's width.

    own adds the writer's own assertions, dimmed and cut short; group puts together what each source says;
    points adds the single propositions of contents that hold several.
    """
    sheet = _Sheet(shown=view(row), console=console, points=points)
    for line in _heading(sheet.shown):
        sheet.add(line)
    sheet.rule()
    if group:
        _grouped(sheet, own=own)
    else:
        _in_order(sheet, own=own)
    sheet.add(Text())
    if not group:
        _parties(sheet)
    for line in _footing(sheet.shown, own=own):
        sheet.add(line, gutter=Text("  "))
    return sheet.out


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """What was written so far. points: whether to list them.

    placed: places whose country was told; once a report is enough. told: times and numbers that were told of
    the statement around those that follow.
    """

    shown: View
    console: Console
    points: bool
    placed: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    out: Text = field(default_factory=Text)

    @property
    def width(self) -> int:
        return max(self.console.width, _NARROWEST)

    def rule(self) -> None:
        self.out.append("─" * self.width + "\n", style="dim")

    def add(self, words: Text, *, gutter: Text | None = None) -> None:
        """Lines of at most the width, the first behind the gutter and the others in line with it."""
        gutter = gutter or Text()
        room = max(self.width - len(gutter.plain), _NARROWEST)
        for number, line in enumerate(words.wrap(self.console, room) or [Text()]):
            self.out.append_text(gutter if not number else Text(" " * len(gutter.plain)))
            line.rstrip()
            self.out.append_text(line)
            self.out.append("\n")


def _heading(shown: View) -> Iterator[Text]:
    yield Text(shown.title, style="bold")
    if shown.details:
        yield Text(" · ".join(shown.details), style="dim")


def _in_order(sheet: _Sheet, *, own: bool) -> None:
    """The statements as they stand in the report, a heading wherever another begins to speak."""
    last: object = None
    for said in sheet.shown.said:
        if said.voice is None and not own:
            continue
        nested = said.outer is not None
        key = said.voice.number if said.voice else -1
        if not nested and key != last:
            sheet.add(Text())
            sheet.add(_who(said.voice), gutter=Text("  "))
            last = key
        _statement(sheet, said, nested=nested)


def _grouped(sheet: _Sheet, *, own: bool) -> None:
    """All that each source says, the named first."""
    kind: object = None
    for speaker in sheet.shown.speakers:
        if speaker.voice is None and not own:
            continue
        if speaker.voice and speaker.voice.kind != kind:
            kind = speaker.voice.kind
            sheet.add(Text())
            sheet.add(Text(KINDS[speaker.voice.kind], style="dim"))
        sheet.add(Text())
        who = _who(speaker.voice)
        who.append(f"  {len(speaker.said)}", style="not bold not italic dim")
        sheet.add(who, gutter=Text("  "))
        for index in speaker.said:
            _statement(sheet, sheet.shown.said[index], nested=False)


def _who(voice: Voice | None) -> Text:
    if voice is None:
        return Text("The writer", style="dim")
    who = Text(voice.name, style=_style(voice.number))
    if voice.role:
        who.append(f", {voice.role}", style="not bold dim")
    return who


def _statement(sheet: _Sheet, said: Said, *, nested: bool) -> None:
    """A statement's words behind its line number, its introduction before them, notes below."""
    if not nested:
        sheet.told.clear()
    gutter = Text(_line(said), style="dim")
    words = Text(style="dim" if said.voice is None else "")
    if nested and said.voice is not None:
        gutter.append("  " * (said.depth - 1) + "└ ")
        words.append(f"{said.voice.name}  ", style=_style(said.voice.number))
    if said.carried and not said.lead:
        words.append("(carried on)  ", style="dim italic")
    elif said.lead:
        words.append(f"{said.lead}  ", style="italic")
    words.append(said.words if said.voice else _clipped(said.words))
    sheet.add(words, gutter=gutter)
    below = Text(" " * len(gutter.plain))
    notes = Text(" · ", style="dim").join(_notes(sheet.shown, said, apart=not nested))
    if notes:
        sheet.add(notes, gutter=below)
    if not sheet.points:
        _values(sheet, said, said.facets.values, gutter=below)
        return
    _values(sheet, said, said.facets.apart, gutter=below)
    for point in said.facets.points:
        sheet.add(_point(point.words, negated=point.negated), gutter=below)
        _values(sheet, said, point.values, gutter=Text(below.plain + "  "))


def _values(sheet: _Sheet, said: Said, held: Values, *, gutter: Text) -> None:
    """When, how many and where, in one quiet paragraph: only what the words above do not say themselves."""
    horizon = said.facets.horizon if said.facets.forecast else None
    news = [one for one in held.times + held.numbers if not one.plain and one != horizon]
    told = [
        f"“{one.words}”: {one.told}" if one in held.times else one.told
        for one in news
        if one.key not in sheet.told
    ]
    for one in held.places:
        lies = one.told if one.key not in sheet.placed else ""
        if lies or (one.told and one.words.casefold() not in said.words.casefold()):
            told.append(f"{one.words} ({lies})" if lies else one.words)
        sheet.placed.add(one.key)
    sheet.told.update(one.key for one in news)
    if told:
        sheet.add(Text(" · ".join(dict.fromkeys(told)), style="dim"), gutter=gutter)


def _line(said: Said) -> str:
    return f"{said.line:>{_GUTTER - 2}}  " if said.line else " " * _GUTTER


def _point(words: str, *, negated: bool) -> Text:
    return Text(f"- {words}" + (" (negated)" if negated else ""), style="dim")


def _notes(shown: View, said: Said, *, apart: bool) -> Iterator[Text]:
    """What else was read of a statement. apart: it does not stand below the one that it is inside."""
    found = said.facets
    if found.polarity:
        yield Text(found.polarity, style="bold")
    dim = [found.outlook] if found.outlook else []
    if found.sure:
        words = f"“{found.sure.words}”" if found.sure.words else found.sure.level
        dim.append(f"{words}: {found.sure.band}" if found.sure.band else words)
    outer = next((one for one in shown.attributed if one.number == said.outer), None)
    if found.chain and (apart or not _seen(found.chain, outer, said)):
        dim.append("chain: " + " → ".join(found.chain))
    dim += [f"{known.kind}: “{known.words}”" if known.words else known.kind for known in found.basis]
    for index in found.grounded:
        ground = shown.said[index]
        told = "" if ground.voice else f": “{_clipped(ground.words)}”"
        dim.append(f"ground in line {ground.line}{told}")
    dim += [f"ground for line {shown.said[index].line}" for index in found.grounds]
    if apart and outer and outer.voice:
        dim.append(f"inside line {outer.line}: {outer.voice.name}")
    yield from (Text(note, style="dim") for note in dim)


def _seen(chain: tuple[str, ...], outer: Said | None, said: Said) -> bool:
    """True where a chain is just the one above and the one who speaks here, which the eye sees."""
    above = (one.voice.name.casefold() for one in (outer, said) if one and one.voice)
    return tuple(above) == tuple(name.casefold() for name in chain)


def _parties(sheet: _Sheet) -> None:
    """Who speaks, and how often; then who only is mentioned. Nothing where no party was read."""
    shown = sheet.shown
    if all(voice.kind == "open" for voice in shown.voices) and not shown.mentioned:
        return
    if shown.voices:
        sheet.add(Text("Who speaks", style="bold"), gutter=Text("  "))
        for speaker in shown.speakers:
            if speaker.voice is not None:
                sheet.add(_party(speaker.voice), gutter=Text(f"{len(speaker.said):>4}  ", style="dim"))
    if shown.mentioned:
        names = [party.name for party in shown.mentioned[:_MENTIONED]]
        more = len(shown.mentioned) - len(names)
        told = ", ".join(names) + (f", and {more} more" if more else "")
        sheet.add(Text(f"Also mentioned: {told}.", style="dim"), gutter=Text("  "))
    sheet.add(Text())


def _party(voice: Voice) -> Text:
    line = _who(voice)
    if voice.what:
        line.append(f" ({voice.what})", style="not bold not italic dim")
    return line


def _footing(shown: View, *, own: bool) -> Iterator[Text]:
    """How much there is, and what was not shown."""
    said, voices = len(shown.attributed), sum(1 for voice in shown.voices if voice.number)
    parts = [f"{_count(said, 'statement')} by {_count(voices, 'source')}" if said else "No statements"]
    if shown.own:
        hidden = "" if own else " (--own shows them)"
        parts.append(f"{_count(shown.own, 'sentence')} the writer's own{hidden}")
    yield Text("; ".join(parts) + ".", style="dim")


def _clipped(words: str) -> str:
    """The words, cut at a space where they are long."""
    if len(words) <= _CLIPPED:
        return words
    space = words.rfind(" ", _CLIPPED // 2, _CLIPPED)
    return words[: _CLIPPED if space < 0 else space].rstrip(" ,;:") + " …"


def _style(number: int) -> str:
    return f"bold {_COLOURS[(number - 1) % len(_COLOURS)]}" if number else "italic"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
