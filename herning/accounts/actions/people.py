"""Creating, changing and stopping the people who sign in."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from herning.accounts import rules
from herning.accounts.models import Team, User
from herning.accounts.permissions import Permission, Role
from herning.accounts.signals import person_leaving
from herning.audit.recording import action, record
from herning.rules import RuleBroken


@action(Permission.MANAGE_PEOPLE)
def create_user(*, email: str, name: str, role: str, team: Team | None = None, password: str = "", by: User) -> User:
    """Give somebody a sign-in; without a password they choose their own by the link that is sent to them."""
    email = email.strip().lower()
    _must_fit(role, team)
    _must_be_new(email)
    person = User(email=email, name=name.strip(), role=role, team=_team_of(role, team))
    if password:
        try:
            validate_password(password, person)
        except ValidationError as weak:
            raise RuleBroken(" ".join(weak.messages), field="password") from None
        person.set_password(password)
    else:
        person.set_unusable_password()
    person.save()
    record("user.created", person, by=by)
    return person


@action(Permission.MANAGE_PEOPLE)
def change_user(
    *, user: User, seen_version: int, name: str, email: str, role: str, team: Team | None, is_active: bool, by: User
) -> User:
    """Change who somebody is here, or close their sign-in; whoever holds open cases hands them over first.

    Raises `RuleBroken` when somebody else changed the person meanwhile.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    _must_be_seen(person, seen_version)
    _must_fit(role, team)
    email = email.strip().lower()
    if email != person.email:
        _must_be_new(email)
    team = _team_of(role, team)
    is_leaving = person.is_active and not is_active
    if is_leaving or role != person.role or (team and team.pk) != person.team_id:
        _must_not_be_missed(person, is_active=is_active, role=role, by=by)
        person_leaving.send(User, person=person)
    if role not in rules.PROVIDING:
        _must_have_left_departments(person)
    person.name, person.email, person.role, person.team, person.is_active = name.strip(), email, role, team, is_active
    person.version += 1
    person.save(update_fields=["name", "email", "role", "team", "is_active", "version"])
    record("user.deactivated" if is_leaving else "user.changed", person, by=by)
    return person


@action(Permission.MANAGE_PEOPLE)
def offer_password(*, user: User, by: User) -> User:
    """Put on record who had a link sent to choose a new password by; the mail goes out afterwards."""
    if not user.is_active:
        raise RuleBroken(_("Brugeren er lukket. Åbn den igen, før du sender et link."))
    record("user.password_offered", user, by=by)
    return user


def _must_fit(role: str, team: Team | None) -> None:
    rules.must_be_given_by_people(role)
    rules.must_have_a_team(role, has_team=team is not None)


def _team_of(role: str, team: Team | None) -> Team | None:
    return team if role in rules.AUTHORITY_IN_TEAMS else None


def _must_be_new(email: str) -> None:
    if User.objects.filter(email=email).exists():
        raise RuleBroken(_("Der er allerede en bruger med den e-mailadresse. Find den på listen."), field="email")


def _must_be_seen(person: User, seen_version: int) -> None:
    if person.role == Role.SYSTEM:
        raise RuleBroken(_("Systemets egen bruger kan ikke rettes."))
    if person.version != seen_version:
        raise RuleBroken(
            _("En anden har rettet %(name)s imens: nu %(email)s, %(role)s, %(team)s, %(state)s. Tjek og gem igen.")
            % {
                "name": person.name,
                "email": person.email,
                "role": person.role_label,
                "team": person.team or _("intet team"),
                "state": _("kan logge ind") if person.is_active else _("kan ikke logge ind"),
            }
        )


def _must_not_be_missed(person: User, *, is_active: bool, role: str, by: User) -> None:
    """Somebody must always be able to let people in again."""
    if person.pk == by.pk and (not is_active or role != person.role):
        raise RuleBroken(_("Du kan ikke lukke eller skifte din egen rolle. Bed en anden administrator om det."))


def _must_have_left_departments(person: User) -> None:
    if person.memberships.filter(until=None).exists():
        raise RuleBroken(
            _("Personen hører til en afdeling. Afslut først tilknytningen: myndighed og udfører blandes ikke."),
            field="role",
        )
