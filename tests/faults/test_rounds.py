"""A small part of `make faults`: real processes, killed in the middle of their work, and nothing lost or doubled."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.servers import NotToBeHad, postgresql

# The rounds bring servers and databases of their own, whichever this run has.
pytestmark = pytest.mark.any_database

ON_BOTH = (
    "all workers killed before the mail server said yes",
    "mail server dies after DATA, then refuses",
)
ROUNDS = {
    "sqlite": (*ON_BOTH, "worker killed in the middle of planning", "broker flushed, again and again"),
    "postgresql": (
        *ON_BOTH,
        "PostgreSQL killed in the middle of sending",
        "PostgreSQL killed in the middle of planning",
    ),
}


def _to_be_had() -> list[str]:
    """With `TEST_DATABASE_URL` there may be no PostgreSQL on this machine to be killed."""
    try:
        postgresql.find_binaries()
    except NotToBeHad:
        return ["sqlite"]
    return list(ROUNDS)


@pytest.mark.parametrize("database", _to_be_had())
def test_no_follow_up_is_lost_or_doubled(database: str) -> None:
    names = [word for name in ROUNDS[database] for word in ("--scenario", name)]
    wanted = ("--only", database, "--rounds", str(len(ROUNDS[database])), "--workers", "2", "--crowd", "10", *names)
    rounds = subprocess.run(
        [sys.executable, "-m", "tests.faults", *wanted],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    number = len(ROUNDS[database])
    assert rounds.returncode == 0, rounds.stdout
    assert rounds.stdout.splitlines()[-1] == f"faults: {number} rounds, {number} survived, 0 lost, 0 doubled"
