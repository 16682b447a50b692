"""What is said inside the transaction when help starts or ends; a receiver may refuse with `RuleBroken`."""

from django.dispatch import Signal

# Arguments: intervention, by.
intervention_started = Signal()
intervention_ended = Signal()
