"""Faults made on purpose against the real worker, beat and broker."""
