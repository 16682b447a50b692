"""What must hold about referrals, help, placements and the ladder (no database, no clock)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herning.entries import must_say
from herning.rules import LADDER_STEPS, RuleBroken, add_months, add_working_days, age_on, allowed
from herning.web.days import long_date
from interventions.enums import LegalBasis, MethodType, ReferralStatus

# What may follow what; an empty set is an end.
REFERRAL_TRANSITIONS: dict[str, frozenset[str]] = {
    ReferralStatus.DRAFT: frozenset({ReferralStatus.AWAITING_APPROVAL, ReferralStatus.SENT, ReferralStatus.WITHDRAWN}),
    ReferralStatus.AWAITING_APPROVAL: frozenset({ReferralStatus.SENT, ReferralStatus.DRAFT, ReferralStatus.WITHDRAWN}),
    ReferralStatus.SENT: frozenset(
        {ReferralStatus.ACCEPTED, ReferralStatus.WAITING, ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN}
    ),
    ReferralStatus.WAITING: frozenset(
        {ReferralStatus.OFFERED, ReferralStatus.ACCEPTED, ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN}
    ),
    ReferralStatus.OFFERED: frozenset({ReferralStatus.ACCEPTED, ReferralStatus.WAITING, ReferralStatus.WITHDRAWN}),
    ReferralStatus.ACCEPTED: frozenset({ReferralStatus.STARTED, ReferralStatus.WITHDRAWN}),
    ReferralStatus.DECLINED: frozenset(),
    ReferralStatus.STARTED: frozenset(),
    ReferralStatus.WITHDRAWN: frozenset(),
}
LONGEST_AHEAD = timedelta(days=90)
LONGEST_WAIT = timedelta(days=730)
LONGEST_PLACEMENT_MONTHS = 216
PROVISIONAL_DAYS = 7
SUPERVISION_MONTHS = 6
AGE_OF_CONSENT = 15
MOST_PLACES = 500
SUPPRESSED_BELOW = 5
ANSWER_WORKING_DAYS = 5
CONSENT_BASES = frozenset({LegalBasis.CONSENT, LegalBasis.OWN_WISH, LegalBasis.YOUTH})
BOARD_BASES = frozenset({LegalBasis.BOARD, LegalBasis.PROVISIONAL})
FOSTER_METHODS = frozenset({MethodType.KINSHIP_CARE, MethodType.FOSTER_CARE, MethodType.TREATMENT_FOSTER_CARE})


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which one intervention counts on a step; the last day is the first that no longer counts."""

    step: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """On a day, from a step to a step; none is no step."""

    on: date
    from_step: int | None
    to_step: int | None


def step_on(periods: Iterable[Period], day: date) -> int | None:
    """The current step: the highest among the periods that hold the day."""
    return max(
        (
            period.step
            for period in periods
            if period.starts_on <= day and not (period.ends_on and period.ends_on <= day)
        ),
        default=None,
    )


def moves(periods: Iterable[Period]) -> list[Move]:
    """Each change of the current step over time, oldest first; help that ends the day it began counts for nothing."""
    known = list(periods)
    days = sorted({period.starts_on for period in known} | {period.ends_on for period in known if period.ends_on})
    found: list[Move] = []
    step: int | None = None
    for day in days:
        after = step_on(known, day)
        if after != step:
            found.append(Move(day, step, after))
            step = after
    return found


def steps_skipped(current: int | None, proposed: int) -> list[int]:
    """The steps a child passes over on the way up; lower steps need not be tried first (S3), only reasoned about.

    Step 0 is for all children, so that nobody passes it over: the first help on step 1 skips nothing.
    """
    return list(range((current or 0) + 1, proposed))


def answer_due(sent_on: date) -> date:
    """When a provider should have answered a referral: five working days on (house rule; the child waits meanwhile)."""
    return add_working_days(sent_on, ANSWER_WORKING_DAYS)


def may_become(status: str, proposed: str) -> bool:
    """Whether a referral's status lets it become another."""
    return allowed(REFERRAL_TRANSITIONS, status, proposed)


def must_become(status: str, proposed: str) -> None:
    """A referral follows its transition table; raises `RuleBroken` when somebody else has moved it meanwhile."""
    if not may_become(status, proposed):
        raise RuleBroken(
            _("Visitationen er nu “%(status)s”, så det kan ikke gøres. Genindlæs siden og se, hvad der er sket.")
            % {"status": ReferralStatus(status).label}
        )


def must_say_why_not_lower(step: int, text: str) -> str:
    """From step 1 up it is said why not a lower step; steps may be skipped, never without a reason (S3)."""
    if step < 1:
        return text.strip()
    return must_say(
        text, field="why_not_lower", ask=_("Skriv, hvorfor et lavere trin ikke er nok. Trin må gerne springes over.")
    )


def must_be_spoken_with(is_spoken_with: bool, *, since: date) -> None:
    """The child is spoken with before every decision (Barnets lov § 5); raises `RuleBroken`."""
    if not is_spoken_with:
        raise RuleBroken(
            _(
                "Barnet er ikke talt med siden %(day)s. Hold samtalen, eller begrund, hvorfor den ikke kan holdes "
                "(Barnets lov § 5), før du beslutter."
            )
            % {"day": long_date(since)}
        )


def must_be_offered(*, is_open: bool, is_given: bool, offer: str, department: str) -> None:
    """An offer can be referred to while it is open and the department gives it; raises `RuleBroken`."""
    if not is_open:
        raise RuleBroken(_("%(offer)s er lukket. Vælg et andet tilbud.") % {"offer": offer}, field="offer")
    if not is_given:
        raise RuleBroken(
            _("%(department)s giver ikke %(offer)s. Vælg en afdeling, der gør.")
            % {"department": department, "offer": offer},
            field="offer",
        )


def must_have_room(*, taken: int, total: int | None, waiting: int) -> None:
    """No more children than places; raises `RuleBroken` that tells how many wait."""
    if total is not None and taken >= total:
        raise RuleBroken(
            ngettext(
                "Alle %(total)s pladser er optaget, og %(waiting)s barn venter. Sæt barnet på venteliste.",
                "Alle %(total)s pladser er optaget, og %(waiting)s børn venter. Sæt barnet på venteliste.",
                waiting,
            )
            % {"total": total, "waiting": waiting},
            field="decision",
        )


def lowest_free(taken: Iterable[int], total: int) -> int:
    """The lowest number among the places that nobody holds; raises `ValueError` when all are held."""
    held = set(taken)
    for number in range(1, total + 1):
        if number not in held:
            return number
    raise ValueError("no place is free")


def must_have_an_exit(
    step: int, *, exit_plan: str, next_step: int | None, starts_on: date, planned_end_on: date | None
) -> None:
    """The exit plan and the next, lower step are named before help starts (S3); raises `RuleBroken`."""
    if planned_end_on is not None and planned_end_on <= starts_on:
        raise RuleBroken(_("Den planlagte afslutning ligger ikke efter starten."), field="planned_end_on")
    if step == 0:
        return
    must_say(exit_plan, field="exit_plan", ask=_("Skriv, hvordan barnet kommer videre, når hjælpen slutter."))
    must_lead_down(step, next_step)


def must_lead_down(step: int, next_step: int | None) -> None:
    """Help above step 0 names a lower step of the ladder to go on to (S3); raises `RuleBroken`."""
    if step == 0:
        return
    if next_step is None:
        raise RuleBroken(_("Vælg det næste, lavere trin."), field="next_step")
    if next_step >= step or next_step not in LADDER_STEPS:
        raise RuleBroken(_("Det næste trin skal være lavere end det, barnet er på nu."), field="next_step")


def must_be_another_way(*, is_legal_placement: bool, as_placement: bool) -> None:
    """An offer that is a placement in law starts as one, and only such an offer does; raises `RuleBroken`."""
    if is_legal_placement and not as_placement:
        raise RuleBroken(_("Tilbuddet er en anbringelse i lovens forstand. Start det som anbringelse."))
    if as_placement and not is_legal_placement:
        raise RuleBroken(_("Tilbuddet er ikke en anbringelse i lovens forstand. Start det som en indsats."))


def provisional_due(starts_on: date) -> date:
    """When the Board must have decided on a provisional decision: within seven days (Barnets lov § 143)."""
    return starts_on + timedelta(days=PROVISIONAL_DAYS)


def supervision_due(starts_on: date) -> date:
    """The last day of the first supervision visit: at least two a year (Barnets lov § 156)."""
    return add_months(starts_on, SUPERVISION_MONTHS)


def needs_own_consent(born_on: date, *, on: date) -> bool:
    """Whether the young person's own consent is needed too: from 15 (Barnets lov § 46)."""
    return age_on(born_on, on) >= AGE_OF_CONSENT


def must_fit_places(places_total: int | None, *, taken: int) -> None:
    """Nobody loses a place because the number is lowered; raises `RuleBroken` beside the field."""
    if places_total is None:
        return
    if places_total > MOST_PLACES:
        raise RuleBroken(
            _("Antallet er for stort. Der kan højst være %(most)s pladser.") % {"most": MOST_PLACES},
            field="places_total",
        )
    if places_total < taken:
        raise RuleBroken(
            ngettext(
                "%(taken)s barn har plads nu. Antallet kan ikke være lavere, før pladsen er fri.",
                "%(taken)s børn har plads nu. Antallet kan ikke være lavere, før en plads er fri.",
                taken,
            )
            % {"taken": taken},
            field="places_total",
        )


def must_be_ordered(lowest: int | None, highest: int | None, *, field: str, what: str) -> None:
    """The lower bound is not above the upper; raises `RuleBroken` beside the field."""
    if lowest is not None and highest is not None and highest < lowest:
        raise RuleBroken(what, field=field)


def shown_count(number: int) -> int | None:
    """A number of children as it may be shown; none when it is above zero and under five."""
    return None if 0 < number < SUPPRESSED_BELOW else number


def shown_counts(numbers: Sequence[int]) -> list[int | None]:
    """Numbers of children whose sum is told beside them.

    Where one alone is hidden, subtraction would give it, so the smallest of the others is hidden with it.
    """
    shown = [shown_count(number) for number in numbers]
    if shown.count(None) == 1 and any(shown):
        least = min(number for number in shown if number)
        shown[shown.index(least)] = None
    return shown


def shown_share(part: int, whole: int) -> int | None:
    """A share of children, per cent; none when they are under five, nobody included."""
    return None if whole < SUPPRESSED_BELOW else round(100 * part / whole)


def must_be_open(is_open: bool) -> None:
    """A closed case is read, never acted in; raises `RuleBroken`."""
    if not is_open:
        raise RuleBroken(_("Sagen er lukket. Åbn en ny sag, hvis barnet igen har brug for hjælp."))
