"""Dossiers: every voice of a claim with what it rests on, from readings, echoes, parties and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from secondsource.judging.accounts import contend
from secondsource.judging.dossier import (
    FOR,
    Cited,
    Dossier,
    Relation,
    Speaker,
    Stance,
    Voice,
)
from secondsource.judging.withdrawals import with_withdrawals
from secondsource.ledger import judged, linked
from secondsource.linking import publishers, wordings
from secondsource.records.rows import StatementRow
from secondsource.views import crediting
from secondsource.views.copied import as_quoted, with_copies
from secondsource.views.grounds import Grounds, Told
from secondsource.views.notices import Notice, tells_of_earlier

Connection = Any
KINDS = {
    "refines-a": "refines",
    "refines-b": "refined-by",
    "conflicts": "conflicts",
    "supersedes-a": "supersedes",
    "supersedes-b": "superseded-by",
}
# Words of a point that is shown with its sentence, and code points of a sentence that is shown whole.
_SHORT, _LONG = 6, 300


class Standing(NamedTuple):
    """How a claim was judged, as far as those that tie to it look at it."""

    text: str
    withdrawn: bool


def dossiers(
    connection: Connection,
    claims: Collection[str],
    *,
    grounds: Grounds | None = None,
    within: Collection[str] | None = None,
    texts: dict[str, str] | None = None,
    related: Sequence[linked.Related] | None = None,
    stand: Mapping[str, Standing] | None = None,
) -> list[Dossier]:
    """The dossiers of claims, by id; of claims that are no more, none. within: only of these reports.

    texts: is given what each of the claims, and of those that tie to them, says in few words. related: what
    ties them to others, where that was asked already. stand: how others were judged, which is not done again.
    """
    grounds = grounds or Grounds(connection)
    related = linked.relations(connection, claims) if related is None else related
    members = linked.members(connection, {*claims, *(tie.other for tie in related)})
    if within is not None:
        members = {claim: [m for m in rows if m.report in within] for claim, rows in members.items()}
        members = {claim: rows for claim, rows in members.items() if rows}
    stand = {} if stand is None else {id: how for id, how in stand.items() if id not in claims}
    counted = {tie.other for tie in related if tie.label == "conflicts" or tie.label.startswith("supersedes")}
    bare = _bares(grounds, {id: rows for id, rows in members.items() if id not in stand or id in counted})
    told = {id: dossier.text for id, dossier in bare.items()} | {id: how.text for id, how in stand.items()}
    if texts is not None:
        texts.update((id, text) for id, text in told.items() if id in members)
    _correct(grounds, bare, related, members)
    gone = {claim for claim, dossier in bare.items() if claim not in stand and _withdrawn(dossier)}
    gone |= {claim for claim, how in stand.items() if how.withdrawn}
    ties: defaultdict[str, list[Relation]] = defaultdict(list)
    for tie in related:
        if tie.claim in bare and tie.other in members and _holds(tie, bare):
            facet = tie.facet if tie.label == "conflicts" else None
            kind, standing = KINDS[tie.label], tie.other not in gone
            ties[tie.claim].append(Relation(claim=tie.other, kind=kind, facet=facet, standing=standing))
    return [
        replace(bare[claim], relations=tuple(ties[claim])) if claim in ties else bare[claim]
        for claim in sorted(set(claims) & bare.keys())
    ]


def _bares(grounds: Grounds, members: Mapping[str, Sequence[linked.Member]]) -> dict[str, Dossier]:
    """Claims' dossiers without what ties them to others; what they rest on is fetched at once."""
    reports = {m.report for rows in members.values() for m in rows}
    grounds.load(reports)
    # Words that are shared with others make voices one; of a single voice only credits tell more.
    sharing = {m.report for rows in members.values() if len(rows) > 1 for m in rows}
    sharing |= {id for id in reports if (told := grounds.told(id)) and told.row.get("credits")}
    grounds.load_echoes(sharing)
    grounds.load_echoes(reports - sharing, credits=True)
    return {claim: _bare(grounds, claim, rows) for claim, rows in members.items()}


def _holds(tie: linked.Related, bare: Mapping[str, Dossier]) -> bool:
    """Whether a tie counts for the state: a figure takes another's place only in one line of counting, and
    only two accounts contradict each other.
    """
    if tie.label == "conflicts":
        return contend(bare[tie.claim].voices, bare[tie.other].voices)
    if not tie.label.startswith("supersedes"):
        return True
    return bool(_lines(bare[tie.claim]) & _lines(bare[tie.other]))


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
    if not any(voice.stance == "withdraws" for voice in dossier.voices):
        return False
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
    made = as_quoted(grounds, made)
    return Dossier(claim=claim, voices=with_copies(grounds, made), text=_text(grounds, made))


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
        statement, point = told.points[best.point]
        spans = (point or statement["content"])["spans"]
        # One that tells another point, too, would show what stands on other origins.
        if not spans or not told.shares(spans[0][0], spans[-1][1]):
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


def _correct(
    grounds: Grounds,
    bare: dict[str, Dossier],
    related: Sequence[linked.Related],
    members: Mapping[str, Sequence[linked.Member]],
) -> None:
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
    speaks = {claim: {m.report for m in rows} & notices.keys() for claim, rows in members.items()}
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
