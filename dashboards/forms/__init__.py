"""What a figure is asked for."""
