"""What an administrator fills in about people, teams and departments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.accounts.models import Department, District, Language, Team, User
from herning.accounts.permissions import Role
from herning.web.forms import DayField, HouseForm, MailField

PEOPLES_ROLES = [("", "–"), *((role.value, role.label) for role in Role if role != Role.SYSTEM)]


class PersonForm(HouseForm):
    """Who somebody is here."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    email = MailField(label=_("E-mail"), max_length=254, help_text=_("Personen logger ind med den."))
    role = forms.ChoiceField(label=_("Rolle"), choices=PEOPLES_ROLES, help_text=_("En person har én rolle."))
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, help_text=_("Rådgivere og teamledere har et team.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams: Any = self.fields["team"]
        teams.queryset = Team.objects.filter(is_active=True).order_by("sort_name", "pk")


class NewPersonForm(PersonForm):
    """A new person, with a first password or a link to choose one."""

    button = _("Opret bruger")

    password = forms.CharField(
        label=_("Første adgangskode"),
        max_length=128,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Lad feltet stå tomt, så får personen en e-mail med et link til at vælge sin egen."),
    )


class ChangePersonForm(PersonForm):
    """A known person; the version shows whether somebody else changed them meanwhile."""

    button = _("Gem ændringer")

    is_active = forms.BooleanField(label=_("Kan logge ind"), required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, person: User) -> dict[str, Any]:
        """What the form shows first."""
        return {
            "name": person.name,
            "email": person.email,
            "role": person.role,
            "team": person.team_id,
            "is_active": person.is_active,
            "seen_version": person.version,
        }


class PasswordLinkForm(HouseForm):
    """Nothing to fill in: the button sends the link."""

    button = _("Send link")


class MembershipForm(HouseForm):
    """A provider's worker in a department."""

    button = _("Tilknyt afdeling")

    department = forms.ModelChoiceField(Department.objects.none(), label=_("Afdeling"))
    since = DayField(label=_("Fra"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments: Any = self.fields["department"]
        departments.queryset = Department.objects.filter(is_active=True).order_by("sort_name", "pk")


class EndMembershipForm(HouseForm):
    """The last day of somebody's work in a department."""

    button = _("Afslut tilknytning")

    until = DayField(label=_("Til og med"))


class TeamForm(HouseForm):
    """A team and the district it works in."""

    button = _("Opret team")

    name = forms.CharField(label=_("Teamets navn"), max_length=80)
    district = forms.CharField(
        label=_("Distrikt"), max_length=80, help_text=_("Et nyt distrikt oprettes, hvis navnet ikke findes.")
    )


class ChangeTeamForm(TeamForm):
    """A known team; the version shows whether somebody else changed it meanwhile."""

    button = _("Gem ændringer")

    is_active = forms.BooleanField(label=_("I brug"), required=False)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, team: Team) -> dict[str, Any]:
        """What the form shows first."""
        return {
            "name": team.name,
            "district": team.district.name,
            "is_active": team.is_active,
            "seen_version": team.version,
        }


class AbsenceForm(HouseForm):
    """Who is away, from when to when, and who covers; a caseworker speaks for oneself alone."""

    button = _("Registrér fravær")

    user = forms.ModelChoiceField(User.objects.none(), label=_("Hvem er væk"))
    since = DayField(label=_("Første dag"))
    until = DayField(label=_("Sidste dag"))
    cover = forms.ModelChoiceField(User.objects.none(), label=_("Afløser"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = User.objects.with_role(Role.CASEWORKER, Role.TEAM_LEADER).filter(team=by.team_id)
        team = team.order_by("sort_name", "pk")
        who: Any = self.fields["user"]
        cover: Any = self.fields["cover"]
        is_leader = by.role == Role.TEAM_LEADER
        who.queryset = team if is_leader else team.filter(pk=by.pk)
        cover.queryset = team if is_leader else team.exclude(pk=by.pk)


class CancelAbsenceForm(HouseForm):
    """Nothing to fill in."""

    button = _("Aflys fraværet")


class LanguageForm(HouseForm):
    """Which language somebody reads in."""

    button = _("Vælg sproget")

    language = forms.ChoiceField(
        label=_("Sprog"),
        choices=[("", _("Som min browser, og mails på dansk")), *Language.choices],
        widget=forms.RadioSelect,
        required=False,
    )


class SettleTaskForm(HouseForm):
    """What becomes of a task that failed; its two buttons are the two answers."""

    RUN, AWAY = "run", "away"

    decision = forms.ChoiceField(
        label=_("Hvad skal der ske?"), choices=[(RUN, _("Kør igen")), (AWAY, _("Læg væk"))], widget=forms.RadioSelect
    )


class FindPersonForm(forms.Form):
    """What the list of people is narrowed by; it is asked for by GET and holds no case."""

    navn = forms.CharField(required=False, max_length=80)
    rolle = forms.ChoiceField(required=False, choices=PEOPLES_ROLES)
    lukkede = forms.BooleanField(required=False)


def district_names() -> list[str]:
    """The districts there are, for the field's suggestions."""
    return list(District.objects.order_by("name").values_list("name", flat=True))
