"""What must hold about concerns, children and cases (no database, no clock)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herning.rules import RuleBroken, add_months, add_working_days, age_on
from herning.web.days import long_date

DANGER_HOURS = 24
ACKNOWLEDGE_WORKING_DAYS = 6
INVESTIGATION_MONTHS = 4
AGE_OF_CONSENT = 15
AGE_OF_MAJORITY = 18
AGE_OF_PARTY_RIGHTS = 10
LONGEST_PREGNANCY_AHEAD = timedelta(days=300)
OLDEST_YOUTH = 23
GRANT_HOURS = 24
# What stands where a child that is not born has no name yet, before its mother's.
UNBORN = ("ufødt", "ufødte", "barn", "baby")
# A term is reckoned anew at each scan.
TERM_MOVES = timedelta(weeks=4)


def acknowledge_by(received_on: date) -> date:
    """The last day to tell the reporter that the concern was received: six working days (Barnets lov § 137)."""
    return add_working_days(received_on, ACKNOWLEDGE_WORKING_DAYS)


def investigation_due(aware_on: date) -> date:
    """The last day of an investigation: four months after the municipality became aware (Barnets lov § 20)."""
    return add_months(aware_on, INVESTIGATION_MONTHS)


def aware_since(concerns: Iterable[date], *, aware_on: date, finished_on: date | None) -> date:
    """When the municipality became aware of what is investigated now.

    The latest concern since the last investigation was finished; without one, when it became aware of the case.
    """
    since = [day for day in concerns if finished_on is None or day >= finished_on]
    return max(since, default=aware_on)


def age_text(born_on: date | None, expected_on: date | None, *, on: date) -> str:
    """An age in words: whole years, months below two years, or when the child is expected."""
    if born_on is None:
        return _("ufødt, termin %(day)s") % {"day": expected_on.strftime("%d.%m.%Y") if expected_on else "?"}
    years = age_on(born_on, on)
    if years >= 2:
        return _("%(years)s år") % {"years": years}
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    return ngettext("%(months)s måned", "%(months)s måneder", months) % {"months": max(months, 0)}


def mother_in(name: str) -> list[str]:
    """The mother's names in the name of an unborn child, as "Karen" and "Holm" in "Ufødt Karen Holm"; six at most."""
    words = [word.strip(",.:()") for word in name.split()]
    return [word for word in words if word and word.casefold() not in UNBORN][:6]


def terms_alike(expected_on: date) -> tuple[date, date]:
    """The first and last term that may be the same pregnancy's: four weeks before and after."""
    return expected_on - TERM_MOVES, expected_on + TERM_MOVES


def century(cpr: str) -> int:
    """The century a CPR number was born in, from its seventh digit and year (the CPR office's table)."""
    year, digit = int(cpr[4:6]), int(cpr[6])
    if digit <= 3:
        return 1900
    if digit in {4, 9}:
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def birth_date(cpr: str) -> date:
    """The day of birth in a CPR number; raises `ValueError` when its first six digits are no date."""
    return date(century(cpr) + int(cpr[4:6]), int(cpr[2:4]), int(cpr[:2]))


def clean_cpr(text: str) -> str:
    """Ten digits from what was typed, with or without hyphen and spaces; an empty text stays empty.

    Raises `RuleBroken` for another form or a date that does not exist. The modulus-11 check digit is not asked for:
    valid numbers without it exist (the CPR office).
    """
    cpr = text.replace("-", "").replace(" ", "")
    if not cpr:
        return ""
    if len(cpr) != 10 or not (cpr.isascii() and cpr.isdigit()):
        raise RuleBroken(
            _("Et CPR-nummer er ti cifre, fx 010215-1234. Lad feltet stå tomt, hvis det ikke kendes."), field="cpr"
        )
    try:
        birth_date(cpr)
    except ValueError:
        raise RuleBroken(_("De første seks cifre i CPR-nummeret er ikke en dato."), field="cpr") from None
    return cpr


def must_be_born_or_expected(*, born_on: date | None, expected_on: date | None, today: date) -> None:
    """A child is born, or expected within a pregnancy's time; raises `RuleBroken` beside the field."""
    if born_on is None and expected_on is None:
        raise RuleBroken(_("Skriv hvornår barnet er født, eller terminen hvis det er ufødt."), field="born_on")
    if born_on is not None and born_on > today:
        raise RuleBroken(_("Fødselsdatoen ligger i fremtiden. Er barnet ufødt, så skriv terminen."), field="born_on")
    if born_on is not None and age_on(born_on, today) >= OLDEST_YOUTH:
        raise RuleBroken(_("Personen er fyldt 23 år og kan ikke få en børnesag."), field="born_on")
    if born_on is not None and expected_on is not None and abs(expected_on - born_on) > LONGEST_PREGNANCY_AHEAD:
        raise RuleBroken(
            _("Terminen passer ikke med fødselsdatoen. Lad den stå tom, når barnet er født."), field="expected_on"
        )
    if (
        born_on is None
        and expected_on is not None
        and not today - timedelta(days=60) <= expected_on <= today + LONGEST_PREGNANCY_AHEAD
    ):
        raise RuleBroken(_("Terminen ligger for langt fra i dag."), field="expected_on")


def must_fit_cpr(cpr: str, born_on: date | None) -> None:
    """A CPR number and a birth date say the same day; raises `RuleBroken`."""
    if cpr and born_on is not None and birth_date(cpr) != born_on:
        raise RuleBroken(_("CPR-nummeret og fødselsdatoen passer ikke sammen."), field="cpr")


def party_rights(born_on: date | None, *, on: date) -> str:
    """What a child's age gives it a right to: party from 10 (§ 3), own consent from 15 (§ 46), alone from 18."""
    if born_on is None:
        return ""
    age = age_on(born_on, on)
    if age >= AGE_OF_MAJORITY:
        return _("Myndig og giver selv samtykke (18 år)")
    if age >= AGE_OF_CONSENT:
        return _("Part i sagen og giver selv samtykke (15 år)")
    return _("Part i sagen (10 år)") if age >= AGE_OF_PARTY_RIGHTS else ""


def is_minor(born_on: date | None, *, on: date) -> bool:
    """Whether a child is born and under 18: somebody has custody of it, and it is spoken with (§ 5)."""
    return born_on is not None and age_on(born_on, on) < AGE_OF_MAJORITY


def is_of_age(born_on: date | None, *, on: date) -> bool:
    """Whether a young person is of age (myndig): from 18 nobody else holds custody or consents."""
    return born_on is not None and age_on(born_on, on) >= AGE_OF_MAJORITY


def of_age_on(born_on: date) -> date:
    """The day a person is of age: the eighteenth birthday, 1 March for a 29 February without one."""
    day = add_months(born_on, 12 * AGE_OF_MAJORITY)
    return day if is_of_age(born_on, on=day) else day + timedelta(days=1)


def of_age_born_by(on: date) -> date:
    """The latest day of birth of those who are of age on a day."""
    return add_months(on, -12 * AGE_OF_MAJORITY)


def must_be_a_minors(born_on: date, day: date, *, field: str) -> None:
    """Custody is of a child: it ends the day the young person is of age; raises `RuleBroken` beside the field."""
    if is_of_age(born_on, on=day):
        raise RuleBroken(
            _("Den unge fyldte 18 år %(day)s og er myndig. Fra den dag har ingen forældremyndighed.")
            % {"day": long_date(of_age_on(born_on))},
            field=field,
        )


def grant_until(opened_at: datetime) -> datetime:
    """When a look into another's case runs out."""
    return opened_at + timedelta(hours=GRANT_HOURS)


def may_consent(born_on: date | None, *, on: date) -> bool:
    """Whether the young person's own consent counts: from 15 (Barnets lov § 46)."""
    return born_on is not None and age_on(born_on, on) >= AGE_OF_CONSENT


def must_be_consent_of_child(born_on: date | None, *, on: date) -> None:
    """The young person consents from 15 (Barnets lov § 46); raises `RuleBroken` beside the field."""
    if not may_consent(born_on, on=on):
        raise RuleBroken(
            _("Den unge giver selv samtykke fra 15 år. Vælg den, der har forældremyndigheden."), field="holder"
        )
