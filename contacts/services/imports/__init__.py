"""Imports: a file is received, read row by row, shown, brought in and, for thirty days, taken back (E-53).

The steps: READING (then MAPPING for a CSV of no known kind) -> READY -> RUNNING -> DONE or CANCELLED -> UNDOING ->
UNDONE; what cannot be read at all is FAILED. A worker does the work in slices of some seconds, each of many short
transactions that write rows, counts and how far it came at once; so a killed worker costs a chunk's time and no row.
"""

from contacts.services.imports.receiving import (
    cancel,
    choose_columns,
    choose_me,
    discard,
    may_undo,
    receive,
    start,
    undo,
)
from contacts.services.imports.working import carry_on, purge_imports, run_to_the_end, sweep_imports

__all__ = [
    "cancel",
    "carry_on",
    "choose_columns",
    "choose_me",
    "discard",
    "may_undo",
    "purge_imports",
    "receive",
    "run_to_the_end",
    "start",
    "sweep_imports",
    "undo",
]
