"""A case that is ready for a decision, and offers to decide between."""

import pytest

from tests.factories.cases import CaseFactory, ChildConversationFactory
from tests.factories.interventions import CapacityFactory, OfferFactory


@pytest.fixture
def case(ida):
    """Ida's case; the child was spoken with on 2 June."""
    case = CaseFactory(caseworker=ida)
    ChildConversationFactory(case=case)
    return case


@pytest.fixture
def given(claudisvej):
    """An offer on a step, given by the department with a number of places."""

    def give(step=2, places=None, **offer):
        return CapacityFactory(offer=OfferFactory(step=step, **offer), department=claudisvej, places_total=places)

    return give
