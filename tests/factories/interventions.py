"""Offers, referrals and the help they lead to."""

from datetime import date

import factory

from interventions.enums import FosterType, MethodType, ReferralStatus
from interventions.models import Capacity, FosterFamily, Intervention, Offer, Place, Referral
from tests.factories.accounts import DepartmentFactory, UserFactory
from tests.factories.cases import CaseFactory


class OfferFactory(factory.django.DjangoModelFactory):
    """An offer on step 2 unless told otherwise; `step` is a number."""

    class Meta:
        model = Offer
        rename = {"step": "step_id"}

    code = factory.Sequence(lambda n: f"tilbud-{n}")
    name = factory.Sequence(lambda n: f"Tilbud {n}")
    step = 2
    method = MethodType.FAMILY_TREATMENT


class CapacityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Capacity

    offer = factory.SubFactory(OfferFactory)
    department = factory.SubFactory(DepartmentFactory)
    places_total = None
    opens_on = date(2020, 1, 1)


class ReferralFactory(factory.django.DjangoModelFactory):
    """A referral to step 2, sent to a department and not yet answered; `step` is a number."""

    class Meta:
        model = Referral
        rename = {"step": "step_id"}

    class Params:
        approved = factory.Trait(
            approved_on=date(2026, 6, 9), approved_by=factory.SubFactory(UserFactory, role="team_leader")
        )

    case = factory.SubFactory(CaseFactory)
    status = ReferralStatus.SENT
    step = factory.SelfAttribute("offer.step_id")
    offer = factory.SubFactory(OfferFactory)
    department = factory.SubFactory(DepartmentFactory)
    need = "Ro om hverdagen."
    why_not_lower = "Skilsmissegruppe er prøvet uden virkning."
    made_on = date(2026, 6, 8)
    made_by = factory.SelfAttribute("case.caseworker")


class InterventionFactory(factory.django.DjangoModelFactory):
    """Help under way since Monday 15 June 2026, on the offer's step, with its exit planned."""

    class Meta:
        model = Intervention
        rename = {"step": "step_id", "next_step": "next_step_id"}

    case = factory.SubFactory(CaseFactory)
    offer = factory.SubFactory(OfferFactory)
    department = factory.SubFactory(DepartmentFactory)
    referral = factory.LazyAttribute(
        lambda made: ReferralFactory(
            case=made.case,
            offer=made.offer,
            department=made.department,
            status=ReferralStatus.STARTED,
            approved=made.offer.step_id >= 3,
        )
    )
    step = factory.SelfAttribute("offer.step_id")
    starts_on = date(2026, 6, 15)
    exit_plan = "Hjem med støtte fra netværket."
    next_step = factory.LazyAttribute(lambda made: made.step - 1 if made.step else None)
    started_by = factory.SelfAttribute("case.caseworker")


class FosterFamilyFactory(factory.django.DjangoModelFactory):
    """A general foster family with two places for children of 0 to 12, approved since 2024 until further notice."""

    class Meta:
        model = FosterFamily

    name = factory.Sequence(lambda n: f"Familien Bak {n}")
    kind = FosterType.GENERAL
    department = factory.SubFactory(DepartmentFactory)
    approved_by = "Socialtilsyn Midt"
    approved_from = date(2024, 1, 1)
    approved_places = 2
    min_age = 0
    max_age = 12


class PlaceFactory(factory.django.DjangoModelFactory):
    """A place held for a referral that was accepted on 9 June 2026."""

    class Meta:
        model = Place

    capacity = factory.SubFactory(CapacityFactory, places_total=3)
    number = 1
    referral = factory.LazyAttribute(
        lambda made: ReferralFactory(
            offer=made.capacity.offer,
            department=made.capacity.department,
            foster_family=made.capacity.foster_family,
            status=ReferralStatus.ACCEPTED,
            approved=made.capacity.offer.step_id >= 3,
        )
    )
    since = date(2026, 6, 9)
