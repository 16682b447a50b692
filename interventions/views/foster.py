"""Foster families: found, registered, changed, and their approval kept."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import IntegerField, OuterRef, Q, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from interventions import actions
from interventions.access import children_known_to
from interventions.enums import FosterType
from interventions.forms.foster import ExtendForm, FosterFamilyForm, NewFosterFamilyForm, RetireForm, family_as_kept
from interventions.models import Capacity, FosterFamily, Place, TargetGroup
from interventions.models.foster import FosterFamilyQuerySet
from interventions.models.place import with_load
from interventions.place_access import foster_family_for
from interventions.place_rules import APPROVAL_WARNED, is_running_out

SHOWN = 100
OLDEST = 22


@page(Permission.SEE_INTERVENTION)
def foster_families(request: Request) -> HttpResponse:
    """The own departments' families with free places; narrowed to those free, for an age, or running out."""
    today = timezone.localdate()
    asked = {name: request.GET.get(name, "") for name in ("ledig", "alder", "udloeber")}
    families = FosterFamily.objects.visible_to(request.user)
    found = _narrowed(_with_places(families, today), asked, today).select_related("department", "district")
    rows = list(found[: SHOWN + 1])
    context = {
        "rows": [
            {"family": row, "is_running_out": is_running_out(row.approved_until, on=today)} for row in rows[:SHOWN]
        ],
        "asked": asked,
        "is_filtered": any(asked.values()),
        "is_cut": len(rows) > SHOWN,
        "most": SHOWN,
        "may_manage": request.user.may(Permission.MANAGE_FOSTER_FAMILIES),
        "ages": range(OLDEST + 1),
        "today": today,
    }
    return show(request, "interventions/foster_families.html", context)


def _with_places(families: FosterFamilyQuerySet, today: date) -> Any:
    given = Capacity.objects.filter(foster_family=OuterRef("pk"), closes_on=None)
    loaded: Any = with_load(given, on=today).order_by("pk")
    return families.annotate(
        free=Subquery(loaded.values("free")[:1], output_field=IntegerField()),
        taken=Subquery(loaded.values("taken")[:1], output_field=IntegerField()),
        waiting=Subquery(loaded.values("waiting")[:1], output_field=IntegerField()),
    ).order_by("-is_active", "sort_name", "pk")


def _narrowed(families: Any, asked: dict[str, str], today: date) -> Any:
    if asked["ledig"]:
        # A network family's place is its own child's, and so free for nobody.
        families = families.approved(on=today).filter(free__gt=0).exclude(kind=FosterType.NETWORK)
    age = asked["alder"]
    if age.isascii() and age.isdigit() and int(age[:3]) <= OLDEST:
        families = families.for_age(int(age[:3]))
    if asked["udloeber"]:
        families = families.filter(Q(is_active=True), approved_until__lte=today + APPROVAL_WARNED)
    return families


@page(Permission.SEE_INTERVENTION, load=foster_family_for)
def foster_family(request: Request, family: FosterFamily) -> HttpResponse:
    """One family: what it is approved for, its wishes, and the children who live there or come."""
    today = timezone.localdate()
    held = Place.objects.visible_to(request.user).occupied(on=today).filter(capacity__foster_family=family)
    places = held.select_related("referral__case__child", "referral__intervention", "capacity__offer").order_by(
        "number"
    )
    capacities = with_load(Capacity.objects.filter(foster_family=family, closes_on=None), on=today)
    context = {
        "family": family,
        "is_network": family.kind == FosterType.NETWORK,
        "own_child": children_known_to(request.user).filter(pk=family.child_id).first(),
        "places": [_place(place, today) for place in places],
        "capacities": list(capacities.select_related("offer").order_by("pk")),
        "groups": TargetGroup.objects.filter(pk__in=family.target_groups).order_by("order", "pk"),
        "is_running_out": is_running_out(family.approved_until, on=today),
        "is_over": family.approved_until is not None and family.approved_until < today,
        "may_manage": request.user.may(Permission.MANAGE_FOSTER_FAMILIES),
        "today": today,
    }
    return show(request, "interventions/foster_family.html", context)


def _place(place: Place, today: date) -> dict[str, Any]:
    referral = place.referral
    if referral is None:
        return {"place": place, "child": ""}
    child = referral.case.child
    given = getattr(referral, "intervention", None)
    return {"place": place, "child": child.name, "age": child.age_text(on=today), "help": given, "referral": referral}


@page(Permission.MANAGE_FOSTER_FAMILIES)
def register_foster_family(request: Request) -> HttpResponse:
    """Register a family of an own department."""
    form = NewFosterFamilyForm.at(request, user=request.user)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            family = actions.register_foster_family(
                offer=form.answers["offer"],
                department=form.answers["department"],
                child=form.answers["child"],
                by=request.user,
                **form.fields_of_family,
            )
            messages.success(request, _("Familien er registreret, og dens pladser kan bruges."))
            return redirect("interventions:foster_family", family.pk)
    return show(request, "interventions/foster_form.html", {"form": form, "family": None})


@page(Permission.MANAGE_FOSTER_FAMILIES, load=foster_family_for)
def change_foster_family(request: Request, family: FosterFamily) -> HttpResponse:
    """Change a family."""
    form = FosterFamilyForm.at(request, initial=family_as_kept(family))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_foster_family(
                family=family,
                seen_version=form.answers["seen_version"] or 0,
                on=timezone.localdate(),
                by=request.user,
                **form.fields_of_family,
            )
            messages.success(request, _("Familien er gemt."))
            return redirect("interventions:foster_family", family.pk)
    return show(request, "interventions/foster_form.html", {"form": form, "family": family})


@page(Permission.MANAGE_FOSTER_FAMILIES, load=foster_family_for)
def extend_approval(request: Request, family: FosterFamily) -> HttpResponse:
    """Let an approval hold longer."""
    later = family.approved_until + timedelta(days=365) if family.approved_until else None
    form = ExtendForm.at(request, initial={"approved_until": later, "approved_by": family.approved_by})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.extend_approval(family=family, by=request.user, **form.answers)
            messages.success(request, _("Godkendelsen er forlænget."))
            return redirect("interventions:foster_family", family.pk)
    return show(request, "interventions/foster_form.html", {"form": form, "family": family, "act": _("Forlæng")})


@page(Permission.MANAGE_FOSTER_FAMILIES, load=foster_family_for)
def retire_foster_family(request: Request, family: FosterFamily) -> HttpResponse:
    """Say that an approval is withdrawn; the page says first what will happen."""
    form = RetireForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.retire_foster_family(family=family, by=request.user, **form.answers)
            messages.success(request, _("Godkendelsen er trukket tilbage. Ingen nye børn kan komme i familien."))
            return redirect("interventions:foster_family", family.pk)
    return show(request, "interventions/foster_form.html", {"form": form, "family": family, "act": _("Træk tilbage")})
