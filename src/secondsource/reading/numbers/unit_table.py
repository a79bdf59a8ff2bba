"""The units that reports measure in. Names of units and currencies are facts; the table is our own.

A row: canonical symbol or name (what a record gives), English name, further names (plurals by "s" are made,
others stand here), further symbols. SI prefixes are put before the rows of `WITH_PREFIXES`.
"""

from __future__ import annotations

from secondsource.reading.numbers.tokens import listed

PREFIXES = (
    ("T", "tera"), ("G", "giga"), ("M", "mega"), ("k", "kilo"), ("h", "hecto"), ("da", "deca"),
    ("d", "deci"), ("c", "centi"), ("m", "milli"), ("µ", "micro"), ("n", "nano"), ("p", "pico"),
    ("f", "femto"), ("P", "peta"), ("E", "exa"),
)  # fmt: skip

# symbol | name | further names | prefixes that reports use
WITH_PREFIXES = """
m|metre|meter|k d c m µ n f M
g|gram|gramme|k m µ n p h M d
L|litre|liter|m c d µ h n k M
W|watt||k M G T m µ n
Wh|watt hour|watt-hour|k M G T
V|volt||k M m µ
A|ampere|amp amps|k m µ n
J|joule||k M G T m
N|newton||k M m µ
Pa|pascal||k M G h m
Hz|hertz||k M G T
B|byte||k M G T P E
bit|bit||k M G
eV|electronvolt|electron volt|k M G T m
K|kelvin||m µ n
Bq|becquerel||k M G T P
Sv|sievert||m µ n
Gy|gray||m µ c k
mol|mole||m µ n p k f
M|molar||m µ n p
Ω|ohm||k M m
F|farad||m µ n p
T|tesla||m µ n
C|coulomb||m µ n
lx|lux||k
cd|candela||m
Ci|curie||m µ
bar|bar||m µ k
cal|calorie||k
Da|dalton||k M
pc|parsec||k M G
"""

# symbol | name | further names | further symbols
PLAIN = """
mile|mile||mi
foot|foot|feet|ft
inch|inch|inches|
yard|yard||yd yds
nautical mile|nautical mile|sea mile|nmi
light-year|light-year|light year|ly
au|astronomical unit||AU
Å|angstrom|ångström|
acre|acre||
ha|hectare||ha
tonne|tonne|metric ton,metric tonne|
ton|ton||
kilotonne|kilotonne|kiloton|kt
megatonne|megatonne|megaton|Mt
gigatonne|gigatonne|gigaton|Gt
kg|kilogram|kilo|kgs
pound|pound||lb lbs
ounce|ounce||oz
barrel|barrel||bbl
bushel|bushel||
gallon|gallon||gal
US gallon|US gallon|u . s . gallon,us gallon,american gallon|
imperial gallon|imperial gallon|uk gallon|
pint|pint||
quart|quart||
teaspoon|teaspoon||tsp
tablespoon|tablespoon||tbsp
km/h|kilometre per hour|kilometer an hour,kilometre an hour,kilometer per hour|kph kmh kmph
mph|mile per hour|mile an hour|mph
m/s|metre per second|meter per second,meter a second,metre a second|mps
knot|knot||kn kts
dB|decibel||dB dBA
hp|horsepower||hp bhp
rpm|revolution per minute||rpm
fps|frame per second||fps
psi|pound per square inch||psi
mmHg|millimetre of mercury|millimeter of mercury|mmHg
atm|atmosphere||atm
BTU|British thermal unit||BTU Btu
carat|carat|karat|ct
°C|degree Celsius|degree centigrade,degrees celsius,degrees centigrade,celsius|℃
°F|degree Fahrenheit|degrees fahrenheit,fahrenheit|℉
degree|degree||
radian|radian||rad
Mbit/s|megabit per second||Mbps Mbit/s
Gbit/s|gigabit per second||Gbps
kbit/s|kilobit per second||kbps Kbps
pixel|pixel||px
megapixel|megapixel||MP
ppm|part per million||ppm
ppb|part per billion||ppb
point|point||pt pts
basis point|basis point||bp bps
percentage point|percentage point|percentage-point,percent-point,percent point,% point,pct point|pp ppt
%|percent|percent,per cent,percentage,per-cent|pct % ％ ٪ percent
‰|per mille|per mil,permille|‰
magnitude|magnitude||
order of magnitude|order of magnitude|orders of magnitude|
fold|fold||
wt%|weight percent|wt . %,wt %,weight %|
vol%|volume percent|vol . %,vol %,volume %|
mol%|mole percent|mol . %,mol %|
Torr|torr||Torr
mbar|millibar||mBar
"""

DURATIONS = """
second|second||
minute|minute||min mins
hour|hour||h hr hrs
day|day||d
night|night||
weekend|weekend||
week|week||wk wks
fortnight|fortnight||
month|month||mo
quarter|quarter||
year|year||yr yrs y
decade|decade||
century|century|centuries|
millennium|millennium|millennia,millenniums|
kiloyear|kiloyear||ka kyr
megayear|megayear||Ma Myr
gigayear|gigayear||Ga Gyr
millisecond|millisecond||ms
microsecond|microsecond||µs
nanosecond|nanosecond||ns
"""

# What a rate may be reckoned by after "a", "an", "per", "each", "every" ("$3 an hour", "60 a barrel").
RATES = listed(
    "second minute hour day night week weekend fortnight month quarter year decade century season shift "
    "barrel ounce gallon litre liter tonne ton pound kilo kilogram gram kilometre kilometer metre meter "
    "mile acre hectare bushel share head person capita household family pupil student child patient piece "
    "plate ticket bottle unit vehicle car game match visit call minute member worker employee user "
    "customer inhabitant resident shot dose pack bag sack annum passenger voter case cent"
)
ADVERBS_OF_RATE = {
    "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour", "nightly": "night", "apiece": "piece",
}  # fmt: skip
