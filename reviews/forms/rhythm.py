"""What is filled in about how often a child is followed up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm, TextField
from reviews.rules import LONGEST_WEEKS


class RhythmForm(HouseForm):
    """A case's own rhythm."""

    button = _("Beslut takten")
    draft_name = "rhythm"

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    weeks = forms.IntegerField(
        label=_("Uger mellem opfølgninger"), required=False, min_value=1, max_value=LONGEST_WEEKS,
        help_text=_("Lad feltet stå tomt for at følge trinnets takt."),
    )  # fmt: skip
    reason = TextField(label=_("Begrundelse (§ 95 stk. 3)"), rows=3, required=False)
    childs_wish = TextField(label=_("Barnets eget ønske"), rows=2, required=False)
