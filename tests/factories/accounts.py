"""People and where they belong."""

from datetime import date

import factory

from herning.accounts.models import Department, District, Membership, Provider, Team, User
from herning.accounts.permissions import Role


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("name",)

    name = factory.Sequence(lambda n: f"Distrikt {n}")


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")
    district = factory.SubFactory(DistrictFactory)


class UserFactory(factory.django.DjangoModelFactory):
    """A caseworker in a team; give another role, and `team=None` follows where the role has none."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Rådgiver {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.dk")
    role = Role.CASEWORKER
    team = factory.Maybe(
        factory.LazyAttribute(lambda user: user.role in {Role.CASEWORKER, Role.TEAM_LEADER}),
        yes_declaration=factory.SubFactory(TeamFactory),
        no_declaration=None,
    )
    password = "!"  # nobody signs in with it; `signed_in` and the browser fixtures do it their own way


class ProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provider

    code = factory.Sequence(lambda n: f"udfoerer-{n}")
    name = factory.Sequence(lambda n: f"Udfører {n}")


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department

    provider = factory.SubFactory(ProviderFactory)
    code = factory.Sequence(lambda n: f"afdeling-{n}")
    name = factory.Sequence(lambda n: f"Afdeling {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory, role=Role.PROVIDER_WORKER)
    department = factory.SubFactory(DepartmentFactory)
    since = date(2024, 1, 1)
