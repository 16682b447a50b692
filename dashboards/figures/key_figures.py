"""The managers' key figures (nøgletal) after Indsatstrappens Nøgletal (reference, § 9), each with its definition."""

from dashboards.figures.flow import flow
from dashboards.figures.key_placements import placements
from dashboards.figures.key_reviews import reviews
from dashboards.figures.key_steps import by_step, over_time
from dashboards.figures.key_table import Table
from dashboards.figures.ladder import Tread
from dashboards.figures.lasting import lasting
from dashboards.figures.placed_now import placed_now
from dashboards.figures.scope import Scope


def key_figures(scope: Scope, treads: list[Tread]) -> list[Table]:
    """All of them, in a constant number of queries."""
    stood = flow(scope)
    return [
        by_step(scope, treads, stood, lasting(scope)),
        over_time(scope, treads, stood),
        placements(scope, treads, stood, placed_now(scope)),
        reviews(scope),
    ]
