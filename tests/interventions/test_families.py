"""Foster families, planned and lent places, and the admission checklist, as department and caseworker meet them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from herning.rules import RuleBroken
from interventions.actions import (
    accept_referral,
    add_admission_item,
    change_admission_item,
    change_foster_family,
    extend_approval,
    lend_place,
    load_catalogue,
    plan_places,
    put_on_waiting_list,
    register_foster_family,
    reopen_point,
    retire_foster_family,
    return_lent_place,
    set_capacity,
    start_intervention,
    tick_point,
    withdraw_referral,
)
from interventions.forms.places import LendForm
from interventions.models import AdmissionItem, AdmissionPoint, Capacity, Offer, Place, PlannedPlaces, Step
from interventions.tasks import apply_places
from tests.factories.cases import CaseFactory
from tests.factories.interventions import (
    CapacityFactory,
    FosterFamilyFactory,
    OfferFactory,
    PlaceFactory,
    ReferralFactory,
)
from tests.factories.reviews import PlanFactory

ON = date(2026, 6, 15)
SOON = date(2026, 6, 22)
APPROVED = {
    "name": "Familien Bak", "kind": "general", "approved_by": "Socialtilsyn Midt", "approved_from": date(2024, 1, 1),
    "approved_until": date(2026, 12, 31), "approved_places": 2, "min_age": 0, "max_age": 12,
}  # fmt: skip


@pytest.fixture
def foster(claudisvej):
    """An offer of foster care that the department gives."""
    return CapacityFactory(offer=OfferFactory(step=2, method="foster_care"), department=claudisvej).offer


@pytest.fixture
def family(foster, claudisvej, pia):
    """The Bak family with two places for children up to 12, approved until New Year."""
    return register_foster_family(offer=foster, department=claudisvej, by=pia, **APPROVED)


@pytest.fixture
def asked(family, foster, ida):
    """How one more child is referred to the family; born on 4 May 2016 unless told."""

    def refer(**child):
        return ReferralFactory(
            case=CaseFactory(caseworker=ida, **{f"child__{name}": it for name, it in child.items()}),
            offer=foster, department=family.department, foster_family=family,
        )  # fmt: skip

    return refer


def accept(referral, by, on=ON, expected_on=SOON):
    return accept_referral(referral=referral, expected_on=expected_on, on=on, by=by)


def test_a_family_has_its_approved_places_and_no_more(asked, family, per):
    accept(asked(), per)
    accept(asked(), per)

    with pytest.raises(RuleBroken, match="Alle 2 pladser er optaget"):
        accept(asked(), per)
    assert list(Place.objects.values_list("capacity__foster_family", "number").order_by("number")) == [
        (family.pk, 1),
        (family.pk, 2),
    ]


@pytest.mark.parametrize(
    ("born_on", "expected_on", "why"),
    [
        (date(2013, 6, 22), SOON, "godkendt til 0–12 år"),
        (date(2016, 5, 4), date(2027, 1, 1), "ikke godkendt"),
    ],
)
def test_nobody_is_placed_outside_the_approval(asked, per, born_on, expected_on, why):
    with pytest.raises(RuleBroken, match=why):
        accept(asked(born_on=born_on), per, expected_on=expected_on)


def test_the_approval_is_asked_for_again_on_the_day_help_begins(asked, family, per, ida, pia):
    accepted = accept(asked(), per)
    retire_foster_family(family=family, reason="Flyttet", by=pia)

    with pytest.raises(RuleBroken, match="ikke i brug"):
        start_intervention(
            referral=accepted, starts_on=SOON, exit_plan="Hjem.", next_step=Step.objects.get(pk=1), today=SOON, by=ida
        )


def test_a_family_is_changed_by_its_leader_and_never_below_its_children(asked, family, per, pia, stig):
    accept(asked(), per)
    accept(asked(), per)

    with pytest.raises(RuleBroken, match="2 børn bor i familien") as refused:
        change_foster_family(family=family, seen_version=1, on=ON, by=pia, approved_places=1)
    assert refused.value.field == "approved_places"
    changed = change_foster_family(family=family, seen_version=1, on=ON, by=pia, approved_places=3, wishes="Gerne små")
    assert (changed.version, Capacity.objects.get(foster_family=family).places_total) == (2, 3)
    with pytest.raises(RuleBroken, match="En anden har rettet"):
        change_foster_family(family=family, seen_version=1, on=ON, by=pia, wishes="")
    for stranger in (per, stig):
        with pytest.raises(PermissionDenied):
            change_foster_family(family=family, seen_version=2, on=ON, by=stranger, wishes="")
    with pytest.raises(RuleBroken, match="godkendt til 3 pladser"):
        set_capacity(capacity=Capacity.objects.get(foster_family=family), places_total=4, on=ON, by=pia)


def test_an_approval_is_extended_and_taken_back(family, pia):
    with pytest.raises(RuleBroken) as refused:
        extend_approval(family=family, approved_until=date(2026, 1, 1), approved_by="Socialtilsyn Midt", by=pia)
    assert refused.value.field == "approved_until"
    extend_approval(family=family, approved_until=date(2028, 12, 31), approved_by="Socialtilsyn Midt", by=pia)
    retired = retire_foster_family(family=family, reason="Familien stopper", by=pia)
    assert (retired.is_active, retired.approved_until) == (False, date(2028, 12, 31))
    with pytest.raises(RuleBroken, match="allerede trukket tilbage"):
        retire_foster_family(family=family, reason="Igen", by=pia)


def test_a_family_is_registered_on_an_offer_its_department_gives(foster, claudisvej, pia, per):
    with pytest.raises(RuleBroken) as refused:
        register_foster_family(offer=OfferFactory(), department=claudisvej, by=pia, **APPROVED)
    assert refused.value.field == "offer"
    with pytest.raises(RuleBroken, match="giver ikke tilbuddet"):
        register_foster_family(offer=OfferFactory(method="foster_care"), department=claudisvej, by=pia, **APPROVED)
    with pytest.raises(PermissionDenied):
        register_foster_family(offer=foster, department=claudisvej, by=per, **APPROVED)


def test_planned_places_count_from_their_day(claudisvej, pia, ida, per):
    capacity = CapacityFactory(department=claudisvej, places_total=1)
    plan_places(capacity=capacity, places_total=2, from_on=SOON, note="Nyt hus", on=ON, by=pia)
    first, second = (
        ReferralFactory(case=CaseFactory(caseworker=ida), offer=capacity.offer, department=claudisvej)
        for _number in range(2)
    )
    accept(first, per)
    with pytest.raises(RuleBroken, match="Alle 1 pladser"):
        accept(second, per)

    accept(second, per, on=SOON)
    apply_places(on=SOON.isoformat())
    apply_places(on=SOON.isoformat())

    capacity.refresh_from_db()
    assert (capacity.places_total, PlannedPlaces.objects.get().applied_on) == (2, SOON)


def test_a_lent_place_is_taken_until_it_comes_back(claudisvej, pia, per, ida):
    capacity = CapacityFactory(department=claudisvej, places_total=1)
    referral = ReferralFactory(case=CaseFactory(caseworker=ida), offer=capacity.offer, department=claudisvej)
    lent = lend_place(capacity=capacity, lent_to="661", since=ON, note="Aftale 7", on=ON, by=pia)
    with pytest.raises(RuleBroken, match="Alle 1 pladser"):
        accept(referral, per)
    with pytest.raises(RuleBroken, match="Vælg, hvilken kommune"):
        lend_place(capacity=capacity, lent_to="999", since=ON, on=ON, by=pia)
    with pytest.raises(RuleBroken, match="egne børn"):
        lend_place(capacity=capacity, lent_to="657", since=ON, on=ON, by=pia)

    return_lent_place(place=lent, on=ON, by=pia)
    accept(referral, per)

    with pytest.raises(RuleBroken, match="ikke udlånt længere"):
        return_lent_place(place=lent, on=ON + timedelta(days=1), by=pia)


def test_no_place_is_lent_while_own_children_wait(claudisvej, pia, per, ida):
    capacity = CapacityFactory(department=claudisvej, places_total=1)
    referral = ReferralFactory(case=CaseFactory(caseworker=ida), offer=capacity.offer, department=claudisvej)
    put_on_waiting_list(referral=referral, answer="Der er kø", on=ON, by=per)

    with pytest.raises(RuleBroken, match="venter på pladsen"):
        lend_place(capacity=capacity, lent_to="661", since=ON, on=ON, by=pia)


@pytest.fixture
def admitted(claudisvej, per, ida, alf):
    """A child accepted to an offer with three lines on its checklist."""
    capacity = CapacityFactory(department=claudisvej)
    line = {"offer": capacity.offer, "by": alf}
    add_admission_item(text="Intakemøde", kind="meeting", side="provider", days_before_start=7, order=1, **line)
    add_admission_item(text="Plan", kind="paper", side="authority", needs_plan=True, order=2, **line)
    add_admission_item(text="Ring", kind="task", side="authority", order=3, **line)
    referral = ReferralFactory(case=CaseFactory(caseworker=ida), offer=capacity.offer, department=claudisvej)
    return accept(referral, per)


def test_an_accepted_child_gets_the_checklist_of_that_day(admitted, alf):
    change_admission_item(item=AdmissionItem.objects.get(text="Ring"), text="Skriv", by=alf)

    points = AdmissionPoint.objects.order_by("order").values_list("text", "side", "due_on")
    assert list(points) == [
        ("Intakemøde", "provider", ON),
        ("Plan", "authority", SOON),
        ("Ring", "authority", SOON),
    ]


def test_each_side_ticks_its_own_points(admitted, per, ida, bo, stig):
    meeting, _plan, ring = AdmissionPoint.objects.order_by("order")
    for point, wrong in ((meeting, ida), (ring, per), (ring, bo), (meeting, stig)):
        with pytest.raises(PermissionDenied):
            tick_point(point=point, on=ON, by=wrong)

    tick_point(point=meeting, on=ON, by=per)
    ticked = tick_point(point=ring, note="Talt med lærer", on=ON, by=ida)
    assert (ticked.done_on, ticked.done_by, ticked.note) == (ON, ida, "Talt med lærer")
    with pytest.raises(RuleBroken, match="allerede krydset af"):
        tick_point(point=ring, on=ON, by=ida)

    with pytest.raises(RuleBroken) as refused:
        reopen_point(point=ring, reason="", by=ida)
    assert refused.value.field == "note"
    assert reopen_point(point=ring, reason="Ringede forkert", by=ida).done_on is None


def test_the_plan_is_ticked_once_there_is_one(admitted, ida):
    plan = AdmissionPoint.objects.get(text="Plan")
    with pytest.raises(RuleBroken, match="Barnets plan er ikke lavet"):
        tick_point(point=plan, on=ON, by=ida)

    PlanFactory(case=admitted.case)

    assert tick_point(point=plan, on=ON, by=ida).done_on == ON


def test_points_fall_away_with_a_withdrawn_referral_and_stay_after_the_start(admitted, ida, per):
    assert AdmissionPoint.objects.visible_to(per).open().count() == 3
    start_intervention(
        referral=admitted, starts_on=SOON, exit_plan="Hjem.", next_step=Step.objects.get(pk=1), today=SOON, by=ida
    )
    assert AdmissionPoint.objects.visible_to(per).open().count() == 3
    assert AdmissionPoint.objects.late(on=SOON).count() == 1


def test_a_withdrawn_referral_leaves_no_open_point(admitted, ida):
    withdraw_referral(referral=admitted, reason="Flyttet", on=ON, by=ida)

    assert AdmissionPoint.objects.open().count() == 0


def test_the_catalogue_brings_a_checklist_only_where_there_is_none(system):
    listed = {
        "code": "toften", "name_da": "Toften", "step": 5, "method_type": "residential_treatment",
        "admission": [{"kind": "paper", "side": "authority", "needs_plan": True, "text": "Planen foreligger"}],
    }  # fmt: skip
    for _time in range(2):
        load_catalogue(catalogue={"providers": [], "offers": [listed]}, by=system)
    AdmissionItem.objects.update(text="Kommunens egne ord")
    load_catalogue(catalogue={"providers": [], "offers": [listed]}, by=system)

    assert [item.text for item in Offer.objects.get(code="toften").admission_items.all()] == ["Kommunens egne ord"]


def test_pages_of_the_line_families_and_admission_are_carried_out(client, signed_in, admitted, family, per, ida, pia):
    waiting = [
        put_on_waiting_list(
            referral=ReferralFactory(
                case=CaseFactory(caseworker=ida), offer=admitted.offer, department=admitted.department
            ),
            answer="Der er kø", on=ON, by=per,
        )
        for _number in range(2)
    ]  # fmt: skip
    capacity = Capacity.objects.get(offer=admitted.offer)
    page = signed_in(per).get(f"/udfoerer/venteliste/{capacity.pk}/")
    assert [row["referral"].pk for row in page.context["rows"]] == [one.pk for one in waiting]
    assert page.context["following"] == waiting[0].pk

    shown = signed_in(ida).get(f"/visitationer/{admitted.pk}/").context["points"]
    assert [point.text for point in shown] == ["Intakemøde", "Plan", "Ring"]

    PlaceFactory(capacity=family.capacities.get(), referral=ReferralFactory(foster_family=family))
    found = signed_in(pia).get("/udfoerer/plejefamilier/", {"ledig": "ja", "alder": "7"}).context["rows"]
    assert [(row["family"], row["family"].free) for row in found] == [(family, 1)]
    other = FosterFamilyFactory()
    assert signed_in(pia).get(f"/udfoerer/plejefamilier/{other.pk}/").status_code == 404
    assert list(signed_in(pia).get("/udfoerer/plejefamilier/?alder=17").context["rows"]) == []


def test_a_place_is_offered_to_other_municipalities_in_danish_order():
    names = [name for code, name in LendForm().fields["lent_to"].choices if code]

    assert ("Herning" in names, names[:2], names[-3:]) == (
        False, ["Albertslund", "Allerød"], ["Aabenraa", "Aalborg", "Aarhus"],
    )  # fmt: skip
