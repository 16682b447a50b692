"""The knowledge team."""

from datetime import date

import factory

from interventions.models import KnowledgeTeamInvitation, KnowledgeTeamMeeting
from tests.factories.accounts import UserFactory
from tests.factories.cases import CaseFactory


class MeetingFactory(factory.django.DjangoModelFactory):
    """Called on 16 November 2026 for Friday the 20th; the day is the last on which its papers are read."""

    class Meta:
        model = KnowledgeTeamMeeting

    case = factory.SubFactory(CaseFactory)
    meets_on = date(2026, 11, 20)
    summary = "En dreng med fravær siden maj."
    question = "Hvilken hjælp på trin 2 passer?"
    called_on = date(2026, 11, 16)
    called_by = factory.SelfAttribute("case.caseworker")


class InvitationFactory(factory.django.DjangoModelFactory):
    """A leader invited when the meeting was called."""

    class Meta:
        model = KnowledgeTeamInvitation

    meeting = factory.SubFactory(MeetingFactory)
    leader = factory.SubFactory(UserFactory, role="provider_leader")
    invited_on = date(2026, 11, 16)
