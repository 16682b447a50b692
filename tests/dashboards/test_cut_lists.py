"""Lists that show only so much: the most urgent is never what is left out, and each row tells how it is today."""

from datetime import UTC, date, datetime, timedelta

from dashboards.figures import behind
from dashboards.figures.deliveries import deliveries
from dashboards.figures.scope import Scope
from dashboards.figures.team_concerns import ASSESS, concern_rows
from interventions.models import Intervention
from tests.factories.cases import CaseFactory, ConcernFactory
from tests.factories.interventions import FosterFamilyFactory, InterventionFactory, OfferFactory, ReferralFactory
from tests.factories.reviews import ReviewFactory

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def test_a_new_concern_is_shown_however_many_old_ones_wait_for_an_answer(ida, today):
    long_ago = NOW - timedelta(days=30)
    for _ in range(50):
        ConcernFactory(
            team=ida.team, received_at=long_ago, assessed_at=long_ago, assessed_by=ida, is_in_danger=False,
            assessment="Ingen fare.",
        )  # fmt: skip
    new = ConcernFactory(team=ida.team, received_at=NOW - timedelta(hours=20))

    first, *_rest = concern_rows(ida, now=NOW)

    assert (first.kind, first.url) == (ASSESS, f"/underretninger/{new.pk}/vurder/")


def test_a_new_referral_is_shown_however_long_the_waiting_list_is(per, claudisvej, today):
    offer = OfferFactory()
    for number in range(1, 101):
        ReferralFactory(
            offer=offer, department=claudisvej, status="waiting", made_on=date(2026, 5, 1), queue_number=number,
            answered_on=date(2026, 5, 2), answered_by=per, waiting_since=date(2026, 5, 2),
        )  # fmt: skip
    new = ReferralFactory(offer=offer, department=claudisvej, status="sent", made_on=date(2026, 11, 20))

    assert [row.url for row in deliveries(per, on=TODAY).answers] == [f"/udfoerer/visitationer/{new.pk}/"]


def test_a_review_over_its_date_tells_the_step_the_child_stands_on_today(rie, ida, today):
    case = CaseFactory(caseworker=ida)
    InterventionFactory(case=case, step=2, starts_on=date(2026, 6, 1))
    InterventionFactory(case=case, step=4, starts_on=date(2026, 12, 21))
    ReviewFactory(case=case, due_on=date(2026, 11, 1))

    (row,) = behind.overdue(Scope(rie, on=TODAY), team=None)

    assert row.step == 2


def test_an_exit_is_not_ready_when_the_lower_help_begins_months_after_it(ida, today):
    case = CaseFactory(caseworker=ida)
    leaving = InterventionFactory(
        case=case, step=3, next_step_id=2, starts_on=date(2026, 6, 1), planned_end_on=date(2026, 12, 10)
    )
    lower = InterventionFactory(case=case, step=2, starts_on=date(2027, 2, 10))

    assert leaving in Intervention.objects.exit_unready(on=TODAY)

    lower.starts_on = date(2026, 12, 10)
    lower.save()
    assert leaving not in Intervention.objects.exit_unready(on=TODAY)


def test_a_list_of_families_says_that_it_is_cut_only_when_it_is(signed_in, pia, claudisvej, today):
    for _ in range(100):
        FosterFamilyFactory(department=claudisvej)
    client = signed_in(pia)

    assert client.get("/udfoerer/plejefamilier/").context["is_cut"] is False

    FosterFamilyFactory(department=claudisvej)
    cut = client.get("/udfoerer/plejefamilier/").context
    assert (cut["is_cut"], len(cut["rows"])) == (True, 100)
