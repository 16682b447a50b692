"""Closing a case."""

from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases.access import must_reach
from cases.models import Case
from herning.accounts.models import User
from herning.accounts.permissions import Permission
from herning.audit.recording import action, record
from herning.rules import RuleBroken
from interventions.models import Intervention, Referral
from reviews import carrying_out_rules, rules
from reviews.actions.schedule import lapse_review
from reviews.models import Review


@action(Permission.CLOSE_CASE)
def close_case(*, case: Case, reason: str, text: str, aftercare: str = "", on: date, by: User) -> Case:
    """Close a case in which no help is given or on its way; a review still planned lapses.

    Where help has been given, it is said whom the family can turn to and what is agreed.
    """
    must_reach(case, by)
    case = Case.objects.select_for_update().get(pk=case.pk)
    if not case.is_open:
        raise RuleBroken(_("Sagen er allerede lukket."))
    rules.must_follow(on, case.opened_on, what=_("sagen blev åbnet"), field="on")
    rules.must_say(reason, ask=_("Vælg hvorfor sagen lukkes."), field="reason")
    rules.must_say(text, ask=_("Skriv den afsluttende vurdering."), field="text")
    if Intervention.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), case=case).exists():
        raise RuleBroken(_("Der er stadig en indsats i gang. Afslut den, før sagen lukkes."))
    if Referral.objects.under_way().filter(case=case).exists():
        raise RuleBroken(_("Der er en visitation undervejs. Træk den tilbage, før sagen lukkes."))
    if reason in carrying_out_rules.WITH_AFTERCARE and Intervention.objects.filter(case=case, step__gte=1).exists():
        rules.must_say(aftercare, ask=_("Skriv, hvem familien kan kontakte, og hvad der er aftalt."), field="aftercare")
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
