"""Who looks like whom, and by what: a table of pairs, and what holds of any two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.likeness import (
    CLUES,
    LIKELY,
    PROPOSED,
    VERY_LIKELY,
    WEIGHTS,
    Known,
    block_keys,
    firm_words,
    judge_likeness,
    name_words,
)

EMAIL = ("email", "anna@example.org", "Anna@example.org")
WORK = ("email", "anna@work.example", "anna@work.example")
OFFICE = ("email", "info@work.example", "info@work.example")
PHONE = ("phone", "+4791234567", "912 34 567")
PAGE = ("profile", "linkedin.com/in/anna", "https://linkedin.com/in/anna")
OTHER_PAGE = ("profile", "linkedin.com/in/anna-2", "linkedin.com/in/anna-2")


def person(name: str, firm: str = "", *handles: tuple[str, str, str], **facts: object) -> Known:
    return Known(1, name, organisation=firm, handles=handles, **facts)  # type: ignore[arg-type]


VERY = [
    ("one e-mail, one name", person("Anna Müller", "", EMAIL), person("Anna Müller", "", EMAIL)),
    ("one name, one firm", person("Anna Müller", "SKF"), person("anna muller", "SKF AB")),
    ("one profile, one name", person("Anna Müller", "SKF", PAGE), person("Anna Müller", "Volvo", PAGE)),
    ("the other order", person("Müller, Anna", "", PHONE), person("Anna Müller", "", PHONE)),
    ("a name in one word of its script", person("王伟", "华为"), person("王伟", "华为")),
]
LIKE = [
    ("one name, nothing else known", person("Anna Müller"), person("Anna Müller")),
    ("accents aside", person("Adéyẹmí Ọlá"), person("Adeyemi Ola")),
    ("a title aside", person("Dr. Anna Müller"), person("Anna Müller")),
    ("a middle name and a firm", person("Anna Maria Müller", "SKF"), person("Anna Müller", "SKF")),
    ("a middle initial and a firm", person("Anna M. Müller", "SKF"), person("Anna Maria Müller", "SKF")),
    ("misspelt at one firm", person("Jonas Svensson", "SKF"), person("Jonas Svenson", "SKF")),
    ("written in two ways at one firm", person("Anna Mueller", "SKF"), person("Anna Müller", "SKF")),
    (
        "known by the other's name, one firm",
        person("Ana Lima", "SKF", also_known_as="Ana Reis"),
        person("Ana Reis", "SKF"),
    ),
    ("a first name alone, one e-mail", person("Anna", "", EMAIL), person("Anna Müller", "", EMAIL)),
    (
        "a moved friend with one page",
        person("Anna Müller", "", PAGE),
        person("Anna Reis", "Volvo", PAGE, also_known_as="Anna Müller"),
    ),
]
WEAK = [
    ("namesakes at two firms", person("Anna Müller", "SKF"), person("Anna Müller", "Volvo")),
    ("two names, one e-mail: a family's", person("Anna Müller", "", EMAIL), person("Bernd Müller", "", EMAIL)),
    ("another last name and firm, one e-mail", person("Ana Lima", "SKF", EMAIL), person("Ana Reis", "Volvo", EMAIL)),
    ("an initial and a firm", person("A. Müller", "SKF"), person("Anna Müller", "SKF")),
    ("first names at one firm", person("Anna", "SKF"), person("Anna", "SKF")),
]
NOT = [
    ("father and son", person("Karl Berg", "Berg Bygg", EMAIL), person("Karl Berg", "Kommunen", WORK)),
    (
        "one firm says nothing",
        person("Anna Müller", "SKF", place="Gothenburg"),
        person("Bo Ek", "SKF", place="Gothenburg"),
    ),
    ("sisters at one firm", person("Anna Müller", "SKF"), person("Berta Müller", "SKF")),
    ("a nickname is not guessed", person("Bob Ek", "SKF"), person("Robert Ek", "SKF")),
    ("two first names", person("Anna"), person("Anna")),
    ("two pages on one site", person("Anna Müller", "", PAGE), person("Anna Müller", "", OTHER_PAGE)),
    ("two birthdays", person("Anna Müller", birthday=(3, 1)), person("Anna Müller", birthday=(4, 1))),
    ("an initial alone", person("A. Müller"), person("Anna Müller")),
    ("two initials", person("A. M.", "SKF"), person("Anna Müller", "SKF")),
    ("the office's address", person("Anna Müller", "SKF", OFFICE), person("Bo Ek", "SKF", OFFICE)),
    ("short names that differ in a letter", person("Ida Dahl", "SKF"), person("Ada Dahl", "SKF")),
    ("another middle name", person("Anna Berta Müller", "SKF"), person("Anna Clara Müller", "SKF")),
    ("a shared telephone", person("Anna Müller", "", PHONE), person("Bo Ek", "", PHONE)),
    ("two offices of one series", person("Room 1000", "SKF"), person("Room 1001", "SKF")),
    ("signs alone", person("???"), person("!!!")),
]


def cases(pairs: list[tuple[str, Known, Known]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in pairs], ids=[pair[0] for pair in pairs])


@cases(VERY)
def test_very_likely_one(one: Known, other: Known) -> None:
    assert judge_likeness(one, other).likeness >= VERY_LIKELY


@cases(LIKE)
def test_likely_one(one: Known, other: Known) -> None:
    assert judge_likeness(one, other).likeness >= LIKELY


@cases(WEAK)
def test_weakly_proposed(one: Known, other: Known) -> None:
    assert PROPOSED <= judge_likeness(one, other).likeness < LIKELY


@cases(NOT)
def test_not_proposed(one: Known, other: Known) -> None:
    assert not judge_likeness(one, other).is_proposed


@cases([pair for pair in VERY + LIKE + WEAK if pair[0] != "a moved friend with one page"])
def test_whoever_is_proposed_is_found(one: Known, other: Known) -> None:
    """By an address in common, or because both lie under one key."""
    addresses = [{handle[:2] for handle in each.handles} for each in (one, other)]
    assert addresses[0] & addresses[1] or set(block_keys(one)) & set(block_keys(other))


def test_the_reasons_say_what_both_sides_say() -> None:
    one = person("Anna Müller", "SKF AB", EMAIL, place="Lund")
    other = person("ANNA MULLER", "SKF", ("email", "anna@example.org", "anna@EXAMPLE.org"), place="lund")
    assert [(reason.clue, reason.one, reason.other) for reason in judge_likeness(one, other).reasons] == [
        ("email", "Anna@example.org", "anna@EXAMPLE.org"),
        ("same_name", "Anna Müller", "ANNA MULLER"),
        ("firm", "SKF AB", "SKF"),
        ("place", "Lund", "lund"),
    ]


def test_a_firm_is_compared_without_its_legal_form() -> None:
    assert firm_words("The Tool Library Ltd.") == ("tool", "library")
    assert firm_words("AB") == ("ab",)
    assert name_words("Dr. Anna-Lena Müller") == ("anna", "lena", "muller")


NAMES = st.text(alphabet="abé ÄŁ.-'1王", max_size=14) | st.sampled_from(
    ["Anna Müller", "A Müller", "Müller Anna", "Anna"]
)
HANDLES = st.lists(st.sampled_from([EMAIL, WORK, OFFICE, PHONE, PAGE, OTHER_PAGE]), max_size=4, unique=True).map(tuple)
PEOPLE = st.builds(
    Known,
    key=st.just(1),
    name=NAMES,
    also_known_as=NAMES,
    organisation=NAMES,
    place=NAMES,
    handles=HANDLES,
    birthday=st.none() | st.tuples(st.integers(1, 12), st.integers(1, 28)),
)


@given(PEOPLE, PEOPLE)
def test_it_does_not_matter_who_is_asked_first(one: Known, other: Known) -> None:
    here, there = judge_likeness(one, other), judge_likeness(other, one)
    assert here.likeness == there.likeness
    assert {(r.clue, r.one, r.other) for r in here.reasons} == {(r.clue, r.other, r.one) for r in there.reasons}


@given(PEOPLE, PEOPLE)
def test_it_stays_in_its_bounds_and_has_a_reason(one: Known, other: Known) -> None:
    found = judge_likeness(one, other)
    assert 0 <= found.likeness <= 100
    assert not found.is_proposed or any(reason.speaks_for for reason in found.reasons)
    assert all(reason.one and reason.other for reason in found.reasons)


@given(PEOPLE, st.sampled_from([EMAIL, PHONE, PAGE]))
def test_an_address_in_common_never_speaks_against_them(one: Known, handle: tuple[str, str, str]) -> None:
    other = person("Bo Ek", "Volvo")
    both = [Known(1, each.name, handles=(handle,), organisation=each.organisation) for each in (one, other)]
    bare = [Known(1, each.name, organisation=each.organisation) for each in (one, other)]
    assert judge_likeness(*both).likeness >= judge_likeness(*bare).likeness


@given(PEOPLE)
def test_everybody_lies_where_their_like_would(one: Known) -> None:
    assert set(block_keys(one)) == set(block_keys(one))
    assert all(key and all(key) for key in block_keys(one))


def test_every_clue_has_its_weight() -> None:
    assert set(CLUES) == set(WEIGHTS)
