"""Claims as rows: judged from their dossiers, kept, and read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

import orjson

from secondsource.judging import judged
from secondsource.judging.dossier import Dossier, Voice, in_order
from secondsource.judging.state import Judgement
from secondsource.judging.ties import Origins
from secondsource.ledger import claim_marks, derived, linked, listing, pair_readings, queues
from secondsource.ledger import judged as kept
from secondsource.ledger.claim_marks import Mark
from secondsource.ledger.judged import JudgedRow
from secondsource.ledger.kept import Kept, by_id
from secondsource.ledger.link_tables import link_tables
from secondsource.linking import publishers, score
from secondsource.linking.publishers import key_of
from secondsource.model.clusters import Key, Pair, number
from secondsource.model.statement import Reason
from secondsource.model.wording import Edge, Wording
from secondsource.records.claims import ClaimItem, OriginsRow, RootRow, SaidRow
from secondsource.records.rows import ReadRow
from secondsource.records.turned import ClaimRelation
from secondsource.views import conflicting, estimates
from secondsource.views.clashes import clashing
from secondsource.views.dossiers import KINDS, Standing, dossiers
from secondsource.views.grounds import Grounds, reason_row
from secondsource.views.notices import is_notice, notices

Connection = Any
# Voices of one claim that are told with a reason each: a copy of a copy tells nothing new.
_MOST_REASONS = 200


def judge(connection: Connection, n: int, claims: Collection[str]) -> set[str]:
    """Judge claims anew and keep them in a generation; those that tie to one that looks otherwise, too.

    Gives all that were judged; `figure` is to be asked of them next.
    """
    grounds = Grounds(connection)
    before = kept.bodies(connection, claims, n=n)
    after = _judge(connection, n, claims, grounds)
    other = {id for id in claims if before.get(id) != after.get(id)}
    turned = {id for id in other if not _alike(before, after, id)}
    ties = linked.relations(connection, other) if other else []
    # Whether two claims contradict each other hangs on who speaks for them.
    others = {tie.other for tie in ties if tie.claim in turned or tie.label == "conflicts"} - set(claims)
    # Those that wait to be judged will look at what stands now.
    others -= queues.waiting_of(connection, link_tables(n), others)
    if others:
        _judge(connection, n, others, grounds)
    return {*claims, *others}


def figure(connection: Connection, n: int, claims: Collection[str]) -> set[str]:
    """Make the estimates and the conflicts of claims anew, once they are judged.

    What counts one thing is looked at together, whoever of it was named. Gives the claims that this is done
    for: with those named others that wait for it.
    """
    held = link_tables(n)
    done, figured, standing = estimates.judge(
        connection, claims, waiting=lambda some: queues.unfigured_of(connection, held, some)
    )
    conflicting.keep(connection, done | standing, figured)
    return done


def _judge(connection: Connection, n: int, claims: Collection[str], grounds: Grounds) -> dict[str, bytes]:
    """Judge claims and keep them; gives their records."""
    made = judgements(connection, claims, grounds=grounds, n=n)
    rows = [kept_row(item, judgement) for item, judgement in made]
    kept.replace(connection, n, claims, rows)
    claim_marks.put(connection, claims, (_mark(item, row) for (item, _), row in zip(made, rows, strict=True)))
    return {row.claim: row.body for row in rows}


def _alike(before: Mapping[str, bytes], after: Mapping[str, bytes], id: str) -> bool:
    """Whether a claim looks as it did to those that tie to it."""
    return id in before and id in after and _seen(before[id]) == _seen(after[id])


def _seen(body: bytes) -> object:
    """What others that tie to a claim look at: its words, whether it fell, who stands behind its figures."""
    item = cast("ClaimItem", orjson.loads(body))
    follows = any(tie["kind"] in ("supersedes", "superseded-by") for tie in item["relations"])
    voices = item["said"] if follows else []
    lines = {(v["stance"], v["publisher"], v["source"], v["party"], *v["chain"]) for v in voices}
    return item["text"], item["state"] == "withdrawn", lines


def take_notice(connection: Connection, n: int, reports: Collection[str]) -> set[str]:
    """Keep which of some reports take something back; gives these, and the reports that they speak of.

    A stratum of linking: the claims of what it gives are judged anew.
    """
    found: dict[str, Kept] = {}
    for id in reports:
        report = by_id(connection, id)
        if report is not None and not report.removed and report.publisher and is_notice(_bare(report)):
            found[id] = report
    keys = {id: key_of(report.publisher or "") for id, report in found.items()}
    changed = kept.put_notices(connection, n, reports, keys)
    touched = set(changed)
    for id in sorted(changed & found.keys()):
        others = listing.published_by(connection, found[id].publisher or "")
        rows = [_bare(report) for report in (found[id], *others)]
        touched |= {of for notice in notices(rows) if notice.report == id for of in notice.of}
    return touched


def _bare(report: Kept) -> ReadRow:
    """A report as notices look at it: without what it says."""
    return cast("ReadRow", {"report": report.row()})


def kept_row(item: ClaimItem, judgement: Judgement) -> JudgedRow:
    """A claim as it is kept."""
    reports = {voice.lineage or voice.report for voice in judgement.voices}
    last = max((v.published for v in judgement.voices if v.published), default="")
    return JudgedRow(item["id"], item["state"], len(reports), last, clashing(item), orjson.dumps(item))


def _mark(item: ClaimItem, row: JudgedRow) -> Mark:
    """How a claim stands, for `changes`."""
    origins, corrected = item["origins"], sum(v["stance"] in ("corrects", "withdraws") for v in item["said"])
    denied = item["denials"]["high"]
    return Mark(item["id"], 0, item["state"], row.reports, origins["low"], origins["high"], denied, corrected)


def judgements(
    connection: Connection,
    claims: Collection[str],
    *,
    within: Collection[str] | None = None,
    grounds: Grounds | None = None,
    n: int | None = None,
) -> list[tuple[ClaimItem, Judgement]]:
    """Claims as rows with the judgement on each, by id; those that are no more are left out.

    within: only what these reports say counts. n: others that tie to them count as they are kept in this
    generation, as far as they are.
    """
    if not claims:
        return []
    grounds = grounds or Grounds(connection)
    made = []
    texts: dict[str, str] = {}
    ties = linked.relations(connection, claims)
    stand = {} if n is None else _standing(connection, n, {tie.other for tie in ties} - set(claims))
    found = dossiers(
        connection, claims, grounds=grounds, within=within, texts=texts, related=ties, stand=stand
    )
    members = linked.members(connection, [dossier.claim for dossier in found])
    belonging = _belonging(connection, members)
    why = _why(connection, [tie for tie in ties if tie.other in texts])
    tied: defaultdict[str, list[linked.Related]] = defaultdict(list)
    for tie in ties:
        tied[tie.claim].append(tie)
    for dossier in found:
        judgement = judged(dossier)
        wordings = {member.point: member.wording for member in members.get(dossier.claim, ())}
        item = _item(grounds, dossier, judgement, wordings, belonging)
        against = {held.claim for held in dossier.relations if held.kind == "conflicts"}
        item["relations"] = [
            _relation(tie, texts, why.get((tie.of, tie.of_other), []))
            for tie in tied[dossier.claim]
            if tie.other in texts and (tie.label != "conflicts" or tie.other in against)
        ]
        made.append((item, judgement))
    return made


def _standing(connection: Connection, n: int, claims: Collection[str]) -> dict[str, Standing]:
    """How claims were judged, as far as they were; when that changes, those that tie to them follow."""
    items = {id: orjson.loads(body) for id, body in kept.bodies(connection, claims, n=n).items()}
    return {id: Standing(item["text"], item["state"] == "withdrawn") for id, item in items.items()}


def _item(
    grounds: Grounds,
    dossier: Dossier,
    judgement: Judgement,
    wordings: Mapping[str, str],
    belonging: Mapping[str, tuple[float, list[Any]]],
) -> ClaimItem:
    """A claim as a row. wordings: by points; belonging: how surely each belongs, and why."""
    voices = in_order(judgement.voices)
    dated = [told.kept.published for v in voices if (told := grounds.told(v.report)) and told.kept.published]
    names = _publishers(grounds, voices)
    said = []
    for voice in voices:
        wording = wordings.get(voice.point, "")
        said.append(_said(grounds, voice, wording, belonging.get(wording)))
    return {
        "id": dossier.claim,
        "text": dossier.text,
        "state": judgement.state,
        "reasons": _reasons(judgement.reasons),
        "first": min(dated, key=lambda p: publishers.normal(p) or p, default=None),
        "last": max(dated, key=lambda p: publishers.normal(p) or p, default=None),
        "said": said,
        "origins": origins_row(judgement.origins, names),
        "denials": origins_row(judgement.denials, names),
        "relations": [],
        "estimates": [],
    }


def _said(grounds: Grounds, voice: Voice, wording: str, tie: tuple[float, list[Any]] | None) -> SaidRow:
    told = grounds.told(voice.report)
    assert told is not None
    statement, point = told.points.get(voice.point, (None, None))
    certainty = statement["certainty"] if statement else None
    chain = [grounds.speaker(told, local) for local in statement["chain"]] if statement else []
    probability, reasons = tie or (1.0, [])
    spans = (point or statement["content"])["spans"] if statement else []
    return {
        "report": voice.report,
        "path": voice.path,
        "title": told.kept.title,
        "publisher": told.kept.publisher or told.issuer,
        "statement": statement["id"] if statement else voice.point,
        "point": voice.point,
        "spans": list(spans),
        "text": voice.text,
        "stance": voice.stance,
        "source": voice.source.name if voice.source else None,
        "party": voice.source.party if voice.source else None,
        "chain": [speaker.name for speaker in chain if speaker is not None],
        "certainty": certainty["level"] if certainty else None,
        "published": told.kept.published,
        "probability": probability,
        "reasons": reasons,
        "wording": wording,
        "withdrawn": voice.withdrawn,
    }


def _belonging(
    connection: Connection, members: Mapping[str, Sequence[linked.Member]]
) -> dict[str, tuple[float, list[Any]]]:
    """For each wording of claims how surely it belongs there, and why: by its best pair with another.

    A claim of one wording has none.
    """
    wide = {}
    for claim, rows in members.items():
        names = {member.number: member.wording for member in rows}
        if len(names) > 1:
            wide[claim] = names
    best: dict[int, Pair] = {}
    for pairs in linked.pairs_within(connection, wide).values():
        for pair in pairs:
            for end in (pair.a, pair.b):
                held = best.get(end)
                if held is None or pair.probability > held.probability:
                    best[end] = pair
    told = [
        number for names in wide.values() for number in sorted(names, key=names.__getitem__)[:_MOST_REASONS]
    ]
    keys = {(best[n].a, best[n].b) for n in told if n in best}
    edges = _edges(connection, keys, linked.wordings(connection, {n for key in keys for n in key}))
    why = {key: _reasons(edge.reasons) for key, edge in edges.items()}
    found: dict[str, tuple[float, list[Any]]] = {}
    for names in wide.values():
        for node, name in names.items():
            if node in best:
                tie = best[node]
                found[name] = (tie.probability / 1000, why.get((tie.a, tie.b), []))
    return found


def _publishers(grounds: Grounds, voices: Iterable[Voice]) -> dict[str, str]:
    """The names of publishers as their reports have them, by the folded ones that judging goes by."""
    found: dict[str, str] = {}
    for voice in voices:
        told = grounds.told(voice.report)
        shown = None if told is None else told.kept.publisher or told.issuer
        if voice.publisher and shown:
            found.setdefault(voice.publisher, shown)
    return found


def origins_row(origins: Origins, names: Mapping[str, str] | None = None) -> OriginsRow:
    """Origins as a row. names: of publishers, by their folded names."""
    known = names or {}
    roots: list[RootRow] = [
        {
            "name": root.name if root.party else known.get(root.name, root.name),
            "party": root.party,
            "points": list(root.points),
            "how": root.how,
            "firm": root.firm,
        }
        for root in origins.roots
    ]
    return {
        "low": origins.low,
        "high": origins.high,
        "reasons": _reasons(origins.reasons, known),
        "roots": roots,
        "edges": [
            {
                "from": tie.point,
                "to": tie.to,
                "kind": tie.kind,
                "sure": tie.sure,
                "reasons": _reasons(tie.reasons, known),
            }
            for tie in origins.edges
        ],
    }


def _why(connection: Connection, ties: Sequence[linked.Related]) -> dict[tuple[str, str], list[Any]]:
    """Why two wordings tie their claims, by both ids in either order: how they compare, and what was read."""
    pairs = {(min(tie.of, tie.of_other), max(tie.of, tie.of_other)) for tie in ties}
    known = linked.wordings(connection, {number(id) for pair in pairs for id in pair})
    edges = _edges(connection, {(number(a), number(b)) for a, b in pairs}, known)
    found: dict[tuple[str, str], list[Any]] = {}
    for a, b in pairs:
        edge = edges.get((number(a), number(b)))
        if edge is not None:
            found[a, b] = found[b, a] = _reasons(edge.reasons)
    return found


def _edges(connection: Connection, keys: Collection[Key], known: Mapping[int, Wording]) -> dict[Key, Edge]:
    """What pairs of wordings are to each other, with what the pair reader said of them."""
    reader = queues.reader(connection, derived.current(connection).number)
    answers = {} if reader is None else pair_readings.answers(connection, keys, reader)
    return {
        (a, b): score.edge(known[a], known[b], answers.get((a, b))).edge
        for a, b in keys
        if a in known and b in known
    }


def _relation(tie: linked.Related, texts: dict[str, str], reasons: list[Any]) -> ClaimRelation:
    kind: Any = KINDS[tie.label]
    facet: Any = tie.facet if tie.label == "conflicts" else None
    return {
        "claim": tie.other,
        "kind": kind,
        "facet": facet,
        "probability": tie.probability / 1000,
        "reasons": reasons,
        "text": texts.get(tie.other, ""),
    }


def _reasons(found: Iterable[Reason], names: Mapping[str, str] | None = None) -> list[Any]:
    """Reasons as rows, publishers by their own names."""
    return [reason_row(reason, names) for reason in found]
