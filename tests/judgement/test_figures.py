"""The four figures, by hand."""

import pytest

from contacts.judgement.figures import Figures, Judged, figures_of


def test_counts_what_was_found_wrong_missed_and_left_alone() -> None:
    pairs = [(True, True)] * 6 + [(False, True)] * 2 + [(True, False)] * 4 + [(False, False)] * 8
    figures = figures_of(Judged(n, right, judged, "") for n, (right, judged) in enumerate(pairs, 1))
    assert figures == Figures(found=6, wrong=2, missed=4, left_alone=8)
    assert (figures.precision, figures.recall, figures.refused, figures.n) == (0.75, 0.6, 0.8, 20)
    assert figures.f1 == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert str(figures) == "0.750 0.600 0.667 20"


def test_a_share_of_nothing_is_nothing() -> None:
    assert str(figures_of([])) == "0.000 0.000 0.000 0"
