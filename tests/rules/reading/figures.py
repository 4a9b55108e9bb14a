"""Labelled messages (``Yes<TAB>text``, ``No<TAB>text``): how often a reader agrees with them, and what it makes of any
text.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from hypothesis import strategies as st

from contacts.rules.reading.findings import LONGEST_WHAT, Finding


@lru_cache(maxsize=4)
def labelled(path: Path) -> tuple[tuple[bool, str], ...]:
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple((label == "Yes", text) for label, text in rows)


def figures(path: Path, reader: Callable[[str], bool]) -> tuple[float, float]:
    """Precision and recall of ``reader`` on the file's labels."""
    judged = [(is_so, reader(text)) for is_so, text in labelled(path)]
    right = sum(is_so and found for is_so, found in judged)
    return right / sum(found for _, found in judged), right / sum(is_so for is_so, _ in judged)


def any_text(path: Path) -> st.SearchStrategy[str]:
    """Whatever somebody may write, and up to four messages of the file in a row."""
    texts = [text for _, text in labelled(path)]
    return st.one_of(st.text(max_size=600), st.lists(st.sampled_from(texts), max_size=4).map(" ".join))


def assert_sound(found: Finding) -> None:
    """It names a favour, and quotes words of its own sentence for it."""
    assert found.evidence
    assert 0 < len(found.what) <= LONGEST_WHAT
    assert all(found.sentence.start <= span.start < span.end <= found.sentence.end for span in found.evidence)
