"""Log lines without what people typed: the kind of an error and where it happened, never its words or values."""

import logging
import sys
import traceback
from types import TracebackType
from typing import Any


class QuietFormatter(logging.Formatter):
    """``<UTC time> <level> <logger>: <message>``, and errors as frames and kinds.

    Messages of errors are left out, because databases and parsers quote the offending value in them: a note, a name,
    an address. Frames name code of ours and of libraries, which holds nothing personal.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def formatException(self, ei: Any) -> str:
        kind, error, trace = ei
        lines: list[str] = []
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}, at")
            lines.extend(_frames(trace if error is ei[1] else error.__traceback__))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines) or getattr(kind, "__name__", "error")


def _frames(trace: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]


class QuietTaskErrors(logging.Filter):
    """Celery writes a task's error, its message included, into the log line itself: leave its kind, drop its words."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, dict) and "exc" in record.args:
            kind = sys.exc_info()[0] or (record.exc_info[0] if record.exc_info else None)
            record.args = {
                **record.args,
                "exc": kind.__name__ if kind else "an error",
                "args": "",
                "kwargs": "",
                "traceback": "",
            }
        return True
