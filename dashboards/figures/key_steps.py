"""The key figures of each step: children, moves, time and price; and the children over two years."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.figures import moves
from dashboards.figures.flow import MONTHS_BACK, Flow
from dashboards.figures.key_table import Cell, Column, Line, Table, count, few, measured, none
from dashboards.figures.ladder import Tread
from dashboards.figures.lasting import Lasting
from dashboards.figures.scope import Scope
from herning.rules import add_months
from herning.web.days import date_and_year, month_and_year
from interventions.rules import SUPPRESSED_BELOW


def by_step(scope: Scope, treads: list[Tread], stood: Flow, lasted: dict[int, Lasting]) -> Table:
    """A line for each step."""
    lines = (
        Line(tread.name, _cells(scope, tread.step, stood, lasted.get(tread.step, Lasting())), tread.step)
        for tread in treads
    )
    return Table(_("Trin for trin"), _("Trin"), _columns(scope), tuple(lines))


def over_time(scope: Scope, treads: list[Tread], stood: Flow) -> Table:
    """The children of each step every third month, the latest last."""
    days = sorted({scope.on, *(add_months(scope.on, -months) for months in MONTHS_BACK)})
    lines = (Line(tread.name, tuple(_stood(stood, tread.step, day) for day in days), tread.step) for tread in treads)
    note = _(
        "Børn, hvis højeste hjælp var på trinnet ved dagens udgang, hver tredje måned i to år. "
        "Før den første hjælp er der ingen tal."
    )
    columns = tuple(Column(month_and_year(day)) for day in days)
    return Table(_("Børn på hvert trin i to år"), _("Trin"), columns, tuple(lines), note)


def _columns(scope: Scope) -> tuple[Column, ...]:
    return (
        Column(
            _("Børn nu"),
            _("Børn, hvis højeste hjælp i dag er på trinnet. Et barn tæller på ét trin (nøgletal 5 og 6)."),
        ),
        Column(_("Børn %(day)s") % {"day": date_and_year(scope.before)}, _("Det samme, da perioden begyndte.")),
        Column(
            _("Ned fra trinnet"), _("Bevægelser i perioden fra trinnet til et lavere (nøgletal 9: fra hjemmebaserede).")
        ),
        Column(
            _("Op fra trinnet"), _("Bevægelser i perioden fra trinnet til et højere (nøgletal 8: fra hjemmebaserede).")
        ),
        Column(
            _("Sprunget til"),
            _(
                "Bevægelser i perioden op til trinnet, hvor mindst ét trin blev sprunget over, også barnets første. "
                "Det nederste trin er for alle børn og springes ikke over."
            ),
        ),
        Column(
            _("Dage, sluttet"),
            _("Det midterste antal dage, den hjælp varede, der sluttede i perioden (nøgletal 2: institution)."),
        ),
        Column(
            _("Dage, i gang"),
            _("Det midterste antal dage, den hjælp har varet, der gives nu; også under barnets højeste trin."),
        ),
        Column(
            _("Kr. pr. uge nu"),
            _("Ugepriserne lagt sammen for den hjælp, der gives nu, efter katalogets priser i dag (nøgletal 11)."),
        ),
        Column(_("Pris kendt for"), _("Hjælp, der gives nu og har en pris i kataloget, af al hjælp på trinnet.")),
    )


def _cells(scope: Scope, step: int, stood: Flow, lasted: Lasting) -> tuple[Cell, ...]:
    def moved(number: int, **asked: int | str) -> Cell:
        return count(number, reverse("dashboards:moves") + scope.query(**asked))

    return (
        _stood(stood, step, scope.on, reverse("dashboards:children") + scope.query(trin=step)),
        _stood(stood, step, scope.before),
        moved(stood.moves.down_from[step], retning=moves.DOWN, fra=step),
        moved(stood.moves.up_from[step], retning=moves.UP, trin=step),
        moved(stood.moves.skipped_to[step], retning=moves.SKIPPED, trin=step),
        measured(lasted.ended_days, children=lasted.ended_children),
        measured(lasted.running_days, children=lasted.running_children),
        _price(lasted),
        _known(lasted),
    )


def _stood(stood: Flow, step: int, day: date, url: str = "") -> Cell:
    """A day on which nobody stood anywhere has no figures; step 0 is for all, and counts cases only with help there."""
    children = stood.days[day]
    if not children.total():
        return none()
    return count(children[step], url) if step or children[step] else Cell(_("tæller ikke sager"))


def _price(lasted: Lasting) -> Cell:
    if lasted.running and not lasted.priced:
        return Cell(_("ingen pris kendt"))
    return measured(lasted.kroner, children=lasted.priced_children)


def _known(lasted: Lasting) -> Cell:
    if not lasted.running:
        return none()
    if lasted.running_children < SUPPRESSED_BELOW:
        return few()
    return Cell(_("%(part)s af %(whole)s") % {"part": lasted.priced, "whole": lasted.running})
