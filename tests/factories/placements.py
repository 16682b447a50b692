"""Out-of-home placements."""

from datetime import date

import factory

from interventions.enums import LegalBasis
from interventions.models import Placement
from tests.factories.cases import CaseFactory
from tests.factories.interventions import InterventionFactory, OfferFactory


class PlacementFactory(factory.django.DjangoModelFactory):
    """A placement in a foster family by consent since 15 June 2026."""

    class Meta:
        model = Placement
        exclude = ("case",)

    case = factory.SubFactory(CaseFactory)
    intervention = factory.LazyAttribute(
        lambda made: InterventionFactory(
            case=made.case, offer=OfferFactory(step=4, method="foster_care", is_legal_placement=True)
        )
    )
    child = factory.SelfAttribute("case.child")
    starts_on = date(2026, 6, 15)
    legal_basis = LegalBasis.CONSENT
    purpose = "Ro og tryghed."
    expected_months = 12
    contact = "Hver anden weekend."
    first_supervision_on = date(2026, 9, 15)
