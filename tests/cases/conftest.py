"""What the tests of casework begin with."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.cases import CaseFactory, ChildFactory, ConcernFactory


@pytest.fixture
def case(ida):
    """Ida's case."""
    return CaseFactory(caseworker=ida, child=ChildFactory(name="Sofie Mikkelsen", cpr="0405164234"))


@pytest.fixture
def concern(team, ida):
    """A concern in Ida's team that came an hour ago."""
    received_at = timezone.now() - timedelta(hours=1)
    return ConcernFactory(team=team, registered_by=ida, received_at=received_at, child__name="Emil Krag")


def posted(client, url, **said):
    return client.post(url, said)
