"""The key figures of reviews: held on time, well-being and scores, the first against the last."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.figures.first_and_last import FirstAndLast, scores, well_being
from dashboards.figures.key_table import Cell, Column, Line, Table, count, few, measured, none, share
from dashboards.figures.punctuality import COUNTS, Punctuality, held_in
from dashboards.figures.scope import Scope
from interventions.rules import SUPPRESSED_BELOW
from reviews.models import Review


def reviews(scope: Scope) -> Table:
    """Those of the period, and those that are late today."""
    columns = (Column(_("Tal")), Column(_("Grundlag")))
    lines = (*_on_time(scope), _late(scope), *_well_being(well_being(scope)), *_scores(scores(scope)))
    return Table(_("Opfølgning og trivsel"), _("Nøgletal"), columns, lines)


def _on_time(scope: Scope) -> tuple[Line, Line]:
    counts = held_in(scope).aggregate(**COUNTS, children=Count("case__child", distinct=True))
    children = counts.pop("children")
    held = Punctuality(**counts)

    def line(name: str, part: int, whole: int, how: str) -> Line:
        said = _("%(part)s af %(whole)s") % {"part": part, "whole": whole}
        base = none() if not whole else few() if children < SUPPRESSED_BELOW else Cell(said)
        return Line(name, (share(part, whole, children=children), base), how=how)

    by_rhythm = _("Opfølgninger holdt i perioden: hvor mange senest på fristen efter trappens takt (nøgletal 12).")
    by_law = _("De samme, hvor loven sætter en frist: hvor mange senest på den.")
    return (
        line(_("Opfølgninger holdt til tiden"), held.in_time, held.held, by_rhythm),
        line(_("Holdt inden lovens frist (§ 95)"), held.in_law_time, held.under_law, by_law),
    )


def _late(scope: Scope) -> Line:
    late = Review.objects.overdue(on=scope.on).filter(scope.of()).count()
    how = _("Planlagte opfølgninger, hvis frist er gået. Et barn har højst én.")
    return Line(
        _("Opfølgninger over fristen nu"), (count(late, reverse("dashboards:overdue") + scope.query()), Cell()), how=how
    )


def _well_being(told: FirstAndLast) -> tuple[Line, Line]:
    how = _(
        "Gennemsnit af trivsel, 1–10, som den blev sat ved barnets første opfølgning i sagen. "
        "Børn med mindst to, hvor den seneste er holdt i perioden."
    )
    base = _children(told, _("%(children)s børn"))
    return (
        Line(_("Trivsel, første opfølgning"), (_mean(told.first, told), base), how=how),
        Line(_("Trivsel, seneste opfølgning"), (_mean(told.last, told), base), how=_("De samme børn, sidste gang.")),
    )


def _scores(told: FirstAndLast) -> tuple[Line, Line]:
    how = _(
        "Gennemsnit af rådgivernes score, −2 til +2, ved delmålets første opfølgning. "
        "Delmål scoret mindst to gange, sidst i perioden."
    )
    base = _children(told, _("%(count)s delmål hos %(children)s børn"))
    return (
        Line(_("Delmål, første score"), (_mean(told.first, told), base), how=how),
        Line(_("Delmål, seneste score"), (_mean(told.last, told), base), how=_("De samme delmål, sidste gang.")),
    )


def _mean(number: float | None, told: FirstAndLast) -> Cell:
    return measured(number, children=told.children, decimals=1)


def _children(told: FirstAndLast, said: str) -> Cell:
    if not told.children:
        return none()
    return Cell(said % {"count": told.count, "children": told.children}) if told.is_told else few()
