"""The sentence after a write, shown once as a toast: with the address that takes it back, and one that leads on."""

from django.contrib import messages
from django.http import HttpRequest


def say(
    request: HttpRequest,
    sentence: str,
    *,
    undo: str | None = None,
    offer: str | None = None,
    is_trouble: bool = False,
) -> None:
    """Show ``sentence`` on this or the next page; the toast's Undo button posts to ``undo`` without further fields.

    ``offer`` is the address of the log, prefilled, where there is something to log now.
    """
    level = messages.WARNING if is_trouble else messages.SUCCESS
    tags = [f"{key}:{url}" for key, url in (("undo", undo), ("offer", offer)) if url]
    messages.add_message(request, level, sentence, extra_tags=" ".join(tags))
