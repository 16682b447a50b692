"""The one base form: error summary, verb on the button, one-time token, draft; it cleans and never saves."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import EmailValidator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from herning.rules import RuleBroken
from herning.web.models import Draft
from herning.web.people import person_id

LONG_TEXT = 20_000
# What Django writes in a list where nothing is chosen; read aloud it says nothing.
DJANGOS_DASHES = "---------"
DJANGOS_REQUIRED = forms.Field.default_error_messages["required"]


def let_choose(form: forms.Form, name: str, among: Any) -> None:
    """Let a field choose among what is known only now: rows of a queryset, or pairs of a value and its words."""
    field: Any = form.fields[name]
    if isinstance(among, QuerySet):
        field.queryset = among
    else:
        field.choices = among


def _asked_for(field: forms.Field) -> Any:
    """What to do about an empty field that must not be; "Dette felt er påkrævet" says only that something is wrong."""
    match field:
        case forms.ChoiceField() | forms.ModelChoiceField():
            return _("Vælg en mulighed.")
        case forms.DateField():
            return _("Vælg en dato.")
        case forms.DateTimeField() | forms.TimeField():
            return _("Skriv, hvornår det er.")
        case forms.IntegerField():
            return _("Skriv et tal.")
        case forms.FileField():
            return _("Vælg en fil.")
    return _("Skal udfyldes.")


class HouseForm(forms.Form):
    """A form of this house; `button` is the verb on its button, `draft_name` turns saving while typing on."""

    button: Any = _("Gem")
    draft_name: str = ""
    error_css_class = "is-invalid"

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, draft: Draft | None = None, draft_subject: str = "", **kwargs: Any) -> None:
        self.draft = draft
        self.draft_subject = draft_subject
        if draft is not None:
            kwargs["initial"] = {**(kwargs.get("initial") or {}), **draft.data}
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid4()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.show_errors = False
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs.setdefault("rows", 4)
            if field.error_messages.get("required") is DJANGOS_REQUIRED:
                field.error_messages["required"] = _asked_for(field)
            if isinstance(field, forms.ModelChoiceField) and field.empty_label == DJANGOS_DASHES:
                field.empty_label = _("Vælg …") if field.required else _("Ikke valgt")

    @classmethod
    def at(cls, request: HttpRequest, *, about: str = "", **kwargs: Any) -> Self:
        """The form as the page meets it: bound to what was posted, else holding the draft about `about`, if any."""
        if request.method == "POST":
            return cls(request.POST, request.FILES, draft_subject=about, **kwargs)
        draft = None
        if cls.draft_name:
            draft = Draft.objects.filter(user_id=person_id(request), form=cls.draft_name, subject=about).first()
        return cls(draft=draft, draft_subject=about, **kwargs)

    @property
    def draft_key(self) -> str:
        """What the draft is kept under, as `form:subject`; empty when the form keeps none."""
        return f"{self.draft_name}:{self.draft_subject}" if self.draft_name else ""

    @property
    def restored_at(self) -> datetime | None:
        """When the draft that fills the form was saved."""
        return self.draft.saved_at if self.draft else None

    @property
    def answers(self) -> dict[str, Any]:
        """What was cleaned, without the one-time token: the keywords of the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "submission"}

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn a broken rule into an error of the form, beside the field it names."""
        try:
            yield
        except RuleBroken as broken:
            self.add_error(broken.field if broken.field in self.fields else None, str(broken))

    def go_on_from(self, **seen: int) -> None:
        """Keep what was typed, and let the next attempt start from what is stored now."""
        data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, which Django types as a mapping
        data.update({name: str(value) for name, value in seen.items()})
        self.data = data


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar or typed."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)


class MomentField(forms.DateTimeField):
    """A day and a time of day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        kwargs.setdefault("input_formats", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M"])
        super().__init__(**kwargs)


class MailField(forms.EmailField):
    """An e-mail address that a mail can be written to; signs nobody sees, pasted along with it, are left out."""

    def to_python(self, value: Any) -> str:
        """The address without blanks and invisible signs."""
        typed = super().to_python(value) or ""
        return "".join(sign for sign in typed if unicodedata.category(sign) != "Cf").strip()

    def run_validators(self, value: str) -> None:
        """Refuse what the mail's own lines cannot carry, as well as what is no address."""
        super().run_validators(value)
        try:
            value.rpartition("@")[2].encode("idna")
        except UnicodeError:
            raise forms.ValidationError(EmailValidator.message, code="invalid") from None


class TextField(forms.CharField):
    """A text of several lines; at most 20,000 characters unless told otherwise."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONG_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class WordsField(forms.CharField):
    """Several words or short phrases, typed with commas between; gives them as a list, each once."""

    def prepare_value(self, value: Any) -> Any:
        """What stands in the field."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The words without blanks around them, in the order they were typed."""
        typed = value if isinstance(value, list) else str(value or "").split(",")
        return list(dict.fromkeys(word.strip() for word in typed if word.strip()))

    def run_validators(self, value: Any) -> None:
        """Each rule of a text holds for the whole line."""
        super().run_validators(", ".join(value))
