"""Claims for a terminal: what is claimed, on how many origins, who says so, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from secondsource.render.facets import LEVELS
from secondsource.render.figures import Chart, chart, reasons_told
from secondsource.render.listing import decision
from secondsource.render.origins import tree
from secondsource.render.sheet import Sheet, count, dotted, plain, short

Row = Mapping[str, Any]

STATES: dict[str, tuple[str, str]] = {
    "confirmed": ("confirmed", "bold green"),
    "single-origin": ("one origin", "bold yellow"),
    "disputed": ("disputed", "bold red"),
    "withdrawn": ("withdrawn", "bold magenta"),
    "superseded": ("superseded", "dim"),
}
STANCES: dict[str, str] = {
    "asserts": "says so",
    "confirms": "confirms it",
    "denies": "denies it",
    "asks": "asks",
    "corrects": "corrects it",
    "withdraws": "takes it back",
}
RELATIONS: dict[str, str] = {
    "refines": "says more than",
    "refined-by": "is told more closely by",
    "conflicts": "cannot be true together with",
    "supersedes": "takes the place of",
    "superseded-by": "gave way to",
}
KINDS: dict[str, str] = {
    "copy": "copied",
    "partial": "copied in part",
    "rewrite": "rewritten",
    "same-quote": "the same quotation",
    "credit": "credited",
}
# Of a credit: whether what is credited stands in the report that is credited with it.
HOLDS: dict[bool | None, str] = {True: "and it does say so", False: "which does not say so", None: ""}
# The relations that a list tells, and how many at most.
_TOLD, _MOST = ("conflicts", "superseded-by", "supersedes"), 3
_STATE = 13  # columns of a state and the blanks behind it
_NAMES = 5
_SAID = 40  # voices of one claim that are shown
_QUOTE = 160  # code points of a quotation in a list
_SIDE = 10


def span(origins: Row) -> str:
    """`2 to 4`, `1`."""
    low, high = origins["low"], origins["high"]
    return str(low) if low == high else f"{low} to {high}"


def origins_told(origins: Row) -> str:
    """`2 to 4 independent origins`, `1 origin`, `no origin`."""
    if origins["high"] == 0:
        return "no origin"
    if origins["high"] == 1:
        return "1 origin"
    return f"{span(origins)} independent origins"


def claim(console: Console, row: Row, before: Any = None) -> Text:
    """A claim in a list: its state and words, its origins, who says so, and its first quotation."""
    sheet = Sheet(console)
    if before is not None:
        sheet.blank()
    name, style = state(row)
    sheet.add(Text(plain(row["text"]), style="bold"), gutter=Text(f"{name:<{_STATE}}", style=style))
    reports = len({said["report"] for said in row["said"]})
    about = [
        Text(origins_told(row["origins"]), style=style),
        _denied(row),
        count(reports, "report"),
        days(row),
    ]
    sheet.add(dotted([*about, short(row["id"])]), gutter=" " * _STATE)
    if names := who(row["said"]):
        sheet.add(names, gutter=" " * _STATE)
    told = [other for kind in _TOLD for other in row["relations"] if other["kind"] == kind]
    for other in told[:_MOST]:
        sheet.add(dotted([_related(other)]), gutter=" " * _STATE)
    if len(told) > _MOST:
        sheet.add(Text(f"and {len(told) - _MOST} more of these", style="dim"), gutter=" " * _STATE)
    if row["said"]:
        first = row["said"][0]
        quote = Text(f"“{cut(plain(first['text']), _QUOTE)}”", style="italic")
        sheet.add(quote.append(f"  {plain(first['path'])}", style="not italic dim"), gutter=" " * _STATE)
    return sheet.out


def state(row: Row) -> tuple[str, str]:
    """The state of a claim in words, and how it is drawn."""
    return STATES.get(row["state"], (plain(row["state"]), "bold"))


def days(row: Row) -> str | None:
    """The first and the last day on which it was published."""
    first, last = plain(row["first"])[:10], plain(row["last"])[:10]
    if not first or not last:
        return first or last or None
    return first if first == last else f"{first} to {last}"


def who(said: Sequence[Row]) -> str:
    """Those who stand behind it, in the order in which they spoke, then how many more."""
    names: dict[str, str] = {}
    for one in said:
        if one["stance"] not in ("asks", "denies", "withdraws"):
            name = voice(one)
            names.setdefault(name.casefold(), name)
    listed = list(names.values())
    more = len(listed) - _NAMES
    return "; ".join(listed[:_NAMES]) + (f" and {more} more" if more > 0 else "")


def voice(one: Row) -> str:
    """Who says it: a source by name, else the paper."""
    return plain(one["source"]) or plain(one.get("publisher")) or "the report itself"


def _denied(row: Row) -> Text | None:
    if not row["denials"]["high"]:
        return None
    return Text(f"denied by {span(row['denials'])}", style="red")


def _related(other: Row) -> str:
    facet = f" ({plain(other['facet'])})" if other["facet"] else ""
    text = f": {cut(plain(other.get('text')), 80)}" if other.get("text") else ""
    return f"{RELATIONS.get(other['kind'], plain(other['kind']))} {short(other['claim'])}{facet}{text}"


def cut(words: str, most: int) -> str:
    """The words, cut at a space where they are long."""
    if len(words) <= most:
        return words
    space = words.rfind(" ", most // 2, most)
    return words[: most if space < 0 else space].rstrip(" ,;:") + " …"


def shown(sheet: Sheet, row: Row, estimates: Iterable[Row] = ()) -> None:
    """Everything about one claim on one screen. estimates: those that it names, as the records have them."""
    name, style = state(row)
    sheet.add(Text(plain(row["text"]), style="bold"))
    head = [Text(name, style=style), Text(origins_told(row["origins"]), style=style), _denied(row)]
    sheet.add(dotted([*head, days(row)]))
    why = reasons_told(row.get("reasons") or ())
    if why:
        sheet.add(Text(why, style="dim"))
    _voices(sheet, row)
    sheet.heading(f"Where it comes from: {origins_told(row['origins'])}")
    tree(sheet, row["origins"], row["said"], quotes=False)
    if row["denials"]["high"]:
        sheet.heading(f"Where the denial comes from: {origins_told(row['denials'])}")
        tree(sheet, row["denials"], row["said"], quotes=False)
    if row["relations"]:
        sheet.heading("Beside other claims")
    for other in row["relations"]:
        sheet.add(Text(_related(other)), gutter="  ", hang=2)
        why = reasons_told(other["reasons"])
        if why:
            sheet.add(Text(why, style="dim"), gutter="    ")
    for held in estimates:
        drawn = chart(held)
        sheet.heading(f"Figures: {drawn.title}")
        figures(sheet, drawn)
    sheet.blank()
    sheet.add(row["id"], gutter=Text("claim  ", style="dim"))


def _voices(sheet: Sheet, row: Row) -> None:
    said = row["said"]
    reports = count(len({one["report"] for one in said}), "report")
    sheet.heading(f"Who says so, in {reports}")
    for one in said[:_SAID]:
        quoted(sheet, one)
    if len(said) > _SAID:
        sheet.add(Text(f"and {len(said) - _SAID:,} more; --format jsonl gives all", style="dim"), gutter="  ")


def quoted(sheet: Sheet, one: Row, *, gutter: str = "  ") -> None:
    """A voice: when, who, how it stands to the claim, its words, and where they stand."""
    day = plain(one["published"])[:10] or "no date"
    line = Text(voice(one), style="bold cyan" if one["source"] else "bold")
    if one["stance"] != "asserts":
        line.append(f"  {STANCES.get(one['stance'], plain(one['stance']))}", style="not bold red")
    if one.get("withdrawn"):
        line.append(f"  taken back by {short(one['withdrawn'])}", style="not bold magenta")
    line.append(f"  “{plain(one['text'])}”", style="not bold default")
    sheet.add(line, gutter=Text(f"{gutter}{day:<{_SIDE}}  ", style="dim"))
    chain = [plain(str(held)) for held in one["chain"] or ()]
    sure = one["certainty"]
    parts = [
        plain(one.get("publisher")) if one["source"] else None,
        plain(one["path"]),
        "chain: " + " → ".join(chain) if len(chain) > 1 else None,
        None if sure is None else LEVELS.get(str(level_of(sure)), None),
        short(one["point"] or one["statement"]),
    ]
    sheet.add(dotted(parts), gutter=" " * (len(gutter) + _SIDE + 2))


def level_of(sure: Any) -> Any:
    """The level of a certainty, which stands alone or in a record of its own."""
    return sure["level"] if isinstance(sure, Mapping) else sure


def figures(sheet: Sheet, drawn: Chart) -> None:
    """An estimate as a table: each figure with who counts, as of when, and what became of it."""
    now = Text("now  ", style="dim").append(drawn.now or "no range in force", style="not dim bold")
    now.append(f"  {drawn.why}" if drawn.why else "", style="not bold dim")
    sheet.add(now, gutter="  ")
    wide = max((len(line.at) for line in drawn.lines), default=0)
    styles = {"in-force": "bold", "superseded": "dim", "disputed": "bold red"}
    for line in drawn.lines:
        words = Text(line.amount, style=styles.get(line.state, ""))
        words.append(f"  {line.source}", style="not bold not dim default")
        paths = list(dict.fromkeys(plain(held["path"]) for held in line.reports))
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        state = {"in-force": ""}.get(line.state, line.state)
        told = " · ".join(part for part in (*line.notes, state, f"{paths[0]}{more}") if part)
        words.append(f"  {told}", style="not bold not red dim")
        sheet.add(words, gutter=Text(f"  {line.at:<{min(wide, 24)}}  ", style="dim"), hang=2)
    for told in drawn.conflicts:
        sheet.add(Text(told, style="red"), gutter="  ", hang=2)
    for told in (*drawn.revisions, *drawn.sums, *drawn.outcomes):
        sheet.add(Text(told, style="dim"), gutter="  ", hang=2)


def estimate(console: Console, row: Row, before: Any = None) -> Text:
    """An estimate in a list."""
    sheet = Sheet(console)
    if before is not None:
        sheet.blank()
    drawn = chart(row)
    title = Text(drawn.title, style="bold").append(f"  {short(row['id'])}", style="not bold dim")
    sheet.add(title)
    figures(sheet, drawn)
    return sheet.out


def conflict(console: Console, row: Row, before: Any = None) -> Text:
    """Two sides that cannot both be true, each with its words, and why."""
    sheet = Sheet(console)
    if before is not None:
        sheet.blank()
    words = {"denial": "denied", "claims": "claims that exclude each other", "figures": "figures apart"}
    told = words.get(row["kind"], plain(row["kind"]))
    why = reasons_told(row["reasons"])
    sheet.add(Text(told, style="bold red").append(f"  {why}" if why else "", style="not bold dim"), hang=2)
    for name, side in (("a", row["a"]), ("b", row["b"])):
        _side(sheet, name, side)
    return sheet.out


def _side(sheet: Sheet, name: str, side: Row) -> None:
    words = Text(
        plain(side["source"]) or "the report itself", style="bold cyan" if side["source"] else "bold"
    )
    if side.get("figure"):
        words.append(f"  {plain(side['figure'])}", style="not bold red")
    words.append(f"  “{plain(side['text'])}”", style="not bold default")
    sheet.add(words, gutter=Text(f"  {name}  ", style="dim"))
    held = side.get("origins")
    origins = origins_told(held) if isinstance(held, Mapping) else None
    claim = short(side["claim"]) if side.get("claim") else None
    sheet.add(dotted([plain(side["published"])[:10], plain(side["path"]), origins, claim]), gutter=" " * 5)


def echo(console: Console, row: Row, before: Any = None) -> Text:
    """Two reports of which one repeats the other, or both a third, and what they share."""
    sheet = Sheet(console)
    kind = KINDS.get(row["kind"], plain(row["kind"]))
    first = row["first"]
    a, b = (row["a"], row["b"]) if first != "b" else (row["b"], row["a"])
    sign = "→" if first else "–"
    words = Text(_report(a), style="bold").append(f"  {sign}  ", style="not bold")
    words.append(_report(b), style="bold")
    sheet.add(words, gutter=Text(f"{kind:<20}", style="" if row["news"] else "dim"), hang=2)
    notes = [
        None if row["news"] else "standing words: no shared origin",
        None if first else "who came first is open",
        HOLDS.get(row.get("holds")),
        f"{row['probability'] * 100:.0f} %" if row["probability"] is not None else None,
        reasons_told(row["reasons"]),
    ]
    sheet.add(dotted(notes), gutter=" " * 20)
    shared = next((plain(side.get("text")) for side in (row["a"], row["b"]) if side.get("text")), "")
    if shared:
        sheet.add(Text(f"“{cut(shared, _QUOTE)}”", style="italic"), gutter=" " * 20)
    return sheet.out


def _report(side: Row) -> str:
    name = plain(side.get("publisher")) or plain(side["path"])
    day = plain(side.get("published"))[:10]
    path = f" ({plain(side['path'])})" if name != plain(side["path"]) else ""
    return f"{name}{path}{', ' if day else ''}{day}"


def one(console: Console, row: Row) -> Text:
    """Everything about one claim: the claim, its figures, and what was decided on it."""
    sheet = Sheet(console)
    shown(sheet, row["claim"], row["estimates"])
    if row["decisions"]:
        sheet.heading("Decided")
        for held in row["decisions"]:
            sheet.add(decision(held).append(f"  {short(held['id'])}", style="dim"), gutter="  ", hang=2)
            if held["why"]:
                sheet.add(f"“{plain(held['why'])}”", gutter="    ")
    return sheet.out


def sources(console: Console, row: Row) -> Text:
    """Who took a claim from whom."""
    sheet = Sheet(console)
    name, style = state(row)
    sheet.add(Text(plain(row["text"]), style="bold"))
    worth = Text(origins_told(row["origins"]), style=style)
    sheet.add(dotted([Text(name, style=style), worth, short(row["claim"])]))
    sheet.blank()
    tree(sheet, row["origins"], row["said"])
    if row["denials"]["high"]:
        sheet.heading(f"Denied: {origins_told(row['denials'])}")
        tree(sheet, row["denials"], row["said"])
    return sheet.out


def earliest(console: Console, row: Row) -> Text:
    """Where a claim appeared first, and what may have been earlier."""
    sheet = Sheet(console)
    sheet.add(Text(plain(row["text"]), style="bold").append(f"  {short(row['claim'])}", style="not bold dim"))
    if row["first"] is None:
        sheet.add(Text("no report of it bears a date", style="italic"))
    else:
        quoted(sheet, row["first"])
    if row["open"]:
        sheet.heading("May have been earlier")
    for other in row["open"][:_SAID]:
        quoted(sheet, other)
    why = reasons_told(row["reasons"])
    if why:
        sheet.add(Text(why, style="dim"), gutter="  ")
    return sheet.out


DRAW: dict[str, Callable[[Console, Any, Any], Text]] = {
    "claims": claim,
    "echoes": echo,
    "conflicts": conflict,
    "estimates": estimate,
}
