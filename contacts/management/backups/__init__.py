"""Backups: one archive of the whole house, looked at before it counts, and brought back whole or not at all."""
