"""The list of people, a new person, and one person with their departments."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from herning.accounts.access import membership_for, person_for
from herning.accounts.actions import add_membership, change_user, create_user, end_membership, offer_password
from herning.accounts.forms import (
    ChangePersonForm,
    EndMembershipForm,
    FindPersonForm,
    MembershipForm,
    NewPersonForm,
    PasswordLinkForm,
)
from herning.accounts.models import Membership, Team, User
from herning.accounts.permissions import Permission, Role
from herning.accounts.request import Request
from herning.web.danish import SearchKey, matching
from herning.web.pages import page, show
from herning.web.paging import keyset


@page(Permission.MANAGE_PEOPLE)
def people(request: Request) -> HttpResponse:
    """Everybody who can sign in, in Danish order, found by name, e-mail or role; and the teams."""
    form = FindPersonForm(request.GET)
    chosen = _found(form.cleaned_data if form.is_valid() else {})
    found = keyset(chosen, by="sort_name", within=User.objects.get_queryset(), asked=request.GET)
    return show(
        request,
        "accounts/people.html",
        {
            "people": found.rows,
            **found.beside(request.GET),
            "asked": form.data,
            "roles": [(role.value, role.label) for role in Role if role != Role.SYSTEM],
            "teams": Team.objects.select_related("district").order_by("-is_active", "sort_name", "pk"),
        },
    )


def _found(asked: dict[str, Any]) -> Any:
    people = User.objects.get_queryset().people().select_related("team")
    if asked.get("rolle"):
        people = people.filter(role=asked["rolle"])
    if not asked.get("lukkede"):
        people = people.filter(is_active=True)
    words = asked.get("navn", "")
    if "@" in words:
        people = people.filter(email__istartswith=words)
    elif words:
        people = matching(people.annotate(search_name=SearchKey("name")), words, field="search_name")
    return people


@page(Permission.MANAGE_PEOPLE)
def new_person(request: Request) -> HttpResponse:
    """Give somebody a sign-in."""
    form = NewPersonForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            made = create_user(**form.answers, by=request.user)
            if not form.answers["password"]:
                _send_password_link(request, made)
            messages.success(request, _("%(name)s er oprettet.") % {"name": made.name})
            return redirect("accounts:person", made.pk)
    return show(request, "accounts/new_person.html", {"form": form})


@page(Permission.MANAGE_PEOPLE, load=person_for)
def person(request: Request, known: User) -> HttpResponse:
    """One person: who they are here, and the departments they work in."""
    form = ChangePersonForm.at(request, initial=ChangePersonForm.initial_of(known))
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            change_user(user=known, by=request.user, **form.answers)
            messages.success(request, _("Ændringerne er gemt."))
            return redirect("accounts:person", known.pk)
    return show(request, "accounts/person.html", {"form": form, "known": known, "memberships": _memberships(known)})


@page(Permission.MANAGE_PEOPLE, load=person_for)
def new_membership(request: Request, known: User) -> HttpResponse:
    """Let a provider's worker into a department."""
    form = MembershipForm.at(request, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            add_membership(user=known, by=request.user, **form.answers)
            messages.success(request, _("Afdelingen er tilknyttet."))
            return redirect("accounts:person", known.pk)
    title = _("Tilknyt %(name)s en afdeling") % {"name": known.name}
    return show(request, "accounts/membership.html", {"form": form, "known": known, "title": title})


@page(Permission.MANAGE_PEOPLE, load=membership_for)
def close_membership(request: Request, membership: Membership) -> HttpResponse:
    """Say what will happen, and end somebody's work in a department."""
    form = EndMembershipForm.at(request, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            end_membership(membership=membership, by=request.user, **form.answers)
            messages.success(request, _("Tilknytningen er afsluttet."))
            return redirect("accounts:person", membership.user_id)
    title = _("Afslut tilknytning til %(department)s") % {"department": membership.department}
    known = membership.user
    return show(
        request, "accounts/membership.html", {"form": form, "known": known, "title": title, "membership": membership}
    )


@page(Permission.MANAGE_PEOPLE, load=person_for)
def password_link(request: Request, known: User) -> HttpResponse:
    """Say what will happen, and send the person a link to choose a password of their own."""
    form = PasswordLinkForm.at(request)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            offer_password(user=known, by=request.user)
            _send_password_link(request, known)
            return redirect("accounts:person", known.pk)
    return show(request, "accounts/password_link.html", {"form": form, "known": known})


def _send_password_link(request: Request, known: User) -> None:
    """The sign-in library's own link, which runs out and can be used once; a dead mail server is told, not hidden."""
    form = ResetPasswordForm(data={"email": known.email})
    try:
        if form.is_valid():
            form.save(request)
    except (OSError, UnicodeError):
        messages.error(request, _("E-mailen kunne ikke sendes. Prøv igen fra brugerens side, når mail virker."))
    else:
        messages.info(request, _("Et link til at vælge adgangskode er sendt til %(email)s.") % {"email": known.email})


def _memberships(known: User) -> list[dict[str, Any]]:
    rows = known.memberships.select_related("department__provider").order_by("until", "since", "pk")
    return [
        {"row": row, "end_url": reverse("accounts:close_membership", args=[row.pk]) if row.until is None else ""}
        for row in rows
    ]
