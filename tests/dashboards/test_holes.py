"""A hole is a need without an open offer, or without a place within twelve weeks; it names the children it hurts."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards.figures import holes
from dashboards.figures.holes import HIGHER, TURNED_AWAY, WAITING, Need, Supply
from dashboards.figures.scope import Scope
from herning.audit.models import Access
from tests.factories.cases import CaseFactory
from tests.factories.interventions import CapacityFactory, InterventionFactory, OfferFactory, ReferralFactory

TODAY = date(2026, 11, 21)
FULL, ROOM, LATER, NO_LIMIT = (0, 0, 0), (1, 1, 2), (0, 0, 1), (None, None, None)
SUPPLIES = [
    # step, youngest, oldest, target groups, free in 0, 4 and 12 weeks
    ("fits", Supply(2, 6, 13, ("school",), ROOM), False),
    ("fits whatever the need", Supply(2, None, None, (), NO_LIMIT), False),
    ("free in twelve weeks", Supply(2, None, None, (), LATER), False),
    ("full for twelve weeks", Supply(2, None, None, (), FULL), True),
    ("another step", Supply(3, None, None, (), ROOM), True),
    ("too young", Supply(2, 0, 5, (), ROOM), True),
    ("too old", Supply(2, 10, None, (), ROOM), True),
    ("touches the group", Supply(2, 9, None, (), ROOM), False),
    ("another target group", Supply(2, None, None, ("abuse",), ROOM), True),
]


@pytest.mark.parametrize(("supply", "is_hole"), [row[1:] for row in SUPPLIES], ids=[row[0] for row in SUPPLIES])
def test_a_need_meets_an_offer_or_a_hole(supply, is_hole):
    need = Need(1, 2, 1, "school", WAITING)

    assert [key for key, _cell in holes.holes([supply], [need])] == ([need.key] if is_hole else [])


def test_what_nobody_needs_is_no_hole():
    cells = holes.matrix([], [])

    assert (len(cells), [cell.is_hole for cell in cells.values() if cell.is_hole]) == (25, [])


def test_holes_that_hurt_most_come_first_and_name_each_child_once():
    found = holes.holes(
        [], [Need(1, 2, 1, ""), Need(2, 4, 3, "", HIGHER), Need(2, 4, 3, "", WAITING), Need(3, 4, 3, "")]
    )

    assert [(key, cell.needed, cell.waiting, cell.higher, cell.children) for key, cell in found] == [
        ((4, 3, ""), 3, 1, 1, {2}), ((2, 1, ""), 1, 0, 0, set()),
    ]  # fmt: skip


def test_places_add_up_and_one_without_a_limit_makes_the_sum_unlimited():
    cell = holes.cell((2, 1, ""), [Supply(2, None, None, (), ROOM), Supply(2, None, None, (), LATER)], [])
    without = holes.cell((2, 1, ""), [Supply(2, None, None, (), ROOM), Supply(2, None, None, (), NO_LIMIT)], [])

    assert (cell.offers, cell.free, without.free) == (2, [1, 1, 3], [None, None, None])


@pytest.mark.parametrize(
    ("born_on", "group"),
    [(None, 0), (date(2021, 11, 21), 0), (date(2020, 11, 21), 1), (date(2012, 11, 22), 2), (date(1990, 1, 1), 4)],
)
def test_every_child_has_an_age_group(born_on, group):
    assert holes.age_group(born_on, on=TODAY) == group


@pytest.fixture
def hurt(ida, lone, claudisvej):
    """In Ida's team: one waits, one is on step 4 because step 2 was full, one was turned away; and one does well."""
    full = OfferFactory(name="Fuldt")
    CapacityFactory(offer=full, department=claudisvej, places_total=0)
    made = {"offer": full, "department": claudisvej, "made_on": date(2026, 9, 1)}
    waiting = ReferralFactory(
        case=CaseFactory(caseworker=ida), status="waiting", waiting_since=date(2026, 9, 3), queue_number=1, **made
    )
    higher = CaseFactory(caseworker=ida)
    referral = ReferralFactory(
        case=higher, offer=OfferFactory(step=4), wanted_offer=full, status="started", approved=True,
        made_on=date(2026, 9, 1),
    )  # fmt: skip
    InterventionFactory(case=higher, offer=referral.offer, referral=referral)
    declined = {"status": "declined", "decline_reason": "full", "answered_on": date(2026, 9, 9), "answered_by": ida}
    away = ReferralFactory(case=CaseFactory(caseworker=ida), **declined, **made)
    helped = ReferralFactory(case=CaseFactory(caseworker=ida), **declined, **made)
    InterventionFactory(case=helped.case, offer=full, department=claudisvej)
    return {WAITING: {waiting.case_id}, HIGHER: {higher.pk}, TURNED_AWAY: {away.case_id}}


@pytest.mark.django_db
def test_a_hole_names_the_children_it_hurts(hurt, lone):
    (found,) = holes.holes(holes.supplies(on=TODAY), holes.needs(Scope(lone, TODAY)))

    assert (found[0], dict(found[1].hurt)) == ((2, 2, ""), hurt)


@pytest.mark.django_db
def test_a_secure_unit_fills_no_hole(hurt, lone, claudisvej):
    CapacityFactory(offer=OfferFactory(step=2, method="secure_unit"), department=claudisvej)

    assert len(holes.holes(holes.supplies(on=TODAY), holes.needs(Scope(lone, TODAY)))) == 1


@pytest.mark.django_db
def test_the_page_leads_to_the_children_and_the_look_is_logged(hurt, lone, leif_of_nord, signed_in, today):
    page = signed_in(lone).get("/trappen/huller/")
    (hole,) = page.context["holes"]

    listed = signed_in(lone).get(hole["url"])

    assert {case.pk for case in listed.context["rows"]} == set().union(*hurt.values())
    assert "1 på et højere trin end nødvendigt" in listed.content.decode()
    look = Access.objects.filter(page="dashboards:hurt_by_hole").get()
    assert (look.by_id, look.detail) == (lone.pk, "trin=2 alder=2")
    assert signed_in(leif_of_nord).get("/trappen/huller/").context["holes"] == []
    assert list(signed_in(leif_of_nord).get(hole["url"]).context["rows"]) == []


@pytest.fixture
def leif_of_nord(other_team):
    """The leader of another team."""
    from tests.factories.accounts import UserFactory  # noqa: PLC0415 - beside its one use

    return UserFactory(name="Leif", role="team_leader", team=other_team)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_however_many(rows, ida, rie, claudisvej, signed_in, today):
    for _ in range(rows):
        offer = OfferFactory()
        CapacityFactory(offer=offer, department=claudisvej, places_total=0)
        ReferralFactory(
            case=CaseFactory(caseworker=ida), offer=offer, department=claudisvej, status="waiting",
            waiting_since=date(2026, 9, 3), queue_number=1, made_on=date(2026, 9, 1),
        )  # fmt: skip
    client = signed_in(rie)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/trappen/huller/")

    assert (sum(hole["cell"].waiting for hole in answer.context["holes"]), len(asked)) == (rows, 13)
