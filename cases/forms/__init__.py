"""What is filled in about children, concerns and cases."""
