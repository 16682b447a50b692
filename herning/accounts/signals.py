"""What is said inside the transaction when a person stops; a receiver may refuse with `RuleBroken`."""

from django.dispatch import Signal

# Argument: person, as they were; sent before the sign-in is closed or the role or team is changed.
person_leaving = Signal()
