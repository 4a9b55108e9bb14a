"""The learned weights: how much each word or way of asking speaks for an ask. Data, read once, made by a script.

``ask_model.json`` is written by ``python -m tests.evaluate.train DATA`` from sentences of business mail that people
labelled by hand, in two labellings: parakweet (Apache-2.0) and enron-intent (MIT). It holds no sentence, no name, no
number and no address: only words that the sentences have in small letters at least twice, and their weights.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from contacts.rules.reading.features import Gram

MODEL = "ask_model.json"
# Weights are kept as whole hundredths.
SCALE = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a logistic regression in hundredths, by feature; what is not named weighs nothing."""

    bias: int
    of: dict[str, int]

    def sum(self, grams: Iterable[Gram], ways: Iterable[str]) -> float:
        """The log odds that a sentence with these features asks for something."""
        named = {gram.name for gram in grams} | set(ways)
        return (self.bias + sum(self.of.get(name, 0) for name in named)) / SCALE

    def telling(self, grams: Iterable[Gram], *, at_most: int) -> list[Gram]:
        """The words that spoke most for an ask, heaviest first."""
        spoke = [gram for gram in grams if self.of.get(gram.name, 0) > 0 and _has_letters(gram)]
        return sorted(spoke, key=lambda gram: (-self.of[gram.name], gram.start, gram.end))[:at_most]


def _has_letters(gram: Gram) -> bool:
    return any(word[0].isalpha() for word in gram.name.split())


@lru_cache(maxsize=1)
def for_asks() -> Weights:
    """The weights for asks, read when first needed."""
    model = json.loads(files("contacts.rules.reading").joinpath(MODEL).read_text(encoding="utf-8"))
    return Weights(bias=model["bias"], of=model["weights"])
