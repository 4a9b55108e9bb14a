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


@given(st.sampled_from(HandleKind), st.text() | st.text(alphabet="%C3BCa./:İ0-9+", max_size=400))
def test_a_normal_form_fits_and_can_be_stored(kind: HandleKind, value: str) -> None:
    normal = normal_handle(kind, value)
    assert len(normal) <= LONGEST
    assert "\0" not in normal
