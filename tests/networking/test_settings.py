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
