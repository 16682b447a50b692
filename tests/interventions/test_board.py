"""The Board's word: what a placement by § 47 begins on, what the secretary records, and what a refusal leaves."""

from datetime import date

import pytest
from django.db.models import Q
from django.urls import reverse

from dashboards.figures.placed import placed_rows, placed_things
from herning.rules import RuleBroken
from interventions.actions import record_board_decision
from interventions.enums import BoardOutcome, LegalBasis
from interventions.models import Placement
from interventions.placement_checklist import lacking
from interventions.placement_facts import checklist
from tests.factories.placements import PlacementFactory
from tests.factories.reviews import PlanFactory
from tests.interventions.test_placement import JUNE_8, JUNE_15, begin
from tests.interventions.test_placement import accepted as accepted
from tests.interventions.test_placement import lawful as lawful

JUNE_18, TODAY = date(2026, 6, 18), date(2026, 6, 20)


@pytest.fixture
def provisional(case):
    """Placed by the chair on 15 June; the Board has seven days."""
    return PlacementFactory(case=case, legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Fundet alene i nat")


def decided(placement, by, **also):
    told = {"on": JUNE_18, "outcome": "decided", "text": "Anbringelsen godkendes.", "today": TODAY}
    return record_board_decision(placement=placement, by=by, **told | also)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"on": date(2031, 1, 1)}, "on"),
        ({"on": date(2026, 5, 31)}, "on"),
        ({"outcome": ""}, "outcome"),
        ({"text": " "}, "text"),
    ],
)
def test_the_secretary_records_what_was_decided_after_it_was(provisional, sanne, changed, field):
    with pytest.raises(RuleBroken) as refused:
        decided(provisional, sanne, **changed)

    assert refused.value.field == field
    assert list(Placement.objects.before_the_board()) == [provisional]


@pytest.mark.parametrize(("outcome", "is_met"), [(BoardOutcome.DECIDED, True), (BoardOutcome.REFUSED, False)])
def test_a_refusal_leaves_the_list_of_undecided_and_the_point_open(provisional, sanne, outcome, is_met):
    kept = decided(provisional, sanne, outcome=outcome)

    assert list(Placement.objects.before_the_board()) == []
    (point,) = [point for point in checklist(kept, kept.intervention.referral) if point.code == "provisional"]
    assert (point.is_met, point.is_refused) == (is_met, not is_met)
    assert list(Placement.objects.refused_by_the_board()) == ([] if is_met else [kept])


def test_a_refusal_is_told_in_red_where_the_caseworker_looks(provisional, sanne, ida, signed_in):
    decided(provisional, sanne, outcome="refused", text="Udvalget afviser.")

    (row,) = [
        row for row in placed_rows(placed_things(lambda _path: Q(), on=TODAY), ida, on=TODAY) if row.kind == "refused"
    ]
    assert (row.is_refused, row.due, "Udvalget afviste" in row.more) == (True, JUNE_18, True)
    page = signed_in(ida).get(reverse("interventions:placement", args=[provisional.pk])).content.decode()
    assert page.count("Udvalget afviste anbringelsen") == 2
    start = signed_in(ida).get(reverse("dashboards:start")).content.decode()
    assert '<p class="row-more text-late">Udvalget afviste' in start


def test_paragraph_47_begins_on_the_boards_decision(case, ida, accepted, lawful):
    PlanFactory(case=case)
    referral = accepted()
    asked = {"legal_basis": LegalBasis.BOARD, "board_decided_on": JUNE_8, "board_decision": "Anbringes i 12 måneder."}
    for changed, field in [
        ({"board_decided_on": None, "board_decision": ""}, "board_decided_on"),
        ({"board_decided_on": None}, "board_decided_on"),
        ({"board_decision": " "}, "board_decision"),
        ({"board_decided_on": date(2026, 6, 16)}, "board_decided_on"),
        ({"board_decided_on": date(2026, 5, 31)}, "board_decided_on"),
        ({"legal_basis": LegalBasis.CONSENT}, "legal_basis"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            begin(referral, **asked | changed)
        assert (refused.value.field, Placement.objects.exists()) == (field, False)

    placement = begin(referral, **asked)

    assert (placement.board_decided_on, placement.board_outcome) == (JUNE_8, BoardOutcome.DECIDED)
    assert (placement.board_recorded_by, placement.starts_on) == (ida, JUNE_15)
    assert [point.code for point in lacking(checklist(placement, referral))] == []
    assert list(Placement.objects.before_the_board()) == []
