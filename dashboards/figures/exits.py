"""Help that ends soon without a next step, or should have ended: the same rows for both sides and for leaders."""

from collections.abc import Iterable, Mapping
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
from interventions.secrecy import told_name

EXIT, OVERRUN = "exit", "over"
Given = Mapping[str, Any]


def warned(of: Q, *, on: date) -> Any:
    """The help that a warning stands about, the first to end at the front, with what a row shows."""
    return _shown(Intervention.objects.filter(of).exit_warned(on=on))


def overrun(of: Q, *, on: date) -> Any:
    """Of these, what should have ended and has not."""
    return _shown(Intervention.objects.filter(of).overrun(on=on).with_exit())


def count_overrun(of: Q, *, on: date) -> int:
    """How much help should have ended and has not."""
    return Intervention.objects.filter(of).overrun(on=on).count()


def _shown(helps: InterventionQuerySet) -> Any:
    known: Any = helps
    return known.annotate(told=told_name()).order_by("exits_on", "pk").values(
        "pk", "step_id", "exits_on", "is_exit_ready", "told", "offer__name", "case__number", "case__caseworker__name",
        "case__child__name", "case__child__born_on", "case__child__expected_on",
    )  # fmt: skip


def for_caseworker(helps: Iterable[Given], *, on: date) -> list[Row]:
    """With the way to the next step."""
    return [_row(given, on, *_next(given), case_url=_case(given)) for given in helps]


def for_leader(helps: Iterable[Given], *, on: date) -> list[Row]:
    """With whose case it is."""
    return [_row(given, on, _case(given), _("Se sagen"), said=_whose(given)) for given in helps]


def for_provider(user: User, *, on: date, most: int) -> list[Row]:
    """Of the children of the own departments, with the child's page at the provider."""
    mine = _shown(Intervention.objects.visible_to(user).exit_warned(on=on))[:most]
    return [
        _row(given, on, reverse("reviews:delivered", args=[given["pk"]]), _("Se barnet"), is_own=True) for given in mine
    ]


def _row(given: Given, on: date, url: str, do: str, *, said: str = "", case_url: str = "", is_own: bool = False) -> Row:
    is_ready, exits_on = given["is_exit_ready"], given["exits_on"]
    about = _("Det næste er ikke begyndt") if is_ready else _("Næste trin mangler")
    age = age_text(given["case__child__born_on"], given["case__child__expected_on"], on=on)
    words = {
        "offer": given["offer__name" if is_own else "told"], "day": day_in(exits_on, on),
        "words": exit_words(exits_on, is_ready=is_ready, on=on),
    }  # fmt: skip
    more = _("%(offer)s til %(day)s · %(words)s") % words
    if said:
        more = f"{said} · {more}"
    title = f"{about} · {short_name(given['case__child__name'])}, {age}"
    return Row(EXIT, exits_on, title, more, url, do, given["step_id"], has_step=True, case_url=case_url)


def _whose(given: Given) -> str:
    return _("Rådgiver %(name)s") % {"name": given["case__caseworker__name"]}


def _case(given: Given) -> str:
    return reverse("dashboards:case", args=[given["case__number"]])


def _next(given: Given) -> tuple[str, str]:
    if given["is_exit_ready"]:
        return reverse("interventions:interventions", args=[given["case__number"]]), _("Se indsatser")
    return reverse("interventions:next_step", args=[given["pk"]]), _("Find det næste trin")
