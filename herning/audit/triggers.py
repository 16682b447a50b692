"""Installing the triggers of a model that is created with them."""

from typing import Any

from pgtrigger.migrations import AddTrigger


class InstallTrigger(AddTrigger):
    """Install a trigger that the model's options hold since the model was created.

    `AddTrigger` writes it into the options and has Django draw every related model anew, a tenth of a second for each
    of some hundred and seventy triggers; an empty database need not pay that.
    """

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing: the options hold the trigger already."""
