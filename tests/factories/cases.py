"""Children, families and cases."""

from datetime import UTC, date, datetime

import factory

from cases.enums import ReporterKind
from cases.models import Case, Child, ChildConversation, ChildInvestigation, Concern, Custody, Family, Relative
from tests.factories.accounts import TeamFactory, UserFactory


class FamilyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Family


class ChildFactory(factory.django.DjangoModelFactory):
    """A child born in 2016; the trait `unborn` is expected in January 2027."""

    class Meta:
        model = Child

    class Params:
        unborn = factory.Trait(born_on=None, expected_on=date(2027, 1, 14), name="Ufødt")

    family = factory.SubFactory(FamilyFactory)
    name = factory.Sequence(lambda n: f"Sofie Mikkelsen {n}")
    born_on = date(2016, 5, 4)


class RelativeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Relative

    family = factory.SubFactory(FamilyFactory)
    name = factory.Sequence(lambda n: f"Karen Mikkelsen {n}")
    kind = "mother"


class CustodyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Custody

    child = factory.SubFactory(ChildFactory)
    holder = factory.SubFactory(RelativeFactory, family=factory.SelfAttribute("..child.family"))
    since = date(2016, 5, 4)


class CaseFactory(factory.django.DjangoModelFactory):
    """An open case since 1 June 2026; its team is the caseworker's."""

    class Meta:
        model = Case

    number = factory.Sequence(lambda n: f"2026-9{n:04d}")
    child = factory.SubFactory(ChildFactory)
    caseworker = factory.SubFactory(UserFactory)
    team = factory.SelfAttribute("caseworker.team")
    district = factory.SelfAttribute("team.district")
    opened_on = date(2026, 6, 1)
    aware_on = date(2026, 5, 28)


class ConcernFactory(factory.django.DjangoModelFactory):
    """A school's concern, received on Monday 16 November 2026 at nine, not yet assessed."""

    class Meta:
        model = Concern

    child = factory.SubFactory(ChildFactory)
    team = factory.SubFactory(TeamFactory)
    district = factory.SelfAttribute("team.district")
    received_at = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
    registered_by = factory.SubFactory(UserFactory, team=factory.SelfAttribute("..team"))
    reporter_kind = ReporterKind.SCHOOL
    reporter_name = "Lærer Jens"
    text = "Kommer ikke i skole."


class ChildConversationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChildConversation

    case = factory.SubFactory(CaseFactory)
    on = date(2026, 6, 2)
    words = "Jeg vil gerne hjem."
    written_by = factory.SelfAttribute("case.caseworker")


class InvestigationFactory(factory.django.DjangoModelFactory):
    """A child investigation under way; `finished_on` finishes it."""

    class Meta:
        model = ChildInvestigation

    case = factory.SubFactory(CaseFactory)
    aware_on = date(2026, 6, 1)
    begun_on = factory.SelfAttribute("aware_on")
    begun_by = factory.SelfAttribute("case.caseworker")
    why = "Bekymring for omsorgen."
    finished_on = None
    finished_by = factory.LazyAttribute(lambda made: made.begun_by if made.finished_on else None)
    conclusion = factory.LazyAttribute(lambda made: "Støtte efter § 32." if made.finished_on else "")
