"""What a run counts and how it says it."""

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.checks import Findings


@dataclass
class Tally:
    """``lost`` and ``doubled`` count things, the others rounds; ``repeated`` is the very same message taken twice."""

    rounds: int = 0
    survived: int = 0
    lost: int = 0
    doubled: int = 0
    repeated: int = 0

    def count(self, findings: "Findings") -> None:
        self.rounds += 1
        self.survived += findings.survived
        self.lost += len(findings.lost)
        self.doubled += len(findings.doubled)
        self.repeated += findings.repeated

    def add(self, other: "Tally") -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def is_good(self) -> bool:
        return self.rounds == self.survived > 0 and not self.lost and not self.doubled

    def __str__(self) -> str:
        return f"faults: {self.rounds} rounds, {self.survived} survived, {self.lost} lost, {self.doubled} doubled"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
