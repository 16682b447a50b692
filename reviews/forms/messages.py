"""The two buttons of the messages; nothing is filled in."""

from django.utils.translation import gettext_lazy as _

from herning.web.forms import HouseForm


class OpenForm(HouseForm):
    """Open what a message is about."""

    button = _("Åbn")


class ReadAllForm(HouseForm):
    """Mark every message as read."""

    button = _("Markér alle som læst")
