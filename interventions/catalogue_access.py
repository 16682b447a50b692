"""The loaders of what an administrator keeps about ladder and catalogue."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from herning.accounts.models import Department
from herning.accounts.request import Request
from interventions.models import CatalogueImport, StepEdition, TargetGroup


def edition_for(request: Request, *, pk: int) -> StepEdition:
    """What was decided for a step for a later day; an older page may still be sent, and the act refuses it kindly."""
    found = get_object_or_404(StepEdition.objects.select_related("step"), pk=pk)
    if request.method != "POST" and found.valid_from <= timezone.localdate():
        raise Http404
    return found


def target_group_for(_request: Request, *, code: str) -> TargetGroup:
    """A group that needs are sorted by."""
    return get_object_or_404(TargetGroup, pk=code)


def department_for(_request: Request, *, code: str) -> Department:
    """A provider's department."""
    return get_object_or_404(Department.objects.select_related("provider"), code=code)


def import_for(_request: Request, *, pk: int) -> CatalogueImport:
    """A catalogue that came in as a file."""
    return get_object_or_404(CatalogueImport.objects.select_related("by", "applied_by"), pk=pk)
