"""Typed text made fit to keep: what no database can store is taken out, what the user wrote stays as written."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def clean_text(text: str) -> str:
    """Several lines: line ends made ``\\n``, outer white space off."""
    return _UNSTORABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def clean_line(text: str) -> str:
    """One line: white space single."""
    return _SPACE.sub(" ", _UNSTORABLE.sub("", text)).strip()
