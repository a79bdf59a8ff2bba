"""Words round the names of places: what kind they say it is, where it lies, and what is none."""

from __future__ import annotations

import re

from secondsource.reading.parties.vocabulary import table
from secondsource.reading.places.gazetteer import Kind

_FIRST = frozenset((Kind.REGION, Kind.AREA))
_SECOND = frozenset((Kind.COUNTY, Kind.REGION, Kind.AREA, Kind.CITY))
_TOWN = frozenset((Kind.CITY,))
_WATER = frozenset((Kind.WATER,))
_HIGH = frozenset((Kind.MOUNTAIN,))

# What a place is called, and the kinds of entry that may be it.
_CALLED: tuple[tuple[str, frozenset[Kind]], ...] = (
    ("oblast krai kray province provinces governorate governorates state prefecture", _FIRST),
    ("voivodeship canton emirate", _FIRST),
    ("region republic territory", _FIRST | {Kind.COUNTY}),
    ("county district districts department raion rayon regency borough parish", _SECOND),
    ("city cities town towns township village villages suburb suburbs port hamlet capital", _TOWN),
    ("river sea ocean lake strait gulf bay", _WATER),
    ("mountain mountains mount", _HIGH),
    ("peninsula island islands", frozenset((Kind.AREA,))),
    ("country", frozenset((Kind.COUNTRY,))),
    # A quarter of a town is in no list of towns: what is called so is another place.
    ("neighborhood neighbourhood neighborhoods neighbourhoods quarter colonia barrio", frozenset()),
)
TYPE_WORDS = {word: kinds for words, kinds in _CALLED for word in words.split()}
# After a name these say of what kind it is.
AFTER = re.compile(
    r"\s+("
    + "|".join(sorted(TYPE_WORDS.keys() - {"port", "capital", "country", "mount"}, key=len, reverse=True))
    + r")\b",
    re.I,
)

# What in a name only says its kind: without it the name is looked up again.
KIND_IN_NAME = re.compile(
    r"^(?:the\s+)?(?:(city|town|village|province|state|district|governorate|department|emirate|"
    r"principality|kingdom)\s+of\s+)?"
    r"(.*?)(?:\s+(oblast|krai|kray|province|governorate|region|state|prefecture|county|district|"
    r"department|city|"
    r"voivodeship|republic|territory|islands?|peninsula|raion|town|village))?$",
    re.I,
)
# A part of what is named: its coordinates are those of the whole.
PART = re.compile(
    r"^(?:(?:the|far|north|south|east|west|northern|southern|eastern|western|central|upper|lower|mainland|"
    r"downtown|greater|"
    r"inner|outer|rural|coastal|metropolitan|mid|old|north-?east(?:ern)?|north-?west(?:ern)?|"
    r"south-?east(?:ern)?|"
    r"south-?west(?:ern)?|occupied|government-held|rebel-held|modern-day|present-day|nearby|"
    r"neighbou?ring)[\s-]+)+",
    re.I,
)
# What stands at the town whose name it bears.
AIRPORT = re.compile(
    r"\s+(?:international\s+|regional\s+|civil\s+|military\s+)?(?:airport|airfield|air\s*base|cathedral|"
    r"harbou?r|city\s+hall|town\s+hall|zoo|docks|"
    r"old\s+town|city\s+cent(?:re|er))$",
    re.I,
)

# What stands in a town, as its name says: where the town is, it is.
SITE = re.compile(
    r"\b(?:street|st|avenue|ave|av|boulevard|blvd|road|rd|lane|highway|freeway|square|plaza|park|gardens?|"
    r"hospital|clinic|airport|airfield|airstrip|air\s*base|naval\s+base|barracks|headquarters|garrison|"
    r"stadium|arena|"
    r"hall|hotel|inn|motel|restaurant|bar|club|nightclub|cafe|cinema|theat(?:re|er)|museum|gallery|library|"
    r"university|college|school|academy|institute|seminary|church|cathedral|basilica|chapel|mosque|temple|"
    r"synagogue|monastery|"
    r"abbey|cemetery|palace|castle|fortress|tower|building|cent(?:re|er)|mall|market|bazaar|bridge|"
    r"tunnel|station|terminal|port|harbou?r|pier|dock|prison|jail|penitentiary|camp|embassy|factory|"
    r"plant|refinery|reservoir|dam|zoo|"
    r"neighbou?rhoods?|quarter|suburb|colonia|barrio|sector|zone|zona|district|village|ward|gate|monument|"
    r"memorial|statue|"
    r"beach|rue|calle|avenida|carrera|courthouse|complex|estate)\b",
    re.I,
)
# Beside a name these say that it is in a town.
QUARTER = re.compile(
    r"(?:\s*+[”\"])?\s++(?:and\s++[\w-]++\s++)?(?:residential\s++)?(?:neighbou?rhoods?|quarter|suburbs?|areas?|sectors?|section|zone|"
    r"districts?|hospital|street|avenue)\b",
    re.I,
)
# Before a name that nobody knows these say that it is a place.
IN = re.compile(
    r"\b(?:in|at|near|on|from|across|outside|inside|around|between|through|towards?|nearby|down|"
    r"(?:town|city|village|hamlet|port|island|district|suburb|province)\s+of|known\s+as|called|town|city|village|"
    r"reached|entered|visit(?:ed|ing)?|leaving|entering|hit|struck)\s+(?:the\s+|[“\"])*$|"
    r"\b(?:in|at|near)\s[^.\n]{2,30}(?:,|\sand|,\sand)\s+(?:the\s+)?$",
    re.I,
)
# Before a name that is a place elsewhere in the report these say that it is one here too.
AT = re.compile(
    r"\b(?:in|at|near|on|from|to|of|across|outside|inside|around|between|and|through|towards?|into|off|"
    r"nearby|over|along|"
    r"named|called|town|city|village|reached|reach|entered|left|visit(?:ed|ing)?|leaving|entering|hit|down|"
    r"struck|via|beyond|by)"
    r"\s+(?:the\s+|[“\"])*$|[,(]\s*(?:the\s+)?$",
    re.I,
)

# From a people or a country to the place that it says where to find: "the Iraqi city of", "Iraq's northern".
LEADS = re.compile(
    r"\b([A-Z][\w.]*(?:[ -][A-Z][\w.]*)?)(?:['’]s?)?\s+(?:(?:the|north|south|east|west|northern|southern|"
    r"eastern|western|central|"
    r"north-?eastern|north-?western|south-?eastern|south-?western|coastal|border|port|capital|provincial|"
    r"city|town|village|"
    r"province|region|district|state|island|suburb|second|largest|rebel-held|besieged|of|-)\s*)*$"
)
LEAD_WORDS = table(
    "the north south east west northern southern eastern western central coastal border port capital "
    "provincial city town village "
    "province region district state island suburb second largest rebel-held besieged of -"
)

# Where the state is meant and not its city: what has a senate, a governor, a primary.
OF_A_STATE = re.compile(
    r"(?:['’]s?)?(?:,\s+a)?\s+(?:(?:\w+\s+){1,2}primary|state|state's|primary|primaries|caucus|caucuses|"
    r"voters|delegates?|"
    r"delegation|senators?|sen\.|gov\.|governor|rep\.|"
    r"attorney\s+general|legislature|lawmakers?|congressm[ae]n|congresswom[ae]n|supreme\s+court|"
    r"republicans?|democrats?|"
    r"gubernatorial|statehouse|contest)\b",
    re.I,
)
BEFORE_A_STATE = re.compile(
    r"\b(?:senators?|sen\.?|governors?|governorship|gov\.|(?:home\s+)?state|states(?:\s+(?:like|such\s+as|"
    r"including))?|delegates|voters|"
    r"primary|primaries)\s+(?:of|from|in)?\s*$",
    re.I,
)

# Abbreviations that are looked up written out, when they stand in capitals or with their stop.
STATES = {
    "al": "alabama", "ala": "alabama", "ak": "alaska", "az": "arizona", "ariz": "arizona",
    "ar": "arkansas", "ark": "arkansas",
    "ca": "california", "calif": "california", "co": "colorado", "colo": "colorado", "ct": "connecticut",
    "conn": "connecticut", "de": "delaware", "del": "delaware", "fl": "florida", "fla": "florida",
    "ga": "georgia",
    "hi": "hawaii", "id": "idaho", "il": "illinois", "ill": "illinois", "in": "indiana", "ind": "indiana",
    "ia": "iowa",
    "ks": "kansas", "kan": "kansas", "ky": "kentucky", "la": "louisiana", "me": "maine", "md": "maryland",
    "ma": "massachusetts", "mass": "massachusetts", "mi": "michigan", "mich": "michigan", "mn": "minnesota",
    "minn": "minnesota", "ms": "mississippi", "miss": "mississippi", "mo": "missouri", "mt": "montana",
    "mont": "montana",
    "ne": "nebraska", "neb": "nebraska", "nv": "nevada", "nev": "nevada", "nh": "new hampshire",
    "nj": "new jersey",
    "nm": "new mexico", "ny": "new york", "nc": "north carolina", "nd": "north dakota", "oh": "ohio",
    "ok": "oklahoma",
    "okla": "oklahoma", "or": "oregon", "ore": "oregon", "pa": "pennsylvania", "penn": "pennsylvania",
    "ri": "rhode island",
    "sc": "south carolina", "sd": "south dakota", "tn": "tennessee", "tenn": "tennessee", "tx": "texas",
    "tex": "texas",
    "ut": "utah", "vt": "vermont", "va": "virginia", "wa": "washington", "wash": "washington",
    "wv": "west virginia",
    "w va": "west virginia", "wva": "west virginia", "wi": "wisconsin", "wis": "wisconsin",
    "wisc": "wisconsin",
    "wy": "wyoming", "wyo": "wyoming", "dc": "washington dc", "d c": "washington dc",
    "ont": "ontario", "on": "ontario", "que": "quebec", "qc": "quebec", "bc": "british columbia",
    "alta": "alberta",
    "ab": "alberta", "sask": "saskatchewan", "man": "manitoba", "nb": "new brunswick", "ns": "nova scotia",
    "nl": "newfoundland and labrador", "pei": "prince edward island", "nsw": "new south wales",
    "qld": "queensland",
    "vic": "victoria", "tas": "tasmania",
}  # fmt: skip
# Those of them that are names of countries or towns too when they stand alone ("UK", "LA").
COUNTRY_CODES = {
    "us": "united states", "uk": "united kingdom", "uae": "united arab emirates", "usa": "united states",
    "ussr": "soviet union", "prc": "china", "drc": "democratic republic of congo", "dprk": "north korea",
    "nyc": "new york city", "dc": "washington dc", "la": "los angeles",
}  # fmt: skip

# Capitalised words after a place's name that make it part of another name.
HEADS = re.compile(
    r"\s+(?:[A-Z][\w'’&-]*\s+){0,3}?(?:University|Universities|College|School|Institute|Academy|Times|"
    r"Post|Herald|Tribune|Journal|"
    r"Gazette|Chronicle|Guardian|Mail|Stock\s+Exchange|Exchange|Underground|Senate|Congress|Parliament|"
    r"Constitution|House|"
    r"Ministry|Department|Army|Navy|Air\s+Force|Marines?|Bank|Airlines?|Airways|Agreement|Accords?|Treaty|"
    r"Protocol|Convention|"
    r"Declaration|Court|Council|Police|Assembly|Party|Republicans?|Democrats?|Association|Society|"
    r"Foundation|Corporation|Corp|"
    r"Company|Inc|Ltd|Group|Club|FC|United|Union|Commission|Committee|Agency|Authority|Front|League|Cup|"
    r"Games|Olympics|"
    r"Marathon|Festival|TV|Television|Radio|News|War)\b"
)  # fmt: skip

# The same in a text in capitals, right after the name.
LOUD_HEADS = re.compile(
    r"\s+(?:UNIVERSITY|COLLEGE|SCHOOL|INSTITUTE|TIMES|POST|HERALD|TRIBUNE|JOURNAL|GAZETTE|SENATE|CONGRESS|"
    r"PARLIAMENT|CONSTITUTION|MINISTRY|NAVY|AIR\s+FORCE|BANK|AIRLINES?|AGREEMENTS?|ACCORDS?|TREATY|PROTOCOL|"
    r"CONVENTION|DECLARATION|PACT|CARTEL|COUNCIL|PARTY|ASSOCIATION|FOUNDATION|CORPORATION|LEAGUE|RADIO|TELEVISION)\b"
)

# A country before these acts, as a body does: "Russia would withdraw".
ACTS = re.compile(
    r"\s+(?:also\s+|still\s+|now\s+|never\s+|already\s+|recently\s+)?(?:would|will|must|should|may|might|"
    r"can|could|cannot|"
    r"has\s+(?!been\b)|had\s+(?!been\b)|says?|said|warns?|warned|"
    r"wants?|wanted|plans?|planned|joins?|joined|agrees?|agreed|refuses?|refused|denies|denied|accuses?|"
    r"accused|calls?|called|"
    r"announces?|announced|claims?|claimed|insists?|insisted|backs?|backed|supports?|supported|condemns?|"
    r"condemned|rejects?|"
    r"rejected|votes?|voted|withdraws?|withdrew|pulls?|pulled|launch(?:es|ed)?|sen[dt]s?|sought|seeks?|"
    r"hopes?|hoped|expects?|"
    r"expected|considers?|considered|believes?|believed|demands?|demanded|offers?|offered|urges?|urged|"
    r"threatens?|"
    r"threatened|imposes?|imposed|signs?|signed|recognis?z?es?|recognis?z?ed|blames?|blamed|invaded|"
    r"invades|annexed|annexes|"
    r"needs?|needed|knows?|knew|thinks?|thought|stands?\s+(?:by|with|ready)|responds?|responded|intends?|"
    r"intended|pledges?|"
    r"pledged|vow(?:s|ed)|solves?|pays?|paid|owns?|owned|(?:is|was|are|"
    r"were)\s+(?:not\s+)?(?:an?\s+(?:\w+\s+)?(?:ally|partner|member|party)|"
    r"trying|seeking|ready|prepared|willing|committed|considering|planning|concerned|opposed|determined|"
    r"responsible))\b",
    re.I,
)
OWNS = re.compile(
    r"['’]s?\s+(?!(?-i:[A-Z])|(?:[a-z-]+\s+){0,2}(?:"
    r"capital|city|cities|town|village|province|region|district|border|borders|coast|"
                  r"north|south|east|west|territory|soil|waters|shores?|airport|port|countryside|interior|"
                  r"streets|neighbou?rs?|"
                  r"suburbs?|state|states|island|islands|largest|biggest)\b)(?=[\w“\"])", re.I)  # fmt: skip
# "US" and "UK" before a noun say "American" and "British", but for what is a piece of the land.
AS_ADJECTIVE = re.compile(
    r"(?:\s+|-)(?!(?:soil|territory|territories|border|borders|coast|mainland|city|cities|state|states|"
    r"town|towns|islands?|region|"
    r"locations?|and|or|in|on|at|to|from|for|by|with|was|were|is|are|has|had|as|that|which|who|but|after|"
    r"before|since|until|"
    r"during|when|while|than|if|will|would|of|last|this|next|over|under|into|because|about|against|where|"
    r"can|could|may|might|"
    r"should|must|did|does|do|not|also|alone|only|now|then|later|yesterday|today|ago|this|the|a|an|"
    r"through|between|via|"
    r"says?|said|so|it|he|she|they|we|all|both|either|amid|despite|unless|once|per|like|still|already|again|"
    r"following|based|led|backed|wants?|needs?|pledged|announced|agreed|voted|lost|won|began|starts?|"
    r"started)\b)[a-z]"
)
# What acts for a country or is its law: what it is of is a body.
BODY_OF = re.compile(
    r"\b(?:governments?|parliaments?|nav(?:y|ies)|arm(?:y|ies)|armed\s+forces|military|constitution|"
    r"ministry|ambassador|withdrawal|"
    r"administration|air\s+force)\s+of\s+(?:(?:the\s+|and\s+)?[A-Z]\w+,?\s+)*(?:and\s+)?(?:the\s+)?$"
)
# What is done to a body, or with one: "blamed Iran", "relations with Norway".
DEALT_WITH = re.compile(
    r"\b(?:(?:blam|accus|urg|prais|criticis|criticiz|thank|condemn)(?:e|es|ed|ing)|ask(?:s|ed|ing)?|"
    r"(?:press|push|call)(?:ed|es|s|ing)?\s+(?:for|on)|demand(?:s|ed|ing)?\s+that|support\s+for|help\s+from|"
    r"assurances?\s+from|allies\s+(?:of|with)|allied\s+with|(?:led|backed|supported|accused|supplied|"
    r"mediated|brokered|imposed|sponsored|signed)\s+by|"
    r"(?:relations|ties|talks|negotiations|alliance|agreement|deal|treaty|pact|cooperation|dispute|"
    r"confrontation|war|partnership)\s+(?:with|between))\s+(?:the\s+)?$",
    re.I,
)
# A name with one of these words is a body's.
BODY = re.compile(
    r"\s(?:Senate|Congress|Parliament|Ministry|Council|Court|Party|Committee|Commission|Agency|Police|"
    r"Army|Navy|League|"
    r"Association|Company|Corporation|Corp|Inc|Government|Department|Press|Times|Post|Constitution)\b"
)
BEFORE_A_POST = re.compile(
    r"\s+(?!City|State|States|East|West|Territor|Soil|Border|Coast|January|February|March|April|May|June|"
    r"July|"
                           r"August|September|October|November|December)[A-Z][a-z]")  # fmt: skip
ADJECTIVES = frozenset(("us", "united states", "uk", "eu"))

# Where something is or moves: a name after these is a place.
LOCATIVE = re.compile(
    r"\b(?:in|near|across|outside|inside|throughout|within|towards?|around|from|entering|entered|leaving|"
    r"mainland|off|out\s+of|back\s+to|"
    r"(?:part|parts|rest|most|much|all|residents|people|citizens|capital|coast|north|south|east|west|city|"
    r"town|centre|center)\s+of|"
    r"(?:return(?:ed|ing)?|went|go|goes|going|gone|travel(?:led|ed|ling|ing)?|fl(?:ew|y|own|ying)|fled|"
    r"flee|moved?|trip|visit|came|"
    r"come|deported|exports|flights)\s+to|visit(?:ed|ing)?|border\s+with)\s+(?:the\s+)?$",
    re.I,
)
SIGNS = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]cross|[Oo]utside|[Ii]nside|[Tt]hroughout|[Aa]round|IN|NEAR|OUTSIDE|INSIDE|"
    r"THROUGHOUT)\s+"
    r"(?:(?:the|THE)\s+)?(?:(?:north|south|east|west|central)(?:ern|east|west|eastern|western)?\s+)?"
    r"([A-Z][\w’'-]*(?:\.[A-Z])*\.?(?:[ -](?:al-|el-|de |of )?[A-Z][\w’'-]*){0,3})"
)
# "the X suburbs": what is named so lies at or in X. Words that hyphens join are one.
BESIDE = re.compile(
    r"\b([A-Z][\w’'-]++(?: (?:al-)?[A-Z][\w’'-]++){0,2}+)\s++(?:suburbs?|province|governorate|oblast|"
    r"region|area|countryside|district|"
    r"neighbou?rhood)\b"
)
NO_PLACES = table(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday "
    "friday saturday sunday christmas easter ramadan congress parliament english french german spanish "
    "arabic russian reading nice "
    "mobile orange split bath of god allah islam internet twitter facebook google"
)
# Words that are a name only with others, and are not looked up alone; the first are no mention either.
PIECES = table("united states republic kingdom federal democratic new saint")
GENERIC = PIECES | table(
    "north south east west northern southern eastern western bay island islands river lake city state "
    "pole gulf valley coast "
    "mountain mountains mount park street avenue square station airport bridge hotel hospital church "
    "mosque temple castle palace "
    "border capital town village district province region county university college school center centre "
    "world"
)
COMPASS = table(
    "north south east west northern southern eastern western central northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern"
)
# Not of this earth.
SKY = table("mars earth moon venus jupiter saturn mercury neptune uranus pluto sun milky way solar system")
ADJECTIVE = re.compile(r"(?:ian|ean|ese|ish)s?$")
