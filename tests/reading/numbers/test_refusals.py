"""What looks like a number and is none."""

from __future__ import annotations

import pytest

from tests.reading.numbers.figured import rows

NONE = [
    "A T-72 and an F-16 stood there.",
    "Article 5 and Highway 14 are closed.",
    "Under Articles 5 and 6 of the treaty.",
    "Resolution 2231 was read out.",
    "A Boeing 737 landed in Room 12 of hangar B.",
    "See page 12, section 3.",
    "It is No. 10 on the list.",
    "DETACHMENT NO 6 WITHDREW.",
    "The G7 spoke about Covid-19.",
    "Call 555-0134 or +44 20 7946 0958 or 0800 555 123.",
    "The postcode is SW1A 1AA.",
    "It opened at 10:30 and closed at 8 p.m.",
    "At 1630 GMT and at nine o'clock.",
    "It was half past nine.",
    "The match ended 3-1.",
    "A 24-hour clinic, open 24/7, since 9/11.",
    "The ratio is 3:1.",
    "Version 2.0.1 is out.",
    "On 12 May and in March 2019.",
    "He was born in 1954.",
    "The 1990s and the '80s.",
    "In their 30s, 40s and 50s.",
    "The 21st century, the twenty-first time, the third man.",
    "Mira Tolver, 42, of Hallin.",
    "A 36-year-old man and a boy, 9, fled.",
    "She turned 40 and he is 32 years old.",
    "The dead were aged nine, ten and twelve.",
    "Children under five.",
    "A course for 5- to 7-year-olds.",
    "He lives at 10 Ferry Street.",
    "1. Close the gate.",
    "As shown before [12].",
    "No one came, and no doubt no longer.",
    "One of them, the one who spoke, loved one another.",
    "She wrote a new one; it was a good one.",
    "One must not forget that.",
    "One day, on the one hand, he left.",
    "A one-off, two-way, three-way talk.",
    "The Gang of Eight met in the first half.",
    "Several men and a few women waited.",
    "Ground zero has zero tolerance.",
    "Think twice.",
    "Text HELP to 82623.",
    "The half-hearted second half.",
    "The princess, 67, spoke; Dana Weir, head of the board, was 68.",
    "The rule holds up to week 22.",
    "It has tasks: 1) to see, 2) to tell.",
    "The million-man march.",
    "The code is 76042849898.",
]

SOME = [
    ("The first nine boats came.", ["nine"]),
    ("In 2019 300 people came.", ["300"]),
    ("The army lost 17 tanks, 4 of them T-90s.", ["17", "4"]),
    ("One man died and one was hurt.", ["One"]),
    ("It left at least one dead.", ["at least one"]),
    ("There is only one reason.", ["only one"]),
    ("Last month 300 died.", ["300"]),
    ("In the latest case 12 people died.", ["12"]),
    ("Boats found nine people, one of whom later died.", ["nine"]),
    ("He spoke about two rivers.", ["two"]),
    ("They fought over two islands.", ["two"]),
    ("A 72-hour truce and a 10-year term.", ["72-hour", "10-year"]),
    ("A seven-member court.", ["seven"]),
    ("The Boeing 707 crashed; the 707 was old; 12 died.", ["12"]),
    ("Building 152 single-family homes.", ["152"]),
    ("Another dozen people were hurt.", ["dozen"]),
    ("One in 45 children stayed.", ["One in 45"]),
    ("The village lies 35 km (22 miles) south.", ["35 km", "22 miles"]),
    ("They killed 12, 30 km away.", ["12", "30 km"]),
    ("Between twelve and midnightfall boats crossed.", ["twelve"]),
    ("Between twelve and a man of the guard stood ten boats.", ["twelve", "ten"]),
]


@pytest.mark.parametrize("sentence", NONE)
def test_no_number(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(("sentence", "texts"), SOME)
def test_only_the_numbers(sentence: str, texts: list[str]) -> None:
    assert [row[0] for row in rows(sentence)] == texts
