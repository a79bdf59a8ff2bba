"""Dossiers: every voice of a claim with what it rests on, from readings, echoes, parties and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from secondsource.judging.dossier import (
    FOR,
    Cited,
    Copied,
    Dossier,
    Relation,
    Speaker,
    Stance,
    Voice,
)
from secondsource.judging.withdrawals import with_withdrawals
from secondsource.ledger import judged, linked
from secondsource.linking import publishers, wordings
from secondsource.records.rows import SpanRow, StatementRow
from secondsource.views import crediting
from secondsource.views.grounds import Grounds, Taken, Told
from secondsource.views.notices import Notice, tells_of_earlier

Connection = Any
KINDS = {
    "refines-a": "refines",
    "refines-b": "refined-by",
    "conflicts": "conflicts",
    "supersedes-a": "supersedes",
    "supersedes-b": "superseded-by",
}
# Words shared by an echo at least so probable (thousandths) must be one voice; others only may be.
_SURE = {"copy": 800, "partial": 800, "rewrite": 900}
# Words of a point that is shown with its sentence, and code points of a sentence that is shown whole.
_SHORT, _LONG = 6, 300


def dossiers(
    connection: Connection,
    claims: Collection[str],
    *,
    grounds: Grounds | None = None,
    within: Collection[str] | None = None,
    texts: dict[str, str] | None = None,
) -> list[Dossier]:
    """The dossiers of claims, by id; of claims that are no more, none. within: only of these reports.

    texts: is given what each of the claims, and of those that tie to them, says in few words.
    """
    grounds = grounds or Grounds(connection)
    related = linked.relations(connection, claims)
    others = {tie.other for tie in related} - set(claims)
    members = linked.members(connection, {*claims, *others})
    if within is not None:
        members = {claim: [m for m in rows if m.report in within] for claim, rows in members.items()}
        members = {claim: rows for claim, rows in members.items() if rows}
    grounds.load({m.report for rows in members.values() for m in rows})
    bare = {claim: _bare(grounds, claim, rows) for claim, rows in members.items()}
    if texts is not None:
        texts.update((claim, dossier.text) for claim, dossier in bare.items())
    _correct(grounds, bare, related)
    gone = {claim for claim, dossier in bare.items() if _withdrawn(dossier)}
    found = []
    for claim in sorted(set(claims) & bare.keys()):
        ties = tuple(
            Relation(
                claim=tie.other,
                kind=KINDS[tie.label],
                facet=tie.facet if tie.label == "conflicts" else None,
                standing=tie.other not in gone,
            )
            for tie in related
            if tie.claim == claim and tie.other in bare and _holds(tie, bare[claim], bare[tie.other])
        )
        found.append(replace(bare[claim], relations=ties))
    return found


def _holds(tie: linked.Related, one: Dossier, other: Dossier) -> bool:
    """Whether a tie counts for the state: a figure takes another's place only in one line of counting."""
    if not tie.label.startswith("supersedes"):
        return True
    return bool(_lines(one) & _lines(other))


def _lines(dossier: Dossier) -> set[str]:
    """Who stands behind a claim: parties, their bodies, or the publishers of those that name nobody."""
    found: set[str] = set()
    for voice in dossier.voices:
        if voice.stance not in FOR:
            continue
        speakers = [speaker for speaker in (voice.source, voice.knower) if speaker is not None]
        for speaker in (*speakers, *(member for each in speakers for member in each.members)):
            found.add(f"party {speaker.party}")
            if speaker.body:
                found.add(f"party {speaker.body}")
        if not speakers:
            found.add(f"publisher {voice.publisher or voice.family}")
    return found


def _withdrawn(dossier: Dossier) -> bool:
    said = [voice for voice in with_withdrawals(dossier) if voice.stance in FOR]
    return bool(said) and all(voice.withdrawn is not None for voice in said)


def _bare(grounds: Grounds, claim: str, members: Sequence[linked.Member]) -> Dossier:
    """A claim's dossier without what ties it to others."""
    voices = [voice for member in members if (voice := _voice(grounds, member)) is not None]
    negative = {m.point: _negative(grounds, m) for m in members}
    # A claim whose words all deny is denied only where somebody is said to deny it; "nobody came" asserts.
    asserted = any(not negative[voice.point] for voice in voices)
    made = []
    for voice in voices:
        stance = voice.stance
        if stance == "asserts" and negative[voice.point] and (asserted or _said_to_deny(grounds, voice)):
            stance = "denies"
        made.append(voice if stance == voice.stance else replace(voice, stance=stance))
    return Dossier(claim=claim, voices=_copied(grounds, made), text=_text(grounds, made))


def _negative(grounds: Grounds, member: linked.Member) -> bool:
    told = grounds.told(member.report)
    if told is None or member.point not in told.points:
        return member.sign < 0
    statement, point = told.points[member.point]
    return (bool(point and point["negated"])) != (statement["polarity"] == "denied")


def _said_to_deny(grounds: Grounds, voice: Voice) -> bool:
    told = grounds.told(voice.report)
    return told is not None and told.points[voice.point][0]["polarity"] == "denied"


def _text(grounds: Grounds, voices: Sequence[Voice]) -> str:
    """The words that a claim is shown by: of those that assert it, attributed first, then the earliest."""

    def rank(voice: Voice) -> tuple[Any, ...]:
        told = grounds.told(voice.report)
        attributed = told is not None and told.points[voice.point][0]["attributed"]
        return (
            voice.stance != "asserts",
            len(voice.text.split()) < 4,
            not attributed,
            voice.published is None,
            voice.published or "",
            voice.report,
            voice.point,
        )

    if not voices:
        return ""
    best = min(voices, key=rank)
    told = grounds.told(best.report)
    # A clause cut out of its sentence tells little by itself.
    if told is not None and (best.text[:1].islower() or len(best.text.split()) < _SHORT):
        sentence = " ".join(_sentence(told, best).split())
        return sentence if len(sentence) <= _LONG else best.text
    return best.text


def _voice(grounds: Grounds, member: linked.Member) -> Voice | None:
    told = grounds.told(member.report)
    if told is None or member.point not in told.points:
        return None
    statement, point = told.points[member.point]
    source, knower = _speakers(grounds, told, statement)
    text, issuer = (point or statement["content"])["text"], told.issuer
    return Voice(
        point=member.point,
        report=member.report,
        lineage=told.lineage,
        path=told.kept.path,
        text=text,
        publisher=publishers.key_of(issuer) if issuer else None,
        issuer=grounds.issuer(told),
        house=grounds.houses.house_of(issuer),
        published=told.published,
        stance="asks" if statement["polarity"] == "questioned" else "asserts",
        source=source,
        knower=knower,
        basis=frozenset(basis["kind"] for basis in statement["basis"]),
        credited=crediting.credited(grounds, told, statement, point),
        cited=tuple(Cited(report=c.source, by=c.by) for c in grounds.citings(member.report)),
        documents=crediting.documents(grounds, told, statement),
        quotation=wordings.quotation_of(text, direct=statement["quote"] == "direct"),
        desk=told.is_notice,
    )


def _speakers(grounds: Grounds, told: Told, statement: StatementRow) -> tuple[Speaker | None, Speaker | None]:
    """Who says it, and who knows at the end of the chain where that is another."""
    held = statement["source"]
    if held is None:
        return None, None
    source = grounds.speaker(told, held["party"], held["text"])
    chain = [party for party in statement["chain"] if party in told.parties]
    last = chain[-1] if chain else None
    if last is None or last == held["party"] or told.parties[last]["type"] == "document":
        return source, None
    return source, grounds.speaker(told, last)


def _copied(grounds: Grounds, voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices with what they have from others' words."""
    spans = {voice.point: _spans(grounds, voice) for voice in voices}
    of_report: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        of_report[voice.report].append(voice)
    made = []
    for voice in voices:
        mine = spans[voice.point]
        if not mine:
            made.append(voice)
            continue
        start, end = min(first for first, _ in mine), max(last for _, last in mine)
        copied = [
            _copy(taken, spans, of_report)
            for taken in grounds.taken(voice.report)
            # Most echoes of a long report lie elsewhere.
            if taken.start < end and start < taken.end and _overlaps(mine, taken.mine)
        ]
        copied.sort(key=lambda c: (c.report, c.passage))
        made.append(replace(voice, copied=tuple(copied)) if copied else voice)
    return tuple(made)


def _copy(taken: Taken, spans: dict[str, list[SpanRow]], of_report: dict[str, list[Voice]]) -> Copied:
    """What an echo says of one voice whose words it has."""
    echo, mine = taken.echo, taken.mine
    there = [
        held.point for held in of_report.get(taken.other, ()) if _overlaps(spans[held.point], taken.theirs)
    ]
    sure = not taken.open and echo.probability >= _SURE.get(echo.kind, 1001)
    return Copied(
        report=taken.other,
        point=min(there, default=None),
        passage=f"{mine[0][0]}" if len(mine) > 1 else "",
        sure="must" if sure else "may",
        reasons=echo.reasons,
    )


def _spans(grounds: Grounds, voice: Voice) -> list[SpanRow]:
    told = grounds.told(voice.report)
    if told is None:
        return []
    statement, point = told.points[voice.point]
    return list((point or statement["content"])["spans"])


def _overlaps(ours: Sequence[SpanRow], others: Sequence[SpanRow]) -> bool:
    """Whether half of some spans lies inside others."""
    shared = total = 0
    for start, end in ours:
        total += end - start
        for first, last in others:
            low, high = max(start, first), min(end, last)
            if low < high:
                shared += high - low
    return 2 * shared >= total > 0


def _correct(grounds: Grounds, bare: dict[str, Dossier], related: Sequence[linked.Related]) -> None:
    """Give the notices among the voices, and those of the same publishers, their stance."""
    reports = {voice.report for dossier in bare.values() for voice in dossier.voices}
    notices = {notice.report: notice for notice in grounds.notices(reports | _notices_near(grounds, reports))}
    if not notices:
        return
    ties: defaultdict[str, set[str]] = defaultdict(set)
    for tie in related:
        if tie.label != "refines-a" and tie.label != "refines-b":
            ties[tie.claim].add(tie.other)
            ties[tie.other].add(tie.claim)
    speaks = {
        claim: {voice.report for voice in dossier.voices} & notices.keys() for claim, dossier in bare.items()
    }
    for claim, dossier in list(bare.items()):
        voices = [_noticed(grounds, voice, notices.get(voice.report), dossier) for voice in dossier.voices]
        for notice in notices.values():
            target = notice.of & {voice.report for voice in voices}
            if not target or any(v.report == notice.report and v.stance == "withdraws" for v in voices):
                continue
            beside = any(notice.report in speaks.get(other, ()) for other in ties[claim])
            if notice.kind == "retraction" or beside:
                voices.append(_withdrawal(grounds, notice, frozenset(target)))
        bare[claim] = replace(dossier, voices=tuple(_of_one_mind(voices)))


def _of_one_mind(voices: Sequence[Voice]) -> Iterator[Voice]:
    """What a notice says beside its own withdrawal of a claim does not stand behind that claim."""
    back = {voice.report: voice.retracts for voice in voices if voice.stance == "withdraws"}
    for voice in voices:
        if voice.stance == "corrects" and voice.report in back:
            yield replace(voice, stance="withdraws", retracts=back[voice.report])
        else:
            yield voice


def _notices_near(grounds: Grounds, reports: Collection[str]) -> set[str]:
    """Notices of the publishers of some reports, which may take back what they say without repeating it."""
    keys = {
        publishers.key_of(told.kept.publisher)
        for id in reports
        if (told := grounds.told(id)) and told.kept.publisher
    }
    return set(judged.notices_of(grounds.connection, keys))


def _noticed(grounds: Grounds, voice: Voice, notice: Notice | None, dossier: Dossier) -> Voice:
    """A voice of a notice: it withdraws what it tells of an earlier report, and corrects by all else."""
    if notice is None:
        return voice
    told = grounds.told(voice.report)
    held = {other.report for other in dossier.voices}
    if told is not None and tells_of_earlier(_sentence(told, voice)):
        return replace(voice, stance="withdraws", retracts=frozenset(notice.of & held))
    return replace(voice, stance=_kept(voice.stance))


def _kept(stance: Stance) -> Stance:
    return "corrects" if stance == "asserts" else stance


def _sentence(told: Told, voice: Voice) -> str:
    statement, point = told.points[voice.point]
    spans = (point or statement["content"])["spans"]
    if not spans:
        return voice.text
    start, end = told.sentence(spans[0][0], spans[-1][1])
    return told.words[start:end].rstrip()


def _withdrawal(grounds: Grounds, notice: Notice, target: frozenset[str]) -> Voice:
    """A notice as a voice of a claim that it takes back without repeating it: its first words."""
    told = grounds.told(notice.report)
    assert told is not None
    point = notice.report
    statements = told.row["statements"]
    if statements:
        first = statements[0]
        point = first["points"][0]["id"] if first["points"] else first["id"]
    issuer = told.issuer
    text = statements[0]["content"]["text"] if statements else told.kept.title or ""
    return Voice(
        point=point,
        report=notice.report,
        lineage=told.lineage,
        path=told.kept.path,
        text=text,
        publisher=publishers.key_of(issuer) if issuer else None,
        published=told.published,
        stance="withdraws",
        desk=True,
        retracts=target,
    )
