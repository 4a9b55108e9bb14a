"""Log lines say what went wrong and where, never what people typed."""

import logging
import sys

from networking.logs import QuietFormatter, QuietTaskErrors

SECRET = "Ana is pregnant"


def formatted() -> str:
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise ValueError(SECRET) from error
    except ValueError:
        record = logging.LogRecord("contacts", logging.ERROR, "file.py", 1, "It broke", None, sys.exc_info())
    return QuietFormatter().format(record)


def test_writes_kinds_and_places_of_errors_but_not_their_words() -> None:
    text = formatted()
    assert "contacts: It broke" in text
    assert "builtins.ValueError, at" in text and "builtins.KeyError, at" in text and "in formatted" in text
    assert SECRET not in text


def test_takes_the_words_out_of_celery_s_line_too() -> None:
    args = {
        "name": "contacts.tasks.purge",
        "id": "1",
        "exc": f"ValueError('{SECRET}')",
        "traceback": SECRET,
        "args": SECRET,
    }
    record = logging.LogRecord(
        "celery.app.trace", logging.ERROR, "f", 1, "Task %(name)s: %(exc)s %(traceback)s", (args,), None
    )
    QuietTaskErrors().filter(record)
    assert record.getMessage() == "Task contacts.tasks.purge: an error "
