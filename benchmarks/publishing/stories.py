"""Invented news for pages: people, places and papers that do not exist, told in our own words."""
# ruff: noqa: E501  (a paragraph is easier to read on one line)

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

PLACES = ("Corran", "Holm", "Vessel Bay", "Maro", "Tarnby", "Ostrel", "Lower Quay", "Brask")
PEOPLE = (
    "Ada Quill", "Bo Reyes", "Ida Selby", "Cal Moss", "Orla Finch", "Ludo Marsh", "Nils Avery", "Seán O’Byrne",
    "Maro Teel", "Toby Byrd", "Greta Holt", "Ivo Lund", "Zoë Marsh", "J. K. de la Cruz",
)  # fmt: skip
PAPERS = (
    "The Corran Lantern",
    "Holm Gazette",
    "Bay Courier",
    "Tarnby Post",
    "Ostrel Daily",
    "Varn Chronicle",
)

# Headline, then paragraphs; {p} a place, {a} and {b} people, {d} a weekday.
_PLOTS = (
    (
        "Dam above {p} holds through the night",
        "The dam above {p} held through the night although water came within a hand of its crest, the district engineer, {a}, said on {d}.",
        "Rain stopped at four in the morning, and by six the gauge at the old mill had begun to fall for the first time in three days.",
        "“We were lucky, and luck is no plan,” said {a}, who has asked for a second spillway since the spring flood of 2019.",
        "Three families from the lower street slept in the school and went home after breakfast, the council’s clerk said.",
        "The council votes on the money in the first week of May. Its chairman, {b}, would not say how he means to vote.",
    ),
    (
        "Ferry strike at {p} enters second week",
        "Ferries stayed in port at {p} for an eighth day on {d} after talks between the crews and the harbour board broke off without a date for another round.",
        "About 340 people work on the five boats. Their union says that shifts have grown by two hours since last summer while pay has not.",
        "The board’s director, {a}, told a committee of the island council that the offer on the table was the last one.",
        "“They said that in March too,” answered {b}, who speaks for the crews. “Then they found another four per cent.”",
        "Farmers on the islands say that milk is being poured away, since no lorry has crossed since the strike began.",
        "A bus company has hired two fishing boats to take patients to the hospital on the mainland.",
    ),
    (
        "{p} hospital shuts two wards",
        "The hospital at {p} will shut two of its nine wards from {d}, its director, {a}, wrote in a letter to the staff.",
        "The letter gives a shortage of nurses as the reason: of 212 posts, 47 have had nobody in them since the winter.",
        "Patients who need surgery of the spine are to be taken to the capital, a drive of two hours when the pass is open.",
        "A spokesman for the ministry said that it had known of no such plan and had asked for an explanation by the end of the week.",
        "“We told them in January, in February and in March,” said {b}, who leads the staff council. “They have three letters.”",
    ),
    (
        "Court frees editor in {p} leak case",
        "A court in {p} on {d} freed the editor {a}, who had been held for nineteen days over papers about the army’s purchase of trucks.",
        "Judge {b} found that the papers had lain open on a public server for a month before the newspaper printed any of them.",
        "The prosecution may appeal within ten days. It did not say whether it would.",
        "Colleagues waited on the steps with flowers; the editor thanked them, said nothing about the case and left in a taxi.",
        "The ministry of defence has meanwhile cancelled the order for 60 trucks, whose price had risen twice within a year.",
    ),
    (
        "Explosion at {p} depot injures four",
        "An explosion at a fuel depot outside {p} injured four workers on {d}, two of them badly, the fire service said.",
        "Flames stood thirty metres high, and smoke could be seen from the coast, according to people who live in the village below.",
        "“First there was a hiss, then the windows came in,” said {a}, who keeps the shop across the road.",
        "Some 900 people were asked to leave their homes, and most of them were back by the evening.",
        "The depot’s operator said that a valve had been changed the day before. The fire chief, {b}, said that it was too early to speak of a cause.",
        "It is the third accident at the site in ten years; in the worst, in 2017, a driver lost his life.",
    ),
    (
        "Census finds {p} shrinking faster",
        "Fewer people live in {p} than at any time since the railway came, the first figures of the census show.",
        "The count gives 18,420 inhabitants, down from 21,067 ten years ago. Half of those who left were under thirty.",
        "“Every third house in our street has its shutters down,” said {a}, who teaches at the only school that is left.",
        "The mayor, {b}, called the figures sad but no surprise, and said on {d} that the town would offer empty houses for a token price.",
        "Demographers warn that such offers rarely bring families. Of 40 houses given away in a neighbouring valley, 31 are holiday homes today.",
    ),
    (
        "Observers doubt vote count in {p}",
        "Observers who followed the vote in {p} said on {d} that they could not confirm the count in 14 of 62 stations.",
        "In nine of them they were sent away before the boxes were opened, their leader, {a}, told journalists in the town hall.",
        "The electoral board rejected this. Its secretary, {b}, said that every complaint had been looked into and that none would have changed a seat.",
        "Two parties have called for a new count. A third, which came first by 212 votes, said that the matter was closed.",
        "Streets stayed calm through the night, although several hundred people stood with candles before the board’s office until midnight.",
    ),
    (
        "Missing trawler found off {p}",
        "A trawler that had been missing since Sunday was found adrift off {p} on {d} with all six of its crew alive.",
        "A patrol plane saw the boat’s lamp shortly before dawn, some forty miles east of where its last signal had come from.",
        "“They were cold, thirsty and very tired of one another,” said the coastguard’s {a}, who spoke to the skipper by radio.",
        "The engine had stopped when a net caught in the screw, and a wave then took the aerial.",
        "The owner, {b}, said that the boat had passed its inspection in the autumn. An inquiry has been opened, as the law asks for.",
    ),
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST_DAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One report as its writer filed it, and what stands around it on a page.

    day: of publication; changed: of its last change; other: of another article. agency: initials of a wire.
    """

    headline: str
    place: str
    paper: str
    names: tuple[str, ...]
    paragraphs: tuple[str, ...]
    agency: str
    day: date
    changed: date
    other: date
    asides: tuple[str, ...]
    comment: str
    slug: str


def story(name: str) -> Story:
    """The story that belongs to a page's name; the same for the same name, on any machine."""
    random = Random(int(sha256(name.encode()).hexdigest()[:12], 16))
    plot = random.choice(_PLOTS)
    place = random.choice(PLACES)
    a, b, *writers = random.sample(PEOPLE, 5)
    day = _FIRST_DAY + timedelta(days=random.randrange(300))
    fields = {"p": place, "a": a, "b": b, "d": _DAYS[day.weekday()]}
    headline, *paragraphs = (line.format(**fields) for line in plot)
    others = random.sample([p for p in _PLOTS if p is not plot], 4)
    asides = tuple(o[0].format(**(fields | {"p": random.choice(PLACES)})) for o in others)
    return Story(
        headline=headline,
        place=place,
        paper=random.choice(PAPERS),
        names=tuple(writers[: random.choice((1, 1, 1, 2))]),
        paragraphs=tuple(paragraphs),
        agency=random.choice(("XP", "VNA", "Varn News Agency")),
        day=day,
        changed=day + timedelta(days=random.randrange(1, 40)),
        other=day - timedelta(days=random.randrange(3, 90)),
        asides=asides,
        comment=f"I was there on the day and {b} is right about all of it, said nobody in our street ever.",
        slug="-".join(headline.lower().split())[:40],
    )
