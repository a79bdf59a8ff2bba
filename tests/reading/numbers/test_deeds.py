"""What amounts, measures and spans of time are of, in invented sentences: a noun first, else the deed."""

from __future__ import annotations

import pytest

from tests.reading.numbers.marked import numbers

OF = [
    # the noun that has the measure
    ("The bell weighs [m|3 tonnes].", "bell"),
    ("The suspect is [m|6 feet] tall and weighs [m|200 pounds].", "suspect"),
    ("The tower, [m|90 metres] tall, fell.", "tower"),
    ("The lake covers [m|300 square kilometres].", "lake"),
    ("Prices are [%|12 percent] higher.", "Prices"),
    ("The poll has a margin +/- [m|3 points].", "margin"),
    ("Officers seized “[m|half a ton]” of cocaine.", "cocaine"),
    ("The talks went on for [d|11 hours].", "talks"),
    ("The flight was delayed by [d|two hours].", "flight"),
    ("The vote came [d|nine months] into her tenure.", "tenure"),
    ("He spent [d|ten years] in the army.", "army"),
    ("She has been mayor for [d|ten years].", "mayor"),
    ("It took [d|six years] for Berg to concede defeat.", "concede defeat"),
    ("Crews put out [200] fires in [d|two hours].", "fires"),
    # the noun that has the price
    ("The firm bought the mill for [$|$7 million].", "mill"),
    ("The mill was sold for [$|$7 million].", "mill"),
    ("The strike, now in its third week, cost the port [$|$2 million].", "strike"),
    ("The deal is worth up to [$|$3 billion].", "deal"),
    ("Berg listed a house with a mortgage worth [$|$50 million].", "mortgage"),
    ("The storm caused losses to the town of [$|$3 million].", "losses"),
    ("They raised the wage from the current [$|$7] to [$|$12].", "wage"),
    ("His haul in the spring - [$|$6 million] - was small.", "haul"),
    ("Thieves took [$|$40 million] worth of jewels.", "jewels"),
    # the deed, where no noun has it
    ("The guards held them hostage for [d|12 days].", "held them hostage"),
    ("For [d|three days], the court heard witnesses.", "heard witnesses"),
    ("The fire was fought by crews for [d|nearly eight hours] before it was out.", "fought by crews"),
    ("Judges jailed the clerk for [d|six years].", "jailed the clerk"),
    ("He was sentenced to [d|six years] for fraud.", "sentenced"),
    ("Anna Berg ran for [m|101 yards].", "ran"),
    ("Berg lost by [m|54 points].", "lost"),
    ("Berg trails the senator by [m|nine points].", "trails the senator"),
    ("He paid the guard [$|$300].", "paid"),
    ("The [$|$394,000] raised by Berg is little.", "raised"),
    # a span of time that only says when
    ("She sang [d|two hours] after the vote.", "hours"),
    ("The office gives airlines [d|45 days] to leave.", "days"),
    ("He spoke of the [d|15 years] he lost.", "years"),
]


@pytest.mark.parametrize(("marked", "wanted"), OF, ids=[row[0] for row in OF])
def test_what_a_measure_is_of(marked: str, wanted: str) -> None:
    found = [n.of.text if n.of else None for n in numbers(marked)]
    assert found[-1] == wanted


def test_what_is_set_against_another_is_of_the_same() -> None:
    found = numbers("Berg has [$|$3 million] in debt, up from [$|$2 million] in May.")
    assert [n.of and n.of.text for n in found] == ["debt", "debt"]
