"""The weights for asks come from labelled sentences alone, and the same sentences give the same weights."""

import json

import pytest

from contacts.rules.reading import weights
from tests.evaluate import train

ASKING = [
    f"{verb} the {thing} to {who} today"
    for verb in ("bring", "carry")
    for thing in ("book", "key")
    for who in ("us", "them")
]
TELLING = [f"the {thing} was {what} by Zacharias" for thing in ("book", "key") for what in ("blue", "green", "red")]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "enron-intent").mkdir()
    (tmp_path / "parakweet").mkdir()
    (tmp_path / "enron-intent" / "intent_pos").write_text("\n".join(ASKING), encoding="utf-8")
    (tmp_path / "enron-intent" / "intent_neg").write_text("\n".join(TELLING), encoding="utf-8")
    lines = [f"Yes\t{text}" for text in ASKING] + [f"No\t{text}" for text in TELLING]
    (tmp_path / "parakweet" / "train.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_the_same_sentences_give_the_same_weights(folder, tmp_path):
    for name in ("one", "two"):
        train.write(train.learn(train.read(folder)), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_words_of_asks_weigh_for_and_names_weigh_nothing(folder):
    of = train.learn(train.read(folder)).of
    assert of["bring"] > 0 > of["was"]
    assert not [name for name in of if "zacharias" in name]


def test_where_the_labellings_differ_the_first_counts_for_more():
    assert train.Labelled("x", verified=False, first=True).target == train.FIRST_COUNTS > 0.5


def test_sentences_that_begin_alike_stand_in_one_fold(folder):
    sentences = train.read(folder)
    seen = []
    for rest, kept in train.folds(sentences):
        assert not {one.text for one in rest} & {one.text for one in kept}
        seen += kept
    assert sorted(one.text for one in seen) == sorted(one.text for one in sentences)


def test_figures_are_told_for_the_ordinary_share_too():
    told = train.figures([(True, True), (True, False), (False, True), (False, False)])
    assert (told.precision, told.recall, told.f1) == (0.5, 0.5, 0.5)
    assert told.ordinary == pytest.approx(train.ORDINARY_SHARE)


def test_the_kept_model_is_small_and_holds_plain_words():
    path = train.Path(weights.__file__).with_name(weights.MODEL)
    assert path.stat().st_size < 200_000
    of = json.loads(path.read_text(encoding="utf-8"))["weights"]
    assert not [
        name for name in of if any(letter.isdigit() for letter in name) and not name.startswith(("usual:", "hint:"))
    ]
    assert not [name for name in of if "@" in name or "http" in name]
