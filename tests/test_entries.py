"""What must hold of any text and day a person enters."""

from datetime import date

import pytest

from herning.entries import must_be_in_order, must_be_sensible, must_not_be_future, must_say
from herning.rules import RuleBroken

TODAY = date(2026, 11, 21)


def test_a_text_is_given_without_the_blanks_around_it():
    assert must_say("  Mor ringede. \n", field="text", ask="Skriv notatet.") == "Mor ringede."


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_blanks_are_no_reason(text):
    with pytest.raises(RuleBroken, match="Skriv hvorfor") as broken:
        must_say(text, field="reason", ask="Skriv hvorfor.")
    assert broken.value.field == "reason"


@pytest.mark.parametrize("day", [date(1989, 12, 31), date(2031, 11, 22), date(202, 1, 1)])
def test_an_absurd_day_is_refused(day):
    with pytest.raises(RuleBroken) as broken:
        must_be_sensible(day, today=TODAY, field="on")
    assert broken.value.field == "on"


@pytest.mark.parametrize("day", [None, date(1990, 1, 1), date(2031, 11, 21)])
def test_a_day_of_our_own_time_is_sensible(day):
    must_be_sensible(day, today=TODAY, field="on")


def test_what_is_done_is_not_done_tomorrow():
    must_not_be_future(TODAY, today=TODAY, field="on")
    with pytest.raises(RuleBroken, match="i fremtiden"):
        must_not_be_future(date(2026, 11, 22), today=TODAY, field="on")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 20), "Datoen ligger før visitationen (lør 21. nov. 2026)."),
        (date(2026, 11, 21), ""),
        (date(2026, 12, 24), ""),
        (date(2026, 12, 25), "Datoen ligger efter tor 24. dec. 2026."),
        (None, ""),
    ],
)
def test_a_day_lies_between_what_it_follows_and_what_is_too_far(day, said):
    if not said:
        must_be_in_order(day, TODAY, field="on", what="visitationen", latest=date(2026, 12, 24))
        return
    with pytest.raises(RuleBroken) as broken:
        must_be_in_order(day, TODAY, field="on", what="visitationen", latest=date(2026, 12, 24))
    assert (str(broken.value), broken.value.field) == (said, "on")


def test_a_day_too_far_ahead_may_be_refused_in_other_words():
    with pytest.raises(RuleBroken, match="når det er sket"):
        must_be_in_order(
            date(2027, 1, 1), TODAY, field="on", what="i dag", latest=TODAY, ahead="Skriv den, når det er sket."
        )
