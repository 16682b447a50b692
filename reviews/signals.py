"""What is said inside the transaction of a review; a receiver may refuse with `RuleBroken`."""

from django.dispatch import Signal

# Arguments: review, by.
review_held = Signal()
