"""The catalogue's changes, and the catalogue as files: out, in, and what a file would change before it does."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import Page, keyset
from interventions import actions
from interventions.access import offer_for
from interventions.actions.exchange import reading_of
from interventions.catalogue_access import import_for
from interventions.changes import changed
from interventions.exchange import csv_file, stored, yaml_file
from interventions.forms.dated import ApplyForm, ImportForm
from interventions.models import CatalogueChange, CatalogueImport, Offer

FAULTS_SHOWN = 100
IMPORTS_SHOWN = 10


@page(Permission.SEE_CATALOGUE_CHANGES)
def changes(request: Request) -> HttpResponse:
    """What was changed in ladder and catalogue, newest first."""
    return _changes(request, CatalogueChange.objects.get_queryset(), None)


@page(Permission.SEE_CATALOGUE_CHANGES, load=offer_for)
def offer_changes(request: Request, offer: Offer) -> HttpResponse:
    """What was changed in one offer, its prices and places, newest first."""
    rows = CatalogueChange.objects.filter(subject_type="offer", subject_id=str(offer.pk))
    return _changes(request, rows, offer)


def _changes(request: Request, rows: Any, offer: Offer | None) -> HttpResponse:
    found: Page[CatalogueChange] = keyset(
        rows.select_related("by"), by="at", within=rows, newest_first=True, size=25, asked=request.GET
    )
    ids = {row.subject_id for row in found.rows if row.subject_type == "offer"}
    codes = {str(pk): code for pk, code in Offer.objects.filter(pk__in=ids).values_list("pk", "code")}
    context = {
        "changes": changed(found.rows, offers=codes),
        "offer": offer,
        **found.beside(request.GET),
    }
    return show(request, "interventions/changes.html", context)


@page(Permission.CHANGE_CATALOGUE)
def export_yaml(request: Request) -> HttpResponse:
    """The whole ladder and catalogue as one YAML file."""
    text = yaml_file.written(stored.tables(on=timezone.localdate()))
    return _file(text.encode(), "application/yaml; charset=utf-8", "yaml")


@page(Permission.CHANGE_CATALOGUE)
def export_csv(request: Request) -> HttpResponse:
    """The same as CSV files for a spreadsheet, in one ZIP."""
    return _file(csv_file.written(stored.tables(on=timezone.localdate())), "application/zip", "zip")


def _file(content: bytes, content_type: str, ending: str) -> HttpResponse:
    name = f"indsatstrappe-{timezone.localdate()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)


@page(Permission.CHANGE_CATALOGUE)
def import_catalogue(request: Request) -> HttpResponse:
    """Take the catalogue out, and hand in a file; nothing of it counts before its own page has shown what it does."""
    form = ImportForm.at(request)
    if request.method == "POST" and form.is_valid():
        file = form.answers["file"]
        with form.refusals():
            received = actions.receive_catalogue(name=file.name, content=file.read(), by=request.user)
            return redirect("interventions:imported", received.pk)
    received_before = CatalogueImport.objects.select_related("by").defer("text").order_by("-pk")[:IMPORTS_SHOWN]
    return show(request, "interventions/import_catalogue.html", {"form": form, "received": list(received_before)})


@page(Permission.CHANGE_CATALOGUE, load=import_for)
def imported(request: Request, received: CatalogueImport) -> HttpResponse:
    """What a file would add and change, or every fault in it; the button carries it out."""
    today = timezone.localdate()
    is_applied = received.applied_at is not None
    read = None if is_applied else reading_of(received, on=today)
    form = ApplyForm.at(request, initial={"seen": read.fingerprint if read else ""})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            count = actions.import_catalogue(received=received, today=today, by=request.user, **form.answers)
            said = ngettext("%(count)s række er indlæst.", "%(count)s rækker er indlæst.", count)
            messages.success(request, said % {"count": count})
            return redirect("interventions:imported", received.pk)
    context = {
        "form": form,
        "received": received,
        "is_applied": is_applied,
        "faults": read.faults[:FAULTS_SHOWN] if read else [],
        "fault_count": len(read.faults) if read else 0,
        "differences": read.differences if read else [],
        "added": sum(one.is_new for one in read.differences) if read else 0,
        "altered": sum(not one.is_new for one in read.differences) if read else 0,
    }
    return show(request, "interventions/imported.html", context)
