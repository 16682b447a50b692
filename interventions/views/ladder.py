"""The ladder's own words and colours, now and to come, and the groups that needs are sorted by."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import open_page, page, show
from interventions import actions, colours
from interventions.access import step_for
from interventions.actions.ladder import EDITION_FIELDS
from interventions.catalogue_access import edition_for, target_group_for
from interventions.forms.ladder import DropForm, LadderForm, NewTargetGroupForm, StepForm, TargetGroupForm
from interventions.models import Ladder, Offer, Step, StepEdition, TargetGroup
from interventions.standing import number_offset

A_YEAR = 365 * 24 * 60 * 60
A_MINUTE = 60


@page(Permission.CHANGE_CATALOGUE)
def ladder(request: Request) -> HttpResponse:
    """The six steps with their names and colours, what is decided for later, and the number they are counted from."""
    stored = Ladder.objects.get()
    form = LadderForm.at(request, initial={"name": stored.name, "number_offset": stored.number_offset})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_ladder(by=request.user, **form.answers)
            messages.success(request, _("Trappen er gemt."))
            return redirect("interventions:ladder")
    editions = StepEdition.objects.to_come(on=timezone.localdate()).select_related("step")
    context = {
        "form": form,
        "ladder": stored,
        "steps": list(Step.objects.order_by("-pk")),
        "editions": list(editions.order_by("valid_from", "-step")),
        "offset": stored.number_offset,
        "today": timezone.localdate(),
    }
    return show(request, "interventions/ladder.html", context)


@page(Permission.CHANGE_CATALOGUE, load=step_for)
def step(request: Request, step: Step) -> HttpResponse:
    """Say how a step is named, coloured and reviewed, from a day on."""
    typed = {name: getattr(step, name) for name in EDITION_FIELDS}
    form = StepForm.at(request, step=step, initial=typed | {"seen_version": step.version})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            today = timezone.localdate()
            edition = actions.change_step(step=step, today=today, by=request.user, **form.answers)
            is_now = edition.valid_from <= today
            messages.success(
                request, _("Trinnet er gemt.") if is_now else _("Ændringen er gemt og venter, til dagen kommer.")
            )
            return redirect("interventions:ladder")
        # After a refusal the form stands on the row as it is now, so that saving again is a decision.
        form.data = dict(form.data.items()) | {"seen_version": str(step.version)}
    return show(request, "interventions/step.html", {"form": form, "step": step, "offset": number_offset()})


@page(Permission.CHANGE_CATALOGUE, load=edition_for)
def drop_edition(request: Request, edition: StepEdition) -> HttpResponse:
    """Say what will happen, and take back what was decided for a later day."""
    form = DropForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.drop_edition(edition=edition, today=timezone.localdate(), by=request.user)
            messages.success(request, _("Ændringen er taget tilbage. Trinnet bliver, som det er."))
            return redirect("interventions:ladder")
    context = {"form": form, "edition": edition, "offset": number_offset()}
    return show(request, "interventions/drop_edition.html", context)


@page(Permission.CHANGE_CATALOGUE)
def target_groups(request: Request) -> HttpResponse:
    """The groups in their order, with how many open offers name each."""
    today = timezone.localdate()
    named: dict[str, int] = {}
    for codes in Offer.objects.open(on=today).values_list("target_groups", flat=True):
        for code in codes:
            named[code] = named.get(code, 0) + 1
    groups = TargetGroup.objects.order_by("-is_active", "order", "pk")
    rows = [{"group": group, "offers": named.get(group.pk, 0)} for group in groups]
    return show(request, "interventions/target_groups.html", {"rows": rows})


@page(Permission.CHANGE_CATALOGUE)
def add_target_group(request: Request) -> HttpResponse:
    """Add a group."""
    form = NewTargetGroupForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.add_target_group(by=request.user, **form.answers)
            messages.success(request, _("Målgruppen er tilføjet. Sæt den på de tilbud, den passer til."))
            return redirect("interventions:target_groups")
    return show(request, "interventions/target_group.html", {"form": form, "group": None})


@page(Permission.CHANGE_CATALOGUE, load=target_group_for)
def target_group(request: Request, group: TargetGroup) -> HttpResponse:
    """Rename a group, or take it out of use."""
    form = TargetGroupForm.at(request, initial=TargetGroupForm.initial_of(group))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.change_target_group(group=group, by=request.user, **form.answers)
            messages.success(request, _("Målgruppen er gemt."))
            return redirect("interventions:target_groups")
    return show(request, "interventions/target_group.html", {"form": form, "group": group})


@open_page
def step_colours(request: HttpRequest) -> HttpResponse:
    """The steps' own colours as a stylesheet; it says nothing about anybody, so the sign-in page has it too."""
    text = colours.stylesheet()
    version = colours.version_of(text)
    colours.remember(version)
    is_named = request.GET.get("v", "") == version
    age = f"public, max-age={A_YEAR}, immutable" if is_named else f"public, max-age={A_MINUTE}"
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": age})
