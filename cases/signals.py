"""What is said inside the transaction of casework."""

from django.dispatch import Signal

# Argument: concern, just registered.
concern_registered = Signal()

# Argument: investigation, just finished.
investigation_finished = Signal()
