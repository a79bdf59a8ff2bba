"""What happens in news, class by class: the words that tell of it, and which classes may tell of one
happening.
"""

from __future__ import annotations


def rows(text: str) -> dict[str, str]:
    """The rows of a table, "name: words"; a line that begins with blanks goes on with the one before."""
    lines = text.replace("\n  ", " ").split("\n")
    return dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))


# class -> its verbs and nouns. A word stands in one class alone; those in none are classes by themselves.
CLASSES: dict[str, str] = rows("""
# Harm to people.
die: die died dead death deaths kill killed killing killings slay slain slaying murder murdered murders
  homicide assassinate assassination perish perished fatal fatality fatalities fatally massacre lives
  succumb succumbed toll corpse corpses bodies execute executed execution lynch decease deceased
  manslaughter suicide
wound: wound wounded wounds injure injured injuries injury hurt maim maimed hospitalize hospitalized
casualty: casualty casualties
attack: attack attacked attacks strike struck strikes raid raided raids assault assaulted assaults ambush
  ambushed offensive onslaught storm stormed shell shelled shelling bombard bombarded bombardment airstrike
  airstrikes
explode: explode exploded explosion explosions blast blasts blew blow detonate detonated detonation bomb
  bombs bombed bombing bombings grenade dynamite device devices
shoot: shoot shot shots shooting shootings gunfire gunned gunman fired sniper
stab: stab stabbed stabbing knife knifed slash slashed
fight: fight fought fighting clash clashed clashes battle battled battles combat skirmish firefight
abduct: abduct abducted abduction kidnap kidnapped kidnapping hostage hostages
torture: torture tortured beat beaten beating abuse abused
rape: rape raped rapes molest molested
threaten: threat threats threatened menace
missing: missing vanish vanished disappear disappeared disappearance unaccounted
rescue: rescue rescued rescuers save saved
search: search searched searching hunt hunted manhunt
survive: survive survived survivor survivors
infect: infect infected infection infections outbreak epidemic virus disease sick sickness ill illness
poison: poison poisoned poisoning
overdose: overdose overdosed
starve: starve starved famine hunger malnutrition
# Accidents and nature.
crash: crash crashed crashes collide collided collision derail derailed derailment overturn overturned wreck
  wreckage
sink: sink sank sunk capsize capsized shipwreck founder
burn: fire fires burn burned burnt blaze blazes flames arson torch torched wildfire wildfires ablaze
flood: flood flooded floods flooding inundate inundated deluge
quake: quake quakes earthquake earthquakes tremor tremors aftershock aftershocks magnitude
hurricane: hurricane hurricanes cyclone typhoon tornado tornadoes twister
drought: drought droughts heatwave
landslide: landslide landslides mudslide mudslides avalanche
erupt: erupt erupted eruption volcano
collapse: collapse collapsed collapses crumble crumbled buckle buckled
leak: leak leaked leaks spill spilled spillage
damage: damage damaged damages ruin ruined
destroy: destroy destroyed destruction demolish demolished raze razed level leveled flatten flattened
outage: outage outages blackout blackouts
# Force and its moves.
deploy: deploy deployed deployment reinforce reinforcements mobilize mobilized mobilization dispatch
  dispatched
send: send sent sending deliver delivered delivery deliveries ship shipped shipment shipments
withdraw: withdraw withdrew withdrawn withdrawal retreat retreated pullout pulled
invade: invade invaded invasion incursion
capture: capture captured seize seized seizure overrun occupy occupied occupation conquer
surrender: surrender surrendered capitulate
defect: defect defected defection defector desert deserted
recruit: recruit recruited enlist enlisted conscript conscription draft drafted
train: train trained training drill drills exercise exercises manoeuvre
launch: launch launched missile missiles rocket rockets
intercept: intercept intercepted interception
shootdown: downed
siege: siege besiege besieged blockade blockaded encircle encircled
ceasefire: ceasefire truce armistice
peace: peace reconcile reconciliation
disarm: disarm disarmament denuclearize denuclearization demobilize demobilization
arm: arm armed weapons arms
coup: coup overthrow overthrew overthrown topple toppled oust ousted
mutiny: mutiny rebel rebellion uprising revolt insurgency
guard: guard guarded patrol patrolled protect protected
spy: spy spied espionage wiretap eavesdrop surveil surveillance
hack: hack hacked hacking hackers cyberattack breach breached
sabotage: sabotage sabotaged vandalize vandalized
# Movement of people.
evacuate: evacuate evacuated evacuation
flee: flee fled flees escape escaped escapes refuge refugees
displace: displace displaced displacement homeless
arrive: arrive arrived arrival land landed reach reached enter entered entry came come
leave: leave left depart departed departure exit exited
return: return returned returns repatriate repatriated
travel: travel travelled traveled trip visit visited visits tour toured
move: move moved moves transfer transferred relocate relocated
cross: cross crossed crossing smuggle smuggled
deport: deport deported deportation expel expelled expulsion exile exiled
immigrate: immigrate immigration migrant migrants asylum
follow: follow followed chase chased pursue pursued pursuit
block: block blocked blocks barricade barricaded obstruct obstructed obstruction
# Police and courts.
arrest: arrest arrested arrests detain detained detention custody apprehend apprehended nab nabbed jailed
  imprison imprisoned imprisonment handcuff
release: release released free freed liberate liberated parole bail
charge: charge charged charges indict indicted indictment arraign arraigned prosecute prosecuted prosecution
accuse: accuse accused accusation accusations allege alleged allegation allegations blame blamed
suspect: suspect suspected suspects suspicion
convict: convict convicted conviction guilty
acquit: acquit acquitted acquittal exonerate exonerated innocent
sentence: sentence sentenced sentences
plead: plead pleaded plea confess confessed confession
try: trial trials tried retrial
testify: testify testified testimony witness witnessed witnesses
rule: rule ruled ruling verdict judgment overrule overruled
appeal: appeal appealed appeals
sue: sue sued lawsuit lawsuits suing litigation
settle: settle settled settlement compensate compensation
investigate: investigate investigated investigation investigations probe probed inquiry inquest
rob: rob robbed robbery robberies heist burglary burglar steal stole stolen theft thieves loot looted
  looting snatch snatched
fraud: fraud defraud embezzle embezzled embezzlement launder laundering swindle
bribe: bribe bribed bribery corrupt corruption
traffic: traffic trafficked trafficking narcotics
pardon: pardon pardoned amnesty clemency
extradite: extradite extradited extradition
violate: violate violated violation violations
identify: identify identified identification
# Politics and states.
elect: elect elected election elections vote voted votes voting ballot ballots poll polls referendum
win: win won wins victory victories triumph defeat defeated beats
lose: lose lost loses loss losses
resign: resign resigned resignation quit quits step stepped
appoint: appoint appointed appointment nominate nominated nomination name named inaugurate inaugurated sworn
  hire hired
dismiss: dismiss dismissed dismissal sack sacked layoffs suspend suspended suspension
run: run ran candidacy candidate candidates campaign campaigned
retire: retire retired retirement
meet: meet met meeting meetings summit talks talk talked conference negotiate negotiated negotiation
  negotiations dialogue discuss discussed discussions
agree: agree agreed agreement agreements deal deals accord pact treaty sign signed signing ratify ratified
propose: propose proposed proposal proposals offer offered offers bid
approve: approve approved approval pass passed adopt adopted endorse endorsed
reject: reject rejected rejection veto vetoed
support: support supported backed backing
oppose: oppose opposed opposition
ban: ban banned bans prohibit prohibited prohibition outlaw outlawed forbid forbade
allow: allow allowed permit permitted authorize authorized
sanction: sanction sanctions sanctioned embargo
tariff: tariff tariffs duty duties levy levies
exempt: exempt exempted exemption exemptions
order: order ordered orders decree decreed
demand: demand demanded demands urge urged request requested
promise: promise promised pledge pledged vow vowed commit committed commitment
warn: warn warned warning warnings alert alerted
condemn: condemn condemned denounce denounced criticize criticized criticism
praise: praise praised hail hailed applaud
thank: thank thanked thanks grateful
apologize: apologize apologized apology
mourn: mourn mourned mourning funeral funerals bury buried burial memorial
protest: protest protested protests protester protesters demonstrate demonstrated demonstration
  demonstrations rally rallied rallies march marched
riot: riot rioted riots rioting unrest
stoppage: walkout picket picketed
recognize: recognize recognized recognition
cede: secede seceded secession independence
join: join joined member membership
govern: govern governed coalition
dissolve: dissolve dissolved disband disbanded
# Telling and knowing.
announce: announce announced announcement declare declared declaration state stated statement proclaim
  proclaimed
report: report reported reports
confirm: confirm confirmed confirmation verify verified
reveal: reveal revealed disclose disclosed disclosure expose exposed unveil unveiled
publish: publish published publication broadcast post posted tweet tweeted
show: show showed shown shows display displayed
find: find found finding findings discover discovered discovery recover recovered
ask: ask asked asks question questioned questions interview interviewed interrogate interrogated
answer: answer answered reply replied respond responded response
believe: believe believed think thought
want: want wanted wish wished hope hoped seek sought
know: know knew known aware
claim: claim claimed claims
call: call called calls phone phoned
write: write wrote written letter letters
speak: speak spoke spoken speech address addressed
cite: cite cited quote quoted
# Money, work and things.
buy: buy bought purchase purchased acquire acquired acquisition takeover
sell: sell sold sale sales
merge: merge merged merger
pay: pay paid payment payments
cost: cost costs worth price prices priced value valued
fine: fine fined fines penalty
invest: invest invested investment investments fund funded funds finance financed
lend: lend lent loan loans borrow borrowed
bankrupt: bankrupt bankruptcy insolvent insolvency default defaulted
donate: donate donated donation donations aid relief
grow: grow grew growth rise rose risen increase increased increases climb climbed surge surged jump jumped
fall: fall fell fallen drop dropped decline declined decrease decreased shrink shrank plunge plunged slump
  slumped
cut: cut cuts reduce reduced reduction trim trimmed lower lowered
raise: raise raised hike hiked boost boosted
produce: produce produced production output manufacture manufactured
build: build built construct constructed construction
repair: repair repaired repairs restore restored restoration rebuild rebuilt reconstruction
open: open opened opens reopen reopened
close: close closed closes closure shut shutdown
stop: stop stopped halt halted cease ceased end ended ends finish finished conclude concluded
start: start started starts begin began begun commence commenced
create: create created establish established form formed
contract: contract contracts contractor
trade: trade traded export exported exports import imported imports
test: test tested tests
use: use used uses
introduce: introduce introduced update updated upgrade upgraded debut debuted
recall: recall recalled
extend: extend extended extension expand expanded expansion
change: change changed changes replace replaced replacement alter altered amend amended
divide: divide divided split
share: share shared shares
give: give gave given provide provided grant granted award awarded distribute distributed
receive: receive received receives get got
carry: carry carried transport transported
enrol: rehab rehabilitation check checked admit admitted admission treatment treat treated
marry: marry married marriage wed wedding
divorce: divorce divorced separate separated
born: born birth births pregnant pregnancy
star: star starred cast role roles play played
score: score scored scores goal goals points touchdown touchdowns
compete: compete competed competition match matches game games tournament
celebrate: celebrate celebrated celebration anniversary
work: work worked job jobs employ employed employment
live: live lived resident residents
serve: serve served service
help: help helped assist assisted assistance
control: control controlled dominate
wear: wear wore worn dressed
explain: explain explained reason reasons cause caused causes
estimate: estimate estimated estimates forecast
intend: intend intended aim aimed
""")

# Classes of which two wordings may speak of one happening: the deed, the means and what came of it.
RELATED: tuple[str, ...] = (
    "die wound casualty attack explode shoot stab fight crash sink burn flood quake hurricane collapse "
    "poison missing rescue find landslide survive",
    "attack explode shoot damage destroy launch burn capture invade fight sabotage",
    "arrest charge accuse suspect capture release convict sentence plead try identify",
    "convict sentence rule try acquit appeal plead",
    "protest riot fight arrest attack stoppage",
    "meet agree travel speak propose",
    "deploy send arrive move carry travel launch",
    "withdraw leave return evacuate flee move",
    "evacuate flee displace leave",
    "elect win lose run appoint",
    "resign dismiss leave retire",
    "buy sell merge pay cost agree propose contract give receive",
    "announce reveal publish introduce launch report confirm show open speak",
    "ban sanction block close stop tariff",
    "grow fall cut raise cost",
    "rob capture find",
    "enrol arrive",
    "give receive donate pay invest",
    "start open launch create introduce",
    "stop close ceasefire",
    "quake flood landslide damage destroy collapse hurricane",
    "infect die wound",
)  # fmt: skip

# Words after which a deed is not done (yet, or at all): what holds it back is kept apart from the deed.
HOLDING: frozenset[str] = frozenset(
    """
    delay delayed delays delaying postpone postponed cancel cancelled canceled cancels cancelling halt
    halted halts refuse refused refuses refusing plan plans planned planning threaten threatened
    threatens threatening fail failed fails failing consider considered considering considers prepare
    prepares preparing intend intends intended decline declined declines avert averted prevent prevented
    prevents preventing avoid avoided foil foiled thwart thwarted attempt attempted attempts abandon
    abandoned suspend suspended suspends scrap scrapped want wants wanted seek seeks sought hope hopes
    hoped expect expected expects propose proposed vow vowed vows pledge pledged promise promised weigh
    weighs weighing mull mulls mulling withhold withheld withholding block blocked
    """.split()  # noqa: SIM905
)
# Verbs that leave it to a noun to say what happened.
LIGHT: frozenset[str] = frozenset(
    """
    is are was were be been being has have had having do does did done make makes made making take takes
    took taken taking give gives gave given carry carried carries conduct conducted conducts hold held
    holds holding stage staged stages stand stood come came go goes went gone say says said saying tell
    tells told add added note noted put puts remain remains remained become becomes became continue
    continued continues begin began begun start started occur occurred happen happened suffer suffered
    suffers face faces faced get gets got keep keeps kept perpetrate perpetrated commit committed leave
    left cause caused claim claimed bring brought lead led report reported there show shows showed
    confirm confirmed see sees saw seen call called order ordered total totaled count counted accord
    according deny denied denies reach reached climb climbed rise rose risen
    """.split()  # noqa: SIM905
)
