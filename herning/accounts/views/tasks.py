"""Tasks that failed for good: which, why, and what is to become of each."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from herning.accounts.access import parked_task_for
from herning.accounts.actions import put_task_away, run_task_again
from herning.accounts.forms import SettleTaskForm
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.models import ParkedTask
from herning.web.pages import page, show
from herning.web.paging import keyset


@page(Permission.MANAGE_TASKS)
def tasks(request: Request) -> HttpResponse:
    """The parked tasks that wait, the newest first; those settled on request."""
    is_all = request.GET.get("vis") == "alle"
    chosen = ParkedTask.objects.all() if is_all else ParkedTask.objects.waiting()
    found = keyset(
        chosen.select_related("settled_by"), by="pk", within=ParkedTask.objects.all(), asked=request.GET,
        newest_first=True,
    )  # fmt: skip
    shown = {"tasks": found.rows, "is_all": is_all, **found.beside(request.GET)}
    return show(request, "accounts/tasks.html", shown)


@page(Permission.MANAGE_TASKS, load=parked_task_for)
def task(request: Request, parked: ParkedTask) -> HttpResponse:
    """One task: why it failed and where, and the two ways on."""
    form = SettleTaskForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            if form.answers["decision"] == SettleTaskForm.RUN:
                run_task_again(parked=parked, by=request.user)
                messages.success(request, _("Opgaven er sendt igen. Fejler den igen, står den her på ny."))
            else:
                put_task_away(parked=parked, by=request.user)
                messages.success(request, _("Opgaven er lagt væk."))
            return redirect("accounts:tasks")
    return show(request, "accounts/task.html", {"form": form, "parked": parked})
