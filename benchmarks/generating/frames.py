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
    Frame(template="^{C}, and on the other side of the river, where shops opened as on any other day, {C}.",
          layers=()),
    Frame(template="^{day}, after a night in which neither side gave new figures, {C}, while {C}.",
          layers=()),
    Frame(template="^{C}, a year after {place} had been promised that nothing of the kind would recur.",
          layers=()),
)  # fmt: skip

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
    " despite a promise made {month}", " although a warning had been read out {hour}",
    " as people from {near} looked on", " after a night without sleep in {village}",
    " while {gov} waited for a report from {near}", " in spite of all that {org} had asked for {since}",
    " before anybody in {place} had been told", " as some had feared {since}",
    " for reasons that {gov} did not give {day}", " to the surprise of those who had stayed in {village}",
    " at a time when {place} had other worries", " on the very day on which {org} was to meet in {near}",
)  # fmt: skip

GENERAL_AHEAD: tuple[str, ...] = (
    "help {will} <e:arrive> {soon}", "the minister {will} {hedge} <e:resign> {soon}",
    "a report {will} be <e:published> {soon}", "it {will} {hedge} <e:cost> {money}",
    "schools in {near} {will} <e:open> {soon}", "{gov} {will} <e:hold> a second inquiry {soon}",
)  # fmt: skip

# What voices say: one of the first and one of the second. Two people rarely use the same words, so there must be
# many: reports that share a quotation are to be copies, or of one press conference.
WORDS_FIRST: tuple[str, ...] = (
    "we have <e:heard> many promises", "this did not <e:begin> yesterday", "people here <e:know> what they saw",
    "we <e:need> a name, a date and a signature", "nobody has <e:called> us, not once",
    "it could have been <e:prevented>", "the figures will <e:change>", "we <e:owe> them an answer",
    "I would not <e:wish> this on anybody", "there is no <e:plan>", "my neighbour has <e:packed> two bags",
    "in my village we <e:count> the chairs at the table", "I have <e:written> to {gov} since {month}",
    "the road to {near} was <e:empty>", "someone should have <e:rung> the bell in {village}",
    "half of our street has <e:moved> to {near}", "they <e:asked> us for papers that burnt long ago",
    "my brother still <e:waits> in {village}", "whoever says so has not <e:slept> in {place}",
    "you cannot <e:feed> a family with a statement", "{org} <e:came> and wrote everything down",
    "our teacher <e:keeps> a list on the wall", "each of us <e:lost> something different",
    "I <e:sold> the cow before the price fell", "not one of them has <e:apologised>",
    "the old people <e:remember> another winter like it", "we <e:drew> lots for the last seats",
    "a clerk in {near} <e:stamped> it without looking", "they <e:promised> my father the same",
    "the cousins in {near} have <e:taken> nine of us in",
)  # fmt: skip
WORDS_SECOND: tuple[str, ...] = (
    "and we have kept the letters", "so do not ask me about tomorrow", "but the families will not",
    "while the kettle was still on", "and {place} will not forget it", "whatever the newspapers print",
    "as my grandmother used to say", "and that is more than {gov} can say", "but who writes such things down",
    "long before anybody thought of {village}", "and it shows in every kitchen", "though it is hardly a secret",
    "until the lights are back", "and the dogs knew it first", "only there was nobody left to tell",
    "which is a strange way to govern", "and then the telephone went dead", "for the third time this year",
    "and no committee will alter that", "if you believe the man from {near}", "as anyone with eyes can see",
    "and the children ask every evening", "because a bridge is not a speech", "without so much as a receipt",
    "and still the bread has to be baked", "but I am no lawyer", "like everybody else on this hill",
    "and I would do it again", "since nobody else was going to", "as far as one can tell from {village}",
)  # fmt: skip

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
