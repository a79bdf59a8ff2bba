"""Whom a statement credits: the outlets, reports and documents that it names, and whether these hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from secondsource.judging.dossier import Credited, Document
from secondsource.linking import publishers
from secondsource.model.echo import Echo
from secondsource.records.rows import PointRow, SpanRow, StatementRow
from secondsource.views.grounds import Grounds, Told, taker

# Those credits that stand for the whole report, and not for the sentence that they are in.
_WHOLE = frozenset({"tag", "byline"})


def documents(grounds: Grounds, told: Told, statement: StatementRow) -> tuple[Document, ...]:
    """Documents and recordings that a statement rests on, each with the report that it is, where one is."""
    named = [*statement["chain"], statement["source"]["party"] if statement["source"] else None]
    found: dict[str, Document] = {}
    for local in named:
        party = told.parties.get(local or "")
        if party is None or party["type"] != "document":
            continue
        joined = grounds.party(told, local or "")
        key = joined.id if joined is not None else f"{told.kept.id}/{local}"
        echo = next(_meant(grounds, told, _source_spans(statement)), None)
        found[key] = Document(
            key=key,
            name=party["name"],
            party=joined.id if joined is not None else None,
            named=party["kind"] == "named",
            report=None if echo is None else _other(echo, told),
            holds=None if echo is None else echo.holds,
        )
    return tuple(found[key] for key in sorted(found))


def credited(
    grounds: Grounds, told: Told, statement: StatementRow, point: PointRow | None
) -> tuple[Credited, ...]:
    """The outlets and agencies that a report credits for what it says here."""
    own = publishers.names_of(told.issuer or "")
    within = sentence_of(told, statement)
    found: dict[str, Credited] = {}
    for credit in told.row.get("credits", []):
        names = publishers.names_of(credit["name"])
        if names & own or not names:
            continue
        if credit["kind"] not in _WHOLE and not (within and _inside(credit["spans"], within)):
            continue
        key = publishers.key_of(credit["name"])
        echo = _of_names(grounds, told, names)
        found[key] = Credited(
            publisher=key,
            name=credit["name"],
            party=_party(grounds, told, statement, names),
            report=None if echo is None else _other(echo, told),
            holds=None if echo is None else echo.holds,
        )
    for echo in _meant(grounds, told, (point or statement["content"])["spans"]):
        other = grounds.told(_other(echo, told))
        name = other.issuer if other is not None else None
        if name is not None and publishers.key_of(name) not in found:
            key = publishers.key_of(name)
            found[key] = Credited(
                publisher=key,
                name=name,
                party=_party(grounds, told, statement, publishers.names_of(name)),
                report=_other(echo, told),
                holds=echo.holds,
            )
        elif name is not None and found[publishers.key_of(name)].report is None:
            key = publishers.key_of(name)
            held = found[key]
            found[key] = Credited(
                publisher=key, name=held.name, party=held.party, report=_other(echo, told), holds=echo.holds
            )
    return tuple(found[key] for key in sorted(found))


def sentence_of(told: Told, statement: StatementRow) -> tuple[int, int] | None:
    """Where the sentence begins and ends that holds a statement with its source and cue."""
    parts = [statement["content"]["spans"]]
    parts += [part["spans"] for part in (statement["source"], statement["cue"]) if part]
    edges = [edge for part in parts for span in part for edge in span]
    if not edges:
        return None
    return told.sentence(min(edges), max(edges))


def _inside(spans: Iterable[SpanRow], within: tuple[int, int]) -> bool:
    return any(within[0] <= span[0] and span[1] <= within[1] for span in spans)


def _other(echo: Echo, told: Told) -> str:
    return echo.a if echo.b == told.kept.id else echo.b


def _meant(grounds: Grounds, told: Told, spans: Iterable[SpanRow]) -> Iterator[Echo]:
    """The credits of a report whose words hold some spans, tied to what they mean; surest first."""
    wanted = list(spans)
    if not wanted:
        return
    first, last = min(span[0] for span in wanted), max(span[1] for span in wanted)
    held = grounds.credits(told.kept.id)
    for echo in sorted(held, key=lambda e: (-e.probability, e.a, e.b)):
        if taker(echo) != told.kept.id:
            continue
        mine = echo.spans_b if echo.b == told.kept.id else echo.spans_a
        if any(span.start <= first and last <= span.end for span in mine):
            yield echo


def _of_names(grounds: Grounds, told: Told, names: frozenset[str]) -> Echo | None:
    """The echo that ties a report to an earlier one of a publisher that it credits, the likeliest first."""
    mine = told.kept.id
    others = [o for o in grounds.near(mine) if publishers.names_of(grounds.issued(o) or "") & names]
    found = [
        echo
        for other in others
        if grounds.told(other) is not None
        for echo in grounds.between(mine, other)
        if echo.news and taker(echo) in (mine, None)
    ]
    return min(found, key=lambda e: (e.kind != "credit", -e.probability, e.a, e.b), default=None)


def _source_spans(statement: StatementRow) -> list[SpanRow]:
    return list(statement["source"]["spans"]) if statement["source"] else []


def _party(grounds: Grounds, told: Told, statement: StatementRow, names: frozenset[str]) -> str | None:
    """The party of the ledger that is credited, so that it is no speaker of its own: by its name, or as the
    document that the statement gives for its source.
    """
    source = statement["source"]["party"] if statement["source"] else None
    for local, party in sorted(told.parties.items()):
        is_source = local == source and party["type"] == "document"
        if is_source or (party["kind"] == "named" and publishers.names_of(party["name"]) & names):
            speaker = grounds.speaker(told, local)
            return speaker.party if speaker is not None else None
    return None
