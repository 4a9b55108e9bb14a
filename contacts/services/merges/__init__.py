"""Merging two rows that are one person, and taking it back for 30 days: both sides then stand as they stood, row by
row, apart from what was changed or logged since.
"""

from contacts.services.merges.merging import merge_people
from contacts.services.merges.undoing import undo_merge

__all__ = ["merge_people", "undo_merge"]
