"""Help that ends soon without a next step, or should have ended: the same rows for both sides and for leaders."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.rules import age_text
from dashboards.figures.row import Row, day_in, short_name
from herning.accounts.models import User
from interventions.exit_rules import exit_words
from interventions.models import Intervention
from interventions.models.intervention import InterventionQuerySet
from interventions.secrecy import told_offer

EXIT = "exit"


def warned(of: Q, *, on: date) -> Any:
    """The help that a warning stands about, the first to end at the front, with what a row shows."""
    return _shown(Intervention.objects.filter(of), on)


def count_overrun(of: Q, *, on: date) -> int:
    """How much help should have ended and has not."""
    return Intervention.objects.filter(of).overrun(on=on).count()


def _shown(helps: InterventionQuerySet, on: date) -> Any:
    known: Any = helps.exit_warned(on=on).select_related("case__child", "case__caseworker", "offer", "placement__child")
    return known.order_by("exits_on", "pk")


def for_caseworker(helps: Iterable[Any], *, on: date) -> list[Row]:
    """With the way to the next step."""
    return [_row(given, on, *_next(given), case_url=_case(given)) for given in helps]


def for_leader(helps: Iterable[Any], *, on: date) -> list[Row]:
    """With whose case it is."""
    return [
        _row(given, on, _case(given), _("Se sagen"), said=_("Rådgiver %(name)s") % {"name": given.case.caseworker.name})
        for given in helps
    ]


def for_provider(user: User, *, on: date, most: int) -> list[Row]:
    """Of the children of the own departments, with the child's page at the provider."""
    mine = _shown(Intervention.objects.visible_to(user), on)[:most]
    return [
        _row(given, on, reverse("reviews:delivered", args=[given.pk]), _("Se barnet"), is_own=True) for given in mine
    ]


def _row(given: Any, on: date, url: str, do: str, *, said: str = "", case_url: str = "", is_own: bool = False) -> Row:
    child = given.case.child
    about = _("Det næste er ikke begyndt") if given.is_exit_ready else _("Næste trin mangler")
    title = f"{about} · {short_name(child.name)}, {age_text(child.born_on, child.expected_on, on=on)}"
    words = {
        "offer": given.offer if is_own else told_offer(given), "day": day_in(given.exits_on, on),
        "words": exit_words(given.exits_on, is_ready=given.is_exit_ready, on=on),
    }  # fmt: skip
    more = _("%(offer)s til %(day)s · %(words)s") % words
    if said:
        more = f"{said} · {more}"
    return Row(EXIT, given.exits_on, title, more, url, do, given.step_id, has_step=True, case_url=case_url)


def _case(given: Any) -> str:
    return reverse("dashboards:case", args=[given.case.number])


def _next(given: Any) -> tuple[str, str]:
    if given.is_exit_ready:
        return reverse("interventions:interventions", args=[given.case.number]), _("Se indsatser")
    return reverse("interventions:next_step", args=[given.pk]), _("Find det næste trin")
