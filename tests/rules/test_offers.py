"""What the user could offer: their words meet what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.offers import OfferFit, fitting_offers

OFFERS = {
    1: "Help with hiring engineers",
    2: "Introductions to seed investors",
    3: "Two hours of advice on pricing",
    4: "A desk in Lisbon",
    5: "Übersetzung ins Französische",
    6: "a recommendation for a first marathon",
}


@pytest.mark.parametrize(
    ("texts", "fits"),
    [
        pytest.param(["Is hiring a CTO in spring"], [(1, "hiring")], id="the very word"),
        pytest.param(["needs an Engineer who knows Rust"], [(1, "Engineer")], id="one of several, as written"),
        pytest.param(["talks to an investor on Friday"], [(2, "investor")], id="the singular"),
        pytest.param(["wants to invest in trains"], [(2, "invest")], id="the verb"),
        pytest.param(["moves to LISBON,"], [(4, "LISBON")], id="without its comma"),
        pytest.param(["braucht eine Übersetzung."], [(5, "Übersetzung")], id="with its accents"),
        pytest.param(["hiring", "flies to Lisbon"], [(1, "hiring"), (4, "Lisbon")], id="two offers"),
        pytest.param(["Lisbon", "hiring engineers"], [(1, "hiring"), (4, "Lisbon")], id="more in common goes first"),
        pytest.param(["wants advice and an introduction"], [], id="words of giving alone"),
        pytest.param(["cut the first third, has a recommendation"], [], id="words of order alone"),
        pytest.param(["has two children and no time"], [], id="numbers alone"),
        pytest.param(["great to meet you, let's stay in touch"], [], id="words that say nothing"),
        pytest.param(["collects stamps"], [], id="something else"),
        pytest.param(["her car is an import", "it is important"], [], id="no likeness by chance"),
        pytest.param(["", "   "], [], id="blank"),
        pytest.param([], [], id="nothing said"),
    ],
)
def test_offers_what_meets_a_word_of_theirs(texts, fits):
    assert fitting_offers(OFFERS, texts) == tuple(OfferFit(key, word) for key, word in fits)


@pytest.mark.parametrize(("at_most", "keys"), [(0, []), (1, [1]), (2, [1, 2]), (9, [1, 2, 4])])
def test_names_so_many_at_most(at_most, keys):
    fits = fitting_offers(OFFERS, ["hiring engineers, investors, Lisbon"], at_most=at_most)
    assert [fit.key for fit in fits] == keys


def test_more_in_common_goes_first_whatever_the_order():
    fits = fitting_offers({1: "Lisbon", 2: "hiring engineers"}, ["hiring engineers in Lisbon"])
    assert [fit.key for fit in fits] == [2, 1]


def test_the_word_shown_is_the_newest():
    assert fitting_offers({1: "pricing"}, ["Prices a book", "pricing"]) == (OfferFit(1, "Prices"),)
    assert fitting_offers({1: "Lisbon pricing"}, ["pricing a book", "born in Lisbon"]) == (OfferFit(1, "pricing"),)


def test_reads_scripts_without_spaces():
    assert [fit.key for fit in fitting_offers({1: "登山", 2: "料理"}, ["登山が好き"])] == [1]


def test_two_spellings_of_a_word_are_one_word():
    assert fitting_offers({1: "Munchen"}, ["wohnt in München"]) == (OfferFit(1, "München"),)


TEXTS = st.text(max_size=80) | st.sampled_from([*OFFERS.values(), "hiring in Lisbon", "investor's desk"])


@given(st.dictionaries(st.integers(), TEXTS, max_size=6), st.lists(TEXTS, max_size=4), st.integers(-1, 5))
def test_never_more_than_asked_for_and_each_once(offers, texts, at_most):
    fits = fitting_offers(offers, texts, at_most=at_most)
    keys = [fit.key for fit in fits]
    assert len(keys) == len(set(keys)) <= max(at_most, 0)
    assert set(keys) <= set(offers)
    assert all(fit.word for fit in fits)
