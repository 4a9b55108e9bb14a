"""Reads labelled messages (``Yes<TAB>text``, ``No<TAB>text``) and counts how often a reader agrees with them."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=4)
def labelled(path: Path) -> tuple[tuple[bool, str], ...]:
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple((label == "Yes", text) for label, text in rows)


def figures(path: Path, reader: Callable[[str], bool]) -> tuple[float, float]:
    """Precision and recall of ``reader`` on the file's labels."""
    judged = [(is_so, reader(text)) for is_so, text in labelled(path)]
    right = sum(is_so and found for is_so, found in judged)
    return right / sum(found for _, found in judged), right / sum(is_so for is_so, _ in judged)
