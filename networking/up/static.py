"""Static files are collected when they changed, and only then: a second start must not wait for it."""

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

STAMP = ".collected"
PACKAGES = ("django", "django-allauth", "django-htmx", "whitenoise")


def collect_when_stale() -> bool:
    """Collect into ``STATIC_ROOT`` unless its stamp tells of the very same files; says whether it did."""
    if settings.DEBUG:  # served from where they lie
        return False
    stamp = Path(settings.STATIC_ROOT) / STAMP
    now = _fingerprint()
    if stamp.is_file() and stamp.read_text() == now:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now)
    return True


def _fingerprint() -> str:
    """Names, sizes and times of our own files, and the versions of the packages that bring some."""
    seen = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in PACKAGES).encode())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                facts = path.stat()
                seen.update(f"\n{path.relative_to(folder)} {facts.st_size} {facts.st_mtime_ns}".encode())
    return seen.hexdigest()
