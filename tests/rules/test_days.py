"""Days as people know them: what they can be, how they are kept and how they are said."""

from __future__ import annotations

from datetime import date

import pytest

from rules.language.logic.days import MONTHS, ApproximateDate, day_in_words, exact_day

ON = date(2026, 4, 17)


@pytest.mark.parametrize(
    ("day", "earliest", "latest", "said"),
    [
        (ApproximateDate("2026-03-27"), date(2026, 3, 27), date(2026, 3, 27), "27 March 2026"),
        (ApproximateDate("2026-02"), date(2026, 2, 1), date(2026, 2, 28), "February 2026"),
        (ApproximateDate("2024-02"), date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (ApproximateDate("2025-12"), date(2025, 12, 1), date(2025, 12, 31), "December 2025"),
        (ApproximateDate("2025"), date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (
            ApproximateDate("3 weeks", ON),
            date(2026, 3, 24),
            date(2026, 3, 30),
            "about 3 weeks before 17 April 2026",
        ),
        (
            ApproximateDate("1 day", ON),
            date(2026, 4, 16),
            date(2026, 4, 16),
            "about 1 day before 17 April 2026",
        ),
        (
            ApproximateDate("2 months", ON),
            date(2026, 2, 1),
            date(2026, 3, 3),
            "about 2 months before 17 April 2026",
        ),
        (
            ApproximateDate("1 year", ON),
            date(2024, 10, 17),
            date(2025, 10, 16),
            "about 1 year before 17 April 2026",
        ),
        (
            ApproximateDate("0 weeks", ON),
            date(2026, 4, 14),
            date(2026, 4, 17),
            "about 0 weeks before 17 April 2026",
        ),
    ],
)
def test_a_day_has_its_first_and_last_and_its_words(
    day: ApproximateDate, earliest: date, latest: date, said: str
) -> None:
    assert (day.earliest, day.latest) == (earliest, latest)
    assert day.said_in_words(str) == said


def test_the_words_of_a_day_are_put_into_another_language_one_by_one() -> None:
    french = {
        "about %(ago)s before %(day)s": "environ %(ago)s avant le %(day)s",
        "weeks": "semaines",
        "April": "avril",
        "March": "mars",
    }

    assert ApproximateDate("2026-03").said_in_words(french.__getitem__) == "mars 2026"
    assert (
        ApproximateDate("3 weeks", ON).said_in_words(french.__getitem__)
        == "environ 3 semaines avant le 17 avril 2026"
    )


@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_is_called_by_its_own_name(month: int) -> None:
    assert day_in_words(date(2026, month, 5), str) == f"5 {MONTHS[month - 1]} 2026"
    assert date(2026, month, 5).strftime("%B") == MONTHS[month - 1]


@pytest.mark.parametrize("day", [ApproximateDate("2026-03"), ApproximateDate("3 weeks", ON)])
def test_a_day_is_kept_as_it_was_given(day: ApproximateDate) -> None:
    assert ApproximateDate.read(day.stored()) == day


def test_only_what_was_said_as_so_long_ago_keeps_the_day_it_was_said_on() -> None:
    assert ApproximateDate("2026-03").stored() == {"said": "2026-03"}
    assert ApproximateDate("3 weeks", ON).stored() == {"said": "3 weeks", "on": "2026-04-17"}


@pytest.mark.parametrize("text", ["27.3.2026", "20260327", "2026-3-27", "2026-03-27x", ""])
def test_another_way_of_writing_a_day_is_refused_and_said_back(text: str) -> None:
    with pytest.raises(ValueError, match=f"^'{text}' is no day such as 2026-03-27$"):
        exact_day(text)


def test_a_day_that_no_calendar_has_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        exact_day("2026-02-30")


@pytest.mark.parametrize("said", ["3 fortnights", "weeks", "1000 days", "3  weeks"])
def test_a_length_of_time_that_is_none_is_refused_and_said_back(said: str) -> None:
    with pytest.raises(ValueError, match=f"^'{said}' is no length of time such as '3 weeks'$"):
        ApproximateDate.read({"said": said, "on": "2026-04-17"})
