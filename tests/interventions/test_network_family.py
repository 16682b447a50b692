"""A network family is approved for one child: it is registered for that child and comes to nobody else."""

from datetime import date
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from herning.rules import RuleBroken
from interventions.actions import (
    accept_referral,
    change_foster_family,
    extend_approval,
    lend_place,
    refer,
    register_foster_family,
)
from interventions.actions.referral import Asked
from interventions.choosing import fitting_offers
from interventions.models import Capacity, FosterFamily, Referral
from interventions.places_ahead import free_ahead
from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import CapacityFactory, FosterFamilyFactory, OfferFactory, ReferralFactory

ON = date(2026, 6, 15)
AUNT = {
    "name": "Moster Karin", "kind": "network", "approved_by": "Herning Kommune", "approved_from": date(2026, 6, 1),
    "approved_until": None, "approved_places": 1, "min_age": None, "max_age": None,
}  # fmt: skip


@pytest.fixture
def kin(claudisvej):
    """Care by the family's own network, which the department gives."""
    return CapacityFactory(offer=OfferFactory(step=2, method="foster_care"), department=claudisvej).offer


@pytest.fixture
def sent(case, kin, claudisvej):
    """Ida has referred the child to the department, which now finds a family in its network."""
    return ReferralFactory(case=case, offer=kin, department=claudisvej)


@pytest.fixture
def aunt(sent, kin, claudisvej, pia):
    """The aunt, approved for the child."""
    return register_foster_family(offer=kin, department=claudisvej, child=sent.case.child, by=pia, **AUNT)


def test_the_aunt_is_approved_for_her_niece_and_the_referral_asks_her(aunt, sent, per):
    sent.refresh_from_db()

    assert (aunt.child, sent.foster_family) == (sent.case.child, aunt)
    accept_referral(referral=sent, expected_on=ON, on=ON, by=per)
    assert list(Capacity.objects.get(foster_family=aunt).places.values_list("referral", "number")) == [(sent.pk, 1)]


def test_the_aunt_is_never_asked_for_another_child(aunt, kin, claudisvej, ida, pia):
    other = CaseFactory(caseworker=ida)
    ChildConversationFactory(case=other)

    with pytest.raises(RuleBroken, match="Moster Karin er som netværksplejefamilie kun godkendt til ét") as refused:
        refer(
            case=other, offer=kin, department=claudisvej, need="Ro.", why_not_lower="Prøvet.", on=ON,
            asked=Asked(foster_family=aunt), by=ida,
        )  # fmt: skip
    assert refused.value.field == "offer"
    with pytest.raises(RuleBroken, match="kan ikke lånes ud"):
        lend_place(capacity=Capacity.objects.get(foster_family=aunt), lent_to="661", since=ON, on=ON, by=pia)
    assert free_ahead(on=ON, weeks=[0])[Capacity.objects.get(foster_family=aunt).pk] == [0]
    with pytest.raises(IntegrityError, match="its own child alone"), transaction.atomic():
        ReferralFactory(case=other, offer=kin, department=claudisvej, foster_family=aunt)


def test_the_aunt_stands_on_the_list_of_her_niece_alone(aunt, sent, kin, case, ida):
    other = CaseFactory(caseworker=ida, child__born_on=case.child.born_on)

    listed = [
        [family.name for choice in fitting_offers(one, on=ON) for desk in choice.desks for family in best(desk)]
        for one in (case, other)
    ]

    assert listed == [["Moster Karin"], []]


def best(desk):
    """The families that are named at a desk."""
    return desk.families.best if desk.families else []


def test_an_approval_taken_for_another_child_meanwhile_holds_no_place(aunt, sent, ida, per):
    """The page was open when the family's child was put right: the act asks again."""
    sent.refresh_from_db()
    FosterFamily.objects.filter(pk=aunt.pk).update(child=CaseFactory(caseworker=ida).child)

    with pytest.raises(RuleBroken, match="kun godkendt til ét bestemt barn"):
        accept_referral(referral=sent, expected_on=ON, on=ON, by=per)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"child": None}, "child"),
        ({"approved_places": 2}, "approved_places"),
        ({"kind": "general"}, "child"),
    ],
)
def test_a_network_family_has_one_child_and_one_place(sent, kin, claudisvej, pia, told, field):
    fields = AUNT | {"child": sent.case.child} | told

    with pytest.raises(RuleBroken) as refused:
        register_foster_family(offer=kin, department=claudisvej, by=pia, **fields)
    assert (refused.value.field, FosterFamily.objects.count()) == (field, 0)


def test_a_child_the_department_does_not_know_is_nobodys_to_choose(aunt, sent, kin, claudisvej, pia, bo, signed_in):
    unknown = CaseFactory(caseworker=bo).child

    with pytest.raises(PermissionDenied):
        register_foster_family(offer=kin, department=claudisvej, child=unknown, by=pia, **AUNT)
    page = signed_in(pia).get("/udfoerer/plejefamilier/ny/")
    assert [words for _value, words in page.context["form"].fields["child"].choices] == [
        "Vælg", f"{sent.case.child.name} · {sent.case.number}",
    ]  # fmt: skip
    posted = {
        "department": claudisvej.pk, "offer": kin.pk, "name": "Farfar", "kind": "network", "approved_by": "Kommunen",
        "approved_from": "2026-06-01", "approved_places": "1",
    }  # fmt: skip
    answer = signed_in(pia).post("/udfoerer/plejefamilier/ny/", posted | {"child": unknown.pk})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["child"])
    answer = signed_in(pia).post("/udfoerer/plejefamilier/ny/", posted | {"child": sent.case.child_id})
    assert FosterFamily.objects.get(name="Farfar").child == sent.case.child
    shown = signed_in(pia).get(answer.url).content.decode()
    assert f"<dt>Kun for</dt><dd>{sent.case.child.name}</dd>" in shown
    free = signed_in(pia).get("/udfoerer/plejefamilier/?ledig=ja")
    assert list(free.context["rows"]) == []


def test_one_kind_of_approval_does_not_become_the_other(aunt, claudisvej, pia):
    general = FosterFamilyFactory(department=claudisvej)

    for family, kind in ((aunt, "general"), (general, "network")):
        with pytest.raises(RuleBroken, match="Registrér familien for sig") as refused:
            change_foster_family(family=family, seen_version=1, on=ON, by=pia, kind=kind)
        assert refused.value.field == "kind"
    assert change_foster_family(family=aunt, seen_version=1, on=ON, by=pia, wishes="Gerne").wishes == "Gerne"


def test_the_database_knows_no_network_family_without_its_child(claudisvej, pia):
    with pytest.raises(IntegrityError, match="network_family_names_its_child"), transaction.atomic():
        FosterFamilyFactory(kind="network", approved_places=1)

    nameless = FosterFamilyFactory(kind="network", approved_places=1, department=claudisvej, is_active=False)
    with pytest.raises(RuleBroken, match="Vælg det barn"):
        extend_approval(family=nameless, approved_until=None, approved_by="Kommunen", by=pia)


def test_families_registered_before_are_bound_to_whom_they_were_asked_for(case, claudisvej):
    family = FosterFamilyFactory(department=claudisvej)
    nameless = FosterFamilyFactory(department=claudisvej)
    ReferralFactory(case=case, department=claudisvej, foster_family=family)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE interventions_fosterfamily DROP CONSTRAINT network_family_names_its_child")
        cursor.execute("UPDATE interventions_fosterfamily SET kind = 'network'")
        cursor.execute(import_module("interventions.migrations.0006_name_network_families_children").NAME)

    found = FosterFamily.objects.order_by("pk").values_list("pk", "child", "is_active")
    assert list(found) == [(family.pk, case.child_id, True), (nameless.pk, None, False)]
    assert Referral.objects.get().foster_family == family
