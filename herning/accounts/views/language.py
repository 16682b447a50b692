"""The language of one's own screens and mails."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from herning.accounts.actions import choose_language
from herning.accounts.forms import LanguageForm
from herning.accounts.permissions import Permission
from herning.accounts.request import Request
from herning.web.pages import page, show


@page(Permission.SIGN_IN)
def language(request: Request) -> HttpResponse:
    """Choose it; the answer is said in the language that was chosen."""
    form = LanguageForm.at(request, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            chosen = choose_language(by=request.user, **form.answers).language
            with translation.override(chosen or translation.get_language_from_request(request)):
                messages.success(request, _("Sproget er valgt."))
            return redirect("accounts:language")
    return show(request, "accounts/language.html", {"form": form})
