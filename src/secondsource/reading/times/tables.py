"""The vocabulary of times in English: months, weekdays, units, numbers in words, zones, holidays.

All keys are in lower case. A word that is common in another sense ("may", "sun", "second") is marked, so
that the grammar can ask more of its neighbours.
"""

from __future__ import annotations


def _numbered(words: str, start: int = 1) -> dict[str, int]:
    return {word: number for number, group in enumerate(words.split(), start) for word in group.split("/")}


MONTHS = _numbered(
    "january/jan february/feb/febr march/mar april/apr may june/jun july/jul august/aug september/sept/sep "
    "october/oct november/nov december/dec"
)
# Months that are also words or people's names in lower case, or abbreviations that are.
COMMON_MONTHS = frozenset({"may", "march", "mar", "august", "dec", "jan", "jun", "sep", "nov", "apr"})
WEEKDAYS = _numbered(
    "monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday/sat "
    "sunday/sun"
)
SHORT_WEEKDAYS = frozenset(word for word in WEEKDAYS if not word.endswith("day"))
PLURAL_WEEKDAYS = {word + "s": number for word, number in WEEKDAYS.items() if word.endswith("day")}

# unit -> (letter of its TIMEX3 duration, whether it is a unit of the clock)
UNITS = {
    "second": ("S", True), "minute": ("M", True), "hour": ("H", True), "day": ("D", False),
    "night": ("D", False), "week": ("W", False), "weekend": ("WE", False), "fortnight": ("F", False),
    "month": ("M", False), "quarter": ("Q", False), "year": ("Y", False), "decade": ("DE", False),
    "century": ("CE", False), "millennium": ("ML", False), "morning": ("MO", False),
    "afternoon": ("AF", False), "evening": ("EV", False),
}  # fmt: skip
UNIT_WORDS = (
    {unit: unit for unit in UNITS}
    | {unit + "s": unit for unit in UNITS if unit not in ("century", "millennium")}
    | {
        "centuries": "century", "millennia": "millennium", "hr": "hour", "hrs": "hour", "min": "minute",
        "mins": "minute", "sec": "second", "secs": "second", "yr": "year", "yrs": "year", "mth": "month",
        "mths": "month", "wk": "week", "wks": "week",
    }
)  # fmt: skip
PLURAL_UNITS = frozenset(word for word in UNIT_WORDS if word.endswith("s") or word == "millennia")
LONG_WORDS = {
    word: unit
    for unit in ("day", "night", "week", "month", "year", "hour", "decade", "century", "minute")
    for word in (unit + "long", unit + "slong")
}

ONES = _numbered("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                 "sixteen seventeen eighteen nineteen")  # fmt: skip
TENS = {
    word: 10 * number
    for word, number in _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()
}
CARDINALS: dict[str, int] = {**ONES, **TENS, "zero": 0, "dozen": 12}
ORDINALS = _numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
) | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
# Amounts that give no number.
UNCOUNTED = frozenset(
    {"several", "few", "some", "many", "dozens", "hundreds", "thousands", "scores", "numerous"}
)

PARTS = {
    "morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV",
    "evenings": "EV", "night": "NI", "nights": "NI", "midday": "MI", "dawn": "MO", "daybreak": "MO",
    "sunrise": "MO", "dusk": "EV", "nightfall": "EV", "sunset": "EV", "lunchtime": "MI", "midnight": "NI",
    "daytime": "DT", "nighttime": "NI", "noontime": "MI", "nite": "NI", "midmorning": "MO",
    "midafternoon": "AF",
}  # fmt: skip
SEASONS = {
    "spring": "SP", "springtime": "SP", "summer": "SU", "summertime": "SU", "autumn": "FA", "fall": "FA",
    "autumntime": "FA", "winter": "WI", "wintertime": "WI",
}  # fmt: skip
PLURAL_SEASONS = {"springs": "SP", "summers": "SU", "autumns": "FA", "winters": "WI"}
QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
}
DECADES = {
    word: 10 * number
    for word, number in _numbered(
        "twenties thirties forties fifties sixties seventies eighties nineties", 2
    ).items()
}

# How early or late in a time: the word -> the part of it.
MODIFIERS = {
    "early": "START", "late": "END", "mid": "MID", "earlier": "BEFORE", "later": "AFTER", "middle": "MID",
    "beginning": "START", "start": "START", "end": "END", "close": "END", "outset": "START", "onset": "START",
    "half": "", "latter": "END", "dawn": "START", "turn": "START", "midst": "MID",
}  # fmt: skip
EARLY_LATE = frozenset({"early", "late", "mid", "earlier", "later"})
EDGES = frozenset({"beginning", "start", "end", "close", "middle", "outset"})

# Pointing words: offset from the day, week, month, year ... of the reference.
POINTING = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1,
    "upcoming": 1, "this": 0, "current": 0, "same": 0, "that": 0, "present": 0, "ensuing": 1, "prior": -1,
    "forthcoming": 1, "latest": -1,
}  # fmt: skip
DEICTIC_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "tonite": 0}
# Words that point at past, present or future without bounds. "now", "currently", "soon" are left out: of 37
# on the annotated reports two were held to be times.
REFERENCES = {"recently": "PAST_REF"}

APPROXIMATE = frozenset(
    {
        "about", "around", "approximately", "nearly", "almost", "roughly", "circa", "exactly",
        "precisely", "barely", "just", "approx",
    }
)  # fmt: skip

# Zones with one common meaning: minutes east of Greenwich. Those with more than one are known but not placed.
ZONES: dict[str, int | None] = {
    "gmt": 0, "utc": 0, "z": 0, "zulu": 0, "est": -300, "edt": -240, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "bst": 60,
    "msk": 180, "jst": 540, "kst": 540, "aest": 600, "aedt": 660, "wib": 420, "wita": 480, "wit": 540,
    "nzst": 720, "nzdt": 780, "hkt": 480, "sgt": 480, "pkt": 300, "sast": 120, "eat": 180, "wat": 60,
    "akst": -540, "akdt": -480, "hst": -600, "trt": 180, "irst": 210, "npt": 345, "ist": None,
    "cst": None, "ast": None, "et": None, "ct": None, "mt": None, "pt": None, "adt": None, "local": None,
    "eastern": None, "pacific": None, "central": None, "mountain": None, "wet": 0, "west": 60,
    "myt": 480, "pht": 480, "ict": 420, "brt": -180, "art": -180, "gst": 240,
}  # fmt: skip
# Zone words that are also common words: taken in capitals, or followed by "time".
SPELLED_ZONES = frozenset({"local", "eastern", "pacific", "central", "mountain"})

# Names of days in the year: words -> (month, day), or the name of a rule in `holidays`.
FIXED_HOLIDAYS = {
    ("new", "year", "'", "s", "day"): (1, 1), ("new", "year", "'", "s", "eve"): (12, 31),
    ("new", "year", "’", "s", "day"): (1, 1), ("new", "year", "’", "s", "eve"): (12, 31),
    ("new", "years", "day"): (1, 1), ("new", "years", "eve"): (12, 31), ("christmas", "day"): (12, 25),
    ("christmas", "eve"): (12, 24), ("christmas",): (12, 25), ("xmas",): (12, 25),
    ("boxing", "day"): (12, 26), ("epiphany",): (1, 6), ("valentine", "'", "s", "day"): (2, 14),
    ("valentine", "’", "s", "day"): (2, 14), ("valentines", "day"): (2, 14),
    ("st", ".", "patrick", "'", "s", "day"): (3, 17), ("st", "patrick", "'", "s", "day"): (3, 17),
    ("st", ".", "patrick", "’", "s", "day"): (3, 17), ("april", "fools", "'", "day"): (4, 1),
    ("april", "fool", "'", "s", "day"): (4, 1), ("earth", "day"): (4, 22), ("anzac", "day"): (4, 25),
    ("may", "day"): (5, 1), ("cinco", "de", "mayo"): (5, 5), ("ve", "day"): (5, 8),
    ("juneteenth",): (6, 19), ("canada", "day"): (7, 1), ("bastille", "day"): (7, 14),
    ("halloween",): (10, 31), ("all", "saints", "'", "day"): (11, 1),
    ("guy", "fawkes", "night"): (11, 5), ("armistice", "day"): (11, 11), ("veterans", "day"): (11, 11),
    ("veterans", "'", "day"): (11, 11), ("australia", "day"): (1, 26), ("inauguration", "day"): (1, 20),
    ("groundhog", "day"): (2, 2), ("international", "women", "'", "s", "day"): (3, 8),
    ("international", "women", "’", "s", "day"): (3, 8), ("world", "aids", "day"): (12, 1),
    ("remembrance", "day"): (11, 11), ("st", ".", "george", "'", "s", "day"): (4, 23),
}  # fmt: skip
MOVING_HOLIDAYS = {
    ("easter",): "easter", ("easter", "sunday"): "easter", ("easter", "monday"): "easter-monday",
    ("good", "friday"): "good-friday", ("ash", "wednesday"): "ash-wednesday",
    ("palm", "sunday"): "palm-sunday", ("maundy", "thursday"): "maundy-thursday",
    ("whit", "monday"): "whit-monday", ("pentecost",): "pentecost", ("ascension", "day"): "ascension",
    ("corpus", "christi", "day"): "corpus-christi", ("shrove", "tuesday"): "shrove-tuesday",
    ("mardi", "gras"): "shrove-tuesday", ("thanksgiving",): "thanksgiving",
    ("thanksgiving", "day"): "thanksgiving", ("black", "friday"): "black-friday",
    ("cyber", "monday"): "cyber-monday", ("labor", "day"): "labor-day",
    ("memorial", "day"): "memorial-day", ("columbus", "day"): "columbus-day",
    ("election", "day"): "election-day", ("martin", "luther", "king", "day"): "king-day",
    ("martin", "luther", "king", "jr", ".", "day"): "king-day",
    ("presidents", "'", "day"): "presidents-day", ("presidents", "day"): "presidents-day",
    ("presidents", "’", "day"): "presidents-day", ("mother", "'", "s", "day"): "mothers-day",
    ("mother", "’", "s", "day"): "mothers-day", ("father", "'", "s", "day"): "fathers-day",
    ("father", "’", "s", "day"): "fathers-day",
}  # fmt: skip
HOLIDAY_STARTS = frozenset(words[0] for words in (*FIXED_HOLIDAYS, *MOVING_HOLIDAYS))

REPEATS = {
    "daily": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "quarterly": "P1Q",
    "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y", "nightly": "P1D", "hourly": "PT1H",
    "biweekly": "P2W", "biennial": "P2Y", "biannual": "P6M", "semiannual": "P6M", "semiannually": "P6M",
    "bimonthly": "P2M",
}  # fmt: skip
