"""What the settings make of the environment, each time in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

LOOK = "from networking import settings as s; print(s.DATABASES['default']['NAME'], s.DATABASES['default']['ENGINE'])"


@pytest.mark.parametrize("name", ["var", "notes #1", "what?", "100%41", "a b&c=d", "Åse", "x://y@z:1"])
def test_the_database_lies_in_the_folder_it_was_given(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    env = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "SECRET_KEY"}}
    answer = subprocess.run(
        [sys.executable, "-c", LOOK],
        env={**env, "VAR_DIR": str(folder), "DATABASE_URL": "", "SECRET_KEY": ""},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == f"{folder / 'rapport.sqlite3'} django.db.backends.sqlite3"


NETWORKS = "from networking import settings as s; print(*s.WEBHOOK_ALLOWED_NETWORKS)"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("", ""),
        ("10.0.0.0/8, fd00::/8", "10.0.0.0/8 fd00::/8"),
        ("192.168.1.20,", "192.168.1.20/32"),
        ("192.168.1.20/24", None),
        ("my-nas", None),
    ],
)
def test_networks_that_webhooks_may_call_are_read_or_refused(given: str, read: str | None, tmp_path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", NETWORKS],
        env={**os.environ, "VAR_DIR": str(tmp_path), "WEBHOOK_ALLOWED_NETWORKS": given},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if read is None:
        assert answer.returncode != 0 and "WEBHOOK_ALLOWED_NETWORKS must hold networks" in answer.stderr
    else:
        assert answer.stdout.strip() == read
