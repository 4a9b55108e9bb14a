"""Addresses in their normal form: the same one, however it was typed or copied, is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.handles import LONGEST, normal_handle
from contacts.vocabulary import HandleKind


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.linkedin.com/in/Ana-Sousa/", "linkedin.com/in/ana-sousa"),
        ("linkedin.com/in/ana-sousa?trk=mail#top", "linkedin.com/in/ana-sousa"),
        ("https://pt.linkedin.com/in/ana-sousa", "linkedin.com/in/ana-sousa"),
        ("https://www.linkedin.com/in/j%C3%BCrgen", "linkedin.com/in/jürgen"),
        ("https://www.linkedin.com/in/jürgen", "linkedin.com/in/jürgen"),
        ("https://example.com/a%00b", "example.com/ab"),
        ("https://example.com", "example.com"),
        ("ftp://example.com/ana", ""),
        ("ana", ""),
        ("https://[", ""),
    ],
)
def test_a_profile(address: str, expected: str) -> None:
    assert normal_handle(HandleKind.PROFILE, address) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+47 22 12 34 56", "+4722123456"),
        ("0047 22 12 34 56", "+4722123456"),
        ("00 47 22123456", "+4722123456"),
        ("(0047) 22-12-34-56", "+4722123456"),
        ("\u202a0047 22 12 34 56\u202c", "+4722123456"),
        ("22 12 34 56", "22123456"),
        ("022 12 34 56", "022123456"),
        # No country begins so, and no number is so short.
        ("00 0 22 12 34 56", "00022123456"),
        ("0047 1", "00471"),
        # From America; elsewhere it is a number like any other.
        ("011 47 22 12 34 56", "0114722123456"),
    ],
)
def test_a_number_with_its_country_is_the_same_after_a_plus_and_after_two_noughts(number: str, expected: str) -> None:
    assert normal_handle(HandleKind.PHONE, number) == expected


@given(st.sampled_from(HandleKind), st.text() | st.text(alphabet="%C3BCa./:İ0-9+", max_size=400))
def test_a_normal_form_fits_and_can_be_stored(kind: HandleKind, value: str) -> None:
    normal = normal_handle(kind, value)
    assert len(normal) <= LONGEST
    assert "\0" not in normal
