"""Learns the weights for asks from labelled business mail: ``python -m tests.evaluate.train DATA``.

Writes ``contacts/rules/reading/ask_model.json``, the same file byte for byte from the same data: fixed order, no
chance. ``--check`` prints what folds of the data say about it instead, each fold read with weights learned without it.

Learned from, and from nothing else: ``DATA/parakweet/train.txt`` (Apache-2.0) and ``DATA/enron-intent`` (MIT), two
labellings of the same sentences; where they differ, a sentence counts as half an ask.
"""

import argparse
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from contacts.rules.reading import asks, weights
from contacts.rules.reading.cutting import LONGEST_SENTENCE
from contacts.rules.reading.weights import SCALE, Weights

FOLDS = 10
SEEN_AT_LEAST = 3
SMALL_LETTERS_AT_LEAST = 2
HOLDS_BACK = 5.0
ROUNDS = 12
LIGHTEST = 3
# How much the first labelling counts where the two differ.
FIRST_COUNTS = 0.85
# Sentences of adverts teach less: nobody writes them to one person.
ADVERT_WEIGHS = 0.5
# What the share of asks is in ordinary mail; precision is told for it as well as for the data's own share.
ORDINARY_SHARE = 0.31

_SMALL = re.compile(r"\b[a-z]+(?:'[a-z]+)?")
_ALWAYS_LARGE = frozenset({"i", "i'm", "i'd", "i'll", "i've"})
_ADVERT = re.compile(
    r"\$LINK|https?:|www\.|support@|% off|\b(?:apps?|accounts?|iphone|ipad|android|free|downloads?|click|unsubscribe"
    r"|sign ?up|log ?in|e?mail us|passwords?|register|coupons?|evite|facebook|twitter|shop|purchase|sale|newsletter"
    r"|browser|tap|customers?|profile|username|google|website|blog|premium|trial|features?|devices?|gifts?|rewards?"
    r"|loans?|insurance)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with what the two labellings say of it."""

    text: str
    verified: bool
    first: bool

    @property
    def target(self) -> float:
        return FIRST_COUNTS * self.first + (1 - FIRST_COUNTS) * self.verified

    @property
    def is_advert(self) -> bool:
        return bool(_ADVERT.search(self.text))


def read(folder: Path) -> list[Labelled]:
    """The sentences of both labellings, in the order of the folder's files; one line, one sentence."""
    first = {}
    for line in _lines(folder / "parakweet" / "train.txt"):
        label, _, text = line.partition("\t")
        first[text.strip()] = label == "Yes"
    found = []
    for name, verified in (("intent_pos", True), ("intent_neg", False)):
        for line in _lines(folder / "enron-intent" / name):
            text = line.strip()
            found.append(Labelled(text, verified, first.get(text, verified)))
    return found


def learn(sentences: Sequence[Labelled]) -> Weights:
    """Weights that fit the sentences, kept small: logistic regression, one weight at a time, round after round.

    Sentences with a sure way of asking are never weighed, and teach nothing here.
    """
    small = _small_words(sentences)
    sentences = [one for one in sentences if not asks.look_at(one.text[:LONGEST_SENTENCE]).sure]
    seen = [_features(one.text) for one in sentences]
    rows = defaultdict(list)
    for at, found in enumerate(seen):
        for name in sorted(found):
            rows[name].append(at)
    names = sorted(name for name, where in rows.items() if len(where) >= SEEN_AT_LEAST and _is_common(name, small))
    share = [ADVERT_WEIGHS if one.is_advert else 1.0 for one in sentences]
    target = [one.target for one in sentences]
    margin = [0.0] * len(sentences)
    of = dict.fromkeys(names, 0.0)
    bias = 0.0
    everything = range(len(sentences))
    for _ in range(ROUNDS):
        bias += _step(everything, margin, target, share, held=0.0)
        for name in names:
            of[name] += _step(rows[name], margin, target, share, held=HOLDS_BACK, now=of[name])
    rounded = {name: round(weight * SCALE) for name, weight in of.items()}
    return Weights(round(bias * SCALE), {name: weight for name, weight in rounded.items() if abs(weight) >= LIGHTEST})


def _step(
    rows: Iterable[int], margin: list[float], target: list[float], share: list[float], *, held: float, now: float = 0.0
) -> float:
    """One Newton step for one weight; moves the margins of the rows that have it."""
    slope, bend = held * now, held + 1e-9
    for at in rows:
        likely = 1.0 / (1.0 + math.exp(-margin[at]))
        slope += share[at] * (likely - target[at])
        bend += share[at] * likely * (1.0 - likely)
    change = max(-1.0, min(1.0, -slope / bend))
    for at in rows:
        margin[at] += change
    return change


@lru_cache(maxsize=10_000)
def _features(text: str) -> frozenset[str]:
    look = asks.look_at(text[:LONGEST_SENTENCE])
    return look.ways.union(gram.name for gram in look.grams)


def _small_words(sentences: Iterable[Labelled]) -> Counter[str]:
    return Counter(word for one in sentences for word in set(_SMALL.findall(one.text.replace("’", "'"))))


def _is_common(name: str, small: Counter[str]) -> bool:
    """True for a way of asking, and for words that stand in small letters often enough to be no name."""
    if name.startswith(("usual:", "hint:", "no:")):
        return True
    return all(
        not word[0].isalpha() or word in _ALWAYS_LARGE or small[word] >= SMALL_LETTERS_AT_LEAST for word in name.split()
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def write(model: Weights, path: Path) -> None:
    text = json.dumps({"bias": model.bias, "weights": model.of}, ensure_ascii=False, indent=0, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


# What the folds say


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision for the data's share of asks and for the ordinary one, recall, F1 (of the first two)."""

    precision: float
    ordinary: float
    recall: float
    n: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def ordinary_f1(self) -> float:
        both = self.ordinary + self.recall
        return 2 * self.ordinary * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"P {self.precision:.2f} R {self.recall:.2f} F1 {self.f1:.2f}"
            f"   at a share of {ORDINARY_SHARE:.0%}: P {self.ordinary:.2f} F1 {self.ordinary_f1:.2f}   n {self.n}"
        )


def figures(pairs: Sequence[tuple[bool, bool]]) -> Figures:
    """From pairs of what is right and what was said."""
    yes = [said for right, said in pairs if right]
    no = [said for right, said in pairs if not right]
    recall = sum(yes) / len(yes) if yes else 0.0
    wrong = sum(no) / len(no) if no else 0.0
    said = sum(yes) + sum(no)
    fair, unfair = ORDINARY_SHARE * recall, (1 - ORDINARY_SHARE) * wrong
    ordinary = fair / (fair + unfair) if fair + unfair else 0.0
    return Figures(sum(yes) / said if said else 0.0, ordinary, recall, len(pairs))


def folds(sentences: Sequence[Labelled]) -> Iterator[tuple[list[Labelled], list[Labelled]]]:
    """What to learn from and what to read; sentences that begin alike stand in one fold."""
    begins = [re.sub(r"[^a-z]", "", one.text.lower())[:22] for one in sentences]
    fold_of = {begin: at % FOLDS for at, begin in enumerate(sorted(set(begins)))}
    for fold in range(FOLDS):
        rest = [one for one, begin in zip(sentences, begins, strict=True) if fold_of[begin] != fold]
        yield rest, [one for one, begin in zip(sentences, begins, strict=True) if fold_of[begin] == fold]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluate.train", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with parakweet and enron-intent")
    parser.add_argument("--check", action="store_true", help="print what folds of the data say; write nothing")
    options = parser.parse_args(arguments)
    sentences = read(options.data)
    if options.check:
        check(sentences)
        return 0
    path = Path(weights.__file__).with_name(weights.MODEL)
    write(learn(sentences), path)
    sys.stdout.write(f"{path}: {path.stat().st_size} bytes\n")
    return 0


def check(sentences: Sequence[Labelled]) -> None:
    read_so: list[tuple[Labelled, bool]] = []
    for number, (rest, kept) in enumerate(folds(sentences), start=1):
        model = learn(rest)
        said = [(one, _is_ask(one.text, model)) for one in kept]
        sys.stdout.write(f"fold {number:2}  first labelling  {figures([(one.first, ask) for one, ask in said])}\n")
        read_so += said
    mail = [(one, ask) for one, ask in read_so if not one.is_advert]
    for name, pairs in (("all", read_so), ("without adverts", mail)):
        for labelling in ("first", "verified"):
            told = figures([(getattr(one, labelling), ask) for one, ask in pairs])
            sys.stdout.write(f"{name}, {labelling} labelling: {told}\n")


def _is_ask(text: str, model: Weights) -> bool:
    return asks.asks(asks.look_at(text[:LONGEST_SENTENCE]), model)


if __name__ == "__main__":
    sys.exit(main())
