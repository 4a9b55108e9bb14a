"""Whom a row of a file is about: tables of cases with their evidence, and what holds for all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.matching import (
    NOBODY,
    Appearance,
    Candidate,
    Evidence,
    Match,
    Seen,
    called,
    contradicts,
    guess_me,
    match,
    match_spoken_of,
    names_agree,
)

PROFILE = ("profile", "linkedin.com/in/ana")
OTHER_PROFILE = ("profile", "linkedin.com/in/ana-2")
EMAIL = ("email", "ana@acme.test")
OTHER_EMAIL = ("email", "ana@home.test")
OFFICE = ("email", "info@acme.test")
PHONE = ("phone", "+4791234567")
OTHER_PHONE = ("phone", "+4799999999")


def seen(name="ana berg", organisation="", *addresses, by_name=False):
    return Seen(name=name, organisation=organisation, addresses=frozenset(addresses), by_name=by_name)


def known(key=1, name="ana berg", organisation="", *addresses, **fields):
    return Candidate(key=key, name=name, organisation=organisation, addresses=frozenset(addresses), **fields)


@pytest.mark.parametrize(
    ("row", "candidates", "expected"),
    [
        # An address in common.
        (seen("ana b", "", PROFILE), [known(1, "someone else", "", PROFILE)], Match(1, Evidence.PROFILE, PROFILE[1])),
        (seen("ana berg", "", EMAIL), [known(1, "ana lie", "", EMAIL)], Match(1, Evidence.EMAIL, EMAIL[1])),
        (seen("ana berg", "", PHONE), [known(1, "ana berg", "x", PHONE)], Match(1, Evidence.PHONE, PHONE[1])),
        (seen("ana", "", PHONE), [known(1, "ana berg", "", PHONE)], Match(1, Evidence.PHONE, PHONE[1])),
        # The strongest counts first, whoever was known for longer.
        (
            seen("ana berg", "", EMAIL, PROFILE),
            [known(1, "ana berg", "", EMAIL), known(2, "ana berg", "", PROFILE)],
            Match(2, Evidence.PROFILE, PROFILE[1]),
        ),
        # The same address with two people: the one of that name, whoever is here, the one known for longest.
        (
            seen("ana berg", "", EMAIL),
            [known(1, "per lie", "", EMAIL), known(2, "ana berg", "", EMAIL)],
            Match(2, Evidence.EMAIL, EMAIL[1]),
        ),
        (
            seen("ana berg", "", EMAIL),
            [known(1, "ana berg", "", EMAIL, is_here=False), known(2, "ana berg", "", EMAIL)],
            Match(2, Evidence.EMAIL, EMAIL[1]),
        ),
        # Whoever was deleted or left out is found, or they would come back.
        (seen("ana", "", EMAIL), [known(1, "ana", "", EMAIL, is_here=False)], Match(1, Evidence.EMAIL, EMAIL[1])),
        # A family's phone, an office's mailbox, two people with one e-mail in the same file: two people.
        (seen("per berg", "", PHONE), [known(1, "ana berg", "", PHONE)], NOBODY),
        (seen("per lie", "", OFFICE), [known(1, "ana berg", "", OFFICE)], NOBODY),
        (seen("per berg", "", EMAIL), [known(1, "ana berg", "", EMAIL, of_this_file=True)], NOBODY),
        (
            seen("ana berg", "", EMAIL),
            [known(1, "ana berg", "", EMAIL, of_this_file=True)],
            Match(1, Evidence.EMAIL, EMAIL[1]),
        ),
        # Name and organisation.
        (seen("ana berg", "acme"), [known(1, "ana berg", "acme")], Match(1, Evidence.NAME_AND_ORGANISATION)),
        (
            seen("ana berg", "acme", EMAIL),
            [known(1, "ana berg", "acme", OTHER_EMAIL)],
            Match(1, Evidence.NAME_AND_ORGANISATION),
        ),
        (seen("ana berg", "acme", PROFILE), [known(1, "ana berg", "acme", OTHER_PROFILE)], NOBODY),
        (seen("ana berg", "acme"), [known(1, "ana berg", "blue")], NOBODY),
        (seen("ana berg", "acme"), [known(1, "ana berg", "")], NOBODY),
        # Without any organisation: one name is one person until their addresses say otherwise.
        (seen("ana"), [known(1, "ana")], Match(1, Evidence.NAME_ALONE)),
        (seen("ana", "", PHONE), [known(1, "ana", "", EMAIL)], Match(1, Evidence.NAME_ALONE)),
        (seen("ana", "", PHONE), [known(1, "ana", "", OTHER_PHONE)], NOBODY),
        # An older LinkedIn export knows its people by name; firms change between two exports.
        (
            seen("ana berg", "acme", by_name=True),
            [known(1, "ana berg", "blue", PROFILE, by_file=True)],
            Match(1, Evidence.CAME_BY_FILE),
        ),
        (seen("ana berg", "acme", by_name=True), [known(1, "ana berg", "blue")], NOBODY),
        (
            seen("ana berg", "acme", by_name=True),
            [known(1, "ana berg", "blue", by_file=True, of_this_file=True)],
            NOBODY,
        ),
        (
            seen("ana berg", "acme", EMAIL, by_name=True),
            [known(1, "ana berg", "blue", OTHER_EMAIL, by_file=True)],
            NOBODY,
        ),
        (
            seen("ana berg", "acme", by_name=True),
            [known(1, "ana berg", "blue", by_file=True), known(2, "ana berg", "rock", by_file=True)],
            NOBODY,
        ),
        # Nobody to go by.
        (seen("", "", EMAIL), [], NOBODY),
        (seen(""), [known(1, "")], NOBODY),
    ],
)
def test_whom_a_row_is_about(row, candidates, expected):
    assert match(row, candidates) == expected


@pytest.mark.parametrize(
    ("row", "candidates", "expected"),
    [
        (seen("x", "", PROFILE), [known(1, "ana berg", "", PROFILE)], Match(1, Evidence.PROFILE, PROFILE[1])),
        # Somebody of an older export gets their profile by a message.
        (seen("ana berg", "", PROFILE), [known(1, by_file=True)], Match(1, Evidence.NAME_ALONE)),
        (seen("ana berg", "", PROFILE), [known(1)], NOBODY),
        (seen("ana berg", "", PROFILE), [known(1, by_file=True), known(2, by_file=True)], NOBODY),
        (seen("ana berg", "", PROFILE), [known(1, "ana berg", "", OTHER_PROFILE, by_file=True)], NOBODY),
        # By name alone: the one there is; of several, always the same one.
        (seen(), [known(1)], Match(1, Evidence.NAME_ALONE)),
        (seen(), [known(1), known(2)], NOBODY),
        (seen(), [known(1, "ana berg", "", PROFILE), known(2, by_file=True)], Match(2, Evidence.NAME_ALONE)),
        (seen(), [known(3, by_file=True), known(2, by_file=True)], Match(2, Evidence.NAME_ALONE)),
        (seen(), [known(1, is_here=False), known(2)], Match(2, Evidence.NAME_ALONE)),
        (seen(), [known(1, is_here=False)], Match(1, Evidence.NAME_ALONE)),
        (seen(""), [known(1, "")], NOBODY),
    ],
)
def test_whom_a_message_speaks_of(row, candidates, expected):
    assert match_spoken_of(row, candidates) == expected


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("ana berg", "ana berg", True),
        ("ana", "ana berg", True),
        ("ana maria berg", "berg ana", True),
        ("ana berg", "per berg", False),
        ("", "ana", False),
        ("", "", False),
    ],
)
def test_names_agree(one, other, agree):
    assert names_agree(one, other) is agree


@pytest.mark.parametrize(
    ("one", "other", "kinds", "expected"),
    [
        ([EMAIL], [OTHER_EMAIL], None, True),
        ([EMAIL], [EMAIL, OTHER_EMAIL], None, False),
        ([EMAIL], [PHONE], None, False),
        ([EMAIL], [OTHER_EMAIL], {"profile"}, False),
        ([], [EMAIL], None, False),
    ],
)
def test_contradicting_addresses(one, other, kinds, expected):
    assert contradicts(one, other, kinds=kinds) is expected


@pytest.mark.parametrize(
    ("appearances", "two_sided", "own_names", "already", "expected"),
    [
        ([("me", "Ána Berg", 5), ("per", "Per", 4)], 9, {"ana berg"}, "", "me"),
        ([("me", "Ana", 9, 9), ("per", "Per", 2, 2)], 10, set(), "", "me"),
        ([("me", "Ana", 9, 9), ("per", "Per", 7, 7)], 10, set(), "", ""),
        ([("me", "Ana", 2, 2)], 2, set(), "", ""),
        ([("one", "Ana Berg", 1, 1), ("two", "Ana Berg", 9, 9)], 10, {"ana berg"}, "", "two"),
        ([("one", "Ana Berg", 5, 5), ("two", "Ana Berg", 5, 5)], 10, {"ana berg"}, "", ""),
        ([("per", "Per", 9, 9), ("me", "Ana", 1)], 9, set(), "me", "me"),
        ([("per", "Per", 9, 9)], 9, set(), "me", "per"),
        ([], 0, {"ana"}, "", ""),
        # Somebody who wrote again and again, and whom nobody answered.
        ([("per", "Per", 9)], 0, set(), "", ""),
        # The file says what its owner is called: nobody else is it, whatever was said before.
        ([("per", "Per", 9, 9), ("ben", "Ben", 1, 1)], 9, {"ana berg"}, "", ""),
        ([("per", "Per", 9, 9), ("me", "Ana Berg", 9, 9)], 9, {"ana berg"}, "per", "me"),
        # The name is another one in the conversations.
        ([("per", "Per", 9, 9), ("me", "Ana", 9, 9)], 9, {"ana berg"}, "me", "me"),
    ],
)
def test_whose_file_it_is(appearances, two_sided, own_names, already, expected):
    found = [Appearance(*one) for one in appearances]
    assert guess_me(found, two_sided=two_sided, own_names=own_names, known=already) == expected


@pytest.mark.parametrize(
    ("profile", "name", "expected"),
    [
        ("linkedin.com/in/ana-sousa", "Ana", "ana-sousa"),
        ("linkedin.com/pub/ana-sousa/12/345/678", "Ana", "pub/ana-sousa/12/345/678"),
        ("linkedin.com/pub/ben-osei/99/111/678", "Ben", "pub/ben-osei/99/111/678"),
        ("example.org", "Ana", "example.org"),
        ("", "Ána  Sousa", "ana sousa"),
    ],
)
def test_what_somebody_spoken_of_is_called(profile, name, expected):
    assert called(profile=profile, name=name) == expected


NAMES = st.sampled_from(["", "ana", "ana berg", "per berg"])
ADDRESSES = st.frozensets(st.sampled_from([PROFILE, OTHER_PROFILE, EMAIL, OTHER_EMAIL, OFFICE, PHONE, OTHER_PHONE]))
ROWS = st.builds(
    Seen, name=NAMES, organisation=st.sampled_from(["", "acme"]), addresses=ADDRESSES, by_name=st.booleans()
)
CANDIDATES = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 50),
        name=NAMES,
        organisation=st.sampled_from(["", "acme"]),
        addresses=ADDRESSES,
        by_file=st.booleans(),
        of_this_file=st.booleans(),
        is_here=st.booleans(),
    ),
    unique_by=lambda one: one.key,
    max_size=6,
)


@given(ROWS, CANDIDATES, st.randoms())
@pytest.mark.parametrize("rule", [match, match_spoken_of])
def test_the_order_of_those_known_does_not_matter(rule, row, candidates, random):
    shuffled = list(candidates)
    random.shuffle(shuffled)
    assert rule(row, candidates) == rule(row, shuffled)


@given(ROWS, CANDIDATES)
@pytest.mark.parametrize("rule", [match, match_spoken_of])
def test_a_match_is_one_of_those_known_and_shares_what_it_says(rule, row, candidates):
    found = rule(row, candidates)
    if found.key is None:
        assert found == NOBODY
        return
    one = next(one for one in candidates if one.key == found.key)
    if found.value:
        assert (str(found.evidence), found.value) in row.addresses & one.addresses
    else:
        assert row.name == one.name != ""


@given(ROWS.filter(lambda row: row.name), CANDIDATES)
def test_the_same_row_again_finds_whom_it_made(row, candidates):
    """Whatever a file adds, the same file once more adds nobody."""
    if match(row, candidates).key is None:
        made = Candidate(key=99, name=row.name, organisation=row.organisation, addresses=row.addresses, by_file=True)
        assert match(row, [*candidates, made]).key is not None


@given(ROWS, CANDIDATES)
def test_two_profiles_are_two_people_unless_they_share_an_address(row, candidates):
    found = match(row, candidates)
    if found.key is not None and not found.value and not row.by_name:
        one = next(one for one in candidates if one.key == found.key)
        assert not contradicts(row.addresses, one.addresses, kinds={"profile"})
