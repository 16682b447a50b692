"""What must hold while a placement lasts and when it ends: contact, supervision, breakdown, return."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken, add_months
from herning.web.days import long_date
from interventions.enums import ContactBasis, EndReason
from interventions.rules import supervision_due

RETURN_MONTHS = 6
LEARNING_WEEKS = timedelta(weeks=4)
# How far ahead an end that comes is said: a return's period, a visit.
RETURN_NEAR = timedelta(weeks=4)
VISIT_NEAR = timedelta(days=14)


def must_be_the_boards(*, basis: str, is_less_than_monthly: bool, is_supervised: bool) -> None:
    """Contact less than once a month, or supervised, is for the Board to decide (Barnets lov § 105)."""
    if basis not in ContactBasis.values:
        raise RuleBroken(_("Vælg, hvad samværet hviler på."), field="basis")
    if basis != ContactBasis.BOARD and (is_less_than_monthly or is_supervised):
        raise RuleBroken(
            _("Samvær sjældnere end en gang om måneden eller med overvågning kan kun udvalget beslutte (§ 105)."),
            field="basis",
        )


def must_be_within_the_half_year(due_on: date, *, since: date, field: str) -> None:
    """At least two visits a year: each within six months of the one before, or of the start (Barnets lov § 156)."""
    latest = supervision_due(since)
    must_be_in_order(
        due_on, since + timedelta(days=1), field=field, what=_("dagen efter det seneste tilsyn"), latest=latest,
        ahead=_("Tilsynet skal holdes senest %(day)s: mindst to besøg om året (§ 156).") % {"day": long_date(latest)},
    )  # fmt: skip


def must_tell_of_the_child(*, has_spoken: bool, child_words: str, no_talk_reason: str) -> None:
    """A visit holds the child's own words, or why there was no talk (Barnets lov § 156)."""
    if has_spoken:
        must_say(child_words, field="child_words", ask=_("Skriv, hvad barnet sagde, med barnets egne ord."))
    else:
        must_say(no_talk_reason, field="no_talk_reason", ask=_("Skriv, hvorfor der ikke er talt med barnet (§ 156)."))


def must_be_a_return_period(*, decided_on: date, period_until: date) -> None:
    """The period of a return home is at most six months (Barnets lov § 100); raises `RuleBroken`."""
    latest = add_months(decided_on, RETURN_MONTHS)
    must_be_in_order(
        period_until, decided_on, field="period_until", what=_("afgørelsen"), latest=latest,
        ahead=_("Hjemgivelsesperioden kan højst vare seks måneder, til %(day)s (§ 100).")
        % {"day": long_date(latest)},
    )  # fmt: skip


def is_revised(agreed_on: date | None, *, starts_on: date) -> bool:
    """Whether the plan in force was agreed since the placement began."""
    return agreed_on is not None and agreed_on >= starts_on


def must_be_revised(agreed_on: date | None, *, starts_on: date, decided_on: date) -> date:
    """The day the plan was revised: in the placement, before a return is decided (§ 100); raises `RuleBroken`."""
    if agreed_on is None or not is_revised(agreed_on, starts_on=starts_on):
        raise RuleBroken(
            _("Planen er ikke revideret, siden anbringelsen begyndte. Revidér den under Plan og mål først (§ 100).")
        )
    must_be_in_order(decided_on, agreed_on, field="decided_on", what=_("den dag, planen blev revideret"))
    return agreed_on


def learning_due(broke_down_on: date) -> date:
    """When it should be written down what a breakdown taught: four weeks after, while it is remembered (ours)."""
    return broke_down_on + LEARNING_WEEKS


def change_reason(from_step: int, to_step: int) -> EndReason:
    """What a change of placement is on the ladder."""
    if to_step == from_step:
        return EndReason.MOVED_ACROSS
    return EndReason.MOVED_DOWN if to_step < from_step else EndReason.MOVED_UP
