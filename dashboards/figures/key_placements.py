"""The key figures of placements: how many and where, kinship's share, brothers and sisters, breakdowns."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.figures.flow import Flow
from dashboards.figures.key_table import Cell, Column, Line, Table, count, counted, few, hidden, share
from dashboards.figures.ladder import Tread
from dashboards.figures.placed import broken
from dashboards.figures.placed_now import FOSTER, INSTITUTION, KINSHIP, PlacedNow
from dashboards.figures.scope import Scope
from interventions.rules import shown_count, shown_counts


def placements(scope: Scope, treads: list[Tread], stood: Flow, placed: PlacedNow) -> Table:
    """Those of today, and what broke down in the period."""
    total = Line(
        _("Børn anbragt nu"),
        (count(placed.total, reverse("dashboards:children") + scope.query(anbragt=1)), Cell()),
        how=_("Børn med en anbringelse i lovens forstand i dag. Det er ikke det samme som trinnet."),
    )
    lines = (total, *_where(scope, treads, placed), _kinship(scope, stood), *_siblings(placed), _breakdowns(scope))
    columns = (Column(_("Antal")), Column(_("Andel")))
    note = _("“Skjult” står, hvor tallet sammen med de andre ville røbe et lille tal.")
    return Table(_("Anbringelser"), _("Nøgletal"), columns, lines, note)


def _where(scope: Scope, treads: list[Tread], placed: PlacedNow) -> list[Line]:
    """The placed children by step; together they are all, so that no small number may be left alone."""
    hows = {
        KINSHIP: _("Anbringelser hos slægt og netværk (nøgletal 4)."),
        FOSTER: _("Anbringelser i familiepleje (nøgletal 3)."),
        INSTITUTION: _("Anbringelser på institution (nøgletal 1)."),
    }
    other = _("Anbringelser på trinnet, for eksempel eget værelse og efterskole.")
    steps = [tread for tread in treads if tread.step in hows or placed.by_step[tread.step]]
    numbers = [placed.by_step[tread.step] for tread in steps]
    lines = []
    for tread, number, shown in zip(steps, numbers, shown_counts(numbers), strict=True):
        listed = reverse("dashboards:children") + scope.query(trin=tread.step, anbragt=1)
        name = _("heraf trin %(number)s · %(name)s") % {"number": tread.number, "name": tread.name}
        cells = (counted(number, shown, listed), _share(number, shown, placed.total))
        lines.append(Line(name, cells, how=hows.get(tread.step, other)))
    return lines


def _kinship(scope: Scope, stood: Flow) -> Line:
    """The model counts it by the step: it wants more children with kin and network, and fewer with strangers."""
    now = stood.days[scope.on]
    kin, foster = now[KINSHIP], now[FOSTER]
    is_few = None in {shown_count(kin), shown_count(foster)}
    return Line(
        _("Slægt og netværk mod familiepleje"),
        (
            count(kin, reverse("dashboards:children") + scope.query(trin=KINSHIP)),
            few() if is_few else share(kin, kin + foster),
        ),
        how=_(
            "Børn på slægt og netværk som andel af dem, der står dér eller i familiepleje nu. "
            "Modellen vil have flere hos slægt og netværk."
        ),
    )


def _siblings(placed: PlacedNow) -> tuple[Line, Line]:
    shown, _apart = shown_counts([placed.together, placed.siblings - placed.together])
    all_of_them = Line(
        _("Anbragt med anbragte søskende"),
        (count(placed.siblings), Cell()),
        how=_(
            "Børn, hvis søskende også er anbragt nu. Slægt og netværk er ikke med: dér er en familie godkendt til "
            "ét barn, så systemet ved ikke, om hjemmet er det samme."
        ),
    )
    together = Line(
        _("heraf sammen med en søskende"),
        (counted(placed.together, shown), _share(placed.together, shown, placed.siblings)),
        how=_("Hos samme plejefamilie eller i samme afdeling af en institution, når det står i systemet."),
    )
    return all_of_them, together


def _breakdowns(scope: Scope) -> Line:
    broke = broken(scope).aggregate(count=Count("pk"), children=Count("placement__child", distinct=True))
    shown = None if shown_count(broke["children"]) is None else broke["count"]
    return Line(
        _("Sammenbrud i perioden"),
        (counted(broke["count"], shown, reverse("dashboards:breakdowns") + scope.query()), Cell()),
        how=_("Anbringelser, hvor et sammenbrud er registreret i perioden."),
    )


def _share(number: int, shown: int | None, whole: int) -> Cell:
    return Cell(hidden(number)) if shown is None else share(number, whole)
