"""A new team, and a known one with its people."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from herning.accounts.access import team_for
from herning.accounts.actions import add_team, change_team
from herning.accounts.forms import ChangeTeamForm, TeamForm, district_names
from herning.accounts.models import Team
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show


@page(Permission.MANAGE_PEOPLE)
def new_team(request: Request) -> HttpResponse:
    """Add a team."""
    form = TeamForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = add_team(**form.answers, by=request.user)
            messages.success(request, _("Teamet %(name)s er oprettet.") % {"name": made.name})
            return redirect("accounts:people")
    return show(request, "accounts/team.html", {"form": form, "districts": district_names()})


@page(Permission.MANAGE_PEOPLE, load=team_for)
def team(request: Request, known: Team) -> HttpResponse:
    """One team: its name, district and people."""
    form = ChangeTeamForm.at(request, initial=ChangeTeamForm.initial_of(known))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            change_team(team=known, by=request.user, **form.answers)
            messages.success(request, _("Ændringerne er gemt."))
            return redirect("accounts:team", known.pk)
    members = known.members.filter(is_active=True).order_by("-role", "sort_name", "pk")
    context = {"form": form, "known": known, "members": members, "districts": district_names()}
    return show(request, "accounts/team.html", context)
