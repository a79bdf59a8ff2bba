"""What is read as a time, with its value, its bounds and its relation."""

from __future__ import annotations

import pytest

from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Mention, MentionType, Time
from secondsource.reading.times import times
from secondsource.text import segment

WEDNESDAY = "2026-04-15"


def read(text: str, published: str | None = WEDNESDAY, *mentions: Mention) -> tuple[Time, ...]:
    return times(segment(text), Report(text=text, published=published), mentions)


def one(text: str, published: str | None = WEDNESDAY) -> Time:
    found = read(text, published)
    assert len(found) == 1, [t.text for t in found]
    return found[0]


def codes(time: Time) -> set[str]:
    return {reason.code for reason in time.reasons}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The pact was signed on 4 March 2026.", "4 March 2026", "2026-03-04"),
        ("The pact was signed on March 4, 2026, in Oslo.", "March 4, 2026", "2026-03-04"),
        ("The pact was signed on 2026-03-04.", "2026-03-04", "2026-03-04"),
        ("The pact was signed on 04.03.2026.", "04.03.2026", "2026-03-04"),
        ("The pact was signed on 25/3/26.", "25/3/26", "2026-03-25"),
        ("The pact was signed on 4-Mar-2026.", "4-Mar-2026", "2026-03-04"),
        ("The pact was signed on the 4th of March 2026.", "the 4th of March 2026", "2026-03-04"),
        ("The pact was signed on the fourth of March, 2026.", "the fourth of March, 2026", "2026-03-04"),
        ("The pact was signed on Wednesday, March 4, 2026.", "Wednesday, March 4, 2026", "2026-03-04"),
        ("The\npact was signed on 4 March\n２０２６ in Oslo\nby all", "4 March\n２０２６", "2026-03-04"),
        ("The pact was signed on ٤ March 2026.", "٤ March 2026", "2026-03-04"),
        ("It rained in Sept. 1998 for once.", "Sept. 1998", "1998-09"),
        ("It rained in March, 2018.", "March, 2018", "2018-03"),
        ("The mill closed in 1988.", "1988", "1988"),
        ("The mill closed in the 1990s.", "the 1990s", "199X"),
        ("The mill closed in the early 1990s.", "the early 1990s", "199X"),
        ("The mill closed in the '80s.", "the '80s", "198X"),
        ("The mill of the 19th century stands.", "the 19th century", "18XX"),
        ("Profit fell in the third quarter of 2024.", "the third quarter of 2024", "2024-Q3"),
        ("Profit fell in Q3 2024.", "Q3 2024", "2024-Q3"),
        ("Profit fell in last year's third quarter.", "last year's third quarter", "2025-Q3"),
        ("Profit fell in the first half of 2024.", "the first half of 2024", "2024-H1"),
        ("Profit fell in fiscal 2024.", "fiscal 2024", "2024"),
        ("Profit fell in the 2024 financial year.", "the 2024 financial year", "2024"),
        ("They met in the summer of 2010.", "the summer of 2010", "2010-SU"),
        ("They met yesterday.", "yesterday", "2026-04-14"),
        ("They met last night.", "last night", "2026-04-14TNI"),
        ("They meet tomorrow evening.", "tomorrow evening", "2026-04-16TEV"),
        ("They met early this morning.", "early this morning", "2026-04-15TMO"),
        ("They met last week.", "last week", "2026-W15"),
        ("They met last month.", "last month", "2026-03"),
        ("They met last year.", "last year", "2025"),
        ("They meet next week.", "next week", "2026-W17"),
        ("They met late last year.", "late last year", "2025"),
        ("They met a year ago.", "a year ago", "2025"),
        ("They met two months ago.", "two months ago", "2026-02"),
        ("They met three days ago.", "three days ago", "2026-04-12"),
        ("They met in the past three months.", "the past three months", "P3M"),
        ("They met on Christmas Day.", "Christmas Day", "2025-12-25"),
        ("They met on Easter Monday 2024.", "Easter Monday 2024", "2024-04-01"),
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5"),
        ("They meet on Sundays.", "Sundays", "XXXX-WXX-7"),
        ("They meet twice a week.", "twice a week", "P1W"),
        ("They meet daily.", "daily", "P1D"),
        ("They talked for six months.", "six months", "P6M"),
        ("They talked for two and a half hours.", "two and a half hours", "PT2.5H"),
        ("They talked for days.", "days", "PXD"),
        ("It was a four-day visit.", "four-day", "P4D"),
        ("They met recently.", "recently", "PAST_REF"),
        ("They met at 3:30 p.m. GMT on Tuesday.", "3:30 p.m. GMT on Tuesday", "2026-04-14T15:30"),
        ("The raid began at 0600 hours.", "0600 hours", "2026-04-15T06:00"),
        ("They spoke tonight at 8.", "tonight at 8", "2026-04-15T20:00"),
    ],
)  # fmt: skip
def test_an_expression_is_read_whole_with_its_value(text: str, words: str, value: str) -> None:
    time = one(text)
    assert (time.text, time.value) == (words, value)
    assert time.spans[0].of(text) == time.text


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("It opened in March 2018.", "2018-03-01", "2018-03-31"),
        ("It opened in February 2024.", "2024-02-01", "2024-02-29"),
        ("It opened in 2018.", "2018-01-01", "2018-12-31"),
        ("It opened in the 1970s.", "1970-01-01", "1979-12-31"),
        ("It opened in the 20th century.", "1901-01-01", "2000-12-31"),
        ("It opened in early 2014.", "2014-01-01", "2014-04-30"),
        ("It opened in late June 2019.", "2019-06-21", "2019-06-30"),
        ("It opened in the late 1960s.", "1966-01-01", "1969-12-31"),
        ("It opened last summer.", "2025-06-01", "2025-08-31"),
        ("It opened this week.", "2026-04-13", "2026-04-19"),
        ("It opened over the weekend of 2019.", "2019-01-01", "2019-12-31"),
        ("It opened earlier this month.", "2026-04-01", "2026-04-15"),
        ("It opens later this week.", "2026-04-16", "2026-04-19"),
        ("It was open in the past two weeks.", "2026-04-01", "2026-04-15"),
        ("It was open in the last four days of May 2019.", "2019-05-28", "2019-05-31"),
        ("It was open in the first nine months of 2019.", "2019-01-01", "2019-09-30"),
        ("It was open on the night of 3-4 March 2026.", "2026-03-03", "2026-03-04"),
        ("Harvests failed in 2011–12.", "2011-01-01", "2012-12-31"),
    ],
)
def test_bounds_are_whole_days_both_inclusive(text: str, earliest: str, latest: str) -> None:
    time = read(text)[-1]
    assert (time.earliest, time.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("He served from 2002 to 2005.", "2002-01-01", "2005-12-31"),
        ("He served between 1994 and 1996.", "1994-01-01", "1996-12-31"),
        ("The kiln was cold from March to May in 2019.", "2019-03-01", "2019-05-31"),
        ("The fair ran from 4 to 6 March 2026.", "2026-03-04", "2026-03-06"),
        ("The fair ran on March 4-6, 2026.", "2026-03-04", "2026-03-06"),
        ("The fair ran from 28 December 2025 to 3 January 2026.", "2025-12-28", "2026-01-03"),
        ("Frost lasted from 20 November to 9 February.", "2025-11-20", "2026-02-09"),
        ("Frost lasted from Friday to Monday.", "2026-04-10", "2026-04-13"),
        ("The fair ran from Tuesday night through to Wednesday.", "2026-04-14", "2026-04-15"),
    ],
)
def test_a_range_is_one_time_from_its_first_to_its_last_day(text: str, earliest: str, latest: str) -> None:
    time = one(text)
    assert (time.earliest, time.latest, time.relation) == (earliest, latest, "from-to")


@pytest.mark.parametrize(
    ("text", "relation", "earliest", "latest"),
    [
        ("It has been shut since August.", "since", "2025-08-01", None),
        ("It stays shut until Friday.", "until", None, "2026-04-17"),
        ("It must open by the end of the month.", "until", None, "2026-04-30"),
        ("It must open before the end of the month.", "before", "2026-04-21", "2026-04-30"),
        ("It opened after 4 March 2026.", "after", "2026-03-04", "2026-03-04"),
        ("It opened in March 2026.", "in", "2026-03-01", "2026-03-31"),
    ],
)
def test_since_and_until_leave_the_far_end_open(
    text: str, relation: str, earliest: str | None, latest: str | None
) -> None:
    time = one(text)
    assert (time.relation, time.earliest, time.latest) == (relation, earliest, latest)


def test_the_tense_tells_which_friday_is_meant() -> None:
    past, future = read("The roof fell in on Friday. Repairs will begin on Friday.")
    assert (past.value, future.value) == ("2026-04-10", "2026-04-17")
    assert "time-tense-past" in codes(past)
    assert "time-tense-future" in codes(future)


def test_a_weekday_in_the_past_tense_may_be_the_day_of_publication() -> None:
    assert one("The roof fell in on Wednesday.").value == WEDNESDAY


def test_what_was_to_come_is_the_nearer_weekday() -> None:
    assert one("The storm was expected to pass late Tuesday.").value == "2026-04-14"
    assert one("He said that it would open on Friday.").value == "2026-04-17"


def test_a_month_goes_by_tense_but_not_most_of_a_year_away() -> None:
    assert one("It rained in June.").value == "2025-06"
    assert one("It will rain in June.").value == "2026-06"
    assert one("It was to rain on 20 April.").value == "2026-04-20"


def test_times_are_reckoned_from_the_time_told_last() -> None:
    text = "The dam broke on 3 May 2019. Three days later the valley was empty. That year no crop came in."
    first, later, year = read(text)
    assert (first.value, later.value, year.value) == ("2019-05-03", "2019-05-06", "2019")
    assert later.reference == "told 2019-05-03"
    assert one("Three days later the valley was empty.").earliest is None


def test_a_year_told_in_the_paragraph_dates_the_days_after_it() -> None:
    found = read("He sailed on 4 March 1831. On July 14 he was home.")
    assert [t.value for t in found] == ["1831-03-04", "1831-07-14"]


def test_without_a_published_date_relative_times_stay_open_and_say_why() -> None:
    for text in ("They met yesterday.", "They met on Friday.", "They met in June.", "They met last week."):
        time = one(text, None)
        assert (time.earliest, time.latest) == (None, None)
        assert codes(time) == {"time-no-date-known"}
    assert one("They met in June 2019.", None).value == "2019-06"


def test_a_coarse_published_date_gives_what_it_can() -> None:
    assert one("They met last year.", "2026").value == "2025"
    assert one("They met yesterday.", "2026").earliest is None
    assert "time-published-coarse" in codes(one("They met yesterday.", "2026"))


def test_the_dateline_stands_in_for_a_missing_published_date() -> None:
    text = "PORT SELLA, 12 JAN 90 (XPA) -- THE MINE WAS SHUT YESTERDAY."
    first, second = read(text, None)
    assert (first.value, second.value) == ("1990-01-12", "1990-01-11")
    assert second.reference == "dateline 1990-01-12"


def test_datelines_that_differ_date_nothing() -> None:
    text = "PORT SELLA, 12 JAN 90 -- RAIN FELL.\n\nPORT SELLA, 14 JAN 90 -- THE MINE WAS SHUT YESTERDAY."
    assert read(text, None)[-1].earliest is None


def test_day_and_month_that_could_be_either_way_stay_open() -> None:
    time = one("The ship left on 02/03/2026.")
    assert (time.earliest, time.latest) == ("2026-02-03", "2026-03-02")
    assert "time-day-or-month" in codes(time)


def test_another_date_of_the_report_settles_the_order() -> None:
    first, _ = read("The ship left on 02/03/2026 and came back on 25/03/2026.")
    assert first.value == "2026-03-02"
    first, _ = read("The ship left on 02/03/2026 and came back on 03/25/2026.")
    assert first.value == "2026-02-03"
    first, *_ = read("It left on 02/03/2026, 25/03/2026 and 03/25/2026.")
    assert first.value == "2026-XX-XX"


def test_a_day_that_does_not_exist_has_no_bounds() -> None:
    for text in ("It left on 31 February 2026.", "It left on February 30.", "It left on 29 February 2025."):
        time = one(text)
        assert (time.earliest, time.latest) == (None, None)
        assert "time-no-such-day" in codes(time)


def test_a_year_in_a_name_dates_the_document() -> None:
    time = one("A 2021 report found cracks.")
    assert (time.value, codes(time)) == ("2021", {"time-names-document"})


def test_a_weekday_that_does_not_fit_its_date_is_told() -> None:
    assert "time-weekday-differs" in codes(one("They met on Monday, March 4, 2026."))


def test_seconds_are_read_and_race_times_are_not() -> None:
    assert one("The alarm rang at 10:30:00 GMT today.").earliest == "2026-04-15T10:30:00Z"
    assert read("She won in 2:05:46.") == ()


def test_zones_are_kept_where_they_are_sure() -> None:
    assert one("They met at 10:30 BST today.").earliest == "2026-04-15T10:30+01:00"
    assert one("They met at 10:30 GMT today.").latest == "2026-04-15T10:30Z"
    several = one("They met at 10:30 a.m. CST today.")
    assert several.earliest == "2026-04-15T10:30"
    assert "time-zone-open" in codes(several)


def test_an_hour_that_could_be_of_either_half_keeps_to_the_day() -> None:
    time = one("They met at 3:30.")
    assert (time.earliest, time.latest) == (WEDNESDAY, WEDNESDAY)
    assert "time-half-of-day-open" in codes(time)


def test_capitals_read_as_well() -> None:
    found = read(
        "ON 3 MAY THE REBELS MAY ATTACK, A COLONEL SAID ON FRIDAY. THEY MARCH IN MARCH.", "1990-04-30"
    )
    assert [t.value for t in found] == ["1990-05-03", "1990-04-27", "1990-03"]


@pytest.mark.parametrize(
    "text",
    [
        "The guards may shut the gate.",
        "May Arden, the keeper, sighed.",
        "The Sunday Times asked for more.",
        "He has 20/20 vision.",
        "Article 5 binds us.",
        "Call 020 7946 0123 or +44 2010-2015-86.",
        "Some 2,000 people stood in 1,500 homes.",
        "In 1500 homes the lights went out.",
        "They won 3-2.",
        "It cost $2016 a head.",
        "The 24-hour shop is shut.",
        "He is 34 years old.",
        "The 34-year-old, aged 34, sat down.",
        "A second man came in spring water.",
        "They march to the sun.",
        "At the end of the day we choose.",
        "UN Resolution 1973 passed.",
        "Fall of the house.",
        "It came years earlier than planned.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert read(text) == ()


def name(text: str, span: Span, kind: MentionType) -> Mention:
    return Mention(text=text, spans=(span,), type=kind, form="name", party=None)


def test_names_hold_no_times() -> None:
    text = "April said so. The November Group agreed in April."
    names = [
        name("April", Span(0, 5), "person"),
        name("The November Group", Span(15, 33), "organization"),
    ]
    assert [t.spans[0].start for t in read(text, WEDNESDAY, *names)] == [text.rindex("April")]


def test_a_list_of_days_shares_its_month_and_year() -> None:
    found = read("They met on 3, 4 and 6 March 2020.")
    assert [t.value for t in found] == ["2020-03-03", "2020-03-04", "2020-03-06"]
    assert [t.value for t in read("It rained in March and April 2017.")] == ["2017-03", "2017-04"]


def test_counted_from_a_day_told_beside_it() -> None:
    assert one("They left two weeks after Christmas 2024.").value == "2025-01-08"
    assert one("They left three days before 4 May 2020.").value == "2020-05-01"


def test_a_length_is_a_time_only_where_it_looks_ahead() -> None:
    ahead = one("They will leave in two weeks.")
    assert (ahead.value, ahead.earliest, ahead.latest) == ("P2W", "2026-04-27", "2026-05-03")
    assert one("They built it in two weeks.").type == "DURATION"


def test_a_time_before_the_common_era_has_no_calendar_day() -> None:
    time = one("The gate was built in 575 B.C. by masons.")
    assert (time.value, time.earliest) == ("BC0575", None)


def test_the_same_time_in_another_zone_is_no_time_of_its_own() -> None:
    assert one("It began at 1145 (1745 GMT) today.").value == "2026-04-15T11:45"


def test_paragraphs_are_never_read_across() -> None:
    text = "They were shut from Monday to\n\n4 March 2026 was the day."
    assert [t.text for t in read(text)] == ["Monday", "4 March 2026"]
    assert [t.text for t in read("It rained in March\n\n2018 people came. ")] == ["March"]


def test_hours_that_turn_back_run_over_midnight() -> None:
    time = one("The curfew runs from 2000 on 12 November until 0600 on 13 November 2025.")
    assert (time.earliest, time.latest) == ("2025-11-12T20:00", "2025-11-13T06:00")
    time = one("The curfew was in force from 8 p.m. to 6 a.m. today.")
    assert (time.earliest, time.latest) == ("2026-04-15T20:00", "2026-04-16T06:00")


def test_a_clock_time_without_a_day_is_of_the_day_told_not_of_one_to_come() -> None:
    text = "The vote will be on 12 November. The guns fell silent yesterday. Firing began at 5 p.m. again."
    assert [t.value for t in read(text)] == ["2026-11-12", "2026-04-14", "2026-04-14T17:00"]


@pytest.mark.parametrize("when", ["2026-04-15", "20260415", "2026-04-15T23:59:59+02:00", " 2026-04-15"])
def test_the_published_time_is_taken_as_written(when: str) -> None:
    assert one("They met yesterday.", when).value == "2026-04-14"


@pytest.mark.parametrize("when", ["", "yesterday", "2026-13", "2026-02-30", "15/04/2026", "0000"])
def test_a_published_time_that_is_none_dates_nothing(when: str) -> None:
    assert one("They met yesterday.", when).earliest is None


ACCOUNTS = "In the third quarter, Brack earned $3 million, up from $2 million "


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        (ACCOUNTS + "a year earlier.", "a year earlier", "2024-Q3"),
        (ACCOUNTS + "a year ago.", "a year ago", "2024-Q3"),
        (ACCOUNTS + "in the year-earlier quarter.", "the year-earlier quarter", "2024-Q3"),
        (ACCOUNTS + "in the year-ago period.", "the year-ago period", "2024-Q3"),
        (ACCOUNTS + "in the year-ago second half.", "the year-ago second half", "2025-H2"),
        (ACCOUNTS + "before tax. Sales for the quarter rose.", "the quarter", "2025-Q3"),
        ("For the first nine months it earned $3 million, up from a year ago.", "a year ago", "2025"),
        ("Profit rose from a year ago.", "a year ago", "2025"),
        ("Its sales fell in the March quarter.", "the March quarter", "2026-Q1"),
        ("For the quarter ended March 31 it lost $2 million.", "the quarter", "2026-Q1"),
        ("Its sales fell in the latest week.", "the latest week", "2026-W15"),
        ("Its sales doubled in the first half.", "the first half", "2026-H1"),
        ("Prices fell in recent months.", "recent months", "PXM"),
        ("Prices will fall in the months ahead.", "the months ahead", "PXM"),
        ("They met over the weekend.", "the weekend", "2026-W15-WE"),
        ("It lasted up to six months.", "up to six months", "P6M"),
        ("It lasted just over two years.", "just over two years", "P2Y"),
        ("It lasted a year-and-a-half.", "a year-and-a-half", "P1.5Y"),
        ("It lasted for one day.", "one day", "P1D"),
        ("The quarterly figures came out.", "quarterly", "P1Q"),
        ("At year's end it closed.", "year's end", "2026"),
    ],
)
def test_values_follow_the_annotators_of_news(text: str, words: str, value: str) -> None:
    assert [t.value for t in read(text) if t.text == words] == [value]


def test_half_of_a_match_is_no_half_of_a_year() -> None:
    assert not read("She scored twice in the first half.")


def test_coming_as_a_verb_opens_no_time() -> None:
    time = one("They had been told of their coming two days before.")
    assert (time.text, time.value) == ("two days before", "2026-04-13")


def test_a_month_of_delivery_lies_ahead() -> None:
    assert one("Oil for December delivery fell 10 cents.").value == "2026-12"
    text = "Brack set a dividend payable 31 October to holders of record 30 September."
    assert [t.value for t in read(text, "2026-08-03")] == ["2026-10-31", "2026-09-30"]


def test_a_paper_is_no_repeated_time() -> None:
    assert not read("He reads the Daily Courier.")
    assert one("Daily flights were told of.").value == "P1D"


def test_a_day_ahead_is_none_of_a_past_year_told_beside_it() -> None:
    text = "The ban, in force since 1 August 2019, will be lifted by 1 June."
    assert [t.value for t in read(text)] == ["2019-08-01", "2026-06-01"]


def test_today_in_a_quotation_is_the_day_on_which_it_was_spoken() -> None:
    today = read('Tomas Brek said on Monday: "We win today."')[1]
    assert (today.text, today.value, today.reference) == ("today", "2026-04-13", "told 2026-04-13")
    assert codes(today) == {"time-from-told"}
    assert read('Tomas Brek said on Monday that "nobody" won today.')[1].value == WEDNESDAY
    assert read('On 3 May 2011 Tomas Brek said: "We win today."')[1].value == WEDNESDAY
    assert read('"We met on Monday and win today," Tomas Brek said.')[1].value == WEDNESDAY


def test_results_to_be_told_are_of_the_nearest_quarter() -> None:
    text = "Brack will report first-quarter results next week and open a mill in the first quarter."
    assert [t.value for t in read(text)] == ["2026-Q1", "2026-W17", "2027-Q1"]
