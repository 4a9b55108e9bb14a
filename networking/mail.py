"""The mail backend for a house without ``EMAIL_URL``: every message is a file that only the owner can read."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FolderEmailBackend(BaseEmailBackend):
    """Keep each message as ``<UTC time>-<random>.eml`` (mode 0600) in ``settings.EMAIL_FILE_PATH`` (mode 0700).

    A message appears whole or not at all. Names sort by the time of writing.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                _write_whole(folder, message.message().as_bytes())
            except OSError:
                if not self.fail_silently:
                    raise
                continue
            kept += 1
        return kept


def _write_whole(folder: Path, content: bytes) -> None:
    name = f"{timezone.now():%Y%m%dT%H%M%S.%fZ}-{uuid4().hex[:8]}"
    unfinished = folder / f".{name}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        unfinished.rename(folder / f"{name}.eml")
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
