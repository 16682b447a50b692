"""The private calendar address."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.views.acting import act
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show
from reviews import actions, addresses
from reviews.forms.meeting import MakeAddressForm, RevokeAddressForm
from reviews.models import CalendarFeed

SHOWN_ONCE = "calendar_address"


@page(Permission.SIGN_IN)
def calendar(request: Request) -> HttpResponse:
    """The address a calendar program reads: made, shown once, replaced."""
    form = MakeAddressForm.at(request)
    if request.method == "POST" and form.is_valid():
        secret = actions.make_calendar_address(at=timezone.now(), by=request.user)
        # Kept in the session until the next page shows it, and not after.
        request.session[SHOWN_ONCE] = addresses.full("reviews:calendar_feed", secret)
        messages.success(request, _("Adressen er lavet. Kopiér den nu: den vises kun denne ene gang."))
        return redirect("reviews:calendar")
    context = {
        "form": form,
        "feed": CalendarFeed.objects.in_use().filter(user=request.user).first(),
        "address": request.session.pop(SHOWN_ONCE, ""),
    }
    return show(request, "reviews/calendar.html", context)


@page(Permission.SIGN_IN)
def revoke_calendar(request: Request) -> HttpResponse:
    """Close the address."""
    form = RevokeAddressForm.at(request)
    back = reverse("reviews:calendar")
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            actions.revoke_calendar_address(at=timezone.now(), by=request.user)
            messages.success(
                request, _("Adressen er lukket. Det kalenderprogram, der brugte den, får ikke mere at se.")
            )
            return redirect(back)
    lead = _("Det kalenderprogram, der bruger adressen, kan ikke hente dine opfølgninger mere.")
    return act(request, form, heading=_("Tilbagekald adressen?"), lead=lead, back=back)
