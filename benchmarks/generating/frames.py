"""How things are told: the sentences that carry a story's clauses, and what any story may tell beside them.

In a frame {S} is the one who speaks, {T} another one, {C} a clause of the story, {Q} words of a voice, {X} an
accusation, {B} what the speaker knows it from. The marks are those of markup.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from secondsource.model.statement import BasisKind, Level, Polarity, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A statement in a frame: the marks of its cue and content, the slot of its source (None: left open).

    inside: it stands inside the layer before it. via: the other slot that stands in its chain.
    """

    cue: str = "q"
    content: str = "c"
    source: str | None = "S"
    quote: Quote = "indirect"
    polarity: Polarity = "asserted"
    inside: bool = False
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A sentence, or some that go together. weight: how often, beside others of its group.

    own: the writer's own sentence is a statement too. ground: it gives the ground of the statement before.
    will: how what is to come is told in it.
    """

    template: str
    weight: int = 10
    layers: tuple[Layer, ...] = (Layer(),)
    own: bool = True
    ground: bool = False
    carried: bool = False
    will: str = "would"


_DIRECT = (Layer(quote="direct"),)
_NESTED = (Layer(), Layer(cue="r", content="d", source="T", inside=True, via="S"))

SAYING: tuple[Frame, ...] = (
    Frame(template="^{S} <q:said> <c:{C}>.", weight=24),
    Frame(template="^{S} <q:said> that <c:{C}>.", weight=14),
    Frame(template="<c:^{C}>, {S} <q:said>.", weight=22),
    Frame(template="<c:^{C}>, <q:according to> {S}.", weight=12),
    Frame(template="<q:According to> {S}, <c:{C}>.", weight=8),
    Frame(template="^{S} <q:told> reporters {day} that <c:{C}>.", weight=8),
    Frame(template="^{S} <q:confirmed> that <c:{C}>.", weight=6),
    Frame(template="^{S} <q:reported> that <c:{C} and that {C}>.", weight=6),
    Frame(template="^{S} <q:said> <c:{C} and {C}>.", weight=8),
    Frame(template="^{S} <q:said> <c:it was <h:{likely}> that {C}>.", weight=6),
    Frame(template="^{S} <q:believed> that <c:{C}>.", weight=3),
    Frame(template="^{S} <q:estimated> that <c:{C}>.", weight=3),
    Frame(template="^{S}, citing {B}, <q:said> <c:{C}>.", weight=6),
    Frame(template="^{S} <q:said>, pointing to {B}, that <c:{C}>.", weight=5),
    Frame(template="^{S}, citing {T}, <q:said> <c:{C}>.", weight=5, layers=(Layer(via="T"),)),
    Frame(template="^{S} <q:said> <c:{T} had <r:warned> that <d:{C}>>.", weight=6, layers=_NESTED),
    Frame(
        template="^{S} <q:said> <c:{T} had <r:told> investigators that <d:{C}>>.", weight=5, layers=_NESTED
    ),
    Frame(template="^{S} <q:asked> whether <c:{C}>.", weight=2, layers=(Layer(polarity="questioned"),)),
    Frame(template="<q:Reportedly>, <c:{C}>.", weight=2, layers=(Layer(source=None),)),
    Frame(template="It was <q:reported> {day} that <c:{C}>.", weight=2, layers=(Layer(source=None),)),
)

VOICES: tuple[Frame, ...] = (
    Frame(template='<c:"^{Q},"> {S} <q:said>.', layers=_DIRECT, weight=20),
    Frame(template='<c:"^{Q},"> <q:said> {S}.', layers=_DIRECT, weight=8),
    Frame(template='^{S} <q:said>: <c:"^{Q}.">', layers=_DIRECT, weight=8),
    Frame(template='<c:"^{Q}. [^{Q},"> {S} <q:said>.', layers=_DIRECT, weight=14),
    Frame(template='<c:"^{Q}. ^{Q}. [^{Q},"> {S} <q:told> reporters {day}.', layers=_DIRECT, weight=5),
    Frame(template='<c:"^{Q}," {S} <q:said>.] "^{Q}.">', layers=_DIRECT, weight=8),
    Frame(template='<c:"^{Q}," {S} <q:said>.] "^{Q}. ^{Q}. ^{Q}.">', layers=_DIRECT, weight=4),
    Frame(template='^{S} <q:said> <c:{C} and that "{Q}">.', layers=(Layer(quote="mixed"),), weight=8),
)

CARRIED = Frame(template='<c:"^{Q}. ^{Q}.">', layers=_DIRECT, own=False, carried=True)

FORECASTS: tuple[Frame, ...] = (
    Frame(template="^{S} <q:said> <c:{F}>.", weight=12),
    Frame(template="^{S} <q:expects> that <c:{F}>.", weight=6, will="will"),
    Frame(template="^{S} <q:warned> that <c:{F}>.", weight=8),
    Frame(template="<c:^{F}>, {S} <q:predicted>.", weight=5),
    Frame(template='<c:"^{F},"> {S} <q:said>.', weight=6, layers=_DIRECT, will="will"),
)

CHARGING: tuple[Frame, ...] = (
    Frame(template="^{S} <q:said> <c:{X}>.", weight=10),
    Frame(template="^{S} <q:alleged> that <c:{X}>.", weight=10),
    Frame(template="<c:^{X}>, {S} <q:claimed>.", weight=6),
)

DENYING: tuple[Frame, ...] = (
    Frame(template="^{S} <q:denied> that <c:{X}>.", layers=(Layer(polarity="denied"),)),
    Frame(template="^{S} <q:rejected> claims that <c:{X}>.", layers=(Layer(polarity="denied"),)),
)

GROUND = Frame(template="<c:^{that} <e:rested> on {B}>, {S} <q:said>.", ground=True)

CORRECTION = Frame(
    template="Correction: {V} <q:said> <c:{old} had been <e:{verb}>>. "
    "[^{S} now <r:says> that <d:it was {now}>.",
    layers=(Layer(source="V"), Layer(cue="r", content="d", source="S")),
)

OWN = Frame(template="^{C}.", layers=())
"""The writer's own."""

OWN_LONG: tuple[Frame, ...] = (
    Frame(
        template="^{C}, and {any:where}, where {any:who} {any:did} {any:thing} {any:when}, {C}.", layers=()
    ),
    Frame(template="^{day}, after {any:who} {any:did} {any:thing} {any:where}, {C}, while {C}.", layers=()),
    Frame(template="^{C}, a year after {any:who} of {place} {any:did} {any:thing} {any:when}.", layers=()),
)

# Clauses that fit any story.
GENERAL: tuple[tuple[str, ...], ...] = (
    ("the mayor of {place} had <e:asked> {gov} for help", "{gov} had been <e:asked> for help by the mayor"),
    ("{org} had <e:sent> a team to {village} {day}", "a team of {org} had <e:reached> {village} {day}"),
    (
        "the road between {place} and {near} was <e:closed> {day}",
        "the road to {near} had been <e:closed> {since}",
    ),
    (
        "electricity had <e:failed> in parts of {place} {span}",
        "parts of {place} had been without <e:power> {span}",
    ),
    (
        "an inquiry into {actor} had been <e:opened> {day}",
        "prosecutors had <e:opened> an inquiry into {actor}",
    ),
    ("{gov} had <e:set> aside {money} for {place}", "{money} had been <e:promised> to {place}"),
    ("prices in {near} had <e:risen> by {percent} {since}", "food in {near} had <e:become> {percent} dearer"),
    (
        "the border post near {village} had <e:reopened> {hour}",
        "the post near {village} <e:opened> again {hour}",
    ),
    ("~no minister had <e:visited> {village}", "~{village} had not been <e:visited> by any minister"),
    ("parliament was to <e:meet> {soon}", "a session of parliament had been <e:called> {soon}"),
    ("{org} had <e:published> a list of names {day}", "a list of names was <e:published> by {org} {day}"),
    (
        "the airport of {near} had <e:cancelled> all flights {day}",
        "all flights from {near} were <e:cancelled> {day}",
    ),
    ("buses between {place} and {near} <e:ran> {each}", "a bus <e:left> {near} for {place} {each}"),
    ("a second team was <e:expected> in {village} {soon}", "{org} had <e:planned> a second visit {soon}"),
    ("{things} were <e:counted> around {near}", "{near} had <e:reported> {things}"),
    ("{gov} had <e:known> of the danger {since}", "a warning had <e:reached> {gov} {month}"),
    ("~{gov} had not <e:answered> a letter of {org}", "~a letter of {org} had not been <e:answered>"),
    (
        "a video of the scene had been <e:seen> in {near}",
        "people in {near} had <e:shared> a video of the scene",
    ),
    ("{homeless} were <e:registered> in {near}", "lists in {near} <e:showed> {homeless}"),
    ("the last such case had been <e:recorded> {month}", "nothing like it had <e:happened> {since}"),
)

# What a long-winded report hangs on a clause.
ADJUNCTS: tuple[str, ...] = (
    " despite a promise made {month}", " although {any:who} {any:did} {any:thing} {hour}",
    " as {any:who} of {near} looked on", " {any:when} in {village}",
    " while {gov} {any:did} {any:thing} from {near}", " in spite of what {any:who} {any:did} {since}",
    " before {any:who} of {place} had been told", " as {any:who} had feared {since}",
    " for reasons that {any:who} gave {day}", " to the surprise of {any:who} of {village}",
    " at a time when {any:who} {any:did} {any:thing}",
    " on the very day {org} {any:did} {any:thing} in {near}",
)  # fmt: skip

GENERAL_AHEAD: tuple[str, ...] = (
    "help {will} <e:arrive> {soon}", "the minister {will} {hedge} <e:resign> {soon}",
    "a report {will} be <e:published> {soon}", "it {will} {hedge} <e:cost> {money}",
    "schools in {near} {will} <e:open> {soon}", "{gov} {will} <e:hold> a second inquiry {soon}",
)  # fmt: skip


def _listed(words: str) -> tuple[str, ...]:
    """What is parted by commas."""
    return tuple(" ".join(each.split()) for each in words.split(","))


# Words that stand for each other wherever a template says {any:NAME}. Two people rarely use the same words,
# so what is said must vary from word to word: reports that share a run of words are to be copies.
ANY: dict[str, tuple[str, ...]] = {
    "who": _listed("""
        the baker, the ferryman, the tailor, the widow, the shepherd, the postman, the butcher, the plumber,
        the midwife, the welder, the barber, the carpenter, the clerk, the grocer, the miller, the gardener,
        the beekeeper, the cobbler, the organist, the fisherman, the stationmaster, the mechanic, the cook,
        the pharmacist, the watchman, the roofer, the apprentice, the sexton, the librarian, the electrician
    """),
    "did": _listed("""
        sold, kept, buried, carried, counted, mended, painted, hid, measured, borrowed, burnt, cleaned,
        delivered, emptied, fetched, guarded, loaded, locked, moved, opened, packed, repaired, saved, signed,
        stored, swept, tied, traded, weighed, wrapped
    """),
    "thing": _listed("""
        every lamp, every chair, every ledger, every crate, every sack, every letter, every key, every drawer,
        the last cow, the last boat, the last loaf, the last barrel, the last ladder, the last candle, the
        last coat, the last tyre, two blankets, two trunks, two kettles, two bicycles, two stoves, two ropes,
        two doors, two bells, some tools, some books, some shoes, some savings, some papers, some hens, some
        benches, some tickets
    """),
    "when": _listed("""
        before breakfast, in the dark, by lamplight, after the sermon, without a word, under a tarpaulin, at
        noon, while it rained, for nothing, against advice, with both hands, at the gate, on foot, in plain
        sight, behind the school, on a Sunday, between two trains, with a borrowed cart, for a stranger, in
        one afternoon, before the frost, at half price, under protest, with a torch, on the stairs
    """),
    "so": _listed("""
        ask the council, nobody paid, that was all, what else remains, I would too, it made sense, we laughed,
        the dogs barked, nobody slept, write that down, it helped little, who would not, the rest is rumour,
        we had warned them, it was foolish, and yet we stayed, I have witnesses, it changed nothing, think of
        it, such are the times, we never learnt why, it looked odd, God knows why, time will tell, that is no
        secret
    """),
    "where": _listed("""
        across the river, behind the station, on the far bank, along the canal, up the hill, near the old
        mill, below the dam, beyond the market, at the depot, in the lower town, by the harbour wall, under
        the bridge
    """),
}

GENERAL_WORDS: tuple[str, ...] = (
    "{any:who} <e:{any:did}> {any:thing} {any:when}, {any:so}",
    "{any:when} {any:who} <e:{any:did}> {any:thing}, {any:so}",
    "{any:so}, {any:who} has <e:{any:did}> {any:thing} {any:when}",
    "I <e:{any:did}> {any:thing} {any:when} and {any:who} {any:did} {any:thing}",
    "{any:where} {any:who} <e:{any:did}> {any:thing}, so {any:so}",
)

HEDGES: tuple[tuple[str, Level, float, float], ...] = (
    ("likely", "likely", 0.65, 0.75), ("highly likely", "very-likely", 0.8, 0.95),
    ("possible", "possible", 0.25, 0.6), ("unlikely", "unlikely", 0.1, 0.3),
    ("almost certain", "almost-certain", 0.9, 0.98), ("probable", "likely", 0.6, 0.75),
)  # fmt: skip
ADVERBS: tuple[tuple[str, Level, float, float], ...] = (
    ("probably", "likely", 0.6, 0.8), ("possibly", "possible", 0.25, 0.6),
    ("very likely", "very-likely", 0.8, 0.95), ("certainly", "almost-certain", 0.95, 0.99),
)  # fmt: skip
BANDS = {words: (level, low, high) for words, level, low, high in (*HEDGES, *ADVERBS)}

BASES: tuple[tuple[BasisKind, str], ...] = (
    ("imagery", "satellite images"), ("video", "video footage"), ("intercept", "intercepted calls"),
    ("document", "an internal memo"), ("official-record", "court records"),
    ("analysis", "an analysis of the site"),
    ("human-source", "a source inside the ministry"), ("testimony", "the accounts of survivors"),
    ("other-report", "local media reports"), ("official-record", "the register of deaths"),
)  # fmt: skip

# Unnamed and collective sources: first and later mention, kind, type, pronoun, what they know it from.
NAMELESS: tuple[tuple[str, str, str, str, str], ...] = (
    ("an official who asked not to be named", "the official", "unnamed", "person", "he"),
    ("a diplomat familiar with the matter", "the diplomat", "unnamed", "person", "she"),
    ("two people briefed on the inquiry", "the two", "group", "person", "they"),
    ("residents", "residents", "group", "person", "they"),
    ("a witness", "the witness", "unnamed", "person", "she"),
    ("relatives of the victims", "the relatives", "group", "person", "they"),
    ("local media", "local media", "group", "organization", "they"),
    ("a senior police officer", "the officer", "unnamed", "person", "he"),
    ("an internal report", "the report", "unnamed", "document", "it"),
    ("officials", "officials", "group", "person", "they"),
    ("a nurse at the hospital", "the nurse", "unnamed", "person", "she"),
    ("three members of the council", "the three", "group", "person", "they"),
)

ROLES: tuple[str, ...] = (
    "mayor", "governor", "spokesman", "spokeswoman", "lawmaker", "analyst", "lawyer", "engineer", "doctor",
    "director", "envoy", "professor", "historian", "deputy minister", "colonel", "teacher", "trade expert",
)  # fmt: skip
OF_ORGANIZATION = frozenset({"spokesman", "spokeswoman", "director", "lawyer", "deputy minister"})
