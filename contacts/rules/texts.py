"""Typed text made fit to keep: what no database can store is taken out, what the user wrote stays as written."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Several lines: line ends made ``\\n``, outer white space off."""
    if text.isprintable():
        return text.strip()
    return _UNSTORABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def clean_line(text: str) -> str:
    """One line: white space single."""
    # Most lines are clean already; what is printable is neither a surrogate nor white space but the space itself.
    if text.isprintable() and "  " not in text:
        return text.strip()
    return _SPACE.sub(" ", _UNSTORABLE.sub("", text)).strip()
