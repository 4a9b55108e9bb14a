"""Reading what was typed: asks, gives, promises and pitches in a text, each with the words that led to it.

Nothing here is recorded by itself: a finding is a question to the user. A wrong hint costs more than a missing one.
"""

from contacts.rules.reading.findings import Finding, Span
from contacts.rules.reading.messages import read_message
from contacts.rules.reading.notes import read_note

__all__ = ["Finding", "Span", "read_message", "read_note"]
