"""The screens of the ladder."""
