"""A brief as Markdown: plain lines that read well as they are, and wherever Markdown is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from secondsource.render.brief_parts import Brief, Clash, Origin, Quote, Ref, Section, Side, Told
from secondsource.render.figures import STATES, Chart

_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_LEADS = re.compile(r"^([#+-]|\d+[.)])(?=\s|$)")
_UNSAFE = re.compile(r"[\s()<>\\]")


def markdown(brief: Brief) -> str:
    """The brief; the same brief gives the same characters. Nothing that a report says can be markup."""
    return "\n".join(_lines(brief)).rstrip() + "\n"


def escaped(words: str) -> str:
    """Words that Markdown shows as they are."""
    return _LEADS.sub(r"\\\1", _SIGNS.sub(r"\\\1", words.replace("&", "&amp;")))


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title)}"
    yield ""
    if brief.deck:
        yield f"*{escaped(brief.deck)}*"
        yield ""
    if brief.tally:
        yield " · ".join(f"**{number}** {heading.lower()}" for _, heading, number in brief.tally)
        yield ""
    if brief.empty:
        yield brief.empty
        yield ""
    for section in brief.sections:
        yield from _section(section)
    if brief.clashes:
        yield from _heading("What cannot both be true")
        for clash in brief.clashes:
            yield from _clash(clash)
        yield ""
    if brief.charts:
        yield from _heading("How the figures moved")
        for held in brief.charts:
            yield from _chart(held, brief.figures)
    yield from _list("One voice, printed again", brief.voices)
    yield from _list("What is open", brief.open)
    if brief.credits:
        yield from _heading("Credits to paste")
        yield f"> {escaped(brief.credits)}"
        yield ""
    if brief.refs:
        yield from _heading("Reports")
        for ref in brief.refs:
            yield _report(ref)
        yield ""


def _heading(words: str) -> Iterator[str]:
    yield f"## {words}"
    yield ""


def _list(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from _heading(heading)
        yield from (f"- {escaped(line)}" for line in lines)
        yield ""


def _section(section: Section) -> Iterator[str]:
    yield from _heading(section.title)
    yield f"*{section.means}*"
    yield ""
    for told in section.claims:
        yield from _claim(told)
    if section.more > 0:
        yield f"*And {section.more} more: `secondsource claims --state {section.state}`*"
        yield ""


def _claim(told: Told) -> Iterator[str]:
    yield f"### {escaped(told.text)}"
    yield ""
    dots = f"{'●' * told.full}{'○' * told.open}{'+' if told.beyond else ''}"
    worth = f"{dots} **{told.worth}**" if dots else f"**{told.worth}**"
    denied = f"**denied by {told.denied}**" if told.denied else ""
    yield " · ".join(
        part for part in (worth, denied, told.reports, told.days, f"`{_short(told.id)}`") if part
    )
    yield ""
    yield from _origins(told.origins)
    for one in told.denials:
        yield from _origins((one,), before="**Denied:** ")
    if told.maybes:
        yield f"- *May be one voice:* {escaped('; '.join(told.maybes[:4]))}"
    for other in told.beside:
        words = f" {escaped(other.text)}" if other.text else ""
        yield f"- *{other.kind.capitalize()}*{words} `{_short(other.id)}`"
    if told.why:
        yield f"- *Why:* {escaped(told.why)}"
    yield ""


def _origins(origins: Iterable[Origin], *, before: str = "") -> Iterator[str]:
    for one in origins:
        how = f" ({one.how})" if one.how else ""
        quotes = "; ".join(_quote(quote) for quote in one.quotes)
        also = ", ".join(_also(quote) for quote in one.also)
        more = f" and {one.more} more" if one.more else ""
        yield f"- {before}**{escaped(one.name)}**{escaped(how)}: {quotes}" + (
            f"; also {also}{more}" if also else ""
        )


def _quote(quote: Quote) -> str:
    note = f", {quote.note}" if quote.note else ""
    return f"“{escaped(quote.words)}” ({_cited(quote.ref)}{note})"


def _also(quote: Quote) -> str:
    words = f" “{escaped(quote.words)}”" if quote.words else ""
    return _cited(quote.ref) + (f" ({quote.note})" if quote.note else "") + words


def _cited(ref: Ref) -> str:
    return f"{_link(ref.name, ref.address)} \\[{ref.number}\\]"


def _link(words: str, address: str | None) -> str:
    if address is None:
        return escaped(words)
    return f"[{escaped(words)}]({_UNSAFE.sub(lambda found: f'%{ord(found[0]):02X}', address)})"


def _clash(clash: Clash) -> Iterator[str]:
    yield f"- {_side(clash.a)}"
    yield f"  **≠** {_side(clash.b)}"
    if clash.why:
        yield f"  ({escaped(clash.why)})"


def _side(side: Side) -> str:
    figure = f" {escaped(side.figure)}" if side.figure else ""
    where = f" ({_cited(side.ref)}{f', {side.origins}' if side.origins else ''})" if side.ref else ""
    return f"**{escaped(side.who)}**{figure}: “{escaped(side.words)}”{where}"


def _chart(held: Chart, refs: Mapping[str, Ref]) -> Iterator[str]:
    yield f"### {escaped(held.title[:1].upper() + held.title[1:])}"
    yield ""
    yield f"In force now: **{escaped(held.now)}**" if held.now else "No range is in force."
    yield ""
    yield "| as of | figure | who counts | | |"
    yield "|---|---|---|---|---|"
    for line in held.lines:
        state = STATES.get(line.state, line.state)
        paths = ", ".join(dict.fromkeys(_where(str(row["path"]), refs) for row in line.reports[:4]))
        notes = ", ".join((*line.notes, state))
        yield f"| {line.at} | {escaped(line.amount)} | {escaped(line.source)} | {escaped(notes)} | {paths} |"
    yield ""
    told = (*held.conflicts, *held.revisions, *held.sums, *held.outcomes)
    yield from (f"- {escaped(one)}" for one in told)
    if told:
        yield ""


def _where(path: str, refs: Mapping[str, Ref]) -> str:
    if path in refs:
        return _cited(refs[path])
    words = " ".join(path.split())
    return _link(words, words if words.startswith(("http://", "https://")) else None)


def _report(ref: Ref) -> str:
    title = f" “{escaped(ref.title)}”" if ref.title else ""
    name = escaped(ref.publisher) if ref.publisher else ""
    parts = [part for part in (f"{name}{',' if name and title else ''}{title}".strip(), ref.day) if part]
    named = ", ".join(parts) + (". " if parts else "")
    return f"{ref.number}. {named}{_link(ref.path, ref.address)} `{_short(ref.id)}`"


def _short(id: str) -> str:
    return id.removeprefix("sha256:")[:10]
