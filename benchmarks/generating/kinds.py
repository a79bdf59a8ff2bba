"""What invented stories are about: their parties, what is counted in them, and what happens.

Each fact is told in several wordings (a row); wordings are clauses in the past tense,
marked as markup.py says.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Something counted in a story: what it is called, its first value, and how much a new count may add."""

    nouns: tuple[str, ...]
    low: int
    high: int
    growth: int
    """Percent of the value that one revision may add."""
    people: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind:
    """A kind of story. verb: what was done to those that its first counter counts."""

    name: str
    verb: str
    org: tuple[tuple[str, str], ...]
    """Full and short names of the organization in the middle of it; N stands for an invented word."""
    gov: tuple[tuple[str, str], ...]
    actor: tuple[tuple[str, str], ...]
    """The one accused."""
    counters: dict[str, Counter]
    titles: tuple[str, ...]
    facts: tuple[tuple[str, ...], ...]
    ahead: tuple[str, ...]
    charges: tuple[str, ...]
    """What the actor is said to have done; {A} is the actor or a pronoun for it."""
    words: tuple[str, ...]
    """Clauses that only a voice would say."""


_ARMED = (("the N Front", "the front"), ("the N Brigades", "the brigades"), ("the Army of N", "the army"))
_AID = (("N Relief", "the agency"), ("the N Aid Network", "the network"), ("Doctors of N", "the charity"))
_FIRMS = (("N Group", "the company"), ("N Holding", "the company"), ("the N Works", "the operator"))
_INTERIOR = (("the Interior Ministry", "the ministry"), ("the Ministry of Defence", "the ministry"))
_HEALTH = (("the Health Ministry", "the ministry"), ("the Institute of Public Health", "the institute"))
_WORKS = (("the Ministry of Public Works", "the ministry"), ("the Water Authority", "the authority"))
_TRANSPORT = (("the Transport Ministry", "the ministry"), ("the Maritime Authority", "the authority"))
_JUSTICE = (("the Justice Ministry", "the ministry"), ("the prosecutor's office", "the office"))
_POLLS = (("the Electoral Commission", "the commission"), ("the Election Council", "the council"))

KINDS: tuple[Kind, ...] = (
    Kind(
        name="convoy", verb="killed", org=_AID, gov=_INTERIOR, actor=_ARMED,
        counters={
            "main": Counter(nouns=("people", "people", "civilians"), low=3, high=40, growth=30),
            "hurt": Counter(nouns=("people", "others"), low=5, high=120, growth=25),
            "things": Counter(nouns=("trucks", "vehicles"), low=2, high=30, growth=10, people=False),
            "homeless": Counter(nouns=("villagers", "families"), low=40, high=9000, growth=20),
        },
        titles=("{main} killed as aid convoy is shelled near {place}", "Convoy hit near {place}, {gov} says",
                "{org} stops deliveries after attack near {place}"),
        facts=(
            ("{main} were <e:killed> {when} | when a convoy of aid trucks was <e:shelled> near {place}",
             "shells <e:hit> a column of aid trucks outside {place} {when}, | <e:killing> {main}",
             "an attack on a relief convoy near {place} <e:left> {main} dead"),
            ("{hurt} were <e:wounded>, | and the hospital of {near} had <e:taken> in most of them",
             "doctors in {near} had <e:treated> {hurt}"),
            ("{things} were <e:burned> out on the road to {village}",
             "the fire <e:destroyed> {things} | before anyone could <e:reach> the road"),
            ("the convoy had <e:left> {near} {since} with flour and medicine",
             "the trucks had been <e:loaded> with flour and medicine in {near}"),
            ("{homeless} had <e:fled> {village} | after the shelling <e:resumed> {day}",
             "the fighting had <e:driven> {homeless} from {village}"),
            ("{org} had <e:given> the route to both sides {since}",
             "both sides had been <e:told> of the route by {org}"),
            ("~no soldier was <e:posted> on the road {when}", "~the road was not <e:guarded> {when}"),
            ("the number of dead had <e:risen> by {rise} to {now}", "the toll <e:stood> at {now} {day}"),
        ),
        ahead=("the road {will} <e:stay> closed {soon}", "deliveries {will} <e:resume> {soon}",
               "the number of dead {will} {hedge} <e:rise> {soon}"),
        charges=("{A} had <e:fired> on the convoy", "{A} had <e:mined> the road to {village}",
                 "{A} had <e:held> the drivers {span}"),
        words=("we will <e:go> back on that road when somebody shows us that it is safe",
               "<first-hand:I saw> the first truck <e:burn> and then I stopped counting",
               "every driver we have has <e:asked> to go home", "this was no <e:mistake>",
               "flour does not <e:shoot> at anybody"),
    ),
    Kind(
        name="flood", verb="drowned", org=_AID, gov=_WORKS, actor=_FIRMS,
        counters={
            "main": Counter(nouns=("people", "residents"), low=2, high=60, growth=30),
            "hurt": Counter(nouns=("people",), low=10, high=400, growth=20),
            "things": Counter(nouns=("houses", "homes"), low=50, high=4000, growth=20, people=False),
            "homeless": Counter(nouns=("people", "residents"), low=500, high=60000, growth=25),
        },
        titles=("{main} dead in floods around {place}", "Dam under strain above {place}",
                "{homeless} leave homes as river rises in {place}"),
        facts=(
            ("{main} had <e:drowned> | since the river <e:broke> its banks at {place} {when}",
             "the flood that <e:struck> {place} {when} had <e:killed> {main}",
             "{main} had <e:died> in the waters around {place}"),
            ("{homeless} had been <e:moved> to schools in {near}",
             "{homeless} <e:spent> the night in halls of {near}"),
            ("{things} were <e:flooded> in {village} alone", "the water had <e:reached> {things}"),
            ("the dam above {village} had been <e:opened> {hour}",
             "engineers <e:opened> the gates of the dam above {village} {hour}"),
            ("{hurt} were <e:missing> {day}", "rescuers were still <e:looking> for {hurt}"),
            ("the river <e:stood> {metres} above its usual level {day}",
             "the water had <e:risen> by {metres} {since}"),
            ("~the sirens in {village} did not <e:sound>", "~no alarm was <e:raised> in {village}"),
            ("the number of dead had <e:risen> by {rise} to {now}", "the toll <e:reached> {now} {day}"),
        ),
        ahead=("the water {will} <e:fall> {soon}", "more rain {will} {hedge} <e:reach> {place} {soon}",
               "families {will} <e:return> {soon}"),
        charges=("{A} had <e:opened> the gates without a warning", "{A} had <e:known> of the cracks {since}",
                 "{A} had <e:built> houses on the flood plain"),
        words=("the water <e:came> through the door before the radio said a word",
               "<first-hand:I heard> the wall <e:go> and we ran uphill",
               "we have <e:asked> for a new dyke in every budget", "nobody here will <e:sleep> tonight",
               "a river has a longer <e:memory> than a ministry"),
    ),
    Kind(
        name="election", verb="counted", org=_POLLS, gov=_INTERIOR,
        actor=(("the N Party", "the party"), ("the N Alliance", "the alliance"), ("New N", "the movement")),
        counters={
            "main": Counter(nouns=("votes", "ballots"), low=40000, high=900000, growth=40, people=False),
            "hurt": Counter(nouns=("complaints",), low=12, high=900, growth=40, people=False),
            "things": Counter(nouns=("polling stations",), low=20, high=3000, growth=15, people=False),
            "homeless": Counter(nouns=("observers", "monitors"), low=20, high=1200, growth=5),
        },
        titles=("{org} counts {main} in {place}", "Both sides claim victory in {place}",
                "{hurt} filed over vote in {place}"),
        facts=(
            ("{main} had been <e:counted> in {place} {day}", "the count in {place} had <e:reached> {main}"),
            ("{actor} had <e:won> {percent} of the vote", "{percent} of the ballots had <e:gone> to {actor}"),
            ("voting was <e:extended> {hour} at {things}", "{things} <e:opened> late {when}"),
            ("{hurt} had been <e:filed> with {org}", "{org} had <e:received> {hurt}"),
            ("{homeless} had <e:watched> the vote {when}", "the vote was <e:followed> by {homeless}"),
            ("the lists for {village} were <e:printed> twice",
             "some names in {village} had been <e:entered> twice"),
            ("~the result in {near} was not <e:signed>", "~nobody had <e:signed> the protocol of {near}"),
            ("the number of votes counted had <e:risen> by {rise} to {now}",
             "the count <e:stood> at {now} {day}"),
        ),
        ahead=("a final result {will} be <e:announced> {soon}",
               "a second round {will} {hedge} be <e:held> {soon}",
               "the court {will} <e:rule> {soon}"),
        charges=("{A} had <e:paid> voters in {village}", "{A} had <e:moved> ballot boxes {hour}",
                 "{A} had <e:printed> false lists"),
        words=("we <e:won> this vote and we will defend it",
               "<first-hand:I watched> them <e:seal> an empty box",
               "let them <e:count> again, in daylight", "the people have <e:spoken> twice now",
               "a signature is not a <e:result>"),
    ),
    Kind(
        name="strike", verb="laid off",
        org=(("the Union of N Workers", "the union"), ("the N Dockers' League", "the league")),
        gov=(("the Labour Ministry", "the ministry"), *_TRANSPORT), actor=_FIRMS,
        counters={
            "main": Counter(nouns=("workers", "dockers"), low=40, high=5000, growth=20),
            "hurt": Counter(nouns=("people", "strikers"), low=3, high=60, growth=30),
            "things": Counter(nouns=("ships", "containers"), low=10, high=6000, growth=25, people=False),
            "homeless": Counter(nouns=("commuters", "travellers"), low=500, high=90000, growth=20),
        },
        titles=("{main} walk out in {place}", "Strike at {actor} enters new week",
                "{org} rejects offer in {place}"),
        facts=(
            ("{main} had <e:stopped> work in {place} {when}",
             "the strike in {place} had been <e:joined> by {main}"),
            ("{things} were <e:waiting> off the port of {near}", "the strike had <e:held> up {things}"),
            ("{actor} had <e:offered> {percent} more pay", "the offer of {actor} <e:amounted> to {percent}"),
            ("{hurt} were <e:arrested> at the gate {hour}", "police <e:detained> {hurt} at the gate"),
            ("{homeless} had to <e:walk> {day}", "the stoppage <e:stranded> {homeless} {day}"),
            ("talks in {near} had <e:broken> down {day}", "both sides <e:left> the talks in {near} {day}"),
            ("~no contract had been <e:signed>", "~neither side <e:signed> the draft {day2}"),
            ("the number of strikers had <e:risen> by {rise} to {now}",
             "the number of strikers <e:reached> {now}"),
        ),
        ahead=("the strike {will} <e:end> {soon}", "work {will} {hedge} <e:resume> {soon}",
               "the port {will} <e:open> {soon}"),
        charges=("{A} had <e:hired> men to break the strike", "{A} had <e:withheld> wages {since}",
                 "{A} had <e:locked> the gates at night"),
        words=("they <e:offered> us a calendar and called it a raise",
               "<first-hand:I was> at the gate when they <e:closed> it",
               "we can <e:wait> longer than a ship can",
               "nobody <e:unloads> bananas with a press release", "a wage is not a <e:favour>"),
    ),
    Kind(
        name="trial", verb="named in the charges", org=_JUSTICE, gov=_INTERIOR, actor=_FIRMS,
        counters={
            "main": Counter(nouns=("people", "officials"), low=3, high=40, growth=20),
            "hurt": Counter(nouns=("witnesses",), low=8, high=200, growth=15),
            "things": Counter(nouns=("invoices", "documents"), low=20, high=9000, growth=20, people=False),
            "homeless": Counter(nouns=("investors", "savers"), low=100, high=20000, growth=15),
        },
        titles=("{main} named in bribery trial in {place}", "Court in {place} hears {hurt}",
                "{actor} books shown to court"),
        facts=(
            ("{main} were <e:named> in the charges | that the court in {place} <e:heard> {when}",
             "the indictment read in {place} {when} <e:named> {main}"),
            ("{hurt} had <e:testified> {since}", "the court had <e:heard> {hurt}"),
            ("{things} were <e:found> in an office in {near}",
             "searches in {near} had <e:produced> {things}"),
            ("{actor} had <e:paid> {money} for permits",
             "{money} had <e:moved> from {actor} to a firm in {village}"),
            ("{homeless} had <e:lost> their savings", "the scheme <e:cost> {homeless} their savings"),
            ("the judge <e:adjourned> the hearing {hour}", "the hearing was <e:adjourned> {hour}"),
            ("~the first defendant did not <e:appear> {day}", "~no defendant had <e:pleaded> guilty"),
            ("the number of defendants had <e:risen> by {rise} to {now}",
             "the number of defendants <e:stood> at {now}"),
        ),
        ahead=("a verdict {will} <e:come> {soon}", "the defence {will} {hedge} <e:appeal> {soon}",
               "the court {will} <e:hear> the last witness {soon}"),
        charges=("{A} had <e:bribed> three inspectors", "{A} had <e:kept> a second set of books",
                 "{A} had <e:paid> a witness {since}"),
        words=("I never <e:signed> that paper", "<first-hand:I carried> the envelopes and I <e:counted> them",
               "my client <e:sleeps> well", "there are two <e:sets> of books and one of them is a novel",
               "a receipt cannot be <e:intimidated>"),
    ),
    Kind(
        name="outbreak", verb="infected", org=_HEALTH, gov=_HEALTH, actor=_FIRMS,
        counters={
            "main": Counter(nouns=("people", "patients"), low=10, high=900, growth=40),
            "hurt": Counter(nouns=("people", "patients"), low=2, high=80, growth=30),
            "things": Counter(nouns=("wells", "samples"), low=4, high=300, growth=20, people=False),
            "homeless": Counter(nouns=("doses",), low=2000, high=900000, growth=20, people=False),
        },
        titles=("{main} ill as fever spreads in {place}", "{org} closes wells around {place}",
                "Vaccines reach {place}"),
        facts=(
            ("{main} had <e:fallen> ill in {place} {since}",
             "the fever had <e:infected> {main} in and around {place}"),
            ("{hurt} had <e:died> of it", "the fever had <e:killed> {hurt}"),
            ("{things} had <e:tested> positive in {village}",
             "the germ was <e:found> in {things} near {village}"),
            ("{homeless} had <e:arrived> in {near} {day}", "{near} had <e:received> {homeless}"),
            ("schools had been <e:closed> {since}", "the schools of {village} <e:closed> {day}"),
            ("the first case was <e:recorded> {when}", "the first patient had <e:come> to the ward {when}"),
            ("~no case had been <e:found> in {near}", "~the fever had not <e:reached> {near}"),
            ("the number of cases had <e:risen> by {rise} to {now}",
             "the number of cases <e:passed> {now} {day}"),
        ),
        ahead=("the fever {will} <e:peak> {soon}", "vaccination {will} {hedge} <e:begin> {soon}",
               "the wells {will} <e:stay> closed {soon}"),
        charges=("{A} had <e:dumped> waste above {village}", "{A} had <e:hidden> the first cases",
                 "{A} had <e:sold> water from a closed well"),
        words=("we are <e:counting> beds, not patients",
               "<first-hand:I have seen> this fever before and it <e:comes> with the water",
               "people <e:boil> what they can", "every day without a test is a day <e:lost>",
               "a well does not <e:close> by decree"),
    ),
    Kind(
        name="quake", verb="killed", org=_AID, gov=_INTERIOR, actor=_FIRMS,
        counters={
            "main": Counter(nouns=("people", "residents"), low=8, high=900, growth=40),
            "hurt": Counter(nouns=("people", "others"), low=40, high=4000, growth=30),
            "things": Counter(nouns=("buildings", "houses"), low=30, high=5000, growth=25, people=False),
            "homeless": Counter(nouns=("people", "families"), low=300, high=80000, growth=25),
        },
        titles=("Quake near {place} kills {main}", "{hurt} hurt in quake near {place}",
                "Search goes on in {place} as toll climbs"),
        facts=(
            ("{main} were <e:killed> | when an earthquake <e:struck> {place} {when}",
             "the earthquake that <e:shook> {place} {when} had <e:killed> {main}"),
            ("{hurt} had been <e:injured>", "hospitals in {near} had <e:treated> {hurt}"),
            ("{things} had <e:collapsed> in {village}",
             "{things} were <e:destroyed> or damaged in {village}"),
            ("{homeless} were <e:sleeping> outdoors {day}",
             "the quake had <e:left> {homeless} without shelter"),
            ("an aftershock <e:shook> {near} {hour}", "{near} was <e:shaken> again {hour}"),
            ("the road to {village} was <e:reopened> {day}",
             "diggers <e:cleared> the road to {village} {day}"),
            ("~the hospital of {near} was not <e:damaged>", "~no aid had <e:reached> {village} {day}"),
            ("the number of dead had <e:risen> by {rise} to {now}", "the toll <e:climbed> to {now} {day}"),
        ),
        ahead=("the search {will} <e:end> {soon}", "the toll {will} {hedge} <e:rise> {soon}",
               "tents {will} <e:arrive> {soon}"),
        charges=("{A} had <e:built> the school with sand", "{A} had <e:ignored> two reports on the school",
                 "{A} had <e:sold> cement meant for {village}"),
        words=("we <e:dig> by hand because the machines are in another country",
               "<first-hand:I heard> a child <e:knock> under the stairs",
               "a school should be the last thing to <e:fall>",
               "the ground has not <e:stopped>", "give us diesel and we will <e:find> them"),
    ),
    Kind(
        name="ferry", verb="rescued",
        org=(("the Coast Guard", "the guard"), ("the N Lifeboat Society", "the society")), gov=_TRANSPORT,
        actor=(("N Lines", "the operator"), ("N Ferries", "the company")),
        counters={
            "main": Counter(nouns=("passengers", "people"), low=20, high=500, growth=10),
            "hurt": Counter(nouns=("people", "passengers"), low=2, high=80, growth=25),
            "things": Counter(nouns=("boats", "vessels"), low=3, high=40, growth=20, people=False),
            "homeless": Counter(nouns=("passengers",), low=60, high=900, growth=4),
        },
        titles=("{main} saved from ferry off {place}", "Ferry from {place} was overloaded, {org} says",
                "Divers reach sunken ferry near {place}"),
        facts=(
            ("{main} had been <e:rescued> | after a ferry <e:sank> off {place} {when}",
             "{main} were <e:pulled> from the sea off {place} {when}"),
            ("{hurt} were still <e:missing> {day}", "divers were <e:looking> for {hurt}"),
            ("{things} had <e:joined> the search off {near}", "the search was <e:carried> on by {things}"),
            ("the ferry <e:carried> {homeless}", "{homeless} had <e:boarded> in {near}"),
            ("the engine had <e:failed> {hour}", "the crew <e:lost> the engine {hour}"),
            ("the ship had been <e:inspected> {since}", "the last inspection was <e:made> {when}"),
            ("~the crew did not <e:send> a distress call", "~no call for help was <e:recorded>"),
            ("the number of survivors had <e:risen> by {rise} to {now}",
             "the number of survivors <e:stood> at {now}"),
        ),
        ahead=("the wreck {will} be <e:raised> {soon}", "the search {will} {hedge} be <e:called> off {soon}",
               "an inquiry {will} <e:open> {soon}"),
        charges=("{A} had <e:overloaded> the ferry", "{A} had <e:known> of the faulty pump {since}",
                 "{A} had <e:told> the crew to sail"),
        words=("the deck <e:tilted> and nobody had told us where the jackets were",
               "<first-hand:I saw> the lights <e:go> under the water", "she should never have <e:sailed>",
               "we will <e:search> until the weather stops us",
               "a lifeboat is no use when it is <e:painted> shut"),
    ),
    Kind(
        name="protest", verb="detained",
        org=(("N Rights Watchers", "the group"), ("the N Lawyers' Circle", "the circle")), gov=_INTERIOR,
        actor=(("the N Guard", "the guard"), ("the National Police", "the police force")),
        counters={
            "main": Counter(nouns=("people", "demonstrators"), low=6, high=700, growth=35),
            "hurt": Counter(nouns=("people", "protesters"), low=4, high=200, growth=30),
            "things": Counter(nouns=("shops", "cars"), low=3, high=90, growth=20, people=False),
            "homeless": Counter(nouns=("people", "demonstrators"), low=900, high=120000, growth=20),
        },
        titles=("{main} detained at rally in {place}", "{homeless} march in {place}",
                "Curfew in {place} after night of clashes"),
        facts=(
            ("{main} were <e:detained> | when police <e:cleared> the square in {place} {when}",
             "police had <e:detained> {main} in {place} {when}"),
            ("{homeless} had <e:marched> through {place} {day}", "the march {day} <e:drew> {homeless}"),
            ("{hurt} were <e:hurt> in clashes near {village}", "the clashes had <e:injured> {hurt}"),
            ("{things} were <e:damaged> in the old town", "the crowd had <e:smashed> {things}"),
            ("a curfew had been <e:imposed> in {near} {since}", "{near} had been <e:placed> under curfew"),
            ("the network was <e:cut> {hour}", "telephones had <e:failed> {hour}"),
            ("~no shot was <e:fired> in the square", "~the march had not been <e:permitted>"),
            ("the number of detained had <e:risen> by {rise} to {now}",
             "the number of detained <e:reached> {now}"),
        ),
        ahead=("the curfew {will} be <e:lifted> {soon}", "the rallies {will} {hedge} <e:spread> {soon}",
               "courts {will} <e:hear> the first cases {soon}"),
        charges=("{A} had <e:beaten> people who lay on the ground", "{A} had <e:used> live rounds",
                 "{A} had <e:held> minors {span}"),
        words=("we <e:came> with drums and they came with dogs",
               "<first-hand:I was> in the van for nine hours and <e:heard> them call the numbers",
               "a square <e:belongs> to those who stand in it",
               "they can <e:switch> off the lamps but not the street",
               "my son went out for bread and has not <e:come> back"),
    ),
    Kind(
        name="truce", verb="killed in breaches",
        org=(("the Joint Monitors of N", "the monitors"), ("the N Contact Group", "the group")),
        gov=_INTERIOR,
        actor=_ARMED,
        counters={
            "main": Counter(nouns=("soldiers", "people"), low=2, high=50, growth=30),
            "hurt": Counter(nouns=("prisoners",), low=10, high=600, growth=15),
            "things": Counter(nouns=("breaches", "violations"), low=5, high=400, growth=35, people=False),
            "homeless": Counter(nouns=("villagers", "families"), low=100, high=20000, growth=20),
        },
        titles=("{main} killed as truce frays near {place}", "{things} counted along line near {place}",
                "Prisoners to be exchanged at {place}"),
        facts=(
            ("{main} had been <e:killed> along the line near {place} {since}",
             "shooting near {place} {when} had <e:killed> {main}"),
            ("{org} had <e:counted> {things} {since}", "{things} of the truce had been <e:recorded> {since}"),
            ("{hurt} were <e:exchanged> on the bridge of {village}", "both sides had <e:released> {hurt}"),
            ("{homeless} had <e:returned> to {village}", "{village} had <e:seen> {homeless} return"),
            ("guns had been <e:withdrawn> from {near} {day}",
             "both sides <e:withdrew> guns from {near} {day}"),
            ("the envoys <e:met> in {near} {hour}", "talks were <e:held> in {near} {when}"),
            ("~the map of the line had not been <e:agreed>", "~neither side had <e:signed> the annex"),
            ("the number of dead had <e:risen> by {rise} to {now}",
             "the toll of the truce <e:stood> at {now}"),
        ),
        ahead=("the truce {will} <e:hold> {soon}", "the talks {will} {hedge} <e:resume> {soon}",
               "observers {will} <e:reach> {village} {soon}"),
        charges=("{A} had <e:moved> guns back at night", "{A} had <e:opened> fire on the bridge",
                 "{A} had <e:flown> drones over {village}"),
        words=("we <e:count> every shell and we publish the count",
               "<first-hand:I saw> the lorries <e:return> with their lights off",
               "a line on a map does not <e:stop> a bullet",
               "both of them will <e:sign> and both of them will shoot",
               "peace is <e:boring>, we would like to try it"),
    ),
)  # fmt: skip
