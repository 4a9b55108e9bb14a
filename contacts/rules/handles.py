"""Addresses in their normal form, so that the same one typed twice is the same."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import phonenumbers

from contacts.rules.texts import clean_line
from contacts.vocabulary import HandleKind

LONGEST = 320
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# How most of the world dials another country, as "+" is written.
_ABROAD = re.compile(r"\W*0\s*0")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+|[^@\s]+@localhost")


def normal_handle(kind: HandleKind | str, value: str) -> str:
    """The form to compare by, or an empty string where ``value`` is no address of that kind.

    E-mail: lower case. Phone: E.164 where the number is international, else its digits; ``0047`` is
    ``+47``. Profile: host and path in lower case, without scheme, ``www.``, query or percent signs: a browser shows
    ``é`` and copies ``%C3%A9``.
    """
    # A file names the same people in row after row.
    return _normal_again(kind, value) if len(value) <= LONGEST else _normal(kind, value)


@lru_cache(maxsize=8192)
def _normal_again(kind: HandleKind | str, value: str) -> str:
    return _normal(kind, value)


def _normal(kind: HandleKind | str, value: str) -> str:
    text = clean_line(_MARKS.sub("", value))
    if not text or len(text) > LONGEST:
        return ""
    if kind == HandleKind.EMAIL:
        return text.lower() if _EMAIL.fullmatch(text) else ""
    return _phone(text) if kind == HandleKind.PHONE else _profile(text)


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) < 3:
        return ""
    abroad = _ABROAD.match(text)
    try:
        number = phonenumbers.parse("+" + text[abroad.end() :] if abroad else text, None)
    except phonenumbers.NumberParseException:
        return digits
    if abroad and not phonenumbers.is_possible_number(number):
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _profile(text: str) -> str:
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    if host.endswith(".linkedin.com"):
        # The same profile in another language.
        host = "linkedin.com"
    path = clean_line(unquote(parts.path)).rstrip("/")
    return f"{host}{path}".lower()[:LONGEST] if "." in host else ""
