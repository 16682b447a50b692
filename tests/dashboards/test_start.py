"""Each role's start page: what stands on it, in which order, and for how many queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import CaseGrant, ChildInvestigation
from dashboards.figures.day import day
from dashboards.figures.deliveries import deliveries
from dashboards.figures.team import approvals
from herning.web.models import Draft
from interventions.models import Placement
from reviews.models import FollowUpNote, Review
from tests.factories.cases import CaseFactory, ChildFactory, ConcernFactory
from tests.factories.interventions import (
    CapacityFactory,
    FosterFamilyFactory,
    InterventionFactory,
    OfferFactory,
    PlaceFactory,
    ReferralFactory,
)

TODAY = date(2026, 11, 21)


def child_of(name):
    return ChildFactory(name=name, born_on=date(2016, 5, 4))


def titles(rows):
    return [row.title for row in rows]


def a_full_day(ida, department):
    """One of everything that can wait for Ida."""
    ConcernFactory(
        team=ida.team, child=child_of("Emil Kjær"), received_at=datetime(2026, 11, 20, 14, 10, tzinfo=UTC),
        acknowledged_on=TODAY, acknowledged_by=ida,
    )  # fmt: skip
    ConcernFactory(
        team=ida.team, child=child_of("Alma Toft"), received_at=datetime(2026, 11, 16, 8, 0, tzinfo=UTC),
        assessed_by=ida, assessed_at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC), is_in_danger=False,
    )  # fmt: skip
    for name, due_on in [
        ("Sofie Mark", date(2026, 11, 17)),
        ("Noah Beck", date(2026, 11, 23)),
        ("Freja Aa", date(2026, 12, 3)),
    ]:
        case = CaseFactory(caseworker=ida, child=child_of(name))
        InterventionFactory(case=case, department=department)
        Review.objects.create(case=case, due_on=due_on)
    investigated = CaseFactory(caseworker=ida, child=child_of("Liva Dam"))
    ChildInvestigation.objects.create(
        case=investigated, aware_on=date(2026, 8, 10), begun_on=date(2026, 8, 12), begun_by=ida, why="bekymring"
    )
    leaving = CaseFactory(caseworker=ida, child=child_of("Liam Sand"))
    InterventionFactory(case=leaving, department=department, planned_end_on=date(2026, 12, 24))
    promised = CaseFactory(caseworker=ida, child=child_of("Oda Friis"))
    ReferralFactory(case=promised, status="accepted", answered_on=TODAY, answered_by=ida)


def test_the_caseworkers_day_begins_with_what_breaks_first(ida, claudisvej, today):
    a_full_day(ida, claudisvej)

    mine = day(ida, now=today)

    assert titles(mine.rows) == [
        "Underretning om Emil K., 10 år",
        "Opfølgning · Sofie M., 10 år",
        "Opfølgning · Noah B., 10 år",
        "Kvittering for underretning om Alma T., 10 år",
        "Opfølgning · Freja A., 10 år",
        "Undersøgelse · Liva D., 10 år",
        "Næste trin mangler · Liam S., 10 år",
        "Plads er givet · Oda F., 10 år",
        "Underretning om Alma T., 10 år er ikke afgjort",
    ]
    assert (mine.children, dict(mine.on_steps)) == (6, {2: 4})


def test_the_four_months_run_from_when_the_municipality_became_aware(ida, claudisvej, today):
    a_full_day(ida, claudisvej)

    (row,) = [row for row in day(ida, now=today).rows if row.kind == "investigation"]

    assert row.due == date(2026, 12, 10)


@pytest.mark.parametrize(("noted_on", "is_silent"), [(None, True), (date(2026, 10, 1), False)])
def test_a_provider_without_a_note_is_silent_until_it_writes(ida, per, claudisvej, today, noted_on, is_silent):
    case = CaseFactory(caseworker=ida, child=child_of("Oscar Prip"))
    helping = InterventionFactory(case=case, department=claudisvej, starts_on=date(2026, 9, 1))
    Review.objects.create(case=case, due_on=TODAY + timedelta(days=5))
    if noted_on:
        FollowUpNote.objects.create(intervention=helping, on=noted_on, text="ro på", written_by=per)

    silences = day(ida, now=today).silences

    assert [(one.department, one.child, one.days) for one in silences] == (
        [("Claudisvej", "Oscar P.", 81)] if is_silent else []
    )


def test_another_caseworkers_children_stay_out_of_my_day(ida, bo, claudisvej, today):
    a_full_day(bo, claudisvej)

    mine = day(ida, now=today)

    assert (mine.rows, mine.children, mine.silences) == ([], 0, [])


def test_drafts_stand_on_the_start_page_of_whoever_wrote_them(ida, bo, signed_in):
    Draft.objects.create(user=ida, form="note", subject="1", label="Journalnotat · Noah B.", page="/sager/", data={})

    assert "Journalnotat · Noah B." in signed_in(ida).get("/").content.decode()
    assert "Journalnotat · Noah B." not in signed_in(bo).get("/").content.decode()


def load(count, ida, department):
    for _ in range(count):
        case = CaseFactory(caseworker=ida)
        InterventionFactory(case=case, department=department, planned_end_on=date(2026, 12, 1))
        Review.objects.create(case=case, due_on=date(2026, 11, 18))
        ConcernFactory(team=ida.team)
        ReferralFactory(case=CaseFactory(caseworker=ida), department=department)
        offer = OfferFactory(step=3)
        ReferralFactory(case=CaseFactory(caseworker=ida), offer=offer, status="awaiting", department=department)
        CaseGrant.objects.create(
            case=case, user=ida, reason="vagt", opened_at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
            until=datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
        )  # fmt: skip
        CapacityFactory(department=department, places_total=1)
        own = InterventionFactory(case=CaseFactory(caseworker=ida), offer=OfferFactory(step=5), department=department)
        Placement.objects.create(
            intervention=own, child=own.case.child, starts_on=own.starts_on, legal_basis="provisional", purpose="ro",
            expected_months=6, contact="hver uge", first_supervision_on=date(2026, 9, 1),
        )  # fmt: skip


def test_the_provider_sees_its_own_places_and_its_families_added_up(signed_in, pia, claudisvej, today):
    mst = CapacityFactory(offer=OfferFactory(name="MST"), department=claudisvej, places_total=8)
    for places in (1, 3):
        family = FosterFamilyFactory(department=claudisvej, approved_places=places)
        capacity = CapacityFactory(
            offer=OfferFactory(name="Familiepleje", method="foster_care"), department=claudisvej,
            foster_family=family, places_total=places,
        )  # fmt: skip
        PlaceFactory(capacity=capacity, referral=ReferralFactory(foster_family=family))

    page = signed_in(pia).get("/")

    assert [place["pk"] for place in page.context["places"]] == [mst.pk]
    assert page.context["families"] == {"families": 2, "total": 4, "left": 2, "queued": 0}
    assert "2 plejefamilier" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("who", "queries"), [("ida", 25), ("lone", 26), ("per", 15), ("pia", 18), ("rie", 18), ("sanne", 6), ("alf", 10)]
)
def test_a_start_page_asks_as_often_however_much_there_is(
    request, signed_in, ida, claudisvej, today, who, queries, count
):
    load(count, ida, claudisvej)
    client = signed_in(request.getfixturevalue(who))
    client.get("/")

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/")

    assert (answer.status_code, len(asked)) == (200, queries)


def test_the_leader_sees_approvals_overdue_load_and_looks_with_a_reason(lone, ida, claudisvej, signed_in, today):
    load(2, ida, claudisvej)

    page = signed_in(lone).get("/").context

    assert [row.do for row in page["approvals"]] == ["Tag stilling", "Tag stilling"]
    assert (page["overdue_count"], len(page["overdue"])) == (2, 2)
    heaviest = page["workers"][0]
    assert (heaviest.name, heaviest.cases, heaviest.overdue, heaviest.is_over) == ("Ida Holm", 8, 2, False)
    assert [grant["reason"] for grant in page["grants"]] == ["vagt", "vagt"]


def test_the_leader_reads_first_what_a_child_waits_for_and_what_the_law_asks(lone, ida, claudisvej, signed_in, today):
    a_full_day(ida, claudisvej)
    late = CaseFactory(caseworker=ida, opened_on=date(2026, 7, 10))
    ChildInvestigation.objects.create(
        case=late, aware_on=date(2026, 7, 10), begun_on=date(2026, 7, 12), begun_by=ida, why="bekymring"
    )
    CaseFactory(caseworker=ida, opened_on=date(2026, 10, 1))

    page = signed_in(lone).get("/").content.decode()

    heads = [
        "Underretninger, der venter", "Venter på din godkendelse", "Lovens frister, der er nær eller overskredet",
        "Opfølgninger over fristen", "Sager, der venter på næste skridt", "Hjælp, der slutter uden et næste trin",
    ]  # fmt: skip
    assert {head for head in heads if head not in page} == set()
    assert heads == sorted(heads, key=page.index)


def test_a_leader_is_not_asked_to_approve_an_own_referral(lone, today):
    case = CaseFactory(caseworker=lone)
    ReferralFactory(case=case, offer=OfferFactory(step=4), status="awaiting")

    (row,) = approvals(lone, on=TODAY)

    assert (row.do, row.more) == ("Se", "Din egen visitation – en anden leder skal godkende den")


def test_the_provider_sees_own_referrals_children_and_notes_asked_for(per, stig, ida, claudisvej, today):
    load(2, ida, claudisvej)

    mine, other = deliveries(per, on=TODAY), deliveries(stig, on=TODAY)

    assert (len(mine.answers), len(mine.asked), mine.children_count, len(mine.children)) == (2, 2, 4, 4)
    assert (other.answers, other.asked, other.children_count, other.children) == ([], [], 0, [])


def test_a_provider_with_one_offer_reads_its_name_once(per, claudisvej, signed_in, today):
    stay = OfferFactory(name="Tidsbegrænset døgnforløb")
    for name in ("Sofie Mark", "Noah Beck"):
        InterventionFactory(case=CaseFactory(child=child_of(name)), offer=stay, department=claudisvej)
    ReferralFactory(offer=stay, department=claudisvej, status="sent", made_on=date(2026, 11, 16))

    page = signed_in(per).get("/").content.decode()

    assert page.count("Tidsbegrænset døgnforløb") == 1
    assert "Sendt man 16. nov." in page
    InterventionFactory(offer=OfferFactory(name="MST"), department=claudisvej)
    page = signed_in(per).get("/").content.decode()
    assert page.count("Tidsbegrænset døgnforløb siden") == 2
    assert page.count("Tidsbegrænset døgnforløb · sendt") == 1


def test_the_provider_sees_neither_cpr_nor_address_nor_last_name(per, ida, claudisvej, signed_in, today):
    child = ChildFactory(name="Sofie Mikkelsen", cpr="0405161234", address="Hemmelig Vej 7", is_address_protected=True)
    InterventionFactory(case=CaseFactory(caseworker=ida, child=child), department=claudisvej)

    page = signed_in(per).get("/").content.decode()

    assert "Sofie M." in page
    assert ("040516" in page, "Hemmelig Vej" in page, "Mikkelsen" in page) == (False, False, False)


def test_the_secretary_sees_what_is_before_the_board_with_its_seven_days(sanne, ida, claudisvej, signed_in, today):
    load(1, ida, claudisvej)

    (row,) = signed_in(sanne).get("/").context["rows"]

    assert (row.due, row.do) == (date(2026, 6, 22), "Registrér afgørelse")


def test_the_administrator_sees_providers_without_a_department_and_no_case(alf, per, ida, signed_in, today):
    CaseFactory(caseworker=ida, child=child_of("Sofie Mikkelsen"))
    per.memberships.update(until=TODAY)

    answer = signed_in(alf).get("/")

    assert answer.context["running"].homeless == [(per.pk, "Per Lund")]
    assert "Sofie" not in answer.content.decode()


def test_all_own_children_are_paged(per, ida, claudisvej, signed_in, today):
    for _ in range(27):
        InterventionFactory(case=CaseFactory(caseworker=ida), department=claudisvej)
    client = signed_in(per)

    first = client.get("/udfoerer/boern/")
    second = client.get("/udfoerer/boern/" + first.context["next_url"])

    assert (len(first.context["rows"]), len(second.context["rows"]), second.context["next_url"]) == (25, 2, "")
