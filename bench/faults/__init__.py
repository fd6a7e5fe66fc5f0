"""What becomes of the data when something goes wrong, tried on purpose: ``python -m bench.faults``."""
