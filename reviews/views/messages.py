"""A person's messages: what the mails say, in one list, each leading to where something can be done."""

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from herning.web.paging import keyset
from reviews.actions import read_all_messages, read_message
from reviews.forms.messages import OpenForm, ReadAllForm
from reviews.models import Message
from reviews.overtaken import holding
from reviews.saying import about, address, sentence

NEEDED = ("review", "case__child", "concern__child", "recipient")


def message_for(request: Request, *, pk: int) -> Message:
    """One of the person's own messages."""
    return get_object_or_404(Message.objects.visible_to(request.user).select_related(*NEEDED), pk=pk)


@page(Permission.SIGN_IN)
def messages(request: Request) -> HttpResponse:
    """The unread that still hold by default, all on request; one button marks them all as read."""
    form = ReadAllForm.at(request)
    if request.method == "POST" and form.is_valid():
        read_all_messages(at=timezone.now(), by=request.user)
        flash.success(request, _("Alle beskeder er markeret som læst."))
        return redirect("reviews:messages")
    is_all = request.GET.get("vis") == "alle"
    within = Message.objects.visible_to(request.user)
    now = timezone.now()
    rows = within if is_all else holding(within.unread(), on=timezone.localdate(now))
    found = keyset(
        rows.select_related(*NEEDED), by="pk", within=within, asked=request.GET, newest_first=True,
    )  # fmt: skip
    context = {
        "form": form,
        "rows": [{"message": row, "what": sentence(row, at=now), "whom": about(row)} for row in found.rows],
        "is_all": is_all,
        **found.beside(request.GET),
    }
    return show(request, "reviews/messages.html", context)


@page(Permission.SIGN_IN, load=message_for)
def message(request: Request, found: Message) -> HttpResponse:
    """One message; its button marks it as read and leads on."""
    form = OpenForm.at(request)
    if request.method == "POST" and form.is_valid():
        read_message(message=found, at=timezone.now(), by=request.user)
        return redirect(address(found))
    return show(
        request,
        "reviews/message.html",
        {"form": form, "message": found, "what": sentence(found, at=timezone.now()), "whom": about(found)},
    )
