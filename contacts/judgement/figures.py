"""Labelled cases, what was judged of them, and the four figures: precision, recall, F1 and how many there were."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADER = "precision recall f1 n"


@dataclass(frozen=True, slots=True)
class Judged:
    """One case: ``line`` in its file (from 1), what is right, what the rule said, and words to find it again by."""

    line: int
    right: bool
    judged: bool
    shown: str
    because: str = ""

    @property
    def is_right(self) -> bool:
        return self.right is self.judged


@dataclass(frozen=True, slots=True)
class Figures:
    """How many were found, wrongly found, missed and rightly left alone. A share of nothing is 0."""

    found: int
    wrong: int
    missed: int
    left_alone: int

    @property
    def n(self) -> int:
        return self.found + self.wrong + self.missed + self.left_alone

    @property
    def precision(self) -> float:
        return _share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> float:
        return _share(self.found, self.found + self.missed)

    @property
    def refused(self) -> float:
        """Of those that are none: the share that was left alone."""
        return _share(self.left_alone, self.left_alone + self.wrong)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} {self.recall:.3f} {self.f1:.3f} {self.n}"


def figures_of(cases: Iterable[Judged]) -> Figures:
    """Count the cases."""
    cases = list(cases)
    return Figures(
        found=sum(case.right and case.judged for case in cases),
        wrong=sum(case.judged and not case.right for case in cases),
        missed=sum(case.right and not case.judged for case in cases),
        left_alone=sum(not case.right and not case.judged for case in cases),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
