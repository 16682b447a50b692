"""What is filled in about plans, notes and reviews."""
