"""Addresses."""

from django.urls import path

from dashboards.views import (
    case,
    held_steps,
    holes,
    key_figures,
    lists,
    placed,
    search,
    staircase,
    start,
    team,
    unmet,
    what_if,
)

app_name = "dashboards"
urlpatterns = [
    path("", start.start, name="start"),
    path("soeg/", search.search, name="search"),
    path("trappen/", staircase.staircase, name="staircase"),
    path("trappen/boern/", lists.children, name="children"),
    path("trappen/bevaegelser/", lists.stepped, name="moves"),
    path("trappen/holdt-det/", held_steps.held_steps, name="held_steps"),
    path("trappen/noegletal/", key_figures.key_figures, name="key_figures"),
    path("trappen/noegletal/regneark/", key_figures.export_key_figures, name="export_key_figures"),
    path("trappen/overskredne/", lists.overdue, name="overdue"),
    path("trappen/fyldte/", lists.full_offers, name="full_offers"),
    path("trappen/udaekket/", unmet.unmet, name="unmet"),
    path("trappen/udaekket/boern/", unmet.unmet_children, name="unmet_children"),
    path("trappen/frister/", placed.law, name="law"),
    path("trappen/anbringelser/", placed.placed, name="placed"),
    path("trappen/slutter/", placed.exits, name="exits"),
    path("trappen/sammenbrud/", placed.breakdowns, name="breakdowns"),
    path("trappen/huller/", holes.holes, name="holes"),
    path("trappen/huller/boern/", holes.hurt_by_hole, name="hurt_by_hole"),
    path("trappen/hvad-nu-hvis/", what_if.think_ahead, name="what_if"),
    path("teamet/", team.team, name="team"),
    path("udfoerer/boern/", start.own_children, name="own_children"),
    path("sager/<str:number>/", case.case, name="case"),
    path("sager/<str:number>/adgang/", case.access_log, name="access_log"),
]
