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
    Frame(template="^{S} <q:{any:said}> <c:{C}>.", weight=24),
    Frame(template="^{S} <q:{any:said}> that <c:{C}>.", weight=14),
    Frame(template="<c:^{C}>, {S} <q:{any:said}>.", weight=22),
    Frame(template="<c:^{C}>, <q:according to> {S}.", weight=12),
    Frame(template="<q:According to> {S}, <c:{C}>.", weight=8),
    Frame(template="^{S} <q:{any:told}> {any:press} {day} that <c:{C}>.", weight=8),
    Frame(template="^{S} <q:{any:confirmed}> that <c:{C}>.", weight=6),
    Frame(template="^{S} <q:reported> that <c:{C} and that {C}>.", weight=6),
    Frame(template="^{S} <q:{any:said}> <c:{C} and {C}>.", weight=8),
    Frame(template="^{S} <q:{any:said}> <c:it was {any:ly} <h:{likely}> that {C}>.", weight=6),
    Frame(template="^{S} <q:believed> that <c:{C}>.", weight=3),
    Frame(template="^{S} <q:estimated> that <c:{C}>.", weight=3),
    Frame(template="^{S}, {any:citing} {B}, <q:{any:said}> <c:{C}>.", weight=6),
    Frame(template="^{S} <q:{any:said}>, {any:citing} {B}, that <c:{C}>.", weight=5),
    Frame(template="^{S}, {any:citing} {T}, <q:{any:said}> <c:{C}>.", weight=5, layers=(Layer(via="T"),)),
    Frame(template="^{S} <q:{any:said}> <c:{T} had <r:warned> that <d:{C}>>.", weight=6, layers=_NESTED),
    Frame(
        template="^{S} <q:{any:said}> <c:{T} had <r:{any:told}> {any:probers} that <d:{C}>>.",
        weight=5,
        layers=_NESTED,
    ),
    Frame(template="^{S} <q:asked> whether <c:{C}>.", weight=2, layers=(Layer(polarity="questioned"),)),
    Frame(template="<q:Reportedly>, <c:{C}>.", weight=2, layers=(Layer(source=None),)),
    Frame(
        template="It was {any:ly} <q:reported> {day} that <c:{C}>.", weight=2, layers=(Layer(source=None),)
    ),
)

VOICES: tuple[Frame, ...] = (
    Frame(template='<c:"^{Q},"> {S} <q:{any:said}>.', layers=_DIRECT, weight=20),
    Frame(template='<c:"^{Q},"> <q:{any:said}> {S}.', layers=_DIRECT, weight=8),
    Frame(template='^{S} <q:{any:said}>: <c:"^{Q}.">', layers=_DIRECT, weight=8),
    Frame(template='<c:"^{Q}. [^{Q},"> {S} <q:{any:said}>.', layers=_DIRECT, weight=14),
    Frame(
        template='<c:"^{Q}. ^{Q}. [^{Q},"> {S} <q:{any:told}> {any:press} {day}.', layers=_DIRECT, weight=5
    ),
    Frame(template='<c:"^{Q}," {S} <q:{any:said}>.] "^{Q}.">', layers=_DIRECT, weight=8),
    Frame(template='<c:"^{Q}," {S} <q:{any:said}>.] "^{Q}. ^{Q}. ^{Q}.">', layers=_DIRECT, weight=4),
    Frame(template='^{S} <q:{any:said}> <c:{C} and that "{Q}">.', layers=(Layer(quote="mixed"),), weight=8),
)

CARRIED = Frame(template='<c:"^{Q}. ^{Q}.">', layers=_DIRECT, own=False, carried=True)

FORECASTS: tuple[Frame, ...] = (
    Frame(template="^{S} <q:{any:said}> <c:{F}>.", weight=12),
    Frame(template="^{S} <q:expects> that <c:{F}>.", weight=6, will="will"),
    Frame(template="^{S} <q:{any:warned}> that <c:{F}>.", weight=8),
    Frame(template="<c:^{F}>, {S} <q:predicted>.", weight=5),
    Frame(template='<c:"^{F},"> {S} <q:{any:said}>.', weight=6, layers=_DIRECT, will="will"),
)

CHARGING: tuple[Frame, ...] = (
    Frame(template="^{S} <q:{any:said}> <c:{X}>.", weight=10),
    Frame(template="^{S} <q:{any:alleged}> that <c:{X}>.", weight=10),
    Frame(template="<c:^{X}>, {S} <q:{any:alleged}>.", weight=6),
)

DENYING: tuple[Frame, ...] = (
    Frame(template="^{S} {any:ly} <q:{any:denied}> that <c:{X}>.", layers=(Layer(polarity="denied"),)),
    Frame(
        template="^{S} {any:ly} <q:rejected> {any:claims} that <c:{X}>.", layers=(Layer(polarity="denied"),)
    ),
)

GROUND = Frame(template="<c:^{that} {any:ly} <e:rested> on {B}>, {S} <q:{any:said}>.", ground=True)

CORRECTION = Frame(
    template="Correction: {V} <q:{any:said}> <c:{old} had been <e:{verb}>>. "
    "[^{S} now <r:says> that <d:it was {now}>.",
    layers=(Layer(source="V"), Layer(cue="r", content="d", source="S")),
)

OWN = Frame(template="^{C}.", layers=())
"""The writer's own."""

OWN_LONG: tuple[Frame, ...] = (
    Frame(template="^{C}, and {any:where}, where {any:so}, {C}.", layers=()),
    Frame(template="^{any:ly} {day}, after {any:who} {any:did} {any:thing}, {C}, while {C}.", layers=()),
    Frame(template="^{C}, {any:after} {any:who} of {place} {any:did} {any:thing}.", layers=()),
)

# Clauses that fit any story.
GENERAL: tuple[tuple[str, ...], ...] = (
    (
        "the mayor of {place} had <e:asked> {gov} for {any:aid}",
        "{gov} had been <e:asked> for {any:aid} by {any:who} of {village}",
        "{any:who} from {near} had <e:begged> {gov} for {any:aid}",
    ),
    (
        "{org} had <e:sent> a {any:team} {day}",
        "a {any:team} of {org} had <e:reached> {village} {day}",
    ),
    (
        "the {any:road} between {place} and {near} was <e:closed> {day}",
        "the {any:road} to {near} had been <e:closed> {since}",
        "{any:who} had <e:blocked> the {any:road} to {near} {day}",
    ),
    (
        "{any:power} had <e:failed> in parts of {place} {span}",
        "parts of {place} had been without <e:{any:power}> {span}",
    ),
    (
        "an inquiry into {actor} had been <e:opened> {day}",
        "{any:probers} had <e:opened> an inquiry into {actor}",
    ),
    (
        "{gov} had <e:set> aside {money} for {any:aid} in {place}",
        "{money} had been <e:promised> to {any:who} of {place}",
    ),
    (
        "prices of {any:goods} in {near} had <e:risen> by {percent} {since}",
        "{any:goods} in {near} had <e:become> {percent} dearer",
    ),
    (
        "the {any:post} {any:where} had <e:reopened> {hour}",
        "a {any:post} near {village} <e:opened> {hour}",
    ),
    (
        "~no minister had <e:visited> {village}",
        "~no {any:team} had <e:seen> {village}",
        "~{village} had not been <e:visited> by ministers",
    ),
    (
        "a parliament was to <e:meet> {soon}",
        "a session of parliament had been <e:called> {soon}",
    ),
    (
        "{org} had <e:published> a {any:paper} {day}",
        "a {any:paper} of {org} was <e:published> {day}",
    ),
    (
        "the airport of {near} had <e:cancelled> flights {day}",
        "all flights from {near} were <e:cancelled> {day}",
    ),
    (
        "buses from {place} <e:ran> to {near} {each}",
        "a bus <e:left> {near} for {place} {each}",
    ),
    (
        "a {any:team} was <e:expected> in {village} {soon}",
        "{org} had <e:planned> a visit {soon}",
    ),
    ("{things} were <e:counted> {any:where}", "{near} had <e:reported> {things}"),
    (
        "{gov} had <e:known> of the danger {since}",
        "a warning had <e:reached> {gov} {month}",
    ),
    (
        "~{gov} had not <e:answered> a {any:paper} of {org}",
        "~no {any:paper} of {org} had been <e:answered>",
        "~nobody at {gov} would <e:answer> the {any:paper}",
    ),
    (
        "a {any:film} of the scene had been <e:seen> in {near}",
        "{any:who} in {near} had <e:shared> a {any:film}",
    ),
    (
        "{homeless} were <e:registered> {any:where}",
        "lists in {near} <e:showed> {homeless}",
    ),
    (
        "the last case had been <e:recorded> {month}",
        "nothing like it had <e:happened> {any:where} {since}",
    ),
)

# What a long-winded report hangs on a clause.
ADJUNCTS: tuple[str, ...] = (
    " despite a {any:adj} promise {any:ly} made {month}",
    " although {any:who} {any:did} {any:thing} {hour}",
    " as {any:who} of {near} {any:ly} looked on",
    " {any:when} in {village}",
    " while {gov} {any:did} {any:thing} from {near}",
    " whatever {any:who} {any:did} {since}",
    " before {any:who} of {place} had {any:ly} been told",
    " as {any:who} had {any:feared} {since}",
    " for {any:adj} reasons {any:who} {any:gave} {day}",
    " to the {any:adj} {any:feeling} of {any:who}",
    " when {any:who} {any:did} {any:thing}",
    " on the {any:adj} day {org} {any:did} {any:thing} in {near}",
    " {any:where}",
    " because {any:so}",
)

GENERAL_AHEAD: tuple[str, ...] = (
    "{any:aid} {will} <e:arrive> {soon}",
    "the minister {will} {hedge} <e:resign> {soon}",
    "a {any:paper} {will} be <e:published> {soon}",
    "{any:aid} {will} {hedge} <e:cost> {money}",
    "schools in {near} {will} <e:open> {soon}",
    "{gov} {will} <e:hold> an inquiry {soon}",
)

# What only a voice would say.
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

_BASES: dict[BasisKind, tuple[str, ...]] = {
    "imagery": ("satellite images", "aerial photographs", "radar images", "drone images"),
    "video": ("video footage", "a shaky film", "camera recordings", "a dashcam clip"),
    "intercept": ("intercepted calls", "radio intercepts", "a bugged conversation", "tapped telephones"),
    "document": ("an internal memo", "leaked papers", "a confidential letter", "invoices"),
    "official-record": (
        "court records", "death registers", "land registers", "customs declarations", "police logs",
        "tax files", "municipal archives",
    ),
    "analysis": ("a site analysis", "a soil study", "laboratory tests", "statistical modelling"),
    "human-source": ("a ministry source", "an insider", "two informants", "a middleman"),
    "testimony": ("survivors' accounts", "sworn testimony", "an affidavit"),
    "other-report": ("local media reports", "a newspaper article", "wire dispatches", "a radio broadcast"),
}  # fmt: skip
BASES: tuple[tuple[BasisKind, str], ...] = tuple(
    (kind, words) for kind, held in _BASES.items() for words in held
)

# Unnamed and collective sources: first and later mention, kind, type, pronoun, what they know it from.
NAMELESS: tuple[tuple[str, str, str, str, str], ...] = (
    *(
        (f"a {how} {who}", f"the {who}", "unnamed", "person", pronoun)
        for how in ("senior", "junior", "former", "retired", "foreign", "local", "trusted", "masked")
        for who, pronoun in (
            ("official", "he"), ("diplomat", "she"), ("officer", "he"), ("nurse", "she"),
            ("adviser", "he"), ("prosecutor", "she"), ("soldier", "he"), ("contractor", "she"),
        )
    ),
    *(
        (f"{how} {who}", f"the {who}", "group", "person", "they")
        for how in ("two", "three", "some", "several", "many")
        for who in ("residents", "witnesses", "relatives", "councillors", "lawmakers", "survivors")
    ),
    ("local media", "local media", "group", "organization", "they"),
    ("several newspapers", "the newspapers", "group", "organization", "they"),
    ("foreign broadcasters", "the broadcasters", "group", "organization", "they"),
    ("an internal report", "the report", "unnamed", "document", "it"),
    ("a leaked document", "the document", "unnamed", "document", "it"),
    ("a secret audit", "the audit", "unnamed", "document", "it"),
    *(
        (who, who, "group", "person", "they")
        for who in ("residents", "officials", "witnesses", "relatives", "aid workers", "survivors")
    ),
)  # fmt: skip

ROLES: tuple[str, ...] = (
    "mayor", "governor", "spokesman", "spokeswoman", "lawmaker", "analyst", "lawyer", "engineer", "doctor",
    "director", "envoy", "professor", "historian", "deputy minister", "colonel", "teacher", "trade expert",
    "economist", "geologist", "prosecutor", "architect", "ombudsman", "bishop", "senator", "commissioner",
)  # fmt: skip
OF_ORGANIZATION = frozenset({"spokesman", "spokeswoman", "director", "lawyer", "deputy minister"})
