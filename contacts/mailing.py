"""The line to the mail server: rendered bytes go out as they are, many over one connection, and trouble gets a name."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from contacts.undelivered import Outcome, Undelivered

# A server may end a connection that was used for long; when the next one ends as well, the server itself is ill.
HANG_UPS_AT_MOST = 2
NO_LONGER_SERVING = 421
TOO_LARGE = 552
WANTS_SIGN_IN = frozenset({530, 534, 535, 538})
# Enhanced codes of security and policy: the server dislikes who sends, not the address.
ABOUT_POLICY = b"5.7."


class StoredMessage(EmailMessage):
    """A message that was rendered before: the very bytes go out, whatever the backend."""

    def __init__(self, *, raw: bytes, to: str) -> None:
        super().__init__(from_email=settings.DEFAULT_FROM_EMAIL, to=[to])
        self._raw = raw

    def message(self) -> "_Bytes":  # type: ignore[override]
        return _Bytes(self._raw)


@dataclass(frozen=True, slots=True)
class _Bytes:
    raw: bytes

    def as_bytes(self, *, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return self.raw.replace(b"\r\n", b"\n").replace(b"\n", linesep.encode())


class MailLine:
    """A connection to the mail server for as long as it holds: opened by the first message, anew after any trouble.

    ``is_down`` once the server could not be reached, said nothing, or sends everybody away.
    """

    def __init__(self) -> None:
        self.is_down = False
        self._backend: Any = None
        self._hang_ups = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def send(self, *, raw: bytes, to: str) -> None:
        """Raises Undelivered; whatever else goes wrong afterwards, the server has said yes."""
        try:
            backend = self._open()
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            self.is_down = True
            raise _out_of_reach(error) from error
        try:
            backend.send_messages([StoredMessage(raw=raw, to=to)])
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._close()
            trouble = self._judged(error)
            self.is_down = trouble.is_the_line
            raise trouble from error
        self._hang_ups = 0

    def _open(self) -> Any:
        if self._backend is None:
            self._backend = get_connection()
            self._backend.open()
        return self._backend

    def _close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            with suppress(smtplib.SMTPException, OSError):
                backend.close()

    def _judged(self, error: Exception) -> Undelivered:
        if isinstance(error, smtplib.SMTPServerDisconnected) and not isinstance(error.__context__, TimeoutError):
            self._hang_ups += 1
            sentence = _("The mail server hung up.")
            return Undelivered(sentence, outcome=Outcome.UNKNOWN, is_the_line=self._hang_ups >= HANG_UPS_AT_MOST)
        return _judged(error)


def _out_of_reach(error: Exception) -> Undelivered:
    """Nothing was sent: the server is not there, or does not want us at all."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        sentence = _("The mail server refused our sign-in.")
    elif isinstance(error, smtplib.SMTPResponseException):
        sentence = _("The mail server sent us away (code %(code)d).") % {"code": error.smtp_code}
    elif _is_time_out(error):
        sentence = _("The mail server did not answer in time.")
    elif isinstance(error, smtplib.SMTPServerDisconnected):
        sentence = _("The mail server hung up.")
    else:
        sentence = _("The mail server could not be reached.")
    return Undelivered(sentence, outcome=Outcome.NOT_NOW, is_the_line=True)


def _judged(error: Exception) -> Undelivered:
    """What an error in the middle of sending means."""
    if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
        sentence = _("The mail server does not let this house send (code %(code)d).") % {"code": error.smtp_code}
        return Undelivered(sentence, outcome=Outcome.NOT_NOW, is_the_line=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = max(error.recipients.values(), default=(0, b""))
        return _refused(_("The mail server refused the address (code %(code)d).") % {"code": code}, code, words)
    if isinstance(error, smtplib.SMTPResponseException):
        sentence = _("The mail server refused the message (code %(code)d).") % {"code": error.smtp_code}
        return _refused(sentence, error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        sentence = _("The mail server cannot write to an address like this one.")
        return Undelivered(sentence, outcome=Outcome.REFUSED, counts=True)
    if _is_time_out(error):
        sentence = _("The mail server did not answer in time.")
        return Undelivered(sentence, outcome=Outcome.UNKNOWN, is_the_line=True)
    if isinstance(error, PermissionError):
        return Undelivered(_("The message could not be kept here."), outcome=Outcome.NOT_NOW, is_the_line=True)
    sentence = _("The message could not be sent (%(error)s).") % {"error": type(error).__name__}
    if isinstance(error, ValueError):
        return Undelivered(sentence, outcome=Outcome.REFUSED)
    return Undelivered(sentence, outcome=Outcome.UNKNOWN, is_the_line=isinstance(error, OSError))


def _refused(sentence: str, code: int, words: bytes | str) -> Undelivered:
    """By the server's code: 5xx for good, 4xx for now; what concerns this house as a sender is nobody else's fault."""
    if code == NO_LONGER_SERVING or code in WANTS_SIGN_IN:
        return Undelivered(sentence, outcome=Outcome.NOT_NOW, is_the_line=True)
    if not 500 <= code < 600:
        return Undelivered(sentence, outcome=Outcome.NOT_NOW)
    said = words.encode() if isinstance(words, str) else words
    return Undelivered(sentence, outcome=Outcome.REFUSED, counts=not said.startswith(ABOUT_POLICY))


def _is_time_out(error: Exception) -> bool:
    """smtplib tells a time-out while waiting for an answer as a hang-up."""
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
