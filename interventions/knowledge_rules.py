"""What must hold about the knowledge team (vidensteam): it advises, the authority decides (no database, no clock)."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from herning.rules import CPR, RuleBroken, allowed, names_street, street
from herning.web.days import long_date
from interventions.enums import MeetingStatus

# What may follow what; an empty set is an end.
MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingStatus.PLANNED: frozenset({MeetingStatus.HELD, MeetingStatus.CANCELLED}),
    MeetingStatus.HELD: frozenset(),
    MeetingStatus.CANCELLED: frozenset(),
}
LONGEST_AHEAD = timedelta(days=180)
SHORTEST_ADDRESS = 5


def must_become(status: str, proposed: str) -> None:
    """A meeting is held or called off once; raises `RuleBroken`."""
    if not allowed(MEETING_TRANSITIONS, status, proposed):
        raise RuleBroken(
            _("Mødet er allerede “%(status)s”. Indkald et nyt, hvis du har brug for flere råd.")
            % {"status": MeetingStatus(status).label}
        )


def must_be_planned(status: str) -> None:
    """Only a meeting still to come is changed or invited to; raises `RuleBroken`."""
    if status != MeetingStatus.PLANNED:
        raise RuleBroken(_("Mødet er overstået eller aflyst og kan ikke rettes. Indkald et nyt."))


def must_lie_ahead(meets_on: date, *, on: date) -> None:
    """A meeting is called for today or a day within half a year; raises `RuleBroken` beside the field."""
    if meets_on < on:
        raise RuleBroken(_("Dagen er gået. Vælg en dag fra i dag og frem."), field="meets_on")
    if meets_on > on + LONGEST_AHEAD:
        raise RuleBroken(
            _("Dagen ligger mere end et halvt år frem (efter %(day)s).") % {"day": long_date(on + LONGEST_AHEAD)},
            field="meets_on",
        )


def must_have_been(meets_on: date, *, on: date) -> None:
    """Advice is written on the day of the meeting or after it; raises `RuleBroken`."""
    if on < meets_on:
        raise RuleBroken(
            _("Mødet er først %(day)s. Skriv rådet, når det er holdt, eller flyt mødet.") % {"day": long_date(meets_on)}
        )


def must_be_releasable(texts: dict[str, str], *, protected_address: str) -> None:
    """What invited leaders read holds no CPR number and no protected address; raises `RuleBroken` beside the field."""
    is_known = len(street(protected_address)) >= SHORTEST_ADDRESS
    for field, text in texts.items():
        if CPR.search(text):
            raise RuleBroken(_("Der står et CPR-nummer. Slet det: deltagerne må ikke se det."), field=field)
        if is_known and names_street(text, protected_address):
            raise RuleBroken(_("Barnets adresse er beskyttet. Slet den: deltagerne må ikke se den."), field=field)


def initials(name: str) -> str:
    """The first letters of a name: all that is shown of it outside the case."""
    return "".join(f"{part[0].upper()}." for part in name.replace("-", " ").split()[:4])
