"""A placement ends for what is on record; the page that ends help leads to where it is decided."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Consent
from herning.rules import RuleBroken
from interventions.actions import end_intervention, record_board_decision
from interventions.end_rules import Ending, explains, reasons
from interventions.enums import EndReason, LegalBasis
from interventions.models import Placement
from tests.factories.cases import CaseFactory, ChildFactory, CustodyFactory
from tests.factories.placements import PlacementFactory

OCT_1, OCT_2 = date(2026, 10, 1), date(2026, 10, 2)
UNASKED = [EndReason.HANDED_OVER, EndReason.DIED]
ORDINARY = [
    EndReason.MOVED_DOWN, EndReason.MOVED_UP, EndReason.MOVED_ACROSS, EndReason.FINISHED, EndReason.OTHER,
]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "offered"),
    [
        (Ending(), []),
        (Ending(is_return_decided=True), []),
        (Ending(has_broken_down=True), [EndReason.BREAKDOWN]),
        (Ending(has_changed=True), ORDINARY[:3]),
        (Ending(is_consent_withdrawn=True), [EndReason.WITHDRAWN_CONSENT]),
        (Ending(is_refused_by_board=True), [EndReason.OTHER]),
        (Ending(is_return_decided=True, is_home=True), ORDINARY),
        (Ending(is_of_age=True), ORDINARY),
    ],
)
def test_what_is_on_record_explains_an_end(known, offered):
    assert set(reasons(known)) == {*offered, *UNASKED}
    assert [reason for reason in EndReason if explains(known, reason)] == reasons(known)


def ended(placed, by, reason, on=OCT_1):
    return end_intervention(
        intervention=placed.intervention, ends_on=on, reason=reason, text="Nået", today=OCT_2, by=by
    )  # fmt: skip


@pytest.mark.parametrize("reason", ORDINARY)
def test_nobody_walks_around_the_return_home(case, ida, reason):
    placed = PlacementFactory(case=case)

    with pytest.raises(RuleBroken, match="Beslut hjemgivelse") as refused:
        ended(placed, ida, reason)

    assert refused.value.field == "reason"
    assert list(Placement.objects.running()) == [placed]


def test_the_page_leads_to_the_return_and_offers_nothing_that_is_refused(case, ida, signed_in):
    placed = PlacementFactory(case=case)
    client, url = signed_in(ida), reverse("interventions:end", args=[placed.intervention_id])

    page = client.get(url)
    assert [value for value, _label in page.context["form"].fields["reason"].choices] == ["handed_over", "died"]
    assert reverse("interventions:decide_return", args=[placed.pk]) in page.content.decode()
    refused = client.post(url, {"ends_on": "2026-10-01", "reason": "finished", "text": "Nået"})
    assert refused.status_code == 422
    assert "Beslut hjemgivelse" in str(refused.context["form"].errors["reason"])


def test_a_placement_ends_when_the_young_person_is_of_age(ida):
    case = CaseFactory(caseworker=ida, child=ChildFactory(born_on=date(2008, 10, 1)))
    placed = PlacementFactory(case=case)

    with pytest.raises(RuleBroken, match="hjemgivelse"):
        ended(placed, ida, EndReason.FINISHED, on=date(2026, 9, 30))
    assert ended(placed, ida, EndReason.FINISHED).ends_on == OCT_1


def test_a_consent_that_was_withdrawn_ends_it(case, ida):
    placed = PlacementFactory(case=case)
    holder = CustodyFactory(child=case.child).holder
    consent = Consent.objects.create(
        case=case, kind="placement", holder=holder, given_on=date(2026, 6, 7), written_by=ida
    )
    with pytest.raises(RuleBroken, match="Intet samtykke"):
        ended(placed, ida, EndReason.WITHDRAWN_CONSENT)

    consent.withdrawn_on = date(2026, 9, 30)
    consent.save()

    assert ended(placed, ida, EndReason.WITHDRAWN_CONSENT).end_reason == "withdrawn_consent"


def test_what_the_board_refused_ends_without_a_decision_to_return(case, ida, sanne):
    placed = PlacementFactory(case=case, legal_basis=LegalBasis.PROVISIONAL, urgent_ground="Vold")
    record_board_decision(
        placement=placed, on=date(2026, 6, 20), outcome="refused", text="Afvist.", today=OCT_1, by=sanne
    )  # fmt: skip

    assert ended(placed, ida, EndReason.OTHER).ends_on == OCT_1
