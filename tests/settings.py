"""The house's settings for tests: private folders, fast hashing, plain static files, mail in memory.

Everything the environment may say is decided here first, so that a developer's ``.env`` never changes a test.
``TEST_DATABASE_URL`` chooses the database (default: SQLite in a file, because a live server shares it).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "RAPPORT_TEST_DIR" not in os.environ:
    # The first process makes the folder and clears it; xdist's workers inherit the name.
    os.environ["RAPPORT_TEST_DIR"] = tempfile.mkdtemp(prefix="rapport-tests-")
    atexit.register(shutil.rmtree, os.environ["RAPPORT_TEST_DIR"], ignore_errors=True)
_folder = Path(os.environ["RAPPORT_TEST_DIR"]) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
_folder.mkdir(mode=0o700, exist_ok=True)

os.environ.update(
    {
        "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
        "BASE_URL": "http://testserver",
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_folder / 'plain.sqlite3'}",
        "DEBUG": "0",
        "EMAIL_URL": "",
        "OPEN_SIGNUP": "1",
        "REDIS_URL": "",
        "SECRET_KEY": "a key for tests that guards nothing, long enough for every check",
        "VAR_DIR": str(_folder),
        "WEBHOOK_ALLOWED_NETWORKS": "",
    }
)
# Playwright's synchronous interface runs an event loop in the test's thread.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from networking.settings import *  # noqa: E402, F403
from networking.settings import DATABASES, IS_SQLITE  # noqa: E402

if IS_SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(_folder / "private"), "base_url": None, "file_permissions_mode": 0o600},
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = _folder / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
