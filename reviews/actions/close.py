"""Closing a case."""

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.enums import ClosingReason
from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.entries import must_be_in_order, must_say
from herning.rules import RuleBroken
from interventions.models import Intervention
from reviews import carrying_out_rules
from reviews.actions.schedule import lapse_review
from reviews.models import Review
from reviews.open_ends import SPEAKING, open_ends


@action(Permission.CLOSE_CASE)
def close_case(*, case: Case, reason: str, text: str, aftercare: str = "", on: date, by: User) -> Case:
    """Close a case that has nothing open: no help, no investigation, no concern; a review still planned lapses.

    The child has been spoken with since the last decision (§ 5), unless it has died. Where help has been given, it is
    said whom the family can turn to and what is agreed.
    """
    must_reach(case, by)
    case = Case.objects.select_for_update(of=("self",)).select_related("child").get(pk=case.pk)
    if not case.is_open:
        raise RuleBroken(_("Sagen er allerede lukket."))
    must_be_in_order(on, case.opened_on, what=_("sagen blev åbnet"), field="on")
    must_say(reason, ask=_("Vælg hvorfor sagen lukkes."), field="reason")
    must_say(text, ask=_("Skriv den afsluttende vurdering."), field="text")
    for left in open_ends(case, on=on):
        if left.page != SPEAKING or reason != ClosingReason.DIED:
            raise RuleBroken(left.text)
    if reason in carrying_out_rules.WITH_AFTERCARE and Intervention.objects.filter(case=case, step__gte=1).exists():
        must_say(aftercare, ask=_("Skriv, hvem familien kan kontakte, og hvad der er aftalt."), field="aftercare")
    Case.objects.filter(pk=case.pk).update(
        aftercare=aftercare.strip(),
        closed_on=on,
        closed_by=by,
        closing_reason=reason,
        closing_text=text,
        version=F("version") + 1,
    )
    for review in Review.objects.planned().filter(case=case):
        lapse_review(review=review, by=User.objects.system())
    record("case.closed", case, by=by, why=text)
    case.refresh_from_db()
    return case
