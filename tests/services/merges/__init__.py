"""Merging people and taking it back, by what is left in the database."""
