"""Supervision twice a year, contact that is the Board's, a return's six months, and how near an end is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from herning.rules import RuleBroken
from interventions import care_rules, exit_rules
from interventions.enums import ContactBasis, EndReason
from interventions.exit_rules import ExitLevel

DAYS = st.dates(min_value=date(2023, 1, 1), max_value=date(2029, 12, 31))


@pytest.mark.parametrize(
    ("since", "latest"),
    [
        (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 29), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2028, 8, 29)),
        (date(2026, 1, 15), date(2026, 7, 15)),
    ],
)
def test_a_visit_is_within_six_months_of_the_one_before(since, latest):
    care_rules.must_be_within_the_half_year(latest, since=since, field="due_on")

    for day in (latest + timedelta(days=1), since):
        with pytest.raises(RuleBroken) as refused:
            care_rules.must_be_within_the_half_year(day, since=since, field="due_on")
        assert refused.value.field == "due_on"


@given(start=DAYS)
def test_two_visits_a_year_also_when_each_is_as_late_as_it_may_be(start):
    first = care_rules.supervision_due(start)
    second = care_rules.supervision_due(first)

    care_rules.must_be_within_the_half_year(second, since=first, field="due_on")
    # A month that is too short moves a day earlier, never later: the second is within a year and a leap day.
    assert second <= start + timedelta(days=366)


@pytest.mark.parametrize("basis", ContactBasis.values)
@pytest.mark.parametrize("is_less_than_monthly", [True, False])
@pytest.mark.parametrize("is_supervised", [True, False])
def test_only_the_board_limits_contact(basis, is_less_than_monthly, is_supervised):
    asked = {"basis": basis, "is_less_than_monthly": is_less_than_monthly, "is_supervised": is_supervised}

    if basis == ContactBasis.BOARD or not (is_less_than_monthly or is_supervised):
        care_rules.must_be_the_boards(**asked)
    else:
        with pytest.raises(RuleBroken, match="§ 105"):
            care_rules.must_be_the_boards(**asked)


@pytest.mark.parametrize(
    ("until", "is_lawful"),
    [(date(2027, 2, 28), True), (date(2027, 3, 1), False), (date(2026, 8, 31), True), (date(2026, 8, 30), False)],
)
def test_a_return_takes_at_most_six_months(until, is_lawful):
    if is_lawful:
        care_rules.must_be_a_return_period(decided_on=date(2026, 8, 31), period_until=until)
    else:
        with pytest.raises(RuleBroken) as refused:
            care_rules.must_be_a_return_period(decided_on=date(2026, 8, 31), period_until=until)
        assert refused.value.field == "period_until"


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [(4, 4, EndReason.MOVED_ACROSS), (5, 4, EndReason.MOVED_DOWN), (4, 5, EndReason.MOVED_UP)],
)
def test_a_change_of_placement_says_which_way_it_went(before, after, reason):
    assert care_rules.change_reason(before, after) == reason


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (57, ExitLevel.NONE), (56, ExitLevel.AHEAD), (29, ExitLevel.AHEAD), (28, ExitLevel.NEAR), (1, ExitLevel.NEAR),
        (0, ExitLevel.ENDS), (-1, ExitLevel.OVERRUN),
    ],
)  # fmt: skip
def test_a_warning_comes_at_eight_weeks_four_weeks_and_the_end(days, level):
    today = date(2026, 11, 20)

    assert exit_rules.exit_level(today + timedelta(days=days), on=today) == level


def test_help_without_an_end_is_never_warned_about():
    assert exit_rules.exit_level(None, on=date(2026, 11, 20)) == ExitLevel.NONE


@pytest.mark.parametrize(
    ("planned_end_on", "reason", "field"),
    [
        (date(2026, 12, 24), "Ro", "planned_end_on"),
        (date(2026, 11, 1), "Ro", "planned_end_on"),
        (date(2027, 11, 22), "Ro", "planned_end_on"),
        (date(2027, 1, 10), " ", "reason"),
    ],
)
def test_help_is_prolonged_to_a_later_day_within_a_year_for_a_reason(planned_end_on, reason, field):
    known = {"before": date(2026, 12, 24), "starts_on": date(2026, 6, 15), "today": date(2026, 11, 20)}

    with pytest.raises(RuleBroken) as refused:
        exit_rules.must_be_prolonged(planned_end_on, reason=reason, **known)
    assert refused.value.field == field
    assert exit_rules.must_be_prolonged(date(2027, 1, 10), reason=" Ro ", **known) == "Ro"
