"""The house's secret key in a backup: taken along where it is a file of ours, told apart where it is not."""

import os
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac


def key_file() -> Path | None:
    """The file that the key was read from; None where the environment gives it."""
    path = Path(settings.VAR_DIR) / "secret_key"
    given = os.environ.get("SECRET_KEY", "").strip()
    return path if not given and path.is_file() else None


def key_check(key: str) -> str:
    """Enough to tell whether it is the same key, and nothing to find it by."""
    return salted_hmac("contacts.management.backups", "key", secret=key, algorithm="sha256").hexdigest()[:16]
