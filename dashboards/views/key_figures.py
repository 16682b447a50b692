"""The managers' key figures, and the same as a file for a spreadsheet; every look and every file is on record."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dashboards.figures import ladder
from dashboards.figures.key_figures import key_figures as reckoned
from dashboards.figures.key_table import Table
from dashboards.figures.scope import MONTHS, Scope
from dashboards.views.asked import months_label, scope_for
from herning.accounts.models import District
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.web.days import date_and_year
from herning.web.pages import page, show
from interventions.exchange import csv_file
from interventions.rules import SUPPRESSED_BELOW


@page(Permission.SEE_STAIRCASE, load=scope_for)
def key_figures(request: Request, scope: Scope) -> HttpResponse:
    """Children, moves, time and price of each step, placements, reviews and well-being, each with its definition."""
    districts, treads = _districts(), ladder.treads()
    shown = {
        "scope": scope,
        "about": _about(scope, districts),
        "tables": reckoned(scope, treads),
        "offset": treads[0].number,
        "fewest": SUPPRESSED_BELOW,
        "districts": [(pk, name, pk == scope.district) for pk, name in districts.items()],
        "months": [(count, months_label(count), count == scope.months) for count in MONTHS],
    }
    return show(request, "dashboards/key_figures.html", shown)


@page(Permission.SEE_STAIRCASE, load=scope_for)
def export_key_figures(_request: Request, scope: Scope) -> HttpResponse:
    """The very same tables as one CSV file: what is not told on the page is not told in the file."""
    rows: list[Any] = [[_("Nøgletal")], *([name, said] for name, said in _about(scope, _districts()).items())]
    treads = ladder.treads()
    for table in reckoned(scope, treads):
        rows += [[], *_rows(table, offset=treads[0].number)]
    name = f"noegletal-{scope.on}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(csv_file.table(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _rows(table: Table, *, offset: int) -> Iterator[list[Any]]:
    """A table's heading, its columns, how they are reckoned, and its lines."""
    how = _("Sådan regnes det")
    yield [table.heading, *([table.note] if table.note else [])]
    yield [table.first, *(column.name for column in table.columns), *([how] if table.is_told_by_line else [])]
    if table.is_told_by_column:
        yield [how, *(column.how for column in table.columns)]
    for line in table.lines:
        name = line.name if line.step is None else f"{line.step + offset} · {line.name}"
        yield [name, *(cell.value for cell in line.cells), *([line.how] if table.is_told_by_line else [])]


def _about(scope: Scope, districts: dict[int, str]) -> dict[str, str]:
    """What the figures are of, as the page says it and the file too."""
    days = {"before": date_and_year(scope.before), "on": date_and_year(scope.on)}
    about = {_("Periode"): _("%(before)s – %(on)s") % days}
    if scope.user.role == Role.TEAM_LEADER:
        about[_("Team")] = str(scope.user.team)
    about[_("Distrikt")] = districts[scope.district] if scope.district else _("alle")
    return about


def _districts() -> dict[int, str]:
    return dict(District.objects.order_by("name", "pk").values_list("pk", "name"))
