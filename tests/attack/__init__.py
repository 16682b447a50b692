"""Every form and every address met with what nobody should send."""
