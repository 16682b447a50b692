"""Who did what to which case and why, and who looked: written in the same transaction, never changed afterwards."""
