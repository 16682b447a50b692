"""Asking whether a step down held, and answering it."""

from datetime import date

from django.utils.translation import gettext as _

from cases.access import must_reach
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record, recorded_by_statement
from herning.entries import must_say
from herning.rules import RuleBroken
from reviews import hold_checks
from reviews.enums import HoldAnswer
from reviews.models import HoldCheck


@action(Permission.SCHEDULE_REVIEWS)
def plan_hold_checks(*, on: date, by: User) -> int:
    """Ask at three, six and twelve months after each move down or off the ladder; gives how many questions were new.

    Run twice, or twice at once, it does the same as run once. What the child's own track answers is answered by it.
    """
    planned = hold_checks.plan(on=on, by=by)
    hold_checks.answer(on=on, by=by)
    recorded_by_statement()
    return planned


@action(Permission.ANSWER_HOLD_CHECK)
def answer_hold_check(*, check: HoldCheck, answer: str, text: str = "", on: date, by: User) -> HoldCheck:
    """Say whether the step down held; also in a case that has been closed since, and only once."""
    must_reach(check.case, by)
    check = HoldCheck.objects.select_for_update(of=("self",)).select_related("case").get(pk=check.pk)
    if check.answer:
        raise RuleBroken(_("Spørgsmålet er allerede besvaret, måske i et andet vindue."))
    if on < check.due_on:
        raise RuleBroken(_("Det er for tidligt at sige. Spørgsmålet kommer på din dag, når tiden er gået."))
    if answer not in HoldAnswer.values:
        raise RuleBroken(_("Vælg, om det holdt."), field="answer")
    if answer != HoldAnswer.YES:
        must_say(text, ask=_("Skriv kort, hvad du ved."), field="text")
    check.answer, check.text, check.answered_on, check.answered_by = answer, text.strip(), on, by
    check.save(update_fields=["answer", "text", "answered_on", "answered_by"])
    record("hold_check.answered", check, by=by)
    return check
