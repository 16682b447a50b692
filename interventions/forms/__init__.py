"""What is filled in about referrals, help and the catalogue."""
