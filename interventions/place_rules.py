"""What must hold about lines, offered places, foster families and admissions (no database, no clock)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from herning.web.days import long_date

# Who has just said no or not answered has been asked: for so long the next in line may be asked without a reason.
ASKED_FOR = timedelta(days=14)
LONGEST_ANSWER = timedelta(days=28)
LONGEST_LOAN = timedelta(days=1826)
APPROVAL_WARNED = timedelta(days=91)
MOST_DAYS_BEFORE = 365


@dataclass(frozen=True, slots=True)
class Waiting:
    """One child in a line: its referral, its number, and whether it has lately been asked."""

    referral: int
    number: int
    is_waiting: bool = True
    was_asked: bool = False


def renumbered(line: Sequence[int], numbers: Sequence[int | None]) -> dict[int, int]:
    """What each referral's number has to become so that the line counts 1, 2, 3 …; only those that change."""
    pairs = zip(line, numbers, strict=True)
    return {referral: place for place, (referral, number) in enumerate(pairs, start=1) if number != place}


def passed_over(line: Iterable[Waiting], referral: int, number: int | None) -> list[Waiting]:
    """Who stands before a child and would be passed over; who has a place offered or was lately asked is not."""
    return [
        other
        for other in line
        if other.referral != referral
        and other.is_waiting
        and not other.was_asked
        and (number is None or other.number < number)
    ]


def next_in_line(line: Iterable[Waiting]) -> int | None:
    """Whom a free place is offered to: the first who waits and was not lately asked, else the first who waits."""
    waiting = sorted((one for one in line if one.is_waiting), key=lambda one: (one.was_asked, one.number))
    return waiting[0].referral if waiting else None


def must_say_why_passed_over(passed: int, reason: str) -> str:
    """Nobody first in line is passed over without a reason; gives it without blanks, raises `RuleBroken`."""
    if not passed:
        return ""
    return must_say(
        reason,
        field="jump_reason",
        ask=ngettext(
            "%(count)s barn står før i køen. Skriv, hvorfor det springes over, eller tag det, der står først.",
            "%(count)s børn står før i køen. Skriv, hvorfor de springes over, eller tag det, der står først.",
            passed,
        )
        % {"count": passed},
    )


def must_go_somewhere(number: int, *, to_number: int, length: int) -> None:
    """A child is moved to another number in the line; raises `RuleBroken` beside the field."""
    if not 1 <= to_number <= length:
        raise RuleBroken(
            _("Ventelisten har numrene 1 til %(last)s.") % {"last": length},
            field="to_number",
        )
    if to_number == number:
        raise RuleBroken(_("Barnet står allerede som nr. %(number)s.") % {"number": number}, field="to_number")


def must_be_answerable(*, place_from: date, answer_by: date, on: date) -> None:
    """A place is offered for some days, at most four weeks, and not for a day gone by; raises `RuleBroken`."""
    must_be_in_order(
        answer_by, on, field="answer_by", what=_("i dag"), latest=on + LONGEST_ANSWER,
        ahead=_("Giv højst fire uger til at svare, så pladsen ikke står tom."),
    )  # fmt: skip
    must_be_in_order(
        place_from, on, field="place_from", what=_("i dag"), latest=on + timedelta(days=365),
        ahead=_("Tilbyd først pladsen, når den er fri inden for et år."),
    )  # fmt: skip


def must_be_in_time(answer_by: date, *, on: date) -> None:
    """An offered place is taken by its last day; raises `RuleBroken`."""
    if on > answer_by:
        raise RuleBroken(
            _("Pladsen skulle være taget senest %(day)s. Barnet står stadig på ventelisten; ring til udføreren.")
            % {"day": long_date(answer_by)}
        )


def must_be_given_a_day(*, is_offered: bool) -> None:
    """A place that is offered is answered by the caseworker, not accepted over her head; raises `RuleBroken`."""
    if is_offered:
        raise RuleBroken(_("Pladsen er tilbudt, og rådgiveren svarer. Vent på svaret, eller ring."))


def must_hold_approval(
    *, family: str, is_active: bool, approved_from: date, approved_until: date | None, on: date
) -> None:
    """Nobody is placed in a family whose approval does not hold the first day (Barnets lov § 43); `RuleBroken`."""
    if not is_active:
        raise RuleBroken(_("%(family)s er ikke i brug. Vælg en anden familie.") % {"family": family})
    if on < approved_from or (approved_until is not None and on > approved_until):
        raise RuleBroken(
            _("%(family)s er ikke godkendt %(day)s (§ 43). Få godkendelsen forlænget, eller vælg en anden familie.")
            % {"family": family, "day": long_date(on)}
        )


def must_be_its_child(*, family: str, takes: bool) -> None:
    """A network family is approved for one child and takes nobody else (Barnets lov § 43); raises `RuleBroken`."""
    if not takes:
        raise RuleBroken(
            _(
                "%(family)s er som netværksplejefamilie kun godkendt til ét bestemt barn, og det er ikke dette barn "
                "(§ 43). Vælg en anden familie, eller få familien godkendt til barnet."
            )
            % {"family": family},
            field="offer",
        )


def must_name_one_child(*, is_network: bool, has_child: bool, places: int) -> None:
    """A network family is approved for one named child and has its one place; no other family names one (§ 43)."""
    if is_network and not has_child:
        raise RuleBroken(_("Vælg det barn, netværksplejefamilien er godkendt til (§ 43)."), field="child")
    if is_network and places != 1:
        raise RuleBroken(
            _("En netværksplejefamilie er godkendt til ét barn. Skriv 1 plads, og registrér søskende for sig."),
            field="approved_places",
        )
    if has_child and not is_network:
        raise RuleBroken(_("Kun en netværksplejefamilie er godkendt til ét barn. Lad feltet stå tomt."), field="child")


def must_stay_its_kind(*, was_network: bool, is_network: bool) -> None:
    """An approval for one child does not become one for any child, nor the other way; raises `RuleBroken`."""
    if was_network != is_network:
        raise RuleBroken(
            _(
                "En netværksplejefamilie er godkendt til ét barn, de andre typer til flere. "
                "Registrér familien for sig med den nye type."
            ),
            field="kind",
        )


def must_fit_ages(*, family: str, age: int | None, min_age: int | None, max_age: int | None) -> None:
    """The family is approved for the child's age in whole years; nothing overrides an approval (§ 43)."""
    years = age if age is not None else 0
    if (min_age is not None and years < min_age) or (max_age is not None and years > max_age):
        raise RuleBroken(
            _("Barnet er %(age)s år, og %(family)s er godkendt til %(lowest)s–%(highest)s år. Vælg en anden familie.")
            % {
                "age": years,
                "family": family,
                "lowest": 0 if min_age is None else min_age,
                "highest": 17 if max_age is None else max_age,
            }
        )


def must_fit_children(approved_places: int, *, taken: int) -> None:
    """A family keeps the places its children have; raises `RuleBroken` beside the field."""
    if approved_places < taken:
        raise RuleBroken(
            ngettext(
                "%(taken)s barn bor i familien. Den kan ikke få færre pladser, før barnet er flyttet.",
                "%(taken)s børn bor i familien. Den kan ikke få færre pladser, før et barn er flyttet.",
                taken,
            )
            % {"taken": taken},
            field="approved_places",
        )


def is_running_out(approved_until: date | None, *, on: date) -> bool:
    """Whether an approval ends within three months or has ended, and somebody has to see to it."""
    return approved_until is not None and approved_until <= on + APPROVAL_WARNED


def admission_due(expected_on: date | None, days_before_start: int) -> date | None:
    """When a point of an admission is due: so many days before the start, after it when negative."""
    return expected_on - timedelta(days=days_before_start) if expected_on is not None else None


def must_have_plan(*, needs_plan: bool, has_plan: bool) -> None:
    """The municipality's plan is there at the intake meeting (S3); the point is not ticked without one."""
    if needs_plan and not has_plan:
        raise RuleBroken(_("Barnets plan er ikke lavet endnu. Lav den under “Plan og mål”, og sæt så kryds."))
