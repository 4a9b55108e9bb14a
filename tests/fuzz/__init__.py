"""Fuzzing of all that reads files: `make fuzz`. What it finds is kept in ``found/`` and read by every test run."""
