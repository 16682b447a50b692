"""What is said inside the transaction of a review; a receiver may refuse with `RuleBroken`."""

from django.dispatch import Signal

# Arguments: review, by.
review_held = Signal()

# Invitations were written, changed or called off, and can be sent once the transaction is committed.
invitations_made = Signal()
