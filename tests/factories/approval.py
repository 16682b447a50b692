"""A leader's word, lent to a colleague."""

from datetime import date

import factory

from herning.accounts.permissions import Role
from interventions.models import ApprovalDelegation
from tests.factories.accounts import TeamFactory, UserFactory


class ApprovalDelegationFactory(factory.django.DjangoModelFactory):
    """Lent by the team's leader to a caseworker of the team from June 2026 for a year."""

    class Meta:
        model = ApprovalDelegation

    team = factory.SubFactory(TeamFactory)
    to = factory.SubFactory(UserFactory, team=factory.SelfAttribute("..team"))
    since = date(2026, 6, 1)
    until = date(2027, 6, 1)
    reason = "Ferie."
    given_by = factory.SubFactory(UserFactory, role=Role.TEAM_LEADER, team=factory.SelfAttribute("..team"))
