"""What a case still has open: each is ended before the case is closed, and each has its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.enums import ReporterKind
from cases.models import Case, ChildInvestigation, Concern
from cases.rules import is_minor
from herning.rules import RuleBroken
from herning.web.days import long_date
from interventions.actions.locking import must_be_spoken_with
from interventions.models import Intervention, Referral
from interventions.models.intervention import last_decision_on
from reviews.enums import Proposal
from reviews.models import Review

SPEAKING = "cases:conversation"


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """One thing that is not finished: what it is, and the page on which it is."""

    text: str
    label: str
    page: str
    # What the page's address takes; and the concern, which another team may have, where it is one.
    takes: tuple[Any, ...]
    concern: int | None = None

    @property
    def url(self) -> str:
        """Where it is finished."""
        return reverse(self.page, args=self.takes)


def open_ends(case: Case, *, on: date) -> list[OpenEnd]:
    """All that stands in the way of closing a case on a day, in the order it is to be finished."""
    return [*_help(case, on), *_investigation(case), *_concerns(case), *_conversation(case, on)]


def _help(case: Case, on: date) -> Iterator[OpenEnd]:
    page = ("interventions:interventions", (case.number,))
    if Intervention.objects.not_over(on=on).filter(case=case).exists():
        text = _("Der er stadig en indsats i gang. Afslut den, før sagen lukkes.")
        yield OpenEnd(text, _("Se indsatserne"), *page)
    if Referral.objects.under_way().filter(case=case).exists():
        text = _("Der er en visitation undervejs. Træk den tilbage, før sagen lukkes.")
        yield OpenEnd(text, _("Se visitationen"), *page)


def _investigation(case: Case) -> Iterator[OpenEnd]:
    for begun in ChildInvestigation.objects.filter(case=case, finished_on=None):
        text = _("Undersøgelsen, der begyndte %(day)s, er ikke afsluttet. Afslut den, før sagen lukkes.")
        named = text % {"day": long_date(begun.begun_on)}
        yield OpenEnd(named, _("Afslut undersøgelsen"), "cases:finish_investigation", (case.number, begun.pk))


def _concerns(case: Case) -> Iterator[OpenEnd]:
    """Concerns of the child in any team: once the case is closed, nobody looks for them here."""
    untold = Q(acknowledged_on=None) & ~Q(reporter_kind=ReporterKind.ANONYMOUS)
    waiting = Concern.objects.filter(Q(outcome="") | untold, child_id=case.child_id).select_related("team")
    for concern in waiting.order_by("received_at", "pk"):
        named = {"day": long_date(timezone.localdate(concern.received_at)), "team": concern.team.name}
        if concern.assessed_at is None:
            text = _("Underretningen fra %(day)s hos %(team)s er ikke vurderet (§ 136). Vurdér den, før sagen lukkes.")
            yield OpenEnd(text % named, _("Vurdér"), "cases:assess_concern", (concern.pk,), concern.pk)
        elif not concern.outcome:
            text = _("Underretningen fra %(day)s hos %(team)s er ikke afgjort. Tag stilling til den, før sagen lukkes.")
            yield OpenEnd(text % named, _("Tag stilling"), "cases:decide_concern", (concern.pk,), concern.pk)
        else:
            text = _("Underretningen fra %(day)s hos %(team)s mangler kvittering (§ 137). Kvittér, før sagen lukkes.")
            yield OpenEnd(text % named, _("Kvittér"), "cases:acknowledge_concern", (concern.pk,), concern.pk)


def _conversation(case: Case, on: date) -> Iterator[OpenEnd]:
    """Closing is a decision too (§ 5); a review that ended the help has heard the child."""
    if not is_minor(case.child.born_on, on=on):
        return
    since = last_decision_on(case, on=on)
    if Review.objects.held().filter(case=case, decision=Proposal.END, held_on__gte=since).exists():
        return
    try:
        must_be_spoken_with(case, on=on)
    except RuleBroken as broken:
        yield OpenEnd(str(broken), _("Skriv samtalen"), SPEAKING, (case.number,))
