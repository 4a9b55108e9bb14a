"""What fuzzing found once, read again by every run; and the small files that it begins with."""

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS, seeds_of

FOUND = Path(__file__).resolve().parent.parent / "fuzz" / "found"
KEPT = sorted(path for path in FOUND.rglob("*") if path.is_file())


def test_what_was_found_once_is_read_since() -> None:
    for path in KEPT:
        TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_reads_what_it_begins_with(target: str) -> None:
    for data in seeds_of(target):
        TARGETS[target](data)
