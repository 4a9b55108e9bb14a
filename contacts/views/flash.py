"""The sentence after a write, shown once as a toast, with the address that takes it back."""

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, sentence: str, *, undo: str | None = None, is_trouble: bool = False) -> None:
    """Show ``sentence`` on this or the next page; the toast's Undo button posts to ``undo`` without further fields."""
    level = messages.WARNING if is_trouble else messages.SUCCESS
    messages.add_message(request, level, sentence, extra_tags=f"undo:{undo}" if undo else "")
